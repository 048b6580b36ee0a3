//! Residents are told where their questions go.

use std::path::Path;

use alebot::answer::compose::{self, Facts, Pointers};
use alebot::answer::plain;
use alebot::hours::Hours;
use alebot::knowledge;
use alebot::model::desk::Additions;
use alebot::model::language::ReplyLanguage;
use alebot::model::privacy::{EnginePlace, Privacy};
use chrono::NaiveDate;

fn privacy(embeddings: Option<EnginePlace>, language: ReplyLanguage) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 5, 12).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let knowledge::Loaded { knowledge, wording, .. } = knowledge::load(&folder, today).unwrap();
    let hours = Hours::new(&knowledge.contact.hours).unwrap();
    let facts = Facts {
        knowledge: &knowledge,
        wording: &wording,
        hours: &hours,
        additions: &Additions::default(),
        now: today.and_hms_opt(10, 0, 0).unwrap(),
        language,
        pointers: Pointers::default(),
        misses: 0,
        simplified: false,
        privacy: Privacy::default(),
    };
    plain::text(&compose::privacy(&facts, Privacy { retention_days: 30, embeddings }))
}

#[test]
fn residents_hear_of_an_engine_on_another_machine_and_of_no_other() {
    for (language, words) in [
        (ReplyLanguage::Swedish, "skickas den till en tjänst på en annan dator"),
        (ReplyLanguage::English, "sent to a service on another computer"),
    ] {
        assert!(privacy(Some(EnginePlace::Remote), language).contains(words));
        assert!(!privacy(Some(EnginePlace::ThisMachine), language).contains(words));
        assert!(!privacy(None, language).contains(words));
    }
}
