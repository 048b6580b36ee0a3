//! Vectors of passages are computed once and kept.

use std::ops::ControlFlow;
use std::path::Path;

use alebot::embedding::{
    Computed, Engine, EngineFault, Pace, TextHash, VectorFile, compute_missing,
};

use super::client;
use super::engine_double::{DIMENSION, EngineDouble, Fault};

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

async fn compute(engine: &Engine, index: &Path, list: &[&str]) -> Result<Computed, EngineFault> {
    let mut file = VectorFile::open(index, &engine.identity());
    compute_missing(
        engine,
        &mut file,
        &texts(list),
        Pace::Foreground,
        |_| ControlFlow::Continue(()),
    )
    .await
}

fn whole(added: usize) -> Result<Computed, EngineFault> {
    Ok(Computed { added, refused: 0, model_changed: false, is_whole: true })
}

#[tokio::test]
async fn a_text_is_computed_once() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    assert_eq!(compute(&engine, index.path(), &["ett", "två", "ett", "  "]).await, whole(2));
    assert_eq!(double.texts(), ["ett", "två"]);
    assert!(double.asked().iter().all(|asked| asked.input_type.as_deref() == Some("passage")));
    assert_eq!(compute(&engine, index.path(), &["två", "tre"]).await, whole(1));
    // One known text shows that the model is the same.
    assert_eq!(double.texts()[2..], ["två", "tre"]);
    assert_eq!(compute(&engine, index.path(), &[]).await, whole(0));
}

#[tokio::test]
async fn a_question_is_nearest_to_the_text_that_shares_its_words() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let list = [
        "Sopor hämtas varje torsdag",
        "Skolan börjar i augusti",
        "Biblioteket har öppet på lördag",
    ];
    compute(&engine, index.path(), &list).await.unwrap();
    let units: Vec<TextHash> = list.iter().map(|text| TextHash::of(text)).collect();
    let vectors = VectorFile::open(index.path(), &engine.identity()).gather(units);
    for (question, expected) in
        [("när hämtas sopor", 0), ("när börjar skolan", 1), ("har biblioteket öppet", 2)]
    {
        let nearness = vectors.nearest(&engine.embed_query(question).await.unwrap()).unwrap();
        assert_eq!(nearness.best(1)[0].0, expected, "{question}");
        assert!(nearness.z(expected).unwrap() > 1.0, "{question}");
    }
}

#[tokio::test]
async fn many_texts_are_computed_in_batches_and_told_of() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let many: Vec<String> = (0..200).map(|nth| format!("text {nth}")).collect();
    let mut file = VectorFile::open(index.path(), &engine.identity());
    let mut told = Vec::new();
    let tell = |progress: alebot::embedding::Progress| {
        told.push((progress.done, progress.of));
        ControlFlow::Continue(())
    };
    compute_missing(&engine, &mut file, &many, Pace::Foreground, tell).await.unwrap();
    assert_eq!(told.last(), Some(&(200, 200)));
    assert!(told.len() < 50 && told.is_sorted(), "{told:?}");
    let batches: Vec<usize> = double.asked().iter().map(|asked| asked.input.len()).collect();
    assert_eq!((batches[0], batches.iter().max()), (1, Some(&32)), "{batches:?}");
}

#[tokio::test]
async fn what_was_computed_before_a_fault_or_a_stop_is_kept() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let mut file = VectorFile::open(index.path(), &engine.identity());
    let stop = |_| ControlFlow::Break(());
    let computed =
        compute_missing(&engine, &mut file, &texts(&["ett", "två", "tre"]), Pace::Background, stop)
            .await
            .unwrap();
    assert_eq!((computed.added, computed.is_whole), (1, false));
    double.fails(Fault::Zeros);
    assert_eq!(compute(&engine, index.path(), &["ny"]).await, Err(EngineFault::Zero));
    assert_eq!(VectorFile::open(index.path(), &engine.identity()).len(), 1);
}

#[tokio::test]
async fn another_model_behind_the_same_name_is_noticed() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    compute(&engine, index.path(), &["ett", "två"]).await.unwrap();
    engine.embed_query("fråga").await.unwrap();
    double.changes_model();
    let changed = Ok(Computed { added: 2, refused: 0, model_changed: true, is_whole: true });
    assert_eq!(compute(&engine, index.path(), &["ett", "två"]).await, changed);
    let before = double.asked().len();
    engine.embed_query("fråga").await.unwrap();
    assert_eq!(
        double.asked().len(),
        before + 1,
        "the old model's vector of a question is forgotten"
    );
    double.fails(Fault::WrongDimension);
    assert_eq!(compute(&engine, index.path(), &["ett", "två"]).await, changed);
    assert_eq!(VectorFile::open(index.path(), &engine.identity()).dimension(), Some(DIMENSION + 1));
}

#[tokio::test]
async fn a_text_that_the_engine_does_not_take_costs_no_other() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    double.fails(Fault::TakesAtMost(20));
    let long = "en text som är längre än vad motorn tar";
    let computed =
        compute(&engine, index.path(), &["ett", "två", "tre", long, "fyra", "fem"]).await;
    assert_eq!(
        computed,
        Ok(Computed { added: 5, refused: 1, model_changed: false, is_whole: true })
    );
    assert!(!VectorFile::open(index.path(), &engine.identity()).contains(&TextHash::of(long)));
}

#[tokio::test]
async fn an_engine_that_takes_nothing_is_not_asked_about_every_text() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    double.fails(Fault::Status(400));
    let many: Vec<String> = (0..100).map(|nth| format!("text {nth}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(
        compute(&client(&double, &[]), index.path(), &many).await,
        Err(EngineFault::Status(400))
    );
    assert!(double.asked().len() < 10);
}
