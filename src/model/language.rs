//! The languages a message can be written in, and the two that replies are written in.

/// The language a resident writes in, as far as the message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Swedish,
    English,
    /// Neither of the two: answered with a short card. Holds an ISO 639-1 code that the knowledge has a card for, or `und`.
    Other(&'static str),
}

impl Language {
    /// ISO 639-1 code; `und` where the language is not known.
    pub fn code(self) -> &'static str {
        match self {
            Language::Swedish => "sv",
            Language::English => "en",
            Language::Other(code) => code,
        }
    }
}

/// A language that replies are worded in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub enum ReplyLanguage {
    #[default]
    Swedish,
    English,
}

impl ReplyLanguage {
    pub fn code(self) -> &'static str {
        match self {
            ReplyLanguage::Swedish => "sv",
            ReplyLanguage::English => "en",
        }
    }

    /// Reads `sv` or `en`, also with a region (`sv-SE`), as Telegram and `--lang` give it.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split(['-', '_']).next() {
            Some("sv") => Some(ReplyLanguage::Swedish),
            Some("en") => Some(ReplyLanguage::English),
            _ => None,
        }
    }
}
