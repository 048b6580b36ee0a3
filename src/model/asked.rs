//! What kind of thing a question asks for.

/// What an answer has to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Why: a reason or what it leads to.
    Reason,
    /// What is done, or is to be done.
    Deed,
    /// How many, how much: a number.
    Number,
    Price,
    /// When: a day, a date or a clock time.
    Moment,
    /// How long.
    Duration,
    /// What somebody has to do to get something.
    Way,
    Place,
    /// Who, or how to reach them.
    Person,
    /// Whether something is allowed or required.
    Rule,
}

/// Any of the kinds, each at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskedSet(u16);

impl AskedSet {
    pub fn has(self, asked: Asked) -> bool {
        self.0 & AskedSet::of(asked).0 != 0
    }

    /// Whether there is one among them whose words in a question are seldom anything else, as "när" and "var" are.
    pub fn has_sure_fact(self) -> bool {
        use Asked::{Duration, Number, Price, Way};
        [Number, Price, Duration, Way].into_iter().any(|asked| self.has(asked))
    }

    fn of(asked: Asked) -> Self {
        AskedSet(1 << asked as u16)
    }
}

impl FromIterator<Asked> for AskedSet {
    fn from_iter<I: IntoIterator<Item = Asked>>(all: I) -> Self {
        all.into_iter()
            .fold(AskedSet::default(), |set, asked| AskedSet(set.0 | AskedSet::of(asked).0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in_and_nothing_else() {
        let set: AskedSet = [Asked::Price, Asked::Rule, Asked::Price].into_iter().collect();
        assert!(set.has(Asked::Price) && set.has(Asked::Rule));
        assert!(!set.has(Asked::Reason) && !AskedSet::default().has(Asked::Price));
    }
}
