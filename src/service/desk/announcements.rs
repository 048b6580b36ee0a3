//! `/notis`, `/avvikelse` and `/avvikelser`: what staff announce, at once in every reply.

use chrono::Utc;

use super::{Desk, letters};
use crate::desk::announcing::{self, BadException, BadNotice};
use crate::desk::command::Notice as Asked;
use crate::hours::local::existing;
use crate::model::audit::AuditAction;
use crate::model::contact::Exception;
use crate::model::desk::StaffAction;
use crate::model::id::MessageId;
use crate::model::incoming::Incoming;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Choice;
use crate::model::rich::Rich;
use crate::model::time::Day;
use crate::pipe::Outcome;
use crate::store::{Notice, NoticeWrite, Staff, StoreError, StoredException, Write};
use crate::wording::Message;

impl Desk {
    pub(super) async fn notice(
        &self,
        update: &Incoming,
        by: &Staff,
        asked: &Asked,
    ) -> Result<Outcome, StoreError> {
        match asked {
            Asked::Show => {
                let notices = self.store.notices(self.brain.now_ms()).await?;
                Ok(self.answer(update, None, &self.notices(&notices)))
            }
            Asked::Off => {
                let mut outcome = self.answer(update, None, &self.tell(Message::NoticesEnded, &[]));
                outcome.writes = vec![
                    Write::Notice(NoticeWrite::EndAll),
                    self.audit(by, AuditAction::NoticesEnded, ""),
                ];
                Ok(outcome)
            }
            Asked::Set(text) => Ok(self.announce(update, by, text)),
        }
    }

    fn announce(&self, update: &Incoming, by: &Staff, text: &str) -> Outcome {
        let announced = match announcing::notice(text, self.brain.local_now()) {
            Ok(announced) => announced,
            Err(wrong) => {
                let message = match wrong {
                    BadNotice::Until(_) => Message::NoticeBadEnd,
                    BadNotice::Past => Message::NoticePast,
                    BadNotice::Empty => Message::NoticeEmpty,
                };
                return self.answer(update, None, &self.tell(message, &[]));
            }
        };
        let until_ms =
            existing(announced.until, self.brain.zone()).with_timezone(&Utc).timestamp_millis();
        let args = [(
            "until",
            self.dated(ReplyLanguage::Swedish, |dates| dates.moment(announced.until)).into(),
        )];
        let text = Rich::new()
            .plain(&self.tell(Message::NoticeSet, &args))
            .plain("\n")
            .quote(&announced.text);
        let add = NoticeWrite::Add {
            text: announced.text.clone(),
            until_ms: Some(until_ms),
            author: by.clone(),
        };
        Outcome {
            writes: vec![
                Write::Notice(add),
                self.audit(by, AuditAction::NoticeAdded, &announced.text),
            ],
            letters: letters::sent(update, &text, None),
        }
    }

    fn notices(&self, notices: &[Notice]) -> String {
        if notices.is_empty() {
            return self.tell(Message::NoticeNone, &[]);
        }
        let row = |notice: &Notice| {
            let until = notice.until_ms.map(|ms| self.moment(ms)).unwrap_or_default();
            let args = [
                ("text", notice.text.as_str().into()),
                ("until", until.into()),
                ("author", notice.author.name.as_str().into()),
            ];
            self.tell(Message::NoticeRow, &args)
        };
        let rows: Vec<String> = notices.iter().map(row).collect();
        format!("{}\n{}", rows.join("\n"), self.tell(Message::NoticeHow, &[]))
    }

    /// `/avvikelse …`
    pub(super) fn exception(&self, update: &Incoming, by: &Staff, text: &str) -> Outcome {
        let assistant = self.brain.assistant();
        let exception = match announcing::exception(text, self.brain.local_now(), assistant.hours())
        {
            Ok(exception) => exception,
            Err(wrong) => return self.answer(update, None, &self.wrong_exception(&wrong)),
        };
        let args = [("row", self.exception_row(&exception).into())];
        let mut outcome = self.answer(update, None, &self.tell(Message::ExceptionSet, &args));
        let what = format!("{} {}", exception.date, exception.reason);
        outcome.writes = vec![
            Write::Notice(NoticeWrite::AddException { exception, author: by.clone() }),
            self.audit(by, AuditAction::ExceptionAdded, &what),
        ];
        outcome
    }

