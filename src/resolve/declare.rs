//! Who is declared where: the first look over all files, before anything is evaluated.

use std::cell::OnceCell;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::declared::Declared;
use super::ends::Ends;
use super::rules;
use super::taken::{self, Arrow, Source, Taken};
use crate::base::{FileId, Span};
use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::model::Index;
use crate::syntax::ast::{self, Binding, File, Ident, Item, ItemKind, Param, Scenario, StackBlock};

/// All declarations of one stack.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    /// The `stack` block.
    pub(super) stack: Option<(&'a Item, &'a StackBlock)>,
    /// Inputs in the order of the files.
    pub(super) params: Vec<(&'a Item, &'a Param)>,
    /// Local values in the order of the files.
    pub(super) lets: Vec<&'a Binding>,
    /// What the stack offers.
    pub(super) outputs: Vec<(&'a Item, &'a Binding)>,
    /// Resources in the order of the files.
    pub(super) resources: Vec<Declared<'a>>,
    /// Uses of modules in the order of the files.
    pub(super) modules: Vec<(&'a Item, &'a ast::Module)>,
    /// Arrows in the order of the files.
    pub(super) flows: Vec<Arrow<'a>>,
    /// `moved`, `adopt` and `forget` lines in the order of the files.
    pub(super) changes: Vec<&'a Item>,
    /// Scenarios, read and left alone.
    pub(super) scenarios: Vec<&'a Scenario>,
    /// How many tests there are.
    pub(super) tests: usize,
    /// The first scenario or test.
    pub(super) unread: Option<Span>,
    /// By file: how many declarations there are up to its end.
    pub(super) ends: Vec<Ends>,
    /// Whether something is declared twice.
    pub(super) has_twice: bool,
    /// Positions in `resources` by address.
    by_address: Index,
    /// Positions in `lets` by name.
    pub(super) by_let: FxHashMap<EcoString, usize>,
    /// Positions in `params` by name.
    pub(super) by_param: FxHashMap<EcoString, usize>,
    /// Positions in `modules` by name.
    pub(super) by_module: FxHashMap<EcoString, usize>,
    /// Made when something is not found.
    names: OnceCell<Names>,
}

/// What resources are called.
#[derive(Debug, Default)]
struct Names {
    /// The first one of each name, as its position in `resources`.
    first: FxHashMap<EcoString, usize>,
    /// In the order of the files.
    of_kind: FxHashMap<EcoString, Vec<EcoString>>,
}

impl<'a> Scope<'a> {
    /// The position in `resources` of what is declared at an address.
    pub(super) fn at_address(&self, address: &str) -> Option<usize> {
        let is_it =
            |at| self.resources.get(at).is_some_and(|one: &Declared<'_>| one.address.as_str() == address);
        self.by_address.find(Index::hash(address), is_it)
    }

    /// The first resource of that name, of whatever kind.
    pub(super) fn named(&self, name: &str) -> Option<&Declared<'a>> {
        self.resources.get(*self.names().first.get(name)?)
    }

    /// The names of all resources of a kind, in the order of the files.
    pub(super) fn of_kind(&self, kind: &str) -> &[EcoString] {
        self.names().of_kind.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Files a resource.
    pub(super) fn add(
        &mut self,
        catalog: &Catalog,
        span: Span,
        (kind, name): (&Ident, &Ident),
        source: Source<'a>,
        found: &mut Vec<Diagnostic>,
    ) {
        let known = catalog.kind(&kind.text).filter(|kind| catalog.declares(kind));
        let meant = known.or_else(|| super::kind_names::unknown_kind(catalog, kind, found));
        let kind_name = meant.map_or(kind.text.as_str(), |kind| kind.name);
        let address = super::address(kind_name, &name.text);
        if let Some(first) = self.at_address(address.as_str()).and_then(|at| self.resources.get(at)) {
            found.push(twice(name, &format!("`{}`", name.text), first.name_span()));
            return;
        }
        self.by_address.insert(Index::hash(address.as_str()), self.resources.len());
        let (kind, name) = (kind.span, name.span);
        let head = [kind.start, name.end, name.start];
        self.resources.push(Declared::new(span, head, source, known, address));
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            for (at, declared) in self.resources.iter().enumerate() {
                let name = EcoString::from(declared.name());
                let kind = declared.address.as_str().split('.').next().unwrap_or("");
                names.first.entry(name.clone()).or_insert(at);
                names.of_kind.entry(kind.into()).or_default().push(name);
            }
            names
        })
    }
}

/// What the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// A stack, which has one `stack` block.
    Stack,
    /// A module, which has none; reading it has seen to that.
    Module,
}

/// Collects the declarations, among which those stand that were taken out of the trees of the files; reports what is declared
/// twice, of no known kind, or not possible yet.
pub(super) fn declare<'a>(
    catalog: &Catalog,
    files: &'a [File],
    taken: Vec<Taken>,
    whole: Whole,
    found: &mut Vec<Diagnostic>,
) -> Scope<'a> {
    let mut scope = Scope::default();
    let items = files.iter().map(|file| file.items.len()).sum::<usize>() + taken.len();
    scope.by_address = Index::with_capacity(items);
    scope.resources.reserve_exact(taken::resources(files, &taken));
    let mut names: FxHashMap<EcoString, Span> = FxHashMap::default();
    let (before, is_whole) = (found.len(), taken.is_empty());
    let mut taken = taken.into_iter().peekable();
    let mut items = files.iter().flat_map(|file| &file.items);
    let mut first = None;
    for place in 0_u32.. {
        let span = match taken.next_if(|one| one.place == place) {
            Some(one) => {
                let span = one.span;
                one.declare(catalog, &mut scope, found);
                span
            }
            None => {
                let Some(item) = items.next() else { break };
                declare_item(catalog, item, &mut scope, &mut names, found);
                item.span
            }
        };
        first.get_or_insert(span);
    }
    scope.ends = if is_whole { scope.ends(files) } else { vec![scope.end()] };
    let mut new = found.iter().skip(before);
    scope.has_twice = new.any(|found| found.rule.name == rules::duplicate_name::RULE.name);
    if whole == Whole::Module {
        found.extend(scope.changes.iter().map(|item| within_module(item)));
    } else if scope.stack.is_none() {
        found.push(without_block(first));
    }
    scope
}

