//! Albums: their parts come as updates of their own, within moments, and are to arrive together.

use super::relay::carried;
use super::{ALBUM_MAX, Desk};
use crate::model::delivery::Regarding;
use crate::model::id::{EntryId, MessageId};
use crate::model::outgoing::Carried;
use crate::store::{Case, CaseMessage, StoreError, Write};

/// How long the next part is waited for, in milliseconds.
const GATHERED_MS: i64 = 1_000;

/// What is to be posted for an album whose newest part has just come.
pub(super) struct Gathered {
    /// The number of this part.
    pub entry: EntryId,
    /// The number of the first, by which the album is known.
    pub first: EntryId,
    /// What was posted of it takes its place.
    pub recalls: Vec<Write>,
    pub carried: Carried,
    /// Milliseconds since 1970 before which it does not go.
    pub not_before_ms: i64,
}

impl Desk {
    /// Puts a part to the others. A part that comes when the others have gone starts an album of its own.
    pub(super) async fn gather(
        &self,
        case: &Case,
        line: &str,
        part: &CaseMessage,
        reply_to: Option<MessageId>,
    ) -> Result<Gathered, StoreError> {
        let mut parts = match &part.media_group {
            Some(group) => self.store.album(case.number, group).await?,
            None => Vec::new(),
        };
        let mut waiting = Vec::new();
        if let Some(first) = parts.first() {
            let carried = Regarding::CaseMessage { case: case.number, entry: first.id };
            waiting = self.store.at_rest_regarding(&carried, self.brain.now_ms()).await?;
        }
        if waiting.is_empty() || parts.len() as i64 >= ALBUM_MAX {
            parts.clear();
        }
        let first = match parts.first() {
            Some(first) => first.id,
            None => self.entries(ALBUM_MAX).await?,
        };
        let entry = first.after(parts.len());
        parts.push(part.clone());
        Ok(Gathered {
            entry,
            first,
            recalls: waiting
                .into_iter()
                .filter(|_| parts.len() > 1)
                .map(|letter| Write::Recall { letter })
                .collect(),
            carried: carried(line, part, &parts, reply_to),
            not_before_ms: self.brain.now_ms() + GATHERED_MS,
        })
    }
}
