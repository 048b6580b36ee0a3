//! `municipality.toml`: what differs from one municipality to another and is neither text nor contact detail.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::fault::Sheet;
use super::table::{self, Keys};
use crate::model::time::SchoolBreaks;

/// ISO 8601 has no week after this.
const LAST_WEEK: u32 = 53;

static KEYS: Keys =
    Keys(&[("base", None), ("school_breaks", Some(&Keys(&[("winter", None), ("autumn", None)])))]);

#[derive(Default)]
pub struct Municipality {
    /// The folder whose language this one shares.
    pub base: Option<PathBuf>,
    pub school_breaks: SchoolBreaks,
}

#[derive(Deserialize)]
struct Raw {
    base: Option<Spanned<String>>,
    #[serde(default)]
    school_breaks: RawBreaks,
}

#[derive(Default, Deserialize)]
struct RawBreaks {
    winter: Option<Spanned<u32>>,
    autumn: Option<Spanned<u32>>,
}

/// `dir`: the folder that the file is in; the base is written as seen from there.
pub fn parse(sheet: &mut Sheet<'_>, dir: &Path) -> Option<Municipality> {
    let text = sheet.text;
    let raw: Raw = table::read(sheet, text, 0, &KEYS)?;
    let base = raw.base.map(|base| (base.span(), dir.join(base.into_inner())));
    if let Some((at, base)) = base.as_ref().filter(|(_, base)| !base.is_dir()) {
        let message = format!(
            "mappen {} (base) finns inte; skriv vägen dit från den här mappen, som ../knowledge",
            base.display()
        );
        sheet.error(at.clone(), message);
    }
    Some(Municipality {
        base: base.map(|(_, base)| base).filter(|base| base.is_dir()),
        school_breaks: SchoolBreaks {
            winter: week(sheet, raw.school_breaks.winter),
            autumn: week(sheet, raw.school_breaks.autumn),
        },
    })
}

fn week(sheet: &mut Sheet<'_>, week: Option<Spanned<u32>>) -> Option<u32> {
    let week = week?;
    if !(1..=LAST_WEEK).contains(week.get_ref()) {
        let message = format!("vecka {} finns inte; skriv 1 till {LAST_WEEK}", week.get_ref());
        sheet.error(week.span(), message);
    }
    Some(week.into_inner())
}
