//! Messages: text, other content, and what Telegram itself says in a chat.

use serde_json::Value;

use super::fields::Fields as _;
use super::links::with_addresses;
use super::{Account, Door, Whereabouts, content, other};
use crate::model::incoming::{Attachment, ChatKind, Event, File, Quoted, Received};

/// Content beside text, by Telegram's name of the field; the first that is there counts (an animation is a document too, a venue a
/// location).
const CONTENT: [(&str, Attachment); 20] = [
    ("photo", Attachment::Photo),
    ("live_photo", Attachment::Photo),
    ("voice", Attachment::Voice),
    ("animation", Attachment::Video),
    ("video", Attachment::Video),
    ("video_note", Attachment::Video),
    ("document", Attachment::Document),
    ("sticker", Attachment::Sticker),
    ("venue", Attachment::Location),
    ("location", Attachment::Location),
    ("contact", Attachment::Contact),
    ("audio", Attachment::Other),
    ("poll", Attachment::Other),
    ("dice", Attachment::Other),
    ("game", Attachment::Other),
    ("story", Attachment::Other),
    ("checklist", Attachment::Other),
    ("paid_media", Attachment::Other),
    ("invoice", Attachment::Other),
    ("rich_message", Attachment::Other),
];

/// Fields that say where a message comes from and how it looks. Any other field that is not content names a service message.
const ENVELOPE: [&str; 41] = [
    "author_signature",
    "business_connection_id",
    "caption",
    "caption_entities",
    "chat",
    "date",
    "direct_messages_topic",
    "edit_date",
    "effect_id",
    "entities",
    "external_reply",
    "forward_origin",
    "from",
    "guest_bot_caller_chat",
    "guest_bot_caller_user",
    "guest_query_id",
    "has_media_spoiler",
    "has_protected_content",
    "is_automatic_forward",
    "is_from_offline",
    "is_paid_post",
    "is_topic_message",
    "link_preview_options",
    "media_group_id",
    "message_id",
    "message_thread_id",
    "paid_star_count",
    "quote",
    "reply_markup",
    "reply_to_checklist_task_id",
    "reply_to_message",
    "reply_to_poll_option_id",
    "reply_to_story",
    "sender_boost_count",
    "sender_business_bot",
    "sender_chat",
    "sender_tag",
    "show_caption_above_media",
    "suggested_post_info",
    "text",
    "via_bot",
];

/// A message, new or changed, or the event that it is instead.
pub(super) fn event(
    door: &Door,
    body: &Value,
    place: &Whereabouts,
    event: fn(Received) -> Event,
) -> Option<Event> {
    if let Some(to) = body.id("migrate_to_chat_id") {
        return Some(Event::Migrated { to });
    }
    if place.kind == ChatKind::Channel {
        return None;
    }
    // Telegram's own copy of a channel's post in its discussion group: nobody asks.
    if body.flag("is_automatic_forward") {
        return Some(other("is_automatic_forward"));
    }
    // What a resident has picked from our own inline results is our own answer.
    let own = |user: &Value| user.id("id") == Some(door.account.id);
    if body.object("via_bot").is_some_and(own) {
        return Some(other("via_bot"));
    }
    let content = content_of(body);
    let attachment = content.map(|(_, attachment)| attachment);
    let text = body.text("text").or(body.text("caption"));
    if text.is_none() && attachment.is_none() {
        return service(body).map(other);
    }
    let text = text.unwrap_or_default();
    let marked = [body.list("entities"), body.list("caption_entities")].concat();
    let reply = reply_to(body, place);
    Some(event(Received {
        message_id: body.id("message_id")?,
        text: door.masking.stored(&with_addresses(text, &marked)),
        attachment,
        file: content.and_then(|(field, _)| file(body.get(field)?)),
        media_group: body.text("media_group_id").map(str::to_owned),
        reply_to: reply.and_then(|reply| reply.id("message_id")),
        forwarded_from: origin(body.object("forward_origin")).map(|name| door.name(&name)),
        quoted: content::quoted(body).map(|text| Quoted {
            text: door.masking.stored(text),
            from: origin(body.object("external_reply").and_then(|reply| reply.object("origin")))
                .map(|name| door.name(&name))
                .unwrap_or_default(),
        }),
        withheld: door.withheld(&content::told(body)),
        sent_ms: body.integer("date").and_then(|seconds| seconds.checked_mul(1000)),
        addressed: place.kind == ChatKind::Private
            || is_named(body, text, &door.account)
            || reply.and_then(|reply| reply.object("from")).is_some_and(own),
    }))
}

/// The field and what it holds.
fn content_of(body: &Value) -> Option<(&'static str, Attachment)> {
    let there = |name: &str| body.get(name).is_some_and(|value| !value.is_null());
    CONTENT.iter().find(|(name, _)| there(name)).copied()
}

/// A picture comes in several sizes, the largest last.
fn file(content: &Value) -> Option<File> {
    let file = content.as_array().map_or(Some(content), |sizes| sizes.last())?;
    let (id, unique) = (file.text("file_id")?, file.text("file_unique_id")?);
    Some(File { id: id.to_owned(), unique: unique.to_owned() })
}

fn service(body: &Value) -> Option<&str> {
    body.as_object()?.keys().map(String::as_str).find(|name| !ENVELOPE.contains(name))
}

/// In a topic Telegram marks every message as a reply to the message that opened it: nobody has replied to anything.
fn reply_to<'a>(body: &'a Value, place: &Whereabouts) -> Option<&'a Value> {
    let reply = body.object("reply_to_message")?;
    let opening = reply.get("forum_topic_created").is_some()
        || (place.thread.is_some() && reply.id("message_id") == place.thread);
    let here = match reply.object("chat") {
        Some(chat) => chat.id("id") == Some(place.chat),
        None => true,
    };
    (here && !opening).then_some(reply)
}

/// `@name`, `/command@name`, or a mention of the account by its id.
fn is_named(body: &Value, text: &str, account: &Account) -> bool {
    let units: Vec<u16> = text.encode_utf16().collect();
    let entities = body.list("entities").iter().chain(body.list("caption_entities"));
    entities.into_iter().any(|entity| {
        let is_us = |name: &str| name.eq_ignore_ascii_case(&account.username);
        match entity.text("type") {
            Some("text_mention") => {
                entity.object("user").is_some_and(|user| user.id("id") == Some(account.id))
            }
            Some("mention" | "bot_command") => slice(&units, entity)
                .is_some_and(|named| named.split_once('@').is_some_and(|(_, name)| is_us(name))),
            _ => false,
        }
    })
}

/// The piece of text that an entity marks; its offsets are UTF-16 units.
fn slice(units: &[u16], entity: &Value) -> Option<String> {
    let start = usize::try_from(entity.integer("offset")?).ok()?;
    let length = usize::try_from(entity.integer("length")?).ok()?;
    let piece = units.get(start..start.checked_add(length)?)?;
    Some(String::from_utf16_lossy(piece))
}

/// The name shown above a forwarded message; empty where Telegram gives none we know.
fn origin(origin: Option<&Value>) -> Option<String> {
    let origin = origin?;
    let name = match origin.text("type") {
        Some("user") => origin.object("sender_user").map(full_name),
        Some("hidden_user") => origin.text("sender_user_name").map(str::to_owned),
        Some("chat") => origin.object("sender_chat").map(full_name),
        Some("channel") => origin.object("chat").map(full_name),
        _ => None,
    };
    Some(name.unwrap_or_default())
}

fn full_name(who: &Value) -> String {
    let names = ["title", "first_name", "last_name"].map(|field| who.text(field));
    names.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
