//! What was served → a draft of an article, or why it is none.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use regex::Regex;
use scraper::Selector;
use url::Url;

use super::address;
use super::charset;
use super::dates::Stated;
use super::draft::Draft;
use super::fetch::{Served, Validators};
use super::page::{self, NoPage, Permission};
use super::pattern::regex;
use super::pdf;
use super::text;

/// Why something that was served is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoArticle {
    #[error("säger själv att den inte finns, fast servern svarar 200")]
    SoftMissing,
    #[error("säger att webbplatsen är ur funktion")]
    OutOfOrder,
    #[error("har ingen egen text")]
    Empty,
    #[error("vill inte bli sparad (noindex)")]
    NoIndex,
    #[error("är av slaget {0}")]
    Kind(String),
    #[error("samma text som {0}")]
    Double(String),
    #[error("texten står redan i {0}")]
    Own(String),
    #[error("dit leder många sidor på en gång")]
    Crowd,
    #[error("{0}")]
    Pdf(#[from] pdf::PdfError),
}

/// A page that was read: its drafts (a collection in plain text is several) and where it leads.
#[derive(Debug)]
pub struct Reading {
    pub drafts: Result<Vec<Draft>, NoArticle>,
    pub links: Vec<Url>,
    /// PDF files inside the content, with the words that lead there.
    pub documents: Vec<(Url, String)>,
    /// Where the page itself sends its readers on to (`meta http-equiv=refresh`).
    pub sent_on: Option<Url>,
    /// What somebody should look at, although it was read.
    pub trouble: Option<String>,
}

impl Reading {
    fn none(why: NoArticle) -> Self {
        Reading::of(Err(why))
    }

    /// Without links.
    fn of(drafts: Result<Vec<Draft>, NoArticle>) -> Self {
        Reading { drafts, links: Vec::new(), documents: Vec::new(), sent_on: None, trouble: None }
    }
}

/// What readings of one source have in common.
#[derive(Clone)]
pub struct Manner {
    /// What is no content on this site.
    pub cut: Arc<Vec<Selector>>,
    /// Details that stand in `contact.toml`.
    pub known: Arc<Vec<String>>,
    /// Dates after this one are mistakes.
    pub today: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Page,
    Pdf,
    Text,
}

/// Reads what a server sent. `called` are the words of the link that led to it.
pub fn served(served: Served, called: Option<String>, manner: &Manner) -> Reading {
    let kind = match kind(served.content_type.as_deref(), &served.bytes, served.url.path()) {
        Ok(kind) => kind,
        Err(other) => return Reading::none(NoArticle::Kind(other)),
    };
    let rules = served.robots.iter().map(|value| Permission::of_header(value));
    let permission = rules.fold(Permission::default(), Permission::and);
    if permission.noindex {
        return Reading::none(NoArticle::NoIndex);
    }
    let key = address::known_as(&served.url).to_string();
    let url = Some(served.url.clone());
    let validators = served.validators.clone();
    let input = Input {
        bytes: &served.bytes,
        content_type: served.content_type.as_deref(),
        key,
        url,
        called,
        validators,
    };
    let mut reading = read(kind, input, manner);
    if permission.nofollow {
        (reading.links, reading.documents) = (Vec::new(), Vec::new());
    }
    reading
}

/// Reads a file. `key` is its path below the folder that is imported.
pub fn file(bytes: &[u8], key: &str, manner: &Manner) -> Reading {
    match kind(None, bytes, key) {
        Ok(kind) => read(
            kind,
            Input {
                bytes,
                content_type: None,
                key: key.to_owned(),
                url: None,
                called: None,
                validators: Validators::default(),
            },
            manner,
        ),
        Err(other) => Reading::none(NoArticle::Kind(other)),
    }
}

struct Input<'a> {
    bytes: &'a [u8],
    content_type: Option<&'a str>,
    key: String,
    url: Option<Url>,
    called: Option<String>,
    validators: Validators,
}

