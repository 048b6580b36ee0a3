//! What kind of thing a question asks for, and which sentences are of that kind.

use std::sync::LazyLock;

use crate::model::asked::{Asked, AskedSet};

/// Of a longer text, in bytes, nobody looks whether it tells what is asked for: it is taken to.
const LONGEST: usize = 32 * 1024;

/// How questions of a kind are known, and sentences that answer them.
struct Kind {
    asked: Asked,
    /// Words in lower case; `*` at the end stands for any ending.
    questions: &'static [&'static str],
    answers: &'static [&'static str],
    /// Whether a sentence with a numeral answers too.
    numeral: bool,
}

const KINDS: [Kind; 10] = [
    Kind {
        asked: Asked::Reason,
        questions: &[
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
        answers: &[
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
            "beror",
            "orsak*",
        ],
        numeral: false,
    },
    Kind {
        asked: Asked::Deed,
        questions: &[
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
        answers: &["ska", "måste", "behöver", "vill", "vårt mål"],
        numeral: false,
    },
    Kind {
        asked: Asked::Number,
        questions: &[
            "hur många",
            "hur mycket",
            "hur länge",
            "hur stor*",
            "hur hög*",
            "hur gammal",
            "hur långt",
            "hur ofta",
            "vilket år",
            "vilken ålder",
            "vilka åldrar",
            "how many",
            "how much",
            "how old",
            "how often",
        ],
        answers: &[
            "en gång", "varje", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio",
            "elva", "tolv", "femton", "tjugo*", "trettio*", "fyrtio*", "femtio*", "hundra*",
            "tusen*", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        ],
        numeral: true,
    },
    Kind {
        asked: Asked::Price,
        questions: &[
            "kosta*",
            "kostnad*",
            "pris*",
            "avgift*",
            "taxa*",
            "vad tar ni",
            "vad går det på",
            "dyr*",
            "billig*",
            "gratis",
            "betala*",
            "hyra",
            "how much",
            "price*",
            "cost*",
            "fee",
            "fees",
        ],
        answers: &[
            "kronor",
            "kr",
            "sek",
            "gratis",
            "kostnadsfri*",
            "avgiftsfri*",
            "kostar",
            "procent",
        ],
        numeral: false,
    },
    Kind {
        asked: Asked::Moment,
        questions: &[
            "när",
            "nar",
            "vilken dag",
            "vilka dagar",
            "vilken tid",
            "vilka tider",
            "vilken månad",
            "datum",
            "hur dags",
            "öppet",
            "öppettid*",
            "öppnar",
            "stänger",
            "senast",
            "sista dag*",
            "when",
            "what time",
            "which day",
        ],
        answers: &[
            "klockan",
            "kl",
            "senast",
            "dygnet",
            "varje dag",
            "vecka*",
            "månd*",
            "tisd*",
            "onsd*",
            "torsd*",
            "freda*",
            "lörd*",
            "sönd*",
            "vardag*",
            "helg*",
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ],
        numeral: false,
    },
    Kind {
        asked: Asked::Duration,
        questions: &[
            "hur lång tid",
            "hur länge",
            "hur snabbt",
            "väntetid*",
            "handläggningstid*",
            "how long",
            "how soon",
        ],
        answers: &["dag*", "veck*", "månad*", "år", "året", "timm*", "minut*", "dygn*"],
        numeral: false,
    },
    Kind {
        asked: Asked::Way,
        questions: &[
            "hur gör",
            "hur man",
            "hur ansöker",
            "hur söker",
            "hur anmäler",
            "hur bokar",
            "hur får",
            "hur kan",
            "hur beställer",
            "hur skaffar",
            "hur begär",
            "hur överklagar",
            "hur lämnar",
            "vad gör jag",
            "vad gör man",
            "ansök*",
            "anmäl*",
            "boka*",
            "beställ*",
            "begära",
            "how do i",
            "how can i",
            "how to",
            "apply",
        ],
        answers: &[
            "ring*",
            "fyll*",
            "skicka*",
            "ansök*",
            "anmäl*",
            "logga*",
            "kontakta*",
            "boka*",
            "lämna*",
            "begär*",
            "beställ*",
            "mejla*",
            "e tjänst*",
            "blankett*",
            "formulär*",
            "bank id",
        ],
        numeral: false,
    },
    Kind {
        asked: Asked::Place,
        questions: &["var", "vart", "adress*", "plats*", "vilken ort", "where"],
        answers: &[
            "finns på",
            "finns i",
            "ligger",
            "adress*",
            "*gatan",
            "*vägen",
            "*torget",
            "lämna*",
            "plan",
        ],
        numeral: false,
    },
    Kind {
        asked: Asked::Person,
        questions: &[
            "vem",
            "vilka",
            "ringa",
            "ringer jag",
            "ringer man",
            "telefon*",
            "nummer",
            "mejl*",
            "kontakta*",
            "who",
            "phone",
            "call",
        ],
        answers: &[
            "telefon*",
            "ring*",
            "mejl*",
            "e post",
            "kontakta*",
            "*handläggare*",
            "*nämnden*",
            "*chef*",
            "*enheten*",
            "ansvar*",
        ],
        numeral: false,
    },
    Kind {
        asked: Asked::Rule,
        questions: &[
            "får jag",
            "får man",
            "får vi",
            "kan jag",
            "kan man",
            "kan vi",
            "måste jag",
            "måste man",
            "behöver jag",
            "behöver man",
            "behövs det",
            "krävs det",
            "är det tillåtet",
            "är det olagligt",
            "rätt till",
            "har jag rätt",
            "am i allowed",
            "may i",
            "do i need",
            "do i have to",
        ],
        answers: &[
            "får",
            "inte",
            "måste",
            "behöver",
            "tillåtet",
            "förbjud*",
            "krävs",
            "rätt",
            "kan",
            "undantag*",
            "tillstånd*",
        ],
        numeral: false,
    },
];

/// All that a message asks for, as far as its words tell.
pub fn asked_in(question: &str) -> Vec<Asked> {
    let told = QUESTIONS.told(&spaced(question));
    let kinds = KINDS.iter().enumerate().filter(|(kind, _)| told & 1 << kind != 0);
    kinds.map(|(_, kind)| kind.asked).collect()
}

/// Whether the sentence is of the kind that answers such a question.
pub fn answers(asked: Asked, sentence: &str) -> bool {
    is_told(asked, &spaced(sentence))
}

/// What of `asked` no words of the text tell.
pub fn lacking(asked: &[Asked], text: &str) -> AskedSet {
    if asked.is_empty() || text.len() > LONGEST {
        return AskedSet::default();
    }
    let text = spaced(text);
    asked.iter().copied().filter(|asked| !is_told(*asked, &text)).collect()
}

fn is_told(asked: Asked, spaced: &str) -> bool {
    let kinds = KINDS.iter().zip(ANSWERS.iter()).filter(|(kind, _)| kind.asked == asked);
    kinds.into_iter().any(|(kind, cues)| {
        (kind.numeral && spaced.chars().any(char::is_numeric)) || cues.told(spaced) != 0
    })
}

/// The text's words in lower case with one blank before and after each.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 2);
    spaced.push(' ');
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        if word.is_ascii() {
            spaced.extend(word.bytes().map(|letter| char::from(letter.to_ascii_lowercase())));
        } else {
            spaced.push_str(&word.to_lowercase());
        }
        spaced.push(' ');
    }
    spaced
}

