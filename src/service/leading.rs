//! Of all instances on a database one leads: it handles, sends, and does what is due by the clock. The others stand by, and store what they receive.

use std::time::Duration;

use tokio::sync::watch as flag;

use super::health::{Health, Role};
use super::upkeep::stopped;
use crate::pipe::{Candidate, Mandate, Pipe};
use crate::store::{Standby, StoreError};

/// Between two tries to begin.
const PAUSE: Duration = Duration::from_millis(500);

/// Leads whenever nobody else does, until `stopping`. `begin` starts all that runs while this instance leads, and ends it when its flag says so.
pub(super) async fn keep_leading(
    pipe: &Pipe,
    candidate: &mut Candidate,
    mut first: Option<Mandate>,
    health: &Health,
    stopping: &flag::Receiver<bool>,
    begin: impl AsyncFn(Mandate, flag::Receiver<bool>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    loop {
        let mandate = match first.take() {
            Some(mandate) => mandate,
            None => {
                health.takes_role(Role::StandingBy);
                tracing::info!("standing by: another instance leads; what comes in is stored");
                tokio::select! {
                    mandate = candidate.wait() => mandate,
                    () = stopped(stopping.clone()) => return Ok(()),
                }
            }
        };
        let (over, is_over) = flag::channel(false);
        let led = tokio::select! {
            led = lead(&mandate, is_over, health, &begin) => led,
            () = mandate.lost() => Ok(()),
            () = stopped(stopping.clone()) => {
                over.send_replace(true);
                return Ok(());
            }
        };
        over.send_replace(true);
        pipe.step_down();
        led?;
        if candidate.standby() == Standby::Refused {
            return Err(candidate.claimed());
        }
        tracing::warn!("another instance has taken over: nothing more is handled or sent here");
    }
}

/// Begins, and leads from then on.
async fn lead(
    mandate: &Mandate,
    is_over: flag::Receiver<bool>,
    health: &Health,
    begin: impl AsyncFn(Mandate, flag::Receiver<bool>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut is_failing = false;
    loop {
        match begin(mandate.clone(), is_over.clone()).await {
            Ok(()) => break,
            Err(error) if error.is_transient() => {
                if !std::mem::replace(&mut is_failing, true) {
                    tracing::error!(%error, "what waits cannot be read; tried until it can");
                }
                tokio::time::sleep(PAUSE).await;
            }
            // The mandate says so too.
            Err(StoreError::Deposed) => return std::future::pending().await,
            Err(error) => return Err(error),
        }
    }
    health.takes_role(Role::Leading);
    if mandate.fence().is_some() {
        tracing::info!("this instance leads");
    }
    std::future::pending().await
}
