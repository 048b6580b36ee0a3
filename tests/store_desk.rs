//! What staff make and cases need, on both databases.

mod databases;

use alebot::model::article::{Article, ArticleId, English};
use alebot::model::audit::AuditAction;
use alebot::model::case::{CaseNumber, Origin};
use alebot::model::contact::Exception;
use alebot::model::desk::Pause;
use alebot::model::id::{ChatId, EntryId, MessageId, UserId};
use alebot::model::incoming::{Attachment, File};
use alebot::model::language::ReplyLanguage;
use alebot::store::{
    Barred, Carriage, Case, CaseMessage, CaseMessageWrite, CaseWrite, ClosedBy, Deed, Direction,
    FaqWrite, NoticeWrite, Place, Retention, Staff, Store, Write,
};
use chrono::{NaiveDate, NaiveTime};
use databases::{on_each_database, runtime};

fn anna() -> Staff {
    Staff { id: UserId::new(71), name: "Anna".to_owned() }
}

fn bo() -> Staff {
    Staff { id: UserId::new(72), name: "Bo".to_owned() }
}

fn entry(title: &str, body: &str) -> Article {
    Article {
        origin: Some("Kontaktcenter".to_owned()),
        checked: NaiveDate::from_ymd_opt(2026, 11, 23),
        questions: vec!["Var lämnar jag en soffa?".to_owned()],
        keywords: vec!["möbler".to_owned()],
        english: Some(English {
            title: "Bulky waste".to_owned(),
            summary: "Where to leave it".to_owned(),
            questions: vec!["sofa?".to_owned()],
        }),
        ..Article::faq(ArticleId::parse("faq-grovsopor").unwrap(), title, body)
    }
}

#[test]
fn a_faq_entry_keeps_every_state_and_undo_is_one_more() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let id = entry("", "").id;
            let save = |body: &str, author: Option<Staff>| {
                let article = Box::new(entry("Grovsopor", body));
                Write::Faq(FaqWrite::Save { article, author })
            };
            let undo = |version| {
                [Write::Faq(FaqWrite::Undo { id: id.clone(), version, author: Some(bo()) })]
            };
            let bodies = async || -> Vec<String> {
                let live = store.faq().await.unwrap();
                live.into_iter().map(|entry| entry.article.body).collect()
            };
            store.write(&[save("ett", None)], 1).await.unwrap();
            store.write(&[save("två", Some(anna()))], 2).await.unwrap();
            let live = store.faq().await.unwrap();
            assert_eq!(live[0].article, entry("Grovsopor", "två"));
            assert_eq!(
                (live[0].version, live[0].author.clone(), live[0].changed_ms),
                (2, Some(anna()), 2)
            );

            let remove = Write::Faq(FaqWrite::Remove { id: id.clone(), author: Some(bo()) });
            store.write(&[remove.clone(), remove], 3).await.unwrap();
            assert!(bodies().await.is_empty());
            store.write(&undo(2), 4).await.unwrap();
            assert!(bodies().await.is_empty(), "another state holds by now");
            store.write(&undo(3), 4).await.unwrap();
            assert_eq!(bodies().await, ["två"]);
            let history = store.faq_history(&id).await.unwrap();
            let states: Vec<(i64, bool)> = history.iter().map(|e| (e.version, e.removed)).collect();
            assert_eq!(
                states,
                [(1, false), (2, false), (3, true), (4, false)],
                "removed once only"
            );
            assert_eq!(history[3].author, Some(bo()));
        });
    });
}

#[test]
fn what_was_before_the_first_state_is_nothing() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let article = Box::new(entry("Grovsopor", "ett"));
            let id = article.id.clone();
            store.write(&[Write::Faq(FaqWrite::Save { article, author: None })], 1).await.unwrap();
            let undo =
                |version| [Write::Faq(FaqWrite::Undo { id: id.clone(), version, author: None })];
            store.write(&undo(1), 2).await.unwrap();
            assert!(store.faq().await.unwrap().is_empty());
            store.write(&undo(2), 3).await.unwrap();
            assert_eq!(store.faq().await.unwrap()[0].article.body, "ett", "and back");
        });
    });
}

