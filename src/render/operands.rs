//! Where the expressions of a template use a value that may be large: what is compared, joined, filtered or indexed
//! costs time and memory even if none of it is printed or set.
//!
//! A filter binds tighter than every operator, so a call can follow an operand without a bracket.

use super::tags::{Kind, Token};
use std::ops::Range;

/// How a value is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cost {
    /// All of its content, a number of times.
    Whole(usize),
    /// Only a text: what is done to a list or a map does not depend on its size.
    Text,
}

/// A value that is used.
#[derive(Debug)]
pub(super) struct Use {
    /// Where it is.
    pub(super) place: Range<usize>,
    pub(super) cost: Cost,
    /// Whether it needs brackets with its call, because an index follows.
    pub(super) is_indexed: bool,
}

/// Filters that take one element or none.
const CHEAP: &[&str] = &["default", "first", "get", "last", "length", "nth"];
/// The maximum number of bytes that a filter makes of one.
const GROWING: &[(&str, usize)] = &[
    ("split", 64),
    ("escape", 6),
    ("escape_html", 6),
    ("escape_xml", 6),
    ("newlines_to_br", 4),
    ("indent", 1001),
];
/// Words after which a bracket starts a list, not an index.
const WORDS: &[&str] = &["and", "else", "elif", "if", "in", "is", "not", "or"];

/// The values that a tag uses, in any order.
pub(super) fn uses(tokens: &[Token]) -> Vec<Use> {
    let mut found = Uses { tokens, uses: Vec::new() };
    if tokens.first().is_some_and(|token| token.is("</")) {
        return found.uses;
    }
    let is_component = tokens.first().is_some_and(|token| token.is("<"))
        || tokens.windows(2).any(|pair| pair[0].is("/") && pair[1].is(">"));
    let mut open = Vec::new();
    for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind != Kind::Literal) {
        match token.text {
            "(" => open.push("("),
            "{" => open.push("{"),
            "[" | "?[" => {
                open.push("[");
                // The engine does not accept `?[` after brackets.
                if token.text == "[" {
                    found.indexed(index);
                }
            }
            ")" | "}" | "]" => _ = open.pop(),
            "|" => found.filtered(index),
            "~" | "==" | "!=" | "<=" | ">=" => found.both(index),
            "<" | ">" if !is_component => found.both(index),
            "in" => found.searched(index),
            "is" => found.tested(index),
            "..." => found.after(index, Cost::Whole(1)),
            "=" if open.last() == Some(&"(") => found.after(index, Cost::Text),
            "range" => found.after(index.wrapping_sub(1), Cost::Whole(1)),
            _ => {}
        }
    }
    found.uses
}

struct Uses<'t, 's> {
    tokens: &'t [Token<'s>],
    uses: Vec<Use>,
}

