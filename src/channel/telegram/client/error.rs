//! Why a request failed.

use std::error::Error as _;

use thiserror::Error;

use super::token::Token;
use crate::model::delivery::SendError;

/// What a request can fail with, by what is to be done about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CallError {
    /// Telegram does not know the token: nothing will ever work.
    #[error("Telegram refuses the bot token: check TELOXIDE_TOKEN")]
    Unauthorized,
    /// Somebody else receives this bot's updates, or a webhook does.
    #[error("somebody else receives this bot's updates: {0}")]
    Conflict(String),
    /// No such method, or no such bot.
    #[error("Telegram does not know the address: {0}")]
    NotFound(String),
    #[error("{}", describe(.0))]
    Refused(SendError),
}

impl CallError {
    pub(super) fn transient(reason: String) -> Self {
        CallError::Refused(SendError::Transient(reason))
    }

    pub(super) fn permanent(reason: String) -> Self {
        CallError::Refused(SendError::Permanent(reason))
    }

    /// The answer was not one of Telegram's.
    pub(super) fn garbled(method: &str) -> Self {
        CallError::transient(format!("{method}: a garbled answer"))
    }

    /// The request could not even be written down.
    pub(super) fn unsendable(method: &str, reason: &str) -> Self {
        CallError::permanent(format!("{method}: cannot be written as JSON: {reason}"))
    }

    /// No answer came.
    pub(super) fn broken(method: &str, error: reqwest::Error, token: &Token) -> Self {
        let what = match &error {
            error if error.is_timeout() => "no answer in time",
            error if error.is_connect() => "no connection",
            _ => "the connection broke off",
        };
        let error = error.without_url();
        let mut cause = error.source();
        let mut reason = format!("{method}: {what}");
        // The last cause is the system's own word ("connection refused").
        while let Some(error) = cause {
            cause = error.source();
            if cause.is_none() {
                reason = format!("{reason} ({error})");
            }
        }
        CallError::transient(token.hide_in(&reason))
    }

    pub(super) fn without(self, token: &Token) -> Self {
        let hide = |text: String| token.hide_in(&text);
        match self {
            CallError::Conflict(text) => CallError::Conflict(hide(text)),
            CallError::NotFound(text) => CallError::NotFound(hide(text)),
            CallError::Refused(SendError::Transient(text)) => CallError::transient(hide(text)),
            CallError::Refused(SendError::Permanent(text)) => CallError::permanent(hide(text)),
            other => other,
        }
    }

    /// Whether the same request may succeed later.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            CallError::Conflict(_)
                | CallError::Refused(SendError::Transient(_) | SendError::RetryAfter(_))
        )
    }
}

/// A message to be sent outlives a token that is being exchanged, and an address that leads elsewhere for a while: neither lies in the message.
impl From<CallError> for SendError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused(error) => error,
            error @ (CallError::Unauthorized | CallError::Conflict(_) | CallError::NotFound(_)) => {
                SendError::Transient(error.to_string())
            }
        }
    }
}

fn describe(error: &SendError) -> String {
    match error {
        SendError::RetryAfter(wait) => format!("too many requests: again in {} s", wait.as_secs()),
        SendError::Transient(reason)
        | SendError::Permanent(reason)
        | SendError::Unwanted(reason) => reason.clone(),
        SendError::Blocked => "the chat has blocked or removed the bot".to_owned(),
        SendError::Migrated { to } => format!("the group has moved to {to}"),
        SendError::TopicGone => "the topic is deleted or closed".to_owned(),
    }
}
