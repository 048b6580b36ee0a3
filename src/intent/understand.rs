//! A message → [`Understanding`]: language, time, topics, and whose matter it is.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::IntentModel;
use super::features::{CLOCK, DAY};
use crate::language::detect::LanguageModel;
use crate::language::time;
use crate::language::words::{LONGEST, clean, fold, message_sentences, words};
use crate::model::knowledge::Knowledge;
use crate::model::language::ReplyLanguage;
use crate::model::time::{SchoolBreaks, TimeExpression, When};
use crate::model::topic::{Details, Topic, TopicKind};
use crate::model::understanding::{Mentions, Part, Understanding};

/// The most words in a row that name a place or an authority's matter.
const LONGEST_NAME: usize = 4;
/// The most sentences of a message that are weighed one by one.
const MOST_PARTS: usize = 12;
/// What a sentence that asks weighs, and one that does not, beside the whole message.
const ASKING: f32 = 1.0;
const TELLING: f32 = 0.25;
/// A clause asks for contact details when that is this likely.
const SURE_CLAUSE: f32 = 0.5;
/// Keeps one sentence that rules a topic out from silencing all others.
const FLOOR: f32 = 1e-3;

/// What parts the details asked for in one sentence.
const BETWEEN_DETAILS: [&str; 10] =
    [",", ";", "+", "&", " och ", " å ", " o ", " samt ", " and ", " plus "];

/// Everything learnt from the knowledge folder that reading a message needs.
pub struct Reader {
    pub intents: Arc<IntentModel>,
    pub languages: LanguageModel,
    own_places: HashSet<String>,
    other_places: HashSet<String>,
    /// Which authority a word belongs to.
    authorities: HashMap<String, usize>,
    /// The first words of all these.
    first_words: HashSet<String>,
    breaks: SchoolBreaks,
}

impl Reader {
    pub fn new(knowledge: &Knowledge, intents: IntentModel, languages: LanguageModel) -> Self {
        Reader::with(knowledge, Arc::new(intents), languages)
    }

    /// Reads as the changed knowledge says, except that topics are told apart by what was learnt before.
    pub fn renewed(&self, knowledge: &Knowledge, languages: LanguageModel) -> Self {
        Reader::with(knowledge, self.intents.clone(), languages)
    }

    fn with(knowledge: &Knowledge, intents: Arc<IntentModel>, languages: LanguageModel) -> Self {
        let names = |list: &[String]| list.iter().map(|name| key(name)).collect::<HashSet<_>>();
        let own_places = names(&knowledge.words.own_places);
        let other_places = names(&knowledge.words.other_places);
        let authorities: HashMap<String, usize> = knowledge
            .authorities
            .iter()
            .enumerate()
            .flat_map(|(at, authority)| {
                authority.words.iter().chain([&authority.name]).map(move |word| (key(word), at))
            })
            .collect();
        let all = own_places.iter().chain(&other_places).chain(authorities.keys());
        Reader {
            intents,
            languages,
            first_words: all.filter_map(|name| name.split(' ').next()).map(str::to_owned).collect(),
            own_places,
            other_places,
            authorities,
            breaks: knowledge.school_breaks,
        }
    }

    /// `at` is the moment of asking, local time; `previous` the language of the conversation so far.
    pub fn understand(
        &self,
        message: &str,
        at: NaiveDateTime,
        previous: Option<ReplyLanguage>,
    ) -> Understanding {
        let text = clean(message);
        let times = time::find_beside(self.breaks, &text, at);
        let marked = mark(&text, &times);
        let whole = self.intents.classify(&marked);
        let parts = self.parts(&text, at);
        let telling: Vec<&Part> = parts.iter().filter(|part| self.tells(part)).collect();
        let topics = if telling.is_empty() { whole } else { together(&whole, &telling) };
        Understanding {
            cut: message.chars().count() > LONGEST,
            language: self.languages.detect(&text, previous),
            time: time::main(&times, &text, at).cloned(),
            mentions: Mentions { details: self.details(&text), ..self.mentions(&text) },
            support: self.supported(&marked, &parts),
            topics,
            parts,
            times,
            text,
        }
    }

    /// How likely a message after an emergency tells that it is over, 0 to 1.
    pub fn over(&self, text: &str) -> f32 {
        self.intents.over(text)
    }

    fn parts(&self, text: &str, at: NaiveDateTime) -> Vec<Part> {
        let sentences: Vec<&str> = message_sentences(text)
            .into_iter()
            .filter(|sentence| words(sentence).nth(1).is_some())
            .collect();
        if sentences.len() < 2 {
            return Vec::new();
        }
        // The question of a long letter stands at its end more often than in its middle.
        let skipped = sentences.len().saturating_sub(MOST_PARTS);
        sentences[skipped..]
            .iter()
            .map(|sentence| {
                let times = time::find_beside(self.breaks, sentence, at);
                let marked = mark(sentence, &times);
                Part {
                    text: (*sentence).to_owned(),
                    time: time::main(&times, sentence, at).cloned(),
                    times,
                    topics: self.intents.classify(&marked),
                    support: self.intents.support(&marked),
                }
            })
            .collect()
    }

