//! What a message is about, as the examples in the knowledge folder divide it.

use super::time::About;
use serde::{Deserialize, Serialize};

/// One class of messages: the classifier's labels, a closed set. What a message about content is about is found by search, not told apart here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Topic {
    /// What some article is about.
    Content,
    Overview,
    Contact(Details),
    Hours(About),
    Handover,
    Smalltalk(Smalltalk),
    Emergency(Emergency),
    /// Asks on about what was just said, and says nothing of its own.
    FollowUp(FollowUp),
    /// What no text was about when the example was written.
    Errand,
}

/// Topics that lead to the same kind of reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TopicKind {
    Content,
    Overview,
    Contact,
    Hours,
    Handover,
    Smalltalk,
    Emergency,
    FollowUp,
    Errand,
}

impl TopicKind {
    pub const ALL: [TopicKind; 9] = [
        TopicKind::Content,
        TopicKind::Overview,
        TopicKind::Contact,
        TopicKind::Hours,
        TopicKind::Handover,
        TopicKind::Smalltalk,
        TopicKind::Emergency,
        TopicKind::FollowUp,
        TopicKind::Errand,
    ];

    /// How likely the kind is: the sum of the probabilities of its topics.
    pub fn likely(self, topics: &[(Topic, f32)]) -> f32 {
        topics.iter().filter(|(topic, _)| topic.kind() == self).map(|(_, p)| p).sum()
    }
}

impl Topic {
    pub fn kind(self) -> TopicKind {
        match self {
            Topic::Content => TopicKind::Content,
            Topic::Overview => TopicKind::Overview,
            Topic::Contact(_) => TopicKind::Contact,
            Topic::Hours(_) => TopicKind::Hours,
            Topic::Handover => TopicKind::Handover,
            Topic::Smalltalk(_) => TopicKind::Smalltalk,
            Topic::Emergency(_) => TopicKind::Emergency,
            Topic::FollowUp(_) => TopicKind::FollowUp,
            Topic::Errand => TopicKind::Errand,
        }
    }
}

bitflags::bitflags! {
    /// The contact details that are asked for.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(transparent)]
    pub struct Details: u8 {
        const PHONE = 1;
        const EMAIL = 2;
        const VISIT = 4;
        const POST = 8;
        const MAP = 16;
    }
}

