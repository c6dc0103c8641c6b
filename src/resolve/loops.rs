//! `for` on declarations: which instances there are, each with its key.

use std::collections::HashSet;
use std::fmt;
use std::rc::Rc;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::cx::{Cx, Memo};
use super::frames::Locals;
use super::rules;
use super::unknown::some_of;
use crate::base::{Span, did_you_mean};
use crate::diag::Diagnostic;
use crate::model::{Map, Reference, Value};
use crate::syntax::ast::{ExprKind, For};

/// Most instances that loops and modules may make, so that no stack can make the tool run out of memory.
pub(super) const MOST: usize = 250_000;

/// What tells the instances of a `for` apart. Shown as it stands in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Text(EcoString),
    Number(i64),
}

impl Key {
    /// The key of a value; `None` if it can be none.
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Number(_) => value.as_whole().map(Self::Number),
            _ => None,
        }
    }

    /// The key without quotes.
    pub(super) fn plain(&self) -> EcoString {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => ecow::eco_format!("{number}"),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{}", Value::String(text.clone())),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// The instances of one declaration by key, in the order of what is gone through.
#[derive(Debug)]
pub(super) struct Keyed<T> {
    /// Each key with its instance.
    pub(super) all: Vec<(Key, T)>,
    // INVARIANT: names the place of each key in `all`.
    places: FxHashMap<EcoString, usize>,
}

impl<T: Copy> Keyed<T> {
    /// Instances whose keys differ.
    pub(super) fn new(all: Vec<(Key, T)>) -> Self {
        let places = all.iter().enumerate().map(|(at, (key, _))| (key.plain(), at)).collect();
        Self { all, places }
    }

    /// The instance of a key.
    pub(super) fn get(&self, key: &Key) -> Option<T> {
        let (known, instance) = self.all.get(*self.places.get(&key.plain())?)?;
        (known == key).then_some(*instance)
    }

    /// The only instance of what is no loop.
    pub(super) fn only(&self) -> Option<T> {
        self.all.first().map(|(_, instance)| *instance)
    }
}

impl<'a> Cx<'a> {
    /// The instances of a declared resource that has a `for`, computed once.
    pub(super) fn instances(&mut self, of: usize, span: Span) -> Option<Rc<Keyed<usize>>> {
        match self.loops.get(&of) {
            Some(Memo::Done(done)) => return done.clone(),
            Some(Memo::Pending) => {
                let address = self.address_at(of)?.clone();
                self.circular(span, &format!("which instances `{address}` has"));
                return None;
            }
            Some(Memo::Untouched) | None => {}
        }
        let repeat = self.declared(of)?.clauses().repeat.as_deref()?;
        self.loops.insert(of, Memo::Pending);
        let rounds = self.belonging(of, |cx| cx.keyed(repeat));
        let instances = rounds.map(|rounds| {
            let made = rounds.into_iter().filter_map(|(key, locals)| {
                let at = self.add_instance(of, &key, locals)?;
                Some((key, at))
            });
            Rc::new(Keyed::new(made.collect()))
        });
        self.loops.insert(of, Memo::Done(instances.clone()));
        instances
    }

    /// What a `for` on a resource or module goes through: each key, once, with the loop variables.
    pub(super) fn keyed(&mut self, repeat: &For) -> Option<Vec<(Key, Locals)>> {
        let mut keyed = Vec::new();
        for (at, (key, locals)) in self.rounds_once(repeat)?.into_iter().enumerate() {
            let Some(key) = key else {
                let (_, value) = locals.first()?;
                self.no_key(value, element(repeat, at), Some(repeat));
                return None;
            };
            keyed.push((key, locals));
        }
        Some(keyed)
    }

    /// What a `for` on an arrow, block or statement goes through: these have no key, so anything may be.
    pub(super) fn free_rounds(&mut self, repeat: &For) -> Option<Vec<Locals>> {
        Some(self.rounds_once(repeat)?.into_iter().map(|(_, locals)| locals).collect())
    }

    /// The rounds of a `for`; what may be a key comes once.
    fn rounds_once(&mut self, repeat: &For) -> Option<Vec<(Option<Key>, Locals)>> {
        let over = self.eval(&repeat.over)?;
        if matches!(over, Value::Secret(_)) {
            self.secret_key(repeat.over.span);
            return None;
        }
        let rounds = self.rounds_of(over, repeat)?;
        if rounds.len() + self.instances.len() > MOST {
            let message = format!("with this `for` the stack has more than {MOST} instances");
            self.report(
                Diagnostic::new(&rules::value_too_large::RULE, repeat.over.span, message)
                    .help("go through fewer elements, or divide the stack"),
            );
            return None;
        }
        let mut seen = HashSet::with_capacity(rounds.len());
        let mut all = Vec::with_capacity(rounds.len());
        for (at, (first, second)) in rounds.into_iter().enumerate() {
            let key = Key::of(&first);
            if let Some(key) = key.as_ref().filter(|key| !seen.insert(key.plain())) {
                self.key_again(key, element(repeat, at));
                continue;
            }
            self.tell_round(repeat, &first, second.as_ref());
            let mut locals = vec![(repeat.first.text.clone(), first)];
            locals.extend(repeat.second.as_ref().zip(second).map(|(name, value)| (name.text.clone(), value)));
            all.push((key, locals));
        }
        Some(all)
    }

    /// Reports what cannot tell instances apart.
    fn no_key(&mut self, value: &Value, span: Span, repeat: Option<&For>) {
        if matches!(value, Value::Secret(_)) {
            self.secret_key(span);
            return;
        }
        let this = match value {
            Value::Number(_) => format!("`{value}`"),
            value => value.sort().to_owned(),
        };
        let message = format!("the key of an instance is a string or a whole number, this is {this}");
        let found = Diagnostic::new(&rules::invalid_key::RULE, span, message);
        self.report(match repeat.and_then(|repeat| by_name(value, repeat)) {
            Some(meant) => found.help(format!("go through a map, by names for instance: `{meant}`")),
            None => found.help("go through names, or through a map: `for name, one in { a = …  b = … }`"),
        });
    }

    fn secret_key(&mut self, span: Span) {
        let message = "which instances there are may not depend on a secret";
        self.report(
            Diagnostic::new(&rules::invalid_key::RULE, span, message)
                .help("keys stand in addresses and names, which everybody sees; go through something else"),
        );
    }

    fn key_again(&mut self, key: &Key, span: Span) {
        self.report(
            Diagnostic::new(
                &rules::duplicate_key::RULE,
                span,
                format!("the key `{key}` comes twice, and each instance needs its own"),
            )
            .help("leave one of them out, or go through a map with a key for each"),
        );
    }

    /// The key that an index names; reports what can be none.
    pub(super) fn key(&mut self, value: &Value, span: Span) -> Option<Key> {
        let key = Key::of(value);
        if key.is_none() {
            self.no_key(value, span, None);
        }
        key
    }

    /// One instance of a loop; reports a key that it does not have.
    pub(super) fn instance_of<T: Copy>(
        &mut self,
        all: &Keyed<T>,
        address: &str,
        key: &Key,
        span: Span,
    ) -> Option<T> {
        let found = all.get(key);
        if found.is_none() {
            self.unknown_key(all, address, key, span);
        }
        found
    }

    fn unknown_key<T>(&mut self, all: &Keyed<T>, address: &str, key: &Key, span: Span) {
        let message = format!("there is no `{address}[{key}]`");
        let diagnostic = Diagnostic::new(&rules::unknown_key::RULE, span, message);
        let plain: Vec<EcoString> = all.all.iter().map(|(key, _)| key.plain()).collect();
        let keys: Vec<String> = all.all.iter().map(|(key, _)| key.to_string()).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let meant = did_you_mean(&key.plain(), plain.iter().map(EcoString::as_str));
        let meant = meant.and_then(|meant| keys.get(plain.iter().position(|known| known == meant)?));
        self.report(match meant {
            Some(meant) => diagnostic.help(format!("did you mean `{address}[{meant}]`?")),
            None if keys.is_empty() => {
                diagnostic.help(format!("its `for` goes through nothing, so `{address}` has no instances"))
            }
            None => diagnostic.help(format!("its keys are {}", some_of(&keys))),
        });
    }

    /// All instances of a resource that are there, by key. Reading them makes no order: reading one of them does.
    pub(super) fn all_instances(&mut self, of: usize, span: Span) -> Option<Value> {
        let all = self.instances(of, span)?;
        let mut map = Map::new();
        for (key, at) in &all.all {
            if !self.is_present(*at)? {
                continue;
            }
            let arn = self.outputs(*at, span)?.get("arn").and_then(Value::as_str).map(EcoString::from)?;
            let address = self.address_at(*at).cloned();
            map.insert(key.plain(), Value::Reference(Box::new(Reference { address, arn })));
        }
        Some(Value::Map(map))
    }
}

/// Where an element of a loop stands, if the list is written out.
fn element(repeat: &For, at: usize) -> Span {
    match &repeat.over.kind {
        ExprKind::List(items) if items.iter().all(|item| !item.spread) => {
            items.get(at).map_or(repeat.over.span, |item| item.value.span)
        }
        _ => repeat.over.span,
    }
}

/// The same loop over a map, if what is gone through is a named list of things that have names.
fn by_name(value: &Value, repeat: &For) -> Option<String> {
    let (Value::Map(map), ExprKind::Path(list), None) = (value, &repeat.over.kind, &repeat.second) else {
        return None;
    };
    let is_text = |name: &&&str| map.get(name).is_some_and(|value| matches!(value, Value::String(_)));
    let key = ["name", "id", "key"].iter().find(is_text)?;
    let one = &repeat.first.text;
    (one != key).then(|| format!("for {key}, {one} in {{for {one} in {list}: {one}.{key} => {one}}}"))
}
