//! What an element's id, classes, role and label tell of its use.

use scraper::node::Element;

use crate::language::words::fold;

/// Uses that are no content of the page, as words of a class or an id.
const CLUTTER: [&str; 36] = [
    "addthis",
    "addtoany",
    "banner",
    "brodsmula",
    "brodsmulor",
    "consent",
    "crisis",
    "crumbs",
    "driftmeddelande",
    "feedback",
    "footer",
    "gdpr",
    "globalfooter",
    "kakor",
    "krisbanner",
    "krisinformation",
    "krismeddelande",
    "pageinfo",
    "relaterad",
    "relaterade",
    "relaterat",
    "related",
    "rslisten",
    "seealso",
    "sharing",
    "sidfot",
    "sidhuvud",
    "sitealert",
    "sitefooter",
    "pagefooter",
    "skiplink",
    "skiplinks",
    "skrivut",
    "smulor",
    "smulstig",
    "viktigtmeddelande",
];

/// Uses that content may have too, by their names: "social omsorg", "kris och beredskap", the menu of a school's kitchen. What they hold has to look like controls.
const CONTROLS: [&str; 50] = [
    "betyg",
    "byline",
    "cta-share",
    "dela",
    "delning",
    "fotlankar",
    "kris",
    "leftcol",
    "leftcolumn",
    "leftmenu",
    "leftnav",
    "listen",
    "login",
    "lyssna",
    "megamenu",
    "menu",
    "meny",
    "metanav",
    "nav",
    "navbar",
    "navigation",
    "navigering",
    "pager",
    "pagination",
    "paginering",
    "print",
    "printbutton",
    "rating",
    "relations",
    "search",
    "searchform",
    "share",
    "siteheader",
    "snabblankar",
    "genvagar",
    "quicklinks",
    "social",
    "sociala",
    "socialmedia",
    "sokfalt",
    "sokruta",
    "sprakval",
    "tags",
    "taggar",
    "tipsa",
    "toolbar",
    "topbar",
    "toppmeny",
    "verktygsrad",
    "webbkarta",
];

/// Beginnings of words of clutter.
const CLUTTER_BEGINS: [&str; 13] = [
    "cookie",
    "krisband",
    "krisinfo",
    "krismedd",
    "krisruta",
    "breadcrumb",
    "brodsmul",
    "readspeaker",
    "rsbtn",
    "sharebutton",
    "relatedlink",
    "relateradlank",
    "relaterade",
];

/// Ends of such words.
const CLUTTER_ENDS: [&str; 3] = ["breadcrumbs", "breadcrumb", "cookies"];

/// Ends of words that content may have too.
const CONTROL_ENDS: [&str; 5] = ["menu", "meny", "navigation", "navbar", "nav"];

/// Swedish compounds of "meny" that are food.
const FOOD: [&str; 10] =
    ["lunch", "skol", "mat", "vecko", "vecka", "dags", "barn", "jul", "pask", "middags"];

/// With these, a banner is the head of the page itself, and a footer that of a card.
const PARTS: [&str; 9] =
    ["hero", "card", "kort", "modal", "table", "panel", "puff", "ingress", "preamble"];

/// The site's own head, where it is no `header`.
const HEADERS: [&str; 10] = [
    "header",
    "siteheader",
    "pageheader",
    "mainheader",
    "globalheader",
    "topheader",
    "masthead",
    "sidhuvud",
    "headercontainer",
    "headerwrapper",
];

/// Labels of what stands on every page until it is over.
const NOTICES: [&str; 7] = [
    "krismeddelande",
    "krisinformation",
    "driftmeddelande",
    "driftinformation",
    "cookie",
    "cookies",
    "kakor",
];

/// A column beside the text.
const ASIDE: [&str; 12] = [
    "aside",
    "sidebar",
    "sidokolumn",
    "hogerkolumn",
    "rightcol",
    "rightcolumn",
    "sidospalt",
    "hogerspalt",
    "marginal",
    "secondary",
    "sidopanel",
    "complementary",
];

/// Words that only listeners to a screen reader get.
const UNSEEN: [&str; 13] = [
    "visuallyhidden",
    "visually-hidden",
    "sr-only",
    "sronly",
    "screen-reader-text",
    "screenreader",
    "screen-reader",
    "sv-skip-to-content",
    "assistive-text",
    "offscreen",
    "off-screen",
    "u-hidden",
    "hidden-visually",
];

const BREADCRUMBS: [&str; 4] = ["breadcrumb", "brodsmul", "smulstig", "smulor"];

/// Words of the marks of something that folds out.
const FOLDS: [&str; 12] = [
    "accordion",
    "dragspel",
    "collapse",
    "collapsible",
    "expand",
    "expandable",
    "expander",
    "faq",
    "foldable",
    "toggle",
    "tabs",
    "utfallbar",
];

