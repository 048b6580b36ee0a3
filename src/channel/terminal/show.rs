//! A reply on the terminal. The stream drops the colours where nobody wants them (`NO_COLOR`, a pipe).

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::answer::plain;
use crate::model::reply::{Block, Reply};

/// The blocks, then the choices with their numbers, then an empty line.
pub fn reply(out: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let mut previous: Option<&Block> = None;
    for block in &reply.blocks {
        let style = style(block);
        write!(
            out,
            "{}{style}{}{style:#}",
            plain::between(previous, block),
            printable(&plain::block_text(block))
        )?;
        previous = Some(block);
    }
    writeln!(out)?;
    let numbered = Style::new().bold();
    let mut number = 0;
    for row in &reply.buttons {
        let mut gap = if number == 0 { "\n" } else { "" };
        for button in row {
            number += 1;
            write!(out, "{gap}{numbered}[{number}]{numbered:#} {}", printable(&button.label))?;
            gap = "   ";
        }
        writeln!(out)?;
    }
    writeln!(out)
}

fn style(block: &Block) -> Style {
    match block {
        Block::Heading(_) | Block::Notice(_) => Style::new().bold(),
        Block::Quote(_) => AnsiColor::Cyan.on_default(),
        Block::Note(_) => Style::new().dimmed(),
        _ => Style::new(),
    }
}

/// Without what a terminal would take for commands: control characters other than line breaks.
fn printable(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::action::{Action, Button};
    use crate::model::language::Language;
    use crate::model::reply::ReplyKind;

    fn sample() -> Reply {
        let button = |label: &str, action| Button { label: label.into(), action };
        let blocks = vec![
            Block::Heading("Så når du oss:".into()),
            Block::Quote("Rad ett\nrad\u{1b}[31m två\u{9b}2J".into()),
        ];
        let buttons = vec![
            vec![button("Karta", Action::Map)],
            vec![button("Öppettider", Action::Hours), button("Kontakt\u{7}", Action::Contact)],
        ];
        Reply { buttons, ..Reply::new(ReplyKind::Contact, Language::Swedish, blocks) }
    }

    #[test]
    fn choices_are_numbered_through_all_rows() {
        let mut out = anstream::StripStream::new(Vec::new());
        reply(&mut out, &sample()).unwrap();
        let shown = String::from_utf8(out.into_inner()).unwrap();
        assert_eq!(
            shown,
            "Så når du oss:\n\n”Rad ett\nrad[31m två2J”\n\n[1] Karta\n[2] Öppettider   [3] Kontakt\n\n"
        );
    }

    #[test]
    fn only_our_own_escape_sequences_reach_the_terminal() {
        let mut out = Vec::new();
        reply(&mut out, &sample()).unwrap();
        let shown = String::from_utf8(out).unwrap();
        assert!(!shown.contains("\u{1b}[31m") && !shown.contains(['\u{9b}', '\u{7}']), "{shown:?}");
        assert!(shown.starts_with("\u{1b}[1mSå når du oss:\u{1b}[0m"), "{shown:?}");
    }
}
