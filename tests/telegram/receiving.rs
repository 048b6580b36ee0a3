use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alebot::channel::telegram::client::{BotApi, Token};
use alebot::channel::telegram::door::Door;
use alebot::channel::telegram::intake::Intake;
use alebot::channel::telegram::reach::{Fatal, fetch_account, register};
use alebot::channel::telegram::webhook::{self, BODY_MAX, Secret, WebhookError};
use alebot::channel::telegram::{door::Account, listening, polling};
use alebot::language::masking::Masking;
use alebot::model::id::UserId;
use alebot::model::incoming::{Event, Incoming};
use serde_json::json;
use tokio::sync::oneshot;

use super::double::{ACCOUNT, BOT, Double, Fault, HALF_A_PAIR, NESTED, within};
use super::sending::{api, patience};

/// A store in memory, that can be full.
#[derive(Default)]
struct Shelf {
    taken: Mutex<Vec<Incoming>>,
    full: AtomicBool,
}

#[derive(Debug, thiserror::Error)]
#[error("the disk is full")]
struct Full;

impl Intake for Shelf {
    type Error = Full;

    async fn accept(&self, updates: Vec<Incoming>) -> Result<(), Full> {
        if self.full.load(Ordering::SeqCst) {
            return Err(Full);
        }
        self.taken.lock().unwrap().extend(updates);
        Ok(())
    }
}

impl Shelf {
    /// The texts that have come in, each update once.
    fn texts(&self) -> Vec<String> {
        let mut taken = self.taken.lock().unwrap().clone();
        taken.dedup_by_key(|incoming| incoming.update_id);
        let texts = taken.into_iter().map(|incoming| match incoming.event {
            Event::Message(message) => message.text,
            event => format!("{event:?}"),
        });
        texts.collect()
    }

    async fn holds(&self, double: &Double, expected: &[&str]) {
        let what = format!("{expected:?}");
        double.until(&what, || (self.texts() == expected).then_some(())).await;
    }
}

fn door() -> Door {
    let account = Account { id: UserId::new(BOT), username: ACCOUNT.to_owned() };
    Door::new(account, Masking::default())
}

/// Polls in the background; the sender stops it, and the receiver hears how it ended.
fn polling(
    double: &Double,
) -> (Arc<Shelf>, oneshot::Sender<()>, oneshot::Receiver<Result<(), Fatal>>) {
    let shelf = Arc::new(Shelf::default());
    let (stop, stopped) = oneshot::channel::<()>();
    let (end, ended) = oneshot::channel();
    let (api, taken) = (api(double), shelf.clone());
    tokio::spawn(async move {
        let stop = async { drop(stopped.await) };
        let _ = end.send(polling::poll(&api, &door(), &*taken, stop).await);
    });
    (shelf, stop, ended)
}

async fn confirmed(double: &Double) {
    double.until("confirmation", || (double.pending() == 0).then_some(())).await;
}

#[tokio::test]
async fn updates_are_stored_in_order_and_then_confirmed() {
    let double = Double::start().await;
    double.text(1, "ett");
    double.text(2, "två");
    let (shelf, _stop, _) = polling(&double);
    shelf.holds(&double, &["ett", "två"]).await;
    double.text(1, "tre");
    shelf.holds(&double, &["ett", "två", "tre"]).await;
    confirmed(&double).await;
}

#[tokio::test]
async fn an_update_is_not_confirmed_before_it_is_stored() {
    let double = Double::start().await;
    let (shelf, _stop, _) = polling(&double);
    shelf.full.store(true, Ordering::SeqCst);
    double.text(1, "ett");
    double.until("three polls", || (double.polls() >= 3).then_some(())).await;
    assert_eq!(double.pending(), 1);
    shelf.full.store(false, Ordering::SeqCst);
    shelf.holds(&double, &["ett"]).await;
    confirmed(&double).await;
}

#[tokio::test]
async fn odd_updates_hold_up_nobody() {
    let double = Double::start().await;
    double.update(json!({"brand_new_kind": {"x": 1}}));
    double.update(json!({"message": {"text": 7}}));
    double.update(json!({"update_id": "no number", "message": {}}));
    double.text(1, "hej");
    let (shelf, _stop, _) = polling(&double);
    shelf.holds(&double, &["Other(\"brand_new_kind\")", "Other(\"message\")", "hej"]).await;
}

