//! A text's words.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// The most characters of a message that are read: a screenful of text is some 2 000.
pub const LONGEST: usize = 4_000;

/// A message made fit for reading: composed (NFC), without control and invisible formatting characters, blanks folded, cut at
/// [`LONGEST`] characters. Line breaks stay.
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(LONGEST).nfc() {
        let c = if c == '\n' {
            c
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        let blank_again = c == ' ' && (out.is_empty() || out.ends_with([' ', '\n']));
        if !blank_again && (c == '\n' || !c.is_control()) && !invisible(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Characters that steer how text is shown (bidirectional marks, joiners, byte-order mark, tags) and are none themselves.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\u{ad}')
}

/// Words in lower case; whatever is no letter or digit divides them.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The letters of a word in lower case, without a text of its own for them. A Greek sigma is the same in the middle of a word and at its end.
pub fn lower(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().flat_map(char::to_lowercase)
}

/// å ä ö and é without their marks, as people type them who have no such keys.
pub fn fold(word: &str) -> String {
    word.chars().map(fold_char).collect()
}

/// The same of one letter.
pub fn fold_char(letter: char) -> char {
    match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'é' | 'è' => 'e',
        'ü' => 'u',
        letter => letter,
    }
}

/// The headings of a Markdown text, without their marks.
pub fn headings(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(heading)
}

/// The words of a line that is a Markdown heading.
pub fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(' '))
        .then(|| words.trim())
        .filter(|words| !words.is_empty())
}

/// A section of more words than this is divided where paragraphs end.
const LONG_SECTION: usize = 60;

/// So many words at most are but a heading: what comes next belongs to it.
const HEADING: usize = 12;

/// The sections of a Markdown text, as byte ranges: from one heading to the next, and long ones cut at paragraphs.
pub fn sections(text: &str) -> Vec<Range<usize>> {
    let mut sections: Vec<Range<usize>> = Vec::new();
    let mut count = 0;
    let mut at = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let end = at + paragraph.len();
        let own = paragraph.split_whitespace().count();
        let begins = heading(paragraph.lines().next().unwrap_or_default()).is_some()
            || (count > HEADING && count + own > LONG_SECTION);
        match sections.last_mut() {
            Some(section) if !begins => {
                section.end = end;
                count += own;
            }
            _ => {
                sections.push(at..end);
                count = own;
            }
        }
        at = end;
    }
    sections
}

/// Sentences and lines, trimmed, none empty. An abbreviation's full stop ("kl. 8") does not end one: the next must begin after a blank
/// with something else than a digit or a small letter.
pub fn sentences(text: &str) -> Vec<&str> {
    divided(text, |_, _| true).into_iter().filter_map(|range| text.get(range)).collect()
}

/// The sentences of a message as people type them: one may begin with a small letter, and a question may stand behind a colon ("vår förening undrar: får
/// man vara med?").
pub fn message_sentences(text: &str) -> Vec<&str> {
    let split = |sentence: &'_ str| -> Vec<Range<usize>> {
        let start = sentence.as_ptr() as usize - text.as_ptr() as usize;
        let ends = sentence.char_indices().filter(|(at, c)| {
            let (before, after) = (&sentence[..*at], &sentence[at + c.len_utf8()..]);
            match c {
                '.' => ends_as_typed(before, after),
                ':' => asks_behind(after),
                _ => false,
            }
        });
        let mut begins = vec![0];
        begins.extend(ends.map(|(at, c)| at + c.len_utf8()));
        begins.push(sentence.len());
        begins.windows(2).map(|pair| start + pair[0]..start + pair[1]).collect()
    };
    let parts = sentences(text).into_iter().flat_map(split);
    let parts = parts.filter_map(|range| text.get(range)).map(str::trim);
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

/// Abbreviations that people end with a stop, folded.
const ABBREVIATIONS: [&str; 30] = [
    "kl", "tel", "tfn", "nr", "ca", "st", "dvs", "osv", "etc", "obs", "ev", "tex", "ex", "bla",
    "mm", "mfl", "inkl", "exkl", "resp", "fr", "tom", "from", "jan", "feb", "mon", "tis", "ons",
    "tor", "fre", "approx",
];

/// A stop before a small letter, unless it ends an abbreviation or a single letter ("t.ex.").
fn ends_as_typed(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let begins_word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    after.starts_with(' ')
        && begins_word(after.trim_start().chars().next())
        && word.chars().count() > 1
        && !word.ends_with(|c: char| c.is_numeric())
        && !ABBREVIATIONS.contains(&fold(&word.to_lowercase()).as_str())
}

/// Whether a whole question stands behind a colon.
fn asks_behind(after: &str) -> bool {
    after.starts_with(' ') && after.trim_end().ends_with('?') && words(after).nth(2).is_some()
}

