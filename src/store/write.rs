//! What is to be written, as data: decided by a handler, carried out in one transaction with the reply, and again if the database was busy.

use sqlx::AnyConnection;

use super::{
    Barred, CaseMessageWrite, CaseWrite, DraftWrite, FaqWrite, NoticeWrite, Place, Question,
    Review, Staff, Store, StoreError, barred, case, case_message, conversation, draft, erase, faq,
    held, notice, outbox, question, seen, setting, staff, voice,
};
use crate::model::article::ArticleId;
use crate::model::audit::AuditAction;
use crate::model::desk::Pause;
use crate::model::id::{CaseNumber, ChatId, MessageId, QuestionId};
use crate::model::language::ReplyLanguage;

/// One change. Those of one outcome are made in their order, before its letters are posted.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Chosen with `/sprak`; `None`: as the resident writes.
    Language {
        chat: ChatId,
        language: Option<ReplyLanguage>,
    },
    /// What the last message was understood as.
    Understanding {
        chat: ChatId,
        understanding: Option<serde_json::Value>,
    },
    /// The resident agreed to a hand-over.
    Consent {
        chat: ChatId,
    },
    /// The chat blocked the bot, or writes again.
    Blocked {
        chat: ChatId,
        blocked: bool,
    },
    /// The channel has kept a text that was spoken, under this name.
    Voice {
        text: String,
        language: ReplyLanguage,
        kept_as: String,
    },
    /// A question for the log.
    Question(Question),
    /// What the resident thought of the newest answer from this article.
    Rate {
        chat: ChatId,
        article: ArticleId,
        helpful: bool,
    },
    /// The resident wants to be told when staff have answered this message.
    TellLater {
        chat: ChatId,
        message_id: MessageId,
        language: ReplyLanguage,
    },
    /// Whoever asked these has been told of the answer.
    Told {
        ids: Vec<QuestionId>,
    },
    /// What was remembered of the conversation when this message was asked.
    AskedIn {
        chat: ChatId,
        message_id: MessageId,
        understanding: Option<serde_json::Value>,
    },
    /// The question that this message asked was changed: its first wording is not kept.
    ForgetQuestion {
        chat: ChatId,
        message_id: MessageId,
    },
    /// Staff were told that what they wrote here was not sent.
    Unsent {
        place: Place,
        text: String,
    },
    /// An album was replied to.
    AlbumSeen {
        chat: ChatId,
        media_group: String,
    },
    /// What staff made of these questions.
    Review {
        ids: Vec<QuestionId>,
        review: Review,
    },
    /// Replies to this message that still wait do not go out: it was edited.
    Withdraw {
        chat: ChatId,
        question: MessageId,
    },
    /// Everything known of the chat but its cases; see [`super::Store::erasable`].
    Erase {
        chat: ChatId,
    },
    Setting {
        key: String,
        value: String,
    },
    /// The group is a supergroup now.
    Migrated {
        from: ChatId,
        to: ChatId,
    },
    Faq(FaqWrite),
    Notice(NoticeWrite),
    Case(CaseWrite),
    CaseMessage(CaseMessageWrite),
    Draft(DraftWrite),
    /// Staff do not get what this resident writes any more.
    Bar(Barred),
    Unbar {
        chat: ChatId,
    },
    /// The assistant says nothing of its own until it is resumed (`None`).
    Pause(Option<Pause>),
    /// This letter does not go out, if it still waits.
    Recall {
        letter: i64,
    },
    /// What an employee did, for the audit table.
    Audit {
        by: Staff,
        action: AuditAction,
        what: String,
    },
}

/// What changes mean for letters that wait in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Letters that no longer go out.
    pub withdrawn: Vec<i64>,
    /// Chats and whether they block the bot.
    pub blocked: Vec<(ChatId, bool)>,
    /// Groups and what they became.
    pub migrated: Vec<(ChatId, ChatId)>,
    /// Cases for which what is held goes out, and the group it goes to.
    pub released: Vec<(CaseNumber, ChatId)>,
}

impl Store {
    /// Makes changes in one transaction of their own, as of `now_ms`. While the service runs, its pipe does this.
    pub async fn write(&self, writes: &[Write], now_ms: i64) -> Result<Written, StoreError> {
        let mut written = Written::default();
        // One after the other with the service, which may run elsewhere.
        let mut tx = self.begin_fenced().await?;
        for write in writes {
            apply(&mut tx, write, now_ms, &mut written).await?;
        }
        tx.commit().await?;
        Ok(written)
    }
}

