//! The contact centre: how to reach it, and when.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use super::language::ReplyLanguage;

/// With its zero a number has so many digits at least; what is shorter is dialled as it is.
const NATIONAL_DIGITS: usize = 8;

/// `knowledge/contact.toml`, validated.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    pub name: Bilingual,
    pub municipality: String,
    /// As printed by the municipality: `0303-70 30 00`.
    pub phone: String,
    /// The digits that stand for the leading zero where somebody calls from another country: `46`.
    pub country_code: Option<String>,
    pub email: String,
    /// Lines of the visiting address.
    pub visit: Vec<String>,
    /// Lines of the postal address.
    pub post: Vec<String>,
    /// An OpenStreetMap search for the printed address, or a configured link.
    pub map: String,
    /// Latitude and longitude in degrees (WGS 84), only where an editor has written them.
    pub coordinates: Option<(f64, f64)>,
    pub hours: OpeningRule,
}

impl Contact {
    /// The phone number with the country's code: `+46303703000`. `None`: no code is known, or the number is one that has no such form, like 112.
    pub fn dialled(&self) -> Option<String> {
        let is_printed = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '\u{A0}');
        let digits: String = self.phone.chars().filter(char::is_ascii_digit).collect();
        let national = digits.strip_prefix('0').filter(|national| !national.starts_with('0'))?;
        let is_whole = self.phone.chars().all(is_printed) && digits.len() >= NATIONAL_DIGITS;
        self.country_code.as_ref().filter(|_| is_whole).map(|code| format!("+{code}{national}"))
    }
}

/// A text in the two languages of replies.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bilingual {
    pub sv: String,
    pub en: String,
}

impl Bilingual {
    pub fn in_language(&self, language: ReplyLanguage) -> &str {
        match language {
            ReplyLanguage::Swedish => &self.sv,
            _ => &self.en,
        }
    }
}

/// When the centre is open: the rule, and the days that differ from it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpeningRule {
    /// OpenStreetMap's `opening_hours` syntax, for instance `Mo-Fr 08:00-16:30; PH off`.
    pub expression: String,
    pub time_zone: Tz,
    /// ISO 3166 code of the country whose public holidays `PH` means.
    pub country: String,
    pub exceptions: Vec<Exception>,
}

#[cfg(test)]
impl OpeningRule {
    /// In Stockholm, without exceptions.
    pub fn swedish(expression: &str) -> Self {
        OpeningRule {
            expression: expression.to_owned(),
            time_zone: chrono_tz::Europe::Stockholm,
            country: "SE".to_owned(),
            exceptions: Vec::new(),
        }
    }
}

/// A dated deviation from the rule; it replaces the whole day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    pub date: NaiveDate,
    /// When the centre is open that day; empty: closed all day. The end is not included.
    pub open: Vec<(NaiveTime, NaiveTime)>,
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_with_the_countrys_code() {
        let rule = OpeningRule::swedish("Mo-Fr 08:00-16:30");
        let check = |code: Option<&str>, phone: &str, expected: Option<&str>| {
            let contact = Contact {
                name: Bilingual::default(),
                municipality: String::new(),
                phone: phone.to_owned(),
                country_code: code.map(str::to_owned),
                email: String::new(),
                visit: Vec::new(),
                post: Vec::new(),
                map: String::new(),
                coordinates: None,
                hours: rule.clone(),
            };
            assert_eq!(contact.dialled().as_deref(), expected, "{phone}");
        };
        check(Some("46"), "0303-70 30 00", Some("+46303703000"));
        check(Some("47"), "0303-70 30 00", Some("+47303703000"));
        check(None, "0303-70 30 00", None);
        check(Some("46"), "112", None);
        check(Some("46"), "114 14", None);
        check(Some("46"), "020-12", None);
        check(Some("46"), "+46 303 70 30 00", None);
        check(Some("46"), "0046303703000", None);
        check(Some("46"), "0303-70 30 00 (växel)", None);
    }
}
