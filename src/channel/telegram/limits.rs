//! How much Telegram lets a bot send: <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>.

use std::str::FromStr;
use std::time::Duration;

use crate::pipe::{Limits, Rate};

/// Messages a second in all, a second in a private chat (over ten seconds; three times as many in one of them), a minute in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TelegramLimits {
    /// For bulk tests against a double.
    Off,
    Kept {
        all: u32,
        chat: u32,
        group: u32,
    },
}

impl TelegramLimits {
    pub const DOCUMENTED: TelegramLimits = TelegramLimits::Kept { all: 30, chat: 1, group: 20 };
}

impl From<TelegramLimits> for Limits {
    fn from(limits: TelegramLimits) -> Self {
        let TelegramLimits::Kept { all, chat, group } = limits else { return Limits::default() };
        let rate = |most, seconds| Rate { most, span: Duration::from_secs(seconds) };
        Limits {
            all: vec![rate(all, 1)],
            person: vec![rate(chat.saturating_mul(3), 1), rate(chat.saturating_mul(10), 10)],
            group: vec![rate(group, 60)],
            // Groups have negative ids.
            is_group: Some(|chat| chat.number() < 0),
        }
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "limits are `telegram`, `off`, or ALL_PER_S,CHAT_PER_S,GROUP_PER_MIN as whole numbers from 1, for instance 30,1,20"
)]
pub struct LimitsError;

impl FromStr for TelegramLimits {
    type Err = LimitsError;

    fn from_str(text: &str) -> Result<Self, LimitsError> {
        match text.trim() {
            "telegram" => return Ok(TelegramLimits::DOCUMENTED),
            "off" => return Ok(TelegramLimits::Off),
            _ => {}
        }
        let numbers: Vec<u32> = text
            .split(',')
            .map(|part| part.trim().parse().map_err(|_| LimitsError))
            .collect::<Result<_, _>>()?;
        match numbers[..] {
            [all, chat, group] if !numbers.contains(&0) => {
                Ok(TelegramLimits::Kept { all, chat, group })
            }
            _ => Err(LimitsError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_written() {
        for (text, expected) in [
            ("telegram", Ok(TelegramLimits::DOCUMENTED)),
            ("30,1,20", Ok(TelegramLimits::DOCUMENTED)),
            ("off", Ok(TelegramLimits::Off)),
            (" 100, 5 ,60", Ok(TelegramLimits::Kept { all: 100, chat: 5, group: 60 })),
            ("", Err(LimitsError)),
            ("0,1,20", Err(LimitsError)),
            ("30,1", Err(LimitsError)),
            ("30,1,20,4", Err(LimitsError)),
            ("-1,1,1", Err(LimitsError)),
        ] {
            assert_eq!(text.parse::<TelegramLimits>(), expected, "{text:?}");
        }
    }
}
