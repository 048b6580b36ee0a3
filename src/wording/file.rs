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
    /// Counted from 1.
    pub line: usize,
    /// The names of `{ $name }`.
    pub places: BTreeSet<String>,
}

/// Reads a file's messages; every fault of the file by itself is told.
pub(super) fn read(
    text: &str,
    language: ReplyLanguage,
    faults: &mut Vec<WordingFault>,
) -> BTreeMap<String, Stated> {
    let mut fault = |line, message| faults.push(WordingFault { language, line, message });
    let (resource, errors) = match parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    for error in &errors {
        fault(line_of(text, error.pos.start), syntax_message(&error.kind));
    }
    let mut stated: BTreeMap<String, Stated> = BTreeMap::new();
    let mut referred = Vec::new();
    for entry in &resource.body {
        let (name, pattern, is_message) = match entry {
            Entry::Message(message) => (message.id.name, message.value.as_ref(), true),
            Entry::Term(term) => (term.id.name, Some(&term.value), false),
            _ => continue,
        };
        let line = line_of(text, name.as_ptr() as usize - text.as_ptr() as usize);
        let mut found = Found::default();
        pattern.into_iter().for_each(|pattern| found.pattern(pattern));
        referred.extend(found.messages.into_iter().map(|name| (line, name)));
        if !is_message {
            continue;
        }
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
            continue;
        }
        stated.insert(name.to_owned(), Stated { line, places: found.places });
    }
    for (line, name) in referred.iter().filter(|(_, name)| !stated.contains_key(name)) {
        fault(
            *line,
            format!(
                "{{ {name} }} finns inte; skriv {{ ${name} }} om det är en uppgift som assistenten sätter in"
            ),
        );
    }
    // A message that cannot be read is not missing as well.
    if errors.is_empty() {
        let last = text.lines().count().max(1);
        for message in Message::ALL.iter().filter(|message| !stated.contains_key(message.id())) {
            fault(
                last,
                format!("meddelandet ”{0}” saknas; skriv en rad med {0} = …", message.id()),
            );
        }
    }
    stated
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
