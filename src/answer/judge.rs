//! Which kind of reply a message gets.
//!
//! The order is a duty, not a preference: what is acute comes before anything is looked up, and what the sources do not say is said to be
//! unknown rather than guessed. The limits below were set with `alebot eval tests/questions.jsonl`.

use super::kinds::Kinds;
use super::{followup, hours_question};
use crate::language::words::words;
use crate::model::article::ArticleId;
use crate::model::conversation::Context;
use crate::model::hit::{Candidate, Found};
use crate::model::language::Language;
use crate::model::time::About;
use crate::model::topic::{Details, Emergency, Smalltalk, Topic, TopicKind};
use crate::model::understanding::{Part, Understanding};
use crate::model::verdict::{Miss, Verdict};

/// From this probability on a message may tell of an emergency: if nothing else is likelier, or nothing else answers it.
const EMERGENCY: f32 = 0.3;
/// From here on it tells of one, whatever a text may say of it.
pub const SURE_EMERGENCY: f32 = 0.7;
/// One sentence among others tells of an emergency when it is this sure.
const SURE_PART: f32 = 0.85;
/// So much of a message has to be words that the examples of a kind have, for the kind to be claimed; of an emergency a little less is enough.
const SUPPORTED: f32 = 0.55;
const SUPPORTED_EMERGENCY: f32 = 0.5;
/// An article answers from this probability on; from the lower one on it is offered by name beside others.
const ANSWERS: f32 = 0.45;
const OFFERED: f32 = 0.05;
/// An article with example questions of its own has had every chance to show that it is meant: it is offered from here on.
const OFFERED_TAUGHT: f32 = 0.35;
/// Beside the first, others are offered whose rank score is so little below its own.
const OFFERED_BESIDE: f32 = 2.5;
/// A second question in a message is replied to when its kind is this likely.
const SECOND: f32 = 0.7;
/// A second article is named beside an answer when it is this likely, or near one that is less sure than that.
const ALSO: f32 = 0.25;
const UNSURE: f32 = 0.7;
/// Hours and contact details that are asked for so surely come from where they are kept, whatever staff have written beside.
const SURELY_CLAIMED: f32 = 0.75;
/// So much of each other have a message and an example question that are the same but for signs and capitals.
const SAME: f32 = 0.999;

/// Judges one message. `found` is what search found, ranked and judged; `at` the moment of asking, local time.
pub fn judge(
    understanding: &Understanding,
    found: &Found,
    at: chrono::NaiveDateTime,
    context: Option<&Context>,
) -> Verdict {
    if !understanding.text.chars().any(char::is_alphanumeric) {
        return Verdict::Unknown(Miss::Empty);
    }
    match understanding.language {
        Language::Other(code) => return Verdict::Unknown(Miss::Language(Some(code))),
        Language::Unknown => return Verdict::Unknown(Miss::Language(None)),
        Language::Swedish | Language::English => {}
    }
    let kinds = Kinds::weighed(understanding);
    let most = kinds.most();
    let best = found.candidates.first();
    let emergency_claimed = kinds.emergency >= most
        && (kinds.emergency >= SURE_EMERGENCY || !answers_more(best, kinds.emergency));
    let perhaps = may_be_acute(understanding, &kinds, context.is_none());
    if let Some(kind) = perhaps.filter(|_| emergency_claimed) {
        let is_sure = kinds.emergency >= SURE_EMERGENCY;
        return if is_sure { Verdict::Emergency(kind) } else { Verdict::PerhapsAcute(kind) };
    }
    if let Some((kind, _)) = acute_part(understanding) {
        return Verdict::Emergency(kind);
    }
    if let Some(verdict) = followup::of(understanding, &kinds, at, context) {
        return verdict;
    }
    let surely_claimed = kinds.hours.max(kinds.contact) >= SURELY_CLAIMED;
    let example = found.candidates.iter().find(|candidate| is_example(candidate));
    if let Some(example) = example.filter(|example| example.is_taught || !surely_claimed) {
        return Verdict::Answer { article: example.article.clone(), also: None };
    }
    let verdict = claimed(understanding, &kinds, at, context, best)
        .unwrap_or_else(|| content(understanding, found));
    match (verdict, perhaps) {
        (Verdict::Unknown(Miss::NoAnswer { .. }), Some(kind)) => Verdict::PerhapsAcute(kind),
        (verdict, _) => verdict,
    }
}

/// The emergency that a message may tell of, whatever else it may be. The first message of a conversation follows nothing up: "jag orkar inte mer".
fn may_be_acute(understanding: &Understanding, kinds: &Kinds, is_first: bool) -> Option<Emergency> {
    let rest = if is_first { 1.0 - kinds.follow_up } else { 1.0 };
    let is_likely = kinds.emergency >= EMERGENCY * rest;
    let supported = understanding.supports(TopicKind::Emergency) >= SUPPORTED_EMERGENCY;
    likeliest(&understanding.topics, emergency).filter(|_| is_likely && supported)
}

