//! What a reply looks like when staff have added something: entries, notices, exceptions.

use std::time::{Duration, Instant};

use alebot::answer::plain;
use alebot::assistant::{ALIKE, Assistant, Message, RANKED};
use alebot::model::action::Action;
use alebot::model::article::{Article, ArticleId, ArticleKind, PageFacts};
use alebot::model::contact::Exception;
use alebot::model::desk::Additions;
use alebot::model::language::ReplyLanguage;
use alebot::model::privacy::Privacy;
use alebot::model::reply::{Block, ReplyKind};
use chrono::{NaiveDate, NaiveTime};

use super::{assistant, entries, moment, monday, reply, with_entries};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(text: &str) -> ArticleId {
    ArticleId::parse(text).unwrap()
}

fn entry(name: &str, title: &str, body: &str) -> Article {
    Article { checked: Some(day("2026-11-20")), ..Article::faq(id(name), title, body) }
}

fn message(text: &str) -> Message<'_> {
    Message { text, at: monday(), language: None, top: RANKED, meaning: None }
}

fn with(faq: Vec<Article>) -> Assistant {
    assistant().with(Additions { faq, ..Additions::default() }).unwrap()
}

#[test]
fn an_entry_is_quoted_word_for_word_with_its_date_and_the_buttons_of_an_answer() {
    let assistant = with_entries();
    let reply = reply(&assistant, "hur byter jag till ett större sopkärl?", monday());
    let entry = assistant.article(&id("faq-byta-karl")).unwrap();
    assert_eq!(
        (reply.kind, reply.passage.as_deref()),
        (ReplyKind::Answer, Some(entry.body.as_str()))
    );
    let text = plain::text(&reply);
    assert!(
        text.contains(&entry.title) && text.contains("Svar från kontaktcenter, 20 november 2026"),
        "{text}"
    );
    let actions: Vec<&Action> =
        reply.buttons.iter().flatten().map(|button| &button.action).collect();
    let article = entry.id.clone();
    for wanted in [
        Action::ReadAll { article: article.clone(), page: 0 },
        Action::Listen { article: article.clone(), language: ReplyLanguage::Swedish },
        Action::Rate { article: article.clone(), helpful: true },
    ] {
        assert!(actions.contains(&&wanted), "{wanted:?}");
    }
    for action in [Action::ShowArticle(article.clone()), Action::ReadAll { article, page: 0 }] {
        let (reply, _) = assistant
            .press(&action, monday(), ReplyLanguage::Swedish, Privacy::default(), None)
            .unwrap();
        assert!(plain::text(&reply).contains(&entry.body), "{action:?}");
    }
}

#[test]
fn a_page_of_the_site_is_shown_with_its_date_its_link_and_the_e_service_that_belongs_to_it() {
    let body = format!(
        "Du behöver lov för att bygga till.\n\n{}\n\nAnsök om bygglov → https://e.vinlunda.example/lov",
        "Handläggningen tar tid. ".repeat(90)
    );
    let page = Article {
        kind: ArticleKind::Page,
        page: PageFacts {
            url: Some("https://www.vinlunda.example/bygga/lov".to_owned()),
            updated: Some(day("2026-03-14")),
            ..PageFacts::default()
        },
        ..entry("bygga-till", "Bygga till", &body)
    };
    let assistant = with(vec![page]);
    let article = id("bygga-till");
    for action in [
        Action::ShowArticle(article.clone()),
        Action::ReadAll { article: article.clone(), page: 0 },
    ] {
        let (reply, _) = assistant
            .press(&action, monday(), ReplyLanguage::Swedish, Privacy::default(), None)
            .unwrap();
        let text = plain::text(&reply);
        assert!(text.contains("Bygga till") && text.contains("14 mars 2026"), "{action:?}: {text}");
        let leads = |wanted: &str| {
            reply
                .blocks
                .iter()
                .any(|block| matches!(block, Block::Link { url, .. } if url == wanted))
        };
        assert!(leads("https://www.vinlunda.example/bygga/lov"), "{action:?}");
        assert!(leads("https://e.vinlunda.example/lov"), "{action:?}");
        let mut actions = reply.buttons.iter().flatten().map(|button| &button.action);
        let url = "https://www.vinlunda.example/bygga/lov".to_owned();
        assert!(actions.any(|action| *action == Action::Open { url: url.clone() }), "{action:?}");
    }
}

