//! The nearest examples vote for their topics, each by how near it is.

use super::features::Row;

const NEIGHBOURS: usize = 15;
/// A neighbour's vote is its similarity to this power: near ones count far more.
const SHARPNESS: i32 = 4;

pub struct Nearest {
    pub(super) labels: Vec<u16>,
    /// For every feature the examples that have it, with the weight.
    pub(super) postings: Vec<Vec<(u32, f32)>>,
}

impl Nearest {
    pub fn new(rows: Vec<Row>, labels: Vec<u16>, features: usize) -> Self {
        let mut postings = vec![Vec::new(); features];
        for (example, row) in rows.into_iter().enumerate() {
            for (feature, weight) in row {
                postings[feature as usize].push((example as u32, weight));
            }
        }
        Nearest { labels, postings }
    }

    /// One share a class; they sum to 1, or are all 0 where nothing is near.
    pub fn votes(&self, row: &Row, classes: usize) -> Vec<f32> {
        let similarities = self.similarities(row);
        let mut votes = vec![0.0; classes];
        for example in nearest(&similarities) {
            if let Some(vote) = votes.get_mut(usize::from(self.labels[example])) {
                *vote += similarities[example].powi(SHARPNESS);
            }
        }
        let sum: f32 = votes.iter().sum();
        if sum > 0.0 {
            votes.iter_mut().for_each(|vote| *vote /= sum);
        }
        votes
    }

    /// The mean of the two families' cosines, for every example.
    fn similarities(&self, row: &Row) -> Vec<f32> {
        let mut all = vec![0.0; self.labels.len()];
        for (feature, value) in row {
            for (example, weight) in &self.postings[*feature as usize] {
                all[*example as usize] += value * weight / 2.0;
            }
        }
        all
    }
}

/// The nearest examples, in any order. One pass: few examples are nearer than the nearest that were seen before them.
fn nearest(similarities: &[f32]) -> Vec<usize> {
    let mut nearest: Vec<usize> = Vec::with_capacity(NEIGHBOURS + 1);
    let mut least = 0.0;
    for (example, similarity) in similarities.iter().enumerate() {
        if *similarity <= least {
            continue;
        }
        let place = nearest.partition_point(|other| similarities[*other] >= *similarity);
        nearest.insert(place, example);
        nearest.truncate(NEIGHBOURS);
        if let [.., last] = nearest.as_slice()
            && nearest.len() == NEIGHBOURS
        {
            least = similarities[*last];
        }
    }
    nearest
}
