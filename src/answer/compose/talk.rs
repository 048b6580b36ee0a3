//! Welcome, small talk, handing over to a person, emergencies, privacy.

use super::{Facts, bare, hours, phone_and_email};
use crate::model::action::Action;
use crate::model::language::ReplyLanguage;
use crate::model::privacy::{Place, Privacy};
use crate::model::reply::{Reply, ReplyKind};
use crate::model::topic::{Emergency, Smalltalk};
use crate::wording::Message;

pub fn welcome(facts: &Facts<'_>) -> Reply {
    let status = hours::status_sentence(facts);
    let args = [("municipality", facts.knowledge.contact.municipality.as_str().into()), ("status", status.into())];
    Reply { buttons: facts.ways_on(), ..bare(ReplyKind::Smalltalk, vec![facts.text(Message::Welcome, &args)]) }
}

pub fn help(facts: &Facts<'_>) -> Reply {
    let status = hours::status_sentence(facts);
    let blocks = vec![facts.text(Message::Help, &[]), crate::model::reply::Block::Text(status)];
    Reply { buttons: facts.ways_on(), ..bare(ReplyKind::Smalltalk, blocks) }
}

pub fn smalltalk(facts: &Facts<'_>, kind: Smalltalk) -> Reply {
    let message = match kind {
        Smalltalk::Greeting => return welcome(facts),
        Smalltalk::Thanks => Message::Thanks,
        Smalltalk::Bye => Message::Bye,
        Smalltalk::Who => Message::WhoAmI,
        Smalltalk::Ability => Message::Ability,
        Smalltalk::Mood => Message::Mood,
    };
    let args = [("municipality", facts.knowledge.contact.municipality.as_str().into())];
    let buttons = match kind {
        Smalltalk::Thanks | Smalltalk::Bye => Vec::new(),
        _ => facts.ways_on(),
    };
    Reply { buttons, ..bare(ReplyKind::Smalltalk, vec![facts.text(message, &args)]) }
}

/// Staff now if open, a message to them if closed; phone and e-mail either way.
pub fn handover(facts: &Facts<'_>) -> Reply {
    let contact = &facts.knowledge.contact;
    let open = facts.hours.status(facts.now).open;
    let message = if open { Message::HandoverOpen } else { Message::HandoverClosed };
    let args = [
        ("status", hours::status_sentence(facts).into()),
        ("phone", contact.phone.as_str().into()),
        ("email", contact.email.as_str().into()),
    ];
    let blocks = vec![facts.text(message, &args), facts.text(Message::HandoverPublic, &[])];
    let buttons = vec![vec![facts.button(Message::ButtonPerson, Action::Person), facts.button(Message::ButtonContact, Action::Contact)]];
    Reply { buttons, ..bare(ReplyKind::Handover, blocks) }
}

pub fn emergency(facts: &Facts<'_>, kind: Emergency) -> Reply {
    let message = match kind {
        Emergency::Fire => Message::EmergencyFire,
        Emergency::Illness => Message::EmergencyIllness,
        Emergency::Poisoning => Message::EmergencyPoisoning,
        Emergency::Crime => Message::EmergencyCrime,
        Emergency::ViolenceAtHome => Message::EmergencyViolence,
        Emergency::Suicide => Message::EmergencySuicide,
        Emergency::Accident => Message::EmergencyAccident,
        Emergency::Environment => Message::EmergencyEnvironment,
    };
    bare(ReplyKind::Emergency, vec![facts.text(message, &[]), facts.text(Message::EmergencyMore, &[])])
}

pub fn privacy(facts: &Facts<'_>, privacy: Privacy) -> Reply {
    let contact = &facts.knowledge.contact;
    let args = [
        ("days", privacy.retention_days.to_string().into()),
        ("municipality", contact.municipality.as_str().into()),
        ("email", contact.email.as_str().into()),
    ];
    let mut blocks = vec![facts.text(Message::Privacy, &args)];
    if privacy.embeddings == Some(Place::Remote) {
        blocks.push(facts.text(Message::PrivacyRemote, &[]));
    }
    blocks.extend(phone_and_email(facts));
    let other = match facts.language {
        ReplyLanguage::Swedish => facts.button(Message::ButtonEnglish, Action::SetLanguage(ReplyLanguage::English)),
        ReplyLanguage::English => facts.button(Message::ButtonSwedish, Action::SetLanguage(ReplyLanguage::Swedish)),
    };
    Reply { buttons: vec![vec![other]], ..bare(ReplyKind::Smalltalk, blocks) }
}

pub fn language_choice(facts: &Facts<'_>) -> Reply {
    let buttons = vec![vec![
        facts.button(Message::ButtonSwedish, Action::SetLanguage(ReplyLanguage::Swedish)),
        facts.button(Message::ButtonEnglish, Action::SetLanguage(ReplyLanguage::English)),
    ]];
    Reply { buttons, ..super::notice(facts, Message::LanguageChoice, &[]) }
}

/// Said in the language that was chosen.
pub fn language_chosen(facts: &Facts<'_>) -> Reply {
    Reply { buttons: facts.ways_on(), ..super::notice(facts, Message::LanguageChosen, &[]) }
}
