//! Phone, e-mail, addresses and map.

use super::{Facts, bare, hours};
use crate::model::action::Action;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::topic::Details;
use crate::wording::Message;

pub fn reply(facts: &Facts<'_>, wanted: Details) -> Reply {
    // Who asks the way is served by a map, and who asks for one has to know where to.
    let shown = if wanted.intersects(Details::VISIT | Details::MAP) {
        wanted | Details::VISIT | Details::MAP
    } else {
        wanted
    };
    let mut blocks = Vec::new();
    if wanted.bits().count_ones() > 1 {
        blocks.push(Block::Heading(facts.say(Message::ContactHeading, &[])));
    }
    blocks.extend(details(facts, shown));
    blocks.push(Block::Text(hours::status_sentence(facts)));
    let mut buttons =
        vec![vec![facts.button(Message::ButtonHours, Action::Hours), facts.person_button()]];
    if shown.contains(Details::MAP) {
        buttons.insert(0, vec![facts.button(Message::ButtonMap, Action::Map)]);
    }
    Reply { buttons, ..bare(ReplyKind::Contact, blocks) }
}

/// The details as blocks that can be tapped or copied, in a fixed order.
pub fn details(facts: &Facts<'_>, wanted: Details) -> Vec<Block> {
    let contact = &facts.knowledge.contact;
    let label = |message| facts.say(message, &[]);
    let mut blocks = Vec::new();
    if wanted.contains(Details::PHONE) {
        let (number, dialled) = (contact.phone.clone(), contact.dialled());
        blocks.push(Block::Phone { label: label(Message::Phone), number, dialled });
    }
    if wanted.contains(Details::EMAIL) {
        blocks.push(Block::Email { label: label(Message::Email), address: contact.email.clone() });
    }
    if wanted.contains(Details::VISIT) {
        blocks.push(Block::Address { label: label(Message::Visit), lines: contact.visit.clone() });
    }
    if wanted.contains(Details::POST) {
        blocks.push(Block::Address { label: label(Message::Post), lines: contact.post.clone() });
    }
    if wanted.contains(Details::MAP) {
        blocks.push(Block::Link { label: label(Message::Map), url: contact.map.clone() });
    }
    blocks
}
