//! The languages a message can be written in, and the two that replies are written in.

/// The language a resident writes in, as far as the message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Swedish,
    English,
    /// One that the knowledge folder has a card for.
    Other(LanguageCode),
    /// Neither Swedish nor English, and no card.
    Unknown,
}

/// An ISO 639-1 code: two lower-case letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguageCode([u8; 2]);

impl serde::Serialize for LanguageCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for LanguageCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <String as serde::Deserialize>::deserialize(deserializer)?;
        LanguageCode::parse(&code).ok_or_else(|| serde::de::Error::custom("not a language code"))
    }
}

impl LanguageCode {
    pub fn parse(code: &str) -> Option<Self> {
        match *code.as_bytes() {
            [a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => {
                Some(LanguageCode([a, b]))
            }
            _ => None,
        }
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("und")
    }
}

impl Language {
    /// ISO 639-1, or `und` (ISO 639-2: undetermined).
    pub fn code(&self) -> &str {
        match self {
            Language::Swedish => "sv",
            Language::English => "en",
            Language::Other(code) => code.as_str(),
            Language::Unknown => "und",
        }
    }

    /// The language to reply in: English for all but Swedish.
    pub fn reply(self) -> ReplyLanguage {
        match self {
            Language::Swedish => ReplyLanguage::Swedish,
            _ => ReplyLanguage::English,
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
    /// The municipality's own language first.
    pub const ALL: [ReplyLanguage; ReplyLanguage::English as usize + 1] =
        [ReplyLanguage::Swedish, ReplyLanguage::English];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            ReplyLanguage::Swedish => "sv",
            ReplyLanguage::English => "en",
        }
    }

    /// What buttons name it by. They stay in chats for years: a letter that was used once keeps its meaning for good.
    pub fn letter(self) -> char {
        match self {
            ReplyLanguage::Swedish => 's',
            ReplyLanguage::English => 'e',
        }
    }

    /// What people call it, in lower case without rings and dots.
    fn names(self) -> [&'static str; 2] {
        match self {
            ReplyLanguage::Swedish => ["svenska", "swedish"],
            ReplyLanguage::English => ["engelska", "english"],
        }
    }

    /// Reads `sv` or `en`, also with a region (`sv-SE`), as Telegram and `--lang` give it.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.letter() == letter)
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.names().contains(&name))
    }
}

impl From<ReplyLanguage> for Language {
    fn from(language: ReplyLanguage) -> Self {
        match language {
            ReplyLanguage::Swedish => Language::Swedish,
            ReplyLanguage::English => Language::English,
        }
    }
}
