//! What lies around a place in a tree, from the outside in.

use crate::base::Span;
use crate::syntax::ast::{
    Body, Clauses, Comprehension, Entry, EntryKind, Expect, Expr, ExprKind, File, Flow, FlowEvent, For, Item,
    ItemKind, Phrase, Sentence, TemplatePart,
};

/// One thing that holds the place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Link<'a> {
    Item(&'a Item),
    /// Braces and what is in them.
    Body(Span),
    Entry(&'a Entry),
    Expr(&'a Expr),
    Event(Span),
}

impl Link<'_> {
    pub(super) fn span(&self) -> Span {
        match self {
            Link::Item(item) => item.span,
            Link::Body(span) | Link::Event(span) => *span,
            Link::Entry(entry) => entry.span,
            Link::Expr(expr) => expr.span,
        }
    }
}

impl<'a> Link<'a> {
    /// What stands in the braces of a declaration or an entry.
    pub(super) fn entries(&self) -> Option<&'a [Entry]> {
        match self {
            Link::Item(item) => match &item.kind {
                ItemKind::Stack(it) => Some(&it.body.entries),
                ItemKind::Resource(it) => Some(&it.body.entries),
                ItemKind::Module(it) => Some(&it.body.entries),
                ItemKind::Flow(it) => it.body.as_ref().map(|body| &*body.entries),
                ItemKind::Scenario(it) => Some(&it.body.entries),
                ItemKind::Test(it) => Some(&it.body.entries),
                _ => None,
            },
            Link::Entry(entry) => match &entry.kind {
                EntryKind::Sentence(it) => it.body.as_ref().map(|body| &*body.entries),
                _ => None,
            },
            Link::Body(_) | Link::Expr(_) | Link::Event(_) => None,
        }
    }

    /// The loop around what is in it.
    fn repeat(&self) -> Option<&'a For> {
        let clauses = match self {
            Link::Item(item) => match &item.kind {
                ItemKind::Resource(it) => &it.clauses,
                ItemKind::Module(it) => &it.clauses,
                ItemKind::Flow(it) => &it.clauses,
                _ => return None,
            },
            Link::Entry(entry) => match &entry.kind {
                EntryKind::Sentence(it) => &it.clauses,
                _ => return None,
            },
            Link::Expr(expr) => match &expr.kind {
                ExprKind::ListFor(it) | ExprKind::MapFor(it) => return Some(&it.repeat),
                _ => return None,
            },
            Link::Body(_) | Link::Event(_) => return None,
        };
        clauses.repeat.as_deref()
    }
}

/// The loop variables that are known at a byte.
pub(super) fn locals(file: &File, byte: u32) -> Vec<&str> {
    let chain = chain(file, byte);
    let loops = chain.iter().filter_map(Link::repeat);
    loops.flat_map(|it| std::iter::once(&it.first).chain(&it.second)).map(|name| name.text.as_str()).collect()
}

/// What the loop goes over that introduces a variable there.
pub(super) fn repeated(file: &File, variable: Span) -> Option<Span> {
    let chain = chain(file, variable.start);
    let mut loops = chain.iter().filter_map(Link::repeat);
    let introduces =
        |it: &&For| std::iter::once(&it.first).chain(&it.second).any(|name| name.span == variable);
    loops.find(introduces).map(|it| it.over.span)
}

/// Everything that holds a byte, ends included, the outermost first.
pub(super) fn chain(file: &File, byte: u32) -> Vec<Link<'_>> {
    let mut walk = Walk { byte, found: Vec::new() };
    let after = file.items.partition_point(|item| item.span.start <= byte);
    if let Some(item) = after.checked_sub(1).and_then(|at| file.items.get(at)) {
        walk.item(item);
    }
    walk.entries(&file.entries);
    walk.found
}

struct Walk<'a> {
    byte: u32,
    found: Vec<Link<'a>>,
}

impl<'a> Walk<'a> {
    fn holds(&self, span: Span) -> bool {
        span.start <= self.byte && self.byte <= span.end
    }

