//! `alebot faq`, and the other commands beside a database that staff have written in.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use alebot::model::article::{Article, ArticleId, English};
use alebot::model::contact::Exception;
use alebot::model::id::UserId;
use alebot::store::{FaqEntry, FaqWrite, NoticeWrite, Staff, Store, Write};

use super::databases::{on_each_database, on_sqlite, runtime};
use super::{MONDAY, alebot, fed, said};

/// 23 November 2026, 09.00 in Ale.
const MORNING_MS: i64 = 1_795_420_800_000;

fn entry(name: &str, title: &str, body: &str) -> Article {
    Article {
        origin: Some("Tekniska \"kontoret\"".to_owned()),
        valid_until: Some("2027-12-31".parse().unwrap()),
        questions: vec!["Var finns \\ pumpen?".to_owned()],
        keywords: vec!["luft".to_owned()],
        english: Some(English {
            title: "Bicycle pump".to_owned(),
            summary: "By the door.".to_owned(),
            questions: vec!["pump?".to_owned()],
        }),
        ..Article::faq(ArticleId::parse(name).unwrap(), title, body)
    }
}

fn anna() -> Staff {
    Staff { id: UserId::new(71), name: "Anna\tB".to_owned() }
}

fn write(url: &str, writes: &[Write]) {
    runtime().block_on(async {
        let store = Store::open(url).await.unwrap();
        store.write(writes, MORNING_MS).await.unwrap();
        store.close().await;
    });
}

fn save(article: Article) -> Write {
    Write::Faq(FaqWrite::Save { article: Box::new(article), author: Some(anna()) })
}

fn stored(url: &str) -> Vec<FaqEntry> {
    runtime().block_on(async {
        let store = Store::open(url).await.unwrap();
        let entries = store.faq().await.unwrap();
        store.close().await;
        entries
    })
}

fn beside(url: &str, arguments: &[&str]) -> Command {
    let mut command = alebot(arguments);
    command.env("ALEBOT_DATABASE", url);
    command
}

/// Runs it; gives what it said, after seeing that it did what it was asked to.
fn done(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", said(&output.stderr));
    said(&output.stdout)
}

fn refused(mut command: Command) -> Output {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    output
}

#[test]
fn entries_are_listed_exported_and_imported_without_loss() {
    on_each_database(|url| {
        let pump =
            entry("faq-pump", "Var finns en\ncykelpump?", "Vid dörren.\n\n+++\n\n”Pumpa” själv.");
        let sand = entry("faq-sand", "Sand?", "I lådan.");
        write(url, &[save(pump.clone()), save(sand)]);
        let list = done(beside(url, &["faq", "list"]));
        assert_eq!(
            list,
            "faq-pump\tVar finns en cykelpump?\t2026-11-23\tAnna B\nfaq-sand\tSand?\t2026-11-23\tAnna B\n"
        );

        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("nya/svar");
        let dir = dir.to_str().unwrap();
        done(beside(url, &["faq", "export", dir]));
        let before = stored(url);
        assert_eq!(
            done(beside(url, &["faq", "import", dir])),
            "0 svar inlästa, 2 var oförändrade.\n"
        );
        assert_eq!(stored(url), before, "unchanged entries make no new version");

        let file = Path::new(dir).join("faq-sand.md");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("I lådan.", "I den gröna lådan.").replace('\n', "\r\n"))
            .unwrap();
        assert_eq!(
            done(beside(url, &["faq", "import", dir])),
            "1 svar inlästa, 1 var oförändrade.\n"
        );
        let after = stored(url);
        assert_eq!((after[0].article.clone(), after[0].version), (pump, 1));
        assert_eq!(
            (after[1].article.body.as_str(), after[1].version, &after[1].author),
            ("I den gröna lådan.", 2, &None)
        );
    });
}

