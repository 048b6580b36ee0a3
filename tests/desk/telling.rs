//! A dialogue that is not as it is written is told so: else the others would prove nothing.

use crate::databases::{on_sqlite, runtime};
use crate::stage;

const SCRIPT: &str = "staff in a forum
anna: har ni öppet nu?
anna gets: Kontaktcenter har stängt nu, …
anna: tack
anna: /personal
anna gets: … Vill du skriva till personalen?
anna gets keys: [Ja] [Nej]
anna gets nothing
anna presses \"Nej, tack\"
anna gets: Då skickar jag …
anna presses \"Kanske\"
";

#[test]
fn what_is_not_as_written_is_told() {
    crate::process::index();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wrong.txt");
    std::fs::write(&path, SCRIPT).unwrap();
    on_sqlite(|url| {
        let faults = runtime().block_on(stage::play(&path, url));
        let expected = [
            ("wrong.txt:3: expected Says", "Kontaktcenter har öppet nu"),
            ("wrong.txt:4: not in the dialogue: anna gets", "Tack själv!"),
            ("wrong.txt:7: expected the keys [Ja] [Nej]", "[Nej, tack]"),
            ("wrong.txt:11: there is no key \"Kanske\"", ""),
        ];
        assert_eq!(faults.len(), expected.len(), "{faults:#?}");
        for (fault, (start, holds)) in faults.iter().zip(expected) {
            assert!(fault.starts_with(start) && fault.contains(holds), "{fault}");
        }
    });
}
