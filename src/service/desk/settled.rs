//! What became of a letter, as an event of its case.

use super::Desk;
use super::arriving::TOLD;
use super::effects::Scene;
use super::rounds::{digest_untold, reminded, reminders_untold};
use crate::desk::case::CaseEvent;
use crate::desk::case::event::DeliveryEvent;
use crate::desk::case::messages::{failure, has_untold};
use crate::model::case::{Case, CasePlace};
use crate::model::delivery::{Delivery, Lane, Regarding, SentMessage};
use crate::model::id::EntryId;
use crate::model::outgoing::{Effect, Urgency};
use crate::pipe::Outcome;
use crate::store::{StoreError, StoredLetter, Write};

impl Desk {
    pub async fn settled(
        &self,
        letter: &StoredLetter,
        delivery: &Delivery,
    ) -> Result<Outcome, StoreError> {
        let regarding = letter.regarding.as_ref();
        match regarding {
            Some(Regarding::Digest) => {
                return Ok(self.listed_settled(letter, delivery, Vec::new(), digest_untold()));
            }
            Some(Regarding::Reminders { cases }) => {
                let told = reminded(cases);
                return Ok(self.listed_settled(letter, delivery, told, reminders_untold()));
            }
            _ => {}
        }
        let Some(regarding) = regarding.filter(|regarding| regarding.case().is_some()) else {
            return Ok(Outcome::default());
        };
        let case = match regarding.case() {
            Some(number) => self.store.case(number).await?,
            None => None,
        };
        let Some(case) = case else { return Ok(Outcome::default()) };
        let mut scene = Scene { delivered: Some((letter, delivery)), ..Scene::default() };
        let event = match regarding {
            Regarding::CaseTopic { .. } => {
                Some(self.place_settled(&case, delivery, &mut scene).await?)
            }
            _ if is_lost(letter, delivery) => Some(place_lost(&case, letter)),
            Regarding::CaseCard { .. } => self.card_settled(&case, letter, delivery).await?,
            Regarding::CaseMessage { entry, .. } | Regarding::CaseEdit { entry, .. } => {
                self.message_settled(&case, *entry, &mut scene).await?
            }
            Regarding::CaseNote { .. }
            | Regarding::Question { .. }
            | Regarding::Remark
            | Regarding::Digest
            | Regarding::Reminders { .. } => None,
        };
        match event {
            Some(event) => self.happened_in(&case, &CaseEvent::Delivered(event), &scene).await,
            None => Ok(Outcome::default()),
        }
    }

    /// What is noted once a list of what waits has reached the group, or where it has not: it is due again once the group can be written to.
    fn listed_settled(
        &self,
        letter: &StoredLetter,
        delivery: &Delivery,
        told: Vec<Write>,
        untold: Write,
    ) -> Outcome {
        match delivery {
            Delivery::Sent(_) => Outcome::write(told),
            Delivery::Blocked | Delivery::Expired => Outcome::write([untold]),
            Delivery::Refused(why) | Delivery::Unwanted(why) => {
                Outcome::say(self.not_answered(Lane::from(&letter.outgoing), why))
            }
            Delivery::TopicGone => Outcome::default(),
        }
    }

    /// There is a topic, or there will be none.
    async fn place_settled(
        &self,
        case: &Case,
        delivery: &Delivery,
        scene: &mut Scene<'_>,
    ) -> Result<DeliveryEvent, StoreError> {
        Ok(match delivery {
            Delivery::Sent(_) => DeliveryEvent::PlaceMade,
            Delivery::Blocked => {
                scene.messages = self.store.case_messages(case.number).await?;
                DeliveryEvent::PlaceUnreachable { has_untold: has_untold(&scene.messages) }
            }
            Delivery::Refused(_)
            | Delivery::Unwanted(_)
            | Delivery::TopicGone
            | Delivery::Expired => {
                let told = self.store.setting(TOLD).await?.unwrap_or_default();
                DeliveryEvent::PlaceRefused { is_told: !told.is_empty() }
            }
        })
    }

    async fn message_settled(
        &self,
        case: &Case,
        entry: EntryId,
        scene: &mut Scene<'_>,
    ) -> Result<Option<DeliveryEvent>, StoreError> {
        let Some((letter, delivery)) = scene.delivered else { return Ok(None) };
        let is_edit = matches!(letter.regarding, Some(Regarding::CaseEdit { .. }));
        if let Delivery::Sent(sent) = delivery
            && (is_edit || has_arrived_in_time(case, letter, sent))
        {
            return Ok(None);
        }
        let Some(message) = self.store.case_message(entry).await? else { return Ok(None) };
        let direction = message.direction;
        let at = Some(message.source.message_id);
        scene.messages = vec![message];
        let event = match delivery {
            _ if is_edit => DeliveryEvent::ChangeFailed,
            Delivery::Sent(sent) if sent.left_out == 0 => {
                return Ok(Some(DeliveryEvent::MessageArrived { direction }));
            }
            Delivery::Sent(_) => DeliveryEvent::PartsMissing { direction },
            failed => {
                let has_untold = has_untold(&scene.messages);
                DeliveryEvent::MessageFailed { direction, why: failure(failed), has_untold }
            }
        };
        scene.at = at;
        Ok(Some(event))
    }

    async fn card_settled(
        &self,
        case: &Case,
        letter: &StoredLetter,
        delivery: &Delivery,
    ) -> Result<Option<DeliveryEvent>, StoreError> {
        let (Effect::Say { saying, .. }, Delivery::Sent(_)) = (&letter.outgoing.effect, delivery)
        else {
            return Ok(None);
        };
        let is_stale = self.card(case).await? != *saying;
        Ok(Some(DeliveryEvent::CardArrived { is_stale }))
    }

    /// What has changed while the card was on its way is shown on it.
    pub(super) async fn correct_card(
        &self,
        case: &Case,
        scene: &Scene<'_>,
    ) -> Result<Outcome, StoreError> {
        let Some((letter, Delivery::Sent(sent))) = scene.delivered else {
            return Ok(Outcome::default());
        };
        let Some(message_id) = sent.message_ids.first() else { return Ok(Outcome::default()) };
        let edit = self.card(case).await?.replace(vec![*message_id]);
        let letter = super::to_case(letter.outgoing.chat, case.number, edit, Urgency::Card);
        Ok(Outcome::say(vec![letter.regarding(Regarding::CaseCard { case: case.number })]))
    }
}

/// The topic that a letter went to is gone.
fn is_lost(letter: &StoredLetter, delivery: &Delivery) -> bool {
    let to_topic = letter.topic_of.is_some() && letter.outgoing.thread.is_some();
    *delivery == Delivery::TopicGone && to_topic
}

fn place_lost(case: &Case, letter: &StoredLetter) -> DeliveryEvent {
    DeliveryEvent::PlaceLost {
        is_remark: matches!(letter.regarding, Some(Regarding::CaseNote { .. })),
        is_current: case.place == letter.outgoing.thread.map(CasePlace::Topic),
    }
}

/// All of it arrived, and nothing follows: it went to the resident, or to staff while the case was open.
fn has_arrived_in_time(case: &Case, letter: &StoredLetter, sent: &SentMessage) -> bool {
    sent.left_out == 0 && (letter.topic_of.is_none() || case.open)
}
