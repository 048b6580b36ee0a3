//! How long to leave something alone that fails.

use std::time::Duration;

/// Pauses that are twice as long each time, up to a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    pub first: Duration,
    pub longest: Duration,
}

impl Backoff {
    /// After so many failures in a row; 0 is taken as 1.
    pub fn after(self, failures: u32) -> Duration {
        let doubled = 2u32.saturating_pow(failures.saturating_sub(1).min(16));
        self.first.saturating_mul(doubled).min(self.longest)
    }

    /// The same, of which `jitter` (0 to 1, drawn at random) takes off up to a half, so that many do not come back at once.
    pub fn after_with(self, failures: u32, jitter: f64) -> Duration {
        self.after(failures).mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_bound_and_jitter_shortens_them() {
        let backoff =
            Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(30) };
        for (failures, jitter, expected) in [
            (0, 0.0, 500),
            (1, 0.0, 500),
            (2, 0.0, 1000),
            (3, 0.0, 2000),
            (7, 0.0, 30_000),
            (u32::MAX, 0.0, 30_000),
            (1, 0.5, 375),
            (1, 1.0, 250),
            (1, 7.0, 250),
            (u32::MAX, 1.0, 15_000),
        ] {
            let pause = backoff.after_with(failures, jitter).as_millis();
            assert_eq!(pause, expected, "{failures} {jitter}");
        }
    }
}
