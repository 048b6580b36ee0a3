//! What pages say beside their content, as municipalities write it.

use std::sync::LazyLock;

use regex::RegexSet;

static CONTROLS: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(lyssna|listen|läs upp)( (på|to|upp))?( (den här |denna |this )?((webb)?sidan?|texten|innehållet|artikeln?|page))?( med (readspeaker|talande webb|uppläsning))?( lyssna)?$",
        r"^(få |öppna )?((sidan|texten|innehållet) uppläst|talande webb|readspeaker.{0,20})$",
        r"^(dela|share|tipsa( någon| en vän)?)( om)?( (den här |denna |this )?(sidan?|länk(en)?|artikeln?|nyheten?|innehållet|page))?( (på|via|till|med|on|i)( ?(facebook|twitter|x|linkedin|instagram|bluesky|threads|whatsapp|e-?post|mejl|e-?mail|sms|sociala medier|en vän|vänner|andra|någon|,|och|eller|and))+)?:?$",
        r"^(facebook|twitter|x|linkedin|instagram|e-post|mejl|email|kopiera länk(en)?)( (sidan|this page))?$",
        r"^(dela( sidan)?|facebook|twitter|linkedin|instagram|bluesky|whatsapp|e-post|skriv ut|lyssna|x|kopiera länk|tipsa( en vän| någon)?|på|till|via|mejl|,|:|och|\||·|•|/| )+$",
        r"^(skriv ut|print)( (den här |denna |this )?(sidan?|artikeln?|texten|page))?$",
        r"^(gå |upp )?((tillbaka )?till )?(sidans )?topp(en)?( (av|på) sidan)?$",
        r"^(hoppa|gå) (till|över|direkt till) (sidans )?((huvud)?innehåll(et)?|navigation(en)?|navigering(en)?|(huvud)?menyn?|sök(ning(en)?|funktion(en)?|rutan)?|sidfot(en)?|topp(en)?|början|text(en)?|start(sidan)?)( på (den här )?sidan)?$",
        r"^skip to .{3,40}$",
        r"^\W*(tillbaka|back)( till (start(sidan)?|toppen|föregående( sida)?|sökresultat(et)?|listan|översikten)| to .{1,40})?$",
        r"^(meny|menu|sök|search|stäng|close|logga in|visa (mer|mindre|fler|färre|alla)|öppna alla|stäng alla|fäll (ut|ihop) alla|expandera alla|dölj|anpassa|translate|other languages|in english|lättläst|teckenspråk)$",
        r"^(länk till annan webbplats|öppnas i (ett )?nytt fönster|extern länk|pdf(-fil)?, \d+.{0,6})\W*(öppnas i nytt fönster)?\W*$",
        r"^.{2,30} (logga|logotyp|logotype|logo)$",
        r"^(du är här|you are here)(\s*:.{0,120}|.{0,100}[/>›»|].{0,100})?$",
        r"^(start|hem|startsida|startsidan|home)( *[/>›»|·-] *[^/>›»|]{1,60})+$",
        r"^.{2,30} kommun( *[/>›»|] *[^/>›»|.]{1,60})+$",
        r"^(visa )?(föregående|nästa)( sida)?$",
        r"^>\s.{1,60}länk till annan webbplats$",
        r"^(©|copyright\b).{0,80}$",
        r"^(taggar|ämnesord|nyckelord|kategorier|etiketter)\s*:.{0,120}$",
        r"^(dela|sprid|följ oss)( gärna)?( på| i)? (sociala medier|facebook|instagram)$",
    ])
});

/// Controls by their words that are a heading or a label where something is said below: "E-post", and then the address.
static NAMES: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(facebook|twitter|x|linkedin|instagram|e-post|mejl|email|skriv ut|lyssna|meny|menu|sök|search|logga in|anpassa|translate|other languages|in english|lättläst|teckenspråk)$",
        r"^.{2,30} (logga|logotyp|logotype|logo)$",
        r"^(fick du|har du fått) (svar|hjälp|den hjälp).{0,60}\?$",
        r"^(ansvarig|ansvarig utgivare|utgivare|redaktör)\b.{0,60}$",
        r"^(skapad|publicerad|publicerat|uppdaterad|ändrad|granskad|kontrollerad)\b.{0,40}$",
    ])
});

