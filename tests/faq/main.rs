//! Staff's FAQ entries answer what they were written for, and nothing else.

mod file;
mod replies;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use alebot::assistant::{Assistant, Message, RANKED};
use alebot::knowledge::{self, faq_file};
use alebot::measure::{Gold, Row, Scores};
use alebot::model::article::Article;
use alebot::model::desk::Additions;
use alebot::model::reply::{Reply, ReplyKind};
use alebot::wording::Wording;
use chrono::{NaiveDate, NaiveDateTime};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One assistant for all tests: training its classifier takes seconds.
fn assistant() -> &'static Assistant {
    static ASSISTANT: OnceLock<Assistant> = OnceLock::new();
    ASSISTANT.get_or_init(|| {
        let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faq");
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        Assistant::start(&root().join("knowledge"), &index, today).unwrap().0
    })
}

fn wording() -> &'static Wording {
    static WORDING: OnceLock<Wording> = OnceLock::new();
    WORDING.get_or_init(|| knowledge::wording(&root().join("knowledge")).unwrap())
}

/// What a contact centre might have written after half a year.
fn entries() -> Vec<Article> {
    faq_file::read(&root().join("tests/faq/entries"), &BTreeSet::new(), wording())
        .map(|read| read.entries)
        .unwrap()
}

fn monday() -> NaiveDateTime {
    moment("2026-11-23T10:00")
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn reply(assistant: &Assistant, text: &str, at: NaiveDateTime) -> Reply {
    assistant.reply(&Message { text, at, language: None, top: RANKED, meaning: None }, None).0
}

/// The project's own question set.
fn questions() -> Vec<Row> {
    include_str!("../questions.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What residents ask, and the entry that answers it: those that the limits were chosen with, and those that were written afterwards.
const PARAPHRASES: &str = include_str!("paraphrases.tsv");
const HELD_BACK: &str = include_str!("held_back.tsv");

fn with_entries() -> Assistant {
    let additions = Additions { faq: entries(), ..Additions::default() };
    assistant().with(additions).unwrap()
}

fn right(assistant: &Assistant) -> Scores {
    let gold = Gold {
        knowledge: &assistant.knowledge,
        faq: &assistant.additions().faq,
        hours: assistant.hours(),
    };
    let mut scores = Scores::default();
    for row in questions() {
        let at = moment(&row.at);
        let reply = reply(assistant, &row.question, at);
        let judged = gold.judge(&row, at, &reply);
        scores.add(&row, &reply, judged);
    }
    scores
}

/// The rows that entries may take away: "hemtjänst" alone, which one of them now answers, and three that one of them is mistaken for.
const LOST_AT_MOST: usize = 4;

#[test]
fn entries_take_nothing_from_questions_that_are_not_theirs() {
    let (without, with) = (right(assistant()), right(&with_entries()));
    let was: Vec<&str> = without.misses.iter().map(|miss| miss.id.as_str()).collect();
    let lost: Vec<String> = with
        .misses
        .iter()
        .filter(|miss| !was.contains(&miss.id.as_str()) && miss.got != "choose")
        .map(|miss| format!("{miss:?}"))
        .collect();
    println!("lost of {}: {lost:#?}", without.right);
    assert!(lost.len() <= LOST_AT_MOST, "{lost:#?}");
}

/// What a set of paraphrases finds, of each hundred at least, and how many another's entry takes, at most. Run with `--nocapture` for the figures.
#[test]
fn residents_find_the_entry_in_their_own_words() {
    let assistant = with_entries();
    for (set, name, found_at_least, mistaken_at_most) in
        [(PARAPHRASES, "chosen with", 0.74, 0.03), (HELD_BACK, "held back", 0.81, 0.03)]
    {
        let (mut found, mut mistaken, mut all, mut misses) = (0, 0, 0, Vec::new());
        for (entry, text) in set.lines().filter_map(|line| line.split_once('\t')) {
            let reply = reply(&assistant, text, monday());
            let answering = reply
                .articles
                .first()
                .filter(|_| reply.kind == ReplyKind::Answer)
                .map(|hit| hit.article.as_str());
            all += 1;
            if answering == Some(entry) {
                found += 1;
                continue;
            }
            mistaken += usize::from(answering.is_some_and(|id| id.starts_with("faq-")));
            misses.push(format!("{text} → {:?} {}", reply.kind, answering.unwrap_or_default()));
        }
        let share = |some: usize| some as f64 / all as f64;
        let said = format!(
            "{name}: found {found}, mistaken {mistaken} of {all}: {:.3}\n{}",
            share(found),
            misses.join("\n")
        );
        println!("{said}");
        assert!(share(found) >= found_at_least && share(mistaken) <= mistaken_at_most, "{said}");
    }
}
