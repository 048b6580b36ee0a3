//! How much is read of long messages: so many tokens and phrases are looked at for each token, whatever stands in it.

use super::super::scanner::Scanner;
use super::super::token::tokenize;
use super::super::{asked, combine};
use super::{BREAKS, WEDNESDAY, moment};

/// How often a token or a phrase was asked for, to find the expressions and the one that is asked about.
fn steps(text: &str) -> usize {
    let tokens = tokenize(text);
    let scanner = Scanner::new(&tokens, moment(WEDNESDAY), BREAKS);
    let found = combine::expressions(&scanner);
    asked::main_of(&scanner, &found);
    scanner.steps.get()
}

/// What a message may be made of, again and again.
const REPEATED: &[&str] = &[
    "2026-05-01 kl 12:00\n",
    "3/5 kl 12 ",
    "i morgon kl 8 ",
    "i morgon kl 8, ",
    "fredag 3 maj kl 8 till 9\n",
    "jag jobbar idag till 8. ",
    "3/5 - 4/5 - ",
    "3 och 4 och ",
    "1-1-",
    "8-",
    "måndag, ",
    "mån och ",
    "lördagar och ",
    "idag till ",
    "till och med ",
    "efter efter påsk ",
    "dagen efter ",
    "klämdagar ",
    "sista vardagen i ",
    "mellan den 3 ",
    "v 4-",
    "i ",
    "på ",
    "om en ",
    "fem i halv ",
    "5 ",
    ". ",
    "hej ",
];

#[test]
fn work_grows_with_the_messages_length_and_no_faster() {
    for text in REPEATED {
        let (short, long) = (text.repeat(50), text.repeat(400));
        let (few, many) = (steps(&short), steps(&long));
        assert!(many <= 9 * few, "{text:?}: {few} steps for 50 of them, {many} for 400");
    }
}

#[test]
fn no_token_costs_more_than_so_many_looks() {
    const MOST: usize = 500;
    for text in REPEATED {
        let text = text.repeat(100);
        let (steps, tokens) = (steps(&text), tokenize(&text).len());
        assert!(
            steps <= MOST * tokens,
            "{:?}: {} steps for each token",
            text.get(..12),
            steps / tokens
        );
    }
}
