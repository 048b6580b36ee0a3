//! The right to handle and send, which one instance has at a time, and the watch that keeps it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use crate::store::{Fence, LeaseConnection, LeaseState, Renewal, Standby, Store, StoreError};

const RENEW_EVERY: Duration = Duration::from_millis(500);
/// Who has not heard for so long that it leads sends nothing until it has: another may lead from [`crate::store::EXPIRY`] on, and what is under way has to be over.
const SURE_FOR: Duration = Duration::from_secs(4);
/// How often whoever stands by looks whether its turn has come.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Whoever cannot share the database waits this long for the lease of one that was killed to expire.
const WAIT_FOR_EXPIRY: Duration = Duration::from_secs(10);

/// The right to handle and send. Clones are the same right.
#[derive(Clone, Debug)]
pub struct Mandate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    fence: Option<Fence>,
    /// `None`: for ever.
    sure_until: Mutex<Option<Instant>>,
    is_lost: watch::Sender<bool>,
    is_awaited: watch::Sender<bool>,
    /// To the task that renews it.
    release: Option<mpsc::Sender<oneshot::Sender<()>>>,
}

impl Mandate {
    /// Of the only process that may use the database.
    pub fn sole() -> Self {
        Mandate::new(None, None, None)
    }

    fn new(
        fence: Option<Fence>,
        sure_until: Option<Instant>,
        release: Option<mpsc::Sender<oneshot::Sender<()>>>,
    ) -> Self {
        Mandate(Arc::new(Inner {
            fence,
            sure_until: Mutex::new(sure_until),
            is_lost: watch::Sender::new(false),
            is_awaited: watch::Sender::new(false),
            release,
        }))
    }

    pub fn fence(&self) -> Option<Fence> {
        self.0.fence
    }

    /// Whether nobody else can lead at this moment. Goes by a clock that runs on while the process is stopped.
    pub fn is_sure(&self) -> bool {
        let until = self.0.sure_until.lock().unwrap_or_else(PoisonError::into_inner);
        !self.is_lost() && until.is_none_or(|until| Instant::now() < until)
    }

    /// Whether somebody else leads by now.
    pub fn is_lost(&self) -> bool {
        *self.0.is_lost.borrow()
    }

    /// Waits until somebody else leads.
    pub async fn lost(&self) {
        // An error would mean that the sender is gone, which lives in `self`.
        let _ = self.0.is_lost.subscribe().wait_for(|lost| *lost).await;
    }

    /// Whether somebody stands by to take over.
    pub fn is_awaited(&self) -> bool {
        *self.0.is_awaited.borrow()
    }

    /// Gives it to whoever stands by. Nothing may be written under it any more.
    pub async fn release(&self) {
        let (done, released) = oneshot::channel();
        if let Some(release) = &self.0.release
            && release.send(done).await.is_ok()
        {
            // Where it fails the lease runs out.
            let _ = released.await;
        }
        self.lose();
    }

    pub(super) fn lose(&self) {
        self.0.is_lost.send_replace(true);
    }

    fn is_sure_until(&self, moment: Instant) {
        *self.0.sure_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(moment);
    }
}

/// One who wants to lead.
pub struct Candidate {
    store: Store,
    /// Takes and looks; `None`: one process alone may use the database.
    lease: Option<LeaseConnection>,
    standby: Standby,
}

impl Candidate {
    pub fn new(store: &Store, standby: Standby) -> Self {
        Candidate { store: store.clone(), lease: store.lease_connection(), standby }
    }

    pub fn standby(&self) -> Standby {
        self.standby
    }

    /// The error that says that another instance leads, where this one cannot stand by.
    pub fn claimed(&self) -> StoreError {
        self.store.claimed()
    }

