//! Questions about the texts as a whole: how many, which of them, compared, how old, by whom.

use std::ops::Range;

use super::spotting::Word;
use super::{Among, Heard, Move, Turn};
use crate::language::time;
use crate::language::words::words;
use crate::model::article::ArticleId;
use crate::model::conversation::{Choice, Context, Subject};
use crate::model::cue::Cue;
use crate::model::verdict::{Across, Unsaid, Verdict};

/// A longer message has a subject of its own, and its cues stand there by chance.
const MOST_WORDS: usize = 20;
/// The most words that a word looked for in the texts has.
const LONGEST_NAME: usize = 4;
/// And so many bytes of the message.
const LONGEST_SPAN: usize = 50;
/// "Which ones talk about water?" has so few words at most.
const FEW_WORDS: usize = 8;
/// So many words of its own may stand beside the number of an area.
const BESIDE_NUMBER: usize = 1;
/// Words of asking for texts, beside which the rest is what they are looked through for.
const ASKING: [Cue; 15] = [
    Cue::Which,
    Cue::Areas,
    Cue::Speak,
    Cue::Mentioned,
    Cue::Plan,
    Cue::OfThem,
    Cue::Named,
    Cue::Count,
    Cue::Own,
    Cue::AllAbout,
    Cue::First,
    Cue::Second,
    Cue::Third,
    Cue::Again,
    Cue::Back,
];

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    if words(&turn.understanding.text).nth(MOST_WORDS).is_some() {
        return None;
    }
    count(turn)
        .or_else(|| compare(turn))
        .or_else(|| unsaid(turn))
        .or_else(|| age(turn))
        .or_else(|| source(turn))
        .or_else(|| speak(turn))
        .or_else(|| speak_on(turn))
}

/// "Fokusområde två", whether or not they were listed.
pub fn numbered(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let at = Cue::PLACES.iter().rposition(|place| heard.has(*place))?;
    // "De sju områdena" counts them.
    let names_areas = |at: usize| {
        let word = heard.words.get(at).map_or("", |word| word.folded.as_str());
        ["fokusomrade", "omrade", "area"].iter().any(|name| word.starts_with(name))
    };
    let follows = |place: &Range<usize>| place.start.checked_sub(1).is_some_and(names_areas);
    let is_named = heard.places(Cue::PLACES[at]).any(follows);
    let own =
        heard.rest_with_time(&[&Cue::PLACES[..], &[Cue::Areas, Cue::Pick, Cue::Leaning]].concat());
    (is_named && own.len() <= BESIDE_NUMBER && !heard.has(Cue::Count)).then_some(Move::Area(at))
}

/// Whether the texts are what was spoken of.
pub(super) fn on_texts(turn: &Turn<'_>) -> bool {
    let texts = |context: &Context| {
        matches!(
            context.subject(),
            Some(Subject::Article(_) | Subject::Articles(_) | Subject::Overview)
        )
    };
    turn.context.is_some_and(texts)
}

/// Whether texts were spoken of earlier, and not hours or contact details since.
pub(super) fn were_spoken_of(turn: &Turn<'_>) -> bool {
    let of_texts = |subject: &Subject| {
        matches!(subject, Subject::Article(_) | Subject::Articles(_) | Subject::Overview)
    };
    turn.context.is_some_and(|context| {
        !matches!(context.subject(), Some(Subject::Hours | Subject::Contact(_)))
            && context.subjects.iter().any(of_texts)
    })
}

fn count(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let listed = turn.context.is_some_and(|context| {
        let areas_listed = context.choices.len() > 2 && on_texts(turn) && says_they(turn.heard);
        matches!(context.subject(), Some(Subject::Articles(_) | Subject::Overview)) || areas_listed
    });
    let asks = heard.has(Cue::Count) && (heard.has(Cue::Areas) || listed);
    (asks && heard.only(&[Cue::Count, Cue::Areas, Cue::Plan, Cue::Own, Cue::Leaning]))
        .then_some(Move::Across(Across::Count))
}

/// "Hur många är de": not "hur mycket är det" of the one spoken of.
fn says_they(heard: &Heard) -> bool {
    const THEY: [&str; 6] = ["de", "dom", "dem", "they", "them", "there"];
    heard.words.iter().any(|word| THEY.contains(&word.folded.as_str()))
}

