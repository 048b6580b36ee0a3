//! `alebot backup` and `alebot restore`, from each kind of database to each.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;

use alebot::model::audit::AuditAction;
use alebot::model::case::{CaseNumber, Origin};
use alebot::model::id::{ChatId, UserId};
use alebot::model::language::ReplyLanguage;
use alebot::store::{CaseWrite, Staff, Standby, Store, Write};

use super::databases::{on_each_database, on_sqlite, runtime};
use super::{alebot, said};

fn run(url: &str, arguments: &[&str]) -> Output {
    alebot(arguments).env("ALEBOT_DATABASE", url).output().unwrap()
}

fn seed(url: &str) {
    let open = CaseWrite::Open {
        number: CaseNumber::new(7),
        chat: ChatId::new(5),
        name: "Kim å \"ä\" \\ ö 😀\n".to_owned(),
        language: ReplyLanguage::English,
        origin: Origin::Button,
        opened_ms: i64::MAX,
    };
    let by = Staff { id: UserId::new(71), name: "Anna".to_owned() };
    let writes = [
        Write::Case(open),
        Write::Consent { chat: ChatId::new(5) },
        Write::Audit { by, action: AuditAction::CaseClosed, what: "7".to_owned() },
        Write::Setting { key: "a".to_owned(), value: String::new() },
    ];
    runtime().block_on(async {
        let store = Store::open(url).await.unwrap();
        store.next(alebot::store::Counter::Case).await.unwrap();
        store.write(&writes, 9).await.unwrap();
        store.close().await;
    });
}

/// The lines of a backup but the first, which has the time, and the last, whose hash covers it.
fn rows(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(lines[0].starts_with(r#"{"alebot_backup":1,"version":"#), "{}", lines[0]);
    lines.remove(0);
    lines.pop();
    lines
}

#[test]
fn whatever_kind_of_database_it_comes_from_and_goes_to_everything_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let file = |name: &str| path(name).display().to_string();
    on_each_database(|from| {
        seed(from);
        let first = file("first.jsonl");
        let made = run(from, &["backup", &first]);
        assert!(made.status.success(), "{}", said(&made.stderr));
        assert!(said(&made.stdout).contains("rader skrivna"));
        let mode = std::fs::metadata(&first).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "it is its owner's only");
        let again = run(from, &["backup", &first]);
        assert_eq!(again.status.code(), Some(1), "an older backup is not lost");
        assert!(said(&again.stderr).contains("finns redan"));
        on_each_database(|to| {
            let restored = run(to, &["restore", &first]);
            assert!(restored.status.success(), "{}", said(&restored.stderr));
            let second = file("second.jsonl");
            assert!(run(to, &["backup", &second]).status.success());
            assert_eq!(rows(&path("second.jsonl")), rows(&path("first.jsonl")));
            std::fs::remove_file(&second).unwrap();
            runtime().block_on(async {
                let store = Store::open(to).await.unwrap();
                assert_eq!(
                    store.case(CaseNumber::new(7)).await.unwrap().unwrap().name,
                    "Kim å \"ä\" \\ ö 😀\n"
                );
                assert_eq!(store.next(alebot::store::Counter::Case).await.unwrap(), 2);
                store.close().await;
            });
            let twice = run(to, &["restore", &first]);
            assert_eq!(twice.status.code(), Some(1), "nothing is written over");
            assert!(said(&twice.stderr).contains("something in the database"));
        });
        std::fs::remove_file(&first).unwrap();
    });
}

#[test]
fn nothing_is_restored_beside_a_service_that_runs() {
    on_each_database(|url| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl").display().to_string();
        on_sqlite(|from| {
            seed(from);
            assert!(run(from, &["backup", &file]).status.success());
        });
        let runtime = runtime();
        // What a service takes when it starts on an empty database, and keeps.
        let held = runtime.block_on(async {
            let store = Store::open(url).await.unwrap();
            let claim = store.claim().await.unwrap();
            let mut lease = store.lease_connection();
            if let Some(lease) = &mut lease {
                assert!(lease.take(Standby::Allowed).await.unwrap().is_some());
            }
            (store, claim, lease)
        });
        let refused = run(url, &["restore", &file]);
        let told = said(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{told}");
        assert!(told.contains("another Alebot is running on this database"), "{told}");
        runtime.block_on(async {
            let (store, claim, lease) = held;
            assert!(store.case(CaseNumber::new(7)).await.unwrap().is_none());
            drop((claim, lease));
            store.close().await;
        });
        // Without renewal the lease is over after a while.
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(15);
        while !run(url, &["restore", &file]).status.success() {
            assert!(std::time::Instant::now() < patience);
        }
    });
}

#[test]
fn what_is_no_backup_is_refused_before_anything_is_made() {
    on_sqlite(|url| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("half.jsonl").display().to_string();
        let check = |content: &[u8], expected: &str| {
            std::fs::write(&file, content).unwrap();
            let refused = run(url, &["restore", &file]);
            assert_eq!(refused.status.code(), Some(1));
            let told = said(&refused.stderr);
            assert!(told.contains(expected) && told.lines().count() == 1, "{told}");
            assert!(!Path::new(url.strip_prefix("sqlite://").unwrap()).exists());
        };
        check(b"", "ends too early");
        check(b"SQLite format 3\0\xff", "half.jsonl");
        check(b"{\"alebot_backup\":1,\"version\":1,\"made_ms\":1}\n", "ends too early");
        check(b"{\"alebot_backup\":1,\"version\":999,\"made_ms\":1}\n", "newer Alebot");
        let missing = run(url, &["restore", "/there/is/none"]);
        assert!(said(&missing.stderr).contains("/there/is/none"));
        let nothing = run(url, &["backup", &file.replace("half", "none")]);
        assert!(said(&nothing.stderr).contains("no Alebot database there"));
        assert!(!folder.path().join("none.jsonl.part").exists());
    });
}
