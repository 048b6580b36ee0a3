//! Which part of a page is its content: where it begins, and what inside it is none.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::{LazyLock, PoisonError, RwLock};

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

use super::folding::{self, Tabs};
use super::head;
use super::marks::{self, Marks};
use super::writing;
use crate::import::block::letters;
use crate::import::phrases;

/// The element that holds the content, and the elements to leave out.
pub struct Outline<'a> {
    pub root: ElementRef<'a>,
    /// What stands with the title, where that is outside the content: a head of the page with its introduction.
    pub lead: Vec<ElementRef<'a>>,
    pub cut: HashSet<NodeId>,
    pub tabs: Tabs,
}

/// How much text an element holds, in letters and digits.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    all: usize,
    linked: usize,
}

/// `title` is the heading of the page as a whole; `cut` are selectors of the municipality's own for what is no content.
pub fn outline<'a>(html: &'a Html, title: Option<ElementRef<'a>>, cut: &[Selector]) -> Outline<'a> {
    let tabs = Tabs::of(html);
    let words = title.map(|title| writing::heading_text(title, &HashSet::new()));
    let mut reading = Reading {
        weights: HashMap::new(),
        marks: RefCell::default(),
        panels: panels(html),
        titles: title.iter().flat_map(|title| title.ancestors().map(|node| node.id())).collect(),
        title: words.as_deref().map(letters).unwrap_or_default(),
        about: words
            .or_else(|| head::title(html))
            .as_deref()
            .map(marks::folded_words)
            .unwrap_or_default(),
        tabs: &tabs,
    };
    let body = html.select(selector("body")).next().unwrap_or_else(|| html.root_element());
    reading.weigh(body, false);
    let named: HashSet<NodeId> =
        cut.iter().flat_map(|selector| html.select(selector)).map(|element| element.id()).collect();
    let root = reading.root(html, body, title, &named);
    let mut cut = named;
    reading.cut_below(root, root, &mut cut);
    let mut lead = title.map(|title| beside(title, root)).unwrap_or_default();
    lead.retain(|element| !cut.contains(&element.id()) && !reading.is_clutter(body, *element));
    lead.iter().for_each(|element| reading.cut_below(body, *element, &mut cut));
    cut.extend(tabs.pressed());
    Outline { root, lead, cut, tabs }
}

/// From the title's branch of the page on to that of the content, where they are two.
fn beside<'a>(title: ElementRef<'a>, root: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let above: HashSet<NodeId> =
        root.ancestors().map(|node| node.id()).chain([root.id()]).collect();
    let own = std::iter::once(title).chain(title.ancestors().filter_map(ElementRef::wrap));
    if own.clone().any(|element| element.id() == root.id()) {
        return Vec::new();
    }
    let Some(branch) = own.take_while(|element| !above.contains(&element.id())).last() else {
        return Vec::new();
    };
    let later = branch.next_siblings().filter_map(ElementRef::wrap);
    let between = later.take_while(|element| !above.contains(&element.id()));
    std::iter::once(branch).chain(between).collect()
}

static SELECTORS: LazyLock<RwLock<HashMap<&'static str, &'static Selector>>> =
    LazyLock::new(RwLock::default);

/// A constant selector, compiled once: one that cannot be read is found by the first test.
pub fn selector(text: &'static str) -> &'static Selector {
    let known = SELECTORS.read().unwrap_or_else(PoisonError::into_inner).get(text).copied();
    known.unwrap_or_else(|| {
        let made = Selector::parse(text).unwrap_or_else(|_| unreachable!("no selector: {text}"));
        let mut selectors = SELECTORS.write().unwrap_or_else(PoisonError::into_inner);
        // As many as there are constants: they stay for as long as the program runs.
        selectors.entry(text).or_insert_with(|| Box::leak(Box::new(made)))
    })
}

/// The elements of a page that a constant selector names, in order.
pub fn all<'a>(html: &'a Html, names: &'static str) -> Vec<ElementRef<'a>> {
    html.select(selector(names)).collect()
}

/// The ids of what a button shows and hides: it is content, however hidden it is.
fn panels(html: &Html) -> HashSet<String> {
    let pressed = selector(
        "[aria-controls],[data-target],[data-bs-target],[data-toggle][href],[data-bs-toggle][href],[role=button][href^='#'],[aria-expanded][href^='#']",
    );
    let names = ["aria-controls", "data-target", "data-bs-target", "href"];
    html.select(pressed)
        .flat_map(|element| names.into_iter().filter_map(move |name| element.attr(name)))
        .flat_map(str::split_whitespace)
        .map(|id| id.trim_start_matches('#').to_owned())
        .collect()
}

struct Reading<'t> {
    weights: HashMap<NodeId, Weight>,
    marks: RefCell<HashMap<NodeId, Rc<Marks>>>,
    panels: HashSet<String>,
    /// The elements that hold the title.
    titles: HashSet<NodeId>,
    /// Letters of the title: what else its element holds stands there because it was not closed.
    title: usize,
    /// The title's words, as those of marks.
    about: Vec<String>,
    tabs: &'t Tabs,
}

