//! What staff have added, read from ALEBOT_DATABASE where it names a database; none is ever made here.

use std::future::Future;
use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::{Failure, Settings};
use crate::assistant::Assistant;
use crate::hours::local::existing;
use crate::model::contact::OpeningRule;
use crate::model::desk::Additions;
use crate::service::additions::read;
use crate::store::{Store, StoreError};

const VARIABLE: &str = "ALEBOT_DATABASE";

/// The database named in the environment.
pub fn database() -> Option<String> {
    std::env::var(VARIABLE).ok().map(|url| url.trim().to_owned()).filter(|url| !url.is_empty())
}

/// The additions that hold at the moment of asking. A database that cannot be read is told on standard error; the knowledge folder answers alone then.
pub fn additions(settings: &Settings, rule: &OpeningRule) -> Result<Additions, Failure> {
    let Some(url) = database() else { return Ok(Additions::default()) };
    let zone = rule.time_zone;
    let now = moment(settings, rule);
    let found = waited(async {
        let store = Store::open_existing(&url).await?;
        let additions = read(&store, now, zone).await;
        store.close().await;
        additions
    })?;
    Ok(found.unwrap_or_else(|error: StoreError| {
        warn(&format!("personalens svar, avvikelser och notiser läses inte: {error}"));
        Additions::default()
    }))
}

/// The assistant with these additions.
pub fn with(assistant: Assistant, additions: Additions) -> Result<Assistant, Failure> {
    if additions == Additions::default() { Ok(assistant) } else { Ok(assistant.with(additions)?) }
}

/// Runs work on the database to its end.
pub fn waited<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}

/// The wished moment, or now.
fn moment(settings: &Settings, rule: &OpeningRule) -> DateTime<Utc> {
    settings.at.map_or_else(Utc::now, |at| existing(at, rule.time_zone).with_timezone(&Utc))
}

fn warn(words: &str) {
    // A closed standard error is no reason not to answer.
    let _ = writeln!(io::stderr(), "alebot: varning: {words}");
}
