//! A message in its conversation: what it does with what was said, then what it asks by itself.

use chrono::NaiveDateTime;

use super::questions::all_days;
use super::{Assistant, Message};
use crate::answer::asked;
use crate::answer::judge::{SURE_EMERGENCY, acute};
use crate::answer::texts::Lookup;
use crate::conversation::{self, Heard, Memory, Move, Turn};
use crate::language::time;
use crate::language::words::{message_sentences, words};
use crate::model::article::{Article, ArticleId};
use crate::model::conversation::{Choice, Context, Subject, Sureness};
use crate::model::cue::Cue;
use crate::model::hit::{Found, Hit};
use crate::model::language::{Language, ReplyLanguage};
use crate::model::topic::{Details, Smalltalk, Topic, TopicKind};
use crate::model::understanding::Understanding;
use crate::model::verdict::{Across, HoursQuestion, Miss, Unsaid, Verdict};

/// A message of more words than this says for itself what it is about.
const SHORT: usize = 8;
/// A message of so few words leans on what was said when it is this near to an example of the article spoken of.
const FEW: usize = 4;
const NEAR: f32 = 0.35;
/// A message tells of an emergency's end that is this likely to, as far as examples have taught, has so many words, and asks for something of ours less
/// surely.
const PROBABLY_OVER: f32 = 0.7;
const FEWEST_TELLING: usize = 3;
const ASKS: f32 = 0.5;

/// What a message gets, before it is worded.
pub(super) struct Decision {
    pub verdict: Verdict,
    /// What else it asks.
    pub second: Option<Verdict>,
    /// The part of it that cannot be answered.
    pub unanswered: Option<String>,
    pub hits: Vec<Hit>,
    /// What was found for it, where it was looked for.
    pub found: Option<Found>,
    /// The message, or the one that is said in its place.
    pub understanding: Understanding,
    pub heard: Heard,
    pub chosen: Option<usize>,
    pub repeated: bool,
    /// It told that an emergency is over, or something else was asked.
    pub ends_emergency: bool,
}

impl Decision {
    /// One thing asked and decided, nothing beside it.
    pub fn of(
        (verdict, hits, found): (Verdict, Vec<Hit>, Option<Found>),
        understanding: Understanding,
        heard: Heard,
    ) -> Self {
        Decision {
            verdict,
            second: None,
            unanswered: None,
            hits,
            found,
            understanding,
            heard,
            chosen: None,
            repeated: false,
            ends_emergency: false,
        }
    }
}

impl Assistant {
    /// What a message gets in its conversation.
    pub(super) fn decide(
        &self,
        understanding: Understanding,
        message: &Message<'_>,
        context: Option<&Context>,
    ) -> Decision {
        self.decide_at(understanding, message, context, true)
    }

    /// `may_stand_for`: another message may be read in its place; that one in turn is read as it is.
    pub(super) fn decide_at(
        &self,
        understanding: Understanding,
        message: &Message<'_>,
        context: Option<&Context>,
        may_stand_for: bool,
    ) -> Decision {
        let heard = self.hear_read(&understanding);
        let turn = Turn {
            heard: &heard,
            understanding: &understanding,
            context,
            acute: acute(&understanding),
            tells_of_end: self.tells_of_end(&understanding, context),
            at: message.at,
        };
        let found = conversation::understand(&turn);
        let found = found
            .or_else(|| self.question_on_texts(&turn))
            .or_else(|| self.hours_in_last_sentence(&turn));
        if matches!(found, None | Some(Move::Instead { .. }))
            && let Some(decision) = self.somebody_else_meant(&turn, message)
        {
            return decision;
        }
        let carried_out = found.and_then(|found| match found {
            Move::Instead { .. } | Move::Over(Some(_)) | Move::Again if !may_stand_for => None,
            found => self.carry_out(found, &turn, message),
        });
        let decision = carried_out.unwrap_or_else(|| self.asked(&turn, message));
        let loosely = match decision.verdict {
            Verdict::Unknown(Miss::NoAnswer { .. }) => conversation::understand_loosely(&turn),
            Verdict::PerhapsAcute(_) => conversation::understand_end(&turn),
            Verdict::Smalltalk(_) => conversation::understand_smalltalk(&turn),
            Verdict::Overview => conversation::understand_choice(&turn),
            _ => None,
        };
        let loosely =
            loosely.filter(|found| may_stand_for || !matches!(found, Move::Again | Move::Tell(_)));
        loosely.and_then(|found| self.carry_out(found, &turn, message)).unwrap_or(decision)
    }