/// A text with half a surrogate pair, a field that nests without end, and an update of which no more is left than its number.
fn unreadable(chat: i64) -> [serde_json::Value; 3] {
    let message = |text: &str| {
        json!({"message_id": 1, "date": 1, "text": text,
            "chat": {"id": chat, "type": "private"}, "from": {"id": chat, "is_bot": false, "first_name": "A"}})
    };
    let mut nested = message("djup");
    nested["reply_markup"] = NESTED.into();
    [
        json!({"message": message(&format!("halv {HALF_A_PAIR}"))}),
        json!({"message": nested}),
        json!({"message": NESTED}),
    ]
}

const READ: [&str; 5] = ["före", "halv \u{fffd}", "djup", "Other(\"message\")", "efter"];

#[tokio::test]
async fn an_unreadable_update_loses_what_is_unreadable_and_holds_up_nobody() {
    let double = Double::start().await;
    double.text(1, "före");
    for update in unreadable(2) {
        double.update(update);
    }
    double.text(3, "efter");
    let (shelf, _stop, _) = polling(&double);
    shelf.holds(&double, &READ).await;
    confirmed(&double).await;
}

#[tokio::test]
async fn the_webhook_takes_unreadable_updates_too() {
    let double = Double::start().await;
    let shelf = Arc::new(Shelf::default());
    let address = hook(&shelf).await;
    let secret = Secret::parse("ratt").unwrap();
    register(&api(&double), &address, &secret, pending()).await.unwrap();
    double.text(1, "före");
    for update in unreadable(2) {
        double.update(update);
    }
    double.text(3, "efter");
    shelf.holds(&double, &READ).await;
    confirmed(&double).await;
}

#[tokio::test]
async fn every_fault_of_telegrams_is_outlasted() {
    let error = |code, retry_after| Fault::Error { code, description: "Oj", retry_after };
    for fault in [
        error(500, None),
        error(429, Some(1)),
        error(409, None),
        Fault::Garbage,
        Fault::Gateway,
        Fault::Reset,
        Fault::Hang(Duration::from_secs(4)),
    ] {
        let double = Double::start().await;
        double.fault("getUpdates", fault);
        double.text(1, "hej");
        let (shelf, _stop, _) = polling(&double);
        shelf.holds(&double, &["hej"]).await;
    }
}

#[tokio::test]
async fn an_outage_is_outlasted() {
    let double = Double::start().await;
    let (shelf, _stop, _) = polling(&double);
    double.outage(true);
    double.text(1, "hej");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(shelf.texts(), [""; 0]);
    double.outage(false);
    shelf.holds(&double, &["hej"]).await;
}

#[tokio::test]
async fn ids_that_start_again_below_are_received() {
    let double = Double::start().await;
    let (shelf, _stop, _) = polling(&double);
    double.text(1, "före");
    shelf.holds(&double, &["före"]).await;
    confirmed(&double).await;
    // The quiet week: one poll that gives nothing.
    let polls = double.polls();
    double.until("an empty poll", || (double.polls() >= polls + 2).then_some(())).await;
    double.update(json!({"update_id": 7, "message": {"message_id": 1, "chat": {"id": 1, "type": "private"}, "text": "efter"}}));
    shelf.holds(&double, &["före", "efter"]).await;
}

#[tokio::test]
async fn a_webhook_left_behind_is_taken_away() {
    let double = Double::start().await;
    api(&double).set_webhook("http://127.0.0.1:1/", "s").await.unwrap();
    double.text(1, "hej");
    let (shelf, _stop, _) = polling(&double);
    shelf.holds(&double, &["hej"]).await;
}

#[tokio::test]
async fn a_refused_token_ends_it_and_so_does_stopping() {
    let double = Double::start().await;
    let refused =
        BotApi::new(Token::parse("1:REFUSED").unwrap(), &double.address(), patience()).unwrap();
    assert_eq!(fetch_account(&refused, pending()).await, Err(Fatal::Unauthorized));
    let end = polling::poll(&refused, &door(), &Shelf::default(), pending()).await;
    assert_eq!(end, Err(Fatal::Unauthorized));

    let (_, stop, ended) = polling(&double);
    stop.send(()).unwrap();
    assert_eq!(within("the end", ended).await, Ok(Ok(())));
}

