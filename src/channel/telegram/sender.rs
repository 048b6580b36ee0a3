//! What leaves: effects, laid out, rendered and sent through Telegram's client; voice messages made on the way.

use super::client::{BotApi, Recording};
use super::layout::lay_out;
use super::render::render;
use super::request::{Addressed, Request};
use super::voice::{Voice, while_recording};
use crate::model::delivery::{SendError, SentMessage};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Outgoing;
use crate::pipe::{Channel, Parcel};
use crate::store::Store;

/// Telegram, for the pipe.
pub struct TelegramSender {
    pub api: BotApi,
    pub store: Store,
    pub voice: Option<Voice>,
}

impl Channel for TelegramSender {
    fn lay_out(&self, outgoing: &Outgoing) -> Vec<Parcel> {
        lay_out(outgoing)
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<SentMessage, SendError> {
        let request =
            render(&outgoing.effect).map_err(|error| SendError::Permanent(error.to_string()))?;
        let addressed = Addressed { chat: outgoing.chat, thread: outgoing.thread, request };
        let Request::Voice { text, language, .. } = &addressed.request else {
            return self.api.send(&addressed, None).await;
        };
        let recording = self.recording(&addressed, text, *language).await?;
        self.api.send(&addressed, Some(&recording)).await
    }
}

impl TelegramSender {
    /// Each text is spoken once: after that Telegram has it.
    async fn recording(
        &self,
        addressed: &Addressed,
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
        while_recording(&self.api, addressed.chat, addressed.thread, voice.speak(text, language))
            .await
            .map(Recording::Ogg)
            .map_err(|error| SendError::Permanent(error.to_string()))
    }
}