impl Reading<'_> {
    fn marks(&self, element: ElementRef<'_>) -> Rc<Marks> {
        let mut known = self.marks.borrow_mut();
        known.entry(element.id()).or_insert_with(|| Rc::new(Marks::of(element.value()))).clone()
    }

    fn weigh(&mut self, element: ElementRef<'_>, in_link: bool) -> Weight {
        let name = element.value().name();
        if SILENT.contains(&name) {
            return Weight::default();
        }
        // A telephone number is no way to another page.
        let in_link = in_link
            || (name == "a" && !element.attr("href").is_some_and(super::service::is_contact));
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
        let heaviest = |names: &'static str| {
            let of_names = selector(names);
            let visible = html.select(of_names).filter(|element| {
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
        let beside = |element: ElementRef<'_>| self.left(element, cut).saturating_sub(self.title);
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
        let marks = self.marks(element);
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
            "nav" | "dialog" => true,
            // That of a quotation says whose it is.
            "footer" => !is_in(element, "blockquote"),
            "form" => is_asking(element),
            "header" => root.value().name() == "body" || is_of_site(element),
            "aside" => self.is_beside(element),
            _ => {
                marks.is_clutter(&self.about)
                    || (marks.is_controls() && self.says_little(element, LITTLE))
                    || (marks.is_labelled_controls() && self.says_little(element, LITTLE / 2))
                    || (marks.is_header() && is_of_site(element))
                    || (marks.is_aside() && self.is_beside(element))
            }
        }
    }

    /// Links, or next to nothing: what content is called "menu" for says more.
    fn says_little(&self, element: ElementRef<'_>, little: usize) -> bool {
        let Weight { all, linked } = self.weight(element);
        let has_table = || element.select(selector("td + td")).next().is_some();
        linked * 2 >= all || (all - linked <= little && !has_table())
    }

    /// A column of links, or one under a heading for them; a box with facts or a telephone number is content.
    fn is_beside(&self, element: ElementRef<'_>) -> bool {
        let Weight { all, linked } = self.weight(element);
        let heading = element.select(selector("h2,h3,h4,h5,strong")).next();
        let titled = heading.map(|heading| heading.text().collect::<String>());
        // A column of e-services is what the page is read for.
        if titled.as_deref().is_some_and(super::service::names_services) {
            return false;
        }
        linked * 2 >= all
            || titled.is_some_and(|title| {
                phrases::is_related(&title) || (phrases::is_more(&title) && linked * 3 >= all)
            })
    }

    fn is_hidden(&self, element: ElementRef<'_>, marks: &Marks) -> bool {
        if marks.is_unseen() {
            return true;
        }
        let value = element.value();
        let style = value.attr("style").unwrap_or_default().replace(' ', "").to_lowercase();
        let is_hidden = value.attr("hidden").is_some()
            || value.attr("aria-hidden") == Some("true")
            || style.contains("display:none")
            || style.contains("visibility:hidden");
        // Most elements are not, and to look around each of them takes time.
        let is_panel = || {
            value.attr("id").is_some_and(|id| self.panels.contains(id))
                || marks.folds_out()
                || self.tabs.caption(element).is_some()
                || element
                    .ancestors()
                    .take(3)
                    .filter_map(ElementRef::wrap)
                    .any(|above| self.marks(above).folds_out())
                || folding::is_panel(element)
        };
        is_hidden && !is_panel()
    }
}

/// Letters of the longest label or question of a control.
const LITTLE: usize = 50;

/// Elements without text of the page's.
const SILENT: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "video",
    "audio", "canvas", "input", "select", "textarea", "map", "head", "math",
];

/// What systems call the element that holds the content.
const CONTENT: &str = "#main-content, #maincontent, #huvudinnehall, #content, #main, #innehall, #page-content, \
    .main-content, .page-content, .entry-content, .article-content, .article-body, .post-content, .content-main, \
    #mainContent, #MainContent, .maincontent, #primary, [itemprop=articleBody]";

/// A form with fields to fill in, not one that is only a button to press. A form around a whole page (ASP.NET) never gets here: it holds the title and most of the text.
fn is_asking(form: ElementRef<'_>) -> bool {
    let fields = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]),textarea,select";
    form.select(selector(fields)).next().is_some()
}

fn is_in(element: ElementRef<'_>, name: &str) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == name)
}

/// With the way home, a menu or the search inside.
fn is_of_site(element: ElementRef<'_>) -> bool {
    let parts = "nav,[role=navigation],[role=search],form,a[href='/'],a[rel=home]";
    element.select(selector(parts)).next().is_some()
}

/// A table that places things rather than compares them.
pub fn is_layout(table: ElementRef<'_>) -> bool {
    let role = table.attr("role").unwrap_or_default();
    if role == "presentation" || role == "none" {
        return true;
    }
    let has = |names: &'static str| table.select(selector(names)).next().is_some();
    if has("td table, td h1, td h2") {
        return true;
    }
    if has("th") {
        return false;
    }
    (has("td h3, td ul, td p ~ p") && !is_grid(table))
        || cells(table).iter().all(|row| row.len() <= 1)
}

/// As many cells in each of several rows, none of them a page's text.
fn is_grid(table: ElementRef<'_>) -> bool {
    /// Letters of a long cell.
    const CELL: usize = 400;
    let rows = cells(table);
    let wide = rows.first().map_or(0, Vec::len);
    wide > 1
        && rows.len() > 1
        && rows.iter().all(|row| row.len() == wide)
        && rows.iter().flatten().all(|cell| letters(&cell.text().collect::<String>()) <= CELL)
}

fn cells(table: ElementRef<'_>) -> Vec<Vec<ElementRef<'_>>> {
    let is_cell = |cell: &ElementRef<'_>| ["td", "th"].contains(&cell.value().name());
    table.select(selector("tr")).map(|row| row.child_elements().filter(is_cell).collect()).collect()
}
