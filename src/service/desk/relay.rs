//! What one side writes reaches the other: messages, media, albums, and what was changed afterwards.

use super::carrying::{Content, has_caption, requests, text, together};
use super::{Desk, letters, note, to_case};
use crate::model::delivery::Regarding;
use crate::model::incoming::Message as Incoming;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Request, Urgency};
use crate::service::pipe::Outcome;
use crate::store::{
    Carriage, Case, CaseMessage, CaseMessageWrite, CaseWrite, Direction, Letter, Place, Staff,
    StoreError, Write,
};
use crate::telegram::markup::{CAPTION_MAX, TEXT_MAX};
use crate::wording::Message;

impl Desk {
    /// The resident wrote in an open case.
    pub async fn wrote(&self, case: &Case, message: &Incoming) -> Result<Outcome, StoreError> {
        let source = Place { chat: case.chat, message_id: message.message_id };
        let entry = self.entry(case, Direction::FromResident, None, message, source);
        let reply_to = self.counterpart(case.chat, message.reply_to, self.group().await?).await?;
        let mut outcome = self.carried(case, entry, reply_to).await?;
        outcome.writes.push(Write::Case(CaseWrite::ResidentWrote { number: case.number }));
        Ok(outcome)
    }

    /// An employee answered: the first to do so owns the case.
    pub(super) async fn answered(
        &self,
        case: &Case,
        by: &Staff,
        group: i64,
        message: &Incoming,
    ) -> Result<Outcome, StoreError> {
        let source = Place { chat: group, message_id: message.message_id };
        let entry = self.entry(case, Direction::FromStaff, Some(by.clone()), message, source);
        let reply_to = self.counterpart(group, message.reply_to, case.chat).await?;
        let mut outcome = self.carried(case, entry, reply_to).await?;
        let at_ms = self.brain.arrived(message.sent_ms);
        outcome.writes.push(Write::Case(CaseWrite::StaffAnswered {
            number: case.number,
            by: by.clone(),
            at_ms,
        }));
        if case.owner.is_none() {
            let owned = Case { owner: Some(by.clone()), ..case.clone() };
            outcome.letters.extend(self.card_again(&owned).await?);
        }
        Ok(outcome)
    }

    /// Stays among staff: part of the case's record, sent nowhere.
    pub(super) async fn noted(
        &self,
        case: &Case,
        by: &Staff,
        group: i64,
        message: &Incoming,
    ) -> Result<Outcome, StoreError> {
        let source = Place { chat: group, message_id: message.message_id };
        let entry = self.entry(case, Direction::Note, Some(by.clone()), message, source);
        let mut writes = self.kept_back(case, message).await?;
        let kept = CaseMessage { id: self.entries(1).await?, state: Carriage::Kept, ..entry };
        writes.push(Write::CaseMessage(CaseMessageWrite::Add(kept)));
        Ok(Outcome { writes, letters: Vec::new() })
    }

