//! `alebot cases`: what residents and staff have written to each other, for the municipality's records and for whoever asks what is stored of them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, SecondsFormat};
use chrono_tz::Tz;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::additions::{database, waited};
use super::{Failure, Settings};
use crate::hours::local::existing;
use crate::model::case::{Carriage, Case, CaseMessage, CaseNumber, ClosedBy, Direction};
use crate::model::id::{ChatId, MessageId};
use crate::model::incoming::Attachment;
use crate::model::log::Question;
use crate::store::{Store, StoreError};

#[derive(Args)]
pub struct Cases {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// En rad per ärende: nummer, när det öppnades, läge, namn
    List {
        /// Bara de som är öppna
        #[arg(long)]
        open: bool,
    },
    /// Ärenden där orden finns i ett meddelande eller namnet
    Search {
        #[arg(value_name = "ORD", required = true)]
        words: Vec<String>,
    },
    /// Ett ärende, från första meddelandet till sista
    Show {
        #[arg(value_name = "NUMMER")]
        number: CaseNumber,
    },
    /// Ärenden som JSON, ett per rad; docs/operating.md beskriver fälten
    Export(Export),
}

#[derive(Args)]
struct Export {
    /// Bara det här ärendet
    #[arg(long, value_name = "NUMMER")]
    case: Option<CaseNumber>,
    /// Bara den här chattens, och det andra som är sparat om den
    #[arg(long, value_name = "ID", allow_negative_numbers = true)]
    chat: Option<ChatId>,
    /// Öppnade den dagen eller senare
    #[arg(long, value_name = "DATUM")]
    from: Option<NaiveDate>,
    /// Öppnade den dagen eller tidigare
    #[arg(long, value_name = "DATUM")]
    to: Option<NaiveDate>,
    /// Skriv till en fil i stället; den får inte finnas
    #[arg(long, value_name = "FIL")]
    output: Option<PathBuf>,
}

/// A case with all that was said.
struct Whole {
    case: Case,
    messages: Vec<CaseMessage>,
}

impl Cases {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let zone = settings.knowledge()?.knowledge.contact.hours.time_zone;
        match &self.command {
            Command::List { open } => {
                let all = read(async |store| whole(store, |case| case.open || !open).await)?;
                list(&all, zone)
            }
            Command::Search { words } => {
                let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
                let mut found = read(async |store| whole(store, |_| true).await)?;
                found.retain(|whole| whole.has(&words));
                list(&found, zone)
            }
            Command::Show { number } => {
                let found = read(async |store| whole(store, |case| case.number == *number).await)?;
                let missing = || Failure::Told(format!("ärende {number} finns inte"));
                show(found.first().ok_or_else(missing)?, zone)
            }
            Command::Export(export) => export.run(zone),
        }
    }
}

fn read<T>(work: impl AsyncFnOnce(&Store) -> Result<T, StoreError>) -> Result<T, Failure> {
    let url = database().unwrap_or_else(|| crate::service::DATABASE.to_owned());
    let worked = waited(async {
        let store = Store::open_existing(&url).await?;
        let worked = work(&store).await;
        store.close().await;
        worked
    })?;
    worked.map_err(|error| Failure::Told(error.to_string()))
}

async fn whole(store: &Store, is_wanted: impl Fn(&Case) -> bool) -> Result<Vec<Whole>, StoreError> {
    let mut all = Vec::new();
    for case in store.cases(0, i64::MAX).await?.into_iter().filter(is_wanted) {
        let messages = store.case_messages(case.number).await?;
        all.push(Whole { case, messages });
    }
    Ok(all)
}

impl Whole {
    /// Whether all words are somewhere in it.
    fn has(&self, words: &[String]) -> bool {
        let name = self.case.name.to_lowercase();
        let texts: Vec<String> =
            self.messages.iter().map(|message| message.text.to_lowercase()).collect();
        words.iter().all(|word| name.contains(word) || texts.iter().any(|text| text.contains(word)))
    }
}

fn list(cases: &[Whole], zone: Tz) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for Whole { case, messages } in cases {
        let state = if case.open { "öppet" } else { "avslutat" };
        let (opened, name) = (moment(case.opened_ms, zone), on_one_line(&case.name));
        writeln!(out, "{}\t{opened}\t{state}\t{}\t{name}", case.number, messages.len())?;
    }
    Ok(())
}

