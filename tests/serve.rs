//! `alebot serve` as a process: what residents see when Telegram fails, how it starts and stops, and what a kill leaves behind.

mod databases;
mod double;
mod engine_double;
mod process;
mod small_disk;
mod waiting_cases;

#[path = "serve/additions.rs"]
mod additions;
#[path = "serve/balancer.rs"]
mod balancer;
#[path = "serve/engine.rs"]
mod engine;
#[path = "serve/erasing.rs"]
mod erasing;
#[path = "serve/faults.rs"]
mod faults;
#[path = "serve/hard.rs"]
mod hard;
#[path = "serve/importing.rs"]
mod importing;
#[path = "serve/instances.rs"]
mod instances;
#[path = "serve/intake.rs"]
mod intake;
#[path = "serve/kills.rs"]
mod kills;
#[path = "serve/knowledge.rs"]
mod knowledge;
#[path = "serve/outage.rs"]
mod outage;
#[path = "serve/pooler.rs"]
mod pooler;
#[path = "serve/staff.rs"]
mod staff;
#[path = "serve/starting.rs"]
mod starting;
#[path = "serve/stopping.rs"]
mod stopping;
#[path = "serve/upgrade.rs"]
mod upgrade;
#[path = "serve/watching.rs"]
mod watching;
#[path = "serve/webhook.rs"]
mod webhook;

use std::time::Duration;

use databases::{on_each_database, runtime};
use double::Double;
use process::{Database, OPEN, Program, Running};

/// For anything that does not wait on purpose; a debug build beside other work takes its time.
const PATIENCE: Duration = Duration::from_secs(30);
/// What the bot says to [`QUESTION`].
const ANSWER: &str = "Kontaktcenter har öppet nu";
const QUESTION: &str = "har ni öppet nu?";

/// A double, a service that uses it, and a look into its database.
struct World {
    double: Double,
    running: Running,
    database: Database,
    url: String,
}

impl World {
    async fn start(database: &str) -> Self {
        World::start_with(database, |program| program).await
    }

    async fn start_with(database: &str, settings: impl FnOnce(Program) -> Program) -> Self {
        let double = Double::start().await;
        let program = Program::new(&double.address(), database).at(OPEN);
        World {
            running: settings(program).start(),
            database: Database::open(database).await,
            double,
            url: database.to_owned(),
        }
    }

    /// Waits until all that was offered is handled, and all that follows is sent.
    async fn quiet(&mut self) {
        self.database.quiet(&self.double, PATIENCE).await;
    }

    /// How often a resident has got the answer.
    fn answers(&self, chat: i64) -> usize {
        let shown = self.double.shown(chat);
        shown.iter().filter(|text| text.contains(ANSWER)).count()
    }

    /// Waits until a resident has got so many answers.
    async fn answered(&self, chat: i64, times: usize) {
        let what = format!("{times} answers to {chat}");
        self.double.until(&what, || (self.answers(chat) >= times).then_some(())).await;
    }
}

/// Runs a test in a world of its own on each database.
fn in_each_world(body: impl AsyncFn(World)) {
    on_each_database(|url| runtime().block_on(async { body(World::start(url).await).await }));
}
