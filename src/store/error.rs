//! What can go wrong with the database, sorted by what somebody can do about it.

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;

/// A fault of the database. Each message is one line and says what to do; none holds a password.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "ALEBOT_DATABASE is not understood ({0}); write sqlite://alebot.db or postgres://user@host/database"
    )]
    Url(String),
    #[error("there is no Alebot database there; `alebot serve` makes one")]
    Missing,
    #[error(
        "the database was made by an older Alebot; start `alebot serve` once to bring it up to date"
    )]
    Older,
    #[error("the database was made by a newer Alebot; run that version, or name another database")]
    Newer,
    #[error(
        "the database does not answer ({0}); start PostgreSQL, or correct the host and port in ALEBOT_DATABASE"
    )]
    Unreachable(String),
    #[error("the database refuses the user or the password; correct them in ALEBOT_DATABASE")]
    Refused,
    #[error("the database is locked by another program; stop it (is Alebot running twice?)")]
    Locked,
    /// What was erased is not gone for whoever began to read before.
    #[error("somebody else still reads what was there before")]
    StillRead,
    #[error("the database's disk is full; free some space there")]
    Full,
    #[error(
        "the database cannot be written; give Alebot's user the right to write the file and its folder"
    )]
    ReadOnly,
    #[error("the database takes no writes (PostgreSQL is read-only); they wait until it does")]
    ReadOnlyServer,
    #[error(
        "the database's file cannot be opened or made; check that its folder exists and that Alebot's user may write there"
    )]
    CannotOpen,
    #[error(
        "the file is no SQLite database, or is damaged; restore a backup, or name another file"
    )]
    Damaged,
    #[error("the database's disk fails ({0}); check the disk")]
    Disk(String),
    /// A row holds what this program did not write.
    #[error(
        "table {table} holds what is not understood ({why}); restore a backup, or remove that row"
    )]
    Content { table: &'static str, why: String },
    /// The fault lies in what is to be written: the same write can never succeed.
    #[error("the database cannot store this ({0})")]
    Unstorable(String),
    /// Something else has the same key.
    #[error("another row has the same key ({0}); is another instance writing?")]
    Collision(String),
    #[error(
        "another Alebot is running on this database; stop it first, or name another database in ALEBOT_DATABASE"
    )]
    Claimed,
    /// The lease is somebody else's by now: nothing of what its former holder wants is written.
    #[error("another instance leads by now")]
    Deposed,
    #[error(
        "a pooler gives each transaction another session; add ?statement-cache-capacity=0 to ALEBOT_DATABASE"
    )]
    Pooled,
    #[error("the database's encoding is {0}; make one with encoding UTF8")]
    Encoding(String),
    /// Anything else.
    #[error("the database reports: {0}")]
    Other(#[source] sqlx::Error),
    /// The same, where the database was to be opened.
    #[error("cannot use the database {place}: {cause}")]
    Open {
        /// Where it is, without user and password.
        place: String,
        #[source]
        cause: Box<StoreError>,
    },
}

impl StoreError {
    /// Whether the same write may succeed later. Only what is known to lie in the data itself never will; all else is for the surroundings to mend,
    /// whatever the database calls it: a table that is being restored, a database that is renamed, a password that is changed.
    pub fn is_transient(&self) -> bool {
        match self {
            StoreError::Unstorable(_)
            | StoreError::Collision(_)
            | StoreError::Content { .. }
            | StoreError::Encoding(_)
            | StoreError::Deposed => false,
            StoreError::Url(_) | StoreError::Newer => false,
            StoreError::Open { cause, .. } => cause.is_transient(),
            _ => true,
        }
    }

    pub(super) fn content(table: &'static str, why: impl std::fmt::Display) -> Self {
        StoreError::Content { table, why: why.to_string() }
    }

