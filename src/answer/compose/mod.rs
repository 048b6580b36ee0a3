//! A verdict and the facts → the reply, in words.

mod across;
mod article;
mod choose;
mod contact;
mod hours;
mod miss;
mod press;
mod remark;
mod talk;
mod told;

pub use article::page;
pub use contact::details;
pub use hours::status_sentence;
pub use press::press;

use std::ops::Range;

use chrono::NaiveDateTime;

use super::dates::Dates;
use crate::answer::passage::Search;
use crate::hours::Hours;
use crate::model::action::{Action, Button};
use crate::model::article::{Article, ArticleId};
use crate::model::desk::Additions;
use crate::model::hit::{Hit, Likened};
use crate::model::knowledge::Knowledge;
use crate::model::language::{Language, ReplyLanguage};
use crate::model::privacy::Privacy;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::topic::Details;
use crate::model::understanding::Understanding;
use crate::model::verdict::Verdict;
use crate::wording::{Args, Message, Wording};

/// What is true at the moment of asking.
pub struct Facts<'a> {
    pub knowledge: &'a Knowledge,
    pub wording: &'a Wording,
    pub hours: &'a Hours,
    /// What staff have added; its exceptions are in `hours` already.
    pub additions: &'a Additions,
    /// Local time in the centre's time zone.
    pub now: NaiveDateTime,
    pub language: ReplyLanguage,
    /// What points to the right sentence of the answering article.
    pub pointers: Pointers<'a>,
    /// How many replies before this one did not know, in a row.
    pub misses: u8,
    /// The reply before was told in plain words already.
    pub simplified: bool,
    /// What becomes of what residents write.
    pub privacy: Privacy,
}

/// What points to the sentence of an article that answers a message.
#[derive(Clone, Debug, Default)]
pub struct Pointers<'a> {
    /// Example questions near the message.
    pub likened: Vec<Likened<'a>>,
    /// The section of the body that has most of the message, in bytes; none where the body is one section.
    pub section: Option<Range<usize>>,
}

impl<'a> Facts<'a> {
    /// An article of the folder's, or a FAQ entry of staff's.
    pub fn article(&self, id: &ArticleId) -> Option<&'a Article> {
        self.knowledge
            .article(id)
            .or_else(|| self.additions.faq.iter().find(|entry| entry.id == *id))
    }

    /// Where the sentence of the answering article is looked for that answers the question.
    fn search<'b>(&'b self, article: &'b Article, question: &'b str) -> Search<'b> {
        let section = self.pointers.section.clone().unwrap_or(0..article.body.len());
        Search { body: &article.body, section, question, likened: &self.pointers.likened }
    }

    fn say(&self, message: Message, args: &Args<'_>) -> String {
        self.wording.say(self.language, message, args)
    }

    fn text(&self, message: Message, args: &Args<'_>) -> Block {
        Block::Text(self.say(message, args))
    }

    fn dates(&self) -> Dates<'a> {
        Dates { wording: self.wording, language: self.language, now: self.now }
    }

    fn button(&self, label: Message, action: Action) -> Button {
        Button { label: self.say(label, &[]), action }
    }

    /// `sju`; digits from thirteen on.
    fn number(&self, number: usize) -> String {
        self.say(Message::Number, &[("count", number.to_string().into())])
    }

    /// To staff: what happens when it is pressed depends on whether they are there.
    pub fn person_button(&self) -> Button {
        let open = self.hours.status(self.now).open;
        self.button(
            if open { Message::ButtonPerson } else { Message::ButtonPersonClosed },
            Action::Person,
        )
    }

    /// The ways on that every reply without an answer offers (förvaltningslagen 6 och 7 §§).
    fn ways_on(&self) -> Vec<Vec<Button>> {
        vec![
            vec![self.person_button(), self.button(Message::ButtonContact, Action::Contact)],
            vec![
                self.button(Message::ButtonFocusAreas, Action::FocusAreas),
                self.button(Message::ButtonHours, Action::Hours),
            ],
        ]
    }
}

