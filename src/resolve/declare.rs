//! Who is declared where: the first look over all files, before anything is evaluated.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::rules;
use crate::base::{FileId, Span};
use crate::catalog::{Catalog, Kind};
use crate::diag::Diagnostic;
use crate::model::{Address, Index};
use crate::syntax::ast::{
    self, Binding, Body, File, Flow, Ident, Item, ItemKind, LateBody, Param, Scenario, StackBlock,
};

/// A declared resource.
#[derive(Debug, Clone)]
pub(super) struct Declared<'a> {
    /// With what stands before it.
    pub(super) item: &'a Item,
    /// As written.
    pub(super) ast: &'a ast::Resource,
    body: RefCell<Braces>,
    /// What it is; `None` if there is no such kind, which is reported.
    pub(super) kind: Option<&'static Kind>,
    /// Its address; of an unknown kind, with the kind that was probably meant.
    pub(super) address: Address,
}

impl Declared<'_> {
    /// What stands in its braces; `None` once that is resolved.
    pub(super) fn body(&self) -> Option<Arc<Body>> {
        match &*self.body.borrow() {
            Braces::InTree => Some(Arc::clone(self.ast.body.shared())),
            Braces::Taken(body) => Some(Arc::clone(body)),
            Braces::Gone => None,
        }
    }

    /// Lets its braces go: they are most of a tree, and the resource says it all.
    pub(super) fn release(&self) {
        self.body.replace(Braces::Gone);
    }
}

/// Where that is which stands in the braces of a resource.
#[derive(Debug, Clone)]
enum Braces {
    /// In the tree.
    InTree,
    /// Taken out of it.
    Taken(Arc<Body>),
    /// Nobody needs it any more.
    Gone,
}

/// Takes what stands in the braces of resources out of their trees, in the order of the text.
pub(super) fn take_bodies(files: &mut [File]) -> Vec<Arc<Body>> {
    let nothing = LateBody::from(Body::default());
    let items = files.iter_mut().flat_map(|file| &mut file.items);
    let body = |item: &mut Item| match &mut item.kind {
        ItemKind::Resource(resource) => {
            let taken = std::mem::replace(&mut resource.body, nothing.clone());
            Some(Arc::clone(taken.shared()))
        }
        _ => None,
    };
    items.filter_map(body).collect()
}

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
    pub(super) flows: Vec<(&'a Item, &'a Flow)>,
    /// `moved`, `adopt` and `forget` lines in the order of the files.
    pub(super) changes: Vec<&'a Item>,
    /// Scenarios, read and left alone.
    pub(super) scenarios: Vec<&'a Scenario>,
    /// How many tests there are.
    pub(super) tests: usize,
    /// The first scenario or test.
    pub(super) unread: Option<Span>,
    /// Positions in `resources` by address.
    by_address: Index,
    /// Positions in `lets` by name.
    pub(super) by_let: FxHashMap<EcoString, usize>,
    /// Positions in `params` by name.
    pub(super) by_param: FxHashMap<EcoString, usize>,
    /// Positions in `modules` by name.
    pub(super) by_module: FxHashMap<EcoString, usize>,
    /// Made when something is not found.
    names: OnceCell<Names<'a>>,
}

/// What resources are called.
#[derive(Debug, Default)]
struct Names<'a> {
    /// The first one of each name, as its position in `resources`.
    first: FxHashMap<&'a str, usize>,
    /// In the order of the files.
    of_kind: FxHashMap<EcoString, Vec<&'a str>>,
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
    pub(super) fn of_kind(&self, kind: &str) -> &[&'a str] {
        self.names().of_kind.get(kind).map_or(&[], Vec::as_slice)
    }

    fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            for (at, declared) in self.resources.iter().enumerate() {
                let name = declared.ast.name.text.as_str();
                let kind = declared.address.as_str().split('.').next().unwrap_or("");
                names.first.entry(name).or_insert(at);
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

/// Collects the declarations; reports what is declared twice, of no known kind, or not possible yet.
pub(super) fn declare<'a>(
    catalog: &Catalog,
    files: &'a [File],
    taken: Vec<Arc<Body>>,
    whole: Whole,
    found: &mut Vec<Diagnostic>,
) -> Scope<'a> {
    let mut scope = Scope::default();
    let items = files.iter().map(|file| file.items.len()).sum();
    scope.by_address = Index::with_capacity(items);
    scope.resources.reserve(items);
    let mut first: FxHashMap<EcoString, Span> = FxHashMap::default();
    let mut bodies = taken.into_iter();
    for item in files.iter().flat_map(|file| &file.items) {
        declare_item(catalog, item, &mut bodies, &mut scope, &mut first, found);
    }
    if whole == Whole::Module {
        found.extend(scope.changes.iter().map(|item| within_module(item)));
        return scope;
    }
    if scope.stack.is_none() {
        let first = files.iter().flat_map(|file| &file.items).next();
        let span = first.map_or(Span::new(FileId(0), 0, 0), |item| item.span.before());
        found.push(
            Diagnostic::new(
                &rules::missing_stack_block::RULE,
                span,
                "no file of this stack has a `stack` block",
            )
            .help("write `stack name { region = \"us-east-1\"  account = \"111122223333\" }`"),
        );
    }
    scope
}

