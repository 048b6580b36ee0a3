//! `/statistik`: a picture and the figures.

use super::{Desk, letters, said};
use crate::desk::span::Span;
use crate::desk::statistics::statistics;
use crate::model::article::ArticleId;
use crate::model::incoming::Incoming;
use crate::model::language::ReplyLanguage;
use crate::model::log::CaseTimes;
use crate::model::outgoing::{Effect, Urgency};
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::report::Report;
use crate::store::{Letter, StoreError};
use crate::wording::Message;

/// So many days are counted unless others are asked for, and so many at most.
const DAYS: u32 = 30;
const DAYS_MAX: u32 = 366;

impl Desk {
    pub(super) async fn statistics(
        &self,
        update: &Incoming,
        days: &str,
    ) -> Result<Outcome, StoreError> {
        let days = match days.split_whitespace().next().map(str::parse::<u32>) {
            None => DAYS,
            Some(Ok(days)) if (1..=DAYS_MAX).contains(&days) => days,
            Some(_) => {
                return Ok(self.answer(
                    update,
                    None,
                    &self.tell(Message::StatisticsHow, &[("most", DAYS_MAX.to_string().into())]),
                ));
            }
        };
        let zone = self.brain.zone();
        let span = Span::last(days, self.brain.local_now().date());
        let (from_ms, to_ms) = span.bounds_ms(zone);
        let questions = self.store.questions(from_ms, to_ms).await?;
        let cases: Vec<CaseTimes> =
            self.store.cases_during(from_ms, to_ms).await?.iter().map(CaseTimes::from).collect();
        let assistant = self.brain.assistant();
        let counted = statistics(&questions, &cases, span, assistant.hours(), zone);
        let title = |id: &ArticleId| assistant.article(id).map(|article| article.title.clone());
        let report = Report {
            statistics: &counted,
            wording: &assistant.wording,
            language: ReplyLanguage::Swedish,
            title: &title,
        };
        let text = Rich::from(report.text().as_slice());
        let mut letters: Vec<Letter> = match report.png() {
            Ok(png) => {
                let mut photo =
                    letters::outgoing(update.chat, update.thread, Effect::Picture { png });
                photo.urgency = Urgency::Card;
                vec![Letter::from(photo)]
            }
            Err(error) => {
                tracing::error!(%error, "the picture of the statistics cannot be drawn");
                letters::sent(
                    update.chat,
                    update.thread,
                    &Rich::new().plain(&self.tell(Message::StatisticsNoPicture, &[])),
                    None,
                )
            }
        };
        letters.extend(letters::sent(update.chat, update.thread, &text, None));
        Ok(said(letters))
    }
}
