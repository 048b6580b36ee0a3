//! `serve`: opens everything in the order in which it can fail, runs until a signal, stops in order.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch as flag};

use super::additions;
use super::brain::Brain;
use super::desk::{Desk, DeskSettings, StaffGroup, keep_looking, keep_round};
use super::flood::Flood;
use super::front::{FloodLimit, Front};
use super::health::{Health, Reachable, Watched};
use super::import::keep_importing;
use super::letters;
use super::metrics::Metrics;
use super::residents::Residents;
use super::settings::{Receiving, ServeSettings};
use super::upkeep::{self, spawn_until, stopped};
use super::watch::watch;
use crate::assistant::{Assistant, StartError};
use crate::channel::telegram::client::{BadApi, BotApi, Line, Patience, StaffChats};
use crate::channel::telegram::door::Door;
use crate::channel::telegram::intake::Intake;
use crate::channel::telegram::limits::TelegramLimits;
use crate::channel::telegram::listening::{self, Bounds};
use crate::channel::telegram::sender::TelegramSender;
use crate::channel::telegram::voice::{Programs, Voice};
use crate::channel::telegram::webhook::{self, WebhookError};
use crate::channel::telegram::{links, polling, reach};
use crate::embedding::{self, EmbeddingSettings, Engine, EngineError};
use crate::hours::local::existing;
use crate::language::masking::Masking;
use crate::model::delivery::SendError;
use crate::model::incoming::{Incoming, Standing};
use crate::model::privacy::Privacy;
use crate::pipe::{Outcome, Pipe, PipeError, PipeSettings};
use crate::search::Meanings;
use crate::store::{Claim, Store, StoreError};

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
    // First of all, so that a signal ends it in order from the start.
    let (stop_now, stopping) = stop_signal(stop);
    let mut opened = open(&settings).await?;
    let health = Health::default();
    watch_health(&health, &mut opened, &stopping);
    let engine = opened.engine.clone();
    let stop = stopped(stopping.clone());
    let Some(brain) = load_assistant(&settings, engine, stop).await? else { return Ok(()) };
    // Before the first message: whoever asks at once gets what staff have written.
    if let Err(error) = additions::refresh(&opened.store, &brain).await {
        tracing::warn!(%error, "what staff have added cannot be read");
    }
    let (told_in, told) = mpsc::unbounded_channel();
    tokio::spawn(keep_importing(
        brain.clone(),
        settings.knowledge.clone(),
        told_in.clone(),
        stopping.clone(),
    ));
    watch(brain.clone(), &settings.knowledge, &settings.index, told_in, stopping.clone())?;
    let stop = stopped(stopping.clone());
    let Some(account) = reach::fetch_account(&opened.api, stop).await? else { return Ok(()) };
    tracing::info!(username = %account.username, "serving");
    let door = Arc::new(Door::new(account.clone(), masking(&brain)));
    let metrics = Metrics::default();
    let (pipe, desk) =
        start_pipe(&settings, &opened, &brain, &account.username, metrics.clone()).await?;
    tell_staff(told, Arc::downgrade(&pipe), settings.staff_chat);
    introduce(&opened.api, &brain, &settings);
    if let Some(desk) = desk {
        let group = TelegramGroup { api: opened.api.clone(), account: account.id };
        start_desk(desk, group, &pipe, &stopping);
    }
    upkeep::start(&settings, &opened.store, opened.engine.as_ref(), &brain, &stopping);
    let Opened { api, listener, figures: _, engine, store, claim: _claim } = opened;
    health.watch(Arc::downgrade(&pipe), stop_now);
    let line = api.clone();
    spawn_until(&stopping, async move { line.keep_in_touch().await });
    health.runs(Watched {
        brain,
        engine,
        channel: Arc::new(api.line().clone()),
        tally: pipe.0.tally().clone(),
        metrics,
    });

    let received = receive(&settings, &api, door, &pipe, listener, &health, stopping).await;
    match Arc::try_unwrap(pipe) {
        Ok(PipeIntake(pipe)) => pipe.stop(GRACE).await,
        Err(_) => {
            tracing::warn!("somebody still holds the intake; what is left waits in the store")
        }
    }
    store.close().await;
    match health.dead_task() {
        Some(task) => Err(ServeError::Died(task)),
        None => received,
    }
}

