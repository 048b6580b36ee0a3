//! Messages that lean on what was said before: "och på lördag då?", "berätta mer".

use chrono::NaiveDateTime;

use super::hours_question;
use super::judge::likeliest;
use super::kinds::Kinds;
use crate::language::words::words;
use crate::model::conversation::{Context, Subject};
use crate::model::topic::{FollowUp, Smalltalk, Topic};
use crate::model::understanding::Understanding;
use crate::model::verdict::{HoursQuestion, Verdict};

/// A message with more words than this says itself what it is about.
const MOST_WORDS: usize = 6;
/// A message that is this likely of a kind needs nothing from before.
const CERTAIN: f32 = 0.75;

/// The verdict, if the message is about what was said before.
pub fn of(
    understanding: &Understanding,
    kinds: &Kinds,
    at: NaiveDateTime,
    context: Option<&Context>,
) -> Option<Verdict> {
    let before = context.and_then(Context::subject);
    let follow_up = likeliest(&understanding.topics, follow_up);
    if kinds.follow_up >= kinds.most() && follow_up == Some(FollowUp::More) {
        return Some(more(before));
    }
    let short = words(&understanding.text).nth(MOST_WORDS).is_none();
    let about_hours = matches!(before, Some(Subject::Hours));
    let elsewhere = understanding.mentions.other_place;
    (about_hours && short && !elsewhere && understanding.time.is_some() && kinds.most() < CERTAIN)
        .then(|| Verdict::Hours(hours_question::of(understanding, at, context)))
}

fn follow_up(topic: &Topic) -> Option<FollowUp> {
    if let Topic::FollowUp(kind) = topic { Some(*kind) } else { None }
}

/// More of the same; where nothing was said, what may be asked.
fn more(before: Option<&Subject>) -> Verdict {
    match before {
        Some(Subject::Article(article)) => Verdict::More(article.clone()),
        Some(Subject::Hours) => Verdict::Hours(HoursQuestion::Week),
        Some(Subject::Contact(_)) => Verdict::Contact(crate::model::topic::Details::all()),
        Some(Subject::Overview) => Verdict::Overview,
        _ => Verdict::Smalltalk(Smalltalk::Ability),
    }
}
