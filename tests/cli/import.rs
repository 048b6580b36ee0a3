//! `alebot import` as it is typed: what it prints, and what a kill leaves.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use super::{command, said};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, &folder.join("index"), &[&["import"], arguments].concat()).output().unwrap()
}

fn saved(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(
        folder.join(name),
        format!("<html lang=sv><title>{name}</title><main><h1>Om {name}</h1><p>{text}</p></main>"),
    )
    .unwrap();
}

/// The names and contents of the set.
fn set(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder.join("pages")).into_iter().flatten().flatten();
    let mut files: Vec<(String, String)> = entries
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md"))
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                fs::read_to_string(entry.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_folder_of_saved_pages_is_imported_shown_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("sparat");
    saved(&source, "avfall.html", "Vi hämtar sopor varje vecka.");
    saved(&source, "skola.html", "Skolan börjar i augusti.");
    let source = source.display().to_string();
    let first = run(folder.path(), &[&source]);
    assert!(first.status.success(), "{}", said(&first.stderr));
    assert_eq!(said(&first.stdout), "2 sidor lästa, 2 nya.\n", "one line where nobody looks on");
    let before = set(folder.path());
    saved(Path::new(&source), "avfall.html", "Vi hämtar sopor varannan vecka.");
    let dry = run(folder.path(), &[&source, "--dry-run"]);
    let shown = said(&dry.stdout);
    assert!(
        shown.starts_with("Ändrade:\n  avfall.html\n")
            && shown.contains("-Vi hämtar sopor varje vecka.\n+Vi hämtar sopor varannan vecka.\n"),
        "{shown}"
    );
    assert_eq!(set(folder.path()), before);
    let json = run(folder.path(), &[&source, "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (report["changed"][0]["id"].as_str(), report["unchanged"].as_u64()),
        (Some("avfall"), Some(1))
    );
    assert_ne!(set(folder.path()), before);
    assert!(run(folder.path(), &["--undo"]).status.success());
    assert_eq!(set(folder.path()), before);
}

#[test]
fn what_waits_for_a_yes_is_told_where_faults_are() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("sparat");
    for name in ["a.html", "b.html", "c.html"] {
        saved(&source, name, &format!("Sidan {name} säger något eget."));
    }
    let named = source.display().to_string();
    assert!(run(folder.path(), &[&named]).status.success());
    fs::remove_file(source.join("a.html")).unwrap();
    let held = run(folder.path(), &[&named]);
    assert_eq!(said(&held.stdout), "2 sidor lästa, 1 väntar på ja till borttagning.\n");
    assert!(said(&held.stderr).contains("Kör igen med --yes"), "{}", said(&held.stderr));
    assert!(run(folder.path(), &[&named, "--yes"]).status.success());
    let restored = run(folder.path(), &["--restore", "om-a-html"]);
    assert_eq!(said(&restored.stdout), "Sidan om-a-html är tillbaka och tas inte bort igen.\n");
}

#[test]
fn watching_imports_at_once_and_then_at_the_times_of_day() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("sparat");
    saved(&source, "avfall.html", "Vi hämtar sopor varje vecka.");
    let now = chrono::Utc::now().with_timezone(&chrono_tz::Europe::Stockholm).naive_local();
    let times: Vec<String> = (0..60)
        .map(|at| (now + chrono::TimeDelta::seconds(at * 2)).format("%H:%M:%S").to_string())
        .collect();
    fs::write(
        folder.path().join("import.toml"),
        format!("times = [{}]\n\n[[source]]\npath = \"sparat\"\n", times.join(", ")),
    )
    .unwrap();
    let mut child = command(folder.path(), &folder.path().join("index"), &["import", "--watch"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert_eq!(lines.next().as_deref(), Some("1 sidor lästa, 1 nya."));
    saved(&source, "avfall.html", "Vi hämtar sopor varannan vecka.");
    let changed = lines.find(|line| line != "1 sidor lästa.");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(changed.as_deref(), Some("1 sidor lästa, 1 ändrade."));
}

#[test]
fn what_cannot_be_a_source_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let check = |arguments: &[&str], expected: &str| {
        let output = run(folder.path(), arguments);
        assert!(
            !output.status.success() && said(&output.stderr).contains(expected),
            "{arguments:?}: {}",
            said(&output.stderr)
        );
    };
    check(&[], "skriv en källa");
    check(&["file:///etc/passwd"], "bara http:// och https://");
    check(&["finns-inte"], "går inte att läsa");
    check(&["http://127.0.0.1:1/"], "robots.txt går inte att läsa");
    fs::write(
        folder.path().join("import.toml"),
        "times = [03:30:00]\n\n[[source]]\nurl = \"ale.se\"\nexclude = [\"nyheter\"]\n",
    )
    .unwrap();
    check(&[], "import.toml:4: url ”ale.se” ska vara en webbadress som börjar med https://");
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_set_or_the_new_one() {
    const PAGES: usize = 60;
    let version = Arc::new(AtomicUsize::new(1));
    let address = serve(PAGES, version.clone());
    let folder = tempfile::tempdir().unwrap();
    let arguments = [address.as_str(), "--pause", "0"];
    let begun = Instant::now();
    assert!(run(folder.path(), &arguments).status.success());
    // Kills are spread over as long as an import takes.
    let takes = begun.elapsed();
    let whole = |of: usize| {
        let files = set(folder.path());
        files.len() == PAGES
            && files.iter().all(|(_, text)| text.contains(&format!("utgåva {of}.")))
    };
    assert!(whole(1));
    let mut now = 1;
    for round in 0..12 {
        version.store(now + 1, Ordering::SeqCst);
        let mut child = command(
            folder.path(),
            &folder.path().join("index"),
            &[&["import"], arguments.as_slice()].concat(),
        )
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
        thread::sleep(takes * round / 10);
        let _ = child.kill();
        child.wait().unwrap();
        assert!(whole(now) || whole(now + 1), "round {round}: {:?}", set(folder.path()).len());
        now += usize::from(whole(now + 1));
    }
    version.store(now + 1, Ordering::SeqCst);
    assert!(run(folder.path(), &arguments).status.success());
    assert!(whole(now + 1), "and the next import goes on from there");
}

/// A site whose pages all tell its version.
fn serve(pages: usize, version: Arc<AtomicUsize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let own = address.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &own, pages, version.load(Ordering::SeqCst));
        }
    });
    format!("{address}/")
}

fn answer(mut stream: TcpStream, address: &str, pages: usize, version: usize) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut line) = (String::new(), String::new());
    let _ = reader.read_line(&mut first);
    while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or("/");
    let (status, body) = match path {
        "/sitemap.xml" => {
            let urls: String =
                (0..pages).map(|at| format!("<url><loc>{address}/sida-{at}</loc></url>")).collect();
            ("200 OK", format!("<urlset>{urls}</urlset>"))
        }
        page if page.starts_with("/sida-") => (
            "200 OK",
            format!(
                "<html><main><h1>Om {}</h1><p>Text {page} i utgåva {version}.</p></main></html>",
                &page[1..]
            ),
        ),
        _ => ("404 Not Found", String::new()),
    };
    let kind = if path.ends_with(".xml") { "application/xml" } else { "text/html" };
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
}