/// Tells of the service's health from the start on, for as long as it runs.
fn watch_health(health: &Health, opened: &mut Opened, stopping: &flag::Receiver<bool>) {
    spawn_until(stopping, health.clone().count(opened.store.clone()));
    spawn_until(stopping, health.clone().try_database(opened.store.clone()));
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
    let polls = matches!(settings.receiving, Receiving::Polling);
    let claim = match polls || store.is_one_process_only() {
        true => Some(store.claim().await?),
        false => None,
    };
    Ok(Opened { api, listener, figures, engine, store, claim })
}

async fn bind(address: Option<SocketAddr>) -> Result<Option<TcpListener>, ServeError> {
    match address {
        Some(address) => Ok(Some(webhook::bind(address).await?)),
        None => Ok(None),
    }
}

/// The pipe with everybody it serves, and the desk, where there is one.
async fn start_pipe(
    settings: &ServeSettings,
    opened: &Opened,
    brain: &Brain,
    username: &str,
    metrics: Metrics,
) -> Result<(Arc<PipeIntake>, Option<Arc<Desk>>), ServeError> {
    let store = &opened.store;
    let voice = find_voice().await;
    let desk = open_desk(settings, brain, store, username).await?;
    let residents = Residents {
        brain: brain.clone(),
        store: store.clone(),
        username: username.to_owned(),
        speaks: voice.is_some(),
        privacy: privacy(settings),
        desk: desk.clone(),
    };
    let front = Arc::new(Front { residents, desk: desk.clone(), metrics, flood: flood(settings) });
    let (api, store) = (opened.api.clone(), store.clone());
    let sender = Arc::new(TelegramSender { api, store: store.clone(), voice });
    let clock = brain.clone();
    let clock = Arc::new(move || clock.now_ms());
    let pipe_settings = PipeSettings {
        limits: settings.limits.into(),
        seed: rand::random(),
        ..PipeSettings::default()
    };
    let pipe = Pipe::start(store, front, sender, pipe_settings, clock).await?;
    Ok((Arc::new(PipeIntake(pipe)), desk))
}

/// What the desk does besides handling messages: it looks up its group, and looks at the clock.
fn start_desk(
    desk: Arc<Desk>,
    group: TelegramGroup,
    pipe: &Arc<PipeIntake>,
    stopping: &flag::Receiver<bool>,
) {
    let pipe = Arc::downgrade(pipe);
    arrive(desk.clone(), group.clone(), pipe.clone());
    look_for_the_group(desk.clone(), group, pipe.clone(), stopping.clone());
    watch_the_clock(desk, pipe, stopping.clone());
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
    account: i64,
}

impl StaffGroup for TelegramGroup {
    async fn standing(&self, group: i64) -> Result<Standing, SendError> {
        Ok(self.api.standing(group, self.account).await?)
    }
}

/// Looks up what the bot may do in staff's group, and goes on with what was held for it.
fn arrive(desk: Arc<Desk>, group: TelegramGroup, pipe: Weak<PipeIntake>) {
    tokio::spawn(async move {
        let posted = match (desk.arrive(&group).await, pipe.upgrade()) {
            (Ok(outcome), Some(pipe)) => pipe.0.post(outcome).await,
            (Ok(_), None) => Ok(()),
            (Err(error), _) => Err(error.into()),
        };
        if let Err(error) = posted {
            tracing::warn!(%error, "what was held for staff's group could not be taken up");
        }
    });
}

