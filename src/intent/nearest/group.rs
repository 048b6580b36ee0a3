//! Some of the examples, by the features they have.

use std::sync::LazyLock;

use multiversion::multiversion;
use serde::{Deserialize, Serialize};

use crate::intent::features::{Family, Feature, Row, Vocabulary, frequency};
use crate::intent::known::Known;

/// So many examples are a group.
pub(super) const GROUP: usize = 1 << 12;
/// A feature that so large a part of the examples has is common.
const COMMON: usize = 16;
/// Common features are passed over for as long as they add no more than this to any similarity. With more, so many examples may still be near that looking
/// them up takes longer than adding up.
const PASSED_OVER: f32 = 0.2;
/// So many similarities are compared with the least that counts before any is looked at by itself.
pub(super) const AT_ONCE: usize = 32;
/// Words of bits for the examples of a group.
const WORDS: usize = GROUP / 64;

/// The bits of a place in a group, and the most that can be said of how often.
const PLACE: u32 = GROUP.ilog2();
const MOST: u32 = u16::MAX as u32 >> PLACE;

/// By how often a feature stands in an example, what that counts.
static FREQUENCIES: LazyLock<[f32; MOST as usize + 1]> =
    LazyLock::new(|| std::array::from_fn(|count| frequency(count as u32)));

/// The features that many examples have, ascending, each with how many.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Common(Vec<(u32, u32)>);

/// The place of each feature among the common ones.
pub(super) struct Commons {
    places: Vec<Option<u16>>,
    /// How many are common.
    count: usize,
}

impl Commons {
    fn place(&self, feature: u32) -> Option<usize> {
        self.places.get(feature as usize).copied().flatten().map(usize::from)
    }
}

/// By place among the known features and one more, where the feature's examples start; and by place, how many of those have it more than once.
fn counted(examples: &[Vec<Feature>], known: &Known) -> (Vec<u32>, Vec<u16>) {
    let mut starts = vec![0; known.len() + 1];
    let mut repeated = vec![0; known.len()];
    for feature in examples.iter().flatten() {
        if let Some(at) = known.place(feature.at) {
            starts[at + 1] += 1;
            repeated[at] += u16::from(feature.count > 1);
        }
    }
    let mut all = 0;
    for start in &mut starts {
        all += *start;
        *start = all;
    }
    (starts, repeated)
}

/// A feature of a message.
pub(super) struct Part {
    feature: u32,
    family: Family,
    /// Half of its share of the message, for a similarity is the mean of two.
    share: f32,
    /// What it adds to an example that has it once, before that is divided by the length of the example's weights.
    value: f32,
    /// Its place among the common features, if it is one.
    common: Option<usize>,
    /// Nothing is added for it before it is known which examples may be near.
    pub is_passed_over: bool,
}

impl Part {
    /// What it adds to an example that has it so often.
    #[inline]
    fn of(&self, count: u16) -> f32 {
        if count > 1 { self.value * FREQUENCIES[usize::from(count)] } else { self.value }
    }
}

impl Common {
    pub fn of(examples: &[Vec<Feature>], features: usize) -> Self {
        let mut having = vec![0u32; features];
        examples.iter().flatten().for_each(|feature| having[feature.at as usize] += 1);
        let all = (0u32..).zip(having);
        Common(all.filter(|(_, having)| *having as usize * COMMON > examples.len()).collect())
    }

    fn place(&self, feature: u32) -> Option<usize> {
        self.0.binary_search_by_key(&feature, |(common, _)| *common).ok()
    }

    /// The same by feature, for who asks of all. `features`: how many there are.
    pub fn by_feature(&self, features: usize) -> Commons {
        let mut places = vec![None; features];
        for ((feature, _), place) in self.0.iter().zip(0..) {
            places[*feature as usize] = Some(place);
        }
        Commons { places, count: self.0.len() }
    }

    /// The features of a message's row, in their order.
    pub fn parts(&self, vocabulary: &Vocabulary, row: &Row) -> Vec<Part> {
        let part = |(feature, value): &(u32, f32)| Part {
            feature: *feature,
            family: vocabulary.family(*feature),
            share: value / 2.0,
            value: value * vocabulary.idf(*feature) / 2.0,
            common: self.place(*feature),
            is_passed_over: false,
        };
        let mut parts: Vec<Part> = row.iter().map(part).collect();
        self.pass_over(&mut parts);
        parts
    }

    /// Passes over the commonest features first.
    fn pass_over(&self, parts: &mut [Part]) {
        let common = parts.iter().enumerate();
        let common = common.filter_map(|(at, part)| Some((self.0.get(part.common?)?.1, at)));
        let mut common: Vec<(u32, usize)> = common.collect();
        common.sort_unstable_by(|a, b| b.cmp(a));
        let mut squares = [0.0f32; 2];
        for part in common.into_iter().map(|(_, at)| at) {
            let part = &mut parts[part];
            let mut with = squares;
            with[part.family as usize] += part.share * part.share;
            if with[0].sqrt() + with[1].sqrt() <= PASSED_OVER {
                squares = with;
                part.is_passed_over = true;
            }
        }
    }
}

