//! Articles by likeness of meaning.

use std::ops::ControlFlow;

use alebot::embedding::{Engine, Pace, TextHash, VectorFile, compute_missing};
use alebot::model::article::{Article, ArticleId, English, Passage};
use alebot::search::Meanings;

use super::client;
use super::engine_double::EngineDouble;

fn article(id: &str, title: &str, body: &str) -> Article {
    Article::faq(ArticleId::parse(id).unwrap(), title, body)
}

fn articles() -> [Article; 3] {
    let swimming = article("bad", "Simhallen", "Simhallen har öppet alla dagar.");
    let library = Article {
        english: Some(English {
            title: "Library".to_owned(),
            summary: "Books are free.".to_owned(),
            questions: vec!["borrow novels".to_owned()],
        }),
        ..article("bibliotek", "Biblioteket", "Lånekortet är gratis.")
    };
    let waste = Article {
        questions: vec!["töm mitt sopkärl".to_owned()],
        passages: vec![Passage {
            start: 0,
            questions: vec!["släng en soffa".to_owned()],
            english: Vec::new(),
        }],
        ..article("avfall", "Avfall", "Grovavfall lämnas på centralen.\n\n## Tider\n\nVardagar.")
    };
    [swimming, library, waste]
}

async fn with_vectors(meanings: &Meanings, engine: &Engine) -> Meanings {
    let index = tempfile::tempdir().unwrap();
    let mut file = VectorFile::open(index.path(), &engine.identity());
    compute_missing(engine, &mut file, meanings.texts(), Pace::Foreground, |_| {
        ControlFlow::Continue(())
    })
    .await
    .unwrap();
    meanings.with(file.gather(meanings.texts().iter().map(|text| TextHash::of(text)).collect()))
}

#[test]
fn title_parts_questions_and_english_are_compared() {
    let meanings = Meanings::of(articles()[1..].iter());
    let expected = [
        "Biblioteket",
        "Biblioteket\nLånekortet är gratis.",
        "borrow novels",
        "Library",
        "Library\nBooks are free.",
        "Avfall",
        "Avfall\nGrovavfall lämnas på centralen.",
        "Avfall\n## Tider\nVardagar.",
        "töm mitt sopkärl",
        "släng en soffa",
    ];
    assert_eq!(meanings.texts()[..], expected);
}

#[tokio::test]
async fn the_article_with_the_nearest_unit_is_first() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let meanings = with_vectors(&Meanings::of(articles().iter()), &engine).await;
    for (message, expected, unit) in [
        ("släng soffa", "avfall", "släng en soffa"),
        ("simhallen öppet alla dagar", "bad", "Simhallen\nSimhallen har öppet alla dagar."),
        ("novels to borrow", "bibliotek", "borrow novels"),
    ] {
        let near = meanings.near(&engine.embed_query(message).await.unwrap()).unwrap();
        assert_eq!(near.len(), 3, "each article once");
        assert_eq!(
            (near[0].article.as_str(), meanings.texts()[near[0].unit].as_str()),
            (expected, unit),
            "{message}"
        );
        assert!(near[0].z > 1.0 && near.is_sorted_by(|a, b| a.cosine >= b.cosine), "{near:?}");
    }
}

#[tokio::test]
async fn other_articles_keep_their_vectors_when_one_is_added() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let message = engine.embed_query("släng soffa").await.unwrap();
    let [swimming, library, waste] = articles();
    let before = with_vectors(&Meanings::of([&library, &waste].into_iter()), &engine).await;
    let same = before.renewed([&library, &waste].into_iter());
    assert!(std::sync::Arc::ptr_eq(same.texts(), before.texts()));
    let after = before.renewed([&swimming, &library, &waste].into_iter());
    assert_eq!((after.vectors().known(), after.vectors().len()), (10, 12));
    assert!(after.near(&message).is_none(), "two of twelve are missing, which is too many");
    let less = before.renewed([&waste].into_iter());
    assert_eq!(less.near(&message).unwrap()[0].article.as_str(), "avfall");
}

#[tokio::test]
async fn what_asks_the_same_in_other_words_is_told_among_many_and_nothing_else_is() {
    let double = EngineDouble::start().await;
    let engine = client(&double, &[]);
    let mut all: Vec<Article> = (0..60)
        .map(|number| {
            let body =
                format!("ärende{number} handläggs av enhet{number} inom{number} veckor{number}.");
            article(&format!("a{number}"), &format!("fråga{number} ämne{number}"), &body)
        })
        .collect();
    all.push(article("batterier", "var lämnar jag gamla batterier", "På centralen."));
    let meanings = with_vectors(&Meanings::of(all.iter()), &engine).await;
    let batteries = ArticleId::parse("batterier").unwrap();
    let same = engine.embed_query("gamla batterier var lämnar man").await.unwrap();
    assert_eq!(meanings.same(&same, None), Some(batteries.clone()));
    assert_eq!(meanings.same(&same, Some(&batteries)), None, "what is edited is not like itself");
    let other = engine.embed_query("hur bokar jag simhallen").await.unwrap();
    assert_eq!(meanings.same(&other, None), None);
}
