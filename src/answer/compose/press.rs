//! What a pressed button says.

use super::{Facts, article, contact, hours, miss, talk};
use crate::model::action::Action;
use crate::model::article::ArticleId;
use crate::model::language::Language;
use crate::model::privacy::Privacy;
use crate::model::reply::Reply;
use crate::model::topic::Details;
use crate::model::verdict::{HoursQuestion, Miss};

/// `None` for what a reply alone cannot do: speaking, rating and erasing are the edge's own.
pub fn press(facts: &Facts<'_>, action: &Action, privacy: Privacy) -> Option<Reply> {
    let reply = match action {
        Action::ShowArticle(id) => article::answer(facts, id, None, ""),
        Action::ReadAll { article, page } => read_all(facts, article, *page),
        Action::FocusAreas => article::overview(facts),
        Action::Hours => hours::reply(facts, &HoursQuestion::Week),
        Action::Contact => contact::reply(facts, Details::all()),
        Action::Map => contact::reply(facts, Details::VISIT | Details::MAP),
        Action::Person | Action::PersonAbout { .. } => talk::handover(facts),
        Action::Privacy => talk::privacy(facts, privacy),
        Action::Help => talk::help(facts),
        Action::SetLanguage(language) => talk::language_chosen(&Facts {
            language: *language,
            pointers: super::Pointers::default(),
            ..*facts
        }),
        Action::Listen { .. }
        | Action::Open { .. }
        | Action::Rate { .. }
        | Action::Erase { .. }
        | Action::Consent { .. }
        | Action::Helped { .. }
        | Action::TellMe { .. } => return None,
    };
    let language = if let Action::SetLanguage(chosen) = action { *chosen } else { facts.language };
    Some(super::announced(facts, Reply { language: Language::from(language), ..reply }))
}

/// An article that has gone since its button was sent is a miss like any other.
fn read_all(facts: &Facts<'_>, id: &ArticleId, page: u16) -> Reply {
    match facts.article(id) {
        Some(article) => article::page(facts, article, page),
        None => miss::reply(facts, &Miss::NoAnswer { subject: None }, false),
    }
}