fn answers_more(best: Option<&Candidate>, probability: f32) -> bool {
    best.is_some_and(|best| best.probability > probability)
}

/// A kind that is no content, where it is the likeliest, the message's own words support it, and no text answers more surely.
fn claimed(
    understanding: &Understanding,
    kinds: &Kinds,
    at: chrono::NaiveDateTime,
    context: Option<&Context>,
    best: Option<&Candidate>,
) -> Option<Verdict> {
    let (kind, probability) = kinds.likeliest_claim()?;
    let support = understanding.supports(kind);
    let of_the_centre =
        matches!(kind, TopicKind::Hours | TopicKind::Contact) && probability >= SURELY_CLAIMED;
    let surer = best.is_none_or(|best| {
        probability * support >= best.probability || (of_the_centre && !best.is_taught)
    });
    let is_claimed = probability >= kinds.most() && support >= SUPPORTED && surer;
    is_claimed.then(|| match kind {
        TopicKind::Hours => Verdict::Hours(hours_question::of(understanding, at, context)),
        TopicKind::Contact => Verdict::Contact(wanted(understanding)),
        TopicKind::Overview => Verdict::Overview,
        TopicKind::Handover => Verdict::Handover,
        _ => Verdict::Smalltalk(
            likeliest(&understanding.topics, smalltalk).unwrap_or(Smalltalk::Greeting),
        ),
    })
}

/// What the texts say: an answer, titles to choose among, or nothing.
fn content(understanding: &Understanding, found: &Found) -> Verdict {
    match found.candidates.as_slice() {
        [best, rest @ ..] if best.probability >= ANSWERS => {
            let also = rest.first().filter(|second| is_named_beside(best, second));
            Verdict::Answer {
                article: best.article.clone(),
                also: also.map(|second| second.article.clone()),
            }
        }
        [best, rest @ ..]
            if best.probability >= offered_from(best)
                && understanding.mentions.authority.is_none() =>
        {
            let beside = rest.iter().take(2).filter(|other| is_near(best, other));
            Verdict::Choose(
                std::iter::once(best)
                    .chain(beside)
                    .map(|candidate| candidate.article.clone())
                    .collect(),
            )
        }
        _ => Verdict::Unknown(miss(understanding, found)),
    }
}

/// Whether a wrong guess is so likely to be put right by the second that its title is worth a line.
fn is_named_beside(best: &Candidate, second: &Candidate) -> bool {
    second.probability >= ALSO
        || (best.probability < UNSURE && !second.is_taught && is_near(best, second))
}

fn is_near(best: &Candidate, other: &Candidate) -> bool {
    other.score >= best.score - OFFERED_BESIDE
}

/// The emergency that the message by itself is likeliest to tell of, and how likely it is that it tells of one.
pub fn acute(understanding: &Understanding) -> Option<(Emergency, f32)> {
    let kinds = Kinds::weighed(understanding);
    may_be_acute(understanding, &kinds, false)
        .filter(|_| kinds.emergency >= kinds.most())
        .map(|kind| (kind, kinds.emergency))
        .or_else(|| acute_part(understanding))
}

/// The emergency that one sentence tells of by itself, whatever is asked in another: "Han får ingen luft. Ska jag vänta tills ni öppnar?"
fn acute_part(understanding: &Understanding) -> Option<(Emergency, f32)> {
    let acute = |part: &Part| {
        let likely = Kinds::of(&part.topics).emergency;
        let supported = part.supports(TopicKind::Emergency) >= SUPPORTED_EMERGENCY;
        let kind = likeliest(&part.topics, emergency)?;
        // "Vid brand ringer hon 112, det vet hon": who knows the number needs it not.
        let knows = words(&part.text).any(|word| word == "112");
        (likely >= SURE_PART && supported && !knows).then_some((kind, likely))
    };
    understanding.parts.iter().find_map(acute)
}

/// How likely the likeliest kind of reply is.
pub fn certainty(understanding: &Understanding) -> f32 {
    Kinds::weighed(understanding).most()
}

fn offered_from(best: &Candidate) -> f32 {
    if best.is_taught { OFFERED_TAUGHT } else { OFFERED }
}

/// Whether the message is one of the article's example questions.
pub fn is_example(best: &Candidate) -> bool {
    best.unit_covers >= SAME && best.unit_covered >= SAME && best.covered_words >= SAME
}

/// Who asks for something of the kind but nothing in particular gets all there is.
fn wanted(understanding: &Understanding) -> Details {
    let details = Details::likely(&understanding.topics) | understanding.mentions.details;
    if details.is_empty() { Details::all() } else { details }
}

