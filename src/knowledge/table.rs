//! Reading TOML so that every fault has a line and a Swedish sentence.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Sheet;

/// The keys a table may have; a key with keys of its own is a table, or a list of tables.
pub struct Keys(pub &'static [(&'static str, Option<&'static Keys>)]);

/// Texts under a name, in both languages: a `[[group]]` of phrases or examples.
#[derive(Deserialize)]
pub struct Group {
    pub name: Spanned<String>,
    #[serde(default)]
    pub sv: Vec<Spanned<String>>,
    #[serde(default)]
    pub en: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
struct Groups {
    #[serde(default)]
    group: Vec<Group>,
}

/// A file of nothing but groups.
pub fn groups(sheet: &mut Sheet<'_>) -> Option<Vec<Group>> {
    static GROUP: Keys = Keys(&[("name", None), ("sv", None), ("en", None)]);
    static KEYS: Keys = Keys(&[("group", Some(&GROUP))]);
    let text = sheet.text;
    Some(read::<Groups>(sheet, text, 0, &KEYS)?.group)
}

/// Reads `text` (which starts at byte `offset` of the sheet) as a `T`. A syntax or type error ends the file; unknown keys are all named.
pub fn read<T: DeserializeOwned>(
    sheet: &mut Sheet<'_>,
    text: &str,
    offset: usize,
    keys: &'static Keys,
) -> Option<T> {
    match DeTable::parse(text) {
        Ok(table) => unknown_keys(sheet, table.get_ref(), offset, keys),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            sheet.error(at.start + offset..at.end + offset, syntax_message(error.message()));
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

fn inner_keys(
    sheet: &mut Sheet<'_>,
    value: &Spanned<DeValue<'_>>,
    offset: usize,
    keys: &'static Keys,
) {
    match value.get_ref() {
        DeValue::Table(table) => unknown_keys(sheet, table, offset, keys),
        DeValue::Array(items) => {
            items.iter().for_each(|item| inner_keys(sheet, item, offset, keys))
        }
        _ => {}
    }
}

/// The crate speaks English to programmers; an editor is told what to write instead.
fn syntax_message(message: &str) -> String {
    let message = message.trim();
    let has = |word: &str| message.contains(word);
    if has("duplicate key") {
        "det här står två gånger; ta bort det ena".to_owned()
    } else if has("invalid date") || has("invalid time") {
        "datumet finns inte; skriv till exempel 2026-11-23".to_owned()
    } else if has("must be quoted") || has("basic string") || has("literal string") {
        "texten ska stå inom raka citattecken; skriv till exempel \"så här\"".to_owned()
    } else if has("array elements") || has("unclosed array") {
        "listan är inte hel; skriv [\"ett\", \"två\"] med komma mellan, och se efter på raden före"
            .to_owned()
    } else if has("key with no value") {
        "raden saknar =; skriv namn = värde, eller # först för en anteckning".to_owned()
    } else if has("unclosed table") {
        "rubriken saknar en hakparentes; skriv till exempel [en]".to_owned()
    } else {
        format!(
            "raden går inte att läsa ({message}); se efter citattecken, komma och hakparenteser på den och på raden före"
        )
    }
}

fn type_message(message: &str) -> String {
    let message = message.trim();
    if let Some(field) = message.strip_prefix("missing field ") {
        let field = field.trim_matches('`');
        return format!("fältet ”{field}” saknas; skriv en rad med {field} = …");
    }
    let wrong = message.strip_prefix("invalid type: ");
    let wrong = wrong.or_else(|| message.strip_prefix("invalid value: "));
    let Some((_, wanted)) = wrong.and_then(|rest| rest.split_once(", expected ")) else {
        return format!("värdet går inte att använda ({message})");
    };
    let wanted = match wanted {
        "a string" => "en text inom citattecken",
        "a sequence" => "en lista inom hakparenteser, som [\"ett\", \"två\"]",
        "a TOML datetime" => "ett datum utan citattecken, som 2026-11-23",
        "u32" => "ett helt tal, som 10",
        "f64" => "ett tal med punkt, som 57.9",
        _ => "det som de andra raderna visar, eller se README.md",
    };
    format!("fel slags värde; skriv {wanted}")
}