    /// "Vad gör jag?" asks for nothing that the story before it does not tell; "har ni öppet?" does, in words as common.
    fn tells(&self, part: &Part) -> bool {
        const OF_THE_CENTRE: [TopicKind; 4] =
            [TopicKind::Hours, TopicKind::Contact, TopicKind::Overview, TopicKind::Handover];
        let likeliest = part.topics.first().map(|(topic, _)| topic.kind());
        likeliest.is_some_and(|kind| OF_THE_CENTRE.contains(&kind))
            || !self.intents.tells_of_nothing(&part.text)
    }

    /// Of several sentences the one that is likeliest of a kind has to support it: people tell a story around what they ask.
    fn supported(&self, marked: &str, parts: &[Part]) -> Vec<(TopicKind, f32)> {
        let likeliest = |kind: TopicKind| {
            let probability = |part: &Part| kind.likely(&part.topics);
            parts.iter().max_by(|a, b| probability(a).total_cmp(&probability(b)))
        };
        let of_kind = |(kind, share): (TopicKind, f32)| {
            let of_part = likeliest(kind)
                .and_then(|part| part.support.iter().find(|(known, _)| *known == kind))
                .map(|(_, share)| *share);
            (kind, share.max(of_part.unwrap_or_default()))
        };
        self.intents.support(marked).into_iter().map(of_kind).collect()
    }

    /// The contact details that parts of a sentence ask for by themselves: "både numret och postadressen".
    fn details(&self, text: &str) -> Details {
        let text = text.to_lowercase();
        let parted = BETWEEN_DETAILS.iter().fold(vec![text.as_str()], |clauses, between| {
            clauses.iter().flat_map(|clause| clause.split(between)).collect()
        });
        let clauses: Vec<&str> = parted
            .into_iter()
            .filter(|clause| clause.chars().any(char::is_alphanumeric))
            .take(MOST_PARTS)
            .collect();
        if clauses.len() < 2 {
            return Details::empty();
        }
        let asked = |clause: &&str| {
            let topics = self.intents.classify_if(clause, TopicKind::Contact, SURE_CLAUSE)?;
            let details = Details::likely(&topics);
            let is_sure = TopicKind::Contact.likely(&topics) >= SURE_CLAUSE;
            (is_sure && details != Details::all()).then_some(details)
        };
        clauses.iter().filter_map(asked).fold(Details::empty(), |all, details| all | details)
    }

    fn mentions(&self, text: &str) -> Mentions {
        let all: Vec<String> = words(text).take(400).map(|word| fold(&word)).collect();
        let mut mentions = Mentions::default();
        for start in (0..all.len()).filter(|start| self.first_words.contains(&all[*start])) {
            for end in start + 1..=all.len().min(start + LONGEST_NAME) {
                let name = all[start..end].join(" ");
                mentions.own_place |= self.own_places.contains(&name);
                mentions.other_place |= self.other_places.contains(&name);
                mentions.authority = mentions.authority.or(self.authorities.get(&name).copied());
            }
        }
        mentions
    }
}

fn key(name: &str) -> String {
    words(name).map(|word| fold(&word)).collect::<Vec<_>>().join(" ")
}

/// The text with placeholders for its words of time, so that "på torsdag" and "den 3 maj" teach and ask the same.
pub fn mark(text: &str, times: &[TimeExpression]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for time in times.iter() {
        let (Some(before), Some(_)) = (text.get(end..time.span.start), text.get(time.span.clone()))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(match time.when {
            When::Now | When::Recurring(_) | When::PartOfDay | When::Unresolved => {
                &text[time.span.clone()]
            }
            When::Clock(_) => CLOCK,
            When::Dates(_) | When::Range { .. } => DAY,
            When::Instant(_) => "qdayq qclockq",
        });
        end = time.span.end;
    }
    out.push_str(&text[end..]);
    out
}

/// The whole message and its sentences, as a weighted geometric mean: the part that asks decides.
fn together(whole: &[(Topic, f32)], parts: &[&Part]) -> Vec<(Topic, f32)> {
    // In the order of the topics, so that rounding is the same every time.
    let mut logs: BTreeMap<&Topic, f32> =
        whole.iter().map(|(topic, p)| (topic, (p + FLOOR).ln())).collect();
    let mut weight = 1.0;
    for part in parts {
        let share = if part.text.ends_with('?') { ASKING } else { TELLING };
        weight += share;
        for (topic, p) in &part.topics {
            *logs.entry(topic).or_insert(0.0) += share * (p + FLOOR).ln();
        }
    }
    let mut topics: Vec<(Topic, f32)> =
        logs.into_iter().map(|(topic, log)| (*topic, (log / weight).exp())).collect();
    let sum: f32 = topics.iter().map(|(_, p)| p).sum();
    topics.iter_mut().for_each(|(_, p)| *p /= sum);
    topics.sort_by(|(a, p), (b, q)| q.total_cmp(p).then_with(|| a.cmp(b)));
    topics
}