/// The finding that a stack has no `stack` block, given its first declaration.
fn without_block(first: Option<Span>) -> Diagnostic {
    let span = first.map_or(Span::new(FileId(0), 0, 0), Span::before);
    Diagnostic::new(&rules::missing_stack_block::RULE, span, "no file of this stack has a `stack` block")
        .help("write `stack name { region = \"us-east-1\"  account = \"111122223333\" }`")
}

/// Files one declaration.
fn declare_item<'a>(
    catalog: &Catalog,
    item: &'a Item,
    scope: &mut Scope<'a>,
    first: &mut FxHashMap<EcoString, Span>,
    found: &mut Vec<Diagnostic>,
) {
    match &item.kind {
        ItemKind::Stack(block) => match scope.stack {
            None => scope.stack = Some((item, block)),
            Some((_, other)) => found.push(twice(&block.name, "a `stack` block", other.name.span)),
        },
        ItemKind::Param(_) | ItemKind::Let(_) | ItemKind::Output(_) | ItemKind::Module(_) => {
            declare_name(catalog, item, scope, first, found);
        }
        ItemKind::Resource(resource) => {
            let names = (&resource.kind, &resource.name);
            scope.add(catalog, item.span, names, Source::Item(item), found);
        }
        ItemKind::Flow(_) => scope.flows.push(Arrow::in_tree(item)),
        ItemKind::Scenario(scenario) => {
            scope.unread.get_or_insert(scenario.name.span);
            scope.scenarios.push(scenario);
        }
        ItemKind::Test(test) => {
            scope.unread.get_or_insert(test.title.span);
            scope.tests += 1;
        }
        ItemKind::Moved(..) | ItemKind::Adopt(..) | ItemKind::Forget(_) => scope.changes.push(item),
    }
}

/// Files what has a name that nothing else of its sort may have: a param, a value, an output or a module.
fn declare_name<'a>(
    catalog: &Catalog,
    item: &'a Item,
    scope: &mut Scope<'a>,
    first: &mut FxHashMap<EcoString, Span>,
    found: &mut Vec<Diagnostic>,
) {
    match &item.kind {
        ItemKind::Param(param) if local(catalog, &param.name, "param", first, found) => {
            scope.by_param.insert(param.name.text.clone(), scope.params.len());
            scope.params.push((item, param));
        }
        ItemKind::Let(binding) if local(catalog, &binding.name, "let", first, found) => {
            scope.by_let.insert(binding.name.text.clone(), scope.lets.len());
            scope.lets.push(binding);
        }
        ItemKind::Output(binding) if once("output", &binding.name, first, found) => {
            scope.outputs.push((item, binding));
        }
        ItemKind::Module(module) if once("module", &module.name, first, found) => {
            scope.by_module.insert(module.name.text.clone(), scope.modules.len());
            scope.modules.push((item, module));
        }
        _ => {}
    }
}

/// Whether the name of a param or let is free. One that is not allowed is reported, and known nevertheless.
fn local(
    catalog: &Catalog,
    name: &Ident,
    what: &str,
    first: &mut FxHashMap<EcoString, Span>,
    found: &mut Vec<Diagnostic>,
) -> bool {
    let taken =
        catalog.kind(&name.text).is_some() || matches!(name.text.as_str(), "stack" | "module" | "scenario");
    if taken {
        let is = if catalog.kind(&name.text).is_some() { "is a kind" } else { "means something else" };
        let message = format!("a {what} may not be called `{}`, which {is}", name.text);
        found.push(
            Diagnostic::new(&rules::reserved_name::RULE, name.span, message)
                .help(format!("call it `{0}_value` or `the_{0}`", name.text)),
        );
    }
    once("local", name, first, found)
}

/// Whether a name of a sort is declared for the first time; reports it otherwise.
fn once(
    sort: &str,
    name: &Ident,
    first: &mut FxHashMap<EcoString, Span>,
    found: &mut Vec<Diagnostic>,
) -> bool {
    use std::collections::hash_map::Entry;
    match first.entry(ecow::eco_format!("{sort} {}", name.text)) {
        Entry::Vacant(entry) => {
            entry.insert(name.span);
            true
        }
        Entry::Occupied(entry) => {
            found.push(twice(name, &format!("`{}`", name.text), *entry.get()));
            false
        }
    }
}

/// The finding that something is declared twice.
fn twice(name: &Ident, what: &str, first: Span) -> Diagnostic {
    let help = match what.starts_with("a ") {
        true => "keep one of them: a stack has one region, one account and one state",
        false => "rename one of them, or remove it",
    };
    Diagnostic::new(&rules::duplicate_name::RULE, name.span, format!("{what} is declared twice"))
        .label(first, "first declared here")
        .help(help)
}

/// The finding that a change in text stands where it has no meaning yet.
fn within_module(item: &Item) -> Diagnostic {
    let word = match item.kind {
        ItemKind::Moved(..) => "moved",
        ItemKind::Adopt(..) => "adopt",
        _ => "forget",
    };
    let message = format!("`{word}` in a module is read, but cannot be planned yet");
    Diagnostic::new(&rules::form_not_yet::RULE, item.span, message)
        .help("write it in the stack itself, with the whole address: `module.site.bucket.files`")
}
