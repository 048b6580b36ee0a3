//! What follows for a case, carried out: each effect as writes and letters.

use super::{Desk, Resident, letters};
use crate::desk::case::effect::ToResident;
use crate::desk::case::{CaseEffect as E, CaseEvent, Known, follow};
use crate::model::audit::AuditAction;
use crate::model::case::{Carriage, Case, CaseMessage, CaseNumber, CasePlace, Staff};
use crate::model::delivery::{Delivery, Lane};
use crate::model::desk::FirstMessage;
use crate::model::id::{ChatId, DraftId, MessageId, ThreadId};
use crate::model::incoming::{Event, Incoming, Received};
use crate::model::outgoing::Effect;
use crate::pipe::Outcome;
use crate::store::{CaseMessageWrite, CaseWrite, Counter, Letter, StoreError, StoredLetter, Write};
use crate::wording::Message;

/// What an event came with, besides the case.
#[derive(Default)]
pub(super) struct Scene<'a> {
    /// Who wrote or pressed, where a resident did.
    pub resident: Option<&'a Resident>,
    /// Who wrote or pressed, where an employee did.
    pub by: Option<&'a Staff>,
    pub update: Option<&'a Incoming>,
    pub brought: Brought<'a>,
    /// What is begun with the resident, by number.
    pub drafts: Vec<DraftId>,
    /// What the assistant replies.
    pub reply: Vec<Letter>,
    /// The stored messages that it is about.
    pub messages: Vec<CaseMessage>,
    /// A message as it was changed, where its first wording is in `messages`.
    pub changed: Option<&'a CaseMessage>,
    pub delivered: Option<(&'a StoredLetter, &'a Delivery)>,
    /// The message at which people are told.
    pub at: Option<MessageId>,
    /// Since when the case has waited; milliseconds since 1970.
    pub since_ms: i64,
}

/// What somebody wrote that is to be carried.
#[derive(Default)]
pub(super) enum Brought<'a> {
    #[default]
    Nothing,
    Message(&'a Received),
    /// Written before there was a case to put it in.
    First(Vec<FirstMessage>),
}

impl Desk {
    /// What follows from an event, carried out. `None`: it is nothing of the case's.
    pub(super) async fn happened(
        &self,
        case: Option<Case>,
        known: &Known,
        event: &CaseEvent,
        scene: &Scene<'_>,
    ) -> Result<Option<Outcome>, StoreError> {
        match follow(known, event) {
            Some(effects) => self.carry_out(case, &effects, scene).await.map(Some),
            None => Ok(None),
        }
    }

    /// The same for a case that is there, whatever its resident has agreed to.
    pub(super) async fn happened_in(
        &self,
        case: &Case,
        event: &CaseEvent,
        scene: &Scene<'_>,
    ) -> Result<Outcome, StoreError> {
        let known = Known::of(case, self.brain.now_ms());
        let outcome = self.happened(Some(case.clone()), &known, event, scene).await?;
        Ok(outcome.unwrap_or_default())
    }

    async fn carry_out(
        &self,
        mut case: Option<Case>,
        effects: &[E],
        scene: &Scene<'_>,
    ) -> Result<Outcome, StoreError> {
        let mut outcome = Outcome::default();
        for effect in effects {
            let done = match (scene.resident, &mut case) {
                (Some(resident), _) if is_before_a_case(effect) => {
                    self.before_a_case(resident, *effect, scene).await?
                }
                (Some(resident), case) if matches!(effect, E::Open { .. }) => {
                    let (done, opened) = self.open_case(resident, *effect).await?;
                    *case = Some(opened);
                    done
                }
                (_, Some(case)) => {
                    turn(case, *effect, scene);
                    self.in_the_case(case, *effect, scene).await?
                }
                (_, None) => {
                    tracing::error!(?effect, "there is no case for this");
                    Outcome::default()
                }
            };
            outcome.join(done);
        }
        Ok(outcome)
    }

