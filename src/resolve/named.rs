//! Parts that are named: `network.n.nat_gateway["us-east-1a"]`, `function.f.log_group.name`.
//!
//! What AWS makes by itself is made when all resources are known, and expressions are read before that. How a part is called
//! follows from what it belongs to, so that is resolved first; whether the part is made in the end is asked in the end.

use std::rc::Rc;
use std::sync::OnceLock;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::apart::each_part;
use super::attrs::resource;
use super::cx::{Besides, Cx, Memo};
use super::loops::{Key, Keyed};
use super::parts::{elements, implicit, is_left_out, part_inputs};
use super::rules;
use super::targets::Target;
use crate::base::Span;
use crate::catalog::{Kind, Part, PartWhen};
use crate::diag::Diagnostic;
use crate::model::{
    Address, Few, Lifecycle, Map, Origin, Places, Reference, Resource, Resources, Stack, Value,
};

/// What is known of a part that is named.
#[derive(Debug)]
pub(super) struct NamedPart {
    /// Its kind.
    pub(super) kind: &'static Kind,
    /// What it is made with.
    pub(super) inputs: Map,
    /// Where the arrow begins that it is put into, if it is into one.
    pub(super) source: Option<usize>,
}

/// What is known of all of them, and of those who have them.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// What was resolved before its turn, or is being resolved.
    early: FxHashMap<usize, Memo<Early>>,
    /// Parts that there are several of, by key.
    keyed: FxHashMap<(usize, &'static str), Rc<Keyed<usize>>>,
    /// Where parts were named.
    named: Vec<Naming>,
}

/// A resource that was resolved before its turn.
#[derive(Debug, Clone)]
struct Early {
    made: Rc<Resource>,
    besides: Besides,
}

/// One place where a part is named.
#[derive(Debug)]
struct Naming {
    at: usize,
    span: Span,
    /// In which resource, if it is in one.
    about: Option<usize>,
}

impl Parts {
    /// How much is known so far.
    pub(super) fn count(&self) -> usize {
        self.early.len() + self.keyed.len() + self.named.len()
    }
}

impl<'a> Cx<'a> {
    /// Resolves a resource, unless that was done before its turn.
    pub(super) fn in_turn(
        &mut self,
        at: usize,
        work: impl FnOnce(&mut Self) -> Option<Resource>,
    ) -> Option<Resource> {
        match self.parts.early.remove(&at) {
            Some(Memo::Done(early)) => {
                let early = early?;
                self.besides.extend(early.besides);
                return Some(Rc::unwrap_or_clone(early.made));
            }
            Some(memo) => drop(self.parts.early.insert(at, memo)),
            None => {}
        }
        self.parts.early.insert(at, Memo::Pending);
        let made = work(self);
        self.parts.early.remove(&at);
        made
    }

    /// A resource as it is before others add to it; if it is being resolved, what is known of it by its name alone.
    pub(super) fn beforehand(&mut self, at: usize, span: Span) -> Option<Rc<Resource>> {
        let address = self.address_at(at)?.clone();
        if let Some(known) = self.resources.get(&address) {
            return Some(Rc::new(known.clone()));
        }
        match self.parts.early.get(&at) {
            Some(Memo::Done(early)) => return early.as_ref().map(|early| Rc::clone(&early.made)),
            Some(Memo::Pending) => return self.by_name_alone(at, address, span).map(Rc::new),
            Some(Memo::Untouched) | None => {}
        }
        let before = std::mem::take(&mut self.besides);
        // All that is between two expressions takes its room, too.
        let made = self.within(span, |cx| {
            cx.within(span, |cx| cx.within(span, |cx| cx.known_made(at).or_else(|| resource(cx, at))))
        });
        let besides = std::mem::replace(&mut self.besides, before);
        let early = made.map(|made| Early { made: Rc::new(made), besides });
        let made = early.as_ref().map(|early| Rc::clone(&early.made));
        self.parts.early.insert(at, Memo::Done(early));
        made
    }

