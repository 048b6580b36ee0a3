//! Exit codes, standard output and standard error.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::{MONDAY, alebot, command, fed, index, knowledge, said};

#[test]
fn the_exit_code_says_done_failed_or_wrongly_used() {
    let check = |arguments: &[&str], code: i32, on_stderr: &str| {
        let output = alebot(arguments).output().unwrap();
        let stderr = said(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        assert!(stderr.contains(on_stderr), "{arguments:?}: {stderr}");
        assert_eq!(stderr.is_empty(), code == 0, "{arguments:?}: {stderr}");
    };
    check(&["ask", "hej"], 0, "");
    check(&["hours"], 0, "");
    check(&["check"], 0, "");
    check(&["--version"], 0, "");
    check(&["ask", "--batch", "finns-inte.jsonl"], 1, "finns-inte.jsonl");
    check(&["eval", "finns-inte.jsonl"], 1, "finns-inte.jsonl");
    check(&["eval", "--beir", "tests/retrieval", "--min", "1.0"], 1, "1");
    check(&["serve"], 1, "TELOXIDE_TOKEN");
    check(&[], 2, "Usage");
    check(&["fråga"], 2, "fråga");
    check(&["ask", "--at", "i går"], 2, "2026-12-23T16:20");
    check(&["ask", "--lang", "fr"], 2, "sv");
    check(&["ask", "hej", "--batch", "-"], 2, "--batch");
}

#[test]
fn a_batch_answers_in_order_with_an_error_in_a_bad_lines_place() {
    let rows = [
        r#"{"id": "ett", "question": "har ni öppet nu?", "at": "2026-11-23T10:00"}"#,
        "{trasig",
        r#"{"id": 3, "question": "hej", "at": "i går"}"#,
        r#"{"id": "fyra", "fraga": "hej"}"#,
        "",
        r#"{"id": "fem", "question": "hej"}"#,
    ];
    let output = fed(alebot(&["ask", "--batch", "-", "--at", MONDAY]), &rows.join("\n"));
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<Value> =
        said(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&json!("ett"), &Value::Null, &json!(3), &json!("fyra"), &json!("fem")]);
    let failed: Vec<bool> = lines.iter().map(|line| line["error"].is_string()).collect();
    assert_eq!(failed, [false, true, true, true, false]);
    assert_eq!((&lines[0]["kind"], &lines[0]["hours"]["open"]), (&json!("hours"), &json!(true)));
    assert_eq!(lines[4]["at"], MONDAY);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    let row = r#"{"id": 1, "question": "har ni öppet nu?", "at": "2026-11-23T10:00"}"#;
    let output = fed(alebot(&["ask", "--batch", "-"]), &format!("\u{FEFF}{row}\n"));
    let line: Value = serde_json::from_str(&said(&output.stdout)).unwrap();
    assert_eq!((&line["id"], &line["kind"]), (&json!(1), &json!("hours")));
}

/// A copy of the knowledge with another opening rule.
fn with_rule(rule: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let copied = std::process::Command::new("cp")
        .arg("-r")
        .arg(knowledge())
        .arg(folder.path().join("k"))
        .status()
        .unwrap();
    assert!(copied.success());
    let file = folder.path().join("k/contact.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let lines = text.lines().map(|line| {
        if line.starts_with("rule = ") { format!("rule = \"{rule}\"") } else { line.to_owned() }
    });
    std::fs::write(&file, lines.collect::<Vec<_>>().join("\n")).unwrap();
    folder
}

#[test]
fn what_is_said_of_the_hours_follows_from_the_rule() {
    let hours = |rule: &str, arguments: &[&str]| {
        let folder = with_rule(rule);
        let all = [&["hours", "--at", MONDAY], arguments].concat();
        said(&command(&folder.path().join("k"), index(), &all).output().unwrap().stdout)
    };
    assert_eq!(hours("24/7", &[]), "Kontaktcenter har öppet dygnet runt.\n");
    let day = hours("24/7", &["--on", "2026-11-28"]);
    assert!(day.contains("0.00–24.00"), "{day}");
}

