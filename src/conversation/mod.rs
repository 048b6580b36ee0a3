//! What a message does in a conversation: accepts, declines, chooses, corrects, asks again, asks on, or asks about the texts as a whole.
//!
//! A move is understood before topics are asked. It leans on what was said and falls through where there is nothing to lean on; a message with
//! a subject of its own is no move. The words by which moves are known stand in `knowledge/moves.toml`.
//!
//! Invariant: pure. Nothing here decides what an article says or which one answers.

mod again;
mod asking_on;
mod choice;
mod clauses;
mod emergency;
mod expecting;
mod hours;
mod learnt;
mod loosely;
mod remembering;
mod repair;
mod spotting;
mod texts;
mod yes_no;

pub use clauses::{asking, clauses};
pub use expecting::expected;
pub use hours::weekday_spoken_of;
pub use remembering::{Memory, after};
pub use repair::denies_us;
pub use spotting::{Cues, Heard};

use chrono::NaiveDateTime;

use crate::model::article::ArticleId;
use crate::model::conversation::{Choice, Context};
use crate::model::cue::Cue;
use crate::model::language::ReplyLanguage;
use crate::model::topic::{Details, Emergency};
use crate::model::understanding::Understanding;
use crate::model::verdict::{Across, HoursQuestion, Telling};

/// What a message does.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    Yes,
    No,
    /// Thanks, in words or signs, and nothing else.
    Thanks,
    /// An answer or a question about nothing.
    NothingToLeanOn,
    Choose {
        choice: Choice,
        at: usize,
    },
    /// A place that the list last shown has not, counted from 0 where it is a number.
    NoSuchChoice(Option<usize>),
    /// The focus area of that number, counted from 0, named as one.
    Area(usize),
    /// The last question, asked for a choice.
    SameFor {
        choice: Choice,
        at: usize,
    },
    Again,
    /// The last reply in another language.
    AgainIn(ReplyLanguage),
    Tell(Telling),
    More,
    /// What was said is wrong, and not what is right.
    Misunderstood,
    /// The message without the words of the move asks by itself; how it is to be told.
    Instead {
        text: String,
        tell: Option<Telling>,
    },
    /// Announces that something else is asked, and asks it.
    AnotherSubject(String),
    Hours(HoursQuestion),
    /// From when and until when, of the days spoken of.
    Until(HoursQuestion),
    Contact(Details),
    /// When staff answer.
    StaffWhen,
    /// Who knows what the assistant does not.
    Staff,
    Across(Across),
    Overview,
    /// Which texts have a word.
    Speak {
        of: String,
        among: Among,
    },
    /// Texts side by side, each as it is called; none named: those spoken of last.
    Compare(Vec<String>),
    /// An emergency that goes on; another one than before, if there is reason to think so.
    StillAcute(Emergency),
    /// There was no emergency.
    NotAcute,
    /// Something is asked while this one may still go on.
    Beside {
        standing: Emergency,
        asked: BesideEmergency,
    },
    /// It is over, and what is asked besides.
    Over(Option<String>),
}

/// What is asked while an emergency may still go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BesideEmergency {
    /// Something else.
    Else,
    /// Something that belongs to it, if nobody here knows it: "hur lång tid tar det innan brandkåren är här".
    MayBelongToIt,
}

/// Where a word is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Among {
    Areas,
    /// In the names of the areas.
    Titles,
    These(Vec<ArticleId>),
    Everything,
}

/// A message in its conversation.
#[derive(Clone, Copy)]
pub struct Turn<'a> {
    pub heard: &'a Heard,
    pub understanding: &'a Understanding,
    pub context: Option<&'a Context>,
    /// What the message by itself says to be acute, and how surely.
    pub acute: Option<(Emergency, f32)>,
    /// Whether it probably tells that an emergency is over, whatever it asks besides.
    pub tells_of_end: bool,
    /// Local time.
    pub at: NaiveDateTime,
}

/// So surely a message is acute that it is no answer to anything.
const ACUTE: f32 = 0.7;
/// A new subject is asked about in so many words at least.
const FEWEST_BEHIND: usize = 2;

/// The move that a message makes, if any.
pub fn understand(turn: &Turn<'_>) -> Option<Move> {
    if let Some(found) = emergency::of(turn) {
        return Some(found);
    }
    if turn.acute.is_some_and(|(_, likely)| likely >= ACUTE) {
        // What says nothing of its own ("och följande dag?") is no cry for help, whatever its words resemble.
        return hours::of(turn, turn.context?).or_else(|| choice::of(turn, turn.context?));
    }
    if let Some(rest) = behind_another_subject(turn) {
        return Some(Move::AnotherSubject(rest.to_owned()));
    }
    learnt::surely(turn)
        .or_else(|| texts::of(turn))
        .or_else(|| leaning(turn))
        .or_else(|| texts::numbered(turn))
        .or_else(|| learnt::of(turn))
        .or_else(|| nothing_to_lean_on(turn))
}

