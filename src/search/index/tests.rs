//! What messages find, on a town of nine texts.

use proptest::prelude::*;

use super::*;

fn page(id: &str, title: &str, body: &str) -> Document {
    Document { id: id.into(), title: title.into(), body: body.into(), ..Document::default() }
}

fn town() -> SearchIndex {
    let documents = [
        page("bygglov", "Bygglov", "Du behöver bygglov för att bygga en altan, ett garage eller ett plank."),
        page("oppettider", "Öppettider", "Kontaktcentret har öppet måndag till fredag."),
        page("far", "Får på bete", "Fåren betar på ängarna. Stängsla så att fåren inte rymmer."),
        page("fader", "Fars dag", "På fars dag bjuder biblioteket far och barn på fika."),
        page("sopor", "Sophämtning", "Sopkärlet töms varannan vecka. Ställ ut sopkärlet vid vägen."),
        page("eldning", "Eldning", "Eldningsförbud råder när det är torrt i skog och mark."),
        page("forskola", "Förskola", "Ansök om plats i förskolan tidigast sex månader innan barnet ska börja."),
        page("bibliotek", "Biblioteket", "Låna böcker, tidningar och datorer med ditt lånekort."),
        Document {
            id: "vatten".into(),
            title: "Dricksvatten".into(),
            body: "Vattnet kommer från sjön och renas i vattenverket.".into(),
            questions: vec!["Kan man dricka ur kranen?".into()],
            keywords: vec!["kalkhalt".into()],
            en_title: "Drinking water".into(),
            en_summary: "Tap water comes from the lake and is safe to drink.".into(),
            en_questions: vec!["Who tests the taps?".into()],
        },
    ];
    SearchIndex::in_memory(&documents).unwrap()
}

fn check(text: &str, language: Language, expected: &str) {
    let index = town();
    let hits = index.search(&Query { text: text.into(), language, limit: 3 });
    assert_eq!(hits.first().map(|hit| hit.article.as_str()), Some(expected), "{text}");
}

#[test]
fn a_message_finds_its_article() {
    for (text, expected) in [
        ("Behöver jag lov för ett plank?", "bygglov"),
        // Inflected, and in capitals.
        ("VATTEN", "vatten"),
        ("sopkärl", "sopor"),
        // What editors wrote beside the text.
        ("dricka ur kranen", "vatten"),
        ("kalkhalten", "vatten"),
        // Compounds from their parts, parts from compounds, apart and together.
        ("altanbygge", "bygglov"),
        ("bygg lov", "bygglov"),
        ("öppet tider", "oppettider"),
        ("förbud", "eldning"),
        ("barnböcker", "bibliotek"),
        // Letters doubled, dropped and swapped.
        ("öppetider", "oppettider"),
        ("sopphämmtning", "sopor"),
        ("bibloteket", "bibliotek"),
        ("eldingsförbud", "eldning"),
        // Dots left out, and written otherwise.
        ("oppettider", "oppettider"),
        ("oeppettider", "oppettider"),
        ("nar ar sophamtningen", "sopor"),
        ("foerskola", "forskola"),
        ("faar", "far"),
        // A question inside a letter.
        (
            "Hej! Vi är nyinflyttade och trivs jättebra hittills. Nu undrar vi över en sak: när töms våra sopor? Tack på förhand, med vänlig hälsning Kim",
            "sopor",
        ),
    ] {
        check(text, Language::Swedish, expected);
    }
}

#[test]
fn dots_that_are_written_count() {
    check("fårens ängar", Language::Swedish, "far");
    check("fåren", Language::Swedish, "far");
    check("fars böner är många", Language::Swedish, "fader");
    let index = town();
    let found = index.find(&Query::swedish("fårs", 9));
    assert!(found.iter().all(|found| found.id != "fader"), "{found:?}");
}

#[test]
fn english_finds_the_english_part_and_swedish_names() {
    check("Is the tap water safe?", Language::English, "vatten");
    check("who is testing the taps", Language::English, "vatten");
    check("do I need a bygglov", Language::English, "bygglov");
}

#[test]
fn coverage_tells_what_of_the_question_the_article_has() {
    let index = town();
    let coverage = |text: &str| index.find(&Query::swedish(text, 1)).first().map_or(0.0, |found| found.coverage);
    assert!(coverage("sopkärlet töms") > 0.99);
    assert!(coverage("töms sopkärlen") > 0.7, "another inflection");
    assert!((0.2..0.6).contains(&coverage("sopkärl xylofon")), "one of two words");
    assert!(coverage("xylofonkonsert zebra") < 0.1);
}

#[test]
fn nothing_is_found_where_nothing_is_asked() {
    let index = town();
    for text in ["", "   ", "?!", "\u{0}", "och", "👍", "日本語"] {
        assert_eq!(index.find(&Query::swedish(text, 5)), [], "{text:?}");
    }
    assert_eq!(index.find(&Query::swedish("bygglov", 0)), []);
    assert!(SearchIndex::in_memory(&[]).unwrap().find(&Query::swedish("bygglov", 5)).is_empty());
}

#[test]
fn the_second_pass_scores_as_the_first_would() {
    let index = town();
    let rankings = index.rankings.as_ref().unwrap();
    let prepared = rankings.swedish.prepare(&index.reader.swedish("när töms sopkärlet vid biblioteket"), 1.0).unwrap();
    let mut whole = vec![0.0; index.len()];
    let all = rankings.swedish.gather(&prepared, u32::MAX, &mut whole).unwrap();
    assert_eq!(prepared.rest_at_most(all), 0.0);
    for budget in [0, 1, 3, 10] {
        let mut scores = vec![0.0; index.len()];
        let done = rankings.swedish.gather(&prepared, budget, &mut scores).unwrap();
        assert!(done < all, "budget {budget} is spent");
        for (document, score) in (0..).zip(scores) {
            let rest = rankings.swedish.rest(&prepared, done, document);
            assert!(rest <= prepared.rest_at_most(done));
            assert!((score + rest - whole[document as usize]).abs() < 0.01, "budget {budget}, document {document}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_searched_and_scores_stay_in_range(text in "\\PC{0,80}", language in 0..3u8) {
        let language = match language { 0 => Language::Swedish, 1 => Language::English, _ => Language::Unknown };
        static INDEX: std::sync::LazyLock<SearchIndex> = std::sync::LazyLock::new(town);
        let found = INDEX.find(&Query { text, language, limit: 4 });
        prop_assert!(found.len() <= 4);
        prop_assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
        prop_assert!(found.iter().all(|found| (0.0..=1.0).contains(&found.score) && (0.0..=1.0).contains(&found.coverage)));
    }
}
