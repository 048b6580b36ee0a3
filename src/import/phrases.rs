//! What pages say beside their content, as municipalities write it.

use std::sync::LazyLock;

use regex::RegexSet;

static CONTROLS: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(lyssna|listen)( (på|to) (sidan|texten|innehållet|this page))?( lyssna)?$",
        r"^(dela|share|tipsa)( (sidan|artikeln|innehållet|this page))?( (på|via|till|med|on) .*)?:?$",
        r"^(facebook|twitter|x|linkedin|instagram|e-post|mejl|email|kopiera länk|skriv ut|print)( (sidan|this page))?$",
        r"^(dela( sidan)?|facebook|twitter|linkedin|instagram|e-post|skriv ut|lyssna|x|kopiera länk|tipsa( en vän| någon)?|på|till|via|mejl|,|:|och|\||·|•|/| )+$",
        r"^skriv ut( sidan| artikeln)?$",
        r"^(gå |upp )?(till )?(sidans )?topp(en)?( (av|på) sidan)?$",
        r"^(hoppa|gå) (till|över|direkt till) .{3,40}$",
        r"^skip to .{3,40}$",
        r"^(tillbaka|back)( till .{1,40}| to .{1,40})?$",
        r"^(meny|menu|sök|search|stäng|close|logga in|visa (mer|mindre|fler|färre|alla)|öppna alla|stäng alla|fäll (ut|ihop) alla|expandera alla|dölj|anpassa|translate|other languages|in english|lättläst|teckenspråk)$",
        r"^(länk till annan webbplats|öppnas i (ett )?nytt fönster|extern länk|pdf(-fil)?, \d+.{0,6})\W*(öppnas i nytt fönster)?\W*$",
        r"^.{2,30} (logga|logotyp|logotype|logo)$",
        r"^(du är här|here)\s*:?.{0,120}$",
        r"^(start|hem|startsida|startsidan)( *[/>›»|·-] *[^/>›»|]{1,60})+$",
        r"^(visa )?(föregående|nästa)( sida)?$",
        r"^>\s.{1,60}länk till annan webbplats$",
    ])
});

static PAGE_FACTS: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^((sidan|innehållet|artikeln|texten|informationen|page)( (är|blev|was))? )?(senast |sist |last )?(uppdaterad|uppdaterat|uppdaterades|granskad|granskades|faktagranskad|kontrollerad|kontrollerades|ändrad|ändrades|publicerad|publicerades|publicerat|skapad|updated|reviewed|published)\W{0,3}(av\b.*|den \d.*|by\b.*|on\b.*|.{0,12}\d.*)?$",
        r"^(sidan|innehållet|artikeln|denna sida|den här sidan)( är| blev)?( senast| sist)? (uppdaterad|uppdaterades|granskad|granskades|kontrollerad|kontrollerades|ändrad|ändrades|publicerad|publicerades)\b.{0,100}$",
        r"^senaste? (uppdatering|ändring|granskning).{0,80}$",
        r"^(sidansvarig|innehållsansvarig|ansvarig för (sidan|innehållet)|sidans ansvariga|webbredaktör|redaktör|utgivare|ansvarig utgivare)\b.{0,120}$",
        r"^lästid\b.{0,30}$",
        r"^(sid-?id|dokument-?id)\W.{0,30}$",
    ])
});

static FEEDBACK: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(hjälpte|hjälpte dig) (den här |denna )?(informationen|sidan|innehållet|texten).{0,80}$",
        r"^hittade du (det|vad|den information|svar).{0,80}$",
        r"^(fick du|har du fått) (svar|hjälp|den hjälp).{0,60}\?( ja| nej|\W)*$",
        r"^(var|är) (den här |denna )?(informationen|sidan|innehållet|texten) (till|bra|användbar|hjälpsam).{0,60}$",
        r"^(hjälp oss|vill du hjälpa oss) .{0,30}(förbättra|bättre).{0,80}$",
        r"^(lämna|skicka|skriv) .{0,20}(synpunkt|kommentar|återkoppling|feedback).{0,30}(sidan|webbplatsen|innehållet).{0,30}$",
        r"^(tyck till|vad tycker du) om (den här |denna )?(sidan|innehållet|webbplatsen|informationen).{0,60}$",
        r"^(ja|nej|ja nej|ja / nej|ja, jag|tack för (din|ditt) .{3,40})$",
        r"^did you find .{0,60}$",
        r"^was this (page|information) .{0,40}$",
    ])
});

static COOKIES: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^.{0,60}\b(vi|webbplatsen|sidan|sajten|kommunen|den här webbplatsen) använder (sig av )?(\w+ )?(cookies|kakor)\b.{0,400}$",
        r"^(godkänn|acceptera|tillåt|neka|avvisa|hantera)( alla| endast| bara| nödvändiga| valda)* (cookies|kakor)\W*$",
        r"^(om |läs mer om |mer om |inställningar för )(cookies|kakor)\W*$",
        r"^(acceptera|godkänn|neka) (alla|nödvändiga)$",
    ])
});

