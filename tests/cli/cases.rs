//! `alebot cases`, on a database that was written to as the service does.

use std::process::Output;

use alebot::model::case::{CaseNumber, Origin};
use alebot::model::desk::{Draft, FirstMessage};
use alebot::model::id::{ChatId, DraftId, EntryId, MessageId, QuestionId, UserId};
use alebot::model::incoming::{Attachment, File};
use alebot::model::language::ReplyLanguage;
use alebot::model::reply::ReplyKind;
use alebot::store::{
    Barred, Carriage, CaseMessage, CaseMessageWrite, CaseWrite, ClosedBy, Direction, DraftWrite,
    Place, Question, Review, Staff, Store, StoredDraft, Write,
};
use chrono::DateTime;
use serde_json::{Value, json};

use super::databases::{on_each_database, runtime};
use super::{alebot, said};

fn ms(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
}

const OPENED: &str = "2026-11-18T16:20:00+01:00";
const ANSWERED: &str = "2026-11-20T08:05:00+01:00";

fn open(number: i64, name: &str, opened: &str) -> Write {
    Write::Case(CaseWrite::Open {
        number: CaseNumber::new(number),
        chat: ChatId::new(70 + number),
        name: name.to_owned(),
        language: ReplyLanguage::Swedish,
        origin: Origin::Command,
        opened_ms: ms(opened),
    })
}

fn message(id: i64, direction: Direction, text: &str, at: &str) -> CaseMessage {
    CaseMessage {
        id: EntryId::new(id),
        case: CaseNumber::new(1),
        direction,
        author: (direction != Direction::FromResident)
            .then(|| Staff { id: UserId::new(901), name: "Eva".to_owned() }),
        text: text.to_owned(),
        attachment: None,
        file: None,
        media_group: None,
        forwarded_from: None,
        source: Place { chat: ChatId::new(71), message_id: MessageId::new(40) },
        target: None,
        state: Carriage::Delivered,
        at_ms: ms(at),
    }
}

/// What is stored of a resident besides cases.
fn of_kim() -> Vec<Write> {
    let chat = ChatId::new(71);
    let question = Question {
        id: QuestionId::UNSTORED,
        chat,
        message_id: MessageId::new(41),
        text: "Vem lagar lampan?".to_owned(),
        answer: "Det vet jag inte.".to_owned(),
        kind: ReplyKind::Unknown,
        article: None,
        language: "sv".to_owned(),
        asked_ms: ms(ANSWERED),
        outside_hours: false,
        helpful: None,
        review: Review::Open,
    };
    let words = FirstMessage::words(MessageId::new(42), "Och en sak till".to_owned());
    let draft = StoredDraft {
        id: DraftId::new(1),
        chat,
        thread: None,
        author: UserId::new(71),
        draft: Draft::FirstMessage(words),
    };
    let barred = Barred {
        chat,
        name: "Kim".to_owned(),
        case: CaseNumber::new(1),
        reason: "hot".to_owned(),
        by: Staff { id: UserId::new(901), name: "Eva".to_owned() },
        at_ms: ms(ANSWERED),
    };
    vec![
        Write::Question(question),
        Write::TellLater { chat, message_id: MessageId::new(41), language: ReplyLanguage::Swedish },
        Write::Draft(DraftWrite::Save(draft)),
        Write::Bar(barred),
        Write::Understanding { chat, understanding: Some(json!({"day": "2026-11-20"})) },
    ]
}

fn seed(url: &str) {
    let photo = CaseMessage {
        attachment: Some(Attachment::Photo),
        file: Some(File { id: "AgAC7".to_owned(), unique: "u".to_owned() }),
        ..message(1, Direction::FromResident, "Skylten på Åkervägen\x1b[2J", OPENED)
    };
    let add = |message| Write::CaseMessage(CaseMessageWrite::Add(message));
    let writes = [
        open(1, "Kim\tB", OPENED),
        add(photo),
        add(message(2, Direction::Note, "ring gatukontoret", ANSWERED)),
        add(message(3, Direction::FromStaff, "Den lagas i dag.", ANSWERED)),
        Write::Case(CaseWrite::Close { number: CaseNumber::new(1), by: ClosedBy::Staff }),
        open(2, "Bo", "2026-11-21T00:10:00+01:00"),
    ];
    let writes = [writes.to_vec(), of_kim()].concat();
    runtime().block_on(async {
        let store = Store::open(url).await.unwrap();
        store.write(&writes, ms(ANSWERED)).await.unwrap();
        store.close().await;
    });
}

