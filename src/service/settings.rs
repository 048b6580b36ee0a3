//! The service's settings: from the environment, validated once at start.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::channel::telegram::client::{TELEGRAM, Token};
use crate::channel::telegram::limits::TelegramLimits;
use crate::channel::telegram::webhook::Secret;
use crate::embedding::{EmbeddingSettings, EmbeddingSettingsError};
use crate::model::id::{ChatId, UserId};
use crate::store::Retention;

/// Where updates come from.
#[derive(Debug)]
pub enum Receiving {
    Polling,
    Webhook { url: String, secret: Secret },
}

/// Everything `serve` needs to know, valid.
#[derive(Debug)]
pub struct ServeSettings {
    pub token: Token,
    pub api: String,
    pub database: String,
    pub staff_chat: Option<ChatId>,
    /// Numeric user ids.
    pub staff: Vec<UserId>,
    pub receiving: Receiving,
    /// Staff are reminded of a case that has waited so many minutes of opening time.
    pub remind_minutes: u32,
    /// Where the webhook and the health page are; `None`: nowhere, with polling.
    pub listen: Option<SocketAddr>,
    /// Where figures, metrics and readiness are: an address of this machine, unless others may see them.
    pub figures: Option<SocketAddr>,
    /// How long what is kept.
    pub retention: Retention,
    pub limits: TelegramLimits,
    /// `None`: no embedding engine is set.
    pub embeddings: Option<EmbeddingSettings>,
    pub knowledge: PathBuf,
    pub index: PathBuf,
    /// The clock is set to this local time at start, and goes on from there.
    pub at: Option<NaiveDateTime>,
}

/// A setting that is missing or cannot be used: names it and the way out, never a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("TELOXIDE_TOKEN saknas. Sätt den till botens token, som @BotFather ger.")]
    NoToken,
    #[error("TELOXIDE_TOKEN ser inte ut som en token. Kopiera den på nytt från @BotFather.")]
    BadToken,
    #[error("{name} är ”{value}”; {wanted}")]
    Bad { name: &'static str, value: String, wanted: &'static str },
    #[error(
        "ALEBOT_WEBHOOK_SECRET saknas eller är fel: 1–256 tecken av A–Z a–z 0–9 _ -. Den behövs med ALEBOT_WEBHOOK_URL."
    )]
    Secret,
    #[error(transparent)]
    Embeddings(#[from] EmbeddingSettingsError),
}

/// Reads variables; a closure in tests.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Staff are reminded after so many minutes unless ALEBOT_REMIND_MINUTES says otherwise.
const REMIND_MINUTES: u32 = 60;
/// Where the database is unless ALEBOT_DATABASE says otherwise.
pub const DATABASE: &str = "sqlite://alebot.db";
/// Where the webhook listens where nothing is named: for a web server on this machine, which has the certificate. What Telegram posts is not for the
/// network to read. The port is the first of those that Telegram posts to and no special right is needed for.
const WEBHOOK_LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8443);