fn show(whole: &Whole, zone: Tz) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let case = &whole.case;
    writeln!(out, "Ärende {}, {}", case.number, on_one_line(&case.name))?;
    writeln!(out, "Öppnat {}", moment(case.opened_ms, zone))?;
    if let Some(closed) = case.closed_ms {
        writeln!(out, "Avslutat {}", moment(closed, zone))?;
    }
    for message in &whole.messages {
        let who = match (message.direction, &message.author) {
            (Direction::FromResident, _) => on_one_line(&case.name),
            (Direction::FromStaff, author) => author_of(author.as_ref().map(|by| &*by.name)),
            (Direction::Note, author) => {
                format!("{} (anteckning)", author_of(author.as_ref().map(|by| &*by.name)))
            }
        };
        writeln!(out, "\n{} {who}", moment(message.at_ms, zone))?;
        if let Some(attachment) = message.attachment {
            let file = message.file.as_ref().map_or("okänt", |file| &file.id);
            writeln!(out, "[{}, id {file}]", kind(attachment))?;
        }
        if !message.text.is_empty() {
            writeln!(out, "{}", harmless(&message.text))?;
        }
    }
    Ok(())
}

fn author_of(name: Option<&str>) -> String {
    name.map_or_else(|| "personalen".to_owned(), on_one_line)
}

/// A terminal does what control characters say.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

fn on_one_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// With its offset, so that it is one moment whatever the season (RFC 3339).
fn moment(ms: i64, zone: Tz) -> String {
    DateTime::from_timestamp_millis(ms)
        .unwrap_or_default()
        .with_timezone(&zone)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}

impl Export {
    fn run(&self, zone: Tz) -> Result<(), Failure> {
        let (cases, person) = read(async |store| {
            let cases = whole(store, |case| self.wants(case, zone)).await?;
            let person = match self.chat {
                Some(chat) => Some(person(store, chat, zone).await?),
                None => None,
            };
            Ok((cases, person))
        })?;
        match &self.output {
            None => written(&mut io::stdout().lock(), &cases, person.as_ref(), zone)?,
            Some(path) => {
                let unwritable = |error: io::Error| {
                    Failure::Told(format!("{} går inte att skriva: {error}", path.display()))
                };
                // Nobody else's: it holds what people wrote.
                let file = File::options().write(true).create_new(true).mode(0o600).open(path);
                let mut out = BufWriter::new(file.map_err(unwritable)?);
                written(&mut out, &cases, person.as_ref(), zone).map_err(unwritable)?;
                writeln!(io::stdout(), "{} ärenden skrivna i {}.", cases.len(), path.display())?;
            }
        }
        Ok(())
    }

    fn wants(&self, case: &Case, zone: Tz) -> bool {
        let midnight = |day: NaiveDate| {
            existing(day.and_time(chrono::NaiveTime::MIN), zone).timestamp_millis()
        };
        let from = self.from.map_or(i64::MIN, midnight);
        let to = self.to.and_then(|day| day.succ_opt()).map_or(i64::MAX, midnight);
        self.case.is_none_or(|number| number == case.number)
            && self.chat.is_none_or(|chat| chat == case.chat)
            && (from..to).contains(&case.opened_ms)
    }
}

fn written(
    out: &mut impl Write,
    cases: &[Whole],
    person: Option<&Person>,
    zone: Tz,
) -> io::Result<()> {
    for whole in cases {
        line(out, &CaseRecord::of(whole, zone))?;
    }
    if let Some(person) = person {
        line(out, person)?;
    }
    out.flush()
}

