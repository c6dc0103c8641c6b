//! What each word is, for colours that a grammar of the text alone cannot know.

use super::chain::Link;
use super::index::{Name, Role};
use super::snapshot::Cx;
use crate::base::Span;
use crate::syntax::ast::{Entry, EntryKind, FlowEvent, Item, ItemKind};

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A word that begins a declaration.
    Keyword,
    /// A kind.
    Kind,
    /// A resource or a module.
    Resource,
    /// A param.
    Param,
    /// A `let`, a loop variable, an output.
    Value,
    /// An attribute or a key.
    Attribute,
    /// The word of a block or a statement.
    Block,
    /// An event.
    Event,
}

/// A word, what it is, and whether it is declared there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub sort: Sort,
    /// Whether it is declared there.
    pub declares: bool,
}

/// The words of a file, in its order; none overlaps another.
#[must_use]
pub fn tokens(cx: &Cx<'_>) -> Vec<Token> {
    let mut found = Vec::new();
    for one in cx.project.index().of_file(cx.file) {
        let sort = match &one.symbol.name {
            Name::Resource(..) | Name::Module(_) | Name::Scenario(_) | Name::Stack => Sort::Resource,
            Name::Param(_) => Sort::Param,
            Name::Let(_) | Name::Output(_) | Name::Local(..) => Sort::Value,
        };
        found.push(Token { span: one.span, sort, declares: one.role == Role::Declaration });
        if one.reach.start < one.span.start {
            // The kind is the word before the name.
            let length = cx.project.at(one.reach).find(|c: char| !super::cursor::is_word(c)).unwrap_or(0);
            let end = one.reach.start + u32::try_from(length).unwrap_or(0);
            found.push(Token {
                span: Span::new(cx.file, one.reach.start, end),
                sort: Sort::Kind,
                declares: false,
            });
        }
    }
    if let Some(tree) = cx.project.tree(cx.file) {
        tree.items.iter().for_each(|item| words(cx, item, &mut found));
    }
    found.retain(|token| token.span.start < token.span.end);
    found.sort();
    let mut end = 0;
    found.retain(|token| {
        let is_free = token.span.start >= end;
        end = end.max(token.span.end);
        is_free
    });
    found
}

/// The words of the language in a declaration.
fn words(cx: &Cx<'_>, item: &Item, found: &mut Vec<Token>) {
    let has_keyword = !matches!(item.kind, ItemKind::Resource(_) | ItemKind::Flow(_));
    if has_keyword {
        let length = cx.project.at(item.span).find(|c: char| !super::cursor::is_word(c)).unwrap_or(0);
        let end = item.span.start + u32::try_from(length).unwrap_or(0);
        found.push(plain(Span::new(item.span.file, item.span.start, end), Sort::Keyword));
    }
    if let ItemKind::Flow(flow) = &item.kind
        && let Some(FlowEvent::Word(word)) = &flow.event
    {
        found.push(plain(word.span, Sort::Event));
    }
    entries(Link::Item(item).entries().unwrap_or(&[]), found);
}

fn entries(all: &[Entry], found: &mut Vec<Token>) {
    for entry in all {
        match &entry.kind {
            EntryKind::Attribute(it) => found.push(plain(it.name.span, Sort::Attribute)),
            EntryKind::Sentence(it) => found.push(plain(it.word.span, Sort::Block)),
            EntryKind::Spread(_) | EntryKind::Expect(_) => {}
        }
        entries(Link::Entry(entry).entries().unwrap_or(&[]), found);
    }
}

const fn plain(span: Span, sort: Sort) -> Token {
    Token { span, sort, declares: false }
}
