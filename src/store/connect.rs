//! Opening the database: by URL, with what each engine needs so that a committed write outlives a power cut.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection, Executor, Row as _};

use super::{Store, StoreError, migrations};

static DRIVERS: Once = Once::new();

/// How long one waits for another writer, or for a server that does not answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// WAL lets readers read beside the writer. FULL, because an update that is confirmed to Telegram never comes again: NORMAL could lose the last
/// commits to a power cut, and one sync to disk is shared by all that is committed together. Erased rows are overwritten (`/radera`).
const SQLITE_SERVE: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;";
const SQLITE_VISIT: &str =
    "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// Who has a session of the PostgreSQL server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sessions {
    /// A connection has one for as long as it stands.
    Own,
    /// A pooler gives out one for each transaction (PgBouncer's `pool_mode = transaction`): nothing of a session outlives it.
    Shared,
}

/// What says that sessions are shared: statements are not kept for later, where they would be another's.
const SHARED: &str = "statement-cache-capacity=0";

impl Sessions {
    /// Begins a transaction, in one message so that it costs no more than a bare BEGIN.
    ///
    /// A process that hangs in the middle of a transaction keeps the rows that it has written: the server ends what is idle for three seconds, well
    /// before a lease is over ([`super::EXPIRY`]); for this transaction alone, as the session may be another's next. There the names of prepared
    /// statements may be taken by whoever had the session before.
    pub fn begin(self) -> &'static str {
        match self {
            Sessions::Own => "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 3000",
            Sessions::Shared => {
                "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 3000; DEALLOCATE ALL"
            }
        }
    }

    /// Begins a transaction that sees one moment.
    pub fn begin_snapshot(self) -> &'static str {
        match self {
            Sessions::Own => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Sessions::Shared => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; DEALLOCATE ALL",
        }
    }
}

/// Where a database is, and how to get there.
pub(super) struct Address {
    pub engine: Engine,
    pub sessions: Sessions,
    pub options: AnyConnectOptions,
    /// As shown to people: no user, no password.
    pub place: String,
    /// SQLite's file. `None`: there is none, here at least.
    pub file: Option<PathBuf>,
}

impl Address {
    /// `create`: an SQLite file that is not there is made.
    pub fn parse(url: &str, create: bool) -> Result<Self, StoreError> {
        let scheme = url.split(':').next().unwrap_or_default();
        let engine = match scheme {
            "sqlite" => Engine::Sqlite,
            "postgres" | "postgresql" => Engine::Postgres,
            _ => return Err(StoreError::Url("unknown kind of database".to_owned())),
        };
        // A password with signs that a URL has to encode is taken apart wrongly: what may be a part of it is not shown.
        if engine == Engine::Postgres && !is_told_apart(url) {
            return Err(StoreError::Url(
                "write @ as %40, / as %2F and # as %23 in the password".to_owned(),
            ));
        }
        let mut full = url.to_owned();
        if engine == Engine::Sqlite && !url.contains("mode=") {
            full.push(if url.contains('?') { '&' } else { '?' });
            full.push_str(if create { "mode=rwc" } else { "mode=rw" });
        }
        let options = AnyConnectOptions::from_str(&full)
            .map_err(|_| StoreError::Url("not a URL".to_owned()))?
            .disable_statement_logging();
        let place = match engine {
            Engine::Sqlite => url.split('?').next().unwrap_or_default().to_owned(),
            Engine::Postgres => {
                let at = &options.database_url;
                let host = at.host_str().unwrap_or("localhost");
                format!("{}:{}{}", host, at.port().unwrap_or(5432), at.path())
            }
        };
        let sessions = match url.contains(SHARED) {
            true => Sessions::Shared,
            false => Sessions::Own,
        };
        let file = match engine {
            Engine::Sqlite => sqlite_file(&options),
            Engine::Postgres => None,
        };
        Ok(Address { engine, sessions, options, place, file })
    }

    /// The files are their owner's only, those of earlier versions too: they hold what people write. SQLite gives a file that it makes beside the
    /// database the rights of that.
    fn make_private(&self) {
        let Some(file) = &self.file else { return };
        // Where it cannot be made, SQLite says why.
        let _ = File::options().create_new(true).write(true).mode(PRIVATE).open(file);
        for suffix in ["", "-wal", "-shm", LOCK] {
            let path = beside(file, suffix);
            let rights = fs::metadata(&path).map(|file| file.permissions().mode());
            if rights.is_ok_and(|rights| rights & OTHERS != 0)
                && let Err(error) = fs::set_permissions(&path, Permissions::from_mode(PRIVATE))
            {
                tracing::warn!(
                    "{} may be read by others and cannot be made private ({error}): chmod 600 as its owner",
                    path.display()
                );
            }
        }
    }

