//! Addresses that open a place in Telegram.

use crate::model::case::CasePlace;

/// Where a case is, as a link for staff. `None`: in a group without links.
///
/// <https://core.telegram.org/api/links#private-message-links>: the group's id stands there without the -100 that marks supergroups.
pub fn case(group: i64, place: CasePlace, card: Option<i32>) -> Option<String> {
    let id = group.to_string().strip_prefix("-100")?.to_owned();
    let message = match place {
        CasePlace::Topic(thread) => thread,
        CasePlace::Group => card?,
    };
    Some(format!("https://t.me/c/{id}/{message}"))
}
