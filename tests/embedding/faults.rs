//! A slow, dead or lying engine: no vector, and it is left alone.

use std::time::Duration;

use alebot::embedding::{EngineFault, EngineStanding, Patience};

use super::engine_double::{DIMENSION, EngineDouble, Fault};
use super::{client, client_with};

/// Asks until the engine is left alone, and then twice as often: it hears of `asked` questions at most.
async fn check(fault: Fault, expected: EngineFault, asked: usize) {
    let double = EngineDouble::start().await;
    // Only what never comes may be waited for in vain, however busy the machine is.
    let query = if matches!(fault, Fault::Hangs) {
        Duration::from_secs(1)
    } else {
        Duration::from_secs(20)
    };
    let engine = client_with(&double, &[], Patience { query, ..Patience::default() });
    // What dimension the model's vectors have is known from before.
    engine.embed_query("före").await.unwrap();
    assert!(engine.embed_passages(&["en text"]).await.is_ok());
    double.fails(fault.clone());
    for nth in 0..2 * asked {
        assert!(engine.embed_query(&format!("fråga {nth}")).await.is_none(), "{fault:?}");
    }
    assert_eq!(engine.standing(), EngineStanding::LeftAlone(expected), "{fault:?}");
    assert_eq!(double.asked().len(), 2 + asked, "{fault:?}: it is left alone");
    assert!(engine.embed_query("före").await.is_some(), "what is remembered needs no engine");
}

#[tokio::test]
async fn an_engine_that_lies_is_left_alone_at_once() {
    check(Fault::Body("<html>hej</html>"), EngineFault::Garbled, 1).await;
    check(Fault::Body("{}"), EngineFault::Garbled, 1).await;
    check(Fault::NotANumber, EngineFault::Garbled, 1).await;
    check(Fault::TooLargeANumber, EngineFault::NotFinite, 1).await;
    check(Fault::Zeros, EngineFault::Zero, 1).await;
    check(Fault::OneTooFew, EngineFault::WrongCount { asked: 1, got: 0 }, 1).await;
    check(
        Fault::WrongDimension,
        EngineFault::WrongDimension { expected: DIMENSION, got: DIMENSION + 1 },
        1,
    )
    .await;
    check(Fault::Status(401), EngineFault::Unauthorized(401), 1).await;
    check(Fault::Status(404), EngineFault::Status(404), 1).await;
}

#[tokio::test]
async fn what_may_pass_is_given_three_tries() {
    check(Fault::Hangs, EngineFault::Slow, 3).await;
    check(Fault::Status(500), EngineFault::Status(500), 3).await;
    check(Fault::Status(429), EngineFault::Status(429), 3).await;
    check(Fault::CutOff, EngineFault::CutOff, 3).await;
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let double = EngineDouble::start().await;
    double.fails(Fault::Endless);
    let engine = client(&double, &[]);
    assert!(engine.embed_query("hej").await.is_none());
    assert_eq!(engine.standing(), EngineStanding::LeftAlone(EngineFault::Oversized));
}

#[tokio::test]
async fn an_engine_that_is_killed_among_a_thousand_questions_loses_none_of_them() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let mut questions = tokio::task::JoinSet::new();
    for nth in 0..1_000 {
        let engine = engine.clone();
        questions.spawn(async move { engine.embed_query(&format!("fråga {nth}")).await.is_some() });
        if nth == 500 {
            while double.asked().len() < 100 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            double.dies();
        }
    }
    let answered = questions.join_all().await;
    assert_eq!(answered.len(), 1_000);
    assert!(answered.contains(&true) && answered.contains(&false));
    assert!(matches!(engine.standing(), EngineStanding::LeftAlone(_)));
}

#[tokio::test]
async fn an_engine_that_is_back_is_asked_again() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    double.fails(Fault::Status(404));
    assert!(engine.embed_query("hej").await.is_none());
    double.is_mended();
    assert!(engine.embed_query("hej").await.is_none(), "it is left alone yet");
    let back = async {
        while engine.embed_query("hej").await.is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), back).await.unwrap();
    assert_eq!(engine.standing(), EngineStanding::Asked);
}
