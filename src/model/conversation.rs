//! What is remembered of a conversation from one message to the next.
//!
//! Everything in here is bounded, however long the conversation: it is stored with every message.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::article::ArticleId;
use super::id::UserId;
use super::language::ReplyLanguage;
use super::topic::{Details, Emergency};
use super::verdict::{HoursQuestion, Verdict};

/// What was said is taken up again for half an hour; after that a message stands for itself.
const REMEMBERED_MINUTES: i64 = 30;
/// So many subjects are remembered, the latest first.
const SUBJECTS: usize = 4;
/// The longest question remembered, in characters: it is only there to find the same sentence again.
const LONGEST_QUESTION: usize = 200;
/// So many choices are remembered of a list.
const CHOICES: usize = 20;

/// What one message leaves behind for the next ("och på lördag då?", "ja", "den andra").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// Local time of the last message.
    pub at: NaiveDateTime,
    pub language: ReplyLanguage,
    /// The last reply, so that it can be repeated, shortened or told in other words.
    pub said: Option<Said>,
    /// What was spoken of, the latest first, each once.
    pub subjects: Vec<Subject>,
    /// The last question about hours: it can be taken up again after another subject.
    pub hours: Option<HoursQuestion>,
    /// The days last spoken of, as asked for, whoever's hours they were.
    pub dates: Vec<NaiveDate>,
    /// What "ja" accepts.
    pub offered: Option<Offer>,
    /// What was last listed, in the order it was shown.
    pub choices: Vec<Choice>,
    /// Which of the choices was taken last, counted from 0.
    pub chosen: Option<usize>,
    /// Replies in a row that did not know.
    pub misses: u8,
    /// What is acute until it is clearly over.
    pub emergency: Option<Standing>,
}

/// An emergency that the messages after it are read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub kind: Emergency,
    pub sureness: Sureness,
    /// How many messages in a row have told of nothing acute since.
    pub calm: u8,
    /// A message since told as much, as far as examples have taught.
    pub is_probably_over: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sureness {
    Sure,
    /// A message that clearly asks something else shows that there was none.
    Doubtful,
}

/// A verdict and the words that it was found with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    pub verdict: Verdict,
    /// What was answered beside it, where a message asked two things.
    pub second: Option<Verdict>,
    /// Masked like everything that is stored, and cut.
    pub question: String,
    /// The reply was simplified already.
    pub simplified: bool,
}

/// What "det" and "den" stand for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Subject {
    Article(ArticleId),
    /// Several articles side by side: compared, or those that speak of something.
    Articles(Vec<ArticleId>),
    Overview,
    Hours,
    Contact(Details),
    Staff,
    /// A place or an authority with hours and addresses of its own.
    Elsewhere,
    /// What the sources say nothing of.
    Errand,
    /// The assistant.
    Itself,
}

/// What the last reply offered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Offer {
    /// To write to the staff.
    Person,
    /// To read all of the article that was quoted; "nej" says that the answer did not help.
    ReadAll(ArticleId),
    /// One of the choices.
    Choices,
}

/// Something that can be chosen by its place in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Choice {
    Article(ArticleId),
    Contact(Details),
}

impl Context {
    /// The emergency that was answered last, if nothing but remarks was said since.
    pub fn was_acute(&self) -> Option<Emergency> {
        match self.said.as_ref()?.verdict {
            Verdict::Emergency(kind) | Verdict::PerhapsAcute(kind) | Verdict::StillAcute(kind) => {
                Some(kind)
            }
            _ => None,
        }
    }

    /// Whether the last reply, but for remarks, asked whether something is acute.
    pub fn was_asked_whether_acute(&self) -> bool {
        let said = self.said.as_ref().map(|said| &said.verdict);
        matches!(said, Some(Verdict::PerhapsAcute(_)))
    }

    /// Of a conversation in which nothing has been said yet.
    pub fn begun(at: NaiveDateTime, language: ReplyLanguage) -> Self {
        Context {
            at,
            language,
            said: None,
            subjects: Vec::new(),
            hours: None,
            dates: Vec::new(),
            offered: None,
            choices: Vec::new(),
            chosen: None,
            misses: 0,
            emergency: None,
        }
    }

