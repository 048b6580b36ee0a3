//! `@bot öppettider` in any chat: articles, FAQ entries, the hours and the contact details on offer.

use std::collections::HashSet;

use super::{Chat, Residents};
use crate::model::action::Action;
use crate::model::outgoing::{Effect, Offer};
use crate::model::reply::ReplyKind;
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::Letter;
use crate::wording::Message;

/// So many answers are on offer; more than people look through.
const OFFERS: usize = 50;

impl Residents {
    /// What fits the query comes first; without a query the hours and the contact details do.
    pub(super) async fn inline(&self, chat: &Chat, query_id: &str, query: &str) -> Outcome {
        let assistant = self.brain.assistant();
        let (asked, _) = self.answer(chat, query).await;
        let mut actions = vec![Action::Hours, Action::Contact, Action::FocusAreas];
        let ranked = asked.articles.iter().map(|hit| Action::ShowArticle(hit.article.clone()));
        let all = assistant.articles().map(|article| Action::ShowArticle(article.id.clone()));
        let articles: Vec<Action> = ranked.chain(all).collect();
        match asked.kind {
            ReplyKind::Answer => actions = articles.into_iter().chain(actions).collect(),
            _ => actions.extend(articles),
        }
        // What is ranked stands among all too; composing hundreds of entries that are not shown would take its time.
        let mut seen = HashSet::new();
        actions.retain(|action| seen.insert(action.clone()));
        actions.truncate(OFFERS);
        let offers: Vec<Offer> =
            actions.into_iter().filter_map(|action| self.offer(chat, action)).collect();
        let offer = Effect::Offer { query: query_id.to_owned(), offers, personal: false };
        Outcome::say(vec![Letter::from(letters::outgoing(chat, offer))])
    }

    fn offer(&self, chat: &Chat, about: Action) -> Option<Offer> {
        let assistant = self.brain.assistant();
        let (reply, _) = assistant.press(&about, chat.now, chat.language, self.privacy, None)?;
        let reply = reply.without_notices();
        let title = match &about {
            Action::Hours => self.say(chat, Message::ButtonHours, &[]),
            Action::Contact => self.say(chat, Message::ButtonContact, &[]),
            Action::FocusAreas => self.say(chat, Message::ButtonFocusAreas, &[]),
            Action::ShowArticle(id) => assistant.article(id)?.title.clone(),
            _ => return None,
        };
        let description =
            reply.passage.clone().unwrap_or_else(|| crate::answer::plain::text(&reply));
        Some(Offer { about, title, description, text: Rich::from(reply.blocks.as_slice()) })
    }
}
