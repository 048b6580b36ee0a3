//! The start: what the bot may do in staff's group is looked up, and said plainly where something is missing.

use std::time::Duration;

use tokio::time::Instant;

use super::{Desk, letters};
use crate::model::delivery::SendError;
use crate::model::id::ChatId;
use crate::model::incoming::GroupStanding;
use crate::pipe::Outcome;
use crate::store::{StoreError, Write};
use crate::wording::Message;

/// Tells what the assistant may do in staff's group.
pub trait StaffGroup: Send + Sync + 'static {
    fn standing(
        &self,
        group: ChatId,
    ) -> impl Future<Output = Result<GroupStanding, SendError>> + Send;
}

/// Of what the group was told last, as a setting, so that it is not told again at every start.
pub(super) const TOLD: &str = "desk: standing";

const AT_THE_SAME_TIME: Duration = Duration::from_secs(10);

impl Desk {
    /// Looks the bot's standing up. What is missing stands in the log, and in the group where it can be written to.
    pub async fn arrive(&self, group_of: &impl StaffGroup) -> Result<Outcome, StoreError> {
        if self.settings.staff.is_empty() {
            tracing::warn!(
                "ALEBOT_STAFF names nobody: nobody can answer residents; /id shows whoever writes their id"
            );
        }
        let group = self.group().await?;
        match group_of.standing(group).await {
            Ok(GroupStanding::NotThere) => {
                tracing::error!(
                    group = group.number(),
                    "the bot is not in staff's group: add it there, or correct ALEBOT_STAFF_CHAT"
                );
                Ok(Outcome::default())
            }
            Ok(standing) => self.stands(group, standing).await,
            Err(SendError::Migrated { to }) => self.moved(group, to).await,
            Err(error) => {
                tracing::error!(
                    group = group.number(),
                    "staff's group cannot be looked up, is ALEBOT_STAFF_CHAT right and the bot a member? {error:?}"
                );
                Ok(Outcome::default())
            }
        }
    }

    /// Whether the group is taken to be one that cannot be written to.
    pub async fn is_barred(&self) -> Result<bool, StoreError> {
        Ok(self.store.conversation(self.group().await?).await?.blocked)
    }

    /// Looks whether a group that could not be written to can be by now: nothing else tells of a right that is given back.
    pub async fn look_again(&self, group_of: &impl StaffGroup) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        match group_of.standing(group).await {
            Ok(GroupStanding::NotThere) | Err(_) => Ok(Outcome::default()),
            Ok(standing) => self.stands(group, standing).await,
        }
    }

    /// Whether it is not said already that the group can be written to: an update and a look may find it out at the same time.
    async fn is_back_anew(&self) -> bool {
        let mut said = self.back_at.lock().await;
        let is_anew = said.is_none_or(|said| said.elapsed() > AT_THE_SAME_TIME);
        *said = Some(Instant::now());
        is_anew
    }

    /// Goes on with what was held, and says so; says what is missing, once.
    pub(super) async fn stands(
        &self,
        group: ChatId,
        standing: GroupStanding,
    ) -> Result<Outcome, StoreError> {
        let missing = match standing {
            GroupStanding::Ready | GroupStanding::NotThere => None,
            GroupStanding::Member => Some(Message::StaffNotAdministrator),
            GroupStanding::NoTopics | GroupStanding::MayNotMakeTopics => {
                Some(Message::StaffNoTopics)
            }
        };
        let was_barred = self.is_barred().await?;
        let mut outcome = self.reunited().await?;
        outcome.writes.insert(0, Write::Blocked { chat: group, blocked: false });
        if was_barred && self.is_back_anew().await {
            outcome.letters.extend(letters::remark(group, self.tell(Message::StaffBack, &[])));
        }
        let told = missing.map_or("", Message::id);
        if self.store.setting(TOLD).await?.unwrap_or_default() == told {
            return Ok(outcome);
        }
        outcome.writes.push(Write::Setting { key: TOLD.to_owned(), value: told.to_owned() });
        if let Some(message) = missing {
            tracing::warn!(
                group = group.number(),
                ?standing,
                "the bot may not do all it could in staff's group"
            );
            outcome.letters.extend(letters::sent(group, self.tell(message, &[]), None));
        }
        Ok(outcome)
    }
}
