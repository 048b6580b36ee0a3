//! What sites say in place of a page: that it is not there, or that the site has a bad day.

use std::sync::LazyLock;

use regex::RegexSet;

use crate::language::words::fold;

/// "Sidan du söker finns inte", in the order of words that Swedish has, with up to a few words between.
static NOT_FOUND: LazyLock<RegexSet> = LazyLock::new(|| {
    sentences(&[
        r"^((fel|felkod|error|http|status)\W+)*(404|410)\b.{0,80}$",
        // The page … is not (there), cannot be shown, is gone, has moved.
        r"\b(webb)?sidan?\b(\W+\w+){0,7}?\W+(finns|fanns|hittas|hittades|existerar)\W+(\w+\W+){0,2}?(inte|ej)\b",
        r"\b(webb)?sidan?\b(\W+\w+){0,7}?\W+(kunde|kan|gick|går|kommer)\W+(\w+\W+){0,3}?(inte|ej)\W+(\w+\W+){0,2}?(hitta|visa|nå|öppna|läsa|ladda|finna)s?\b",
        r"\b(webb)?sidan?\b(\W+\w+){0,7}?\W+(saknas|är\W+(\w+\W+){0,2}?(borta|borttagen|raderad|nedlagd|avpublicerad|flyttad|inaktuell|(inte|ej)\W+(\w+\W+)?(kvar|tillgänglig|publicerad)))\b",
        r"\b(webb)?sidan?\b(\W+\w+){0,7}?\W+(har|kan\W+(\w+\W+)?ha)\W+(\w+\W+){0,3}?(flyttats?|tagits\W+(bort|ner)|raderats|utgått|upphört|avpublicerats|försvunnit|fått\W+(en\W+)?ny\W+adress)\b",
        r"\b(innehållet|artikeln|dokumentet|nyheten|filen|adressen)\b(\W+\w+){0,6}?\W+(finns\W+(\w+\W+){0,2}?(inte|ej)(\W+(längre|kvar|här|tillgängligt?))*\W*$|(hittas|hittades|existerar)\W+(\w+\W+)?(inte|ej)\b|(kunde|kan|gick)\W+(\w+\W+){0,2}?(inte|ej)\W+(att\W+)?(hitta|visa)s?\b|är\W+(\w+\W+){0,2}?(borta|borttage[nt]|avpublicera[dt])\b|är\W+(inte|ej)\W+(längre\W+)?(kvar|tillgängligt?|publicera[dt])\b|har\W+(\w+\W+)?(tagits\W+bort|avpublicerats|raderats)\b)",
        // Nobody could find it.
        r"\b(inte|ej)\W+(att\W+)?(hitta|hittar|hittade|hittat|finna|visa|nå|öppna)\W+(\w+\W+){0,3}?((webb)?sidan?|innehållet|artikeln|det\W+du\W+s|vad\W+du\W+s)",
        r"\bfinns\W+(inte|ej)\W+(längre\W+)?((den|denna)\W+(här\W+)?)?((webb)?sidan)\W*$",
        r"\b(hittar|hittade|hittades|hittas|finner|fann)\W+(\w+\W+){0,2}?(inte|ej|ingen)\W+(\w+\W+){0,2}?((webb)?sidan?|innehållet|artikeln|det\W+du|vad\W+du)\b",
        r"\b(finns|fanns|ligger)\W+(\w+\W+){0,2}?(ingen\W+((webb)?sida|artikel)|inget\W+innehåll|ingenting\W*$|inget\W+att\W+(se|visa|läsa))",
        r"^(ingen|inget)\W+(webb)?(sida|artikel|innehåll)\W+(kunde|hittades|finns|här)",
        r"\b(hoppsan|oj|oj ?då|ojsan|attans|hoppla|aj|aj ?då|ops|oops|tusan)\b.{0,60}\b(sidan?|fel|hitta|hittar|gick|vilse|snett|borta|tomt)\b",
        r"\b(du|vi)\b(\W+\w+){0,2}?\W+(gått|kommit|hamnat|klickat|villat)\W+(\w+\W+)?(vilse|fel|snett|bort)\b",
        r"\b(länken|adressen|webbadressen)\b(\W+\w+){0,6}?\W+(är|verkar\W+vara|leder|fungerar)\W+(\w+\W+){0,2}?(trasig|felaktig|felstavad|bruten|inaktuell|ogiltig|ingenstans|inte)\b",
        r"\bpage\b(\W+\w+){0,6}?\W+(not|no longer|doesn.t|cannot|can.t)\W+(be\W+)?(found|exist\w*|available|here)\b",
        r"^(page\W+)?not\W+found\b",
    ])
});

