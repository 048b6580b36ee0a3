//! What messages find, on a town of nine texts.

use proptest::prelude::*;

use super::*;
use crate::model::hit::Candidate;
use crate::search::query::Reader;
use crate::search::ranking::{Weights, weigh};
use crate::search::word_grams::WordGrams;
use crate::search::{Document, Example, Query, Searcher};

fn page(id: &str, title: &str, body: &str) -> Document {
    Document { id: id.into(), title: title.into(), body: body.into(), ..Document::default() }
}

fn town() -> Searcher {
    let documents = [
        page(
            "bygglov",
            "Bygglov",
            "Du behöver bygglov för att bygga en altan, ett garage eller ett plank.",
        ),
        page("oppettider", "Öppettider", "Kontaktcentret har öppet måndag till fredag."),
        page("far", "Får på bete", "Fåren betar på ängarna. Stängsla så att fåren inte rymmer."),
        page("fader", "Fars dag", "På fars dag bjuder biblioteket far och barn på fika."),
        page(
            "sopor",
            "Sophämtning",
            "Sopkärlet töms varannan vecka. Ställ ut sopkärlet vid vägen.",
        ),
        page("eldning", "Eldning", "Eldningsförbud råder när det är torrt i skog och mark."),
        page(
            "forskola",
            "Förskola",
            "Ansök om plats i förskolan tidigast sex månader innan barnet ska börja.",
        ),
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
            left_out: Vec::new(),
        },
    ];
    searcher(documents.to_vec())
}

fn searcher(documents: Vec<Document>) -> Searcher {
    let corpus = Corpus { documents, examples: Vec::new() };
    Searcher::new(std::sync::Arc::new(SearchIndex::in_memory(&corpus).unwrap()), &[])
}

fn best(town: &Searcher, text: &str, language: Language) -> Option<Candidate> {
    town.search(&Query { text: text.into(), language, limit: 3 }).candidates.into_iter().next()
}

fn check(text: &str, language: Language, expected: &str) {
    let found = best(&town(), text, language);
    assert_eq!(
        found.as_ref().map(|candidate| candidate.article.as_str()),
        Some(expected),
        "{text}"
    );
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
    let town = town();
    let found = town.documents(&Query::swedish("fårs", 9));
    assert!(found.iter().all(|(id, _)| *id != "fader"), "{found:?}");
}

#[test]
fn english_finds_the_english_part_and_swedish_names() {
    check("Is the tap water safe?", Language::English, "vatten");
    check("who is testing the taps", Language::English, "vatten");
    check("do I need a bygglov", Language::English, "bygglov");
}

#[test]
fn covered_words_tell_what_of_the_question_the_article_has() {
    let town = town();
    let coverage = |text: &str| {
        best(&town, text, Language::Swedish).map_or(0.0, |candidate| candidate.covered_words)
    };
    assert!(coverage("sopkärlet töms") > 0.99);
    assert!(coverage("töms sopkärlen") > 0.7, "another inflection");
    assert!((0.2..0.6).contains(&coverage("sopkärl xylofon")), "one of two words");
    assert!(coverage("xylofonkonsert zebra") < 0.1);
}

#[test]
fn what_the_message_lacks_and_what_the_unit_has_more_is_told() {
    let town = town();
    let candidate = |text: &str| best(&town, text, Language::Swedish).unwrap();
    let exact = candidate("Kan man dricka ur kranen?");
    assert_eq!((exact.unit_covers, exact.unit_covered), (1.0, 1.0), "{exact:?}");
    let partly = candidate("dricka");
    assert!(partly.unit_covered < 0.8 && partly.lacking == 0.0, "{partly:?}");
    assert!(candidate("dricka xylofon").lacking > 0.9);
}

#[test]
fn added_documents_are_ranked_with_the_others_as_if_they_were_one_index() {
    let added = Corpus {
        documents: vec![page("batterier", "Var lämnar jag gamla batterier?", "I den röda boxen.")],
        examples: Vec::new(),
    };
    let both = town().with(Some(std::sync::Arc::new(SearchIndex::in_memory(&added).unwrap())));
    for (text, expected) in [
        ("batteri", "batterier"),
        ("sopkärl", "sopor"),
        ("gamla batterier vart ska de", "batterier"),
    ] {
        assert_eq!(
            best(&both, text, Language::Swedish).unwrap().article.as_str(),
            expected,
            "{text}"
        );
    }
    assert!(
        best(&both.with(None), "batterier", Language::Swedish)
            .is_none_or(|best| best.article.as_str() != "batterier")
    );
}

