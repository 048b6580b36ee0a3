//! Every message a person reads, in Fluent, in every language of replies.
//!
//! Invariant: no other module holds a sentence that is shown to residents or staff. What a message may contain is fixed by [`Message`];
//! how it is said stands in `knowledge/wording/`.

mod commands;
mod days;
mod file;
mod message;

pub use message::Message;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

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

/// The wording of all languages, parsed and known to be complete.
pub struct Wording {
    bundles: HashMap<ReplyLanguage, FluentBundle<FluentResource>>,
    /// What commands are called, in any language.
    pub commands: CommandNames,
}

/// What the files of a language say.
type Language = (ReplyLanguage, BTreeMap<String, Stated>);

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wording")
    }
}

/// What stands in a message's places.
pub type Args<'a> = [(&'static str, Cow<'a, str>)];

impl Wording {
    /// Parses the files of each language; the result is `None` where one has none that could be read, and the others are whole.
    ///
    /// Every message of [`Message`] must be in each language's first file, with the same places, and none that the program does not know.
    /// Files after the first may say some of them in another way.
    pub fn parse(files: &[(ReplyLanguage, Vec<&str>)]) -> Result<Option<Self>, Vec<WordingFault>> {
        let mut faults = Vec::new();
        let mut languages: Vec<Language> = Vec::new();
        for (language, texts) in files {
            languages.push((*language, file::read_layers(texts, *language, &mut faults)));
        }
        if files.iter().any(|(_, texts)| texts.is_empty()) {
            return if faults.is_empty() { Ok(None) } else { Err(faults) };
        }
        if let [first, others @ ..] = languages.as_slice() {
            faults.extend(others.iter().flat_map(|other| unlike(first, other)));
        }
        faults.extend(commands::faults(&languages));
        if !faults.is_empty() {
            return Err(faults);
        }
        let bundle = |(language, texts): &(_, Vec<&str>)| (*language, bundle(texts, *language));
        let bundles = files.iter().map(bundle).collect();
        Ok(Some(Wording { bundles, commands: commands::names(&languages) }))
    }

    /// Of one file a language, known to be right.
    #[cfg(test)]
    pub fn of(files: &[(ReplyLanguage, &str)]) -> Self {
        let files: Vec<_> = files.iter().map(|(language, text)| (*language, vec![*text])).collect();
        Wording::parse(&files).unwrap().unwrap()
    }

    /// The message in words. A place without a value stays visible as `{$name}`, and ends a test.
    pub fn say(&self, language: ReplyLanguage, message: Message, args: &Args<'_>) -> String {
        let found = self
            .bundles
            .get(&language)
            .and_then(|bundle| Some((bundle, bundle.get_message(message.id())?.value()?)));
        let Some((bundle, pattern)) = found else { return message.id().to_owned() };
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

/// The messages whose places differ between two languages: one of them leaves something out, or has misspelt it.
fn unlike(one: &Language, other: &Language) -> Vec<WordingFault> {
    let both = one.1.iter().filter_map(|(name, stated)| Some((name, stated, other.1.get(name)?)));
    both.filter_map(|(name, in_one, in_other)| {
        let (one, other) = ((one.0, in_one), (other.0, in_other));
        match (lacking(in_one, in_other).is_empty(), lacking(in_other, in_one).is_empty()) {
            (true, true) => None,
            (false, _) => Some(lacks(name, one, other)),
            (true, false) => Some(lacks(name, other, one)),
        }
    })
    .collect()
}

/// The fault of a message that has not all places that it has in another language.
fn lacks(
    name: &str,
    (language, at): (ReplyLanguage, &Stated),
    (other, there): (ReplyLanguage, &Stated),
) -> WordingFault {
    let has = lacking(there, at);
    let instead =
        if has.is_empty() { String::new() } else { format!(" men har {}", has.join(" och ")) };
    let message = format!(
        "”{name}” saknar {}{instead}, till skillnad från {}.ftl:{}; skriv samma i båda",
        lacking(at, there).join(" och "),
        other.code(),
        there.line
    );
    WordingFault { language, layer: at.layer, line: at.line, message }
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