impl Details {
    /// The names used in `examples/contact.toml` and in the question sets.
    pub const NAMES: [(&'static str, Details); 5] = [
        ("phone", Details::PHONE),
        ("email", Details::EMAIL),
        ("visit", Details::VISIT),
        ("post", Details::POST),
        ("map", Details::MAP),
    ];

    /// The details that a message with these topics asks for: each that is likelier than not to be among them, given that some are. Combinations
    /// of details are topics of their own, so a single topic's probability says little.
    pub fn likely(topics: &[(Topic, f32)]) -> Self {
        let asked: Vec<(Details, f32)> = topics
            .iter()
            .filter_map(|(topic, p)| {
                if let Topic::Contact(details) = topic { Some((*details, *p)) } else { None }
            })
            .collect();
        match asked.first() {
            None => return Details::empty(),
            Some((first, _)) if *first == Details::all() => return Details::all(),
            Some(_) => {}
        }
        let total: f32 = asked.iter().map(|(_, p)| p).sum();
        let share = |detail: Details| {
            asked
                .iter()
                .filter(|(details, _)| details.contains(detail))
                .map(|(_, p)| p)
                .sum::<f32>()
                / total
        };
        let likely = Self::NAMES
            .into_iter()
            .map(|(_, detail)| detail)
            .filter(|detail| share(*detail) >= 0.5);
        likely.fold(Details::empty(), |all, detail| all | detail)
    }

    /// Reads `phone`, `visit+map`, `all`.
    pub fn parse(text: &str) -> Option<Self> {
        text.split('+').try_fold(Details::empty(), |details, part| match part {
            "all" => Some(Details::all()),
            _ => Self::NAMES
                .iter()
                .find(|(name, _)| *name == part)
                .map(|(_, detail)| details | *detail),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Smalltalk {
    Greeting,
    Thanks,
    Bye,
    /// Who or what am I writing with?
    Who,
    /// What can you do?
    Ability,
    Mood,
    /// "Förlåt att jag störde."
    Apology,
    /// Who sees what I write, and how long is it kept?
    Privacy,
    /// Which languages do you speak?
    Languages,
}

/// What is wanted of what was just said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FollowUp {
    More,
    Again,
    Shorter,
    Simpler,
    /// The reason for it, or what it leads to.
    Why,
    /// From when and until when it is open.
    Until,
    /// Who decides it, or wrote it.
    Who,
    /// How old it is, and whether it still holds.
    Age,
    /// What was offered.
    Yes,
    No,
    /// One of what was listed, by its place.
    Choice,
    InEnglish,
    InSwedish,
}

impl FollowUp {
    /// The group names of `examples/follow-ups.toml`.
    pub const NAMES: [(&'static str, FollowUp); 13] = [
        ("more", FollowUp::More),
        ("again", FollowUp::Again),
        ("shorter", FollowUp::Shorter),
        ("simpler", FollowUp::Simpler),
        ("why", FollowUp::Why),
        ("until", FollowUp::Until),
        ("who", FollowUp::Who),
        ("age", FollowUp::Age),
        ("yes", FollowUp::Yes),
        ("no", FollowUp::No),
        ("choice", FollowUp::Choice),
        ("in-english", FollowUp::InEnglish),
        ("in-swedish", FollowUp::InSwedish),
    ];
}

/// What is acute, and so which number helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Emergency {
    Fire,
    Illness,
    Poisoning,
    Crime,
    ViolenceAtHome,
    Suicide,
    Accident,
    Environment,
    /// A child is ill, and it is not for an ambulance.
    Fever,
    /// Somebody is gone.
    Missing,
    /// The sirens sound.
    Alarm,
    /// Somebody feels bad and says nothing of being in danger.
    Distress,
}

impl Emergency {
    /// The group names of `examples/emergency.toml`.
    pub const NAMES: [(&'static str, Emergency); 12] = [
        ("fire", Emergency::Fire),
        ("illness", Emergency::Illness),
        ("poisoning", Emergency::Poisoning),
        ("crime", Emergency::Crime),
        ("violence-home", Emergency::ViolenceAtHome),
        ("suicide", Emergency::Suicide),
        ("accident", Emergency::Accident),
        ("danger-environment", Emergency::Environment),
        ("fever", Emergency::Fever),
        ("missing", Emergency::Missing),
        ("alarm", Emergency::Alarm),
        ("distress", Emergency::Distress),
    ];
}

impl Smalltalk {
    /// The group names of `examples/smalltalk.toml`.
    pub const NAMES: [(&'static str, Smalltalk); 9] = [
        ("greeting", Smalltalk::Greeting),
        ("thanks", Smalltalk::Thanks),
        ("bye", Smalltalk::Bye),
        ("who", Smalltalk::Who),
        ("ability", Smalltalk::Ability),
        ("mood", Smalltalk::Mood),
        ("apology", Smalltalk::Apology),
        ("privacy", Smalltalk::Privacy),
        ("languages", Smalltalk::Languages),
    ];
}

impl About {
    /// The group names of `examples/hours.toml`.
    pub const NAMES: [(&'static str, About); 7] = [
        ("now", About::Now),
        ("closes", About::Closes),
        ("next_open", About::NextOpen),
        ("week", About::Week),
        ("date", About::Date),
        ("instant", About::Instant),
        ("range", About::Range),
    ];
}

/// The name that a file or a stored row has for a value of a table such as [`About::NAMES`].
pub fn name_of<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> &'static str {
    names.iter().find(|(_, known)| known == value).map_or("", |(name, _)| name)
}

/// The value that a name stands for.
pub fn named<T: Copy>(names: &[(&'static str, T)], name: &str) -> Option<T> {
    names.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}
