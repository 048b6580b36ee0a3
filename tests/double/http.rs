//! The server: requests in, answers and faults out.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

use super::methods::Refused;
use super::updates::as_posted;
use super::world::{Call, Fault, World};
use super::{checks, methods};

type Answer = (StatusCode, String);

pub async fn serve(listener: TcpListener, world: Arc<World>) {
    let app = Router::new()
        .route("/{bot}/{method}", axum::routing::any(request))
        .layer(DefaultBodyLimit::max(64 << 20))
        .with_state(world);
    axum::serve(listener, app).await.unwrap();
}

async fn request(
    State(world): State<Arc<World>>,
    Path((bot, method)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let Some(name) = checks::method(&method) else {
        return refusal(&Refused::new(404, "Not Found".to_owned()));
    };
    let params = params(&headers, &body);
    let fault = {
        let mut state = world.lock();
        if name == "getUpdates" {
            state.polls += 1;
        }
        state.take_fault(name, params["chat_id"].as_i64())
    };
    world.changed.notify_waiters();
    while world.lock().outage {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    if bot == "bot1:REFUSED" {
        return refusal(&Refused::new(401, "Unauthorized".to_owned()));
    }
    if let Some(fault) = fault {
        return fail(&world, name, params, fault).await;
    }
    if name == "getUpdates" {
        return updates(&world, &params).await;
    }
    let answer = carry_out(&world, name, params);
    let latency = world.lock().latency;
    if name.starts_with("send") && latency > Duration::ZERO {
        tokio::time::sleep(latency).await;
    }
    answer
}

fn carry_out(world: &World, name: &str, params: Value) -> Answer {
    let mut state = world.lock();
    let done = methods::carry_out(&mut state, name, &params);
    let (answer, result, refused, malformed) = match done {
        Ok(result) => (ok(&result), Some(result), None, false),
        Err(no) => (refusal(&no), None, Some(no.description), no.malformed),
    };
    state.calls.push(Call { method: name.to_owned(), params, result, refused, malformed });
    drop(state);
    world.changed.notify_waiters();
    answer
}

async fn fail(world: &World, name: &str, params: Value, fault: Fault) -> Answer {
    if let Fault::Lost = fault {
        carry_out(world, name, params);
        cut();
    }
    match fault {
        Fault::Error { code, description, retry_after } => {
            refusal(&Refused { retry_after, ..Refused::new(code, description.to_owned()) })
        }
        Fault::Migrated(to) => refusal(&Refused::moved(to)),
        Fault::Garbage => (StatusCode::OK, "<html>oj>".to_owned()),
        Fault::Gateway => (StatusCode::BAD_GATEWAY, "<html>502</html>".to_owned()),
        Fault::Unanswered(time) => {
            carry_out(world, name, params);
            tokio::time::sleep(time).await;
            cut()
        }
        Fault::Hang(time) => {
            tokio::time::sleep(time).await;
            cut()
        }
        Fault::Reset | Fault::Lost => cut(),
    }
}

/// Ends the task that serves the connection, and with it the connection; says nothing of it on the terminal.
fn cut() -> ! {
    std::panic::resume_unwind(Box::new("cut"))
}

async fn updates(world: &World, params: &Value) -> Answer {
    let offset = params["offset"].as_i64().unwrap_or(0);
    let limit = params["limit"].as_u64().map_or(100, |limit| limit as usize);
    let wait = Duration::from_secs(params["timeout"].as_u64().unwrap_or(0));
    let end = tokio::time::Instant::now() + wait;
    loop {
        let changed = world.changed.notified();
        {
            let mut state = world.lock();
            if state.webhook.is_some() {
                let words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
                return refusal(&Refused::new(409, words.to_owned()));
            }
            state.queue.retain(|update| update["update_id"].as_i64().is_none_or(|id| id >= offset));
            if !state.queue.is_empty() || tokio::time::Instant::now() >= end {
                let batch: Vec<&Value> = state.queue.iter().take(limit).collect();
                let (status, body) = ok(&json!(batch));
                return (status, as_posted(&body));
            }
        }
        let _ = tokio::time::timeout_at(end, changed).await;
    }
}

fn ok(result: &Value) -> Answer {
    (StatusCode::OK, json!({"ok": true, "result": result}).to_string())
}

fn refusal(refused: &Refused) -> Answer {
    let mut body =
        json!({"ok": false, "error_code": refused.code, "description": refused.description});
    if let Some(seconds) = refused.retry_after {
        body["parameters"] = json!({"retry_after": seconds});
    }
    if let Some(chat) = refused.migrate_to_chat_id {
        body["parameters"] = json!({"migrate_to_chat_id": chat});
    }
    (StatusCode::from_u16(refused.code).unwrap(), body.to_string())
}

fn params(headers: &HeaderMap, body: &[u8]) -> Value {
    let kind = headers.get("content-type").map_or("", |kind| kind.to_str().unwrap());
    match kind.split_once("boundary=") {
        Some((_, boundary)) => multipart(boundary.trim_matches('"'), body),
        None => serde_json::from_slice(body).unwrap_or_else(|_| json!({})),
    }
}

/// Fields as they are, files as `<file NAME SIZE bytes>`.
fn multipart(boundary: &str, body: &[u8]) -> Value {
    // One character a byte, so that files survive being text.
    let body: String = body.iter().copied().map(char::from).collect();
    let mut fields = Map::new();
    for part in body.split(&format!("--{boundary}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else {
            continue;
        };
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        let value = |name: &str| {
            Some(head.split_once(&format!("{name}=\""))?.1.split_once('"')?.0.to_owned())
        };
        let Some(name) = value(" name") else { continue };
        let text = match value("filename") {
            Some(file) => format!("<file {file} {} bytes>", content.chars().count()),
            None => String::from_utf8(content.chars().map(|c| c as u8).collect()).unwrap(),
        };
        let is_text = name == "text" || name == "caption";
        let json = serde_json::from_str(&text).ok().filter(|_| !is_text);
        fields.insert(name, json.unwrap_or(Value::String(text)));
    }
    Value::Object(fields)
}