    fn item(&mut self, item: &'a Item) {
        if !self.holds(item.span) {
            return;
        }
        self.found.push(Link::Item(item));
        match &item.kind {
            ItemKind::Stack(it) => self.body(&it.body),
            ItemKind::Param(it) => it.default.iter().for_each(|value| self.expr(value)),
            ItemKind::Let(it) | ItemKind::Output(it) => self.expr(&it.value),
            ItemKind::Resource(it) => {
                self.clauses(&it.clauses);
                self.body(&it.body);
            }
            ItemKind::Flow(it) => self.flow(it),
            ItemKind::Module(it) => {
                self.expr(&it.path);
                self.clauses(&it.clauses);
                self.body(&it.body);
            }
            ItemKind::Moved(one, two) | ItemKind::Adopt(one, two) => {
                self.expr(one);
                self.expr(two);
            }
            ItemKind::Forget(it) => self.expr(it),
            ItemKind::Scenario(it) => self.body(&it.body),
            ItemKind::Test(it) => {
                self.expr(&it.title);
                it.under.iter().for_each(|under| self.expr(under));
                self.body(&it.body);
            }
        }
    }

    fn flow(&mut self, it: &'a Flow) {
        self.expr(&it.source);
        self.event(it.event.as_ref());
        self.phrases(&it.filters);
        self.expr(&it.target);
        self.clauses(&it.clauses);
        it.body.iter().for_each(|body| self.body(body));
    }

    fn event(&mut self, event: Option<&'a FlowEvent>) {
        let Some(event) = event else { return };
        let span = match event {
            FlowEvent::Word(word) => word.span,
            FlowEvent::Route(route) => route.span,
        };
        if self.holds(span) {
            self.found.push(Link::Event(span));
        }
    }

    fn body(&mut self, body: &'a Body) {
        if let Some(span) = body.span.filter(|span| self.holds(*span)) {
            self.found.push(Link::Body(span));
            self.entries(&body.entries);
        }
    }

    fn entries(&mut self, entries: &'a [Entry]) {
        for entry in entries.iter().filter(|entry| entry.span.start <= self.byte) {
            if !self.holds(entry.span) {
                continue;
            }
            self.found.push(Link::Entry(entry));
            match &entry.kind {
                EntryKind::Attribute(it) => self.expr(&it.value),
                EntryKind::Spread(it) => self.expr(it),
                EntryKind::Sentence(it) => self.sentence(it),
                EntryKind::Expect(it) => self.expect(it),
            }
            return;
        }
    }

    fn sentence(&mut self, it: &'a Sentence) {
        it.operands.iter().for_each(|operand| self.expr(operand));
        self.phrases(&it.phrases);
        it.when.iter().for_each(|when| self.body(when));
        self.clauses(&it.clauses);
        it.body.iter().for_each(|body| self.body(body));
    }

    fn expect(&mut self, it: &'a Expect) {
        match it {
            Expect::Condition { condition, phrases } => {
                self.expr(condition);
                self.phrases(phrases);
            }
            Expect::Way { steps, phrases, body } => {
                for (end, event) in steps {
                    self.expr(end);
                    self.event(event.as_ref());
                }
                self.phrases(phrases);
                body.iter().for_each(|body| self.body(body));
            }
        }
    }

    fn phrases(&mut self, phrases: &'a [Phrase]) {
        phrases.iter().flat_map(|phrase| &phrase.operands).for_each(|operand| self.expr(operand));
    }

    fn clauses(&mut self, clauses: &'a Clauses) {
        clauses.repeat.iter().for_each(|repeat| self.repeat(repeat));
        clauses.condition.iter().for_each(|condition| self.expr(condition));
    }

    fn repeat(&mut self, repeat: &'a For) {
        self.expr(&repeat.over);
    }

    fn comprehension(&mut self, it: &'a Comprehension) {
        self.repeat(&it.repeat);
        it.condition.iter().chain(&it.key).for_each(|one| self.expr(one));
        self.expr(&it.value);
    }

    fn expr(&mut self, it: &'a Expr) {
        if !self.holds(it.span) {
            return;
        }
        self.found.push(Link::Expr(it));
        match &it.kind {
            ExprKind::Template(parts) => {
                for part in parts {
                    if let TemplatePart::Value(value) = part {
                        self.expr(value);
                    }
                }
            }
            ExprKind::Member(of, _) | ExprKind::Unary(_, of) => self.expr(of),
            ExprKind::Index(one, two) | ExprKind::Binary(_, one, two) => {
                self.expr(one);
                self.expr(two);
            }
            ExprKind::Call(it) => it.args.iter().for_each(|arg| self.expr(arg)),
            ExprKind::List(it) => it.iter().for_each(|item| self.expr(&item.value)),
            ExprKind::Map(it) => self.entries(it),
            ExprKind::ListFor(it) | ExprKind::MapFor(it) => self.comprehension(it),
            ExprKind::Arrow(it) => self.flow(it),
            ExprKind::If(it) => {
                [&it.condition, &it.then, &it.otherwise].into_iter().for_each(|one| self.expr(one));
            }
            _ => {}
        }
    }
}
