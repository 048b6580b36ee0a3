//! What a whole reply costs, from the message to the composed text, as a ratio to one plain one-field BM25 query of tantivy's on the
//! same texts in the same run, one thread; how long building and opening an index take, and how much memory is resident then; how long training the
//! classifier takes by itself, and the longest message that Telegram sends.
//!
//! `cargo bench --bench knowledge`. `ALEBOT_BENCH_PAGES` (numbers with spaces between; 0 is the repository's own knowledge)
//! measures other sizes.

mod long;
mod plain;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use alebot::assistant::{Assistant, Message, RANKED};
use alebot::search::Document;
use alebot::{knowledge, training};
use chrono::NaiveDate;
use plain::{Generator, Plain};

/// Each figure is the mean over messages of the least that one took in so many rounds, alternating, so that another process's load falls on neither side.
const ROUNDS: usize = 15;
const TRAININGS: usize = 3;
/// Set for the process of which start and memory are measured: the knowledge folder, and that of the index.
const FRESH: &str = "ALEBOT_BENCH_FRESH";

const KINDS: [(&str, [&str; 4]); 9] = [
    (
        "answer",
        [
            "Vad säger planen om buller från vägarna där vi bor?",
            "hur ska ni få fler i jobb",
            "Vad gör ni åt klimatet?",
            "vad betyder medskapande invånare",
        ],
    ),
    (
        "overview",
        [
            "Kan du lista alla områden i planen?",
            "vilka fokusområden finns det",
            "sammanfatta planen",
            "vad handlar planen om",
        ],
    ),
    (
        "contact",
        [
            "Jag behöver telefonnumret och postadressen till er",
            "vad har ni för mejladress",
            "var ligger kommunhuset",
            "telefonnummer till växeln",
        ],
    ),
    (
        "hours",
        [
            "Är det bemannat på fredag kvart över tre?",
            "när öppnar ni",
            "har ni öppet på lördag",
            "hur länge har ni öppet idag",
        ],
    ),
    (
        "handover",
        [
            "Jag vill tala med någon i personalen",
            "kan jag få prata med en människa",
            "koppla mig till en handläggare",
            "jag vill chatta med kontaktcenter",
        ],
    ),
    ("smalltalk", ["Hejsan på dig", "tack så mycket", "vem är du", "ha det bra"]),
    (
        "emergency",
        [
            "det brinner i köket och jag får inte ut barnen",
            "min man har ramlat och andas inte",
            "det är inbrott hos grannen just nu",
            "jag vill inte leva längre",
        ],
    ),
    (
        "unknown",
        [
            "Hur ansöker jag om bygglov för ett garage?",
            "när töms min soptunna",
            "vad kostar en plats på dagis",
            "kan jag boka badminton i sporthallen",
        ],
    ),
    (
        "story",
        [
            "Hej! Vi flyttade hit i våras med två barn. Vägen utanför dånar hela nätterna. Vad tänker kommunen om buller?",
            "Min mamma är 82 år. Hon orkar inte så mycket längre. Vad gör ni för att folk ska må bra?",
            "Jag har gått utan jobb i ett år. Ingen hör av sig. Hur hjälper kommunen oss som vill arbeta?",
            "Grannen säger att allt ska bli fossilfritt. Jag tvivlar. Stämmer det att Ale ska sluta med fossila bränslen?",
        ],
    ),
];