/// Composes the whole reply. `hits` is passed on for the machine-readable form.
pub fn compose(
    facts: &Facts<'_>,
    verdict: &Verdict,
    understanding: &Understanding,
    hits: &[Hit],
) -> Reply {
    let reply = match verdict {
        Verdict::Answer { article, also } => {
            article::answer(facts, article, also.as_ref(), &understanding.text)
        }
        Verdict::Choose(offered) => choose::reply(facts, offered),
        Verdict::More(article) => article::whole(facts, article),
        Verdict::Overview => article::overview(facts),
        Verdict::Contact(details) => contact::reply(facts, *details),
        Verdict::Hours(question) => hours::asked(facts, question, understanding.time.as_ref()),
        Verdict::Handover => talk::handover(facts),
        Verdict::Smalltalk(kind) => talk::smalltalk(facts, *kind),
        Verdict::Emergency(kind) => talk::emergency(facts, *kind),
        Verdict::PerhapsAcute(kind) => talk::perhaps_acute(facts, *kind),
        Verdict::StillAcute(kind) => talk::still_acute(facts, *kind),
        Verdict::Told { article, how } => told::reply(facts, article, *how, &understanding.text),
        Verdict::Across(across) => across::reply(facts, across),
        Verdict::Remark(remark) => remark::reply(facts, *remark),
        Verdict::Unknown(miss) => miss::reply(facts, miss, understanding.cut),
    };
    announced(facts, Reply { language: understanding.language, articles: hits.to_vec(), ..reply })
}

/// With staff's notices on top; nothing stands before what to do in an emergency.
fn announced(facts: &Facts<'_>, mut reply: Reply) -> Reply {
    if reply.kind != ReplyKind::Emergency {
        reply.blocks.splice(0..0, facts.additions.notices.iter().cloned().map(Block::Notice));
    }
    reply
}

/// The welcome: what this is, and open or closed now.
pub fn welcome(facts: &Facts<'_>) -> Reply {
    announced(facts, talk::welcome(facts))
}

/// The list of commands.
pub fn help(facts: &Facts<'_>) -> Reply {
    announced(facts, talk::help(facts))
}

/// What is stored, and for how many days; whether questions leave the machine.
pub fn privacy(facts: &Facts<'_>, privacy: Privacy) -> Reply {
    announced(facts, talk::privacy(facts, privacy))
}

/// Asks which language to reply in.
pub fn language_choice(facts: &Facts<'_>) -> Reply {
    announced(facts, talk::language_choice(facts))
}

/// One message by itself, where an edge has something to say that is no answer.
pub fn notice(facts: &Facts<'_>, message: Message, args: &Args<'_>) -> Reply {
    Reply {
        language: Language::from(facts.language),
        ..bare(ReplyKind::Smalltalk, vec![facts.text(message, args)])
    }
}

/// A second question of the same message, answered in short: its blocks without buttons.
pub fn with_second(mut reply: Reply, second: Reply) -> Reply {
    reply
        .blocks
        .extend(second.blocks.into_iter().filter(|block| !matches!(block, Block::Notice(_))));
    reply.hours = reply.hours.or(second.hours);
    reply
}

/// A part of the message that cannot be answered is named, with where it can be.
pub fn with_unanswered(facts: &Facts<'_>, mut reply: Reply, part: &str) -> Reply {
    reply.blocks.push(facts.text(Message::UnansweredPart, &[("part", part.into())]));
    reply.blocks.extend(phone_and_email(facts));
    reply
}

/// Only the centre's phone and e-mail, as details to tap.
fn phone_and_email(facts: &Facts<'_>) -> Vec<Block> {
    details(facts, Details::PHONE | Details::EMAIL)
}

/// A reply of a kind, with nothing in it yet but its blocks.
fn bare(kind: ReplyKind, blocks: Vec<Block>) -> Reply {
    Reply::new(kind, Language::Swedish, blocks)
}
