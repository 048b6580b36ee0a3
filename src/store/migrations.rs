//! The steps that make the tables and bring them up to date: `migrations/`, in the order of their numbers.
//!
//! Not by sqlx's macro: for that, both drivers and SQLite's C are compiled once more, for the compiler. A database keeps the number and the checksum of
//! each step that it has taken, and refuses another text under the same number.

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../migrations/", $name)))),*]
    };
}

/// Names begin with the number.
const FILES: [(&str, &str); 7] = files![
    "0001_pipe_and_desk.sql",
    "0002_cases_in_topics.sql",
    "0003_waiting_words_and_copies.sql",
    "0004_letters_of_cases.sql",
    "0005_barred.sql",
    "0006_files_of_cases.sql",
    "0007_one_instance_leads.sql",
];

/// The steps up to a number, that one included.
pub(super) fn migrator(newest: i64) -> Migrator {
    let steps = FILES.iter().filter(|(name, _)| number(name) <= newest);
    let steps = steps.map(|(name, sql)| {
        let (_, what) = name.trim_end_matches(".sql").split_once('_').unwrap_or_default();
        let sql = SqlStr::from_static(sql);
        Migration::new(
            number(name),
            what.replace('_', " ").into(),
            MigrationType::Simple,
            sql,
            false,
        )
    });
    Migrator::with_migrations(steps.collect())
}

/// The state of the tables that this program needs.
pub(super) fn newest() -> i64 {
    FILES.iter().map(|(name, _)| number(name)).max().unwrap_or_default()
}

fn number(name: &str) -> i64 {
    name.split('_').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn each_file_of_the_folder_is_a_step_as_sqlx_would_read_it() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let folder = runtime.block_on(Migrator::new(folder)).unwrap();
        let told = |migrator: &Migrator| -> Vec<_> {
            let steps = migrator.iter();
            steps
                .map(|step| {
                    (step.version, step.description.clone(), step.checksum.clone(), step.no_tx)
                })
                .collect()
        };
        assert_eq!(told(&migrator(i64::MAX)), told(&folder));
        assert_eq!(newest(), folder.iter().map(|step| step.version).max().unwrap());
    }

    /// What stands in databases that exist.
    #[test]
    fn the_first_step_has_the_checksum_that_it_always_had() {
        let steps = migrator(1);
        let checksum: String = steps
            .iter()
            .flat_map(|step| step.checksum.iter())
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            checksum,
            "228c83dd667a3373f912e120f9d5f2eeaf2599c9e359ed7e99d467e4a223a069d4d7c557dc7d6501e507eeaf74ce3b7c"
        );
    }
}
