//! The nearest examples vote for their topics, each by how near it is.
//!
//! Some hundred features stand in many of the examples, and most of what there would be to add up for a message is theirs, although each tells little. So
//! the commonest are passed over at first. What they can add to an example is at most the length of the message's part in them times the length of the
//! example's (Cauchy and Schwarz), and few examples can reach the nearest with so much. Only of those is it looked up, and of those that stay the sums are
//! made anew, in the order of the features, so that they are to the bit what adding up everything gives.

mod group;

use serde::{Deserialize, Serialize};

use super::features::{Feature, Row, Vocabulary};
use group::{AT_ONCE, Common, GROUP, Group, Part, Sums, lengths};

const NEIGHBOURS: usize = 15;
/// A neighbour's vote is its similarity to this power: near ones count far more.
const SHARPNESS: i32 = 4;
/// More examples than these that may be near are not looked at one by one: adding up everything is cheaper then.
const MOST_CLOSE: usize = 1_500;
/// Sums in another order differ by less.
const MARGIN: f32 = 1e-4;

#[derive(Clone, Serialize, Deserialize)]
pub struct Nearest {
    labels: Vec<u16>,
    common: Common,
    /// The examples in groups, so that the similarities of one fit the processor's nearest cache, and a place in it two bytes.
    groups: Vec<Group>,
}

impl Nearest {
    pub fn new(examples: &[Vec<Feature>], labels: Vec<u16>, vocabulary: &Vocabulary) -> Self {
        let common = Common::of(examples, vocabulary.len());
        let commons = common.by_feature(vocabulary.len());
        let groups = examples.chunks(GROUP);
        let groups = groups.map(|examples| Group::new(examples, vocabulary, &commons)).collect();
        Nearest { labels, common, groups }
    }

    /// One share a class; they sum to 1, or are all 0 where nothing is near.
    pub fn votes(&self, vocabulary: &Vocabulary, row: &Row, classes: usize) -> Vec<f32> {
        let mut votes = vec![0.0; classes];
        for (example, similarity) in self.nearest(vocabulary, row) {
            if let Some(vote) = votes.get_mut(usize::from(self.labels[example])) {
                *vote += similarity.powi(SHARPNESS);
            }
        }
        let sum: f32 = votes.iter().sum();
        if sum > 0.0 {
            votes.iter_mut().for_each(|vote| *vote /= sum);
        }
        votes
    }

    /// The nearest examples with their similarities, which are the mean of the two families' cosines; the nearest first, of equally near ones those
    /// that were learnt from first.
    fn nearest(&self, vocabulary: &Vocabulary, row: &Row) -> Vec<(usize, f32)> {
        let parts = self.common.parts(vocabulary, row);
        let rare = self.similarities(&parts, true);
        match self.close(&parts, &rare) {
            Some(close) => self.exactly(&parts, close),
            None => self.similarities(&parts, false).nearest(),
        }
    }

    /// Of every example; `rare`: without the features that are passed over.
    fn similarities(&self, parts: &[Part], rare: bool) -> Similarities {
        let mut all = Similarities::new(self.labels.len());
        let mut sums = Sums::default();
        for ((group, similarities), most) in self
            .groups
            .iter()
            .zip(all.all.chunks_mut(GROUP))
            .zip(all.most.chunks_mut(GROUP / AT_ONCE))
        {
            sums.clear();
            parts.iter().filter(|part| !rare || !part.is_passed_over).for_each(|part| {
                group.add(part, &mut sums);
            });
            group.join(&sums, similarities, most);
        }
        all
    }

    /// The examples that may be among the nearest, ascending. `rare`: what each is without the features that are passed
    /// over. `None`: too many.
    fn close(&self, parts: &[Part], rare: &Similarities) -> Option<Vec<usize>> {
        let common: Vec<&Part> = parts.iter().filter(|part| part.is_passed_over).collect();
        let lengths = lengths(&common);
        let most = lengths[0] + lengths[1];
        let whole = |example: usize| {
            let (group, place) = self.place(example);
            rare.all[example] + group.similarity(&common, place)
        };
        let best: Vec<usize> = rare.nearest().into_iter().map(|(example, _)| example).collect();
        let mut reached: Vec<f32> = best.iter().map(|example| whole(*example)).collect();
        reached.sort_unstable_by(|a, b| b.total_cmp(a));
        // Only where so many are near is it known how near the last of them is.
        let mut least = *reached.get(NEIGHBOURS - 1)? - MARGIN;
        let mut close: Vec<(usize, f32)> = Vec::new();
        let mut looked_at = 0;
        for (several, first) in rare.several() {
            if several.most + most <= least {
                continue;
            }
            let (group, place) = self.place(first);
            if group.at_most(lengths, place, several.all) <= least {
                continue;
            }
            for (example, rare) in (first..).zip(several.all) {
                if rare + group.common_at_most(lengths, example % GROUP) <= least {
                    continue;
                }
                looked_at += 1;
                if looked_at > MOST_CLOSE {
                    return None;
                }
                let similarity = whole(example);
                if similarity <= least {
                    continue;
                }
                close.push((example, similarity));
                if !best.contains(&example) {
                    let at = reached.partition_point(|other| *other >= similarity);
                    reached.insert(at, similarity);
                    reached.truncate(NEIGHBOURS);
                    least = least.max(reached[NEIGHBOURS - 1] - MARGIN);
                }
            }
        }
        close.retain(|(_, similarity)| *similarity > least);
        Some(close.into_iter().map(|(example, _)| example).collect())
    }

