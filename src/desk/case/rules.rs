//! The rules of a case: what is known and what happens decide what follows.

use super::at_once::Arrival;
use super::consent::{Meanwhile, meanwhile};
use super::effect::{CaseEffect as E, NotSent, Receipt, ToAuthor, ToResident, ToStaff, to_author};
use super::event::{
    Brings, CaseEvent, CaseState, Change, DeliveryEvent, Failure, Known, PlaceTurnedBy, StaffWords,
    Wait, Wrote,
};
use super::reopening::goes_on;
use crate::model::case::{CasePlace, ClosedBy, Direction, Origin};

/// What follows, in order. `None`: it is nothing of the case's, and the assistant's alone.
pub fn follow(known: &Known, event: &CaseEvent) -> Option<Vec<E>> {
    Some(match *event {
        CaseEvent::PersonWanted { origin, brings } => person_wanted(known, origin, brings),
        CaseEvent::Consented { agreed, origin, has_written } => {
            consented(known, agreed, origin, has_written)
        }
        CaseEvent::ResidentWrote(wrote) => return resident_wrote(known, &wrote),
        CaseEvent::ResidentEnded if known.is_open() => close(known, ClosedBy::Resident),
        CaseEvent::ResidentEnded => return None,
        CaseEvent::ResidentLeft => standing(known, ToStaff::ResidentLeft),
        CaseEvent::ResidentReturned => standing(known, ToStaff::ResidentReturned),
        CaseEvent::MessageChanged { direction, change } => message_changed(direction, change),
        CaseEvent::StrangerWrote => vec![E::RefuseToSend(NotSent::NotRegistered)],
        CaseEvent::StaffWrote(words) => staff_wrote(known, words),
        CaseEvent::SentChangedToCommand { direction: Direction::FromStaff } => {
            vec![E::AnswerAuthor(ToAuthor::SentAlready)]
        }
        CaseEvent::SentChangedToCommand { .. } => Vec::new(),
        CaseEvent::PlaceClosed(_) if !known.is_open() => return None,
        CaseEvent::PlaceClosed(PlaceTurnedBy::Staff) => close(known, ClosedBy::Staff),
        CaseEvent::PlaceClosed(PlaceTurnedBy::Somebody) => vec![E::TellStaff(ToStaff::StillOpen)],
        CaseEvent::PlaceReopened if known.is_open() => return None,
        CaseEvent::PlaceReopened => vec![E::TellStaff(ToStaff::StillClosed)],
        CaseEvent::Delivered(delivery) => delivered(known, delivery),
        CaseEvent::GroupReachable if known.place.is_some() => vec![E::Release],
        CaseEvent::GroupReachable => vec![E::MakePlaceAgain],
        CaseEvent::Waited(wait) => waited(&wait),
    })
}

fn person_wanted(known: &Known, origin: Origin, brings: Brings) -> Vec<E> {
    let has_message = brings != Brings::Nothing;
    if known.is_open() {
        return match has_message {
            true => vec![E::Carry, E::NoteResidentWrote],
            false => vec![E::TellResident(ToResident::AlreadyOpen)],
        };
    }
    if known.has_consented {
        return begin(known, origin, has_message);
    }
    let shows_message = has_message && origin == Origin::Button;
    let mut effects = vec![E::AskConsent { origin, shows_message }];
    if brings == Brings::Message {
        effects.push(E::KeepMessage);
    }
    effects
}

/// A case for a resident who has none open: the one closed of late, or a new one.
fn begin(known: &Known, origin: Origin, has_written: bool) -> Vec<E> {
    let mut effects = match known.state {
        CaseState::Closed { is_recent: true, .. } => reopen_for_resident(known),
        _ => vec![E::Open { origin }, E::Receipt(Receipt::Opened { has_written }), E::MakePlace],
    };
    if has_written {
        effects.extend([E::Carry, E::NoteResidentWrote]);
    }
    effects
}