    /// The parts of an album that came before the one with the note's mark stay inside too: none has gone yet.
    async fn kept_back(&self, case: &Case, message: &Incoming) -> Result<Vec<Write>, StoreError> {
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
        message: &Incoming,
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
        message: &Incoming,
        source: Place,
    ) -> CaseMessage {
        CaseMessage {
            id: 0,
            case: case.number,
            direction,
            author,
            text: message.text.clone(),
            attachment: message.attachment,
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
        chat: i64,
        reply_to: Option<i32>,
        there: i64,
    ) -> Result<Option<i32>, StoreError> {
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
        reply_to: Option<i32>,
    ) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        if message.media_group.is_some() {
            let line = self.line(case, &message, None);
            let gathered = self.gather(case, &line, &message, reply_to).await?;
            let letter = |request| {
                addressed(case, group, message.direction, gathered.first, request)
                    .not_before(gathered.not_before_ms)
            };
            let letters = gathered.requests.into_iter().map(letter).collect();
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
        group: i64,
        parts: &[CaseMessage],
        reply_to: Option<i32>,
    ) -> Vec<Letter> {
        let Some(first) = parts.first() else { return Vec::new() };
        let (text, message_ids) = together(parts);
        let content = Content {
            text: &text,
            attachment: first.attachment,
            chat: first.source.chat,
            message_ids,
        };
        let requests = requests(&self.line(case, first, None), &content, reply_to).into_iter();
        requests.map(|request| addressed(case, group, first.direction, first.id, request)).collect()
    }

    /// Says who wrote, from where it was forwarded, and when it was changed, if it was.
    pub(super) fn line(&self, case: &Case, message: &CaseMessage, changed: Option<&str>) -> String {
        let to_resident = message.direction == Direction::FromStaff;
        let language = if to_resident { case.language } else { ReplyLanguage::Swedish };
        let mut line = match &message.author {
            Some(author) if to_resident => {
                let assistant = self.brain.assistant();
                let centre = &assistant.knowledge.contact.name;
                let centre =
                    if language == ReplyLanguage::Swedish { &centre.sv } else { &centre.en };
                self.say(
                    language,
                    Message::StaffLine,
                    &[("name", author.name.as_str().into()), ("centre", centre.as_str().into())],
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
    pub async fn changed(&self, place: Place, new: &str) -> Result<Option<Outcome>, StoreError> {
        let Some(message) = self.store.case_message_from(place).await? else { return Ok(None) };
        let Some(case) = self.store.case(message.case).await? else { return Ok(None) };
        if message.text == new {
            return Ok(Some(Outcome::default()));
        }
        let edit = CaseMessageWrite::Edit { source: place, text: new.to_owned() };
        let mut outcome = Outcome { writes: vec![Write::CaseMessage(edit)], letters: Vec::new() };
        if message.direction != Direction::Note {
            let clock = self.clock(case.language);
            let changed = CaseMessage { text: new.to_owned(), ..message.clone() };
            outcome.letters = self.shown_changed(&case, &message, &changed, &clock).await?;
        }
        Ok(Some(outcome))
    }

    /// The other side's copy is changed; where that cannot be, the new text follows as a message of its own.
    async fn shown_changed(
        &self,
        case: &Case,
        old: &CaseMessage,
        new: &CaseMessage,
        clock: &str,
    ) -> Result<Vec<Letter>, StoreError> {
        let group = self.group().await?;
        let line = self.line(case, new, Some(clock));
        let content = text(&line, &new.text);
        let fits = |max| text(&line, &old.text).units() <= max && content.units() <= max;
        let there = if new.direction == Direction::FromStaff { case.chat } else { group };
        let in_place = old
            .target
            .filter(|target| target.chat == there && new.media_group.is_none())
            .and_then(|target| match new.attachment {
                None if fits(TEXT_MAX) => Some(Request::Edit {
                    message_id: target.message_id,
                    html: content.html(TEXT_MAX).concat(),
                    keyboard: Vec::new(),
                }),
                // A caption that came or went has moved between the copy and the line above it.
                Some(kind)
                    if fits(CAPTION_MAX)
                        && has_caption(kind, &old.text)
                        && has_caption(kind, &new.text) =>
                {
                    Some(Request::EditCaption {
                        message_id: target.message_id,
                        html: content.html(CAPTION_MAX).concat(),
                    })
                }
                _ => None,
            });
        match in_place {
            Some(request) => {
                let regarding = Regarding::CaseEdit { case: case.number, entry: new.id };
                Ok(vec![
                    addressed(case, group, new.direction, new.id, request).regarding(regarding),
                ])
            }
            None => Ok(self.said_anew(case, group, new, clock)),
        }
    }

    /// The new text of a message whose copy cannot be changed.
    pub(super) fn said_anew(
        &self,
        case: &Case,
        group: i64,
        message: &CaseMessage,
        clock: &str,
    ) -> Vec<Letter> {
        let line = self.line(case, message, Some(clock));
        let rich = text(&line, &message.text);
        let reply_to = message.target.map(|target| target.message_id);
        match message.direction {
            Direction::FromStaff => {
                let regarding = Regarding::CaseMessage { case: case.number, entry: message.id };
                let letters = letters::sent(case.chat, None, &rich, reply_to).into_iter();
                letters.map(|letter| letter.regarding(regarding.clone())).collect()
            }
            _ => note(group, case, rich.visible(), reply_to),
        }
    }
}

/// A request that carries a message of the case to the other side.
fn addressed(
    case: &Case,
    group: i64,
    direction: Direction,
    entry: i64,
    request: Request,
) -> Letter {
    let regarding = Regarding::CaseMessage { case: case.number, entry };
    match direction {
        Direction::FromStaff => {
            Letter::from(letters::outgoing(case.chat, None, request)).regarding(regarding)
        }
        Direction::FromResident | Direction::Note => {
            to_case(group, case.number, request, Urgency::Message).regarding(regarding)
        }
    }
}
