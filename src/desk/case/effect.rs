//! What follows for a case. Carried out in order; each knows nothing of how it is stored, worded or sent.

use super::event::Failure;
use crate::model::case::{ClosedBy, Direction, Origin};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEffect {
    // The consent.
    AskConsent {
        origin: Origin,
        shows_message: bool,
    },
    /// The message waits for the consent.
    KeepMessage,
    ConfirmKept {
        origin: Origin,
    },
    NoteConsent,
    /// The question is answered: it and what waited for it are no drafts any more.
    ForgetDrafts,
    // The case itself.
    Open {
        origin: Origin,
    },
    Reopen,
    Close {
        by: ClosedBy,
    },
    /// The employee who wrote owns it.
    Own,
    NoteResidentWrote,
    NoteStaffAnswered,
    NoteReminded,
    // Where staff find it.
    MakePlace,
    /// A place, unless one is under way; the card too, unless one is held.
    MakePlaceAgain,
    ReopenPlace,
    ClosePlace,
    /// The case is in staff's group itself.
    MoveToGroup,
    LosePlace,
    /// What is held goes to where the case is.
    Release,
    /// The letter that did not arrive is taken back.
    Recall,
    RefreshCard,
    /// The card that has just arrived is changed.
    CorrectCard,
    // Messages.
    /// The event's message goes to the other side.
    Carry,
    /// The event's message stays among staff.
    KeepNote,
    /// What the resident wrote since staff last did goes to the new place.
    ResendUnseen,
    /// Messages are held until staff can be reached.
    HoldMessages,
    StoreChange,
    ShowChange,
    /// What was exchanged goes to the other side once more.
    CarryChanged,
    /// The new text of a message whose copy cannot be changed.
    SayAnew,
    // What people are told.
    /// The assistant replies too.
    Reply,
    Receipt(Receipt),
    /// That the message is kept, and when it is read.
    Confirm,
    TellResident(ToResident),
    TellStaff(ToStaff),
    /// Told to whoever wrote, at the message: it was not sent.
    RefuseToSend(NotSent),
    /// Told to whoever wrote, at the message.
    AnswerAuthor(ToAuthor),
    /// The group is told, once, that topics cannot be made.
    TellNoTopics,
    Audit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// Of a new case. `has_written`: with a message.
    Opened {
        has_written: bool,
    },
    Reopened,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToResident {
    AlreadyOpen,
    ConsentRefused,
    /// With the question whether it helped.
    Closed {
        by: ClosedBy,
    },
    /// Their messages are held until staff can be reached.
    Unreachable,
    MessageFailed,
    PartsLeftOut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToStaff {
    Closed {
        by: ClosedBy,
    },
    Reopened,
    /// The place was closed, and the case is not.
    StillOpen,
    /// The other way round.
    StillClosed,
    ResidentLeft,
    ResidentReturned,
    NotDelivered(Failure),
    PartsLeftOut,
    Reminder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSent {
    NotRegistered,
    Command,
    CaseClosed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToAuthor {
    ClosedAlready,
    SentAlready,
}

/// Whoever wrote a message is told of it.
pub(super) fn to_author(direction: Direction, staff: ToStaff, resident: ToResident) -> CaseEffect {
    match direction {
        Direction::FromStaff => CaseEffect::TellStaff(staff),
        Direction::FromResident | Direction::Note => CaseEffect::TellResident(resident),
    }
}
