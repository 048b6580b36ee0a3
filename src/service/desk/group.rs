//! Staff's group: who may do what where, and the group's own changes.

use super::{Desk, letters, note, said};
use crate::model::desk::CasePlace;
use crate::model::incoming::{ChatKind, Event, Incoming, Membership, Message as Written};
use crate::service::pipe::Outcome;
use crate::store::{
    Case, CaseWrite, Direction, Letter, Place, Staff as Employee, StoreError, Write,
};
use crate::telegram::client::Standing;
use crate::telegram::command::{self, Command, Staff};
use crate::telegram::markup::Rich;
use crate::wording::Message;

/// Telegram's name of what it says in a topic that somebody closes.
const TOPIC_CLOSED: &str = "forum_topic_closed";

impl Desk {
    /// What happens in staff's group. `None`: it is the assistant's, as in any other group.
    pub async fn in_group(&self, update: &Incoming) -> Result<Option<Outcome>, StoreError> {
        match &update.event {
            Event::Message(message) if self.command(message) == Some(Command::Id) => Ok(None),
            Event::Message(message) => {
                let case = self.case_here(update, message).await?;
                match (case, self.employee(update.from.as_ref())) {
                    (Some(case), Some(by)) => {
                        self.in_case(update, &case, &by, message).await.map(Some)
                    }
                    (Some(_), None) => Ok(Some(self.not_registered(update, message))),
                    (None, Some(by)) => self.outside(update, &by, message).await,
                    (None, None) if self.staff_command(message).is_some() => {
                        Ok(Some(self.not_registered(update, message)))
                    }
                    (None, None) => Ok(None),
                }
            }
            Event::Edited(message) => self.edited_by_staff(update, message).await,
            Event::Membership(membership) => {
                self.standing(update.chat, *membership).await.map(Some)
            }
            Event::Migrated { to } => self.moved(update.chat, *to).await.map(Some),
            Event::Other(kind) if kind == TOPIC_CLOSED => self.topic_closed(update).await,
            Event::Button { .. } | Event::Inline { .. } | Event::Other(_) => Ok(None),
        }
    }

    /// An employee has closed the topic by Telegram's own means: that closes its case.
    async fn topic_closed(&self, update: &Incoming) -> Result<Option<Outcome>, StoreError> {
        let (Some(thread), Some(by)) = (update.thread, self.employee(update.from.as_ref())) else {
            return Ok(None);
        };
        match self.store.case_of_topic(thread).await?.filter(|case| case.open) {
            Some(case) => self.closed_by_staff(&case, &by).await.map(Some),
            None => Ok(None),
        }
    }

    /// The case that a message belongs to: by its topic, or by the message it replies to.
    async fn case_here(
        &self,
        update: &Incoming,
        message: &Written,
    ) -> Result<Option<Case>, StoreError> {
        if let Some(thread) = update.thread
            && let Some(case) = self.store.case_of_topic(thread).await?
        {
            return Ok(Some(case));
        }
        // A topic that a case once had: what is written there still goes to its resident.
        if let Some(thread) = update.thread
            && let Some(number) = self.store.case_of_old_topic(update.chat, thread).await?
        {
            return self.store.case(number).await;
        }
        let Some(message_id) = message.reply_to else { return Ok(None) };
        let place = Place { chat: update.chat, message_id };
        if let Some(case) = self.store.case_of_card(message_id).await? {
            return Ok(Some(case));
        }
        let before = match self.store.case_message_at(place).await? {
            Some(arrived) => Some(arrived),
            None => self.store.case_message_from(place).await?,
        };
        let number = match before {
            Some(before) => Some(before.case),
            None => self.store.case_of_sent(update.chat, message_id).await?,
        };
        match number {
            Some(number) => self.store.case(number).await,
            None => Ok(None),
        }
    }

