//! What the bot may do in a group.

use serde_json::{Value, json};

use super::BotApi;
use super::error::CallError;
use crate::model::incoming::Standing;

impl BotApi {
    /// <https://core.telegram.org/bots/api#getchatmember>; `account` is the bot's own id.
    pub async fn standing(&self, group: i64, account: i64) -> Result<Standing, CallError> {
        let chat = self.post("getChat", &json!({"chat_id": group}), self.patience.answer).await?;
        let member = json!({"chat_id": group, "user_id": account});
        let member = self.post("getChatMember", &member, self.patience.answer).await?;
        Ok(standing(&chat, &member))
    }
}

fn standing(chat: &Value, member: &Value) -> Standing {
    let flag =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_bool).unwrap_or(false);
    match member.get("status").and_then(Value::as_str) {
        Some("creator" | "administrator") if !flag(chat, "is_forum") => Standing::NoTopics,
        Some("creator") => Standing::Ready,
        Some("administrator") if flag(member, "can_manage_topics") => Standing::Ready,
        Some("administrator") => Standing::MayNotMakeTopics,
        Some("restricted") if !flag(member, "can_send_messages") => Standing::NotThere,
        Some("member" | "restricted") => Standing::Member,
        _ => Standing::NotThere,
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
                Standing::Ready,
            ),
            (&forum, json!({"status": "creator"}), Standing::Ready),
            (&forum, json!({"status": "administrator"}), Standing::MayNotMakeTopics),
            (
                &json!({}),
                json!({"status": "administrator", "can_manage_topics": true}),
                Standing::NoTopics,
            ),
            (&forum, json!({"status": "member"}), Standing::Member),
            (&forum, json!({"status": "left"}), Standing::NotThere),
            (&forum, json!({"status": "kicked"}), Standing::NotThere),
            (&forum, json!({}), Standing::NotThere),
        ] {
            assert_eq!(standing(chat, &member), expected, "{member}");
        }
    }
}
