//! Made-up days as text, table and picture.

use chrono::Days;
use chrono::NaiveDate;

use super::*;
use crate::desk::span::Span;
use crate::desk::statistics::{Count, Day, FirstAnswer, Quantiles, YesNo};
use crate::model::reply::{Block, ReplyKind};

fn wording() -> Wording {
    let (sv, en) = (
        include_str!("../../knowledge/wording/sv.ftl"),
        include_str!("../../knowledge/wording/en.ftl"),
    );
    Wording::of(&[(ReplyLanguage::Swedish, sv), (ReplyLanguage::English, en)])
}

fn title(id: &ArticleId) -> Option<String> {
    match id.as_str() {
        "gone" => None,
        "formula" => Some("=SUMMA(A1)".to_owned()),
        _ => Some("Lust att lära, \"hela\" livet".to_owned()),
    }
}

/// Days in a row from 23 November 2026 on, with so many answered and unanswered.
fn statistics(asked: &[(usize, usize)]) -> Statistics {
    let from = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let count = |(answered, unanswered): (usize, usize)| {
        let kinds = [(ReplyKind::Answer, answered), (ReplyKind::Unknown, unanswered)];
        Count {
            kinds: kinds.into_iter().filter(|(_, count)| *count > 0).collect(),
            ..Count::default()
        }
    };
    let day = |(at, asked): (u64, &(usize, usize))| Day {
        date: from + Days::new(at),
        count: count(*asked),
        top_article: (asked.0 > 0).then(|| ArticleId::parse("lust").unwrap()),
    };
    let days: Vec<Day> = (0..).zip(asked).map(day).collect();
    let sums = asked.iter().fold((0, 0), |sums, asked| (sums.0 + asked.0, sums.1 + asked.1));
    let id = |text| ArticleId::parse(text).unwrap();
    Statistics {
        span: Span { from, to: days.last().map_or(from, |day| day.date) },
        days,
        total: count(sums),
        articles: if sums.0 > 0 { vec![(id("lust"), sums.0), (id("gone"), 1)] } else { Vec::new() },
        still_open: 2,
        helped: YesNo::default(),
        first_answer: FirstAnswer { waiting: 1, all: None, open: None },
    }
}

