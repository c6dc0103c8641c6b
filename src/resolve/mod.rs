//! Tree to stack: names, values, types, defaults, arrows, what AWS makes by itself, and what code must be allowed to do.
//!
//! Knows nothing of states, plans or money. It fills in defaults and never guesses.

mod added_texts;
mod again;
mod apart;
mod arguments;
mod arrow_meant;
mod attrs;
mod between;
mod blocks;
mod bounds;
mod census;
mod change;
mod conditions;
mod constant;
mod content;
mod convert;
mod cx;
mod declare;
mod declared;
mod defaults;
mod drawn;
mod each;
mod ends;
mod equality;
mod eval;
mod fits;
mod flows;
mod foreign_kinds;
mod foreign_names;
mod frames;
pub mod functions;
mod grants;
mod heard;
mod instead;
mod joins;
mod keys;
mod kind_names;
mod led;
mod letters;
mod lifecycle;
mod likeness;
mod literal_names;
mod loops;
mod meant;
mod metrics;
mod modules;
mod named;
mod names;
mod needs;
mod openings;
mod operators;
mod params;
mod parts;
mod paths;
mod presence;
mod put;
mod ranks;
mod routes;
pub mod rules;
mod secrets;
mod sentences;
mod settings;
mod spelling;
mod standing;
mod superfluous;
mod tables;
mod taken;
mod targets;
mod text;
pub mod timings;
mod types;
mod units;
mod unknown;
mod unused;
mod uses;
mod waits;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use ecow::EcoString;
use rustc_hash::FxHashSet;

use crate::base::{Span, System};
use crate::catalog::Catalog;
use crate::diag::{Diagnostic, Found};
use crate::model::{Address, Adoption, Identity, Origin, ParamValue, Resources, Stack, Value};
use crate::syntax::ast::{Expr, File, ItemKind};
use again::{Attempt, Ended};
pub use again::{Before, Remains};
use bounds::{Budget, Depth};
pub use constant::constant;
pub use content::{Content, content};
pub use convert::sort_of;
use cx::Cx;
use declare::{Scope, Whole};
pub use heard::{Ear, Heard};
pub use modules::{Folder, Modules};
pub use needs::tell_policies;
use taken::Taken;
pub use unused::unused_names;

/// A value given from outside, not yet looked at.
#[derive(Clone)]
pub struct Given {
    /// The param's name.
    pub name: EcoString,
    /// Where the name stands.
    pub name_span: Span,
    /// The value as an expression of the language; params and lets are not visible in it.
    pub value: Expr,
    /// The text as given, where it may stand for itself if a string is asked for; `None` in a file.
    pub raw: Option<EcoString>,
    /// `--param`, a file's name or a variable's name.
    pub origin: EcoString,
}

/// Without the value, which may be a secret.
impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("name", &self.name)
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// What a stack's meaning depends on besides its files.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Reads what `code = "…"` and other paths name.
    pub system: &'a dyn System,
    /// The stack's folder.
    pub folder: &'a Path,
    /// The folders that it uses as modules.
    pub modules: &'a Modules,
    /// Values from outside; a later one wins over an earlier one of the same name.
    pub given: &'a [Given],
    /// By what AWS knows resources that were moved or adopted; empty where no state is looked at.
    pub identities: &'a BTreeMap<Address, Identity>,
    /// Who listens for what a name comes to, if anybody does.
    pub ear: Option<&'a Ear>,
}

/// Says what the files of one stack mean. The value is as complete as the errors allow.
#[must_use]
pub fn resolve(catalog: &Catalog, files: &[File], around: &Surroundings<'_>) -> Found<Stack> {
    bounds::with_room(|deepest| resolve_within(catalog, files, Vec::new(), around, (deepest, Again::Never)).0)
}

