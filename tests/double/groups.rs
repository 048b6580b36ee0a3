//! Groups as Telegram keeps them: their kind, the bot's standing there, their topics.
//!
//! A group that no test has described is a forum in which everything is allowed and every topic exists.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::methods::Refused;
use super::updates::bot;
use super::world::State;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// A supergroup with topics.
    Forum,
    /// A supergroup without topics.
    Supergroup,
    /// A basic group; it becomes a supergroup with another id some day.
    Basic,
}

/// The bot's, in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Member,
    Administrator {
        manages_topics: bool,
    },
    /// Was there and was removed.
    Kicked,
    /// Was never there.
    Stranger,
}

impl Standing {
    pub const FULL: Standing = Standing::Administrator { manages_topics: true };

    fn manages_topics(self) -> bool {
        self == Standing::FULL
    }

    /// A `ChatMember` with these rights.
    pub fn member(self) -> Value {
        let mut member = json!({"user": bot()});
        member["status"] = match self {
            Standing::Member => "member",
            Standing::Administrator { .. } => "administrator",
            Standing::Kicked => "kicked",
            Standing::Stranger => "left",
        }
        .into();
        if let Standing::Administrator { manages_topics } = self {
            for right in RIGHTS {
                member[right] = false.into();
            }
            member["can_manage_chat"] = true.into();
            member["can_manage_topics"] = manages_topics.into();
        }
        if self == Standing::Kicked {
            member["until_date"] = 0.into();
        }
        member
    }
}

const RIGHTS: [&str; 12] = [
    "can_be_edited",
    "is_anonymous",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicState {
    Open,
    Closed,
    Deleted,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub name: String,
    pub state: TopicState,
}

pub struct Group {
    pub kind: GroupKind,
    pub standing: Standing,
    /// By their number, in the order in which they were made.
    pub topics: BTreeMap<i32, Topic>,
    /// The id it has now.
    pub moved_to: Option<i64>,
}

impl Group {
    pub fn new(kind: GroupKind, standing: Standing) -> Self {
        Group { kind, standing, topics: BTreeMap::new(), moved_to: None }
    }

    /// What Telegram has against a request that names this group at all.
    fn barred(&self) -> Option<Refused> {
        let kind = if self.kind == GroupKind::Basic { "group" } else { "supergroup" };
        match self {
            Group { moved_to: Some(to), .. } => Some(Refused::moved(*to)),
            Group { standing: Standing::Kicked, .. } => {
                Some(Refused::new(403, format!("Forbidden: bot was kicked from the {kind} chat")))
            }
            Group { standing: Standing::Stranger, .. } => Some(Refused::bad("chat not found")),
            _ => None,
        }
    }

    /// What Telegram has against a message in this topic.
    fn mute(&self, thread: i32) -> Option<Refused> {
        match self.topics.get(&thread).map(|topic| topic.state) {
            None | Some(TopicState::Deleted) => Some(Refused::bad("message thread not found")),
            Some(TopicState::Closed) if !self.standing.manages_topics() => {
                Some(Refused::bad("TOPIC_CLOSED"))
            }
            Some(TopicState::Open | TopicState::Closed) => None,
        }
    }

    fn create(&mut self, thread: i32, name: &str) -> Result<(), Refused> {
        if self.kind != GroupKind::Forum {
            return Err(Refused::bad("the chat is not a forum"));
        }
        if !self.standing.manages_topics() {
            return Err(Refused::bad("not enough rights to create a topic"));
        }
        self.topics.insert(thread, Topic { name: name.to_owned(), state: TopicState::Open });
        Ok(())
    }

    /// The bot made every topic itself, so it may close them without the right to manage others'.
    fn turn(&mut self, thread: i32, to: TopicState) -> Result<(), Refused> {
        match self.topics.get_mut(&thread) {
            None | Some(Topic { state: TopicState::Deleted, .. }) => {
                Err(Refused::bad("TOPIC_ID_INVALID"))
            }
            Some(topic) if topic.state == to => Err(Refused::bad("TOPIC_NOT_MODIFIED")),
            Some(topic) => {
                topic.state = to;
                Ok(())
            }
        }
    }
}

/// A `Chat`, as it stands in messages.
pub fn chat(state: &State, id: i64) -> Value {
    let mut chat = super::updates::chat(id);
    if let Some(group) = state.groups.get(&id) {
        chat["type"] = if group.kind == GroupKind::Basic { "group" } else { "supergroup" }.into();
        if group.kind != GroupKind::Forum
            && let Some(fields) = chat.as_object_mut()
        {
            fields.remove("is_forum");
        }
    }
    chat
}

/// A `ChatFullInfo`.
pub fn full_chat(state: &State, id: i64) -> Value {
    let mut full = chat(state, id);
    full["accent_color_id"] = 0.into();
    full["max_reaction_count"] = 11.into();
    full["accepted_gift_types"] = json!({
        "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false,
        "gifts_from_channels": false,
    });
    full
}

/// A `ChatMember`: the bot, or somebody else.
pub fn member(state: &State, chat: i64, user: &Value) -> Value {
    if *user != super::updates::BOT {
        return json!({"status": "member", "user": {"id": user, "is_bot": false, "first_name": "X"}});
    }
    state.groups.get(&chat).map_or(Standing::FULL, |group| group.standing).member()
}

/// What Telegram has against the chat or the topic that a request names.
pub fn barred(state: &State, name: &str, params: &Value) -> Option<Refused> {
    let chat = params["chat_id"].as_i64()?;
    let thread = params["message_thread_id"].as_i64().and_then(|id| i32::try_from(id).ok());
    let is_message = name.starts_with("send") || name.starts_with("copy");
    if is_message && state.blocked.contains(&chat) {
        return Some(Refused::new(403, "Forbidden: bot was blocked by the user".to_owned()));
    }
    // General goes without its number.
    let gone = |thread: i32| thread == 1 || state.gone.contains(&(chat, thread));
    let Some(group) = state.groups.get(&chat) else {
        return thread
            .filter(|thread| gone(*thread))
            .map(|_| Refused::bad("message thread not found"));
    };
    group.barred().or_else(|| group.mute(thread?).filter(|_| is_message))
}

pub fn create_topic(state: &mut State, chat: i64, name: &str) -> Result<Value, Refused> {
    let thread = state.next_message();
    match state.groups.get_mut(&chat) {
        Some(group) => group.create(thread, name)?,
        // A resident's chat has no topics, and a test that asks for one has mixed up the chats.
        None if chat > 0 => return Err(Refused::bad("the chat is not a forum")),
        None => {}
    }
    Ok(json!({"message_thread_id": thread, "name": name, "icon_color": 7_322_096}))
}

pub fn turn_topic(state: &mut State, params: &Value, to: TopicState) -> Result<Value, Refused> {
    let thread = params["message_thread_id"]
        .as_i64()
        .and_then(|id| i32::try_from(id).ok())
        .unwrap_or_default();
    if let Some(group) = params["chat_id"].as_i64().and_then(|chat| state.groups.get_mut(&chat)) {
        group.turn(thread, to)?;
    }
    Ok(true.into())
}
