//! Running as a service: the durable pipe between Telegram and the assistant.

pub mod pipe;
