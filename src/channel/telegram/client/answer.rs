//! Telegram's answers: a result, or an error of ours.

use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::CallError;
use crate::channel::telegram::json;
use crate::model::delivery::SendError;
use crate::model::id::ChatId;

/// <https://core.telegram.org/bots/api#making-requests>
#[derive(Deserialize)]
struct Answer<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<ChatId>,
}

/// What to wait on a 429 that does not say how long.
const UNSAID: Duration = Duration::from_secs(5);

/// No answer makes us wait longer than this before asking again.
const LONGEST: Duration = Duration::from_secs(3600);

pub(super) fn read(method: &str, status: StatusCode, body: &[u8]) -> Result<Value, CallError> {
    let text = json::text(body);
    let Ok(answer) = serde_json::from_str::<Answer>(&text) else {
        return Err(unreadable(method, status));
    };
    if answer.ok {
        return Ok(answer.result.map_or(Value::Null, |result| json::read(result.get())));
    }
    let code = answer.error_code.unwrap_or(status.as_u16());
    Err(error(method, code, answer))
}

/// What stands between us and Telegram answers too, in HTML.
fn unreadable(method: &str, status: StatusCode) -> CallError {
    match status {
        StatusCode::TOO_MANY_REQUESTS => CallError::Refused(SendError::RetryAfter(UNSAID)),
        StatusCode::PAYLOAD_TOO_LARGE => {
            CallError::permanent(format!("{method}: too large ({status})"))
        }
        status if status.is_success() => CallError::garbled(method),
        status => CallError::transient(format!("{method}: answered {status} and no JSON")),
    }
}

fn error(method: &str, code: u16, answer: Answer<'_>) -> CallError {
    let Answer { description, parameters, .. } = answer;
    let reason = format!("{method}: {description}");
    if let Some(to) = parameters.migrate_to_chat_id {
        return CallError::Refused(SendError::Migrated { to });
    }
    match code {
        401 => CallError::Unauthorized,
        403 => CallError::Refused(SendError::Blocked),
        404 => CallError::NotFound(reason),
        409 => CallError::Conflict(reason),
        429 => {
            let wait = parameters
                .retry_after
                .map_or(UNSAID, |seconds| Duration::from_secs(seconds).min(LONGEST));
            CallError::Refused(SendError::RetryAfter(wait))
        }
        400..500 if is_about_a_lost_topic(&description) => CallError::Refused(SendError::TopicGone),
        400..500 if cannot_write_there(&description) => CallError::Refused(SendError::Blocked),
        400..500 if description.contains(NO_VOICE) => {
            CallError::Refused(SendError::Unwanted(reason))
        }
        400..500 => CallError::permanent(reason),
        _ => CallError::transient(reason),
    }
}

/// The resident's own settings take no voice messages.
const NO_VOICE: &str = "VOICE_MESSAGES_FORBIDDEN";

fn is_about_a_lost_topic(description: &str) -> bool {
    let description = description.to_lowercase();
    ["message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid"]
        .iter()
        .any(|words| description.contains(words))
}

/// A group that the bot was never added to, or in which nobody may write for a while; somebody who never wrote to it. Rights to one kind of content
/// are none of this.
fn cannot_write_there(description: &str) -> bool {
    let description = description.to_lowercase();
    let words = [
        "chat not found",
        "not enough rights to send text messages",
        "have no rights to send a message",
        "chat_restricted",
        "chat_write_forbidden",
        "chat_send_plain_forbidden",
    ];
    words.iter().any(|words| description.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, body: &str) -> CallError {
        let status = StatusCode::from_u16(status).unwrap();
        read("sendMessage", status, body.as_bytes()).unwrap_err()
    }

    fn permanent(reason: &str) -> CallError {
        CallError::permanent(format!("sendMessage: {reason}"))
    }

    fn transient(reason: &str) -> CallError {
        CallError::transient(format!("sendMessage: {reason}"))
    }

    fn check(cases: &[(u16, &str, CallError)]) {
        for (status, body, expected) in cases {
            assert_eq!(&refused(*status, body), expected, "{body}");
        }
    }

    /// The message that a reply is to comes back with it, whatever somebody wrote there.
    #[test]
    fn what_is_unreadable_in_an_answer_makes_no_sent_message_unsent() {
        let body = br#"{"ok":true,"result":{"message_id":7,"reply_to_message":{"text":"\ud83d"}}}"#;
        let result = read("sendMessage", StatusCode::OK, body).unwrap();
        assert_eq!(result["message_id"], 7);
    }

    #[test]
    fn a_refusal_by_a_chat_says_what_to_do() {
        use SendError::{Blocked, Migrated, RetryAfter, TopicGone};
        check(&[
            (
                429,
                r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#,
                CallError::Refused(RetryAfter(Duration::from_secs(7))),
            ),
            (
                429,
                r#"{"ok":false,"description":"slow","parameters":{"retry_after":18446744073709551615}}"#,
                CallError::Refused(RetryAfter(LONGEST)),
            ),
            (429, r#"{"ok":false,"description":"slow"}"#, CallError::Refused(RetryAfter(UNSAID))),
            (429, "<html>", CallError::Refused(RetryAfter(UNSAID))),
            (
                403,
                r#"{"ok":false,"error_code":403,"description":"Forbidden: user is deactivated"}"#,
                CallError::Refused(Blocked),
            ),
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1002}}"#,
                CallError::Refused(Migrated { to: ChatId::new(-1002) }),
            ),
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: message thread not found"}"#,
                CallError::Refused(TopicGone),
            ),
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: TOPIC_CLOSED"}"#,
                CallError::Refused(TopicGone),
            ),
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#,
                CallError::Refused(Blocked),
            ),
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: not enough rights to send text messages to the chat"}"#,
                CallError::Refused(Blocked),
            ),
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: CHAT_RESTRICTED"}"#,
                CallError::Refused(Blocked),
            ),
        ]);
    }

    #[test]
    fn a_refusal_of_a_request_says_what_to_do() {
        check(&[
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: not enough rights to send photos to the chat"}"#,
                permanent("Bad Request: not enough rights to send photos to the chat"),
            ),
            (
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: wrong"}"#,
                permanent("Bad Request: wrong"),
            ),
            (
                401,
                r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#,
                CallError::Unauthorized,
            ),
            (
                409,
                r#"{"ok":false,"error_code":409,"description":"Conflict: other"}"#,
                CallError::Conflict("sendMessage: Conflict: other".into()),
            ),
            (
                500,
                r#"{"ok":false,"error_code":500,"description":"Internal"}"#,
                transient("Internal"),
            ),
            (
                404,
                r#"{"ok":false,"error_code":404,"description":"Not Found"}"#,
                CallError::NotFound("sendMessage: Not Found".into()),
            ),
            (502, "<html>", transient("answered 502 Bad Gateway and no JSON")),
            (413, "<html>", permanent("too large (413 Payload Too Large)")),
            (200, "<html>oj>", transient("a garbled answer")),
            (200, "", transient("a garbled answer")),
        ]);
    }
}
