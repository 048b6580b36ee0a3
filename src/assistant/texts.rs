//! Questions about the texts as a whole: which of them have a word, which are meant to be compared.

use super::{Assistant, Message};
use crate::answer::texts::Lookup;
use crate::conversation::{Among, Turn};
use crate::model::article::{Article, ArticleId, ArticleKind};
use crate::model::conversation::{Choice, Context, Subject};
use crate::model::cue::Cue;
use crate::model::language::Language;
use crate::model::verdict::{Across, Unsaid, Verdict};

/// Of more texts none is offered.
const MOST_OFFERED: usize = 3;

impl Assistant {
    /// Which texts have the word: as it stands, then in words that mean the same, then the one that the judge would answer with.
    pub(super) fn speaking(
        &self,
        of: String,
        among: &Among,
        turn: &Turn<'_>,
        message: &Message<'_>,
    ) -> Option<Verdict> {
        let literal = Lookup::literal(&of, &self.knowledge.words.synonyms);
        let having = |lookup: &Lookup<'_>| -> Vec<ArticleId> {
            let has = |article: &&Article| match among {
                Among::Titles => lookup.is_in(&article.title),
                _ => lookup.sentence(article).is_some(),
            };
            self.among(among).into_iter().filter(has).map(|article| article.id.clone()).collect()
        };
        let mut articles = having(&literal);
        if articles.is_empty() {
            articles = having(&literal.wider());
        }
        // "Kollektivtrafik, nämns det i det ni bestämt?": what is looked for stands first.
        let text = turn.understanding.text.to_lowercase();
        let stands_first = |first: &&str| {
            turn.heard.has(Cue::Mentioned)
                && text.strip_prefix(*first).is_some_and(|rest| rest.starts_with(','))
        };
        let first = of.split(' ').next().filter(stands_first);
        if let Some(first) = first.filter(|_| articles.is_empty()) {
            articles = having(&Lookup::literal(first, &self.knowledge.words.synonyms).wider());
            if !articles.is_empty() {
                return Some(Verdict::Across(Across::Speak { of: first.to_owned(), articles }));
            }
        }
        if articles.is_empty() && turn.understanding.language == Language::English {
            let summed_up = self.summed_up(&literal, among);
            match summed_up.as_slice() {
                [] => {}
                [only] => return Some(Verdict::Answer { article: only.clone(), also: None }),
                _ => return Some(Verdict::Choose(summed_up)),
            }
        }
        if articles.is_empty() && !asks_for_the_word(turn) {
            let understanding =
                self.reader.understand(&of, turn.at, turn.context.map(|context| context.language));
            let verdict =
                self.judged(&understanding, &Message { meaning: None, ..*message }, None).0;
            return match verdict {
                Verdict::Answer { article, .. }
                    if self.among(among).iter().any(|one| one.id == article) =>
                {
                    Some(Verdict::Answer { article, also: None })
                }
                _ => None,
            };
        }
        Some(Verdict::Across(match articles.is_empty() {
            true => Across::Unsaid(Unsaid::Word(of)),
            false => Across::Speak { of, articles },
        }))
    }

    /// The texts whose English summary has the words; none where they are too many to be offered.
    fn summed_up(&self, lookup: &Lookup<'_>, among: &Among) -> Vec<ArticleId> {
        let has = |article: &&Article| {
            article.english.as_ref().is_some_and(|english| lookup.is_in(&english.summary))
        };
        let having = self.among(among).into_iter().filter(has);
        let having: Vec<ArticleId> = having.map(|article| article.id.clone()).collect();
        if having.len() > MOST_OFFERED { Vec::new() } else { having }
    }

    fn among(&self, among: &Among) -> Vec<&Article> {
        match among {
            Among::Areas | Among::Titles => self.knowledge.areas().collect(),
            Among::These(ids) => ids.iter().filter_map(|id| self.article(id)).collect(),
            Among::Everything => self.articles().collect(),
        }
    }

    /// The articles named, or those spoken of last.
    pub(super) fn side_by_side(
        &self,
        parts: &[String],
        turn: &Turn<'_>,
        message: &Message<'_>,
    ) -> Option<Verdict> {
        let mut articles: Vec<ArticleId> = Vec::new();
        for part in parts {
            articles.extend(
                self.called(part, turn, message).filter(|article| !articles.contains(article)),
            );
        }
        if articles.len() < 2 {
            let before = turn.context.map(spoken_of_last).unwrap_or_default();
            let needed = 2 - articles.len();
            let further: Vec<ArticleId> =
                before.into_iter().filter(|article| !articles.contains(article)).collect();
            articles.splice(0..0, further.into_iter().take(needed).rev().collect::<Vec<_>>());
        }
        (articles.len() > 1).then_some(Verdict::Across(Across::Compare(articles)))
    }

    /// The article that a few words call by its title or ask for.
    fn called(&self, name: &str, turn: &Turn<'_>, message: &Message<'_>) -> Option<ArticleId> {
        let heard = self.hear(name, turn.at);
        if heard.only(&[Cue::Leaning, Cue::Both]) {
            return None;
        }
        let numbered =
            [&Cue::PLACES[..], &[Cue::Areas, Cue::Both, Cue::Pick, Cue::Leaning]].concat();
        let place = Cue::PLACES.iter().position(|place| heard.has(*place));
        if let Some(at) = place.filter(|_| heard.only_without_time(&numbered)) {
            let choices = turn.context.map_or(&[][..], |context| &context.choices);
            return match choices.get(at) {
                Some(Choice::Article(article)) => Some(article.clone()),
                _ => self.knowledge.areas().nth(at).map(|area| area.id.clone()),
            };
        }
        let lookup = Lookup::literal(name, &[]);
        let mut titled = self
            .articles()
            .filter(|article| article.kind != ArticleKind::Faq && lookup.is_in(&article.title));
        if let (Some(only), None) = (titled.next(), titled.next()) {
            return Some(only.id.clone());
        }
        let understanding =
            self.reader.understand(name, turn.at, turn.context.map(|context| context.language));
        match self.judged(&understanding, &Message { meaning: None, ..*message }, None).0 {
            Verdict::Answer { article, .. } => Some(article),
            _ => None,
        }
    }
}

/// The articles that "de två" are, the latest first.
fn spoken_of_last(context: &Context) -> Vec<ArticleId> {
    match context.subject() {
        Some(Subject::Articles(articles)) if articles.len() == 2 => {
            articles.iter().rev().cloned().collect()
        }
        _ => context.articles().cloned().collect(),
    }
}

/// "Nämner" asks for the word itself, "handlar om" for the matter.
fn asks_for_the_word(turn: &Turn<'_>) -> bool {
    let words = [
        "nämn",
        "mention",
        "ordet",
        "the word",
        "tar upp",
        "i namnet",
        "in the name",
        "av dem",
        "av dom",
    ];
    let text = turn.understanding.text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}
