//! Several pipes on one PostgreSQL database: one of them handles and sends.

mod databases;
#[allow(dead_code, reason = "shared with tests/pipe.rs")]
mod pipe_world;

use std::time::{Duration, Instant};

use alebot::model::delivery::SendError;
use alebot::pipe::{Candidate, Limits, Mandate, Pipe, PipeSettings, Rate};
use alebot::store::{EXPIRY, Renewal, Standby, Store, StoreError, Write};
use databases::{on_each_database, runtime};
use pipe_world::{World, eventually, eventually_async, seeds, update};
use tokio::runtime::Runtime;

/// On PostgreSQL only: SQLite bears one process.
fn on_postgres(body: impl AsyncFn(&str)) {
    on_each_database(|url| {
        if url.starts_with("postgres") {
            runtime().block_on(body(url));
        }
    });
}

fn note(key: &str) -> Write {
    Write::Setting { key: key.to_owned(), value: "written".to_owned() }
}

/// A pipe that takes updates in.
async fn open(url: &str) -> (Store, Pipe) {
    let store = Store::open(url).await.unwrap();
    let pipe = World::open(&store);
    (store, pipe)
}

/// An instance with threads of its own, which end in the middle of everything when it is killed.
struct Killable {
    runtime: Runtime,
    /// Held until it is killed.
    pipe: Pipe,
}

impl Killable {
    /// Stands by, and leads when its turn comes.
    async fn leading(url: &str, world: &World) -> Killable {
        let (url, world) = (url.to_owned(), world.clone());
        let (leads_in, leads) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            let runtime = runtime();
            let pipe = runtime.block_on(async {
                let (store, pipe) = open(&url).await;
                let mandate = Candidate::new(&store, Standby::Allowed).wait().await;
                world.lead(&pipe, mandate).await;
                pipe
            });
            leads_in.send(Killable { pipe, runtime }).ok();
        });
        leads.await.unwrap()
    }

    fn kill(self) {
        self.runtime.shutdown_background();
    }
}

#[test]
fn updates_are_handled_once_and_in_order_whichever_instance_took_them() {
    on_postgres(async |url| {
        for seed in seeds() {
            let world = World::new().with_random_delays(seed);
            let (store, first) = open(url).await;
            let pipes = [first, open(url).await.1, open(url).await.1];
            let mandate = Candidate::new(&store, Standby::Allowed).wait().await;
            world.lead(&pipes[0], mandate).await;
            let base = seed * 10_000;
            for n in 1..=600 {
                let taken =
                    pipes[world.random(3) as usize].accept(vec![update(base + n, n % 7, "hej")]);
                assert_eq!(taken.await.unwrap(), 1);
            }
            let again = pipes[1].accept(vec![update(base + 3, 3, "hej")]).await.unwrap();
            assert_eq!(again, 0, "another instance has it");
            eventually(|| world.sent().len() >= 600).await;
            for pipe in pipes {
                pipe.stop(Duration::from_secs(5)).await;
            }
            world.assert_in_order();
            assert_eq!(world.handled().len(), 600);
        }
    });
}

#[test]
fn what_a_standby_took_is_answered_within_a_moment() {
    on_postgres(async |url| {
        let world = World::new();
        let (store, first) = open(url).await;
        let (_, second) = open(url).await;
        let mandate = Candidate::new(&store, Standby::Allowed).wait().await;
        world.lead(&first, mandate).await;
        for n in 1..=10 {
            let start = Instant::now();
            second.accept(vec![update(n, n, "hej")]).await.unwrap();
            eventually(|| world.sent().len() == n as usize).await;
            assert!(start.elapsed() < Duration::from_millis(400), "{:?}", start.elapsed());
        }
    });
}

#[test]
fn a_leader_that_is_killed_is_followed_and_nothing_is_lost_or_out_of_order() {
    on_postgres(async |url| {
        let world = World::new().with_random_delays(1);
        let (_, intake) = open(url).await;
        let mut leader = Killable::leading(url, &world).await;
        let (total, kills) = (400, 3);
        for n in 1..=total {
            intake.accept(vec![update(n, n % 20, "hej")]).await.unwrap();
            if n % (total / kills) == 0 {
                leader.kill();
                let start = Instant::now();
                leader = Killable::leading(url, &world).await;
                assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
            }
        }
        let (store, _) = open(url).await;
        eventually_async(async || {
            let counts = store.counts().await.unwrap();
            counts.updates_waiting + counts.letters_waiting == 0
        })
        .await;
        world.assert_in_order_with_doubles(20 * kills as usize, total as usize);
        leader.kill();
    });
}