/// A way back, where the line is a link.
static WAYS_BACK: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^\W*(tillbaka|back) (till|to) .{1,40}$",
        r"^(gå|hoppa) till .{0,40}(start|första )sida(n)?$",
    ])
});

static PAGE_FACTS: LazyLock<RegexSet> = LazyLock::new(|| {
    const SUBJECT: &str = r"(sidan|sidans innehåll|innehållet|artikeln|texten|informationen|denna sida|den här sidan|page|this page)";
    const VERB: &str = r"(uppdaterad|uppdaterat|uppdaterats|uppdaterades|(fakta)?granskad|(fakta)?granskat|(fakta)?granskats|(fakta)?granskades|reviderad|reviderat|reviderades|kontrollerad|kontrollerat|kontrollerades|ändrad|ändrat|ändrades|publicerad|publicerat|publicerades|skapad|skapades|updated|reviewed|modified|published)";
    set(&[
        &format!(
            r"^({SUBJECT} )?((är|har|blev|was|is) )?(senast|sist|last) {VERB}\W{{0,3}}(av\b.*|den \d.*|by\b.*|on\b.*|.{{0,12}}\d.*)?$"
        ),
        // Without "senast" it takes a whole date: "Skapad 2019" is said of other things.
        &format!(
            r"^({SUBJECT} )?((är|har|blev|was|is) )?{VERB}\W{{0,3}}(av\b.{{0,60}}|by\b.{{0,60}}|(den |on |kl\D{{0,3}}[\d.:]+ )?.{{0,12}}(\d{{4}}-\d|\d{{1,2}}[ ./]\D{{0,2}}[\d\p{{L}}]).*)?$"
        ),
        &format!(r"^{SUBJECT}( är| har| blev| was| is)?( senast| sist| last)? {VERB}\b.{{0,100}}$"),
        r"^senaste? (uppdatering|ändring|granskning)(en)?\b.{0,80}$",
        r"^(sidansvarig|innehållsansvarig|ansvarig för (sidan|innehållet)|sidans ansvariga|webbredaktör)\b.{0,120}$",
        r"^(redaktör|utgivare|ansvarig utgivare|ansvarig|ansvarig redaktör)\s*:.{0,100}$",
        r"^lästid\b.{0,30}$",
        r"^(sid-?id|dokument-?id)\W.{0,30}$",
    ])
});

static FEEDBACK: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(hjälpte|hjälpte dig) (den här |denna )?(informationen|sidan|innehållet|texten).{0,80}$",
        r"^hittade du (det|vad|den information|svar|informationen).{0,80}$",
        r"^(fick du|har du fått) (svar|hjälp|den hjälp).{0,60}\?( ja| nej|\W)*$",
        r"^blev du hjälpt\b.{0,60}$",
        r"^(är|blev) du nöjd med (den här |denna )?(informationen|sidan|innehållet|texten|webbplatsen).{0,40}$",
        r"^hade du nytta av .{0,20}(sidan|informationen|innehållet|texten).{0,20}$",
        r"^(var|är) (den här |denna )?(informationen|sidan|innehållet|texten) (till|bra|användbar|hjälpsam).{0,60}$",
        r"^(hjälp oss|vill du hjälpa oss) .{0,30}(förbättra|bättre).{0,80}$",
        r"^(har du hittat|hittade du|hittat|ser du|saknar du) (något|ett fel|fel|några fel).{0,20} på (den här |denna )?(sidan|webbplatsen).{0,40}$",
        r"^(lämna|skicka|skriv|rapportera) .{0,20}(synpunkt|kommentar|återkoppling|feedback|fel).{0,20} (på|om|till|för) (den här |denna )?(sidan|webbplatsen|innehållet).{0,30}$",
        r"^(tyck till|vad tycker du) om (den här |denna )?(sidan|innehållet|webbplatsen|informationen).{0,60}$",
        r"^(ja|nej|ja nej|ja / nej|ja, jag|tack för (din|ditt) (åsikt|synpunkt|svar|återkoppling|feedback|omdöme|hjälp).{0,30})$",
        r"^did you find .{0,60}$",
        r"^was this (page|information) .{0,40}$",
    ])
});

