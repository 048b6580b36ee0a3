//! What is told of words, examples, authorities, cards and wording.

use super::{Folder, changed, wording, written};

#[test]
fn words_and_examples_that_would_be_lost_are_told() {
    written(
        "words.toml",
        "synonyms = [\n  [\"bil\"],\n]\n",
        &["2: en grupp av synonymer behöver minst två ord"],
    );
    written(
        "words.toml",
        "synonyms = [\n  [\"bil\", \"fordon\"],\n  [\"buss\", \"Fordon\"],\n]\n",
        &["3: ”fordon” står redan i gruppen på rad 2; låt det stå i en av dem"],
    );
    written(
        "words.toml",
        "synonyms = [\n  [\"säga upp\", \"avsluta\"],\n]\n",
        &["2: ”säga upp” är flera ord; skriv bara enstaka ord här"],
    );
    written(
        "words.toml",
        "synonym = []\n",
        &["1: okänt fält ”synonym”; de som finns är synonyms, own_places, other_places"],
    );
    written(
        "examples/emergency.toml",
        "[[group]]\nname = \"fire\"\n\n[[group]]\nname = \"brand\"\nsv = [\"det brinner\"]\n",
        &[
            "5: gruppen ”brand” finns inte; de som finns är fire, illness, poisoning, crime, violence-home, suicide, accident, danger-environment, fever, missing, alarm, distress, not-emergency",
        ],
    );
    written(
        "examples/hours.toml",
        "[[group]]\nname = \"now+date\"\n",
        &[
            "2: gruppen ”now+date” finns inte; de som finns är now, closes, next_open, week, date, instant, range",
        ],
    );
    written(
        "examples/contact.toml",
        "[[group]]\nname = \"phone+fax\"\n",
        &["2: gruppen ”phone+fax” finns inte; de som finns är phone, email, visit, post, map, all"],
    );
    written(
        "examples/tider.toml",
        "",
        &[
            "1: ”tider” är ingen sorts meddelande; filerna heter overview, contact, hours, handover, smalltalk, emergency, follow-ups, errands, after-emergency",
        ],
    );
    written(
        "authorities.toml",
        "[[authority]]\nname = \"Polisen\"\nurl = \"polisen.se\"\nmatters_sv = \"brott\"\nmatters_en = \"crime\"\nwords = []\n",
        &["3: länken (url) ska börja med https://"],
    );
    written(
        "authorities.toml",
        "[[authority]]\nname = \"Polisen\"\nmatters_sv = \"brott\"\nwords = []\n",
        &["1: fältet ”matters_en” saknas; skriv en rad med matters_en = …"],
    );
    written(
        "languages.toml",
        "[[language]]\ncode = \"fin\"\nname = \"suomi\"\ntext = \"{phone} {email}\"\n",
        &[
            "2: språkkoden ”fin” ska vara två små bokstäver enligt ISO 639-1",
            "4: kortet saknar {hours}, som byts mot kontaktcentrets egen uppgift",
        ],
    );
}

#[test]
fn wording_faults_name_the_message_and_its_line() {
    let check = |old: &str, new: &str, faults: &[&str]| {
        changed("wording/sv.ftl", &wording(), old, new, faults)
    };
    let line = |id: &str| {
        wording().lines().position(|line| line.starts_with(&format!("{id} ="))).unwrap() + 1
    };
    let last = wording().lines().count();
    let phone = line("phone");
    check(
        "phone = ord\n",
        "",
        &[&format!("{}: meddelandet ”phone” saknas; skriv en rad med phone = …", last - 1)],
    );
    check(
        "phone = ord",
        "fone = ord",
        &[
            &format!(
                "{phone}: programmet använder inget meddelande som heter ”fone”; ta bort det, eller rätta namnet"
            ),
            &format!("{last}: meddelandet ”phone” saknas; skriv en rad med phone = …"),
        ],
    );
    check(
        "phone = ord",
        "phone = ord\nphone = ord",
        &[&format!(
            "{}: meddelandet ”phone” står redan på rad {phone}; ta bort det ena",
            phone + 1
        )],
    );
    check(
        "phone = ord",
        "phone =",
        &[&format!("{phone}: meddelandet ”phone” har ingen text; skriv den efter =")],
    );
    check(
        "phone = ord",
        "phone = ord\nen rad till",
        &[&format!(
            "{}: raden går inte att läsa; skriv namn = text, och börja varje ny rad i en text med fyra mellanslag",
            phone + 1
        )],
    );
    check(
        "phone = ord",
        "phone = ord }",
        &[&format!("{phone}: klamrarna går inte att läsa; skriv till exempel {{ $phone }}")],
    );
    check(
        "phone = ord",
        "phone = { fone }",
        &[&format!(
            "{phone}: {{ fone }} finns inte; skriv {{ $fone }} om det är en uppgift som assistenten sätter in"
        )],
    );
}

#[test]
fn a_place_that_one_language_lacks_is_told() {
    let check = |sv: &str, en: &str, expected: &[&str]| {
        let folder = Folder::new();
        let with =
            |text: &str| wording().replacen("apology = ord", &format!("apology = {text}"), 1);
        folder.write("wording/sv.ftl", with(sv));
        folder.write("wording/en.ftl", with(en));
        let line = wording().lines().position(|line| line.starts_with("apology")).unwrap() + 1;
        let expected: Vec<String> = expected
            .iter()
            .map(|fault| format!("wording/{}", fault.replace('#', &line.to_string())))
            .collect();
        assert_eq!(folder.faults(), expected, "{sv} / {en}");
    };
    check("ring { $phone }", "phone { $phone }", &[]);
    check(
        "ring",
        "phone { $phone }",
        &["sv.ftl:#: ”apology” saknar { $phone }, till skillnad från en.ftl:#; skriv samma i båda"],
    );
    check(
        "ring { $phone }",
        "phone",
        &["en.ftl:#: ”apology” saknar { $phone }, till skillnad från sv.ftl:#; skriv samma i båda"],
    );
    check(
        "ring { $fone }",
        "phone { $phone }",
        &[
            "sv.ftl:#: ”apology” saknar { $phone } men har { $fone }, till skillnad från en.ftl:#; skriv samma i båda",
        ],
    );
    check("{ $count ->\n    [one] { $phone }\n   *[other] flera\n }", "{ $count } { $phone }", &[]);
}