#[test]
fn no_number_of_a_person_comes_in_by_a_file() {
    on_each_database(|url| {
        write(url, &[save(entry("faq-sand", "Sand?", "I lådan."))]);
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().to_str().unwrap();
        done(beside(url, &["faq", "export", dir]));
        let file = folder.path().join("faq-sand.md");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("I lådan.", "Fråga 850101-1236 på 0303-70 30 00.")).unwrap();
        let output = beside(url, &["faq", "import", dir]).output().unwrap();
        assert!(
            said(&output.stderr).contains("faq-sand: ett person- eller kortnummer är maskerat")
        );
        assert_eq!(stored(url)[0].article.body, "Fråga ••••••-•••• på 0303-70 30 00.");
    });
}

#[test]
fn a_folder_with_one_fault_changes_nothing() {
    on_each_database(|url| {
        write(url, &[]);
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, id: &str, kind: &str| {
            let text =
                format!("+++\nid = \"{id}\"\ntitle = \"T\"\nkind = \"{kind}\"\n+++\nText.\n");
            fs::write(folder.path().join(name), text).unwrap();
        };
        file("a.md", "faq-a", "faq");
        file("b.md", "lust-att-lara", "faq");
        let dir = folder.path().to_str().unwrap();
        let output = refused(beside(url, &["faq", "import", dir]));
        let wrong = said(&output.stderr);
        assert!(wrong.contains("b.md:2: id ”lust-att-lara”"), "{wrong}");
        assert!(stored(url).is_empty());
    });
}

/// A pipe that nobody writes to, a device without an end and a file without measure, each named as an article.
fn no_articles(dir: &Path) {
    let made = Command::new("mkfifo").arg(dir.join("ror.md")).status().unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink("/dev/zero", dir.join("noll.md")).unwrap();
    fs::write(dir.join("stor.md"), vec![b'x'; 5 << 20]).unwrap();
}

/// Within a time in which nothing hangs; gives what it said.
fn refused_soon(command: Command) -> String {
    let (said_in, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let output = refused(command);
        said_in.send(said(&output.stdout) + &said(&output.stderr))
    });
    heard.recv_timeout(std::time::Duration::from_secs(60)).expect("it reads without an end")
}

#[test]
fn what_is_no_file_or_too_large_is_named_and_not_read() {
    on_sqlite(|url| {
        write(url, &[]);
        let folder = tempfile::tempdir().unwrap();
        no_articles(folder.path());
        let knowledge = tempfile::tempdir().unwrap();
        copy(&super::knowledge(), knowledge.path());
        no_articles(&knowledge.path().join("articles"));
        let check = super::command(knowledge.path(), super::index(), &["check"]);
        let import = beside(url, &["faq", "import", folder.path().to_str().unwrap()]);
        for command in [check, import] {
            let told = refused_soon(command);
            for expected in [
                "ror.md:1: är ingen vanlig fil; ta bort den",
                "noll.md:1: är ingen vanlig fil; ta bort den",
                "stor.md:1: är större än 4 MB; dela upp den i flera",
            ] {
                assert!(told.contains(expected), "{expected} in {told}");
            }
        }
    });
}

#[test]
fn an_export_writes_through_no_link() {
    on_sqlite(|url| {
        write(url, &[save(entry("faq-pump", "Var finns en cykelpump?", "Vid dörren."))]);
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("annat");
        fs::write(&elsewhere, "orört").unwrap();
        let dir = folder.path().join("svar");
        let export = || beside(url, &["faq", "export", dir.to_str().unwrap()]);
        fs::create_dir(&dir).unwrap();
        let file = dir.join("faq-pump.md");
        std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
        std::os::unix::fs::symlink(&elsewhere, dir.join("faq-pump.md.new")).unwrap();
        let told = said(&refused(export()).stderr);
        assert!(told.contains("faq-pump.md går inte att skriva: där finns en länk"), "{told}");
        fs::remove_file(&file).unwrap();
        // Twice: in the place of an earlier export too.
        for _ in 0..2 {
            done(export());
            assert!(fs::read_to_string(&file).unwrap().contains("Vid dörren."));
        }
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "orört");
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1, "nothing is left beside");
    });
}

