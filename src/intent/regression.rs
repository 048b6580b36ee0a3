//! Multinomial logistic regression by stochastic gradient steps with AdaGrad's step sizes (Duchi, Hazan and Singer 2011).

use half::bf16;

use super::features::Row;
use super::known::Known;

const PASSES: usize = 3;
const STEP: f32 = 0.35;
/// The pull of every touched weight towards 0, for each step.
const DECAY: f32 = 2e-5;
/// The weights are the mean of as many moments of the last pass (Polyak and Juditsky 1992): else one example more or less, which changes the order of
/// all, changes many a reply that has nothing to do with it.
const AVERAGED: usize = 16;
/// The value of the bias in every row.
const BIAS: f32 = 0.3;

#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Regression {
    classes: usize,
    known: Known,
    /// By place among the known features the weights of all classes in groups of [`LANES`]; the last are the bias. Rounded to one part in 256,
    /// of which a sum of dozens notices little, they take half the memory.
    weights: Vec<[bf16; LANES]>,
}

impl Regression {
    /// `features`: how many there are.
    pub fn train(rows: &[&Row], labels: &[u16], classes: usize, features: usize) -> Self {
        let having = rows.iter().copied().flatten().map(|(feature, _)| *feature);
        let known = Known::of(having, features);
        let placed = Placed::of(rows, &known);
        let mut training = Training::new(classes, known.len());
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        let mut random = 0x2545_f491_4f6c_dd1du64;
        for pass in 1..=PASSES {
            shuffle(&mut order, &mut random);
            for some in order.chunks(rows.len().div_ceil(AVERAGED).max(1)) {
                for &at in some {
                    training.step(placed.row(at as usize), usize::from(labels[at as usize]));
                }
                if pass == PASSES {
                    training.add_to_mean();
                }
            }
        }
        Regression { classes, known, weights: training.mean() }
    }

    /// One probability a class; they sum to 1.
    pub fn probabilities(&self, row: &Row) -> Vec<f32> {
        let groups = self.classes.div_ceil(LANES);
        let bias = self.weights.len() - groups;
        let mut scores: Vec<[f32; LANES]> = self.weights[bias..]
            .iter()
            .map(|weights| weights.map(|weight| weight.to_f32() * BIAS))
            .collect();
        for (feature, value) in row {
            let Some(place) = self.known.place(*feature) else { continue };
            let weights = &self.weights[place * groups..(place + 1) * groups];
            for (scores, weights) in scores.iter_mut().zip(weights) {
                add(scores, &weights.map(bf16::to_f32), *value);
            }
        }
        let mut scores = scores.into_flattened();
        scores.truncate(self.classes);
        to_probabilities(&mut scores);
        scores
    }
}

fn to_probabilities(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Rows with places instead of features, one behind the other, so that learning reads memory in order.
struct Placed {
    starts: Vec<u32>,
    values: Vec<(u32, f32)>,
}

impl Placed {
    fn of(rows: &[&Row], known: &Known) -> Self {
        let mut placed = Placed { starts: vec![0], values: Vec::new() };
        placed.values.reserve(rows.iter().map(|row| row.len()).sum());
        for row in rows {
            let values = row
                .iter()
                .filter_map(|(feature, value)| Some((known.place(*feature)? as u32, *value)));
            placed.values.extend(values);
            placed.starts.push(placed.values.len() as u32);
        }
        placed
    }

    fn row(&self, at: usize) -> &[(u32, f32)] {
        &self.values[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// So many classes are learnt at once, with the processor's wide instructions.
const LANES: usize = 4;

/// The weights of some classes for one feature, and the sums of their squared gradients: they are needed together, so they lie together.
#[derive(Clone, Copy)]
struct Cell {
    weights: [f32; LANES],
    squares: [f32; LANES],
}

/// A regression that is being learnt.
struct Training {
    classes: usize,
    /// The classes in groups of [`LANES`], by place; the last of a row are filled up with classes that nothing is of.
    cells: Vec<Cell>,
    /// What there is of each class too much or too little in the probabilities of a row, in the same groups.
    errors: Vec<[f32; LANES]>,
    /// The weights of so many moments, summed.
    sums: Vec<[f32; LANES]>,
    moments: usize,
}

impl Training {
    fn new(classes: usize, places: usize) -> Self {
        let groups = classes.div_ceil(LANES);
        let cell = Cell { weights: [0.0; LANES], squares: [1e-6; LANES] };
        Training {
            classes,
            cells: vec![cell; (places + 1) * groups],
            errors: vec![[0.0; LANES]; groups],
            sums: vec![[0.0; LANES]; (places + 1) * groups],
            moments: 0,
        }
    }

    fn step(&mut self, row: &[(u32, f32)], label: usize) {
        let groups = self.errors.len();
        let bias = self.cells.len() - groups;
        self.errors.iter_mut().zip(&self.cells[bias..]).for_each(|(errors, cell)| {
            *errors = cell.weights.map(|weight| weight * BIAS);
        });
        for (place, value) in row {
            let start = *place as usize * groups;
            for (errors, cell) in self.errors.iter_mut().zip(&self.cells[start..start + groups]) {
                add(errors, &cell.weights, *value);
            }
        }
        let (real, filling) = self.errors.as_flattened_mut().split_at_mut(self.classes);
        to_probabilities(real);
        filling.fill(0.0);
        if let Some(right) = real.get_mut(label) {
            *right -= 1.0;
        }
        for (start, value) in row
            .iter()
            .map(|(place, value)| (*place as usize * groups, *value))
            .chain([(bias, BIAS)])
        {
            for (errors, cell) in self.errors.iter().zip(&mut self.cells[start..start + groups]) {
                cell.learn(errors, value);
            }
        }
    }

    fn add_to_mean(&mut self) {
        for (sums, cell) in self.sums.iter_mut().zip(&self.cells) {
            add(sums, &cell.weights, 1.0);
        }
        self.moments += 1;
    }

    fn mean(self) -> Vec<[bf16; LANES]> {
        let share = 1.0 / self.moments.max(1) as f32;
        self.sums.into_iter().map(|sums| sums.map(|sum| bf16::from_f32(sum * share))).collect()
    }
}

impl Cell {
    #[inline]
    fn learn(&mut self, errors: &[f32; LANES], value: f32) {
        // Copies, so that it is plain that writing one changes none of the others: only then are wide instructions used.
        let (mut weights, mut squares) = (self.weights, self.squares);
        for ((weight, square), error) in weights.iter_mut().zip(&mut squares).zip(*errors) {
            let gradient = error * value + DECAY * *weight;
            *square += gradient * gradient;
            *weight -= STEP * gradient / square.sqrt();
        }
        *self = Cell { weights, squares };
    }
}

/// Adds the weights of some classes, multiplied by a value.
#[inline]
fn add(scores: &mut [f32; LANES], weights: &[f32; LANES], value: f32) {
    let mut sums = *scores;
    sums.iter_mut().zip(*weights).for_each(|(sum, weight)| *sum += value * weight);
    *scores = sums;
}

/// Fisher–Yates with xorshift64*: the order must be mixed, and the same at every training.
fn shuffle(order: &mut [u32], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random >> 12;
        *random ^= *random << 25;
        *random ^= *random >> 27;
        let pick = random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        order.swap(at, pick as usize % (at + 1));
    }
}