/// While staff's group cannot be written to, looks whether it can, for as long as the service runs.
fn look_for_the_group(
    desk: Arc<Desk>,
    group: TelegramGroup,
    pipe: Weak<PipeIntake>,
    stopping: flag::Receiver<bool>,
) {
    tokio::spawn(keep_looking(desk, group, move |outcome| post(pipe.clone(), outcome), stopping));
}

/// Digests and reminders, for as long as the service runs.
fn watch_the_clock(desk: Arc<Desk>, pipe: Weak<PipeIntake>, stopping: flag::Receiver<bool>) {
    tokio::spawn(keep_round(desk, move |outcome| post(pipe.clone(), outcome), stopping));
}

/// Nothing is posted once the service stops.
async fn post(pipe: Weak<PipeIntake>, outcome: Outcome) -> Result<(), PipeError> {
    match pipe.upgrade() {
        Some(pipe) => pipe.0.post(outcome).await,
        None => Ok(()),
    }
}

/// Posts to staff's group what the service has to tell them, for as long as it runs.
fn tell_staff(
    mut told: mpsc::UnboundedReceiver<String>,
    pipe: Weak<PipeIntake>,
    group: Option<i64>,
) {
    let Some(group) = group else { return };
    tokio::spawn(async move {
        while let Some(text) = told.recv().await {
            let Some(pipe) = pipe.upgrade() else { return };
            let outcome =
                Outcome { writes: Vec::new(), letters: letters::plain(group, None, &text, None) };
            if let Err(error) = pipe.0.post(outcome).await {
                tracing::warn!(%error, "staff could not be told");
            }
        }
    });
}

/// True from the signal on; whoever else must stop the service says so the same way.
fn stop_signal(
    stop: impl Future<Output = ()> + Send + 'static,
) -> (flag::Sender<bool>, flag::Receiver<bool>) {
    let (stopping_in, stopping) = flag::channel(false);
    let hearing = stopping_in.clone();
    tokio::spawn(async move {
        stop.await;
        tracing::info!("stopping: finishing what is in hand");
        hearing.send_replace(true);
    });
    (stopping_in, stopping)
}

/// What residents are told of what becomes of their words.
fn privacy(settings: &ServeSettings) -> Privacy {
    Privacy {
        retention_days: settings.retention.questions,
        embeddings: settings.embeddings.as_ref().map(EmbeddingSettings::place),
    }
}

/// Loads the knowledge, and sets the clock. `None`: stopped before; where a classifier has to be trained first it takes seconds.
async fn load_assistant(
    settings: &ServeSettings,
    engine: Option<Arc<Engine>>,
    stop: impl Future<Output = ()>,
) -> Result<Option<Brain>, StartError> {
    let (knowledge, index) = (settings.knowledge.clone(), settings.index.clone());
    let loading = tokio::task::spawn_blocking(move || {
        Assistant::start(&knowledge, &index, Utc::now().date_naive())
    });
    let loaded = tokio::select! {
        loaded = loading => loaded,
        () = stop => return Ok(None),
    };
    let (assistant, warnings) =
        loaded.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?;
    let mut assistant = assistant;
    assistant.privacy = privacy(settings);
    let assistant = if settings.embeddings.is_some() {
        assistant.comparing(&Meanings::default())
    } else {
        assistant
    };
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    let zone = assistant.knowledge.contact.hours.time_zone;
    let ahead = settings
        .at
        .map_or(TimeDelta::zero(), |at| existing(at, zone).with_timezone(&Utc) - Utc::now());
    Ok(Some(Brain::new(assistant, ahead, engine)))
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
    let health = health.public();
    match (&settings.receiving, listener) {
        (Receiving::Webhook { url, secret }, Some(listener)) => {
            let routes = webhook::routes(&webhook::path(url)?, secret.clone(), door, pipe.clone())
                .merge(health);
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
                    health,
                    Bounds::default(),
                    stopped(stopping.clone()),
                ));
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
