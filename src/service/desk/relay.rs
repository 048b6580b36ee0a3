//! What one side writes reaches the other: messages, media, albums, and what was changed afterwards.

use super::effects::{Brought, Scene};
use super::{Desk, letters, note, to_case};
use crate::desk::case::event::Change;
use crate::desk::case::{CaseEvent, messages};
use crate::model::delivery::Regarding;
use crate::model::desk::FirstMessage;
use crate::model::id::{ChatId, EntryId, MessageId};
use crate::model::incoming::Received;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Carried, Effect, Urgency};
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::store::{
    Carriage, Case, CaseMessage, CaseMessageWrite, Direction, Letter, Place, Staff, StoreError,
    Write,
};
use crate::wording::Message;

impl Desk {
    /// What was written goes to the other side, and is stored as a message of the case.
    pub(super) async fn carry(
        &self,
        case: &Case,
        scene: &Scene<'_>,
    ) -> Result<Outcome, StoreError> {
        match &scene.brought {
            Brought::Nothing => Ok(Outcome::default()),
            Brought::First(written) => {
                let at_ms = scene.resident.map_or(self.brain.now_ms(), |by| by.arrived_ms);
                self.carry_first(case, written, at_ms).await
            }
            Brought::Message(message) => {
                let group = self.group().await?;
                let (direction, here, there) = match scene.by {
                    Some(_) => (Direction::FromStaff, group, case.chat),
                    None => (Direction::FromResident, case.chat, group),
                };
                let here = scene.update.map_or(here, |update| update.chat);
                let source = Place { chat: here, message_id: message.message_id };
                let entry = self.entry(case, direction, scene.by.cloned(), message, source);
                let reply_to = self.counterpart(here, message.reply_to, there).await?;
                self.carried(case, entry, reply_to).await
            }
        }
    }

