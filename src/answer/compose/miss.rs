//! Saying honestly that it does not know, and what to do instead.

use super::{Facts, article, bare, hours, phone_and_email};
use crate::model::language::ReplyLanguage;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::verdict::Miss;
use crate::wording::Message;

pub fn reply(facts: &Facts<'_>, miss: &Miss, cut: bool) -> Reply {
    let mut blocks = match miss {
        Miss::Empty => vec![facts.text(Message::UnknownEmpty, &[])],
        Miss::Language(code) => card(facts, code.map(|code| code.as_str().to_owned()).as_deref()),
        Miss::Authority { at, .. } => vec![authority(facts, *at)],
        Miss::NoAnswer { .. } if facts.misses > 0 => vec![facts.text(Message::UnknownAgain, &[])],
        Miss::NoAnswer { subject: Some(subject) } => {
            vec![facts.text(Message::UnknownSubject, &[("subject", subject.as_str().into())])]
        }
        Miss::NoAnswer { subject: None } => vec![facts.text(Message::Unknown, &[])],
    };
    if cut {
        blocks.push(facts.text(Message::UnknownTooLong, &[]));
    }
    if !matches!(miss, Miss::Language(Some(_))) {
        blocks.extend(phone_and_email(facts));
        blocks.push(Block::Text(hours::status_sentence(facts)));
        if matches!(miss, Miss::NoAnswer { .. }) && facts.misses == 0 {
            blocks.push(facts.text(Message::UnknownWays, &[]));
        }
    }
    // Who has got no answer twice is one tap from staff, and nothing else stands in the way.
    let again = facts.misses > 0 && matches!(miss, Miss::NoAnswer { .. } | Miss::Authority { .. });
    let mut buttons = if again { vec![vec![facts.person_button()]] } else { facts.ways_on() };
    let also =
        if let Miss::Authority { also: Some(id), .. } = miss { facts.article(id) } else { None };
    if let Some((block, button)) = also.map(|other| article::named_beside(facts, other)) {
        blocks.insert(1, block);
        buttons.insert(0, vec![button]);
    }
    let offers = also.into_iter().map(|other| other.id.clone()).collect();
    Reply { buttons, offers, ..bare(ReplyKind::Unknown, blocks) }
}

fn authority(facts: &Facts<'_>, at: usize) -> Block {
    let Some(authority) = facts.knowledge.authorities.get(at) else {
        return facts.text(Message::Unknown, &[]);
    };
    let matters = authority.matters.in_language(facts.language);
    let reached: Vec<&str> =
        [authority.phone.as_deref(), authority.url.as_deref()].into_iter().flatten().collect();
    let name = if reached.is_empty() {
        authority.name.clone()
    } else {
        format!("{} ({})", authority.name, reached.join(", "))
    };
    facts
        .text(Message::UnknownAuthority, &[("authority", name.into()), ("matters", matters.into())])
}

/// The card of the language, or English and Swedish for one without.
fn card(facts: &Facts<'_>, code: Option<&str>) -> Vec<Block> {
    let contact = &facts.knowledge.contact;
    match facts.knowledge.cards.iter().find(|card| Some(card.code.as_str()) == code) {
        Some(card) => {
            let text = card
                .text
                .replace("{phone}", &contact.phone)
                .replace("{email}", &contact.email)
                .replace("{hours}", &hours::week_plain(facts, card.weekdays.as_ref()));
            vec![Block::Text(text)]
        }
        None => vec![
            Block::Text(facts.wording.say(ReplyLanguage::English, Message::Unknown, &[])),
            Block::Text(facts.wording.say(ReplyLanguage::Swedish, Message::Unknown, &[])),
        ],
    }
}
