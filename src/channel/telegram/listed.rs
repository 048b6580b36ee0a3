//! What Telegram shows about the bot: commands in the menu, and the texts of its profile.

use crate::model::contact::Bilingual;
use crate::model::language::ReplyLanguage;

/// The longest description (shown in an empty chat) and short description (shown on the profile), in characters.
pub const DESCRIPTION_MAX: usize = 512;
pub const SHORT_DESCRIPTION_MAX: usize = 120;

/// Who sees a list of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Residents in a chat of their own.
    Private,
    /// Groups, where the bot speaks only when spoken to.
    Group,
    /// The staff group, and staff alone with the bot.
    Staff,
}

/// One command in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// 1 to 32 of a–z 0–9 _.
    pub name: &'static str,
    /// 3 to 256 characters.
    pub description: &'static str,
}

/// Name, description in Swedish, description in English.
type Row = (&'static str, &'static str, &'static str);

const EVERYWHERE: [Row; 4] = [
    ("oppettider", "Öppet nu? Dagens och veckans tider", "Open now? Hours today and this week"),
    ("kontakt", "Telefon, e-post och besöksadress", "Phone, e-mail and address"),
    ("fokusomraden", "Kommunens fokusområden", "The municipality's focus areas"),
    ("hjalp", "Vad jag kan svara på", "What I can answer"),
];

const PRIVATE: [Row; 6] = [
    ("start", "Börja om från början", "Start from the beginning"),
    ("personal", "Skriv till personalen", "Write to the staff"),
    ("avsluta", "Avsluta samtalet med personalen", "End the conversation with the staff"),
    ("sprak", "Välj språk", "Choose language"),
    ("integritet", "Vad som sparas om dig", "What is stored about you"),
    ("radera", "Radera det som sparats om dig", "Erase what is stored about you"),
];

const STAFF: [Row; 9] = [
    ("faq", "Spara, visa eller ändra svar", "Save, show or change answers"),
    ("obesvarade", "Frågor som saknar svar", "Questions without an answer"),
    ("statistik", "Vad som frågas och besvaras", "What is asked and answered"),
    ("notis", "Meddelande överst i svaren", "A notice on top of replies"),
    ("avvikelse", "Ändra öppettiden en dag", "Change the hours of one day"),
    ("avvikelser", "Visa och ta bort avvikelser", "List and remove changed hours"),
    ("stang", "Avsluta ärendet", "Close the case"),
    ("not", "Anteckning som stannar i gruppen", "A note that stays in the group"),
    ("id", "Chattens och ditt eget id", "The chat's id and your own"),
];

/// The menu for an audience, in the order it is shown.
pub fn listed(audience: Audience, language: ReplyLanguage) -> Vec<Listed> {
    let tables: &[&[Row]] = match audience {
        Audience::Private => &[&EVERYWHERE, &PRIVATE],
        Audience::Group => &[&EVERYWHERE],
        Audience::Staff => &[&STAFF, &EVERYWHERE],
    };
    let rows = tables.iter().flat_map(|table| table.iter());
    rows.map(|(name, sv, en)| Listed {
        name: match (language, *name) {
            (ReplyLanguage::English, "hjalp") => "help",
            (ReplyLanguage::English, "integritet") => "privacy",
            (_, name) => name,
        },
        description: match language {
            ReplyLanguage::Swedish => sv,
            ReplyLanguage::English => en,
        },
    })
    .collect()
}

/// What stands in an empty chat; names the centre, and says that it is a machine (AI Act, article 50).
pub fn description(centre: &Bilingual, language: ReplyLanguage) -> String {
    let text = match language {
        ReplyLanguage::Swedish => format!(
            "Jag är en automatisk assistent hos {}. Fråga mig om kommunen, öppettider och kontaktvägar, med dina egna ord. Jag svarar med \
             kommunens egen text och kan ta emot ett meddelande till personalen.\n\nVid fara för liv, egendom eller miljö: ring 112.",
            centre.sv
        ),
        ReplyLanguage::English => format!(
            "I am an automated assistant of {}. Ask me about the municipality, opening hours and contact details, in your own words. I quote \
             the municipality's own text and can take a message for the staff.\n\nDanger to life, property or the environment: call 112.",
            centre.en
        ),
    };
    shortened(&text, DESCRIPTION_MAX)
}

pub fn short_description(centre: &Bilingual, language: ReplyLanguage) -> String {
    let text = match language {
        ReplyLanguage::Swedish => {
            format!("Automatisk assistent hos {}. Svarar dygnet runt.", centre.sv)
        }
        ReplyLanguage::English => {
            format!("Automated assistant of {}. Answers around the clock.", centre.en)
        }
    };
    shortened(&text, SHORT_DESCRIPTION_MAX)
}

fn shortened(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::command::{Command, parse};

    #[test]
    fn every_listed_command_is_one_telegram_takes_and_we_know() {
        for audience in [Audience::Private, Audience::Group, Audience::Staff] {
            for language in [ReplyLanguage::Swedish, ReplyLanguage::English] {
                let listed = listed(audience, language);
                assert!((1..=100).contains(&listed.len()));
                for Listed { name, description } in listed {
                    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
                    assert!((1..=32).contains(&name.len()) && name.bytes().all(plain), "{name}");
                    assert!((3..=256).contains(&description.chars().count()), "{name}");
                    let parsed = parse(&format!("/{name}"), "alebot");
                    assert!(!matches!(parsed, None | Some(Command::Unknown(_))), "{name}");
                }
            }
        }
    }

    #[test]
    fn the_profile_fits_whatever_the_centre_is_called() {
        let long = Bilingual { sv: "Å".repeat(600), en: "Å".repeat(600) };
        for language in [ReplyLanguage::Swedish, ReplyLanguage::English] {
            assert_eq!(description(&long, language).chars().count(), DESCRIPTION_MAX);
            assert_eq!(short_description(&long, language).chars().count(), SHORT_DESCRIPTION_MAX);
        }
    }
}
