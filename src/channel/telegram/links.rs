//! Addresses that open a place in Telegram.

use crate::model::case::CasePlace;
use crate::model::id::{ChatId, MessageId};

/// Where a case is, as a link for staff. `None`: in a group without links.
///
/// <https://core.telegram.org/api/links#private-message-links>: the group's id stands there without the -100 that marks supergroups.
pub fn case(group: ChatId, place: CasePlace, card: Option<MessageId>) -> Option<String> {
    let id = group.to_string().strip_prefix("-100")?.to_owned();
    let message = match place {
        CasePlace::Topic(thread) => thread.to_string(),
        CasePlace::Group => card?.to_string(),
    };
    Some(format!("https://t.me/c/{id}/{message}"))
}