/// By what the server says; a server that says nothing, or "bytes", by the bytes themselves.
fn kind(content_type: Option<&str>, bytes: &[u8], name: &str) -> Result<Kind, String> {
    if bytes.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    let declared =
        content_type.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_lowercase());
    match declared.as_deref() {
        Some("text/html" | "application/xhtml+xml") => Ok(Kind::Page),
        Some("text/plain") => Ok(if begins_like_html(bytes) { Kind::Page } else { Kind::Text }),
        Some("application/pdf") => Ok(Kind::Pdf),
        None | Some("" | "application/octet-stream" | "unknown/unknown") => {
            let name = name.to_lowercase();
            let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
            if begins_like_html(bytes) || named(&[".html", ".htm", ".xhtml"]) {
                Ok(Kind::Page)
            } else if named(&[".txt", ".text", ".md"]) {
                Ok(Kind::Text)
            } else {
                Err(declared.unwrap_or_else(|| "okänt slag".to_owned()))
            }
        }
        Some(other) => Err(other.to_owned()),
    }
}

fn begins_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let begins = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<!--",
        "<title",
        "<meta",
        "<h1",
        "<div",
        "<p>",
        "<p ",
        "<main",
        "<article",
        "<link",
        "<script",
    ];
    begins.iter().any(|mark| start.starts_with(mark)) || start.contains("<html")
}

fn read(kind: Kind, input: Input<'_>, manner: &Manner) -> Reading {
    match kind {
        Kind::Page => read_page(input, manner),
        Kind::Pdf => read_pdf(input, manner.today),
        Kind::Text => read_text(input, manner),
    }
}

fn read_page(input: Input<'_>, manner: &Manner) -> Reading {
    let html = charset::decode(input.bytes, input.content_type);
    let saved_from = saved_from(&html);
    let base = input.url.clone().or(saved_from);
    let mut page = page::read(&html, base.as_ref(), &manner.cut);
    if page.title.is_empty() {
        page.title =
            input.called.clone().or_else(|| of_address(base.as_ref()?)).unwrap_or_default();
    }
    let documents = page.content_links.iter().filter(|link| leads_to_pdf(&link.url, &link.text));
    let documents: Vec<(Url, String)> =
        documents.map(|link| (link.url.clone(), link.text.clone())).collect();
    let links = page.links.clone();
    let sent_on = base.as_ref().and_then(|base| sent_on(&html, base));
    let drafts = if page.permission.noindex {
        Err(NoArticle::NoIndex)
    } else {
        match page.is_no_page() {
            Some(NoPage::NotFound) => Err(NoArticle::SoftMissing),
            Some(NoPage::OutOfOrder) => Err(NoArticle::OutOfOrder),
            Some(NoPage::Empty) => Err(NoArticle::Empty),
            None => Ok(vec![of_page(page, &input, base, manner.today)]),
        }
    };
    Reading { drafts, links, documents, sent_on, trouble: None }
}

/// `<meta http-equiv="refresh" content="0; url=/ny">`: a page that does it at once is no page; one that waits long renews itself.
fn sent_on(html: &str, base: &Url) -> Option<Url> {
    static META: LazyLock<Regex> =
        LazyLock::new(|| regex(r#"(?i)<meta\b[^>]*http-equiv\s*=\s*["']?refresh\b[^>]*>"#));
    static CONTENT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r#"(?i)content\s*=\s*["']?\s*(\d{1,2})(?:\.\d+)?\s*[;,]\s*(?:url\s*=\s*)?['"]?([^"'>\s]+)"#,
        )
    });
    /// Seconds; whoever waits longer is meant to read the page.
    const AT_ONCE: u32 = 15;
    let meta = META.find(html)?;
    // Inside these it is for readers without scripts, or for nobody.
    let is_inside = |begins: &str, ends: &str| {
        let before = &html[..meta.start()];
        before.rfind(begins) > before.rfind(ends)
    };
    if is_inside("<noscript", "</noscript") || is_inside("<!--", "-->") {
        return None;
    }
    let found = CONTENT.captures(meta.as_str())?;
    let seconds = found.get(1)?.as_str().parse::<u32>().ok()?;
    let target = base.join(&found.get(2)?.as_str().replace("&amp;", "&")).ok()?;
    let is_other = address::known_as(&target) != address::known_as(base);
    (seconds <= AT_ONCE && is_other && ["http", "https"].contains(&target.scheme()))
        .then_some(target)
}

