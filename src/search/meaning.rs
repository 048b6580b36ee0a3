//! Articles by likeness of meaning: their texts as units, and the vectors of those.

use std::sync::Arc;

use super::chunks::chunks;
use crate::embedding::{TextHash, Vector, Vectors};
use crate::model::article::{Article, ArticleId};

/// The units of all articles and the vectors that are known of them.
#[derive(Clone, Debug, Default)]
pub struct Meanings {
    texts: Arc<[String]>,
    /// By unit.
    owners: Arc<[ArticleId]>,
    vectors: Arc<Vectors>,
}

/// How near an article is to a message in meaning, by its nearest unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    pub article: ArticleId,
    /// The nearest unit, an index into [`Meanings::texts`].
    pub unit: usize,
    pub cosine: f32,
    /// In standard deviations of all units from their mean.
    pub z: f32,
}

impl Meanings {
    /// Without vectors: [`crate::embedding::keep`] finds them.
    pub fn of<'a>(articles: impl Iterator<Item = &'a Article>) -> Self {
        Meanings::of_units(articles.map(|article| (article.id.clone(), units(article))))
    }

    /// Of documents by their ids, titles and texts.
    pub fn of_texts<'a>(texts: impl Iterator<Item = (ArticleId, &'a str, &'a str)>) -> Self {
        Meanings::of_units(texts.map(|(id, title, body)| (id, parts(title, body).collect())))
    }

    fn of_units(units: impl Iterator<Item = (ArticleId, Vec<String>)>) -> Self {
        let (owners, texts): (Vec<_>, Vec<_>) = units
            .flat_map(|(id, texts)| texts.into_iter().map(move |text| (id.clone(), text)))
            .unzip();
        Meanings { texts: texts.into(), owners: owners.into(), vectors: Arc::default() }
    }

    /// Of other articles; texts that are among these too keep their vectors.
    pub fn renewed<'a>(&self, articles: impl Iterator<Item = &'a Article>) -> Self {
        let renewed = Meanings::of(articles);
        if renewed.texts == self.texts && renewed.owners == self.owners {
            return self.clone();
        }
        let vectors =
            self.vectors.arranged(renewed.texts.iter().map(|text| TextHash::of(text)).collect());
        Meanings { vectors: Arc::new(vectors), ..renewed }
    }

    /// With the vectors of its texts, in their order.
    pub fn with(&self, vectors: Vectors) -> Self {
        Meanings { vectors: Arc::new(vectors), ..self.clone() }
    }

    /// The units in order: the same [`Arc`] for as long as they are the same.
    pub fn texts(&self) -> &Arc<[String]> {
        &self.texts
    }

    pub fn vectors(&self) -> &Vectors {
        &self.vectors
    }

    /// The article that asks much the same in other words, if one is so near; not counting `except`.
    pub fn same(&self, message: &Vector, except: Option<&ArticleId>) -> Option<ArticleId> {
        let near = self.near(message)?;
        let nearest = near.into_iter().find(|near| Some(&near.article) != except)?;
        (nearest.z >= SAME).then_some(nearest.article)
    }

    /// Every article with a vector, the nearest first. `None`: too few vectors are known, or the message's is another model's.
    pub fn near(&self, message: &Vector) -> Option<Vec<Near>> {
        let nearness = self.vectors.nearest(message)?;
        let mut near: Vec<Near> = Vec::new();
        // An article's units stand in a row.
        for (unit, article) in self.owners.iter().enumerate() {
            let (Some(cosine), Some(z)) = (nearness.cosine(unit), nearness.z(unit)) else {
                continue;
            };
            match near.last_mut().filter(|last| last.article == *article) {
                Some(last) if last.cosine >= cosine => {}
                Some(last) => (last.unit, last.cosine, last.z) = (unit, cosine, z),
                None => near.push(Near { article: article.clone(), unit, cosine, z }),
            }
        }
        near.sort_by(|a, b| b.cosine.total_cmp(&a.cosine));
        Some(near)
    }
}

/// So many standard deviations above the mean of all units, the nearest text most often asks the same (of real questions to a
/// hundred FAQ entries that came so near to one, with multilingual-e5-small, five of six did).
const SAME: f32 = 4.0;

/// What is compared of an article: its title, parts of its text with the title in front, its example questions, and the same in English.
fn units(article: &Article) -> Vec<String> {
    let questions = article.swedish_questions().chain(article.english_questions()).cloned();
    let english = article.english.iter().flat_map(|english| {
        [english.title.clone(), format!("{}\n{}", english.title, english.summary)]
    });
    parts(&article.title, &article.body)
        .chain(questions)
        .chain(english)
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// A title, and parts of a text with the title in front.
fn parts<'a>(title: &'a str, body: &'a str) -> impl Iterator<Item = String> + 'a {
    let chunks = chunks(body).into_iter().map(move |chunk| format!("{title}\n{chunk}"));
    std::iter::once(title.to_owned()).chain(chunks).filter(|text| !text.trim().is_empty())
}
