//! `alebot serve`: the Telegram bot.

use super::{Failure, Settings};
use crate::service::{ServeSettings, serve};

pub fn run(settings: &Settings) -> Result<(), Failure> {
    log_to_standard_error();
    let variable = |name: &str| std::env::var(name).ok();
    let settings = ServeSettings::read(
        &variable,
        settings.knowledge.clone(),
        settings.index.clone(),
        settings.at,
    )
    .map_err(|error| Failure::Told(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(serve(settings, asked_to_stop()));
    // What still runs is work whose result nobody waits for, such as training.
    runtime.shutdown_background();
    served.map_err(|error| Failure::Told(error.to_string()))
}

/// For people on a terminal, else an object of JSON a line. The level follows RUST_LOG; without it, what an operator should see.
fn log_to_standard_error() {
    use std::io::IsTerminal;
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| "alebot=info,warn".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        log.with_ansi(std::env::var_os("NO_COLOR").is_none()).init();
    } else {
        log.json().flatten_event(true).init();
    }
}

/// SIGINT or SIGTERM.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "cannot hear SIGTERM; only SIGINT stops the service");
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