/// Says it of a stack that is resolved again and again, with what is left from the last time, if this is not the first; and
/// what is left for the next.
#[must_use]
pub fn resolve_again(
    catalog: &Catalog,
    files: &[File],
    around: &Surroundings<'_>,
    before: Option<Before<'_>>,
) -> (Found<Stack>, Remains) {
    let resolve = |attempt: Attempt<'_>| {
        bounds::with_room(|deepest| {
            let how = (deepest, Again::After(attempt));
            let ((found, depth), ended) = resolve_within(catalog, files, Vec::new(), around, how);
            ((found, ended), depth)
        })
    };
    let mut doubted = FxHashSet::default();
    for _ in 0..ATTEMPTS {
        match resolve(Attempt { before, doubted: Some(&doubted) }) {
            (found, Some(Ended::Well(remains))) => return (found, *remains),
            (_, Some(Ended::Doubted(more))) => doubted.extend(more),
            _ => break,
        }
    }
    // What is known would change what is found, or more is in doubt than is not.
    for before in [before, None] {
        if let (found, Some(Ended::Well(remains))) = resolve(Attempt { before, doubted: None }) {
            return (found, *remains);
        }
    }
    (resolve(Attempt { before: None, doubted: None }).0, Remains::default())
}

/// So often it may turn out that more is in doubt, before all is gone through.
const ATTEMPTS: usize = 4;

/// Whether a stack is resolved again and again.
#[derive(Debug, Clone, Copy)]
enum Again<'b> {
    Never,
    After(Attempt<'b>),
}

/// The same for trees that nobody looks at afterwards: the part of each resource and arrow goes as soon as it is resolved.
/// `None` where expressions lean on one another so deeply that it takes another thread, and all of the trees.
#[must_use]
pub fn resolve_once(
    catalog: &Catalog,
    mut files: Vec<File>,
    around: &Surroundings<'_>,
) -> Option<Found<Stack>> {
    let taken = taken::take_out(&mut files);
    let how = (bounds::SHALLOW, Again::Never);
    let ((found, depth), _) = resolve_within(catalog, &files, taken, around, how);
    (depth == Depth::Enough).then_some(found)
}