    /// "Nej, badhuset, inte ni": neither our hours nor a text of ours is asked for.
    fn somebody_else_meant(&self, turn: &Turn<'_>, message: &Message<'_>) -> Option<Decision> {
        if !conversation::denies_us(turn) {
            return None;
        }
        let (verdict, ..) = self.judged(turn.understanding, message, turn.context);
        let is_of_ours = !matches!(
            verdict,
            Verdict::Smalltalk(_)
                | Verdict::Handover
                | Verdict::Emergency(_)
                | Verdict::PerhapsAcute(_)
        );
        is_of_ours.then(|| self.plainly(turn, Verdict::Unknown(Miss::NoAnswer { subject: None })))
    }

    /// "Så snävt. Samma dag veckan efter, då?": hours asked for behind something that is only told.
    fn hours_in_last_sentence(&self, turn: &Turn<'_>) -> Option<Move> {
        let text = turn.understanding.text.as_str();
        turn.context.filter(|_| turn.acute.is_none())?;
        let sentences = message_sentences(text);
        let [told @ .., last] = sentences.as_slice() else { return None };
        let start = last.as_ptr() as usize - text.as_ptr() as usize;
        let names_a_time = |in_last: bool| {
            turn.heard.times.iter().any(|time| (time.span.start >= start) == in_last)
        };
        let is_of_a_time_told = names_a_time(false) && !names_a_time(true);
        if told.is_empty() || is_of_a_time_told || text[..start].contains('?') {
            return None;
        }
        let heard = self.hear(last, turn.at);
        let understanding = Understanding {
            text: (*last).to_owned(),
            times: heard.times.clone(),
            ..turn.understanding.clone()
        };
        conversation::understand_hours(&Turn {
            heard: &heard,
            understanding: &understanding,
            ..*turn
        })
    }

    /// What the one sentence that asks does, where others tell a story around it.
    fn question_on_texts(&self, turn: &Turn<'_>) -> Option<Move> {
        let asking = turn.understanding.asking()?;
        let part = turn.understanding.parts.iter().find(|part| part.text == asking)?;
        let understanding = Understanding {
            text: asking,
            times: part.times.clone(),
            topics: part.topics.clone(),
            support: part.support.clone(),
            ..turn.understanding.clone()
        };
        let heard = self.hear_read(&understanding);
        conversation::understand_question(&Turn {
            heard: &heard,
            understanding: &understanding,
            ..*turn
        })
    }

    /// Whether the message, or a sentence of it, probably tells that an emergency is over, where one stands. A sentence that asks for something of ours tells of
    /// nothing.
    fn tells_of_end(&self, understanding: &Understanding, context: Option<&Context>) -> bool {
        let is_after_one = context
            .is_some_and(|context| context.emergency.is_some() || context.was_acute().is_some());
        let of_ours =
            [TopicKind::Hours, TopicKind::Contact, TopicKind::Overview, TopicKind::Content];
        let asks =
            |topics: &[(Topic, f32)]| of_ours.iter().map(|kind| kind.likely(topics)).sum::<f32>();
        let parts = understanding.parts.iter().filter(|part| !part.text.ends_with('?'));
        let asks = parts
            .map(|part| asks(&part.topics))
            .min_by(f32::total_cmp)
            .unwrap_or_else(|| asks(&understanding.topics));
        let tells = words(&understanding.text).nth(FEWEST_TELLING - 1).is_some();
        is_after_one
            && tells
            && asks < ASKS
            && self.reader.over(&understanding.text) >= PROBABLY_OVER
    }

