//! `alebot stats`, on a database that was written to as the service does.

use std::process::Stdio;

use alebot::model::article::ArticleId;
use alebot::model::case::{CaseNumber, Origin};
use alebot::model::contact::Exception;
use alebot::model::id::{ChatId, MessageId, QuestionId, UserId};
use alebot::model::language::ReplyLanguage;
use alebot::model::reply::ReplyKind;
use alebot::store::{CaseWrite, ClosedBy, NoticeWrite, Question, Review, Staff, Store, Write};
use chrono::{DateTime, NaiveDate, NaiveTime};

use super::databases::{on_each_database, on_sqlite, runtime};
use super::{MONDAY, alebot, said};

fn ms(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
}

fn question(asked: &str, kind: ReplyKind, helpful: Option<bool>) -> Write {
    Write::Question(Question {
        answer: String::new(),
        id: QuestionId::UNSTORED,
        chat: ChatId::new(7),
        message_id: MessageId::new(1),
        text: "Vad säger planen om skolan?".to_owned(),
        kind,
        article: (kind == ReplyKind::Answer).then(|| ArticleId::parse("lust-att-lara").unwrap()),
        language: "sv".to_owned(),
        asked_ms: ms(asked),
        outside_hours: kind == ReplyKind::Unknown,
        helpful,
        review: Review::Open,
    })
}

/// Some days before [`MONDAY`]: four questions, of which one is older than a week, and a case that waited over a day with an exception.
fn seed(url: &str) {
    let anna = Staff { id: UserId::new(71), name: "Anna".to_owned() };
    let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let exception = Exception {
        date: NaiveDate::from_ymd_opt(2026, 11, 19).unwrap(),
        open: vec![(clock(8), clock(9))],
        reason: "Personaldag".to_owned(),
    };
    let ms = |at: &str| chrono::DateTime::parse_from_rfc3339(at).unwrap().timestamp_millis();
    let opened_ms = ms("2026-11-18T16:20:00+01:00");
    let at_ms = ms("2026-11-20T08:05:00+01:00");
    let opened = CaseWrite::Open {
        number: CaseNumber::new(1),
        chat: ChatId::new(7),
        name: "Kim".to_owned(),
        language: ReplyLanguage::Swedish,
        origin: Origin::Command,
        opened_ms,
    };
    let steps = [
        (
            "2026-11-18T12:00:00+01:00",
            Write::Notice(NoticeWrite::AddException { exception, author: anna.clone() }),
        ),
        ("2026-11-18T16:20:00+01:00", Write::Case(opened)),
        (
            "2026-11-20T08:05:00+01:00",
            Write::Case(CaseWrite::StaffAnswered { number: CaseNumber::new(1), by: anna, at_ms }),
        ),
        (
            "2026-11-20T09:00:00+01:00",
            Write::Case(CaseWrite::Close { number: CaseNumber::new(1), by: ClosedBy::Staff }),
        ),
        (
            "2026-11-20T09:01:00+01:00",
            Write::Case(CaseWrite::Helped { number: CaseNumber::new(1), helped: true }),
        ),
        (MONDAY_MORNING, question("2026-11-01T12:00:00+01:00", ReplyKind::Answer, None)),
        (MONDAY_MORNING, question("2026-11-22T23:30:00+01:00", ReplyKind::Unknown, None)),
        (MONDAY_MORNING, question("2026-11-23T08:00:00+01:00", ReplyKind::Answer, Some(true))),
        (MONDAY_MORNING, question("2026-11-23T09:00:00+01:00", ReplyKind::Hours, None)),
    ];
    runtime().block_on(async {
        let store = Store::open(url).await.unwrap();
        for (at, write) in steps {
            store.write(&[write], ms(at)).await.unwrap();
        }
        store.close().await;
    });
}

const MONDAY_MORNING: &str = "2026-11-23T10:00:00+01:00";

fn stats(url: &str, arguments: &[&str]) -> std::process::Command {
    let mut command = alebot(&[&["stats", "--at", MONDAY], arguments].concat());
    command.env("ALEBOT_DATABASE", url);
    command
}

