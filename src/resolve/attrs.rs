//! A declaration's braces against its kind's rows: attributes and tables.

use std::sync::OnceLock;

use ecow::EcoString;

use super::content::Content;
use super::cx::Cx;
use super::declared::Declared;
use super::taken::Doc;
use super::{blocks, rules};
use crate::base::{Span, joined};
use crate::catalog::{Attr, Kind, Shape, Type};
use crate::diag::Diagnostic;
use crate::model::{Address, Edge, Few, Lifecycle, Map, Origin, Places, Resource, Statement, Value};
use crate::syntax::ast::{Attribute, Body, EntryKind, Expr, ExprKind};

/// What is collected of one declaration.
#[derive(Debug)]
pub(super) struct Made {
    /// Its position among the declarations.
    pub(super) at: usize,
    /// Its address.
    pub(super) address: Address,
    /// Its kind.
    pub(super) kind: &'static Kind,
    /// Where its parts were written.
    pub(super) places: Places,
    /// What must exist before it.
    pub(super) edges: Few<Edge>,
    /// What it grants.
    pub(super) statements: Few<Statement>,
    /// How it may change.
    pub(super) lifecycle: Lifecycle,
    /// The attributes of the braces at hand that are written and could not be read.
    pub(super) unread: Vec<EcoString>,
    /// Kind and name.
    pub(super) head: Span,
}

impl Made {
    /// Nothing is collected yet.
    pub(super) fn new(at: usize, address: Address, kind: &'static Kind, head: Span) -> Self {
        Self {
            at,
            address,
            kind,
            places: Places::default(),
            edges: Few::new(),
            statements: Few::new(),
            lifecycle: Lifecycle::default(),
            unread: Vec::new(),
            head,
        }
    }

    /// The resource, given where all of it stands, and what stands before it; its needs and its fingerprint come last, when all resources are known.
    pub(super) fn into_resource(
        self,
        (span, doc): (Span, Doc),
        origin: Origin,
        inputs: Map,
        outputs: Map,
    ) -> Resource {
        let mut places = self.places;
        places.shrink_to_fit();
        Resource {
            address: self.address,
            kind: self.kind.name.into(),
            origin,
            doc,
            span,
            head: self.head,
            known_fingerprint: OnceLock::new(),
            inputs,
            outputs,
            places,
            edges: self.edges,
            needs: Few::new(),
            statements: self.statements,
            lifecycle: self.lifecycle,
        }
    }
}

/// Resolves one declaration; `None` if it is not there, or nothing can be said of it.
pub(super) fn resource(cx: &mut Cx<'_>, at: usize) -> Option<Resource> {
    cx.in_turn(at, |cx| declaration(cx, at))
}

fn declaration(cx: &mut Cx<'_>, at: usize) -> Option<Resource> {
    let declared = cx.declared(at)?;
    declared.kind?;
    if !cx.is_present(at)? {
        return None;
    }
    cx.belonging(at, |cx| present(cx, at, declared))
}

/// Resolves a declaration that is there.
fn present(cx: &mut Cx<'_>, at: usize, declared: &Declared<'_>) -> Option<Resource> {
    let kind = declared.kind?;
    let mut made = Made::new(at, cx.address_at(at)?.clone(), kind, declared.head());
    let body = declared.body()?;
    made.places = std::mem::take(&mut cx.places);
    let mut inputs = cx.body(&mut made, kind.shape, &body, "");
    let outputs = cx.outputs(at, made.head)?;
    if let Some(name) = outputs.get("name").filter(|_| kind.naming.is_some()) {
        inputs.insert("name".into(), name.clone());
    }
    cx.tag(&mut inputs);
    cx.complete(&mut inputs);
    cx.places = made.places.settle();
    Some(made.into_resource((declared.span, declared.doc()), Origin::Written, inputs, outputs))
}

