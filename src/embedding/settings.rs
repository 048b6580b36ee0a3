//! Which engine is asked, and how: from the environment, validated once.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use crate::model::privacy::EnginePlace;

const URL: &str = "ALEBOT_EMBEDDINGS_URL";
const MODEL: &str = "ALEBOT_EMBEDDINGS_MODEL";
const KEY: &str = "ALEBOT_EMBEDDINGS_KEY";
const REMOTE: &str = "ALEBOT_EMBEDDINGS_REMOTE";
const STYLE: &str = "ALEBOT_EMBEDDINGS_STYLE";

/// The model that is asked for unless ALEBOT_EMBEDDINGS_MODEL names another; an engine with a single model takes any name.
const USUAL_MODEL: &str = "multilingual-e5-small";

/// The engine's secret. Never shown, not even to debug.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Key(String);

impl Key {
    pub(super) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// How the engine is told whether a text asks or is looked for; models for retrieval are trained to tell them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// The field `input_type`: `query` or `passage`.
    InputType,
    /// Another model's name for queries.
    QueryModel(String),
    /// Words in front of the text.
    Prefixes { query: String, passage: String },
    /// It is not told.
    Same,
}

impl Style {
    /// Those that multilingual-e5 was trained with.
    fn e5_prefixes() -> Self {
        Style::Prefixes { query: "query: ".to_owned(), passage: "passage: ".to_owned() }
    }

    fn parse(text: &str) -> Option<Self> {
        let (name, rest) =
            text.split_once(':').map_or((text, None), |(name, rest)| (name, Some(rest.trim())));
        match (name.trim(), rest.filter(|rest| !rest.is_empty())) {
            ("input_type", None) => Some(Style::InputType),
            ("same", None) => Some(Style::Same),
            ("prefix", None) => Some(Style::e5_prefixes()),
            ("prefix", Some(both)) => {
                let (query, passage) = both.split_once('|')?;
                // Spaces at the end of a setting are easily lost, so there is always one.
                let spaced = |prefix: &str| {
                    if prefix.trim().is_empty() {
                        String::new()
                    } else {
                        format!("{} ", prefix.trim())
                    }
                };
                Some(Style::Prefixes { query: spaced(query), passage: spaced(passage) })
            }
            ("model", Some(model)) => Some(Style::QueryModel(model.to_owned())),
            _ => None,
        }
    }
}

/// An embedding engine, and how it is asked.
#[derive(Clone, Debug)]
pub struct EmbeddingSettings {
    /// Where embeddings are asked for, the path included.
    pub(super) endpoint: Url,
    pub(super) model: String,
    pub(super) key: Option<Key>,
    pub(super) style: Style,
    place: EnginePlace,
}

/// A setting that cannot be used: names it and the way out, never a secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmbeddingSettingsError {
    #[error(
        "{URL} ska vara en webbadress som http://127.0.0.1:8000, utan användarnamn och lösenord; en nyckel skrivs i {KEY}"
    )]
    Url,
    #[error(
        "{URL} går till en annan maskin ({0}), och dit skulle invånarnas frågor skickas. Kör motorn på den här maskinen \
         (http://127.0.0.1:8000), eller sätt {REMOTE}=yes om det är beslutat: då maskeras det som skickas, och /integritet berättar om det"
    )]
    Remote(String),
    #[error("{REMOTE} ska vara yes eller no")]
    RemoteValue,
    #[error("{KEY} har tecken som inte kan skickas; kopiera nyckeln på nytt")]
    Key,
    #[error("{STYLE} ska vara input_type, prefix, prefix:FRÅGA|TEXT, model:FRÅGEMODELL eller same")]
    Style,
}

