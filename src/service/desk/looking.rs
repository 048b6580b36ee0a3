//! While staff's group cannot be written to: looking whether it can by now. Nothing else tells of a right that is given back.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::Desk;
use super::arriving::StaffGroup;
use crate::model::backoff::Backoff;
use crate::pipe::{Outcome, PipeError};

/// How often the desk asks itself whether the group can be written to.
const EVERY: Duration = Duration::from_secs(1);
/// Between two looks; longer each time, as one that was too hopeful costs a refusal.
const PAUSES: Backoff =
    Backoff { first: Duration::from_secs(2), longest: Duration::from_secs(300) };
/// Once the group could be written to for so long, the pauses are short again.
const SETTLED: Duration = Duration::from_secs(600);

/// When to look.
#[derive(Debug)]
struct Looks {
    /// How many there were in a row.
    many: u32,
    /// `None`: the group can be written to.
    due: Option<Instant>,
    /// When it was last seen that it cannot be.
    barred_last: Option<Instant>,
}

impl Looks {
    fn new() -> Self {
        Looks { many: 0, due: None, barred_last: None }
    }

    /// Whether to look now.
    fn is_due(&mut self, barred: bool, now: Instant) -> bool {
        if !barred {
            self.due = None;
            if self.barred_last.is_some_and(|last| now - last > SETTLED) {
                *self = Looks::new();
            }
            return false;
        }
        self.barred_last = Some(now);
        let due = *self.due.get_or_insert(now + PAUSES.after(self.many + 1));
        if now < due {
            return false;
        }
        self.many = self.many.saturating_add(1);
        self.due = Some(now + PAUSES.after(self.many + 1));
        true
    }
}

/// Looks until `stopping`; what follows goes through `post`.
pub async fn keep_looking<P, F>(
    desk: Arc<Desk>,
    group: impl StaffGroup,
    post: P,
    mut stopping: watch::Receiver<bool>,
) where
    P: Fn(Outcome) -> F,
    F: Future<Output = Result<(), PipeError>>,
{
    let mut looks = Looks::new();
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        // Where the database does not answer, the next look comes in a moment.
        let Ok(barred) = desk.is_barred().await else { continue };
        if !looks.is_due(barred, Instant::now()) {
            continue;
        }
        let posted = match desk.look_again(&group).await {
            Ok(outcome) if outcome == Outcome::default() => Ok(()),
            Ok(outcome) => post(outcome).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = posted {
            tracing::warn!(%error, "what was held for staff's group could not be taken up");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_is_barred_again_at_once_is_looked_at_less_and_less_often() {
        let mut looks = Looks::new();
        let start = Instant::now();
        let mut looked = Vec::new();
        for second in 0..700 {
            // Each look finds that it can be written to, and the next letter that it cannot.
            if looks.is_due(true, start + Duration::from_secs(second)) {
                looked.push(second);
            }
        }
        assert_eq!(looked, [2, 6, 14, 30, 62, 126, 254, 510]);
    }

    #[test]
    fn a_group_that_was_well_for_long_is_looked_at_soon() {
        let mut looks = Looks::new();
        let start = Instant::now();
        for second in 0..100 {
            looks.is_due(true, start + Duration::from_secs(second));
        }
        looks.is_due(false, start + Duration::from_secs(101));
        looks.is_due(false, start + Duration::from_secs(800));
        looks.is_due(true, start + Duration::from_secs(801));
        assert!(looks.is_due(true, start + Duration::from_secs(803)));
    }
}