#[test]
fn the_figures_of_the_last_days_are_told() {
    on_each_database(|url| {
        seed(url);
        let output = stats(url, &["--days", "7"]).output().unwrap();
        let text = said(&output.stdout);
        assert_eq!((output.status.code(), said(&output.stderr).as_str()), (Some(0), ""), "{text}");
        let expected = "Statistik 17 november 2026–23 november 2026\n\
                        • Frågor: 3\n\
                        • Flest på en dag: 2, den 23 november 2026\n\
                        • Besvarade: 2 av 3 (67 %)\n\
                        • Utan svar: 1\n\
                        • Utanför öppettiderna: 1 av 3 (33 %)\n\
                        • Hjälpte svaret? ja 1, nej 0\n";
        assert!(text.starts_with(expected), "{text}");
        // Ten minutes on Wednesday, an hour on Thursday's short day, five minutes on Friday.
        for line in [
            "Lust att lära: 1",
            "Avslutade: 1",
            "hälften inom 39 tim 45 min",
            "Bara öppettid räknad: hälften inom 1 tim 15 min",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        let all = said(&stats(url, &["--lang", "en"]).output().unwrap().stdout);
        assert!(all.contains("Questions: 4"), "{all}");
    });
}

#[test]
fn a_table_has_a_row_for_every_day() {
    on_each_database(|url| {
        seed(url);
        let table = said(&stats(url, &["--days", "2", "--format", "csv"]).output().unwrap().stdout);
        let table = table
            .strip_prefix('\u{FEFF}')
            .expect("a spreadsheet takes it for UTF-8 only where it says so");
        let rows: Vec<&str> = table.split("\r\n").collect();
        assert!(rows[0].starts_with("date;questions;answered;unanswered;"), "{table}");
        assert_eq!(
            rows[1..],
            [
                "2026-11-22;1;0;1;1;0;0;0;0;0;0;0;0;1;0;0;0;0;",
                "2026-11-23;2;2;0;0;1;0;0;0;1;0;0;0;0;1;0;0;0;Lust att lära",
                ""
            ]
        );
    });
}

#[test]
fn a_picture_goes_to_a_file_or_down_a_pipe() {
    on_each_database(|url| {
        seed(url);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("statistik.png");
        let written =
            stats(url, &["--format", "png", "--output", file.to_str().unwrap()]).output().unwrap();
        assert_eq!(
            (written.status.code(), written.stdout.len()),
            (Some(0), 0),
            "{}",
            said(&written.stderr)
        );
        let picture = std::fs::read(&file).unwrap();
        assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(stats(url, &["--format", "png"]).output().unwrap().stdout, picture);
    });
}

#[test]
fn what_is_wrong_is_said_in_a_line_with_the_way_out() {
    on_sqlite(|url| {
        let check = |url: &str, arguments: &[&str], code: i32, expected: &str| {
            let output = stats(url, arguments).output().unwrap();
            let told = said(&output.stderr);
            assert_eq!(
                (output.status.code(), output.stdout.len()),
                (Some(code), 0),
                "{arguments:?}: {told}"
            );
            assert!(told.contains(expected), "{arguments:?}: {told}");
            assert_eq!(code == 1, told.lines().count() == 1, "{told}");
        };
        check(url, &[], 1, "ALEBOT_DATABASE");
        check("mysql://a", &[], 1, "sqlite://alebot.db");
        let file = url.strip_prefix("sqlite://").unwrap();
        assert!(!std::path::Path::new(file).exists(), "a database was made");
        seed(url);
        check(url, &["--output", "finns/inte.txt"], 1, "finns/inte.txt");
        check(url, &["--days", "0"], 2, "--days");
        check(url, &["--days", "367"], 2, "366");
        check(url, &["--format", "pdf"], 2, "png");
    });
}

#[test]
fn a_picture_is_not_thrown_at_a_terminal() {
    on_sqlite(|url| {
        seed(url);
        let Some(output) = in_a_terminal(stats(url, &["--format", "png"])) else {
            eprintln!("script(1) is not here: not tested in a terminal");
            return;
        };
        assert!(output.contains("--output") && !output.contains("PNG\r"), "{output}");
    });
}

/// What the command shows in a terminal of its own; `None` without util-linux's `script`.
fn in_a_terminal(command: std::process::Command) -> Option<String> {
    let quoted = |text: &std::ffi::OsStr| format!("'{}'", text.to_str().unwrap());
    let line: Vec<String> =
        std::iter::once(command.get_program()).chain(command.get_args()).map(quoted).collect();
    let mut script = std::process::Command::new("script");
    script.args(["--quiet", "--command", &line.join(" "), "/dev/null"]).stdin(Stdio::null());
    script.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Some(String::from_utf8_lossy(&script.output().ok()?.stdout).into_owned())
}

#[test]
fn a_reader_who_has_gone_gets_no_complaint() {
    on_sqlite(|url| {
        seed(url);
        for format in ["text", "csv", "png"] {
            let mut child = stats(url, &["--format", format])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            assert_eq!(
                (output.status.code(), said(&output.stderr).as_str()),
                (Some(0), ""),
                "{format}"
            );
        }
    });
}
