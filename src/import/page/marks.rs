//! What an element's id, classes, role and label tell of its use.

use scraper::node::Element;

use crate::language::words::fold;

/// Uses that are no content of the page, as words of a class or an id.
const CLUTTER: [&str; 71] = [
    "addthis",
    "addtoany",
    "banner",
    "betyg",
    "brodsmula",
    "brodsmulor",
    "byline",
    "consent",
    "cta-share",
    "dela",
    "delning",
    "driftmeddelande",
    "feedback",
    "fotlankar",
    "gdpr",
    "global-footer",
    "globalfooter",
    "kakor",
    "krisbanner",
    "krisinformation",
    "krismeddelande",
    "kris",
    "leftcol",
    "leftcolumn",
    "leftmenu",
    "leftnav",
    "listen",
    "login",
    "lyssna",
    "meny",
    "menu",
    "metanav",
    "nav",
    "navbar",
    "navigation",
    "navigering",
    "pager",
    "pagination",
    "paginering",
    "pageinfo",
    "print",
    "rating",
    "relaterad",
    "relaterade",
    "relaterat",
    "related",
    "relations",
    "rslisten",
    "search",
    "searchform",
    "seealso",
    "share",
    "sharing",
    "sidfot",
    "sidhuvud",
    "skiplink",
    "skiplinks",
    "skrivut",
    "smulor",
    "smulstig",
    "social",
    "socialmedia",
    "sociala",
    "sokruta",
    "sokfalt",
    "tipsa",
    "toolbar",
    "topbar",
    "toppmeny",
    "verktygsrad",
    "webbkarta",
];

/// Beginnings of such words.
const CLUTTER_BEGINS: [&str; 9] = [
    "cookie",
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
const CLUTTER_ENDS: [&str; 6] =
    ["menu", "navigation", "navbar", "breadcrumbs", "breadcrumb", "cookies"];

/// Swedish compounds of "meny" that are no food.
const MENUS: [&str; 8] = [
    "huvudmeny",
    "vanstermeny",
    "undermeny",
    "sidomeny",
    "toppmeny",
    "sidmeny",
    "snabbmeny",
    "lokalmeny",
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
const FOLDS: [&str; 10] = [
    "accordion",
    "dragspel",
    "collapse",
    "collapsible",
    "expand",
    "expandable",
    "expander",
    "faq",
    "toggle",
    "tabs",
];

/// The words of an element's marks, in small letters without å ä ö: `sv-Relaterat_lank` is `sv`, `relaterat`, `lank`.
pub struct Marks {
    words: Vec<String>,
    whole: Vec<String>,
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
        if let Some(label) = element.attr("aria-label").filter(|label| label.len() <= 40) {
            words.extend(
                label.split(|c: char| !c.is_alphanumeric()).map(|word| fold(&word.to_lowercase())),
            );
        }
        let role = element.attr("role").unwrap_or_default().to_lowercase();
        Marks { words, whole, role }
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

    pub fn is_clutter(&self) -> bool {
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
        let ends = |word: &String| {
            CLUTTER_ENDS.iter().any(|end| word.ends_with(end)) || MENUS.contains(&word.as_str())
        };
        ROLES.contains(&self.role.as_str())
            || self.has(&CLUTTER)
            || self.begins(&CLUTTER_BEGINS)
            || self.words.iter().any(ends)
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
        ] {
            assert!(marks(clutter).is_clutter(), "{clutter}");
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
        ] {
            assert!(!marks(content).is_clutter(), "{content}");
        }
        assert!(marks("<div class='l-sidebar'>").is_aside());
        assert!(marks("<span class='visually-hidden'>").is_unseen());
        assert!(marks("<span class='env-assistive-text'>").is_unseen());
        assert!(marks("<div class='env-collapse'>").folds_out());
    }
}
