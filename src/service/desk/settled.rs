//! What follows from what became of a letter: nothing that somebody wrote disappears unnoticed.

use super::arriving::TOLD;
use super::{Desk, letters, note, said, to_case};
use crate::model::delivery::{Delivery, Regarding};
use crate::model::desk::CasePlace;
use crate::model::outgoing::{Request, Urgency};
use crate::service::pipe::Outcome;
use crate::store::{
    Carriage, Case, CaseMessage, CaseMessageWrite, CaseWrite, ClosedBy, Direction, Letter,
    StoreError, StoredLetter, Write,
};
use crate::telegram::markup::Rich;
use crate::wording::Message;

impl Desk {
    pub async fn settled(
        &self,
        letter: &StoredLetter,
        delivery: &Delivery,
    ) -> Result<Outcome, StoreError> {
        let Some(regarding) = &letter.regarding else { return Ok(Outcome::default()) };
        let number = match regarding {
            Regarding::Question { .. } => return Ok(Outcome::default()),
            Regarding::CaseTopic { case }
            | Regarding::CaseCard { case }
            | Regarding::CaseNote { case } => *case,
            Regarding::CaseMessage { case, .. } | Regarding::CaseEdit { case, .. } => *case,
        };
        let Some(case) = self.store.case(number).await? else { return Ok(Outcome::default()) };
        match (regarding, delivery) {
            (Regarding::CaseTopic { .. }, delivery) => self.topic_settled(&case, delivery).await,
            (_, Delivery::TopicGone)
                if letter.topic_of.is_some() && letter.outgoing.thread.is_some() =>
            {
                self.topic_lost(&case, letter).await
            }
            (Regarding::CaseMessage { entry, .. }, Delivery::Sent(sent))
                if letter.left_out(sent) > 0 =>
            {
                self.parts_left_out(
                    &case,
                    *entry,
                    letter.left_out(sent),
                    letter.outgoing.request.copied(),
                )
                .await
            }
            (Regarding::CaseMessage { entry, .. }, Delivery::Sent(_))
                if letter.topic_of.is_some() && !case.open =>
            {
                self.came_after_closing(&case, *entry).await
            }
            (Regarding::CaseCard { .. }, Delivery::Sent(sent)) => {
                self.card_shown(&case, letter, sent.message_ids.first().copied()).await
            }
            (_, Delivery::Sent(_))
            | (Regarding::CaseCard { .. } | Regarding::CaseNote { .. }, _) => {
                Ok(Outcome::default())
            }
            (Regarding::CaseEdit { entry, .. }, _) => self.edit_failed(&case, *entry).await,
            (Regarding::CaseMessage { entry, .. }, delivery) => {
                self.message_failed(&case, *entry, delivery).await
            }
            (Regarding::Question { .. }, _) => Ok(Outcome::default()),
        }
    }

    /// There is a topic, or there will be none: what was held goes there, or to the group itself.
    async fn topic_settled(&self, case: &Case, delivery: &Delivery) -> Result<Outcome, StoreError> {
        let release =
            Write::Case(CaseWrite::Release { number: case.number, group: self.group().await? });
        let why = match delivery {
            Delivery::Sent(_) => return Ok(Outcome { writes: vec![release], letters: Vec::new() }),
            // The bot cannot write in the group; all goes on when it can.
            Delivery::Blocked => {
                return Ok(self.held(case, &self.store.case_messages(case.number).await?, None));
            }
            Delivery::Refused(why) => why.clone(),
            Delivery::TopicGone | Delivery::Expired => String::new(),
        };
        tracing::warn!(
            case = case.number,
            why,
            "no topic can be made: the case goes to the group itself"
        );
        let mut outcome = Outcome {
            writes: vec![Write::Case(CaseWrite::InGroup { number: case.number }), release],
            letters: Vec::new(),
        };
        // Told once, at the start or now, until the bot's standing changes.
        if self.store.setting(TOLD).await?.unwrap_or_default().is_empty() {
            outcome.writes.push(Write::Setting {
                key: TOLD.to_owned(),
                value: Message::StaffNoTopics.id().to_owned(),
            });
            let text = Rich::new().plain(&self.tell(Message::StaffNoTopics, &[]));
            outcome.letters = letters::sent(self.group().await?, None, &text, None);
        }
        Ok(outcome)
    }

