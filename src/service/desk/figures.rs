//! `/statistik`: a picture and the figures.

use super::{Desk, letters};
use crate::desk::command::DAYS_MAX;
use crate::desk::span::Span;
use crate::desk::statistics::{Statistics, statistics};
use crate::model::article::ArticleId;
use crate::model::incoming::Incoming;
use crate::model::language::ReplyLanguage;
use crate::model::log::CaseTimes;
use crate::model::outgoing::{Effect, Outgoing, Urgency};
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::report::Report;
use crate::store::{Letter, StoreError};
use crate::wording::Message;

impl Desk {
    pub(super) async fn statistics(
        &self,
        update: &Incoming,
        days: Option<u32>,
    ) -> Result<Outcome, StoreError> {
        let Some(days) = days else {
            let most = [("most", DAYS_MAX.to_string().into())];
            return Ok(self.answer(update, None, &self.tell(Message::StatisticsHow, &most)));
        };
        let counted = self.counted(days).await?;
        let assistant = self.brain.assistant();
        let title = |id: &ArticleId| assistant.article(id).map(|article| article.title.clone());
        let report = Report {
            statistics: &counted,
            wording: &assistant.wording,
            language: ReplyLanguage::Swedish,
            title: &title,
        };
        let text = Rich::from(report.text().as_slice());
        let mut letters = self.picture(update, &report);
        letters.extend(letters::sent(update, &text, None));
        Ok(Outcome::say(letters))
    }

    /// The figures of so many days, of which the last is today.
    async fn counted(&self, days: u32) -> Result<Statistics, StoreError> {
        let zone = self.brain.zone();
        let span = Span::last(days, self.brain.local_now().date());
        let (from_ms, to_ms) = span.bounds_ms(zone);
        let questions = self.store.questions(from_ms, to_ms).await?;
        let cases: Vec<CaseTimes> =
            self.store.cases_during(from_ms, to_ms).await?.iter().map(CaseTimes::from).collect();
        Ok(statistics(&questions, &cases, span, self.brain.assistant().hours(), zone))
    }

    fn picture(&self, update: &Incoming, report: &Report<'_>) -> Vec<Letter> {
        match report.png() {
            Ok(png) => {
                let picture = letters::outgoing(update, Effect::Picture { png });
                vec![Letter::from(Outgoing { urgency: Urgency::Card, ..picture })]
            }
            Err(error) => {
                tracing::error!(%error, "the picture of the statistics cannot be drawn");
                self.answer(update, None, &self.tell(Message::StatisticsNoPicture, &[])).letters
            }
        }
    }
}
