//! What a button does; each has a typed equivalent.

use serde::{Deserialize, Serialize};

use super::article::ArticleId;
use super::case::{CaseNumber, Origin};
use super::id::MessageId;
use super::language::ReplyLanguage;

/// What happens when a button is pressed. Stored as JSON in the outbox; variants and fields are never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// The best passage of an article, as an answer.
    ShowArticle(ArticleId),
    /// All of an article; pages count from 0.
    ReadAll {
        article: ArticleId,
        page: u16,
    },
    /// A voice message of the answer taken from this article.
    Listen {
        article: ArticleId,
        language: ReplyLanguage,
    },
    /// Was the answer helpful?
    Rate {
        article: ArticleId,
        helpful: bool,
    },
    FocusAreas,
    Hours,
    Contact,
    /// Opens a map, outside the channel.
    Map,
    /// Opens a page of the municipality's, outside Telegram.
    Open {
        url: String,
    },
    /// Asks for a person.
    Person,
    /// Asks for a person about what was written in this message.
    PersonAbout {
        message_id: MessageId,
    },
    Privacy,
    Help,
    SetLanguage(ReplyLanguage),
    /// Erases what may be erased, after the question whether that is meant.
    Erase {
        confirmed: bool,
    },
    /// Agrees (or not) to what is stored when one writes to staff.
    Consent {
        agreed: bool,
        origin: Origin,
    },
    /// Did staff help?
    Helped {
        case: CaseNumber,
        helped: bool,
    },
    /// Wants to be told when there is an answer to this message.
    TellMe {
        message_id: MessageId,
    },
}

/// A button: always with a text label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub action: Action,
}
