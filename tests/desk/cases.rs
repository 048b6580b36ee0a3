//! Residents who open cases, many at a time.

use crate::double::{Double, GroupKind, Held, Standing};
use crate::process::Program;

pub const GROUP: i64 = -1_001;
/// An employee.
pub const EVA: i64 = 901;

/// The service with a desk whose group is a forum.
pub fn desk(double: &Double, url: &str) -> Program {
    if double.standing(GROUP).is_none() {
        double.group(GROUP, GroupKind::Forum, Standing::FULL);
    }
    Program::new(&double.address(), url)
        .env("ALEBOT_STAFF_CHAT", GROUP.to_string())
        .env("ALEBOT_STAFF", EVA.to_string())
}

/// Asks for staff, if these words are any, and agrees to what is stored.
pub async fn consented(double: &Double, chat: i64, words: &str) {
    if !words.is_empty() {
        double.text(chat, words);
    }
    let asked = |held: &Held| {
        Some((
            held.id,
            held.keyboard["inline_keyboard"][0][0]["callback_data"].as_str()?.to_owned(),
        ))
    };
    let (message, data) = double
        .until("the question for consent", || double.all_held(chat).iter().find_map(asked))
        .await;
    double.press(chat, i32::try_from(message).unwrap(), &data);
}

/// Number and name, oldest first.
pub fn topics(double: &Double) -> Vec<(i32, String)> {
    double.topics(GROUP).into_iter().map(|(thread, topic)| (thread, topic.name)).collect()
}
