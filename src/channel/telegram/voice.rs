//! "Lyssna": a text as a voice message, spoken by espeak-ng and packed by opusenc (`apt-get install espeak-ng opus-tools`).
//!
//! Texts go in by standard input, never on a command line, where every user of the machine could read them. Nothing touches the disk.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use teloxide::types::ChatAction;
use thiserror::Error;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use super::client::BotApi;
use crate::model::id::{ChatId, ThreadId};
use crate::model::language::ReplyLanguage;

/// The two programs, by name or path.
#[derive(Clone, Debug)]
pub struct Programs {
    pub espeak: PathBuf,
    pub opusenc: PathBuf,
}

impl Default for Programs {
    fn default() -> Self {
        Programs { espeak: "espeak-ng".into(), opusenc: "opusenc".into() }
    }
}

#[derive(Debug, Error)]
pub enum VoiceError {
    #[error("{} cannot be run ({error}): install it with apt-get install espeak-ng opus-tools", program.display())]
    Missing { program: PathBuf, error: std::io::Error },
    #[error("{} failed ({status})", program.display())]
    Failed { program: PathBuf, status: ExitStatus },
    #[error("nothing could be spoken")]
    Silent,
    #[error("not spoken within {} s", .0.as_secs())]
    TooSlow(Duration),
    #[error("the voice is being shut down")]
    Closed,
    #[error("lost touch with the speaking program: {0}")]
    Pipe(#[from] std::io::Error),
}

/// Speaks, a few texts at a time. Clones share that limit.
#[derive(Clone, Debug)]
pub struct Voice {
    programs: Programs,
    turns: Arc<Semaphore>,
    patience: Duration,
}

/// How many texts are spoken at the same time; each keeps a core busy.
const AT_ONCE: usize = 2;
/// Long enough for a whole article on a busy machine, and for waiting one's turn.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// How long a program may take to say its version.
const PRESENCE: Duration = Duration::from_secs(5);
/// Longer texts are cut here, in characters: about six minutes.
const TEXT_MAX: usize = 6000;
/// Words a minute; espeak's own 175 is too fast for those who need to listen.
const SPEED: &str = "150";

impl Voice {
    /// Looks for the programs. Without them there is no "Lyssna"; the error says what to install.
    pub async fn find(programs: Programs) -> Result<Self, VoiceError> {
        for program in [&programs.espeak, &programs.opusenc] {
            let mut command = quiet(program);
            command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null());
            let mut child = start(program, &mut command)?;
            let status = tokio::time::timeout(PRESENCE, child.wait())
                .await
                .map_err(|_| VoiceError::TooSlow(PRESENCE))??;
            check(program, status)?;
        }
        Ok(Voice { programs, turns: Arc::new(Semaphore::new(AT_ONCE)), patience: PATIENCE })
    }

    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Voice { patience, ..self }
    }

    /// The text as OGG with Opus. Dropping the future, or running out of time, kills the programs.
    pub async fn speak(&self, text: &str, language: ReplyLanguage) -> Result<Vec<u8>, VoiceError> {
        let spoken = async {
            let _turn = self.turns.acquire().await.map_err(|_| VoiceError::Closed)?;
            self.spoken(&speakable(text), language).await
        };
        tokio::time::timeout(self.patience, spoken)
            .await
            .map_err(|_| VoiceError::TooSlow(self.patience))?
    }

    async fn spoken(&self, text: &str, language: ReplyLanguage) -> Result<Vec<u8>, VoiceError> {
        if text.is_empty() {
            return Err(VoiceError::Silent);
        }
        let Programs { espeak, opusenc } = &self.programs;
        let mut speak = quiet(espeak);
        // -b 1: the text is UTF-8.
        speak
            .args(["--stdin", "--stdout", "-b", "1", "-s", SPEED, "-v", language.code()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut speaker = start(espeak, &mut speak)?;
        let wave: Stdio = match speaker.stdout.take() {
            Some(wave) => wave.try_into()?,
            None => return Err(VoiceError::Silent),
        };
        // espeak cannot know the length in advance, and writes a false one.
        let mut pack = quiet(opusenc);
        pack.args(["--quiet", "--ignorelength", "--bitrate", "24", "-", "-"])
            .stdin(wave)
            .stdout(Stdio::piped());
        let mut packer = start(opusenc, &mut pack)?;
        // Our copy of the pipe's end would keep it open.
        drop(pack);
        let (written, ogg) = tokio::join!(write(&mut speaker, text), read(&mut packer));
        check(espeak, speaker.wait().await?)?;
        check(opusenc, packer.wait().await?)?;
        written?;
        let ogg = ogg?;
        if ogg.is_empty() { Err(VoiceError::Silent) } else { Ok(ogg) }
    }
}

async fn write(speaker: &mut Child, text: &str) -> std::io::Result<()> {
    match speaker.stdin.take() {
        Some(mut input) => {
            input.write_all(text.as_bytes()).await?;
            input.shutdown().await
        }
        None => Ok(()),
    }
}

async fn read(packer: &mut Child) -> std::io::Result<Vec<u8>> {
    let mut ogg = Vec::new();
    if let Some(output) = packer.stdout.as_mut() {
        output.read_to_end(&mut ogg).await?;
    }
    Ok(ogg)
}

fn quiet(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.stderr(Stdio::null()).kill_on_drop(true);
    command
}

fn start(program: &Path, command: &mut Command) -> Result<Child, VoiceError> {
    command.spawn().map_err(|error| VoiceError::Missing { program: program.to_owned(), error })
}

fn check(program: &Path, status: ExitStatus) -> Result<(), VoiceError> {
    if status.success() {
        return Ok(());
    }
    Err(VoiceError::Failed { program: program.to_owned(), status })
}

/// `[[` begins phonemes to espeak, also in plain text.
fn speakable(text: &str) -> String {
    let text: String = text.chars().take(TEXT_MAX).collect();
    text.replace("[[", "[ [").replace('\0', " ").trim().to_owned()
}

/// Telegram shows an action for five seconds.
const SHOWN: Duration = Duration::from_secs(4);

/// Shows that a voice message is being recorded for as long as the work takes. Whether it shows is of no consequence.
pub async fn while_recording<T>(
    api: &BotApi,
    chat: ChatId,
    thread: Option<ThreadId>,
    work: impl Future<Output = T>,
) -> T {
    let show = async {
        loop {
            let _ = api.act(chat, thread, ChatAction::RecordVoice).await;
            tokio::time::sleep(SHOWN).await;
        }
    };
    tokio::select! {
        biased;
        done = work => done,
        never = show => never,
    }
}
