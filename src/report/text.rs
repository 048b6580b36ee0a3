//! Statistics in words: short lines, the most important first.

use super::{Report, number};
use crate::desk::statistics::{Day, Quantiles, YesNo};
use crate::model::reply::{Block, ReplyKind};
use crate::wording::Message;

/// So many articles are named.
const ARTICLES: usize = 5;

/// What cannot be said of nothing.
const NOTHING: &str = "–";

impl Report<'_> {
    /// A heading, then lists and small print.
    pub fn text(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(self.between(Message::StatsHeading))];
        if self.statistics.total.questions() == 0 {
            blocks.push(Block::Text(self.name(Message::StatsNothing)));
        } else {
            blocks.push(Block::List(self.questions()));
            blocks.extend(self.list(Message::StatsKinds, self.kinds()));
            blocks.extend(self.list(Message::StatsArticles, self.articles()));
        }
        blocks.extend(self.list(Message::StatsCases, self.cases()));
        blocks.push(Block::Note(self.name(Message::StatsNote)));
        blocks
    }

    fn list(&self, heading: Message, rows: Vec<String>) -> Vec<Block> {
        if rows.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading(self.name(heading)), Block::List(rows)]
    }

    fn questions(&self) -> Vec<String> {
        let total = &self.statistics.total;
        let mut rows = vec![self.row(Message::StatsQuestions, total.questions().to_string())];
        rows.extend(self.busiest().map(|busiest| self.row(Message::StatsBusiest, busiest)));
        rows.extend([
            self.row(Message::StatsAnswered, self.share(total.answered(), total.questions())),
            self.row(Message::StatsUnanswered, total.unanswered().to_string()),
            self.row(Message::StatsOutside, self.share(total.outside_hours, total.questions())),
            self.verdicts(Message::StatsHelpful, total.helpful),
        ]);
        rows
    }

    /// The first of the days with most questions.
    fn busiest(&self) -> Option<String> {
        let asked = |day: &&Day| day.count.questions();
        let busiest = self.statistics.days.iter().rev().max_by_key(asked)?;
        Some(self.say(
            Message::StatsOnDay,
            &[("value", number(asked(&busiest))), ("date", self.date(busiest.date).into())],
        ))
    }

    fn kinds(&self) -> Vec<String> {
        let mut kinds: Vec<(ReplyKind, usize)> =
            self.statistics.total.kinds.iter().map(|(kind, count)| (*kind, *count)).collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        kinds
            .into_iter()
            .map(|(kind, count)| self.row(kind_name(kind), count.to_string()))
            .collect()
    }

    fn articles(&self) -> Vec<String> {
        let quoted = self.statistics.articles.iter().take(ARTICLES);
        quoted.map(|(id, count)| self.named(&self.article(id), &count.to_string())).collect()
    }

    fn cases(&self) -> Vec<String> {
        let (total, first) = (&self.statistics.total, &self.statistics.first_answer);
        vec![
            self.row(Message::StatsOpened, total.cases_opened.to_string()),
            self.row(Message::StatsClosed, total.cases_closed.to_string()),
            self.row(Message::StatsStillOpen, self.statistics.still_open.to_string()),
            self.row(Message::StatsWaiting, first.waiting.to_string()),
            self.row(Message::StatsFirstAnswer, self.wait(first.all)),
            self.row(Message::StatsFirstAnswerOpen, self.wait(first.open)),
            self.verdicts(Message::StatsHelped, self.statistics.helped),
        ]
    }

    fn row(&self, name: Message, value: String) -> String {
        self.named(&self.name(name), &value)
    }

    fn named(&self, name: &str, value: &str) -> String {
        // A question mark needs no colon after it.
        match name.ends_with('?') {
            true => format!("{name} {value}"),
            false => self.say(Message::StatsRow, &[("name", name.into()), ("value", value.into())]),
        }
    }

    fn verdicts(&self, name: Message, YesNo { yes, no }: YesNo) -> String {
        let value = match yes + no {
            0 => NOTHING.to_owned(),
            _ => self.say(Message::StatsYesNo, &[("yes", number(yes)), ("no", number(no))]),
        };
        self.row(name, value)
    }

    fn share(&self, part: usize, whole: usize) -> String {
        match percent(part, whole) {
            None => NOTHING.to_owned(),
            Some(percent) => self.say(
                Message::StatsShare,
                &[("part", number(part)), ("whole", number(whole)), ("percent", number(percent))],
            ),
        }
    }

    fn wait(&self, quantiles: Option<Quantiles>) -> String {
        match quantiles {
            None => NOTHING.to_owned(),
            Some(Quantiles { median, ninetieth }) => self.say(
                Message::StatsWait,
                &[("median", self.time(median).into()), ("ninetieth", self.time(ninetieth).into())],
            ),
        }
    }

    fn time(&self, minutes: u64) -> String {
        match (minutes / 60, minutes % 60) {
            (0, minutes) => self.say(Message::StatsMinutes, &[("minutes", number(minutes))]),
            (hours, minutes) => self.say(
                Message::StatsHours,
                &[("hours", number(hours)), ("minutes", number(minutes))],
            ),
        }
    }
}

fn kind_name(kind: ReplyKind) -> Message {
    match kind {
        ReplyKind::Answer => Message::StatsKindAnswer,
        ReplyKind::Choose => Message::StatsKindChoose,
        ReplyKind::Overview => Message::StatsKindOverview,
        ReplyKind::Contact => Message::StatsKindContact,
        ReplyKind::Hours => Message::StatsKindHours,
        ReplyKind::Handover => Message::StatsKindHandover,
        ReplyKind::Smalltalk => Message::StatsKindSmalltalk,
        ReplyKind::Emergency => Message::StatsKindEmergency,
        ReplyKind::Unknown => Message::StatsKindUnknown,
    }
}

/// Rounded, but never to all or nothing where it is neither. `None`: of nothing.
pub(super) fn percent(part: usize, whole: usize) -> Option<usize> {
    if part == 0 || part >= whole {
        return (whole > 0).then_some(if part == 0 { 0 } else { 100 });
    }
    Some(((part * 200 + whole) / (whole * 2)).clamp(1, 99))
}
