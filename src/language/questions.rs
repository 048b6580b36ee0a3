//! Whether a text asks something, in place of telling it, as far as its words show.

use super::words::message_sentences;

/// Words that ask more often than not, wherever they stand; and those that do where a sentence begins with them.
const ASKING: [&str; 24] = [
    "när", "nar", "var", "vart", "vad", "vilken", "vilket", "vilka", "hur", "vem", "vems",
    "varför", "varfor", "undrar", "veta", "when", "where", "what", "which", "how", "who", "whose",
    "why", "wonder",
];
const BEGINNING: [&str; 15] = [
    "har", "är", "kan", "finns", "får", "ska", "går", "öppnar", "stänger", "is", "are", "can",
    "do", "does", "may",
];

/// Whether any of its sentences does.
pub fn asks(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.contains('?') || message_sentences(&lower).into_iter().any(asks_in_words)
}

fn asks_in_words(sentence: &str) -> bool {
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .enumerate()
        .any(|(at, word)| ASKING.contains(&word) || (at == 0 && BEGINNING.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_something_is_told_from_what_asks() {
        for (text, expected) in [
            ("har ni öppet på lördag", true),
            ("jag undrar när ni öppnar", true),
            ("vad står det om cykelvägar", true),
            ("vems jobb är det att sanda", true),
            ("hallå?", true),
            ("Skönt. Får man elda på valborg", true),
            ("tell me when you open", true),
            ("mitt telefonnummer är 070-123 45 67", false),
            ("skolan har stängt toaletterna igen", false),
            ("ambulansen har åkt med henne nu", false),
            ("jag är missnöjd med svaret", false),
            ("it is still broken today", false),
            ("", false),
        ] {
            assert_eq!(asks(text), expected, "{text}");
        }
    }
}