impl Uses<'_, '_> {
    fn is(&self, index: usize, text: &str) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is(text))
    }

    /// Both sides of an operator.
    fn both(&mut self, index: usize) {
        self.before(index, Cost::Whole(1));
        self.after(index, Cost::Whole(1));
    }

    /// The input of a filter.
    fn filtered(&mut self, index: usize) {
        let name = self.tokens.get(index + 1).map_or("", |token| token.text);
        let times = GROWING.iter().find(|(growing, _)| *growing == name).map_or(1, |(_, times)| *times);
        self.before(index, if CHEAP.contains(&name) { Cost::Text } else { Cost::Whole(times) });
    }

    /// What a loop iterates over, or both sides of the operator.
    fn searched(&mut self, index: usize) {
        let is_loop = [2, 4].iter().any(|back| index.checked_sub(*back).is_some_and(|at| self.is(at, "for")));
        if is_loop {
            return self.after(index, Cost::Text);
        }
        self.after(index, Cost::Whole(1));
        let is_negated = index > 0 && self.is(index - 1, "not");
        self.before(index - usize::from(is_negated), Cost::Whole(1));
    }

    /// What is tested with an argument; the other tests only check the type of the value.
    fn tested(&mut self, index: usize) {
        let name = index + 1 + usize::from(self.is(index + 1, "not"));
        if self.is(name + 1, "(") {
            self.before(index, Cost::Whole(1));
        }
    }

    /// What is indexed: the characters of a text are counted from its start.
    fn indexed(&mut self, index: usize) {
        let Some(before) = index.checked_sub(1).map(|at| &self.tokens[at]) else { return };
        let is_value = match before.kind {
            Kind::Name => !WORDS.contains(&before.text),
            Kind::Mark => before.is(")") || before.is("]"),
            Kind::Literal => false,
        };
        // A value followed by a name is a map, and the engine does not accept a name after brackets.
        if is_value && !self.is_named_later(index) {
            let place = self.tokens[self.start(index - 1)].at..before.end();
            self.uses.push(Use { place, cost: Cost::Text, is_indexed: true });
        }
    }

    /// Whether a name is looked up in the indexed value, as in `a[0].b`.
    fn is_named_later(&self, index: usize) -> bool {
        let mut at = self.close(index) + 1;
        while self.is(at, "[") || self.is(at, "?[") {
            at = self.close(at) + 1;
        }
        self.is(at, ".") || self.is(at, "?.")
    }

    /// The value that ends before a token.
    fn before(&mut self, index: usize, cost: Cost) {
        let Some(last) = index
            .checked_sub(1)
            .filter(|last| self.tokens[*last].kind != Kind::Literal || matches!(cost, Cost::Whole(2..)))
        else {
            return;
        };
        self.add(self.tokens[self.start(last)].at..self.tokens[last].end(), cost);
    }

    /// The value that starts after a token. If a filter follows, that counts it.
    fn after(&mut self, index: usize, cost: Cost) {
        let mut first = index.wrapping_add(1);
        while self.is(first, "-") || self.is(first, "not") {
            first += 1;
        }
        let is_literal = self.tokens.get(first).is_none_or(|token| token.kind == Kind::Literal);
        let end = self.end(first);
        if !is_literal && !self.is(end, "|") {
            self.add(self.tokens[first].at..self.tokens[end - 1].end(), cost);
        }
    }

    /// A value between two operators is counted once.
    fn add(&mut self, place: Range<usize>, cost: Cost) {
        let is_known =
            |known: &Use| known.place.end == place.end && !known.is_indexed && known.cost != Cost::Text;
        if !self.uses.iter().rev().take(4).any(is_known) {
            self.uses.push(Use { place, cost, is_indexed: false });
        }
    }

    /// The index of the token after a value that starts with a token: `a.b[c](d)`.
    fn end(&self, first: usize) -> usize {
        let mut at = first;
        loop {
            at = match self.tokens.get(at).map(|token| token.text) {
                Some("(" | "[" | "?[" | "{") => self.close(at) + 1,
                _ => at + 1,
            };
            let goes_on = ["(", "[", "?["].iter().any(|open| self.is(at, open));
            if self.is(at, ".") || self.is(at, "?.") {
                at += 1;
            } else if !goes_on {
                return at.min(self.tokens.len());
            }
        }
    }

    /// The index of the first token of a value that ends with a token.
    fn start(&self, last: usize) -> usize {
        let mut at = last;
        loop {
            if [")", "]", "}"].iter().any(|close| self.is(at, close)) {
                let open = self.open(at);
                let is_group = |at: usize| match self.tokens[at].kind {
                    Kind::Name => WORDS.contains(&self.tokens[at].text),
                    Kind::Mark => !(self.is(at, ")") || self.is(at, "]")),
                    Kind::Literal => false,
                };
                match open.checked_sub(1) {
                    Some(before) if !is_group(before) => at = before,
                    _ => return open,
                }
            } else if at >= 2 && (self.is(at - 1, ".") || self.is(at - 1, "?.")) {
                at -= 2;
            } else {
                return at;
            }
        }
    }

    /// The token that closes what one opens; the last one, if none does.
    fn close(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for at in open..self.tokens.len() {
            depth += usize::from(["(", "[", "?[", "{"].iter().any(|mark| self.is(at, mark)));
            depth -= usize::from([")", "]", "}"].iter().any(|mark| self.is(at, mark)));
            if depth == 0 {
                return at;
            }
        }
        self.tokens.len() - 1
    }

    /// The token that opens what one closes; the first one, if none does.
    fn open(&self, close: usize) -> usize {
        let mut depth = 0_usize;
        for at in (0..=close).rev() {
            depth += usize::from([")", "]", "}"].iter().any(|mark| self.is(at, mark)));
            depth -= usize::from(["(", "[", "?[", "{"].iter().any(|mark| self.is(at, mark)));
            if depth == 0 {
                return at;
            }
        }
        0
    }
}
