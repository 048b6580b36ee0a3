//! What kind of thing a question asks for, and which sentences are of that kind.

use crate::language::words::words;

/// What an answer has to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Why: a reason or what it leads to.
    Reason,
    /// What is done, or is to be done.
    Deed,
    /// How many, how much, when: a number.
    Number,
}

/// How a question of each kind begins, or what it has in it; and what a sentence has that answers it. Whole words, lower-cased.
const KINDS: [(Asked, &[&str], &[&str]); 2] = [
    (
        Asked::Reason,
        &[
            "varför",
            "varfor",
            "hur kommer det sig",
            "vad leder",
            "vad ger",
            "vad är poängen",
            "vad är vitsen",
            "på vilket sätt bidrar",
            "why",
            "what good",
            "what does it lead",
        ],
        &[
            "för att",
            "eftersom",
            "därför",
            "därmed",
            "leder",
            "ger",
            "skapar",
            "bidrar",
            "innebär",
            "vilket",
            "resultatet",
            "främjar",
            "stärker",
        ],
    ),
    (
        Asked::Deed,
        &[
            "vad gör",
            "vad gor",
            "hur jobbar",
            "hur arbetar",
            "hur ska",
            "vad ska",
            "vad tänker",
            "vad vill",
            "vad planerar",
            "på vilka sätt",
            "hur hjälper",
            "hur stöttar",
            "what are you doing",
            "what do you do",
            "what will you",
            "how will you",
            "how do you",
        ],
        &["ska", "måste", "behöver", "vill", "vårt mål"],
    ),
];

/// What asks for a number.
const NUMBERS: [&str; 8] = [
    "hur många",
    "hur mycket",
    "hur länge",
    "vilket år",
    "vilken ålder",
    "vilka åldrar",
    "how many",
    "how much",
];

impl Asked {
    /// What a message asks for, where its words tell.
    pub fn of(question: &str) -> Option<Self> {
        let text = spaced(question);
        if NUMBERS.iter().any(|cue| has(&text, cue)) {
            return Some(Asked::Number);
        }
        KINDS
            .iter()
            .find(|(_, questions, _)| questions.iter().any(|cue| has(&text, cue)))
            .map(|(asked, ..)| *asked)
    }

    pub fn is_answered_by(self, sentence: &str) -> bool {
        if self == Asked::Number {
            return sentence.chars().any(char::is_numeric);
        }
        let text = spaced(sentence);
        KINDS
            .iter()
            .filter(|(asked, ..)| *asked == self)
            .any(|(_, _, answers)| answers.iter().any(|cue| has(&text, cue)))
    }
}

/// The text's words in lower case with one blank before and after each.
fn spaced(text: &str) -> String {
    words(text).fold(String::from(" "), |all, word| all + &word + " ")
}

fn has(spaced: &str, cue: &str) -> bool {
    spaced
        .match_indices(cue)
        .any(|(at, _)| spaced[..at].ends_with(' ') && spaced[at + cue.len()..].starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_word_tells_what_is_asked_for() {
        let check =
            |question: &str, expected| assert_eq!(Asked::of(question), expected, "{question}");
        check("Vad gör ni åt klimatet?", Some(Asked::Deed));
        check("varför är det viktigt", Some(Asked::Reason));
        check("Hur många områden finns det?", Some(Asked::Number));
        check("klimatet", None);
        check("var görs det", None);
    }

    #[test]
    fn a_deed_is_answered_by_what_is_to_be_done() {
        assert!(Asked::Deed.is_answered_by("Klimatpåverkan måste begränsas."));
        assert!(
            !Asked::Deed
                .is_answered_by("Klimatförändringarna är en av vår tids största utmaningar.")
        );
        assert!(Asked::Reason.is_answered_by("Detta leder till bättre hälsa."));
        assert!(Asked::Number.is_answered_by("Alla mellan 16 och 67 år."));
    }
}