    async fn before_a_case(
        &self,
        resident: &Resident,
        effect: E,
        scene: &Scene<'_>,
    ) -> Result<Outcome, StoreError> {
        Ok(match effect {
            E::AskConsent { origin, shows_message } => {
                let first = scene.brought.first().filter(|_| shows_message);
                self.ask_consent(resident, first, origin).await?
            }
            E::KeepMessage => self.keep_message(resident, scene.brought.first()).await?,
            E::ConfirmKept { origin } => self.confirm_kept(resident, origin),
            E::NoteConsent => Outcome::write([Write::Consent { chat: resident.chat }]),
            E::ForgetDrafts => self.forget_drafts(&scene.drafts),
            E::Reply => Outcome::say(scene.reply.clone()),
            E::TellResident(_) => Outcome::say(self.tell_refused(resident)),
            _ => Outcome::default(),
        })
    }

    async fn open_case(
        &self,
        resident: &Resident,
        effect: E,
    ) -> Result<(Outcome, Case), StoreError> {
        let E::Open { origin } = effect else { return Err(StoreError::CannotOpen) };
        let number = CaseNumber::new(self.store.next(Counter::Case).await?);
        let case = Case::new(
            number,
            resident.chat,
            &resident.name,
            resident.language,
            origin,
            resident.arrived_ms,
        );
        let open = CaseWrite::Open {
            number,
            chat: case.chat,
            name: case.name.clone(),
            language: case.language,
            origin,
            opened_ms: case.opened_ms,
        };
        Ok((Outcome::write([Write::Case(open)]), case))
    }

    async fn in_the_case(
        &self,
        case: &Case,
        effect: E,
        scene: &Scene<'_>,
    ) -> Result<Outcome, StoreError> {
        let number = case.number;
        let group = self.group().await?;
        Ok(match effect {
            E::Reopen => Outcome::write([Write::Case(CaseWrite::Reopen { number })]),
            E::Close { by } => Outcome::write([Write::Case(CaseWrite::Close { number, by })]),
            E::NoteResidentWrote => {
                Outcome::write([Write::Case(CaseWrite::ResidentWrote { number })])
            }
            E::NoteStaffAnswered => self.note_answered(number, scene),
            E::NoteReminded => Outcome::write([Write::Case(CaseWrite::Reminded { number })]),
            E::MakePlace => Outcome::say(self.place(case).await?),
            E::MakePlaceAgain => Outcome::say(self.place_again(case).await?),
            E::ReopenPlace => topic(group, case, |thread| Effect::ReopenPlace { thread }),
            E::ClosePlace => topic(group, case, |thread| Effect::ClosePlace { thread }),
            E::MoveToGroup => moved_to_group(case, scene),
            E::LosePlace => Outcome::write([Write::Case(CaseWrite::TopicLost { number })]),
            E::Release => Outcome::write([Write::Case(CaseWrite::Release { number, group })]),
            E::Recall => recalled(scene),
            E::RefreshCard => Outcome::say(self.card_again(case).await?.into_iter().collect()),
            E::CorrectCard => self.correct_card(case, scene).await?,
            E::Carry => self.carry(case, scene).await?,
            E::KeepNote => self.keep_note(case, scene).await?,
            E::ResendUnseen => self.resend_unseen(case, group).await?,
            E::HoldMessages => hold(case, &scene.messages),
            E::StoreChange => stored_change(scene),
            E::ShowChange => Outcome::say(self.show_change(case, group, scene)),
            E::CarryChanged => Outcome::say(self.carry_changed(case, group, scene)),
            E::SayAnew => Outcome::say(self.say_anew(case, group, scene)),
            E::Receipt(receipt) => Outcome::say(self.receipt(case, receipt, scene)),
            E::Confirm => Outcome::say(self.confirm(case, scene)),
            E::TellStaff(told) => Outcome::say(self.tell_staff(case, group, told, scene)),
            E::RefuseToSend(why) => self.refuse_to_send(case, why, scene),
            E::AnswerAuthor(what) => Outcome::say(self.answer_author(case, what, scene)),
            E::TellNoTopics => self.tell_no_topics(group),
            E::Audit => self.audit_closed(case, scene),
            E::Own => Outcome::default(),
            E::TellResident(told) => Outcome::say(self.tell_case_resident(case, told, scene)),
            E::Reply => Outcome::say(scene.reply.clone()),
            E::AskConsent { .. }
            | E::KeepMessage
            | E::ConfirmKept { .. }
            | E::NoteConsent
            | E::ForgetDrafts
            | E::Open { .. } => Outcome::default(),
        })
    }

