//! A move that was understood → what it gets.

use chrono::{NaiveDate, NaiveDateTime};

use super::turns::{Decision, spoken};
use super::{Assistant, Message};
use crate::answer::asked;
use crate::conversation::{self, BesideEmergency, Move, Turn};
use crate::language::words::{fold, words};
use crate::model::article::{Article, ArticleId};
use crate::model::conversation::{Choice, Context, Offer, Subject};
use crate::model::cue::Cue;
use crate::model::language::ReplyLanguage;
use crate::model::topic::{Emergency, Smalltalk};
use crate::model::understanding::Understanding;
use crate::model::verdict::{Across, HoursQuestion, Miss, Remark, Telling, Verdict};

/// A shorter word of the plan's title ("för") names nothing.
const SHORTEST_NAME: usize = 4;

impl Assistant {
    /// The move's verdict; `None` where there is nothing that it could lean on after all.
    pub(super) fn carry_out(
        &self,
        found: Move,
        turn: &Turn<'_>,
        message: &Message<'_>,
    ) -> Option<Decision> {
        let context = turn.context;
        let verdict = match found {
            Move::Yes => accepted(context?),
            Move::No => context.map_or(Verdict::Remark(Remark::Declined), declined),
            Move::Thanks => Verdict::Smalltalk(Smalltalk::Thanks),
            Move::NothingToLeanOn => Verdict::Remark(Remark::NothingOffered),
            Move::Choose { choice, at } => {
                return Some(Decision { chosen: Some(at), ..self.plainly(turn, taken(choice)) });
            }
            Move::SameFor { choice, at } => return Some(self.same_for(choice, at, turn)),
            Move::NoSuchChoice(at) => match at.and_then(|at| self.area(at, context?)) {
                Some(article) => Verdict::Answer { article, also: None },
                None => Verdict::Remark(Remark::NoSuchChoice(context?.choices.len())),
            },
            Move::Area(at) => {
                let area = self.knowledge.areas().nth(at)?;
                Verdict::Answer { article: area.id.clone(), also: None }
            }
            Move::Again => return self.again(turn),
            Move::AgainIn(language) => return self.again_in(language, turn),
            Move::Tell(how) => match told(context?, how) {
                Some(verdict) => return Some(self.plainly(turn, verdict)),
                None => return self.again(turn),
            },
            Move::More => more(context?)?,
            Move::Misunderstood => Verdict::Remark(Remark::Misunderstood),
            Move::Instead { text, tell } => return Some(self.instead(&text, tell, turn, message)),
            Move::AnotherSubject(text) => return Some(self.instead(&text, None, turn, message)),
            Move::Hours(question) => Verdict::Hours(question),
            Move::Until(question) => Verdict::Hours(self.until(question, turn.at)),
            Move::Contact(details) => Verdict::Contact(details),
            Move::StaffWhen if self.hours.status(turn.at).open => {
                Verdict::Hours(HoursQuestion::Now)
            }
            Move::StaffWhen => Verdict::Hours(HoursQuestion::NextOpen),
            Move::Staff => Verdict::Handover,
            Move::Across(across @ Across::Unsaid(_)) => match self.page_spoken_of(turn) {
                Some(page) => told_by(page, turn)?,
                None => Verdict::Across(across),
            },
            Move::Across(across) => Verdict::Across(self.of_page_spoken_of(across, turn)),
            Move::Overview => Verdict::Overview,
            Move::Speak { of, among } => {
                let speaking = self.speaking(of, &among, turn, message)?;
                if turn.heard.has(Cue::Count) && turn.heard.has(Cue::Areas) {
                    let number = self.plainly(turn, Verdict::Across(Across::Count));
                    return Some(Decision { second: Some(speaking), ..number });
                }
                speaking
            }
            Move::Compare(parts) => self.side_by_side(&parts, turn, message)?,
            Move::StillAcute(kind)
                if context?.emergency.map(|standing| standing.kind) == Some(kind) =>
            {
                Verdict::StillAcute(kind)
            }
            Move::StillAcute(kind) => Verdict::Emergency(kind),
            Move::Beside { standing, asked } => {
                return Some(self.beside_emergency(standing, asked, turn, message));
            }
            Move::NotAcute => {
                let declined = self.plainly(turn, Verdict::Remark(Remark::Declined));
                return Some(Decision { ends_emergency: true, ..declined });
            }
            Move::Over(None) => Verdict::Remark(Remark::Relieved),
            Move::Over(Some(rest)) => return Some(self.after_it(&rest, turn, message)),
        };
        Some(self.plainly(turn, verdict))
    }

    /// The focus area of that place, where they were listed earlier in the conversation: "och sjuan?" after a list of two.
    fn area(&self, at: usize, context: &Context) -> Option<ArticleId> {
        let area = self.knowledge.areas().nth(at);
        area.filter(|_| context.subjects.contains(&Subject::Overview))
            .map(|article| article.id.clone())
    }

