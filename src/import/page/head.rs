//! What a page says of itself beside its text: title, dates, place on the site, whether it may be used.

use std::collections::HashSet;

use chrono::NaiveDate;
use scraper::{ElementRef, Html};
use serde_json::Value;
use url::Url;

use super::marks::Marks;
use super::outline::{all, selector};
use super::writing;
use crate::import::dates::{self, Stated};
use crate::import::robots;

/// Whether the page may be kept, and its links followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permission {
    pub noindex: bool,
    pub nofollow: bool,
}

impl Permission {
    /// The value of `meta name=robots`.
    pub fn of(value: &str) -> Self {
        let value = value.to_lowercase();
        let has = |name: &str| value.split([',', ';', ' ']).any(|part| part.trim() == name);
        Permission {
            noindex: has("noindex") || has("none"),
            nofollow: has("nofollow") || has("none"),
        }
    }

    /// One header `X-Robots-Tag`: rules for all robots, and after a robot's name and a colon rules for that one.
    pub fn of_header(value: &str) -> Self {
        /// Rules that have a colon themselves.
        const WITH_VALUE: [&str; 4] =
            ["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"];
        let mut is_ours = true;
        let mut permission = Permission::default();
        for rule in value.to_lowercase().split(',') {
            let named = rule.split_once(':').filter(|(name, _)| !WITH_VALUE.contains(&name.trim()));
            let rule = match named {
                Some((name, rule)) => {
                    is_ours = ["*", "robots", robots::NAME].contains(&name.trim());
                    rule
                }
                None => rule,
            };
            if is_ours {
                permission = permission.and(Permission::of(rule));
            }
        }
        permission
    }

    pub fn and(self, other: Self) -> Self {
        Permission {
            noindex: self.noindex || other.noindex,
            nofollow: self.nofollow || other.nofollow,
        }
    }
}

pub fn permission(html: &Html) -> Permission {
    let metas = all(html, "meta[name][content]").into_iter().filter(|meta| {
        let name = meta.attr("name").unwrap_or_default().to_lowercase();
        name == "robots" || name == robots::NAME
    });
    metas
        .filter_map(|meta| meta.attr("content"))
        .map(Permission::of)
        .fold(Permission::default(), Permission::and)
}

/// Text with single blanks between its words.
pub fn flat(text: &str) -> String {
    let visible =
        text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}'));
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn text_of(element: ElementRef<'_>) -> String {
    flat(&element.text().collect::<String>())
}

/// The heading of the page as a whole. Where there are several h1, it is the one inside the content that the window's title repeats; a logo is none.
pub fn heading(html: &Html) -> Option<ElementRef<'_>> {
    let window = window_title(html).unwrap_or_default().to_lowercase();
    let headings: Vec<ElementRef<'_>> =
        all(html, "h1").into_iter().filter(|h1| !text_of(*h1).is_empty()).collect();
    let is_one_of_several = headings.len() > 1;
    let rank = |h1: &ElementRef<'_>| {
        let text = writing::heading_text(*h1, &HashSet::new()).to_lowercase();
        let within = |names: &[&str]| {
            h1.ancestors().filter_map(ElementRef::wrap).any(|above| {
                names.contains(&above.value().name())
                    || above.attr("role").is_some_and(|role| names.contains(&role))
            })
        };
        let leads_home = h1.select(selector("a[href='/'],a[rel=home]")).next().is_some();
        // A site whose windows all have its own name.
        let is_name = is_one_of_several && (text.ends_with("kommun") || text.ends_with(" stad"));
        let is_logo = leads_home
            || is_name
            || (within(&["header", "banner"])
                && !within(&["main", "article"])
                && window.ends_with(&text)
                && window != text);
        (
            !is_logo,
            window.starts_with(&text),
            within(&["main", "article"]),
            !within(&["header", "nav", "footer", "aside"]),
        )
    };
    let mut best: Option<((bool, bool, bool, bool), ElementRef<'_>)> = None;
    for h1 in headings {
        let rank = rank(&h1);
        // Of equals the first.
        if best.as_ref().is_none_or(|(known, _)| rank > *known) {
            best = Some((rank, h1));
        }
    }
    best.filter(|((is_no_logo, ..), _)| *is_no_logo).map(|(_, h1)| h1)
}