/// What answers or asks on says nothing by itself.
const ANSWERING: [Cue; 19] = [
    Cue::Yes,
    Cue::No,
    Cue::First,
    Cue::Second,
    Cue::Third,
    Cue::Fourth,
    Cue::Last,
    Cue::Next,
    Cue::Previous,
    Cue::Again,
    Cue::What,
    Cue::Shorter,
    Cue::Simpler,
    Cue::Why,
    Cue::Meant,
    Cue::Wrong,
    Cue::Same,
    Cue::DayAfter,
    Cue::DayBefore,
];

/// "Ny fråga: när stänger ni?": what is asked behind words that announce it. They begin a sentence, but for words that say nothing, and are set off by a
/// sign unless they name a question.
fn behind_another_subject<'t>(turn: &Turn<'t>) -> Option<&'t str> {
    const NAMES: [&str; 6] = ["fraga", "amne", "question", "topic", "subject", "note"];
    let heard = turn.heard;
    let text = turn.understanding.text.as_str();
    let announced = heard.places(Cue::AnotherSubject).max_by_key(|place| place.end)?;
    let (first, last) = (heard.words.get(announced.start)?, heard.words.get(announced.end - 1)?);
    let before = &text[..first.span.start];
    let sentence = before.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
    let own = heard.rest(&[Cue::Yes, Cue::No, Cue::Leaning, Cue::Thanks, Cue::AnotherSubject]);
    let begins = !own.iter().any(|word| (sentence..first.span.start).contains(&word.span.start));
    let rest = text[last.span.end..].trim_start();
    let is_set_off = rest.starts_with([':', ',', '.', '?', '!', '-', '–']);
    let says_more = heard.words.len() >= announced.end + FEWEST_BEHIND;
    (begins && says_more && (is_set_off || NAMES.contains(&last.folded.as_str())))
        .then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// "Ja" or "varför?" where nothing was said that it could be about.
fn nothing_to_lean_on(turn: &Turn<'_>) -> Option<Move> {
    let says_nothing = turn.heard.has_any(&ANSWERING)
        && turn.heard.only_without_time(&[ANSWERING.as_slice(), &[Cue::Leaning]].concat());
    if yes_no::takes_leave(turn) {
        return None;
    }
    says_nothing.then_some(if turn.heard.begins_with(Cue::No) {
        Move::No
    } else {
        Move::NothingToLeanOn
    })
}

fn is_thanks_for(heard: &Heard) -> bool {
    let for_what = |word: &spotting::Word| ["for", "och"].contains(&word.folded.as_str());
    heard.words.get(1).is_some_and(for_what) || heard.words.get(2).is_some_and(for_what)
}

/// "Jaja, tack", "👍".
fn thanks(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let only = heard.only_without_time(&[Cue::Thanks, Cue::Over]);
    let rest = heard.rest_with_time(&[Cue::Thanks]);
    let asks = turn.understanding.text.contains('?');
    // "Tack för upplysningen" says what for.
    let is_for = rest.len() <= 1 && heard.begins_with(Cue::Thanks) && is_thanks_for(heard);
    (heard.has(Cue::Thanks) && (only || (is_for && !asks))).then_some(Move::Thanks)
}

/// What a question does that stands among sentences that tell: it may be one on the texts.
pub fn understand_question(turn: &Turn<'_>) -> Option<Move> {
    texts::of(turn).or_else(|| learnt::about_texts_alone(turn))
}

/// What a message does that asks for nothing anybody knows.
pub fn understand_loosely(turn: &Turn<'_>) -> Option<Move> {
    emergency::over_again(turn).or_else(|| loosely::of(turn))
}

/// Whether a message that may tell of an emergency tells on of one that is over.
pub fn understand_end(turn: &Turn<'_>) -> Option<Move> {
    emergency::over_again(turn)
}

/// What a message does that looks like small talk.
pub fn understand_smalltalk(turn: &Turn<'_>) -> Option<Move> {
    loosely::of_smalltalk(turn)
}

/// Which of what was listed a message names that looks like a question for the list.
pub fn understand_choice(turn: &Turn<'_>) -> Option<Move> {
    loosely::chosen(turn)
}

/// The hours that a sentence asks for which stands behind others.
pub fn understand_hours(turn: &Turn<'_>) -> Option<Move> {
    hours::of(turn, turn.context?)
}

/// What can only be understood from what was said before.
fn leaning(turn: &Turn<'_>) -> Option<Move> {
    let context = turn.context?;
    thanks(turn)
        .or_else(|| repair::of(turn))
        .or_else(|| choice::of(turn, context))
        .or_else(|| yes_no::of(turn, context))
        .or_else(|| again::of(turn, context))
        .or_else(|| asking_on::of(turn, context))
        .or_else(|| hours::of(turn, context))
}
