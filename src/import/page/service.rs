//! Links that are part of the answer: e-services, forms to fill in, addresses to write to.

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;
use url::Url;

use super::head::{flat, text_of};
use super::marks::Marks;
use super::outline::selector;
use crate::import::pattern::regex;

static SERVICE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(e-?tjänst|blankett|formulär|självservice|bokningstjänst|bokningssystem|webbokning|^(ansök|ansökan|anmäl|anmälan|sök|boka|boka om|bokning|beställ|betala|felanmäl|felanmälan|fyll i|skicka in|lämna in|lämna (en )?(anmälan|ansökan|synpunkt)|begär|säg upp|registrera|överklaga|avboka|ändra|avanmäl|rapportera|köp|hyr|läs av|gör en (ansökan|anmälan|felanmälan|bokning|beställning)|kontrollera|följ|teckna|förnya|starta|logga in på|mina sidor|till e-tjänsten|till tjänsten|lediga jobb|se lediga jobb|apply|book|report)\b)",
    )
});

static SERVICE_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(//e-?tj(a|ä)nst|//xn--e-?tjnst|//service\.|//sjalvservice|//minasidor|//mina-?sidor|//eservice|/e-?tj(a|ä|%C3%A4)nst|/eservice|/e-service|/blankett|/oversikt/overview|/formular|openeplatform|/mina-?sidor|/sj(a|ä|%C3%A4)lvservice)",
    )
});

/// Longer words of a link are a sentence or a card.
const LONGEST: usize = 120;

/// Whether a link leads to where the errand is done.
pub fn is_service(text: &str, url: &Url, page: Option<&Url>, marks: &Marks) -> bool {
    let fits = is_web(url) && !text.is_empty() && text.chars().count() <= LONGEST;
    fits && (SERVICE_ADDRESS.is_match(url.as_str())
        || marks.is_service()
        || (SERVICE_WORDS.is_match(text)
            && (marks.is_button() || has_noun(text) || leaves(url, page))))
}

/// The row for what is a way to an e-service as a whole: a card, by its heading, or a form, by its button.
pub fn of_whole(element: ElementRef<'_>, base: Option<&Url>) -> Option<String> {
    let first = |names: &'static str| element.select(selector(names)).next();
    let is_form = element.value().name() == "form";
    let (text, to) = if is_form {
        let pressed = first("button:not([type=button]),input[type=submit]")?;
        let text = pressed.attr("value").map_or_else(|| text_of(pressed), flat);
        (text, element.attr("action")?)
    } else {
        let heading = first("h1,h2,h3,h4,h5,h6,strong");
        (text_of(heading.unwrap_or(element)), element.attr("href")?)
    };
    let url = base?.join(to.trim()).ok().filter(|_| !to.trim().is_empty())?;
    let marks = Marks::of(element.value());
    let leads = if is_form {
        // What a form asks about the page itself stays on it.
        let stays =
            base.is_some_and(|base| base.host_str() == url.host_str() && base.path() == url.path());
        !stays
            && !is_bare(&text)
            && is_web(&url)
            && (SERVICE_ADDRESS.is_match(url.as_str())
                || (first("input[type=text],input[type=search],input:not([type]),textarea,select")
                    .is_none()
                    && SERVICE_WORDS.is_match(&text)))
    } else {
        is_service(&text, &url, base, &marks)
    };
    (leads && text.chars().any(char::is_alphanumeric)).then(|| format!("{text} → {url}"))
}

/// A search says no more than that.
fn is_bare(text: &str) -> bool {
    let text = text.to_lowercase();
    ["sök", "search", "skicka", "ok", "ja", "nej", "prenumerera", "logga in"]
        .contains(&text.as_str())
}

fn is_web(url: &Url) -> bool {
    ["http", "https"].contains(&url.scheme())
}

/// A heading above e-services.
pub fn names_services(heading: &str) -> bool {
    has_noun(heading)
}