    /// The topic was deleted: a new one, the card, what staff had not answered yet, and then what waits.
    async fn topic_lost(&self, case: &Case, letter: &StoredLetter) -> Result<Outcome, StoreError> {
        // What is said at the end of a case opens no topic for itself.
        if !case.open && matches!(letter.regarding, Some(Regarding::CaseNote { .. })) {
            let writes = vec![
                Write::Case(CaseWrite::TopicLost { number: case.number }),
                Write::Recall { letter: letter.id },
            ];
            return Ok(Outcome { writes, letters: Vec::new() });
        }
        let group = self.group().await?;
        // Another letter has found it out already.
        if case.place != letter.outgoing.thread.map(CasePlace::Topic) {
            return Ok(Outcome {
                writes: vec![Write::Case(CaseWrite::Release { number: case.number, group })],
                letters: Vec::new(),
            });
        }
        let homeless = Case { place: None, card: None, ..case.clone() };
        let unseen = self.unseen(case).await?;
        let ids: Vec<i64> = unseen.iter().map(|message| message.id).collect();
        let mut letters = self.place(&homeless).await?;
        let is_album = |one: &CaseMessage, next: &CaseMessage| {
            one.media_group.is_some()
                && one.media_group == next.media_group
                && one.id + 1 == next.id
        };
        for parts in unseen.chunk_by(is_album) {
            letters.extend(self.sendings(&homeless, group, parts, None));
        }
        let writes = vec![
            Write::Case(CaseWrite::TopicLost { number: case.number }),
            Write::CaseMessage(CaseMessageWrite::Resend { ids }),
        ];
        Ok(Outcome { writes, letters })
    }

    /// Staff closed the case before they could have seen this: it is open again.
    async fn came_after_closing(&self, case: &Case, entry: i64) -> Result<Outcome, StoreError> {
        let message = self
            .store
            .case_message(entry)
            .await?
            .filter(|message| message.direction == Direction::FromResident);
        match (message, case.closed_by) {
            (Some(_), Some(ClosedBy::Staff)) => self.reopened(case).await,
            _ => Ok(Outcome::default()),
        }
    }

    /// What the resident wrote since staff last did, and that had arrived.
    async fn unseen(&self, case: &Case) -> Result<Vec<CaseMessage>, StoreError> {
        let mut messages = self.store.case_messages(case.number).await?;
        let answered =
            messages.iter().rposition(|message| message.direction == Direction::FromStaff);
        messages.drain(..answered.map_or(0, |at| at + 1));
        messages.retain(|message| {
            message.direction == Direction::FromResident && message.state == Carriage::Delivered
        });
        Ok(messages)
    }

    /// What has changed while the card was on its way is shown on it.
    async fn card_shown(
        &self,
        case: &Case,
        letter: &StoredLetter,
        message_id: Option<i32>,
    ) -> Result<Outcome, StoreError> {
        let (Request::Send { html, .. }, Some(message_id)) = (&letter.outgoing.request, message_id)
        else {
            return Ok(Outcome::default());
        };
        let now = self.card(case).await?;
        if now.html == *html {
            return Ok(Outcome::default());
        }
        let edit = to_case(letter.outgoing.chat, case.number, now.edit(message_id), Urgency::Card);
        Ok(said(vec![edit.regarding(Regarding::CaseCard { case: case.number })]))
    }

