use super::effect::{CaseEffect as E, NotSent, Receipt, ToAuthor, ToResident, ToStaff};
use super::event::{
    Brings, Change, DeliveryEvent as D, Failure, PlaceTurnedBy, StaffWords, Wait, Wrote,
};
use super::{CaseEvent, CaseState, Known, follow};
use crate::model::case::{CasePlace, ClosedBy, Direction, Origin};
use crate::model::id::ThreadId;
use crate::model::reply::ReplyKind;

const NEW: Known = Known::NOTHING;
const AGREED: Known = Known { has_consented: true, ..NEW };
const ASKED: Known = Known { asked: Some(Origin::Button), ..NEW };
const OPEN: Known = Known {
    state: CaseState::Open,
    place: Some(CasePlace::Topic(ThreadId::new(7))),
    is_owned: true,
    has_consented: true,
    ..NEW
};
const IN_GROUP: Known = Known { place: Some(CasePlace::Group), ..OPEN };
const NOWHERE: Known = Known { place: None, ..OPEN };
const UNOWNED: Known = Known { is_owned: false, ..OPEN };
const ENDED: Known =
    Known { state: CaseState::Closed { by: ClosedBy::Resident, is_recent: true }, ..OPEN };
const CLOSED: Known =
    Known { state: CaseState::Closed { by: ClosedBy::Staff, is_recent: true }, ..OPEN };
const CLOSED_NOWHERE: Known = Known { place: None, ..CLOSED };
const OLD: Known =
    Known { state: CaseState::Closed { by: ClosedBy::Staff, is_recent: false }, ..OPEN };

/// "Min gatlampa är trasig", while the centre is open.
const WROTE: Wrote = Wrote {
    kind: Some(ReplyKind::Unknown),
    takes_leave: false,
    agrees: None,
    asks: false,
    has_content: true,
    is_later_part: false,
    has_written: false,
    centre_is_open: true,
    now_ms: 1_000_000_000,
};

fn check(known: Known, event: CaseEvent, expected: &[E]) {
    assert_eq!(follow(&known, &event).as_deref(), Some(expected), "{known:?} {event:?}");
}

fn check_assistants(known: Known, event: CaseEvent) {
    assert_eq!(follow(&known, &event), None, "{known:?} {event:?}");
}

fn wants(origin: Origin, brings: Brings) -> CaseEvent {
    CaseEvent::PersonWanted { origin, brings }
}

fn consents(agreed: bool, has_written: bool) -> CaseEvent {
    CaseEvent::Consented { agreed, origin: Origin::Button, has_written }
}

fn wrote(wrote: Wrote) -> CaseEvent {
    CaseEvent::ResidentWrote(wrote)
}

#[test]
fn a_person_is_reached_after_consent_and_in_one_case_at_a_time() {
    use Brings::{Message, Nothing, WaitingMessage};
    use Origin::{Button, Command};
    let ask = |origin, shows_message| E::AskConsent { origin, shows_message };
    check(NEW, wants(Command, Nothing), &[ask(Command, false)]);
    check(NEW, wants(Command, Message), &[ask(Command, false), E::KeepMessage]);
    check(NEW, wants(Button, Message), &[ask(Button, true), E::KeepMessage]);
    check(NEW, wants(Button, WaitingMessage), &[ask(Button, true)]);
    check(
        AGREED,
        wants(Command, Nothing),
        &[
            E::Open { origin: Command },
            E::Receipt(Receipt::Opened { has_written: false }),
            E::MakePlace,
        ],
    );
    check(
        AGREED,
        wants(Button, Message),
        &[
            E::Open { origin: Button },
            E::Receipt(Receipt::Opened { has_written: true }),
            E::MakePlace,
            E::Carry,
            E::NoteResidentWrote,
        ],
    );
    check(OPEN, wants(Command, Nothing), &[E::TellResident(ToResident::AlreadyOpen)]);
    check(OPEN, wants(Button, Message), &[E::Carry, E::NoteResidentWrote]);
    check(
        CLOSED,
        wants(Command, Nothing),
        &[
            E::Reopen,
            E::ReopenPlace,
            E::RefreshCard,
            E::TellStaff(ToStaff::Reopened),
            E::Receipt(Receipt::Reopened),
        ],
    );
    check(
        OLD,
        wants(Command, Nothing),
        &[
            E::Open { origin: Command },
            E::Receipt(Receipt::Opened { has_written: false }),
            E::MakePlace,
        ],
    );
}