/// A telephone number or an address to write to.
pub fn is_contact(href: &str) -> bool {
    let href = href.trim_start();
    ["tel:", "mailto:", "sms:"]
        .iter()
        .any(|scheme| href.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme)))
}

fn has_noun(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "e-tjänst",
        "etjänst",
        "blankett",
        "formulär",
        "självservice",
        "mina sidor",
        "bokningstjänst",
        "bokningssystem",
        "webbokning",
    ]
    .iter()
    .any(|noun| text.contains(noun))
}

/// A page about applying is no form; a document is one, and what lies on a host of its own.
fn leaves(url: &Url, page: Option<&Url>) -> bool {
    url.path().to_lowercase().ends_with(".pdf")
        || page.is_none_or(|page| page.host_str() != url.host_str())
}

/// The address behind "Mejla oss" or "Ring oss", where the words do not say it.
pub fn named_address(href: &str, text: &str) -> Option<String> {
    let lower = href.to_ascii_lowercase();
    let address = lower.strip_prefix("mailto:").or_else(|| lower.strip_prefix("tel:"))?;
    let address = address.split('?').next().unwrap_or_default();
    let address = percent_decoded(address);
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric() || *c == '@').collect::<String>().to_lowercase()
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_mail = lower.starts_with("mailto:");
    let known = if is_mail {
        plain(text).contains(&plain(&address)) || text.contains('@')
    } else {
        // Country code or not: the last digits tell.
        let all = digits(&address);
        let tail = &all[all.len().saturating_sub(5)..];
        tail.is_empty() || digits(text).contains(tail)
    };
    (!known && !text.is_empty() && !address.is_empty()).then_some(address)
}

fn percent_decoded(text: &str) -> String {
    Url::parse(&format!("mailto:{text}"))
        .map_or_else(|_| text.to_owned(), |url| url.path().replace("%20", " ").replace("%40", "@"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::{ElementRef, Html};

    #[test]
    fn an_e_service_is_told_from_a_page() {
        let check = |tag: &str, expected: bool| {
            let html = Html::parse_fragment(tag);
            let element = html
                .tree
                .nodes()
                .filter_map(ElementRef::wrap)
                .find(|it| it.value().name() == "a")
                .unwrap();
            let text: String = element.text().collect();
            let page = Url::parse("https://ale.se/").unwrap();
            let url = page.join(element.attr("href").unwrap()).unwrap();
            assert_eq!(
                is_service(&text, &url, Some(&page), &Marks::of(element.value())),
                expected,
                "{tag}"
            );
        };
        check("<a href='https://etjanster.ale.se/oversikt/overview/12'>Ansök om bygglov</a>", true);
        check("<a class='btn' href='/x/1'>Ansök om plats</a>", true);
        check("<a href='/bygglov/blankett.pdf'>Ansökan om bygglov</a>", true);
        check("<a href='/x'>Till e-tjänsten</a>", true);
        check("<a href='/bygga/ansok-om-bygglov.html'>Ansök om bygglov</a>", false);
        check("<a href='https://boka.example.org/1'>Boka lokal</a>", true);
        check("<a href='https://example.org/1'>Boverket</a>", false);
        check("<a href='/avfall'>Avfall och återvinning</a>", false);
        check("<a href='mailto:a@ale.se'>Anmäl fel</a>", false);
    }

    #[test]
    fn an_address_behind_words_is_said() {
        let check = |href: &str, text: &str, expected: Option<&str>| {
            assert_eq!(named_address(href, text).as_deref(), expected, "{href} {text}");
        };
        check("mailto:bygg@ale.se?subject=Hej", "Mejla oss", Some("bygg@ale.se"));
        check("mailto:bygg@ale.se", "bygg@ale.se", None);
        check("tel:+46303703000", "Ring 0303-70 30 00", None);
        check("tel:0303703000", "Ring oss", Some("0303703000"));
        check("/sida", "Sida", None);
    }
}
