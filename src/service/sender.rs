//! What leaves: the outbox's letters through Telegram's client, voice messages made on the way.

use crate::model::delivery::{SendError, SentMessage};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Outgoing, Request};
use crate::service::pipe::Sender;
use crate::store::Store;
use crate::telegram::client::{BotApi, Recording};
use crate::telegram::voice::{Voice, while_recording};

pub struct TelegramSender {
    pub api: BotApi,
    pub store: Store,
    pub voice: Option<Voice>,
}

impl Sender for TelegramSender {
    async fn send(&self, outgoing: &Outgoing) -> Result<SentMessage, SendError> {
        let recording = match &outgoing.request {
            Request::Voice { text, language, .. } => {
                Some(self.recording(outgoing, text, *language).await?)
            }
            _ => None,
        };
        self.api.send(outgoing, recording.as_ref()).await
    }
}

impl TelegramSender {
    /// Each text is spoken once: after that Telegram has it.
    async fn recording(
        &self,
        outgoing: &Outgoing,
        text: &str,
        language: ReplyLanguage,
    ) -> Result<Recording, SendError> {
        match self.store.voice(text, language).await {
            Ok(Some(file_id)) => return Ok(Recording::FileId(file_id)),
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot look for a text already spoken; speaking it again")
            }
        }
        let Some(voice) = &self.voice else {
            return Err(SendError::Permanent("espeak-ng and opusenc are not installed".to_owned()));
        };
        while_recording(&self.api, outgoing.chat, outgoing.thread, voice.speak(text, language))
            .await
            .map(Recording::Ogg)
            .map_err(|error| SendError::Permanent(error.to_string()))
    }
}
