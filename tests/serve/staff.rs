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

fn in_topic(update: i64, topic: i32, text: &str) -> Value {
    let mut update = by_staff(update, text);
    update["message"]["message_thread_id"] = topic.into();
    update["message"]["is_topic_message"] = true.into();
    update
}

/// Presses the first button of the newest message that has any, once there is one.
async fn press_first(site: &Site, instance: usize, (update, chat, from): (i64, i64, i64)) {
    let asked = || {
        site.double.all_held(chat).into_iter().rev().find_map(|held| {
            let data = held.keyboard["inline_keyboard"][0][0]["callback_data"].as_str()?;
            Some((held.id, data.to_owned()))
        })
    };
    let (id, data) = site.double.until("a button", asked).await;
    let message = json!({
        "message_id": id, "date": 1, "chat": site.double.chat(chat),
        "from": {"id": 7000, "is_bot": true, "first_name": "Kontaktcenter"},
    });
    let from = json!({"id": from, "is_bot": false, "first_name": "Kim", "language_code": "sv"});
    let press = json!({
        "id": update.to_string(), "from": from, "chat_instance": "1", "message": message, "data": data,
    });
    site.post_to(instance, json!({"update_id": update, "callback_query": press})).await;
}

/// A resident asks through one of them, and gets these words in the reply.
async fn is_told(site: &Site, instance: usize, update: i64, words: &str) {
    asks(site, instance, update, "har ni öppet nu?", words).await;
}

async fn asks(site: &Site, instance: usize, update: i64, question: &str, words: &str) {
    // Each asks once, so that the reply is the only one.
    site.post_to(instance, by_resident(update, update, question)).await;
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

const RESIDENT: i64 = 77;
const BARRED: &str = "Personalen tar inte längre emot";

/// Two instances with a desk, on PostgreSQL; the body gets which of them leads and which stands by.
fn with_desks(body: impl AsyncFn(Site, usize, usize)) {
    on_each_database(|url| {
        if url.starts_with("postgres") {
            runtime().block_on(async {
                let site = Site::start_through(url, url, 2, setup()).await;
                let leader = site.leader().await;
                body(site, leader, 1 - leader).await;
            });
        }
    });
}

async fn shows(site: &Site, chat: i64, words: &str) {
    let is_there = |shown: &String| shown.contains(words);
    let shown = async |site: &Site| site.double.shown(chat).iter().any(is_there);
    site.until(words, TAKEN_OVER, shown).await;
}

/// Kills it, and waits until the other leads.
async fn kill(site: &mut Site, leader: usize) {
    let mut gone = site.instances.remove(leader);
    gone.running.kill();
    site.balancer.remove(gone.port);
    site.leader().await;
}

#[test]
fn an_entry_saved_through_one_instance_is_in_force_in_the_other_within_two_seconds() {
    with_desks(async |mut site, leader, standby| {
        let entry = "/faq Fråga: Var finns cykelpumpen? Svar: Vid dörren till stadshuset.";
        site.post_to(standby, by_staff(920, entry)).await;
        shows(&site, STAFF, "Så här blir det").await;
        press_first(&site, standby, (921, STAFF, EVA)).await;
        shows(&site, STAFF, "Sparat: Var finns cykelpumpen?").await;
        tokio::time::sleep(LIVE).await;
        for (update, instance) in [(922, leader), (923, standby)] {
            asks(&site, instance, update, "var finns cykelpumpen?", "Vid dörren").await;
        }
        kill(&mut site, leader).await;
        asks(&site, 0, 924, "var finns cykelpumpen?", "Vid dörren").await;
    });
}

#[test]
fn whom_staff_bar_through_one_instance_is_barred_in_the_other_within_two_seconds() {
    with_desks(async |mut site, leader, standby| {
        let told = |site: &Site| {
            site.double.shown(RESIDENT).iter().filter(|text| text.contains(BARRED)).count()
        };
        site.post_to(standby, by_resident(930, RESIDENT, "/personal Lampan är trasig")).await;
        press_first(&site, leader, (931, RESIDENT, RESIDENT)).await;
        shows(&site, STAFF, "Lampan är trasig").await;
        let (topic, _) = site.double.topics(STAFF).pop().unwrap();
        site.post_to(standby, in_topic(932, topic, "/blockera hotar oss")).await;
        site.until("the bar", TAKEN_OVER, async |site| told(site) == 1).await;
        tokio::time::sleep(LIVE).await;
        site.post_to(leader, by_resident(933, RESIDENT, "Granne ett stör")).await;
        site.until("a word", TAKEN_OVER, async |site| told(site) == 2).await;
        kill(&mut site, leader).await;
        site.post_to(0, by_resident(934, RESIDENT, "Granne två stör")).await;
        site.until("a word", TAKEN_OVER, async |site| told(site) == 3).await;
        let shown = site.double.shown(STAFF);
        assert!(!shown.iter().any(|text| text.contains("Granne")), "{shown:?}");
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
