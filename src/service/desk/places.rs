//! Where staff find a case: its topic and the card in it.

use super::{Desk, to_case};
use crate::model::case::Case;
use crate::model::delivery::Regarding;
use crate::model::id::ChatId;
use crate::model::outgoing::{Effect, Outgoing, Urgency};
use crate::store::{Letter, StoreError};

impl Desk {
    /// A topic for a case that has lost its place, or never got one, unless one is under way; the card is anew too, unless one is held.
    pub(super) async fn place_again(&self, case: &Case) -> Result<Vec<Letter>, StoreError> {
        let topic = Regarding::CaseTopic { case: case.number };
        if !self.store.waiting_regarding(&topic).await?.is_empty() {
            return Ok(Vec::new());
        }
        let mut letters = self.place(case).await?;
        let card = Regarding::CaseCard { case: case.number };
        if !self.store.waiting_regarding(&card).await?.is_empty() {
            letters.retain(|letter| letter.regarding.as_ref() != Some(&card));
        }
        Ok(letters)
    }

    /// A topic for the case, and the card in it.
    pub(super) async fn place(&self, case: &Case) -> Result<Vec<Letter>, StoreError> {
        self.place_in(self.group().await?, case).await
    }

    pub(super) async fn place_in(
        &self,
        group: ChatId,
        case: &Case,
    ) -> Result<Vec<Letter>, StoreError> {
        let name = format!("{} · {}", case.number, case.name);
        let open = Outgoing {
            chat: group,
            thread: None,
            effect: Effect::OpenPlace { name },
            urgency: Urgency::Message,
        };
        let open = Letter::from(open).regarding(Regarding::CaseTopic { case: case.number });
        let card = self.card(case).await?.say(None);
        let card = to_case(group, case.number, card, Urgency::Card)
            .regarding(Regarding::CaseCard { case: case.number });
        Ok(vec![open, card])
    }
}