static RELATED: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^relatera(t|d|de)\b.{0,40}$",
        r"^related( (pages|links|content|information))?$",
        r"^(liknande|fler|andra|närliggande) (sidor|artiklar|nyheter).{0,20}$",
        r"^(andra|flera) har (också |även )?(läst|besökt).{0,30}$",
        r"^du kanske (också |även )?.{3,40}$",
        r"^(genvägar|snabblänkar|populära (sidor|länkar)|mest (besökta|lästa).{0,20})$",
        r"^(undersidor|i det här avsnittet|i detta avsnitt|i den här delen|på de här sidorna|sidor i avsnittet)$",
        r"^(dela( sidan| artikeln)?|följ oss|sociala medier)$",
    ])
});

static MORE: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(läs|se) (också|även|mer|vidare)( om .{1,40})?:?$",
        r"^(mer information|länkar|mer på webben|externa länkar|innehåll|innehållsförteckning|på (den här|denna) sidan|på sidan|genvägar på sidan|hitta på sidan|read more|see also|on this page)( om .{1,40})?:?$",
    ])
});

static NOT_FOUND: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(fel |error |http )*404\b.{0,80}$",
        r"\bsidan( du (söker|letar efter|sökte|försökte nå|vill nå|försöker nå))? (kunde inte|kan inte|finns inte|finns ej|hittades inte|hittas inte|hittades ej|saknas|har tagits bort|är borttagen|har flyttats eller tagits bort|existerar inte)",
        r"\b(hittade|hittar|kunde|kan) (vi )?(inte|ej) (hitta )?(den )?(sidan|sida)\b",
        r"\bkan(ske)? (vi )?inte hitta (den )?sidan\b",
        r"\bvi (hittar|hittade) (inte|tyvärr inte) (den )?(sidan|det du|innehållet|vad du)",
        r"\b(sidan|innehållet|dokumentet|artikeln) (finns|är) (inte|ej) (längre )?(kvar|tillgänglig|tillgängligt|publicerad|här)\b",
        r"\b(hoppsan|oj ?då|attans|ojsan)\b.{0,60}\b(sida|fel|hitta|gick)",
        r"\bpage (was |could )?not (be )?found\b",
        r"^ingen sida hittades",
    ])
});

static OUT_OF_ORDER: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"\b(webbplatsen|sidan|tjänsten|systemet) (är|ligger) (tillfälligt |just nu |för närvarande )*(nere|stängd|ur funktion|otillgänglig|ur drift)\b",
        r"\b(tekniskt fel|internt fel|serverfel|server error|service unavailable|bad gateway)\b",
        r"\bett (oväntat )?fel (har )?(inträffade|inträffat|uppstod|uppstått)\b",
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
    let text = flat(text);
    let is_short = text.chars().count() <= 160;
    text.is_empty()
        || (is_short
            && [&*CONTROLS, &*PAGE_FACTS, &*FEEDBACK].iter().any(|set| set.is_match(&text)))
        || COOKIES.is_match(&text)
}

/// The heading above links to other pages.
pub fn is_related(heading: &str) -> bool {
    RELATED.is_match(&flat(heading))
}

/// A heading that links, and nothing but links, may stand below.
pub fn is_more(heading: &str) -> bool {
    MORE.is_match(&flat(heading))
}

/// The words of a server that answers "found" for what it has not found.
pub fn says_not_found(text: &str) -> bool {
    NOT_FOUND.is_match(&flat(text))
}

/// The words of a site that has a bad day.
pub fn says_out_of_order(text: &str) -> bool {
    OUT_OF_ORDER.is_match(&flat(text))
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
        ] {
            assert!(!is_clutter(content), "{content}");
        }
    }

    #[test]
    fn a_page_that_is_not_there_says_so() {
        for text in [
            "404",
            "404 - Sidan kunde inte hittas",
            "Sidan du söker finns inte",
            "Vi hittar inte sidan",
            "Hoppsan! Här blev det fel",
            "Page not found",
            "Tyvärr kan vi inte hitta sidan",
        ] {
            assert!(says_not_found(text), "{text}");
        }
        for text in ["Bygglov", "Vi hittar inte min katt", "Rum 404 i kommunhuset hette förr A"] {
            assert!(!says_not_found(text) || text.starts_with("404"), "{text}");
        }
    }

    #[test]
    fn related_links_are_known_by_their_heading() {
        for heading in ["Relaterad information", "Relaterat", "Andra har också läst", "Undersidor"]
        {
            assert!(is_related(heading), "{heading}");
        }
        assert!(is_more("Läs mer") && is_more("Se även:") && !is_more("Läs meritlistan"));
        assert!(!is_related("Släktingar och relationer"));
    }
}
