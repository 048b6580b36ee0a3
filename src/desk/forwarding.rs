//! A message that staff forward: which answers they are offered to pass on.

use crate::model::article::ArticleId;
use crate::model::reply::{Reply, ReplyKind};

/// So many answers are offered; another article only if its rank score is so little below the best.
const OFFERED: usize = 3;
const NEARLY: f32 = 2.0;

/// What is offered of what a resident would be told.
#[derive(Clone, Debug, PartialEq)]
pub enum Offered<'r> {
    Nothing,
    /// Articles that may be meant.
    Perhaps(&'r [ArticleId]),
    /// The reply as it is, and these articles beside it.
    Reply {
        beside: Vec<&'r ArticleId>,
    },
}

pub fn offered(reply: &Reply) -> Offered<'_> {
    match reply.kind {
        ReplyKind::Unknown | ReplyKind::Smalltalk | ReplyKind::Handover => Offered::Nothing,
        ReplyKind::Choose => Offered::Perhaps(&reply.offers),
        ReplyKind::Answer => Offered::Reply { beside: beside(reply) },
        _ => Offered::Reply { beside: Vec::new() },
    }
}

/// The articles nearly as good as the one that answers.
fn beside(reply: &Reply) -> Vec<&ArticleId> {
    let best = reply.articles.first().map_or(0.0, |hit| hit.score);
    let others = reply.articles.iter().skip(1).filter(|hit| hit.score >= best - NEARLY);
    others.take(OFFERED - 1).map(|hit| &hit.article).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hit::Hit;
    use crate::model::language::Language;

    fn id(name: &str) -> ArticleId {
        ArticleId::parse(name).unwrap()
    }

    #[test]
    fn an_answer_has_those_beside_it_that_are_nearly_as_good() {
        let check = |scores: &[f32], expected: &[&str]| {
            let hit = |(name, score): (&str, &f32)| Hit {
                article: id(name),
                score: *score,
                coverage: 1.0,
            };
            let articles = ["a", "b", "c", "d"].into_iter().zip(scores).map(hit).collect();
            let reply = Reply::new(ReplyKind::Answer, Language::Swedish, Vec::new());
            let reply = Reply { articles, ..reply };
            let Offered::Reply { beside } = offered(&reply) else { panic!("{scores:?}") };
            assert_eq!(beside.iter().map(|id| id.as_str()).collect::<Vec<_>>(), expected);
        };
        check(&[9.0], &[]);
        check(&[9.0, 7.0, 6.9], &["b"]);
        check(&[9.0, 8.0, 8.0, 8.0], &["b", "c"]);
        check(&[], &[]);
    }

    #[test]
    fn what_is_no_answer_is_offered_by_its_kind() {
        let offers = vec![id("a"), id("b")];
        for (kind, expected) in [
            (ReplyKind::Unknown, Offered::Nothing),
            (ReplyKind::Smalltalk, Offered::Nothing),
            (ReplyKind::Handover, Offered::Nothing),
            (ReplyKind::Choose, Offered::Perhaps(&offers)),
            (ReplyKind::Hours, Offered::Reply { beside: Vec::new() }),
            (ReplyKind::Emergency, Offered::Reply { beside: Vec::new() }),
        ] {
            let reply = Reply::new(kind, Language::Swedish, Vec::new());
            let reply = Reply { offers: offers.clone(), ..reply };
            assert_eq!(offered(&reply), expected, "{kind:?}");
        }
    }
}