    pub fn holds_at(&self, at: NaiveDateTime) -> bool {
        (0..=REMEMBERED_MINUTES).contains(&(at - self.at).num_minutes())
    }

    /// What was spoken of last.
    pub fn subject(&self) -> Option<&Subject> {
        self.subjects.first()
    }

    /// Puts a subject first.
    pub fn speak_of(&mut self, subject: Subject) {
        self.subjects.retain(|before| *before != subject);
        self.subjects.insert(0, subject);
        self.subjects.truncate(SUBJECTS);
    }

    /// The article last spoken of by itself.
    pub fn article(&self) -> Option<&ArticleId> {
        self.articles().next()
    }

    /// The articles spoken of by themselves, the latest first.
    pub fn articles(&self) -> impl Iterator<Item = &ArticleId> {
        self.subjects.iter().filter_map(|subject| {
            if let Subject::Article(article) = subject { Some(article) } else { None }
        })
    }

    /// Replaces what was listed.
    pub fn list(&mut self, mut choices: Vec<Choice>) {
        choices.truncate(CHOICES);
        self.choices = choices;
        self.chosen = None;
    }
}

impl Said {
    pub fn new(verdict: Verdict, second: Option<Verdict>, question: &str) -> Self {
        Said {
            verdict,
            second,
            question: question.chars().take(LONGEST_QUESTION).collect(),
            simplified: false,
        }
    }
}

/// Grows when [`Context`] changes: what an older version stored is forgotten.
const VERSION: u32 = 5;

/// A context as it is stored, with the person it was left by: in a group nobody answers for another.
#[derive(Serialize, Deserialize)]
struct Stored<C> {
    version: u32,
    by: Option<UserId>,
    context: C,
}

impl Context {
    /// As it is stored: names, not numbers, so that it can be read by hand. `by` is who wrote the message.
    pub fn to_stored(&self, by: Option<UserId>) -> Option<serde_json::Value> {
        serde_json::to_value(Stored { version: VERSION, by, context: self }).ok()
    }

    /// What was stored, if it is of this version and left by the same person.
    pub fn from_stored(value: serde_json::Value, by: Option<UserId>) -> Option<Self> {
        let stored: Stored<Context> = serde_json::from_value(value).ok()?;
        (stored.version == VERSION && stored.by == by).then_some(stored.context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: UserId = UserId::new(7);

    fn context() -> Context {
        Context::begun(
            NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(10, 0, 0).unwrap(),
            ReplyLanguage::Swedish,
        )
    }

    #[test]
    fn what_is_stored_comes_back() {
        let mut context = context();
        context.said = Some(Said::new(
            Verdict::Hours(HoursQuestion::Dates(vec![context.at.date()])),
            None,
            "öppet i dag?",
        ));
        context.list(vec![
            Choice::Contact(Details::EMAIL),
            Choice::Article(ArticleId::parse("plan").unwrap()),
        ]);
        context.emergency = Some(Standing {
            kind: Emergency::Fire,
            sureness: Sureness::Doubtful,
            calm: 1,
            is_probably_over: true,
        });
        let stored = context.to_stored(Some(ANNA)).unwrap();
        assert_eq!(Context::from_stored(stored, Some(ANNA)), Some(context));
    }

    #[test]
    fn what_another_version_or_person_left_is_forgotten() {
        let stored = context().to_stored(Some(ANNA)).unwrap();
        let mut older = stored.clone();
        older["version"] = 1.into();
        let before_versions = serde_json::json!({"at": "2026-11-23T10:00:00", "topic": null, "language": "Swedish", "dates": []});
        for (value, by) in [
            (older, Some(ANNA)),
            (stored, Some(UserId::new(8))),
            (before_versions, Some(ANNA)),
            (serde_json::json!("?"), None),
        ] {
            assert_eq!(Context::from_stored(value, by), None);
        }
    }

    #[test]
    fn it_grows_no_further_however_long_the_conversation() {
        let mut context = context();
        for number in 0..10_000 {
            context.speak_of(Subject::Article(ArticleId::parse(&format!("a{number}")).unwrap()));
            context.list(vec![Choice::Contact(Details::PHONE); 500]);
            context.said = Some(Said::new(Verdict::Overview, None, &"ö".repeat(4_000)));
        }
        assert!(context.to_stored(None).unwrap().to_string().len() < 4_000);
    }
}