impl EmbeddingSettings {
    /// `None`: no engine is set.
    pub fn read(
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, EmbeddingSettingsError> {
        let value = |name: &str| {
            variable(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let Some(url) = value(URL) else { return Ok(None) };
        let endpoint = endpoint(&url).ok_or(EmbeddingSettingsError::Url)?;
        let place = place(&endpoint, value(REMOTE).as_deref())?;
        let style = value(STYLE)
            .map_or(Some(Style::InputType), |text| Style::parse(&text))
            .ok_or(EmbeddingSettingsError::Style)?;
        let key = value(KEY).map(key).transpose()?;
        Ok(Some(EmbeddingSettings {
            endpoint,
            model: value(MODEL).unwrap_or_else(|| USUAL_MODEL.to_owned()),
            key,
            style,
            place,
        }))
    }

    pub fn place(&self) -> EnginePlace {
        self.place
    }

    /// What decides what vector a passage gets: vectors of another identity are of no use. The engine's address is no part of it.
    pub(super) fn identity(&self) -> String {
        let passage = match &self.style {
            Style::Prefixes { passage, .. } => format!("prefix {passage}"),
            Style::InputType => "input_type".to_owned(),
            Style::QueryModel(_) | Style::Same => "same".to_owned(),
        };
        format!("{}\0{passage}", self.model)
    }
}

fn endpoint(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let is_plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    if !is_plain {
        return None;
    }
    let path = url.path().trim_end_matches('/').to_owned();
    if path.ends_with("/v1") {
        url.set_path(&format!("{path}/embeddings"));
    } else if !path.ends_with("/embeddings") {
        url.set_path(&format!("{path}/v1/embeddings"));
    }
    Some(url)
}

fn place(endpoint: &Url, allowed: Option<&str>) -> Result<EnginePlace, EmbeddingSettingsError> {
    let allowed = match allowed {
        Some("yes") => true,
        Some("no") | None => false,
        Some(_) => return Err(EmbeddingSettingsError::RemoteValue),
    };
    let host = endpoint.host_str().unwrap_or_default();
    match (is_loopback(host), allowed) {
        (true, _) => Ok(EnginePlace::ThisMachine),
        (false, true) => Ok(EnginePlace::Remote),
        (false, false) => Err(EmbeddingSettingsError::Remote(host.to_owned())),
    }
}

/// The name `localhost` is one because the engine's client resolves it so, whatever the machine's list of hosts says.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn key(text: String) -> Result<Key, EmbeddingSettingsError> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Key(text))
    } else {
        Err(EmbeddingSettingsError::Key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        variables: &[(&str, &str)],
    ) -> Result<Option<EmbeddingSettings>, EmbeddingSettingsError> {
        EmbeddingSettings::read(&|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn without_an_address_there_is_no_engine() {
        assert!(read(&[]).unwrap().is_none());
        assert!(read(&[(URL, "  "), (MODEL, "m"), (REMOTE, "yes")]).unwrap().is_none());
    }

    #[test]
    fn an_address_gets_the_path_that_engines_answer_at() {
        let check = |url: &str, expected: &str| {
            assert_eq!(read(&[(URL, url)]).unwrap().unwrap().endpoint.as_str(), expected)
        };
        check("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1/embeddings");
        check("http://127.0.0.1:8000/", "http://127.0.0.1:8000/v1/embeddings");
        check("http://localhost:8080/v1", "http://localhost:8080/v1/embeddings");
        check("http://[::1]:11434/v1/embeddings", "http://[::1]:11434/v1/embeddings");
        check(
            "https://127.9.9.9/a/embeddings?version=2",
            "https://127.9.9.9/a/embeddings?version=2",
        );
    }

    #[test]
    fn another_machine_is_asked_only_where_somebody_has_said_so() {
        let check = |url: &str, remote: Option<&str>, expected: Result<EnginePlace, &str>| {
            let variables: Vec<_> =
                [(URL, url)].into_iter().chain(remote.map(|value| (REMOTE, value))).collect();
            let found = read(&variables)
                .map(|settings| settings.unwrap().place())
                .map_err(|error| error.to_string());
            match expected {
                Ok(place) => assert_eq!(found, Ok(place), "{url}"),
                Err(part) => assert!(
                    found.as_ref().is_err_and(|message| message.contains(part)),
                    "{url}: {found:?}"
                ),
            }
        };
        check("http://127.0.0.1:8000", None, Ok(EnginePlace::ThisMachine));
        check("http://127.0.0.1:8000", Some("yes"), Ok(EnginePlace::ThisMachine));
        check("http://LOCALHOST:8000", None, Ok(EnginePlace::ThisMachine));
        check("https://moln.example", None, Err("ALEBOT_EMBEDDINGS_REMOTE=yes"));
        check("https://moln.example", Some("no"), Err("moln.example"));
        check("https://moln.example", Some("yes"), Ok(EnginePlace::Remote));
        check("https://moln.example", Some("kanske"), Err("yes eller no"));
        check("http://10.0.0.5:8000", None, Err("10.0.0.5"));
        check("http://0.0.0.0:8000", None, Err("0.0.0.0"));
        check("http://localhost.moln.example", None, Err("localhost.moln.example"));
        check("http://127.0.0.1.moln.example", None, Err("127.0.0.1.moln.example"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for url in [
            "127.0.0.1:8000",
            "ftp://127.0.0.1",
            "http://anna:hemlig@127.0.0.1",
            "http://",
            "motorn",
        ] {
            let message = read(&[(URL, url)]).unwrap_err().to_string();
            assert!(message.contains(URL) && !message.contains("hemlig"), "{url}: {message}");
        }
    }

    #[test]
    fn a_style_is_one_of_four() {
        let prefixes = |query: &str, passage: &str| Style::Prefixes {
            query: query.to_owned(),
            passage: passage.to_owned(),
        };
        let check = |text: &str, expected: Option<Style>| {
            assert_eq!(Style::parse(text), expected, "{text}")
        };
        check("input_type", Some(Style::InputType));
        check("prefix", Some(prefixes("query: ", "passage: ")));
        check(
            "prefix:search_query: |search_document:",
            Some(prefixes("search_query: ", "search_document: ")),
        );
        check("prefix:fråga:|", Some(prefixes("fråga: ", "")));
        check("model:e5-query", Some(Style::QueryModel("e5-query".to_owned())));
        check("same", Some(Style::Same));
        check("model", None);
        check("prefix:fråga", None);
        check("both", None);
    }

    #[test]
    fn vectors_are_of_use_to_the_same_model_and_style_at_any_address() {
        let identity = |variables: &[(&str, &str)]| read(variables).unwrap().unwrap().identity();
        let here = (URL, "http://127.0.0.1:8000");
        assert_eq!(identity(&[here]), identity(&[(URL, "http://localhost:9000"), (KEY, "k")]));
        assert_ne!(identity(&[here]), identity(&[here, (MODEL, "annan")]));
        assert_ne!(identity(&[here]), identity(&[here, (STYLE, "prefix")]));
        assert_ne!(identity(&[here, (STYLE, "prefix")]), identity(&[here, (STYLE, "prefix:a|b")]));
        assert_eq!(
            identity(&[here, (STYLE, "prefix:a|b")]),
            identity(&[here, (STYLE, "prefix:c|b")])
        );
    }

    #[test]
    fn the_key_shows_nowhere() {
        let settings = read(&[(URL, "http://127.0.0.1:1"), (KEY, "sk-hemlig")]).unwrap().unwrap();
        assert!(!format!("{settings:?}").contains("hemlig"));
        let message =
            read(&[(URL, "http://127.0.0.1:1"), (KEY, "sk hemlig")]).unwrap_err().to_string();
        assert!(message.contains(KEY) && !message.contains("hemlig"), "{message}");
    }
}