    /// The page or entry that is spoken of. What is said of the plan, that it tells neither costs nor results, is not so of these.
    fn page_spoken_of(&self, turn: &Turn<'_>) -> Option<&Article> {
        let Some(Subject::Article(article)) = turn.context?.subject() else { return None };
        let article = self.article(article)?;
        (!article.kind.is_of_plan() && !self.names_plan(turn)).then_some(article)
    }

    /// "Texten" is the one spoken of; only words of its title name the plan.
    fn names_plan(&self, turn: &Turn<'_>) -> bool {
        let title = self.knowledge.plan().map(|plan| fold(&plan.title.to_lowercase()));
        let title = title.unwrap_or_default();
        let mut named = words(&title).filter(|word| word.len() >= SHORTEST_NAME);
        named.any(|name| turn.heard.words.iter().any(|word| word.folded.starts_with(&name)))
    }

    /// A question of a text's age or source is one of the page spoken of, where there is one.
    fn of_page_spoken_of(&self, across: Across, turn: &Turn<'_>) -> Across {
        let page = || self.page_spoken_of(turn).map(|page| page.id.clone());
        match across {
            Across::Age(None) => Across::Age(page()),
            Across::Source(None) => Across::Source(page()),
            across => across,
        }
    }

    /// Who asks when, of a day that is closed, asks for the next opening.
    fn until(&self, question: HoursQuestion, at: NaiveDateTime) -> HoursQuestion {
        let is_closed = |day: &NaiveDate| self.hours.day(*day).intervals.is_empty();
        match &question {
            HoursQuestion::Dates(days)
                if days.iter().all(is_closed) && days.contains(&at.date()) =>
            {
                HoursQuestion::NextOpen
            }
            _ => question,
        }
    }

    fn again(&self, turn: &Turn<'_>) -> Option<Decision> {
        let said = turn.context?.said.clone()?;
        let understanding =
            Understanding { text: said.question, ..spoken(turn.understanding, turn.context) };
        Some(Decision {
            second: said.second,
            understanding,
            repeated: true,
            ..self.plainly(turn, said.verdict)
        })
    }

    /// The same as it reads in another language.
    fn again_in(&self, language: ReplyLanguage, turn: &Turn<'_>) -> Option<Decision> {
        let decision = self.again(turn)?;
        let understanding = Understanding { language: language.into(), ..decision.understanding };
        Some(Decision { understanding, ..decision })
    }

    /// The last question for another of the choices.
    fn same_for(&self, choice: Choice, at: usize, turn: &Turn<'_>) -> Decision {
        let said = turn.context.and_then(|context| context.said.as_ref());
        let verdict = match (&choice, said.map(|said| &said.verdict)) {
            (Choice::Article(article), Some(Verdict::Told { how, .. })) => {
                Verdict::Told { article: article.clone(), how: *how }
            }
            (Choice::Article(article), Some(Verdict::More(_))) => Verdict::More(article.clone()),
            _ => taken(choice),
        };
        let question = said.map(|said| said.question.clone()).unwrap_or_default();
        let plainly = self.plainly(turn, verdict);
        Decision {
            chosen: Some(at),
            understanding: Understanding { text: question, ..plainly.understanding.clone() },
            ..plainly
        }
    }

    /// Another message in place of this one.
    fn instead(
        &self,
        text: &str,
        tell: Option<Telling>,
        turn: &Turn<'_>,
        message: &Message<'_>,
    ) -> Decision {
        let context = turn.context;
        let understanding =
            self.reader.understand(text, turn.at, context.map(|context| context.language));
        let understanding = conversation::expected(understanding, context);
        let stands = Message { text, ..*message };
        let decision = self.decide_at(spoken(&understanding, context), &stands, context, false);
        if let Some(article) = picked(&decision, turn) {
            return Decision { verdict: Verdict::Answer { article, also: None }, ..decision };
        }
        let declines = turn.heard.begins_with(Cue::No)
            && !turn.heard.has(Cue::Meant)
            && !turn.understanding.text.contains('?');
        match (&decision.verdict, tell) {
            (Verdict::Unknown(Miss::NoAnswer { .. } | Miss::Language(_) | Miss::Empty), _)
                if declines =>
            {
                self.plainly(turn, Verdict::Remark(Remark::Declined))
            }
            // "No thanks, I'll ask the tax agency": a name, and no question for it.
            (Verdict::Unknown(Miss::Authority { .. }), _)
                if declines && turn.heard.has(Cue::Thanks) =>
            {
                self.plainly(turn, Verdict::Remark(Remark::Declined))
            }
            (Verdict::Answer { article, .. }, Some(how)) => {
                Decision { verdict: Verdict::Told { article: article.clone(), how }, ..decision }
            }
            _ => decision,
        }
    }

    /// Something else that is asked while an emergency stands, with its numbers beneath in place of a second answer: with that it ends. Only the numbers where
    /// it is nothing that can be asked.
    fn beside_emergency(
        &self,
        standing: Emergency,
        asked: BesideEmergency,
        turn: &Turn<'_>,
        message: &Message<'_>,
    ) -> Decision {
        let decision = self.without_emergency(turn.understanding.clone(), turn, message);
        let still = Verdict::StillAcute(standing);
        let decision = miss_if_doubtful(decision);
        if asks_nothing(&decision.verdict) {
            return self.plainly(turn, still);
        }
        let is_unknown = matches!(decision.verdict, Verdict::Unknown(Miss::NoAnswer { .. }));
        if is_unknown && asked == BesideEmergency::MayBelongToIt {
            return self.plainly(turn, Verdict::PerhapsAcute(standing));
        }
        Decision { ends_emergency: true, second: Some(still), ..decision }
    }

