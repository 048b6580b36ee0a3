//! The embedding engine's client against a double of it: what it gives, and what becomes of every fault.

#[path = "embedding/computing.rs"]
mod computing;
mod engine_double;
#[path = "embedding/faults.rs"]
mod faults;
#[path = "embedding/keeping.rs"]
mod keeping;
#[path = "embedding/meaning.rs"]
mod meaning;
#[path = "embedding/privacy.rs"]
mod privacy;
#[path = "embedding/questions.rs"]
mod questions;

use std::sync::Arc;
use std::time::Duration;

use alebot::embedding::{EmbeddingSettings, Engine, Patience};
use engine_double::EngineDouble;

/// An engine's client that waits long, so that nothing is slow unless it never comes.
fn client(double: &EngineDouble, more: &[(&str, &str)]) -> Arc<Engine> {
    client_with(double, more, Patience { query: Duration::from_secs(20), ..Patience::default() })
}

fn client_with(double: &EngineDouble, more: &[(&str, &str)], patience: Patience) -> Arc<Engine> {
    let settings = EmbeddingSettings::read(&double.settings(more)).unwrap().unwrap();
    Arc::new(Engine::new(settings, patience).unwrap())
}
