//! What folds out: the line to press, and the panel that it shows.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use super::head::text_of;
use super::marks::Marks;
use super::outline::{all, selector};
use crate::import::block::letters;

/// Longer than a line to press is.
const LONGEST: usize = 200;

const HEADINGS: [&str; 5] = ["h2", "h3", "h4", "h5", "h6"];

/// The tabs of a page. They stand in a row, each far from its panel: what they say is the heading of the panel.
#[derive(Default)]
pub struct Tabs {
    captions: HashMap<NodeId, String>,
    pressed: HashSet<NodeId>,
}

impl Tabs {
    pub fn of(html: &Html) -> Self {
        let mut tabs = Tabs::default();
        let pressed = all(
            html,
            "[role=tab],[data-toggle=tab],[data-bs-toggle=tab],[data-toggle=pill],[data-bs-toggle=pill],[data-tab]",
        );
        if pressed.is_empty() {
            return tabs;
        }
        let with_id = all(html, "[id]");
        let find = |id: &str| with_id.iter().find(|element| element.attr("id") == Some(id));
        let panels = all(html, "[role=tabpanel][aria-labelledby]");
        for tab in pressed {
            let names = ["aria-controls", "data-bs-target", "data-target", "data-tab", "href"];
            let named = names.iter().filter_map(|name| tab.attr(name)).find_map(|id| {
                let id = id.trim().trim_start_matches('#');
                find(id).filter(|_| !id.is_empty()).copied()
            });
            let labelled = || {
                let id = tab.attr("id")?;
                panels.iter().find(|panel| panel.attr("aria-labelledby") == Some(id)).copied()
            };
            let caption = text_of(tab);
            if let Some(panel) = named.or_else(labelled).filter(|_| letters(&caption) > 0) {
                tabs.captions.insert(panel.id(), caption);
                tabs.pressed.insert(tab.id());
            }
        }
        tabs
    }

    /// What the panel is called, where it does not begin with that itself.
    pub fn caption(&self, panel: ElementRef<'_>) -> Option<&str> {
        self.captions.get(&panel.id()).map(String::as_str)
    }

    pub fn pressed(&self) -> impl Iterator<Item = NodeId> {
        self.pressed.iter().copied()
    }
}

/// A button, or something made into one, that shows and hides what comes next.
pub fn opens_a_panel(element: ElementRef<'_>) -> bool {
    let has = |name: &str| element.attr(name).is_some();
    let is = |name: &str, value: &str| element.attr(name) == Some(value);
    let folds = has("aria-expanded")
        || is("role", "tab")
        || is("data-toggle", "collapse")
        || is("data-bs-toggle", "collapse");
    folds && !leads_away(element) && !holds_blocks(element)
}

/// The heading of what folds out: by its attributes, or by what it is called.
pub fn is_caption(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    if opens_a_panel(element) {
        return true;
    }
    let may_be = ["button", "a", "div", "span", "p", "label", "strong"].contains(&name)
        && (name == "button" || is_named(element))
        && !leads_away(element)
        && !holds_blocks(element);
    if !may_be {
        return false;
    }
    let Some(next) = after(element).filter(|next| next.value().name() != "button") else {
        return false;
    };
    let length = letters(&element.text().collect::<String>());
    let marks = Marks::of(element.value());
    let around = || {
        element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .take(2)
            .any(|above| Marks::of(above.value()).folds_out())
    };
    (1..=LONGEST).contains(&length)
        && if name == "button" {
            marks.folds_out() || around() || is_out_of_sight(next)
        } else {
            marks.is_caption() || (marks.is_question() && Marks::of(next.value()).is_answer())
        }
}

/// What a caption before it shows, or a heading that is alone with it.
pub fn is_panel(element: ElementRef<'_>) -> bool {
    let stands_alone = || {
        let is_heading = |other: ElementRef<'_>| {
            HEADINGS.contains(&other.value().name()) || is_out_of_sight(other)
        };
        before(element).is_some_and(|other| HEADINGS.contains(&other.value().name()))
            && next(element).is_none_or(is_heading)
            && element.attr("aria-hidden").is_none()
    };
    let mut at = element;
    for _ in 0..3 {
        if let Some(before) = before(at) {
            let shows = |it: ElementRef<'_>| it.attr("aria-expanded").is_some() || is_caption(it);
            return before.descendent_elements().take(20).any(shows) || stands_alone();
        }
        match at.parent().and_then(ElementRef::wrap) {
            Some(above) => at = above,
            None => return false,
        }
    }
    false
}

/// Inside something that folds out.
pub fn folds(element: ElementRef<'_>) -> bool {
    let own = Marks::of(element.value()).folds_out();
    own || element.parent().and_then(ElementRef::wrap).is_some_and(|parent| {
        parent.value().name() == "dl" && Marks::of(parent.value()).folds_out()
    })
}

fn before(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.prev_siblings().find_map(ElementRef::wrap)
}

fn next(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.next_siblings().find_map(ElementRef::wrap)
}

/// What comes next, beside the element or beside what it is alone in.
fn after(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    next(element).or_else(|| next(element.parent().and_then(ElementRef::wrap)?))
}

fn is_out_of_sight(element: ElementRef<'_>) -> bool {
    let style = element.attr("style").unwrap_or_default().replace(' ', "").to_lowercase();
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
}

/// An anchor with an address of its own is a link, whatever it opens beside.
fn leads_away(element: ElementRef<'_>) -> bool {
    let href = element.attr("href").map(str::trim).unwrap_or_default();
    element.value().name() == "a"
        && !(href.is_empty() || href.starts_with('#') || href.starts_with("javascript:"))
}

fn holds_blocks(element: ElementRef<'_>) -> bool {
    element.select(selector("p,ul,ol,dl,table,h1,h2,h3,h4,h5,h6")).next().is_some()
}

/// Before the marks are taken apart: whether they can name something that folds.
fn is_named(element: ElementRef<'_>) -> bool {
    const PARTS: [&str; 10] =
        ["accord", "dragspel", "collaps", "expand", "faq", "fold", "toggle", "utf", "quest", "fr"];
    let class = element.attr("class").unwrap_or_default().to_lowercase();
    PARTS.iter().any(|part| class.contains(part))
}
