//! Several instances on one PostgreSQL database, behind a load balancer: killed, stopped, hung, and what each says of itself.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;

use super::balancer::Balancer;
use super::webhook::free_port;
use super::{QUESTION, on_each_database, runtime};
use crate::double::{Double, GroupKind, Standing};
use crate::process::{Database, OPEN, Program, Running};

/// Whoever leads is killed or hangs: another leads within this.
pub const TAKEN_OVER: Duration = Duration::from_secs(10);
/// A start of a debug build beside other work.
const STARTED: Duration = Duration::from_secs(60);
/// How long Telegram takes to answer, so that a kill finds messages under way.
const LATENCY: Duration = Duration::from_millis(30);
/// Staff's group, where a site has a desk.
pub const STAFF: i64 = -1_001;
const SECRET: &str = "secret-of-the-test";

/// One of several.
pub struct Instance {
    pub running: Running,
    pub port: u16,
    figures: u16,
}

impl Instance {
    /// What a page says; empty where nobody answers.
    async fn page(&self, path: &str) -> String {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(1)).build().unwrap();
        let got = client.get(format!("http://127.0.0.1:{}/{path}", self.figures)).send().await;
        match got {
            Ok(answer) => answer.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    pub async fn leads(&self) -> bool {
        self.page("readyz").await.contains("role: leading")
    }

    pub async fn stands_by(&self) -> bool {
        self.page("readyz").await.contains("role: standing by")
    }
}

/// Instances behind a balancer, and Telegram's double before it.
pub struct Site {
    pub double: Double,
    pub balancer: Balancer,
    pub instances: Vec<Instance>,
    database: Database,
    url: String,
    setup: Setup,
}

/// What all instances of a site are started with.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    pub settings: Vec<(&'static str, String)>,
    /// The moment at which the first starts, by the clock that all share; `None`: each starts at [`OPEN`].
    pub clock: Option<(NaiveDateTime, Instant)>,
}

impl Setup {
    fn now(&self) -> String {
        match self.clock {
            Some((at, since)) => (at + since.elapsed()).format("%Y-%m-%dT%H:%M:%S").to_string(),
            None => OPEN.to_owned(),
        }
    }
}

impl Site {
    async fn start(url: &str, count: usize) -> Site {
        Site::start_through(url, url, count, Setup::default()).await
    }

    /// Instances that reach the database by another address.
    pub async fn start_through(url: &str, through: &str, count: usize, setup: Setup) -> Site {
        let double = Double::start().await;
        double.group(STAFF, GroupKind::Forum, Standing::FULL);
        let balancer = Balancer::start().await;
        let mut site = Site {
            instances: Vec::new(),
            database: {
                alebot::store::Store::open(url).await.unwrap().close().await;
                Database::open(url).await
            },
            url: through.to_owned(),
            setup,
            double,
            balancer,
        };
        for _ in 0..count {
            let instance = site.begin();
            site.instances.push(instance);
            let last = site.instances.len() - 1;
            site.until("a start", STARTED, async |site| {
                !site.instances[last].page("readyz").await.contains("starting")
                    && site.instances[last].page("readyz").await.contains("role")
            })
            .await;
        }
        site
    }

    fn begin(&self) -> Instance {
        let (port, figures) = (free_port(), free_port());
        let program = Program::new(&self.double.address(), &self.url)
            .env("ALEBOT_WEBHOOK_URL", format!("{}/telegram", self.balancer.address()))
            .env("ALEBOT_WEBHOOK_SECRET", SECRET)
            .env("ALEBOT_LISTEN", format!("127.0.0.1:{port}"))
            .env("ALEBOT_FIGURES", format!("127.0.0.1:{figures}"))
            .at(&self.setup.now());
        let settings = self.setup.settings.iter();
        let program = settings.fold(program, |program, (name, value)| program.env(name, value));
        let running = program.start();
        self.balancer.add(port);
        Instance { running, port, figures }
    }