/// By family, the length of what these features have of a message, halved.
pub(super) fn lengths(parts: &[&Part]) -> [f32; 2] {
    FAMILIES.map(|family| {
        let own = parts.iter().filter(|part| part.family == family);
        own.map(|part| part.share * part.share).sum::<f32>().sqrt()
    })
}

const FAMILIES: [Family; 2] = [Family::Word, Family::Gram];

/// By family and example of a group.
pub(super) struct Sums(Box<[[f32; GROUP]; 2]>);

impl Default for Sums {
    fn default() -> Self {
        Sums(Box::new([[0.0; GROUP]; 2]))
    }
}

impl Sums {
    pub fn clear(&mut self) {
        self.0.iter_mut().for_each(|sums| sums.fill(0.0));
    }
}

/// For every feature the examples of a group that have it. A weight is made of what the feature, the example and the message have each, so that two
/// bytes are enough for one feature of one example.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Group {
    /// The features that any of the examples has.
    known: Known,
    /// By place among these, and one more, where the feature's examples start.
    starts: Vec<u32>,
    /// By place, how many of the feature's examples, the last ones, have it more than once.
    repeated: Vec<u16>,
    /// Place in the group, and how often the example has the feature in the bits above where that is more than once; those and the others by place.
    examples: Vec<u16>,
    /// By common feature, a bit for each example that has it: quicker to look up than the list is to search.
    having: Vec<u64>,
    /// By family and example, one over the length of its weights.
    shares: [Vec<f32>; 2],
    /// By family and example, the length of what common features have of it.
    common_lengths: [Vec<f32>; 2],
}

impl Group {
    /// `commons`: by feature, its place among the common ones.
    pub fn new(examples: &[Vec<Feature>], vocabulary: &Vocabulary, commons: &Commons) -> Self {
        let shares = FAMILIES.map(|family| -> Vec<f32> {
            let length = |found: &Vec<Feature>| vocabulary.length(found, family);
            let share = |length: f32| if length > 0.0 { 1.0 / length } else { 0.0 };
            examples.iter().map(length).map(share).collect()
        });
        let mut common_lengths = [Vec::new(), Vec::new()];
        let mut own: Vec<Feature> = Vec::new();
        for (place, found) in examples.iter().enumerate() {
            own.clear();
            own.extend(found.iter().filter(|feature| commons.place(feature.at).is_some()));
            for family in FAMILIES {
                let length = vocabulary.length(&own, family) * shares[family as usize][place];
                common_lengths[family as usize].push(length);
            }
        }
        let having = examples.iter().flatten().map(|feature| feature.at);
        let known = Known::of(having, vocabulary.len());
        let (starts, repeated) = counted(examples, &known);
        // By place, where the next example is put that has the feature once, and the next that has it more often.
        let bounds = starts.windows(2).zip(&repeated);
        let mut next: Vec<[u32; 2]> = bounds
            .map(|(bounds, repeated)| [bounds[0], bounds[1] - u32::from(*repeated)])
            .collect();
        let mut group = Group {
            examples: vec![0; starts.last().map_or(0, |all| *all as usize)],
            known,
            starts,
            repeated,
            having: vec![0; commons.count * WORDS],
            shares,
            common_lengths,
        };
        for (place, found) in (0u16..).zip(examples) {
            for feature in found {
                let is_repeated = feature.count > 1;
                let count = if is_repeated { (feature.count.min(MOST) as u16) << PLACE } else { 0 };
                if let Some(common) = commons.place(feature.at) {
                    group.having[common * WORDS + usize::from(place) / 64] |= 1 << (place % 64);
                }
                if let Some(at) = group.known.place(feature.at) {
                    let next = &mut next[at][usize::from(is_repeated)];
                    group.examples[*next as usize] = count | place;
                    *next += 1;
                }
            }
        }
        group
    }

    /// The examples that have a feature once, and those that have it more often.
    #[inline]
    fn having(&self, feature: u32) -> (&[u16], &[u16]) {
        let Some(at) = self.known.place(feature) else { return (&[], &[]) };
        let [from, to] = [self.starts[at], self.starts[at + 1]].map(|start| start as usize);
        let having = &self.examples[from..to];
        having.split_at(having.len() - usize::from(self.repeated[at]))
    }

    /// The bits of a common feature.
    #[inline]
    fn bits(&self, common: usize) -> &[u64] {
        &self.having[common * WORDS..(common + 1) * WORDS]
    }

