//! What leaves: effects, laid out, rendered and sent through Telegram's client; voice messages made on the way.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::client::{BotApi, Recording};
use super::layout::lay_out;
use super::render::render;
use super::request::{Addressed, Request};
use super::voice::{PATIENCE, Voice, VoiceError, while_recording};
use crate::model::delivery::{SendError, SentMessage};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Outgoing;
use crate::pipe::{Channel, Parcel};
use crate::store::{Store, voice_hash};

/// Telegram, for the pipe.
pub struct TelegramSender {
    api: BotApi,
    store: Store,
    voice: Option<Voice>,
    spoken: Mutex<LruCache<String, Slot>>,
}

/// A text that is being spoken, and how to have it once it is: its sound, or its number at Telegram. Whoever speaks it holds the lock until it is
/// sent; all others who want to hear it wait for that.
type Slot = Arc<tokio::sync::Mutex<Option<Recording>>>;

/// So many texts are remembered after they were spoken. The store knows them all, a moment later.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(16).unwrap();

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
        self.speak(&addressed, text, *language).await
    }
}

impl TelegramSender {
    /// `voice`: `None` where nothing can be spoken.
    pub fn new(api: BotApi, store: Store, voice: Option<Voice>) -> Self {
        TelegramSender { api, store, voice, spoken: Mutex::new(LruCache::new(REMEMBERED)) }
    }

    /// Each text is spoken once, however many want to hear it at the same time: after that Telegram has it.
    async fn speak(
        &self,
        addressed: &Addressed,
        text: &str,
        language: ReplyLanguage,
    ) -> Result<SentMessage, SendError> {
        let slot = self.slot(text, language);
        let waiting = tokio::time::timeout(PATIENCE, slot.lock());
        let mut slot = self
            .recording_shows(addressed, waiting)
            .await
            .map_err(|_| SendError::Permanent(VoiceError::TooSlow(PATIENCE).to_string()))?;
        if let Some(recording) = slot.clone() {
            drop(slot);
            return self.api.send(addressed, Some(&recording)).await;
        }
        let recording = match self.kept(text, language).await {
            Some(recording) => recording,
            None => self.recorded(addressed, text, language).await?,
        };
        *slot = Some(recording.clone());
        let sent = self.api.send(addressed, Some(&recording)).await;
        if let Ok(SentMessage { kept_as: Some(file_id), .. }) = &sent {
            *slot = Some(Recording::FileId(file_id.clone()));
        }
        sent
    }

    fn slot(&self, text: &str, language: ReplyLanguage) -> Slot {
        let mut spoken = self.spoken.lock().unwrap_or_else(PoisonError::into_inner);
        spoken.get_or_insert(voice_hash(text, language), Slot::default).clone()
    }

    /// One that Telegram has from an earlier time.
    async fn kept(&self, text: &str, language: ReplyLanguage) -> Option<Recording> {
        match self.store.voice(text, language).await {
            Ok(kept) => kept.map(Recording::FileId),
            Err(error) => {
                tracing::warn!(%error, "cannot look for a text already spoken; speaking it again");
                None
            }
        }
    }

    async fn recorded(
        &self,
        addressed: &Addressed,
        text: &str,
        language: ReplyLanguage,
    ) -> Result<Recording, SendError> {
        let Some(voice) = &self.voice else {
            return Err(SendError::Permanent("espeak-ng and opusenc are not installed".to_owned()));
        };
        self.recording_shows(addressed, voice.speak(text, language))
            .await
            .map(Recording::Ogg)
            .map_err(|error| SendError::Permanent(error.to_string()))
    }

    async fn recording_shows<T>(&self, addressed: &Addressed, work: impl Future<Output = T>) -> T {
        while_recording(&self.api, addressed.chat, addressed.thread, work).await
    }
}
