//! A tree as a row of steps: what it says without where it says it, and the places that a writer of text needs.

mod values;

use rust_decimal::Decimal;

use super::{
    Allow, Attribute, BinaryOp, Body, Clauses, Entry, EntryKind, Expect, Expr, File, Flow, FlowEvent, For,
    Item, ItemKind, Module, Param, Phrase, Resource, Sentence, Test, UnaryOp,
};
use crate::base::{Quantity, Span};

/// What begins and ends in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Part {
    Item,
    Stack,
    Param,
    Secret,
    Let,
    Output,
    Resource,
    Flow,
    Module,
    Moved,
    Adopt,
    Forget,
    Scenario,
    Test,
    Entry,
    Attribute,
    Operator,
    Sentence,
    Expect,
    Way,
    Step,
    Event,
    Phrase,
    Not,
    When,
    Body,
    For,
    If,
    Allow,
    Value,
    Spread,
    Call,
    Member,
    Index,
    List,
    Map,
    ListFor,
    MapFor,
    Conditional,
    Template,
    Timing,
    Unary(UnaryOp),
    Binary(BinaryOp),
    Union,
    Optional,
    ListType,
    MapType,
    Record,
    Field,
}

/// One step of a walk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::syntax) enum Step<'a> {
    /// A part begins there.
    Enter(Part, Span),
    /// The part that began last ends.
    Leave,
    /// A word or a text.
    Text(&'a str),
    /// A path, which is no text.
    Path(&'a str),
    /// `true`, `false`
    Bool(bool),
    /// A number, and where it stands.
    Number(Decimal, Span),
    /// A number with its unit, and where it stands.
    Quantity(Quantity, Span),
    /// `none`
    None,
    /// What could not be read.
    Missing,
}

impl Step<'_> {
    /// Whether two steps say the same, wherever they stand.
    fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Step::Enter(one, _), Step::Enter(two, _)) => one == two,
            (Step::Number(one, _), Step::Number(two, _)) => one == two,
            (Step::Quantity(one, _), Step::Quantity(two, _)) => one == two,
            _ => self == other,
        }
    }
}

/// Whether two trees say the same, wherever they say it.
pub(in crate::syntax) fn same(one: &File, two: &File) -> bool {
    let mut steps = Vec::new();
    walk(one, &mut |step| steps.push(step));
    let (mut at, mut same) = (0, true);
    walk(two, &mut |step| {
        same = same && steps.get(at).is_some_and(|other| step.says(other));
        at += 1;
    });
    same && at == steps.len()
}

/// Shows every dotted name that a declaration reads, in the order of the text.
pub fn item_paths<'a>(item: &'a Item, see: &mut dyn FnMut(&'a str)) {
    let mut see = |step| {
        if let Step::Path(path) = step {
            see(path);
        }
    };
    Walker { see: &mut see }.item(item);
}

/// Whether a declaration reads something that may be a part of a resource or of an arrow: behind a dot stands a word that
/// `is_part` knows, or in an expression an arrow.
pub fn item_reads_parts(item: &Item, is_part: &dyn Fn(&str) -> bool) -> bool {
    let (mut found, mut member, mut arrows) = (false, false, 0);
    let mut see = |step: Step<'_>| {
        found |= match step {
            Step::Path(path) => path.split('.').skip(1).any(is_part),
            Step::Text(name) => std::mem::take(&mut member) && is_part(name),
            _ => false,
        };
        match step {
            Step::Enter(Part::Member, _) => member = true,
            Step::Enter(Part::Flow, _) => arrows += 1,
            _ => {}
        }
    };
    Walker { see: &mut see }.item(item);
    found || arrows > usize::from(matches!(item.kind, ItemKind::Flow(_)))
}

/// Goes through a file in the order of the text.
pub(in crate::syntax) fn walk<'a>(file: &'a File, see: &mut dyn FnMut(Step<'a>)) {
    let mut walker = Walker { see };
    for item in &file.items {
        walker.item(item);
    }
    walker.entries(&file.entries);
}