#[test]
fn notices_and_exceptions_come_and_go() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let notice = |text: &str, until_ms| {
                let (text, author) = (text.to_owned(), anna());
                Write::Notice(NoticeWrite::Add { text, until_ms, author })
            };
            store.write(&[notice("kort", Some(50)), notice("lång", None)], 10).await.unwrap();
            let texts = async |now| -> Vec<String> {
                let notices = store.notices(now).await.unwrap();
                notices.into_iter().map(|notice| notice.text).collect()
            };
            assert!(texts(9).await.is_empty());
            assert_eq!(texts(10).await, ["kort", "lång"]);
            assert_eq!(texts(50).await, ["lång"]);
            store.write(&[Write::Notice(NoticeWrite::EndAll)], 60).await.unwrap();
            assert!(texts(60).await.is_empty());

            let day = |d| NaiveDate::from_ymd_opt(2026, 12, d).unwrap();
            let time = |h| NaiveTime::from_hms_opt(h, 30, 0).unwrap();
            let exception = |date, open| Exception { date, open, reason: "Personaldag".to_owned() };
            let add =
                |exception| Write::Notice(NoticeWrite::AddException { exception, author: bo() });
            let half = exception(day(23), vec![(time(8), time(12))]);
            let shut = exception(day(30), vec![]);
            store.write(&[add(shut.clone()), add(half.clone())], 1).await.unwrap();
            let found = store.exceptions(day(1)).await.unwrap();
            let plain: Vec<Exception> = found.iter().map(|found| found.exception.clone()).collect();
            assert_eq!(plain, [half.clone(), shut]);
            assert_eq!(found[0].author, bo());
            assert_eq!(store.exceptions(day(24)).await.unwrap().len(), 1);
            let remove = NoticeWrite::RemoveException { id: found[0].id };
            store.write(&[Write::Notice(remove), add(half)], 1).await.unwrap();
            let ids: Vec<i64> =
                store.exceptions(day(1)).await.unwrap().iter().map(|e| e.id).collect();
            assert!(
                !ids.contains(&found[0].id),
                "a button for one that is gone hits no other: {ids:?}"
            );
        });
    });
}