struct Folders {
    knowledge: PathBuf,
    index: PathBuf,
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn own_knowledge() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

fn start(folders: &Folders) -> Assistant {
    Assistant::start(&folders.knowledge, &folders.index, today()).unwrap().0
}

/// The repository's knowledge with so many pages beside it.
fn make_knowledge(root: &Path, pages: &[Document]) -> PathBuf {
    let folder = root.join("knowledge");
    copy(&own_knowledge(), &folder);
    let beside = folder.join("articles/pages");
    fs::create_dir_all(&beside).unwrap();
    for page in pages {
        let text = format!(
            "+++\nid = \"{}\"\ntitle = \"{}\"\nkind = \"page\"\n+++\n\n{}\n",
            page.id,
            page.title.trim(),
            page.body
        );
        fs::write(beside.join(format!("{}.md", page.id)), text).unwrap();
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

/// Keeps the least that each message took.
fn note_least(least: &mut [Duration], messages: &[String], mut each: impl FnMut(&str)) {
    for (least, message) in least.iter_mut().zip(messages) {
        let started = Instant::now();
        each(message);
        *least = started.elapsed().min(*least);
    }
}

fn reply(assistant: &Assistant, text: &str) {
    let at = today().and_hms_opt(10, 0, 0).unwrap();
    let message = Message { text, at, language: None, top: RANKED, meaning: None };
    black_box(assistant.reply(&message, None));
}

fn compare(label: &str, assistant: &Assistant, plain: &Plain, messages: &[String]) -> f64 {
    let reply = |text: &str| reply(assistant, text);
    let query = |text: &str| {
        black_box(plain.search(text));
    };
    let mut least = [vec![Duration::MAX; messages.len()], vec![Duration::MAX; messages.len()]];
    for _ in 0..ROUNDS {
        note_least(&mut least[0], messages, reply);
        note_least(&mut least[1], messages, query);
    }
    let [ours, theirs] = least.map(|least| least.iter().sum::<Duration>() / messages.len() as u32);
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("  {label:<10} reply {ours:>10.1?}  plain query {theirs:>10.1?}  ratio {ratio:>6.1}");
    ratio
}

fn measure(pages: usize, root: &Path) {
    let mut generator = Generator::new();
    let documents: Vec<Document> = generator
        .articles(pages)
        .into_iter()
        .map(|page| Document { questions: Vec::new(), ..page })
        .collect();
    let folders =
        Folders { knowledge: make_knowledge(root, &documents), index: root.join("index") };
    let started = Instant::now();
    let assistant = start(&folders);
    println!("{pages} pages beside the repository's own texts");
    println!("  built in {:.1?}, training included", started.elapsed());
    report_fresh_process(&folders);
    let texts: Vec<Document> = assistant.articles().map(Document::from).collect();
    let plain = Plain::new(&texts);
    let mut all: Vec<String> = Vec::new();
    for (kind, messages) in KINDS {
        let messages = messages.map(str::to_owned);
        compare(kind, &assistant, &plain, &messages);
        all.extend(messages);
    }
    if pages > 0 {
        let about_pages = generator.queries(&documents);
        compare("page", &assistant, &plain, &about_pages);
        all = about_pages;
    }
    compare("all", &assistant, &plain, &all);
    for (kind, text) in long::messages() {
        let took = (0..ROUNDS)
            .map(|_| {
                let started = Instant::now();
                reply(&assistant, &text);
                started.elapsed()
            })
            .min();
        println!("  {} characters, {kind}: {:.1?}", text.chars().count(), took.unwrap_or_default());
    }
}

/// Reading the examples, marking their words of time, learning, and putting what was learnt on disk.
fn measure_training(root: &Path) {
    let _ = fs::remove_dir_all(root);
    let knowledge = knowledge::load(&own_knowledge(), today()).unwrap().knowledge;
    let train = |round: usize| {
        let started = Instant::now();
        black_box(training::load_or_train(&root.join(round.to_string()), &knowledge));
        started.elapsed()
    };
    let took = (0..TRAININGS).map(train).min().unwrap_or_default();
    println!("training by itself: {took:.2?}");
    let _ = fs::remove_dir_all(root);
}

/// Opening the index that is there, and the memory that is resident after some replies, in a process that has done nothing else.
fn report_fresh_process(folders: &Folders) {
    let program = std::env::current_exe().unwrap();
    let paths = format!("{}\n{}", folders.knowledge.display(), folders.index.display());
    let output = Command::new(program).env(FRESH, paths).output().unwrap();
    print!("{}", String::from_utf8_lossy(&output.stdout));
}

fn run_fresh(paths: &str) {
    let (knowledge, index) = paths.split_once('\n').unwrap();
    let folders = Folders { knowledge: knowledge.into(), index: index.into() };
    let started = Instant::now();
    let assistant = start(&folders);
    let opened = started.elapsed();
    KINDS.iter().flat_map(|(_, messages)| messages).for_each(|text| reply(&assistant, text));
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("unknown");
    println!(
        "  started on the built index in {opened:.1?}; resident after that and some replies: {}",
        resident.trim()
    );
}

fn main() {
    if let Ok(paths) = std::env::var(FRESH) {
        return run_fresh(&paths);
    }
    measure_training(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("knowledge-bench-training"));
    let sizes = std::env::var("ALEBOT_BENCH_PAGES").unwrap_or_else(|_| "0 1000 10000".into());
    for size in sizes.split_whitespace() {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("knowledge-bench-{size}"));
        let _ = fs::remove_dir_all(&root);
        measure(size.parse().expect("ALEBOT_BENCH_PAGES holds numbers"), &root);
        let _ = fs::remove_dir_all(&root);
    }
}