    /// What is heard in a message that has been read, with its words of time.
    pub(super) fn hear_read(&self, understanding: &Understanding) -> Heard {
        self.cues.hear(&understanding.text, &understanding.times)
    }

    pub(super) fn hear(&self, text: &str, at: NaiveDateTime) -> Heard {
        self.cues.hear(text, &time::find_beside(self.knowledge.school_breaks, text, at))
    }

    /// Of a button, which says nothing in words.
    pub(super) fn pressed_decision(
        &self,
        verdict: Verdict,
        context: Option<&Context>,
        at: NaiveDateTime,
    ) -> Decision {
        let understanding = Understanding::nothing();
        let heard = self.hear("", at);
        let turn = Turn {
            heard: &heard,
            understanding: &understanding,
            context,
            acute: None,
            tells_of_end: false,
            at,
        };
        let chosen = context.and_then(|context| place_of(&verdict, context));
        Decision { chosen, ..self.plainly(&turn, verdict) }
    }

    /// What the message leaves behind for the next.
    pub(super) fn remember(
        &self,
        decision: &Decision,
        message: &Message<'_>,
        context: Option<&Context>,
        language: ReplyLanguage,
    ) -> Context {
        let id = |article: &Article| article.id.clone();
        let areas: Vec<ArticleId> = self.knowledge.areas().map(id).collect();
        let plan = self.knowledge.plan().map(id);
        let memory = Memory {
            at: message.at,
            language,
            verdict: &decision.verdict,
            second: decision.second.as_ref(),
            understanding: &decision.understanding,
            heard: &decision.heard,
            acute: sureness(decision, context),
            tells_of_end: self.tells_of_end(&decision.understanding, context),
            chosen: decision.chosen,
            repeated: decision.repeated,
            areas: &areas,
            plan: plan.as_ref(),
        };
        let mut remembered = conversation::after(context, &memory);
        if decision.ends_emergency {
            remembered.emergency = None;
        }
        remembered
    }

    /// A verdict that needs no ranking.
    pub(super) fn plainly(&self, turn: &Turn<'_>, verdict: Verdict) -> Decision {
        let hits = listed_first(&verdict, self);
        let understanding = spoken(turn.understanding, turn.context);
        Decision::of((verdict, hits, None), understanding, turn.heard.clone())
    }

    /// What a message asks by itself, with what was said to help where its own words do not suffice.
    fn asked(&self, turn: &Turn<'_>, message: &Message<'_>) -> Decision {
        let Turn { heard, understanding, context, .. } = *turn;
        let (verdict, hits, found) = self.judged(understanding, message, context);
        let verdict = self.leaning(verdict, understanding, heard, context);
        let verdict = on_the_day_spoken_of(verdict, turn);
        let verdict = mail_address(all_days(verdict, understanding, message.at), heard, context);
        let decision =
            Decision::of((verdict, hits, Some(found)), understanding.clone(), heard.clone());
        self.with_other_questions(decision, message, context)
    }