#[tokio::test]
async fn the_account_is_asked_for_until_telegram_answers() {
    let double = Double::start().await;
    double.fault("getMe", Fault::Garbage);
    double.fault("getMe", Fault::Gateway);
    let account = within("an account", fetch_account(&api(&double), pending())).await.unwrap();
    assert_eq!(account.unwrap().id, UserId::new(BOT));
    double.outage(true);
    assert_eq!(fetch_account(&api(&double), async {}).await, Ok(None));
}

/// A webhook on a free port; gives its address.
async fn hook(shelf: &Arc<Shelf>) -> String {
    let listener = webhook::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = format!("http://{}/telegram/x", listener.local_addr().unwrap());
    let secret = Secret::parse("ratt").unwrap();
    let path = webhook::path(&address).unwrap();
    let routes = webhook::routes(&path, secret, Arc::new(door()), shelf.clone());
    tokio::spawn(listening::serve(listener, routes, listening::Bounds::default(), pending()));
    address
}

async fn post(address: &str, secret: &str, body: String) -> u16 {
    let request =
        reqwest::Client::new().post(address).header("x-telegram-bot-api-secret-token", secret);
    request.body(body).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn the_webhook_takes_what_telegram_posts_once_it_is_stored() {
    let double = Double::start().await;
    let shelf = Arc::new(Shelf::default());
    shelf.full.store(true, Ordering::SeqCst);
    let address = hook(&shelf).await;
    let secret = Secret::parse("ratt").unwrap();
    register(&api(&double), &address, &secret, pending()).await.unwrap();
    double.text(1, "ett");
    double.text(2, "två");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(double.pending(), 2);
    shelf.full.store(false, Ordering::SeqCst);
    shelf.holds(&double, &["ett", "två"]).await;
    confirmed(&double).await;
}

#[tokio::test]
async fn the_webhook_refuses_strangers_and_nonsense() {
    let shelf = Arc::new(Shelf::default());
    let address = hook(&shelf).await;
    let update = json!({"update_id": 1, "x": {}}).to_string();
    assert_eq!(post(&address, "fel", update.clone()).await, 401);
    assert_eq!(post(&address, "", update.clone()).await, 401);
    assert_eq!(post(&address, "ratt", "<html>".to_owned()).await, 400);
    assert_eq!(post(&address, "ratt", json!({"message": {}}).to_string()).await, 400);
    assert_eq!(post(&address, "ratt", " ".repeat(BODY_MAX + 1)).await, 413);
    assert_eq!(post(&address.replace("/x", "/y"), "ratt", update.clone()).await, 404);
    assert_eq!(shelf.texts(), [""; 0]);
    assert_eq!(post(&address, "ratt", update).await, 200);
    assert_eq!(shelf.texts(), ["Other(\"x\")"]);
}

#[tokio::test]
async fn a_taken_port_and_wrong_settings_say_what_to_do() {
    let first = webhook::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let second = webhook::bind(first.local_addr().unwrap()).await.unwrap_err();
    assert!(matches!(second, WebhookError::Taken(_)));
    assert!(second.to_string().contains("ALEBOT_LISTEN"), "{second}");
    for address in ["", "bot.example.se/x", "ftp://x/y"] {
        assert!(matches!(webhook::path(address), Err(WebhookError::Address(_))), "{address}");
    }
    for path in [":x", "a:b", "*", "{x}", "x/{*y}"] {
        let address = format!("https://bot.example.se/{path}");
        let error = webhook::path(&address).unwrap_err();
        assert!(matches!(&error, WebhookError::Path(_)), "{error}");
        assert!(error.to_string().contains(&address) && error.to_string().contains("path"));
    }
    assert_eq!(webhook::path("https://bot.example.se/a-b/c_1").unwrap(), "/a-b/c_1");
    for secret in ["", "å", "a b", &"x".repeat(257)] {
        assert!(matches!(Secret::parse(secret), Err(WebhookError::Secret)), "{secret}");
    }
}