static COOKIES: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^.{0,60}\b(vi|webbplatsen|sidan|sajten|kommunen|den här webbplatsen) använder (sig av |oss av )?(\w+ )?(cookies|kakor)\b.{0,400}$",
        r"^(godkänn|acceptera|tillåt|neka|avvisa|hantera|spara|visa|ändra|endast|bara|jag godkänner)( mina| alla| endast| bara| nödvändiga| valda)* (cookies|kakor|kakinställningar|cookieinställningar)\W*$",
        r"^(om |läs mer om |mer om |inställningar för )(cookies|kakor)\W*$",
        r"^(acceptera|godkänn|neka|tillåt|avvisa|endast|bara|använd) (alla|nödvändiga|urval|valda)$",
        r"^(ok(ej)?,? )?jag (förstår|godkänner)\W*$",
        r"^(anpassa|spara|hantera|ändra) (inställningar|val|mina val|samtycke)\W*$",
    ])
});

static RELATED: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^relatera(t|d|de)\b.{0,40}$",
        r"^related( (pages|links|content|information))?$",
        r"^(liknande|fler|andra|närliggande) (sidor|artiklar|nyheter).{0,20}$",
        r"^(andra|flera) (har )?(också |även )?(läst|läser|läste|besökt|besökte|besöker).{0,30}$",
        r"^du kanske (också |även )?.{3,40}$",
        r"^(genvägar|snabblänkar|populära (sidor|länkar)|populärt( just nu)?|mest (besökta|lästa).{0,20}|just nu populärt)$",
        r"^(undersidor|i det här avsnittet|i detta avsnitt|i den här delen|på de här sidorna|sidor i avsnittet|sidor som hör ihop)$",
        r"^(hör ihop med|hänger ihop med|se även)\b.{0,40}$",
        r"^(dela( sidan| artikeln)?|följ oss|sociala medier)$",
    ])
});

static MORE: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(läs|se) (också|även|mer|vidare)( om .{1,40})?:?$",
        r"^mer (om|på|inom) .{1,50}$",
        r"^(mer information|länkar|mer på webben|externa länkar|relevanta länkar|fler länkar|användbara länkar|dokument och länkar|länkar och dokument|innehåll|innehållsförteckning|innehåll på sidan|sidans innehåll|på (den här|denna) sidan|på sidan|genvägar på sidan|hitta på sidan|read more|see also|on this page)( om .{1,40})?:?$",
    ])
});

fn set(patterns: &[&str]) -> RegexSet {
    regex::RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .build()
        .unwrap_or_else(|error| unreachable!("{error}"))
}

/// A line in the form that the phrases have.
fn flat(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain.trim_start_matches(['-', '•', '*']).trim().to_owned()
}

/// A control, a fact of the page itself, a question for feedback, a notice on cookies: nothing that a page is read for.
pub fn is_clutter(text: &str) -> bool {
    is_control(text) || says_cookies(text)
}

/// The same without what is said of cookies: on pages about the site itself that is content.
pub fn is_control(text: &str) -> bool {
    let text = flat(text);
    let is_short = text.chars().count() <= 160;
    text.is_empty()
        || (is_short
            && [&*CONTROLS, &*PAGE_FACTS, &*FEEDBACK].iter().any(|set| set.is_match(&text)))
}

/// A notice on cookies, or what is pressed below it.
pub fn says_cookies(text: &str) -> bool {
    COOKIES.is_match(&flat(text))
}

/// A page about the site itself may say what a banner says.
pub fn is_about_site(title: &str) -> bool {
    let title = title.to_lowercase();
    ["kakor", "cookie", "webbplats", "personuppgift", "integritet", "gdpr", "dataskydd"]
        .iter()
        .any(|subject| title.contains(subject))
}

/// A control by its words that is a heading or a label where something is said below.
pub fn is_name(text: &str) -> bool {
    NAMES.is_match(&flat(text))
}

/// What stands by itself above an address or a number.
pub fn is_label(text: &str) -> bool {
    let text = flat(text).to_lowercase();
    ["e-post", "mejl", "email", "facebook", "instagram", "linkedin", "meny"]
        .contains(&text.trim_end_matches(':'))
}

/// A link that leads back.
pub fn is_way_back(text: &str) -> bool {
    WAYS_BACK.is_match(&flat(text))
}

