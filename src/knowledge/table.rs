//! Reading TOML so that every fault has a line and a Swedish sentence.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Sheet;

/// The keys a table may have; a key with keys of its own is a table, or a list of tables.
pub struct Keys(pub &'static [(&'static str, Option<&'static Keys>)]);

/// Reads `text` (which starts at byte `offset` of the sheet) as a `T`. A syntax or type error ends the file; unknown keys are all named.
pub fn read<T: DeserializeOwned>(sheet: &mut Sheet<'_>, text: &str, offset: usize, keys: &'static Keys) -> Option<T> {
    match DeTable::parse(text) {
        Ok(table) => unknown_keys(sheet, table.get_ref(), offset, keys),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            sheet.error(at.start + offset..at.end + offset, format!("raden går inte att läsa som TOML ({})", error.message().trim()));
            return None;
        }
    }
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            sheet.error(at.start + offset..at.end + offset, type_message(error.message()));
            None
        }
    }
}

fn unknown_keys(sheet: &mut Sheet<'_>, table: &DeTable<'_>, offset: usize, keys: &'static Keys) {
    for (key, value) in table {
        match keys.0.iter().find(|(name, _)| *name == key.get_ref().as_ref()) {
            None => {
                let known: Vec<_> = keys.0.iter().map(|(name, _)| *name).collect();
                let at = key.span();
                sheet.error(
                    at.start + offset..at.end + offset,
                    format!("okänt fält ”{}”; de som finns är {}", key.get_ref(), known.join(", ")),
                );
            }
            Some((_, Some(inner))) => inner_keys(sheet, value, offset, inner),
            Some((_, None)) => {}
        }
    }
}

fn inner_keys(sheet: &mut Sheet<'_>, value: &Spanned<DeValue<'_>>, offset: usize, keys: &'static Keys) {
    match value.get_ref() {
        DeValue::Table(table) => unknown_keys(sheet, table, offset, keys),
        DeValue::Array(items) => items.iter().for_each(|item| inner_keys(sheet, item, offset, keys)),
        _ => {}
    }
}

/// The crate speaks English to programmers; the commonest of its sentences are put into Swedish, the rest quoted.
fn type_message(message: &str) -> String {
    let message = message.trim();
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("fältet {} saknas", field.replace('`', "”"));
    }
    if let Some((found, wanted)) = message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        let wanted = match wanted {
            "a string" => "en text inom citattecken",
            "a sequence" => "en lista inom hakparenteser",
            other => other,
        };
        return format!("fel slags värde ({found}); skriv {wanted}");
    }
    format!("värdet går inte att använda ({message})")
}
