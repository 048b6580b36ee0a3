//! How much of what is to be said one request to Telegram takes: long texts are cut, messages of a case taken apart.

use super::markup::{TEXT_MAX, pieces};
use super::request::Request;
use super::{carrying, request};
use crate::model::id::MessageId;
use crate::model::outgoing::{Effect, Outgoing, Saying};
use crate::pipe::{Cost, Parcel};

/// What is sent for one effect, in order; each a request of its own.
pub fn lay_out(outgoing: &Outgoing) -> Vec<Parcel> {
    let effects = match &outgoing.effect {
        Effect::Say { saying, reply_to } => said(saying, *reply_to),
        Effect::Replace { messages, saying } => replaced(messages, saying),
        Effect::Carry(carried) => carrying::effects(carried),
        effect => vec![effect.clone()],
    };
    let parcel = |effect: Effect| {
        let cost = cost(&effect);
        Parcel { outgoing: Outgoing { effect, ..outgoing.clone() }, cost }
    };
    effects.into_iter().map(parcel).collect()
}

/// The messages of a text, in order; the last has the choices. None for a text without words.
pub(super) fn said(saying: &Saying, mut reply_to: Option<MessageId>) -> Vec<Effect> {
    messages(saying).into_iter().map(|message| message.say(reply_to.take())).collect()
}

fn replaced(ids: &[MessageId], saying: &Saying) -> Vec<Effect> {
    let mut ids = ids.iter();
    let effect = |message: Saying| match ids.next() {
        Some(id) => message.replace(vec![*id]),
        None => message.say(None),
    };
    messages(saying).into_iter().map(effect).collect()
}

fn messages(saying: &Saying) -> Vec<Saying> {
    if saying.is_one_message {
        return vec![saying.clone()];
    }
    let mut messages: Vec<Saying> =
        pieces(&saying.text, TEXT_MAX).into_iter().map(Saying::from).collect();
    if let Some(last) = messages.last_mut() {
        last.choices.clone_from(&saying.choices);
    }
    messages
}

/// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this> counts messages: answers to presses and queries are none.
fn cost(effect: &Effect) -> Cost {
    match effect {
        Effect::AnswerPress { .. } | Effect::Offer { .. } | Effect::OpenPlace { .. } => {
            Cost { messages: 0, waits_for_others: false }
        }
        Effect::ClosePlace { .. } | Effect::ReopenPlace { .. } => {
            Cost { messages: 0, waits_for_others: true }
        }
        Effect::Copy { message_ids, .. } => {
            let messages = u32::try_from(message_ids.len()).unwrap_or(u32::MAX);
            Cost { messages, waits_for_others: true }
        }
        _ => Cost { messages: 1, waits_for_others: true },
    }
}

/// How many messages a request copies; 0: it copies none.
pub(super) fn copied(request: &Request) -> usize {
    match request {
        request::Request::Copy { message_ids, .. } => message_ids.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::action::Action;
    use crate::model::id::ChatId;
    use crate::model::outgoing::{Choice, Press, Urgency};
    use crate::model::rich::Rich;

    fn laid_out(effect: Effect) -> Vec<Effect> {
        let outgoing =
            Outgoing { chat: ChatId::new(5), thread: None, effect, urgency: Urgency::Message };
        lay_out(&outgoing).into_iter().map(|parcel| parcel.outgoing.effect).collect()
    }

    fn long() -> Saying {
        let choice =
            Choice { label: "Öppettider".to_owned(), press: Press::Resident(Action::Hours) };
        Saying {
            choices: vec![vec![choice]],
            ..Rich::new().quote(&"Ett ord. ".repeat(1000)).into()
        }
    }

    #[test]
    fn the_choices_stand_under_the_last_of_several_messages() {
        let effects = laid_out(long().say(Some(MessageId::new(3))));
        let choices: Vec<(usize, Option<MessageId>)> = effects
            .iter()
            .map(|effect| match effect {
                Effect::Say { saying, reply_to } => (saying.choices.len(), *reply_to),
                effect => panic!("{effect:?}"),
            })
            .collect();
        assert_eq!(choices, [(0, Some(MessageId::new(3))), (0, None), (1, None)]);
    }

    #[test]
    fn what_is_replaced_by_more_goes_on_in_new_messages() {
        let effects = laid_out(long().replace([8, 9].map(MessageId::new).to_vec()));
        let replaced: Vec<Option<MessageId>> = effects
            .iter()
            .map(|effect| match effect {
                Effect::Replace { messages, .. } => messages.first().copied(),
                _ => None,
            })
            .collect();
        assert_eq!(replaced, [Some(MessageId::new(8)), Some(MessageId::new(9)), None]);
    }

    #[test]
    fn a_text_without_words_is_no_message() {
        assert_eq!(laid_out(Saying::plain(" \n").say(None)), []);
    }

    #[test]
    fn a_text_for_one_message_is_cut_when_it_is_sent() {
        let card = Saying { is_one_message: true, ..long() };
        assert_eq!(laid_out(card.clone().say(None)), [card.say(None)]);
    }
}
