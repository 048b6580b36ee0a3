//! Requests to the Bot API.
//!
//! The payloads are teloxide's, the transport is ours: teloxide's own sleeps ten seconds on every 5xx, turns errors about topics into text,
//! and reads the whole `Message` that comes back, so that an unknown field in it would make a sent message look unsent.
//!
//! Invariant: the token stands in no error and no log. The address of a request holds it, so addresses are taken out of every error.

mod answer;
mod error;
mod introduce;
mod line;
mod send;
mod standing;
mod token;
mod updates;

use std::time::{Duration, Instant};

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Url, redirect};
use serde::Serialize;
use serde_json::Value;
use teloxide::payloads;
use teloxide::requests::Payload;
use teloxide::types::{self, ChatAction};
use thiserror::Error;

use super::door::Account;
use crate::model::id::{ChatId, MessageId, ThreadId, UserId};
pub use error::CallError;
pub use introduce::{IntroduceError, StaffChats};
pub use line::Line;
pub use send::Recording;
pub use token::{BadToken, Token};

/// Where Telegram answers, unless `TELOXIDE_API_URL` says otherwise.
pub const TELEGRAM: &str = "https://api.telegram.org";

/// How often something is heard of Telegram, at least. A poll that waits for updates is silent for longer.
const IN_TOUCH: Duration = Duration::from_secs(10);

/// How long to wait.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub connect: Duration,
    /// For an answer to a request; for updates, on top of `poll`.
    pub answer: Duration,
    /// For an answer to an upload.
    pub upload: Duration,
    /// How long Telegram holds a request for updates open when there are none (its most is 50 s).
    pub poll: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(15),
            upload: Duration::from_secs(60),
            poll: Duration::from_secs(30),
        }
    }
}

#[derive(Debug, Error)]
pub enum BadApi {
    #[error(
        "{0:?} is not a web address: set TELOXIDE_API_URL to one like {TELEGRAM}, or leave it out"
    )]
    Address(String),
    #[error("cannot prepare connections to Telegram: {0}")]
    Client(String),
}

/// A bot at a Bot API server. Clones share their connections.
#[derive(Clone, Debug)]
pub struct BotApi {
    http: Client,
    address: Url,
    token: Token,
    patience: Patience,
    line: Line,
}

impl BotApi {
    pub fn new(token: Token, address: &str, patience: Patience) -> Result<Self, BadApi> {
        let address = Url::parse(address)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or_else(|| BadApi::Address(address.to_owned()))?;
        let http = Client::builder()
            .connect_timeout(patience.connect)
            .redirect(redirect::Policy::none())
            .tcp_nodelay(true)
            .build()
            .map_err(|error| BadApi::Client(error.without_url().to_string()))?;
        Ok(BotApi { http, address, token, patience, line: Line::default() })
    }

    /// Whether Telegram answers.
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// Asks something small now and then where nothing else was asked: whoever watches learns of an outage before anybody has written. Never ends.
    pub async fn keep_in_touch(&self) {
        loop {
            tokio::time::sleep(IN_TOUCH / 2).await;
            if self.line.quiet(Instant::now()).is_none_or(|quiet| quiet >= IN_TOUCH) {
                // What comes of it is noted on the line.
                let _ = self.post("getMe", &payloads::GetMe::new(), IN_TOUCH / 2).await;
            }
        }
    }

    /// The bot's own account. Telegram answers 401 or 404 where it does not know the token.
    pub async fn account(&self) -> Result<Account, CallError> {
        let me = match self.call(&payloads::GetMe::new()).await {
            Err(CallError::NotFound(_)) => return Err(CallError::Unauthorized),
            me => me?,
        };
        let account = || {
            Some(Account {
                id: UserId::new(me.get("id")?.as_i64()?),
                username: me.get("username")?.as_str()?.to_owned(),
            })
        };
        account().ok_or_else(|| CallError::garbled("getMe"))
    }

    /// Shows that something is being made; Telegram shows it for five seconds.
    pub async fn act(
        &self,
        chat: ChatId,
        thread: Option<ThreadId>,
        action: ChatAction,
    ) -> Result<(), CallError> {
        let mut payload = payloads::SendChatAction::new(chat_of(chat), action);
        payload.message_thread_id = thread.map(topic);
        self.call(&payload).await.map(drop)
    }

    async fn call<P: Payload + Serialize>(&self, payload: &P) -> Result<Value, CallError> {
        self.post(P::NAME, payload, self.patience.answer).await
    }

    async fn post(
        &self,
        method: &str,
        payload: &impl Serialize,
        patience: Duration,
    ) -> Result<Value, CallError> {
        let body = serde_json::to_vec(payload)
            .map_err(|error| CallError::unsendable(method, &error.to_string()))?;
        let request = self
            .http
            .post(self.url(method))
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(body);
        self.answer(method, request.timeout(patience)).await
    }

    /// A request with a file; `payload` has every other field.
    async fn upload(
        &self,
        method: &str,
        payload: &impl Serialize,
        (field, file): (&'static str, Part),
    ) -> Result<Value, CallError> {
        let fields = serde_json::to_value(payload)
            .map_err(|error| CallError::unsendable(method, &error.to_string()))?;
        let mut form = Form::new();
        for (name, value) in fields.as_object().into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            if name != field {
                form = form.text(name.clone(), text);
            }
        }
        let form = form.part(field, file);
        let request = self.http.post(self.url(method)).multipart(form);
        self.answer(method, request.timeout(self.patience.upload)).await
    }

    async fn answer(
        &self,
        method: &str,
        request: reqwest::RequestBuilder,
    ) -> Result<Value, CallError> {
        let answer = self.ask(method, request).await;
        self.line.note(&answer, Instant::now());
        answer
    }

    async fn ask(
        &self,
        method: &str,
        request: reqwest::RequestBuilder,
    ) -> Result<Value, CallError> {
        let broken = |error| CallError::broken(method, error, &self.token);
        let response = request.send().await.map_err(broken)?;
        let status = response.status();
        let body = response.bytes().await.map_err(broken)?;
        answer::read(method, status, &body).map_err(|error| error.without(&self.token))
    }

    fn url(&self, method: &str) -> String {
        let base = self.address.as_str().trim_end_matches('/');
        format!("{base}/bot{}/{method}", self.token.secret())
    }
}

/// Our ids as teloxide's types.
fn chat_of(chat: ChatId) -> types::ChatId {
    types::ChatId(chat.number())
}

fn message_of(message: MessageId) -> types::MessageId {
    types::MessageId(message.number())
}

fn topic(thread: ThreadId) -> types::ThreadId {
    types::ThreadId(types::MessageId(thread.number()))
}
