//! How far probabilities can be relied on: how often what was given a probability is right, and what a limit would let through.

use std::fmt;

use serde::Serialize;

/// The lower ends of the classes of probability, and the limits of the curve.
const STEPS: [f32; 10] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Judged answers: the probability that each was given and whether it would have been right.
#[derive(Clone, Debug, Default)]
pub struct Reliability {
    judged: Vec<Judged>,
}

#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// 0 to 1.
    pub probability: f32,
    pub right: bool,
    /// Whether any answer could be right; false for a message that no text answers.
    pub answerable: bool,
}

/// Messages whose answer was given a probability from `from` on, below the next class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Class {
    pub from: f32,
    pub messages: usize,
    /// Means, fractions of 1.
    pub probability: f64,
    pub right: f64,
}

/// What is answered where every answer of at least this probability is given. Shares of the answerable, and of the others; fractions of 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Limit {
    pub limit: f32,
    pub right: f64,
    pub wrong: f64,
    pub unknown_answered: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReliabilityReport {
    pub classes: Vec<Class>,
    pub curve: Vec<Limit>,
}

impl Reliability {
    pub fn add(&mut self, judged: Judged) {
        self.judged.push(judged);
    }

    pub fn report(&self) -> ReliabilityReport {
        ReliabilityReport {
            classes: self.classes(),
            curve: STEPS.into_iter().skip(1).map(|limit| self.limit(limit)).collect(),
        }
    }

    fn classes(&self) -> Vec<Class> {
        let ends = STEPS.into_iter().skip(1).chain([f32::INFINITY]);
        let class = |(from, to): (f32, f32)| {
            let within: Vec<&Judged> = self
                .judged
                .iter()
                .filter(|judged| (from..to).contains(&judged.probability))
                .collect();
            let mean = |of: fn(&Judged) -> f64| {
                share(within.iter().map(|judged| of(judged)).sum(), within.len())
            };
            Class {
                from,
                messages: within.len(),
                probability: mean(|judged| f64::from(judged.probability)),
                right: mean(|judged| f64::from(u8::from(judged.right))),
            }
        };
        STEPS.into_iter().zip(ends).map(class).filter(|class| class.messages > 0).collect()
    }

    pub fn limit(&self, limit: f32) -> Limit {
        let (answerable, others): (Vec<&Judged>, Vec<&Judged>) =
            self.judged.iter().partition(|judged| judged.answerable);
        let given = |among: &[&Judged], right: bool| {
            share(
                among
                    .iter()
                    .filter(|judged| judged.probability >= limit && judged.right == right)
                    .count() as f64,
                among.len(),
            )
        };
        Limit {
            limit,
            right: given(&answerable, true),
            wrong: given(&answerable, false),
            unknown_answered: given(&others, false),
        }
    }
}

fn share(sum: f64, of: usize) -> f64 {
    if of > 0 { sum / of as f64 } else { 0.0 }
}

impl Serialize for Reliability {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.report().serialize(serializer)
    }
}

impl fmt::Display for ReliabilityReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<14}{:>9}{:>14}{:>9}", "probability", "messages", "mean", "right")?;
        for class in &self.classes {
            writeln!(
                f,
                "{:<14.1}{:>9}{:>14.3}{:>9.3}",
                class.from, class.messages, class.probability, class.right
            )?;
        }
        writeln!(f, "{:<14}{:>9}{:>14}{:>9}", "answered from", "right", "wrong", "unknown")?;
        for limit in &self.curve {
            writeln!(
                f,
                "{:<14.1}{:>9.3}{:>14.3}{:>9.3}",
                limit.limit, limit.right, limit.wrong, limit.unknown_answered
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_lets_through_what_was_given_at_least_as_much() {
        let mut reliability = Reliability::default();
        for (probability, right, answerable) in [
            (0.95, true, true),
            (0.55, false, true),
            (0.45, true, true),
            (0.05, false, true),
            (0.6, false, false),
            (0.2, false, false),
        ] {
            reliability.add(Judged { probability, right, answerable });
        }
        assert_eq!(
            reliability.limit(0.5),
            Limit { limit: 0.5, right: 0.25, wrong: 0.25, unknown_answered: 0.5 }
        );
        let report = reliability.report();
        let class = |from: f32| {
            report
                .classes
                .iter()
                .find(|class| class.from == from)
                .map(|class| (class.messages, class.right))
        };
        assert_eq!(
            (class(0.9), class(0.5), class(0.4), class(0.1)),
            (Some((1, 1.0)), Some((1, 0.0)), Some((1, 1.0)), None)
        );
    }
}
