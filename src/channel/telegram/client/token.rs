//! The bot's secret.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

/// A bot's token, as BotFather gives it: a number, a colon, letters. Never shown, not even to debug.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Arc<str>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadToken {
    #[error("no bot token: set TELOXIDE_TOKEN to the token that @BotFather gave")]
    Missing,
    #[error(
        "the bot token is malformed: TELOXIDE_TOKEN has to look like 123456:ABC-def, as @BotFather gave it"
    )]
    Malformed,
}

impl Token {
    pub fn parse(text: &str) -> Result<Self, BadToken> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadToken::Missing);
        }
        let (id, secret) = text.split_once(':').ok_or(BadToken::Malformed)?;
        let number = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if number && !secret.is_empty() && secret.bytes().all(plain) {
            Ok(Token(text.into()))
        } else {
            Err(BadToken::Malformed)
        }
    }

    pub(super) fn secret(&self) -> &str {
        &self.0
    }

    /// The text without the token, or its secret half, in it.
    pub(super) fn hide_in(&self, text: &str) -> String {
        let secret = self.0.split_once(':').map_or(&*self.0, |(_, secret)| secret);
        let text = text.replace(&*self.0, "<token>");
        // Tokens of one letter exist in tests only, and would blank out half the alphabet.
        if secret.len() < 8 { text } else { text.replace(secret, "<token>") }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_token_is_one() {
        for (text, error) in [
            ("", BadToken::Missing),
            (" \n", BadToken::Missing),
            ("abc", BadToken::Malformed),
            ("1:", BadToken::Malformed),
            (":abc", BadToken::Malformed),
            ("1:a/../b", BadToken::Malformed),
            ("x1:abc", BadToken::Malformed),
        ] {
            assert_eq!(Token::parse(text), Err(error), "{text}");
        }
        assert!(Token::parse(" 123456:AAH-x_9\n").is_ok());
    }

    #[test]
    fn a_token_shows_nowhere() {
        let token = Token::parse("123:ABCDEFGHIJ").unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
        let hidden = token.hide_in("http://x/bot123:ABCDEFGHIJ/getMe ABCDEFGHIJ");
        assert_eq!(hidden, "http://x/bot<token>/getMe <token>");
    }
}