    /// A pool whose first connection stands: an unreachable server is told at once, not after the pool's patience.
    pub async fn connect(&self, serve: bool, renewed: &Renewed) -> Result<AnyPool, StoreError> {
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        if self.engine == Engine::Sqlite && serve {
            self.make_private();
        }
        let first = tokio::time::timeout(PATIENCE, AnyConnection::connect_with(&self.options));
        let mut first =
            first.await.map_err(|_| StoreError::Unreachable("no answer in time".to_owned()))??;
        let prepare: Arc<str> = match (self.engine, serve) {
            (Engine::Sqlite, true) => SQLITE_SERVE.into(),
            (Engine::Sqlite, false) => SQLITE_VISIT.into(),
            (Engine::Postgres, _) => encoding_kept(&mut first).await?.into(),
        };
        first.execute(AssertSqlSafe(prepare.to_string())).await?;
        first.close().await?;
        let mut pool = AnyPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .after_connect(move |connection, _| {
                let prepare = AssertSqlSafe(prepare.to_string());
                Box::pin(async move {
                    connection.execute(prepare).await?;
                    Ok(())
                })
            });
        let renewed = renewed.clone();
        pool = pool.before_acquire(move |_, connection| {
            let is_kept = renewed.keeps(connection.age);
            Box::pin(std::future::ready(Ok(is_kept)))
        });
        if self.engine == Engine::Sqlite {
            pool =
                pool.after_release(|connection, _| Box::pin(is_between_transactions(connection)));
        }
        Ok(pool.connect_lazy_with(self.options.clone()))
    }
}

/// Rights to a file of its owner's alone, and those of everybody else.
pub(super) const PRIVATE: u32 = 0o600;
const OTHERS: u32 = 0o077;
/// What the name of the file ends with that whoever serves keeps locked.
pub(super) const LOCK: &str = ".lock";

/// A file whose name is the database's, and this.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    name.into()
}

/// The file as SQLite will open it: a URL may have signs of its name encoded. `None`: the database is in memory.
fn sqlite_file(options: &AnyConnectOptions) -> Option<PathBuf> {
    let url = &options.database_url;
    let in_memory = url.as_str().contains(":memory:") || url.as_str().contains("mode=memory");
    let options = SqliteConnectOptions::from_url(url).ok()?;
    (!in_memory).then(|| options.get_filename().to_owned())
}

/// Since when connections are to be new ones. A session that began while a server was read-only stays so when the server no longer is.
#[derive(Clone, Debug, Default)]
pub(super) struct Renewed(Arc<Mutex<Option<Instant>>>);

impl Renewed {
    pub fn now(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether a connection of this age is new enough.
    fn keeps(&self, age: Duration) -> bool {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_none_or(|since| since.elapsed() > age)
    }
}

/// Whether user and password end where a reader sees them end: at the one `@` there is.
fn is_told_apart(url: &str) -> bool {
    let place =
        url.split_once("://").map_or("", |(_, rest)| rest).split('?').next().unwrap_or_default();
    let authority = place.split(['/', '#']).next().unwrap_or_default();
    place.matches('@').count() == authority.matches('@').count()
        && authority.matches('@').count() <= 1
}

/// What makes a connection give and take every character, whatever the encoding of a PostgreSQL database.
///
/// Where each character is one byte, PostgreSQL keeps any bytes but NUL and hands them back, unless it is asked to convert: told that the client's
/// encoding is the database's own, it keeps UTF-8 as it is. Other encodings have bytes that they do not take.
async fn encoding_kept(connection: &mut AnyConnection) -> Result<String, StoreError> {
    // As text: a prepared statement takes two messages, which a pooler may give to two sessions.
    let row = sqlx::raw_sql("SHOW server_encoding").fetch_one(connection).await?;
    let encoding: String = row.try_get(0)?;
    let one_byte =
        ["LATIN", "ISO_8859_", "WIN", "KOI8"].iter().any(|family| encoding.starts_with(family));
    match encoding.as_str() {
        "UTF8" => Ok(String::new()),
        "SQL_ASCII" => Ok("SET client_encoding TO SQL_ASCII".to_owned()),
        _ if one_byte && encoding.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
            tracing::warn!(
                "the database's encoding is {encoding}; it works, but make the next one with encoding UTF8, or other programs misread it"
            );
            Ok(format!("SET client_encoding TO '{encoding}'"))
        }
        _ => Err(StoreError::Encoding(encoding)),
    }
}

