//! Parts of the day: "på morgonen", "fm", "efter lunch", "in the evening".

use super::phrases::Table;
use super::scanner::Scanner;
use super::{Within, hour};

pub(super) const MORNING: Within = (hour(6), hour(9));
pub(super) const FORENOON: Within = (hour(9), hour(12));
pub(super) const LUNCH: Within = (hour(11), hour(13));
pub(super) const AFTERNOON: Within = (hour(12), hour(18));
/// To midnight.
pub(super) const EVENING: Within = (hour(18), None);
pub(super) const NIGHT: Within = (hour(0), hour(6));

/// Words that say a part of the day by themselves.
static FREE: Table<Within> = Table::new(&[
    (MORNING, "på morgonen|på morron|på morgon|på morn|tidigt på morgonen|morgonen"),
    ((hour(6), hour(12)), "in the morning|early in the morning"),
    (FORENOON, "på förmiddagen|på fm|på förmiddan|på formiddagen|förmiddagen"),
    (
        LUNCH,
        "på lunchen|vid lunch|vid lunchtid|lunchtid|på lunch|under lunchen|över lunch|\
        lunchen|at lunch|at lunchtime|lunchtime|on my lunch break|på lunchrasten|lunch",
    ),
    (AFTERNOON, "på eftermiddagen|på em|på eftermiddan|in the afternoon|eftermiddagen"),
    (EVENING, "på kvällen|på kväll|in the evening|at night|på kvällskvisten|kvällen"),
    (NIGHT, "på natten|mitt i natten|during the night|natten"),
    ((hour(17), None), "efter jobbet|efter arbetet|efter arbetstid|efter jobb|after work"),
    ((None, hour(8)), "före jobbet|innan jobbet|before work"),
    ((hour(13), None), "efter lunch|efter lunchen|after lunch"),
    ((None, hour(12)), "före lunch|innan lunch|före lunchen|innan lunchen|before lunch"),
]);

/// Words that are a part of the day only beside a day ("imorgon bitti", "ons fm"): "god eftermiddag" is none.
static BESIDE_A_DAY: Table<Within> = Table::new(&[
    (MORNING, "bitti|morgon|morron|tidigt|på morgon|bittida"),
    ((hour(6), hour(12)), "morning"),
    (FORENOON, "fm|f . m .|förmiddag"),
    (AFTERNOON, "em|e . m .|eftermiddag|afternoon"),
    (EVENING, "kväll|kvll|evening|night"),
    (NIGHT, "natt"),
]);

/// Every day, in that part of it ("på kvällarna").
static RECURRING: Table<Within> = Table::new(&[
    (MORNING, "på morgnarna|på morgnar|på mornarna|morgnar|in the mornings|mornings"),
    (FORENOON, "på förmiddagarna|på förmiddagar|förmiddagar"),
    (LUNCH, "på luncherna|på luncher|på lunchtid"),
    (AFTERNOON, "på eftermiddagarna|på eftermiddagar|eftermiddagar|in the afternoons|afternoons"),
    (
        EVENING,
        "på kvällarna|på kvällar|kvällar|kvällarna|kvällstid|på kvällstid|\
        in the evenings|evenings|om kvällarna",
    ),
    (NIGHT, "på nätterna|på nätter|nattetid|om nätterna"),
]);

pub(super) fn free(scanner: &Scanner, i: usize) -> Option<(Within, usize)> {
    scanner.look_up(i, &FREE)
}

pub(super) fn beside_a_day(scanner: &Scanner, i: usize) -> Option<(Within, usize)> {
    scanner
        .look_up(i, &BESIDE_A_DAY)
        .into_iter()
        .chain(free(scanner, i))
        .max_by_key(|&(_, end)| end)
}

pub(super) fn recurring(scanner: &Scanner, i: usize) -> Option<(Within, usize)> {
    scanner.look_up(i, &RECURRING)
}

/// The part named by the end of a word ("lördag|kväll", "fredags|eftermiddagen").
pub(super) fn by_ending(ending: &str) -> Option<Within> {
    Some(match ending {
        "morgon" | "morgonen" | "morron" => MORNING,
        "förmiddag" | "förmiddagen" | "formiddag" => FORENOON,
        "lunch" => LUNCH,
        "eftermiddag" | "eftermiddagen" | "em" => AFTERNOON,
        "kväll" | "kvällen" | "kvall" | "kvallen" => EVENING,
        _ => return None,
    })
}
