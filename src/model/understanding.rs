//! What a message asks, as far as its words tell: the input of judging.

use super::language::Language;
use super::time::TimeExpression;
use super::topic::{Details, Topic, TopicKind};

#[derive(Clone, Debug, PartialEq)]
pub struct Understanding {
    /// Cleaned and cut; see `language::words::clean`.
    pub text: String,
    /// The message was longer than what is read.
    pub cut: bool,
    pub language: Language,
    /// Every expression of time in the text, in order.
    pub times: Vec<TimeExpression>,
    /// The words of time that the question is about.
    pub time: Option<TimeExpression>,
    /// Every topic with its probability, likeliest first.
    pub topics: Vec<(Topic, f32)>,
    /// How much of the message the examples of each kind have ever said, 0 to 1; of a longer one, of the sentence that is likeliest of the kind.
    pub support: Vec<(TopicKind, f32)>,
    /// The parts that ask something of their own, where there are several.
    pub parts: Vec<Part>,
    /// What stands in the message beside its topic.
    pub mentions: Mentions,
}

impl Understanding {
    /// Of a command or a button: no words to understand.
    pub fn nothing() -> Self {
        Understanding {
            text: String::new(),
            cut: false,
            language: Language::Swedish,
            times: Vec::new(),
            time: None,
            topics: Vec::new(),
            support: Vec::new(),
            parts: Vec::new(),
            mentions: Mentions::default(),
        }
    }
}

impl Understanding {
    /// How much of the message supports a kind, 0 to 1.
    pub fn supports(&self, kind: TopicKind) -> f32 {
        share_of(&self.support, kind)
    }

    /// The sentences that ask, where there are others beside them.
    pub fn asking(&self) -> Option<String> {
        let asking: Vec<&str> = self
            .parts
            .iter()
            .map(|part| part.text.as_str())
            .filter(|text| text.ends_with('?'))
            .collect();
        let beside = asking.len() < self.parts.len() && !asking.is_empty();
        beside.then(|| asking.join(" "))
    }

    /// The sentences that ask, where there are several, each as a message of its own.
    pub fn questions(&self) -> Vec<Understanding> {
        let asking: Vec<&Part> =
            self.parts.iter().filter(|part| part.text.ends_with('?')).collect();
        if asking.len() < 2 {
            return Vec::new();
        }
        let alone = |part: &&Part| Understanding {
            text: part.text.clone(),
            times: part.times.clone(),
            time: part.time.clone(),
            topics: part.topics.clone(),
            support: part.support.clone(),
            parts: Vec::new(),
            ..self.clone()
        };
        asking.iter().map(alone).collect()
    }
}

/// One sentence of a longer message.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub text: String,
    pub times: Vec<TimeExpression>,
    pub time: Option<TimeExpression>,
    pub topics: Vec<(Topic, f32)>,
    /// As in [`Understanding::support`].
    pub support: Vec<(TopicKind, f32)>,
}

impl Part {
    /// As [`Understanding::supports`].
    pub fn supports(&self, kind: TopicKind) -> f32 {
        share_of(&self.support, kind)
    }
}

fn share_of(support: &[(TopicKind, f32)], kind: TopicKind) -> f32 {
    support.iter().find(|(known, _)| *known == kind).map_or(0.0, |(_, share)| *share)
}

/// Words that say whose matter it is.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Mentions {
    /// The contact centre by name.
    pub own_place: bool,
    /// A place with hours and an address of its own.
    pub other_place: bool,
    /// Contact details that clauses of their own ask for.
    pub details: Details,
    /// Index into the knowledge's authorities.
    pub authority: Option<usize>,
}
