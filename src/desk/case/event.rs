//! What is known of a case, and what can happen to it.

use super::reopening::Heard;
use crate::model::case::{Case, CasePlace, ClosedBy, Direction, Origin};
use crate::model::reply::ReplyKind;

/// What is known of the case between a resident and staff when something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    pub state: CaseState,
    /// Where staff find the case; `None`: nowhere.
    pub place: Option<CasePlace>,
    /// Whether an employee owns it.
    pub is_owned: bool,
    /// Whether the resident has agreed to what is stored.
    pub has_consented: bool,
    /// The question for consent stands: how the resident came to be asked.
    pub asked: Option<Origin>,
    /// When staff last wrote in the case; milliseconds since 1970.
    pub staff_wrote_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// There is no case.
    Missing,
    Open,
    Closed {
        by: ClosedBy,
        /// So short a time ago that the resident may go on with it.
        is_recent: bool,
    },
}

impl Known {
    /// A resident without a case.
    pub const NOTHING: Known = Known {
        state: CaseState::Missing,
        place: None,
        is_owned: false,
        has_consented: false,
        asked: None,
        staff_wrote_ms: None,
    };

    /// What a case tells by itself, to staff's side of it.
    pub fn of(case: &Case, now_ms: i64) -> Self {
        let state = match (case.open, case.closed_by) {
            (true, _) => CaseState::Open,
            (false, by) => CaseState::Closed {
                by: by.unwrap_or(ClosedBy::Staff),
                is_recent: super::reopening::is_recent(case.closed_ms, now_ms),
            },
        };
        Known {
            state,
            place: case.place,
            is_owned: case.owner.is_some(),
            staff_wrote_ms: case.last_staff_ms,
            ..Known::NOTHING
        }
    }

    pub fn is_open(&self) -> bool {
        self.state == CaseState::Open
    }

    /// Whether what the resident writes may be for staff at all.
    pub fn may_be_for_staff(&self) -> bool {
        let may_go_on = matches!(self.state, CaseState::Closed { is_recent: true, .. });
        self.is_open() || self.asked.is_some() || may_go_on
    }
}

/// What happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEvent {
    /// A command or a button for a person.
    PersonWanted {
        origin: Origin,
        brings: Brings,
    },
    /// The answer to the question for consent. `has_written`: messages have waited for it.
    Consented {
        agreed: bool,
        origin: Origin,
        has_written: bool,
    },
    ResidentWrote(Wrote),
    ResidentEnded,
    /// The resident blocked the assistant (or left, in other channels), or is back.
    ResidentLeft,
    ResidentReturned,
    /// A message of the case was changed where it was written.
    MessageChanged {
        direction: Direction,
        change: Change,
    },
    /// Somebody who is no employee wrote where staff find the case.
    StrangerWrote,
    StaffWrote(StaffWords),
    /// An employee changed what was sent already into a command.
    SentChangedToCommand {
        direction: Direction,
    },
    /// Somebody closed the case's place by the channel's own means, or opened it again.
    PlaceClosed(PlaceTurnedBy),
    PlaceReopened,
    Delivered(DeliveryEvent),
    /// Staff can be reached in their group again.
    GroupReachable,
    /// The case has waited for staff.
    Waited(Wait),
}

/// What is another now in a message that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The channel tells of changes too where there was none that anybody sees.
    Nothing,
    Words,
    /// The picture, the file; perhaps the words too.
    Content,
}

/// What comes along with the wish for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// No message, or one that staff have already.
    Nothing,
    Message,
    /// A message that waits for the consent already.
    WaitingMessage,
}

/// What a resident wrote, and what the assistant makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrote {
    /// What the assistant would reply; `None`: there are no words.
    pub kind: Option<ReplyKind>,
    /// "Tack så mycket!", "hej då".
    pub takes_leave: bool,
    /// A yes or no in words, to the question for consent.
    pub agrees: Option<bool>,
    /// Whether it asks something, in place of telling it.
    pub asks: bool,
    /// Whether there is anything in it that staff could read.
    pub has_content: bool,
    /// Another part of the same album came before.
    pub is_later_part: bool,
    /// Whether messages wait for the consent.
    pub has_written: bool,
    /// Whether the centre is open.
    pub centre_is_open: bool,
    pub now_ms: i64,
}

impl Wrote {
    /// A picture without words asks the assistant nothing.
    pub(super) fn heard(&self) -> Heard {
        match self.kind {
            None => Heard::Kind(ReplyKind::Unknown),
            Some(_) if self.takes_leave => Heard::Leave,
            Some(kind) => Heard::Kind(kind),
        }
    }
}

/// Who closed the place of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceTurnedBy {
    Staff,
    /// Nobody that is known to be staff: also an administrator who does it in the group's name.
    Somebody,
}

/// What an employee wrote in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffWords {
    /// Words for the resident.
    Answer,
    /// `//` or `/not`, or a part of an album that is a note.
    Note,
    /// `/stang`.
    Close,
    /// A command that staff have no use for here, or another bot's.
    StrayCommand,
}

/// What became of something that was sent for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryEvent {
    PlaceMade,
    /// No place can be made. `is_told`: staff know already.
    PlaceRefused {
        is_told: bool,
    },
    /// The group cannot be written to. `has_untold`: a resident does not know yet that a message is held.
    PlaceUnreachable {
        has_untold: bool,
    },
    /// The place it was addressed to is gone. `is_remark`: it is something said besides messages and card; `is_current`: the case still is there.
    PlaceLost {
        is_remark: bool,
        is_current: bool,
    },
    /// A message reached where staff find the case, or the resident.
    MessageArrived {
        direction: Direction,
    },
    /// Not all parts of an album arrived.
    PartsMissing {
        direction: Direction,
    },
    MessageFailed {
        direction: Direction,
        why: Failure,
        has_untold: bool,
    },
    /// The other side's copy of a message could not be changed.
    ChangeFailed,
    /// The card arrived; `is_stale`: it shows what no longer is so.
    CardArrived {
        is_stale: bool,
    },
}

/// Why a message did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The other side cannot be written to.
    Blocked,
    Refused,
    Expired,
}

/// How long a case has waited, and whether staff know. The time counts while the centre is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub open_minutes: i64,
    /// After so many staff are reminded.
    pub limit_minutes: i64,
    pub is_reminded: bool,
    pub centre_is_open: bool,
}

impl Wait {
    pub fn is_long(&self) -> bool {
        self.open_minutes >= self.limit_minutes
    }

    /// Whether staff are to be reminded now: once for each wait, and only while somebody is there to read it.
    pub fn is_due(&self) -> bool {
        self.is_long() && self.centre_is_open && !self.is_reminded
    }
}
