//! `serve`: opens everything in the order in which it can fail, runs until a signal, stops in order.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, Once, Weak};
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch as flag};

use super::additions;
use super::brain::Brain;
use super::desk::{Desk, DeskSettings, StaffGroup, start_desk};
use super::flood::Flood;
use super::front::{FloodLimit, Front};
use super::health::{Health, Reachable, Watched};
use super::import::keep_importing;
use super::leading::keep_leading;
use super::letters;
use super::loading::{load_assistant, privacy, stop_signal};
use super::metrics::Metrics;
use super::residents::Residents;
use super::settings::{Receiving, ServeSettings};
use super::tasks::{Task, Tasks};
use super::upkeep::{self, stopped};
use super::watch::watch;
use crate::assistant::StartError;
use crate::channel::telegram::client::{BadApi, BotApi, Line, Patience, StaffChats};
use crate::channel::telegram::door::{Account, Door};
use crate::channel::telegram::intake::Intake;
use crate::channel::telegram::limits::TelegramLimits;
use crate::channel::telegram::listening::{self, Bounds};
use crate::channel::telegram::sender::TelegramSender;
use crate::channel::telegram::voice::{Programs, Voice};
use crate::channel::telegram::webhook::{self, WebhookError};
use crate::channel::telegram::{links, polling, reach};
use crate::embedding::{self, Engine, EngineError};
use crate::language::masking::Masking;
use crate::model::delivery::SendError;
use crate::model::id::{ChatId, UserId};
use crate::model::incoming::{GroupStanding, Incoming};
use crate::pipe::{Candidate, Mandate, Outcome, Pipe, PipeError, PipeSettings};
use crate::store::{Claim, Standby, Store, StoreError};