fn consented(known: &Known, agreed: bool, origin: Origin, has_written: bool) -> Vec<E> {
    if known.is_open() {
        return vec![E::TellResident(ToResident::AlreadyOpen)];
    }
    if !agreed {
        return vec![E::ForgetDrafts, E::TellResident(ToResident::ConsentRefused)];
    }
    let mut effects = vec![E::NoteConsent];
    effects.extend(begin(known, origin, has_written));
    effects.push(E::ForgetDrafts);
    effects
}

fn resident_wrote(known: &Known, wrote: &Wrote) -> Option<Vec<E>> {
    match (known.state, known.asked) {
        (CaseState::Open, _) => Some(in_open_case(known, wrote)),
        (_, Some(origin)) => before_consent(known, wrote, origin),
        (CaseState::Closed { by, is_recent: true }, None) => after_closing(known, wrote, by),
        (CaseState::Missing | CaseState::Closed { .. }, None) => None,
    }
}

fn in_open_case(known: &Known, wrote: &Wrote) -> Vec<E> {
    let arrival = Arrival {
        kind: wrote.kind,
        open: wrote.centre_is_open,
        staff_wrote_ms: known.staff_wrote_ms,
        now_ms: wrote.now_ms,
    };
    let mut effects = vec![E::Carry, E::NoteResidentWrote];
    if arrival.is_answered() {
        effects.push(E::Reply);
    }
    if arrival.is_confirmed() && !wrote.is_later_part {
        effects.push(E::Confirm);
    }
    effects
}

/// Words in place of a press decide; what is written besides waits for the decision.
fn before_consent(known: &Known, wrote: &Wrote, origin: Origin) -> Option<Vec<E>> {
    if let Some(agreed) = wrote.agrees {
        return Some(consented(known, agreed, origin, wrote.has_written));
    }
    let meanwhile = meanwhile(wrote.heard());
    if !wrote.has_content || meanwhile == Meanwhile::Assistants {
        return None;
    }
    let mut effects = Vec::new();
    if meanwhile == Meanwhile::WaitsAnswered {
        effects.push(E::Reply);
    }
    effects.push(E::KeepMessage);
    if !wrote.is_later_part {
        effects.push(E::ConfirmKept { origin });
    }
    Some(effects)
}

fn after_closing(known: &Known, wrote: &Wrote, by: ClosedBy) -> Option<Vec<E>> {
    if !goes_on(by, wrote.heard(), wrote.asks) {
        return None;
    }
    if !known.has_consented {
        let brings = if wrote.has_content { Brings::Message } else { Brings::Nothing };
        return Some(person_wanted(known, Origin::Command, brings));
    }
    let mut effects = reopen_for_resident(known);
    effects.extend([E::Carry, E::NoteResidentWrote]);
    Some(effects)
}

fn reopen_for_resident(known: &Known) -> Vec<E> {
    let mut effects = reopen(known);
    effects.push(E::Receipt(Receipt::Reopened));
    effects
}

/// The case is open again: in its place, or in a new one where that has gone.
fn reopen(known: &Known) -> Vec<E> {
    let mut effects = vec![E::Reopen];
    match known.place {
        Some(CasePlace::Topic(_)) => effects.extend([E::ReopenPlace, E::RefreshCard]),
        Some(CasePlace::Group) => effects.push(E::RefreshCard),
        None => effects.push(E::MakePlaceAgain),
    }
    effects.push(E::TellStaff(ToStaff::Reopened));
    effects
}

fn close(known: &Known, by: ClosedBy) -> Vec<E> {
    let mut effects = vec![
        E::Close { by },
        E::TellResident(ToResident::Closed { by }),
        E::TellStaff(ToStaff::Closed { by }),
        E::RefreshCard,
    ];
    if let Some(CasePlace::Topic(_)) = known.place {
        effects.push(E::ClosePlace);
    }
    if by == ClosedBy::Staff {
        effects.push(E::Audit);
    }
    effects
}

fn standing(known: &Known, told: ToStaff) -> Vec<E> {
    if known.is_open() { vec![E::TellStaff(told)] } else { Vec::new() }
}

