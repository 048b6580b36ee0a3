//! What a message and its reply leave behind for the next message.

use chrono::{NaiveDate, NaiveDateTime};

use super::asking_on::DETAILS;
use super::spotting::Heard;
use crate::model::article::ArticleId;
use crate::model::conversation::{Choice, Context, Offer, Said, Standing, Subject, Sureness};
use crate::model::cue::Cue;
use crate::model::language::ReplyLanguage;
use crate::model::time::When;
use crate::model::topic::{Details, Emergency, Smalltalk};
use crate::model::understanding::Understanding;
use crate::model::verdict::{Across, HoursQuestion, Miss, Remark, Telling, Verdict};

/// The most days remembered of a question.
const DAYS: usize = 14;

/// A message with its reply.
pub struct Memory<'a> {
    pub at: NaiveDateTime,
    pub language: ReplyLanguage,
    pub verdict: &'a Verdict,
    /// What was answered beside it.
    pub second: Option<&'a Verdict>,
    pub understanding: &'a Understanding,
    pub heard: &'a Heard,
    /// How sure it is that the message by itself tells of something acute.
    pub acute: Option<Sureness>,
    /// Whether it probably tells that an emergency is over.
    pub tells_of_end: bool,
    /// Which of the choices was taken.
    pub chosen: Option<usize>,
    /// The reply was said before.
    pub repeated: bool,
    /// The focus areas in their order.
    pub areas: &'a [ArticleId],
    /// The introduction of the plan.
    pub plan: Option<&'a ArticleId>,
}

/// The context after a reply.
pub fn after(previous: Option<&Context>, memory: &Memory<'_>) -> Context {
    let mut context =
        previous.cloned().unwrap_or_else(|| Context::begun(memory.at, memory.language));
    context.at = memory.at;
    context.language = memory.language;
    remember(&mut context, memory, memory.verdict);
    if let Some(second) = memory.second {
        beside(&mut context, memory, second);
    }
    count_misses(&mut context, memory.verdict);
    if let Some(at) = memory.chosen.or_else(|| listed_at(&context, memory.verdict)) {
        context.chosen = Some(at);
    }
    if !memory.repeated && !matches!(memory.verdict, Verdict::Remark(_)) {
        let simplified = matches!(memory.verdict, Verdict::Told { how: Telling::Simpler, .. });
        let said =
            Said::new(memory.verdict.clone(), memory.second.cloned(), &memory.understanding.text);
        context.said = Some(Said { simplified, ..said });
    }
    context
}

/// Where an article that was asked for by name stands in the list shown last.
fn listed_at(context: &Context, verdict: &Verdict) -> Option<usize> {
    let Verdict::Answer { article, .. } = verdict else { return None };
    context.choices.iter().position(|choice| *choice == Choice::Article(article.clone()))
}

fn remember(context: &mut Context, memory: &Memory<'_>, verdict: &Verdict) {
    let offered = context.offered.take();
    let standing = context.emergency;
    let doubtful = standing.filter(|standing| standing.sureness == Sureness::Doubtful);
    if doubtful.is_some() && !matches!(verdict, Verdict::Remark(_)) {
        context.emergency = None;
    }
    match verdict {
        Verdict::Answer { article, .. } | Verdict::Told { article, .. } => {
            context.speak_of(Subject::Article(article.clone()));
            context.offered = Some(Offer::ReadAll(article.clone()));
            // "Den andra" is the one named beside, unless there is a list that is spoken of.
            if let Verdict::Answer { also: Some(other), .. } = verdict
                && context.choices.is_empty()
            {
                context.list([article, other].map(|id| Choice::Article(id.clone())).into());
            }
        }
        Verdict::More(article) => context.speak_of(Subject::Article(article.clone())),
        Verdict::Choose(articles) => {
            context.speak_of(Subject::Articles(articles.clone()));
            context.list(articles.iter().cloned().map(Choice::Article).collect());
            context.offered = Some(Offer::Choices);
        }
        Verdict::Overview => listed(context, memory),
        Verdict::Across(across) => remember_across(context, memory, across),
        Verdict::Contact(details) => remember_contact(context, memory, *details),
        Verdict::Hours(question) => {
            // When they are there is asked before the offer of a person is accepted.
            context.offered = offered.filter(|offer| *offer == Offer::Person);
            remember_hours(context, memory, question);
        }
        Verdict::Handover => {
            context.speak_of(Subject::Staff);
            context.offered = Some(Offer::Person);
        }
        Verdict::Smalltalk(
            Smalltalk::Greeting
            | Smalltalk::Thanks
            | Smalltalk::Bye
            | Smalltalk::Mood
            | Smalltalk::Apology,
        ) => {}
        Verdict::Smalltalk(_) => context.speak_of(Subject::Itself),
        Verdict::Emergency(Emergency::Distress) | Verdict::PerhapsAcute(Emergency::Distress) => {}
        Verdict::Emergency(kind) | Verdict::PerhapsAcute(kind) | Verdict::StillAcute(kind) => {
            context.emergency = standing_after(standing, *kind, memory);
        }
        Verdict::Remark(remark) => remember_remark(context, *remark),
        Verdict::Unknown(miss) => remember_miss(context, memory, miss),
    }
}

/// A guess stays one until a message tells surely of something acute.
fn standing_after(
    before: Option<Standing>,
    kind: Emergency,
    memory: &Memory<'_>,
) -> Option<Standing> {
    let Some(before) = before else {
        return memory.acute.map(|sureness| Standing {
            kind,
            sureness,
            calm: 0,
            is_probably_over: false,
        });
    };
    let is_sure = memory.acute == Some(Sureness::Sure);
    let sureness = if is_sure { Sureness::Sure } else { before.sureness };
    Some(match memory.acute {
        // "Hon har fått en flicka!!! Ambulansen är här" sounds like both.
        Some(_) => Standing { kind, sureness, calm: 0, is_probably_over: memory.tells_of_end },
        None => Standing {
            kind,
            sureness,
            calm: before.calm.saturating_add(1),
            is_probably_over: before.is_probably_over || memory.tells_of_end,
        },
    })
}