#[test]
fn a_case_runs_from_opening_to_closing_and_back() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let case = |write| [Write::Case(write)];
            let open = |number, chat, opened_ms| CaseWrite::Open {
                number: CaseNumber::new(number),
                chat: ChatId::new(chat),
                name: "Kim".to_owned(),
                language: ReplyLanguage::English,
                origin: Origin::Button,
                opened_ms,
            };
            store.write(&case(open(1, 5, 100)), 100).await.unwrap();
            store.write(&case(open(2, 6, 110)), 110).await.unwrap();
            store
                .write(
                    &case(CaseWrite::StaffAnswered {
                        number: CaseNumber::new(1),
                        by: anna(),
                        at_ms: 120,
                    }),
                    125,
                )
                .await
                .unwrap();
            store
                .write(
                    &case(CaseWrite::StaffAnswered {
                        number: CaseNumber::new(1),
                        by: bo(),
                        at_ms: 130,
                    }),
                    130,
                )
                .await
                .unwrap();
            store
                .write(&case(CaseWrite::ResidentWrote { number: CaseNumber::new(1) }), 140)
                .await
                .unwrap();
            let expected = Case {
                number: CaseNumber::new(1),
                chat: ChatId::new(5),
                name: "Kim".to_owned(),
                language: ReplyLanguage::English,
                open: true,
                origin: Origin::Button,
                place: None,
                card: None,
                owner: Some(anna()),
                opened_ms: 100,
                first_answer_ms: Some(120),
                last_resident_ms: Some(140),
                last_staff_ms: Some(130),
                reminded_ms: None,
                closed_ms: None,
                closed_by: None,
                helped: None,
            };
            assert_eq!(store.case(CaseNumber::new(1)).await.unwrap(), Some(expected));
            let numbers = |cases: Vec<Case>| {
                cases.iter().map(|case| case.number.number()).collect::<Vec<_>>()
            };
            assert_eq!(numbers(store.open_cases().await.unwrap()), [1, 2]);

            let close = CaseWrite::Close { number: CaseNumber::new(1), by: ClosedBy::Resident };
            store.write(&case(close), 150).await.unwrap();
            store
                .write(
                    &case(CaseWrite::Close { number: CaseNumber::new(1), by: ClosedBy::Staff }),
                    160,
                )
                .await
                .unwrap();
            store
                .write(&case(CaseWrite::Helped { number: CaseNumber::new(1), helped: true }), 170)
                .await
                .unwrap();
            let closed = store.newest_case(ChatId::new(5)).await.unwrap().unwrap();
            assert_eq!(
                (closed.open, closed.closed_ms, closed.closed_by),
                (false, Some(150), Some(ClosedBy::Resident)),
                "the first to close it did"
            );
            assert_eq!(closed.helped, Some(true));
            assert_eq!(numbers(store.open_cases().await.unwrap()), [2]);
            let during =
                async |from_ms, to_ms| numbers(store.cases_during(from_ms, to_ms).await.unwrap());
            assert_eq!(
                (during(0, 105).await, during(150, 200).await, during(151, 200).await),
                (vec![1], vec![1, 2], vec![2])
            );
            store
                .write(&case(CaseWrite::Reopen { number: CaseNumber::new(1) }), 180)
                .await
                .unwrap();
            assert_eq!(numbers(store.open_cases().await.unwrap()), [1, 2]);
            assert_eq!(numbers(store.cases(105, 120).await.unwrap()), [2]);
            assert_eq!(store.erasable(ChatId::new(5)).await.unwrap().cases_kept, 1);
            store.write(&[Write::Erase { chat: ChatId::new(5) }], 190).await.unwrap();
            assert!(store.case(CaseNumber::new(1)).await.unwrap().is_some(), "a public document");
        });
    });
}

#[test]
fn messages_of_a_case_are_found_from_both_sides() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let place = |chat, message| Place {
                chat: ChatId::new(chat),
                message_id: MessageId::new(message),
            };
            let message = |id, direction, target| CaseMessage {
                id: EntryId::new(id),
                case: CaseNumber::new(4),
                direction,
                author: (direction != Direction::FromResident).then(anna),
                text: "Hej å\0".to_owned(),
                attachment: Some(Attachment::Photo),
                file: Some(File { id: "F1".to_owned(), unique: "f".to_owned() }),
                media_group: Some("album".to_owned()),
                forwarded_from: Some("Kanalen".to_owned()),
                source: place(5, id as i32),
                target,
                state: Carriage::OnItsWay,
                at_ms: 9,
            };
            let first = message(1, Direction::FromResident, None);
            let second = message(2, Direction::FromStaff, Some(place(-9, 20)));
            let add =
                |message: &CaseMessage| Write::CaseMessage(CaseMessageWrite::Add(message.clone()));
            store.write(&[add(&first), add(&second)], 9).await.unwrap();
            let clean = |message: CaseMessage| CaseMessage { text: "Hej å".to_owned(), ..message };
            assert_eq!(
                store.case_messages(CaseNumber::new(4)).await.unwrap(),
                [clean(first), clean(second.clone())]
            );
            assert_eq!(
                store.case_message_at(place(-9, 20)).await.unwrap().unwrap().id,
                EntryId::new(2)
            );
            assert_eq!(store.case_message_at(place(-9, 21)).await.unwrap(), None);
            let edit = CaseMessageWrite::Edit { source: place(5, 1), text: "Hej då".to_owned() };
            let resend = CaseMessageWrite::Resend { ids: vec![EntryId::new(2)] };
            store.write(&[Write::CaseMessage(edit), Write::CaseMessage(resend)], 9).await.unwrap();
            assert_eq!(store.case_message_from(place(5, 1)).await.unwrap().unwrap().text, "Hej då");
            assert_eq!(store.case_message_from(place(5, 2)).await.unwrap().unwrap().target, None);
        });
    });
}

