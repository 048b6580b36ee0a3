//! The knowledge folder's examples, as training rows.

use super::Aftermath;
use crate::model::article::Article;
use crate::model::knowledge::Knowledge;
use crate::model::language::Language;
use crate::model::topic::Topic;

/// A message and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    pub text: String,
    pub topic: Topic,
}

/// The most examples of content that are learnt from: so training does not grow with the number of articles.
const MOST_CONTENT: usize = 6_000;

/// The examples of all topics, in the order of the files. `mark` puts placeholders for words of time, as it will for messages.
pub fn training_examples(knowledge: &Knowledge, mark: impl Fn(&str) -> String) -> Vec<Example> {
    let content: Vec<&str> = knowledge.articles.iter().flat_map(content_texts).collect();
    let every = content.len().div_ceil(MOST_CONTENT).max(1);
    let content = content
        .into_iter()
        .step_by(every)
        .map(|text| Example { text: mark(text), topic: Topic::Content });
    content
        .chain(kind_examples(knowledge).map(|(text, topic, _)| Example { text: mark(text), topic }))
        .collect()
}

/// What is said after an emergency.
pub fn aftermath(knowledge: &Knowledge) -> Vec<Aftermath> {
    let groups = knowledge.examples.iter().filter_map(|group| Some((group, group.is_over()?)));
    groups
        .flat_map(|(group, is_over)| {
            let texts = group.sv.iter().chain(&group.en);
            texts.map(move |text| Aftermath { text: text.clone(), is_over })
        })
        .collect()
}

/// The examples that are no article's, each with its topic and language.
pub fn kind_examples(knowledge: &Knowledge) -> impl Iterator<Item = (&str, Topic, Language)> {
    let groups = knowledge.examples.iter().filter_map(|group| Some((group, group.topic()?)));
    groups.flat_map(|(group, topic)| {
        let swedish = group.sv.iter().map(move |text| (text.as_str(), topic, Language::Swedish));
        swedish.chain(group.en.iter().map(move |text| (text.as_str(), topic, Language::English)))
    })
}

/// What editors wrote to make an article findable. One for which nobody has written example questions teaches nothing.
fn content_texts(article: &Article) -> Vec<&str> {
    if article.swedish_questions().next().is_none() && article.english_questions().next().is_none()
    {
        return Vec::new();
    }
    let questions = article.swedish_questions().chain(article.english_questions());
    let titles =
        std::iter::once(&article.title).chain(article.english.iter().map(|english| &english.title));
    let sentences = article
        .body
        .split_inclusive(['.', '!', '?'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty());
    questions.chain(&article.keywords).chain(titles).map(String::as_str).chain(sentences).collect()
}
