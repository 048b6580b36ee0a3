//! How long a reply of each kind takes on the repository's own knowledge: `cargo bench --bench reply`.

use std::hint::black_box;
use std::path::Path;

use alebot::assistant::{Assistant, Message, RANKED};
use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};

const KINDS: [(&str, &str); 8] = [
    ("answer", "Vad säger planen om buller från vägarna där vi bor?"),
    ("overview", "Kan du lista alla områden i planen?"),
    ("contact", "Jag behöver telefonnumret och postadressen till er"),
    ("hours", "Är det bemannat på fredag kvart över tre?"),
    ("handover", "Jag vill tala med någon i personalen"),
    ("smalltalk", "Hejsan på dig"),
    ("emergency", "det brinner i köket och jag får inte ut barnen"),
    ("unknown", "Hur ansöker jag om bygglov för ett garage?"),
];

fn replies(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reply-bench");
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let (assistant, _) = Assistant::start(&root.join("knowledge"), &index, today).unwrap();
    let mut group = criterion.benchmark_group("reply");
    for (kind, text) in KINDS {
        let message = Message {
            text,
            at: today.and_hms_opt(10, 0, 0).unwrap(),
            language: None,
            top: RANKED,
            meaning: None,
        };
        group.bench_function(kind, |bencher| {
            bencher.iter(|| black_box(assistant.reply(&message, None)))
        });
    }
    group.finish();
}

criterion_group!(benches, replies);
criterion_main!(benches);
