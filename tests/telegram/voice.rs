use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use alebot::channel::telegram::sender::TelegramSender;
use alebot::channel::telegram::voice::{Programs, Voice, VoiceError, while_recording};
use alebot::model::delivery::{SendError, SentMessage};
use alebot::model::id::{ChatId, ThreadId};
use alebot::model::language::ReplyLanguage;
use alebot::model::outgoing::{Effect, Outgoing, Urgency};
use alebot::pipe::Channel as _;
use alebot::store::Store;
use tokio::task::JoinSet;

use super::double::{Double, Fault, within};
use super::sending::api;

/// A program of the test's own in place of espeak-ng or opusenc; it knows `--version`.
fn program(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    let script = format!("#!/bin/sh\n[ \"$1\" = --version ] && exit 0\n{script}\n");
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

async fn voice(folder: &Path, espeak: &str, opusenc: &str) -> Voice {
    let programs = Programs {
        espeak: program(folder, "espeak", espeak),
        opusenc: program(folder, "opusenc", opusenc),
    };
    // A program just written cannot be run while another test's fork still holds it open.
    let found = async {
        loop {
            match Voice::find(programs.clone()).await {
                Err(VoiceError::Missing { error, .. })
                    if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {}
                found => return found.unwrap(),
            }
        }
    };
    within("the program to be free", found).await
}

#[tokio::test]
async fn texts_are_spoken_in_both_languages_where_the_programs_are_there() {
    let Ok(voice) = Voice::find(Programs::default()).await else {
        eprintln!("not tested: espeak-ng and opus-tools are not installed");
        return;
    };
    let mut lengths = Vec::new();
    for (text, language) in [
        ("Kontaktcenter har öppet.", ReplyLanguage::Swedish),
        ("The contact centre is open.", ReplyLanguage::English),
        (&*"Kontaktcenter har öppet. ".repeat(100), ReplyLanguage::Swedish),
    ] {
        let ogg = voice.speak(text, language).await.unwrap();
        assert!(ogg.starts_with(b"OggS") && ogg[..64].windows(8).any(|w| w == b"OpusHead"));
        lengths.push(ogg.len());
    }
    assert!(lengths[2] > 20 * lengths[0], "{lengths:?}");
}

#[tokio::test]
async fn the_text_goes_in_by_standard_input_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let voice = voice(folder.path(), "echo \"$@\"; cat", "cat").await;
    let text = "--help; $(rm -rf /) 'å' [[x]]";
    let said = voice.speak(text, ReplyLanguage::English).await.unwrap();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said, "--stdin --stdout -b 1 -s 150 -v en\n--help; $(rm -rf /) 'å' [ [x]]");
}

#[tokio::test]
async fn what_takes_too_long_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("pid");
    let endless = format!("echo $$ > {}; exec sleep 60", trace.display());
    let voice =
        voice(folder.path(), &endless, "exec cat").await.with_patience(Duration::from_millis(500));
    let started = Instant::now();
    let error = voice.speak("Hej", ReplyLanguage::Swedish).await.unwrap_err();
    assert!(matches!(error, VoiceError::TooSlow(_)), "{error}");
    assert!(started.elapsed() < Duration::from_secs(5));
    let pid = std::fs::read_to_string(&trace).unwrap();
    // A killed child stays as a zombie until it is reaped; its command line is gone at once.
    let command = PathBuf::from(format!("/proc/{}/cmdline", pid.trim()));
    let gone = async {
        while std::fs::read(&command).is_ok_and(|line| !line.is_empty()) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    within("the program to end", gone).await;
}

#[tokio::test]
async fn failures_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let speak = async |espeak: &str, opusenc: &str, text: &str| {
        let voice = voice(folder.path(), espeak, opusenc).await;
        voice.speak(text, ReplyLanguage::Swedish).await.unwrap_err()
    };
    assert!(matches!(speak("exit 3", "cat", "Hej").await, VoiceError::Failed { .. }));
    assert!(matches!(
        speak("cat", "cat >/dev/null; exit 3", "Hej").await,
        VoiceError::Failed { .. }
    ));
    assert!(matches!(speak("cat", "cat", " \n").await, VoiceError::Silent));
    assert!(matches!(speak("cat >/dev/null", "cat", "Hej").await, VoiceError::Silent));
    let missing = Programs { espeak: folder.path().join("nowhere"), ..Programs::default() };
    let error = Voice::find(missing).await.unwrap_err();
    assert!(error.to_string().contains("apt-get install espeak-ng opus-tools"), "{error}");
}

