//! The webhook: Telegram posts an update, and hears "200" only once it is stored. On anything else Telegram posts it again.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use reqwest::Url;
use subtle::ConstantTimeEq;
use thiserror::Error;
use tokio::net::TcpListener;
use tracing::error;

use super::door::Door;
use super::intake::{Intake, admit};
use super::json;

/// The largest update that is read, in bytes. Telegram's own are far below.
pub const BODY_MAX: usize = 1 << 20;

/// For the body of a request, once its header is there.
const BODY_PATIENCE: Duration = Duration::from_secs(10);

const HEADER: &str = "x-telegram-bot-api-secret-token";

#[derive(Debug, Error)]
pub enum WebhookError {
    #[error(
        "{0:?} is not a web address: set ALEBOT_WEBHOOK_URL to the address that Telegram posts to, like https://bot.example.se/telegram"
    )]
    Address(String),
    #[error(
        "{0:?} has a path with one of : * {{ }}: set ALEBOT_WEBHOOK_URL to an address whose path has letters, digits, / - and _, like https://bot.example.se/telegram"
    )]
    Path(String),
    #[error("ALEBOT_WEBHOOK_SECRET has to be 1 to 256 of A–Z a–z 0–9 _ -")]
    Secret,
    #[error("{0} is taken by another program: stop it, or set ALEBOT_LISTEN to another address")]
    Taken(SocketAddr),
    #[error("cannot listen on {address}: {error}; set ALEBOT_LISTEN to an address of this machine")]
    Listen { address: SocketAddr, error: io::Error },
}

/// What Telegram shows to prove that it is Telegram. Never shown elsewhere.
#[derive(Clone)]
pub struct Secret(Arc<str>);

impl Secret {
    pub fn parse(text: &str) -> Result<Self, WebhookError> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if (1..=256).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Secret(text.into()))
        } else {
            Err(WebhookError::Secret)
        }
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// Takes as long for a near miss as for a wild guess.
    fn is_in(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(HEADER).map_or(&b""[..], |value| value.as_bytes());
        self.0.as_bytes().ct_eq(shown).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The path that updates are posted to, from the address that Telegram is given.
pub fn path(address: &str) -> Result<String, WebhookError> {
    let url = Url::parse(address)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| WebhookError::Address(address.to_owned()))?;
    // A route with these would name a parameter. The parser has encoded the braces.
    match url.path().contains([':', '*', '{', '}']) || url.path().contains("%7B") {
        true => Err(WebhookError::Path(address.to_owned())),
        false => Ok(url.path().to_owned()),
    }
}

/// Takes the port; connections wait until somebody serves them.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, WebhookError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => WebhookError::Taken(address),
        _ => WebhookError::Listen { address, error },
    })
}

/// The route that takes updates; others may be merged with it.
pub fn routes<I: Intake>(path: &str, secret: Secret, door: Arc<Door>, intake: Arc<I>) -> Router {
    let gate = Gate { secret, door, intake };
    Router::new().route(path, post(take::<I>)).with_state(Arc::new(gate))
}

struct Gate<I> {
    secret: Secret,
    door: Arc<Door>,
    intake: Arc<I>,
}

/// Takes no body before the secret is known to be right.
async fn take<I: Intake>(
    State(gate): State<Arc<Gate<I>>>,
    headers: HeaderMap,
    request: Request,
) -> StatusCode {
    if !gate.secret.is_in(&headers) {
        return StatusCode::UNAUTHORIZED;
    }
    match tokio::time::timeout(BODY_PATIENCE, axum::body::to_bytes(request.into_body(), BODY_MAX))
        .await
    {
        Ok(Ok(body)) => store(&gate, &body).await,
        Ok(Err(_)) => StatusCode::PAYLOAD_TOO_LARGE,
        Err(_) => StatusCode::REQUEST_TIMEOUT,
    }
}

async fn store<I: Intake>(gate: &Gate<I>, body: &Bytes) -> StatusCode {
    let update = json::read(&json::text(body));
    let (updates, _) = admit(&gate.door, std::slice::from_ref(&update));
    if updates.is_empty() {
        return StatusCode::BAD_REQUEST;
    }
    match gate.intake.accept(updates).await {
        Ok(()) => StatusCode::OK,
        Err(reason) => {
            error!("cannot store an update, Telegram will post it again: {reason}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::channel::telegram::door::Account;
    use crate::language::masking::Masking;
    use crate::model::incoming::Incoming;

    #[derive(Default)]
    struct Takes;

    impl Intake for Takes {
        type Error = io::Error;

        async fn accept(&self, _: Vec<Incoming>) -> Result<(), io::Error> {
            Ok(())
        }
    }

    fn posted(body: Vec<u8>) -> StatusCode {
        let account = Account { id: crate::model::id::UserId::new(7), username: "bot".to_owned() };
        let door = Arc::new(Door::new(account, Masking::default()));
        let gate = Gate { secret: Secret("s".into()), door, intake: Arc::new(Takes) };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(store(&gate, &Bytes::from(body)))
    }

    proptest! {
        #[test]
        fn any_body_is_stored_or_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(posted(body), StatusCode::BAD_REQUEST);
        }

        /// Bytes that are changed, left out or doubled in what Telegram may post.
        #[test]
        fn a_broken_update_is_stored_or_refused(at in 0_usize..200, new in "\\PC{0,3}|[\\[\\]{}\",:0-9]{0,3}", cut in 0_usize..5) {
            let whole = r#"{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"is_bot":false,"first_name":"A"},"text":"hej","entities":[{"type":"bold","offset":0,"length":3}]}}"#;
            let at = at.min(whole.len() - cut);
            let body = [whole.as_bytes().get(..at), Some(new.as_bytes()), whole.as_bytes().get(at + cut..)];
            let status = posted(body.into_iter().flatten().flatten().copied().collect());
            prop_assert!(matches!(status, StatusCode::OK | StatusCode::BAD_REQUEST), "{}", status);
        }
    }

    #[test]
    fn a_body_that_nests_without_end_is_refused() {
        for open in ["[", "{\"a\":"] {
            assert_eq!(posted(open.repeat(100_000).into_bytes()), StatusCode::BAD_REQUEST);
        }
    }
}
