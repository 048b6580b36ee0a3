//! The importer's own patterns, compiled. They are constants: one that does not compile is found by the first test that uses it.

use regex::Regex;

pub fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}
