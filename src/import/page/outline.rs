//! Which part of a page is its content: where it begins, and what inside it is none.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

use super::marks::Marks;
use crate::import::block::letters;
use crate::import::phrases;

/// The element that holds the content, and the elements to leave out.
pub struct Outline<'a> {
    pub root: ElementRef<'a>,
    pub cut: HashSet<NodeId>,
}

/// How much text an element holds, in letters and digits.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    all: usize,
    linked: usize,
}

/// `title` is the heading of the page as a whole; `cut` are selectors of the municipality's own for what is no content.
pub fn outline<'a>(html: &'a Html, title: Option<ElementRef<'a>>, cut: &[Selector]) -> Outline<'a> {
    let mut reading =
        Reading { weights: HashMap::new(), panels: panels(html), titles: HashSet::new() };
    let body = html.select(&selector("body")).next().unwrap_or_else(|| html.root_element());
    reading.weigh(body, false);
    reading.titles =
        title.iter().flat_map(|title| title.ancestors().map(|node| node.id())).collect();
    let named: HashSet<NodeId> =
        cut.iter().flat_map(|selector| html.select(selector)).map(|element| element.id()).collect();
    let root = reading.root(html, body, title, &named);
    let mut cut = named;
    reading.cut_below(root, root, &mut cut);
    Outline { root, cut }
}

/// A constant selector: one that cannot be read is found by the first test.
pub fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|_| unreachable!("no selector: {text}"))
}

/// The elements of a page that a constant selector names, in order.
pub fn all<'a>(html: &'a Html, names: &str) -> Vec<ElementRef<'a>> {
    html.select(&selector(names)).collect()
}

/// The ids of what a button shows and hides: it is content, however hidden it is.
fn panels(html: &Html) -> HashSet<String> {
    let pressed = selector("[aria-controls],[data-target],[data-bs-target],[data-toggle][href]");
    let names = ["aria-controls", "data-target", "data-bs-target", "href"];
    html.select(&pressed)
        .flat_map(|element| names.into_iter().filter_map(move |name| element.attr(name)))
        .flat_map(str::split_whitespace)
        .map(|id| id.trim_start_matches('#').to_owned())
        .collect()
}

struct Reading {
    weights: HashMap<NodeId, Weight>,
    panels: HashSet<String>,
    /// The elements that hold the title.
    titles: HashSet<NodeId>,
}

impl Reading {
    fn weigh(&mut self, element: ElementRef<'_>, in_link: bool) -> Weight {
        let name = element.value().name();
        if SILENT.contains(&name) {
            return Weight::default();
        }
        let in_link = in_link || name == "a";
        let mut sum = Weight::default();
        for child in element.children() {
            let weight = match (child.value().as_text(), ElementRef::wrap(child)) {
                (Some(text), _) => {
                    let all = letters(text);
                    Weight { all, linked: if in_link { all } else { 0 } }
                }
                (None, Some(child)) => self.weigh(child, in_link),
                (None, None) => Weight::default(),
            };
            sum.all += weight.all;
            sum.linked += weight.linked;
        }
        self.weights.insert(element.id(), sum);
        sum
    }

    fn weight(&self, element: ElementRef<'_>) -> Weight {
        self.weights.get(&element.id()).copied().unwrap_or_default()
    }

    /// Text outside links: what a page is read for.
    fn prose(&self, element: ElementRef<'_>) -> usize {
        let Weight { all, linked } = self.weight(element);
        all - linked
    }

