//! The service's database, looked at from outside.

use std::time::Duration;

use sqlx::{AnyConnection, Connection};

use crate::double::Double;

/// A second connection to the database that the service uses.
pub struct Database(AnyConnection);

impl Database {
    /// Waits until the service has made its tables.
    pub async fn open(url: &str) -> Self {
        sqlx::any::install_default_drivers();
        for _ in 0..1000 {
            if let Ok(connection) = AnyConnection::connect(url).await {
                let mut database = Database(connection);
                let made = sqlx::query("SELECT seq FROM inbox").fetch_all(&mut database.0);
                if made.await.is_ok() {
                    return database;
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the service has made no database");
    }

    /// One whole number.
    pub async fn number(&mut self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&mut self.0).await.unwrap()
    }

    pub async fn numbers(&mut self, sql: &'static str) -> Vec<i64> {
        sqlx::query_scalar(sql).fetch_all(&mut self.0).await.unwrap()
    }

    /// Messages to a chat that are known to be sent.
    pub async fn settled(&mut self, chat: i64) -> usize {
        let sql = "SELECT COUNT(*) FROM outbox WHERE state = 1 AND chat = $1";
        let count: i64 = sqlx::query_scalar(sql).bind(chat).fetch_one(&mut self.0).await.unwrap();
        usize::try_from(count).unwrap()
    }

    /// Updates that wait for being handled, and letters that wait for being sent; one statement sees one moment.
    pub async fn waiting(&mut self) -> i64 {
        let sql = "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 0) + (SELECT COUNT(*) FROM outbox WHERE state = 0)";
        self.number(sql).await
    }

    /// Waits until everything that was offered is handled and all that follows is sent; fails after so long.
    pub async fn quiet(&mut self, double: &Double, patience: Duration) {
        let end = tokio::time::Instant::now() + patience;
        while double.pending() > 0 || self.waiting().await > 0 {
            let (pending, waiting) = (double.pending(), self.waiting().await);
            assert!(
                tokio::time::Instant::now() < end,
                "after {patience:?} {pending} updates are not confirmed, and {waiting} rows wait"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