/// More waits than is known at once, one chat has much of it, and both instances take in.
#[test]
fn a_takeover_with_much_waiting_loses_nothing_and_keeps_the_order() {
    on_postgres(async |url| {
        let settings = PipeSettings { window: 16, ..PipeSettings::default() };
        let world = World::new().with_random_delays(2).with_settings(settings);
        let (store, intake) = open(url).await;
        let chat = |n: i64| if n % 2 == 0 { 100 } else { n % 20 };
        let (waiting, total) = (300, 500);
        intake.accept((1..=waiting).map(|n| update(n, chat(n), "hej")).collect()).await.unwrap();
        let leader = Killable::leading(url, &world).await;
        eventually(|| world.sent().len() > 30).await;
        leader.kill();
        let leader = Killable::leading(url, &world).await;
        for n in waiting + 1..=total {
            let pipe = if n % 3 == 0 { &intake } else { &leader.pipe };
            assert_eq!(pipe.accept(vec![update(n, chat(n), "hej")]).await.unwrap(), 1);
        }
        eventually_async(async || {
            let counts = store.counts().await.unwrap();
            counts.updates_waiting + counts.letters_waiting == 0
        })
        .await;
        // A kill may double one of each chat.
        world.assert_in_order_with_doubles(21, total as usize);
        leader.kill();
    });
}

#[test]
fn one_that_stops_hands_over_at_once() {
    on_postgres(async |url| {
        let world = World::new();
        let (store, first) = open(url).await;
        let (other, second) = open(url).await;
        let mandate = Candidate::new(&store, Standby::Allowed).wait().await;
        world.lead(&first, mandate.clone()).await;
        let waiting =
            tokio::spawn(async move { Candidate::new(&other, Standby::Allowed).wait().await });
        eventually(|| mandate.is_awaited()).await;
        // A letter that nobody would wait for.
        world.fail(9, SendError::RetryAfter(Duration::from_secs(60)));
        first.accept(vec![update(1, 1, "slow"), update(2, 9, "hej")]).await.unwrap();
        eventually(|| world.tries(9) == 1).await;
        let start = Instant::now();
        first.stop(Duration::from_secs(10)).await;
        let next = waiting.await.unwrap();
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
        assert!(mandate.is_lost() && next.fence() > mandate.fence());
        world.lead(&second, next).await;
        eventually(|| world.sent().len() == 1).await;
        assert_eq!(world.handled().len(), 2, "what was in hand is finished");
    });
}

#[test]
fn a_former_leader_writes_and_sends_nothing() {
    on_postgres(async |url| {
        let store = Store::open(url).await.unwrap();
        let mut line = store.lease_connection().unwrap();
        let first = line.take(Standby::Allowed).await.unwrap().unwrap();
        let of_first = store.fenced(Some(first));
        of_first.write(&[note("early")], 1).await.unwrap();
        line.release(first).await.unwrap();
        let second = line.take(Standby::Allowed).await.unwrap().unwrap();
        assert!(second > first);
        let refused = of_first.write(&[note("late")], 1).await;
        assert!(matches!(refused, Err(StoreError::Deposed)), "{refused:?}");
        assert_eq!(store.setting("late").await.unwrap(), None);
        assert_eq!(line.renew(first).await.unwrap(), Renewal::Lost);
        store.fenced(Some(second)).write(&[note("new")], 1).await.unwrap();
        // Those that no lease is needed for.
        store.write(&[note("imported")], 1).await.unwrap();
    });
}

#[test]
fn a_pipe_whose_lease_was_taken_hears_of_it_at_its_next_write_and_sends_nothing_more() {
    on_postgres(async |url| {
        let world = World::new();
        let (store, pipe) = open(url).await;
        let mandate = Candidate::new(&store, Standby::Allowed).wait().await;
        world.lead(&pipe, mandate.clone()).await;
        pipe.accept(vec![update(1, 1, "slow")]).await.unwrap();
        eventually_async(async || store.counts().await.unwrap().updates_waiting == 1).await;
        take_by_force(url).await;
        mandate.lost().await;
        pipe.step_down();
        assert_eq!(pipe.accept(vec![update(2, 2, "hej")]).await.unwrap(), 1, "it stores on");
        tokio::time::sleep(Duration::from_millis(900)).await;
        assert_eq!(world.sent().len(), 0);
        assert_eq!(store.counts().await.unwrap().updates_waiting, 2);
    });
}

