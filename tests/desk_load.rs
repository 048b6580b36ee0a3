//! Two hundred cases, two thousand messages each way, faults and two kills: none is lost, none out of order, and no more are doubled than were
//! under way.
//!
//! `ALEBOT_DESK_LOAD=10` has a tenth of the messages.

mod databases;
mod double;
mod process;

#[path = "desk/cases.rs"]
mod cases;

use std::collections::HashMap;
use std::time::Duration;

use cases::{EVA, GROUP, consented, desk, topics};
use databases::{on_each_database, runtime};
use double::{Double, Fault};
use process::{Database, OPEN, Running};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const CASES: i64 = 200;
const EACH_WAY: usize = 2_000;
const ROUNDS: usize = 10;
const KILLS: [usize; 2] = [3, 7];
const FAULTS_A_ROUND: usize = 12;
/// Telegram takes its time, so that a kill finds messages under way.
const LATENCY: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(60);

/// One direction of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Way {
    ToStaff(i64),
    ToResident(i64),
}

struct Load {
    double: Double,
    database: Database,
    running: Running,
    random: StdRng,
    /// By resident.
    topics: HashMap<i64, i32>,
    written: HashMap<Way, Vec<usize>>,
    /// Messages that were carried out and whose answer was lost, since the last kill.
    lost: usize,
}

impl Load {
    async fn start(url: &str) -> Self {
        let double = Double::start().await;
        double.latency(LATENCY);
        let running = desk(&double, url).at(OPEN).start();
        let database = Database::open(url).await;
        let (topics, written) = (HashMap::new(), HashMap::new());
        Load {
            double,
            database,
            running,
            random: StdRng::seed_from_u64(5),
            topics,
            written,
            lost: 0,
        }
    }

    async fn open_cases(&mut self) {
        for chat in 1..=CASES {
            self.double.text(chat, "/personal");
        }
        for chat in 1..=CASES {
            consented(&self.double, chat, "").await;
        }
        self.database.quiet(&self.double, PATIENCE).await;
        let resident = |name: &str| name.rsplit(' ').next()?.parse().ok();
        self.topics = topics(&self.double)
            .into_iter()
            .filter_map(|(thread, name)| Some((resident(&name)?, thread)))
            .collect();
        assert_eq!(self.topics.len(), CASES as usize);
    }

    fn write(&mut self, number: usize) {
        let case = self.random.random_range(1..=CASES);
        let way = if number.is_multiple_of(2) { Way::ToStaff(case) } else { Way::ToResident(case) };
        self.written.entry(way).or_default().push(number);
        let text = format!("nummer {number}");
        match way {
            Way::ToStaff(chat) => self.double.text(chat, &text),
            Way::ToResident(chat) => {
                self.double.text_in_topic(GROUP, self.topics[&chat], EVA, &text)
            }
        };
    }

    fn break_some(&mut self) {
        for _ in 0..FAULTS_A_ROUND {
            let error =
                |code, description, retry_after| Fault::Error { code, description, retry_after };
            let fault = match self.random.random_range(0..5) {
                0 => error(429, "Too Many Requests: retry after 1", Some(1)),
                1 => error(502, "Bad Gateway", None),
                2 => Fault::Reset,
                3 => Fault::Garbage,
                _ => {
                    self.lost += 1;
                    Fault::Lost
                }
            };
            self.double.fault("sendMessage", fault);
        }
    }

    /// What arrived, in order, with what came twice.
    fn arrived(&self) -> HashMap<Way, Vec<usize>> {
        let residents: HashMap<i64, i64> =
            self.topics.iter().map(|(chat, thread)| (i64::from(*thread), *chat)).collect();
        let mut arrived: HashMap<Way, Vec<usize>> = HashMap::new();
        for call in self.double.calls_of("sendMessage").iter().filter(|call| call.result.is_some())
        {
            let text = call.params["text"].as_str().unwrap_or_default();
            let Some(number) = text.split("nummer ").nth(1).and_then(|number| number.parse().ok())
            else {
                continue;
            };
            let chat = call.params["chat_id"].as_i64().unwrap();
            let way = match call.params["message_thread_id"].as_i64() {
                Some(thread) => Way::ToStaff(residents[&thread]),
                None => Way::ToResident(chat),
            };
            arrived.entry(way).or_default().push(number);
        }
        arrived
    }

    /// How many more have arrived than the service knows of.
    async fn surplus(&mut self) -> usize {
        let known = self
            .database
            .number(
                "SELECT COUNT(*) FROM outbox WHERE state = 1 AND regarding LIKE '%CaseMessage%'",
            )
            .await;
        let arrived: usize = self.arrived().values().map(Vec::len).sum();
        arrived - usize::try_from(known).unwrap()
    }

    async fn kill(&mut self, url: &str) -> usize {
        self.running.kill();
        // What was on its way when the process died still arrives.
        tokio::time::sleep(3 * LATENCY).await;
        self.lost = 0;
        let surplus = self.surplus().await;
        self.running = desk(&self.double, url).at(OPEN).start();
        surplus
    }
}

async fn account(url: &str, each_way: usize) {
    let start = std::time::Instant::now();
    let mut load = Load::start(url).await;
    load.open_cases().await;
    let mut surplus = 0;
    let a_round = 2 * each_way / ROUNDS;
    for round in 0..ROUNDS {
        load.break_some();
        (round * a_round..(round + 1) * a_round).for_each(|number| load.write(number));
        let enough = a_round / 2;
        load.double
            .until("half of a round taken", || (load.double.pending() < enough).then_some(()))
            .await;
        if KILLS.contains(&round) {
            let pause = load.random.random_range(50..300);
            tokio::time::sleep(Duration::from_millis(pause)).await;
            surplus = load.kill(url).await;
        }
    }
    load.double.until("all taken", || (load.double.pending() == 0).then_some(())).await;
    load.double.heal();
    load.database.quiet(&load.double, PATIENCE).await;

    let arrived = load.arrived();
    let mut doubled = 0;
    for (way, written) in &load.written {
        let mut once = arrived.get(way).cloned().unwrap_or_default();
        let came = once.len();
        once.dedup();
        assert_eq!(once, *written, "{way:?}: what arrived, and what was written");
        doubled += came - written.len();
    }
    let under_way = surplus + load.lost;
    eprintln!(
        "{} messages, {doubled} came twice, of {under_way} under way at kills or unanswered, {:?}",
        2 * each_way,
        start.elapsed()
    );
    assert!(surplus > 0, "no kill found anything under way");
    assert!(doubled <= under_way, "{doubled} came twice, but only {under_way} were under way");
    assert!(load.double.malformed().is_empty(), "{:?}", load.double.malformed());
}

#[test]
fn none_of_thousands_is_lost_and_none_out_of_order() {
    process::index();
    let part: usize =
        std::env::var("ALEBOT_DESK_LOAD").ok().and_then(|part| part.parse().ok()).unwrap_or(1);
    on_each_database(|url| runtime().block_on(account(url, EACH_WAY / part)));
}
