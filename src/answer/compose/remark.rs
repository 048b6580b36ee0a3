//! Short words that belong to the conversation itself.

use super::{Facts, bare};
use crate::model::action::{Action, Button};
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::verdict::Remark;
use crate::wording::Message;

pub fn reply(facts: &Facts<'_>, remark: Remark) -> Reply {
    let text = |message| vec![facts.text(message, &[])];
    let (blocks, buttons) = match remark {
        Remark::Declined => (text(Message::RemarkDeclined), Vec::new()),
        Remark::NotHelped => {
            (text(Message::RemarkNotHelped), vec![vec![facts.person_button(), contact(facts)]])
        }
        Remark::NothingOffered => (text(Message::RemarkNothingOffered), facts.ways_on()),
        Remark::WhichOne => (text(Message::RemarkWhichOne), Vec::new()),
        Remark::NoSuchChoice(count) => (no_such_choice(facts, count), Vec::new()),
        Remark::Misunderstood => {
            (text(Message::RemarkMisunderstood), vec![vec![facts.person_button(), contact(facts)]])
        }
        Remark::Relieved => (text(Message::RemarkRelieved), Vec::new()),
    };
    Reply { buttons, ..bare(ReplyKind::Smalltalk, blocks) }
}

fn no_such_choice(facts: &Facts<'_>, count: usize) -> Vec<Block> {
    vec![facts.text(
        Message::RemarkNoSuchChoice,
        &[("count", count.to_string().into()), ("number", facts.number(count).into())],
    )]
}

fn contact(facts: &Facts<'_>) -> Button {
    facts.button(Message::ButtonContact, Action::Contact)
}
