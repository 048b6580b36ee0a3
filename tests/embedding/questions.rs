//! A question's vector.

use std::time::Duration;

use alebot::embedding::{EngineFault, EngineStanding, Patience};

use super::engine_double::{EngineDouble, Fault};
use super::{client, client_with};

#[tokio::test]
async fn questions_that_share_words_are_near_each_other() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let [bin, bins, school] = ["töm mitt sopkärl", "när töms mitt sopkärl", "byta skola"];
    let (bin, bins, school) = (
        engine.embed_query(bin).await.unwrap(),
        engine.embed_query(bins).await.unwrap(),
        engine.embed_query(school).await.unwrap(),
    );
    assert!(bin.cosine(&bins) > bin.cosine(&school));
    assert_eq!(double.asked()[0].input_type.as_deref(), Some("query"));
    assert_eq!(engine.standing(), EngineStanding::Asked);
}

#[tokio::test]
async fn a_question_asked_again_is_remembered() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let first = engine.embed_query("när öppnar ni").await.unwrap();
    double.dies();
    assert_eq!(engine.embed_query(" när öppnar ni\n").await.unwrap(), first);
    assert_eq!(double.asked().len(), 1);
}

#[tokio::test]
async fn an_empty_question_is_not_asked_and_a_long_one_is_cut() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    assert!(engine.embed_query(" \n ").await.is_none());
    assert!(engine.embed_query(&"å".repeat(5_000)).await.is_some());
    assert_eq!(double.texts(), ["å".repeat(600)]);
}

#[tokio::test]
async fn the_key_goes_to_the_engine_and_nowhere_else() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[("ALEBOT_EMBEDDINGS_KEY", "sk-hemlig")]);
    engine.embed_query("hej").await.unwrap();
    assert_eq!(double.asked()[0].authorization.as_deref(), Some("Bearer sk-hemlig"));
    assert!(!format!("{engine:?}").contains("hemlig"));
}

#[tokio::test]
async fn what_goes_to_another_machine_is_masked() {
    let text = "mitt barn 121212-1212 ska byta skola, ring 070-123 45 67 eller anna@example.com";
    // Every interface of this machine's: as an address it is not loopback.
    let double = EngineDouble::start_at("0.0.0.0:0").await;
    let remote = client(&double, &[("ALEBOT_EMBEDDINGS_REMOTE", "yes")]);
    remote.embed_query(text).await.unwrap();
    remote.embed_passages(&[text]).await.unwrap();
    for sent in double.texts() {
        assert_eq!(
            sent,
            "mitt barn ••••••-•••• ska byta skola, ring •••-••• •• •• eller ••••@•••••••.•••"
        );
    }
    let here = EngineDouble::start().await;
    client(&here, &[]).embed_query(text).await.unwrap();
    assert_eq!(here.texts(), [text], "on this machine it may be read");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = EngineDouble::start().await;
    let double = EngineDouble::start().await;
    double.fails(Fault::Redirects(format!("{}/v1/embeddings", elsewhere.address)));
    let engine = client(&double, &[]);
    assert!(engine.embed_query("hej").await.is_none());
    assert_eq!(engine.standing(), EngineStanding::LeftAlone(EngineFault::Redirected(307)));
    assert!(elsewhere.asked().is_empty());
}

#[tokio::test]
async fn a_question_that_our_own_passages_keep_waiting_is_no_fault_of_the_engines() {
    let double = EngineDouble::start().await;
    double.fails(Fault::Hangs);
    let engine = client_with(
        &double,
        &[],
        Patience { query: Duration::from_millis(50), ..Patience::default() },
    );
    let computing = tokio::spawn({
        let engine = engine.clone();
        async move { engine.embed_passages(&["en text"]).await }
    });
    while double.asked().is_empty() {
        tokio::task::yield_now().await;
    }
    for question in ["ett", "två", "tre", "fyra"] {
        assert!(engine.embed_query(question).await.is_none());
    }
    assert_eq!(engine.standing(), EngineStanding::Asked);
    computing.abort();
    assert!(computing.await.unwrap_err().is_cancelled());
    for question in ["ett", "två", "tre"] {
        assert!(engine.embed_query(question).await.is_none());
    }
    assert_eq!(engine.standing(), EngineStanding::LeftAlone(EngineFault::Slow));
}
