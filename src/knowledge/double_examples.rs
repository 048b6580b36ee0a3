//! Example messages that stand in two groups: an exact example always wins, so it can win for one of them only.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

use super::fault::{Fault, Severity};
use crate::language::words::words;
use crate::model::article::Article;
use crate::model::topic::Topic;

/// What an example teaches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Teaches {
    Topic(Topic),
    /// Whether an emergency is over.
    Over(bool),
    Article(String),
}

/// An example and where it stands.
pub struct PlacedExample {
    pub text: String,
    pub file: PathBuf,
    /// Counted from 1.
    pub line: usize,
    pub teaches: Teaches,
}

impl PlacedExample {
    /// The example questions of an article; `line` is where the article begins.
    pub fn of_article<'a>(
        article: &'a Article,
        file: &'a Path,
        line: usize,
    ) -> impl Iterator<Item = PlacedExample> + 'a {
        article.swedish_questions().chain(article.english_questions()).map(move |text| {
            PlacedExample {
                text: text.clone(),
                file: file.to_owned(),
                line,
                teaches: Teaches::Article(article.id.as_str().to_owned()),
            }
        })
    }
}

/// A warning for each example whose words another group has too. Signs and capitals make no other text of it.
pub fn faults(examples: &[PlacedExample]) -> Vec<Fault> {
    // What is said after an emergency is compared with nothing else, for it is read by itself.
    let mut first: HashMap<(bool, String), &PlacedExample> = HashMap::new();
    let mut faults = Vec::new();
    for example in examples {
        let words: Vec<String> = words(&example.text).collect();
        // Of signs alone ("😂") there is nothing to compare.
        if words.is_empty() {
            continue;
        }
        let is_after = matches!(example.teaches, Teaches::Over(_));
        match first.entry((is_after, words.join(" "))) {
            Entry::Vacant(entry) => {
                entry.insert(example);
            }
            Entry::Occupied(entry) if entry.get().teaches != example.teaches => {
                faults.push(fault(example, entry.get()));
            }
            Entry::Occupied(_) => {}
        }
    }
    faults
}

fn fault(example: &PlacedExample, first: &PlacedExample) -> Fault {
    Fault {
        file: example.file.clone(),
        line: example.line,
        severity: Severity::Warning,
        message: format!(
            "”{}” står redan i {}:{} och lär där ut något annat; låt den stå på ett ställe",
            example.text,
            first.file.display(),
            first.line
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(examples: &[(&str, Teaches)], expected: &[usize]) {
        let placed: Vec<PlacedExample> = (1..)
            .zip(examples)
            .map(|(line, (text, teaches))| PlacedExample {
                text: (*text).to_owned(),
                file: "examples.toml".into(),
                line,
                teaches: teaches.clone(),
            })
            .collect();
        let lines: Vec<usize> = faults(&placed).iter().map(|fault| fault.line).collect();
        assert_eq!(lines, expected, "{examples:?}");
    }

    #[test]
    fn one_text_in_two_groups_is_reported_where_it_stands_for_the_second_time() {
        let overview = Teaches::Topic(Topic::Overview);
        let article = |id: &str| Teaches::Article(id.to_owned());
        check(&[("Vad gäller?", overview.clone()), ("vad gäller", article("plan"))], &[2]);
        check(&[("Vad gäller?", overview.clone()), ("Vad gäller nu?", article("plan"))], &[]);
        check(&[("😂", overview.clone()), ("👍", article("plan"))], &[]);
        check(&[("Vad gäller?", overview.clone()), ("vad gäller", overview.clone())], &[]);
        check(&[("släckt", Teaches::Over(true)), ("släckt", Teaches::Over(false))], &[2]);
        check(&[("släckt", Teaches::Over(true)), ("släckt", overview.clone())], &[]);
        check(
            &[("buller", article("a")), ("buller", article("b")), ("Buller!", overview)],
            &[2, 3],
        );
    }
}