    fn note_answered(&self, number: CaseNumber, scene: &Scene<'_>) -> Outcome {
        let (Some(by), Brought::Message(message)) = (scene.by, &scene.brought) else {
            return Outcome::default();
        };
        let at_ms = self.brain.arrived(message.sent_ms);
        Outcome::write([Write::Case(CaseWrite::StaffAnswered { number, by: by.clone(), at_ms })])
    }

    /// Told once, at the start or now, until the bot's standing changes.
    fn tell_no_topics(&self, group: ChatId) -> Outcome {
        let told = Message::StaffNoTopics;
        let text = self.tell(told, &[]);
        Outcome {
            writes: vec![Write::Setting {
                key: super::arriving::TOLD.to_owned(),
                value: told.id().to_owned(),
            }],
            letters: letters::plain(group, &text, None),
        }
    }

    fn audit_closed(&self, case: &Case, scene: &Scene<'_>) -> Outcome {
        match scene.by {
            Some(by) => {
                Outcome::write([self.audit(by, AuditAction::CaseClosed, &case.number.to_string())])
            }
            None => Outcome::default(),
        }
    }
}

impl Scene<'_> {
    /// The message that was written or changed.
    pub fn written(&self) -> Option<(&Incoming, &Received)> {
        match &self.update?.event {
            Event::Message(message) | Event::Edited(message) => Some((self.update?, message)),
            _ => None,
        }
    }
}

impl Brought<'_> {
    fn first(&self) -> Option<&FirstMessage> {
        match self {
            Brought::First(messages) => messages.first(),
            Brought::Nothing | Brought::Message(_) => None,
        }
    }
}

/// What needs no case: there may be none yet.
fn is_before_a_case(effect: &E) -> bool {
    matches!(
        effect,
        E::AskConsent { .. }
            | E::KeepMessage
            | E::ConfirmKept { .. }
            | E::NoteConsent
            | E::ForgetDrafts
            | E::Reply
            | E::TellResident(ToResident::ConsentRefused)
    )
}

/// The case as it is once the effect is written, so that what follows shows it so.
fn turn(case: &mut Case, effect: E, scene: &Scene<'_>) {
    match effect {
        E::Reopen => (case.open, case.closed_by) = (true, None),
        E::Close { by } => (case.open, case.closed_by) = (false, Some(by)),
        // Written with `NoteStaffAnswered`.
        E::Own => case.owner = scene.by.cloned(),
        E::LosePlace => (case.place, case.card) = (None, None),
        _ => {}
    }
}

/// Something done to the topic itself, behind what has been said in it.
fn topic(group: ChatId, case: &Case, effect: impl Fn(ThreadId) -> Effect) -> Outcome {
    let Some(CasePlace::Topic(thread)) = case.place else { return Outcome::default() };
    Outcome::say(vec![Letter::from(letters::outgoing(
        Lane { chat: group, thread: Some(thread) },
        effect(thread),
    ))])
}

fn moved_to_group(case: &Case, scene: &Scene<'_>) -> Outcome {
    let why = match scene.delivered {
        Some((_, Delivery::Refused(why))) => why.as_str(),
        _ => "",
    };
    tracing::warn!(
        case = case.number.number(),
        why,
        "no topic can be made: the case goes to the group itself"
    );
    Outcome::write([Write::Case(CaseWrite::InGroup { number: case.number })])
}

fn recalled(scene: &Scene<'_>) -> Outcome {
    match scene.delivered {
        Some((letter, _)) => Outcome::write([Write::Recall { letter: letter.id }]),
        None => Outcome::default(),
    }
}

fn hold(case: &Case, messages: &[CaseMessage]) -> Outcome {
    tracing::error!(
        case = case.number.number(),
        "staff's group cannot be written to: what residents write there is held until it can"
    );
    let waiting = messages.iter().filter(|message| message.state == Carriage::OnItsWay);
    let ids = waiting.map(|message| message.id).collect();
    Outcome::write([Write::CaseMessage(CaseMessageWrite::Held { ids })])
}

fn stored_change(scene: &Scene<'_>) -> Outcome {
    let Some(CaseMessage { source, text, attachment, file, .. }) = scene.changed else {
        return Outcome::default();
    };
    let edit = CaseMessageWrite::Edit { source: *source, text: text.clone() };
    let exchange =
        CaseMessageWrite::Exchange { source: *source, attachment: *attachment, file: file.clone() };
    let writes = [edit, exchange].map(Write::CaseMessage).to_vec();
    Outcome::write(writes)
}
