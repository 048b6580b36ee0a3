//! An answer's quotation is the municipality's own text, letter for letter.

use alebot::model::reply::{Block, ReplyKind};

use super::{assistant, moment, questions, reply};

#[test]
fn every_passage_stands_in_the_first_article() {
    let mut quoted = 0;
    for row in questions() {
        let reply = reply(&row.question, moment(&row.at));
        assert_eq!(reply.passage.is_some(), reply.kind == ReplyKind::Answer, "{}", row.question);
        let Some(passage) = &reply.passage else {
            continue;
        };
        let article = assistant().knowledge.article(&reply.articles[0].article).unwrap();
        assert!(article.body.contains(passage.as_str()), "{}: {passage}", row.question);
        let shown = reply
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Quote(quote) if quote == passage));
        assert!(shown, "{}: the quotation is not shown as one", row.question);
        let source = reply.source.as_ref().unwrap();
        assert_eq!(source.title, article.title, "{}", row.question);
        quoted += 1;
    }
    assert!(quoted >= 50, "only {quoted} of the questions were answered");
}