/// The same words where they say something else: what the reader did, or a page in another language.
static FOUND: LazyLock<RegexSet> = LazyLock::new(|| {
    sentences(&[
        r"\b(du|ni|jag|man)\W+(\w+\W+)?(inte|ej)\b",
        r"\b(hittar|hittade)\W+(du|ni|man)\b",
        // A side that one is on.
        r"\b(andra|ena|båda|norra|södra|östra|västra|vänstra|högra|vid|åt)\W+sidan?\b",
        r"\b(finns|fanns)\W+(\w+\W+)?(inte|ej)\W+(\w+\W+)?(på|i|som|översatt\w*|till)\W+(engelska|lättläst|finska|andra|papper|teckenspråk|tryck)\w*",
    ])
});

/// What may go wrong, and has not.
static IF: LazyLock<RegexSet> = LazyLock::new(|| sentences(&[r"^(om|när|ifall)\b"]));

static OUT_OF_ORDER: LazyLock<RegexSet> = LazyLock::new(|| {
    sentences(&[
        r"\b(webbplatsen|webbsidan|hemsidan|sajten|webben|sidan|tjänsten|systemet)\W+(är|ligger)\W+(\w+\W+){0,4}?(nere|stängd|ur\W+(funktion|drift)|otillgänglig|(under|på)\W+(underhåll|uppdatering|ombyggnad)|avstängd|överbelastad)\b",
        r"\b(webbplatsen|webbsidan|hemsidan|sajten|webben|sidan)\W+((uppdateras|uppgraderas|underhålls|byggs\W+om)\W+(just\W+nu|för\W+närvarande)|(fungerar|svarar)\W+(\w+\W+){0,3}?(inte|ej)\W*$)",
        r"\b(tekniskt fel|internt fel|serverfel|server error|service unavailable|bad gateway|gateway timeout)\b",
        r"\bett (oväntat |okänt |allvarligt )?fel (har )?(inträffade|inträffat|uppstod|uppstått)\b",
        r"^(\w+\W+){0,2}?(något|någonting|nånting|det|här) (gick|har gått|blev|har blivit) (\w+ )?(fel|snett|galet|tokigt)\b",
        r"^(\w+\W+){0,2}?(gick|blev) (det|något|någonting) (\w+ )?(fel|snett|galet|tokigt)\b",
        r"\b(webbplatsen|webbsidan|sidan) är (\w+ )?under (uppbyggnad|konstruktion)\b",
        r"\b(vi|it avdelningen)\W+(\w+\W+){0,4}?(underhåller|uppdaterar|uppgraderar|bygger om|arbetar med|jobbar med|lagar)\W+(\w+\W+){0,2}?(webbplatsen|hemsidan|sajten|webben|servern|servrarna)\b",
        r"\b(uppdaterar|uppgraderar|underhåller|lagar)\W+vi\W+(\w+\W+){0,2}?(webbplatsen|hemsidan|sajten|webben|servern|servrarna)\b",
        r"\b(genomför|utför|gör|pågår)\W+(\w+\W+){0,3}?(system|server|webb)?underhåll\W*$",
        r"\bunderhåll(sarbete)?\W+(av|på)\W+(\w+\W+)?(webbplatsen|hemsidan|sajten|webben|servern|servrarna|systemen?)\b",
        r"\b(vi|sidan|webbplatsen|hemsidan)\W+(är|kommer)\W+(snart|strax)\W+(tillbaka|åter|igång)\b",
    ])
});