#[test]
fn what_staff_did_is_on_record() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let deed = |by: Staff, what: &str| Write::Audit {
                by,
                action: AuditAction::FaqSaved,
                what: what.to_owned(),
            };
            store.write(&[deed(anna(), "a")], 1).await.unwrap();
            store.write(&[deed(bo(), "b"), deed(anna(), "c")], 2).await.unwrap();
            let line = |by, what: &str| Deed {
                at_ms: 2,
                by,
                action: AuditAction::FaqSaved,
                what: what.to_owned(),
            };
            assert_eq!(store.audit(2).await.unwrap(), [line(bo(), "b"), line(anna(), "c")]);
        });
    });
}

#[test]
fn whatever_staff_add_or_take_away_changes_the_revision() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let id = entry("", "").id;
            let day = NaiveDate::from_ymd_opt(2026, 12, 23).unwrap();
            let exception = Exception { date: day, open: Vec::new(), reason: String::new() };
            let mut last = store.desk_revision().await.unwrap();
            for write in [
                Write::Faq(FaqWrite::Save {
                    article: Box::new(entry("Grovsopor", "ett")),
                    author: None,
                }),
                Write::Faq(FaqWrite::Remove { id: id.clone(), author: None }),
                Write::Faq(FaqWrite::Undo { id, version: 2, author: None }),
                Write::Notice(NoticeWrite::Add {
                    text: "kort".to_owned(),
                    until_ms: None,
                    author: anna(),
                }),
                Write::Notice(NoticeWrite::EndAll),
                Write::Notice(NoticeWrite::AddException { exception, author: bo() }),
                Write::Notice(NoticeWrite::RemoveException { id: 1 }),
            ] {
                store.write(std::slice::from_ref(&write), 1).await.unwrap();
                let now = store.desk_revision().await.unwrap();
                assert_ne!(now, last, "{write:?}");
                last = now;
            }
            store.write(&[Write::Consent { chat: ChatId::new(1) }], 1).await.unwrap();
            assert_eq!(store.desk_revision().await.unwrap(), last);
        });
    });
}

const DAY: i64 = 24 * 3600 * 1000;

/// A case of this chat, with one message, closed at this time or open.
fn case_of(chat: i64, closed_ms: Option<i64>) -> Vec<Write> {
    let open = CaseWrite::Open {
        number: CaseNumber::new(chat),
        chat: ChatId::new(chat),
        name: "Kim".to_owned(),
        language: ReplyLanguage::Swedish,
        origin: Origin::Command,
        opened_ms: 1,
    };
    let message = CaseMessage {
        id: EntryId::new(chat),
        case: CaseNumber::new(chat),
        direction: Direction::FromResident,
        author: None,
        text: "Hej".to_owned(),
        attachment: None,
        file: None,
        media_group: None,
        forwarded_from: None,
        source: Place { chat: ChatId::new(chat), message_id: MessageId::new(1) },
        target: None,
        state: Carriage::OnItsWay,
        at_ms: 1,
    };
    let close = closed_ms.map(|_| {
        Write::Case(CaseWrite::Close { number: CaseNumber::new(chat), by: ClosedBy::Staff })
    });
    let added = Write::CaseMessage(CaseMessageWrite::Add(message));
    [Some(Write::Case(open)), Some(added), close].into_iter().flatten().collect()
}

