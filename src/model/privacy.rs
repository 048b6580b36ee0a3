//! What residents are told of what becomes of their words.

/// Where a service that reads what people write runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnginePlace {
    /// At a loopback address: nothing leaves the machine.
    ThisMachine,
    Remote,
}

/// How the service treats what people write, as far as `/integritet` tells of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Privacy {
    /// How long questions are stored.
    pub retention_days: u32,
    /// The embedding engine's, where there is one.
    pub embeddings: Option<EnginePlace>,
}