    /// What was written before there was a case; an album goes whole.
    async fn carry_first(
        &self,
        case: &Case,
        written: &[FirstMessage],
        at_ms: i64,
    ) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        let mut outcome = Outcome::default();
        for parts in written.chunk_by(FirstMessage::is_part_with) {
            let first = self.entries(parts.len() as i64).await?;
            let message = |(at, part)| message_of(case, first.after(at), part, at_ms);
            let messages: Vec<CaseMessage> = parts.iter().enumerate().map(message).collect();
            outcome.letters.extend(self.sendings(case, group, &messages, None));
            let add = |message| Write::CaseMessage(CaseMessageWrite::Add(message));
            outcome.writes.extend(messages.into_iter().map(add));
        }
        Ok(outcome)
    }

    /// Stays among staff: part of the case's record, sent nowhere.
    pub(super) async fn keep_note(
        &self,
        case: &Case,
        scene: &Scene<'_>,
    ) -> Result<Outcome, StoreError> {
        let Some((update, message)) = scene.written() else { return Ok(Outcome::default()) };
        let source = Place { chat: update.chat, message_id: message.message_id };
        let entry = self.entry(case, Direction::Note, scene.by.cloned(), message, source);
        let mut writes = self.kept_back(case, message).await?;
        let kept = CaseMessage { id: self.entries(1).await?, state: Carriage::Kept, ..entry };
        writes.push(Write::CaseMessage(CaseMessageWrite::Add(kept)));
        Ok(Outcome::write(writes))
    }

    /// What the resident wrote since staff last did, and that had arrived, is sent to the new place.
    pub(super) async fn resend_unseen(
        &self,
        case: &Case,
        group: ChatId,
    ) -> Result<Outcome, StoreError> {
        let unseen = messages::unseen(self.store.case_messages(case.number).await?);
        let ids = unseen.iter().map(|message| message.id).collect();
        let albums = unseen.chunk_by(messages::is_next_part);
        let letters = albums.flat_map(|parts| self.sendings(case, group, parts, None)).collect();
        Ok(Outcome { writes: vec![Write::CaseMessage(CaseMessageWrite::Resend { ids })], letters })
    }

    /// The parts of an album that came before the one with the note's mark stay inside too: none has gone yet.
    async fn kept_back(&self, case: &Case, message: &Received) -> Result<Vec<Write>, StoreError> {
        let Some(album) = &message.media_group else { return Ok(Vec::new()) };
        let parts = self.store.album(case.number, album).await?;
        let mut writes = Vec::new();
        for part in parts.iter().filter(|part| {
            part.direction == Direction::FromStaff && part.state == Carriage::OnItsWay
        }) {
            let carried = Regarding::CaseMessage { case: case.number, entry: part.id };
            let letters = self.store.at_rest_regarding(&carried, self.brain.now_ms()).await?;
            writes.extend(letters.into_iter().map(|letter| Write::Recall { letter }));
            writes.push(Write::CaseMessage(CaseMessageWrite::Keep { ids: vec![part.id] }));
        }
        Ok(writes)
    }

    /// Whether a message is part of an album that is a note: Telegram puts its caption on one part only.
    pub(super) async fn is_of_a_note(
        &self,
        case: &Case,
        message: &Received,
    ) -> Result<bool, StoreError> {
        let Some(album) = &message.media_group else { return Ok(false) };
        Ok(self
            .store
            .album(case.number, album)
            .await?
            .iter()
            .any(|part| part.direction == Direction::Note))
    }

    /// A message of the case without its number yet.
    fn entry(
        &self,
        case: &Case,
        direction: Direction,
        author: Option<Staff>,
        message: &Received,
        source: Place,
    ) -> CaseMessage {
        CaseMessage {
            id: EntryId::UNNUMBERED,
            case: case.number,
            direction,
            author,
            text: message.text.clone(),
            attachment: message.attachment,
            file: message.file.clone(),
            media_group: message.media_group.clone(),
            forwarded_from: message.forwarded_from.clone(),
            source,
            target: None,
            state: Carriage::OnItsWay,
            at_ms: self.brain.arrived(message.sent_ms),
        }
    }

    /// The message that the other side, in `there`, knows this one by.
    async fn counterpart(
        &self,
        chat: ChatId,
        reply_to: Option<MessageId>,
        there: ChatId,
    ) -> Result<Option<MessageId>, StoreError> {
        let Some(message_id) = reply_to else { return Ok(None) };
        let place = Place { chat, message_id };
        if let Some(written) = self.store.case_message_from(place).await? {
            return Ok(written
                .target
                .filter(|target| target.chat == there)
                .map(|target| target.message_id));
        }
        let arrived = self.store.case_message_at(place).await?;
        Ok(arrived
            .map(|arrived| arrived.source)
            .filter(|source| source.chat == there)
            .map(|source| source.message_id))
    }

    async fn carried(
        &self,
        case: &Case,
        message: CaseMessage,
        reply_to: Option<MessageId>,
    ) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        if message.media_group.is_some() {
            let line = self.line(case, &message, None);
            let gathered = self.gather(case, &line, &message, reply_to).await?;
            let effect = Effect::Carry(gathered.carried);
            let letter = addressed(case, group, message.direction, gathered.first, effect);
            let letters = vec![letter.not_before(gathered.not_before_ms)];
            let mut writes = gathered.recalls;
            writes.push(Write::CaseMessage(CaseMessageWrite::Add(CaseMessage {
                id: gathered.entry,
                ..message
            })));
            return Ok(Outcome { writes, letters });
        }
        let message = CaseMessage { id: self.entries(1).await?, ..message };
        let letters = self.sendings(case, group, std::slice::from_ref(&message), reply_to);
        Ok(Outcome { writes: vec![Write::CaseMessage(CaseMessageWrite::Add(message))], letters })
    }

    /// A message of the case on its way, as it is stored; or the parts of an album.
    pub(super) fn sendings(
        &self,
        case: &Case,
        group: ChatId,
        parts: &[CaseMessage],
        reply_to: Option<MessageId>,
    ) -> Vec<Letter> {
        let Some(first) = parts.first() else { return Vec::new() };
        let carried = carried(&self.line(case, first, None), first, parts, reply_to);
        vec![addressed(case, group, first.direction, first.id, Effect::Carry(carried))]
    }

    /// Says who wrote, from where it was forwarded, and when it was changed, if it was.
    pub(super) fn line(&self, case: &Case, message: &CaseMessage, changed: Option<&str>) -> String {
        let to_resident = message.direction == Direction::FromStaff;
        let language = if to_resident { case.language } else { ReplyLanguage::Swedish };
        let mut line = match &message.author {
            Some(author) if to_resident => {
                let assistant = self.brain.assistant();
                let centre = assistant.knowledge.contact.name.in_language(language);
                self.say(
                    language,
                    Message::StaffLine,
                    &[("name", author.name.as_str().into()), ("centre", centre.into())],
                )
            }
            _ => self.tell(
                Message::CaseLine,
                &[("name", case.name.as_str().into()), ("number", case.number.to_string().into())],
            ),
        };
        if let Some(from) = &message.forwarded_from {
            let forwarded =
                if from.is_empty() { Message::LineForwarded } else { Message::LineForwardedFrom };
            line = self.say(
                language,
                forwarded,
                &[("line", line.into()), ("from", from.as_str().into())],
            );
        }
        match changed {
            Some(clock) => self.say(
                language,
                Message::LineChanged,
                &[("line", line.into()), ("time", clock.into())],
            ),
            None => line,
        }
    }

    /// What was written in a case was changed where it was written. `None`: it is no message of a case.
    pub async fn changed(
        &self,
        place: Place,
        new: &Received,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(old) = self.store.case_message_from(place).await? else { return Ok(None) };
        let Some(case) = self.store.case(old.case).await? else { return Ok(None) };
        let change = messages::change(&old, &new.text, new.file.as_ref());
        let mut changed = CaseMessage { text: new.text.clone(), ..old.clone() };
        if change == Change::Content {
            (changed.attachment, changed.file) = (new.attachment, new.file.clone());
        }
        let event = CaseEvent::MessageChanged { direction: old.direction, change };
        let scene = Scene { messages: vec![old], changed: Some(&changed), ..Scene::default() };
        self.happened_in(&case, &event, &scene).await.map(Some)
    }

    /// A copy's content cannot be exchanged: the message goes to the other side once more, and says that it was changed.
    pub(super) fn carry_changed(
        &self,
        case: &Case,
        group: ChatId,
        scene: &Scene<'_>,
    ) -> Vec<Letter> {
        let Some(new) = scene.changed else { return Vec::new() };
        let clock = self.clock(case.language);
        let line = self.line(case, new, Some(&clock));
        let reply_to = new.target.map(|target| target.message_id);
        let carried = carried(&line, new, std::slice::from_ref(new), reply_to);
        vec![addressed(case, group, new.direction, new.id, Effect::Carry(carried))]
    }

    /// The other side's copy is changed; where that cannot be, the new text follows as a message of its own.
    pub(super) fn show_change(&self, case: &Case, group: ChatId, scene: &Scene<'_>) -> Vec<Letter> {
        let (Some(old), Some(new)) = (scene.messages.first(), scene.changed) else {
            return Vec::new();
        };
        let new = new.clone();
        let clock = self.clock(case.language);
        let line = self.line(case, &new, Some(&clock));
        let there = if new.direction == Direction::FromStaff { case.chat } else { group };
        let is_alone = new.media_group.is_none();
        match old.target.filter(|target| target.chat == there && is_alone) {
            Some(target) => {
                let change = Effect::ChangeCarried {
                    message_id: target.message_id,
                    attachment: new.attachment,
                    line,
                    before: old.text.clone(),
                    after: new.text,
                };
                let regarding = Regarding::CaseEdit { case: case.number, entry: old.id };
                vec![addressed(case, group, old.direction, old.id, change).regarding(regarding)]
            }
            None => self.said_anew(case, group, &new),
        }
    }

    pub(super) fn say_anew(&self, case: &Case, group: ChatId, scene: &Scene<'_>) -> Vec<Letter> {
        scene.messages.iter().flat_map(|message| self.said_anew(case, group, message)).collect()
    }

    /// The new text of a message whose copy cannot be changed.
    fn said_anew(&self, case: &Case, group: ChatId, message: &CaseMessage) -> Vec<Letter> {
        let clock = self.clock(case.language);
        let rich = text(&self.line(case, message, Some(&clock)), &message.text);
        let reply_to = message.target.map(|target| target.message_id);
        match message.direction {
            Direction::FromStaff => {
                let regarding = Regarding::CaseMessage { case: case.number, entry: message.id };
                let letters = letters::sent(case.chat, &rich, reply_to).into_iter();
                letters.map(|letter| letter.regarding(regarding.clone())).collect()
            }
            _ => note(group, case, rich.visible(), reply_to),
        }
    }
}