    pub(super) fn at(self, place: &str) -> Self {
        StoreError::Open { place: place.to_owned(), cause: Box::new(self) }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(fault) => {
                from_database(fault.as_ref()).unwrap_or(StoreError::Other(error))
            }
            sqlx::Error::Io(io) => StoreError::Unreachable(io.to_string()),
            sqlx::Error::PoolTimedOut => StoreError::Unreachable("no answer in time".to_owned()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                StoreError::Unreachable("the connection is closed".to_owned())
            }
            sqlx::Error::Protocol(_) => {
                StoreError::Unreachable("the connection broke off".to_owned())
            }
            sqlx::Error::Configuration(why) => StoreError::Url(why.to_string()),
            sqlx::Error::Encode(why) => StoreError::Unstorable(why.to_string()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                StoreError::content("of a query", error)
            }
            _ => StoreError::Other(error),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(inner) | MigrateError::ExecuteMigration(inner, _) => inner.into(),
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => StoreError::Newer,
            other => StoreError::Other(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}

fn from_database(fault: &dyn DatabaseError) -> Option<StoreError> {
    let code = fault.code()?;
    match code.parse::<u32>() {
        // PostgreSQL's codes have five characters, SQLite's numbers at most four digits.
        Ok(number) if code.len() < 5 => from_sqlite(number, fault.message()),
        _ => from_postgres(&code, fault.message()),
    }
}

/// Result codes: <https://www.sqlite.org/rescode.html>; the low byte is the primary code.
fn from_sqlite(code: u32, message: &str) -> Option<StoreError> {
    match code & 0xff {
        5 | 6 => Some(StoreError::Locked),
        8 => Some(StoreError::ReadOnly),
        10 => Some(StoreError::Disk(message.to_owned())),
        11 | 26 => Some(StoreError::Damaged),
        13 => Some(StoreError::Full),
        14 => Some(StoreError::CannotOpen),
        // A constraint: of a primary key or a unique one, or another.
        19 if matches!(code, 1555 | 2067) => Some(StoreError::Collision(message.to_owned())),
        18 | 19 | 20 | 25 => Some(StoreError::Unstorable(message.to_owned())),
        _ => None,
    }
}

/// Codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn from_postgres(code: &str, message: &str) -> Option<StoreError> {
    match code {
        "53100" => Some(StoreError::Full),
        "3D000" => Some(StoreError::Missing),
        "25006" => Some(StoreError::ReadOnlyServer),
        // Serialisation, deadlock, lock not available: the same again succeeds.
        "40001" | "40P01" | "55P03" => Some(StoreError::Locked),
        // A prepared statement that is another's, or was prepared in another session.
        "26000" | "42P05" => Some(StoreError::Pooled),
        "23505" => Some(StoreError::Collision(message.to_owned())),
        // Data, integrity, limits of the program: the fault lies in what is written.
        _ if ["22", "23", "54"].iter().any(|class| code.starts_with(class)) => {
            Some(StoreError::Unstorable(message.to_owned()))
        }
        _ if code.starts_with("28") => Some(StoreError::Refused),
        // Connection, resources, shutdown and start-up.
        _ if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => {
            Some(StoreError::Unreachable(message.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_in_the_data_is_not_tried_again() {
        // A code of neither kind is a fault of the surroundings until it is known to be another.
        let transient = |error: Option<StoreError>| error.is_none_or(|error| error.is_transient());
        for (code, expected) in [
            (1, true),
            (5, true),
            (13, true),
            (26, true),
            (517, true),
            (778, true),
            (18, false),
            (275, false),
            (1555, false),
            (2067, false),
        ] {
            assert_eq!(transient(from_sqlite(code, "")), expected, "SQLite {code}");
        }
        for (code, expected) in [
            ("53100", true),
            ("57P01", true),
            ("40P01", true),
            ("28P01", true),
            ("3D000", true),
            ("42P01", true),
            ("22021", false),
            ("22P05", false),
            ("23505", false),
        ] {
            assert_eq!(transient(from_postgres(code, "")), expected, "PostgreSQL {code}");
        }
    }
}