#[test]
fn a_synonym_counts_as_most_of_the_word() {
    let corpus = Corpus {
        documents: vec![
            page("bil", "Fordon", "Laddplatser för fordon."),
            page("hund", "Hundar", "Hundrastgårdar."),
        ],
        examples: Vec::new(),
    };
    let index = std::sync::Arc::new(SearchIndex::in_memory(&corpus).unwrap());
    let found = best(
        &Searcher::new(index.clone(), &[vec!["bil".into(), "fordon".into()]]),
        "bil",
        Language::Swedish,
    )
    .unwrap();
    assert_eq!(found.article.as_str(), "bil");
    assert!((0.7..1.0).contains(&found.covered_words), "{found:?}");
    assert!(best(&Searcher::new(index, &[]), "bil", Language::Swedish).is_none());
}

#[test]
fn a_text_is_found_by_another_word_for_what_it_is_about() {
    let documents = vec![
        page("avfall", "Avfall", "Avfallet hämtas varannan vecka."),
        page("forskola", "Förskola", "Ansök till förskola i god tid."),
        page("hund", "Hundar", "Hundrastgårdar finns vid ån."),
    ];
    let index = SearchIndex::in_memory(&Corpus { documents, examples: Vec::new() }).unwrap();
    let groups: [&[&str]; 2] = [&["sopor", "avfall", "garbage"], &["dagis", "förskola", "nursery"]];
    let groups = groups.map(|group| group.iter().map(|word| (*word).to_owned()).collect());
    let town = Searcher::new(std::sync::Arc::new(index), &groups);
    let check = |text: &str, language, expected: Option<&str>| {
        let found = best(&town, text, language);
        assert_eq!(
            found.as_ref().map(|found| found.article.as_str()),
            expected,
            "{text}: {found:?}"
        );
        assert!(
            found.is_none_or(|found| found.alike.title_has > 0.1),
            "{text}: its title is alike"
        );
    };
    check("när hämtas soporna", Language::Swedish, Some("avfall"));
    check("dagiset", Language::Swedish, Some("forskola"));
    check("when do you collect the garbage", Language::English, Some("avfall"));
    check("how do I get a place at a nursery", Language::English, Some("forskola"));
    check("when do you open", Language::English, None);
}

#[test]
fn an_english_message_is_as_near_to_a_swedish_text_as_to_an_english_one() {
    let in_english = |id: &str| Document {
        en_title: "Waste".into(),
        en_summary: "Waste is collected every week.".into(),
        ..page(id, "Titel", "Något annat.")
    };
    let documents = vec![in_english("engelska"), page("svenska", "Avfall", "Avfall hämtas.")];
    let index = SearchIndex::in_memory(&Corpus { documents, examples: Vec::new() }).unwrap();
    let groups = [vec!["avfall".to_owned(), "waste".to_owned()]];
    let town = Searcher::new(std::sync::Arc::new(index), &groups);
    let query = Query { text: "waste".into(), language: Language::English, limit: 5 };
    let found = town.search(&query).candidates;
    let score = |id: &str| found.iter().find(|found| found.article.as_str() == id).unwrap().whole;
    assert!(score("svenska") > 0.4 * score("engelska"), "{found:?}");
}

#[test]
fn a_word_that_stands_nowhere_is_as_rare_as_those_that_mean_the_same() {
    let documents = (0..40).map(|n| page(&format!("d{n}"), "Avfall", "Avfall hämtas."));
    let corpus = Corpus { documents: documents.collect(), examples: Vec::new() };
    let index = std::sync::Arc::new(SearchIndex::in_memory(&corpus).unwrap());
    let rarest = |groups: &[Vec<String>]| {
        Searcher::new(index.clone(), groups).search(&Query::swedish("sopor", 5)).rarest
    };
    let known = rarest(&[vec!["sopor".into(), "avfall".into()]]);
    assert!(known < 0.5 * rarest(&[]), "{known}");
}