fn compare(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    if !heard.has(Cue::Compare) || words(&turn.understanding.text).nth(14).is_some() {
        return None;
    }
    if heard.only(&[Cue::Compare, Cue::Both, Cue::Leaning, Cue::Areas, Cue::OfThem, Cue::Second]) {
        return on_texts(turn).then(|| Move::Compare(Vec::new()));
    }
    let text = heard.without(&turn.understanding.text, &[Cue::Compare]);
    let parts = [
        " från ",
        " from ",
        " med ",
        " och ",
        " o ",
        " å ",
        " and ",
        " with ",
        ",",
        " mot ",
        " respektive ",
        " resp ",
    ]
    .iter()
    .fold(vec![text], |parts, between| {
        parts
            .iter()
            .flat_map(|part| part.split(between))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    });
    Some(Move::Compare(parts))
}

/// What is asked about the texts and stands in none of them.
fn unsaid(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let named = heard.has(Cue::Plan) || heard.has(Cue::Areas);
    let about = named || on_texts(turn);
    let beside = [Cue::Plan, Cue::Areas, Cue::Leaning, Cue::Own, Cue::Checked, Cue::Which];
    let only = |cue: Cue| heard.only(&[beside.as_slice(), &[cue]].concat());
    let unsaid = if heard.has(Cue::Adopted) && about && only(Cue::Adopted) {
        Unsaid::Adopted
    } else if about
        && (heard.has(Cue::Outcome) || (heard.has(Cue::WeakOutcome) && only(Cue::WeakOutcome)))
    {
        Unsaid::Outcome
    } else if heard.has(Cue::Who) && named && only(Cue::Who) {
        Unsaid::Who
    } else {
        return None;
    };
    Some(Move::Across(Across::Unsaid(unsaid)))
}

fn age(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let asks = heard.has_any(&[Cue::Newer, Cue::Valid, Cue::Checked]);
    let only = heard.only(&[
        Cue::Newer,
        Cue::Valid,
        Cue::Checked,
        Cue::Speak,
        Cue::Plan,
        Cue::Areas,
        Cue::Own,
        Cue::Leaning,
        Cue::Yes,
        Cue::Count,
        Cue::Which,
    ]);
    // "Hur gammal är du?" asks something else.
    let about_itself = words(&turn.understanding.text)
        .any(|word| ["du", "dig", "you"].contains(&word.as_str()))
        && !heard.has(Cue::Checked);
    // "Gäller det mig?" asks what the text says.
    let about_oneself = words(&turn.understanding.text)
        .any(|word| ["mig", "mej", "oss", "me", "us"].contains(&word.as_str()));
    let spoken_of = on_texts(turn) || (heard.has(Cue::Checked) && turn.context.is_some());
    let about = heard.has_any(&[Cue::Plan, Cue::Areas]) || (spoken_of && !about_itself);
    (asks && only && about && !about_oneself)
        .then(|| Move::Across(Across::Age(spoken_of_by_itself(turn))))
}

/// The article that is the subject, unless the plan is named.
pub(super) fn spoken_of_by_itself(turn: &Turn<'_>) -> Option<ArticleId> {
    match turn.context?.subject()? {
        Subject::Article(article) if !turn.heard.has(Cue::Plan) => Some(article.clone()),
        _ => None,
    }
}

fn source(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let only =
        heard.only(&[Cue::Source, Cue::Plan, Cue::Areas, Cue::Leaning, Cue::Own, Cue::Which]);
    let about = heard.has_any(&[Cue::Plan, Cue::Areas]) || on_texts(turn) || heard.words.len() <= 3;
    (heard.has(Cue::Source) && only && about)
        .then(|| Move::Across(Across::Source(spoken_of_by_itself(turn))))
}

/// "Vilka områden nämner hälsa?"
fn speak(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let which = heard.has(Cue::Which)
        && (heard.has_any(&[Cue::Areas, Cue::OfThem])
            || (heard.has_any(&[Cue::Speak, Cue::Plan]) && asks_where(turn)));
    let which = which
        || (heard.has(Cue::Count)
            && (heard.has(Cue::Areas) || on_texts(turn))
            && heard.has(Cue::Speak));
    let on_texts = on_texts(turn);
    let which_ones =
        heard.has(Cue::Which) && says_speak(heard) && on_texts && heard.words.len() <= FEW_WORDS;
    let of_them = heard.has(Cue::OfThem) && (heard.has_any(&[Cue::Areas, Cue::Plan]) || on_texts);
    let asks = which_ones
        || (which && (heard.has(Cue::Speak) || of_them))
        || heard.has_any(&[Cue::Mentioned, Cue::AllAbout])
        || asks_which_areas(turn);
    if !asks {
        return None;
    }
    let of = name(turn)?;
    let among = if heard.has(Cue::AllAbout) {
        Among::Everything
    } else if heard.has(Cue::Named) {
        Among::Titles
    } else {
        // "Vilket av de sju" is not one of the two listed last.
        let counted = Cue::PLACES.iter().rposition(|place| heard.has(*place));
        let these = heard.has(Cue::OfThem).then(|| listed(turn.context)).flatten();
        let these = these.filter(|these| counted.is_none_or(|last| last < these.len()));
        these.map_or(Among::Areas, Among::These)
    };
    Some(Move::Speak { of, among })
}