    fn by_name_alone(&mut self, at: usize, address: Address, span: Span) -> Option<Resource> {
        let outputs = self.outputs(at, span)?;
        Some(Resource {
            address,
            kind: self.kind_of(at)?.name.into(),
            origin: Origin::Written,
            doc: None,
            span,
            head: span,
            known_fingerprint: OnceLock::new(),
            inputs: Map::default(),
            outputs,
            places: Places::default(),
            edges: Few::new(),
            needs: Few::new(),
            statements: Few::new(),
            lifecycle: Lifecycle::default(),
        })
    }

    /// Whether only the name of a resource is known yet.
    fn is_pending(&self, at: usize) -> bool {
        matches!(self.parts.early.get(&at), Some(Memo::Pending))
    }

    /// What `.name` of a resource leads to if AWS makes a part of that name with it; the outer `None` if it makes none.
    #[expect(clippy::option_option, reason = "no such part and one that is not made differ")]
    pub(super) fn part_called(&mut self, of: usize, name: &str, span: Span) -> Option<Option<Target>> {
        let kind = self.kind_of(of)?;
        if self.named_part(of).is_some() || kind.output(name).is_some() {
            return None;
        }
        let row = kind.parts.iter().find(|row| row.name == name && row.when.can_be_named())?;
        // A part stands in for an attribute that is not written.
        if kind.shape.attr(name).is_some()
            && (row.when.stands_in_for() != Some(name)
                || self.resource_member(of, name, span)? != Value::None)
        {
            return None;
        }
        // It is the part that is read, and not what it belongs to.
        if self.reads.last().is_some_and(|(last, _)| *last == of) {
            self.reads.pop();
        }
        if row.when.each().is_some() {
            return Some(Some(Target::Parts(of, row.name)));
        }
        let made = self.single_part(of, row.name, span);
        Some(made.and_then(|at| self.reference(at, span)).map(Target::Value))
    }

    /// The part of a resource that has one of that name at most.
    pub(super) fn single_part(&mut self, of: usize, name: &'static str, span: Span) -> Option<usize> {
        let (kind, address) = (self.kind_of(of)?, self.address_at(of)?.part(name));
        if let Some(known) = self.known_number(&address, None) {
            self.note_naming(known, span);
            return Some(known);
        }
        let owner = self.beforehand(of, span)?;
        let pending = self.is_pending(of);
        let may_be = |row: &&Part| pending || may_be_made(row.when, &owner);
        let row = kind.parts.iter().filter(|row| row.name == name).find(may_be);
        let made = row.and_then(|row| self.make_part(row, &address, &owner, None));
        match made {
            Some(at) => self.note_naming(at, span),
            None if pending => self.circular(span, &format!("`{address}`")),
            None => self.unmade(None, &owner.address, kind, name, span),
        }
        made
    }

    /// The parts of that name, by key.
    pub(super) fn keyed_parts(
        &mut self,
        of: usize,
        name: &'static str,
        span: Span,
    ) -> Option<Rc<Keyed<usize>>> {
        if let Some(known) = self.parts.keyed.get(&(of, name)) {
            return Some(Rc::clone(known));
        }
        let (kind, address) = (self.kind_of(of)?, self.address_at(of)?.clone());
        let owner = self.beforehand(of, span)?;
        if self.is_pending(of) {
            self.circular(span, &format!("`{}`", address.part(name)));
            return None;
        }
        let mut all: Vec<(Key, usize)> = Vec::new();
        for row in kind.parts.iter().filter(|row| row.name == name) {
            let Some(attr) = row.when.each() else { continue };
            let keys = elements(&owner, attr, row.when).into_iter().flatten();
            let handed = || handed_over(&self.resources, &address.part(name));
            let keys: Vec<EcoString> = if row.takes.contains(&attr) && !owner.inputs.contains_key(attr) {
                handed()
            } else {
                keys.collect()
            };
            for key in keys {
                let part = each_part(&address, name, &key);
                let known = self.known_number(&part, None);
                let made = known.or_else(|| self.make_part(row, &part, &owner, Some((attr, &key))));
                all.extend(made.map(|at| (Key::Text(key), at)));
            }
        }
        let all = Rc::new(Keyed::new(all));
        self.parts.keyed.insert((of, name), Rc::clone(&all));
        Some(all)
    }