struct Walker<'s, 'a> {
    see: &'s mut dyn FnMut(Step<'a>),
}

impl<'a> Walker<'_, 'a> {
    fn within(&mut self, part: Part, span: Span, inside: impl FnOnce(&mut Self)) {
        (self.see)(Step::Enter(part, span));
        inside(self);
        (self.see)(Step::Leave);
    }

    fn text(&mut self, text: &'a str) {
        (self.see)(Step::Text(text));
    }

    fn before(&mut self, doc: &'a str, allows: &'a [Allow]) {
        self.text(doc);
        for allow in allows {
            self.within(Part::Allow, allow.span, |walker| {
                walker.text(&allow.rule.text);
                walker.text(&allow.reason);
            });
        }
    }

    fn item(&mut self, item: &'a Item) {
        let span = item.span;
        self.within(Part::Item, span, |walker| {
            walker.kind(&item.kind, span);
            walker.before(&item.doc, &item.allows);
        });
    }

    fn kind(&mut self, kind: &'a ItemKind, span: Span) {
        match kind {
            ItemKind::Stack(stack) => self.named(Part::Stack, span, &stack.name.text, &stack.body),
            ItemKind::Scenario(it) => self.named(Part::Scenario, span, &it.name.text, &it.body),
            ItemKind::Param(param) => self.param(param, span),
            ItemKind::Let(it) => self.assigned(Part::Let, span, &it.name.text, &it.value),
            ItemKind::Output(it) => self.assigned(Part::Output, span, &it.name.text, &it.value),
            ItemKind::Resource(it) => self.resource(it, span),
            ItemKind::Flow(flow) => self.flow(flow, span),
            ItemKind::Module(it) => self.module(it, span),
            ItemKind::Moved(from, to) => self.both(Part::Moved, span, from, to),
            ItemKind::Adopt(what, id) => self.both(Part::Adopt, span, what, id),
            ItemKind::Forget(what) => self.within(Part::Forget, span, |walker| walker.expr(what)),
            ItemKind::Test(test) => self.test(test, span),
        }
    }

    fn named(&mut self, part: Part, span: Span, name: &'a str, body: &'a Body) {
        self.within(part, span, |walker| {
            walker.text(name);
            walker.body(Some(body));
        });
    }

    fn assigned(&mut self, part: Part, span: Span, name: &'a str, value: &'a Expr) {
        self.within(part, span, |walker| {
            walker.text(name);
            walker.expr(value);
        });
    }

    fn both(&mut self, part: Part, span: Span, one: &'a Expr, two: &'a Expr) {
        self.within(part, span, |walker| {
            walker.expr(one);
            walker.expr(two);
        });
    }

    fn param(&mut self, param: &'a Param, span: Span) {
        self.within(if param.secret { Part::Secret } else { Part::Param }, span, |walker| {
            walker.text(&param.name.text);
            if let Some(ty) = &param.ty {
                walker.types(ty);
            }
            if let Some(value) = &param.default {
                walker.within(Part::Value, value.span, |walker| walker.expr(value));
            }
        });
    }

    fn resource(&mut self, it: &'a Resource, span: Span) {
        self.within(Part::Resource, span, |walker| {
            walker.text(&it.kind.text);
            walker.text(&it.name.text);
            walker.clauses(&it.clauses);
            walker.body(Some(&it.body));
        });
    }

    fn flow(&mut self, flow: &'a Flow, span: Span) {
        self.within(Part::Flow, span, |walker| {
            walker.expr(&flow.source);
            walker.event(flow.event.as_ref());
            walker.phrases(&flow.filters);
            walker.expr(&flow.target);
            walker.clauses(&flow.clauses);
            walker.body(flow.body.as_ref());
        });
    }

    fn module(&mut self, it: &'a Module, span: Span) {
        self.within(Part::Module, span, |walker| {
            walker.text(&it.name.text);
            walker.expr(&it.path);
            walker.clauses(&it.clauses);
            walker.body(Some(&it.body));
        });
    }

    fn test(&mut self, test: &'a Test, span: Span) {
        self.within(Part::Test, span, |walker| {
            walker.expr(&test.title);
            if let Some(under) = &test.under {
                walker.within(Part::Value, under.span, |walker| walker.expr(under));
            }
            walker.body(Some(&test.body));
        });
    }

    fn body(&mut self, body: Option<&'a Body>) {
        if let Some(body) = body
            && let Some(span) = body.span
        {
            self.within(Part::Body, span, |walker| walker.entries(&body.entries));
        }
    }

    fn entries(&mut self, entries: &'a [Entry]) {
        for entry in entries {
            let span = entry.span;
            self.within(Part::Entry, span, |walker| {
                match &entry.kind {
                    EntryKind::Attribute(attribute) => walker.attribute(attribute, span),
                    EntryKind::Sentence(sentence) => walker.sentence(sentence, span),
                    EntryKind::Spread(value) => {
                        walker.within(Part::Spread, span, |walker| walker.expr(value));
                    }
                    EntryKind::Expect(expect) => walker.expect(expect, span),
                }
                walker.before(&entry.doc, &entry.allows);
            });
        }
    }

    fn attribute(&mut self, it: &'a Attribute, span: Span) {
        self.within(Part::Attribute, span, |walker| {
            if let Some(operator) = &it.operator {
                walker.within(Part::Operator, operator.span, |walker| walker.text(&operator.text));
            }
            walker.text(&it.name.text);
            walker.expr(&it.value);
        });
    }

    fn sentence(&mut self, it: &'a Sentence, span: Span) {
        self.within(Part::Sentence, span, |walker| {
            walker.text(&it.word.text);
            walker.operands(it.negated, &it.operands);
            walker.phrases(&it.phrases);
            if let Some(when) = &it.when {
                walker.within(Part::When, span, |walker| walker.entries(&when.entries));
            }
            walker.clauses(&it.clauses);
            walker.body(it.body.as_deref());
        });
    }

    fn expect(&mut self, it: &'a Expect, span: Span) {
        match it {
            Expect::Condition { condition, phrases } => self.within(Part::Expect, span, |walker| {
                walker.expr(condition);
                walker.phrases(phrases);
            }),
            Expect::Way { steps, phrases, body } => self.within(Part::Way, span, |walker| {
                for (source, event) in steps {
                    walker.within(Part::Step, source.span, |walker| {
                        walker.expr(source);
                        walker.event(event.as_ref());
                    });
                }
                walker.phrases(phrases);
                walker.body(body.as_ref());
            }),
        }
    }

    fn event(&mut self, event: Option<&'a FlowEvent>) {
        match event {
            Some(FlowEvent::Word(word)) => {
                self.within(Part::Event, word.span, |walker| walker.text(&word.text));
            }
            Some(FlowEvent::Route(route)) => {
                self.within(Part::Event, route.span, |walker| walker.expr(route));
            }
            None => {}
        }
    }

    fn operands(&mut self, negated: Option<Span>, operands: &'a [Expr]) {
        if let Some(span) = negated {
            self.within(Part::Not, span, |_| {});
        }
        for operand in operands {
            self.expr(operand);
        }
    }

    fn phrases(&mut self, phrases: &'a [Phrase]) {
        for phrase in phrases {
            self.within(Part::Phrase, phrase.preposition.span, |walker| {
                walker.text(&phrase.preposition.text);
                walker.operands(phrase.negated, &phrase.operands);
            });
        }
    }

    fn clauses(&mut self, clauses: &'a Clauses) {
        if let Some(repeat) = &clauses.repeat {
            self.repeat(repeat);
        }
        if let Some(condition) = &clauses.condition {
            self.within(Part::If, condition.span, |walker| walker.expr(condition));
        }
    }

    fn repeat(&mut self, it: &'a For) {
        self.within(Part::For, it.span, |walker| {
            walker.text(&it.first.text);
            if let Some(second) = &it.second {
                walker.text(&second.text);
            }
            walker.expr(&it.over);
        });
    }
}
