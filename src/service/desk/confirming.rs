//! What a resident is told of a message that nobody reads yet.

use super::{Desk, letters};
use crate::model::delivery::Regarding;
use crate::model::language::ReplyLanguage;
use crate::store::{Case, Letter};
use crate::telegram::markup::Rich;
use crate::wording::Message;

impl Desk {
    /// The message is kept in the case, and when it is read.
    pub fn confirmed(&self, case: &Case, language: ReplyLanguage, message_id: i32) -> Vec<Letter> {
        let assistant = self.brain.assistant();
        let opens = assistant.hours().status(self.brain.local_now()).opens;
        let number = ("number", case.number.to_string().into());
        let text = match opens {
            Some(opens) => {
                let opens = self.dated(language, |dates| dates.moment(opens));
                self.say(language, Message::CaseSaved, &[number, ("opens", opens.into())])
            }
            None => self.say(language, Message::CaseSavedOnly, &[number]),
        };
        let mut letters =
            letters::sent(case.chat, None, &Rich::new().plain(&text), Some(message_id));
        // As a part of the case it is not taken back by /radera.
        for letter in &mut letters {
            letter.regarding = Some(Regarding::CaseNote { case: case.number });
        }
        letters
    }
}
