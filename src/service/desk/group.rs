//! Staff's group: who may do what where, and the group's own changes.

use super::effects::{Brought, Scene};
use super::{Desk, letters};
use crate::desk::case::event::{PlaceTurnedBy, StaffWords};
use crate::desk::case::{CaseEvent, Known};
use crate::desk::command::{self, Command, InCase, Staff};
use crate::model::case::{CaseMessage, Direction};
use crate::model::id::ChatId;
use crate::model::incoming::{Event, GroupStanding, Incoming, Membership, Received};
use crate::pipe::Outcome;
use crate::store::{Case, CaseWrite, Letter, Place, Staff as Employee, StoreError, Write};
use crate::wording::Message;

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
                    (Some(case), None) => {
                        let scene = Scene { update: Some(update), ..Scene::default() };
                        let event = CaseEvent::StrangerWrote;
                        self.happened_in(&case, &event, &scene).await.map(Some)
                    }
                    (None, Some(by)) => self.outside(update, &by, message).await,
                    (None, None) if self.staff_command(message).is_some() => {
                        Ok(Some(self.not_registered(update)))
                    }
                    (None, None) => Ok(None),
                }
            }
            Event::Edited(message) => self.edited_by_staff(update, message).await,
            Event::Membership(membership) => {
                self.standing(update.chat, *membership).await.map(Some)
            }
            Event::Migrated { to } => self.moved(update.chat, *to).await.map(Some),
            Event::PlaceClosed => self.topic_turned(update, CaseEvent::PlaceClosed).await,
            Event::PlaceReopened => self.topic_turned(update, |_| CaseEvent::PlaceReopened).await,
            Event::Press { .. } | Event::Button { .. } | Event::Inline { .. } | Event::Other(_) => {
                Ok(None)
            }
        }
    }

    /// Somebody has closed the topic, or opened it again, by the channel's own means.
    async fn topic_turned(
        &self,
        update: &Incoming,
        event: fn(PlaceTurnedBy) -> CaseEvent,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(thread) = update.thread else { return Ok(None) };
        let Some(case) = self.store.case_of_topic(thread).await? else { return Ok(None) };
        let employee = self.employee(update.from.as_ref());
        let by = match employee {
            Some(_) => PlaceTurnedBy::Staff,
            None => PlaceTurnedBy::Somebody,
        };
        let known = Known::of(&case, self.brain.now_ms());
        let scene = Scene { by: employee.as_ref(), ..Scene::default() };
        self.happened(Some(case), &known, &event(by), &scene).await
    }

    /// The case that a message belongs to: by its topic, or by the message it replies to.
    async fn case_here(
        &self,
        update: &Incoming,
        message: &Received,
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
        message: &Received,
    ) -> Result<Outcome, StoreError> {
        let words = match command::in_case(self.command(message), &message.text) {
            InCase::Command(Staff::Bar(reason)) => {
                return self.bar(update, case, by, &reason).await;
            }
            InCase::Command(Staff::Unbar(which)) => {
                return self.unbar(update, Some(case), by, which).await;
            }
            InCase::Command(command) => {
                return self.staff_commands(update, by, message, command).await;
            }
            InCase::Words(StaffWords::Answer) if self.is_of_a_note(case, message).await? => {
                StaffWords::Note
            }
            InCase::Words(words) => words,
        };
        if words == StaffWords::Answer
            && let Some(name) = &message.withheld
        {
            let scene = Scene { update: Some(update), ..Scene::default() };
            let why = self.tell(Message::StaffWithheld, &[("name", name.into())]);
            return Ok(self.not_sent(&scene, &why));
        }
        let carriable = self.carriable(message, case.language);
        let scene = Scene {
            by: Some(by),
            update: Some(update),
            brought: Brought::Message(&carriable),
            ..Scene::default()
        };
        self.happened_in(case, &CaseEvent::StaffWrote(words), &scene).await
    }

    /// An employee in the group, but in no case.
    async fn outside(
        &self,
        update: &Incoming,
        by: &Employee,
        message: &Received,
    ) -> Result<Option<Outcome>, StoreError> {
        match self.staff_command(message) {
            Some(Staff::Close | Staff::Note(_) | Staff::Bar(_)) => Ok(Some(self.answer(
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

    fn not_registered(&self, update: &Incoming) -> Outcome {
        let scene = Scene { update: Some(update), ..Scene::default() };
        self.not_sent(&scene, &self.tell(Message::StaffNotRegistered, &[]))
    }

    /// What was sent is changed on the other side too; what became a note stays as it was there.
    async fn edited_by_staff(
        &self,
        update: &Incoming,
        message: &Received,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(by) = self.employee(update.from.as_ref()) else { return Ok(None) };
        let place = Place { chat: update.chat, message_id: message.message_id };
        let known = self.store.case_message_from(place).await?;
        match (known, self.command(message)) {
            (Some(known), Some(_)) => self.sent_changed_to_command(update, &known).await.map(Some),
            (Some(known), None) => self.changed_by_staff(update, place, &known, message).await,
            (None, None) => self.edited_unsent(update, &by, place, message).await,
            (None, Some(_)) => Ok(Some(Outcome::default())),
        }
    }

    async fn changed_by_staff(
        &self,
        update: &Incoming,
        place: Place,
        known: &CaseMessage,
        message: &Received,
    ) -> Result<Option<Outcome>, StoreError> {
        if let Some(name) = message.withheld.as_ref().filter(|_| known.direction != Direction::Note)
        {
            let why = self.tell(Message::StaffWithheld, &[("name", name.into())]);
            return Ok(Some(self.answer(update, Some(message.message_id), &why)));
        }
        let language = self.store.case(known.case).await?.map(|case| case.language);
        let carriable = self.carriable(message, language.unwrap_or_default());
        self.changed(place, &carriable).await
    }

    async fn sent_changed_to_command(
        &self,
        update: &Incoming,
        sent: &CaseMessage,
    ) -> Result<Outcome, StoreError> {
        let Some(case) = self.store.case(sent.case).await? else { return Ok(Outcome::default()) };
        let event = CaseEvent::SentChangedToCommand { direction: sent.direction };
        let scene = Scene { update: Some(update), ..Scene::default() };
        self.happened_in(&case, &event, &scene).await
    }

    /// What was not sent as it was first written is sent once it is changed. Telegram tells of edits too where nothing changed, as when
    /// somebody reacts to a message; and what nobody remembers is from before the case.
    async fn edited_unsent(
        &self,
        update: &Incoming,
        by: &Employee,
        place: Place,
        message: &Received,
    ) -> Result<Option<Outcome>, StoreError> {
        if self.store.was_unsent(place, &message.text).await? != Some(false) {
            return Ok(Some(Outcome::default()));
        }
        match self.case_here(update, message).await? {
            Some(case) => self.in_case(update, &case, by, message).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn command(&self, message: &Received) -> Option<Command> {
        self.brain.command(&message.text, &self.username)
    }

    pub(super) fn staff_command(&self, message: &Received) -> Option<Staff> {
        match self.command(message) {
            Some(Command::Staff(command)) => Some(command),
            _ => None,
        }
    }

    /// The bot's own standing in the group has changed.
    async fn standing(&self, group: ChatId, membership: Membership) -> Result<Outcome, StoreError> {
        match membership {
            Membership::Gone => {
                tracing::error!(
                    group = group.number(),
                    "staff's group has removed the bot: what residents write to staff is held until it is back"
                );
                Ok(Outcome::default())
            }
            Membership::Member => self.stands(group, GroupStanding::Member).await,
            // Whether it may make topics shows when it makes one.
            Membership::Administrator => self.stands(group, GroupStanding::Ready).await,
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
            let Some(case) = self.store.case(number).await? else { continue };
            let event = CaseEvent::GroupReachable;
            let reached = self.happened_in(&case, &event, &Scene::default()).await?;
            // A topic that was made meanwhile is there already.
            let place = self.store.case(number).await?.and_then(|case| case.place);
            match (case.place, place) {
                (None, Some(_)) => {
                    outcome.writes.push(Write::Case(CaseWrite::Release { number, group }))
                }
                _ => outcome.join(reached),
            }
        }
        Ok(outcome)
    }

    /// The group became a supergroup: the operator has to write down its new id, and open cases get a place there.
    pub(super) async fn moved(&self, from: ChatId, to: ChatId) -> Result<Outcome, StoreError> {
        tracing::warn!(
            from = from.number(),
            to = to.number(),
            "staff's group has another id now: set ALEBOT_STAFF_CHAT to it"
        );
        let text = self.tell(Message::StaffMoved, &[("chat", to.to_string().into())]);
        let mut letters = letters::sent(to, text, None);
        for case in self.store.open_cases().await? {
            letters.extend(self.place_in(to, &Case { place: None, card: None, ..case }).await?);
        }
        let writes =
            vec![Write::Migrated { from, to }, Write::Case(CaseWrite::AllLost), located(to)];
        Ok(Outcome { writes, letters })
    }
}

/// In which group the cases are, as a setting.
const LOCATED: &str = "desk: group";

fn located(group: ChatId) -> Write {
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
