//! What a resident does, as events of their case.

use super::Desk;
use super::effects::{Brought, Scene};
use crate::desk::case::event::{Brings, Wrote};
use crate::desk::case::{CaseEvent, Known, consent};
use crate::model::case::{Case, CaseNumber, Origin, Place};
use crate::model::desk::{Draft, FirstMessage};
use crate::model::id::{ChatId, DraftId};
use crate::model::incoming::{Incoming, Membership, Received};
use crate::model::language::ReplyLanguage;
use crate::pipe::Outcome;
use crate::store::{CaseWrite, Letter, StoreError, StoredDraft, Write};

/// Who writes to staff, alone with the assistant.
#[derive(Clone, Debug)]
pub struct Resident {
    pub chat: ChatId,
    /// First name, as the channel gives it.
    pub name: String,
    pub language: ReplyLanguage,
    pub consented: bool,
    /// When what they do now came in; milliseconds since 1970.
    pub arrived_ms: i64,
    pub retention_days: u32,
}

/// What is known of a resident's newest case.
pub struct NewestCase {
    pub case: Option<Case>,
    pub known: Known,
}

/// What the assistant makes of a message to which somebody else may reply.
pub struct Heard {
    pub wrote: Wrote,
    /// What the assistant says, where it replies too.
    pub reply: Vec<Letter>,
}

impl Desk {
    pub async fn newest_case_of(&self, resident: &Resident) -> Result<NewestCase, StoreError> {
        let now_ms = self.brain.now_ms();
        let case = self.store.newest_case(resident.chat).await?;
        let known = match &case {
            Some(case) => Known::of(case, now_ms),
            None => Known::NOTHING,
        };
        let asked = match known.is_open() {
            true => None,
            false => self.consent_asked(resident.chat, consent::stands_since(now_ms)).await?,
        };
        let asked = asked.and_then(|stored| match stored.draft {
            Draft::ConsentAsked { origin } => Some(origin),
            _ => None,
        });
        Ok(NewestCase { case, known: Known { has_consented: resident.consented, asked, ..known } })
    }

    async fn consent_asked(
        &self,
        chat: ChatId,
        since_ms: i64,
    ) -> Result<Option<StoredDraft>, StoreError> {
        self.store.waiting_draft(chat.person(), chat, None, since_ms).await
    }

    /// The resident wants a person: a case is opened, once they know what that means.
    pub async fn person(
        &self,
        resident: &Resident,
        first: Option<FirstMessage>,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        let first = self.unless_known(resident.chat, first).await?;
        let newest = self.newest_case_of(resident).await?;
        let waiting = self.store.first_messages(resident.chat).await?;
        let waits = |first: &FirstMessage| {
            waiting.iter().any(|(_, waiting)| waiting.message_id == first.message_id)
        };
        let brings = match &first {
            None => Brings::Nothing,
            Some(first) if waits(first) => Brings::WaitingMessage,
            Some(_) => Brings::Message,
        };
        let scene = Scene {
            resident: Some(resident),
            brought: Brought::First(first.into_iter().collect()),
            ..Scene::default()
        };
        let event = CaseEvent::PersonWanted { origin, brings };
        let followed = self.happened(newest.case, &newest.known, &event, &scene).await?;
        Ok(followed.unwrap_or_default())
    }

    /// What staff have already does not go to them again, however often a button is pressed.
    async fn unless_known(
        &self,
        chat: ChatId,
        first: Option<FirstMessage>,
    ) -> Result<Option<FirstMessage>, StoreError> {
        let Some(first) = first else { return Ok(None) };
        let known =
            self.store.case_message_from(Place { chat, message_id: first.message_id }).await?;
        Ok(known.is_none().then_some(first))
    }

    /// The resident has agreed to what is stored, or not.
    pub async fn consented(
        &self,
        resident: &Resident,
        agreed: bool,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        let newest = self.newest_case_of(resident).await?;
        let scene = self.scene_of_consent(resident).await?;
        let has_written = matches!(&scene.brought, Brought::First(first) if !first.is_empty());
        let event = CaseEvent::Consented { agreed, origin, has_written };
        let followed = self.happened(newest.case, &newest.known, &event, &scene).await?;
        Ok(followed.unwrap_or_default())
    }

