//! Callback data: what a button does, in at most 64 bytes, and back.
//!
//! The data is a version, a module and what the module has written: `1a` is the assistant's, version 1, `1d` the desk's. A module
//! takes a letter of its own and implements [`Pressed`]. Buttons stay in chats for years, and anyone can send any data: what does not
//! decode is a typed error, and gets a polite answer.

mod action;
mod staff;

use std::str::FromStr;

use thiserror::Error;

use crate::model::article::ArticleId;
use crate::model::outgoing::Press;

/// The most that Telegram takes, in bytes.
pub const MAX: usize = 64;

const VERSION: char = '1';

/// What the buttons of one module do.
pub trait Pressed: Sized {
    /// Tells the modules apart.
    const MODULE: char;

    fn write(&self, data: &mut Writer);
    fn read(data: &mut Reader<'_>) -> Result<Self, Undecodable>;
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Undecodable {
    #[error("callback data of another version or module")]
    Foreign,
    #[error("callback data that ends too early")]
    Short,
    #[error("callback data with an unknown action or value")]
    Unknown,
    #[error("callback data with something left over")]
    Long,
}

/// The data of a button; no longer than [`MAX`] as long as the module's actions hold no more than one id and a few numbers.
pub fn encode<P: Pressed>(pressed: &P) -> String {
    let mut data = Writer(String::with_capacity(MAX));
    data.letter(VERSION).letter(P::MODULE);
    pressed.write(&mut data);
    debug_assert!(data.0.len() <= MAX, "callback data too long: {}", data.0);
    data.0
}

pub fn decode<P: Pressed>(data: &str) -> Result<P, Undecodable> {
    let mut data = Reader(data);
    if data.letter() != Ok(VERSION) || data.letter() != Ok(P::MODULE) {
        return Err(Undecodable::Foreign);
    }
    let pressed = P::read(&mut data)?;
    if data.0.is_empty() { Ok(pressed) } else { Err(Undecodable::Long) }
}

/// What a button's data means. `None`: it is not ours, or of another version.
pub fn pressed(data: &str) -> Option<Press> {
    let residents = decode(data).map(Press::Resident);
    residents.or_else(|_| decode(data).map(Press::Staff)).ok()
}

/// Appends fields; [`Reader`] takes them off again in the same order.
pub struct Writer(String);

impl Writer {
    pub fn letter(&mut self, letter: char) -> &mut Self {
        self.0.push(letter);
        self
    }

    /// A whole number, and the mark that ends it.
    pub fn number(&mut self, number: impl ToString) -> &mut Self {
        self.0.push_str(&number.to_string());
        self.0.push('.');
        self
    }

    /// Has to be the last field.
    pub fn article(&mut self, id: &ArticleId) {
        self.0.push_str(id.as_str());
    }
}

pub struct Reader<'a>(&'a str);

impl Reader<'_> {
    pub fn letter(&mut self) -> Result<char, Undecodable> {
        let mut rest = self.0.chars();
        let letter = rest.next().ok_or(Undecodable::Short)?;
        self.0 = rest.as_str();
        Ok(letter)
    }

    pub fn number<N: FromStr>(&mut self) -> Result<N, Undecodable> {
        let (number, rest) = self.0.split_once('.').ok_or(Undecodable::Short)?;
        self.0 = rest;
        number.parse().map_err(|_| Undecodable::Unknown)
    }

    pub fn article(&mut self) -> Result<ArticleId, Undecodable> {
        let id = ArticleId::parse(self.0).ok_or(Undecodable::Unknown)?;
        self.0 = "";
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Anybody can send any data, as if pressed.
        #[test]
        fn any_data_is_a_choice_of_ours_or_none(module in "(1[ad])?", rest in "\\PC{0,70}|[a-zA-Z0-9.-]{0,66}") {
            let data = format!("{module}{rest}");
            let again = match pressed(&data) {
                None => return Ok(()),
                Some(Press::Resident(action)) => pressed(&encode(&action)),
                Some(Press::Staff(action)) => pressed(&encode(&action)),
                Some(Press::Open(_)) => None,
            };
            prop_assert_eq!(pressed(&data), again, "{}", data);
        }
    }
}