    async fn edit_failed(&self, case: &Case, entry: i64) -> Result<Outcome, StoreError> {
        let Some(message) = self.store.case_message(entry).await? else {
            return Ok(Outcome::default());
        };
        let clock = self.clock(case.language);
        Ok(said(self.said_anew(case, self.group().await?, &message, &clock)))
    }

    /// Whoever wrote it learns of it, at the message.
    async fn message_failed(
        &self,
        case: &Case,
        entry: i64,
        delivery: &Delivery,
    ) -> Result<Outcome, StoreError> {
        let Some(message) = self.store.case_message(entry).await? else {
            return Ok(Outcome::default());
        };
        let at = Some(message.source.message_id);
        if message.direction == Direction::FromResident && *delivery == Delivery::Blocked {
            return Ok(self.held(case, std::slice::from_ref(&message), at));
        }
        Ok(said(match message.direction {
            Direction::FromStaff => {
                let why = match delivery {
                    Delivery::Blocked => self.tell(Message::StaffNotDeliveredBlocked, &[]),
                    Delivery::Refused(why) => {
                        self.tell(Message::StaffNotDelivered, &[("reason", why.as_str().into())])
                    }
                    Delivery::Expired | Delivery::TopicGone | Delivery::Sent(_) => {
                        self.tell(Message::StaffNotDeliveredExpired, &[])
                    }
                };
                note(self.group().await?, case, &why, at)
            }
            Direction::FromResident | Direction::Note => self.not_read(case, delivery, at),
        }))
    }

    /// Messages wait until staff can be reached; their resident is told so, once.
    fn held(&self, case: &Case, messages: &[CaseMessage], at: Option<i32>) -> Outcome {
        let ids: Vec<i64> = messages
            .iter()
            .filter(|message| message.state == Carriage::OnItsWay)
            .map(|message| message.id)
            .collect();
        if ids.is_empty() && !messages.is_empty() {
            return Outcome::default();
        }
        tracing::error!(
            case = case.number,
            "staff's group cannot be written to: what residents write there is held until it can"
        );
        let letters = self.not_read(case, &Delivery::Blocked, at);
        Outcome { writes: vec![Write::CaseMessage(CaseMessageWrite::Held { ids })], letters }
    }

    /// Telegram has copied fewer parts of an album than it was asked to: whoever sent it learns of it, at its first part.
    async fn parts_left_out(
        &self,
        case: &Case,
        entry: i64,
        missing: usize,
        all: usize,
    ) -> Result<Outcome, StoreError> {
        let Some(message) = self.store.case_message(entry).await? else {
            return Ok(Outcome::default());
        };
        let at = Some(message.source.message_id);
        let (missing, all) =
            (("missing", missing.to_string().into()), ("all", all.to_string().into()));
        Ok(said(match message.direction {
            Direction::FromStaff => note(
                self.group().await?,
                case,
                &self.tell(Message::StaffPartsLeftOut, &[missing, all]),
                at,
            ),
            Direction::FromResident | Direction::Note => {
                let assistant = self.brain.assistant();
                let contact = &assistant.knowledge.contact;
                let args = [
                    missing,
                    all,
                    ("phone", contact.phone.as_str().into()),
                    ("email", contact.email.as_str().into()),
                ];
                let text = self.say(case.language, Message::CasePartsLeftOut, &args);
                letters::sent(case.chat, None, &Rich::new().plain(&text), at)
            }
        }))
    }

    fn not_read(&self, case: &Case, delivery: &Delivery, at: Option<i32>) -> Vec<Letter> {
        let assistant = self.brain.assistant();
        let contact = &assistant.knowledge.contact;
        let args =
            [("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())];
        let message = match delivery {
            // It is held until the bot is back in the group.
            Delivery::Blocked => Message::CaseUnreachable,
            _ => Message::CaseMessageFailed,
        };
        let text = self.say(case.language, message, &args);
        letters::sent(case.chat, None, &Rich::new().plain(&text), at)
    }
}