    async fn in_case(
        &self,
        update: &Incoming,
        case: &Case,
        by: &Employee,
        message: &Written,
    ) -> Result<Outcome, StoreError> {
        let at = Some(message.message_id);
        match self.command(message) {
            Some(Command::Staff(Staff::Note(_))) => {
                self.noted(case, by, update.chat, message).await
            }
            Some(Command::Staff(Staff::Close)) if case.open => self.closed_by_staff(case, by).await,
            Some(Command::Staff(Staff::Close)) => Ok(self.answer(
                update,
                at,
                &self.tell(
                    Message::StaffClosedAlready,
                    &[("number", case.number.to_string().into())],
                ),
            )),
            Some(Command::Staff(command)) => {
                self.staff_commands(update, by, message, command).await
            }
            Some(Command::Resident(_) | Command::Unknown(_) | Command::Id) => {
                Ok(self.not_sent(update, message, &self.tell(Message::StaffNotSentCommand, &[])))
            }
            // A command for another bot, or one mistyped: nobody means that for a resident.
            None if message.text.trim_start().starts_with('/') => {
                Ok(self.not_sent(update, message, &self.tell(Message::StaffNotSentCommand, &[])))
            }
            None if self.is_of_a_note(case, message).await? => {
                self.noted(case, by, update.chat, message).await
            }
            None if !case.open => {
                let text = self.tell(
                    Message::StaffNotSentClosed,
                    &[("number", case.number.to_string().into())],
                );
                Ok(self.not_sent(update, message, &text))
            }
            None => self.answered(case, by, update.chat, message).await,
        }
    }

    /// An employee in the group, but in no case.
    async fn outside(
        &self,
        update: &Incoming,
        by: &Employee,
        message: &Written,
    ) -> Result<Option<Outcome>, StoreError> {
        match self.staff_command(message) {
            Some(Staff::Close | Staff::Note(_)) => Ok(Some(self.answer(
                update,
                Some(message.message_id),
                &self.tell(Message::StaffWhichCase, &[]),
            ))),
            Some(command) => self.staff_commands(update, by, message, command).await.map(Some),
            None => self.staff_words(update, by, message).await,
        }
    }

    /// An employee's message was not handled: it must not look as if it had reached the resident.
    pub fn apology(&self, update: &Incoming) -> Vec<Letter> {
        let Event::Message(message) = &update.event else { return Vec::new() };
        self.answer(update, Some(message.message_id), &self.tell(Message::StaffFailed, &[])).letters
    }

    fn not_registered(&self, update: &Incoming, message: &Written) -> Outcome {
        self.not_sent(update, message, &self.tell(Message::StaffNotRegistered, &[]))
    }

    /// Says at a message that it was not sent, and remembers that: only a new act of its author's can send it.
    fn not_sent(&self, update: &Incoming, message: &Written, why: &str) -> Outcome {
        let place = Place { chat: update.chat, message_id: message.message_id };
        let mut outcome = self.answer(update, Some(message.message_id), why);
        outcome.writes.push(Write::Unsent { place, text: message.text.clone() });
        outcome
    }

    /// What was sent is changed on the other side too; what became a note stays as it was there.
    async fn edited_by_staff(
        &self,
        update: &Incoming,
        message: &Written,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(by) = self.employee(update.from.as_ref()) else { return Ok(None) };
        let place = Place { chat: update.chat, message_id: message.message_id };
        let known = self.store.case_message_from(place).await?;
        match (known, self.command(message)) {
            (Some(known), Some(_)) if known.direction == Direction::FromStaff => {
                Ok(Some(self.answer(
                    update,
                    Some(message.message_id),
                    &self.tell(Message::StaffSentAlready, &[]),
                )))
            }
            (Some(_), None) => self.changed(place, &message.text).await,
            (None, None) => self.edited_unsent(update, &by, place, message).await,
            (Some(_) | None, Some(_)) => Ok(Some(Outcome::default())),
        }
    }

