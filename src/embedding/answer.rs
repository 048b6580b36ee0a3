//! The request's body, and what comes back: vectors, or the fault that it is.

use serde::{Deserialize, Serialize};

use super::fault::EngineFault;
use super::settings::{EmbeddingSettings, Style};
use super::vector::{MOST_NUMBERS, Vector};

/// A number of a vector as JSON, with room for spaces.
const BYTES_A_NUMBER: usize = 32;
/// What stands around the vectors.
const BYTES_BESIDE: usize = 64 << 10;

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Query,
    Passage,
}

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    input: Vec<String>,
    encoding_format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    input_type: Option<&'static str>,
}

/// What is posted for these texts.
pub(super) fn body(settings: &EmbeddingSettings, role: Role, texts: &[String]) -> Vec<u8> {
    let (mut model, mut prefix, mut input_type) = (settings.model.as_str(), "", None);
    match (&settings.style, role) {
        (Style::InputType, Role::Query) => input_type = Some("query"),
        (Style::InputType, Role::Passage) => input_type = Some("passage"),
        (Style::QueryModel(of_queries), Role::Query) => model = of_queries,
        (Style::Prefixes { query, .. }, Role::Query) => prefix = query,
        (Style::Prefixes { passage, .. }, Role::Passage) => prefix = passage,
        (Style::QueryModel(_) | Style::Same, _) => {}
    }
    let input = texts.iter().map(|text| format!("{prefix}{text}")).collect();
    // Strings and lists of them always serialize.
    serde_json::to_vec(&Request { model, input, encoding_format: "float", input_type })
        .unwrap_or_default()
}

/// The most bytes that vectors of so many texts can take.
pub(super) fn most_bytes(texts: usize) -> usize {
    BYTES_BESIDE + texts * MOST_NUMBERS * BYTES_A_NUMBER
}

#[derive(Deserialize)]
struct Response {
    data: Vec<Embedding>,
}

#[derive(Deserialize)]
struct Embedding {
    /// Which text's; those without one are in order.
    index: Option<usize>,
    /// As wide as JSON's numbers, so that one too large becomes infinite and is seen.
    embedding: Vec<f64>,
}