#[test]
fn what_a_page_costs_is_told_by_the_page_spoken_of_and_nothing_is_said_of_it_that_is_the_plans() {
    let of_the_plan = "Texten säger vad kommunen vill";
    let priced = "Slammet töms en gång om året.\n\nEn tömning kostar 1 250 kronor.";
    let assistant = with(vec![
        entry("slam", "Hur ofta töms slambrunnen?", priced),
        entry("kompost", "Får jag kompostera?", "Ja, i en tät behållare."),
    ]);
    let check = |first: &str, said: Option<&str>| {
        let (_, context) = assistant.reply(&message(first), None);
        let (reply, _) = assistant.reply(&message("och vad kostar det?"), Some(&context));
        let text = plain::text(&reply);
        assert_eq!(text.contains(of_the_plan), said == Some(of_the_plan), "{first}: {text}");
        assert!(said.is_none_or(|said| text.contains(said)), "{first}: {text}");
    };
    check("hur ofta töms slambrunnen", Some("En tömning kostar 1 250 kronor."));
    check("får jag kompostera", None);
    check("vad vill ni med skolan", Some(of_the_plan));
}

#[test]
fn when_it_opens_is_told_by_the_page_spoken_of_where_it_has_hours_of_its_own() {
    let assistant = with(vec![
        entry(
            "bastun",
            "Var ligger bastun?",
            "Vid badplatsen. Den öppnar klockan 17 på torsdagar.",
        ),
        entry("kompost", "Får jag kompostera?", "Ja, i en tät behållare."),
    ]);
    let check = |first: &str, then: &str, expected: ReplyKind| {
        let (_, context) = assistant.reply(&message(first), None);
        let (reply, _) = assistant.reply(&message(then), Some(&context));
        assert_eq!(reply.kind, expected, "{first}, {then}: {}", plain::text(&reply));
    };
    check("var ligger bastun", "och när öppnar det?", ReplyKind::Answer);
    check("var ligger bastun", "och när öppnar ni?", ReplyKind::Hours);
    check("får jag kompostera", "och när öppnar det?", ReplyKind::Hours);
}

#[test]
fn how_old_a_page_is_is_asked_of_the_page_spoken_of_unless_the_plan_is_named() {
    let page = Article {
        kind: ArticleKind::Page,
        page: PageFacts { updated: Some(day("2026-03-14")), ..PageFacts::default() },
        ..entry("slam", "Hur ofta töms slambrunnen?", "Slammet töms en gång om året.")
    };
    let assistant = with(vec![page]);
    let (_, context) = assistant.reply(&message("hur ofta töms slambrunnen"), None);
    let check = |text: &str, said: &str| {
        let reply = assistant.reply(&message(text), Some(&context)).0;
        assert!(plain::text(&reply).contains(said), "{text}: {}", plain::text(&reply));
    };
    check("hur gammal är den texten?", "uppdaterad 14 mars 2026");
    check("hur gammal är planen?", "siktar mot 2025");
}