    /// What was not sent as it was first written is sent once it is changed. Telegram tells of edits too where nothing changed, as when
    /// somebody reacts to a message; and what nobody remembers is from before the case.
    async fn edited_unsent(
        &self,
        update: &Incoming,
        by: &Employee,
        place: Place,
        message: &Written,
    ) -> Result<Option<Outcome>, StoreError> {
        if self.store.was_unsent(place, &message.text).await? != Some(false) {
            return Ok(Some(Outcome::default()));
        }
        match self.case_here(update, message).await? {
            Some(case) => self.in_case(update, &case, by, message).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn command(&self, message: &Written) -> Option<Command> {
        command::parse(&message.text, &self.username)
    }

    pub(super) fn staff_command(&self, message: &Written) -> Option<Staff> {
        match self.command(message) {
            Some(Command::Staff(command)) => Some(command),
            _ => None,
        }
    }

    /// The bot's own standing in the group has changed.
    async fn standing(&self, group: i64, membership: Membership) -> Result<Outcome, StoreError> {
        match membership {
            Membership::Gone => {
                tracing::error!(
                    group,
                    "staff's group has removed the bot: what residents write to staff is held until it is back"
                );
                Ok(Outcome::default())
            }
            Membership::Member => self.stands(group, Standing::Member).await,
            // Whether it may make topics shows when it makes one.
            Membership::Administrator => self.stands(group, Standing::Ready).await,
        }
    }

    /// Whatever is held goes to where its case is; an open case that is nowhere gets its place. Nothing while the group cannot be written to.
    pub async fn reunited(&self) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        let mut numbers = self.store.cases_held().await?;
        numbers.extend(
            self.store
                .open_cases()
                .await?
                .iter()
                .filter(|case| case.place.is_none())
                .map(|case| case.number),
        );
        numbers.sort_unstable();
        numbers.dedup();
        let mut outcome = Outcome::default();
        for number in numbers {
            // Before the case is read: a topic that is made in between is seen there.
            let letters = self.place_again_of(number).await?;
            let Some(case) = self.store.case(number).await? else { continue };
            match case.place {
                Some(_) => outcome.writes.push(Write::Case(CaseWrite::Release { number, group })),
                None => outcome.letters.extend(letters),
            }
        }
        Ok(outcome)
    }

    async fn place_again_of(&self, number: i64) -> Result<Vec<Letter>, StoreError> {
        match self.store.case(number).await? {
            Some(case) if case.place.is_none() => self.place_again(&case).await,
            _ => Ok(Vec::new()),
        }
    }

    /// The group became a supergroup: the operator has to write down its new id, and open cases get a place there.
    pub(super) async fn moved(&self, from: i64, to: i64) -> Result<Outcome, StoreError> {
        tracing::warn!(from, to, "staff's group has another id now: set ALEBOT_STAFF_CHAT to it");
        let text = self.tell(Message::StaffMoved, &[("chat", to.to_string().into())]);
        let mut letters = letters::sent(to, None, &Rich::new().plain(&text), None);
        for case in self.store.open_cases().await? {
            letters.extend(self.place_in(to, &Case { place: None, card: None, ..case }).await?);
        }
        let writes =
            vec![Write::Migrated { from, to }, Write::Case(CaseWrite::AllLost), located(to)];
        Ok(Outcome { writes, letters })
    }

    /// A resident has blocked the assistant, or writes again: shown in their case.
    pub async fn resident_standing(
        &self,
        update: &Incoming,
        membership: Membership,
    ) -> Result<Outcome, StoreError> {
        if update.chat_kind != ChatKind::Private {
            return Ok(Outcome::default());
        }
        let Some(case) = self.store.newest_case(update.chat).await?.filter(|case| case.open) else {
            return Ok(Outcome::default());
        };
        let message = if membership == Membership::Gone {
            Message::StaffBlocked
        } else {
            Message::StaffUnblocked
        };
        let text = self.tell(
            message,
            &[("name", case.name.as_str().into()), ("number", case.number.to_string().into())],
        );
        Ok(said(note(self.group().await?, &case, &text, None)))
    }

    /// Where a case is, as a link for staff. `None`: in a group without links.
    pub(super) fn link(group: i64, case: &Case) -> Option<String> {
        // <https://core.telegram.org/api/links#private-message-links>: the id without the -100 that marks supergroups.
        let id = group.to_string().strip_prefix("-100")?.to_owned();
        match (case.place?, case.card) {
            (CasePlace::Topic(thread), _) => Some(format!("https://t.me/c/{id}/{thread}")),
            (CasePlace::Group, Some(card)) => Some(format!("https://t.me/c/{id}/{card}")),
            (CasePlace::Group, None) => None,
        }
    }
}

/// In which group the cases are, as a setting.
const LOCATED: &str = "desk: group";

fn located(group: i64) -> Write {
    Write::Setting { key: LOCATED.to_owned(), value: group.to_string() }
}

impl Desk {
    /// Numbers of topics and messages mean nothing in another group: where staff have a new one, every case has lost its place.
    pub(super) async fn located(&self) -> Result<Vec<Write>, StoreError> {
        let group = self.group().await?;
        let known = self.store.setting(LOCATED).await?;
        Ok(match known {
            Some(known) if known == group.to_string() => Vec::new(),
            Some(_) => vec![Write::Case(CaseWrite::AllLost), located(group)],
            None => vec![located(group)],
        })
    }
}
