//! Messages as long as Telegram sends, of what people paste and of what nobody writes.

/// The most characters of a message.
const LENGTH: usize = 4_096;

/// Each with what it is.
pub fn messages() -> Vec<(&'static str, String)> {
    let letter = "Hej! Vi flyttade hit i våras med två barn och en hund. Vägen utanför huset dånar hela nätterna, och sonen vaknar kl. 3. \
        Jag ringde er den 14 mars men fick inget svar. Min mamma är 82 år och orkar inte gå till bussen längre. Vad tänker kommunen göra åt bullret, \
        och när får vi besked? ";
    vec![
        ("a letter", repeated(letter)),
        ("invented words of forty letters", words(40)),
        ("invented words of eight letters", words(8)),
        ("one word", invented(LENGTH, &mut 5)),
        (
            "words in other letters",
            repeated("привет как дела у вас сегодня открыто مرحبا متى تفتحون اليوم "),
        ),
        (
            "other letters between Swedish words",
            repeated("när öppnar ни сегодня på kommunen مرحبا med δήμος och "),
        ),
        ("numbers and dates", repeated("den 3 maj kl 8-16.30, 0303-70 30 00, v 12, 2026-11-23; ")),
        ("short questions", repeated("öppet nu? var är ni? vem då? ")),
        ("signs", repeated("?!., -:;")),
        ("pictures", repeated("👍🎉❤️ ")),
    ]
}

fn repeated(text: &str) -> String {
    text.chars().cycle().take(LENGTH).collect()
}

fn words(length: usize) -> String {
    let mut random = 3;
    let word = |_| invented(length, &mut random) + " ";
    let all: String = (0..LENGTH / length + 1).map(word).collect();
    all.chars().take(LENGTH).collect()
}

/// Letters that make no word, different ones every time.
fn invented(length: usize, random: &mut u64) -> String {
    let letters: Vec<char> = "abcdefghijklmnoprstuvyåäö".chars().collect();
    let letter = |_| {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        letters[(*random >> 33) as usize % letters.len()]
    };
    (0..length).map(letter).collect()
}