static QUESTIONS: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(KINDS.iter().map(|kind| kind.questions).zip(0..)));
/// By kind.
static ANSWERS: LazyLock<Vec<Cues>> =
    LazyLock::new(|| KINDS.iter().map(|kind| Cues::of([(kind.answers, 0)].into_iter())).collect());

/// What is looked for in texts, by the first byte of it: at each word of a text there is little to compare.
struct Cues {
    by_first: Vec<Vec<Cue>>,
    /// Those that may stand inside a word.
    inside: Vec<(&'static str, u16)>,
}

struct Cue {
    words: &'static str,
    /// Any ending may follow.
    is_open: bool,
    /// A bit for what it tells.
    tells: u16,
}

impl Cues {
    /// Lists of cues, each with the number of the bit for it.
    fn of(lists: impl Iterator<Item = (&'static [&'static str], u16)>) -> Self {
        let mut cues =
            Cues { by_first: (0..=u8::MAX).map(|_| Vec::new()).collect(), inside: Vec::new() };
        for (cue, bit) in lists.flat_map(|(list, bit)| list.iter().map(move |cue| (*cue, bit))) {
            let tells = 1 << bit;
            match cue.bytes().next() {
                None => {}
                Some(b'*') => cues.inside.push((cue, tells)),
                Some(first) => cues.by_first[usize::from(first)].push(Cue {
                    words: cue.trim_end_matches('*'),
                    is_open: cue.ends_with('*'),
                    tells,
                }),
            }
        }
        cues
    }