/// As whoever takes over does, once the lease has run out.
async fn take_by_force(url: &str) {
    let store = Store::open(url).await.unwrap();
    let mut line = store.lease_connection().unwrap();
    let url = url.to_owned();
    let expired = "UPDATE leases SET renewed_ms = 0";
    tokio::task::spawn_blocking(move || databases::execute(&url, expired)).await.unwrap();
    assert!(line.take(Standby::Allowed).await.unwrap().is_some());
}

#[test]
fn a_transaction_that_a_hung_leader_left_open_keeps_nobody_out() {
    on_postgres(async |url| {
        let store = Store::open(url).await.unwrap();
        let mut line = store.lease_connection().unwrap();
        let hung = line.take(Standby::Allowed).await.unwrap().unwrap();
        let mut tx = store.begin_write().await.unwrap();
        sqlx::query("UPDATE counters SET value = value + 1 WHERE name = 'pipe'")
            .execute(&mut *tx)
            .await
            .unwrap();
        let start = Instant::now();
        let other = Store::open(url).await.unwrap();
        let next = Candidate::new(&other, Standby::Allowed).wait().await;
        let took = start.elapsed();
        assert!(took > EXPIRY / 2 && took < Duration::from_secs(10), "{took:?}");
        assert!(next.fence() > Some(hung));
        assert!(tx.commit().await.is_err(), "the server has ended it");
    });
}

#[test]
fn what_another_instance_sent_counts_in_the_limits() {
    on_postgres(async |url| {
        let span = Duration::from_secs(6);
        let person = vec![Rate { most: 3, span: Duration::from_secs(60) }];
        let all = vec![Rate { most: 8, span }];
        let limits = Limits { person, all, ..Limits::default() };
        let world = World::new().with_settings(PipeSettings { limits, ..PipeSettings::default() });
        let (store, first) = open(url).await;
        let (_, second) = open(url).await;
        world.lead(&first, Candidate::new(&store, Standby::Allowed).wait().await).await;
        first.accept((1..=5).map(|n| update(n, n % 2, "hej")).collect()).await.unwrap();
        eventually(|| world.sent().len() == 5).await;
        first.stop(Duration::from_secs(2)).await;
        world.lead(&second, Candidate::new(&store, Standby::Allowed).wait().await).await;
        second.accept((6..=10).map(|n| update(n, n, "hej")).collect()).await.unwrap();
        second.accept(vec![update(11, 1, "hej")]).await.unwrap();
        eventually(|| world.sent().len() == 10).await;
        world.assert_at_most(8, span, None);
        world.assert_at_most(3, Duration::from_secs(60), Some(1));
        assert!(!world.texts().contains(&"reply 11".to_owned()), "{:?}", world.texts());
    });
}

#[test]
fn one_that_polls_is_refused_beside_one_that_lives_and_follows_one_that_was_killed() {
    on_postgres(async |url| {
        let store = Store::open(url).await.unwrap();
        let mut first = Candidate::new(&store, Standby::Refused);
        let mandate = first.start().await.unwrap().unwrap();
        for standby in [Standby::Refused, Standby::Allowed] {
            let start = Instant::now();
            let refused = Candidate::new(&store, standby).start().await;
            let error = refused.unwrap_err().to_string();
            assert!(error.contains("another Alebot is running"), "{error}");
            assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
        }
        mandate.release().await;
        let world = World::new();
        let killed = Killable::leading(url, &world).await;
        killed.kill();
        let start = Instant::now();
        let next = Candidate::new(&store, Standby::Refused).start().await.unwrap();
        assert!(
            next.is_some() && start.elapsed() < Duration::from_secs(4),
            "{:?}",
            start.elapsed()
        );
    });
}

#[test]
fn the_only_process_there_may_be_needs_no_lease() {
    databases::on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let mandate = Candidate::new(&store, Standby::Refused).start().await.unwrap();
            assert_eq!(mandate.map(|mandate: Mandate| mandate.fence()), Some(None));
        });
    });
}