/// What was sent is changed on the other side too; a note has no other side.
fn message_changed(direction: Direction, change: Change) -> Vec<E> {
    match (change, direction) {
        (Change::Nothing, _) => Vec::new(),
        (_, Direction::Note) => vec![E::StoreChange],
        (Change::Words, Direction::FromResident | Direction::FromStaff) => {
            vec![E::StoreChange, E::ShowChange]
        }
        (Change::Content, Direction::FromResident | Direction::FromStaff) => {
            vec![E::StoreChange, E::CarryChanged]
        }
    }
}

fn staff_wrote(known: &Known, words: StaffWords) -> Vec<E> {
    match words {
        StaffWords::Note => vec![E::KeepNote],
        StaffWords::StrayCommand => vec![E::RefuseToSend(NotSent::Command)],
        StaffWords::Close if known.is_open() => close(known, ClosedBy::Staff),
        StaffWords::Close => vec![E::AnswerAuthor(ToAuthor::ClosedAlready)],
        StaffWords::Answer if !known.is_open() => vec![E::RefuseToSend(NotSent::CaseClosed)],
        // The first to answer owns the case.
        StaffWords::Answer if !known.is_owned => {
            vec![E::Carry, E::NoteStaffAnswered, E::Own, E::RefreshCard]
        }
        StaffWords::Answer => vec![E::Carry, E::NoteStaffAnswered],
    }
}

/// Nothing that somebody wrote disappears unnoticed.
fn delivered(known: &Known, delivery: DeliveryEvent) -> Vec<E> {
    match delivery {
        DeliveryEvent::PlaceMade => vec![E::Release],
        DeliveryEvent::PlaceRefused { is_told: false } => {
            vec![E::MoveToGroup, E::Release, E::TellNoTopics]
        }
        DeliveryEvent::PlaceRefused { is_told: true } => vec![E::MoveToGroup, E::Release],
        DeliveryEvent::PlaceUnreachable { has_untold } => hold(has_untold),
        // What is said at the end of a case opens no place for itself.
        DeliveryEvent::PlaceLost { is_remark: true, .. } if !known.is_open() => {
            vec![E::LosePlace, E::Recall]
        }
        // Something else that was sent has found it out already.
        DeliveryEvent::PlaceLost { is_current: false, .. } => vec![E::Release],
        DeliveryEvent::PlaceLost { .. } => vec![E::LosePlace, E::MakePlace, E::ResendUnseen],
        DeliveryEvent::MessageArrived { direction } => arrived(known, direction),
        DeliveryEvent::PartsMissing { direction } => {
            vec![to_author(direction, ToStaff::PartsLeftOut, ToResident::PartsLeftOut)]
        }
        // It is held until the group can be written to again.
        DeliveryEvent::MessageFailed {
            direction: Direction::FromResident,
            why: Failure::Blocked,
            has_untold,
        } => hold(has_untold),
        DeliveryEvent::MessageFailed { direction, why, .. } => {
            vec![to_author(direction, ToStaff::NotDelivered(why), ToResident::MessageFailed)]
        }
        DeliveryEvent::ChangeFailed => vec![E::SayAnew],
        DeliveryEvent::CardArrived { is_stale: true } => vec![E::CorrectCard],
        DeliveryEvent::CardArrived { is_stale: false } => Vec::new(),
    }
}

/// Messages wait until staff can be reached; their resident is told so, once.
fn hold(has_untold: bool) -> Vec<E> {
    match has_untold {
        true => vec![E::HoldMessages, E::TellResident(ToResident::Unreachable)],
        false => Vec::new(),
    }
}

/// Staff closed the case before they could have seen this: it is open again.
fn arrived(known: &Known, direction: Direction) -> Vec<E> {
    match (known.state, direction) {
        (CaseState::Closed { by: ClosedBy::Staff, .. }, Direction::FromResident) => reopen(known),
        _ => Vec::new(),
    }
}

fn waited(wait: &Wait) -> Vec<E> {
    match wait.is_due() {
        true => vec![E::NoteReminded, E::TellStaff(ToStaff::Reminder)],
        false => Vec::new(),
    }
}
