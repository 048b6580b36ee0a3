//! Running as a service: the durable pipe between Telegram and the assistant, and what keeps it going.

pub mod additions;
mod brain;
mod desk;
mod front;
mod health;
mod letters;
pub mod pipe;
mod residents;
mod sender;
mod serve;
mod settings;
mod watch;

pub use serve::{ServeError, serve};
pub use settings::{DATABASE, Environment, ServeSettings, SettingsError};
