//! Welcome, small talk, handing over to a person, emergencies, privacy.

use super::{Facts, bare, hours, phone_and_email};
use crate::model::action::{Action, Button};
use crate::model::language::ReplyLanguage;
use crate::model::privacy::{EnginePlace, Privacy};
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::topic::{Emergency, Smalltalk};
use crate::wording::Message;

pub fn welcome(facts: &Facts<'_>) -> Reply {
    let status = hours::status_sentence(facts);
    let args = [
        ("municipality", facts.knowledge.contact.municipality.as_str().into()),
        ("status", status.into()),
    ];
    Reply {
        buttons: facts.ways_on(),
        ..bare(ReplyKind::Smalltalk, vec![facts.text(Message::Welcome, &args)])
    }
}

pub fn help(facts: &Facts<'_>) -> Reply {
    let status = hours::status_sentence(facts);
    let blocks = vec![facts.text(Message::Help, &[]), Block::Text(status)];
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
        Smalltalk::Apology => Message::NoHarmDone,
        Smalltalk::Privacy => return privacy(facts, facts.privacy),
        Smalltalk::Languages => return languages(facts),
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
    let buttons =
        vec![vec![facts.person_button(), facts.button(Message::ButtonContact, Action::Contact)]];
    Reply { buttons, ..bare(ReplyKind::Handover, blocks) }
}

pub fn emergency(facts: &Facts<'_>, kind: Emergency) -> Reply {
    let blocks =
        [help_message(kind), Message::EmergencyMore].map(|message| facts.text(message, &[]));
    bare(ReplyKind::Emergency, blocks.into())
}

/// What to do if it is urgent, and the ways on if it is not.
pub fn perhaps_acute(facts: &Facts<'_>, kind: Emergency) -> Reply {
    let contact = &facts.knowledge.contact;
    let help = facts.say(help_message(kind), &[]);
    let help = match kind {
        Emergency::Fire | Emergency::Accident | Emergency::Missing => {
            facts.text(Message::EmergencyPerhaps, &[("help", help.into())])
        }
        // The others say themselves on what condition.
        _ => Block::Text(help),
    };
    let otherwise = match kind {
        Emergency::Suicide | Emergency::Distress | Emergency::ViolenceAtHome => {
            facts.text(Message::EmergencyElse, &[])
        }
        _ => facts.text(
            Message::EmergencyOtherwise,
            &[("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())],
        ),
    };
    let blocks = vec![help, facts.text(Message::EmergencyMore, &[]), otherwise];
    Reply { buttons: vec![vec![facts.person_button()]], ..bare(ReplyKind::Emergency, blocks) }
}

fn help_message(kind: Emergency) -> Message {
    match kind {
        Emergency::Fire => Message::EmergencyFire,
        Emergency::Illness => Message::EmergencyIllness,
        Emergency::Poisoning => Message::EmergencyPoisoning,
        Emergency::Crime => Message::EmergencyCrime,
        Emergency::ViolenceAtHome => Message::EmergencyViolence,
        Emergency::Suicide => Message::EmergencySuicide,
        Emergency::Accident => Message::EmergencyAccident,
        Emergency::Environment => Message::EmergencyEnvironment,
        Emergency::Fever => Message::EmergencyFever,
        Emergency::Missing => Message::EmergencyMissing,
        Emergency::Alarm => Message::EmergencyAlarm,
        Emergency::Distress => Message::EmergencyDistress,
    }
}

/// The same numbers in other words, for as long as it goes on.
pub fn still_acute(facts: &Facts<'_>, kind: Emergency) -> Reply {
    let message = match kind {
        Emergency::Fire => Message::AcuteFire,
        Emergency::Illness => Message::AcuteIllness,
        Emergency::Poisoning => Message::AcutePoisoning,
        Emergency::Crime => Message::AcuteCrime,
        Emergency::ViolenceAtHome => Message::AcuteViolence,
        Emergency::Suicide => Message::AcuteSuicide,
        Emergency::Accident => Message::AcuteAccident,
        Emergency::Environment => Message::AcuteEnvironment,
        Emergency::Fever => Message::AcuteFever,
        Emergency::Missing => Message::AcuteMissing,
        Emergency::Alarm => Message::AcuteAlarm,
        Emergency::Distress => Message::EmergencyDistress,
    };
    bare(ReplyKind::Emergency, vec![facts.text(message, &[]), facts.text(Message::AcuteOver, &[])])
}

/// Which languages there are, with buttons to choose one.
fn languages(facts: &Facts<'_>) -> Reply {
    let names: Vec<&str> = facts.knowledge.cards.iter().map(|card| card.name.as_str()).collect();
    let mut blocks = vec![facts.text(Message::Languages, &[])];
    if !names.is_empty() {
        blocks.push(facts.text(Message::LanguagesCards, &[("names", names.join(", ").into())]));
    }
    Reply { buttons: language_choice(facts).buttons, ..bare(ReplyKind::Smalltalk, blocks) }
}

pub fn privacy(facts: &Facts<'_>, privacy: Privacy) -> Reply {
    let contact = &facts.knowledge.contact;
    let args = [
        ("days", privacy.retention_days.to_string().into()),
        ("municipality", contact.municipality.as_str().into()),
        ("email", contact.email.as_str().into()),
    ];
    let mut blocks = vec![facts.text(Message::Privacy, &args)];
    if privacy.embeddings == Some(EnginePlace::Remote) {
        blocks.push(facts.text(Message::PrivacyRemote, &[]));
    }
    blocks.extend(phone_and_email(facts));
    let others = language_buttons(facts, |language| language != facts.language);
    Reply { buttons: vec![others], ..bare(ReplyKind::Smalltalk, blocks) }
}

pub fn language_choice(facts: &Facts<'_>) -> Reply {
    let buttons = vec![language_buttons(facts, |_| true)];
    Reply { buttons, ..super::notice(facts, Message::LanguageChoice, &[]) }
}

/// Each language by its own name.
fn language_buttons(facts: &Facts<'_>, is_offered: impl Fn(ReplyLanguage) -> bool) -> Vec<Button> {
    let offered = ReplyLanguage::ALL.into_iter().filter(|language| is_offered(*language));
    let button = |language| Button {
        label: facts.wording.say(language, Message::ButtonLanguage, &[]),
        action: Action::SetLanguage(language),
    };
    offered.map(button).collect()
}

/// Said in the language that was chosen.
pub fn language_chosen(facts: &Facts<'_>) -> Reply {
    Reply { buttons: facts.ways_on(), ..super::notice(facts, Message::LanguageChosen, &[]) }
}
