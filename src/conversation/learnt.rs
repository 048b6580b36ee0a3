//! Follow-ups that no phrase tells, known by what the examples of `examples/follow-ups.toml` have taught.

use super::{Move, Turn, asking_on, texts};
use crate::language::words::words;
use crate::model::conversation::{Context, Subject};
use crate::model::cue::Cue;
use crate::model::language::ReplyLanguage;
use crate::model::topic::{FollowUp, Topic, TopicKind};
use crate::model::verdict::{Across, Telling, Unsaid};

/// A longer message says for itself what it is about.
const MOST_WORDS: usize = 14;
/// So likely a message is a follow-up, more than anything else, and so much of it the examples of follow-ups have said.
const LIKELY: f32 = 0.4;
const SUPPORTED: f32 = 0.5;

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    let kind = follow_up(turn)?;
    about_texts(kind, turn).or_else(|| about_what_was_said(kind, turn.context?))
}

/// The same, as far as it needs nothing that was said.
pub fn about_texts_alone(turn: &Turn<'_>) -> Option<Move> {
    about_texts(follow_up(turn)?, turn)
}

fn follow_up(turn: &Turn<'_>) -> Option<FollowUp> {
    if words(&turn.understanding.text).nth(MOST_WORDS).is_some() {
        return None;
    }
    let topics = &turn.understanding.topics;
    let kind = |topic: &Topic| {
        if let Topic::FollowUp(kind) = topic { Some(*kind) } else { None }
    };
    let likely: f32 =
        topics.iter().filter(|(topic, _)| kind(topic).is_some()).map(|(_, p)| p).sum();
    if likely < LIKELY || turn.understanding.supports(TopicKind::FollowUp) < SUPPORTED {
        return None;
    }
    topics.iter().find_map(|(topic, _)| kind(topic))
}

/// Their age and who decided them, where texts are spoken of or the plan is named.
fn about_texts(kind: FollowUp, turn: &Turn<'_>) -> Option<Move> {
    if !texts::on_texts(turn) && !turn.heard.has(Cue::Plan) {
        return None;
    }
    match kind {
        FollowUp::Who => Some(Move::Across(Across::Unsaid(Unsaid::Who))),
        FollowUp::Age => Some(Move::Across(Across::Age(texts::spoken_of_by_itself(turn)))),
        _ => None,
    }
}

/// What the follow-up does; `None` where what was said cannot be asked about so.
fn about_what_was_said(kind: FollowUp, context: &Context) -> Option<Move> {
    let said = context.said.is_some();
    Some(match kind {
        FollowUp::Again if said => Move::Again,
        FollowUp::Shorter if said => Move::Tell(Telling::Shorter),
        FollowUp::Simpler if said => Move::Tell(Telling::Simpler),
        FollowUp::InEnglish if said => Move::AgainIn(ReplyLanguage::English),
        FollowUp::InSwedish if said => Move::AgainIn(ReplyLanguage::Swedish),
        FollowUp::More if context.article().is_some() => Move::More,
        FollowUp::Why => match context.subject()? {
            Subject::Article(_) => Move::Tell(Telling::Why),
            Subject::Hours => Move::Again,
            _ => return None,
        },
        FollowUp::Until => return asking_on::until(context),
        FollowUp::Yes if context.offered.is_some() => Move::Yes,
        FollowUp::No if said => Move::No,
        _ => return None,
    })
}
