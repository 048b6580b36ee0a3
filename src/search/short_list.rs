//! The best of many scores, and of those the best once their scores are complete.

use std::cmp::Ordering;

/// The `limit` best of a short list (best first) once each has what was left out of its score, which is `rest_at_most` or less.
pub(super) fn complete(
    short_list: &[(u32, f32)],
    limit: usize,
    rest_at_most: f32,
    rest: impl Fn(u32) -> f32,
) -> Vec<(u32, f32)> {
    let mut found: Vec<(u32, f32)> = Vec::with_capacity(limit + 1);
    for &(document, score) in short_list {
        let full = found.len() >= limit;
        if full && found.last().is_none_or(|&(_, least)| score + rest_at_most <= least) {
            break;
        }
        let entry = (document, score + rest(document));
        let place = found.partition_point(|other| by_score(other, &entry).is_lt());
        found.insert(place, entry);
        found.truncate(limit);
    }
    found
}

/// The greater score first, and equal ones in the order of the documents.
fn by_score(a: &(u32, f32), b: &(u32, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The `limit` best documents that have a score, best first.
pub(super) fn best(scores: &[f32], limit: usize) -> Vec<(u32, f32)> {
    let chunk = (scores.len() / (8 * limit.max(1))).clamp(8, 64);
    // Few of the scores reach the list. As many chunks as it is long have their best at or above the least of their bests: what is below is out.
    let bests: Vec<f32> = scores.chunks(chunk).map(greatest).collect();
    let mut least = f32::MIN_POSITIVE;
    if limit > 0 && bests.len() > limit {
        let mut bests = bests.clone();
        let (_, &mut at, _) = bests.select_nth_unstable_by(limit - 1, |a, b| b.total_cmp(a));
        least = least.max(at);
    }
    let mut found: Vec<(u32, f32)> = Vec::new();
    for ((scores, first), best) in scores.chunks(chunk).zip((0..).step_by(chunk)).zip(bests) {
        if best >= least {
            found
                .extend((first..).zip(scores.iter().copied()).filter(|&(_, score)| score >= least));
        }
    }
    best_of(found, limit)
}

/// The `limit` best of these, best first.
pub(super) fn best_of(mut found: Vec<(u32, f32)>, limit: usize) -> Vec<(u32, f32)> {
    if limit > 0 && found.len() > limit {
        found.select_nth_unstable_by(limit - 1, by_score);
        found.truncate(limit);
    }
    found.sort_unstable_by(by_score);
    found.truncate(limit);
    found
}

/// The greatest of some scores, none of which is below 0. Such floats are in the same order as their bits, and those are compared several at once.
fn greatest(scores: &[f32]) -> f32 {
    let bits = scores.iter().fold(0, |most: i32, score| most.max(score.to_bits() as i32));
    f32::from_bits(bits as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_found_among_many() {
        let scores: Vec<f32> =
            (0..10_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 12) as f32 + 1.0).collect();
        let mut sorted: Vec<(u32, f32)> = (0..).zip(scores.iter().copied()).collect();
        sorted.sort_by(by_score);
        for limit in [0, 1, 7, 50, 9_999, 20_000] {
            assert!(best(&scores, limit) == sorted[..limit.min(sorted.len())], "{limit}");
        }
    }
}
