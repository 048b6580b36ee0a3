//! What `knowledge/README.md` promises editors is true.

use std::fs;
use std::path::Path;

use alebot::hours::Hours;
use alebot::knowledge;
use alebot::model::contact::OpeningRule;
use chrono::NaiveDate;

use super::{CONTACT, Folder};

fn guide() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/README.md")).unwrap()
}

/// The example between a line of three backticks with `mark` behind them and the next such line, the one that holds `with`.
pub fn example(mark: &str, with: &str) -> String {
    let guide = guide();
    let fence = format!("\n```{mark}\n");
    let pieces = guide.split(&fence).skip(1).map(|piece| piece.split("\n```\n").next().unwrap());
    let found: Vec<&str> = pieces.filter(|piece| piece.contains(with)).collect();
    assert_eq!(found.len(), 1, "{with}");
    found[0].to_owned()
}

/// `Mo-Fr 08:00-16:30; PH off` on `2026-11-23` → `08:00-16:30`, or nothing when closed.
fn open(rule: &str, date: &str) -> String {
    let rule = OpeningRule {
        expression: rule.to_owned(),
        time_zone: chrono_tz::Europe::Stockholm,
        country: "SE".to_owned(),
        exceptions: Vec::new(),
    };
    let day = Hours::new(&rule).unwrap().day(date.parse().unwrap());
    let times = day
        .intervals
        .iter()
        .map(|(from, to)| format!("{}-{}", from.format("%H:%M"), to.format("%H:%M")));
    times.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_opening_rule_means_what_the_guide_says() {
    let cases: [(&str, &[(&str, &str)]); 6] = [
        (
            "Mo-Fr 08:00-16:30; PH off",
            &[
                ("2026-11-23", "08:00-16:30"),
                ("2026-11-28", ""),
                ("2026-06-19", ""),
                ("2026-12-24", ""),
                ("2026-12-31", ""),
            ],
        ),
        (
            "Mo-Th 08:00-16:30; Fr 08:00-15:00; PH off",
            &[("2026-11-26", "08:00-16:30"), ("2026-11-27", "08:00-15:00"), ("2026-12-25", "")],
        ),
        (
            "Mo-Fr 08:00-12:00,13:00-16:30; PH off",
            &[("2026-11-23", "08:00-12:00 13:00-16:30"), ("2026-01-06", "")],
        ),
        (
            "Mo-Fr 08:00-16:30; Th 08:00-18:00; PH off",
            &[("2026-11-25", "08:00-16:30"), ("2026-11-26", "08:00-18:00"), ("2026-12-24", "")],
        ),
        (
            "Mo-Fr 08:00-16:30; Jul Mo-Fr 09:00-15:00; PH off",
            &[("2026-06-30", "08:00-16:30"), ("2026-07-01", "09:00-15:00"), ("2026-07-04", "")],
        ),
        (
            "Mo,We,Fr 09:00-12:00; PH off",
            &[("2026-11-23", "09:00-12:00"), ("2026-11-24", ""), ("2026-12-25", "")],
        ),
    ];
    let guide = guide();
    let printed: Vec<&str> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(rule, _)| rule)
        .collect();
    let rules: Vec<&str> = printed.into_iter().filter(|rule| rule.contains(':')).collect();
    assert_eq!(rules, cases.map(|(rule, _)| rule), "a rule of the guide is not tried here");
    for (rule, days) in cases {
        for (date, times) in days {
            assert_eq!(open(rule, date), *times, "{rule} on {date}");
        }
    }
}

#[test]
fn the_guide_s_article_can_be_saved_as_it_stands() {
    let folder = Folder::new();
    fs::remove_file(folder.path().join("articles/lana-lokal.md")).unwrap();
    let article = example("", "id = \"lana-lokal\"");
    folder.write("articles/lana-lokal.md", &article);
    assert_eq!(folder.faults(), Vec::<String>::new());
    // What the guide shows of `alebot check`.
    folder.write(
        "articles/lana-lokal.md",
        article.replace("\"faq\"", "\"fråga\"").replace("2026-11-23", "2024-01-10"),
    );
    let shown = example("", "varning: ");
    for (fault, shown) in folder.faults().iter().zip(shown.lines()) {
        let shown = shown.strip_prefix("knowledge/").unwrap().trim_end_matches('…');
        assert!(fault.starts_with(shown), "{fault}\n{shown}");
    }
    assert_eq!(folder.faults().len(), shown.lines().count());
}

#[test]
fn the_guide_s_exception_can_be_put_last_in_the_contact_file() {
    let folder = Folder::new();
    folder.write("contact.toml", format!("{CONTACT}\n{}\n", example("toml", "[[exceptions]]")));
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let contact = knowledge::load(folder.path(), today).unwrap().knowledge.contact;
    let day =
        Hours::new(&contact.hours).unwrap().day(NaiveDate::from_ymd_opt(2026, 12, 23).unwrap());
    assert_eq!(
        day.intervals.iter().map(|(_, to)| to.to_string()).collect::<Vec<_>>(),
        ["12:00:00"]
    );
}

#[test]
fn the_guide_names_every_file_of_the_folder() {
    let guide = guide();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    for sub in ["", "examples"] {
        for entry in fs::read_dir(folder.join(sub)).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            let told = name == "README.md"
                || guide.contains(&format!("`{name}`"))
                || guide.contains(&format!("`{name}/`"))
                || guide.contains(&format!("`{name}/"));
            assert!(told, "{name}");
        }
    }
}
