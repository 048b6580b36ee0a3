//! How likely each kind of reply is.

use crate::model::topic::{Topic, TopicKind};
use crate::model::understanding::Understanding;

/// What of the hours' and addresses' probability stays where another place is named: they are that place's then.
const OTHER_PLACE: f32 = 0.4;
/// What of the articles' probability stays where another authority's matter is named.
const OTHER_AUTHORITY: f32 = 0.6;

/// Probabilities summed over the topics that lead to the same kind of reply.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Kinds {
    pub answer: f32,
    pub overview: f32,
    pub contact: f32,
    pub hours: f32,
    pub handover: f32,
    pub smalltalk: f32,
    pub emergency: f32,
    pub follow_up: f32,
    pub errand: f32,
}

impl Kinds {
    pub fn of(topics: &[(Topic, f32)]) -> Self {
        let mut kinds = Kinds::default();
        for (topic, probability) in topics {
            *kinds.of_topic(topic) += probability;
        }
        kinds
    }

    fn of_topic(&mut self, topic: &Topic) -> &mut f32 {
        match topic {
            Topic::Content => &mut self.answer,
            Topic::Overview => &mut self.overview,
            Topic::Contact(_) => &mut self.contact,
            Topic::Hours(_) => &mut self.hours,
            Topic::Handover => &mut self.handover,
            Topic::Smalltalk(_) => &mut self.smalltalk,
            Topic::Emergency(_) => &mut self.emergency,
            Topic::FollowUp(_) => &mut self.follow_up,
            Topic::Errand => &mut self.errand,
        }
    }

    /// The probability of the likeliest kind.
    pub fn most(&self) -> f32 {
        [
            self.answer,
            self.overview,
            self.contact,
            self.hours,
            self.handover,
            self.smalltalk,
            self.emergency,
            self.follow_up,
            self.errand,
        ]
        .into_iter()
        .fold(0.0, f32::max)
    }

    /// The likeliest kind that is no content and is not leaned on what was said before, with its probability.
    pub fn likeliest_claim(&self) -> Option<(TopicKind, f32)> {
        let claims = [
            (TopicKind::Hours, self.hours),
            (TopicKind::Contact, self.contact),
            (TopicKind::Overview, self.overview),
            (TopicKind::Handover, self.handover),
            (TopicKind::Smalltalk, self.smalltalk),
        ];
        claims.into_iter().max_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The probabilities, with what the message mentions taken into account.
    pub fn weighed(understanding: &Understanding) -> Self {
        let mut kinds = Kinds::of(&understanding.topics);
        let mentions = &understanding.mentions;
        if mentions.other_place && !mentions.own_place {
            kinds.errand += (1.0 - OTHER_PLACE) * (kinds.hours + kinds.contact);
            kinds.hours *= OTHER_PLACE;
            kinds.contact *= OTHER_PLACE;
        }
        if mentions.authority.is_some() {
            kinds.errand += (1.0 - OTHER_AUTHORITY) * kinds.answer;
            kinds.answer *= OTHER_AUTHORITY;
        }
        kinds
    }
}
