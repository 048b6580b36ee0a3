//! The messages of a case: what a change of one is, which staff have not seen, and what became of those on their way.

use super::event::{Change, Failure};
use crate::model::case::{Carriage, CaseMessage, Direction};
use crate::model::delivery::Delivery;
use crate::model::incoming::File;

/// What is another now. Where the channel did not name the content before, only its words can be compared.
pub fn change(old: &CaseMessage, text: &str, file: Option<&File>) -> Change {
    let is_exchanged = match (&old.file, file) {
        (Some(old), Some(new)) => old.unique != new.unique,
        (None, Some(_)) => old.attachment.is_none(),
        (_, None) => false,
    };
    match is_exchanged {
        true => Change::Content,
        false if old.text != text => Change::Words,
        false => Change::Nothing,
    }
}

/// Of all messages those that the resident wrote since staff last did, and that arrived.
pub fn unseen(mut messages: Vec<CaseMessage>) -> Vec<CaseMessage> {
    let answered = messages.iter().rposition(|message| message.direction == Direction::FromStaff);
    messages.drain(..answered.map_or(0, |at| at + 1));
    messages.retain(|message| {
        message.direction == Direction::FromResident && message.state == Carriage::Delivered
    });
    messages
}

/// Whether the second is carried together with the first: both are parts of one album.
pub fn is_next_part(one: &CaseMessage, next: &CaseMessage) -> bool {
    let is_album = one.media_group.is_some() && one.media_group == next.media_group;
    is_album && one.id.after(1) == next.id
}

/// Whether there is a message whose resident was not told yet that it is held.
pub fn has_untold(messages: &[CaseMessage]) -> bool {
    messages.is_empty() || messages.iter().any(|message| message.state == Carriage::OnItsWay)
}

/// Why it did not arrive.
pub fn failure(delivery: &Delivery) -> Failure {
    match delivery {
        Delivery::Blocked => Failure::Blocked,
        Delivery::Refused(_) | Delivery::Unwanted(_) => Failure::Refused,
        Delivery::Expired | Delivery::TopicGone | Delivery::Sent(_) => Failure::Expired,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::case::Place;
    use crate::model::id::{CaseNumber, ChatId, EntryId, MessageId};
    use crate::model::incoming::Attachment;

    fn message(id: i64, direction: Direction, state: Carriage) -> CaseMessage {
        CaseMessage {
            id: EntryId::new(id),
            case: CaseNumber::new(4),
            direction,
            author: None,
            text: "hej".to_owned(),
            attachment: None,
            file: None,
            media_group: None,
            forwarded_from: None,
            source: Place { chat: ChatId::new(5), message_id: MessageId::new(1) },
            target: None,
            state,
            at_ms: 0,
        }
    }

    fn file(unique: &str) -> File {
        File { id: "name".to_owned(), unique: unique.to_owned() }
    }

    #[test]
    fn staff_are_told_whether_the_resident_has_gone_it_was_refused_or_it_took_too_long() {
        for (delivery, expected) in [
            (Delivery::Blocked, Failure::Blocked),
            (Delivery::Refused("too long".to_owned()), Failure::Refused),
            (Delivery::Unwanted("no voice messages".to_owned()), Failure::Refused),
            (Delivery::Expired, Failure::Expired),
            (Delivery::TopicGone, Failure::Expired),
        ] {
            assert_eq!(failure(&delivery), expected, "{delivery:?}");
        }
    }

    #[test]
    fn a_change_is_of_the_content_of_the_words_or_of_nothing() {
        let plain = message(1, Direction::FromResident, Carriage::Delivered);
        let picture = CaseMessage {
            attachment: Some(Attachment::Photo),
            file: Some(file("a")),
            ..plain.clone()
        };
        let unnamed = CaseMessage { file: None, ..picture.clone() };
        for (old, text, file, expected) in [
            (&plain, "hej", None, Change::Nothing),
            (&plain, "hej då", None, Change::Words),
            (&plain, "hej", Some(file("a")), Change::Content),
            (&picture, "hej", Some(file("a")), Change::Nothing),
            (&picture, "hej då", Some(file("a")), Change::Words),
            (&picture, "hej", Some(file("b")), Change::Content),
            (&unnamed, "hej", Some(file("b")), Change::Nothing),
        ] {
            assert_eq!(change(old, text, file.as_ref()), expected, "{text} {file:?}");
        }
    }

    #[test]
    fn staff_have_not_seen_what_came_behind_their_last_answer() {
        use Carriage::{Delivered, Failed, Kept};
        use Direction::{FromResident, FromStaff, Note};
        let check = |messages: &[(Direction, Carriage)], expected: &[i64]| {
            let all = (1..).zip(messages);
            let all = all.map(|(id, (direction, state))| message(id, *direction, *state)).collect();
            let ids: Vec<i64> = unseen(all).iter().map(|message| message.id.number()).collect();
            assert_eq!(ids, expected, "{messages:?}");
        };
        check(&[], &[]);
        check(&[(FromResident, Delivered), (FromResident, Failed)], &[1]);
        check(&[(FromResident, Delivered), (FromStaff, Failed), (FromResident, Delivered)], &[3]);
        check(&[(FromResident, Delivered), (Note, Kept), (FromResident, Delivered)], &[1, 3]);
    }

    #[test]
    fn parts_of_an_album_follow_on_each_other() {
        let part = |id, album: Option<&str>| CaseMessage {
            media_group: album.map(str::to_owned),
            ..message(id, Direction::FromResident, Carriage::Delivered)
        };
        for (one, next, expected) in [
            (part(1, Some("a")), part(2, Some("a")), true),
            (part(1, Some("a")), part(3, Some("a")), false),
            (part(1, Some("a")), part(2, Some("b")), false),
            (part(1, None), part(2, None), false),
        ] {
            assert_eq!(is_next_part(&one, &next), expected, "{one:?} {next:?}");
        }
    }

    #[test]
    fn a_resident_is_told_once_that_messages_are_held() {
        let of = |states: &[Carriage]| -> Vec<CaseMessage> {
            states.iter().map(|state| message(1, Direction::FromResident, *state)).collect()
        };
        for (states, expected) in [
            (&[][..], true),
            (&[Carriage::OnItsWay], true),
            (&[Carriage::Held], false),
            (&[Carriage::Held, Carriage::OnItsWay], true),
        ] {
            assert_eq!(has_untold(&of(states)), expected, "{states:?}");
        }
    }
}