/// Beside such a word: the line to press.
const CAPTIONS: [&str; 16] = [
    "title", "titel", "header", "head", "heading", "rubrik", "trigger", "question", "fraga",
    "button", "btn", "knapp", "label", "summary", "toggle", "control",
];

/// The words of an element's marks, in small letters without å ä ö: `sv-Relaterat_lank` is `sv`, `relaterat`, `lank`.
pub struct Marks {
    words: Vec<String>,
    whole: Vec<String>,
    /// What a screen reader calls the element.
    label: Vec<String>,
    role: String,
}

impl Marks {
    pub fn of(element: &Element) -> Self {
        let named = [element.attr("id"), element.attr("class")].into_iter().flatten();
        let mut whole: Vec<String> = Vec::new();
        for name in named.flat_map(str::split_whitespace).map(|name| fold(&name.to_lowercase())) {
            // `page-info` and `PageInfo` are one.
            whole.extend(name.contains(['-', '_']).then(|| name.replace(['-', '_'], "")));
            whole.push(name);
        }
        let raw = [element.attr("class"), element.attr("data-component")];
        let mut words: Vec<String> = raw.into_iter().flatten().flat_map(split).collect();
        words.extend(element.attr("id").map(of_id).unwrap_or_default());
        let label = element.attr("aria-label").filter(|label| label.len() <= 40);
        let label = label.map(folded_words).unwrap_or_default();
        let role = element.attr("role").unwrap_or_default().to_lowercase();
        Marks { words, whole, label, role }
    }

    fn has(&self, names: &[&str]) -> bool {
        self.words.iter().chain(&self.whole).any(|word| names.contains(&word.as_str()))
    }

    fn begins(&self, starts: &[&str]) -> bool {
        self.words
            .iter()
            .chain(&self.whole)
            .any(|word| starts.iter().any(|start| word.starts_with(start)))
    }

    /// No content, whatever it holds. `about` are the words of the page's title: on the page about kakor, "kakor" is a subject.
    pub fn is_clutter(&self, about: &[String]) -> bool {
        const ROLES: [&str; 11] = [
            "navigation",
            "banner",
            "contentinfo",
            "search",
            "dialog",
            "alertdialog",
            "menu",
            "menubar",
            "toolbar",
            "tooltip",
            "status",
        ];
        let is_part = self.has(&PARTS);
        let names_clutter = |word: &String| {
            let is_named = CLUTTER.contains(&word.as_str())
                && !(is_part && ["banner", "footer"].contains(&word.as_str()));
            is_named
                || CLUTTER_BEGINS.iter().any(|start| word.starts_with(start))
                || CLUTTER_ENDS.iter().any(|end| word.ends_with(end))
        };
        let is_subject = |word: &str| about.iter().any(|about| about.starts_with(word));
        ROLES.contains(&self.role.as_str())
            || self
                .words
                .iter()
                .chain(&self.whole)
                .any(|word| names_clutter(word) && !is_subject(word))
            || self.label.iter().any(|word| NOTICES.contains(&word.as_str()) && !is_subject(word))
    }

    /// No content, if it holds links or next to nothing.
    pub fn is_controls(&self) -> bool {
        // `no-print`, `d-print-none` tell about paper.
        let is_of_paper =
            self.words.len() > 1 && self.has(&["no", "d", "none", "hidden", "visible"]);
        self.words
            .iter()
            .chain(&self.whole)
            .any(|word| names_controls(word) && !(word == "print" && is_of_paper))
    }

    /// The same by what a screen reader calls it, which is a sentence as often.
    pub fn is_labelled_controls(&self) -> bool {
        self.label.iter().any(|word| names_controls(word) || CLUTTER.contains(&word.as_str()))
    }

    /// The head of the site, as the element `header` would be.
    pub fn is_header(&self) -> bool {
        self.whole.iter().any(|name| HEADERS.contains(&name.as_str()))
    }

    pub fn is_aside(&self) -> bool {
        self.role == "complementary" || self.has(&ASIDE)
    }

    pub fn is_unseen(&self) -> bool {
        // Design systems put their own name in front: `env-assistive-text`.
        let named = |mark: &str| self.whole.iter().any(|name| name.ends_with(mark));
        self.has(&UNSEEN) || UNSEEN.iter().any(|mark| named(mark))
    }

    pub fn is_breadcrumbs(&self) -> bool {
        self.words.iter().any(|word| BREADCRUMBS.iter().any(|name| word.contains(name)))
    }

    pub fn folds_out(&self) -> bool {
        self.role == "tabpanel" || self.begins(&FOLDS)
    }

