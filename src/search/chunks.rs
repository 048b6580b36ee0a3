//! A long text in parts of about a hundred words, which is as much as one vector can stand for.

use crate::language::words::sentences;

/// A part ends with the paragraph that reaches so many words.
const WORDS: usize = 80;
/// A longer paragraph is split between sentences.
const MOST: usize = 150;

/// The parts of a text whose paragraphs are separated by empty lines, in order. A heading (`#`) begins a part.
pub fn chunks(body: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut is_open = false;
    for piece in
        body.split("\n\n").map(str::trim).filter(|piece| !piece.is_empty()).flat_map(pieces)
    {
        let is_heading = piece.starts_with('#');
        match chunks.last_mut().filter(|_| is_open && !is_heading) {
            Some(last) => {
                last.push('\n');
                last.push_str(&piece);
            }
            None => chunks.push(piece),
        }
        is_open = chunks.last().is_some_and(|last| count(last) < WORDS);
    }
    chunks
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// A paragraph, or groups of its sentences. A sentence is never split.
fn pieces(paragraph: &str) -> Vec<String> {
    if count(paragraph) <= MOST {
        return vec![paragraph.to_owned()];
    }
    let mut pieces: Vec<String> = Vec::new();
    for sentence in sentences(paragraph) {
        match pieces.last_mut().filter(|last| count(last) < WORDS) {
            Some(last) => {
                last.push(' ');
                last.push_str(sentence.trim());
            }
            None => pieces.push(sentence.trim().to_owned()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize) -> String {
        vec!["ord"; count].join(" ")
    }

    #[test]
    fn paragraphs_are_gathered_until_there_are_words_enough() {
        let check = |paragraphs: &[usize], expected: &[usize]| {
            let body: Vec<String> = paragraphs.iter().map(|count| words(*count)).collect();
            let found: Vec<usize> =
                chunks(&body.join("\n\n")).iter().map(|chunk| count(chunk)).collect();
            assert_eq!(found, expected, "{paragraphs:?}");
        };
        check(&[], &[]);
        check(&[3], &[3]);
        check(&[30, 30, 30, 30], &[90, 30]);
        check(&[100, 100], &[100, 100]);
        check(&[10, 140, 10], &[150, 10]);
    }

    #[test]
    fn a_heading_begins_a_part() {
        let found =
            chunks("Inledning.\n\n## Avgifter\n\nDet kostar inget.\n\n## Tider\n\nAlla dagar.");
        assert_eq!(
            found,
            ["Inledning.", "## Avgifter\nDet kostar inget.", "## Tider\nAlla dagar."]
        );
    }

    #[test]
    fn a_long_paragraph_is_split_between_sentences() {
        let sentence = format!("Ord {} slut.", words(38));
        let body = [sentence.as_str(); 6].join(" ");
        let found = chunks(&body);
        assert_eq!(found.iter().map(|chunk| count(chunk)).collect::<Vec<_>>(), [80, 80, 80]);
        assert!(found.iter().all(|chunk| chunk.ends_with("slut.")));
    }

    #[test]
    fn no_word_is_lost() {
        let body =
            format!("# Rubrik\n\n{}. {}.\n\n- ett\n- två\n\n{}", words(100), words(100), words(7));
        let found: usize = chunks(&body).iter().map(|chunk| count(chunk)).sum();
        assert_eq!(found, count(&body));
    }
}
