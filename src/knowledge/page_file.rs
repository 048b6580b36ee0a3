//! A page of `pages/` as a file: what is written is what the loader reads.

use chrono::NaiveDate;

use super::faq_file::{push_list, quoted};

/// What an import knows of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFile {
    pub id: String,
    pub title: String,
    pub origin: Option<String>,
    pub url: Option<String>,
    pub section: Vec<String>,
    pub updated: Option<NaiveDate>,
    pub checked: NaiveDate,
    pub owner: Option<String>,
    pub language: Option<String>,
    pub body: String,
}

impl PageFile {
    /// Of the title and the text: when it differs from what the file says, somebody has edited the file.
    pub fn hash(&self) -> String {
        hash(&self.title, &self.body)
    }

    /// The file `<id>.md`.
    pub fn text(&self) -> String {
        let mut out = format!(
            "+++\nid = {}\ntitle = {}\nkind = \"page\"\n",
            quoted(&self.id),
            quoted(&self.title)
        );
        let mut push = |key: &str, value: &Option<String>| {
            if let Some(value) = value {
                out.push_str(&format!("{key} = {}\n", quoted(value)));
            }
        };
        push("origin", &self.origin);
        push("url", &self.url);
        push("owner", &self.owner);
        push("language", &self.language);
        push_list(&mut out, "section", &self.section);
        if let Some(updated) = self.updated {
            out.push_str(&format!("updated = {updated}\n"));
        }
        out.push_str(&format!(
            "checked = {}\nhash = \"{}\"\n+++\n\n{}\n",
            self.checked,
            self.hash(),
            self.body
        ));
        out
    }
}

/// 128 bits in hexadecimal digits.
pub fn hash(title: &str, body: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(title.as_bytes()).update(b"\n\n").update(body.trim().as_bytes());
    hasher.finalize().to_hex().chars().take(32).collect()
}
