//! Whether a FAQ entry of staff's is the answer.
//!
//! Staff wrote it because the sources do not say it, so what the classifier knows as an errand without an answer is where entries are at home.
//! The surer it is of anything else, the better an entry must fit. The limits were set with `cargo test --test faq`.

use super::kinds::Kinds;
use crate::model::desk::Fit;
use crate::model::understanding::Understanding;
use crate::model::verdict::{Miss, Verdict};

/// So well must an entry fit a message that is surely an errand.
const FITS: f32 = 0.46;
/// So much better where another article is surely asked for.
const SURER: f32 = 0.2;
/// And so much where the message surely is talk, or asks for a person or for the overview: those have words of everyday in common with much.
const NO_MATTER: f32 = 0.35;
/// A second entry is mentioned when it fits this well beside the first.
const CLOSE: f32 = 0.85;

/// The verdict with the entries taken into account; `fits` are those for the message, best first. What is acute, hours, contact details and what
/// leans on the message before go first, whatever staff have written.
pub fn beside(verdict: Verdict, understanding: &Understanding, fits: &[Fit]) -> Verdict {
    let Some(best) = fits.first().filter(|best| limit(&verdict, understanding).is_some_and(|limit| best.score() >= limit)) else {
        return verdict;
    };
    let second = fits.get(1).filter(|second| second.score() >= CLOSE * best.score()).map(|second| second.entry.clone());
    let also = if let Verdict::Answer { article, .. } = verdict { Some(article) } else { second };
    Verdict::Answer { article: best.entry.clone(), also }
}

/// How well an entry must fit to be the answer instead; `None`: none may be.
fn limit(verdict: &Verdict, understanding: &Understanding) -> Option<f32> {
    let surer = match verdict {
        Verdict::Answer { .. } | Verdict::Unknown(Miss::Errand { .. } | Miss::Authority(_)) => SURER,
        Verdict::Overview | Verdict::Handover | Verdict::Smalltalk(_) => NO_MATTER,
        Verdict::Unknown(Miss::Empty | Miss::Language(_)) => return None,
        Verdict::More(_) | Verdict::Contact(_) | Verdict::Hours(_) | Verdict::Emergency(_) => return None,
    };
    Some(FITS + surer * (1.0 - Kinds::weighed(understanding).errand))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::ArticleId;
    use crate::model::topic::{Emergency, Smalltalk, Topic};
    use crate::model::verdict::HoursQuestion;

    #[test]
    fn an_entry_needs_to_fit_the_better_the_surer_the_message_is_something_else() {
        let id = |id: &str| ArticleId::parse(id).unwrap();
        let check = |verdict: Verdict, errand: f32, fit: f32, wins: bool| {
            let topics = vec![(Topic::Errand, errand), (Topic::Smalltalk(Smalltalk::Greeting), 1.0 - errand)];
            let understanding = Understanding { topics, ..Understanding::nothing() };
            let fits = [Fit { entry: id("faq-a"), asked: fit, covered: fit }];
            let answers =
                matches!(beside(verdict.clone(), &understanding, &fits), Verdict::Answer { article, .. } if article == id("faq-a"));
            assert_eq!(answers, wins, "{verdict:?} {errand} {fit}");
        };
        let article = Verdict::Answer { article: id("plan"), also: None };
        let errand = Verdict::Unknown(Miss::Errand { near: None });
        check(errand.clone(), 1.0, FITS + 0.01, true);
        check(errand, 1.0, FITS - 0.01, false);
        check(article.clone(), 0.0, FITS + SURER - 0.01, false);
        check(article, 0.0, FITS + SURER + 0.01, true);
        check(Verdict::Smalltalk(Smalltalk::Greeting), 0.0, FITS + NO_MATTER - 0.01, false);
        check(Verdict::Smalltalk(Smalltalk::Greeting), 0.0, 1.0, true);
        check(Verdict::Unknown(Miss::Empty), 1.0, 1.0, false);
        check(Verdict::Emergency(Emergency::Fire), 1.0, 1.0, false);
        check(Verdict::Hours(HoursQuestion::Now), 1.0, 1.0, false);
        check(Verdict::Contact(crate::model::topic::Details::all()), 1.0, 1.0, false);
    }
}
