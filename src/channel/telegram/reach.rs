//! Trying again until Telegram answers, and saying so once.

use std::future::Future;
use std::time::Duration;

use thiserror::Error;
use tracing::{info, warn};

use super::client::{BotApi, CallError};
use super::door::Account;
use crate::model::backoff::Backoff;
use crate::model::delivery::SendError;

/// Nothing will ever come of it: the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Fatal {
    #[error("Telegram refuses the bot token: check TELOXIDE_TOKEN")]
    Unauthorized,
}

const PAUSES: Backoff =
    Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(30) };

/// How long to wait after so many failures in a row.
pub(super) fn delay(failures: u32) -> Duration {
    PAUSES.after_with(failures, rand::random())
}

/// What is worth a line in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    Lost,
    Back { failures: u32 },
    Nothing,
}

/// Whether something answers, as far as the last tries tell.
#[derive(Debug)]
pub(super) struct Reach {
    /// "Telegram", "the store".
    what: &'static str,
    failures: u32,
}

impl Reach {
    pub fn new(what: &'static str) -> Self {
        Reach { what, failures: 0 }
    }

    pub fn worked(&mut self) {
        if let News::Back { failures } = self.success() {
            info!("{} works again after {failures} tries in vain", self.what);
        }
    }

    /// Says it the first time, and gives how long to wait.
    pub fn failed(&mut self, error: &dyn std::error::Error) -> Duration {
        if self.failure() == News::Lost {
            warn!("{} does not work, trying again until it does: {error}", self.what);
        }
        delay(self.failures)
    }

    fn success(&mut self) -> News {
        match std::mem::take(&mut self.failures) {
            0 => News::Nothing,
            failures => News::Back { failures },
        }
    }

    fn failure(&mut self) -> News {
        self.failures = self.failures.saturating_add(1);
        if self.failures == 1 { News::Lost } else { News::Nothing }
    }
}

/// How long Telegram itself asks to wait, if it does.
pub(super) fn asked_for(error: &CallError) -> Option<Duration> {
    match error {
        CallError::Refused(SendError::RetryAfter(wait)) => Some(*wait),
        _ => None,
    }
}

/// The bot's own account, however long it takes until Telegram gives it. `None`: stopped before.
pub async fn fetch_account(
    api: &BotApi,
    stop: impl Future<Output = ()>,
) -> Result<Option<Account>, Fatal> {
    until_it_works(|| api.account(), stop).await
}

/// Has Telegram post its updates to this address, however long it takes until it agrees. `None`: stopped before.
pub async fn register(
    api: &BotApi,
    address: &str,
    secret: &super::webhook::Secret,
    stop: impl Future<Output = ()>,
) -> Result<Option<()>, Fatal> {
    until_it_works(|| api.set_webhook(address, secret.reveal()), stop).await
}

async fn until_it_works<T>(
    request: impl AsyncFn() -> Result<T, CallError>,
    stop: impl Future<Output = ()>,
) -> Result<Option<T>, Fatal> {
    let trying = async {
        let mut telegram = Reach::new("Telegram");
        loop {
            match request().await {
                Ok(answer) => {
                    telegram.worked();
                    return Ok(Some(answer));
                }
                Err(CallError::Unauthorized) => return Err(Fatal::Unauthorized),
                Err(error) => {
                    let wait = telegram.failed(&error);
                    tokio::time::sleep(asked_for(&error).unwrap_or(wait)).await;
                }
            }
        }
    };
    tokio::select! {
        answer = trying => answer,
        () = stop => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_once_and_so_is_its_end() {
        let mut reach = Reach::new("Telegram");
        assert_eq!(reach.success(), News::Nothing);
        assert_eq!(reach.failure(), News::Lost);
        assert_eq!(reach.failure(), News::Nothing);
        assert_eq!(reach.success(), News::Back { failures: 2 });
        assert_eq!(reach.success(), News::Nothing);
        assert_eq!(reach.failure(), News::Lost);
    }
}
