//! What is known while one stack is resolved.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use ecow::{EcoString, EcoVec};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Surroundings;
use super::again::Sort;
use super::attrs::Made;
use super::content::Content;
use super::declare::Scope;
use super::frames::{Frame, Instance, Locals, Read};
use super::loops::Keyed;
use super::settings::Settings;
use crate::base::{Span, did_you_mean};
use crate::catalog::{Attr, Catalog, Kind};
use crate::diag::Diagnostic;
use crate::model::{Address, Allowance, Edge, Few, Identity, Map, Names, Places, Resources, Stack, Value};
use crate::syntax::ast::{Allow, Binding};

/// A value that is computed once, when it is first asked for.
#[derive(Debug, Clone)]
pub(super) enum Memo<T> {
    /// Nobody asked.
    Untouched,
    /// It is being computed; asking again is a circle.
    Pending,
    /// Computed; `None` where that failed, which is reported.
    Done(Option<T>),
}

/// What resolving a declaration brings about besides the resource. All of it stands here, so that none is forgotten where a
/// declaration need not be resolved again.
#[derive(Debug, Clone, Default)]
pub(super) struct Besides {
    /// What parts must have before them.
    pub(super) apart: Vec<super::apart::Apart>,
    /// Edges that the other end declares.
    pub(super) reversed: Vec<(Address, Edge)>,
    /// Uses and the sort of each resource that runs code.
    pub(super) uses: Vec<super::uses::Use>,
    /// `allow uses` lines.
    pub(super) derived: Vec<super::needs::Derived>,
}

/// So many names are compared in one run with names that are not known: a second at most.
const MOST_COMPARISONS: usize = 1_000_000;

