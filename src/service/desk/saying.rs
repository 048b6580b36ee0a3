//! What people are told of a case.

use super::effects::Scene;
use super::{Desk, Resident, letters, note};
use crate::answer::compose::{self, Facts};
use crate::desk::case::effect::{NotSent, Receipt, ToAuthor, ToResident, ToStaff};
use crate::desk::case::event::Failure;
use crate::desk::span::local;
use crate::model::action::{Action, Button};
use crate::model::case::{Case, ClosedBy, Place};
use crate::model::delivery::{Delivery, Regarding};
use crate::model::id::ChatId;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Choice, Urgency};
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::store::{Letter, Write};
use crate::wording::{Args, Message};

impl Desk {
    pub(super) fn tell_refused(&self, resident: &Resident) -> Vec<Letter> {
        let text = self.say_with_contact(resident.language, Message::ConsentRefused, &[]);
        letters::plain(resident.chat, &text, None)
    }

    pub(super) fn tell_case_resident(
        &self,
        case: &Case,
        told: ToResident,
        scene: &Scene<'_>,
    ) -> Vec<Letter> {
        let number = ("number", case.number.to_string().into());
        let text = match told {
            ToResident::AlreadyOpen => {
                let language = scene.resident.map_or(case.language, |resident| resident.language);
                self.say(language, Message::CaseAlready, &[number])
            }
            ToResident::Closed { by } => return self.tell_closed(case, by),
            ToResident::ConsentRefused => {
                self.say_with_contact(case.language, Message::ConsentRefused, &[])
            }
            ToResident::Unreachable => {
                self.say_with_contact(case.language, Message::CaseUnreachable, &[])
            }
            ToResident::MessageFailed => {
                self.say_with_contact(case.language, Message::CaseMessageFailed, &[])
            }
            ToResident::PartsLeftOut => {
                let parts = parts_left_out(scene);
                self.say_with_contact(case.language, Message::CasePartsLeftOut, &parts)
            }
        };
        letters::sent(case.chat, text, scene.at)
    }

