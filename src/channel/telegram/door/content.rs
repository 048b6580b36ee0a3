//! What content beside text is called, and what stands in it: it goes to people together with the content, and cannot be masked there.

use serde_json::Value;

use super::fields::Fields as _;

/// Names, numbers and words in the content of a message, one a line: of files, recordings, contacts, places and polls.
pub(super) fn told(body: &Value) -> String {
    const FIELDS: [(&str, &[&str]); 7] = [
        ("document", &["file_name"]),
        ("animation", &["file_name"]),
        ("video", &["file_name"]),
        ("audio", &["title", "performer", "file_name"]),
        ("contact", &["first_name", "last_name", "phone_number", "vcard"]),
        ("venue", &["title", "address"]),
        ("poll", &["question", "explanation"]),
    ];
    let mut told: Vec<&str> = Vec::new();
    for (content, fields) in FIELDS {
        let Some(content) = body.object(content) else { continue };
        told.extend(fields.iter().filter_map(|field| content.text(field)));
        told.extend(content.list("options").iter().filter_map(|option| option.text("text")));
    }
    told.join("\n")
}

/// The passage of another chat that a message replies to.
pub(super) fn quoted(body: &Value) -> Option<&str> {
    body.object("external_reply")?;
    body.object("quote")?.text("text").filter(|text| !text.is_empty())
}