impl ServeSettings {
    pub fn read(
        variable: Environment<'_>,
        knowledge: PathBuf,
        index: PathBuf,
        at: Option<NaiveDateTime>,
    ) -> Result<Self, SettingsError> {
        let value = |name: &str| {
            variable(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let token = value("TELOXIDE_TOKEN").ok_or(SettingsError::NoToken)?;
        let receiving = match value("ALEBOT_WEBHOOK_URL") {
            None => Receiving::Polling,
            Some(url) => {
                let secret = value("ALEBOT_WEBHOOK_SECRET").ok_or(SettingsError::Secret)?;
                Receiving::Webhook {
                    url,
                    secret: Secret::parse(&secret).map_err(|_| SettingsError::Secret)?,
                }
            }
        };
        let listen =
            parsed(&value, "ALEBOT_LISTEN", "skriv adress och port, till exempel 127.0.0.1:8443")?;
        let webhook = matches!(receiving, Receiving::Webhook { .. });
        Ok(ServeSettings {
            token: Token::parse(&token).map_err(|_| SettingsError::BadToken)?,
            api: value("TELOXIDE_API_URL").unwrap_or_else(|| TELEGRAM.to_owned()),
            database: value("ALEBOT_DATABASE").unwrap_or_else(|| DATABASE.to_owned()),
            staff_chat: group(&value)?,
            staff: staff(value("ALEBOT_STAFF"))?,
            listen: listen.or(webhook.then_some(WEBHOOK_LISTEN)),
            figures: figures(&value)?,
            receiving,
            retention: retention(&value)?,
            remind_minutes: parsed(
                &value,
                "ALEBOT_REMIND_MINUTES",
                "skriv ett helt antal minuter",
            )?
            .unwrap_or(REMIND_MINUTES),
            limits: parsed(
                &value,
                "ALEBOT_LIMITS",
                "skriv telegram, off eller tre tal som 30,1,20",
            )?
            .unwrap_or(TelegramLimits::DOCUMENTED),
            embeddings: EmbeddingSettings::read(variable)?,
            knowledge,
            index,
            at,
        })
    }
}

fn parsed<T: std::str::FromStr>(
    value: &dyn Fn(&str) -> Option<String>,
    name: &'static str,
    wanted: &'static str,
) -> Result<Option<T>, SettingsError> {
    value(name)
        .map(|text| text.parse().map_err(|_| SettingsError::Bad { name, value: text, wanted }))
        .transpose()
}

fn retention(value: &dyn Fn(&str) -> Option<String>) -> Result<Retention, SettingsError> {
    let days = |name| parsed(value, name, "skriv ett helt antal dagar");
    let usual = Retention::default();
    Ok(Retention {
        questions: days("ALEBOT_RETENTION_DAYS")?.unwrap_or(usual.questions),
        conversations: days("ALEBOT_RETENTION_CONVERSATIONS")?.unwrap_or(usual.conversations),
        cases: days("ALEBOT_RETENTION_CASES")?.or(usual.cases),
        audit: days("ALEBOT_RETENTION_AUDIT")?.unwrap_or(usual.audit),
    })
}

/// Figures say how much residents write, and are nobody else's: on this machine unless the operator says that others may see them.
fn figures(value: &dyn Fn(&str) -> Option<String>) -> Result<Option<SocketAddr>, SettingsError> {
    const WANTED: &str = "skriv en port eller en adress på den här datorn, till exempel 127.0.0.1:9180, eller sätt ALEBOT_FIGURES_REMOTE=yes";
    const NAME: &str = "ALEBOT_FIGURES";
    let Some(text) = value(NAME) else { return Ok(None) };
    let on_this_machine =
        text.parse::<u16>().map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let address = on_this_machine.ok().or_else(|| text.parse().ok());
    let others_may = value("ALEBOT_FIGURES_REMOTE").is_some_and(|answer| answer == "yes");
    match address {
        Some(address) if others_may || address.ip().is_loopback() => Ok(Some(address)),
        _ => Err(SettingsError::Bad { name: NAME, value: text, wanted: WANTED }),
    }
}

/// Telegram's groups have negative ids.
fn group(value: &dyn Fn(&str) -> Option<String>) -> Result<Option<ChatId>, SettingsError> {
    const WANTED: &str =
        "skriv gruppens numeriska id, som börjar med minus; /id i gruppen visar det";
    const NAME: &str = "ALEBOT_STAFF_CHAT";
    match parsed::<ChatId>(value, NAME, WANTED)? {
        Some(id) if id.number() >= 0 => {
            Err(SettingsError::Bad { name: NAME, value: id.to_string(), wanted: WANTED })
        }
        id => Ok(id),
    }
}

fn staff(list: Option<String>) -> Result<Vec<UserId>, SettingsError> {
    let list = list.unwrap_or_default();
    list.split([',', ' '])
        .filter(|id| !id.is_empty())
        .map(|id| {
            id.parse().map_err(|_| SettingsError::Bad {
                name: "ALEBOT_STAFF",
                value: id.to_owned(),
                wanted: "skriv numeriska id med komma emellan; /id visar ens eget",
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<ServeSettings, SettingsError> {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        ServeSettings::read(&variable, PathBuf::new(), PathBuf::new(), None)
    }

    const TOKEN: (&str, &str) = ("TELOXIDE_TOKEN", "123:abcdefghijklmnopqrstuvwxyz012345678");

    #[test]
    fn a_wrong_setting_is_named_with_the_way_out() {
        let check = |variables: &[(&str, &str)], expected: &str| {
            let message = read(variables).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        };
        check(&[], "@BotFather");
        check(&[("TELOXIDE_TOKEN", "hemlig")], "TELOXIDE_TOKEN ser inte ut");
        check(&[TOKEN, ("ALEBOT_STAFF", "12,anna")], "anna");
        check(&[TOKEN, ("ALEBOT_STAFF_CHAT", "gruppen")], "/id");
        check(&[TOKEN, ("ALEBOT_STAFF_CHAT", "1001234567890")], "minus");
        check(&[TOKEN, ("ALEBOT_FIGURES", "0.0.0.0:9180")], "127.0.0.1:9180");
        check(&[TOKEN, ("ALEBOT_WEBHOOK_URL", "https://a.example/t")], "ALEBOT_WEBHOOK_SECRET");
        check(&[TOKEN, ("ALEBOT_LIMITS", "snabbt")], "30,1,20");
        check(
            &[TOKEN, ("ALEBOT_EMBEDDINGS_URL", "http://moln.example")],
            "ALEBOT_EMBEDDINGS_REMOTE",
        );
    }

    #[test]
    fn a_secret_never_stands_in_an_error_or_a_log() {
        let wrong = [
            ("TELOXIDE_TOKEN", "hemlig-token"),
            ("ALEBOT_WEBHOOK_SECRET", "hemlig hemlighet"),
            ("ALEBOT_WEBHOOK_URL", "https://a"),
        ];
        assert!(!read(&wrong).unwrap_err().to_string().contains("hemlig "));
        let settings = read(&[
            TOKEN,
            ("ALEBOT_WEBHOOK_URL", "https://a"),
            ("ALEBOT_WEBHOOK_SECRET", "abc-secret"),
        ])
        .unwrap();
        let shown = format!("{settings:?}");
        assert!(!shown.contains("abcdefghij") && !shown.contains("abc-secret"), "{shown}");
    }

    #[test]
    fn figures_are_for_this_machine_unless_told_otherwise() {
        let check = |variables: &[(&str, &str)], expected: Option<&str>| {
            let settings = read(&[&[TOKEN], variables].concat()).unwrap();
            assert_eq!(settings.figures, expected.map(|address| address.parse().unwrap()));
        };
        check(&[], None);
        check(&[("ALEBOT_FIGURES", "9180")], Some("127.0.0.1:9180"));
        check(&[("ALEBOT_FIGURES", "[::1]:9180")], Some("[::1]:9180"));
        check(
            &[("ALEBOT_FIGURES", "0.0.0.0:9180"), ("ALEBOT_FIGURES_REMOTE", "yes")],
            Some("0.0.0.0:9180"),
        );
    }

    #[test]
    fn the_webhook_is_for_a_web_server_on_this_machine_unless_told_otherwise() {
        let check = |variables: &[(&str, &str)], expected: Option<&str>| {
            let settings = read(&[&[TOKEN], variables].concat()).unwrap();
            assert_eq!(settings.listen, expected.map(|address| address.parse().unwrap()));
        };
        let url = ("ALEBOT_WEBHOOK_URL", "https://bot.example.se/hook");
        let secret = ("ALEBOT_WEBHOOK_SECRET", "abc");
        check(&[], None);
        check(&[url, secret], Some("127.0.0.1:8443"));
        check(&[url, secret, ("ALEBOT_LISTEN", "10.0.0.11:8443")], Some("10.0.0.11:8443"));
    }

    #[test]
    fn several_staff_and_the_defaults() {
        let settings = read(&[TOKEN, ("ALEBOT_STAFF", "12, 34")]).unwrap();
        assert_eq!(settings.staff, [12, 34].map(UserId::new));
        assert_eq!((settings.retention, settings.listen), (Retention::default(), None));
        let own =
            read(&[TOKEN, ("ALEBOT_RETENTION_DAYS", "7"), ("ALEBOT_RETENTION_CASES", "3650")])
                .unwrap();
        assert_eq!((own.retention.questions, own.retention.cases), (7, Some(3650)));
    }
}