    /// The part with that key; reports a key that there is not.
    pub(super) fn part_with_key(
        &mut self,
        of: usize,
        name: &'static str,
        key: &Key,
        span: Span,
    ) -> Option<Target> {
        let all = self.keyed_parts(of, name, span)?;
        let (kind, address) = (self.kind_of(of)?, self.address_at(of)?.clone());
        if all.all.is_empty() {
            self.unmade(None, &address, kind, name, span);
            return None;
        }
        let at = self.instance_of(&all, address.part(name).as_str(), key, span)?;
        self.note_naming(at, span);
        self.reference(at, span).map(Target::Value)
    }

    /// All parts of that name by key. Reading them makes no order: reading one of them does.
    pub(super) fn all_parts(&mut self, of: usize, name: &'static str, span: Span) -> Option<Value> {
        let all = self.keyed_parts(of, name, span)?;
        let mut map = Map::new();
        for (key, at) in &all.all {
            self.note_naming(*at, span);
            let arn = self.outputs(*at, span)?.get("arn").and_then(Value::as_text).cloned()?;
            let address = self.address_at(*at).cloned();
            map.insert(key.plain(), Value::Reference(Box::new(Reference { address, arn })));
        }
        Some(Value::Map(map))
    }

    /// The number of a part that was named before or is made already.
    pub(super) fn known_number(&mut self, address: &Address, source: Option<usize>) -> Option<usize> {
        if let Some(known) = self.find(address) {
            return Some(known);
        }
        let made = self.resources.get(address)?;
        let part = NamedPart { kind: self.catalog.kind(&made.kind)?, inputs: made.inputs.clone(), source };
        let outputs = made.outputs.clone();
        Some(self.add_part(address.clone(), part, outputs))
    }

    fn make_part(
        &mut self,
        row: &'static Part,
        address: &Address,
        owner: &Resource,
        each: Option<(&str, &EcoString)>,
    ) -> Option<usize> {
        let kind = self.catalog.kind(row.kind)?;
        let inputs = part_inputs(self, kind, row.inputs, owner, each)?;
        let made = implicit(self, kind, address.clone(), owner, inputs)?;
        let part = NamedPart { kind, inputs: made.inputs, source: None };
        Some(self.add_part(address.clone(), part, made.outputs))
    }

    /// Notes that a part is named, so that it is asked in the end whether there is one.
    pub(super) fn note_naming(&mut self, at: usize, span: Span) {
        let about = self.about;
        if !self.parts.named.iter().rev().take(8).any(|one| one.at == at && one.span == span) {
            self.parts.named.push(Naming { at, span, about });
        }
    }

    /// What `.name` of a part is.
    pub(super) fn part_member(
        &mut self,
        at: usize,
        part: &NamedPart,
        name: &str,
        span: Span,
    ) -> Option<Value> {
        if let Some(value) = self.outputs(at, span)?.get(name) {
            return Some(value.clone());
        }
        if let Some(attr) = part.kind.shape.attr(name) {
            let default = || super::defaults::default_value(attr).unwrap_or(Value::None);
            return Some(part.inputs.get(name).cloned().unwrap_or_else(default));
        }
        let metrics = part.kind.metrics.iter().flat_map(|table| table.rows).map(|row| row.name);
        let outputs = part.kind.outputs.iter().map(|output| output.name);
        let attrs = part.kind.shape.attrs.iter().map(|attr| attr.name);
        let names: Vec<&str> = outputs.chain(attrs).chain(metrics).collect();
        let of = format!("`{}`", self.address_at(at)?);
        self.no_part(&rules::unknown_attribute::RULE, name, span, &of, &names);
        None
    }