    fn without_emergency(
        &self,
        understanding: Understanding,
        turn: &Turn<'_>,
        message: &Message<'_>,
    ) -> Decision {
        let context = turn.context.map(|context| Context { emergency: None, ..context.clone() });
        let text = understanding.text.clone();
        let message = Message { text: &text, ..*message };
        self.decide_at(understanding, &message, context.as_ref(), false)
    }

    /// What is asked besides telling that it is over; small talk and what is not known say only that it is.
    fn after_it(&self, rest: &str, turn: &Turn<'_>, message: &Message<'_>) -> Decision {
        let language = turn.context.map(|context| context.language);
        let understanding = self.reader.understand(rest, turn.at, language);
        let decision = self.without_emergency(understanding, turn, message);
        if asks_nothing(&decision.verdict) || matches!(decision.verdict, Verdict::Unknown(_)) {
            return self.plainly(turn, Verdict::Remark(Remark::Relieved));
        }
        Decision { ends_emergency: true, ..decision }
    }
}

/// A doubtful emergency in a message that asks something else is a miss.
fn miss_if_doubtful(decision: Decision) -> Decision {
    if !matches!(decision.verdict, Verdict::PerhapsAcute(_)) {
        return decision;
    }
    let subject = decision.found.as_ref().and_then(|found| found.subject.clone());
    Decision { verdict: Verdict::Unknown(Miss::NoAnswer { subject }), ..decision }
}

/// Whether a message that gets this asks for nothing besides the emergency.
fn asks_nothing(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Smalltalk(_)
            | Verdict::Emergency(_)
            | Verdict::PerhapsAcute(_)
            | Verdict::StillAcute(_)
            | Verdict::Remark(_)
    )
}

/// "Den om skolan": of the texts listed, the one that has most of what is asked for, where none answers surely.
fn picked(decision: &Decision, turn: &Turn<'_>) -> Option<ArticleId> {
    let unsure =
        matches!(decision.verdict, Verdict::Choose(_) | Verdict::Unknown(Miss::NoAnswer { .. }));
    let choices = &turn.context?.choices;
    if !unsure || !turn.heard.has(Cue::Pick) {
        return None;
    }
    let candidates = decision.found.iter().flat_map(|found| &found.candidates);
    let listed = |article: &ArticleId| choices.contains(&Choice::Article(article.clone()));
    candidates
        .filter(|candidate| candidate.covered_words > 0.0)
        .map(|candidate| candidate.article.clone())
        .find(listed)
}

/// The page again, where it has what is asked for of it: "och vad kostar det?". `None`: as a message of its own.
fn told_by(page: &Article, turn: &Turn<'_>) -> Option<Verdict> {
    let asked = asked::asked_in(&turn.understanding.text);
    let has_it = asked.iter().all(|asked| asked::answers(*asked, &page.body));
    (has_it && !asked.is_empty()).then(|| Verdict::Answer { article: page.id.clone(), also: None })
}

fn taken(choice: Choice) -> Verdict {
    match choice {
        Choice::Article(article) => Verdict::Answer { article, also: None },
        Choice::Contact(details) => Verdict::Contact(details),
    }
}

fn accepted(context: &Context) -> Verdict {
    match &context.offered {
        Some(Offer::Person) => Verdict::Handover,
        Some(Offer::ReadAll(article)) => Verdict::More(article.clone()),
        Some(Offer::Choices) => match context.choices.as_slice() {
            [only] => taken(only.clone()),
            _ => Verdict::Remark(Remark::WhichOne),
        },
        None => Verdict::Remark(Remark::NothingOffered),
    }
}

fn declined(context: &Context) -> Verdict {
    match &context.offered {
        Some(Offer::ReadAll(_)) => Verdict::Remark(Remark::NotHelped),
        _ => Verdict::Remark(Remark::Declined),
    }
}

/// The article last spoken of, told otherwise; `None`: there is none.
fn told(context: &Context, how: Telling) -> Option<Verdict> {
    let article = match &context.said.as_ref()?.verdict {
        Verdict::Answer { article, .. }
        | Verdict::Told { article, .. }
        | Verdict::More(article) => article.clone(),
        Verdict::Smalltalk(_) | Verdict::Unknown(Miss::NoAnswer { .. }) => {
            context.article()?.clone()
        }
        _ => return None,
    };
    Some(Verdict::Told { article, how })
}

fn more(context: &Context) -> Option<Verdict> {
    Some(match &context.said.as_ref()?.verdict {
        Verdict::Answer { article, .. }
        | Verdict::Told { article, .. }
        | Verdict::More(article) => Verdict::More(article.clone()),
        _ => return None,
    })
}
