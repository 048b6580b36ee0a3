//! Databases that refuse one update, or that keep characters in an encoding of their own.

use std::time::Duration;

use alebot::store::{Store, StoreError, Write};

use super::databases::{execute, in_encoding, number, on_each_database, runtime};
use super::pipe_world::{World, eventually, update};

/// No update with this word can be stored, as if it had a sign that the database does not keep.
fn refuse_poison(url: &str) {
    execute(
        url,
        match url.starts_with("sqlite") {
            true => {
                "CREATE TRIGGER poison BEFORE INSERT ON inbox WHEN NEW.payload LIKE '%gift%'
                 BEGIN SELECT RAISE(ABORT, 'refused'); END"
            }
            false => "ALTER TABLE inbox ADD CONSTRAINT poison CHECK (payload NOT LIKE '%gift%')",
        },
    );
}

#[test]
fn an_update_that_can_never_be_stored_is_set_aside_with_its_number_and_the_others_go_on() {
    on_each_database(|url| {
        let open = async || Store::open(url).await.unwrap();
        runtime().block_on(async { open().await.close().await });
        refuse_poison(url);
        let world = World::new();
        runtime().block_on(async {
            let store = open().await;
            let pipe = world.start(&store).await;
            let text = |n| if n == 5 { "gift" } else { "hej" };
            let batch: Vec<_> = (1..=10).map(|n| update(n, n, text(n))).collect();
            assert_eq!(pipe.accept(batch).await.unwrap(), 9);
            // Telegram may post it once more.
            assert_eq!(
                pipe.accept(vec![update(5, 5, "gift"), update(11, 5, "hej")]).await.unwrap(),
                1
            );
            eventually(|| world.sent().len() == 10).await;
            world.assert_in_order();
            assert_eq!(store.counts().await.unwrap().updates_failed, 1);
            pipe.stop(Duration::from_secs(5)).await;
            store.close().await;
        });
        let aside = "SELECT COUNT(*) FROM inbox WHERE state = 2 AND update_id = 5 AND payload = ''";
        assert_eq!(number(url, aside), 1);
    });
}

#[test]
fn every_character_is_kept_whatever_the_encoding_or_the_database_is_refused() {
    let kept = "å 😀 ŵ \u{202e} 中";
    for encoding in ["LATIN1", "SQL_ASCII", "WIN1252"] {
        in_encoding(encoding, |url| {
            runtime().block_on(async {
                let store = Store::open(url).await.unwrap();
                let world = World::new();
                let pipe = world.start(&store).await;
                pipe.accept(vec![update(1, 1, kept)]).await.unwrap();
                eventually(|| world.sent().len() == 1).await;
                let setting = Write::Setting { key: "a".to_owned(), value: kept.to_owned() };
                store.write(&[setting], 1).await.unwrap();
                assert_eq!(store.setting("a").await.unwrap().as_deref(), Some(kept), "{encoding}");
                assert_eq!(store.counts().await.unwrap().updates_failed, 0);
            });
        });
    }
    in_encoding("EUC_JP", |url| {
        let error = runtime().block_on(Store::open(url)).unwrap_err();
        assert!(matches!(&error, StoreError::Open { .. }), "{error}");
        assert!(error.to_string().contains("EUC_JP; make one with encoding UTF8"), "{error}");
    });
}