    /// With the ways to the centre besides.
    pub(super) fn say_with_contact(
        &self,
        language: ReplyLanguage,
        message: Message,
        args: &Args<'_>,
    ) -> String {
        let assistant = self.brain.assistant();
        let contact = &assistant.knowledge.contact;
        let ways =
            [("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())];
        self.say(language, message, &[&ways, args].concat())
    }

    /// With the question whether it helped.
    fn tell_closed(&self, case: &Case, by: ClosedBy) -> Vec<Letter> {
        let closed = match by {
            ClosedBy::Staff => Message::CaseClosedByStaff,
            ClosedBy::Resident => Message::CaseClosedByResident,
        };
        let text = [
            self.say(case.language, closed, &[("number", case.number.to_string().into())]),
            self.say(case.language, Message::CaseHelpedAsk, &[]),
        ];
        let text = Rich::new().plain(&text.join("\n\n"));
        kept(case, letters::with_choices(case.chat, &text, self.helped_keys(case)))
    }

    fn helped_keys(&self, case: &Case) -> Vec<Vec<Choice>> {
        let button = |message, helped| Button {
            label: self.say(case.language, message, &[]),
            action: Action::Helped { case: case.number, helped },
        };
        letters::choices(
            &[vec![button(Message::ButtonHelped, true), button(Message::ButtonNotHelped, false)]],
            "",
        )
    }

    pub(super) fn tell_staff(
        &self,
        case: &Case,
        group: ChatId,
        told: ToStaff,
        scene: &Scene<'_>,
    ) -> Vec<Letter> {
        let mut letters = note(group, case, &self.to_staff(case, told, scene), scene.at);
        if told == ToStaff::Reminder {
            for letter in &mut letters {
                letter.outgoing.urgency = Urgency::Digest;
            }
        }
        letters
    }

    fn to_staff(&self, case: &Case, told: ToStaff, scene: &Scene<'_>) -> String {
        let number = ("number", case.number.to_string().into());
        let name = ("name", case.name.as_str().into());
        match told {
            ToStaff::Closed { by: ClosedBy::Staff } => {
                let by = scene.by.map_or("", |by| by.name.as_str());
                self.tell(Message::StaffClosed, &[number, ("by", by.into())])
            }
            ToStaff::Closed { by: ClosedBy::Resident } => {
                self.tell(Message::StaffClosedByResident, &[number])
            }
            ToStaff::Reopened => self.tell(Message::StaffReopened, &[number]),
            ToStaff::StillOpen => self.tell(Message::StaffStillOpen, &[number]),
            ToStaff::StillClosed => self.tell(Message::StaffStillClosed, &[number]),
            ToStaff::ResidentLeft => self.tell(Message::StaffBlocked, &[name, number]),
            ToStaff::ResidentReturned => self.tell(Message::StaffUnblocked, &[name, number]),
            ToStaff::NotDelivered(why) => self.not_delivered(why, scene),
            ToStaff::PartsLeftOut => self.tell(Message::StaffPartsLeftOut, &parts_left_out(scene)),
            ToStaff::Reminder => {
                let since = ("since", self.moment(scene.since_ms).into());
                self.tell(Message::StaffReminder, &[name, number, since])
            }
        }
    }

    fn not_delivered(&self, why: Failure, scene: &Scene<'_>) -> String {
        let reason = match scene.delivered {
            Some((_, Delivery::Refused(reason) | Delivery::Unwanted(reason))) => reason.as_str(),
            _ => "",
        };
        match why {
            Failure::Blocked => self.tell(Message::StaffNotDeliveredBlocked, &[]),
            Failure::Refused => self.tell(Message::StaffNotDelivered, &[("reason", reason.into())]),
            Failure::Expired => self.tell(Message::StaffNotDeliveredExpired, &[]),
        }
    }

    /// Says at a message that it was not sent, and remembers that: only a new act of its author's can send it.
    pub(super) fn refuse_to_send(&self, case: &Case, why: NotSent, scene: &Scene<'_>) -> Outcome {
        let text = match why {
            NotSent::NotRegistered => self.tell(Message::StaffNotRegistered, &[]),
            NotSent::Command => self.tell(Message::StaffNotSentCommand, &[]),
            NotSent::CaseClosed => self
                .tell(Message::StaffNotSentClosed, &[("number", case.number.to_string().into())]),
        };
        self.not_sent(scene, &text)
    }

    pub(super) fn not_sent(&self, scene: &Scene<'_>, why: &str) -> Outcome {
        let Some((update, message)) = scene.written() else { return Outcome::default() };
        let place = Place { chat: update.chat, message_id: message.message_id };
        let mut outcome = self.answer(update, Some(message.message_id), why);
        outcome.writes.push(Write::Unsent { place, text: message.text.clone() });
        outcome
    }

    pub(super) fn answer_author(
        &self,
        case: &Case,
        what: ToAuthor,
        scene: &Scene<'_>,
    ) -> Vec<Letter> {
        let text = match what {
            ToAuthor::ClosedAlready => self
                .tell(Message::StaffClosedAlready, &[("number", case.number.to_string().into())]),
            ToAuthor::SentAlready => self.tell(Message::StaffSentAlready, &[]),
        };
        let Some((update, message)) = scene.written() else { return Vec::new() };
        self.answer(update, Some(message.message_id), &text).letters
    }

    /// Number, time of arrival, and when somebody will read it (förvaltningslagen 22 §); out of hours with ways to help oneself.
    pub(super) fn receipt(&self, case: &Case, receipt: Receipt, scene: &Scene<'_>) -> Vec<Letter> {
        let Some(resident) = scene.resident else { return Vec::new() };
        let message = match receipt {
            Receipt::Opened { has_written: true } => Message::CaseReceiptWritten,
            Receipt::Opened { has_written: false } => Message::CaseReceipt,
            Receipt::Reopened => Message::CaseReopened,
        };
        let language = resident.language;
        let assistant = self.brain.assistant();
        let facts = assistant.facts(self.brain.local_now(), language);
        let open = facts.hours.status(facts.now).open;
        let args = [
            ("number", case.number.to_string().into()),
            ("arrived", self.arrival(language, resident.arrived_ms).into()),
            ("when", self.read_when(&facts, open).into()),
        ];
        let text = Rich::new().plain(&self.say(language, message, &args));
        let keys = if open { Vec::new() } else { self.self_help(&facts) };
        letters::with_choices(case.chat, &text, keys)
    }

    fn arrival(&self, language: ReplyLanguage, arrived_ms: i64) -> String {
        self.dated(language, |dates| {
            let at = local(arrived_ms, self.brain.zone()).unwrap_or(dates.now);
            format!("{} {}", dates.date(at.date()), dates.clock_time(at.time()))
        })
    }

    fn read_when(&self, facts: &Facts<'_>, open: bool) -> String {
        let when = if open { Message::CaseReadOpen } else { Message::CaseReadClosed };
        let status = compose::status_sentence(facts);
        self.say(facts.language, when, &[("status", status.into())])
    }

    fn self_help(&self, facts: &Facts<'_>) -> Vec<Vec<Choice>> {
        let button =
            |message, action| Button { label: self.say(facts.language, message, &[]), action };
        let rows = [
            vec![
                button(Message::ButtonFocusAreas, Action::FocusAreas),
                button(Message::ButtonHours, Action::Hours),
            ],
            vec![button(Message::ButtonContact, Action::Contact)],
        ];
        letters::choices(&rows, &facts.knowledge.contact.map)
    }

    /// The message is kept in the case, and when it is read.
    pub(super) fn confirm(&self, case: &Case, scene: &Scene<'_>) -> Vec<Letter> {
        let language = scene.resident.map_or(case.language, |resident| resident.language);
        let assistant = self.brain.assistant();
        let opens = assistant.hours().status(self.brain.local_now()).opens;
        let number = ("number", case.number.to_string().into());
        let text = match opens {
            Some(opens) => {
                let opens = self.dated(language, |dates| dates.moment(opens));
                self.say(language, Message::CaseSaved, &[number, ("opens", opens.into())])
            }
            None => self.say(language, Message::CaseSavedOnly, &[number]),
        };
        kept(case, letters::sent(case.chat, text, scene.at))
    }
}

/// As a part of the case it is not taken back by /radera.
fn kept(case: &Case, letters: Vec<Letter>) -> Vec<Letter> {
    let regarding = Regarding::CaseNote { case: case.number };
    letters.into_iter().map(|letter| letter.regarding(regarding.clone())).collect()
}

/// How many parts of an album the channel left out, and of how many.
fn parts_left_out(scene: &Scene<'_>) -> Vec<(&'static str, std::borrow::Cow<'static, str>)> {
    let (missing, all) = match scene.delivered {
        Some((_, Delivery::Sent(sent))) => (sent.left_out, sent.left_out + sent.message_ids.len()),
        _ => (0, 0),
    };
    vec![("missing", missing.to_string().into()), ("all", all.to_string().into())]
}