/// Reads of one stack so far.
#[derive(Debug)]
pub(super) struct Cx<'a> {
    /// The kinds.
    pub(super) catalog: &'a Catalog,
    /// The world outside the text.
    pub(super) around: &'a Surroundings<'a>,
    /// Who is declared in each folder that is used as a module.
    pub(super) folders: &'a [Scope<'a>],
    /// Who is declared in the frame at hand.
    pub(super) scope: &'a Scope<'a>,
    /// The stack itself, then each use of a module.
    pub(super) frames: Vec<Frame<'a>>,
    /// The frame at hand.
    pub(super) frame: usize,
    /// The resource that is being read, if it is one.
    pub(super) about: Option<usize>,
    /// How many resources the stack itself declares: they are the first in every count.
    pub(super) plain: usize,
    /// The resources after those.
    pub(super) instances: Vec<Instance>,
    /// Their numbers by address.
    pub(super) more: FxHashMap<Address, usize>,
    /// Instances of resources with a `for`, by the number of the declaration.
    pub(super) loops: FxHashMap<usize, Memo<Rc<Keyed<usize>>>>,
    /// What is wrong so far.
    pub(super) found: Vec<Diagnostic>,
    /// Of what was found while resolving, the last in `found`: to which resource it belongs, if it is to one.
    pub(super) owners: Vec<Option<usize>>,
    /// The `stack` block.
    pub(super) settings: Settings,
    /// Params, each with where its value comes from.
    pub(super) params: Vec<Memo<(Value, EcoString)>>,
    /// Attributes that were read of resources.
    pub(super) members: FxHashMap<(usize, &'static str), Memo<Value>>,
    /// Lets, each with the resources that were read for it.
    pub(super) lets: Vec<Memo<Read>>,
    /// Outputs of resources.
    pub(super) outputs: Vec<Memo<Map>>,
    /// Whether resources are there.
    pub(super) present: Vec<Memo<bool>>,
    /// Loop variables, innermost last.
    pub(super) locals: Locals,
    /// How many expressions were looked at to tell of what sort a value is.
    pub(super) likened: Cell<u32>,
    /// Resources read by the expression at hand, with the place.
    pub(super) reads: Vec<(usize, Span)>,
    /// Ranks that arrows of a source have.
    pub(super) ranks: FxHashSet<(Address, u32)>,
    /// What resolving declarations has brought about besides the resources.
    pub(super) besides: Besides,
    /// Suppressions met so far.
    pub(super) allowances: Vec<Allowance>,
    /// To which resource each belongs, if it does.
    pub(super) allowers: Vec<Option<usize>>,
    /// Where they are written.
    pub(super) allowed: FxHashSet<Span>,
    /// How many more names may be compared to find the one that was meant.
    pub(super) comparisons: Cell<usize>,
    /// By what AWS knows what was moved or adopted.
    pub(super) identities: BTreeMap<Address, Identity>,
    /// What the paths met so far hold.
    pub(super) paths: FxHashMap<EcoString, Content>,
    /// Templates of the catalog, taken apart.
    pub(super) templates: FxHashMap<*const str, Rc<[super::names::Piece]>>,
    /// The id that was made last, and of what.
    pub(super) last_id: Option<(Address, EcoString)>,
    /// Where texts are put together.
    pub(super) text: String,
    /// Room for the places of a resource.
    pub(super) places: Places,
    /// Where what is told of a resource is put together.
    pub(super) told: super::names::Told,
    /// Words of the catalog as texts that are shared.
    pub(super) words: FxHashMap<*const [&'static str], EcoVec<EcoString>>,
    /// What evaluating may still take.
    pub(super) budget: super::bounds::Budget,
    /// Names that maps have in common.
    pub(super) names: Names,
    /// What is resolved so far, while it is lent.
    pub(super) resources: Resources,
    /// Its kinds.
    pub(super) census: super::census::Census,
    /// What refers to resources that say nothing of it.
    pub(super) referrers: super::parts::Referrers,
    /// Default values, by where the attributes that stand together are.
    pub(super) defaults: FxHashMap<(*const Attr, usize), Rc<super::defaults::Defaults>>,
    /// What others stand on who do not say so.
    pub(super) fellows: std::cell::OnceCell<super::openings::Fellows>,
    /// What is known of parts that are named, and of those who have them.
    pub(super) parts: super::named::Parts,
    /// What is known from the last time and kept for the next, if there are such times.
    pub(super) kept: Option<super::again::Kept>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        catalog: &'a Catalog,
        around: &'a Surroundings<'a>,
        scope: &'a Scope<'a>,
        folders: &'a [Scope<'a>],
        found: Vec<Diagnostic>,
    ) -> Self {
        Self {
            catalog,
            around,
            folders,
            scope,
            frames: vec![Frame::new(scope, 0, None, 0)],
            frame: 0,
            about: None,
            plain: scope.resources.len(),
            instances: Vec::new(),
            more: FxHashMap::default(),
            loops: FxHashMap::default(),
            found,
            owners: Vec::new(),
            settings: Settings::default(),
            params: vec![Memo::Untouched; scope.params.len()],
            members: FxHashMap::default(),
            lets: vec![Memo::Untouched; scope.lets.len()],
            outputs: vec![Memo::Untouched; scope.resources.len()],
            present: vec![Memo::Untouched; scope.resources.len()],
            locals: Vec::new(),
            likened: Cell::new(0),
            reads: Vec::new(),
            besides: Besides::default(),
            allowances: Vec::new(),
            allowers: Vec::new(),
            allowed: FxHashSet::default(),
            comparisons: Cell::new(MOST_COMPARISONS),
            identities: around.identities.clone(),
            paths: FxHashMap::default(),
            templates: FxHashMap::default(),
            last_id: None,
            text: String::new(),
            places: Places::default(),
            told: Vec::new(),
            words: FxHashMap::default(),
            budget: super::bounds::Budget::new(0),
            names: Names::default(),
            resources: Resources::new(),
            census: super::census::Census::default(),
            referrers: super::parts::Referrers::default(),
            defaults: FxHashMap::default(),
            fellows: std::cell::OnceCell::new(),
            parts: super::named::Parts::default(),
            kept: None,
            ranks: FxHashSet::default(),
        }
    }

    /// Evaluates something that may read resources which are resolved and have no tree any more.
    pub(super) fn lent<T>(&mut self, stack: &mut Stack, work: impl FnOnce(&mut Self) -> T) -> T {
        std::mem::swap(&mut self.resources, &mut stack.resources);
        let result = work(self);
        std::mem::swap(&mut self.resources, &mut stack.resources);
        result
    }

    /// Lets a map that is complete take no more room than it must.
    pub(super) fn complete(&mut self, map: &mut Map) {
        map.settle(&mut self.names);
    }

    /// Words of the catalog, kept once however often they are used.
    pub(super) fn words(&mut self, words: &'static [&'static str]) -> EcoVec<EcoString> {
        let shared = || words.iter().map(|word| (*word).into()).collect();
        self.words.entry(std::ptr::from_ref(words)).or_insert_with(shared).clone()
    }

    /// Notes a finding.
    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.address.is_none() {
            diagnostic.address = self.here();
        }
        self.found.push(diagnostic);
        self.owners.push(self.about);
    }

    /// Notes a finding about the declaration that a resource comes from.
    pub(super) fn report_of(&mut self, of: &Address, diagnostic: Diagnostic) {
        let owner = self.find(of);
        self.report(diagnostic);
        self.owners.last_mut().into_iter().for_each(|last| *last = owner);
    }

    /// The name that was meant, if one of `names`, of which there are `many` at most, is near.
    ///
    /// Where very many names of very many are wrong, one that is near is looked for until that would take long.
    pub(super) fn meant<'n>(
        &self,
        word: &str,
        many: usize,
        names: impl FnOnce() -> Vec<&'n str>,
    ) -> Option<&'n str> {
        self.comparisons.set(self.comparisons.get().checked_sub(many)?);
        did_you_mean(word, names())
    }

    /// Notes suppressions over a scope.
    pub(super) fn allow(&mut self, allows: &[Allow], scope: Span) {
        for allow in allows {
            // What stands in a loop is met in every round.
            if !self.allowed.insert(allow.span) {
                continue;
            }
            let rule = allow.rule.text.clone();
            self.allowances.push(Allowance { rule, span: allow.rule.span, whole: allow.span, scope });
            self.allowers.push(self.about);
        }
    }

    /// Evaluates something that belongs to another declaration: it sees no loop variables of this one, and what it
    /// reads is not read here.
    pub(super) fn apart<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let locals = std::mem::take(&mut self.locals);
        let reads = std::mem::take(&mut self.reads);
        let about = self.about.take();
        let result = work(self);
        self.about = about;
        self.locals = locals;
        self.reads = reads;
        result
    }

    /// The resources read since the last call, with the place of each.
    pub(super) fn take_reads(&mut self) -> Vec<(usize, Span)> {
        std::mem::take(&mut self.reads)
    }

    /// Turns the reads since the last call into edges of a resource, the first place of each kept. What it reads of
    /// itself is known beforehand and makes none.
    pub(super) fn edges_from_reads(&mut self, made: &mut Made) {
        let mut reads = std::mem::take(&mut self.reads);
        for (at, span) in reads.drain(..) {
            let Some(address) = self.address_at(at).filter(|_| at != made.at) else { continue };
            add_edge(&mut made.edges, address.clone(), span);
        }
        self.reads = reads;
    }

    /// The kind of a resource.
    pub(super) fn kind_of(&self, at: usize) -> Option<&'static Kind> {
        match self.named_part(at) {
            Some(part) => Some(part.kind),
            None => self.declared(at)?.kind,
        }
    }

    /// What the kind of something is called, be it a part or not.
    pub(super) fn kind_at<'s>(&self, address: &'s Address) -> &'s str {
        self.find(address).and_then(|at| self.kind_of(at)).map_or_else(|| address.kind(), |kind| kind.name)
    }

    /// Evaluates a let, once.
    pub(super) fn read_let(&mut self, binding: &'a Binding) -> Option<Value> {
        let at = *self.scope.by_let.get(&binding.name.text)?;
        match self.lets.get(at)? {
            Memo::Done(done) => {
                let (value, reads) = done.clone()?;
                let span = binding.name.span;
                self.reads.extend(reads.into_iter().map(|read| (read, span)));
                return Some(value);
            }
            Memo::Pending => {
                self.circular(binding.name.span, &format!("`{}`", binding.name.text));
                return None;
            }
            Memo::Untouched => {}
        }
        self.set_let(at, Memo::Pending);
        let outer = self.take_reads();
        let locals = std::mem::take(&mut self.locals);
        let about = self.about.take();
        let value = self.eval(&binding.value);
        self.about = about;
        self.locals = locals;
        let reads = std::mem::replace(&mut self.reads, outer);
        if let Some(value) = &value {
            self.tell(binding.name.span, value);
        }
        let targets: Vec<usize> = reads.iter().map(|(read, _)| *read).collect();
        self.reads.extend(reads);
        self.set_let(at, Memo::Done(value.clone().map(|value| (value, targets))));
        value
    }

    fn set_let(&mut self, at: usize, memo: Memo<Read>) {
        if let Some(place) = self.lets.get_mut(at) {
            *place = memo;
        }
    }

    /// Reports a value that needs itself.
    pub(super) fn circular(&mut self, span: Span, what: &str) {
        self.report(
            Diagnostic::new(
                &super::rules::circular_value::RULE,
                span,
                format!("{what} is needed for its own value"),
            )
            .help("break the circle: write one of the values out"),
        );
    }

    /// Adds the edges that were declared from their other end.
    pub(super) fn add_reversed(&mut self, stack: &mut Stack) {
        for (of, edge) in std::mem::take(&mut self.besides.reversed) {
            let giver = self.number_of(stack, &edge.to);
            if self.gives(stack, giver, &of, Sort::Reversed)
                && let Some(resource) = stack.resources.get_mut(&of)
            {
                add_edge(&mut resource.edges, edge.to, edge.span);
            }
        }
    }
}

/// Adds an edge unless there is one to the same resource.
pub(super) fn add_edge(edges: &mut Few<Edge>, to: Address, span: Span) {
    if !edges.iter().any(|edge| edge.to == to) {
        edges.push(Edge { to, span });
    }
}
