//! What residents see on Telegram: the dialogues in `tests/dialogues/telegram`, played against the whole process on each database.

mod databases;
mod double;
mod process;
mod stage;

#[test]
fn dialogues_go_as_written() {
    stage::play_all("telegram");
}
