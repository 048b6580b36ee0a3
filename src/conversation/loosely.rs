//! What a message does that asks for nothing anybody knows. It need not consist of known words alone: "ja gör så är du rar", "en gång till, glasögonen
//! är immiga".

use super::{Move, Turn, choice, hours};
use crate::model::cue::Cue;
use crate::model::topic::TopicKind;
use crate::model::verdict::Telling;

/// A message of more words says for itself what it is about.
const MOST_WORDS: usize = 8;
/// So many of its words may be its own, and at most half of them.
const OWN_WORDS: usize = 2;
const CUES: [Cue; 5] = [Cue::Yes, Cue::No, Cue::Thanks, Cue::Person, Cue::Leaning];
/// A phrase of so many words that asks for the same once more is meant in a longer message too.
const PHRASE: usize = 2;
const MOST_WORDS_BESIDE_PHRASE: usize = 18;
/// A message that is an errand this likely asks for that.
const ERRAND: f32 = 0.5;

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    if turn.acute.is_some() {
        return None;
    }
    answer(turn)
        .or_else(|| chosen(turn))
        .or_else(|| once_more(turn))
        .or_else(|| hours::day_told(turn, turn.context?))
}

/// The same for a message that was taken for small talk: only what a whole phrase says.
pub fn of_smalltalk(turn: &Turn<'_>) -> Option<Move> {
    once_more(turn).filter(|_| turn.acute.is_none())
}

/// A yes, a no or thanks.
fn answer(turn: &Turn<'_>) -> Option<Move> {
    let (context, heard) = (turn.context?, turn.heard);
    // What corrects is no answer to what was offered.
    if heard.has(Cue::Meant) {
        return None;
    }
    let own = heard.rest_with_time(&CUES).len();
    let is_short =
        heard.words.len() <= MOST_WORDS && own <= OWN_WORDS && own * 2 <= heard.words.len();
    let said = context.said.is_some();
    let moves = [
        (heard.begins_with(Cue::No) && said, Move::No),
        (heard.begins_with(Cue::Yes) && context.offered.is_some(), Move::Yes),
        (heard.has(Cue::Thanks), Move::Thanks),
    ];
    let made = moves.into_iter().find(|(is_made, _)| *is_made && is_short).map(|(_, made)| made);
    // "Tackar! Skepp ohoj": what follows the thanks asks nothing.
    let text = turn.understanding.text.as_str();
    let is_set_off = heard.places(Cue::Thanks).any(|words| {
        words.start == 0 && text[heard.words[words.end - 1].span.end..].starts_with(['.', '!'])
    });
    let asks = text.contains('?') || asks_an_errand(turn);
    made.or((is_set_off && own <= OWN_WORDS && !asks).then_some(Move::Thanks))
}

fn asks_an_errand(turn: &Turn<'_>) -> bool {
    TopicKind::Errand.likely(&turn.understanding.topics) >= ERRAND
}

/// One of what was listed.
pub fn chosen(turn: &Turn<'_>) -> Option<Move> {
    let is_short = turn.heard.words.len() <= MOST_WORDS;
    choice::among_own_words(turn, turn.context?, OWN_WORDS).filter(|_| is_short)
}

/// The last reply again, or told otherwise.
fn once_more(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    turn.context?.said.as_ref()?;
    // "Kort, så att de orkar läsa" says it in one word.
    let text = turn.understanding.text.as_str();
    let is_set_off =
        |end: usize| text[heard.words[end - 1].span.end..].starts_with([',', '.', '!']);
    let says = |cue: Cue| {
        heard
            .places(cue)
            .any(|words| words.len() >= PHRASE || (words.start == 0 && is_set_off(words.end)))
    };
    let moves = [
        (Cue::Shorter, Move::Tell(Telling::Shorter)),
        (Cue::Simpler, Move::Tell(Telling::Simpler)),
        (Cue::Again, Move::Again),
    ];
    let made = moves.into_iter().find(|(cue, _)| says(*cue)).map(|(_, made)| made);
    // "Jag tappade bort mitt passerkort" asks for something.
    made.filter(|_| heard.words.len() <= MOST_WORDS_BESIDE_PHRASE && !asks_an_errand(turn))
}
