//! The site is imported while the service runs, and staff's group hears what needs a person.

use std::fmt::Write as _;
use std::time::Duration;

use alebot::model::article::{Article, ArticleId};
use alebot::store::{FaqWrite, Store, Write};

use super::{World, runtime};
use crate::databases::on_sqlite;
use crate::double::{Double, GroupKind, Standing};
use crate::process::{Database, Folder, OPEN, Program};

const GROUP: i64 = -1_001;

/// Every two seconds from the moment at which the service's clock starts.
fn settings() -> String {
    let mut times = String::new();
    for second in 0..300 {
        let _ = write!(times, "10:{:02}:{:02}, ", second * 2 / 60, second * 2 % 60);
    }
    format!("times = [{times}]\n\n[[source]]\npath = \"sparat\"\n")
}

fn saved(folder: &Folder, name: &str, title: &str, text: &str) {
    std::fs::create_dir_all(folder.knowledge().join("sparat")).unwrap();
    let html =
        format!("<html lang=sv><title>{title}</title><main><h1>{title}</h1><p>{text}</p></main>");
    folder.write(&format!("sparat/{name}.html"), &html);
}

/// What staff answered long ago.
fn answered() -> Write {
    let article = Article {
        checked: "2026-01-10".parse().ok(),
        ..Article::faq(
            ArticleId::parse("faq-cykelpump").unwrap(),
            "Var finns cykelpumpen?",
            "Vid dörren.",
        )
    };
    Write::Faq(FaqWrite::Save { article: Box::new(article), author: None })
}

impl World {
    /// Waits until staff's group has been told this.
    async fn staff_hear(&self, words: &str) -> String {
        let find = || self.double.shown(GROUP).into_iter().find(|text| text.contains(words));
        self.double.until(words, find).await
    }
}

#[test]
fn staff_hear_of_what_an_import_found_once_and_of_their_own_answers_too() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            store.write(&[answered()], 1).await.unwrap();
            let folder = Folder::new();
            folder.write("import.toml", &settings());
            saved(&folder, "pump", "Cykelpumpen", "Cykelpumpen finns vid stationen.");
            saved(&folder, "kontakt", "Kontaktcenter", "Ring kontaktcenter på 0303-99 99 99.");
            let double = Double::start().await;
            double.group(GROUP, GroupKind::Forum, Standing::FULL);
            let program = Program::with_knowledge(
                &double.address(),
                url,
                &folder.knowledge(),
                &folder.index(),
            );
            let program = program.env("ALEBOT_STAFF_CHAT", GROUP.to_string());
            let world = World {
                running: program.env("ALEBOT_STAFF", "901").at(OPEN).start(),
                database: Database::open(url).await,
                double,
                url: url.to_owned(),
            };
            let told = world.staff_hear("0303999999").await;
            assert!(
                told.contains("2 sidor lästa, 2 nya") && !told.contains("faq-cykelpump"),
                "{told}"
            );
            // The page changes after staff have answered.
            saved(&folder, "pump", "Cykelpumpen", "Cykelpumpen finns numera vid simhallen.");
            let told = world.staff_hear("faq-cykelpump").await;
            assert!(told.contains("pump.md") && !told.contains("0303999999"), "{told}");
            // Nothing new, and nobody is told.
            let before = world.double.shown(GROUP).len();
            tokio::time::sleep(Duration::from_secs(5)).await;
            assert_eq!(world.double.shown(GROUP).len(), before);
            // The site cannot be read.
            std::fs::remove_dir_all(folder.knowledge().join("sparat")).unwrap();
            world.staff_hear("Webbplatsen kunde inte läsas").await;
        });
    });
}
