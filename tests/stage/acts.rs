//! What people do on the stage.

use serde_json::{Value, json};

use super::people::{self, Spot, anonymous, content, person};
use super::script::{Act, Place, fits};
use super::seen::keys;
use super::{GROUP, Stage};
use crate::double::{GroupKind, Held};

/// In whose name a dialogue's `anonymous` writes.
pub(super) const ANONYMOUS: &str = "anonymous";

/// Somebody, where they are.
struct Actor {
    id: i64,
    from: Value,
    chat: i64,
    thread: Option<i32>,
    spot: Spot,
    is_anonymous: bool,
}

impl Stage {
    pub(super) fn act(&mut self, who: &str, place: &Place, act: Act) {
        let Some(actor) = self.actor(who, place) else {
            return self.fault(format!("there is no {place:?}"));
        };
        match act {
            Act::Writes(text) => self.write(&actor, json!({"text": text})),
            Act::Answers { to, text } => self.answer(&actor, to.as_deref(), &text),
            Act::Edits(text) => self.edit(&actor, &text, None),
            Act::Exchanges(text) => {
                let unique = format!("another{}", self.here);
                let size =
                    json!({"file_id": "f", "file_unique_id": unique, "width": 90, "height": 90});
                self.edit(&actor, &text, Some(json!([size])));
            }
            Act::Forwards(text) => {
                let origin = json!({"type": "hidden_user", "sender_user_name": "Bo Ek", "date": 1});
                self.write(&actor, json!({"text": text, "forward_origin": origin}));
            }
            Act::Quotes(text) => {
                let origin = json!({"type": "channel", "chat": {"id": -9, "type": "channel", "title": "Kanalen"}, "message_id": 5, "date": 1});
                let quote = json!({"text": "Sopor hämtas på måndag", "position": 0});
                self.write(
                    &actor,
                    json!({"text": text, "external_reply": {"origin": origin}, "quote": quote}),
                );
            }
            Act::Sends { kinds, caption } => self.send(&actor, &kinds, &caption),
            Act::Presses(label) => self.press(&actor, &label),
            Act::PressesData(data) => self.press_data(&actor, 1, &data),
            Act::AsksInline(query) => {
                let query = json!({"id": format!("inline{}", self.here), "from": actor.from, "query": query, "offset": ""});
                self.double.update(json!({"inline_query": query}));
            }
            Act::Blocks(on) => {
                self.double.block(actor.chat, on);
                let member = |status: &str| json!({"user": people::bot(), "status": status, "until_date": 0});
                let (old, new) = if on { ("member", "kicked") } else { ("kicked", "member") };
                self.double.update(json!({"my_chat_member": {
                    "chat": actor.spot.chat, "from": actor.from, "date": 1, "old_chat_member": member(old), "new_chat_member": member(new),
                }}));
            }
        }
    }

    fn actor(&mut self, who: &str, place: &Place) -> Option<Actor> {
        let id = self.id_of(who).unwrap_or_else(|| {
            let next = i64::try_from(self.people.len()).unwrap() + 1;
            *self.people.entry(who.to_owned()).or_insert(next)
        });
        let (chat, thread) = match place {
            Place::Own => (id, None),
            Place::Group => (GROUP, None),
            Place::General => (self.staff_group, None),
            Place::Topic(number) => (self.staff_group, Some(self.topic_of(*number)?)),
        };
        let from = person(id, who, &self.setup.app);
        let spot = Spot { chat: self.double.chat(chat), thread };
        Some(Actor { id, from, chat, thread, spot, is_anonymous: who == ANONYMOUS })
    }

    fn write(&mut self, actor: &Actor, mut body: Value) {
        if actor.is_anonymous {
            for (field, value) in anonymous(&actor.spot.chat).as_object().into_iter().flatten() {
                body[field] = value.clone();
            }
        }
        let message_id = self.double.next_message();
        self.written.insert((actor.id, actor.chat, actor.thread.map(i64::from)), message_id);
        let message = actor.spot.message(message_id, &actor.from, &body);
        self.double.update(json!({"message": message}));
    }

    fn answer(&mut self, actor: &Actor, to: Option<&str>, text: &str) {
        let thread = actor.thread.map(i64::from);
        let held = self.double.all_held(actor.chat);
        let meant =
            |held: &&Held| held.thread == thread && to.map_or(held.own, |to| fits(to, &held.text));
        let Some(before) = held.iter().rfind(meant) else {
            return self.fault("there is nothing to answer".to_owned());
        };
        let mut body =
            json!({"text": text, "reply_to_message": actor.spot.reply_to(before, &people::bot())});
        // Outside forums a chain of replies has a number too, which is no topic.
        if self.setup.staff.is_some_and(|(kind, _)| kind == GroupKind::Supergroup)
            && actor.chat == self.staff_group
        {
            body["message_thread_id"] = before.id.into();
        }
        self.write(actor, body);
    }

    /// `photo`: what takes the place of the content.
    fn edit(&mut self, actor: &Actor, text: &str, photo: Option<Value>) {
        let place = (actor.id, actor.chat, actor.thread.map(i64::from));
        let known = self.written.get(&place).copied();
        // Residents' dialogues leave out where.
        let last = || {
            self.written
                .iter()
                .filter(|((id, ..), _)| *id == actor.id)
                .max_by_key(|(_, message)| **message)
        };
        let Some((chat, message_id)) = known
            .map(|id| (actor.chat, id))
            .or_else(|| last().map(|((_, chat, _), id)| (*chat, *id)))
        else {
            return self.fault("nothing was written there to edit".to_owned());
        };
        let is_text = photo.is_none()
            && self.double.held(chat, message_id.into()).is_none_or(|held| held.kind == "text");
        let spot = Spot { chat: self.double.chat(chat), thread: actor.thread };
        let mut message = spot.message(
            message_id,
            &actor.from,
            &json!({if is_text { "text" } else { "caption" }: text}),
        );
        if let Some(held) = self.double.held(chat, message_id.into()).filter(|_| !is_text) {
            for (field, value) in content(&held.kind).as_object().into_iter().flatten() {
                message[field] = value.clone();
            }
        }
        if let Some(photo) = photo {
            message["photo"] = photo;
        }
        message["edit_date"] = 2.into();
        self.double.update(json!({"edited_message": message}));
    }

    fn send(&mut self, actor: &Actor, kinds: &[String], caption: &str) {
        for (number, kind) in kinds.iter().enumerate() {
            let mut body = content(kind);
            if number == 0 && !caption.is_empty() {
                body["caption"] = caption.into();
            }
            if kinds.len() > 1 {
                body["media_group_id"] = format!("album{}", self.here).into();
            }
            self.write(actor, body);
        }
    }

    fn press(&mut self, actor: &Actor, label: &str) {
        let thread = actor.thread.map(i64::from);
        let found = self.double.all_held(actor.chat).into_iter().rev().find_map(|held| {
            let key = keys(&held.keyboard).find(|key| key["text"] == label)?;
            let data = key["callback_data"].as_str()?.to_owned();
            (held.thread == thread).then_some((held.id, data))
        });
        match found {
            Some((message_id, data)) => self.press_data(actor, message_id, &data),
            None => self.fault(format!("there is no key {label:?}")),
        }
    }

    fn press_data(&mut self, actor: &Actor, message_id: i64, data: &str) {
        let id = format!("press{}", self.here);
        self.presses.insert(id.clone(), actor.id);
        let message_id = i32::try_from(message_id).unwrap();
        let message = actor.spot.message(message_id, &people::bot(), &json!({}));
        self.double.update(people::press(&id, &actor.from, message, data));
    }
}
