//! "Varför?", "när då?", "vem bestämmer det?" about what was just said.

use super::{Heard, Move, Turn};
use crate::model::conversation::{Context, Offer, Subject};
use crate::model::cue::Cue;
use crate::model::topic::Details;
use crate::model::verdict::{Across, HoursQuestion, Telling, Unsaid, Verdict};

pub fn of(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    why(turn, context)
        .or_else(|| who(turn, context))
        .or_else(|| when(turn, context))
        .or_else(|| which(turn, context))
        .or_else(|| staff(turn, context))
}

fn why(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    if !heard.has(Cue::Why)
        || !heard.only_without_time(&[
            Cue::Why,
            Cue::Leaning,
            Cue::What,
            Cue::Areas,
            Cue::Own,
            Cue::No,
        ])
    {
        return None;
    }
    match context.subject()? {
        Subject::Article(_) => Some(Move::Tell(Telling::Why)),
        // The reply of a day says why it is closed.
        Subject::Hours => Some(Move::Again),
        _ => None,
    }
}

/// No text names a person: that is said, instead of a sentence that is near.
fn who(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    let about_texts = matches!(
        context.subject()?,
        Subject::Article(_) | Subject::Articles(_) | Subject::Overview
    );
    let only = heard.only(&[
        Cue::Who,
        Cue::Leaning,
        Cue::Areas,
        Cue::Plan,
        Cue::Own,
        Cue::Speak,
        Cue::Checked,
    ]);
    (heard.has(Cue::Who) && about_texts && only)
        .then_some(Move::Across(Across::Unsaid(Unsaid::Who)))
}

fn when(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    if heard.has(Cue::Until)
        && heard.only_without_time(&[Cue::Until, Cue::Leaning, Cue::Own, Cue::StaffWhen])
    {
        return until(context);
    }
    let staff = matches!(context.subject(), Some(Subject::Staff | Subject::Contact(_)))
        || context.offered == Some(Offer::Person);
    let asks = heard.has(Cue::StaffWhen)
        && heard.only_without_time(&[Cue::StaffWhen, Cue::Leaning, Cue::Own]);
    (asks && staff).then_some(Move::StaffWhen)
}

/// The day that was spoken of, or until when it is open now.
pub(super) fn until(context: &Context) -> Option<Move> {
    // How long what was written is kept, for one.
    if context.subject() == Some(&Subject::Itself) {
        return Some(Move::Again);
    }
    if !matches!(context.subject(), Some(Subject::Hours | Subject::Staff | Subject::Contact(_))) {
        return None;
    }
    match context.said.as_ref().map(|said| &said.verdict) {
        Some(Verdict::Hours(dates @ (HoursQuestion::Dates(_) | HoursQuestion::Range { .. }))) => {
            Some(Move::Until(dates.clone()))
        }
        _ => Some(Move::Until(HoursQuestion::Closes)),
    }
}

/// "Vilka då?" after their number.
fn which(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let asks = turn.heard.has(Cue::Which)
        && turn.heard.only_without_time(&[Cue::Which, Cue::Leaning, Cue::Areas, Cue::What]);
    match context.subject()? {
        Subject::Overview if asks => Some(Move::Overview),
        Subject::Articles(_) if asks => Some(Move::Again),
        _ => None,
    }
}

/// "Vem kan svara på det?", or "det måste du veta", where the assistant could not.
fn staff(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    if let Some(details) = contact(turn, context) {
        return Some(Move::Contact(details));
    }
    if heard.has(Cue::StaffWho) && heard.only(&[Cue::StaffWho, Cue::Leaning, Cue::Own]) {
        return Some(Move::Staff);
    }
    let is_wanted = heard.has(Cue::Person)
        && (context.offered == Some(Offer::Person) || heard.begins_with(Cue::Yes))
        && heard.only(&[Cue::Person, Cue::StaffWho, Cue::Leaning, Cue::Own, Cue::Yes]);
    if is_wanted {
        return Some(Move::Staff);
    }
    let missed = matches!(
        context.said.as_ref()?.verdict,
        Verdict::Unknown(_) | Verdict::Across(Across::Unsaid(_))
    );
    (missed
        && heard.has(Cue::Insist)
        && heard.only(&[Cue::Insist, Cue::Leaning, Cue::Own, Cue::Yes, Cue::No]))
    .then_some(Move::Again)
}

/// "Mejl också", "och numret?" after hours or contact details: those details and nothing else.
fn contact(turn: &Turn<'_>, context: &Context) -> Option<Details> {
    let cues: Vec<Cue> = DETAILS.iter().map(|(cue, _)| *cue).collect();
    let beside = [Cue::Leaning, Cue::Own, Cue::Which, Cue::Yes, Cue::No, Cue::Thanks];
    let of_the_centre = matches!(context.subject(), Some(Subject::Hours | Subject::Contact(_)));
    if !of_the_centre || !turn.heard.only_without_time(&[cues.as_slice(), &beside].concat()) {
        return None;
    }
    Some(details(turn.heard)).filter(|all| !all.is_empty())
}

/// The contact details by the cues that name them.
pub(super) const DETAILS: [(Cue, Details); 4] = [
    (Cue::Phone, Details::PHONE),
    (Cue::Email, Details::EMAIL),
    (Cue::Visit, Details::VISIT),
    (Cue::Post, Details::POST),
];

/// Those that a message names.
pub(super) fn details(heard: &Heard) -> Details {
    let named = DETAILS.iter().filter(|(cue, _)| heard.has(*cue)).map(|(_, detail)| *detail);
    named.fold(Details::empty(), |all, detail| all | detail)
}
