//! What an import did.

use serde::Serialize;

/// Pages and what became of them; every page is counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub new: Vec<Told>,
    pub changed: Vec<Told>,
    pub unchanged: usize,
    pub removed: Vec<Told>,
    /// Said to be gone for the first time: removed if the next import says the same.
    pub missing: Vec<Told>,
    /// To be removed, if somebody says yes.
    pub held: Vec<Told>,
    pub moved: Vec<Told>,
    /// Served or forbidden, and no article.
    pub skipped: Vec<Told>,
    /// Not read; what was known of them stays.
    pub failed: Vec<Told>,
    /// What went wrong with sources as a whole.
    pub trouble: Vec<String>,
    /// Nothing was written.
    pub dry_run: bool,
}

/// One page of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Its address or file.
    pub page: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Why, in Swedish.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// What changed in the text, as a unified diff.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub diff: String,
}

impl Report {
    /// Pages that were read whole, or are known to be as they were.
    pub fn read(&self) -> usize {
        self.new.len() + self.changed.len() + self.unchanged
    }

    /// Whether anything in the folder is another than before.
    pub fn has_changes(&self) -> bool {
        !(self.new.is_empty()
            && self.changed.is_empty()
            && self.removed.is_empty()
            && self.moved.is_empty())
    }

    /// Pages by their address: the order in which they were read means nothing.
    pub fn in_order(mut self) -> Self {
        let lists = [
            &mut self.new,
            &mut self.changed,
            &mut self.removed,
            &mut self.missing,
            &mut self.held,
            &mut self.moved,
            &mut self.skipped,
            &mut self.failed,
        ];
        lists.into_iter().for_each(|list| list.sort_by(|a, b| a.page.cmp(&b.page)));
        self
    }

    /// One line for a log, in Swedish.
    pub fn line(&self) -> String {
        let mut parts = vec![format!("{} sidor lästa", self.read())];
        let counts = [
            (self.new.len(), "nya"),
            (self.changed.len(), "ändrade"),
            (self.removed.len(), "borttagna"),
            (self.moved.len(), "flyttade"),
            (self.missing.len(), "saknas"),
            (self.held.len(), "väntar på ja till borttagning"),
            (self.skipped.len(), "överhoppade"),
            (self.failed.len(), "misslyckade"),
        ];
        parts.extend(
            counts
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}")),
        );
        let end = if self.dry_run { " (inget är skrivet)" } else { "" };
        format!("{}{end}", parts.join(", "))
    }
}

/// The lines that differ, with the lines around them; empty where nothing does.
pub fn diff(old: &str, new: &str) -> String {
    /// Lines shown around a change.
    const AROUND: usize = 1;
    similar::TextDiff::from_lines(old, new).unified_diff().context_radius(AROUND).to_string()
}
