//! The contact-centre desk: the dialogues in `tests/dialogues/desk`, a resident, two employees and outsiders, played against the whole process on
//! each database; and a crowd.

mod databases;
mod double;
mod process;
mod stage;
mod waiting_cases;

#[path = "desk/cases.rs"]
mod cases;
#[path = "desk/crowd.rs"]
mod crowd;
#[path = "desk/killed.rs"]
mod killed;
#[path = "desk/telling.rs"]
mod telling;
#[path = "desk/waiting.rs"]
mod waiting;

#[test]
fn dialogues_go_as_written() {
    stage::play_all("desk");
}