    /// What is wrong, and how it would be right.
    fn wrong_exception(&self, wrong: &BadException) -> String {
        let why = match wrong {
            BadException::Date => self.tell(Message::ExceptionBadDate, &[]),
            BadException::Past => self.tell(Message::ExceptionPast, &[]),
            BadException::Time(typed) => {
                self.tell(Message::ExceptionBadTime, &[("typed", typed.as_str().into())])
            }
            BadException::OpenOrClosed => self.tell(Message::ExceptionOpenOrClosed, &[]),
            BadException::Reason => self.tell(Message::ExceptionNoReason, &[]),
        };
        let next_year = chrono::Datelike::year(&self.brain.local_now()) + 1;
        let example =
            self.tell(Message::ExceptionExample, &[("date", format!("{next_year}-03-23").into())]);
        format!("{why}\n{example}")
    }

    /// `/avvikelser`
    pub(super) async fn exceptions(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        let (text, keys) = self.exceptions_shown(&self.coming_exceptions().await?);
        Ok(Outcome::say(letters::with_choices(update, &text, keys)))
    }

    async fn coming_exceptions(&self) -> Result<Vec<StoredException>, StoreError> {
        self.store.exceptions(self.brain.local_now().date()).await
    }

    fn exceptions_shown(&self, exceptions: &[StoredException]) -> (Rich, Vec<Vec<Choice>>) {
        if exceptions.is_empty() {
            return (Rich::new().plain(&self.tell(Message::ExceptionNone, &[])), Vec::new());
        }
        let mut text = Rich::new().bold(&self.tell(Message::ExceptionList, &[]));
        let mut keys = Vec::new();
        for stored in exceptions {
            let by = stored.author.name.as_str();
            text = text
                .plain("\n")
                .plain(&self.exception_row(&stored.exception))
                .plain(&format!(" ({by})"));
            let args = [(
                "date",
                self.dated(ReplyLanguage::Swedish, |dates| dates.date(stored.exception.date))
                    .into(),
            )];
            keys.push(vec![self.key_with(
                &self.tell(Message::ButtonRemoveException, &args),
                &StaffAction::RemoveException { id: stored.id },
            )]);
        }
        (text, keys)
    }

    pub(super) async fn exception_removed(
        &self,
        update: &Incoming,
        by: &Staff,
        message_id: MessageId,
        id: i64,
    ) -> Result<Option<Outcome>, StoreError> {
        let mut exceptions = self.coming_exceptions().await?;
        let Some(at) = exceptions.iter().position(|stored| stored.id == id) else {
            return Ok(None);
        };
        let removed = exceptions.remove(at).exception;
        let (text, keys) = self.exceptions_shown(&exceptions);
        let what = format!("{} {}", removed.date, removed.reason);
        Ok(Some(Outcome {
            writes: vec![
                Write::Notice(NoticeWrite::RemoveException { id }),
                self.audit(by, AuditAction::ExceptionRemoved, &what),
            ],
            letters: vec![self.replaced(update, message_id, &text, keys)],
        }))
    }

    /// `onsdag 23 december: 8.00–12.00, Personaldag`
    fn exception_row(&self, exception: &Exception) -> String {
        let day = Day { date: exception.date, intervals: exception.open.clone(), reason: None };
        let message = if exception.open.is_empty() {
            Message::ExceptionRowClosed
        } else {
            Message::ExceptionRow
        };
        let args = [
            ("day", self.dated(ReplyLanguage::Swedish, |dates| dates.date(exception.date)).into()),
            ("intervals", self.dated(ReplyLanguage::Swedish, |dates| dates.intervals(&day)).into()),
            ("reason", exception.reason.as_str().into()),
        ];
        self.tell(message, &args)
    }
}
