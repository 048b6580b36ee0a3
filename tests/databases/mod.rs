//! Runs a test on SQLite, and on PostgreSQL where `DATABASE_URL` names a server; each on tables of its own.
//!
//! Each file in `tests/` is a program of its own and uses a part of this.
#![allow(dead_code)]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use tokio::runtime::Runtime;

static SCHEMAS: AtomicU32 = AtomicU32::new(0);

/// Gives the body the URL of an empty database; once for every kind of database at hand.
pub fn on_each_database(body: impl Fn(&str)) {
    on_sqlite(&body);
    let Ok(server) = std::env::var("DATABASE_URL") else {
        eprintln!("DATABASE_URL is not set: not tested on PostgreSQL");
        return;
    };
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("alebot_test_{}_{number}", std::process::id());
    execute(&server, &format!("CREATE SCHEMA {schema}"));
    let join = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{join}options=-c%20search_path%3D{schema}");
    let result = catch_unwind(AssertUnwindSafe(|| body(&url)));
    execute(&server, &format!("DROP SCHEMA {schema} CASCADE"));
    if let Err(panic) = result {
        eprintln!("on PostgreSQL:");
        resume_unwind(panic);
    }
    note_postgres_run();
}

/// `.ci/run` names a file here, and fails if no line was added: a test that silently left PostgreSQL out must not pass for one that ran.
fn note_postgres_run() {
    if let Some(path) = std::env::var_os("ALEBOT_POSTGRES_RUNS") {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        std::io::Write::write_all(&mut file, b"ran\n").unwrap();
    }
}

/// Gives the body the URL of an empty PostgreSQL database in this encoding, where `DATABASE_URL` names a server.
pub fn in_encoding(encoding: &str, body: impl Fn(&str)) {
    let Ok(server) = std::env::var("DATABASE_URL") else {
        eprintln!("DATABASE_URL is not set: not tested in {encoding}");
        return;
    };
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let name = format!("alebot_{}_{}_{number}", encoding.to_lowercase(), std::process::id());
    // The locale C goes with every encoding.
    execute(
        &server,
        &format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'"
        ),
    );
    let (place, parameters) = server.split_once('?').unwrap_or((&server, ""));
    let (place, _) = place.rsplit_once('/').unwrap();
    let result = catch_unwind(AssertUnwindSafe(|| body(&format!("{place}/{name}?{parameters}"))));
    execute(&server, &format!("DROP DATABASE {name} WITH (FORCE)"));
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

pub fn on_sqlite(body: impl Fn(&str)) {
    let folder = tempfile::tempdir().unwrap();
    body(&format!("sqlite://{}", folder.path().join("alebot.db").display()));
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// One statement, on a connection of its own.
pub fn execute(url: &str, sql: &str) {
    runtime().block_on(async {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(url).await.unwrap();
        sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
}

/// The number that a query gives, on a connection of its own.
pub fn number(url: &str, sql: &str) -> i64 {
    runtime().block_on(async {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(url).await.unwrap();
        let number = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        let number = number.fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        number
    })
}