pub fn window_title(html: &Html) -> Option<String> {
    all(html, "head > title, title")
        .into_iter()
        .next()
        .map(text_of)
        .filter(|title| !title.is_empty())
}

/// The title where no heading tells it: without the site's name at its end.
pub fn title(html: &Html) -> Option<String> {
    let meta = content(html, &["og:title"]);
    let whole = window_title(html).or(meta)?;
    let cut = [" | ", " – ", " - ", " • ", " « "].iter().filter_map(|mark| whole.rfind(mark)).max();
    let title = cut.map_or(whole.as_str(), |at| &whole[..at]).trim();
    Some(if title.is_empty() { whole.clone() } else { title.to_owned() })
}

/// The first of these `meta` elements, by `name`, `property` or `itemprop`.
fn content(html: &Html, names: &[&str]) -> Option<String> {
    let named = |meta: &ElementRef<'_>, name: &str| {
        ["name", "property", "itemprop", "http-equiv"]
            .iter()
            .any(|key| meta.attr(key).is_some_and(|value| value.eq_ignore_ascii_case(name)))
    };
    let all: Vec<ElementRef<'_>> = all(html, "meta[content]").into_iter().collect();
    let find = |name: &&str| {
        all.iter().find(|meta| named(meta, name)).and_then(|meta| meta.attr("content"))
    };
    names.iter().find_map(find).map(flat).filter(|value| !value.is_empty())
}

pub fn language(html: &Html) -> Option<String> {
    let lang = html.root_element().attr("lang").map(str::to_owned);
    let lang = lang.or_else(|| content(html, &["content-language", "dc.language", "og:locale"]))?;
    let code: String = lang.chars().take_while(char::is_ascii_alphabetic).collect();
    (2..=3).contains(&code.len()).then(|| code.to_lowercase())
}

/// The address that the page calls its own.
pub fn canonical(html: &Html, base: &Url) -> Option<Url> {
    let link = all(html, "link[rel~=canonical][href]").into_iter().next()?;
    base.join(link.attr("href")?.trim()).ok()
}

/// The dates of the machine's ways: JSON-LD, that of the page's parts too, then `meta`.
pub fn dates(html: &Html) -> Vec<Stated> {
    let mut all = Vec::new();
    let linked = linked_data(html);
    let mut of = |key: &str, stated: fn(NaiveDate) -> Stated| {
        let mut texts = Vec::new();
        linked.iter().for_each(|data| found(data, key, &mut texts));
        if texts.is_empty() {
            texts.extend(in_broken_data(html, key));
        }
        all.extend(texts.iter().filter_map(|text| dates::date(text)).map(stated));
    };
    of("dateModified", |date| Stated { updated: Some(date), ..Stated::default() });
    of("lastReviewed", |date| Stated { checked: Some(date), ..Stated::default() });
    of("datePublished", |date| Stated { published: Some(date), ..Stated::default() });
    let meta = |names: &[&str]| content(html, names).and_then(|text| dates::date(&text));
    all.push(Stated {
        updated: meta(&[
            "article:modified_time",
            "og:updated_time",
            "dateModified",
            "dcterms.modified",
            "dc.date.modified",
            "last-modified",
            "last_modified",
            "revised",
            "updated",
        ]),
        checked: meta(&["lastReviewed", "dcterms.valid", "reviewed", "granskad"]),
        published: meta(&[
            "article:published_time",
            "datePublished",
            "dcterms.issued",
            "dc.date.issued",
            "dcterms.created",
            "dc.date.created",
            "dc.date",
            "dcterms.date",
            "date",
        ]),
    });
    all
}