impl<'a> Cx<'a> {
    /// Resolves what stands in braces. `prefix` is the path of the block; empty for the declaration itself.
    pub(super) fn body(&mut self, made: &mut Made, shape: &'static Shape, body: &Body, prefix: &str) -> Map {
        let mut inputs = Map::with_room(body.entries.len() + 2, &mut self.names);
        let mut written: Vec<(EcoString, Span)> = Vec::with_capacity(body.entries.len());
        let unread = made.unread.len();
        let mut strange: Vec<&Attribute> = Vec::new();
        for entry in &body.entries {
            self.allow(&entry.allows, entry.span);
            let before = made.edges.len();
            match &entry.kind {
                EntryKind::Attribute(attribute) => {
                    if !self.attribute(made, shape, attribute, prefix, &mut inputs, &mut written) {
                        strange.push(attribute);
                    }
                    self.set_apart(made, (prefix, &attribute.name.text), entry.span, before);
                }
                EntryKind::Sentence(sentence) => {
                    self.sentence(made, shape, sentence, entry.span, prefix, &mut inputs, &mut written);
                    self.set_apart(made, (prefix, &sentence.word.text), entry.span, before);
                }
                EntryKind::Spread(expr) => {
                    self.report(
                        Diagnostic::new(
                            &rules::unknown_statement::RULE,
                            expr.span,
                            "nothing can be spread here",
                        )
                        .help("maps are spread into tables such as `env { }` and `tags { }`"),
                    );
                }
                EntryKind::Expect(_) => {
                    let message = "`expect` stands in a `test`";
                    self.report(
                        Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message)
                            .help("move it into `test \"what must hold\" { … }`"),
                    );
                }
            }
        }
        // What is meant by them is none of what is there already.
        for attribute in strange {
            self.unknown_attribute(made, shape, attribute, prefix, &mut written);
        }
        self.defaults_of(shape.attrs).fill(&mut inputs, &written);
        // What could not be read is not known: the default would be judged as if it were meant.
        for name in made.unread.drain(unread..) {
            inputs.remove(&name);
        }
        self.presence(made, shape, &inputs, &written, prefix);
        if !prefix.is_empty() {
            self.complete(&mut inputs);
        }
        inputs
    }

    /// Resolves one attribute; says whether there is such a one.
    fn attribute(
        &mut self,
        made: &mut Made,
        shape: &'static Shape,
        attribute: &Attribute,
        prefix: &str,
        inputs: &mut Map,
        written: &mut Vec<(EcoString, Span)>,
    ) -> bool {
        let name = attribute.name.text.as_str();
        if let Some((_, first)) = written.iter().find(|(known, _)| known == name) {
            let message = format!("`{name}` is set twice");
            self.report(
                Diagnostic::new(&rules::duplicate_attribute::RULE, attribute.name.span, message)
                    .label(*first, "first set here")
                    .help("remove one of them"),
            );
            return true;
        }
        let own = prefix.is_empty();
        let attr = match shape.attr(name) {
            Some(attr) => attr,
            None if own && name == "name" && made.kind.naming.is_some() => &NAME,
            None if own && name == "after" => &AFTER,
            None if own && let Some(lent) = self.catalog.lent(name) => lent,
            None => return false,
        };
        written.push((attribute.name.text.clone(), attribute.name.span));
        let path = if own { attribute.name.text.clone() } else { join(prefix, name) };
        if matches!(attr.ty, Type::Map(Type::Any) | Type::List(Type::Zone)) {
            blocks::note_parts(&mut made.places, &path, &attribute.value);
        }
        self.reads.clear();
        let read = self.read(attr, &attribute.value, name);
        // A name that is `none` is made as if there was none.
        if !std::ptr::eq(attr, &raw const NAME) || read != Some(Value::None) {
            made.places.note(&path, attribute.value.span);
        }
        let Some(mut value) = read else {
            made.unread.push(attribute.name.text.clone());
            return true;
        };
        if let (Type::Path, Value::String(path)) = (attr.ty, &value) {
            value = Value::String(self.rooted(path.clone()));
        }
        self.edges_of(made, attr, attribute.value.span, &value);
        if matches!(attr.ty, Type::Path) {
            self.path_content(&value, attribute, name, inputs);
        }
        if std::ptr::eq(attr, &raw const AFTER) {
            self.only_resources(&made.address, &value, &attribute.value);
        } else if value != Value::None {
            inputs.insert(attribute.name.text.clone(), value);
        }
        true
    }

    /// The value of an attribute, fit to its row; reports why there is none.
    fn read(&mut self, attr: &Attr, expr: &Expr, name: &str) -> Option<Value> {
        if self.unquoted(attr, expr) {
            return None;
        }
        let value = self.eval(expr)?;
        if self.unitless(attr, &value, expr) {
            return None;
        }
        self.convert_of(value, &attr.ty, expr, name)
    }

    /// Says so where `after` names something that is no resource; what is absent is waited for by nobody.
    fn only_resources(&mut self, at: &Address, value: &Value, expr: &Expr) {
        let written = match &expr.kind {
            ExprKind::List(items) if !items.iter().any(|item| item.spread) => &**items,
            _ => &[],
        };
        for (position, item) in value.as_list().unwrap_or_default().iter().enumerate() {
            if item.as_address() == Some(at) {
                let span = written.get(position).map_or(expr.span, |item| item.value.span);
                self.report(
                    Diagnostic::new(&rules::circular_value::RULE, span, format!("`{at}` waits for itself"))
                        .help("take it out of the list"),
                );
            }
            // All instances of a loop are waited for together.
            let module = written.get(position).is_some_and(|item| is_module(&item.value));
            let all = item.as_map().is_some_and(|all| all.values().all(|one| one.as_address().is_some()));
            let all = all && !module;
            if item.as_address().is_none() && *item != Value::None && !all {
                let span = written.get(position).map_or(expr.span, |item| item.value.span);
                let message = format!("`after` names resources, this is {}", item.sort());
                self.report(
                    Diagnostic::new(&rules::type_mismatch::RULE, span, message)
                        .help("write it as in `after = [bucket.photos, role.resize]`"),
                );
            }
        }
    }

    /// Turns what was read for an attribute into edges: from this resource, or, where the row says so, to it.
    fn edges_of(&mut self, made: &mut Made, attr: &Attr, span: Span, value: &Value) {
        if std::ptr::eq(attr, &raw const AFTER) {
            self.note_all(value, span);
        }
        if !attr.reversed {
            self.edges_from_reads(made);
            return;
        }
        self.reads.clear();
        if let Some(of) = value.as_address() {
            self.besides.reversed.push((of.clone(), Edge { to: made.address.clone(), span }));
        }
    }

    /// Notes every resource in a value as read.
    fn note_all(&mut self, value: &Value, span: Span) {
        match value {
            Value::Reference(reference) => self.note_reference(reference, span),
            Value::List(items) => items.iter().for_each(|item| self.note_all(item, span)),
            Value::Map(entries) => entries.values().for_each(|item| self.note_all(item, span)),
            _ => {}
        }
    }

    /// Adds the hash of what a path names; says so if it has none.
    fn path_content(&mut self, value: &Value, attribute: &Attribute, name: &str, inputs: &mut Map) {
        let Some(path) = value.as_str() else { return };
        let around = self.around;
        let made = || super::content::content(around.system, around.folder, path);
        let (why, help) = match self.paths.entry(path.into()).or_insert_with(made) {
            Content::Hash(hash) => {
                inputs.insert(ecow::eco_format!("{name}_sha256"), Value::String(hash.clone()));
                return;
            }
            Content::Missing => (
                "is not there".into(),
                "paths count from the stack's folder; one that is still to be built may be missing",
            ),
            Content::Special => {
                ("is neither a file nor a folder".into(), "name the folder or archive with the code")
            }
            Content::TooMuch(limit) => (
                format!("holds more than {limit}"),
                "name the folder that holds the built code and nothing else",
            ),
        };
        let message = format!("`{path}` {why}, so a change of what it holds is not seen");
        self.report(Diagnostic::new(&rules::unseen_path::RULE, attribute.value.span, message).help(help));
    }
}

/// `name`, which every kind with physical names has.
pub(super) static NAME: Attr = Attr::new("name", Type::String, "What AWS calls it.").replaces();
/// `after`, which every kind has.
static AFTER: Attr = Attr::new("after", Type::List(&Type::Any), "What must exist before it.");

/// A path one level deeper.
pub(super) fn join(prefix: &str, name: &str) -> EcoString {
    if prefix.is_empty() { name.into() } else { joined([prefix, ".", name]) }
}

/// The last word of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Whether a name is that of a module as a whole.
fn is_module(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Path(path) if path.starts_with("module.") && path.matches('.').count() == 1)
}
