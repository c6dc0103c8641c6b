//! Nodes to tree, in one pass. Meaning is not looked at; what the grammar cannot say is checked here.

mod clause;
mod entry;
mod expr;
mod foreign;
mod habits;
mod item;
mod mark;
mod other_words;
mod stray;
mod string;
mod types;
mod unit;
mod wrapped;

use ecow::EcoString;

pub(super) use expr::parts_of;
pub(super) use string::common_indent;

use super::ast::{Allow, Entry, Expr, ExprKind, File, Ident};
use super::mistake::Findings;
use super::parser::{Node, Rule};
use crate::base::{FileId, Span, shared};

/// The words that never name anything.
pub(super) const RESERVED: &[&str] = &["if", "then", "else", "for", "in", "true", "false", "none"];

/// The words that begin a phrase.
pub(super) const PREPOSITIONS: &[&str] =
    &["to", "from", "on", "of", "into", "under", "ending", "after", "at", "by", "with", "within"];

/// How deep trees may grow; what walks them recurses.
pub(super) const MAX_DEPTH: usize = 256;

/// The text that was read, its place in the file, and what was found in it.
pub(super) struct Build<'a> {
    /// The file.
    pub(super) file: FileId,
    /// Where the text begins in the file.
    pub(super) base: u32,
    /// The text the nodes point into.
    pub(super) text: &'a str,
    /// What was read.
    pub(super) nodes: &'a [Node],
    /// The node that is looked at next.
    pub(super) at: usize,
    /// How deep the tree is here.
    pub(super) depth: usize,
    /// How many sentences began with a word that wraps lines elsewhere, such as `if`.
    pub(super) wraps: usize,
    /// Whether entries are those of a map, not of a body.
    pub(super) in_map: bool,
    /// What is wrong.
    pub(super) found: &'a mut Findings,
}

/// What stands before a declaration or an entry.
#[derive(Default)]
struct Before {
    doc: EcoString,
    allows: Vec<Allow>,
}