#[test]
fn a_question_can_be_piped_in() {
    let output = fed(alebot(&["ask", "--at", MONDAY]), "har ni öppet nu?\n");
    assert!(said(&output.stdout).contains("16.30"), "{}", said(&output.stdout));
}

#[test]
fn a_reader_who_has_read_enough_gets_no_complaint() {
    let mut child = alebot(&["ask", "--batch", "-", "--at", MONDAY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    for number in 0..400 {
        // It stops reading when nobody listens.
        if writeln!(stdin, r#"{{"id": {number}, "question": "hej"}}"#).is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), said(&output.stderr).as_str()), (Some(0), ""));
}

#[test]
fn a_floor_holds_although_nobody_reads_the_result() {
    let mut child = alebot(&["eval", "--beir", "tests/retrieval", "--min", "1.0"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn hours_as_json_hold_the_moment_the_facts_and_the_words() {
    let check = |arguments: &[&str], expected: Value| {
        let output = alebot(&[&["hours", "--json"], arguments].concat()).output().unwrap();
        let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&shown[name], value, "{arguments:?}: {name} in {shown}");
        }
        assert!(shown["text"].as_str().is_some_and(|text| !text.is_empty()), "{shown}");
    };
    check(
        &["--at", "2026-11-23T16:29"],
        json!({"at": "2026-11-23T16:29", "about": "now", "open": true, "closes": "2026-11-23T16:30", "opens": null, "days": []}),
    );
    check(
        &["--at", "2026-11-23T16:30"],
        json!({"open": false, "closes": null, "opens": "2026-11-24T08:00"}),
    );
    check(
        &["--at", MONDAY, "--on", "2026-12-24"],
        json!({"about": "date", "open": false, "days": [{"date": "2026-12-24", "intervals": [], "reason": "julafton"}]}),
    );
}

#[test]
fn knowledge_that_cannot_be_used_says_what_to_do_and_leaves_the_index_alone() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("index");
    let broken = place.path().join("broken");
    std::fs::create_dir(&broken).unwrap();
    std::fs::write(broken.join("contact.toml"), "phone = \n").unwrap();
    let check = |knowledge: &std::path::Path, arguments: &[&str], expected: &str| {
        let output = command(knowledge, &folder, arguments).output().unwrap();
        let told = said(&output.stderr) + &said(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
        assert!(told.contains(expected), "{arguments:?}: {told}");
        assert!(!folder.exists(), "{arguments:?} made an index of nothing");
    };
    for arguments in [&["ask", "hej"] as &[&str], &["chat"], &["index"], &["hours"], &["check"]] {
        check(&place.path().join("nowhere"), arguments, "--knowledge");
        check(&broken, arguments, "contact.toml:1");
    }
}

#[test]
fn colours_are_for_those_who_want_them() {
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = alebot(&["chat", "--at", MONDAY]);
        command.envs(variables.iter().copied());
        let output = fed(command, "hej\n");
        assert!(output.status.success());
        said(&output.stdout).contains('\u{1b}')
    };
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn the_same_question_gets_the_same_reply_from_ask_and_from_chat() {
    let asked =
        said(&alebot(&["ask", "--at", MONDAY, "har ni öppet nu?"]).output().unwrap().stdout);
    let chatted = said(&fed(alebot(&["chat", "--at", MONDAY]), "har ni öppet nu?\n").stdout);
    assert!(!asked.trim().is_empty() && chatted.starts_with(asked.trim()), "{asked}\n{chatted}");
}

#[test]
fn the_knowledge_of_the_repository_is_read_from_where_it_stands() {
    let output = command(&knowledge(), index(), &["check"]).current_dir("/").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output.stdout));
}