/// A message, or the parts of an album, as they are carried; in the order in which they were written.
pub(super) fn carried(
    line: &str,
    first: &CaseMessage,
    parts: &[CaseMessage],
    reply_to: Option<MessageId>,
) -> Carried {
    let texts: Vec<&str> =
        parts.iter().map(|part| part.text.as_str()).filter(|text| !text.is_empty()).collect();
    let mut message_ids: Vec<MessageId> = parts.iter().map(|part| part.source.message_id).collect();
    message_ids.sort_unstable();
    Carried {
        line: line.to_owned(),
        text: texts.join("\n"),
        attachment: first.attachment,
        from_chat: first.source.chat,
        message_ids,
        reply_to,
    }
}

/// Who wrote, and under it what.
fn text(line: &str, text: &str) -> Rich {
    let rich = Rich::new().bold(line);
    if text.is_empty() { rich } else { rich.plain("\n").plain(text) }
}

fn message_of(case: &Case, id: EntryId, first: &FirstMessage, at_ms: i64) -> CaseMessage {
    CaseMessage {
        id,
        case: case.number,
        direction: Direction::FromResident,
        author: None,
        text: first.text.clone(),
        attachment: first.attachment,
        file: first.file.clone(),
        media_group: first.media_group.clone(),
        forwarded_from: first.forwarded_from.clone(),
        source: Place { chat: case.chat, message_id: first.message_id },
        target: None,
        state: Carriage::OnItsWay,
        at_ms,
    }
}

/// An effect that carries a message of the case to the other side.
fn addressed(
    case: &Case,
    group: ChatId,
    direction: Direction,
    entry: EntryId,
    effect: Effect,
) -> Letter {
    let regarding = Regarding::CaseMessage { case: case.number, entry };
    match direction {
        Direction::FromStaff => {
            Letter::from(letters::outgoing(case.chat, effect)).regarding(regarding)
        }
        Direction::FromResident | Direction::Note => {
            to_case(group, case.number, effect, Urgency::Message).regarding(regarding)
        }
    }
}