/// The vectors of `asked` texts, in their order. `dimension`: how many numbers a vector of the model's has, where that is known.
pub(super) fn parse(
    body: &[u8],
    asked: usize,
    dimension: Option<usize>,
) -> Result<Vec<Vector>, EngineFault> {
    let Response { data } = serde_json::from_slice(body).map_err(|_| EngineFault::Garbled)?;
    let wrong_count = EngineFault::WrongCount { asked, got: data.len() };
    if data.len() != asked {
        return Err(wrong_count);
    }
    let expected =
        dimension.or(data.first().map(|first| first.embedding.len())).unwrap_or_default();
    let mut vectors: Vec<Option<Vector>> = vec![None; asked];
    for (nth, found) in data.into_iter().enumerate() {
        let place = vectors
            .get_mut(found.index.unwrap_or(nth))
            .filter(|place| place.is_none())
            .ok_or(wrong_count)?;
        if found.embedding.len() != expected {
            return Err(EngineFault::WrongDimension { expected, got: found.embedding.len() });
        }
        let numbers: Vec<f32> = found.embedding.iter().map(|number| *number as f32).collect();
        *place = Some(Vector::new(&numbers)?);
    }
    vectors.into_iter().collect::<Option<Vec<Vector>>>().ok_or(wrong_count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(style: &str) -> EmbeddingSettings {
        let variables = [
            ("ALEBOT_EMBEDDINGS_URL", "http://127.0.0.1:1"),
            ("ALEBOT_EMBEDDINGS_MODEL", "m"),
            ("ALEBOT_EMBEDDINGS_STYLE", style),
        ];
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        EmbeddingSettings::read(&variable).unwrap().unwrap()
    }

    #[test]
    fn queries_and_passages_are_told_apart_as_the_engine_wants_it() {
        let check = |style: &str, role: Role, expected: &str| {
            let body = String::from_utf8(body(&settings(style), role, &["a".to_owned()])).unwrap();
            assert_eq!(body, expected, "{style}");
        };
        check(
            "input_type",
            Role::Query,
            r#"{"model":"m","input":["a"],"encoding_format":"float","input_type":"query"}"#,
        );
        check(
            "input_type",
            Role::Passage,
            r#"{"model":"m","input":["a"],"encoding_format":"float","input_type":"passage"}"#,
        );
        check(
            "prefix",
            Role::Query,
            r#"{"model":"m","input":["query: a"],"encoding_format":"float"}"#,
        );
        check(
            "prefix",
            Role::Passage,
            r#"{"model":"m","input":["passage: a"],"encoding_format":"float"}"#,
        );
        check("model:q", Role::Query, r#"{"model":"q","input":["a"],"encoding_format":"float"}"#);
        check("model:q", Role::Passage, r#"{"model":"m","input":["a"],"encoding_format":"float"}"#);
        check("same", Role::Query, r#"{"model":"m","input":["a"],"encoding_format":"float"}"#);
    }

    #[test]
    fn vectors_come_in_the_order_of_the_texts() {
        let check = |data: &str| {
            let vectors = parse(
                format!(r#"{{"object":"list","data":{data},"usage":{{}}}}"#).as_bytes(),
                2,
                Some(2),
            )
            .unwrap();
            let first = vectors[0].cosine(&Vector::new(&[1.0, 0.0]).unwrap()).unwrap();
            assert!(first > 0.99, "{data}: {first}");
        };
        check(r#"[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[0,1]}]"#);
        check(r#"[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1,0]}]"#);
        check(r#"[{"embedding":[1,0]},{"embedding":[0,1]}]"#);
    }

    #[test]
    fn an_answer_that_is_not_one_vector_for_each_text_is_refused() {
        let check = |body: &str, expected: EngineFault| {
            assert_eq!(parse(body.as_bytes(), 2, Some(2)), Err(expected), "{body}")
        };
        let wrong = |got| EngineFault::WrongCount { asked: 2, got };
        check("", EngineFault::Garbled);
        check("<html>", EngineFault::Garbled);
        check(r#"{"error":"no"}"#, EngineFault::Garbled);
        check(r#"{"data":[{"embedding":[NaN,0]},{"embedding":[0,1]}]}"#, EngineFault::Garbled);
        check(r#"{"data":[{"embedding":[null,0]},{"embedding":[0,1]}]}"#, EngineFault::Garbled);
        check(r#"{"data":[]}"#, wrong(0));
        check(r#"{"data":[{"embedding":[1,0]}]}"#, wrong(1));
        check(
            r#"{"data":[{"index":0,"embedding":[1,0]},{"index":0,"embedding":[1,0]}]}"#,
            wrong(2),
        );
        check(
            r#"{"data":[{"index":0,"embedding":[1,0]},{"index":2,"embedding":[1,0]}]}"#,
            wrong(2),
        );
        check(
            r#"{"data":[{"embedding":[1,0]},{"embedding":[1,0,0]}]}"#,
            EngineFault::WrongDimension { expected: 2, got: 3 },
        );
        check(
            r#"{"data":[{"embedding":[1,0]},{"embedding":[]}]}"#,
            EngineFault::WrongDimension { expected: 2, got: 0 },
        );
        check(r#"{"data":[{"embedding":[1,0]},{"embedding":[0,0]}]}"#, EngineFault::Zero);
        check(r#"{"data":[{"embedding":[1,0]},{"embedding":[1e200,0]}]}"#, EngineFault::NotFinite);
    }

    #[test]
    fn where_the_dimension_is_not_known_the_first_vector_tells_it() {
        let body = br#"{"data":[{"embedding":[1,0,1]}]}"#;
        assert_eq!(parse(body, 1, None).unwrap()[0].dimension(), 3);
        assert_eq!(
            parse(body, 1, Some(2)),
            Err(EngineFault::WrongDimension { expected: 2, got: 3 })
        );
    }
}
