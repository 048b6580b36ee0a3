//! What only shows from inside: the deduplication window, and connections after a full disk.

use super::*;
use crate::model::incoming::Incoming;

/// An error after the fact, where one is asked for.
pub(super) fn lose(unacknowledged: &std::sync::atomic::AtomicU32) -> Result<(), StoreError> {
    use std::sync::atomic::Ordering::SeqCst;
    let asked = unacknowledged.try_update(SeqCst, SeqCst, |left| left.checked_sub(1));
    match asked {
        Ok(_) => Err(StoreError::Unreachable("lost after the commit".to_owned())),
        Err(_) => Ok(()),
    }
}

const DAY: i64 = 24 * 3600 * 1000;

async fn empty() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("alebot.db").display());
    (folder, Store::open(&url).await.unwrap())
}

#[tokio::test]
async fn an_update_id_means_the_same_update_for_a_week() {
    let (_folder, store) = empty().await;
    let take = async |seq, now| {
        let mut tx = store.begin_write().await.unwrap();
        let new = take_update(&mut tx, seq, &Incoming::numbered(500), now).await.unwrap();
        tx.commit().await.unwrap();
        new
    };
    assert!(take(1, 0).await);
    assert!(!take(2, DAY).await, "Telegram sent it again");
    assert!(!take(3, 8 * DAY).await, "it still waits, so it is not forgotten");
    let mut tx = store.begin_write().await.unwrap();
    let finish = finish_update(&mut tx, 1, HandledState::Handled, DAY);
    assert!(finish.await.unwrap());
    tx.commit().await.unwrap();
    assert!(!take(4, 6 * DAY).await);
    assert!(take(5, 8 * DAY).await, "ids have restarted: another update");
    let waiting = store.waiting_updates(0, 10).await.unwrap();
    assert_eq!(waiting.iter().map(|update| update.seq).collect::<Vec<_>>(), [5]);
    assert_eq!(store.waiting_update(5).await.unwrap(), Some(Incoming::numbered(500)));
}

#[tokio::test]
async fn a_full_disk_leaves_no_connection_unusable() {
    let (_folder, store) = empty().await;
    for round in 0..6 {
        let mut tx = store.begin_write().await.unwrap();
        sqlx::query("PRAGMA max_page_count = 1").fetch_one(&mut *tx).await.unwrap();
        let value = "x".repeat(1_000_000);
        let mut written = Written::default();
        let write = Write::Setting { key: "full".to_owned(), value };
        let error = apply(&mut tx, &write, 0, &mut written).await.unwrap_err();
        assert!(matches!(error, StoreError::Full), "round {round}: {error}");
    }
    let write = Write::Setting { key: "after".to_owned(), value: "yes".to_owned() };
    store.write(&[write], 0).await.unwrap();
    assert_eq!(store.setting("after").await.unwrap().as_deref(), Some("yes"));
    assert_eq!(store.setting("full").await.unwrap(), None);
}
