//! A message as the other side may get it: with the passage it replies to, and without content that says what must not be passed on.

use std::borrow::Cow;

use super::{Desk, letters};
use crate::model::id::ChatId;
use crate::model::incoming::Received;
use crate::model::language::ReplyLanguage;
use crate::store::Letter;
use crate::wording::Message;

impl Desk {
    /// What a resident or an employee wrote, for a reader of this language.
    pub fn carriable<'a>(
        &self,
        message: &'a Received,
        language: ReplyLanguage,
    ) -> Cow<'a, Received> {
        if message.quoted.is_none() && message.withheld.is_none() {
            return Cow::Borrowed(message);
        }
        let mut lines = Vec::new();
        if let Some(quoted) = &message.quoted {
            lines.push(match quoted.from.as_str() {
                "" => self.say(language, Message::LineQuoted, &[]),
                from => self.say(language, Message::LineQuotedFrom, &[("from", from.into())]),
            });
            lines.extend(quoted.text.lines().map(|line| format!("> {line}")));
        }
        lines.extend((!message.text.is_empty()).then(|| message.text.clone()));
        let mut carriable = message.clone();
        if let Some(withheld) = &message.withheld {
            lines.push(self.say(language, Message::LineWithheld, &[("name", withheld.into())]));
            // It is no part of an album any more.
            (carriable.attachment, carriable.file, carriable.media_group) = (None, None, None);
        }
        carriable.text = lines.join("\n");
        Cow::Owned(carriable)
    }

    /// What a resident is told of content of theirs that stays behind, at their message.
    pub fn word_of_withheld(
        &self,
        chat: ChatId,
        message: &Received,
        language: ReplyLanguage,
    ) -> Vec<Letter> {
        match message.withheld {
            Some(_) => {
                let text = self.say(language, Message::Withheld, &[]);
                letters::sent(chat, text, Some(message.message_id))
            }
            None => Vec::new(),
        }
    }
}
