//! `moves.toml`: the phrases by which people answer, correct themselves and ask on.

use toml::Spanned;

use super::fault::Sheet;
use super::table::{self, Group};
use crate::language::words::is_pictograph;
use crate::model::cue::{Cue, CuePhrases};

pub fn parse(sheet: &mut Sheet<'_>) -> Option<Vec<CuePhrases>> {
    let groups = table::groups(sheet)?.into_iter().filter_map(|group| read(sheet, group));
    Some(groups.collect())
}

fn read(sheet: &mut Sheet<'_>, group: Group) -> Option<CuePhrases> {
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