#[test]
fn consent_opens_and_a_refusal_forgets() {
    check(
        ASKED,
        consents(true, true),
        &[
            E::NoteConsent,
            E::Open { origin: Origin::Button },
            E::Receipt(Receipt::Opened { has_written: true }),
            E::MakePlace,
            E::Carry,
            E::NoteResidentWrote,
            E::ForgetDrafts,
        ],
    );
    check(
        ASKED,
        consents(false, true),
        &[E::ForgetDrafts, E::TellResident(ToResident::ConsentRefused)],
    );
    for agreed in [true, false] {
        check(OPEN, consents(agreed, false), &[E::TellResident(ToResident::AlreadyOpen)]);
    }
}

#[test]
fn what_is_written_before_the_consent_waits_for_it() {
    let confirm = E::ConfirmKept { origin: Origin::Button };
    check(ASKED, wrote(WROTE), &[E::KeepMessage, confirm]);
    check(ASKED, wrote(Wrote { is_later_part: true, ..WROTE }), &[E::KeepMessage]);
    check(ASKED, wrote(Wrote { kind: None, ..WROTE }), &[E::KeepMessage, confirm]);
    check(
        ASKED,
        wrote(Wrote { kind: Some(ReplyKind::Emergency), ..WROTE }),
        &[E::Reply, E::KeepMessage, confirm],
    );
    check(
        ASKED,
        wrote(Wrote { agrees: Some(false), ..WROTE }),
        &[E::ForgetDrafts, E::TellResident(ToResident::ConsentRefused)],
    );
    for assistants in [
        Wrote { kind: Some(ReplyKind::Hours), ..WROTE },
        Wrote { takes_leave: true, ..WROTE },
        Wrote { has_content: false, ..WROTE },
    ] {
        check_assistants(ASKED, wrote(assistants));
    }
    check_assistants(NEW, wrote(WROTE));
}

#[test]
fn what_is_written_in_an_open_case_goes_to_staff() {
    let closed = Wrote { centre_is_open: false, ..WROTE };
    let hours = |wrote| Wrote { kind: Some(ReplyKind::Hours), ..wrote };
    let carried = [E::Carry, E::NoteResidentWrote];
    check(OPEN, wrote(WROTE), &carried);
    check(OPEN, wrote(hours(WROTE)), &carried);
    check(OPEN, wrote(closed), &[E::Carry, E::NoteResidentWrote, E::Confirm]);
    check(OPEN, wrote(hours(closed)), &[E::Carry, E::NoteResidentWrote, E::Reply, E::Confirm]);
    check(OPEN, wrote(Wrote { is_later_part: true, ..closed }), &carried);
    check(
        OPEN,
        wrote(Wrote { kind: Some(ReplyKind::Emergency), ..WROTE }),
        &[E::Carry, E::NoteResidentWrote, E::Reply],
    );
    // Staff who wrote a moment ago are there, whatever the hours say.
    check(Known { staff_wrote_ms: Some(closed.now_ms - 1), ..OPEN }, wrote(closed), &carried);
}

#[test]
fn a_closed_case_is_taken_up_again_by_what_belongs_to_it() {
    let again = [
        E::Reopen,
        E::ReopenPlace,
        E::RefreshCard,
        E::TellStaff(ToStaff::Reopened),
        E::Receipt(Receipt::Reopened),
        E::Carry,
        E::NoteResidentWrote,
    ];
    check(CLOSED, wrote(WROTE), &again);
    check(ENDED, wrote(WROTE), &again);
    check(ENDED, wrote(Wrote { kind: Some(ReplyKind::Hours), ..WROTE }), &again);
    check_assistants(ENDED, wrote(Wrote { kind: Some(ReplyKind::Hours), asks: true, ..WROTE }));
    check_assistants(CLOSED, wrote(Wrote { takes_leave: true, ..WROTE }));
    check_assistants(CLOSED, wrote(Wrote { kind: Some(ReplyKind::Emergency), ..WROTE }));
    check_assistants(OLD, wrote(WROTE));
    check(
        CLOSED_NOWHERE,
        wrote(WROTE),
        &[
            E::Reopen,
            E::MakePlaceAgain,
            E::TellStaff(ToStaff::Reopened),
            E::Receipt(Receipt::Reopened),
            E::Carry,
            E::NoteResidentWrote,
        ],
    );
    // The consent was erased since.
    check(
        Known { has_consented: false, ..CLOSED },
        wrote(WROTE),
        &[E::AskConsent { origin: Origin::Command, shows_message: false }, E::KeepMessage],
    );
}

