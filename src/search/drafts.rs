//! What may answer a message, gathered by document and ranked before it is looked at closely.

/// What the whole text, the nearest unit and the votes weigh where candidates are ranked.
const WHOLE: f32 = 0.6;
const TAUGHT: f32 = 0.2;
const VOTES: f32 = 0.3;

/// A candidate before it is looked at closely.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub segment: usize,
    pub document: u32,
    pub whole: f32,
    pub taught: f32,
    pub votes: f32,
    pub score: f32,
    pub is_near_in_meaning: bool,
    /// Units by number in their segment, nearest first.
    pub near: Vec<(u32, f32)>,
}

impl Draft {
    pub fn unit(&self) -> f32 {
        self.near.first().map_or(0.0, |(_, score)| *score)
    }
}

#[derive(Default)]
pub(super) struct Drafts(Vec<Draft>);

impl Drafts {
    /// The one of a document, made if there is none yet.
    pub fn of(&mut self, segment: usize, document: u32) -> &mut Draft {
        let at =
            self.0.iter().position(|draft| draft.segment == segment && draft.document == document);
        let at = at.unwrap_or_else(|| {
            self.0.push(Draft { segment, document, ..Draft::default() });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    /// The best, so many.
    pub fn ranked(mut self, limit: usize) -> Vec<Draft> {
        let most = |of: fn(&Draft) -> f32| self.0.iter().map(of).fold(f32::MIN_POSITIVE, f32::max);
        let (whole, taught) = (most(|draft| draft.whole), most(|draft| draft.taught));
        for draft in &mut self.0 {
            draft.score =
                WHOLE * draft.whole / whole + TAUGHT * draft.taught / taught + VOTES * draft.votes;
        }
        self.0.sort_by(|a, b| {
            b.is_near_in_meaning.cmp(&a.is_near_in_meaning).then(b.score.total_cmp(&a.score))
        });
        self.0.truncate(3 * limit);
        self.0
    }
}
