//! What the store keeps, finds, forgets and refuses, on both databases.

mod databases;

use alebot::model::article::ArticleId;
use alebot::model::audit::AuditAction;
use alebot::model::desk::{Draft, Pair};
use alebot::model::id::{ChatId, DraftId, MessageId, QuestionId, UserId};
use alebot::model::language::ReplyLanguage;
use alebot::model::reply::ReplyKind;
use alebot::store::{
    Conversation, Counter, DraftWrite, Erasable, Erased, Question, Retention, Review, Staff, Store,
    StoreError, StoredDraft, Write,
};
use databases::{execute, on_each_database, on_sqlite, runtime};

const DAY: i64 = 24 * 3600 * 1000;

fn question(chat: i64, message_id: i32, kind: ReplyKind, asked_ms: i64) -> Question {
    Question {
        id: QuestionId::UNSTORED,
        chat: ChatId::new(chat),
        message_id: MessageId::new(message_id),
        text: "När öppnar ni? å ä ö \0".to_owned(),
        answer: "Kl. 8".to_owned(),
        kind,
        article: ArticleId::parse("kontaktcenter"),
        language: "sv".to_owned(),
        asked_ms,
        outside_hours: true,
        helpful: None,
        review: Review::Open,
    }
}

#[test]
fn a_conversation_is_remembered_in_parts() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            assert_eq!(store.conversation(ChatId::new(7)).await.unwrap(), Conversation::default());
            let understanding = serde_json::json!({"day": "2026-12-23", "text": "å\u{0}"});
            let writes = [
                Write::Language { chat: ChatId::new(7), language: Some(ReplyLanguage::English) },
                Write::Understanding {
                    chat: ChatId::new(7),
                    understanding: Some(understanding.clone()),
                },
                Write::Consent { chat: ChatId::new(7) },
                Write::Blocked { chat: ChatId::new(7), blocked: true },
            ];
            store.write(&writes, 1000).await.unwrap();
            let expected = Conversation {
                language: Some(ReplyLanguage::English),
                understanding: Some(understanding),
                blocked: true,
                consent_ms: Some(1000),
            };
            assert_eq!(store.conversation(ChatId::new(7)).await.unwrap(), expected);
            assert_eq!(store.blocked_chats().await.unwrap(), [ChatId::new(7)]);
            store
                .write(&[Write::Language { chat: ChatId::new(7), language: None }], 2000)
                .await
                .unwrap();
            assert_eq!(store.conversation(ChatId::new(7)).await.unwrap().language, None);
            store.close().await;
            let again = Store::open(url).await.unwrap();
            assert_eq!(again.conversation(ChatId::new(7)).await.unwrap().consent_ms, Some(1000));
        });
    });
}

#[test]
fn questions_are_kept_for_review_until_their_days_are_over() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let now = 100 * DAY;
            let article = ArticleId::parse("kontaktcenter").unwrap();
            let writes = [
                Write::Question(question(1, 11, ReplyKind::Answer, now - 40 * DAY)),
                Write::Question(question(1, 12, ReplyKind::Answer, now - DAY)),
                Write::Question(question(2, 13, ReplyKind::Unknown, now - DAY)),
                Write::Question(question(3, 14, ReplyKind::Unknown, now)),
                Write::Rate { chat: ChatId::new(1), article, helpful: false },
                Write::TellLater {
                    chat: ChatId::new(2),
                    message_id: MessageId::new(13),
                    language: ReplyLanguage::English,
                },
            ];
            store.write(&writes, now).await.unwrap();
            let open = store.open_questions(now - 30 * DAY).await.unwrap();
            let asked: Vec<(i64, i32)> =
                open.iter().map(|q| (q.chat.number(), q.message_id.number())).collect();
            assert_eq!(
                asked,
                [(3, 14), (2, 13), (1, 12)],
                "the rated one is the newest of its chat"
            );
            assert_eq!(open[0].text, "När öppnar ni? å ä ö ");
            let ids: Vec<QuestionId> = open.iter().map(|q| q.id).collect();
            let untold = store.untold_questions().await.unwrap();
            let untold: Vec<(i64, ReplyLanguage)> = untold
                .iter()
                .map(|(question, language)| (question.chat.number(), *language))
                .collect();
            assert_eq!(untold, [(2, ReplyLanguage::English)]);
            store.write(&[Write::Review { ids, review: Review::NotOurs }], now).await.unwrap();
            assert!(store.open_questions(0).await.unwrap().is_empty());

            let purged = store.purge(Retention::default(), now).await.unwrap();
            assert_eq!(purged.questions, 1);
            assert_eq!(store.questions(0, now + 1).await.unwrap().len(), 3);
        });
    });
}

