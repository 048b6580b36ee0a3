//! Multinomial logistic regression by stochastic gradient steps with AdaGrad's step sizes (Duchi, Hazan and Singer 2011).

use super::features::Row;

const PASSES: usize = 24;
const STEP: f32 = 0.35;
/// The pull of every touched weight towards 0, for each step.
const DECAY: f32 = 2e-5;

#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Regression {
    pub(super) classes: usize,
    /// `weights[feature * classes + class]`; the last row of them is the bias.
    pub(super) weights: Vec<f32>,
}

impl Regression {
    pub fn train(rows: &[Row], labels: &[u16], classes: usize, features: usize) -> Self {
        let mut model = Regression { classes, weights: vec![0.0; (features + 1) * classes] };
        let mut squares = vec![1e-6f32; (features + 1) * classes];
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        let mut random = 0x2545_f491_4f6c_dd1du64;
        for _ in 0..PASSES {
            shuffle(&mut order, &mut random);
            for &at in &order {
                model.step(&rows[at as usize], usize::from(labels[at as usize]), &mut squares);
            }
        }
        model
    }

    fn step(&mut self, row: &Row, label: usize, squares: &mut [f32]) {
        let mut error = self.probabilities(row);
        if let Some(right) = error.get_mut(label) {
            *right -= 1.0;
        }
        let bias = self.weights.len() / self.classes - 1;
        for (feature, value) in row.iter().copied().chain([(bias as u32, 0.3)]) {
            let start = feature as usize * self.classes;
            let weights = &mut self.weights[start..start + self.classes];
            let squares = &mut squares[start..start + self.classes];
            for ((weight, square), error) in weights.iter_mut().zip(squares).zip(&error) {
                let gradient = error * value + DECAY * *weight;
                *square += gradient * gradient;
                *weight -= STEP * gradient / square.sqrt();
            }
        }
    }

    /// One probability a class; they sum to 1.
    pub fn probabilities(&self, row: &Row) -> Vec<f32> {
        let bias = self.weights.len() - self.classes;
        let mut scores: Vec<f32> = self.weights[bias..].iter().map(|weight| weight * 0.3).collect();
        for (feature, value) in row {
            let start = *feature as usize * self.classes;
            for (score, weight) in scores.iter_mut().zip(&self.weights[start..start + self.classes])
            {
                *score += value * weight;
            }
        }
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        scores.iter_mut().for_each(|score| *score = (*score - most).exp());
        let sum: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= sum);
        scores
    }
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
