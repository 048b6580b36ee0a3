//! A morning on which more cases wait than anybody reads a message of each.

use std::time::Duration;

use super::cases::{GROUP, desk};
use crate::databases::{on_each_database, runtime};
use crate::double::{Double, Fault};
use crate::process::{Database, Running};
use crate::waiting_cases;

const CASES: i64 = 1_000;
/// 8.10 in Sweden, ten minutes after the centre has opened.
const OPENED: &str = "2026-05-12T06:10:00Z";
const PATIENCE: Duration = Duration::from_secs(30);

/// What the group has got from a start at this time on, once nothing more is on its way.
async fn told(double: &Double, url: &str, at: &str) -> (Running, Vec<String>) {
    let before = double.all_held(GROUP).len();
    let running = desk(double, url).at(at).start();
    let all = || double.all_held(GROUP).into_iter().skip(before).map(|held| held.text).collect();
    double
        .until("a word on what waits", || (double.all_held(GROUP).len() > before).then_some(()))
        .await;
    // The desk looks at the clock every five seconds.
    tokio::time::sleep(Duration::from_secs(6)).await;
    Database::open(url).await.quiet(double, PATIENCE).await;
    (running, all())
}

#[test]
fn a_thousand_waiting_cases_are_one_reminder_and_one_digest() {
    crate::process::index();
    on_each_database(|url| {
        runtime().block_on(async {
            waiting_cases::open(url, CASES, OPENED).await;
            let double = Double::start().await;

            let (mut running, reminders) = told(&double, url, "2026-05-12T09:30").await;
            assert_eq!(reminders.len(), 1, "{reminders:?}");
            assert!(reminders[0].starts_with("Påminnelse: 1000 ärenden"), "{reminders:?}");
            assert!(reminders[0].contains("\nÄrende 1, Anna, sedan"), "{reminders:?}");
            assert!(reminders[0].ends_with("\n… och 910 till"), "{reminders:?}");

            running.kill();
            let (_running, digests) = told(&double, url, "2026-05-13T08:00").await;
            assert_eq!(digests.len(), 1, "{digests:?}");
            assert!(digests[0].starts_with("Väntar på svar: 1000\n"), "{digests:?}");
            assert!(digests[0].ends_with("\n… och 910 till"), "{digests:?}");
        });
    });
}

#[test]
fn a_reminder_of_many_cases_that_did_not_arrive_comes_once_the_group_can_be_written_to() {
    crate::process::index();
    on_each_database(|url| {
        runtime().block_on(async {
            waiting_cases::open(url, CASES, OPENED).await;
            let double = Double::start().await;
            let forbidden = Fault::Error {
                code: 403,
                description: "Forbidden: CHAT_WRITE_FORBIDDEN",
                retry_after: None,
            };
            double.fault_in(GROUP, "sendMessage", forbidden);
            let _running = desk(&double, url).at("2026-05-12T09:30").start();
            let reminders = || {
                let told = double.all_held(GROUP).into_iter().map(|held| held.text);
                told.filter(|text| text.starts_with("Påminnelse: 1000 ärenden")).count()
            };
            double.until("the reminder", || (reminders() > 0).then_some(())).await;
            tokio::time::sleep(Duration::from_secs(6)).await;
            assert_eq!(reminders(), 1);
        });
    });
}
