//! How near a question is to each of many units: bytes beside 32-bit floats, on one thread.
//!
//! `cargo bench --bench vectors`; `ALEBOT_BENCH_UNITS` (numbers with spaces between) measures other sizes.

use std::hint::black_box;

use alebot::embedding::{TextHash, Vector, VectorFile};
use criterion::Criterion;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const SEED: u64 = 20_260_923;
/// As multilingual-e5-small has.
const DIMENSION: usize = 384;

fn numbers(random: &mut StdRng) -> Vec<f32> {
    (0..DIMENSION).map(|_| random.random_range(-1.0..1.0)).collect()
}

/// What exact search over unquantised vectors takes: four times the memory to read.
fn floats_nearest(rows: &[f32], query: &[f32]) -> (f32, f32) {
    let cosines: Vec<f32> = rows
        .chunks_exact(query.len())
        .map(|row| {
            // Sums side by side, so that the compiler may use wide instructions.
            let mut sums = [0.0_f32; 16];
            for (row, query) in row.chunks_exact(16).zip(query.chunks_exact(16)) {
                for (sum, (a, b)) in sums.iter_mut().zip(row.iter().zip(query)) {
                    *sum += a * b;
                }
            }
            sums.iter().sum()
        })
        .collect();
    let mean = cosines.iter().sum::<f32>() / cosines.len() as f32;
    (mean, cosines.iter().map(|cosine| (cosine - mean).powi(2)).sum::<f32>() / cosines.len() as f32)
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    let sizes =
        std::env::var("ALEBOT_BENCH_UNITS").unwrap_or_else(|_| "1000 10000 100000".to_owned());
    for units in
        sizes.split_whitespace().map(|size| size.parse::<usize>().expect("a number of units"))
    {
        let mut random = StdRng::seed_from_u64(SEED);
        let floats: Vec<Vec<f32>> = (0..units).map(|_| numbers(&mut random)).collect();
        let names: Vec<TextHash> = (0..units).map(|unit| TextHash::of(&unit.to_string())).collect();
        let named: Vec<(TextHash, Vector)> = names
            .iter()
            .copied()
            .zip(floats.iter().map(|numbers| Vector::new(numbers).expect("a direction")))
            .collect();
        let index = tempfile::tempdir().expect("a folder");
        let mut file = VectorFile::open(index.path(), "bench");
        file.add(&named);
        let vectors = file.gather(names);
        let question = numbers(&mut random);
        let query = Vector::new(&question).expect("a direction");
        criterion.bench_function(&format!("{units} units, bytes"), |bencher| {
            bencher.iter(|| black_box(&vectors).nearest(black_box(&query)))
        });
        let rows: Vec<f32> = floats.concat();
        criterion.bench_function(&format!("{units} units, floats"), |bencher| {
            bencher.iter(|| floats_nearest(black_box(&rows), black_box(&question)))
        });
    }
    criterion.final_summary();
}
