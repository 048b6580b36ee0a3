//! What the desk does besides handling messages: it looks up its group, and looks at the clock.

use std::sync::Arc;

use tokio::sync::watch as flag;

use super::{Desk, StaffGroup, keep_looking, keep_round};
use crate::pipe::{Outcome, PipeError, Poster};
use crate::service::tasks::{Task, Tasks};

/// Starts all of it, until `over`.
pub fn start_desk(
    tasks: &Tasks,
    desk: Arc<Desk>,
    group: impl StaffGroup + Clone,
    poster: &Poster,
    over: &flag::Receiver<bool>,
) {
    let post = {
        let poster = poster.clone();
        move |outcome| post(poster.clone(), outcome)
    };
    arrive(desk.clone(), group.clone(), poster.clone());
    // While staff's group cannot be written to, looks whether it can.
    let (looking, looked, until) = (desk.clone(), post.clone(), over.clone());
    tasks.keep(Task::Looking, over, move || {
        keep_looking(looking.clone(), group.clone(), looked.clone(), until.clone())
    });
    // Digests and reminders.
    let until = over.clone();
    tasks.keep(Task::Rounds, over, move || keep_round(desk.clone(), post.clone(), until.clone()));
}

/// Nothing is posted once another instance leads, or the service stops.
async fn post(poster: Poster, outcome: Outcome) -> Result<(), PipeError> {
    match poster.post(outcome).await {
        Err(PipeError::Stopping) => Ok(()),
        posted => posted,
    }
}

/// Looks up what the bot may do in staff's group, and goes on with what was held for it.
fn arrive(desk: Arc<Desk>, group: impl StaffGroup, poster: Poster) {
    tokio::spawn(async move {
        let posted = match desk.arrive(&group).await {
            Ok(outcome) => post(poster, outcome).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = posted {
            tracing::warn!(%error, "what was held for staff's group could not be taken up");
        }
    });
}
