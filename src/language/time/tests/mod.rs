//! What expressions mean, as tables: the words, the moment of asking, the meaning.

mod asked;
mod english;
mod negatives;
mod residents;
mod roundtrip;
mod spoken;
mod swedish;
mod table;
mod work;

use super::*;

/// Wednesday 13 May 2026 at ten, the moment of the language table.
const WEDNESDAY: &str = "2026-05-13T10:00";

const BREAKS: SchoolBreaks = SchoolBreaks { winter: Some(7), autumn: Some(44) };

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

/// Every expression in `text`, written short; see [`shown`].
fn read(text: &str, at: &str) -> String {
    let found = find_beside(BREAKS, text, moment(at));
    found.iter().map(shown).collect::<Vec<_>>().join("; ")
}

fn check(text: &str, at: &str, expected: &str) {
    assert_eq!(read(text, at), expected, "{text:?} asked {at}");
}

fn check_all(at: &str, rows: &[(&str, &str)]) {
    let wrong: Vec<_> = rows
        .iter()
        .flat_map(|(texts, expected)| {
            texts.split('|').map(move |text| (text, read(text, at), *expected))
        })
        .filter(|(_, found, expected)| found != expected)
        .map(|(text, found, expected)| format!("{text:?}\n    means {found}\n    not   {expected}"))
        .collect();
    assert!(wrong.is_empty(), "asked {at}:\n{}", wrong.join("\n"));
}

/// "2026-05-15", "a | b" for several dates, "a..b" for a range, "@…" for an instant, then "18:00-24:00" for a part of the day, and "~" for vague, "!" for contradicted,
/// "?" for an unknown day.
fn shown(expression: &TimeExpression) -> String {
    let mut text = match &expression.when {
        When::Dates(days) => days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "),
        When::Range { from, to } => format!("{from}..{to}"),
        When::Instant(moment) => moment.format("@%Y-%m-%d %H:%M").to_string(),
        When::Clock(time) => time.format("%H:%M").to_string(),
        When::Recurring(days) => format!("every {days:?}"),
        When::PartOfDay => "part".to_owned(),
        When::Now => "now".to_owned(),
        When::Unresolved => "unresolved".to_owned(),
    };
    if let Some((from, to)) = expression.within {
        let time = |time: Option<NaiveTime>| {
            time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default()
        };
        text += &format!(" {}-{}", time(from), time(to));
    }
    text + match expression.certainty {
        Certainty::Exact => "",
        Certainty::Vague => "~",
        Certainty::Contradicted => "!",
        Certainty::UnknownDay => "?",
    }
}