fn line(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

/// What else is stored of a chat.
#[derive(Serialize)]
struct Person {
    chat: ChatId,
    language: Option<&'static str>,
    consented: Option<String>,
    blocks_the_bot: bool,
    barred_by_staff: bool,
    barred: Option<BarredRecord>,
    questions: Vec<QuestionRecord>,
    /// The question to which they asked to be told an answer.
    awaits_answers_to: Vec<String>,
    /// Words that wait for the consent.
    drafts: Vec<String>,
    /// What is remembered of the conversation, as it is stored.
    remembered: Option<serde_json::Value>,
}

#[derive(Serialize)]
struct BarredRecord {
    at: String,
    by: String,
    reason: String,
}

#[derive(Serialize)]
struct QuestionRecord {
    asked: String,
    text: String,
    answer: String,
    helpful: Option<bool>,
}

async fn person(store: &Store, chat: ChatId, zone: Tz) -> Result<Person, StoreError> {
    let conversation = store.conversation(chat).await?;
    let question = |question: Question| QuestionRecord {
        asked: moment(question.asked_ms, zone),
        text: question.text,
        answer: question.answer,
        helpful: question.helpful,
    };
    let barred = store.barred().await?.into_iter().find(|barred| barred.chat == chat);
    let untold = store.untold_questions().await?.into_iter();
    let drafts = store.first_messages(chat).await?.into_iter();
    Ok(Person {
        chat,
        language: conversation.language.map(|language| language.code()),
        consented: conversation.consent_ms.map(|ms| moment(ms, zone)),
        blocks_the_bot: conversation.blocked,
        barred_by_staff: barred.is_some(),
        barred: barred.map(|barred| BarredRecord {
            at: moment(barred.at_ms, zone),
            by: barred.by.name,
            reason: barred.reason,
        }),
        questions: store.last_questions(chat, i64::MAX).await?.into_iter().map(question).collect(),
        awaits_answers_to: untold
            .filter(|(question, _)| question.chat == chat)
            .map(|(question, _)| question.text)
            .collect(),
        drafts: drafts.map(|(_, first)| first.text).collect(),
        remembered: conversation.understanding,
    })
}

#[derive(Serialize)]
struct CaseRecord<'a> {
    case: CaseNumber,
    chat: ChatId,
    name: &'a str,
    language: &'static str,
    state: &'static str,
    origin: &'static str,
    opened: String,
    first_answer: Option<String>,
    closed: Option<String>,
    closed_by: Option<&'static str>,
    helped: Option<bool>,
    owner: Option<&'a str>,
    messages: Vec<MessageRecord<'a>>,
}

#[derive(Serialize)]
struct MessageRecord<'a> {
    at: String,
    from: &'static str,
    author: Option<&'a str>,
    text: &'a str,
    attachment: Option<AttachmentRecord<'a>>,
    album: Option<&'a str>,
    forwarded_from: Option<&'a str>,
    state: &'static str,
}

#[derive(Serialize)]
struct AttachmentRecord<'a> {
    kind: String,
    /// `getFile` of the Bot API fetches it by this.
    file_id: Option<&'a str>,
    chat: ChatId,
    message: MessageId,
}

impl<'a> CaseRecord<'a> {
    fn of(whole: &'a Whole, zone: Tz) -> Self {
        let case = &whole.case;
        let at = |ms: Option<i64>| ms.map(|ms| moment(ms, zone));
        CaseRecord {
            case: case.number,
            chat: case.chat,
            name: &case.name,
            language: case.language.code(),
            state: if case.open { "open" } else { "closed" },
            origin: case.origin.name(),
            opened: moment(case.opened_ms, zone),
            first_answer: at(case.first_answer_ms),
            closed: at(case.closed_ms),
            closed_by: case.closed_by.map(|by| match by {
                ClosedBy::Resident => "resident",
                ClosedBy::Staff => "staff",
            }),
            helped: case.helped,
            owner: case.owner.as_ref().map(|owner| &*owner.name),
            messages: whole
                .messages
                .iter()
                .map(|message| MessageRecord::of(message, zone))
                .collect(),
        }
    }
}

impl<'a> MessageRecord<'a> {
    fn of(message: &'a CaseMessage, zone: Tz) -> Self {
        let attachment = message.attachment.map(|attachment| AttachmentRecord {
            kind: kind(attachment),
            file_id: message.file.as_ref().map(|file| &*file.id),
            chat: message.source.chat,
            message: message.source.message_id,
        });
        MessageRecord {
            at: moment(message.at_ms, zone),
            from: match message.direction {
                Direction::FromResident => "resident",
                Direction::FromStaff => "staff",
                Direction::Note => "note",
            },
            author: message.author.as_ref().map(|author| &*author.name),
            text: &message.text,
            attachment,
            album: message.media_group.as_deref(),
            forwarded_from: message.forwarded_from.as_deref(),
            state: match message.state {
                Carriage::OnItsWay => "on its way",
                Carriage::Delivered => "delivered",
                Carriage::Failed => "failed",
                Carriage::Kept => "kept inside",
                Carriage::Held => "held",
            },
        }
    }
}

fn kind(attachment: Attachment) -> String {
    format!("{attachment:?}").to_lowercase()
}
