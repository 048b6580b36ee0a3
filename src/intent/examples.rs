//! The knowledge folder's examples, as training rows.

use crate::model::knowledge::Knowledge;
use crate::model::topic::Topic;

/// A message and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    pub text: String,
    pub topic: Topic,
}

/// All examples, in the order of the files. `mark` puts placeholders for words of time, as it will for messages.
pub fn from_knowledge(knowledge: &Knowledge, mark: impl Fn(&str) -> String) -> Vec<Example> {
    let mut examples = Vec::new();
    for article in &knowledge.articles {
        let topic = Topic::Article(article.id.clone());
        let english = article.english_questions().chain(article.english.iter().map(|en| &en.title));
        let own = article.swedish_questions().chain(&article.keywords).chain([&article.title]);
        let sentences = article.body.split_inclusive(['.', '!', '?']).map(str::trim).filter(|sentence| !sentence.is_empty());
        let texts = own.chain(english).map(String::as_str).chain(sentences);
        examples.extend(texts.map(|text| Example { text: mark(text), topic: topic.clone() }));
    }
    for group in &knowledge.examples {
        if let Some(topic) = group.topic() {
            examples.extend(group.sv.iter().chain(&group.en).map(|text| Example { text: mark(text), topic: topic.clone() }));
        }
    }
    examples
}