/// On a full disk SQLite rolls a transaction back by itself; sqlx then fails to roll it back, believes for ever that it runs, and would refuse to
/// begin another (<https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction>). Such a connection is closed.
async fn is_between_transactions(connection: &mut AnyConnection) -> Result<bool, sqlx::Error> {
    // The roll-back of a dropped transaction comes before the answer.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Two that open a new SQLite file at once make the same tables: the second finds them at its next try.
const MIGRATING: u32 = 10;
const PAUSE: Duration = Duration::from_millis(200);
/// On PostgreSQL one waits for the other. sqlx's own lock belongs to a session, and would be another's behind a pooler. The number is "aleb".
const TURN: &str = "SELECT pg_advisory_xact_lock(1634493794)";

/// Brings the tables up to date.
pub(super) async fn migrate(store: &Store) -> Result<(), StoreError> {
    migrate_to(store, i64::MAX).await
}

/// The tables in an earlier state, or in the newest: for what was stored then.
pub(super) async fn migrate_to(store: &Store, version: i64) -> Result<(), StoreError> {
    let mut migrator = migrations::migrator(version);
    if store.engine == Engine::Postgres {
        migrator.set_locking(false);
        let mut tx = store.begin_write().await?;
        sqlx::raw_sql(TURN).execute(&mut *tx).await?;
        migrator.run(&mut *tx).await?;
        return tx.commit().await;
    }
    for _ in 1..MIGRATING {
        match migrator.run(&store.pool).await.map_err(StoreError::from) {
            Err(StoreError::Other(_)) => tokio::time::sleep(PAUSE).await,
            done => return done,
        }
    }
    Ok(migrator.run(&store.pool).await?)
}

/// Finds the tables as this program needs them, or says what is the matter.
pub(super) async fn require_current(store: &Store) -> Result<(), StoreError> {
    let applied: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
        .fetch_one(&mut *store.read().await?)
        .await
        .map_err(|error| match StoreError::from(error) {
            StoreError::Other(_) => StoreError::Missing,
            fault => fault,
        })?;
    match applied.cmp(&Some(migrations::newest())) {
        std::cmp::Ordering::Less => Err(StoreError::Older),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(StoreError::Newer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_never_shows_user_or_password() {
        for (url, expected) in [
            ("sqlite://alebot.db", "sqlite://alebot.db"),
            ("sqlite:///var/lib/a.db?mode=rw", "sqlite:///var/lib/a.db"),
            ("postgres://ale:hemligt@db.local/ale", "db.local:5432/ale"),
            ("postgres://ale:hemligt@db.local:6432/ale?x=y", "db.local:6432/ale"),
        ] {
            assert_eq!(Address::parse(url, true).unwrap().place, expected);
        }
    }

    #[test]
    fn a_password_that_is_not_encoded_is_named_and_not_shown() {
        for url in [
            "postgres://user:a@hemligt#1@127.0.0.1:5432/x",
            "postgres://user:a/hemligt@host/x",
            "postgres://user:hemligt#@host/x",
        ] {
            let Err(error) = Address::parse(url, true) else { panic!("{url} was accepted") };
            assert!(
                error.to_string().contains("%40") && !error.to_string().contains("hemligt"),
                "{error}"
            );
        }
        assert!(Address::parse("postgres://user:a%40hemligt%231@host/x", true).is_ok());
    }

    #[test]
    fn an_address_says_whether_a_pooler_shares_sessions() {
        for (url, expected) in [
            ("postgres://ale@db:6432/ale?statement-cache-capacity=0", Sessions::Shared),
            ("postgres://ale@db:6432/ale?sslmode=require", Sessions::Own),
        ] {
            assert_eq!(Address::parse(url, true).unwrap().sessions, expected, "{url}");
        }
    }

    #[test]
    fn the_file_is_the_one_that_sqlite_opens() {
        for (url, expected) in [
            ("sqlite://alebot.db", Some("alebot.db")),
            ("sqlite:alebot.db?mode=rw", Some("alebot.db")),
            ("sqlite:///var/lib/ale%20bot/a.db", Some("/var/lib/ale bot/a.db")),
            ("sqlite::memory:", None),
            ("postgres://ale@db.local/ale", None),
        ] {
            let file = Address::parse(url, true).unwrap().file;
            assert_eq!(file.as_deref(), expected.map(Path::new), "{url}");
        }
    }

    #[test]
    fn an_unknown_scheme_says_which_are_known() {
        for url in ["", "mysql://x", "alebot.db", "postgres://[::bad"] {
            let Err(error) = Address::parse(url, true) else {
                panic!("{url} was accepted");
            };
            assert!(error.to_string().contains("sqlite://alebot.db"), "{error}");
        }
    }
}
