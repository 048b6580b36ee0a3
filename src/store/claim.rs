//! One service to a database: whoever receives keeps others from doing so too.

use std::fs::File;
use std::time::Duration;

use sqlx::{AnyConnection, ConnectOptions as _};

use super::connect::Engine;
use super::{Store, StoreError};

/// The claim among PostgreSQL's advisory locks: one for each schema of a database. The number is "aleb".
const LOCK: &str =
    "SELECT pg_try_advisory_lock(1634493794, hashtext(COALESCE(current_schema(), '')))";
/// A process that was killed a moment ago may still hold it.
const TRIES: u32 = 6;
const PAUSE: Duration = Duration::from_millis(500);

/// Held for as long as the service runs; the system takes it back from a process that is killed.
#[derive(Debug)]
pub struct Claim {
    _held: Held,
}

#[derive(Debug)]
enum Held {
    /// SQLite: a file beside the database.
    File { _locked: File },
    /// PostgreSQL: a connection of its own.
    Connection { _locked: Box<AnyConnection> },
}

impl Store {
    /// Takes the only place there is.
    pub async fn claim(&self) -> Result<Claim, StoreError> {
        for _ in 1..TRIES {
            if let Some(held) = self.try_claim().await? {
                return Ok(Claim { _held: held });
            }
            tokio::time::sleep(PAUSE).await;
        }
        match self.try_claim().await? {
            Some(held) => Ok(Claim { _held: held }),
            None => Err(StoreError::Claimed.at(&self.place)),
        }
    }

    async fn try_claim(&self) -> Result<Option<Held>, StoreError> {
        match self.engine {
            Engine::Sqlite => Ok(self.lock_file()?.map(|locked| Held::File { _locked: locked })),
            Engine::Postgres => {
                let mut connection = self.options.connect().await?;
                let locked: bool = sqlx::query_scalar(LOCK).fetch_one(&mut connection).await?;
                Ok(locked.then(|| Held::Connection { _locked: Box::new(connection) }))
            }
        }
    }

    fn lock_file(&self) -> Result<Option<File>, StoreError> {
        let path =
            format!("{}.lock", self.place.trim_start_matches("sqlite:").trim_start_matches("//"));
        let cannot = |_| StoreError::CannotOpen.at(&self.place);
        let file =
            File::options().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
        Ok(file.try_lock().is_ok().then_some(file))
    }

    /// On SQLite every service needs the claim: two would keep each other waiting for the file. On PostgreSQL only those that poll do.
    pub fn is_one_process_only(&self) -> bool {
        self.engine == Engine::Sqlite
    }
}
