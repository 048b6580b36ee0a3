//! Learning the weights of a weighted sum from examples: which of several candidates is right, and whether the first of them is.
//!
//! Both are maximum-entropy models with a pull of every weight towards 0, found by Adam (Kingma and Ba 2015) over all examples at once: the same
//! examples give the same weights.

/// Steps of the search, and their first length.
const STEPS: usize = 500;
const STEP: f64 = 0.1;

/// A candidate's numbers, and whether it is right.
pub type Row = (Vec<f32>, bool);

/// One message's candidates; what it weighs among all.
pub struct Group {
    pub rows: Vec<Row>,
    pub weight: f64,
}

/// Weights by which the right candidates of each group come first (softmax over the group). Groups without a right one teach nothing.
pub fn learn_ranking(groups: &[&Group], pull: f64) -> Vec<f32> {
    let telling: Vec<&&Group> =
        groups.iter().filter(|group| group.rows.iter().any(|(_, right)| *right)).collect();
    search(
        width(groups),
        pull,
        telling.iter().map(|group| group.weight).sum(),
        |weights, gradient| {
            for group in &telling {
                add_ranking_gradient(group, weights, gradient);
            }
        },
    )
}

fn add_ranking_gradient(group: &Group, weights: &[f64], gradient: &mut [f64]) {
    let scores: Vec<f64> = group.rows.iter().map(|(row, _)| dot(row, weights)).collect();
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let shares: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let all: f64 = shares.iter().sum();
    let right: f64 = shares
        .iter()
        .zip(&group.rows)
        .filter(|(_, (_, right))| *right)
        .map(|(share, _)| share)
        .sum();
    for (share, (row, is_right)) in shares.iter().zip(&group.rows) {
        let wanted = if *is_right { share / right } else { 0.0 };
        let error = group.weight * (wanted - share / all);
        gradient
            .iter_mut()
            .zip(row)
            .for_each(|(gradient, value)| *gradient += error * f64::from(*value));
    }
}

/// Weights whose sum, through the logistic function, is the probability that a row is right. Of each group only the first row counts.
pub fn learn_judge(groups: &[&Group], pull: f64) -> Vec<f32> {
    let all: f64 = groups.iter().map(|group| group.weight).sum();
    search(width(groups), pull, all, |weights, gradient| {
        for group in groups {
            let Some((row, right)) = group.rows.first() else { continue };
            let error = group.weight
                * (f64::from(u8::from(*right)) - 1.0 / (1.0 + (-dot(row, weights)).exp()));
            gradient
                .iter_mut()
                .zip(row)
                .for_each(|(gradient, value)| *gradient += error * f64::from(*value));
        }
    })
}

fn width(groups: &[&Group]) -> usize {
    groups.iter().flat_map(|group| &group.rows).map(|(row, _)| row.len()).next().unwrap_or_default()
}

fn dot(row: &[f32], weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(value, weight)| f64::from(*value) * weight).sum()
}

/// Climbs where `add_gradient` says; `all` is what the gradient is divided by.
fn search(
    width: usize,
    pull: f64,
    all: f64,
    add_gradient: impl Fn(&[f64], &mut [f64]),
) -> Vec<f32> {
    let (mut weights, mut mean, mut square) =
        (vec![0.0; width], vec![0.0; width], vec![0.0; width]);
    for step in 1..=STEPS {
        let mut gradient = vec![0.0; width];
        add_gradient(&weights, &mut gradient);
        let (first, second) = (1.0 - 0.9f64.powi(step as i32), 1.0 - 0.999f64.powi(step as i32));
        let length = STEP * (1.0 - step as f64 / (STEPS + 1) as f64);
        for at in 0..width {
            let slope = gradient[at] / all.max(1.0) - pull * weights[at];
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.999 * square[at] + 0.001 * slope * slope;
            weights[at] += length * (mean[at] / first) / ((square[at] / second).sqrt() + 1e-9);
        }
    }
    weights.into_iter().map(|weight| weight as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(rows: &[(&[f32], bool)]) -> Group {
        Group {
            rows: rows.iter().map(|(row, right)| (row.to_vec(), *right)).collect(),
            weight: 1.0,
        }
    }

    #[test]
    fn the_number_that_tells_right_from_wrong_gets_the_weight() {
        let groups: Vec<Group> = (0..40)
            .map(|n| {
                let noise = (n % 7) as f32 / 7.0;
                group(&[(&[0.9, noise], true), (&[0.2, 1.0 - noise], false)])
            })
            .collect();
        let weights = learn_ranking(&groups.iter().collect::<Vec<_>>(), 1e-3);
        assert!(weights[0] > 1.0 && weights[1].abs() < weights[0] / 4.0, "{weights:?}");
    }

    #[test]
    fn a_judge_learns_how_often_what_it_sees_is_right() {
        // Three of four rows with the feature are right, one of four without.
        let groups: Vec<Group> = (0..80)
            .map(|n| group(&[(&[1.0, (n % 2) as f32], (n % 8 < 6) == (n % 2 == 1) || n % 8 == 0)]))
            .collect();
        let share = |with: usize| {
            let of: Vec<&Group> = groups.iter().skip(with).step_by(2).collect();
            of.iter().filter(|group| group.rows[0].1).count() as f32 / of.len() as f32
        };
        let weights = learn_judge(&groups.iter().collect::<Vec<_>>(), 1e-5);
        for with in [0, 1] {
            let sum = weights[0] + weights[1] * with as f32;
            assert!((1.0 / (1.0 + (-sum).exp()) - share(with)).abs() < 0.03, "{weights:?}");
        }
    }
}
