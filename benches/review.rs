//! What grouping the questions that wait for review costs: `cargo bench --bench review`. Staff wait for it.

use std::hint::black_box;

use alebot::desk::review::groups;
use alebot::model::id::{ChatId, MessageId, QuestionId};
use alebot::model::log::{Question, Review};
use alebot::model::reply::ReplyKind;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

/// Words that begin alike and are of one length: the hardest to keep apart.
fn word(number: u64) -> String {
    let letter = |place: u32| char::from(b'a' + (number / 26_u64.pow(place) % 26) as u8);
    "bo".chars().chain((0..7).map(letter)).collect()
}

fn questions(count: u64) -> Vec<Question> {
    let question = |id: u64| Question {
        id: QuestionId::new(id as i64),
        chat: ChatId::new(7),
        message_id: MessageId::new(1),
        text: format!("hur söker man {}", word(id.wrapping_mul(7919 * 7919))),
        kind: ReplyKind::Unknown,
        answer: String::new(),
        article: None,
        language: "sv".to_owned(),
        asked_ms: id as i64,
        outside_hours: false,
        helpful: None,
        review: Review::Open,
    };
    (0..count).map(question).collect()
}

fn grouping(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("review");
    group.sample_size(10);
    for count in [1_000, 10_000] {
        let questions = questions(count);
        group.bench_function(BenchmarkId::new("group", count), |bencher| {
            bencher.iter(|| black_box(groups(&questions)).len());
        });
    }
    group.finish();
}

criterion_group!(benches, grouping);
criterion_main!(benches);
