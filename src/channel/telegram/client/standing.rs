//! What the bot may do in a group.

use serde_json::{Value, json};

use super::BotApi;
use super::error::CallError;
use crate::model::id::{ChatId, UserId};
use crate::model::incoming::GroupStanding;

impl BotApi {
    /// <https://core.telegram.org/bots/api#getchatmember>; `account` is the bot's own id.
    pub async fn standing(
        &self,
        group: ChatId,
        account: UserId,
    ) -> Result<GroupStanding, CallError> {
        let chat = self.post("getChat", &json!({"chat_id": group}), self.patience.answer).await?;
        let member = json!({"chat_id": group, "user_id": account});
        let member = self.post("getChatMember", &member, self.patience.answer).await?;
        Ok(standing(&chat, &member))
    }
}

fn standing(chat: &Value, member: &Value) -> GroupStanding {
    let flag =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_bool).unwrap_or(false);
    match member.get("status").and_then(Value::as_str) {
        Some("creator" | "administrator") if !flag(chat, "is_forum") => GroupStanding::NoTopics,
        Some("creator") => GroupStanding::Ready,
        Some("administrator") if flag(member, "can_manage_topics") => GroupStanding::Ready,
        Some("administrator") => GroupStanding::MayNotMakeTopics,
        Some("restricted") if !flag(member, "can_send_messages") => GroupStanding::NotThere,
        Some("member" | "restricted") => GroupStanding::Member,
        _ => GroupStanding::NotThere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_in_a_group_is_read_off_telegrams_answers() {
        let forum = json!({"is_forum": true});
        for (chat, member, expected) in [
            (
                &forum,
                json!({"status": "administrator", "can_manage_topics": true}),
                GroupStanding::Ready,
            ),
            (&forum, json!({"status": "creator"}), GroupStanding::Ready),
            (&forum, json!({"status": "administrator"}), GroupStanding::MayNotMakeTopics),
            (
                &json!({}),
                json!({"status": "administrator", "can_manage_topics": true}),
                GroupStanding::NoTopics,
            ),
            (&forum, json!({"status": "member"}), GroupStanding::Member),
            (&forum, json!({"status": "left"}), GroupStanding::NotThere),
            (&forum, json!({"status": "kicked"}), GroupStanding::NotThere),
            (&forum, json!({}), GroupStanding::NotThere),
        ] {
            assert_eq!(standing(chat, &member), expected, "{member}");
        }
    }
}
