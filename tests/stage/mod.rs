//! Plays dialogues against the whole process and compares what the bot shows, place by place, with what is written.

mod acts;
mod grammar;
mod people;
mod script;
mod seen;
mod turns;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use crate::double::Double;
use crate::process::{Database, Folder, Program, Running};
use people::STAFF;
use script::{Expect, Script, Setup, Step, Where, fits};
use seen::{Seen, What, labels};

const GROUP: i64 = -1_005;
/// Staff's group. When it moves it gets the next number.
const STAFF_GROUP: i64 = -1_001;
/// For one step; a debug build beside other work takes its time.
const PATIENCE: Duration = Duration::from_secs(60);
const ENOUGH: usize = 4;
const GLANCE: Duration = Duration::from_millis(10);

/// The dialogues of a folder below `tests/dialogues`; one of them alone: `DIALOGUE=hours cargo test --test residents`.
pub fn dialogues(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues").join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|kind| kind == "txt")).collect();
    let only = std::env::var("DIALOGUE").unwrap_or_default();
    paths.retain(|path| path.to_string_lossy().contains(&only));
    paths.sort();
    paths
}

/// So many at the same time: they wait more than they work.
const AT_ONCE: usize = 6;

/// Plays all dialogues of a folder on each database; fails with what was not as written.
pub fn play_all(folder: &str) {
    crate::process::index();
    let waiting = Mutex::new(dialogues(folder));
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|threads| {
        for _ in 0..AT_ONCE {
            threads.spawn(|| {
                while let Some(path) = next(&waiting) {
                    crate::databases::on_each_database(|url| {
                        let play = || crate::databases::runtime().block_on(play(&path, url));
                        let played = catch_unwind(AssertUnwindSafe(play))
                            .unwrap_or_else(|_| vec![format!("{}: see above", path.display())]);
                        faults.lock().unwrap().extend(played);
                    });
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn next(waiting: &Mutex<Vec<PathBuf>>) -> Option<PathBuf> {
    waiting.lock().unwrap().pop()
}

/// Plays one dialogue; gives what was not as written, a line each.
pub async fn play(path: &Path, database_url: &str) -> Vec<String> {
    let script = Script::read(path);
    let mut stage = Stage::set(script.setup, database_url).await;
    for (line, step) in script.steps {
        // What comes after tells nothing new.
        if stage.faults.len() < ENOUGH {
            stage.step(line, step).await;
        }
    }
    stage.end().await;
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let engine = database_url.split(':').next().unwrap_or_default();
    let faults = stage.faults.iter();
    faults.map(|fault| format!("{name}:{fault} ({engine})")).collect()
}

struct Stage {
    setup: Setup,
    database_url: String,
    folder: Option<Folder>,
    double: Double,
    running: Running,
    database: Database,
    /// When the service was started, and with which clock.
    started: (Instant, chrono::NaiveDateTime),
    staff_group: i64,
    /// The ids of residents and outsiders, by name.
    people: HashMap<String, i64>,
    /// The last message of each person in each place.
    written: HashMap<(i64, i64, Option<i64>), i32>,
    /// Who pressed, by the press.
    presses: HashMap<String, i64>,
    /// What the dialogue has named, in its order.
    told: Vec<Seen>,
    /// So many of the double's calls have been looked at.
    looked: usize,
    /// What the dialogue has not named yet.
    untold: Vec<Seen>,
    /// The service is killed once so many requests of this method have been carried out.
    kill_at: Option<(String, usize)>,
    killed: bool,
    outage: bool,
    log: String,
    faults: Vec<String>,
    here: usize,
}

impl Stage {
    async fn set(setup: Setup, database_url: &str) -> Self {
        let double = Double::start().await;
        if let Some((kind, standing)) = setup.staff {
            double.group(STAFF_GROUP, kind, standing);
        }
        let folder = setup.has_long_article.then(|| Folder::new().with_a_long_article());
        let running = program(&double, database_url, &setup, folder.as_ref()).at(&setup.at).start();
        let started = (Instant::now(), turns::moment(&setup.at));
        Stage {
            database: Database::open(database_url).await,
            database_url: database_url.to_owned(),
            setup,
            folder,
            double,
            running,
            started,
            staff_group: STAFF_GROUP,
            people: HashMap::new(),
            written: HashMap::new(),
            presses: HashMap::new(),
            told: Vec::new(),
            looked: 0,
            untold: Vec::new(),
            kill_at: None,
            killed: false,
            outage: false,
            log: String::new(),
            faults: Vec::new(),
            here: 0,
        }
    }

    async fn step(&mut self, line: usize, step: Step) {
        let step = match step {
            Step::Meanwhile(step) => *step,
            Step::Expect { .. } => step,
            Step::Act { .. } | Step::World(_) => {
                self.turn_the_page().await;
                step
            }
        };
        self.here = line;
        match step {
            Step::Act { who, place, act } => {
                self.act(&who, &place, act);
                self.kill_if_asked().await;
            }
            Step::World(turn) => self.turn(turn).await,
            Step::Expect { place, expect } => self.compare(&place, &expect).await,
            Step::Meanwhile(_) => self.fault("meanwhile what?".to_owned()),
        }
    }

    async fn end(&mut self) {
        self.turn_the_page().await;
        self.log.push_str(&self.running.log());
        for call in self.double.malformed() {
            self.fault(format!("refused: {} {} {:?}", call.method, call.params, call.refused));
        }
        let is_wrong = |line: &&str| {
            line.contains("panicked") || line.contains("ERROR") && !self.setup.may_log_errors
        };
        let wrong: Vec<String> = self.log.lines().filter(is_wrong).map(str::to_owned).collect();
        for line in wrong {
            self.fault(format!("the service says {line}"));
        }
    }

    fn fault(&mut self, words: String) {
        self.faults.push(format!("{}: {words}", self.here));
    }

    /// Before something new happens, all that follows from the old is through, and told.
    async fn turn_the_page(&mut self) {
        self.settle().await;
        for seen in std::mem::take(&mut self.untold) {
            let place = self.name(&seen);
            self.fault(format!("not in the dialogue: {place} {}", seen.told()));
        }
        let answers: Vec<Value> = self
            .double
            .calls_of("answerCallbackQuery")
            .into_iter()
            .map(|call| call.params["callback_query_id"].clone())
            .collect();
        for press in self.presses.keys().cloned().collect::<Vec<_>>() {
            let count = answers.iter().filter(|id| **id == press.as_str()).count();
            if (count != 1 && !(self.killed && count > 1)) && !self.outage {
                self.fault(format!("{count} answers to a pressed button"));
            }
            self.presses.remove(&press);
        }
    }

    async fn settle(&mut self) {
        if self.outage || self.is_out() {
            // What waits goes on waiting; something that comes all the same would come soon.
            tokio::time::sleep(Duration::from_millis(300)).await;
        } else {
            self.database.quiet(&self.double, PATIENCE).await;
        }
        self.look();
    }

    /// Takes up what the bot has done since the last look.
    fn look(&mut self) {
        let calls = self.double.calls_from(self.looked);
        self.looked += calls.len();
        self.untold.extend(calls.iter().filter_map(|call| Seen::of(call, &self.double)));
    }

    async fn compare(&mut self, place: &Where, expected: &Expect) {
        let end = Instant::now() + PATIENCE;
        match expected {
            Expect::Nothing => {
                self.settle().await;
                if let Some(seen) = self.untold.iter().find(|seen| self.is_at(seen, place)) {
                    self.fault(format!("expected nothing, but it {}", seen.told()));
                }
            }
            Expect::Keys(keyboard) => {
                let shown = self
                    .told
                    .iter()
                    .rfind(|seen| self.is_at(seen, place) && seen.message_id.is_some());
                let shown = shown.map_or("none".to_owned(), |seen| labels(&seen.keyboard));
                if !fits(keyboard, &shown) {
                    self.fault(format!("expected the keys {keyboard}, the bot has {shown}"));
                }
            }
            Expect::Logs(words) => {
                while !self.running.log().contains(words) && !self.log.contains(words) {
                    if Instant::now() > end {
                        return self.fault(format!("the log does not say {words:?}"));
                    }
                    tokio::time::sleep(GLANCE).await;
                }
            }
            Expect::May(_) => {
                self.settle().await;
                if let Some(at) =
                    self.next(place, expected).filter(|at| self.untold[*at].is_as(expected))
                {
                    self.told.push(self.untold[at].clone());
                    self.untold.remove(at);
                }
            }
            _ => loop {
                self.look();
                if let Some(at) = self.next(place, expected) {
                    let seen = self.untold.remove(at);
                    if !seen.is_as(expected) {
                        self.fault(format!("expected {expected:?}, the bot's: {}", seen.told()));
                    }
                    self.told.push(seen);
                    return;
                }
                if Instant::now() > end || self.is_quiet(place).await {
                    return self.fault(format!("expected {expected:?}, the bot did nothing there"));
                }
                tokio::time::sleep(GLANCE).await;
            },
        }
    }

    /// Nothing more comes where nothing waits; a place of its own may wait for a timer.
    async fn is_quiet(&mut self, place: &Where) -> bool {
        *place == Where::Anywhere
            && self.double.pending() == 0
            && self.database.waiting().await == 0
            && {
                self.look();
                self.untold.is_empty()
            }
    }

    fn next(&self, place: &Where, expected: &Expect) -> Option<usize> {
        let is_meant = |seen: &Seen| match expected {
            Expect::Card(_) => seen.is_as(expected),
            _ => {
                *place == Where::Anywhere
                    || expected.class().is_none_or(|class| seen.class() == class)
            }
        };
        self.untold.iter().position(|seen| self.is_at(seen, place) && is_meant(seen))
    }

    fn is_at(&self, seen: &Seen, place: &Where) -> bool {
        if let What::Notices(press) = &seen.what {
            return match place {
                Where::Anywhere => true,
                Where::With(who) => self.presses.get(press) == self.id_of(who).as_ref(),
                _ => false,
            };
        }
        match place {
            Where::Anywhere => true,
            Where::With(who) => Some(seen.chat) == self.id_of(who),
            Where::Group => seen.chat == GROUP,
            Where::General => seen.chat == self.staff_group && seen.thread.is_none(),
            Where::Topic(number) => {
                seen.chat == self.staff_group
                    && seen.thread.is_some_and(|thread| self.case_of(thread) == Some(*number))
            }
        }
    }

    fn id_of(&self, who: &str) -> Option<i64> {
        let staff = STAFF.iter().find(|(name, _)| *name == who).map(|(_, id)| *id);
        staff.or_else(|| self.people.get(who).copied())
    }

    /// The number of the case that a topic is named after.
    fn case_of(&self, thread: i64) -> Option<u32> {
        let topics = self.double.topics(self.staff_group);
        let (_, topic) = topics.into_iter().find(|(id, _)| i64::from(*id) == thread)?;
        topic.name.split(' ').next()?.parse().ok()
    }

    /// The newest topic of a case.
    fn topic_of(&self, case: u32) -> Option<i32> {
        let topics = self.double.topics(self.staff_group);
        topics
            .into_iter()
            .map(|(thread, _)| thread)
            .rfind(|thread| self.case_of(i64::from(*thread)) == Some(case))
    }

    fn name(&self, seen: &Seen) -> String {
        let who = |id: i64| {
            let known = STAFF
                .iter()
                .map(|(name, id)| (*name, *id))
                .chain(self.people.iter().map(|(name, id)| (name.as_str(), *id)));
            known
                .into_iter()
                .find(|(_, known)| *known == id)
                .map_or_else(|| id.to_string(), |(name, _)| name.to_owned())
        };
        match &seen.what {
            What::Notices(press) => {
                return who(self.presses.get(press).copied().unwrap_or_default());
            }
            What::Offers => return "bot".to_owned(),
            _ => {}
        }
        match seen.thread {
            Some(thread) if seen.chat == self.staff_group => self
                .case_of(thread)
                .map_or_else(|| format!("thread {thread}"), |number| format!("topic {number}")),
            _ if seen.chat == self.staff_group => "general".to_owned(),
            _ if seen.chat == GROUP => "group".to_owned(),
            _ => who(seen.chat),
        }
    }
}

fn program(double: &Double, database_url: &str, setup: &Setup, folder: Option<&Folder>) -> Program {
    let mut program = match folder {
        // Its classifier is trained once and stays.
        Some(folder) => {
            let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long-index");
            Program::with_knowledge(&double.address(), database_url, &folder.knowledge(), &index)
        }
        None => Program::new(&double.address(), database_url),
    };
    if setup.staff.is_some() {
        let staff = STAFF.map(|(_, id)| id.to_string()).join(",");
        program =
            program.env("ALEBOT_STAFF_CHAT", STAFF_GROUP.to_string()).env("ALEBOT_STAFF", staff);
    }
    for (name, value) in &setup.settings {
        program = program.env(name, value);
    }
    program
}