#[test]
fn the_section_that_has_most_of_the_message_is_told() {
    let filler = "Mycket annat står också här och säger ingenting om saken. ".repeat(12);
    let body = format!(
        "Inledning.\n\n## Avgifter\n\n{filler}\n\n## Tider\n\nBastun värms på torsdagar. {filler}"
    );
    let town =
        searcher(vec![page("bad", "Badhuset", &body), page("annat", "Annat", "Något annat.")]);
    assert_eq!(best(&town, "när värms bastun", Language::Swedish).unwrap().section, Some(2));
}

#[test]
fn what_all_documents_speak_of_says_little_among_them_however_rare_in_messages() {
    let parking = |n| page(&format!("p{n}"), &format!("Sida {n}"), "Parkering vid torget");
    let message =
        |n| Example { text: format!("ska vi till badet nummer {n}"), language: Language::Swedish };
    let corpus = Corpus {
        documents: (0..200).map(parking).collect(),
        examples: (0..400).map(message).collect(),
    };
    let index = SearchIndex::in_memory(&corpus).unwrap();
    let town = Searcher::new(std::sync::Arc::new(index), &[]);
    let found = best(&town, "parkering simhall", Language::Swedish).unwrap();
    assert!(found.whole_among > 0.0 && found.whole_among < 0.5 * found.whole, "{found:?}");
}

#[test]
fn nothing_is_found_where_nothing_is_asked() {
    let town = town();
    for text in ["", "   ", "?!", "\u{0}", "och", "👍", "日本語"] {
        assert_eq!(town.documents(&Query::swedish(text, 5)), [], "{text:?}");
        assert_eq!(town.search(&Query::swedish(text, 5)).candidates, [], "{text:?}");
    }
    assert_eq!(town.documents(&Query::swedish("bygglov", 0)), []);
    assert!(searcher(Vec::new()).search(&Query::swedish("bygglov", 5)).candidates.is_empty());
}

#[test]
fn the_second_pass_scores_as_the_first_would() {
    let documents = (0..40)
        .map(|n| page(&format!("d{n}"), "", &format!("sopkärlet {} biblioteket töms", n % 7)))
        .collect();
    let index = SearchIndex::in_memory(&Corpus { documents, examples: Vec::new() }).unwrap();
    let ranking = &index.rankings.as_ref().unwrap().whole.swedish;
    let reading = Reader::new().swedish("när töms sopkärlet vid biblioteket");
    let mut prepared = vec![ranking.look_up(&reading, &WordGrams::of(&reading))];
    let weights = Weights::of(&[&prepared[0]], 40, Vec::new());
    weigh(&mut prepared, &weights, 40);
    let prepared = &prepared[0];
    let gathered = |budget| {
        let mut scores = vec![0.0; index.len()];
        let done = ranking.gather(prepared, budget, |row, value| scores[row as usize] += value);
        (done.unwrap(), scores)
    };
    let (all, whole) = gathered(u32::MAX);
    assert_eq!(prepared.rest_at_most(all), 0.0);
    for budget in [0, 1, 3, 10] {
        let (done, scores) = gathered(budget);
        assert!(done < all, "budget {budget} is spent");
        for (document, score) in (0..).zip(scores) {
            let rest = ranking.rest(prepared, done, document);
            assert!(rest <= prepared.rest_at_most(done));
            assert!(
                (score + rest - whole[document as usize]).abs() < 0.01,
                "budget {budget}, document {document}"
            );
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_searched_and_scores_stay_in_range(text in "\\PC{0,80}", language in 0..3u8) {
        let language = match language { 0 => Language::Swedish, 1 => Language::English, _ => Language::Unknown };
        static TOWN: std::sync::LazyLock<Searcher> = std::sync::LazyLock::new(town);
        let found = TOWN.search(&Query { text, language, limit: 4 }).candidates;
        prop_assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
        for candidate in &found {
            let shares = [candidate.whole, candidate.whole_among, candidate.unit, candidate.votes, candidate.covered_words, candidate.covered_grams, candidate.lacking,
                candidate.title_covers, candidate.title_covered, candidate.unit_covers, candidate.unit_covered];
            prop_assert!(shares.iter().all(|share| (0.0..=1.0001).contains(share)), "{candidate:?}");
        }
    }
}