/// The sentences of a Markdown text, as byte ranges without the blanks around them. A line break alone ends none, for texts are wrapped; what does is an
/// empty line, and the line of a heading, a list item or a row of a table.
pub fn prose_sentences(text: &str) -> Vec<Range<usize>> {
    divided(text, |before, after| {
        let line = before.rsplit('\n').next().unwrap_or_default();
        let next = after.split('\n').next().unwrap_or_default();
        next.trim().is_empty() || is_own_line(line) || is_own_line(next)
    })
}

/// Whether a Markdown line is a heading, a list item or a row of a table.
fn is_own_line(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    heading(line).is_some()
        || ["- ", "* ", "+ ", "|"].iter().any(|mark| line.starts_with(mark))
        || (numbered.len() < line.len() && numbered.starts_with(". "))
}

/// The text in sentences; `ends_line` tells, of what stands before a line break and after it, whether the line ends a sentence.
fn divided(text: &str, ends_line: impl Fn(&str, &str) -> bool) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' => ends_line(&text[start..at], &text[end..]),
            '?' | '!' => {
                chars.peek().is_none_or(|(_, next)| !matches!(next, '?' | '!' | ')' | '"' | '”'))
            }
            '.' => !is_item_number(&text[start..at]) && ends_at_stop(&text[end..]),
            _ => false,
        };
        if ends {
            ranges.push(start..end);
            start = end;
        }
    }
    ranges.push(start..text.len());
    let trimmed = |range: Range<usize>| {
        let part = &text[range.clone()];
        let start = range.start + part.len() - part.trim_start().len();
        start..start + part.trim().len()
    };
    ranges
        .into_iter()
        .map(trimmed)
        .filter(|range| text[range.clone()].chars().any(char::is_alphanumeric))
        .collect()
}

/// Whether a stop after this stands behind the number of a list's item.
fn is_item_number(before: &str) -> bool {
    let number = before.trim();
    !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_at_stop(rest: &str) -> bool {
    let mut rest = rest.chars();
    match rest.next() {
        None => true,
        Some(c) if c.is_whitespace() => {
            rest.find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_numeric() && !c.is_lowercase())
        }
        Some(_) => false,
    }
}

/// Emoji and dingbats (Unicode's blocks from Miscellaneous Symbols to Dingbats, and the pictographs of plane 1).
pub fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_divided_where_a_reader_would_divide_it() {
        let check = |text: &str, expected: &[&str]| assert_eq!(sentences(text), expected, "{text}");
        check("Hej! Har ni öppet kl. 8? Tack", &["Hej!", "Har ni öppet kl. 8?", "Tack"]);
        check("öppet 16.30 idag", &["öppet 16.30 idag"]);
        check("Hej\n\nVar är ni??\n/Anna", &["Hej", "Var är ni??", "/Anna"]);
        check("...", &[]);
    }

    #[test]
    fn a_message_in_small_letters_is_divided_too() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(message_sentences(text), expected, "{text}");
        };
        check("tack. när öppnar ni", &["tack.", "när öppnar ni"]);
        check("Hej! jobbar natt. e ni öppna?", &["Hej!", "jobbar natt.", "e ni öppna?"]);
        check("kl. åtta, t.ex. på fredag", &["kl. åtta, t.ex. på fredag"]);
        check("öppet 8. fredag", &["öppet 8. fredag"]);
        check(
            "Vår förening undrar: får man vara med?",
            &["Vår förening undrar:", "får man vara med?"],
        );
        check("obs: nu?", &["obs: nu?"]);
        check("mejl: a@b.se. och sen", &["mejl: a@b.se.", "och sen"]);
        check("...", &[]);
    }

    #[test]
    fn a_page_is_divided_into_sentences_list_items_and_rows() {
        let text = "## Avgift\n\nDet kostar 20\nkronor, t.ex. på kl. 8. Betala här!\n\n1. Gå in.\n2. Betala\n\n| a | b |\n| 1 | 2 |";
        let found: Vec<&str> =
            prose_sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "## Avgift",
                "Det kostar 20\nkronor, t.ex. på kl. 8.",
                "Betala här!",
                "1. Gå in.",
                "2. Betala",
                "| a | b |",
                "| 1 | 2 |"
            ]
        );
    }

    #[test]
    fn a_page_is_divided_into_sections_at_headings_and_where_they_grow_long() {
        let long = "ord ".repeat(LONG_SECTION - 1);
        let text = format!("Ingress.\n\n## Ett\n\nkort\n\n## Två\n\n{long}\n\n{long}");
        let sections = sections(&text);
        let firsts: Vec<&str> = sections
            .iter()
            .map(|range| text[range.clone()].split_whitespace().next().unwrap())
            .collect();
        assert_eq!(firsts, ["Ingress.", "##", "##", "ord"]);
        assert_eq!((sections[0].start, sections.last().unwrap().end), (0, text.len()));
        assert_eq!(super::sections("Bara en mening.").len(), 1);
    }

    #[test]
    fn what_cannot_be_seen_is_taken_away() {
        assert_eq!(clean("\u{202e}h\u{200b}ej\u{7}  då\t !"), "hej då !");
        assert_eq!(clean(&"a".repeat(100_000)).len(), LONGEST);
    }
}
