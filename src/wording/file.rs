//! One wording file: which messages it has, on which lines, and with which places.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use fluent_syntax::parser::{self, ErrorKind};

use super::{Message, WordingFault};
use crate::model::language::ReplyLanguage;

/// A message as it stands in a file.
pub(super) struct Stated {
    /// Which file has it, counted from 0.
    pub layer: usize,
    /// Counted from 1.
    pub line: usize,
    /// The names of `{ $name }`.
    pub places: BTreeSet<String>,
    /// What it says, where that is one plain text.
    pub literal: Option<String>,
}

/// Reads the files of a language, each over those before it; every fault of a file by itself is told.
pub(super) fn read_layers(
    texts: &[&str],
    language: ReplyLanguage,
    faults: &mut Vec<WordingFault>,
) -> BTreeMap<String, Stated> {
    let mut stated = BTreeMap::new();
    for (layer, text) in texts.iter().enumerate() {
        let mut fault =
            |line, message| faults.push(WordingFault { language, layer, line, message });
        let mut own = read(text, layer, &stated, &mut fault);
        unknown_places(&mut own, &stated, &mut fault);
        stated.extend(own);
    }
    stated
}

/// Told of a fault: its line, and what to write instead.
type Tell<'t> = dyn FnMut(usize, String) + 't;

/// Reads a file's messages; `below`: what the files before it say.
fn read(
    text: &str,
    layer: usize,
    below: &BTreeMap<String, Stated>,
    fault: &mut Tell<'_>,
) -> BTreeMap<String, Stated> {
    let (resource, errors) = match parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    for error in &errors {
        fault(line_of(text, error.pos.start), syntax_message(&error.kind));
    }
    let mut referred = Vec::new();
    let stated = messages(text, layer, &resource.body, &mut referred, fault);
    let is_known = |name: &String| stated.contains_key(name) || below.contains_key(name);
    for (line, name) in referred.iter().filter(|(_, name)| !is_known(name)) {
        fault(
            *line,
            format!(
                "{{ {name} }} finns inte; skriv {{ ${name} }} om det är en uppgift som assistenten sätter in"
            ),
        );
    }
    // A message that cannot be read is not missing as well, and only the first file has to have all.
    if errors.is_empty() && layer == 0 {
        missing(text, &stated, fault);
    }
    stated
}

/// The messages of a file; the others that they and its terms refer to are added to `referred`, with their lines.
fn messages(
    text: &str,
    layer: usize,
    entries: &[Entry<&str>],
    referred: &mut Vec<(usize, String)>,
    fault: &mut Tell<'_>,
) -> BTreeMap<String, Stated> {
    let mut stated: BTreeMap<String, Stated> = BTreeMap::new();
    for entry in entries {
        let (name, pattern, is_message) = match entry {
            Entry::Message(message) => (message.id.name, message.value.as_ref(), true),
            Entry::Term(term) => (term.id.name, Some(&term.value), false),
            _ => continue,
        };
        let line = line_of(text, name.as_ptr() as usize - text.as_ptr() as usize);
        let mut found = Found::default();
        pattern.into_iter().for_each(|pattern| found.pattern(pattern));
        referred.extend(found.messages.into_iter().map(|name| (line, name)));
        if is_message {
            unused_or_doubled(name, line, &stated, fault);
            let literal = pattern.and_then(literal).map(str::to_owned);
            let message = Stated { layer, line, places: found.places, literal };
            stated.entry(name.to_owned()).or_insert(message);
        }
    }
    stated
}

fn unused_or_doubled(
    name: &str,
    line: usize,
    stated: &BTreeMap<String, Stated>,
    fault: &mut Tell<'_>,
) {
    if !Message::ALL.iter().any(|message| message.id() == name) {
        fault(
            line,
            format!(
                "programmet använder inget meddelande som heter ”{name}”; ta bort det, eller rätta namnet"
            ),
        );
    }
    if let Some(first) = stated.get(name) {
        fault(
            line,
            format!("meddelandet ”{name}” står redan på rad {}; ta bort det ena", first.line),
        );
    }
}

fn missing(text: &str, stated: &BTreeMap<String, Stated>, fault: &mut Tell<'_>) {
    let last = text.lines().count().max(1);
    let is_missing = |message: &&Message| !stated.contains_key(message.id());
    for message in Message::ALL.iter().filter(is_missing) {
        fault(last, format!("meddelandet ”{0}” saknas; skriv en rad med {0} = …", message.id()));
    }
}

/// What a message said in another way has places for and the program does not fill: the first file has all that it fills. They are told of here,
/// and do not count any more.
fn unknown_places(
    own: &mut BTreeMap<String, Stated>,
    below: &BTreeMap<String, Stated>,
    fault: &mut Tell<'_>,
) {
    let both = own.iter_mut().filter_map(|(name, own)| Some((name, own, below.get(name)?)));
    for (name, own, below) in both {
        for place in own.places.difference(&below.places) {
            fault(
                own.line,
                format!(
                    "”{name}” har ingen uppgift som heter {{ ${place} }}; ta bort den, eller rätta namnet"
                ),
            );
        }
        own.places.retain(|place| below.places.contains(place));
    }
}

fn literal<'t>(pattern: &Pattern<&'t str>) -> Option<&'t str> {
    match pattern.elements[..] {
        [PatternElement::TextElement { value }] => Some(value),
        _ => None,
    }
}

fn syntax_message(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::ExpectedMessageField { entry_id } => {
            format!("meddelandet ”{entry_id}” har ingen text; skriv den efter =")
        }
        ErrorKind::UnbalancedClosingBrace
        | ErrorKind::ExpectedInlineExpression
        | ErrorKind::UnterminatedStringLiteral
        | ErrorKind::ExpectedToken('}') => "klamrarna går inte att läsa; skriv till exempel { $phone }".to_owned(),
        _ => "raden går inte att läsa; skriv namn = text, och börja varje ny rad i en text med fyra mellanslag".to_owned(),
    }
}

pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// What a pattern refers to.
#[derive(Default)]
struct Found {
    places: BTreeSet<String>,
    messages: BTreeSet<String>,
}

impl Found {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.places.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.messages.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                arguments.iter().for_each(|them| self.arguments(them))
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|it| self.inline(it));
        arguments.named.iter().for_each(|it| self.inline(&it.value));
    }
}
