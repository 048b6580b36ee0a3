//! One process to an SQLite file: two would keep each other waiting for it. On PostgreSQL see [`super::lease`].

use std::fs::File;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

use super::connect::{LOCK, PRIVATE, beside};
use super::{Store, StoreError};

/// A process that was killed a moment ago may still hold it.
const TRIES: u32 = 6;
const PAUSE: Duration = Duration::from_millis(500);

/// Held for as long as the service runs; the system takes it back from a process that is killed.
#[derive(Debug)]
pub struct Claim {
    _locked: File,
}

impl Store {
    /// Takes the only place there is. `None`: there are several.
    pub async fn claim(&self) -> Result<Option<Claim>, StoreError> {
        let Some(file) = self.file.as_deref() else { return Ok(None) };
        for _ in 1..TRIES {
            if let Some(locked) = self.lock_file(file)? {
                return Ok(Some(Claim { _locked: locked }));
            }
            tokio::time::sleep(PAUSE).await;
        }
        let locked = self.lock_file(file)?.ok_or_else(|| self.claimed())?;
        Ok(Some(Claim { _locked: locked }))
    }

    /// The error that says that another process uses the database.
    pub fn claimed(&self) -> StoreError {
        StoreError::Claimed.at(&self.place)
    }

    /// A file beside the database.
    fn lock_file(&self, database: &Path) -> Result<Option<File>, StoreError> {
        let mut options = File::options();
        options.create(true).truncate(false).write(true).mode(PRIVATE);
        let file = options
            .open(beside(database, LOCK))
            .map_err(|_| StoreError::CannotOpen.at(&self.place))?;
        Ok(file.try_lock().is_ok().then_some(file))
    }
}