    pub async fn until(&self, what: &str, patience: Duration, holds: impl AsyncFn(&Site) -> bool) {
        let start = Instant::now();
        while !holds(self).await {
            assert!(start.elapsed() < patience, "waited {patience:?} in vain for {what}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Which of them leads.
    pub async fn leader(&self) -> usize {
        let start = Instant::now();
        loop {
            for (place, instance) in self.instances.iter().enumerate() {
                if instance.leads().await {
                    return place;
                }
            }
            assert!(start.elapsed() < TAKEN_OVER, "nobody leads");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Each resident of these asks the next time.
    pub fn ask(&self, updates: std::ops::Range<i64>, chats: i64) {
        for update in updates {
            self.double.text(1 + update % chats, &format!("/id fråga {update}"));
        }
    }

    pub async fn quiet(&mut self, patience: Duration) {
        self.database.quiet(&self.double, patience).await;
    }

    /// Every update was handled once and answered, in order; gives how many came twice to whom.
    pub async fn account(&mut self, updates: i64, chats: i64) -> HashMap<i64, usize> {
        assert_eq!(
            self.database.number("SELECT COUNT(*) FROM inbox WHERE state = 1").await,
            updates,
            "each is handled"
        );
        assert_eq!(self.database.number("SELECT COUNT(*) FROM outbox WHERE state <> 1").await, 0);
        let out_of_order =
            "SELECT COUNT(*) FROM outbox a JOIN outbox b ON a.chat = b.chat AND a.id < b.id
             WHERE a.update_id > b.update_id";
        assert_eq!(self.database.number(out_of_order).await, 0, "handled in order");
        let mut doubled = HashMap::new();
        for chat in 1..=chats {
            let asked = (0..updates).filter(|update| 1 + update % chats == chat).count();
            let answers = self.double.shown(chat).len();
            assert!(answers >= asked, "{chat} asked {asked} times and got {answers} answers");
            doubled.insert(chat, answers - asked);
        }
        assert!(self.double.refused().is_empty());
        doubled
    }

    pub async fn post_to(&self, instance: usize, update: serde_json::Value) {
        let port = self.instances[instance].port;
        let posted = reqwest::Client::new()
            .post(format!("http://127.0.0.1:{port}/telegram"))
            .header("x-telegram-bot-api-secret-token", SECRET)
            .body(update.to_string());
        assert!(posted.send().await.unwrap().status().is_success());
    }
}

/// On PostgreSQL only: SQLite bears one process.
fn with_instances(count: usize, body: impl AsyncFn(Site)) {
    on_each_database(|url| {
        if url.starts_with("postgres") {
            runtime().block_on(async { body(Site::start(url, count).await).await });
        }
    });
}

/// (updates, chats, kills); the large account takes minutes.
fn size() -> (i64, i64, i64) {
    match std::env::var_os("ALEBOT_LARGE_TESTS") {
        Some(_) => (10_000, 1_000, 20),
        None => (300, 60, 3),
    }
}

#[test]
fn after_kills_of_the_leader_every_update_is_handled_once_and_in_order() {
    with_instances(2, async |mut site| {
        let (updates, chats, kills) = size();
        site.double.latency(LATENCY);
        let mut slowest = Duration::ZERO;
        for kill in 0..kills {
            let sent_before = site.double.sent();
            site.ask(kill * updates / kills..(kill + 1) * updates / kills, chats);
            site.until("an answer", TAKEN_OVER, async |site| site.double.sent() > sent_before + 5)
                .await;
            let leader = site.leader().await;
            let killed = Instant::now();
            let mut gone = site.instances.remove(leader);
            gone.running.kill();
            site.balancer.remove(gone.port);
            site.until("a new leader", TAKEN_OVER, async |site| site.instances[0].leads().await)
                .await;
            slowest = slowest.max(killed.elapsed());
            site.instances.push(site.begin());
            site.until("the one that was killed", STARTED, async |site| {
                site.instances[1].stands_by().await
            })
            .await;
        }
        site.quiet(Duration::from_secs(120)).await;
        let doubled = site.account(updates, chats).await;
        let most = usize::try_from(kills).unwrap();
        assert!(doubled.values().all(|times| *times <= most), "{doubled:?}");
        let all: usize = doubled.values().sum();
        eprintln!(
            "{updates} updates of {chats} chats, {kills} kills: taken over within {slowest:.1?}, {all} answers came twice"
        );
    });
}

#[test]
fn a_leader_that_hung_writes_and_sends_nothing_once_another_leads() {
    with_instances(2, async |mut site| {
        site.double.latency(LATENCY);
        site.ask(0..100, 20);
        site.until("an answer", TAKEN_OVER, async |site| site.double.sent() > 5).await;
        let hung = site.leader().await;
        let stopped = Instant::now();
        site.instances[hung].running.signal("-STOP");
        site.balancer.remove(site.instances[hung].port);
        let other = 1 - hung;
        site.until("a new leader", TAKEN_OVER, async |site| site.instances[other].leads().await)
            .await;
        let taken_over = stopped.elapsed();
        site.ask(100..200, 20);
        tokio::time::sleep(Duration::from_secs(15).saturating_sub(stopped.elapsed())).await;
        site.instances[hung].running.signal("-CONT");
        site.until("it to stand by", TAKEN_OVER, async |site| {
            site.instances[hung].stands_by().await
        })
        .await;
        site.balancer.add(site.instances[hung].port);
        site.ask(200..300, 20);
        site.quiet(Duration::from_secs(60)).await;
        let doubled = site.account(300, 20).await;
        assert!(doubled.values().all(|times| *times <= 1), "{doubled:?}");
        eprintln!("taken over within {taken_over:.1?}");
        let running = &site.instances[hung].running;
        assert_eq!(running.said("another instance has taken over"), 1, "{}", running.log());
        // It may have hung with a transaction open, which the database ends: an error to its log.
        assert_eq!(running.said("panicked"), 0, "{}", running.log());
    });
}

#[test]
fn a_standby_says_that_it_is_one_and_takes_over_at_once_from_one_that_stops() {
    with_instances(3, async |mut site| {
        let leader = site.leader().await;
        for (place, instance) in site.instances.iter().enumerate() {
            let leads = place == leader;
            let health = if leads { "ok\n" } else { "ok, standing by\n" };
            assert_eq!(instance.page("health").await, health);
            assert_eq!(instance.page("healthz").await, health);
            let gauge = format!("alebot_leading {}.0", u8::from(leads));
            let metrics = instance.page("metrics").await;
            assert!(metrics.contains(&gauge), "{metrics}");
            let said = |words: &str| instance.running.said(words);
            assert_eq!(
                (said("this instance leads"), said("standing by: another instance leads")),
                if leads { (1, 0) } else { (0, 1) }
            );
        }
        site.ask(0..60, 20);
        let mut stopped = site.instances.remove(leader);
        site.balancer.remove(stopped.port);
        let start = Instant::now();
        stopped.running.terminate();
        site.leader().await;
        assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
        assert_eq!(stopped.running.exit_within(Duration::from_secs(15)), Some(0));
        site.quiet(Duration::from_secs(30)).await;
        let doubled = site.account(60, 20).await;
        assert_eq!(doubled.values().sum::<usize>(), 0, "what is in hand is finished first");
    });
}

#[test]
fn what_one_instance_took_is_in_force_for_what_another_takes_next() {
    with_instances(2, async |site| {
        let leader = site.leader().await;
        let message = |update: i64, text: &str| {
            serde_json::json!({"update_id": update, "message": {
                "message_id": update, "date": 1, "chat": {"id": 5, "type": "private", "first_name": "Kim"},
                "from": {"id": 5, "is_bot": false, "first_name": "Kim", "language_code": "sv"},
                "text": text, "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}})
        };
        site.post_to(1 - leader, message(900, "/sprak engelska")).await;
        site.post_to(leader, message(901, QUESTION)).await;
        site.until("both answers", TAKEN_OVER, async |site| site.double.shown(5).len() == 2).await;
        let shown = site.double.shown(5);
        assert!(shown[1].contains("open now"), "{shown:?}");
    });
}

#[test]
fn polling_and_webhook_do_not_share_a_database() {
    with_instances(1, async |site| {
        let mut poller = Program::new(&site.double.address(), &site.url).at(OPEN).start();
        assert_eq!(poller.exit_within(STARTED), Some(1));
        let why = "another Alebot is running on this database";
        assert_eq!(poller.said(why), 1, "{}", poller.log());
        drop(site.instances);
        let poller = Program::new(&site.double.address(), &site.url).at(OPEN).start();
        let start = Instant::now();
        while site.double.polls() == 0 {
            assert!(start.elapsed() < STARTED, "{}", poller.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut by_webhook = Program::new(&site.double.address(), &site.url)
            .env("ALEBOT_WEBHOOK_URL", "http://127.0.0.1:1/telegram")
            .env("ALEBOT_WEBHOOK_SECRET", SECRET)
            .env("ALEBOT_LISTEN", format!("127.0.0.1:{}", free_port()))
            .start();
        assert_eq!(by_webhook.exit_within(STARTED), Some(1));
        assert_eq!(by_webhook.said(why), 1, "{}", by_webhook.log());
    });
}