/// Files one declaration.
fn declare_item<'a>(
    catalog: &Catalog,
    item: &'a Item,
    bodies: &mut dyn Iterator<Item = Arc<Body>>,
    scope: &mut Scope<'a>,
    first: &mut FxHashMap<EcoString, Span>,
    found: &mut Vec<Diagnostic>,
) {
    match &item.kind {
        ItemKind::Stack(block) => match scope.stack {
            None => scope.stack = Some((item, block)),
            Some((_, other)) => found.push(twice(&block.name, "a `stack` block", other.name.span)),
        },
        ItemKind::Param(param) => {
            if local(catalog, &param.name, "param", first, found) {
                scope.by_param.insert(param.name.text.clone(), scope.params.len());
                scope.params.push((item, param));
            }
        }
        ItemKind::Let(binding) => {
            if local(catalog, &binding.name, "let", first, found) {
                scope.by_let.insert(binding.name.text.clone(), scope.lets.len());
                scope.lets.push(binding);
            }
        }
        ItemKind::Output(binding) => {
            let key = ecow::eco_format!("output {}", binding.name.text);
            if once(key, &binding.name, first, found) {
                scope.outputs.push((item, binding));
            }
        }
        ItemKind::Resource(resource) => {
            let body = RefCell::new(bodies.next().map_or(Braces::InTree, Braces::Taken));
            declare_resource(catalog, (item, resource, body), scope, found);
        }
        ItemKind::Flow(flow) => scope.flows.push((item, flow)),
        ItemKind::Scenario(scenario) => {
            scope.unread.get_or_insert(scenario.name.span);
            scope.scenarios.push(scenario);
        }
        ItemKind::Test(test) => {
            scope.unread.get_or_insert(test.title.span);
            scope.tests += 1;
        }
        ItemKind::Module(module) => {
            let key = ecow::eco_format!("module {}", module.name.text);
            if once(key, &module.name, first, found) {
                scope.by_module.insert(module.name.text.clone(), scope.modules.len());
                scope.modules.push((item, module));
            }
        }
        ItemKind::Moved(..) | ItemKind::Adopt(..) | ItemKind::Forget(_) => scope.changes.push(item),
    }
}

/// Files a resource.
fn declare_resource<'a>(
    catalog: &Catalog,
    (item, resource, body): (&'a Item, &'a ast::Resource, RefCell<Braces>),
    scope: &mut Scope<'a>,
    found: &mut Vec<Diagnostic>,
) {
    let known = catalog.kind(&resource.kind.text).filter(|kind| catalog.declares(kind));
    let meant = known.or_else(|| super::kind_names::unknown_kind(catalog, &resource.kind, found));
    let kind_name = meant.map_or(resource.kind.text.as_str(), |kind| kind.name);
    let address = super::address(kind_name, &resource.name.text);
    match scope.at_address(address.as_str()).and_then(|at| scope.resources.get(at)) {
        Some(first) => {
            found.push(twice(&resource.name, &format!("`{}`", resource.name.text), first.ast.name.span));
        }
        None => {
            scope.by_address.insert(Index::hash(address.as_str()), scope.resources.len());
            scope.resources.push(Declared { item, ast: resource, body, kind: known, address });
        }
    }
}

/// Whether the name of a param or let is free and allowed.
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
        let message = format!("a {what} may not be called `{}`, which names something else", name.text);
        found.push(
            Diagnostic::new(&rules::reserved_name::RULE, name.span, message)
                .help(format!("call it `{0}_value` or `the_{0}`", name.text)),
        );
        return false;
    }
    once(ecow::eco_format!("local {}", name.text), name, first, found)
}

/// Whether a name is declared for the first time; reports it otherwise.
fn once(
    key: EcoString,
    name: &Ident,
    first: &mut FxHashMap<EcoString, Span>,
    found: &mut Vec<Diagnostic>,
) -> bool {
    use std::collections::hash_map::Entry;
    match first.entry(key) {
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