fn run(url: &str, arguments: &[&str]) -> Output {
    let arguments = [&["cases"], arguments].concat();
    alebot(&arguments).env("ALEBOT_DATABASE", url).output().unwrap()
}

/// What it says, having done it.
fn done(url: &str, arguments: &[&str]) -> String {
    let output = run(url, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output.stderr));
    said(&output.stdout)
}

#[test]
fn cases_are_listed_found_and_shown() {
    on_each_database(|url| {
        seed(url);
        let first = "1\t2026-11-18T16:20:00+01:00\tavslutat\t3\tKim B\n";
        let second = "2\t2026-11-21T00:10:00+01:00\töppet\t0\tBo\n";
        assert_eq!(done(url, &["list"]), format!("{first}{second}"));
        assert_eq!(done(url, &["list", "--open"]), second);
        assert_eq!(done(url, &["search", "ÅKERVÄGEN", "lagas"]), first);
        assert_eq!(done(url, &["search", "bo"]), second);
        assert_eq!(done(url, &["search", "snö"]), "");
        let shown = done(url, &["show", "1"]);
        for line in [
            "Ärende 1, Kim B",
            "[photo, id AgAC7]",
            "Skylten på Åkervägen [2J",
            "2026-11-20T08:05:00+01:00 Eva (anteckning)",
            "Den lagas i dag.",
        ] {
            assert!(shown.lines().any(|said| said == line), "{line} is not in {shown}");
        }
        let missing = run(url, &["show", "9"]);
        assert_eq!(missing.status.code(), Some(1));
        assert!(said(&missing.stderr).contains("ärende 9 finns inte"));
    });
}

#[test]
fn an_export_has_every_field_in_an_open_format() {
    on_each_database(|url| {
        seed(url);
        let records = |arguments: &[&str]| -> Vec<Value> {
            let arguments = [&["export"], arguments].concat();
            done(url, &arguments).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let all = records(&[]);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0]["opened"], OPENED);
        assert_eq!((&all[0]["state"], &all[0]["closed_by"]), (&json!("closed"), &json!("staff")));
        assert_eq!(
            all[0]["messages"][0],
            json!({
                "at": OPENED, "from": "resident", "author": null, "text": "Skylten på Åkervägen\u{1b}[2J",
                "attachment": {"kind": "photo", "file_id": "AgAC7", "chat": 71, "message": 40},
                "album": null, "forwarded_from": null, "state": "delivered",
            })
        );
        let numbers = |arguments: &[&str]| -> Vec<Value> {
            records(arguments).iter().map(|record| record["case"].clone()).collect()
        };
        assert_eq!(numbers(&["--case", "2"]), [json!(2)]);
        assert_eq!(numbers(&["--from", "2026-11-21"]), [json!(2)], "days are local days");
        assert_eq!(numbers(&["--to", "2026-11-20"]), [json!(1)]);
        let person = records(&["--chat", "71"]);
        assert_eq!(person.len(), 2);
        assert_eq!(person[1]["chat"], json!(71));
        assert_eq!(person[1]["questions"][0]["text"], json!("Vem lagar lampan?"));
        let rest = &person[1];
        assert_eq!(rest["drafts"], json!(["Och en sak till"]));
        assert_eq!(rest["awaits_answers_to"], json!(["Vem lagar lampan?"]));
        assert_eq!(rest["remembered"], json!({"day": "2026-11-20"}));
        let barred = json!({"at": "2026-11-20T08:05:00+01:00", "by": "Eva", "reason": "hot"});
        assert_eq!((&rest["barred_by_staff"], &rest["barred"]), (&json!(true), &barred));
        let other = records(&["--chat", "72"]);
        assert_eq!((&other[1]["barred"], &other[1]["drafts"]), (&json!(null), &json!([])));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl").display().to_string();
        assert!(done(url, &["export", "--output", &file]).contains("2 ärenden"));
        assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 2);
        assert_eq!(run(url, &["export", "--output", &file]).status.code(), Some(1));
    });
}