fn of_page(page: page::Page, input: &Input<'_>, base: Option<Url>, today: NaiveDate) -> Draft {
    let stated = page.stated(today);
    let canonical =
        page.canonical.filter(|canonical| ["http", "https"].contains(&canonical.scheme()));
    let (url, named) = match &input.url {
        Some(url) => (Some(address::known_as(url)), canonical.map(|url| address::known_as(&url))),
        // A saved page is known by its file, and says where it was saved from.
        None => (base.or(canonical), None),
    };
    let key = match &url {
        Some(url) if input.url.is_some() => url.to_string(),
        _ => input.key.clone(),
    };
    let canonical = named.map(String::from).filter(|named| *named != key);
    Draft {
        key,
        canonical,
        url: url.map(String::from),
        title: page.title,
        section: page.section,
        updated: stated.written(),
        checked: stated.checked,
        language: page.language,
        blocks: page.blocks,
        validators: input.validators.clone(),
        ..Draft::default()
    }
}

/// What a page without any title is called: the last part of its address, as a sentence begins.
fn of_address(url: &Url) -> Option<String> {
    let last = url.path_segments()?.rfind(|part| !part.is_empty())?;
    let name = last.rsplit_once('.').map_or(last, |(name, _)| name);
    let name =
        percent_encoding::percent_decode_str(name).decode_utf8().ok()?.replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    let first = letters.next().filter(|first| first.is_alphabetic())?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// Browsers write where a page was saved from into its first line.
fn saved_from(html: &str) -> Option<Url> {
    let head: String = html.chars().take(2_000).collect();
    let (_, rest) = head.split_once("<!-- saved from url=")?;
    let rest = rest
        .split_once(')')
        .filter(|(count, _)| count.starts_with('('))
        .map_or(rest, |(_, rest)| rest);
    Url::parse(rest.split_whitespace().next()?)
        .ok()
        .filter(|url| ["http", "https"].contains(&url.scheme()))
}

fn leads_to_pdf(url: &Url, text: &str) -> bool {
    let text = text.to_lowercase();
    let named = text.ends_with("pdf")
        || text.contains("(pdf")
        || text.contains(" pdf,")
        || text.contains(", pdf");
    ["http", "https"].contains(&url.scheme())
        && (address::is_pdf(url) || (named && address::is_readable(url)))
}

fn read_pdf(input: Input<'_>, today: NaiveDate) -> Reading {
    let pdf = match pdf::read(input.bytes) {
        Ok(pdf) => pdf,
        Err(error) => return Reading::none(error.into()),
    };
    let trouble = unread_pages(&input.key, &pdf.left_out);
    let texts = text::read(&pdf.text, &[]);
    let called =
        input.called.as_deref().map(without_kind).filter(|called| called.chars().count() > 3);
    let title = pdf.title.clone().or(called).unwrap_or_else(|| texts.first.title.clone());
    let mut blocks = texts.first.blocks;
    // Where the title came from elsewhere, the first line is text.
    if title.to_lowercase() != texts.first.title.to_lowercase()
        && !starts_with(&blocks, &texts.first.title)
    {
        blocks.insert(
            0,
            super::block::Block::new(super::block::BlockKind::Paragraph, texts.first.title.clone()),
        );
    }
    for other in texts.others {
        blocks.push(super::block::Block::new(super::block::BlockKind::Heading(2), other.title));
        blocks.extend(other.blocks);
    }
    let stated = Stated::until(today, &texts.stated);
    let draft = Draft {
        key: input.key,
        url: input.url.map(|url| address::known_as(&url).to_string()),
        title,
        updated: stated.written().or(pdf.written.into_iter().find(|date| *date <= today)),
        checked: stated.checked,
        blocks,
        validators: input.validators,
        ..Draft::default()
    };
    Reading { trouble, ..Reading::of(Ok(vec![draft])) }
}

/// What is told of a document that is not whole.
fn unread_pages(key: &str, pages: &[u32]) -> Option<String> {
    let named: Vec<String> = pages.iter().map(u32::to_string).collect();
    (!pages.is_empty()).then(|| {
        format!("{key}: de här sidorna gick inte att läsa och är inte med: {}", named.join(", "))
    })
}

fn starts_with(blocks: &[super::block::Block], text: &str) -> bool {
    blocks.first().is_some_and(|block| block.text.starts_with(text))
}

/// "Taxa 2026 (pdf, 120 kB)" is called "Taxa 2026".
fn without_kind(called: &str) -> String {
    let lower = called.to_lowercase();
    let cut = ["(pdf", " pdf,", ", pdf", " pdf"].iter().filter_map(|mark| lower.find(mark)).min();
    let cut = cut.filter(|at| called.is_char_boundary(*at)).unwrap_or(called.len());
    called[..cut].trim().trim_end_matches([',', '.', '-', '–']).trim().to_owned()
}

fn read_text(input: Input<'_>, manner: &Manner) -> Reading {
    let texts = text::read(&charset::decode(input.bytes, input.content_type), &manner.known);
    let title = texts.first.title.clone();
    let stated = Stated::until(manner.today, &texts.stated);
    let draft = |text: text::Text, key: String, section: Vec<String>| Draft {
        key,
        url: input.url.as_ref().map(|url| address::known_as(url).to_string()),
        title: text.title,
        section,
        updated: stated.written(),
        checked: stated.checked,
        blocks: text.blocks,
        validators: input.validators.clone(),
        ..Draft::default()
    };
    let mut drafts = vec![draft(texts.first, input.key.clone(), Vec::new())];
    for other in texts.others {
        let key = format!("{}#{}", input.key, super::name::slug(&other.title));
        drafts.push(draft(other, key, vec![title.clone()]));
    }
    drafts.retain(|draft| !draft.title.is_empty() && !draft.blocks.is_empty());
    Reading::of(if drafts.is_empty() { Err(NoArticle::Empty) } else { Ok(drafts) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manner(today: &str) -> Manner {
        Manner { cut: Arc::default(), known: Arc::default(), today: today.parse().unwrap() }
    }

    #[test]
    fn a_date_after_the_day_of_reading_dates_no_text() {
        let updated = |text: &str| {
            let reading = file(text.as_bytes(), "a.txt", &manner("2026-06-01"));
            reading.drafts.unwrap()[0].updated.map(|date| date.to_string())
        };
        let text = "Sophämtning\n\nVi hämtar sopor.\n\nPublicerad 3 maj 2025\n\n";
        assert_eq!(
            updated(&format!("{text}Uppdaterad 1 juni 2026")).as_deref(),
            Some("2026-06-01")
        );
        assert_eq!(
            updated(&format!("{text}Uppdaterad 2 juni 2026")).as_deref(),
            Some("2025-05-03")
        );
    }

    #[test]
    fn a_page_without_a_title_is_called_what_leads_to_it() {
        let title = |called: Option<&str>| {
            let url = Url::parse("https://www.vinlunda.example/avfall/farligt-avfall.html?x=1");
            let input = Input {
                bytes: "<p>Lämna färg på centralen.</p>".as_bytes(),
                content_type: None,
                key: "a".to_owned(),
                url: url.ok(),
                called: called.map(str::to_owned),
                validators: Validators::default(),
            };
            read_page(input, &manner("2026-06-01")).drafts.unwrap()[0].title.clone()
        };
        assert_eq!(title(Some("Färg och lösningsmedel")), "Färg och lösningsmedel");
        assert_eq!(title(None), "Farligt avfall");
    }

    #[test]
    fn a_page_that_says_nothing_of_its_kind_is_known_by_its_beginning() {
        for html in ["<title>A", "<div><h1>A</h1>Text</div>", "\n<p>Text", "<meta charset=utf-8>"] {
            assert_eq!(kind(None, html.as_bytes(), "/avfall"), Ok(Kind::Page), "{html}");
        }
        assert!(kind(None, b"GIF89a", "/avfall").is_err());
    }
}