#[test]
fn the_answering_entry_stands_first_in_the_ranking() {
    let reply = reply(&with_entries(), "skolskjuts regler", monday());
    let scores: Vec<f32> = reply.articles.iter().map(|hit| hit.score).collect();
    assert_eq!(reply.articles[0].article, id("faq-skolskjuts"));
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn an_entry_past_its_last_day_says_so() {
    let ended = Article {
        valid_until: Some(day("2026-06-30")),
        ..entry("faq-majblomma", "Får jag sälja majblommor i skolan?", "Ja, i april.")
    };
    let undated = Article {
        checked: None,
        ..entry("faq-tomtebloss", "Får jag tända tomtebloss?", "Ja, ute.")
    };
    let assistant = with(vec![ended, undated]);
    let text = |question| plain::text(&reply(&assistant, question, monday()));
    for (question, end) in [
        (
            "får man sälja majblommor i skolan",
            "20 november 2026; svaret gällde till och med 30 juni 2026 och kan ha ersatts",
        ),
        (
            "får jag tända tomtebloss",
            "Får jag tända tomtebloss?\n\n”Ja, ute.”\n\nSvar från kontaktcenter",
        ),
    ] {
        assert!(text(question).contains(end), "{}", text(question));
    }
}

#[test]
fn what_is_acute_and_hours_and_contact_details_go_before_any_entry() {
    let assistant = with(vec![
        entry("faq-a", "Det brinner i grannens hus", "Svar."),
        entry("faq-b", "Har ni öppet nu?", "Svar."),
        entry("faq-c", "Vad har ni för telefonnummer?", "Svar."),
    ]);
    for (question, kind) in [
        ("det brinner i grannens hus", ReplyKind::Emergency),
        ("Har ni öppet nu?", ReplyKind::Hours),
        ("Vad har ni för telefonnummer?", ReplyKind::Contact),
    ] {
        assert_eq!(reply(&assistant, question, monday()).kind, kind, "{question}");
    }
}

#[test]
fn a_question_written_as_staff_wrote_it_gets_their_answer_whatever_it_was_taken_for() {
    let titles = [
        "Finns kommunens vision som affisch?",
        "Kan jag få tala med en trubadur?",
        "Hur förnyar jag mitt pass?",
    ];
    let faq = titles
        .iter()
        .enumerate()
        .map(|(at, title)| entry(&format!("faq-{at}"), title, "Ja, i receptionen."))
        .collect();
    let assistant = with(faq);
    for (at, title) in titles.iter().enumerate() {
        let reply = reply(&assistant, title, monday());
        assert_eq!(
            (reply.kind, &reply.articles[0].article),
            (ReplyKind::Answer, &id(&format!("faq-{at}"))),
            "{title}"
        );
    }
}

#[test]
fn notices_stand_on_top_of_every_reply_but_emergencies() {
    let notices = vec!["Vattnet är avstängt i Nol.".to_owned(), "Kö i telefon.".to_owned()];
    let assistant =
        assistant().with(Additions { notices: notices.clone(), ..Additions::default() }).unwrap();
    let on_top: Vec<Block> = notices.into_iter().map(Block::Notice).collect();
    for question in [
        "hej",
        "öppet nu?",
        "telefonnummer",
        "hållbart samhälle",
        "hemtjänst",
        "Are you open? And what is your phone number?",
        "?",
    ] {
        let reply = reply(&assistant, question, monday());
        assert_eq!(&reply.blocks[..2], on_top, "{question}");
        assert!(
            !reply.blocks[2..].iter().any(|block| matches!(block, Block::Notice(_))),
            "{question}: only once"
        );
    }
    let (pressed, _) = assistant
        .press(&Action::Contact, monday(), ReplyLanguage::English, Privacy::default(), None)
        .unwrap();
    assert_eq!(&pressed.blocks[..2], on_top);
    let emergency = reply(&assistant, "det brinner i grannens hus", monday());
    assert!(!emergency.blocks.iter().any(|block| matches!(block, Block::Notice(_))));
}

#[test]
fn of_two_exceptions_for_a_day_the_newest_holds() {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let exception =
        |open, reason: &str| Exception { date: day("2026-12-14"), open, reason: reason.to_owned() };
    let half = exception(vec![(time(8), time(12))], "Personaldag");
    let shut = exception(Vec::new(), "Strömavbrott");
    let check = |exceptions: Vec<Exception>, open: bool, reason: &str| {
        let assistant = assistant().with(Additions { exceptions, ..Additions::default() }).unwrap();
        assert_eq!(assistant.hours().status(moment("2026-12-14T10:00")).open, open, "{reason}");
        let text = plain::text(&reply(&assistant, "har ni öppet den 14 december?", monday()));
        assert!(text.contains(reason), "{reason}: {text}");
        assert!(
            assistant
                .with(Additions::default())
                .unwrap()
                .hours()
                .status(moment("2026-12-14T14:00"))
                .open,
            "taken back"
        );
    };
    check(vec![half.clone(), shut.clone()], false, "Strömavbrott");
    check(vec![shut, half], true, "Personaldag");
}

#[test]
fn a_text_much_like_one_that_is_there_is_told() {
    let assistant = with_entries();
    let renamed = |text: &str| text.replace("sopkärl", "sopkarl");
    for (question, answer, expected) in [
        (
            "Hur byter jag till ett större eller mindre sopkärl?",
            "Helt annat svar.",
            Some("faq-byta-karl"),
        ),
        ("Hur söker man färdtjänst?", "Ring oss.", Some("faq-fardtjanst")),
        (
            "Matsedel",
            "Matsedeln finns i appen Matilda och på varje skolas sida.",
            Some("faq-skollunch"),
        ),
        ("Vilka fiskar finns i Göta älv?", "Gös, gädda och abborre.", None),
        ("Var kan jag ladda elbilen?", "Laddstolpar finns vid resecentrum i Älvängen.", None),
    ] {
        let nearest = assistant.similar(&renamed(question), answer, 3);
        let alike = nearest
            .first()
            .filter(|similar| similar.similarity >= ALIKE)
            .map(|similar| similar.article.as_str());
        assert_eq!(alike, expected, "{question}: {nearest:?}");
        assert!(
            nearest.iter().all(|similar| (0.0..=1.0).contains(&similar.similarity)),
            "{nearest:?}"
        );
    }
    let own = assistant
        .knowledge
        .articles
        .iter()
        .find(|article| article.id == id("lust-att-lara"))
        .unwrap();
    let copied = assistant.similar("Skolan i Ale", &own.body, 1);
    assert_eq!(
        (copied[0].article.as_str(), copied[0].similarity >= ALIKE),
        ("lust-att-lara", true),
        "{copied:?}"
    );
}

#[test]
fn any_exception_can_be_taken_up() {
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 59).unwrap();
    let hours = [
        vec![],
        vec![(time(8, 0), time(8, 0))],
        vec![(time(13, 0), time(8, 0)), (time(0, 0), time(23, 59))],
    ];
    let dates =
        ["0001-01-01", "1969-12-31", "2026-12-24", "2024-02-29", "+12000-01-01", "-0300-01-01"];
    let reason = "\" ; off".to_owned();
    let all = dates.iter().flat_map(|date| {
        hours.iter().map(|open| Exception {
            date: day(date),
            open: open.clone(),
            reason: reason.clone(),
        })
    });
    for exception in all {
        let additions = Additions { exceptions: vec![exception.clone()], ..Additions::default() };
        assert!(assistant().with(additions).is_ok(), "{exception:?}");
    }
}