/// The value of a key in JSON that cannot be read: a comma too many is a common mistake.
fn in_broken_data(html: &Html, key: &str) -> Option<String> {
    let scripts = all(html, "script[type='application/ld+json']").into_iter();
    scripts.map(|script| script.text().collect::<String>()).find_map(|text| {
        let (_, rest) = text.split_once(&format!("\"{key}\""))?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    })
}

fn linked_data(html: &Html) -> Vec<Value> {
    let scripts = all(html, "script[type='application/ld+json']").into_iter();
    scripts
        .filter_map(|script| serde_json::from_str(&script.text().collect::<String>()).ok())
        .collect()
}

/// The texts under a key, the outer before the inner.
fn found(value: &Value, key: &str, texts: &mut Vec<String>) {
    match value {
        Value::Object(map) => match map.get(key) {
            Some(Value::String(text)) => texts.push(text.clone()),
            _ => map.values().for_each(|value| found(value, key, texts)),
        },
        Value::Array(list) => list.iter().for_each(|value| found(value, key, texts)),
        _ => {}
    }
}

/// Where the page stands, outermost first, without the start page and the page itself.
pub fn section(html: &Html, title: &str) -> Vec<String> {
    let trail = trail_of_marks(html).or_else(|| trail_of_data(html)).unwrap_or_default();
    let is_start = |name: &String| {
        let name = name.to_lowercase();
        [
            "start",
            "hem",
            "startsida",
            "startsidan",
            "home",
            "du är här",
            "du är här:",
            "första sidan",
        ]
        .contains(&name.as_str())
            || name.ends_with(" kommun")
            || name.ends_with("kommun.se")
    };
    let mut trail: Vec<String> = trail.into_iter().filter(|name| !is_start(name)).collect();
    if trail.last().is_some_and(|last| {
        last.eq_ignore_ascii_case(title) || title.starts_with(last.trim_end_matches('…'))
    }) {
        trail.pop();
    }
    trail
}

fn trail_of_marks(html: &Html) -> Option<Vec<String>> {
    let element = all(html, "nav, div, ol, ul, p, section")
        .into_iter()
        .find(|element| Marks::of(element.value()).is_breadcrumbs())?;
    let items = |names: &'static str| {
        let texts: Vec<String> = element
            .select(selector(names))
            .filter(|item| !leads_home(*item))
            .map(text_of)
            .map(|text| text.trim_matches(['/', '>', '›', '»', '|', ' ']).trim().to_owned())
            .filter(|text| !text.is_empty() && text.chars().count() <= 80)
            .collect();
        (!texts.is_empty()).then_some(texts)
    };
    items("li").or_else(|| items("a"))
}

/// The first step of a trail is the site itself.
fn leads_home(item: ElementRef<'_>) -> bool {
    let inner = item.descendent_elements().find(|it| it.value().name() == "a");
    let path = inner.and_then(|link| link.attr("href")).map(str::trim);
    path.is_some_and(|path| {
        path == "/" || Url::parse(path).is_ok_and(|url| url.path() == "/" && url.query().is_none())
    })
}

fn trail_of_data(html: &Html) -> Option<Vec<String>> {
    fn lists<'v>(value: &'v Value, out: &mut Vec<&'v Vec<Value>>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::Array(items)) = map
                    .get("itemListElement")
                    .filter(|_| map.get("@type").and_then(Value::as_str) == Some("BreadcrumbList"))
                {
                    out.push(items);
                }
                map.values().for_each(|value| lists(value, out));
            }
            Value::Array(list) => list.iter().for_each(|value| lists(value, out)),
            _ => {}
        }
    }
    let data = linked_data(html);
    let mut found = Vec::new();
    data.iter().for_each(|value| lists(value, &mut found));
    let name = |item: &Value| {
        let name = item.get("name").or_else(|| item.get("item").and_then(|item| item.get("name")));
        name.and_then(Value::as_str).map(flat)
    };
    found.first().map(|items| items.iter().filter_map(name).collect())
}
