//! What finding days and clock times costs: `cargo bench --bench time`. A reply has 10 ms, of which this may take a small part even of the longest message.

use std::hint::black_box;

use alebot::language::time;
use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};

/// As long as Telegram lets a message be.
const LONGEST: usize = 4_096;

fn longest(repeated: &str) -> String {
    repeated.chars().cycle().take(LONGEST).collect()
}

fn messages() -> Vec<(&'static str, String)> {
    let letter = "Jag undrar över bullret vid vägen och när ni har öppet i höst. Vi var hos er i fredags men det var stängt. ";
    vec![
        ("question", "Har ni öppet på lördag eftermiddag eller efter kl 8?".to_owned()),
        ("no time", "Vad säger planen om buller från vägarna där vi bor?".to_owned()),
        ("letter", longest(letter)),
        ("timetable, ISO dates", longest("2026-05-01 kl 12:00\n")),
        ("timetable, short dates", longest("3/5 kl 12 ")),
        ("timetable, weekdays", longest("fredag 3 maj kl 8 till 9\n")),
        ("numbers", longest("1-1-")),
    ]
}

fn times(criterion: &mut Criterion) {
    let at = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(10, 0, 0).unwrap();
    let mut group = criterion.benchmark_group("time");
    for (name, text) in messages() {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let found = time::find(&text, at);
                black_box(time::main(&found, &text, at).cloned())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, times);
criterion_main!(benches);