impl Build<'_> {
    /// Adds what was read, one piece of a file, to the tree of the file.
    pub(super) fn piece(&mut self, tree: &mut File) {
        let Some(whole) = self.take() else { return };
        let end = whole.next as usize;
        if matches!(whole.rule, Rule::params | Rule::l_params) {
            let entries = self.entries(end);
            tree.entries.extend(entries);
            return;
        }
        let mut before = Before::default();
        while let Some(rule) = self.peek(end) {
            if self.before(rule, &mut before) {
                continue;
            }
            if let Some(item) = self.item(std::mem::take(&mut before)) {
                tree.items.push(item);
            }
        }
        self.unused(&before);
    }

    /// The rule of the next node before `end`; comments are passed over.
    fn peek(&mut self, end: usize) -> Option<Rule> {
        while self.at < end {
            match self.nodes.get(self.at)?.rule {
                Rule::note | Rule::remark | Rule::EOI => self.at += 1,
                rule => return Some(rule),
            }
        }
        None
    }

    /// Goes to the first child of the next node, comments passed over, and returns the node.
    fn take(&mut self) -> Option<Node> {
        self.peek(self.nodes.len())?;
        let node = *self.nodes.get(self.at)?;
        self.at += 1;
        Some(node)
    }

    /// Takes the next node if it is a `rule`.
    fn accept(&mut self, rule: Rule, end: usize) -> Option<Node> {
        if self.peek(end) == Some(rule) { self.take() } else { None }
    }

    fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    fn place(&self, node: Node) -> Span {
        self.span(node.start, node.end)
    }

    fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// What is written from one place of the file to another.
    fn between(&self, start: u32, end: u32) -> &str {
        self.slice(start - self.base, end - self.base)
    }

    /// What is written at a place.
    fn written_at(&self, span: Span) -> &str {
        self.between(span.start, span.end)
    }

    /// Whether comments or allowances stand at a place, which would be lost if it were written anew from its parts.
    fn holds_notes(&self, span: Span) -> bool {
        let is_note = |rule| {
            matches!(
                rule,
                Rule::note
                    | Rule::remark
                    | Rule::doc
                    | Rule::allow
                    | Rule::wrong_allow
                    | Rule::hash
                    | Rule::open_remark
            )
        };
        let is_inside = |node: &Node| {
            let place = self.place(*node);
            span.start <= place.start && place.end <= span.end
        };
        self.nodes.iter().any(|node| is_note(node.rule) && is_inside(node))
    }

    fn ident(&self, node: Node) -> Ident {
        Ident { text: shared(self.slice(node.start, node.end)), span: self.place(node) }
    }

    /// The next word, which the grammar promises.
    fn word(&mut self, end: usize) -> Ident {
        match self.accept(Rule::word, end) {
            Some(node) => self.ident(node),
            None => match self.accept(Rule::dashed, end) {
                Some(node) => self.dashed(node),
                None => Ident { text: EcoString::new(), span: self.here() },
            },
        }
    }

    /// The next word, whose first letter is not in its node.
    fn entry_word(&mut self, end: usize) -> Ident {
        let Some(node) = self.accept(Rule::letters, end) else { return self.word(end) };
        let before = self.slice(0, node.start);
        let first = before.chars().next_back().map_or(0, char::len_utf8);
        let start = node.start - u32::try_from(first).unwrap_or(0);
        self.ident(Node { start, ..node })
    }

    /// The empty place where the last node that was looked at ends.
    fn here(&self) -> Span {
        let last = self.at.checked_sub(1).and_then(|at| self.nodes.get(at));
        last.map_or(self.span(0, 0), |node| self.place(*node).after())
    }

    fn missing(span: Span) -> Expr {
        Expr { span, kind: ExprKind::Missing }
    }

    /// Goes down `levels`; if that is too deep, says so and stays.
    fn enter(&mut self, levels: usize, span: Span) -> bool {
        if self.depth + levels > MAX_DEPTH {
            self.found.too_deep(span, "this is", MAX_DEPTH);
            return false;
        }
        self.depth += levels;
        true
    }

    /// Reads documentation or an allowance if that comes next.
    fn before(&mut self, rule: Rule, before: &mut Before) -> bool {
        match rule {
            Rule::doc => {
                let Some(node) = self.take() else { return false };
                let line = self.slice(node.start + 2, node.end).trim_end();
                let line = line.strip_prefix(' ').unwrap_or(line);
                if !before.doc.is_empty() {
                    before.doc.push('\n');
                }
                before.doc.push_str(line);
                true
            }
            Rule::allow => {
                let allow = self.allow();
                before.allows.extend(allow);
                true
            }
            _ => false,
        }
    }

    fn allow(&mut self) -> Option<Allow> {
        let node = self.take()?;
        let span = self.span(node.start.saturating_sub(2), node.end);
        let name = self.accept(Rule::rule_name, node.next as usize)?;
        let rule = self.ident(name);
        let reason = match self.peek(node.next as usize) {
            Some(_) => match self.expr(node.next as usize).kind {
                ExprKind::String(text) => text,
                _ => EcoString::new(),
            },
            None => EcoString::new(),
        };
        if reason.trim().is_empty() {
            self.found.no_reason(span, &rule.text);
        }
        Some(Allow { span, rule, reason })
    }

    /// Reports allowances that stand before nothing; documentation there is only a comment.
    fn unused(&mut self, before: &Before) {
        for allow in &before.allows {
            self.found.stands_before_nothing(allow.span);
        }
    }

    /// How many nodes there are up to `end` that `is_one` counts; what is inside them is not looked at.
    fn count(&self, end: usize, is_one: fn(&Node) -> bool) -> usize {
        let (mut at, mut count) = (self.at, 0);
        while at < end {
            let Some(node) = self.nodes.get(at) else { break };
            count += usize::from(is_one(node));
            at = node.next as usize;
        }
        count
    }

    /// The entries up to `end`.
    fn entries(&mut self, end: usize) -> Box<[Entry]> {
        let strict = |node: &Node| matches!(node.rule, Rule::letters | Rule::keyed | Rule::spread_entry);
        let mut list = Vec::with_capacity(self.count(end, strict));
        let mut before = Before::default();
        let wraps = self.wraps;
        while let Some(rule) = self.peek(end) {
            if self.before(rule, &mut before) {
                continue;
            }
            if let Some(entry) = self.entry(rule, end, std::mem::take(&mut before)) {
                list.push(entry);
            }
        }
        self.unused(&before);
        if self.wraps > wraps {
            list = self.unwrapped(list);
        }
        list.into()
    }
}

/// Adds to a list that will most often hold one item or two, without room for more.
fn push<T>(list: &mut Vec<T>, item: T) {
    if list.capacity() == 0 {
        *list = Vec::with_capacity(1);
    } else if list.len() == list.capacity() {
        list.reserve_exact(list.len());
    }
    list.push(item);
}
