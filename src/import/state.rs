//! What is remembered of each page from one import to the next. It lies in the folder of pages itself, so that both are exchanged as one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::fetch::Validators;

/// Its name inside the folder; hidden, so that the knowledge loader passes it by.
pub const FILE: &str = ".import.json";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// By the address the page is known by.
    pub pages: BTreeMap<String, PageState>,
    /// What was asked for and is no article of its own, by address: known, so that it costs no more than a conditional request either.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asides: BTreeMap<String, Aside>,
}

/// An address that gave no article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    pub source: String,
    #[serde(flatten)]
    pub validators: Validators,
    /// Why, in Swedish.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The page that it leads to for good, or that has the same text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// It leads there: that address is asked for in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leads: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageState {
    /// The article's id and its file's name.
    pub id: String,
    /// Which source it came from.
    pub source: String,
    /// Of the article, as in its front matter.
    pub hash: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The address to ask for, where the page calls another its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_as: Option<String>,
    #[serde(flatten)]
    pub validators: Validators,
    /// How many imports in a row the server has said that it is gone.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub missing: u32,
    /// When its text changed last, as far as imports have seen; none: it is as it was first read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<NaiveDate>,
    /// When its file was last written or found right.
    pub checked: NaiveDate,
    /// Somebody has brought it back: it stays whatever the site says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
    /// The fingerprints of its blocks before repeated ones were taken away, eight hexadecimal digits each.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub blocks: String,
    /// A PDF that pages link to, and that no list names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_document: bool,
    /// PDF files that it links to: they are read although no sitemap names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Pages that it links to, where a site is read by its links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl PageState {
    pub fn fingerprints(&self) -> impl Iterator<Item = u32> + '_ {
        let digits = self.blocks.as_bytes().chunks_exact(8);
        digits.filter_map(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())
    }
}

/// Eight digits each, in order.
pub fn written(fingerprints: &[u32]) -> String {
    fingerprints.iter().map(|print| format!("{print:08x}")).collect()
}

impl State {
    /// What is remembered in a folder of pages; nothing where there is no such file. One that cannot be read is a fault: it would make all pages new.
    pub fn read(folder: &Path) -> io::Result<State> {
        match fs::read(folder.join(FILE)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State::default()),
            Err(error) => Err(error),
        }
    }

    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(io::Error::other)
    }
}
