//! Every message a person reads, in Fluent, Swedish and English.
//!
//! Invariant: no other module holds a sentence that is shown to residents or staff. What a message may contain is fixed by [`Message`];
//! how it is said stands in `knowledge/wording/`.

mod file;
mod message;

pub use message::Message;

use std::borrow::Cow;
use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::language::ReplyLanguage;
use file::Stated;

/// The English title beside the Swedish one: a place that a Swedish wording has no use for.
const ENGLISH_ONLY: &str = "english";

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
    /// Parses both files; `None` stands for one that could not be read, and is the result then if the other is whole.
    ///
    /// Every message of [`Message`] must be in both, with the same places, and none that the program does not know.
    pub fn parse(sv: Option<&str>, en: Option<&str>) -> Result<Option<Self>, Vec<WordingFault>> {
        let mut faults = Vec::new();
        let mut read =
            |text: Option<&str>, language| text.map(|text| file::read(text, language, &mut faults));
        let stated = (read(sv, ReplyLanguage::Swedish), read(en, ReplyLanguage::English));
        if let (Some(sv), Some(en)) = &stated {
            faults.extend(unlike(sv, en));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let bundles = sv.zip(en).map(|(sv, en)| Wording {
            sv: bundle(sv, ReplyLanguage::Swedish),
            en: bundle(en, ReplyLanguage::English),
        });
        Ok(bundles)
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
            // Numbers choose plural forms, so they must arrive as numbers; what would not be said as it was written is a text.
            let value = match value.parse::<u32>() {
                Ok(number) if number.to_string() == **value => FluentValue::from(number),
                _ => FluentValue::from(value.as_ref()),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }
}

/// The messages whose places differ between the languages: one of them leaves something out, or has misspelt it.
fn unlike(sv: &BTreeMap<String, Stated>, en: &BTreeMap<String, Stated>) -> Vec<WordingFault> {
    let both = sv.iter().filter_map(|(name, sv)| Some((name, sv, en.get(name)?)));
    both.filter_map(|(name, sv, en)| {
        let missing = |from: &Stated, of: &Stated| -> Vec<String> {
            of.places.difference(&from.places).filter(|place| *place != ENGLISH_ONLY).map(|place| format!("{{ ${place} }}")).collect()
        };
        let (in_sv, in_en) = (missing(sv, en), missing(en, sv));
        let (language, line, other_file, other_line, lacks, has) = match (in_sv.is_empty(), in_en.is_empty()) {
            (true, true) => return None,
            (false, _) => (ReplyLanguage::Swedish, sv.line, "en.ftl", en.line, in_sv, in_en),
            (true, false) => (ReplyLanguage::English, en.line, "sv.ftl", sv.line, in_en, in_sv),
        };
        let instead = if has.is_empty() { String::new() } else { format!(" men har {}", has.join(" och ")) };
        let message =
            format!("”{name}” saknar {}{instead}, till skillnad från {other_file}:{other_line}; skriv samma i båda", lacks.join(" och "));
        Some(WordingFault { language, line, message })
    })
    .collect()
}

fn bundle(text: &str, language: ReplyLanguage) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Invisible isolation marks round a phone number would keep it from being found, copied or tapped.
    bundle.set_use_isolating(false);
    // Its faults have been told already, and there are none.
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
    bundle.add_resource_overriding(resource);
    bundle
}
