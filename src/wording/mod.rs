//! Every message a person reads, in Fluent, Swedish and English.
//!
//! Invariant: no other room holds a sentence that is shown to residents or staff. What a message may contain is fixed by [`Message`];
//! how it is said stands in `knowledge/wording/`.

mod message;

pub use message::Message;

use std::borrow::Cow;
use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::language::ReplyLanguage;

/// A fault in a wording file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingFault {
    pub language: ReplyLanguage,
    /// Counted from 1.
    pub line: usize,
    /// In Swedish, for the editor.
    pub message: String,
}

/// The two wording files, parsed and known to be complete.
pub struct Wording {
    sv: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wording")
    }
}

/// What stands in a message's places.
pub type Args<'a> = [(&'static str, Cow<'a, str>)];

impl Wording {
    /// Parses both files. Every message of [`Message`] must be in both, and none that the program does not know.
    pub fn parse(sv: &str, en: &str) -> Result<Self, Vec<WordingFault>> {
        let mut faults = Vec::new();
        let mut bundle = |text: &str, language: ReplyLanguage| {
            let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            // Invisible isolation marks round a phone number would keep it from being found, copied or tapped.
            bundle.set_use_isolating(false);
            let resource = match FluentResource::try_new(text.to_owned()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    faults.extend(errors.iter().map(|error| WordingFault {
                        language,
                        line: line(text, error.pos.start),
                        message: format!("meddelandet går inte att läsa ({}); skriv namn = text", error.kind),
                    }));
                    resource
                }
            };
            faults.extend(strays(text, language));
            bundle.add_resource_overriding(resource);
            for message in Message::ALL.iter().filter(|message| !bundle.has_message(message.id())) {
                faults.push(WordingFault { language, line: 1, message: format!("meddelandet ”{}” saknas", message.id()) });
            }
            bundle
        };
        let (sv, en) = (bundle(sv, ReplyLanguage::Swedish), bundle(en, ReplyLanguage::English));
        if faults.is_empty() { Ok(Wording { sv, en }) } else { Err(faults) }
    }

    /// The message in words. A place without a value stays visible as `{$name}`; tests see to it that none does.
    pub fn say(&self, language: ReplyLanguage, message: Message, args: &Args<'_>) -> String {
        let bundle = match language {
            ReplyLanguage::Swedish => &self.sv,
            ReplyLanguage::English => &self.en,
        };
        let Some(pattern) = bundle.get_message(message.id()).and_then(|found| found.value()) else {
            return message.id().to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            // Counts choose plural forms, so they must arrive as numbers.
            let value = match value.parse::<u32>() {
                Ok(number) if *name == "count" => FluentValue::from(number),
                _ => FluentValue::from(value.as_ref()),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }
}

/// Messages that the program does not know: a misspelt name, most often.
fn strays(text: &str, language: ReplyLanguage) -> Vec<WordingFault> {
    let known: BTreeSet<&str> = Message::ALL.iter().map(|message| message.id()).collect();
    text.lines()
        .enumerate()
        .filter_map(|(at, line)| {
            let (name, _) = line.split_once('=')?;
            let name = name.trim_end();
            let is_name =
                line.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            (is_name && !known.contains(name)).then(|| WordingFault {
                language,
                line: at + 1,
                message: format!("programmet använder inget meddelande som heter ”{name}”"),
            })
        })
        .collect()
}

fn line(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}