#[test]
fn either_side_closes_a_case_and_only_an_open_one() {
    let closed = |by| {
        [
            E::Close { by },
            E::TellResident(ToResident::Closed { by }),
            E::TellStaff(ToStaff::Closed { by }),
            E::RefreshCard,
        ]
    };
    let by_resident = closed(ClosedBy::Resident);
    let by_staff = closed(ClosedBy::Staff);
    check(OPEN, CaseEvent::ResidentEnded, &[&by_resident[..], &[E::ClosePlace]].concat());
    check(IN_GROUP, CaseEvent::ResidentEnded, &by_resident);
    check_assistants(CLOSED, CaseEvent::ResidentEnded);
    check_assistants(NEW, CaseEvent::ResidentEnded);
    let by_command = CaseEvent::StaffWrote(StaffWords::Close);
    for event in [by_command, CaseEvent::PlaceClosed(PlaceTurnedBy::Staff)] {
        check(OPEN, event, &[&by_staff[..], &[E::ClosePlace, E::Audit]].concat());
    }
    check(NOWHERE, by_command, &[&by_staff[..], &[E::Audit]].concat());
    check(CLOSED, by_command, &[E::AnswerAuthor(ToAuthor::ClosedAlready)]);
    check_assistants(CLOSED, CaseEvent::PlaceClosed(PlaceTurnedBy::Staff));
}

#[test]
fn a_topic_that_is_turned_otherwise_than_its_case_is_told_to_staff() {
    let by_somebody = CaseEvent::PlaceClosed(PlaceTurnedBy::Somebody);
    check(OPEN, by_somebody, &[E::TellStaff(ToStaff::StillOpen)]);
    check_assistants(CLOSED, by_somebody);
    check(CLOSED, CaseEvent::PlaceReopened, &[E::TellStaff(ToStaff::StillClosed)]);
    check(OLD, CaseEvent::PlaceReopened, &[E::TellStaff(ToStaff::StillClosed)]);
    check_assistants(OPEN, CaseEvent::PlaceReopened);
}

#[test]
fn what_staff_write_goes_to_the_resident_or_says_why_not() {
    let staff = CaseEvent::StaffWrote;
    check(OPEN, staff(StaffWords::Answer), &[E::Carry, E::NoteStaffAnswered]);
    check(
        UNOWNED,
        staff(StaffWords::Answer),
        &[E::Carry, E::NoteStaffAnswered, E::Own, E::RefreshCard],
    );
    check(CLOSED, staff(StaffWords::Answer), &[E::RefuseToSend(NotSent::CaseClosed)]);
    check(OPEN, staff(StaffWords::StrayCommand), &[E::RefuseToSend(NotSent::Command)]);
    check(OPEN, staff(StaffWords::Note), &[E::KeepNote]);
    check(CLOSED, staff(StaffWords::Note), &[E::KeepNote]);
    check(OPEN, CaseEvent::StrangerWrote, &[E::RefuseToSend(NotSent::NotRegistered)]);
}

#[test]
fn a_change_is_shown_on_the_other_side() {
    use Direction::{FromResident, FromStaff, Note};
    let changed = |direction, change| CaseEvent::MessageChanged { direction, change };
    for direction in [FromResident, FromStaff] {
        check(OPEN, changed(direction, Change::Words), &[E::StoreChange, E::ShowChange]);
        check(OPEN, changed(direction, Change::Content), &[E::StoreChange, E::CarryChanged]);
        check(OPEN, changed(direction, Change::Nothing), &[]);
    }
    check(OPEN, changed(Note, Change::Words), &[E::StoreChange]);
    check(OPEN, changed(Note, Change::Content), &[E::StoreChange]);
    let to_command = |direction| CaseEvent::SentChangedToCommand { direction };
    check(OPEN, to_command(FromStaff), &[E::AnswerAuthor(ToAuthor::SentAlready)]);
    check(OPEN, to_command(Note), &[]);
    check(OPEN, CaseEvent::Delivered(D::ChangeFailed), &[E::SayAnew]);
}

#[test]
fn staff_see_that_a_resident_blocks_the_assistant_while_the_case_is_open() {
    check(OPEN, CaseEvent::ResidentLeft, &[E::TellStaff(ToStaff::ResidentLeft)]);
    check(OPEN, CaseEvent::ResidentReturned, &[E::TellStaff(ToStaff::ResidentReturned)]);
    check(CLOSED, CaseEvent::ResidentLeft, &[]);
    check(NEW, CaseEvent::ResidentReturned, &[]);
}