/// Whether a question of the same message is to be replied to beside the first: it is sure, of another kind, and has a short reply.
pub fn is_second(first: &Verdict, second: &Verdict, question: &Understanding) -> bool {
    may_be_second(first, question)
        && is_answerable(second)
        && std::mem::discriminant(first) != std::mem::discriminant(second)
}

/// The same as far as it can be told before anything is looked up for the question.
pub fn may_be_second(first: &Verdict, question: &Understanding) -> bool {
    is_answerable(first) && certainty(question) >= SECOND
}

fn is_answerable(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Answer { .. } | Verdict::Overview | Verdict::Contact(_) | Verdict::Hours(_)
    )
}

fn miss(understanding: &Understanding, found: &Found) -> Miss {
    match understanding.mentions.authority {
        Some(at) => Miss::Authority { at, also: named_beside_authority(found) },
        None => Miss::NoAnswer { subject: found.subject.clone() },
    }
}

/// A text may speak of another authority's matter too. Example questions would have shown that one is meant.
fn named_beside_authority(found: &Found) -> Option<ArticleId> {
    let best = found.candidates.first();
    let may_be_meant = |best: &&Candidate| !best.is_taught && best.probability >= OFFERED;
    best.filter(may_be_meant).map(|best| best.article.clone())
}

/// The likeliest of the topics that `pick` takes.
pub(super) fn likeliest<T>(
    topics: &[(Topic, f32)],
    pick: impl Fn(&Topic) -> Option<T>,
) -> Option<T> {
    topics.iter().find_map(|(topic, _)| pick(topic))
}

fn emergency(topic: &Topic) -> Option<Emergency> {
    if let Topic::Emergency(kind) = topic { Some(*kind) } else { None }
}

fn smalltalk(topic: &Topic) -> Option<Smalltalk> {
    if let Topic::Smalltalk(kind) = topic { Some(*kind) } else { None }
}

/// How likely each question about the hours is, likeliest first.
pub(super) fn hours_topics(topics: &[(Topic, f32)]) -> impl Iterator<Item = (About, f32)> + '_ {
    topics.iter().filter_map(|(topic, p)| {
        if let Topic::Hours(about) = topic { Some((*about, *p)) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::asked::AskedSet;
    use crate::model::hit::Alike;

    fn candidate(id: &str, score: f32, probability: f32) -> Candidate {
        Candidate {
            article: ArticleId::parse(id).unwrap(),
            is_taught: false,
            score,
            probability,
            whole: 0.0,
            whole_among: 0.0,
            section_score: 0.0,
            section: None,
            taught: 0.0,
            unit: 0.0,
            votes: 0.0,
            covered_words: 0.0,
            covered_grams: 0.0,
            lacking: 0.0,
            title_covers: 0.0,
            title_covered: 0.0,
            unit_covers: 0.0,
            unit_covered: 0.0,
            alike: Alike::default(),
            lacks: AskedSet::default(),
            meaning: None,
            near: Vec::new(),
        }
    }

    fn taught(candidate: Candidate) -> Candidate {
        Candidate { is_taught: true, ..candidate }
    }

    fn decide(candidates: &[Candidate], authority: Option<usize>) -> Verdict {
        let mut understanding = Understanding::nothing();
        understanding.mentions.authority = authority;
        let found = Found { candidates: candidates.to_vec(), ..Found::default() };
        content(&understanding, &found)
    }

    fn article(id: &str) -> ArticleId {
        ArticleId::parse(id).unwrap()
    }

    #[test]
    fn an_answer_that_is_not_sure_names_the_next_text_that_is_near() {
        let check = |candidates: [Candidate; 2], also: Option<&str>| {
            let expected = Verdict::Answer { article: article("best"), also: also.map(article) };
            assert_eq!(decide(&candidates, None), expected, "{candidates:?}");
        };
        let near = candidate("near", 4.0, 0.1);
        check([candidate("best", 6.0, 0.6), near.clone()], Some("near"));
        // It is sure; or the other is far, or was taught and would have shown that it is meant.
        check([candidate("best", 6.0, 0.8), near.clone()], None);
        check([candidate("best", 8.0, 0.6), near.clone()], None);
        check([candidate("best", 6.0, 0.6), taught(near)], None);
        // The other is likely by itself.
        check([candidate("best", 9.0, 0.9), candidate("near", 4.0, 0.3)], Some("near"));
    }

    #[test]
    fn what_another_authority_answers_names_a_text_of_ours_that_is_near() {
        let check = |candidates: &[Candidate], also: Option<&str>| {
            let expected = Miss::Authority { at: 2, also: also.map(article) };
            assert_eq!(decide(candidates, Some(2)), Verdict::Unknown(expected), "{candidates:?}");
        };
        check(&[candidate("best", 6.0, 0.2)], Some("best"));
        check(&[candidate("best", 6.0, 0.01)], None);
        check(&[taught(candidate("best", 6.0, 0.2))], None);
        check(&[], None);
    }
}
