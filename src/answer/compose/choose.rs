//! Asking which of several articles is meant.

use super::{Facts, article, bare};
use crate::model::action::{Action, Button};
use crate::model::article::{Article, ArticleId};
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::wording::Message;

pub fn reply(facts: &Facts<'_>, offered: &[ArticleId]) -> Reply {
    let articles: Vec<&Article> = offered.iter().filter_map(|id| facts.article(id)).collect();
    let titles: Vec<String> =
        articles.iter().map(|offered| article::title(facts, offered)).collect();
    let lead = if titles.len() > 1 { Message::ChooseLead } else { Message::ChooseLeadOne };
    let contact = &facts.knowledge.contact;
    let args = [("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())];
    let blocks = vec![
        facts.text(lead, &[]),
        Block::List(titles.clone()),
        facts.text(Message::ChooseNone, &args),
    ];
    let mut buttons: Vec<Vec<Button>> = articles
        .iter()
        .zip(titles)
        .map(|(article, label)| {
            vec![Button { label, action: Action::ShowArticle(article.id.clone()) }]
        })
        .collect();
    buttons
        .push(vec![facts.person_button(), facts.button(Message::ButtonContact, Action::Contact)]);
    Reply {
        buttons,
        offers: articles.iter().map(|article| article.id.clone()).collect(),
        ..bare(ReplyKind::Choose, blocks)
    }
}