#[test]
fn a_case_has_a_place_where_staff_find_it_or_is_held() {
    let delivered = CaseEvent::Delivered;
    check(NOWHERE, delivered(D::PlaceMade), &[E::Release]);
    check(
        NOWHERE,
        delivered(D::PlaceRefused { is_told: false }),
        &[E::MoveToGroup, E::Release, E::TellNoTopics],
    );
    check(NOWHERE, delivered(D::PlaceRefused { is_told: true }), &[E::MoveToGroup, E::Release]);
    let held = [E::HoldMessages, E::TellResident(ToResident::Unreachable)];
    check(NOWHERE, delivered(D::PlaceUnreachable { has_untold: true }), &held);
    check(NOWHERE, delivered(D::PlaceUnreachable { has_untold: false }), &[]);
    let lost = |is_remark, is_current| delivered(D::PlaceLost { is_remark, is_current });
    check(OPEN, lost(false, true), &[E::LosePlace, E::MakePlace, E::ResendUnseen]);
    check(OPEN, lost(true, true), &[E::LosePlace, E::MakePlace, E::ResendUnseen]);
    check(OPEN, lost(false, false), &[E::Release]);
    check(CLOSED, lost(true, true), &[E::LosePlace, E::Recall]);
    check(CLOSED, lost(false, true), &[E::LosePlace, E::MakePlace, E::ResendUnseen]);
    check(OPEN, CaseEvent::GroupReachable, &[E::Release]);
    check(NOWHERE, CaseEvent::GroupReachable, &[E::MakePlaceAgain]);
}

#[test]
fn whoever_wrote_learns_of_what_did_not_arrive() {
    use Direction::{FromResident, FromStaff};
    let failed = |direction, why, has_untold| {
        CaseEvent::Delivered(D::MessageFailed { direction, why, has_untold })
    };
    for why in [Failure::Blocked, Failure::Refused, Failure::Expired] {
        check(OPEN, failed(FromStaff, why, true), &[E::TellStaff(ToStaff::NotDelivered(why))]);
    }
    for why in [Failure::Refused, Failure::Expired] {
        check(OPEN, failed(FromResident, why, true), &[E::TellResident(ToResident::MessageFailed)]);
    }
    check(
        OPEN,
        failed(FromResident, Failure::Blocked, true),
        &[E::HoldMessages, E::TellResident(ToResident::Unreachable)],
    );
    check(OPEN, failed(FromResident, Failure::Blocked, false), &[]);
    let missing = |direction| CaseEvent::Delivered(D::PartsMissing { direction });
    check(OPEN, missing(FromStaff), &[E::TellStaff(ToStaff::PartsLeftOut)]);
    check(OPEN, missing(FromResident), &[E::TellResident(ToResident::PartsLeftOut)]);
}

#[test]
fn what_arrives_after_staff_have_closed_opens_the_case_again() {
    let arrived = |direction| CaseEvent::Delivered(D::MessageArrived { direction });
    check(
        CLOSED,
        arrived(Direction::FromResident),
        &[E::Reopen, E::ReopenPlace, E::RefreshCard, E::TellStaff(ToStaff::Reopened)],
    );
    check(ENDED, arrived(Direction::FromResident), &[]);
    check(CLOSED, arrived(Direction::FromStaff), &[]);
    check(OPEN, arrived(Direction::FromResident), &[]);
}

#[test]
fn a_card_that_came_too_late_is_corrected() {
    let card = |is_stale| CaseEvent::Delivered(D::CardArrived { is_stale });
    check(OPEN, card(true), &[E::CorrectCard]);
    check(OPEN, card(false), &[]);
}

#[test]
fn staff_are_reminded_once_of_a_wait_and_only_while_open() {
    let due =
        Wait { open_minutes: 60, limit_minutes: 60, is_reminded: false, centre_is_open: true };
    let remind = [E::NoteReminded, E::TellStaff(ToStaff::Reminder)];
    check(OPEN, CaseEvent::Waited(due), &remind);
    for wait in [
        Wait { open_minutes: 59, ..due },
        Wait { is_reminded: true, ..due },
        Wait { centre_is_open: false, ..due },
    ] {
        check(OPEN, CaseEvent::Waited(wait), &[]);
    }
}
