//! Buttons under a message.

use super::callback;
use super::markup::web_address;
use crate::model::action::{Action, Button};
use crate::model::outgoing::{Key, Press};

/// Rows of keys. `map` is the address that the map's button opens; without one that Telegram opens, there is no such button.
pub fn keyboard(rows: &[Vec<Button>], map: &str) -> Vec<Vec<Key>> {
    rows.iter()
        .map(|row| row.iter().filter_map(|button| key(button, map)).collect())
        .filter(|row: &Vec<Key>| !row.is_empty())
        .collect()
}

fn key(button: &Button, map: &str) -> Option<Key> {
    let press = match &button.action {
        Action::Map => Press::Url(web_address(map)?.into()),
        action => Press::Data(callback::encode(action)),
    };
    let label = button.label.trim();
    // Telegram refuses the whole message for one key without a label.
    (!label.is_empty()).then(|| Key { label: label.to_owned(), press })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(label: &str, action: Action) -> Button {
        Button { label: label.to_owned(), action }
    }

    #[test]
    fn the_map_is_a_link_and_all_else_is_data() {
        let rows = [
            vec![button("Karta", Action::Map), button("Öppettider", Action::Hours)],
            vec![button(" ", Action::Help)],
        ];
        let keys = keyboard(&rows, "https://www.openstreetmap.org/search?query=Ledetvägen 6");
        let url = "https://www.openstreetmap.org/search?query=Ledetv%C3%A4gen%206".to_owned();
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0][0].press, Press::Url(url));
        assert_eq!(keys[0][1].press, Press::Data("1ah".to_owned()));
        assert_eq!(keyboard(&rows[..1], "").concat().len(), 1);
    }
}
