//! The assistant's buttons as callback data. A letter that was used once keeps its meaning for good.

use super::{Pressed, Reader, Undecodable, Writer};
use crate::model::action::Action;
use crate::model::case::Origin;
use crate::model::language::ReplyLanguage;

impl Pressed for Action {
    const MODULE: char = 'a';

    fn write(&self, data: &mut Writer) {
        match self {
            Action::ShowArticle(article) => data.letter('s').article(article),
            Action::ReadAll { article, page } => data.letter('r').number(page).article(article),
            Action::Listen { article, language } => {
                data.letter('l').letter(language.letter()).article(article);
            }
            Action::Rate { article, helpful } => {
                data.letter(if *helpful { 'y' } else { 'n' }).article(article);
            }
            Action::FocusAreas => drop(data.letter('f')),
            Action::Hours => drop(data.letter('h')),
            Action::Contact => drop(data.letter('c')),
            Action::Map => drop(data.letter('m')),
            // Telegram opens the address itself: nothing ever comes back.
            Action::Open { .. } => drop(data.letter('o')),
            Action::Person => drop(data.letter('p')),
            Action::PersonAbout { message_id } => drop(data.letter('P').number(message_id)),
            Action::Privacy => drop(data.letter('i')),
            Action::Help => drop(data.letter('?')),
            Action::SetLanguage(language) => drop(data.letter('t').letter(language.letter())),
            Action::Erase { confirmed: false } => drop(data.letter('e')),
            Action::Erase { confirmed: true } => drop(data.letter('E')),
            Action::Consent { agreed, origin } => drop(data.letter(consent(*agreed, *origin))),
            Action::Helped { case, helped } => {
                data.letter(if *helped { 'w' } else { 'W' }).number(case);
            }
            Action::TellMe { message_id } => drop(data.letter('b').number(message_id)),
        }
    }

    fn read(data: &mut Reader<'_>) -> Result<Self, Undecodable> {
        Ok(match data.letter()? {
            's' => Action::ShowArticle(data.article()?),
            'r' => {
                let page = data.number()?;
                let article = data.article()?;
                Action::ReadAll { article, page }
            }
            'l' => {
                let language = language(data.letter()?)?;
                let article = data.article()?;
                Action::Listen { article, language }
            }
            rating @ ('y' | 'n') => {
                Action::Rate { article: data.article()?, helpful: rating == 'y' }
            }
            'f' => Action::FocusAreas,
            'h' => Action::Hours,
            'c' => Action::Contact,
            'm' => Action::Map,
            'p' => Action::Person,
            'P' => Action::PersonAbout { message_id: data.number()? },
            'i' => Action::Privacy,
            '?' => Action::Help,
            't' => Action::SetLanguage(language(data.letter()?)?),
            'e' => Action::Erase { confirmed: false },
            'E' => Action::Erase { confirmed: true },
            'j' => Action::Consent { agreed: true, origin: Origin::Button },
            'J' => Action::Consent { agreed: false, origin: Origin::Button },
            'k' => Action::Consent { agreed: true, origin: Origin::Command },
            'K' => Action::Consent { agreed: false, origin: Origin::Command },
            helped @ ('w' | 'W') => Action::Helped { case: data.number()?, helped: helped == 'w' },
            'b' => Action::TellMe { message_id: data.number()? },
            _ => return Err(Undecodable::Unknown),
        })
    }
}

fn consent(agreed: bool, origin: Origin) -> char {
    match (agreed, origin) {
        (true, Origin::Button) => 'j',
        (false, Origin::Button) => 'J',
        (true, Origin::Command) => 'k',
        (false, Origin::Command) => 'K',
    }
}

fn language(letter: char) -> Result<ReplyLanguage, Undecodable> {
    ReplyLanguage::from_letter(letter).ok_or(Undecodable::Unknown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{MAX, decode, encode};
    use super::*;
    use crate::model::article::ArticleId;
    use crate::model::id::{CaseNumber, MessageId};

    fn languages() -> impl Strategy<Value = ReplyLanguage> {
        prop::sample::select(ReplyLanguage::ALL.to_vec())
    }

    fn messages() -> impl Strategy<Value = MessageId> {
        any::<i32>().prop_map(MessageId::new)
    }

    fn actions() -> impl Strategy<Value = Action> {
        let article = || "[a-z0-9-]{1,48}".prop_filter_map("an id", |id| ArticleId::parse(&id));
        prop_oneof![
            article().prop_map(Action::ShowArticle),
            (article(), any::<u16>()).prop_map(|(article, page)| Action::ReadAll { article, page }),
            (article(), languages())
                .prop_map(|(article, language)| Action::Listen { article, language }),
            (article(), any::<bool>())
                .prop_map(|(article, helpful)| Action::Rate { article, helpful }),
            Just(Action::FocusAreas),
            Just(Action::Hours),
            Just(Action::Contact),
            Just(Action::Map),
            Just(Action::Person),
            Just(Action::Privacy),
            Just(Action::Help),
            languages().prop_map(Action::SetLanguage),
            any::<bool>().prop_map(|confirmed| Action::Erase { confirmed }),
            (any::<bool>(), prop_oneof![Just(Origin::Button), Just(Origin::Command)])
                .prop_map(|(agreed, origin)| Action::Consent { agreed, origin }),
            (any::<i64>(), any::<bool>())
                .prop_map(|(case, helped)| Action::Helped { case: CaseNumber::new(case), helped }),
            messages().prop_map(|message_id| Action::TellMe { message_id }),
            messages().prop_map(|message_id| Action::PersonAbout { message_id }),
        ]
    }

    proptest! {
        #[test]
        fn every_action_comes_back_and_fits(action in actions()) {
            let data = encode(&action);
            prop_assert!((1..=MAX).contains(&data.len()), "{data}");
            prop_assert_eq!(decode(&data), Ok(action));
        }

        #[test]
        fn garbled_data_is_an_error_and_never_a_panic(data in "(1a)?\\PC{0,64}") {
            if let Ok(action) = decode::<Action>(&data) {
                prop_assert_eq!(decode(&encode(&action)), Ok(action));
            }
        }
    }

    #[test]
    fn old_and_foreign_data_says_what_is_wrong() {
        for (data, error) in [
            ("", Undecodable::Foreign),
            ("0aq", Undecodable::Foreign),
            ("1dq", Undecodable::Foreign),
            ("read:plan:2", Undecodable::Foreign),
            ("1a", Undecodable::Short),
            ("1ar7", Undecodable::Short),
            ("1aq", Undecodable::Unknown),
            ("1asÅÄÖ", Undecodable::Unknown),
            ("1ar70000.plan", Undecodable::Unknown),
            ("1ah2", Undecodable::Long),
        ] {
            assert_eq!(decode::<Action>(data), Err(error), "{data}");
        }
    }
}
