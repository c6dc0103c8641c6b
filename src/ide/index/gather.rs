//! Goes through trees and takes down every name.

mod values;

use ecow::EcoString;

use super::{Declared, Index, Name, Occurrence, Role, Symbol};
use crate::base::Span;
use crate::session::Analysis;
use crate::syntax::ast::{
    Binding, Body, Clauses, Entry, EntryKind, Expect, Expr, ExprKind, File, Flow, Ident, Item, ItemKind,
    Module, Phrase, Sentence, path_parts,
};

/// All names of a stack and its modules.
pub(super) fn gather(analysis: &Analysis) -> Index {
    let mut index = Index::default();
    let modules = analysis.modules();
    let own = std::iter::once(analysis.trees());
    let spaces = || own.clone().chain(modules.folders.iter().map(|folder| folder.files.as_slice()));
    for (space, files) in spaces().enumerate() {
        let mut gather = Gather { analysis, space, index: &mut index, locals: Vec::new(), in_test: false };
        files.iter().for_each(|file| gather.declare(file));
    }
    for (space, files) in spaces().enumerate() {
        let mut gather = Gather { analysis, space, index: &mut index, locals: Vec::new(), in_test: false };
        files.iter().for_each(|file| gather.file(file));
    }
    index
}

struct Gather<'a, 'i> {
    analysis: &'a Analysis,
    space: usize,
    index: &'i mut Index,
    /// Loop variables, innermost last.
    locals: Vec<&'a Ident>,
    /// Whether it goes through a test, where params of the stack are given values.
    in_test: bool,
}

