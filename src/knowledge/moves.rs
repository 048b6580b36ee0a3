//! `moves.toml`: the phrases by which people answer, correct themselves and ask on.

use serde::Deserialize;
use toml::Spanned;

use super::fault::Sheet;
use super::table::{self, Keys};
use crate::language::words::is_pictograph;
use crate::model::cue::{Cue, CuePhrases};

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    group: Vec<RawGroup>,
}

#[derive(Deserialize)]
struct RawGroup {
    name: Spanned<String>,
    #[serde(default)]
    sv: Vec<Spanned<String>>,
    #[serde(default)]
    en: Vec<Spanned<String>>,
}

pub fn parse(sheet: &mut Sheet<'_>) -> Option<Vec<CuePhrases>> {
    static KEYS: Keys =
        Keys(&[("group", Some(&Keys(&[("name", None), ("sv", None), ("en", None)])))]);
    let text = sheet.text;
    let raw: Raw = table::read(sheet, text, 0, &KEYS)?;
    let groups = raw.group.into_iter().filter_map(|group| read(sheet, group));
    Some(groups.collect())
}

fn read(sheet: &mut Sheet<'_>, group: RawGroup) -> Option<CuePhrases> {
    let cue = Cue::named(group.name.get_ref());
    if cue.is_none() {
        let names: Vec<&str> = Cue::NAMES.iter().map(|(name, _)| *name).collect();
        sheet.error(
            group.name.span(),
            format!("”{}” finns inte; grupperna heter {}", group.name.get_ref(), names.join(", ")),
        );
    }
    let phrases = group.sv.into_iter().chain(group.en);
    let phrases = phrases.filter_map(|phrase| read_phrase(sheet, phrase)).collect();
    Some(CuePhrases { cue: cue?, phrases })
}

/// A phrase has to begin and end with a word, or an emoji.
fn read_phrase(sheet: &mut Sheet<'_>, phrase: Spanned<String>) -> Option<String> {
    let text = phrase.get_ref().trim();
    let says = |c: char| c.is_alphanumeric() || is_pictograph(c);
    let is_phrase = text.starts_with(says) && text.ends_with(says);
    if !is_phrase {
        sheet.error(
            phrase.span(),
            format!(
                "”{text}” ska börja och sluta med ett ord eller en emoji; * står bara mellan ord"
            ),
        );
    }
    is_phrase.then(|| text.to_lowercase())
}