    /// A short message about an article's own words stays with it; one about another place's address stays there.
    fn leaning(
        &self,
        verdict: Verdict,
        understanding: &Understanding,
        heard: &Heard,
        context: Option<&Context>,
    ) -> Verdict {
        let Some(context) = context else { return verdict };
        if verdict == Verdict::Hours(HoursQuestion::Now) && says_then(heard) {
            return match context.dates.as_slice() {
                [day] if context.subject() == Some(&Subject::Hours) => {
                    Verdict::Hours(HoursQuestion::Dates(vec![*day]))
                }
                _ => verdict,
            };
        }
        let words = heard.words.len();
        let unsaid_whose = !heard.has(Cue::Own) && !understanding.mentions.own_place;
        let of_a_place = match verdict {
            Verdict::Contact(_) => words <= 3 || (words <= SHORT && says_theirs(heard)),
            Verdict::Hours(_) => {
                heard.only(&[Cue::Leaning]) || (words <= SHORT && says_theirs(heard))
            }
            _ => false,
        };
        if context.subject() == Some(&Subject::Elsewhere) && of_a_place && unsaid_whose {
            return Verdict::Unknown(Miss::NoAnswer { subject: None });
        }
        if of_a_place
            && unsaid_whose
            && says_theirs(heard)
            && context.subjects.contains(&Subject::Elsewhere)
        {
            return Verdict::Unknown(Miss::NoAnswer { subject: None });
        }
        let Some(Subject::Article(article)) = context.subject() else { return verdict };
        if verdict == Verdict::Smalltalk(Smalltalk::Who) && asks_for_a_person(heard) {
            return Verdict::Across(Across::Unsaid(Unsaid::Who));
        }
        let is_page = || self.article(article).is_some_and(|article| !article.kind.is_of_plan());
        let other = match &verdict {
            // "Och när öppnar det?": a page may have hours of its own.
            Verdict::Hours(_) if unsaid_whose && is_page() => false,
            // Of texts that may be meant, the one spoken of is.
            Verdict::Choose(articles) if words <= SHORT && articles.contains(article) => {
                return Verdict::Answer { article: article.clone(), also: None };
            }
            Verdict::Unknown(Miss::NoAnswer { .. }) => false,
            Verdict::Answer { article: other, .. } if other != article => true,
            _ => return verdict,
        };
        let stays = words <= SHORT && self.speaks_of(article, understanding, heard, other);
        if stays { Verdict::Answer { article: article.clone(), also: None } } else { verdict }
    }

    /// Whether the article's own words are what the message asks about.
    fn speaks_of(
        &self,
        article: &ArticleId,
        understanding: &Understanding,
        heard: &Heard,
        other_answers: bool,
    ) -> bool {
        let Some(article) = self.article(article) else { return false };
        let asked = asked::asked_in(&understanding.text);
        if asked::lacking(&asked, &article.body).has_sure_fact() {
            return false;
        }
        let asking = [Cue::Leaning, Cue::Which, Cue::Areas, Cue::Count, Cue::Why, Cue::Speak];
        let near = || {
            let found = self.search(understanding, super::RANKED, None);
            let candidate =
                found.candidates.iter().find(|candidate| candidate.article == article.id);
            candidate
                .and_then(|candidate| candidate.near.first())
                .map_or(0.0, |(_, similarity)| *similarity)
        };
        if !other_answers && heard.words.len() <= FEW && near() >= NEAR {
            return true;
        }
        let rest: Vec<&str> =
            heard.rest(&asking).iter().map(|word| &understanding.text[word.span.clone()]).collect();
        let of_its_own =
            rest.iter().filter(|word| Lookup::literal(word, &[]).is_in(&article.body)).count();
        let leans = heard.has(Cue::Leaning);
        of_its_own > 0
            && leans
            && (of_its_own == rest.len() || (!other_answers && 2 * of_its_own >= rest.len()))
    }
}

/// "Bara tisdagen, tack" after the hours of a day some weeks ahead means the Tuesday of that week.
fn on_the_day_spoken_of(verdict: Verdict, turn: &Turn<'_>) -> Verdict {
    let spoken_of = || conversation::weekday_spoken_of(turn, turn.context?);
    match &verdict {
        Verdict::Hours(HoursQuestion::Dates(days)) if days.len() == 1 => {
            spoken_of().map_or(verdict, |day| Verdict::Hours(HoursQuestion::Dates(vec![day])))
        }
        _ => verdict,
    }
}

/// Where a pressed article stands among the choices.
fn place_of(verdict: &Verdict, context: &Context) -> Option<usize> {
    let Verdict::Answer { article, .. } = verdict else { return None };
    context
        .choices
        .iter()
        .position(|choice| matches!(choice, Choice::Article(one) if one == article))
}

