//! Several instances with a desk: what staff change through any of them holds in all, and what the desk does by the clock is done once.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::instances::{STAFF, Setup, Site, TAKEN_OVER};
use super::{on_each_database, runtime};
use crate::waiting_cases;

const EVA: i64 = 901;
/// What staff change is in force everywhere within this.
const LIVE: Duration = Duration::from_secs(2);
const CASES: i64 = 20;

fn setup() -> Setup {
    let settings =
        vec![("ALEBOT_STAFF_CHAT", STAFF.to_string()), ("ALEBOT_STAFF", EVA.to_string())];
    Setup { settings, clock: None }
}

fn message(update: i64, chat: Value, from: i64, text: &str) -> Value {
    let command = text.split(' ').next().filter(|word| word.starts_with('/'));
    let entities: Vec<Value> = command
        .map(|word| json!({"type": "bot_command", "offset": 0, "length": word.len()}))
        .into_iter()
        .collect();
    let from = json!({"id": from, "is_bot": false, "first_name": "Kim", "language_code": "sv"});
    json!({"update_id": update, "message": {
        "message_id": update, "date": 1, "chat": chat, "from": from, "text": text, "entities": entities,
    }})
}

fn by_staff(update: i64, text: &str) -> Value {
    let chat = json!({"id": STAFF, "type": "supergroup", "title": "Personal", "is_forum": true});
    message(update, chat, EVA, text)
}

fn by_resident(update: i64, chat: i64, text: &str) -> Value {
    message(update, json!({"id": chat, "type": "private", "first_name": "Kim"}), chat, text)
}

/// A resident asks through one of them, and gets these words in the reply.
async fn is_told(site: &Site, instance: usize, update: i64, words: &str) {
    // Each asks once, so that the reply is the only one.
    site.post_to(instance, by_resident(update, update, "har ni öppet nu?")).await;
    site.until("a reply", TAKEN_OVER, async |site| !site.double.shown(update).is_empty()).await;
    let shown = site.double.shown(update);
    assert!(shown[0].contains(words), "{shown:?} has no {words:?}");
}

#[test]
fn what_staff_change_through_one_instance_holds_in_all_at_once_and_after_a_takeover() {
    on_each_database(|url| {
        if !url.starts_with("postgres") {
            return;
        }
        runtime().block_on(async {
            let mut site = Site::start_through(url, url, 2, setup()).await;
            let leader = site.leader().await;
            let standby = 1 - leader;
            let told = async |site: &Site, words: &str| {
                let is_there = |shown: &String| shown.contains(words);
                site.until(words, LIVE, async |site| site.double.shown(STAFF).iter().any(is_there))
                    .await;
            };
            site.post_to(standby, by_staff(900, "/notis Telefonerna ligger nere")).await;
            told(&site, "Notisen visas överst").await;
            tokio::time::sleep(LIVE).await;
            for (update, instance) in [(901, leader), (902, standby)] {
                is_told(&site, instance, update, "Telefonerna ligger nere").await;
            }
            site.post_to(
                standby,
                by_staff(903, "/avvikelse 2026-05-12 12.00-16.30 stängt Personaldag"),
            )
            .await;
            tokio::time::sleep(LIVE).await;
            is_told(&site, leader, 904, "till kl. 12.00").await;

            let mut gone = site.instances.remove(leader);
            gone.running.kill();
            site.balancer.remove(gone.port);
            site.leader().await;
            is_told(&site, 0, 905, "Telefonerna ligger nere").await;
            is_told(&site, 0, 906, "till kl. 12.00").await;
            site.post_to(0, by_staff(907, "/paus Vi rättar ett fel")).await;
            told(&site, "Assistenten är pausad").await;
            is_told(&site, 0, 908, "Vi rättar ett fel").await;
        });
    });
}

#[test]
fn a_leader_that_is_killed_before_the_opening_leaves_one_digest_to_the_next() {
    on_each_database(|url| {
        if !url.starts_with("postgres") {
            return;
        }
        runtime().block_on(async {
            waiting_cases::open(url, CASES, "2026-05-12T17:00:00Z").await;
            let from = "2026-05-13T07:59:00".parse().unwrap();
            let started = Instant::now();
            let setup = Setup { clock: Some((from, started)), ..setup() };
            let mut site = Site::start_through(url, url, 3, setup).await;
            let digests = |site: &Site| {
                let is_digest = |shown: &&String| shown.starts_with("Väntar på svar: 20");
                site.double.shown(STAFF).iter().filter(is_digest).count()
            };
            tokio::time::sleep(Duration::from_secs(58).saturating_sub(started.elapsed())).await;
            let leader = site.leader().await;
            let mut gone = site.instances.remove(leader);
            gone.running.kill();
            site.balancer.remove(gone.port);
            site.until("the digest", Duration::from_secs(30), async |site| digests(site) > 0).await;
            // Both that are left have looked at the clock again.
            tokio::time::sleep(Duration::from_secs(7)).await;
            assert_eq!(digests(&site), 1);
        });
    });
}
