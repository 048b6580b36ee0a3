//! Receiving: asking for updates, and the webhook.

use std::time::Duration;

use serde_json::{Value, json};

use super::BotApi;
use super::error::CallError;
use crate::model::id::UpdateId;

/// The kinds of update that are asked for; Telegram leaves some out unless they are named.
const KINDS: [&str; 6] = [
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// The most updates that Telegram gives at a time.
const BATCH: u8 = 100;

impl BotApi {
    /// Updates from this id on, as they are; everything before it is confirmed. Waits for one as long as [`super::Patience::poll`].
    pub async fn updates(&self, offset: Option<UpdateId>) -> Result<Vec<Value>, CallError> {
        self.updates_within(offset, self.patience.poll).await
    }

    /// Confirms everything before this id, without waiting for more.
    pub async fn confirm(&self, offset: UpdateId) -> Result<(), CallError> {
        self.updates_within(Some(offset), Duration::ZERO).await.map(drop)
    }

    async fn updates_within(
        &self,
        offset: Option<UpdateId>,
        wait: Duration,
    ) -> Result<Vec<Value>, CallError> {
        let mut payload =
            json!({"limit": BATCH, "timeout": wait.as_secs(), "allowed_updates": KINDS});
        if let Some(offset) = offset {
            payload["offset"] = offset.number().into();
        }
        match self.post("getUpdates", &payload, wait + self.patience.answer).await? {
            Value::Array(updates) => Ok(updates),
            _ => Err(CallError::garbled("getUpdates")),
        }
    }

    /// Has updates posted to this address, with this secret in the header `X-Telegram-Bot-Api-Secret-Token`.
    pub async fn set_webhook(&self, address: &str, secret: &str) -> Result<(), CallError> {
        let payload = json!({"url": address, "secret_token": secret, "allowed_updates": KINDS});
        self.post("setWebhook", &payload, self.patience.answer).await.map(drop)
    }

    /// Updates that wait are kept.
    pub async fn delete_webhook(&self) -> Result<(), CallError> {
        self.post("deleteWebhook", &json!({}), self.patience.answer).await.map(drop)
    }
}
