//! Cases that wait for staff.

use alebot::model::case::{CaseNumber, Origin};
use alebot::model::id::ChatId;
use alebot::model::language::ReplyLanguage;
use alebot::store::{CaseWrite, Store, Write};
use chrono::DateTime;

/// So many cases of "Anna" in the group itself, opened at a moment (RFC 3339).
pub async fn open(url: &str, cases: i64, opened: &str) {
    let opened_ms = DateTime::parse_from_rfc3339(opened).unwrap().timestamp_millis();
    let writes = (1..=cases).flat_map(|resident| {
        let number = CaseNumber::new(resident);
        let open = CaseWrite::Open {
            number,
            chat: ChatId::new(resident),
            name: "Anna".to_owned(),
            language: ReplyLanguage::Swedish,
            origin: Origin::Command,
            opened_ms,
        };
        [Write::Case(open), Write::Case(CaseWrite::InGroup { number })]
    });
    let store = Store::open(url).await.unwrap();
    store.write(&writes.collect::<Vec<_>>(), opened_ms).await.unwrap();
    store.close().await;
}
