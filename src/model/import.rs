//! `import.toml`: where pages are taken from, and what to make of them.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveTime;

/// All of `import.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportSettings {
    pub sources: Vec<Source>,
    pub sections: Vec<Section>,
    /// The times of day, in the centre's time zone, at which the service imports. None: only by command.
    pub times: Vec<NaiveTime>,
}

impl ImportSettings {
    /// Who owns the part of the site that an address lies in: the innermost part counts.
    pub fn section(&self, address: &str) -> Option<&Section> {
        let path =
            address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let path = path.unwrap_or("/");
        let inside = self.sections.iter().filter(|section| path.starts_with(&section.under));
        inside.max_by_key(|section| section.under.len())
    }
}

/// Where pages come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub place: SourcePlace,
    /// Addresses to take; none: all. `*` stands for anything, and each begins at the path's beginning.
    pub include: Vec<Pattern>,
    /// Addresses to leave out.
    pub exclude: Vec<Pattern>,
    /// CSS selectors of what is no content on this site.
    pub cut: Vec<String>,
    /// What residents read as the source of an answer.
    pub origin: Option<String>,
    /// Between two requests; none: half a second.
    pub pause: Option<Duration>,
    /// Whether PDF files that the pages link to are read.
    pub documents: bool,
    /// The most pages taken from this source.
    pub most: usize,
}

impl Source {
    /// As many pages as the largest municipalities have, and then some.
    pub const MOST: usize = 20_000;

    pub fn new(place: SourcePlace) -> Self {
        Source {
            place,
            include: Vec::new(),
            exclude: Vec::new(),
            cut: Vec::new(),
            origin: None,
            pause: None,
            documents: true,
            most: Self::MOST,
        }
    }

    /// Whether a path (with its query) is wanted.
    pub fn takes(&self, path: &str) -> bool {
        let is_included = self.include.is_empty() || any(&self.include, path);
        is_included && !self.excludes(path)
    }

    /// Whether a path is left out by name. What pages link to as documents needs no other leave.
    pub fn excludes(&self, path: &str) -> bool {
        any(&self.exclude, path)
    }
}

fn any(patterns: &[Pattern], path: &str) -> bool {
    patterns.iter().any(|pattern| pattern.fits(path))
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourcePlace {
    /// A site. `follow`: by its links below this address rather than by its sitemap.
    Site { address: String, follow: bool },
    /// A file, or a folder of saved pages and documents.
    Files(PathBuf),
}

/// `/bygga-och-bo/*`: `*` stands for anything; what comes after the pattern does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// `None`: does not begin with `/` or `*`.
    pub fn parse(text: &str) -> Option<Self> {
        text.starts_with(['/', '*']).then(|| Pattern(text.to_owned()))
    }

    fn fits(&self, path: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
            return false;
        };
        for part in parts {
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        true
    }
}

/// A part of the site, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The beginning of the paths that belong to it.
    pub under: String,
    pub owner: Option<String>,
    /// After so many days without a change a page is to be looked at.
    pub stale_after: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_begins_at_the_path_and_stars_stand_for_anything() {
        let check = |pattern: &str, path: &str, expected: bool| {
            assert_eq!(Pattern::parse(pattern).unwrap().fits(path), expected, "{pattern} {path}");
        };
        check("/bygga/", "/bygga/avfall", true);
        check("/bygga/", "/om/bygga/avfall", false);
        check("*/arkiv/", "/nyheter/arkiv/2020", true);
        check("/nyheter/*/arkiv", "/nyheter/2020/arkiv/1", true);
        check("/nyheter/*/arkiv", "/nyheter/2020", false);
        check("/a?b=*", "/a?b=1", true);
        assert_eq!(Pattern::parse("bygga"), None);
    }

    #[test]
    fn the_innermost_section_owns_a_page() {
        let section = |under: &str| Section {
            under: under.to_owned(),
            owner: Some(under.to_owned()),
            stale_after: None,
        };
        let settings = ImportSettings {
            sections: vec![section("/"), section("/bygga/")],
            ..ImportSettings::default()
        };
        let owner = |address: &str| settings.section(address).map(|section| section.under.as_str());
        assert_eq!(owner("https://ale.se/bygga/lov"), Some("/bygga/"));
        assert_eq!(owner("https://ale.se/skola"), Some("/"));
        assert_eq!(owner("https://ale.se"), Some("/"));
    }
}