/// Titles of a stop that may be the site's own or, as well, one of water or heat.
static STOPPED: LazyLock<RegexSet> = LazyLock::new(|| {
    sentences(&[
        r"^((tillfälligt|planerat|akut|kort|ett|tekniska|tekniskt|stängt för|pågående|vi har)\W+)*(driftstopp|driftavbrott|driftstörning|avbrott|underhåll|strul|problem|fel|stopp|driftproblem)\W*$",
        r"^(tillfälligt|just nu)\W+(stängt?|otillgängligt?|ur (drift|funktion)|nere)\W*$",
        r"^(strax|snart) (tillbaka|åter)\W*$",
    ])
});

/// What only a site that has stopped says below such a title.
static OF_THE_SITE: LazyLock<RegexSet> = LazyLock::new(|| {
    sentences(&[
        r"\b(webbplats\w*|webbsid\w*|hemsid\w*|sajten|webben|servern|servrar\w*|sidan)\b",
        r"\bförsök (gärna )?(igen|på nytt)\b",
        r"\b(strax|snart) (tillbaka|åter|igång)\b",
    ])
});

/// Words that a page which is not there has, and many others, too.
static HINTS: LazyLock<RegexSet> = LazyLock::new(|| {
    sentences(&[
        r"\b(finns (inte|ej)|hitta\w*|saknas|borta|vilse|flytta\w*|tagits bort|borttage[nt]|fel|gick (inte|snett)|går inte|försök igen|på nytt|senare|underhåll\w*|tillfällig\w*|404|startsidan?|sökfunktion\w*|sökrutan|driftstopp|driftstörning\w*|tyvärr|ur funktion|otillgänglig\w*|kunde inte|kan inte|not found|error|unavailable|tom|ingen(ting)?|inget|slut)\b",
    ])
});