/// The same, where expressions lean on one another no deeper than that.
fn resolve_within(
    catalog: &Catalog,
    files: &[File],
    taken: Vec<Taken>,
    around: &Surroundings<'_>,
    (deepest, again): (u32, Again<'_>),
) -> ((Found<Stack>, Depth), Option<Ended>) {
    let mut found = Vec::new();
    let scope = declare::declare(catalog, files, taken, Whole::Stack, &mut found);
    let folders = around.modules.folders.iter();
    let modules =
        folders.map(|folder| declare::declare(catalog, &folder.files, Vec::new(), Whole::Module, &mut found));
    let folders: Vec<Scope<'_>> = modules.collect();
    let mut cx = Cx::new(catalog, around, &scope, &folders, found);
    cx.budget = Budget::new(deepest);
    let texts = around.modules.folders.iter().map(|folder| folder.files.as_slice());
    std::iter::once(files).chain(texts).for_each(|files| allow_bindings(&mut cx, files));
    settings::identity(&mut cx);
    let params = params::params(&mut cx);
    settings::settings(&mut cx);
    let adoptions = change::adoptions(&mut cx);
    let mut stack = empty(&cx, params);
    if let Again::After(attempt) = again {
        again::remember(&mut cx, files, attempt, &mut stack);
    }
    std::thread::scope(|threads| {
        if let Again::After(attempt) = again {
            again::share(threads, (catalog, files, around), (attempt, deepest), &mut cx);
        }
        each_frame(&mut cx, |cx| {
            cx.lent(&mut stack, Cx::use_modules);
            each::resources(cx, &mut stack);
        });
    });
    cx.add_reversed(&mut stack);
    standing::standing(&mut cx, &mut stack);
    parts::parts(&mut cx, &mut stack);
    each_frame(&mut cx, |cx| flows::flows(cx, &mut stack));
    openings::openings(&mut cx, &mut stack);
    needs::needs(&mut cx, &mut stack);
    close(&mut cx, &mut stack, adoptions);
    let ended = match again {
        Again::After(attempt) => Some(cx.ended(&stack, attempt.before)),
        Again::Never => None,
    };
    stack.allowances = std::mem::take(&mut cx.allowances);
    ((Found { value: stack, diagnostics: cx.found }, cx.budget.depth()), ended)
}

/// Says what there is to say once all resources are known.
fn close(cx: &mut Cx<'_>, stack: &mut Stack, adoptions: Vec<Adoption>) {
    stack.resources.sort_behind(cx.settled_count());
    change::changes(cx, stack, adoptions);
    each_frame(cx, |cx| {
        let outputs = cx.lent(stack, outputs);
        stack.outputs.extend(outputs);
    });
    named::all_are_made(cx, stack);
    unread(cx, stack);
    modules::list(cx, stack);
}

/// Goes through the stack itself and every use of a module; those that are met on the way come, too.
fn each_frame<'a>(cx: &mut Cx<'a>, mut work: impl FnMut(&mut Cx<'a>)) {
    let mut at = 0;
    while at < cx.frames.len() {
        cx.enter(at);
        work(cx);
        at += 1;
    }
    cx.enter(0);
}

/// Notes the suppressions before every `let`, which is kept without what stands before it.
fn allow_bindings(cx: &mut Cx<'_>, files: &[File]) {
    let items = files.iter().flat_map(|file| file.items.besides());
    for item in items.filter(|item| matches!(item.kind, ItemKind::Let(_))) {
        cx.allow(&item.allows, item.span);
    }
}

/// A stack without resources.
fn empty(cx: &Cx<'_>, params: Vec<ParamValue>) -> Stack {
    let scopes = || std::iter::once(cx.scope).chain(cx.folders);
    Stack {
        name: cx.settings.name.clone(),
        span: cx.settings.span,
        region: cx.settings.region.clone(),
        account: cx.settings.account.clone(),
        state: cx.settings.state.clone(),
        identified: !cx.settings.torn,
        tags: cx.settings.tags.clone(),
        places: cx.settings.places.clone(),
        arrow_sources: std::sync::Arc::default(),
        // Most have a part or an arrow that comes on top.
        resources: Resources::with_capacity(cx.scope.resources.len().saturating_mul(2)),
        params,
        outputs: BTreeMap::new(),
        moves: Vec::new(),
        adoptions: Vec::new(),
        forgets: Vec::new(),
        modules: Vec::new(),
        allowances: Vec::new(),
        scenarios: scopes().flat_map(|scope| &scope.scenarios).map(|one| one.name.text.clone()).collect(),
        tests: scopes().map(|scope| scope.tests).sum(),
    }
}

/// Evaluates what the stack offers, and what modules do and what anybody names, so that mistakes are reported even
/// if nothing reads it.
fn outputs(cx: &mut Cx<'_>) -> Vec<(EcoString, Value)> {
    let mut offered = Vec::new();
    let scope = cx.scope;
    // The params of the stack itself were read before everything else.
    let params = if cx.frame > 0 { scope.params.as_slice() } else { &[] };
    for (at, (item, param)) in params.iter().enumerate() {
        cx.allow(&item.allows, item.span);
        let _ = cx.read_argument(at, param.name.span);
    }
    for binding in &scope.lets {
        let _ = cx.read_let(binding);
    }
    for (at, (item, binding)) in scope.outputs.iter().enumerate() {
        cx.allow(&item.allows, item.span);
        if cx.frame > 0 {
            let _ = cx.output_of(cx.frame, at, binding.name.span);
        } else if let Some(value) = cx.eval(&binding.value) {
            offered.push((binding.name.text.clone(), value));
        }
    }
    cx.take_reads();
    offered
}

/// Says in one line that scenarios and tests were read and left alone.
fn unread(cx: &mut Cx<'_>, stack: &mut Stack) {
    let (scenarios, tests) = (stack.scenarios.len(), stack.tests);
    let span = cx.scope.unread.or_else(|| cx.folders.iter().find_map(|scope| scope.unread));
    let Some(span) = span else { return };
    let counted = |n: usize, one: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    let parts: Vec<String> =
        [counted(scenarios, "scenario"), counted(tests, "test")].into_iter().flatten().collect();
    let verb = if scenarios + tests == 1 { "is" } else { "are" };
    let who = if scenarios + tests == 1 { "it" } else { "they" };
    let message = format!("{} {verb} read and left alone: {who} cannot be run yet", parts.join(" and "));
    cx.report(Diagnostic::new(&rules::left_alone::RULE, span, message));
}

/// Whether a resource was declared or stands for a flow, and not made by AWS itself.
fn is_written(origin: &Origin) -> bool {
    !matches!(origin, Origin::Implicit(_))
}

/// The address of a declaration.
fn address(kind: &str, name: &str) -> Address {
    Address::of(kind, name)
}
