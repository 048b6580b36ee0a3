//! Inline mode: `@bot öppettider` in any chat offers answers, and the one that is picked is sent in the asker's own name.

use std::collections::HashSet;

use serde_json::Value;
use teloxide::types::{
    InlineQueryResult, InlineQueryResultArticle, InputMessageContent, InputMessageContentText,
    ParseMode,
};

use super::callback;
use super::markup::{TEXT_MAX, html_start, no_preview};
use super::request::Request;
use crate::model::outgoing::Offer;
use crate::model::rich::{Rich, shortened_on_one_line};

/// The most results that Telegram takes.
pub const RESULTS_MAX: usize = 50;

/// The longest title and description, in characters; Telegram shows no more than a line or two.
const TITLE_MAX: usize = 100;
const DESCRIPTION_MAX: usize = 200;

/// The answer to an inline query, best offers first. `personal`: for the asker alone, and never cached (what only staff may see).
pub fn answer(query_id: String, offers: &[Offer], personal: bool) -> Request {
    let mut seen = HashSet::new();
    let results: Vec<InlineQueryResult> =
        offers.iter().filter_map(|offer| result(offer, &mut seen)).take(RESULTS_MAX).collect();
    Request::AnswerInline {
        query_id,
        // These types have string keys only, which always are JSON.
        results: serde_json::to_value(results).unwrap_or_else(|_| Value::Array(Vec::new())),
        personal,
    }
}

/// Telegram refuses all results for one that is blank or has another's id.
fn result(offer: &Offer, seen: &mut HashSet<String>) -> Option<InlineQueryResult> {
    let id = callback::encode(&offer.about);
    let title = shortened_on_one_line(&offer.title, TITLE_MAX);
    let html = message(&offer.text);
    if title.is_empty() || html.is_empty() || !seen.insert(id.clone()) {
        return None;
    }
    let text = InputMessageContentText::new(html)
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview());
    let content = InputMessageContent::Text(text);
    let mut article = InlineQueryResultArticle::new(id, title, content);
    let description = shortened_on_one_line(&offer.description, DESCRIPTION_MAX);
    article.description = (!description.is_empty()).then_some(description);
    Some(InlineQueryResult::Article(article))
}

/// Telegram's page counts an inline message's text before it is parsed, so the markup has to fit too.
fn message(text: &Rich) -> String {
    let mut limit = TEXT_MAX;
    loop {
        let html = html_start(text, limit);
        if html.encode_utf16().count() <= TEXT_MAX {
            return html;
        }
        limit = limit * 3 / 4;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::action::Action;
    use crate::model::article::ArticleId;

    fn offer(about: Action, title: &str, text: &str) -> Offer {
        Offer {
            about,
            title: title.to_owned(),
            description: "Öppet\nnu".to_owned(),
            text: Rich::new().bold(text),
        }
    }

    fn results(offers: &[Offer]) -> Value {
        match answer("q".to_owned(), offers, false) {
            Request::AnswerInline { results, .. } => results,
            request => panic!("{request:?}"),
        }
    }

    #[test]
    fn an_offer_is_an_article_with_an_escaped_text() {
        assert_eq!(
            results(&[offer(Action::Hours, "Öppettider", "8–16 & <mer>")]),
            json!([{
                "type": "article", "id": "1ah", "title": "Öppettider", "description": "Öppet nu",
                "input_message_content": {
                    "message_text": "<b>8–16 &amp; &lt;mer&gt;</b>", "parse_mode": "HTML",
                    "link_preview_options": {"is_disabled": true},
                },
            }])
        );
    }

    #[test]
    fn blank_and_doubled_offers_are_left_out_and_the_rest_fits() {
        let article = |n: usize| {
            let id = ArticleId::parse(&format!("artikel-{n}")).unwrap();
            offer(Action::ShowArticle(id), &"Å".repeat(300), &"ord ".repeat(3000))
        };
        let mut offers = vec![
            offer(Action::Hours, " ", "x"),
            offer(Action::Contact, "Kontakt", " "),
            article(1),
        ];
        offers.extend((1..80).map(article));
        let results = results(&offers);
        let results = results.as_array().unwrap();
        assert_eq!(results.len(), RESULTS_MAX);
        assert_eq!(results[1]["id"], "1asartikel-2");
        assert_eq!(results[0]["title"].as_str().unwrap().chars().count(), TITLE_MAX);
        let text = results[0]["input_message_content"]["message_text"].as_str().unwrap();
        assert!(text.chars().count() <= TEXT_MAX);
        let escaped = message(&Rich::new().quote(&"& ".repeat(5000)));
        assert!((2000..=TEXT_MAX).contains(&escaped.len()));
    }
}