/// Another answer in the same message: both can be chosen between.
fn beside(context: &mut Context, memory: &Memory<'_>, second: &Verdict) {
    if let (Verdict::Answer { article: first, .. }, Verdict::Answer { article: other, .. }) =
        (memory.verdict, second)
    {
        context.speak_of(Subject::Article(other.clone()));
        context.speak_of(Subject::Article(first.clone()));
        context.list(vec![Choice::Article(first.clone()), Choice::Article(other.clone())]);
        return;
    }
    let first = context.subject().cloned();
    let offered = context.offered.clone();
    remember(context, memory, second);
    context.offered = offered;
    if let Some(first) = first {
        context.speak_of(first);
    }
}

fn listed(context: &mut Context, memory: &Memory<'_>) {
    context.speak_of(Subject::Overview);
    context.list(memory.areas.iter().cloned().map(Choice::Article).collect());
}

fn remember_across(context: &mut Context, memory: &Memory<'_>, across: &Across) {
    match across {
        Across::Count => listed(context, memory),
        Across::Speak { articles, .. } | Across::Compare(articles) => {
            match articles.as_slice() {
                [article] => context.speak_of(Subject::Article(article.clone())),
                _ => context.speak_of(Subject::Articles(articles.clone())),
            }
            context.list(articles.iter().cloned().map(Choice::Article).collect());
        }
        Across::Age(_) | Across::Source(_) | Across::Unsaid(_) => {
            let on_texts = matches!(
                context.subject(),
                Some(Subject::Article(_) | Subject::Articles(_) | Subject::Overview)
            );
            if let Some(plan) = memory.plan.filter(|_| !on_texts) {
                context.speak_of(Subject::Article(plan.clone()));
            }
            context.offered = Some(Offer::Person);
        }
    }
}

/// In the order in which the details were named: "mejla eller ringa" is the mail first.
fn remember_contact(context: &mut Context, memory: &Memory<'_>, details: Details) {
    context.speak_of(Subject::Contact(details));
    let first = |cue: Cue| memory.heard.places(cue).map(|words| words.start).min();
    let mut named: Vec<(usize, Details)> = DETAILS
        .into_iter()
        .filter(|(_, detail)| details.contains(*detail))
        .filter_map(|(cue, detail)| Some((first(cue)?, detail)))
        .collect();
    named.sort_by_key(|(at, _)| *at);
    if named.len() > 1 {
        context.list(named.into_iter().map(|(_, detail)| Choice::Contact(detail)).collect());
    }
}

fn remember_hours(context: &mut Context, memory: &Memory<'_>, question: &HoursQuestion) {
    context.speak_of(Subject::Hours);
    context.hours = Some(question.clone());
    context.dates = match question {
        HoursQuestion::Dates(dates) => dates.iter().copied().take(DAYS).collect(),
        HoursQuestion::Range { from, to } => days(*from, *to),
        HoursQuestion::Instant(moment) => vec![moment.date()],
        HoursQuestion::Now | HoursQuestion::Closes => vec![memory.at.date()],
        HoursQuestion::NextOpen | HoursQuestion::Week | HoursQuestion::WhichDay => Vec::new(),
    };
}

fn days(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    from.iter_days().take_while(|day| *day <= to).take(DAYS).collect()
}

fn remember_remark(context: &mut Context, remark: Remark) {
    match remark {
        Remark::NotHelped => context.offered = Some(Offer::Person),
        Remark::Relieved => context.emergency = None,
        Remark::WhichOne | Remark::NoSuchChoice(_) => context.offered = Some(Offer::Choices),
        Remark::Declined | Remark::NothingOffered | Remark::Misunderstood => {}
    }
}

/// A place of others', or what nobody here knows; the days asked for are remembered for "och ni då?".
fn remember_miss(context: &mut Context, memory: &Memory<'_>, miss: &Miss) {
    let mentions = &memory.understanding.mentions;
    let elsewhere =
        matches!(miss, Miss::Authority { .. }) || (mentions.other_place && !mentions.own_place);
    if !matches!(miss, Miss::Empty | Miss::Language(_)) {
        let still_there =
            context.subject() == Some(&Subject::Elsewhere) && memory.heard.words.len() <= 4;
        context.speak_of(if elsewhere || still_there {
            Subject::Elsewhere
        } else {
            Subject::Errand
        });
        context.offered = Some(Offer::Person);
    }
    if let Miss::Authority { also: Some(other), .. } = miss {
        context.list(vec![Choice::Article(other.clone())]);
        context.offered = Some(Offer::Choices);
    }
    match memory.understanding.time.as_ref().map(|time| &time.when) {
        Some(When::Dates(dates)) => context.dates = dates.iter().copied().take(1).collect(),
        Some(When::Range { from, to }) => context.dates = days(*from, *to),
        _ => {}
    }
}

fn count_misses(context: &mut Context, verdict: &Verdict) {
    context.misses = match verdict {
        // Nothing was asked, or not in a language that is answered.
        Verdict::Unknown(Miss::Empty | Miss::Language(_)) => context.misses,
        Verdict::Unknown(_) | Verdict::Across(Across::Unsaid(_)) => {
            context.misses.saturating_add(1)
        }
        Verdict::Remark(Remark::Misunderstood | Remark::NotHelped) => context.misses,
        _ => 0,
    };
}
