//! The words of a PDF's page with their places: a page has no lines and no paragraphs, only letters that are put somewhere.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use unicode_normalization::UnicodeNormalization;

/// Letters of one size that follow each other on one line. Lengths are in points, and `y` grows downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
    pub text: String,
}

/// Wider gaps, in sizes of the letters, are between words.
const BETWEEN_WORDS: f64 = 0.1;
/// Wider ones are between columns.
const BETWEEN_SPANS: f64 = 1.5;
/// Letters nearer to each other's line, in sizes, stand on one.
pub const ON_A_LINE: f64 = 0.35;

/// Takes down where each letter is put.
#[derive(Default)]
pub struct Spans {
    pub spans: Vec<Span>,
    top: f64,
    begins_word: bool,
}

impl OutputDev for Spans {
    fn begin_page(
        &mut self,
        _number: u32,
        page: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.top = page.ury;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        letters: &str,
    ) -> Result<(), OutputError> {
        let text = readable(letters);
        let size = (place.m21.hypot(place.m22) * font_size).abs();
        let advance = place.m11.hypot(place.m12) * font_size * width;
        let (left, y) = (place.m31, self.top - place.m32);
        let is_placed = [size, advance, left, y].iter().all(|length| length.is_finite());
        if !is_placed || size == 0.0 {
            return Ok(());
        }
        let right = left + advance.abs();
        let begins = std::mem::take(&mut self.begins_word);
        match self.spans.last_mut() {
            Some(span) if !begins => {
                span.text.push_str(&text);
                span.right = span.right.max(right);
            }
            Some(span) if goes_on(span, left, y, size) => {
                let is_apart = left > span.right + span.size * BETWEEN_WORDS;
                if is_apart && !span.text.ends_with(' ') && text != " " {
                    span.text.push(' ');
                }
                span.text.push_str(&text);
                span.right = span.right.max(right);
            }
            _ => self.spans.push(Span { left, right, y, size, text }),
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.begins_word = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

impl Spans {
    /// The spans that say something.
    pub fn into_spans(self) -> Vec<Span> {
        let said = self.spans.into_iter().map(|span| Span { text: folded(&span.text), ..span });
        said.filter(|span| !span.text.is_empty()).collect()
    }
}

fn goes_on(span: &Span, left: f64, y: f64, size: f64) -> bool {
    let gap = left - span.right;
    (span.y - y).abs() <= span.size.max(size) * ON_A_LINE
        && gap >= -span.size
        && gap <= span.size * BETWEEN_SPANS
}

/// Letters that are printed as one sign are several again: ﬁ is f and i.
fn readable(letters: &str) -> String {
    let is_ligature = |c: char| ('\u{fb00}'..='\u{fb06}').contains(&c);
    if !letters.contains(is_ligature) {
        return letters.to_owned();
    }
    letters
        .chars()
        .flat_map(|c| if is_ligature(c) { c.nfkc().collect::<Vec<_>>() } else { vec![c] })
        .collect()
}

fn folded(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
