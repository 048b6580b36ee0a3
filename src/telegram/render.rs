//! A reply → messages: Telegram HTML and keyboards.

use super::keyboard::keyboard;
use super::markup::{Rich, TEXT_MAX};
use crate::model::outgoing::{Key, Request};
use crate::model::reply::{Block, Reply};

/// One message, ready to be sent or to replace another.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// Not blank, at most [`TEXT_MAX`] UTF-16 units to see.
    pub html: String,
    pub keyboard: Vec<Vec<Key>>,
}

impl Rendered {
    pub fn send(self, reply_to: Option<i32>) -> Request {
        Request::Send { html: self.html, keyboard: self.keyboard, reply_to }
    }

    pub fn edit(self, message_id: i32) -> Request {
        Request::Edit { message_id, html: self.html, keyboard: self.keyboard }
    }
}

/// The messages of a reply, in order; the last has the buttons. Empty only for a reply without text.
/// `map` is the contact centre's map, for the button that opens it.
pub fn render(reply: &Reply, map: &str) -> Vec<Rendered> {
    let mut messages = messages(&rich(&reply.blocks));
    if let Some(last) = messages.last_mut() {
        last.keyboard = keyboard(&reply.buttons, map);
    }
    messages
}

/// Any styled text as messages without buttons.
pub fn messages(text: &Rich) -> Vec<Rendered> {
    let pieces = text.html(TEXT_MAX).into_iter();
    pieces.map(|html| Rendered { html, keyboard: Vec::new() }).collect()
}

/// The blocks one under the other.
pub fn rich(blocks: &[Block]) -> Rich {
    let mut text = Rich::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        if let Some(before) = before {
            text = text.plain(between(before, block));
        }
        text = push(text, block);
        before = Some(block);
    }
    text
}

/// Details stand line by line, and a heading stands with what it heads.
fn between(before: &Block, block: &Block) -> &'static str {
    let is_detail = |block: &Block| {
        matches!(block, Block::Phone { .. } | Block::Email { .. } | Block::Link { .. })
    };
    match (before, block) {
        (Block::Heading(_), _) => "\n",
        (before, block) if is_detail(before) && is_detail(block) => "\n",
        (Block::Note(_), Block::Note(_)) => "\n",
        _ => "\n\n",
    }
}

fn push(text: Rich, block: &Block) -> Rich {
    match block {
        Block::Heading(heading) | Block::Notice(heading) => text.bold(heading),
        Block::Text(plain) => text.plain(plain),
        Block::Quote(quote) => text.quote(quote),
        Block::Note(note) => text.italic(note),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("• {item}")).collect();
            text.plain(&items.join("\n"))
        }
        Block::Phone { label, number } => detail(text, label).plain(&tappable(number)),
        // Telegram makes addresses in plain text tappable by itself.
        Block::Email { label, address } => detail(text, label).plain(address),
        Block::Address { label, lines } => {
            let text = if label.trim().is_empty() { text } else { text.plain(label).plain(":\n") };
            text.plain(&lines.join("\n"))
        }
        Block::Link { label, url } => text.link(label, url),
    }
}

fn detail(text: Rich, label: &str) -> Rich {
    match label.trim().trim_end_matches(':') {
        "" => text,
        label => text.plain(label).plain(": "),
    }
}

/// The number as printed, and behind it with the country's code: phones make both tappable, Telegram on a computer only the latter.
/// (`tel:` links are not allowed in messages.) Short numbers such as 112 have no other form.
fn tappable(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let printable = number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '\u{A0}'));
    match digits.strip_prefix('0') {
        Some(national) if printable && !national.starts_with('0') && digits.len() >= 8 => {
            format!("{number} (+46{national})")
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::action::{Action, Button};
    use crate::model::language::Language;
    use crate::model::reply::ReplyKind;

    fn reply(blocks: Vec<Block>) -> Reply {
        Reply {
            kind: ReplyKind::Contact,
            language: Language::Swedish,
            blocks,
            buttons: vec![vec![Button { label: "Öppettider".into(), action: Action::Hours }]],
            articles: Vec::new(),
            passage: None,
            source: None,
            hours: None,
            offers: Vec::new(),
            confidence: None,
        }
    }

    #[test]
    fn blocks_stand_one_under_the_other() {
        let blocks = vec![
            Block::Heading("Kontaktcenter".into()),
            Block::Text("Vi svarar & hjälper.".into()),
            Block::Quote("Här\när <vi>.".into()),
            Block::List(vec!["ett".into(), "två".into()]),
            Block::Phone { label: "Telefon".into(), number: "0303-70 30 00".into() },
            Block::Email { label: "E-post:".into(), address: "kommun@ale.se".into() },
            Block::Link {
                label: "Karta".into(),
                url: "https://www.openstreetmap.org/search?query=x".into(),
            },
            Block::Address {
                label: "Besök".into(),
                lines: vec!["Ledetvägen 6".into(), "Alafors".into()],
            },
            Block::Note("Källa: planen.".into()),
        ];
        let rendered = render(&reply(blocks), "");
        assert_eq!(rendered.len(), 1);
        assert_eq!(
            rendered[0].html,
            "<b>Kontaktcenter</b>\nVi svarar &amp; hjälper.\n\n<blockquote>Här\när &lt;vi&gt;.</blockquote>\n\n• ett\n• två\n\n\
             Telefon: 0303-70 30 00 (+46303703000)\nE-post: kommun@ale.se\n\
             <a href=\"https://www.openstreetmap.org/search?query=x\">Karta</a>\n\n\
             Besök:\nLedetvägen 6\nAlafors\n\n<i>Källa: planen.</i>"
        );
        assert_eq!(rendered[0].keyboard.len(), 1);
    }

    #[test]
    fn the_buttons_stand_under_the_last_of_several_messages() {
        let rendered = render(&reply(vec![Block::Quote("Ett ord. ".repeat(1000))]), "");
        assert_eq!(rendered.len(), 3);
        assert!(rendered[..2].iter().all(|message| message.keyboard.is_empty()));
        assert_eq!(rendered[2].keyboard.len(), 1);
    }

    #[test]
    fn a_reply_without_text_is_no_message() {
        assert_eq!(render(&reply(vec![Block::Text(" \n".into())]), ""), []);
    }

    #[test]
    fn phone_numbers_can_be_tapped_everywhere() {
        for (number, expected) in [
            ("0303-70 30 00", "0303-70 30 00 (+46303703000)"),
            ("112", "112"),
            ("114 14", "114 14"),
            ("1177", "1177"),
            ("020-12", "020-12"),
            ("+46 303 70 30 00", "+46 303 70 30 00"),
            ("0046303703000", "0046303703000"),
            ("0303-70 30 00 (växel)", "0303-70 30 00 (växel)"),
        ] {
            assert_eq!(tappable(number), expected);
        }
    }
}
