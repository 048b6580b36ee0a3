//! Every message a person reads, in Fluent, Swedish and English.
//!
//! Invariant: no other module holds a sentence that is shown to residents or staff. What a message may contain is fixed by [`Message`];
//! how it is said stands in `knowledge/wording/`.

mod commands;
mod days;
mod file;
mod message;

pub use message::Message;

use std::borrow::Cow;
use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::command::CommandNames;
use crate::model::language::ReplyLanguage;
use file::Stated;

/// The English title beside the Swedish one: a place that a Swedish wording has no use for.
const ENGLISH_ONLY: &str = "english";

/// A fault in a wording file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingFault {
    pub language: ReplyLanguage,
    /// Which of the language's files it is in, counted from 0.
    pub layer: usize,
    /// Counted from 1.
    pub line: usize,
    /// In Swedish, for the editor.
    pub message: String,
}

/// The wording of both languages, parsed and known to be complete.
pub struct Wording {
    sv: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    /// What commands are called, in both languages.
    pub commands: CommandNames,
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wording")
    }
}

/// What stands in a message's places.
pub type Args<'a> = [(&'static str, Cow<'a, str>)];

impl Wording {
    /// Parses the files of both languages; the result is `None` where one has none that could be read, and the others are whole.
    ///
    /// Every message of [`Message`] must be in each language's first file, with the same places, and none that the program does not know.
    /// Files after the first may say some of them in another way.
    pub fn parse(sv: &[&str], en: &[&str]) -> Result<Option<Self>, Vec<WordingFault>> {
        let mut faults = Vec::new();
        let stated_sv = file::read_layers(sv, ReplyLanguage::Swedish, &mut faults);
        let stated_en = file::read_layers(en, ReplyLanguage::English, &mut faults);
        if sv.is_empty() || en.is_empty() {
            return if faults.is_empty() { Ok(None) } else { Err(faults) };
        }
        faults.extend(unlike(&stated_sv, &stated_en));
        faults.extend(commands::faults(&stated_sv, &stated_en));
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Some(Wording {
            sv: bundle(sv, ReplyLanguage::Swedish),
            en: bundle(en, ReplyLanguage::English),
            commands: commands::names(&stated_sv, &stated_en),
        }))
    }

    /// The message in words. A place without a value stays visible as `{$name}`, and ends a test.
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
        let said = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{}: {errors:?}", message.id());
        said
    }
}

/// The messages whose places differ between the languages: one of them leaves something out, or has misspelt it.
fn unlike(sv: &BTreeMap<String, Stated>, en: &BTreeMap<String, Stated>) -> Vec<WordingFault> {
    let both = sv.iter().filter_map(|(name, sv)| Some((name, sv, en.get(name)?)));
    both.filter_map(|(name, sv, en)| {
        let (in_sv, in_en) = (lacking(sv, en), lacking(en, sv));
        let (language, at, other, lacks, has) = match (in_sv.is_empty(), in_en.is_empty()) {
            (true, true) => return None,
            (false, _) => (ReplyLanguage::Swedish, sv, ("en.ftl", en.line), in_sv, in_en),
            (true, false) => (ReplyLanguage::English, en, ("sv.ftl", sv.line), in_en, in_sv),
        };
        let (file, line) = other;
        let instead =
            if has.is_empty() { String::new() } else { format!(" men har {}", has.join(" och ")) };
        let message = format!(
            "”{name}” saknar {}{instead}, till skillnad från {file}:{line}; skriv samma i båda",
            lacks.join(" och ")
        );
        Some(WordingFault { language, layer: at.layer, line: at.line, message })
    })
    .collect()
}

/// The places that the other language has and this has not.
fn lacking(from: &Stated, other: &Stated) -> Vec<String> {
    let lacking = other.places.difference(&from.places).filter(|place| *place != ENGLISH_ONLY);
    lacking.map(|place| format!("{{ ${place} }}")).collect()
}

fn bundle(texts: &[&str], language: ReplyLanguage) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Invisible isolation marks round a phone number would keep it from being found, copied or tapped.
    bundle.set_use_isolating(false);
    for text in texts {
        // Its faults have been told already, and there are none.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*text).to_owned());
        bundle.add_resource_overriding(resource);
    }
    bundle
}