    /// The nearest of some examples, ascending, with their similarities summed as if of all.
    fn exactly(&self, parts: &[Part], close: Vec<usize>) -> Vec<(usize, f32)> {
        let mut of_close = Similarities::new(close.len());
        of_close.all.clear();
        for same in close.chunk_by(|one, other| one / GROUP == other / GROUP) {
            let places: Vec<usize> = same.iter().map(|example| example % GROUP).collect();
            let group = same.first().and_then(|first| self.groups.get(first / GROUP));
            of_close
                .all
                .extend(group.into_iter().flat_map(|group| group.similarities(parts, &places)));
        }
        of_close.most.fill(f32::MAX);
        of_close.nearest().into_iter().map(|(at, similarity)| (close[at], similarity)).collect()
    }

    fn place(&self, example: usize) -> (&Group, usize) {
        (&self.groups[example / GROUP], example % GROUP)
    }
}

/// How near each of some examples is.
struct Similarities {
    all: Vec<f32>,
    /// Of each [`AT_ONCE`] of them the greatest, or more: most are told off by it.
    most: Vec<f32>,
}

/// Some that are told off at once.
struct Several<'a> {
    all: &'a [f32],
    most: f32,
}

impl Similarities {
    fn new(examples: usize) -> Self {
        Similarities { all: vec![0.0; examples], most: vec![0.0; examples.div_ceil(AT_ONCE)] }
    }

    /// With the number of the first of them.
    fn several(&self) -> impl Iterator<Item = (Several<'_>, usize)> {
        let several = self.all.chunks(AT_ONCE).zip(&self.most);
        let several = several.map(|(all, most)| Several { all, most: *most });
        several.zip((0..).step_by(AT_ONCE))
    }

    /// The nearest, the nearest first; of equally near ones, those that were learnt from first.
    fn nearest(&self) -> Vec<(usize, f32)> {
        let mut nearest: Vec<(usize, f32)> = Vec::with_capacity(NEIGHBOURS + 1);
        let mut least = 0.0;
        for (several, first) in self.several() {
            if several.most <= least {
                continue;
            }
            for (example, similarity) in (first..).zip(several.all) {
                if *similarity <= least {
                    continue;
                }
                let place = nearest.partition_point(|(_, other)| other >= similarity);
                nearest.insert(place, (example, *similarity));
                nearest.truncate(NEIGHBOURS);
                if let Some((_, last)) = nearest.get(NEIGHBOURS - 1) {
                    least = *last;
                }
            }
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of few words, some of which stand in most of them.
    fn texts(count: usize) -> Vec<String> {
        let mut random = 7u64;
        let mut next = |below: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) % below
        };
        let mut text = || {
            let words: Vec<String> = (0..1 + next(6))
                .map(|_| {
                    if next(2) == 0 {
                        format!("ord{}", next(5))
                    } else {
                        format!("b{}c", next(700))
                    }
                })
                .collect();
            words.join(" ")
        };
        (0..count).map(|_| text()).collect()
    }

    #[test]
    fn the_nearest_are_those_that_adding_up_everything_gives() {
        let texts = texts(GROUP + 900);
        let (vocabulary, found) = Vocabulary::learn(texts.iter().map(String::as_str));
        let nearest_examples = Nearest::new(&found, vec![0; texts.len()], &vocabulary);
        let mut looked_up = 0;
        for text in texts.iter().step_by(37).map(String::as_str).chain(["", "ord1 ord1", "okänt"])
        {
            let row = vocabulary.row(text);
            let parts = nearest_examples.common.parts(&vocabulary, &row);
            let expected = nearest_examples.similarities(&parts, false).nearest();
            assert_eq!(nearest_examples.nearest(&vocabulary, &row), expected, "{text}");
            let rare = nearest_examples.similarities(&parts, true);
            looked_up += usize::from(nearest_examples.close(&parts, &rare).is_some());
        }
        assert!(looked_up > 20, "{looked_up}");
    }
}
