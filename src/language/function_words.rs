//! Words that say nothing of what a text or a question is about.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::fold;

/// Snowball's Swedish stop words (BSD licence), and a few forms of the same words that it lacks: left out of texts and queries.
#[rustfmt::skip]
pub const SWEDISH: &[&str] = &[
    "och", "det", "att", "i", "en", "jag", "hon", "som", "han", "på", "den", "med", "var", "sig", "för", "så", "till", "är", "men", "ett", "om", "hade", "de",
    "av", "icke", "mig", "du", "henne", "då", "sin", "nu", "har", "inte", "hans", "honom", "skulle", "hennes", "där", "min", "man", "ej", "vid", "kunde", "något",
    "från", "ut", "när", "efter", "upp", "vi", "dem", "vara", "vad", "över", "än", "dig", "kan", "sina", "här", "ha", "mot", "alla", "under", "någon", "eller",
    "allt", "mycket", "sedan", "ju", "denna", "själv", "detta", "åt", "utan", "varit", "hur", "ingen", "mitt", "ni", "bli", "blev", "oss", "din", "dessa", "några",
    "deras", "blir", "mina", "samma", "vilken", "er", "sådan", "vår", "blivit", "dess", "inom", "mellan", "sådant", "varför", "varje", "vilka", "ditt", "vem",
    "vilket", "sitt", "sådana", "vart", "dina", "vars", "vårt", "våra", "ert", "era", "vilkas", "dom", "mej", "dej", "nån", "nåt", "å", "o",
];

/// What a question is asked with: left out of queries only, because in a text such a word may be its matter ("gäller", "får").
#[rustfmt::skip]
const QUESTION: &[&str] = &[
    "få", "får", "fick", "fått", "gäller", "gällde", "ska", "skall", "måste", "behöver", "behöva", "vill", "skulle", "bör", "borde", "går", "gå", "finns", "finnas", "fanns", "gör",
    "göra", "kommer", "också", "även", "hej", "hejsan", "hallå", "tjena", "tack", "tackar", "snälla", "mvh", "vänligen", "hälsning", "hälsningar", "hälsar", "undrar", "undra",
    "undrade", "fråga", "frågar", "varifrån", "vems", "huruvida", "ens", "bara", "väl", "liksom", "va", "e", "ja", "nej", "me", "ente",
];

/// The usual English ones (Snowball's list, shortened to whole words without apostrophes, which the tokenizer cuts).
#[rustfmt::skip]
pub const ENGLISH: &[&str] = &[
    "i", "me", "my", "myself", "we", "our", "ours", "you", "your", "yours", "he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "what", "which",
    "who", "whom", "this", "that", "these", "those", "am", "is", "are", "was", "were", "be", "been", "being", "have", "has", "had", "having", "do", "does", "did",
    "doing", "would", "should", "could", "ought", "a", "an", "the", "and", "but", "if", "or", "because", "as", "until", "while", "of", "at", "by", "for", "with",
    "about", "against", "between", "into", "through", "during", "before", "after", "above", "below", "to", "from", "up", "down", "in", "out", "on", "off", "over",
    "under", "again", "further", "then", "once", "here", "there", "when", "where", "why", "how", "all", "any", "both", "each", "few", "more", "most", "other",
    "some", "such", "no", "nor", "not", "only", "own", "same", "so", "than", "too", "very", "can", "will", "s", "t", "re", "ve", "ll", "m", "d",
];

/// Left out of English queries only.
const ENGLISH_QUESTION: &[&str] = &[
    "please", "hello", "hi", "hey", "thanks", "thank", "dear", "regards", "want", "need", "get",
    "know", "tell", "may", "must", "also", "much", "many",
];

static QUERY: LazyLock<HashSet<&str>> = LazyLock::new(|| QUESTION.iter().copied().collect());
static QUERY_WITHOUT_DOTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    SWEDISH
        .iter()
        .chain(QUESTION)
        .filter(|word| word.chars().count() > 1)
        .map(|word| fold(word))
        .collect()
});
static ENGLISH_QUERY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| ENGLISH_QUESTION.iter().copied().collect());

/// Whether a lower-cased word that is no function word only serves to ask; `english` tells in which language.
pub fn is_question_word(word: &str, english: bool) -> bool {
    if english { ENGLISH_QUERY.contains(word) } else { QUERY.contains(word) }
}

/// The same for a Swedish message that has no å, ä or ö at all: "nar", "far" and "gar" are then "när", "får" and "går".
pub fn is_question_word_without_dots(word: &str) -> bool {
    QUERY_WITHOUT_DOTS.contains(word)
}

/// Whether a word, folded and in lower case, tells nothing in either language of what a text or a question is about.
pub fn is_untelling(folded: &str) -> bool {
    static ALL: LazyLock<HashSet<String>> = LazyLock::new(|| {
        [SWEDISH, QUESTION, ENGLISH, ENGLISH_QUESTION]
            .into_iter()
            .flatten()
            .map(|word| fold(word))
            .collect()
    });
    ALL.contains(folded)
}