fn report<R>(statistics: &Statistics, language: ReplyLanguage, of: impl Fn(&Report<'_>) -> R) -> R {
    of(&Report { statistics, wording: &wording(), language, title: &title })
}

fn said(statistics: &Statistics, language: ReplyLanguage) -> String {
    let blocks = report(statistics, language, |report| report.text());
    let line = |block: &Block| match block {
        Block::Heading(text) | Block::Text(text) | Block::Note(text) => text.clone(),
        Block::List(rows) => rows.join("\n"),
        other => panic!("{other:?} has no place in statistics"),
    };
    blocks.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_text_says_each_figure_with_its_name() {
    let mut counted = statistics(&[(2, 1), (4, 1)]);
    counted.total.outside_hours = 2;
    counted.total.helpful = YesNo { yes: 3, no: 0 };
    counted.first_answer.all = Some(Quantiles { median: 12, ninetieth: 125 });
    let check = |language, expected: &[&str]| {
        let text = said(&counted, language);
        let lines: Vec<&str> = text.lines().collect();
        for line in expected {
            assert!(lines.contains(line), "{line} in:\n{text}");
        }
        assert!(!text.contains("{$") && !text.contains("NaN"), "{text}");
    };
    check(
        ReplyLanguage::Swedish,
        &[
            "Statistik 23 november 2026–24 november 2026",
            "Frågor: 8",
            "Flest på en dag: 5, den 24 november 2026",
            "Besvarade: 6 av 8 (75 %)",
            "Utan svar: 2",
            "Utanför öppettiderna: 2 av 8 (25 %)",
            "Hjälpte svaret? ja 3, nej 0",
            "Lust att lära, \"hela\" livet: 6",
            "gone: 1",
            "Fortfarande öppna: 2",
            "Väntar på ett första svar: 1",
            "Tid till första svar: hälften inom 12 min, nio av tio inom 2 tim 5 min",
            "Bara öppettid räknad: –",
            "Blev ärendet löst? –",
        ],
    );
    check(
        ReplyLanguage::English,
        &[
            "Answered: 6 of 8 (75%)",
            "Time to the first answer: half within 12 min, nine in ten within 2 h 5 min",
        ],
    );
}

#[test]
fn a_span_without_questions_says_so() {
    for asked in [&[] as &[(usize, usize)], &[(0, 0), (0, 0)]] {
        let text = said(&statistics(asked), ReplyLanguage::Swedish);
        assert!(
            text.contains("Inga frågor de här dagarna.") && !text.contains("Besvarade:"),
            "{text}"
        );
    }
}

#[test]
fn a_share_is_never_all_or_nothing_where_it_is_neither() {
    let check = |part, whole, expected| {
        assert_eq!(text::percent(part, whole), expected, "{part} of {whole}")
    };
    check(0, 0, None);
    check(0, 3, Some(0));
    check(1, 3, Some(33));
    check(2, 3, Some(67));
    check(1, 2, Some(50));
    check(1, 1000, Some(1));
    check(999, 1000, Some(99));
    check(3, 3, Some(100));
}

#[test]
fn the_table_has_a_row_a_day_and_as_many_cells_in_each() {
    let csv = report(&statistics(&[(2, 1), (0, 0)]), ReplyLanguage::Swedish, |report| report.csv());
    let expected = "date;questions;answered;unanswered;outside_hours;answer;choose;overview;contact;hours;handover;smalltalk;emergency;unknown;\
                    helpful_yes;helpful_no;cases_opened;cases_closed;top_article\r\n\
                    2026-11-23;3;2;1;0;2;0;0;0;0;0;0;0;1;0;0;0;0;\"Lust att lära, \"\"hela\"\" livet\"\r\n\
                    2026-11-24;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;\r\n";
    assert_eq!(csv, expected);
}

#[test]
fn the_table_is_separated_as_spreadsheets_in_the_language_expect() {
    for (language, expected) in [
        (ReplyLanguage::Swedish, "2026-11-23;1;1;0;"),
        (ReplyLanguage::English, "2026-11-23,1,1,0,"),
    ] {
        let csv = report(&statistics(&[(1, 0)]), language, |report| report.csv());
        assert!(csv.contains(expected), "{csv}");
    }
}

#[test]
fn a_cell_is_quoted_where_it_must_be_and_is_never_a_formula() {
    let check = |text: &str, expected: &str| assert_eq!(table::cell(text), expected);
    check("", "");
    check("Lust att lära", "Lust att lära");
    check("a,b", "\"a,b\"");
    check("a;b", "\"a;b\"");
    check("en \"sak\"", "\"en \"\"sak\"\"\"");
    check("två\r\nrader", "\"två\r\nrader\"");
    check("=1+1", "'=1+1");
    check("+46", "'+46");
    check("-id", "'-id");
    check("@SUM(A1,A2)", "\"'@SUM(A1,A2)\"");
    let mut counted = statistics(&[(1, 0)]);
    counted.days[0].top_article = ArticleId::parse("formula");
    assert!(
        report(&counted, ReplyLanguage::Swedish, |report| report.csv())
            .ends_with(";'=SUMMA(A1)\r\n")
    );
}

/// Width, height and the pixels.
fn decoded(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(bytes).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    (frame.width, frame.height, pixels)
}

/// Rows of pixels from here on hold bars, axes and dates.
const BELOW_LEGEND: usize = 155;

fn drawn(asked: &[(usize, usize)], language: ReplyLanguage) -> Vec<u8> {
    report(&statistics(asked), language, |report| report.png()).unwrap()
}

#[test]
fn every_span_has_a_picture_and_always_the_same() {
    let many: Vec<(usize, usize)> = (0..366).map(|day| (day % 7, day % 3)).collect();
    for asked in
        [&[] as &[(usize, usize)], &[(0, 0)], &[(1, 0)], &[(0, 100_000)], &many[..30], &many]
    {
        let picture = drawn(asked, ReplyLanguage::Swedish);
        let (width, height, _) = decoded(&picture);
        assert_eq!((width, height), (1000, 700));
        assert_eq!(picture, drawn(asked, ReplyLanguage::Swedish), "{} days", asked.len());
    }
}

#[test]
fn bars_grow_with_what_was_asked_and_both_parts_show() {
    let share = |asked: &[(usize, usize)], colour: [u8; 3]| {
        let (.., pixels) = decoded(&drawn(asked, ReplyLanguage::Swedish));
        pixels[BELOW_LEGEND * 1000 * 3..].chunks_exact(3).filter(|pixel| *pixel == colour).count()
    };
    let (answered, unanswered) = ([0, 70, 125], [250, 205, 140]);
    assert!(share(&[(4, 0), (10, 0)], answered) > share(&[(1, 0), (10, 0)], answered));
    assert_eq!((share(&[(0, 3)], answered), share(&[(3, 0)], unanswered)), (0, 0));
    assert!(share(&[(0, 3)], unanswered) > 1000);
    // The hatching, which tells the parts apart without colours.
    assert!(share(&[(0, 3)], [120, 60, 0]) > 1000);
}

#[test]
fn many_days_are_drawn_as_weeks_that_end_today() {
    // Two questions on the last two days share a bar, on the last and the eighth from it they do not; the first day has one too.
    let asked = |days: [usize; 2]| -> Vec<(usize, usize)> {
        (0..105)
            .map(|day| if day == 0 { (20, 0) } else { (usize::from(days.contains(&day)), 0) })
            .collect()
    };
    assert_eq!(bar_count(&asked([104, 98])), 2);
    assert_eq!(bar_count(&asked([104, 97])), 3);
}

/// How many bars begin along the axis.
fn bar_count(asked: &[(usize, usize)]) -> usize {
    let (.., pixels) = decoded(&drawn(asked, ReplyLanguage::Swedish));
    // Just above the axis, where every bar is.
    let row: Vec<bool> = pixels
        .chunks_exact(3)
        .skip(605 * 1000)
        .take(1000)
        .map(|pixel| pixel == [0, 70, 125])
        .collect();
    row.windows(2).filter(|pair| !pair[0] && pair[1]).count()
}

#[test]
fn letters_are_drawn_also_swedish_ones() {
    let title = |language| {
        let (.., pixels) = decoded(&drawn(&[(1, 1)], language));
        pixels[..60 * 1000 * 3].to_vec()
    };
    let dark = |pixels: &[u8]| pixels.chunks_exact(3).filter(|pixel| pixel[0] < 128).count();
    assert!(dark(&title(ReplyLanguage::Swedish)) > 1000);
    assert_ne!(title(ReplyLanguage::Swedish), title(ReplyLanguage::English));
}