/// "Talar om", "nämner": not "har" or "med" alone, which any question may have.
fn says_speak(heard: &Heard) -> bool {
    const SHORTEST: usize = 5;
    heard
        .places(Cue::Speak)
        .any(|place| place.len() > 1 || heard.words[place.start].folded.len() >= SHORTEST)
}

/// "Var i planen står det om …"
fn asks_where(turn: &Turn<'_>) -> bool {
    const WHERE: [&str; 7] = ["var", "vart", "vars", "where", "någonstans", "nånstans", "anywhere"];
    words(&turn.understanding.text).any(|word| WHERE.contains(&word.as_str()))
}

/// "Och ekonomin, vilka områden?"
fn asks_which_areas(turn: &Turn<'_>) -> bool {
    let text = turn.understanding.text.trim_end_matches(['?', '!', '.', ' ']);
    let ends = |cue: Cue| turn.heard.places(cue).any(|words| words.end == turn.heard.words.len());
    turn.heard.has(Cue::Which) && ends(Cue::Areas) && text.contains(',')
}

/// "Och demokrati?" after a question of which texts.
fn speak_on(turn: &Turn<'_>) -> Option<Move> {
    let context = turn.context?;
    let heard = turn.heard;
    let said = context.said.as_ref().map(|said| &said.verdict);
    let asked_which = matches!(
        said,
        Some(Verdict::Across(Across::Speak { .. } | Across::Unsaid(Unsaid::Word(_))))
    );
    let first = words(&turn.understanding.text).next()?;
    let goes_on = ["och", "o", "å", "and", "men", "eller", "samt"].contains(&first.as_str())
        || heard.words.len() <= 2;
    if !asked_which || !goes_on || heard.has_time() || heard.words.len() > LONGEST_NAME + 2 {
        return None;
    }
    if heard.has_any(&Cue::PLACES)
        || heard.has_any(&[Cue::Last, Cue::NextToLast, Cue::Next, Cue::Previous, Cue::Beyond])
    {
        return None;
    }
    if heard.has_any(&[
        Cue::Yes,
        Cue::No,
        Cue::Again,
        Cue::Shorter,
        Cue::Simpler,
        Cue::More,
        Cue::Why,
        Cue::Pick,
        Cue::Who,
        Cue::Count,
    ]) {
        return None;
    }
    Some(Move::Speak { of: name(turn)?, among: Among::Areas })
}

/// The words that the texts are looked through for.
fn name(turn: &Turn<'_>) -> Option<String> {
    let mut rest = turn.heard.rest(&ASKING);
    // "Era sju områden" names no word to look for, "Agenda 2030" does.
    let counts = |word: &Word| {
        let at = turn.heard.words.iter().position(|one| one.span == word.span);
        let areas = |cue| turn.heard.places(cue).any(|areas| at == areas.start.checked_sub(1));
        time::is_number(&word.folded) && areas(Cue::Areas)
    };
    rest.retain(|word| !counts(word));
    // What stands before the question tells a story, if something stands behind it.
    let asked_at = turn.heard.places(Cue::Which).map(|words| words.start).min();
    let behind = asked_at.and_then(|at| turn.heard.words.get(at)).map(|word| word.span.start);
    if let Some(start) = behind
        && rest.iter().any(|word| word.span.start > start)
    {
        rest.retain(|word| word.span.start > start);
    }
    let text = &turn.understanding.text;
    let words: Vec<&str> = rest.iter().map(|word| &text[word.span.clone()]).collect();
    // Words from all over the message are no name.
    let together = rest
        .first()
        .zip(rest.last())
        .is_some_and(|(first, last)| last.span.end - first.span.start <= LONGEST_SPAN);
    (together && !words.is_empty() && words.len() <= LONGEST_NAME)
        .then(|| words.join(" ").to_lowercase())
}

/// The articles last listed or compared; the overview is no restriction.
fn listed(context: Option<&Context>) -> Option<Vec<ArticleId>> {
    match context?.subject()? {
        Subject::Articles(articles) => Some(articles.clone()),
        Subject::Overview => None,
        _ => {
            let articles: Vec<_> = context?
                .choices
                .iter()
                .filter_map(
                    |choice| if let Choice::Article(id) = choice { Some(id.clone()) } else { None },
                )
                .collect();
            (!articles.is_empty()).then_some(articles)
        }
    }
}