/// What is in hand at a signal is finished within this.
const GRACE: Duration = Duration::from_secs(8);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Api(#[from] BadApi),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    #[error(transparent)]
    Telegram(#[from] reach::Fatal),
    #[error("kunskapsmappen kan inte bevakas: {0}")]
    Watch(#[from] notify::Error),
    #[error(transparent)]
    Listening(#[from] std::io::Error),
    #[error("the task {0} ended; start Alebot again, and report what the log says before this")]
    Died(&'static str),
}

/// Runs until `stop`. Everything that was accepted is stored; what could not be sent waits for the next start.
pub async fn serve(
    settings: ServeSettings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    warn_of_root();
    // First of all, so that a signal ends it in order from the start.
    let (stop_now, stopping) = stop_signal(stop);
    let mut opened = open(&settings).await?;
    let health = Health::default();
    let metrics = Metrics::default();
    let tasks = Tasks::new(metrics.clone());
    watch_health(&health, &mut opened, &tasks, &stopping);
    let engine = opened.engine.clone();
    let stop = stopped(stopping.clone());
    let Some(brain) = load_assistant(&settings, engine, stop).await? else { return Ok(()) };
    // Before the first message: whoever asks at once gets what staff have written.
    if let Err(error) = additions::refresh(&opened.store, &brain).await {
        tracing::warn!(%error, "what staff have added cannot be read");
    }
    let (told_in, told) = mpsc::unbounded_channel();
    watch(brain.clone(), &settings.knowledge, &settings.index, told_in.clone(), stopping.clone())?;
    let stop = stopped(stopping.clone());
    let Some(account) = reach::fetch_account(&opened.api, stop).await? else { return Ok(()) };
    tracing::info!(username = %account.username, "serving");
    let clock = brain.clone();
    let pipe = Pipe::open(opened.store.clone(), Arc::new(move || clock.now_ms()));
    let pipe = Arc::new(PipeIntake(pipe));
    tell_staff(told, Arc::downgrade(&pipe), settings.staff_chat);
    let until = (&tasks, &stopping);
    upkeep::start(&settings, &opened.store, opened.engine.as_ref(), &brain, until);
    health.watch(Arc::downgrade(&pipe), stop_now.clone());
    let store = opened.store.clone();
    let served = run(
        &settings,
        opened,
        (brain, account),
        &pipe,
        (&health, metrics, tasks),
        told_in,
        (stop_now, stopping),
    );
    let served = served.await;
    match Arc::try_unwrap(pipe) {
        Ok(PipeIntake(pipe)) => pipe.stop(GRACE).await,
        Err(_) => {
            tracing::warn!("somebody still holds the intake; what is left waits in the store")
        }
    }
    store.close().await;
    match health.dead_task() {
        Some(task) => Err(ServeError::Died(task)),
        None => served,
    }
}

/// Whoever breaks into a service of root's has the machine.
fn warn_of_root() {
    use std::os::unix::fs::MetadataExt as _;
    // It belongs to the user that the process acts as.
    if std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
        tracing::warn!("running as root: run Alebot as a user of its own (docs/operating.md)");
    }
}

/// Receives, and leads whenever nobody else does, until the service stops.
async fn run(
    settings: &ServeSettings,
    opened: Opened,
    (brain, account): (Brain, Account),
    pipe: &Arc<PipeIntake>,
    (health, metrics, tasks): (&Health, Metrics, Tasks),
    told: mpsc::UnboundedSender<String>,
    (stop_now, stopping): (flag::Sender<bool>, flag::Receiver<bool>),
) -> Result<(), ServeError> {
    let Opened { api, listener, figures: _, engine, store, claim: _claim, candidate, mandate } =
        opened;
    let line = api.clone();
    tasks.keep(Task::Touch, &stopping, move || {
        let line = line.clone();
        async move { line.keep_in_touch().await }
    });
    health.runs(Watched {
        brain: brain.clone(),
        engine,
        channel: Arc::new(api.line().clone()),
        tally: pipe.0.tally().clone(),
        metrics: metrics.clone(),
    });
    let voice = find_voice().await;
    let speaks = voice.is_some();
    let sender = Arc::new(TelegramSender::new(api.clone(), store.clone(), voice));
    let door = Arc::new(Door::new(account.clone(), masking(&brain)));
    let (api, account, brain, store) = (&api, &account, &brain, &store);
    let introduced = Once::new();
    let leader = Leader {
        settings,
        api,
        account,
        brain,
        store,
        pipe,
        sender,
        speaks,
        metrics,
        tasks,
        told,
        introduced,
    };
    let (led, received) = tokio::join!(
        leader.keep_leading(candidate, mandate, health, &stopping, &stop_now),
        receive(settings, api, door, pipe, listener, health, stopping.clone())
    );
    led.and(received)
}

/// Tells of the service's health from the start on, for as long as it runs.
fn watch_health(
    health: &Health,
    opened: &mut Opened,
    tasks: &Tasks,
    stopping: &flag::Receiver<bool>,
) {
    let (known, store) = (health.clone(), opened.store.clone());
    tasks.keep(Task::Counting, stopping, move || known.clone().count(store.clone()));
    let (known, store) = (health.clone(), opened.store.clone());
    tasks.keep(Task::Database, stopping, move || known.clone().try_database(store.clone()));
    if let Some(listener) = opened.figures.take() {
        let stop = stopped(stopping.clone());
        tokio::spawn(listening::serve(listener, health.private(), Bounds::default(), stop));
    }
}

impl Reachable for Line {
    fn answers(&self) -> bool {
        Line::answers(self)
    }

    fn rest(&self) -> Duration {
        Line::rest(self, Instant::now())
    }
}

/// What has to be there before anything runs.
struct Opened {
    api: BotApi,
    listener: Option<TcpListener>,
    figures: Option<TcpListener>,
    engine: Option<Arc<Engine>>,
    store: Store,
    /// Held for as long as the service runs.
    claim: Option<Claim>,
    candidate: Candidate,
    /// `None`: another instance leads.
    mandate: Option<Mandate>,
}

async fn open(settings: &ServeSettings) -> Result<Opened, ServeError> {
    let api = BotApi::new(settings.token.clone(), &settings.api, Patience::default())?;
    let listener = bind(settings.listen).await?;
    let engine = match settings.embeddings.clone() {
        Some(embeddings) => {
            Some(Arc::new(Engine::new(embeddings, embedding::Patience::default())?))
        }
        None => None,
    };
    let figures = bind(settings.figures).await?;
    let store = Store::open(&settings.database).await?;
    let claim = store.claim().await?;
    let standby = match settings.receiving {
        Receiving::Polling => Standby::Refused,
        Receiving::Webhook { .. } => Standby::Allowed,
    };
    let mut candidate = Candidate::new(&store, standby);
    let mandate = candidate.start().await?;
    Ok(Opened { api, listener, figures, engine, store, claim, candidate, mandate })
}

async fn bind(address: Option<SocketAddr>) -> Result<Option<TcpListener>, ServeError> {
    match address {
        Some(address) => Ok(Some(webhook::bind(address).await?)),
        None => Ok(None),
    }
}

/// What an instance needs to lead.
struct Leader<'a> {
    settings: &'a ServeSettings,
    api: &'a BotApi,
    account: &'a Account,
    brain: &'a Brain,
    store: &'a Store,
    pipe: &'a Arc<PipeIntake>,
    sender: Arc<TelegramSender>,
    speaks: bool,
    metrics: Metrics,
    tasks: Tasks,
    told: mpsc::UnboundedSender<String>,
    introduced: Once,
}

impl Leader<'_> {
    /// Leads whenever nobody else does. What ends it stops the service.
    async fn keep_leading(
        &self,
        mut candidate: Candidate,
        first: Option<Mandate>,
        health: &Health,
        stopping: &flag::Receiver<bool>,
        stop_now: &flag::Sender<bool>,
    ) -> Result<(), ServeError> {
        let begin = async |mandate, over| self.begin(mandate, over).await;
        let led = keep_leading(&self.pipe.0, &mut candidate, first, health, stopping, begin).await;
        if led.is_err() {
            stop_now.send_replace(true);
        }
        if candidate.standby() == Standby::Allowed {
            // Whoever stands by need not wait until the last connection here is closed.
            self.pipe.0.hand_over(GRACE).await;
        }
        Ok(led?)
    }

    /// Handles, sends, and does what is due by the clock, until `over`. Everything anew: what was known may have changed while others led.
    async fn begin(&self, mandate: Mandate, over: flag::Receiver<bool>) -> Result<(), StoreError> {
        let store = self.store.fenced(mandate.fence());
        let (settings, brain) = (self.settings, self.brain);
        let desk = open_desk(settings, brain, &store, &self.account.username).await?;
        let residents = Residents {
            brain: brain.clone(),
            store: store.clone(),
            username: self.account.username.clone(),
            speaks: self.speaks,
            privacy: privacy(settings),
            desk: desk.clone(),
        };
        let metrics = self.metrics.clone();
        let front = Front { residents, desk: desk.clone(), metrics, flood: flood(settings) };
        let pipe_settings = PipeSettings {
            limits: settings.limits.into(),
            seed: rand::random(),
            ..PipeSettings::default()
        };
        let pipe = &self.pipe.0;
        let poster =
            pipe.lead(Arc::new(front), self.sender.clone(), pipe_settings, mandate).await?;
        self.introduced.call_once(|| introduce(self.api, brain, settings));
        if let Some(desk) = desk {
            let group = TelegramGroup { api: self.api.clone(), account: self.account.id };
            start_desk(&self.tasks, desk, group, &poster, &over);
        }
        upkeep::erase(settings, &store, brain, (&self.tasks, &over));
        let (brain, folder, told) = (brain.clone(), settings.knowledge.clone(), self.told.clone());
        let until = over.clone();
        self.tasks.keep(Task::Importing, &over, move || {
            keep_importing(brain.clone(), folder.clone(), told.clone(), until.clone())
        });
        Ok(())
    }
}

fn flood(settings: &ServeSettings) -> FloodLimit {
    match settings.limits {
        TelegramLimits::Off => FloodLimit::Off,
        TelegramLimits::Kept { .. } => FloodLimit::Kept(Flood::default()),
    }
}

/// `None`: no staff group is configured.
async fn open_desk(
    settings: &ServeSettings,
    brain: &Brain,
    store: &Store,
    username: &str,
) -> Result<Option<Arc<Desk>>, StoreError> {
    let Some(group) = settings.staff_chat else { return Ok(None) };
    let desk = DeskSettings {
        group,
        staff: settings.staff.clone(),
        remind_minutes: settings.remind_minutes,
        link: links::case,
    };
    Ok(Some(Arc::new(Desk::open(brain.clone(), store.clone(), username, desk).await?)))
}

/// Staff's group in Telegram, as the bot's account sees it.
#[derive(Clone)]
struct TelegramGroup {
    api: BotApi,
    account: UserId,
}

impl StaffGroup for TelegramGroup {
    async fn standing(&self, group: ChatId) -> Result<GroupStanding, SendError> {
        Ok(self.api.standing(group, self.account).await?)
    }
}

/// Posts to staff's group what the service has to tell them, for as long as it runs.
fn tell_staff(
    mut told: mpsc::UnboundedReceiver<String>,
    pipe: Weak<PipeIntake>,
    group: Option<ChatId>,
) {
    let Some(group) = group else { return };
    tokio::spawn(async move {
        while let Some(text) = told.recv().await {
            let Some(pipe) = pipe.upgrade() else { return };
            let outcome = Outcome::say(letters::plain(group, &text, None));
            match pipe.0.post(outcome).await {
                Ok(()) => {}
                // Whoever leads tells of its own.
                Err(PipeError::Stopping) => tracing::info!("standing by: staff are not told"),
                Err(error) => tracing::warn!(%error, "staff could not be told"),
            }
        }
    });
}

async fn find_voice() -> Option<Voice> {
    match Voice::find(Programs::default()).await {
        Ok(voice) => Some(voice),
        Err(error) => {
            tracing::warn!("no voice messages: {error}");
            None
        }
    }
}

/// The municipality's own numbers are never masked.
fn masking(brain: &Brain) -> Masking {
    let assistant = brain.assistant();
    Masking::new([&assistant.knowledge.contact.phone, &assistant.knowledge.contact.email])
}

/// Names, commands and descriptions in Telegram; the service works without them too.
fn introduce(api: &BotApi, brain: &Brain, settings: &ServeSettings) {
    let (api, assistant) = (api.clone(), brain.assistant());
    let staff = StaffChats { group: settings.staff_chat, members: settings.staff.clone() };
    tokio::spawn(async move {
        let centre = &assistant.knowledge.contact.name;
        for error in api.introduce(&assistant.wording, centre, &staff).await {
            tracing::warn!("{error}");
        }
    });
}

async fn receive(
    settings: &ServeSettings,
    api: &BotApi,
    door: Arc<Door>,
    pipe: &Arc<PipeIntake>,
    listener: Option<TcpListener>,
    health: &Health,
    stopping: flag::Receiver<bool>,
) -> Result<(), ServeError> {
    let page = health.public();
    match (&settings.receiving, listener) {
        (Receiving::Webhook { url, secret }, Some(listener)) => {
            let routes = webhook::routes(&webhook::path(url)?, secret.clone(), door, pipe.clone())
                .merge(page);
            let serving = tokio::spawn(listening::serve(
                listener,
                routes,
                Bounds::default(),
                stopped(stopping.clone()),
            ));
            if reach::register(api, url, secret, stopped(stopping)).await?.is_some() {
                tracing::info!("receiving by webhook");
            }
            serving.await.map_err(std::io::Error::other)??;
            Ok(())
        }
        (_, listener) => {
            if let Some(listener) = listener {
                tokio::spawn(listening::serve(
                    listener,
                    page,
                    Bounds::default(),
                    stopped(stopping.clone()),
                ));
            }
            if !health.leads(stopped(stopping.clone())).await {
                return Ok(());
            }
            Ok(polling::poll(api, &door, pipe.as_ref(), stopped(stopping)).await?)
        }
    }
}

pub(super) struct PipeIntake(Pipe);

impl PipeIntake {
    /// See [`Pipe::dead_task`].
    pub(super) fn dead_task(&self) -> Option<&'static str> {
        self.0.dead_task()
    }
}

impl Intake for PipeIntake {
    type Error = PipeError;

    async fn accept(&self, updates: Vec<Incoming>) -> Result<(), PipeError> {
        self.0.accept(updates).await.map(drop)
    }
}

#[cfg(test)]
mod tests;
