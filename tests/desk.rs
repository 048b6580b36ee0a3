//! The contact-centre desk: the dialogues in `tests/dialogues/desk`, a resident, two employees and outsiders, played against the whole process on
//! each database.

mod databases;
mod double;
mod process;
mod stage;

#[test]
fn dialogues_go_as_written() {
    stage::play_all("desk");
}