    /// The line to press of what folds out: `accordion-title`.
    pub fn is_caption(&self) -> bool {
        let folds = |word: &String| FOLDS.iter().any(|fold| word.starts_with(fold));
        let names = |word: &String| CAPTIONS.contains(&word.as_str());
        let words = || self.words.iter().enumerate();
        words()
            .filter(|(_, word)| folds(word))
            .any(|(at, _)| words().any(|(other, word)| other != at && names(word)))
    }

    pub fn is_question(&self) -> bool {
        self.has(&["question", "fraga"])
    }

    pub fn is_answer(&self) -> bool {
        self.has(&["answer", "svar"])
    }

    /// Looks like something to press.
    pub fn is_button(&self) -> bool {
        self.role == "button" || self.has(&["btn", "button", "knapp"])
    }

    pub fn is_service(&self) -> bool {
        self.words.iter().any(|word| {
            ["etjanst", "eservice", "blankett", "tjanst"].iter().any(|name| word.contains(name))
        }) || self.whole.iter().any(|name| name.contains("e-tjanst") || name.contains("e-service"))
    }
}

fn names_controls(word: &str) -> bool {
    let is_food = || FOOD.iter().any(|food| word.starts_with(food));
    CONTROLS.contains(&word) || (CONTROL_ENDS.iter().any(|end| word.ends_with(end)) && !is_food())
}

/// The words of a text as those of marks are: small letters without å ä ö.
pub fn folded_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| fold(&word.to_lowercase())).collect()
}

/// The words of an id. Editors' systems make ids of headings ("sociala-avgifter"): long ones, and words that a heading may have, tell nothing.
fn of_id(id: &str) -> Vec<String> {
    const OF_HEADINGS: [&str; 14] = [
        "social",
        "sociala",
        "dela",
        "kris",
        "krisinformation",
        "print",
        "search",
        "rating",
        "listen",
        "lyssna",
        "login",
        "kakor",
        "meny",
        "tipsa",
    ];
    let words = split(id);
    match words.len() {
        0 | 1 => words,
        2 => words.into_iter().filter(|word| !OF_HEADINGS.contains(&word.as_str())).collect(),
        _ => Vec::new(),
    }
}

/// At `-`, `_`, blanks, and where a capital follows a small letter.
fn split(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && after_small) {
            words.push(String::new());
        }
        after_small = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| fold(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::{ElementRef, Html};

    fn marks(tag: &str) -> Marks {
        let html = Html::parse_fragment(tag);
        let element = html.tree.nodes().filter_map(ElementRef::wrap).next_back().unwrap();
        Marks::of(element.value())
    }

    #[test]
    fn the_marks_of_several_systems_are_understood() {
        for clutter in [
            "<div class='sv-breadcrumb-portlet'>",
            "<div id='Brödsmulor'>",
            "<div class='pagecontent readspeaker_btn'>",
            "<ul class='SocialShare'>",
            "<div class='leftMenu'>",
            "<div class='related-links'>",
            "<div id='cookie-consent'>",
            "<div role='navigation'>",
            "<div aria-label='Dela sidan'>",
            "<div class='site-krismeddelande'>",
            "<div class='site-footer'>",
            "<div class='sideNav'>",
            "<ul class='mobilmeny'>",
            "<div class='krisband'>",
            "<div class='c-print'>",
        ] {
            let marks = marks(clutter);
            assert!(
                marks.is_clutter(&[]) || marks.is_controls() || marks.is_labelled_controls(),
                "{clutter}"
            );
        }
        for content in [
            "<div class='sv-text-portlet sv-use-margins'>",
            "<div class='entry-content'>",
            "<div class='relation'>",
            "<div class='skolmaten'>",
            "<div id='h-Delaktighet'>",
            "<section id='sociala-avgifter'>",
            "<section id='om-du-vill-dela-bostad'>",
            "<div class='contact-card'>",
            "<div class='text no-print'>",
            "<div class='d-print-block'>",
            "<div class='hero-banner'>",
            "<div class='card-footer'>",
            "<ul class='skollunchmeny'>",
        ] {
            let marks = marks(content);
            assert!(!marks.is_clutter(&[]) && !marks.is_controls(), "{content}");
        }
        let about = folded_words("Kakor på webbplatsen");
        assert!(!marks("<div class='om-kakor'>").is_clutter(&about));
        assert!(marks("<div class='om-kakor'>").is_clutter(&[]));
        assert!(marks("<div class='cookie-banner'>").is_clutter(&about));
        assert!(!marks("<section aria-label='Social omsorg'>").is_clutter(&[]));
        assert!(marks("<p class='accordion__title'>").is_caption());
        assert!(marks("<div class='l-sidebar'>").is_aside());
        assert!(marks("<span class='visually-hidden'>").is_unseen());
        assert!(marks("<span class='env-assistive-text'>").is_unseen());
        assert!(marks("<div class='env-collapse'>").folds_out());
    }
}