/// What the page says of itself: when it was changed, who sees to it.
pub fn is_page_fact(text: &str) -> bool {
    PAGE_FACTS.is_match(&flat(text))
}

/// The answer to a question with yes or no.
pub fn is_yes_or_no(text: &str) -> bool {
    let text = flat(text).to_lowercase();
    ["ja", "nej"].contains(&text.trim_end_matches(['.', '!']))
}

/// The heading above links to other pages.
pub fn is_related(heading: &str) -> bool {
    RELATED.is_match(&flat(heading))
}

/// A heading that links, and nothing but links, may stand below.
pub fn is_more(heading: &str) -> bool {
    MORE.is_match(&flat(heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_content_is_told_from_what_is() {
        for clutter in [
            "Lyssna",
            "Lyssna på sidan Lyssna",
            "Ale kommuns logga",
            "Dela sidan på Facebook",
            "Dela: Facebook Twitter LinkedIn",
            "Skriv ut",
            "Till toppen",
            "Hoppa till huvudinnehållet",
            "Sidan uppdaterades 14 mars 2026",
            "Senast granskad: 2026-03-14",
            "Senast granskad av Anna Andersson",
            "Sidan kontrollerades av:",
            "Sidansvarig: Anna Andersson",
            "Hjälpte informationen på sidan dig?",
            "Vi använder kakor för att webbplatsen ska fungera bra.",
            "Start / Bygga och bo / Avfall",
            "Du är här: Start > Bygga",
            "> Hitta till kontaktcenterlänk till annan webbplats",
            "Lyssna på webbsidan",
            "Lyssna med ReadSpeaker",
            "Läs upp sidan",
            "Dela den här sidan",
            "Dela denna länk",
            "Dela på Facebook, X och LinkedIn",
            "Tipsa om sidan",
            "Skriv ut den här sidan",
            "Senast granskat 3 maj 2025",
            "Sidans innehåll granskat 2025-05-03",
            "Sidan uppdaterades kl. 14.05 den 14 mars 2026",
            "Ansvarig: Anna Andersson",
            "Blev du hjälpt av den här sidan?",
            "Endast nödvändiga",
            "Bara nödvändiga kakor",
            "Jag förstår",
            "Anpassa inställningar",
            "Taggar: bygga, bo",
            "Vinlunda kommun / Bygga och bo / Avfall",
        ] {
            assert!(is_clutter(clutter), "{clutter}");
        }
        for content in [
            "Du kan lyssna på talböcker på biblioteket.",
            "Publicerade handlingar finns i arkivet.",
            "Uppdaterade taxor gäller från 1 januari 2026.",
            "Dela ut reklam kräver inget tillstånd.",
            "Kontrollerade brunnar märks med en skylt.",
            "Ring 0303-70 30 00.",
            "Ta inte med kakor till simhallen.",
            "Fick du hjälp av hemtjänsten?  Då betalar du en avgift.",
            "Senast den 1 maj ska ansökan vara inne.",
            "E-postadress: kommun@ale.se",
            "Gå till vårdcentralen om du blir sämre.",
            "Gå till vårdcentralen",
            "Dela med dig av dina minnen till biblioteket.",
            "Tillbaka till skolan",
            "Skapad 2019",
            "Ansvarig utgivare är kommunens kommunikationschef.",
            "Du är här för att lära dig simma.",
            "Here you can read about building permits.",
            "Tack för ditt bidrag till museet.",
            "Uppdaterat avtal om skolskjuts",
        ] {
            assert!(!is_clutter(content), "{content}");
        }
    }

    #[test]
    fn related_links_are_known_by_their_heading() {
        for heading in ["Relaterad information", "Relaterat", "Andra har också läst", "Undersidor"]
        {
            assert!(is_related(heading), "{heading}");
        }
        for heading in ["Andra läste också", "Populärt just nu", "Hör ihop med"] {
            assert!(is_related(heading), "{heading}");
        }
        assert!(is_more("Mer om bygglov") && is_more("Relevanta länkar"));
        assert!(is_more("Läs mer") && is_more("Se även:") && !is_more("Läs meritlistan"));
        assert!(!is_related("Släktingar och relationer"));
    }
}