/// Carries out one change, and notes in `written` what follows for letters that wait.
pub(crate) async fn apply(
    db: &mut AnyConnection,
    write: &Write,
    now_ms: i64,
    written: &mut Written,
) -> Result<(), StoreError> {
    apply_to_letters(db, write, now_ms, written).await?;
    apply_to_tables(db, write, now_ms).await
}

/// What a change means for letters that wait.
async fn apply_to_letters(
    db: &mut AnyConnection,
    write: &Write,
    now_ms: i64,
    written: &mut Written,
) -> Result<(), StoreError> {
    match write {
        Write::Blocked { chat, blocked } => written.blocked.push((*chat, *blocked)),
        Write::Migrated { from, to } => written.migrated.push((*from, *to)),
        Write::Withdraw { chat, question } => {
            written.withdrawn.extend(outbox::withdraw(db, *chat, Some(*question), now_ms).await?);
        }
        Write::Erase { chat } => {
            written.withdrawn.extend(outbox::withdraw(db, *chat, None, now_ms).await?);
        }
        Write::Recall { letter } => {
            written.withdrawn.extend(outbox::recall(db, *letter, now_ms).await?);
        }
        Write::Case(CaseWrite::Release { number, group }) => {
            written.released.push((*number, *group));
        }
        Write::Case(CaseWrite::AllLost) => {
            written.withdrawn.extend(held::hold_all(db, now_ms).await?);
        }
        Write::Case(CaseWrite::TopicLost { number }) => {
            written.withdrawn.extend(held::hold(db, *number, now_ms).await?);
        }
        _ => {}
    }
    Ok(())
}

async fn apply_to_tables(
    db: &mut AnyConnection,
    write: &Write,
    now_ms: i64,
) -> Result<(), StoreError> {
    match write {
        Write::Language { chat, language } => {
            conversation::set_language(db, *chat, *language, now_ms).await
        }
        Write::Understanding { chat, understanding } => {
            conversation::set_understanding(db, *chat, understanding.as_ref(), now_ms).await
        }
        Write::Consent { chat } => conversation::set_consent(db, *chat, now_ms).await,
        Write::Blocked { chat, blocked } => {
            conversation::set_blocked(db, *chat, *blocked, now_ms).await
        }
        Write::Voice { text, language, kept_as } => {
            voice::keep(db, &voice::voice_hash(text, *language), kept_as, now_ms).await
        }
        Write::Question(question) => question::log(db, question).await,
        Write::Rate { chat, article, helpful } => {
            question::rate(db, *chat, article, *helpful).await
        }
        Write::TellLater { chat, message_id, language } => {
            question::tell_later(db, *chat, *message_id, *language).await
        }
        Write::Told { ids } => question::told(db, ids).await,
        Write::AskedIn { chat, message_id, understanding } => {
            question::asked_in(db, *chat, *message_id, understanding.as_ref()).await
        }
        Write::ForgetQuestion { chat, message_id } => {
            question::forget(db, *chat, *message_id).await
        }
        Write::Review { ids, review } => question::review(db, ids, *review).await,
        Write::Unsent { place, text } => seen::note_unsent(db, *place, text, now_ms).await,
        Write::AlbumSeen { chat, media_group } => {
            seen::note_album(db, *chat, media_group, now_ms).await
        }
        Write::Erase { chat } => erase::erase(db, *chat).await,
        Write::Setting { key, value } => setting::set(db, key, value).await,
        Write::Migrated { from, to } => setting::set_migrated(db, *from, *to).await,
        Write::Pause(pause) => setting::set_pause(db, pause.as_ref()).await,
        Write::Faq(write) => faq::apply(db, write, now_ms).await,
        Write::Notice(write) => notice::apply(db, write, now_ms).await,
        Write::Case(write) => case::apply(db, write, now_ms).await,
        Write::CaseMessage(write) => case_message::apply(db, write).await,
        Write::Draft(write) => draft::apply(db, write, now_ms).await,
        Write::Bar(barred) => barred::bar(db, barred).await,
        Write::Unbar { chat } => barred::unbar(db, *chat).await,
        Write::Audit { by, action, what } => staff::note(db, by, *action, what, now_ms).await,
        // Letters' alone.
        Write::Withdraw { .. } | Write::Recall { .. } => Ok(()),
    }
}