    /// The bits of all that stand in a text.
    fn told(&self, spaced: &str) -> u16 {
        let mut told = 0;
        for (at, _) in spaced.bytes().enumerate().filter(|(_, byte)| *byte == b' ') {
            let Some(rest) = spaced.get(at + 1..) else { continue };
            let Some(first) = rest.bytes().next() else { continue };
            for cue in &self.by_first[usize::from(first)] {
                let after = rest.strip_prefix(cue.words);
                if after.is_some_and(|after| cue.is_open || after.starts_with(' ')) {
                    told |= cue.tells;
                }
            }
        }
        let inside = self.inside.iter().filter(|(cue, _)| stands_inside(spaced, cue));
        inside.fold(told, |told, (_, tells)| told | tells)
    }
}

/// Whether a word ends as the cue does; one with `*` behind it too may stand anywhere in a word.
fn stands_inside(spaced: &str, cue: &str) -> bool {
    let words = cue.trim_matches('*');
    spaced
        .match_indices(words)
        .any(|(at, _)| cue.ends_with('*') || spaced[at + words.len()..].starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_question_tell_what_is_asked_for() {
        let check = |question: &str, expected: &[Asked]| {
            assert_eq!(asked_in(question), expected, "{question}");
        };
        check("Vad gör ni åt klimatet?", &[Asked::Deed]);
        check("varför är det viktigt", &[Asked::Reason]);
        check("Hur många områden finns det?", &[Asked::Number]);
        check("vad kostar det och när ska det betalas", &[Asked::Price, Asked::Moment]);
        check("hur ansöker jag", &[Asked::Way]);
        check("får man elda", &[Asked::Rule]);
        check("klimatet", &[]);
        check("priset", &[Asked::Price]);
        check("enpris", &[]);
        check("vilka åldrar, och vad kostar det", &[Asked::Number, Asked::Price, Asked::Person]);
    }

    #[test]
    fn a_sentence_answers_a_kind_of_question_by_what_it_has() {
        let check = |asked: Asked, sentence: &str, expected: bool| {
            assert_eq!(answers(asked, sentence), expected, "{sentence}");
        };
        check(Asked::Deed, "Klimatpåverkan måste begränsas.", true);
        check(Asked::Deed, "Klimatförändringarna är en av vår tids största utmaningar.", false);
        check(Asked::Reason, "Detta leder till bättre hälsa.", true);
        check(Asked::Number, "Alla mellan 16 och 67 år.", true);
        check(Asked::Number, "Du får parkera i två timmar.", true);
        check(Asked::Number, "Du får parkera på torget.", false);
        check(Asked::Price, "Avgiften är 300 kronor.", true);
        check(Asked::Price, "Du får en faktura.", false);
        check(Asked::Place, "Gå till Skolgatan 3.", true);
        check(Asked::Place, "Skolgatans barn", false);
        check(Asked::Person, "Skolchefen svarar.", true);
        check(Asked::Moment, "Ansök senast i mars.", true);
    }
}
