//! One process to an SQLite file: two would keep each other waiting for it. On PostgreSQL see [`super::lease`].

use std::fs::File;
use std::time::Duration;

use super::connect::Engine;
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
        if self.engine == Engine::Postgres {
            return Ok(None);
        }
        for _ in 1..TRIES {
            if let Some(locked) = self.lock_file()? {
                return Ok(Some(Claim { _locked: locked }));
            }
            tokio::time::sleep(PAUSE).await;
        }
        let locked = self.lock_file()?.ok_or_else(|| self.claimed())?;
        Ok(Some(Claim { _locked: locked }))
    }

    /// The error that says that another process uses the database.
    pub fn claimed(&self) -> StoreError {
        StoreError::Claimed.at(&self.place)
    }

    /// A file beside the database.
    fn lock_file(&self) -> Result<Option<File>, StoreError> {
        let path =
            format!("{}.lock", self.place.trim_start_matches("sqlite:").trim_start_matches("//"));
        let cannot = |_| StoreError::CannotOpen.at(&self.place);
        let file =
            File::options().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
        Ok(file.try_lock().is_ok().then_some(file))
    }
}
