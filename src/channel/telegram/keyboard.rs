//! Choices as buttons under a message.

use super::callback;
use super::markup::web_address;
use super::request::{self, Key};
use crate::model::outgoing::{Choice, Press};

/// Rows of keys; without those that Telegram would refuse the whole message for: one without a label, an address that it does not open.
pub fn keyboard(rows: &[Vec<Choice>]) -> Vec<Vec<Key>> {
    let rows = rows.iter().map(|row| row.iter().filter_map(key).collect());
    rows.filter(|row: &Vec<Key>| !row.is_empty()).collect()
}

fn key(choice: &Choice) -> Option<Key> {
    let press = match &choice.press {
        Press::Open(address) => request::Press::Url(web_address(address)?.into()),
        Press::Resident(action) => request::Press::Data(callback::encode(action)),
        Press::Staff(action) => request::Press::Data(callback::encode(action)),
    };
    let label = choice.label.trim();
    (!label.is_empty()).then(|| Key { label: label.to_owned(), press })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::action::Action;

    #[test]
    fn addresses_are_links_and_all_else_is_data() {
        let choice = |label: &str, press| Choice { label: label.to_owned(), press };
        let map = "https://www.openstreetmap.org/search?query=Ledetvägen 6".to_owned();
        let rows = [
            vec![
                choice("Karta", Press::Open(map)),
                choice("Öppettider", Press::Resident(Action::Hours)),
            ],
            vec![choice(" ", Press::Resident(Action::Help)), choice("x", Press::Open("".into()))],
        ];
        let keys = keyboard(&rows);
        let url = "https://www.openstreetmap.org/search?query=Ledetv%C3%A4gen%206".to_owned();
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0][0].press, request::Press::Url(url));
        assert_eq!(keys[0][1].press, request::Press::Data("1ah".to_owned()));
    }
}