    /// Adds a feature to all examples that have it.
    pub fn add(&self, part: &Part, sums: &mut Sums) {
        let sums = &mut sums.0[part.family as usize];
        let (once, repeated) = self.having(part.feature);
        // A place is less than that anyhow; said so that nothing has to look.
        let mut add = |example: u16, value: f32| sums[usize::from(example) % GROUP] += value;
        let (fours, rest) = once.as_chunks::<4>();
        for [a, b, c, d] in fours {
            add(*a, part.value);
            add(*b, part.value);
            add(*c, part.value);
            add(*d, part.value);
        }
        rest.iter().for_each(|example| add(*example, part.value));
        for example in repeated {
            add(*example, part.of(example >> PLACE));
        }
    }

    /// The similarity of each example from its sums, and the greatest of every [`AT_ONCE`] of them.
    pub fn join(&self, sums: &Sums, similarities: &mut [f32], most: &mut [f32]) {
        let [words, grams] = &*sums.0;
        let [word_shares, gram_shares] = &self.shares;
        join([words, grams], [word_shares, gram_shares], similarities);
        for (several, most) in similarities.chunks(AT_ONCE).zip(most) {
            *most = greatest(several.iter().copied());
        }
    }

    /// How similar the likest of some examples from a place on is at most, by what each is without common features. `lengths`: of what those have of the
    /// message.
    pub fn at_most(&self, lengths: [f32; 2], place: usize, rare: &[f32]) -> f32 {
        let [words, grams] = &self.common_lengths;
        let own = words[place..].iter().zip(&grams[place..]).zip(rare);
        greatest(own.map(|((word, gram), rare)| rare + lengths[0] * word + lengths[1] * gram))
    }

    /// What some features add to the similarity of one example.
    #[inline]
    pub fn similarity(&self, parts: &[&Part], place: usize) -> f32 {
        let mut sums = [0.0f32; 2];
        for part in parts {
            if let Some(count) = self.count_among(self.having(part.feature), part, place) {
                sums[part.family as usize] += part.of(count);
            }
        }
        sums[0] * self.shares[0][place] + sums[1] * self.shares[1][place]
    }

    /// What common features add to an example at most. `lengths`: of what they have of the message.
    #[inline]
    pub fn common_at_most(&self, lengths: [f32; 2], place: usize) -> f32 {
        lengths[0] * self.common_lengths[0][place] + lengths[1] * self.common_lengths[1][place]
    }

    /// The similarities of some examples.
    pub fn similarities(&self, parts: &[Part], places: &[usize]) -> Vec<f32> {
        let mut sums = vec![[0.0f32; 2]; places.len()];
        for part in parts {
            let having = self.having(part.feature);
            for (sums, place) in sums.iter_mut().zip(places) {
                if let Some(count) = self.count_among(having, part, *place) {
                    sums[part.family as usize] += part.of(count);
                }
            }
        }
        let [words, grams] = &self.shares;
        let join =
            |(sums, place): (&[f32; 2], &usize)| sums[0] * words[*place] + sums[1] * grams[*place];
        sums.iter().zip(places).map(join).collect()
    }

    /// How often an example has a feature, if it has.
    #[inline]
    fn count_among(
        &self,
        (once, repeated): (&[u16], &[u16]),
        part: &Part,
        place: usize,
    ) -> Option<u16> {
        let has_once = match part.common {
            Some(common) if self.bits(common)[place / 64] & 1 << (place % 64) == 0 => return None,
            Some(_) => true,
            None => once.binary_search(&(place as u16)).is_ok(),
        };
        let among = repeated.binary_search_by_key(&place, |example| usize::from(*example) % GROUP);
        let often = among.ok().map(|at| repeated[at] >> PLACE);
        often.or(has_once.then_some(1))
    }
}

/// Compiled for several processors, for their wide instructions.
#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn join(sums: [&[f32]; 2], shares: [&[f32]; 2], similarities: &mut [f32]) {
    let words = sums[0].iter().zip(shares[0]);
    let grams = sums[1].iter().zip(shares[1]);
    for (similarity, ((word, word_share), (gram, gram_share))) in
        similarities.iter_mut().zip(words.zip(grams))
    {
        *similarity = word * word_share + gram * gram_share;
    }
}

/// The greatest of at most [`AT_ONCE`] numbers, none of which is below 0.
fn greatest(numbers: impl Iterator<Item = f32>) -> f32 {
    let mut all = [0.0f32; AT_ONCE];
    all.iter_mut().zip(numbers).for_each(|(place, number)| *place = number);
    // Compared in lanes, for the processor's wide instructions.
    let greater = |a: f32, b: f32| if a > b { a } else { b };
    let mut most = [0.0f32; 8];
    for numbers in all.as_chunks::<8>().0 {
        most.iter_mut().zip(numbers).for_each(|(most, number)| *most = greater(*number, *most));
    }
    most.into_iter().fold(0.0, greater)
}
