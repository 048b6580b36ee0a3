//! A copy of everything that is stored: made while the service runs, and put into an empty database of either kind.
//!
//! Lines of JSON. The first says what it is and which state of the tables; then a line for each table with its columns, and below it an array for each
//! row; the last has how many rows there are and a hash of all before it, so that half a copy is known as one.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Column, Row};

use super::connect::{self, Engine};
use super::{Store, StoreError, migrations};

/// Changes when a reader of this format would no longer understand it.
const FORMAT: u32 = 1;

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    File(#[from] io::Error),
    #[error("line {0} is not what `alebot backup` writes; take another backup")]
    Line(usize),
    #[error("the backup ends too early or was changed; take another")]
    Damaged,
    #[error("the backup was made by a newer Alebot; restore it with that version")]
    Newer,
    #[error(
        "there is something in the database already; name a new file or an empty database in ALEBOT_DATABASE"
    )]
    NotEmpty,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// Says what the file is.
    alebot_backup: u32,
    /// The last migration.
    version: i64,
    made_ms: i64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    table: String,
    columns: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    rows: u64,
    hash: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Row(Vec<Value>),
    Table(Table),
    End(End),
}

impl Store {
    /// Writes everything as of one moment; gives the number of rows.
    pub async fn backup(&self, out: &mut impl Write, now_ms: i64) -> Result<u64, BackupError> {
        let begin = match self.engine {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => self.sessions.begin_snapshot(),
        };
        let mut tx = self.pool.begin_with(begin).await.map_err(StoreError::from)?;
        let mut out = Lines { out, hasher: blake3::Hasher::new() };
        let version = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
            .fetch_one(&mut *tx)
            .await
            .map_err(StoreError::from)?;
        out.write(&Head { alebot_backup: FORMAT, version, made_ms: now_ms })?;
        let mut rows = 0;
        for table in tables(&mut tx, self.engine).await? {
            rows += write_table(&mut tx, &table, &mut out).await?;
        }
        let hash = out.hasher.finalize().to_hex().to_string();
        out.write(&End { rows, hash })?;
        Ok(rows)
    }

    /// Puts a backup into an empty database that no service uses, which is made where it is not there, and brings it up to date. `open` gives the backup from its
    /// beginning, each time it is called. Gives the number of rows.
    pub async fn restore<R: BufRead>(
        url: &str,
        open: impl Fn() -> io::Result<R>,
    ) -> Result<u64, BackupError> {
        let version = verify(open()?)?;
        let store = Store::connect(url, true).await?;
        let restored = store.take_back_alone(version, open()?).await;
        store.close().await;
        restored
    }

    /// No service may be running on the database: it would have numbered and handled what it finds there.
    async fn take_back_alone(
        &self,
        version: i64,
        backup: impl BufRead,
    ) -> Result<u64, BackupError> {
        let _claim = self.claim().await?;
        if self.is_leased(&mut *self.read().await?).await? {
            return Err(self.claimed().into());
        }
        self.take_back(version, backup).await
    }

    async fn take_back(&self, version: i64, backup: impl BufRead) -> Result<u64, BackupError> {
        if !self.is_empty().await? {
            return Err(BackupError::NotEmpty);
        }
        connect::migrate_to(self, version).await?;
        let mut tx = self.begin_write().await?;
        // Nobody gets the lease from here on until all of it is there.
        if self.is_leased(&mut tx).await? {
            return Err(self.claimed().into());
        }
        // What the migrations count in an empty database.
        sqlx::query("DELETE FROM counters").execute(&mut *tx).await.map_err(StoreError::from)?;
        let rows = read_rows(&mut tx, self.engine, backup).await?;
        tx.commit().await?;
        connect::migrate(self).await?;
        Ok(rows)
    }