    /// Reports a part that AWS does not make with that resource.
    fn unmade(&mut self, stack: Option<&Stack>, of: &Address, kind: &Kind, name: &str, span: Span) {
        let rows = kind.parts.iter().filter(|row| row.name == name);
        let said: Vec<String> = rows.clone().map(|row| row.when.said(kind.shape)).collect();
        let message = format!("AWS makes no `{name}` with `{of}` as it is written");
        let diagnostic = Diagnostic::new(&rules::unmade_part::RULE, span, message);
        let stands_in = stack.and_then(|stack| rows.filter_map(|row| stands_in(stack, row, of)).next());
        self.report(match stands_in {
            Some(other) => diagnostic.help(format!("`{other}` stands in for it: name that")),
            None => diagnostic.help(format!("it is made {}", said.join(", or "))),
        });
    }
}

/// Asks of every part that was named whether it is there.
pub(super) fn all_are_made(cx: &mut Cx<'_>, stack: &Stack) {
    for Naming { at, span, about } in std::mem::take(&mut cx.parts.named) {
        let Some(address) = cx.address_at(at).filter(|one| !stack.resources.contains_key(one)).cloned()
        else {
            continue;
        };
        cx.about = about;
        match owner_of(cx, &address) {
            Some((of, kind, name)) => cx.unmade(Some(stack), &of, kind, &name, span),
            None => cx.undrawn(stack, &address, span),
        }
        cx.about = None;
    }
}

/// The resource that a part belongs to, with its kind, and the name of the part; `None` for the part of an arrow.
fn owner_of(cx: &Cx<'_>, part: &Address) -> Option<(Address, &'static Kind, EcoString)> {
    let text = part.as_str();
    let whole = crate::model::instance(text).map_or(text, |(whole, _)| whole);
    let (of, name) = whole.rsplit_once('.')?;
    let of = Address::from(of);
    let kind = cx.kind_of(cx.find(&of)?)?;
    Some((of, kind, name.into()))
}

/// What keeps AWS from making a part because it refers to what would have it.
fn stands_in(stack: &Stack, row: &Part, of: &Address) -> Option<Address> {
    let (PartWhen::NoReferrer(kind, attr) | PartWhen::NoReferrerWith(kind, attr, _)) = row.when else {
        return None;
    };
    let mut all = stack.resources.values().filter(|one| one.kind == kind);
    let other = all.find(|one| one.inputs.get(attr).and_then(Value::as_address) == Some(of))?;
    Some(other.address.clone())
}

/// Whether a part is made as far as what it belongs to can tell.
fn may_be_made(when: PartWhen, owner: &Resource) -> bool {
    let inputs = &owner.inputs;
    match when {
        PartWhen::Always | PartWhen::Reached(_) | PartWhen::NoReferrer(..) | PartWhen::Joins(..) => true,
        PartWhen::Without(attr) => left_to_part(owner, attr),
        PartWhen::WithoutWhere(attr, other, values) => {
            left_to_part(owner, attr) && super::defaults::has_one(inputs, other, values)
        }
        PartWhen::Where(other, values) => super::defaults::has_one(inputs, other, values),
        PartWhen::With(attr) => {
            inputs.get(attr).and_then(Value::as_list).is_none_or(|items| !items.is_empty())
                && super::defaults::is_there(inputs, attr)
        }
        PartWhen::NoReferrerWith(_, _, own) => super::defaults::is_there(inputs, own),
        PartWhen::Each(attr) | PartWhen::EachAfter(attr, _) | PartWhen::Behind(attr) => {
            !elements(owner, attr, when).is_empty()
        }
        PartWhen::BehindWhere(_) => !elements(owner, "", when).is_empty(),
    }
}

/// Whether an attribute is left out, or a part stands in for it already.
fn left_to_part(owner: &Resource, attr: &str) -> bool {
    is_left_out(owner, attr) || owner.places.get(attr).is_none()
}

/// The keys of parts that took over what said how many there are.
fn handed_over(resources: &Resources, parts: &Address) -> Vec<EcoString> {
    let key = |address: &Address| {
        let key = address.as_str().strip_prefix(parts.as_str())?.strip_prefix("[\"")?.strip_suffix("\"]")?;
        Some(EcoString::from(key))
    };
    resources.keys().filter_map(key).collect()
}
