//! Running as a service: the durable pipe between Telegram and the assistant, and what keeps it going.

pub mod additions;
mod brain;
mod desk;
mod erasing_clock;
mod flood;
mod front;
mod health;
mod import;
mod leading;
mod letters;
mod loading;
mod metrics;
mod residents;
mod serve;
mod settings;
mod tasks;
mod upkeep;
mod watch;

pub use brain::Brain;
pub use desk::StaffGroup;
pub use front::{FloodLimit, Front};
pub use metrics::Metrics;
pub use residents::Residents;
pub use serve::{ServeError, serve};
pub use settings::{DATABASE, Environment, ServeSettings, SettingsError};