#[test]
fn erasing_takes_the_answers_that_staff_have_begun_with_ones_words() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let asked = |chat, text: &str| {
                let text = text.to_owned();
                Write::Question(Question { text, ..question(chat, 1, ReplyKind::Unknown, 5) })
            };
            store.write(&[asked(1, "Min lampa?"), asked(2, "Min soptunna?")], 5).await.unwrap();
            let mut ids = Vec::new();
            for chat in [1, 2] {
                let newest = store.last_questions(ChatId::new(chat), 1).await.unwrap();
                ids.push(newest[0].id);
            }
            let pair = |question: &str| {
                let (question, answer) = (question.to_owned(), "Ring oss.".to_owned());
                Pair { question, answer }
            };
            let awaits = |question: &str, reviews| {
                let question = question.to_owned();
                Draft::AwaitsAnswer { question, reviews: Some(reviews) }
            };
            let look = |question, reviews| Draft::Look {
                pairs: vec![pair(question)],
                reviews,
                replaces: None,
            };
            let drafts = [
                awaits("Lampan?", ids[0]),
                look("Lampan?", Some(ids[0])),
                // A group named by another's question, with the words of this chat's.
                look("Min lampa?", Some(ids[1])),
                awaits("Soptunnan?", ids[1]),
                look("Min soptunna?", None),
            ];
            let mut writes = Vec::new();
            for (id, draft) in (1..).zip(drafts) {
                let (chat, author) = (ChatId::new(-5), UserId::new(id));
                let id = DraftId::new(id);
                let draft = StoredDraft { id, chat, thread: None, author, draft };
                writes.push(Write::Draft(DraftWrite::Save(draft)));
            }
            store.write(&writes, 6).await.unwrap();
            store.write(&[Write::Erase { chat: ChatId::new(1) }], 7).await.unwrap();
            let mut left = Vec::new();
            for id in 1..=5 {
                if store.draft(DraftId::new(id)).await.unwrap().is_some() {
                    left.push(id);
                }
            }
            assert_eq!(left, [4, 5]);
        });
    });
}

#[test]
fn erasing_takes_all_of_one_chat_but_its_cases() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let mut writes = Vec::new();
            for chat in [1, 2] {
                writes.push(Write::Question(question(chat, 1, ReplyKind::Answer, 5)));
                writes.push(Write::Question(question(chat, 2, ReplyKind::Answer, 6)));
                writes.push(Write::Consent { chat: ChatId::new(chat) });
            }
            store.write(&writes, 5).await.unwrap();
            let expected =
                Erasable { conversation: 1, drafts: 0, questions: 2, replies: 0, cases_kept: 0 };
            assert_eq!(store.erasable(ChatId::new(1)).await.unwrap(), expected);
            store.write(&[Write::Erase { chat: ChatId::new(1) }], 7).await.unwrap();
            assert_eq!(store.erasable(ChatId::new(1)).await.unwrap(), Erasable::default());
            assert_eq!(store.erasable(ChatId::new(2)).await.unwrap(), expected);
            assert_eq!(store.conversation(ChatId::new(1)).await.unwrap(), Conversation::default());
        });
    });
}

/// Cleans the files of all that was erased, and gives what of.
async fn scrub(store: &Store) -> Vec<Erased> {
    let unscrubbed = store.unscrubbed().await.unwrap();
    for erased in &unscrubbed {
        // Other tests may be reading what was there before.
        while let Err(error) = store.scrub(*erased).await {
            assert!(error.is_transient(), "{error}");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
    unscrubbed.iter().map(|erased| erased.from).collect()
}

#[test]
fn what_was_erased_is_to_be_cleaned_from_the_files_until_that_is_done() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            assert_eq!(scrub(&store).await, [Erased::Chats, Erased::Records], "never cleaned");
            assert_eq!(scrub(&store).await, []);
            let audit = Write::Audit {
                by: Staff { id: UserId::new(71), name: "Anna".to_owned() },
                action: AuditAction::CaseClosed,
                what: "1".to_owned(),
            };
            let asked = Write::Question(question(2, 1, ReplyKind::Answer, 5));
            store.write(&[Write::Erase { chat: ChatId::new(1) }, asked, audit], 5).await.unwrap();
            // Another start knows it too.
            let other = Store::open(url).await.unwrap();
            assert_eq!(scrub(&other).await, [Erased::Chats]);
            store.purge(Retention::default(), 6).await.unwrap();
            assert_eq!(scrub(&store).await, [], "nothing was too old");
            store.purge(Retention::default(), 40 * DAY).await.unwrap();
            assert_eq!(scrub(&store).await, [Erased::Chats]);
            store.purge(Retention::default(), 4000 * DAY).await.unwrap();
            assert_eq!(scrub(&store).await, [Erased::Records]);
        });
    });
}