    /// Whether nobody has ever written anything here.
    async fn is_empty(&self) -> Result<bool, StoreError> {
        let mut connection = self.read().await?;
        for table in tables(&mut connection, self.engine).await? {
            let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
            let rows: i64 = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
            if rows > 0 && table != "counters" {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

struct Lines<W> {
    out: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Lines<W> {
    fn write(&mut self, line: &impl Serialize) -> Result<(), BackupError> {
        let mut text = serde_json::to_vec(line).map_err(io::Error::from)?;
        text.push(b'\n');
        self.hasher.update(&text);
        Ok(self.out.write_all(&text)?)
    }
}

/// The tables of the program's own, by name. Not `leases`: who leads on one database says nothing on another.
async fn tables(db: &mut AnyConnection, engine: Engine) -> Result<Vec<String>, StoreError> {
    let sql = match engine {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('_sqlx_migrations', 'leases') ORDER BY name"
        }
        Engine::Postgres => {
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT IN ('_sqlx_migrations', 'leases')
             ORDER BY tablename"
        }
    };
    Ok(sqlx::query_scalar(sql).fetch_all(db).await?)
}

async fn write_table<W: Write>(
    db: &mut AnyConnection,
    table: &str,
    out: &mut Lines<W>,
) -> Result<u64, BackupError> {
    let mut rows =
        sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table} ORDER BY 1"))).fetch(db);
    let mut count = 0;
    while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
        if count == 0 {
            let columns = row.columns().iter().map(|column| column.name().to_owned()).collect();
            out.write(&Table { table: table.to_owned(), columns })?;
        }
        out.write(&values(&row).map_err(StoreError::from)?)?;
        count += 1;
    }
    Ok(count)
}

/// All columns are numbers or texts.
fn values(row: &AnyRow) -> Result<Vec<Value>, sqlx::Error> {
    let value = |at| match row.try_get::<Option<i64>, _>(at) {
        Ok(number) => Ok(number.map_or(Value::Null, Value::from)),
        Err(_) => {
            row.try_get::<Option<String>, _>(at).map(|text| text.map_or(Value::Null, Value::from))
        }
    };
    (0..row.columns().len()).map(value).collect()
}

/// Reads a backup to its end without writing anything; gives the state of the tables that it was made from.
fn verify(backup: impl BufRead) -> Result<i64, BackupError> {
    let mut hasher = blake3::Hasher::new();
    let mut version = None;
    let mut rows = 0;
    for (number, line) in (1..).zip(backup.lines()) {
        let line = line?;
        let Some(_) = version else {
            version = Some(head(&line)?);
            hasher.update(line.as_bytes()).update(b"\n");
            continue;
        };
        match serde_json::from_str(&line).map_err(|_| BackupError::Line(number))? {
            Line::End(end) => {
                let is_whole = end.rows == rows && end.hash == hasher.finalize().to_hex().as_str();
                return version.filter(|_| is_whole).ok_or(BackupError::Damaged);
            }
            Line::Row(_) => rows += 1,
            Line::Table(_) => {}
        }
        hasher.update(line.as_bytes()).update(b"\n");
    }
    Err(BackupError::Damaged)
}

fn head(line: &str) -> Result<i64, BackupError> {
    let head: Head = serde_json::from_str(line).map_err(|_| BackupError::Line(1))?;
    match head.alebot_backup <= FORMAT && head.version <= migrations::newest() {
        true => Ok(head.version),
        false => Err(BackupError::Newer),
    }
}

/// Writes the rows of a backup that was verified.
async fn read_rows(
    db: &mut AnyConnection,
    engine: Engine,
    backup: impl BufRead,
) -> Result<u64, BackupError> {
    let known = tables(db, engine).await?;
    let mut filling: Option<Filling> = None;
    let mut rows = 0;
    for (number, line) in (1..).zip(backup.lines()).skip(1) {
        let wrong = || BackupError::Line(number);
        match serde_json::from_str(&line?).map_err(|_| wrong())? {
            Line::Table(table) => {
                let is_name =
                    |name: &String| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                let is_known = known.contains(&table.table) && table.columns.iter().all(is_name);
                filling = Some(Filling::new(table)).filter(|_| is_known);
            }
            Line::Row(row) => {
                filling.as_mut().ok_or_else(wrong)?.insert(db, row).await?.ok_or_else(wrong)?;
                rows += 1;
            }
            Line::End(_) => break,
        }
    }
    Ok(rows)
}

/// A table that rows are written to.
struct Filling {
    table: Table,
    /// The statement for each set of columns that have a value: an absent one needs no type.
    statements: HashMap<Vec<bool>, String>,
}

impl Filling {
    fn new(table: Table) -> Self {
        Filling { table, statements: HashMap::new() }
    }

    /// `None`: the row does not fit the table.
    async fn insert(
        &mut self,
        db: &mut AnyConnection,
        row: Vec<Value>,
    ) -> Result<Option<()>, StoreError> {
        if row.len() != self.table.columns.len() {
            return Ok(None);
        }
        let given: Vec<bool> = row.iter().map(|value| !value.is_null()).collect();
        let table = &self.table;
        let sql = self.statements.entry(given.clone()).or_insert_with(|| statement(table, &given));
        let mut query = sqlx::query(AssertSqlSafe(sql.clone()));
        for value in row {
            query = match value {
                Value::Null => query,
                Value::String(text) => query.bind(text),
                Value::Number(number) => match number.as_i64() {
                    Some(number) => query.bind(number),
                    None => return Ok(None),
                },
                _ => return Ok(None),
            };
        }
        query.execute(db).await?;
        Ok(Some(()))
    }
}

fn statement(table: &Table, given: &[bool]) -> String {
    let columns = table.columns.iter().zip(given).filter(|(_, given)| **given);
    let columns: Vec<&str> = columns.map(|(name, _)| name.as_str()).collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.table, columns.join(", "), places.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: [&str; 3] = [
        r#"{"alebot_backup":1,"version":1,"made_ms":5}"#,
        r#"{"table":"voices","columns":["hash"]}"#,
        r#"["a"]"#,
    ];

    fn whole() -> String {
        let mut lines = Lines { out: Vec::new(), hasher: blake3::Hasher::new() };
        for line in WHOLE {
            lines.write(&serde_json::from_str::<Value>(line).unwrap()).unwrap();
        }
        let hash = lines.hasher.finalize().to_hex().to_string();
        lines.write(&End { rows: 1, hash }).unwrap();
        String::from_utf8(lines.out).unwrap()
    }

    #[test]
    fn what_is_not_a_whole_backup_is_known() {
        let text = whole();
        assert_eq!(verify(text.as_bytes()).unwrap(), 1);
        let check = |text: &str, expected: &str| {
            let error = verify(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        for end in [0, 10, WHOLE[0].len() + 1, text.len() - 30] {
            let half = text.get(..end).unwrap_or_default();
            assert!(verify(half.as_bytes()).is_err(), "{half}");
        }
        check(&text.replace("\"a\"", "\"b\""), "changed");
        check(&text.replace("[\"a\"]\n", ""), "changed");
        check(&text.replace("[\"a\"]", "SELECT 1"), "line 3");
        check("SQLite format 3\0", "line 1");
        check(&text.replace("\"version\":1", "\"version\":9999"), "newer");
        check(&text.replace("\"alebot_backup\":1", "\"alebot_backup\":2"), "newer");
    }
}