#[test]
fn exported_entries_pass_the_check_as_articles() {
    on_sqlite(|url| {
        write(url, &[save(entry("faq-pump", "Var finns en cykelpump?", "Vid dörren.\n\n+++"))]);
        let knowledge = tempfile::tempdir().unwrap();
        copy(&super::knowledge(), knowledge.path());
        done(beside(url, &["faq", "export", knowledge.path().join("articles").to_str().unwrap()]));
        let mut check = beside(url, &["check"]);
        check.arg("--knowledge").arg(knowledge.path());
        let checked = done(super::command(knowledge.path(), super::index(), &["check"]));
        assert!(checked.contains("10 artiklar"), "{checked}");
    });
}

fn copy(from: &Path, to: &Path) {
    for found in fs::read_dir(from).unwrap() {
        let found = found.unwrap();
        let target = to.join(found.file_name());
        if found.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&found.path(), &target);
        } else {
            fs::copy(found.path(), target).unwrap();
        }
    }
}

#[test]
fn commands_know_what_staff_have_added() {
    on_each_database(|url| {
        let exception = Exception {
            date: "2026-11-23".parse().unwrap(),
            open: Vec::new(),
            reason: "Personaldag".to_owned(),
        };
        let notice = |text: &str, until_ms| {
            Write::Notice(NoticeWrite::Add { text: text.to_owned(), until_ms, author: anna() })
        };
        write(
            url,
            &[
                save(entry("faq-pump", "Var finns en cykelpump?", "Vid dörren.")),
                Write::Notice(NoticeWrite::AddException { exception, author: anna() }),
                notice("Vattnet är avstängt i Nol.", None),
                notice("Redan över.", Some(MORNING_MS + 1)),
            ],
        );
        let question = "var finns en cykelpump";
        let asked = done(beside(url, &["ask", "--at", MONDAY, question]));
        assert!(
            asked.starts_with("Vattnet är avstängt i Nol.")
                && asked.contains("Vid dörren.")
                && asked.contains("23 november 2026"),
            "{asked}"
        );
        assert!(!asked.contains("Redan över."), "{asked}");
        let hours = done(beside(url, &["hours", "--at", MONDAY]));
        assert!(hours.contains("Personaldag") && hours.contains("Vattnet"), "{hours}");
        let chat =
            said(&fed(beside(url, &["chat", "--at", MONDAY]), &format!("{question}\n")).stdout);
        assert!(chat.contains("Vid dörren."), "{chat}");

        let folder = tempfile::tempdir().unwrap();
        let set = folder.path().join("set.jsonl");
        let row = format!(
            "{{\"id\": \"1\", \"question\": \"{question}\", \"at\": \"{MONDAY}\", \"kind\": \"answer\", \"articles\": [\"faq-pump\"]}}\n"
        );
        fs::write(&set, row).unwrap();
        let scores = done(beside(url, &["eval", "--json", "--min", "1", set.to_str().unwrap()]));
        assert!(scores.contains("\"right\":1"), "{scores}");

        let alone = done(alebot(&["ask", "--at", MONDAY, question]));
        assert!(!alone.contains("Vid dörren.") && !alone.contains("Vattnet"), "{alone}");
    });
}

#[test]
fn without_a_usable_database_the_knowledge_answers_alone_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ingen.db");
    let broken = folder.path().join("trasig.db");
    fs::write(&broken, "ingen databas, bara text som är lång nog för en sida").unwrap();
    for url in [
        format!("sqlite://{}", file.display()),
        format!("sqlite://{}", broken.display()),
        "mysql://x".to_owned(),
    ] {
        let output = beside(&url, &["ask", "--at", MONDAY, "öppet nu?"]).output().unwrap();
        assert!(output.status.success() && said(&output.stdout).contains("har öppet nu"), "{url}");
        let warning = said(&output.stderr);
        assert_eq!(
            (warning.lines().count(), warning.starts_with("alebot: varning: ")),
            (1, true),
            "{url}: {warning}"
        );
        let refused = said(&refused(beside(&url, &["faq", "list"])).stderr);
        assert_eq!(
            (refused.lines().count(), refused.starts_with("alebot: ")),
            (1, true),
            "{url}: {refused}"
        );
    }
    assert!(!file.exists());
    assert_eq!(
        said(&beside("", &["ask", "--at", MONDAY, "öppet nu?"]).output().unwrap().stderr),
        "",
        "empty is unset"
    );
}