#[test]
fn counters_settings_and_moved_groups_survive() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            assert_eq!(store.next(Counter::Case).await.unwrap(), 1);
            assert_eq!(store.next(Counter::Notice).await.unwrap(), 1);
            let many = (0..20).map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.next(Counter::Case).await.unwrap() })
            });
            let mut numbers = Vec::new();
            for task in many.collect::<Vec<_>>() {
                numbers.push(task.await.unwrap());
            }
            numbers.sort_unstable();
            assert_eq!(numbers, (2..=21).collect::<Vec<i64>>());
            let writes = [
                Write::Migrated { from: ChatId::new(-5), to: ChatId::new(-1005) },
                Write::Setting { key: "digest".into(), value: "1".into() },
                Write::Setting { key: "digest".into(), value: "2".into() },
            ];
            store.write(&writes, 0).await.unwrap();
            assert_eq!(
                store.migrations().await.unwrap(),
                [(ChatId::new(-5), ChatId::new(-1005))].into()
            );
            assert_eq!(store.setting("digest").await.unwrap().as_deref(), Some("2"));
            assert_eq!(store.setting("none").await.unwrap(), None);
        });
    });
}

/// Opens what is wrong in one way or other; the message must be one line that says what to do.
fn refused(url: &str, existing: bool, what_to_do: &str) {
    let result = runtime().block_on(async {
        match existing {
            true => Store::open_existing(url).await,
            false => Store::open(url).await,
        }
    });
    let message = result.expect_err("it was opened").to_string();
    assert!(message.contains(what_to_do), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(!message.contains("hemligt"), "{message}");
}

#[test]
fn a_database_that_cannot_be_used_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    std::fs::write(
        folder.path().join("text.db"),
        "this is no database, but long enough to be read as one".repeat(20),
    )
    .unwrap();
    std::fs::write(folder.path().join("empty.db"), "").unwrap();
    refused("mysql://root:hemligt@localhost/x", false, "sqlite://alebot.db");
    refused("postgres://ale:hemligt@127.0.0.1:1/x", false, "start PostgreSQL");
    refused(&path("text.db"), false, "restore a backup");
    refused(&path("no/such/folder.db"), false, "check that its folder exists");
    refused(&path("none.db"), true, "`alebot serve` makes one");
    refused(&path("empty.db"), true, "`alebot serve` makes one");
    assert!(!folder.path().join("none.db").exists());
}

#[test]
fn an_existing_database_is_opened_as_it_is() {
    on_each_database(|url| {
        refused(url, true, "`alebot serve` makes one");
        runtime().block_on(async { Store::open(url).await.unwrap().close().await });
        runtime().block_on(async {
            let store = Store::open_existing(url).await.unwrap();
            store.write(&[Write::Consent { chat: ChatId::new(1) }], 1).await.unwrap();
            store.close().await;
        });
        execute(url, "UPDATE _sqlx_migrations SET version = version + 1000");
        refused(url, true, "newer Alebot");
        refused(url, false, "newer Alebot");
        execute(url, "UPDATE _sqlx_migrations SET version = version - 2000");
        refused(url, true, "start `alebot serve` once");
    });
}

#[test]
fn a_locked_file_is_told_as_locked() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let other = Store::open(url).await.unwrap();
            let holding = other.begin_write().await.unwrap();
            let error =
                store.write(&[Write::Consent { chat: ChatId::new(1) }], 1).await.unwrap_err();
            assert!(matches!(error, StoreError::Locked), "{error}");
            drop(holding);
            store.write(&[Write::Consent { chat: ChatId::new(1) }], 1).await.unwrap();
        });
    });
}
