//! What a service does: vectors follow the texts in use, and the engine's comings and goings.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use alebot::embedding::{InUse, Vectors, keep};

use super::client;
use super::engine_double::{EngineDouble, Fault};

/// The texts of the moment, and the last vectors given for them.
struct Desk {
    texts: Mutex<Arc<[String]>>,
    vectors: Mutex<Vectors>,
}

impl Desk {
    fn with(texts: &[&str]) -> Arc<Self> {
        let desk =
            Desk { texts: Mutex::new(Arc::new([])), vectors: Mutex::new(Vectors::default()) };
        desk.put(texts);
        Arc::new(desk)
    }

    fn put(&self, texts: &[&str]) {
        *self.texts.lock().unwrap() = texts.iter().map(|text| (*text).to_owned()).collect();
    }

    async fn comes_to_know(&self, known: usize) {
        let comes = async {
            while self.vectors.lock().unwrap().known() != known {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(60), comes).await;
        assert!(in_time.is_ok(), "{} are known", self.vectors.lock().unwrap().known());
    }
}

#[derive(Clone)]
struct Using(Arc<Desk>);

impl InUse for Using {
    fn texts(&self) -> Arc<[String]> {
        self.0.texts.lock().unwrap().clone()
    }

    fn take(&self, _texts: &Arc<[String]>, vectors: Vectors) {
        *self.0.vectors.lock().unwrap() = vectors;
    }
}

#[tokio::test]
async fn a_text_that_is_new_gets_its_vector_and_the_others_keep_theirs() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let desk = Desk::with(&["ett", "två"]);
    let keeping =
        tokio::spawn(keep(client(&double, &[]), index.path().to_owned(), Using(desk.clone())));
    desk.comes_to_know(2).await;
    desk.put(&["två", "ett", "tre"]);
    desk.comes_to_know(3).await;
    assert_eq!(double.texts().iter().filter(|text| *text == "tre").count(), 1);
    keeping.abort();
    // The next start asks only whether the model is the same.
    let before = double.texts().len();
    let desk = Desk::with(&["ett", "två", "tre"]);
    let keeping =
        tokio::spawn(keep(client(&double, &[]), index.path().to_owned(), Using(desk.clone())));
    desk.comes_to_know(3).await;
    keeping.abort();
    assert!(double.texts().len() <= before + 1);
}

#[tokio::test]
async fn an_engine_that_comes_late_is_waited_for() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    double.fails(Fault::Status(404));
    let desk = Desk::with(&["ett", "två"]);
    let keeping =
        tokio::spawn(keep(client(&double, &[]), index.path().to_owned(), Using(desk.clone())));
    while double.asked().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(desk.vectors.lock().unwrap().known(), 0);
    double.is_mended();
    desk.comes_to_know(2).await;
    keeping.abort();
}

#[tokio::test]
async fn a_model_that_changes_while_the_service_runs_is_computed_anew() {
    let index = tempfile::tempdir().unwrap();
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let desk = Desk::with(&["ett", "två"]);
    let keeping = tokio::spawn(keep(engine.clone(), index.path().to_owned(), Using(desk.clone())));
    desk.comes_to_know(2).await;
    // The vectors have another length now: the next question brings it to light.
    double.fails(Fault::WrongDimension);
    assert!(engine.embed_query("en fråga").await.is_none());
    let anew = async {
        loop {
            if let Some(vector) = engine.embed_query("en fråga").await
                && desk.vectors.lock().unwrap().nearest(&vector).is_some()
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), anew).await.unwrap();
    keeping.abort();
}