/// Patterns of [`plain`] sentences. Of few letters alone, a pattern with gaps of several words stays small.
fn sentences(patterns: &[&str]) -> RegexSet {
    let plain = |pattern: &&str| {
        let pattern = pattern.replace(r"\W*$", "$").replace(r"\W+", " ");
        let pattern = pattern.replace(r"\w", "[a-z0-9]").replace(".{", "[a-z0-9 ]{");
        fold(&pattern)
    };
    let patterns: Vec<String> = patterns.iter().map(plain).collect();
    RegexSet::new(&patterns).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Small letters without marks, and digits; single blanks for all else.
fn plain(text: &str) -> String {
    let letters = fold(&text.to_lowercase());
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a sentence of a text is one of these.
fn says(text: &str, patterns: &RegexSet, but: &RegexSet) -> bool {
    /// "Hoppsan! Här blev det fel": a short text may be said in two breaths.
    const SHORT: usize = 120;
    let whole = (text.chars().count() <= SHORT).then(|| plain(text));
    let mut sentences = text.split_inclusive(['.', '!', '?']).map(plain).chain(whole);
    sentences.any(|sentence| patterns.is_match(&sentence) && !but.is_match(&sentence))
}

/// The words of a server that answers "found" for what it has not found.
pub fn says_not_found(text: &str) -> bool {
    says(text, &NOT_FOUND, &FOUND)
}

/// The words of a site that has a bad day.
pub fn says_out_of_order(text: &str) -> bool {
    says(text, &OUT_OF_ORDER, &IF)
}

/// A title of a stop, and below it that the site is meant.
pub fn has_stopped(title: &str, text: &str) -> bool {
    STOPPED.is_match(&plain(title)) && OF_THE_SITE.is_match(&plain(text))
}

/// Words that make a text, where several addresses have it, one of a page that is not there.
pub fn hints_at_missing(text: &str) -> bool {
    HINTS.is_match(&plain(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_there_says_so() {
        for text in [
            "404",
            "404 - Sidan kunde inte hittas",
            "Sidan du söker finns inte",
            "Sidan som du söker finns inte",
            "Sidan som du letar efter finns tyvärr inte längre",
            "Den sida du söker finns inte",
            "Sidan gick inte att hitta",
            "Det gick inte att hitta sidan",
            "Sidan kunde tyvärr inte hittas",
            "Sidan kan inte visas",
            "Vi kunde tyvärr inte hitta sidan",
            "Vi kan tyvärr inte hitta den sida som du försöker nå.",
            "Tyvärr hittades inte sidan",
            "Tyvärr! Sidan du ville nå är borta.",
            "Sidan har flyttats",
            "Sidan har tagits bort eller fått en ny adress",
            "Innehållet hittades inte",
            "Innehållet är inte längre tillgängligt",
            "Artikeln finns inte längre",
            "Det finns ingen sida här",
            "Det finns tyvärr ingenting här. Här finns inget att visa.",
            "Ingen sida hittades",
            "Här har du gått vilse",
            "Oj, du har hamnat fel!",
            "Länken du klickade på är trasig",
            "Adressen verkar vara felaktig",
            "Vi hittar inte sidan",
            "Hoppsan! Här blev det fel",
            "Sidan kan ha flyttat, bytt namn eller tagits bort.",
            "Tyvärr finns inte sidan.",
            "Oj, här var det tomt!",
            "Page not found",
            "The page you are looking for does not exist or is no longer available",
            "Tyvärr kan vi inte hitta sidan",
            "Fel 404: filen saknas",
        ] {
            assert!(says_not_found(text), "{text}");
        }
        for text in [
            "Bygglov",
            "Vi hittar inte min katt",
            "Rum 404 i kommunhuset hette förr A",
            "Hittar du inte det du söker? Ring kontaktcenter.",
            "Om du inte hittar sidan kan du söka.",
            "På andra sidan ån har förskolan flyttat.",
            "Den här sidan finns inte på engelska.",
            "På den här sidan finns blanketter.",
            "Kontaktcenter har flyttat till nya lokaler.",
            "Innehållet i planen är inte bindande.",
            "Toaletten är borta.",
            "Sidan om bygglov har information om avgifter.",
            "Har ditt pass försvunnit?",
            "Du har fått ett brev.",
        ] {
            assert!(!says_not_found(text), "{text}");
        }
    }

    #[test]
    fn a_site_that_has_a_bad_day_says_so() {
        for text in [
            "Webbplatsen är tillfälligt nere.",
            "Webbplatsen är just nu stängd för underhåll",
            "Hemsidan ligger tyvärr nere",
            "Något gick fel",
            "Tyvärr har något gått fel. Här gick något fel.",
            "Det blev tyvärr fel",
            "Nu blev det fel",
            "Sidan är under uppbyggnad",
            "Vi genomför underhåll",
            "Just nu uppdaterar vi webbplatsen.",
            "Vi är snart tillbaka!",
            "Ett oväntat fel inträffade",
            "503 Service Unavailable",
        ] {
            assert!(says_out_of_order(text), "{text}");
        }
        for text in [
            "Vi utför underhåll av vägar och broar.",
            "Biblioteket är stängt på lördag.",
            "Hissen är ur funktion.",
            "Om något gick fel när du ansökte kan du ändra.",
            "Det är inte fel att fråga.",
            "Vi uppdaterar översiktsplanen.",
        ] {
            assert!(!says_out_of_order(text), "{text}");
        }
        assert!(has_stopped("Tillfälligt driftstopp", "Försök igen om en stund."));
        assert!(!has_stopped("Tillfälligt driftstopp", "Vattnet är avstängt på Storgatan."));
        assert!(!has_stopped("Driftstörningar i vattnet", "Se kartan på webbplatsen."));
    }
}