    /// What the page itself calls its content, if that is most of the prose; else the innermost element that holds most of it.
    fn root<'a>(
        &self,
        html: &'a Html,
        body: ElementRef<'a>,
        title: Option<ElementRef<'a>>,
        named: &HashSet<NodeId>,
    ) -> ElementRef<'a> {
        let mut cut = named.clone();
        self.cut_below(body, body, &mut cut);
        let left = self.left(body, &cut);
        let heaviest = |names: &str| {
            let of_names = selector(names);
            let visible = html.select(&of_names).filter(|element| {
                !element.ancestors().any(|above| cut.contains(&above.id()))
                    && !cut.contains(&element.id())
            });
            visible.max_by_key(|element| self.left(*element, &cut))
        };
        let enough = |element: &ElementRef<'a>, share: usize| {
            self.left(*element, &cut) * 100 >= left * share
        };
        heaviest("main, [role=main]")
            .filter(|main| self.weight(*main).all > 0)
            .filter(|main| enough(main, 40))
            .or_else(|| heaviest(CONTENT).filter(|it| enough(it, 60)))
            .or_else(|| heaviest("article").filter(|it| enough(it, 60)))
            .or_else(|| self.around(title?, &cut))
            .unwrap_or_else(|| self.densest(body, &cut))
    }

    /// Upwards from the title to what holds a good part of the prose, and on for as long as that grows.
    fn around<'a>(&self, title: ElementRef<'a>, cut: &HashSet<NodeId>) -> Option<ElementRef<'a>> {
        /// Letters that are worth a step upwards.
        const MORE: usize = 150;
        let own = self.prose(title);
        let beside = |element: ElementRef<'_>| self.left(element, cut).saturating_sub(own);
        let mut above = title
            .ancestors()
            .filter_map(ElementRef::wrap)
            .map(|element| (beside(element), element));
        let all = title.ancestors().filter_map(ElementRef::wrap).map(beside).max()?;
        let (mut prose, mut at) = above.find(|(prose, _)| *prose > 0 && prose * 100 >= all * 40)?;
        for (more, element) in above {
            if more >= prose + MORE && more * 10 >= prose * 13 {
                (prose, at) = (more, element);
            }
        }
        Some(at)
    }

    /// The prose of an element without what is cut from it.
    fn left(&self, element: ElementRef<'_>, cut: &HashSet<NodeId>) -> usize {
        if cut.contains(&element.id()) {
            return 0;
        }
        let mut left = self.prose(element);
        for child in element.child_elements() {
            left = left.saturating_sub(self.prose(child)) + self.left(child, cut);
        }
        left
    }

    /// Downwards for as long as one child holds nearly all of the prose, and the title where there is one.
    fn densest<'a>(&self, from: ElementRef<'a>, cut: &HashSet<NodeId>) -> ElementRef<'a> {
        let mut at = from;
        loop {
            let all = self.left(at, cut);
            let has_title = self.titles.contains(&at.id());
            let inner = at.child_elements().find(|child| {
                self.left(*child, cut) * 10 >= all * 8
                    && (!has_title || self.titles.contains(&child.id()))
                    && !["p", "ul", "ol", "dl", "table", "h1", "h2"].contains(&child.value().name())
            });
            let single_table = at.child_elements().find(|child| {
                child.value().name() == "table"
                    && self.left(*child, cut) * 10 >= all * 8
                    && is_layout(*child)
            });
            match inner.or(single_table) {
                Some(child) if all > 0 => at = child,
                _ => return at,
            }
        }
    }

    fn cut_below(&self, root: ElementRef<'_>, element: ElementRef<'_>, cut: &mut HashSet<NodeId>) {
        for child in element.child_elements() {
            if self.is_clutter(root, child) {
                cut.insert(child.id());
            } else {
                self.cut_below(root, child, cut);
            }
        }
    }

    fn is_clutter(&self, root: ElementRef<'_>, element: ElementRef<'_>) -> bool {
        let name = element.value().name();
        if SILENT.contains(&name) {
            return true;
        }
        let marks = Marks::of(element.value());
        if self.is_hidden(element, &marks) {
            return true;
        }
        // Whatever it calls itself: what holds the title or most of the text is the content.
        if self.titles.contains(&element.id()) && name != "nav" {
            return false;
        }
        let (own, all) = (self.prose(element), self.prose(root).max(1));
        if own * 100 > all * 60 {
            return false;
        }
        match name {
            // Their ids and classes tell how they look, or what they are about.
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "tr" | "td" | "th" | "dt"
            | "dd" => false,
            "nav" | "footer" | "dialog" => true,
            "form" => is_asking(element),
            "header" => root.value().name() == "body",
            "aside" => self.is_beside(element),
            _ => marks.is_clutter() || (marks.is_aside() && self.is_beside(element)),
        }
    }

    /// A column of links, or one under a heading for them; a box with facts or a telephone number is content.
    fn is_beside(&self, element: ElementRef<'_>) -> bool {
        let Weight { all, linked } = self.weight(element);
        let heading = element.select(&selector("h2,h3,h4,h5,strong")).next();
        let titled = heading.map(|heading| heading.text().collect::<String>());
        linked * 2 >= all
            || titled.is_some_and(|title| phrases::is_related(&title) || phrases::is_more(&title))
    }

    fn is_hidden(&self, element: ElementRef<'_>, marks: &Marks) -> bool {
        if marks.is_unseen() {
            return true;
        }
        let value = element.value();
        let style = value.attr("style").unwrap_or_default().replace(' ', "").to_lowercase();
        let hidden = value.attr("hidden").is_some()
            || value.attr("aria-hidden") == Some("true")
            || style.contains("display:none")
            || style.contains("visibility:hidden");
        let is_panel = value.attr("id").is_some_and(|id| self.panels.contains(id))
            || marks.folds_out()
            || element
                .ancestors()
                .take(3)
                .filter_map(ElementRef::wrap)
                .any(|above| Marks::of(above.value()).folds_out());
        hidden && !is_panel
    }
}

/// Elements without text of the page's.
const SILENT: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "video",
    "audio", "canvas", "input", "select", "textarea", "map", "head", "math",
];

/// What systems call the element that holds the content.
const CONTENT: &str = "#main-content, #maincontent, #huvudinnehall, #content, #main, #innehall, #page-content, \
    .main-content, .page-content, .entry-content, .article-content, .article-body, .post-content, .content-main, \
    #mainContent, #MainContent, .maincontent, #primary, [itemprop=articleBody]";

/// A form with fields to fill in. A form around a whole page (ASP.NET) never gets here: it holds the title and most of the text.
fn is_asking(form: ElementRef<'_>) -> bool {
    form.select(&selector("input:not([type=hidden]),textarea,select,button")).next().is_some()
}

/// A table that places things rather than compares them.
pub fn is_layout(table: ElementRef<'_>) -> bool {
    let role = table.attr("role").unwrap_or_default();
    if role == "presentation" || role == "none" {
        return true;
    }
    let has = |names: &str| table.select(&selector(names)).next().is_some();
    if has("th") && !has("td table, td h1, td h2") {
        return false;
    }
    has("td h1, td h2, td h3, td table, td ul, td p ~ p")
        || table.select(&selector("tr")).all(|row| {
            row.child_elements().filter(|cell| ["td", "th"].contains(&cell.value().name())).count()
                <= 1
        })
}
