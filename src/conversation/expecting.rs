//! What a message is likelier to be about in a conversation than as the first thing that somebody writes.
//!
//! The classifier learns from single messages, where greetings are common and follow-ups mean nothing. Its probabilities are multiplied by how
//! much more, or less, often each kind comes after what was said, and sum to 1 again (the correction for a shift of priors; Saerens, Latinne and
//! Decaestecker 2002).

use crate::model::conversation::{Context, Subject};
use crate::model::topic::{FollowUp, Smalltalk, Topic};
use crate::model::understanding::Understanding;

/// How much oftener than among examples: what asks on, when something was said and when nothing was. Where nothing was listed, nothing is chosen.
const FOLLOW_UP: f32 = 1.5;
const FOLLOW_UP_FIRST: f32 = 0.3;
/// Questions of hours and contact details, after one of them.
const OF_THE_CENTRE: f32 = 1.5;
/// Small talk other than thanks and farewells, once something has been said.
const SMALLTALK: f32 = 0.5;

/// The understanding, with the topics as likely as they are after what was said.
pub fn expected(understanding: Understanding, context: Option<&Context>) -> Understanding {
    let mut topics = understanding.topics;
    let before = |topics: &[(Topic, f32)]| topics.iter().map(|(_, p)| p).sum::<f32>();
    let all = before(&topics);
    for (topic, probability) in &mut topics {
        *probability *= factor(topic, context);
    }
    if context.is_none() {
        // What asks on where nothing was said asks for what nobody here knows.
        let lost = all - before(&topics);
        topics
            .iter_mut()
            .filter(|(topic, _)| *topic == Topic::Errand)
            .for_each(|(_, p)| *p += lost);
    }
    let sum: f32 = topics.iter().map(|(_, probability)| probability).sum();
    if sum > 0.0 {
        topics.iter_mut().for_each(|(_, probability)| *probability /= sum);
    }
    topics.sort_by(|(a, p), (b, q)| q.total_cmp(p).then_with(|| a.cmp(b)));
    Understanding { topics, ..understanding }
}

fn factor(topic: &Topic, context: Option<&Context>) -> f32 {
    match (topic, context) {
        (Topic::FollowUp(FollowUp::Choice), context)
            if context.is_none_or(|context| context.choices.is_empty()) =>
        {
            0.0
        }
        (Topic::FollowUp(_), None) => FOLLOW_UP_FIRST,
        (_, None) => 1.0,
        (Topic::FollowUp(_), Some(_)) => FOLLOW_UP,
        (Topic::Smalltalk(Smalltalk::Thanks | Smalltalk::Bye | Smalltalk::Privacy), _) => 1.0,
        (Topic::Smalltalk(_), Some(_)) => SMALLTALK,
        (Topic::Hours(_) | Topic::Contact(_), Some(context)) if of_the_centre(context) => {
            OF_THE_CENTRE
        }
        _ => 1.0,
    }
}

fn of_the_centre(context: &Context) -> bool {
    matches!(context.subject(), Some(Subject::Hours | Subject::Contact(_) | Subject::Staff))
}