impl<'a> Gather<'a, '_> {
    /// Takes down what a file declares; what is declared twice is where it is declared first.
    fn declare(&mut self, file: &File) {
        for item in &file.items {
            let Some((name, ident)) = declared(&item.kind) else { continue };
            let symbol = Symbol { space: self.space, name };
            let whole = item.span;
            let made = || Declared { span: ident.span, whole, doc: item.doc.clone() };
            self.index.declared.entry(symbol).or_insert_with(made);
        }
    }

    fn file(&mut self, file: &'a File) {
        for item in &file.items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &'a Item) {
        if let Some((name, ident)) = declared(&item.kind) {
            let reach = match &item.kind {
                ItemKind::Resource(resource) => resource.kind.span.to(ident.span),
                _ => ident.span,
            };
            self.note(ident.span, reach, name, Role::Declaration);
        }
        match &item.kind {
            ItemKind::Stack(block) => self.body(&block.body),
            ItemKind::Param(param) => param.default.iter().for_each(|value| self.expr(value)),
            ItemKind::Let(Binding { value, .. }) | ItemKind::Output(Binding { value, .. }) => {
                self.expr(value)
            }
            ItemKind::Resource(resource) => {
                self.under(&resource.clauses, |gather| gather.body(&resource.body));
            }
            ItemKind::Flow(flow) => self.flow(flow),
            ItemKind::Module(module) => self.module(module),
            ItemKind::Moved(from, to) => {
                self.past(from);
                self.expr(to);
            }
            ItemKind::Adopt(what, id) => [what, id].into_iter().for_each(|one| self.expr(one)),
            ItemKind::Forget(what) => self.past(what),
            ItemKind::Scenario(scenario) => self.body(&scenario.body),
            ItemKind::Test(test) => {
                test.under.iter().for_each(|under| self.expr(under));
                self.in_test = true;
                self.body(&test.body);
                self.in_test = false;
            }
        }
    }

    fn flow(&mut self, flow: &'a Flow) {
        self.under(&flow.clauses, |gather| {
            gather.expr(&flow.source);
            gather.phrases(&flow.filters);
            gather.expr(&flow.target);
            flow.body.iter().for_each(|body| gather.body(body));
        });
    }

    /// A use of a module gives values to what its folder takes.
    fn module(&mut self, module: &'a Module) {
        let folder = self.analysis.modules().uses.get(&module.path.span).copied();
        self.under(&module.clauses, |gather| {
            folder.into_iter().for_each(|folder| gather.given(&module.body, folder + 1));
            gather.body(&module.body);
        });
    }

    /// What is given values there are the params of a namespace.
    fn given(&mut self, body: &Body, space: usize) {
        for entry in &body.entries {
            let EntryKind::Attribute(attribute) = &entry.kind else { continue };
            let span = attribute.name.span;
            self.note_in(space, span, span, Name::Param(attribute.name.text.clone()), Role::Given);
        }
    }

    /// What an address was.
    fn past(&mut self, address: &'a Expr) {
        let before = self.index.occurrences.len();
        self.expr(address);
        for noted in self.index.occurrences.iter_mut().skip(before) {
            noted.role = Role::Past;
        }
    }

    /// What stands under a loop and a condition.
    fn under(&mut self, clauses: &'a Clauses, inside: impl FnOnce(&mut Self)) {
        let depth = self.locals.len();
        if let Some(repeat) = &clauses.repeat {
            self.expr(&repeat.over);
            self.introduce(repeat);
        }
        clauses.condition.iter().for_each(|condition| self.expr(condition));
        inside(self);
        self.locals.truncate(depth);
    }

    fn body(&mut self, body: &'a Body) {
        body.entries.iter().for_each(|entry| self.entry(entry));
    }

    fn entry(&mut self, entry: &'a Entry) {
        match &entry.kind {
            EntryKind::Attribute(attribute) => self.expr(&attribute.value),
            EntryKind::Sentence(sentence) => self.sentence(sentence),
            EntryKind::Spread(value) => self.expr(value),
            EntryKind::Expect(expect) => self.expect(expect),
        }
    }

    fn sentence(&mut self, sentence: &'a Sentence) {
        self.under(&sentence.clauses, |gather| {
            sentence.operands.iter().for_each(|operand| gather.expr(operand));
            gather.phrases(&sentence.phrases);
            sentence.when.iter().for_each(|when| gather.body(when));
            let Some(body) = sentence.body.as_deref() else { return };
            if gather.in_test && sentence.word.text == "given" {
                gather.given(body, 0);
            }
            // What a lifecycle leaves alone are attributes of the resource itself.
            let own = |entry: &&Entry| match &entry.kind {
                EntryKind::Attribute(one) => {
                    !(sentence.word.text == "lifecycle" && one.name.text == "ignore")
                }
                _ => true,
            };
            body.entries.iter().filter(own).for_each(|entry| gather.entry(entry));
        });
    }

    fn expect(&mut self, expect: &'a Expect) {
        match expect {
            Expect::Condition { condition, phrases } => {
                self.expr(condition);
                self.phrases(phrases);
            }
            Expect::Way { steps, phrases, body } => {
                steps.iter().for_each(|(step, _)| self.expr(step));
                self.phrases(phrases);
                body.iter().for_each(|body| self.body(body));
            }
        }
    }

    fn phrases(&mut self, phrases: &'a [Phrase]) {
        phrases.iter().flat_map(|phrase| &phrase.operands).for_each(|operand| self.expr(operand));
    }

    fn note(&mut self, span: Span, reach: Span, name: Name, role: Role) {
        self.note_in(self.space, span, reach, name, role);
    }

    fn note_in(&mut self, space: usize, span: Span, reach: Span, name: Name, role: Role) {
        let symbol = Symbol { space, name };
        self.index.occurrences.push(Occurrence { span, reach, symbol, role });
    }

    fn is_declared(&self, name: &Name) -> bool {
        let symbol = Symbol { space: self.space, name: name.clone() };
        self.index.declared.contains_key(&symbol)
    }

    /// A dotted name: a local, a param, a `let`, or a resource and what is read of it.
    fn path(&mut self, text: &'a str, span: Span) {
        let mut parts = path_parts(text, span);
        let Some((first, at)) = parts.next() else { return };
        if let Some(local) = self.locals.iter().rev().find(|local| local.text == first) {
            let name = Name::Local(local.text.clone(), local.span);
            return self.note(at, at, name, Role::Use);
        }
        let word = EcoString::from(first);
        let bare = [Name::Param(word.clone()), Name::Let(word.clone())];
        if let Some(name) = bare.into_iter().find(|name| self.is_declared(name)) {
            return self.note(at, at, name, Role::Use);
        }
        if first == "stack" {
            return self.note(at, at, Name::Stack, Role::Use);
        }
        let Some((second, name_at)) = parts.next().filter(|(second, _)| !second.is_empty()) else { return };
        let name = match first {
            "module" => Name::Module(second.into()),
            "scenario" => Name::Scenario(second.into()),
            kind => Name::Resource(kind.into(), second.into()),
        };
        self.note(name_at, at.to(name_at), name, Role::Use);
        if first == "module"
            && let Some((output, output_at)) = parts.next()
        {
            self.output(second, output, output_at);
        }
    }

    /// What a module offers, read through its use.
    fn output(&mut self, module: &str, output: &str, at: Span) {
        if let Some(space) = self.space_of(module) {
            self.note_in(space, at, at, Name::Output(output.into()), Role::Use);
        }
    }

    /// The namespace of the folder that a use of a module leads to.
    fn space_of(&self, module: &str) -> Option<usize> {
        let files = match self.space.checked_sub(1) {
            None => self.analysis.trees(),
            Some(folder) => &self.analysis.modules().folders.get(folder)?.files,
        };
        let mut uses = files.iter().flat_map(|file| &file.items).filter_map(|item| match &item.kind {
            ItemKind::Module(it) if it.name.text == module => Some(it.path.span),
            _ => None,
        });
        let folder = self.analysis.modules().uses.get(&uses.next()?)?;
        Some(folder + 1)
    }
}

/// What an item declares, and the word that names it.
fn declared(kind: &ItemKind) -> Option<(Name, &Ident)> {
    let (name, ident): (fn(EcoString) -> Name, &Ident) = match kind {
        ItemKind::Resource(it) => {
            let name = Name::Resource(it.kind.text.clone(), it.name.text.clone());
            return (!it.name.text.is_empty()).then_some((name, &it.name));
        }
        ItemKind::Stack(it) => return Some((Name::Stack, &it.name)),
        ItemKind::Param(it) => (Name::Param, &it.name),
        ItemKind::Let(it) => (Name::Let, &it.name),
        ItemKind::Output(it) => (Name::Output, &it.name),
        ItemKind::Module(it) => (Name::Module, &it.name),
        ItemKind::Scenario(it) => (Name::Scenario, &it.name),
        _ => return None,
    };
    (!ident.text.is_empty()).then(|| (name(ident.text.clone()), ident))
}

/// The name of the module that an expression reads from: `module.site`, `module.site["acme"]`.
fn module_read(of: &Expr) -> Option<&str> {
    match &of.kind {
        ExprKind::Path(path) => {
            let rest = path.strip_prefix("module.")?;
            (!rest.contains('.')).then_some(rest)
        }
        ExprKind::Index(of, _) => module_read(of),
        _ => None,
    }
}
