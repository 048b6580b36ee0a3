//! What computes too long, or kills the program, is set aside and told, and nobody else waits for it.

use std::time::Duration;

use alebot::pipe::PipeSettings;
use alebot::store::Store;

use super::databases::{on_each_database, runtime};
use super::pipe_world::{World, eventually, update};

/// One thread for everything: what computes on it would hold up all else.
#[test]
fn what_computes_too_long_is_set_aside_and_holds_nobody_up() {
    on_each_database(|url| {
        let one_thread =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        one_thread.unwrap().block_on(async {
            let store = Store::open(url).await.unwrap();
            let deadline = Duration::from_millis(400);
            let world =
                World::new().with_settings(PipeSettings { deadline, ..PipeSettings::default() });
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "compute 3"), update(2, 2, "hej")]).await.unwrap();
            eventually(|| world.sent().len() == 2).await;
            let first = "the other is answered first, and whoever waits is told";
            assert_eq!(world.texts(), ["reply 2", "sorry 1"], "{first}");
            assert_eq!(store.counts().await.unwrap().updates_failed, 1);
        });
    });
}

#[test]
fn an_update_in_hand_at_three_kills_is_set_aside_and_told() {
    on_each_database(|url| {
        let world = World::new();
        for kill in 0..3 {
            let runtime = runtime();
            runtime.block_on(async {
                let store = Store::open(url).await.unwrap();
                let pipe = world.start(&store).await;
                if kill == 0 {
                    let updates = vec![update(1, 1, "compute 30"), update(2, 2, "hej")];
                    pipe.accept(updates).await.unwrap();
                }
                // Longer than it takes until what is in hand is noted.
                tokio::time::sleep(Duration::from_millis(2_500)).await;
                std::mem::forget(pipe);
            });
            runtime.shutdown_background();
        }
        let runtime = runtime();
        runtime.block_on(async {
            let store = Store::open(url).await.unwrap();
            let _pipe = world.start(&store).await;
            eventually(|| world.sent().len() == 2).await;
        });
        runtime.shutdown_background();
        assert_eq!(world.texts(), ["reply 2", "sorry 1"]);
    });
}