/// A debug build beside other work; a release build takes a tenth.
const SOON: Duration = Duration::from_secs(3);

#[test]
fn a_thousand_entries_are_taken_up_at_once() {
    let many: Vec<Article> = (0..1000)
        .map(|number| {
            let entries = entries();
            let entry = &entries[number % entries.len()];
            let name = format!("faq-{number}");
            Article {
                id: id(&name),
                title: format!("{} Nummer {number}", entry.title),
                body: entry.body.repeat(3),
                ..entry.clone()
            }
        })
        .collect();
    with(Vec::new()).similar("värmer upp", "", 1);
    let start = Instant::now();
    let assistant = with(many);
    let took = start.elapsed();
    let start = Instant::now();
    // A thousand that are all but the same: any of them, or a choice among them.
    assert!(matches!(
        reply(&assistant, "Hur söker jag färdtjänst? Nummer 22", monday()).kind,
        ReplyKind::Answer | ReplyKind::Choose
    ));
    println!("taken up in {took:?}, answered in {:?}", start.elapsed());
    let letter: String = (0..400)
        .map(|number| format!("sopkärlet{number} färdtjänsten bygglovet kaminer. "))
        .collect();
    let start_of_letter = Instant::now();
    reply(&assistant, &letter, monday());
    println!("a long letter answered in {:?}", start_of_letter.elapsed());
    assert!(took < SOON && start.elapsed() < SOON, "{took:?}");
}