    /// Takes the lease at once, or fails because the two cannot share the database: the other polls, or this one does.
    pub async fn start(&mut self) -> Result<Option<Mandate>, StoreError> {
        let until = Instant::now() + WAIT_FOR_EXPIRY;
        let mut seen: Option<LeaseState> = None;
        loop {
            if let Some(mandate) = self.try_take().await? {
                return Ok(Some(mandate));
            }
            let Some(lease) = &mut self.lease else { return Ok(None) };
            let found = lease.look().await?;
            let both = [self.standby, found.standby];
            if both == [Standby::Allowed; 2] {
                return Ok(None);
            }
            let lives = seen.is_some_and(|seen| {
                seen.fence == found.fence && seen.renewed_ms < found.renewed_ms
            });
            if lives || Instant::now() > until {
                return Err(self.claimed());
            }
            seen = seen.filter(|seen| seen.fence == found.fence).or(Some(found));
            sleep(LOOK_EVERY).await;
        }
    }

    /// Stands by until it leads.
    pub async fn wait(&mut self) -> Mandate {
        let mut every = interval(LOOK_EVERY);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut is_failing = false;
        for look in 0u32.. {
            every.tick().await;
            let tried = match self.announce_standby(look).await {
                Ok(()) => self.try_take().await,
                Err(error) => Err(error),
            };
            match tried {
                Ok(Some(mandate)) => return mandate,
                Ok(None) => is_failing = false,
                Err(error) => {
                    if !std::mem::replace(&mut is_failing, true) {
                        tracing::warn!(%error, "whether another instance leads cannot be seen");
                    }
                }
            }
        }
        std::future::pending().await
    }

    /// Says now and then that somebody waits, so that whoever leads stops for them at once.
    async fn announce_standby(&mut self, look: u32) -> Result<(), StoreError> {
        match &mut self.lease {
            Some(lease) if look.is_multiple_of(4) => lease.announce_standby().await,
            _ => Ok(()),
        }
    }

    async fn try_take(&mut self) -> Result<Option<Mandate>, StoreError> {
        let Some(lease) = &mut self.lease else { return Ok(Some(Mandate::sole())) };
        if !lease.look().await?.is_free {
            return Ok(None);
        }
        let asked = Instant::now();
        let Some(fence) = lease.take(self.standby).await? else { return Ok(None) };
        let (release, releases) = mpsc::channel(1);
        let mandate = Mandate::new(Some(fence), Some(asked + SURE_FOR), Some(release));
        if let Some(lease) = self.store.lease_connection() {
            tokio::spawn(keep(mandate.clone(), fence, lease, releases));
        }
        Ok(Some(mandate))
    }
}

/// Held by whoever renews: once that has ended, whatever ended it, this instance stands by until it is given the lease anew.
struct LostWhenDropped(Mandate);

impl Drop for LostWhenDropped {
    fn drop(&mut self) {
        self.0.lose();
    }
}

/// Renews until somebody else leads, or it is given back.
async fn keep(
    mandate: Mandate,
    fence: Fence,
    mut lease: LeaseConnection,
    mut releases: mpsc::Receiver<oneshot::Sender<()>>,
) {
    let _renewed = LostWhenDropped(mandate.clone());
    let mut every = interval(RENEW_EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_sure = true;
    while !mandate.is_lost() {
        tokio::select! {
            Some(done) = releases.recv() => {
                if let Err(error) = lease.release(fence).await {
                    tracing::warn!(%error, "the lease is not given back; it runs out by itself");
                }
                let _ = done.send(());
                return;
            }
            _ = every.tick() => {}
        }
        let asked = Instant::now();
        match lease.renew(fence).await {
            Ok(Renewal::Kept { is_awaited }) => {
                mandate.is_sure_until(asked + SURE_FOR);
                mandate.0.is_awaited.send_replace(is_awaited);
                if !std::mem::replace(&mut was_sure, true) {
                    tracing::info!("this instance leads again: sending goes on");
                }
            }
            Ok(Renewal::Lost) => mandate.lose(),
            Err(error) => {
                tracing::debug!(%error, "the lease was not renewed");
                if !mandate.is_sure() && std::mem::replace(&mut was_sure, false) {
                    tracing::warn!(%error, "not known whether this instance still leads: nothing is sent until it is");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mandate_is_lost_when_the_task_that_renews_it_panics() {
        let mandate = Mandate::sole();
        let renewed = LostWhenDropped(mandate.clone());
        let renewing = tokio::spawn(async move {
            let _renewed = renewed;
            panic!("as asked");
        });
        assert!(renewing.await.is_err());
        assert!(mandate.is_lost());
    }
}