#[tokio::test]
async fn no_more_than_two_texts_are_spoken_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let slow = format!("echo in >> {log}; sleep 0.2; cat; echo out >> {log}", log = log.display());
    let voice = voice(folder.path(), &slow, "cat").await;
    let speak = || voice.speak("Hej", ReplyLanguage::Swedish);
    let (a, b, c, d, e) = tokio::join!(speak(), speak(), speak(), speak(), speak());
    assert!([a, b, c, d, e].iter().all(Result::is_ok));
    let mut speaking = 0_i32;
    for line in std::fs::read_to_string(&log).unwrap().lines() {
        speaking += if line == "in" { 1 } else { -1 };
        assert!(speaking <= 2);
    }
}

/// Ten residents press "Lyssna" under one text.
async fn ten_press(sender: &Arc<TelegramSender>) -> Vec<Result<SentMessage, SendError>> {
    let press = |chat| {
        let speak = Effect::Speak { text: "Hej".to_owned(), language: ReplyLanguage::Swedish };
        let outgoing = Outgoing {
            chat: ChatId::new(chat),
            thread: None,
            effect: speak,
            urgency: Urgency::Message,
        };
        let sender = sender.clone();
        async move { sender.send(&outgoing).await }
    };
    (1..=10).map(press).collect::<JoinSet<_>>().join_all().await
}

/// What a sender is made of: a stand-in for espeak that takes its time and notes each run, and an empty database.
async fn sender(double: &Double, folder: &Path) -> Arc<TelegramSender> {
    let slow = format!("echo run >> {}; sleep 0.3; cat", folder.join("log").display());
    let voice = voice(folder, &slow, "cat").await;
    let store = Store::open(&format!("sqlite://{}", folder.join("a.db").display())).await.unwrap();
    Arc::new(TelegramSender::new(api(double), store, Some(voice)))
}

fn runs(folder: &Path) -> usize {
    std::fs::read_to_string(folder.join("log")).unwrap().lines().count()
}

/// What a request has as its voice: a file of its own, or one that Telegram has.
fn voices(double: &Double) -> Vec<String> {
    let calls = double.calls_of("sendVoice");
    calls.iter().map(|call| call.params["voice"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_text_is_spoken_and_uploaded_once_for_all_who_press_at_once() {
    let (double, folder) = (Double::start().await, tempfile::tempdir().unwrap());
    let sender = sender(&double, folder.path()).await;
    assert!(ten_press(&sender).await.iter().all(Result::is_ok));
    assert_eq!(runs(folder.path()), 1);
    let voices = voices(&double);
    assert_eq!(voices.len(), 10);
    assert_eq!(voices.iter().filter(|voice| voice.starts_with("<file")).count(), 1, "{voices:?}");
}

#[tokio::test]
async fn an_upload_that_fails_makes_nobody_wait_and_nothing_spoken_again() {
    let (double, folder) = (Double::start().await, tempfile::tempdir().unwrap());
    let sender = sender(&double, folder.path()).await;
    double.fault("sendVoice", Fault::Gateway);
    let sent = ten_press(&sender).await;
    assert_eq!(sent.iter().filter(|sent| sent.is_err()).count(), 1, "{sent:?}");
    assert_eq!(runs(folder.path()), 1);
}

#[tokio::test]
async fn recording_shows_until_it_is_done() {
    let double = Double::start().await;
    let work = async {
        tokio::time::sleep(Duration::from_millis(4500)).await;
        7
    };
    assert_eq!(
        while_recording(&api(&double), ChatId::new(-100), Some(ThreadId::new(7)), work).await,
        7
    );
    let shown = double.calls_of("sendChatAction");
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0].params["action"], "record_voice");
}
