//! Residents who asked to be told when there is an answer.

use std::cmp::Reverse;

use crate::model::article::Article;
use crate::model::log::Question;
use crate::model::reply::{Reply, ReplyKind};

/// Of each chat the newest question: whoever asked the same thing several times is told once.
pub fn newest_of_each_chat<T>(mut questions: Vec<(Question, T)>) -> Vec<(Question, T)> {
    questions
        .sort_by_key(|(question, _)| (question.chat, Reverse((question.asked_ms, question.id))));
    questions.dedup_by_key(|(question, _)| question.chat);
    questions
}

/// Whether what the assistant replies to the question now is an answer of staff's.
pub fn is_answered(reply: &Reply, entries: &[Article]) -> bool {
    let first = reply.articles.first().filter(|_| reply.kind == ReplyKind::Answer);
    first.is_some_and(|hit| entries.iter().any(|entry| entry.id == hit.article))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::ArticleId;
    use crate::model::hit::Hit;
    use crate::model::id::{ChatId, MessageId, QuestionId};
    use crate::model::language::Language;
    use crate::model::log::Review;

    fn question(id: i64, chat: i64, asked_ms: i64) -> (Question, ()) {
        let question = Question {
            id: QuestionId::new(id),
            chat: ChatId::new(chat),
            message_id: MessageId::new(1),
            text: String::new(),
            kind: ReplyKind::Unknown,
            answer: String::new(),
            article: None,
            language: "sv".to_owned(),
            asked_ms,
            outside_hours: false,
            helpful: None,
            review: Review::Open,
        };
        (question, ())
    }

    #[test]
    fn whoever_asked_twice_is_told_once_of_the_newest() {
        let told =
            newest_of_each_chat(vec![question(1, 7, 10), question(2, 8, 20), question(3, 7, 30)]);
        assert_eq!(
            told.iter().map(|(question, ())| question.id.number()).collect::<Vec<_>>(),
            [3, 2]
        );
    }

    fn id(name: &str) -> ArticleId {
        ArticleId::parse(name).unwrap()
    }

    fn entry(name: &str) -> Article {
        Article::faq(id(name), "", "")
    }

    #[test]
    fn only_an_answer_from_an_entry_of_staffs_is_told() {
        let entries = [entry("moped")];
        for (kind, article, expected) in [
            (ReplyKind::Answer, "moped", true),
            (ReplyKind::Answer, "lust-att-lara", false),
            (ReplyKind::Unknown, "moped", false),
            (ReplyKind::Hours, "moped", false),
        ] {
            let hit = Hit { article: id(article), score: 1.0, coverage: 1.0 };
            let reply =
                Reply { articles: vec![hit], ..Reply::new(kind, Language::Swedish, Vec::new()) };
            assert_eq!(is_answered(&reply, &entries), expected, "{kind:?} {article}");
        }
    }
}