    /// What waits for the answer, and what is forgotten with it.
    async fn scene_of_consent<'a>(&self, resident: &'a Resident) -> Result<Scene<'a>, StoreError> {
        let (mut drafts, first): (Vec<DraftId>, Vec<FirstMessage>) =
            self.store.first_messages(resident.chat).await?.into_iter().unzip();
        drafts.extend(self.consent_asked(resident.chat, 0).await?.map(|asked| asked.id));
        let brought = Brought::First(first);
        Ok(Scene { resident: Some(resident), brought, drafts, ..Scene::default() })
    }

    /// What a resident wrote, where it may be for staff. `None`: it is for the assistant.
    pub async fn resident_wrote(
        &self,
        resident: &Resident,
        newest: NewestCase,
        update: &Incoming,
        message: &Received,
        heard: Heard,
    ) -> Result<Option<Outcome>, StoreError> {
        let NewestCase { case, known } = newest;
        let Heard { mut wrote, reply } = heard;
        let waiting = match &case {
            Some(_) if known.is_open() => Vec::new(),
            _ => self.store.first_messages(resident.chat).await?,
        };
        let first = FirstMessage::of_message(message, &message.text);
        wrote.has_content = first.is_some();
        wrote.has_written = !waiting.is_empty();
        wrote.is_later_part = self.is_later_part(case.as_ref(), &known, message, &waiting).await?;
        let goes_on_with_case = case.is_some() && (known.is_open() || known.asked.is_none());
        let mut scene = if wrote.agrees.is_some() && !known.is_open() && known.asked.is_some() {
            self.scene_of_consent(resident).await?
        } else {
            let brought = match (goes_on_with_case && known.has_consented) || known.is_open() {
                true => Brought::Message(message),
                false => Brought::First(first.into_iter().collect()),
            };
            Scene { resident: Some(resident), brought, ..Scene::default() }
        };
        scene.update = Some(update);
        scene.reply = reply;
        scene.at = known.is_open().then_some(message.message_id);
        self.happened(case, &known, &CaseEvent::ResidentWrote(wrote), &scene).await
    }

    /// Whether another part of the same album was there before: in the case, or before the consent.
    async fn is_later_part(
        &self,
        case: Option<&Case>,
        known: &Known,
        message: &Received,
        waiting: &[(DraftId, FirstMessage)],
    ) -> Result<bool, StoreError> {
        let Some(album) = &message.media_group else { return Ok(false) };
        match case {
            Some(case) if known.is_open() => {
                Ok(!self.store.album(case.number, album).await?.is_empty())
            }
            _ => Ok(waiting.iter().any(|(_, first)| first.media_group.as_ref() == Some(album))),
        }
    }

    /// `/avsluta`. `None`: there is nothing to end.
    pub async fn ended(&self, resident: &Resident) -> Result<Option<Outcome>, StoreError> {
        let newest = self.newest_case_of(resident).await?;
        // What is said of the end is said in the language of the case.
        let scene = Scene::default();
        self.happened(newest.case, &newest.known, &CaseEvent::ResidentEnded, &scene).await
    }

    /// What the resident thought of it; somebody else's case is none of theirs.
    pub async fn helped(
        &self,
        chat: ChatId,
        number: CaseNumber,
        helped: bool,
    ) -> Result<Option<Outcome>, StoreError> {
        let case = self.store.case(number).await?.filter(|case| case.chat == chat);
        Ok(case.map(|case| {
            Outcome::write([Write::Case(CaseWrite::Helped { number: case.number, helped })])
        }))
    }

    /// A resident has blocked the assistant, or writes again: shown in their case.
    pub async fn resident_standing(
        &self,
        chat: ChatId,
        membership: Membership,
    ) -> Result<Outcome, StoreError> {
        let Some(case) = self.store.newest_case(chat).await? else { return Ok(Outcome::default()) };
        let event = match membership {
            Membership::Gone => CaseEvent::ResidentLeft,
            Membership::Member | Membership::Administrator => CaseEvent::ResidentReturned,
        };
        self.happened_in(&case, &event, &Scene::default()).await
    }
}
