//! Posts updates to the webhook, one after another, each again until it is taken.

use std::sync::Arc;
use std::time::Duration;

use super::updates::as_posted;
use super::world::World;

pub async fn deliver(world: Arc<World>) {
    let client = reqwest::Client::new();
    loop {
        let changed = world.changed.notified();
        let next = {
            let state = world.lock();
            state.webhook.clone().zip(state.queue.front().cloned())
        };
        let Some(((url, secret), update)) = next else {
            let _ = tokio::time::timeout(Duration::from_millis(50), changed).await;
            continue;
        };
        let request = client
            .post(url)
            .header("content-type", "application/json")
            .header("x-telegram-bot-api-secret-token", secret)
            .body(as_posted(&update.to_string()));
        let taken = request.send().await.is_ok_and(|answer| answer.status().is_success());
        if taken {
            world.lock().queue.pop_front();
            world.changed.notify_waiters();
        } else {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