#[test]
fn each_kind_is_kept_for_days_of_its_own() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let now = 5000 * DAY;
            for (chat, at, is_closed) in
                [(1, now - 400 * DAY, true), (2, now - 10 * DAY, true), (3, 1, false)]
            {
                let mut writes = case_of(chat, is_closed.then_some(at));
                writes.push(Write::Consent { chat: ChatId::new(chat) });
                writes.push(Write::Audit {
                    by: anna(),
                    action: AuditAction::CaseClosed,
                    what: chat.to_string(),
                });
                store.write(&writes, at).await.unwrap();
            }
            let left = async || {
                let mut left = Vec::new();
                for chat in 1..=3 {
                    left.push((
                        store.case(CaseNumber::new(chat)).await.unwrap().is_some(),
                        store.case_messages(CaseNumber::new(chat)).await.unwrap().len(),
                        store.conversation(ChatId::new(chat)).await.unwrap().consent_ms.is_some(),
                    ));
                }
                (left, store.audit(0).await.unwrap().len())
            };
            let purged = store.purge(Retention::default(), now).await.unwrap();
            assert_eq!((purged.cases, purged.conversations, purged.deeds), (0, 1, 1));
            let kept = (true, 1, true);
            assert_eq!(left().await, (vec![(true, 1, false), kept, kept], 2));
            let short = Retention { cases: Some(365), audit: 5, ..Retention::default() };
            assert_eq!(store.purge(short, now).await.unwrap().cases, 1);
            assert_eq!(left().await, (vec![(false, 0, false), kept, kept], 0));
        });
    });
}

#[test]
fn whom_staff_have_barred_stays_barred_until_they_undo_it() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let barred = |chat, reason: &str| Barred {
                chat: ChatId::new(chat),
                name: "Kim\0".to_owned(),
                case: CaseNumber::new(4),
                reason: reason.to_owned(),
                by: anna(),
                at_ms: chat,
            };
            let bar = |chat, reason: &str| Write::Bar(barred(chat, reason));
            store.write(&[bar(5, "hot"), bar(6, ""), bar(5, "hot igen")], 1).await.unwrap();
            store.write(&[Write::Erase { chat: ChatId::new(5) }], 2).await.unwrap();
            let known = store.barred().await.unwrap();
            let kim = |barred: Barred| Barred { name: "Kim".to_owned(), ..barred };
            assert_eq!(known, [kim(barred(5, "hot igen")), kim(barred(6, ""))]);
            assert_eq!(store.counts().await.unwrap().barred, 2);
            let decided = store.decided(ChatId::new(5)).await.unwrap();
            assert_eq!((decided.pause, decided.is_barred), (None, true));
            store.write(&[Write::Unbar { chat: ChatId::new(5) }], 3).await.unwrap();
            let is_barred = async |chat| store.is_barred(ChatId::new(chat)).await.unwrap();
            assert_eq!(
                (is_barred(5).await, is_barred(6).await, is_barred(7).await),
                (false, true, false)
            );
        });
    });
}

#[test]
fn a_pause_holds_until_it_is_ended() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            assert_eq!(store.pause().await.unwrap(), None);
            let pause =
                |text: &str| Pause { text: text.to_owned(), by: "Anna".to_owned(), since_ms: 7 };
            let set = |pause| [Write::Pause(pause)];
            store.write(&set(Some(pause("ett"))), 1).await.unwrap();
            store.write(&set(Some(pause("två"))), 1).await.unwrap();
            assert_eq!(store.pause().await.unwrap(), Some(pause("två")));
            assert!(store.counts().await.unwrap().is_paused);
            let decided = store.decided(ChatId::new(1)).await.unwrap();
            assert_eq!((decided.pause, decided.is_barred), (Some(pause("två")), false));
            store.write(&set(None), 1).await.unwrap();
            assert_eq!(store.pause().await.unwrap(), None);
        });
    });
}