/// "Telefonnumret till dem": another place's.
fn says_theirs(heard: &Heard) -> bool {
    const THEIRS: [&str; 5] = ["dem", "dom", "deras", "them", "their"];
    const OPEN: [&str; 5] = ["oppnar", "stanger", "har", "haller", "svarar"];
    let theirs = heard.words.iter().any(|word| THEIRS.contains(&word.folded.as_str()));
    // "När öppnar de?"; elsewhere "de" may be how "det" is said.
    let they = heard
        .words
        .windows(2)
        .any(|pair| OPEN.contains(&pair[0].folded.as_str()) && pair[1].folded == "de");
    theirs || they
}

/// "Är det säkert att ni har öppet då?": on the day spoken of.
fn says_then(heard: &Heard) -> bool {
    let last = heard.words.last();
    !heard.has_time() && last.is_some_and(|word| ["da", "then"].contains(&word.folded.as_str()))
}

/// "Vem på kommunen gör det?", and not "vem är du?".
fn asks_for_a_person(heard: &Heard) -> bool {
    let has = |words: &[&str]| heard.words.iter().any(|word| words.contains(&word.folded.as_str()));
    has(&["vem", "vilka", "who"]) && !has(&["du", "dig", "you", "chatten", "bot", "robot"])
}

/// Who mails and asks for the address means that of the mail.
fn mail_address(verdict: Verdict, heard: &Heard, context: Option<&Context>) -> Verdict {
    let Verdict::Contact(details) = &verdict else { return verdict };
    let other = !details.contains(Details::EMAIL) && !details.contains(Details::PHONE);
    let spoken_of = context.and_then(Context::subject) == Some(&Subject::Contact(Details::EMAIL))
        && heard.words.len() <= FEW;
    let asks = (heard.has(Cue::Email) || spoken_of)
        && heard.words.len() <= SHORT
        && heard.words.iter().any(|word| word.folded.starts_with("adress"));
    if other && asks { Verdict::Contact(Details::EMAIL) } else { verdict }
}

/// "Ok" and "va" have no language: they are said in the conversation's.
pub(super) fn spoken(understanding: &Understanding, context: Option<&Context>) -> Understanding {
    let language = match (understanding.language, context) {
        (Language::Swedish | Language::English, _) | (_, None) => understanding.language,
        (_, Some(context)) => context.language.into(),
    };
    Understanding { language, ..understanding.clone() }
}

/// The articles that a verdict names stand first in the ranking.
fn listed_first(verdict: &Verdict, assistant: &Assistant) -> Vec<Hit> {
    let plan = || assistant.knowledge.plan().map(|article| article.id.clone());
    let articles: Vec<ArticleId> = match verdict {
        Verdict::Answer { article, also } => {
            std::iter::once(article.clone()).chain(also.clone()).collect()
        }
        Verdict::Told { article, .. } | Verdict::More(article) => vec![article.clone()],
        Verdict::Across(Across::Speak { articles, .. } | Across::Compare(articles)) => {
            articles.clone()
        }
        Verdict::Across(Across::Count) => plan().into_iter().collect(),
        Verdict::Across(Across::Age(article) | Across::Source(article)) => {
            article.clone().or_else(plan).into_iter().collect()
        }
        _ => Vec::new(),
    };
    let score = |at: usize| 1.0 / (1.0 + at as f32);
    articles
        .into_iter()
        .enumerate()
        .map(|(at, article)| Hit { article, score: score(at), coverage: 1.0 })
        .collect()
}

/// How sure it is that a message tells of something acute: what may be acute goes on only until a message shows that it is not.
fn sureness(decision: &Decision, context: Option<&Context>) -> Option<Sureness> {
    let stands = context.is_some_and(|context| context.emergency.is_some());
    match acute(&decision.understanding) {
        Some((_, likely)) if likely >= SURE_EMERGENCY => Some(Sureness::Sure),
        Some(_) => Some(Sureness::Doubtful),
        // Where one stands, it may be that one that is asked about.
        None => (!stands && matches!(decision.verdict, Verdict::PerhapsAcute(_)))
            .then_some(Sureness::Doubtful),
    }
}
