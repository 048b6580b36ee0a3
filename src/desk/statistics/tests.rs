//! Figures of made-up days.

use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;

use super::*;
use crate::model::contact::OpeningRule;
use crate::model::id::{ChatId, MessageId, QuestionId};
use crate::model::log::Review;

const ZONE: Tz = chrono_tz::Europe::Stockholm;

fn hours() -> Hours {
    Hours::new(&OpeningRule::swedish("Mo-Fr 08:00-16:30; PH off")).unwrap()
}

fn ms(text: &str) -> i64 {
    DateTime::<FixedOffset>::parse_from_rfc3339(text).unwrap().timestamp_millis()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

fn asked(asked_ms: i64, kind: ReplyKind, article: Option<&str>) -> Question {
    Question {
        answer: String::new(),
        id: QuestionId::new(1),
        chat: ChatId::new(7),
        message_id: MessageId::new(1),
        text: "?".to_owned(),
        kind,
        article: article.and_then(ArticleId::parse),
        language: "sv".to_owned(),
        asked_ms,
        outside_hours: false,
        helpful: None,
        review: Review::Open,
    }
}

fn case(
    opened: &str,
    answered: Option<&str>,
    closed: Option<&str>,
    helped: Option<bool>,
) -> CaseTimes {
    CaseTimes {
        opened_ms: ms(opened),
        first_answer_ms: answered.map(ms),
        closed_ms: closed.map(ms),
        helped,
    }
}

fn of(questions: &[Question], cases: &[CaseTimes], span: Span) -> Statistics {
    statistics(questions, cases, span, &hours(), ZONE)
}

#[test]
fn nothing_asked_gives_empty_days_and_no_quantiles() {
    let empty = of(&[], &[], span("2026-11-22", "2026-11-23"));
    assert_eq!(empty.days.len(), 2);
    assert_eq!(
        (empty.total.questions(), empty.total.answered(), empty.first_answer),
        (0, 0, FirstAnswer::default())
    );
    assert!(of(&[], &[], span("2026-11-23", "2026-11-22")).days.is_empty());
}

#[test]
fn a_question_counts_on_its_local_day_also_when_the_clocks_change() {
    let check = |at: &str, expected: &str| {
        let counted =
            of(&[asked(ms(at), ReplyKind::Answer, None)], &[], span("2026-03-27", "2026-10-27"));
        let on: Vec<String> = counted
            .days
            .iter()
            .filter(|day| day.count.questions() > 0)
            .map(|day| day.date.to_string())
            .collect();
        assert_eq!(on, [expected], "{at}");
    };
    check("2026-03-28T23:59:59+01:00", "2026-03-28");
    check("2026-03-28T23:00:00Z", "2026-03-29");
    check("2026-03-29T21:59:59Z", "2026-03-29");
    check("2026-03-29T22:00:00Z", "2026-03-30");
    check("2026-10-24T22:00:00Z", "2026-10-25");
    check("2026-10-25T22:59:59Z", "2026-10-25");
    check("2026-10-25T23:00:00Z", "2026-10-26");
}

#[test]
fn the_spans_ends_are_local_midnights() {
    let day = span("2026-10-25", "2026-10-25");
    let (from, to) = day.bounds_ms(ZONE);
    assert_eq!((to - from) / 3_600_000, 25, "the day on which the clocks go back");
    let inside = |at: i64| of(&[asked(at, ReplyKind::Answer, None)], &[], day).total.questions();
    assert_eq!([inside(from - 1), inside(from), inside(to - 1), inside(to)], [0, 1, 1, 0]);
}

#[test]
fn all_but_unknown_is_answered() {
    use ReplyKind::{Answer, Handover, Hours, Unknown};
    let noon = ms("2026-11-23T12:00:00+01:00");
    let mut questions: Vec<Question> =
        [Answer, Unknown, Hours, Handover, Unknown].map(|kind| asked(noon, kind, None)).into();
    questions[0].helpful = Some(true);
    questions[2].helpful = Some(false);
    questions[3].outside_hours = true;
    let total = of(&questions, &[], span("2026-11-23", "2026-11-23")).total;
    assert_eq!(
        (total.questions(), total.answered(), total.unanswered(), total.outside_hours),
        (5, 3, 2, 1)
    );
    assert_eq!(total.helpful, YesNo { yes: 1, no: 1 });
}

#[test]
fn articles_come_by_how_often_they_were_quoted_and_then_by_id() {
    let (first, second) = (ms("2026-11-22T12:00:00+01:00"), ms("2026-11-23T12:00:00+01:00"));
    let quoted = |at, id| asked(at, ReplyKind::Answer, Some(id));
    let counted = of(
        &[quoted(first, "c"), quoted(first, "b"), quoted(second, "c"), quoted(second, "a")],
        &[],
        span("2026-11-22", "2026-11-23"),
    );
    let ranked: Vec<(&str, usize)> =
        counted.articles.iter().map(|(id, count)| (id.as_str(), *count)).collect();
    assert_eq!(ranked, [("c", 2), ("a", 1), ("b", 1)]);
    let tops: Vec<Option<&str>> =
        counted.days.iter().map(|day| day.top_article.as_ref().map(ArticleId::as_str)).collect();
    assert_eq!(tops, [Some("b"), Some("a")]);
}

#[test]
fn cases_are_opened_closed_and_still_open_by_the_spans_end() {
    let cases = [
        case("2026-11-01T10:00:00+01:00", None, Some("2026-11-23T10:00:00+01:00"), Some(true)),
        case("2026-11-22T10:00:00+01:00", None, Some("2026-11-25T10:00:00+01:00"), Some(false)),
        case("2026-11-23T10:00:00+01:00", None, None, None),
        case("2026-11-24T10:00:00+01:00", None, None, None),
    ];
    let counted = of(&[], &cases, span("2026-11-22", "2026-11-23"));
    assert_eq!(
        (counted.total.cases_opened, counted.total.cases_closed, counted.still_open),
        (2, 1, 2)
    );
    assert_eq!(counted.helped, YesNo { yes: 1, no: 0 });
    assert_eq!(counted.first_answer, FirstAnswer { waiting: 1, all: None, open: None });
}

#[test]
fn the_wait_is_measured_by_the_clock_and_within_opening_hours() {
    let waits = |answers: &[(&str, &str)]| {
        let cases: Vec<CaseTimes> = answers
            .iter()
            .map(|(opened, answered)| case(opened, Some(answered), None, None))
            .collect();
        let waited = of(&[], &cases, span("2026-11-01", "2026-11-30")).first_answer;
        (
            waited.all.map(|all| (all.median, all.ninetieth)),
            waited.open.map(|open| (open.median, open.ninetieth)),
        )
    };
    let quick = ("2026-11-23T10:00:00+01:00", "2026-11-23T10:00:01+01:00");
    let overnight = ("2026-11-23T16:00:00+01:00", "2026-11-24T08:30:00+01:00");
    let weekend = ("2026-11-27T20:00:00+01:00", "2026-11-30T08:10:00+01:00");
    assert_eq!(waits(&[quick]), (Some((1, 1)), Some((1, 1))));
    assert_eq!(waits(&[overnight]), (Some((990, 990)), Some((60, 60))));
    assert_eq!(waits(&[overnight, weekend, quick]), (Some((990, 3610)), Some((10, 60))));
    assert_eq!(
        waits(&[("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00+01:00")]),
        (Some((0, 0)), Some((0, 0)))
    );
}

#[test]
fn quantiles_are_values_that_were_measured() {
    let check = |count: i64, expected: (u64, u64)| {
        let waited = (1..=count).rev().map(TimeDelta::minutes).collect();
        assert_eq!(
            Quantiles::of(waited).map(|found| (found.median, found.ninetieth)),
            Some(expected),
            "{count}"
        );
    };
    check(1, (1, 1));
    check(2, (1, 2));
    check(9, (5, 9));
    check(10, (5, 9));
    check(11, (6, 10));
    check(100, (50, 90));
}

proptest! {
    #[test]
    fn every_question_of_the_span_counts_once(at in prop::collection::vec((0i64..10 * 86_400_000, any::<bool>()), 0..60)) {
        let days = span("2026-10-22", "2026-10-28");
        let (from, to) = days.bounds_ms(ZONE);
        let kind = |known| if known { ReplyKind::Answer } else { ReplyKind::Unknown };
        let questions: Vec<Question> = at.iter().map(|(at, known)| asked(from + at, kind(*known), None)).collect();
        let counted = of(&questions, &[], days);
        let inside = questions.iter().filter(|question| question.asked_ms < to).count();
        prop_assert_eq!(counted.total.questions(), inside);
        prop_assert_eq!(counted.total.answered() + counted.total.unanswered(), inside);
        prop_assert_eq!(counted.days.iter().map(|day| day.count.questions()).sum::<usize>(), inside);
        prop_assert_eq!(counted.days.len(), 7);
    }
}
