//! What of staff's doings is kept on record.

use super::topic::{name_of, named};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditAction {
    CaseClosed,
    FaqSaved,
    FaqRemoved,
    FaqUndone,
    NoticeAdded,
    NoticesEnded,
    ExceptionAdded,
    ExceptionRemoved,
    QuestionNotOurs,
    QuestionHidden,
    ResidentBarred,
    ResidentUnbarred,
    Paused,
    Resumed,
}

impl AuditAction {
    /// As databases have them.
    const NAMES: [(&'static str, AuditAction); 14] = [
        ("case closed", AuditAction::CaseClosed),
        ("faq saved", AuditAction::FaqSaved),
        ("faq removed", AuditAction::FaqRemoved),
        ("faq undone", AuditAction::FaqUndone),
        ("notice added", AuditAction::NoticeAdded),
        ("notices ended", AuditAction::NoticesEnded),
        ("exception added", AuditAction::ExceptionAdded),
        ("exception removed", AuditAction::ExceptionRemoved),
        ("question not ours", AuditAction::QuestionNotOurs),
        ("question hidden", AuditAction::QuestionHidden),
        ("barred", AuditAction::ResidentBarred),
        ("unbarred", AuditAction::ResidentUnbarred),
        ("paused", AuditAction::Paused),
        ("resumed", AuditAction::Resumed),
    ];

    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, &self)
    }

    /// `None`: no version has had an action of that name.
    pub fn of(name: &str) -> Option<Self> {
        named(&Self::NAMES, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_name_of_its_own() {
        for (name, action) in AuditAction::NAMES {
            assert_eq!((action.name(), AuditAction::of(name)), (name, Some(action)));
        }
        assert_eq!(AuditAction::of("faq"), None);
    }
}
