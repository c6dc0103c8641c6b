//! A declaration's braces against its kind's rows: attributes, tables, defaults, and what must be there.

use std::rc::Rc;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::cx::Cx;
use super::paths::some_of;
use super::{declare, rules};
use crate::base::{Quantity, Span, did_you_mean};
use crate::catalog::{Attr, Default, Kind, Presence, Shape, Type};
use crate::diag::Diagnostic;
use crate::model::{
    Address, Edge, Fingerprint, Lifecycle, Map, Origin, Places, ReplaceOrder, Resource, Statement, Value,
};
use crate::syntax::ast::{Attribute, Body, Entry, EntryKind, ExprKind};

/// Default values of a kind's own attributes.
pub(super) type Defaults = Vec<(&'static Attr, EcoString, Value)>;

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
    pub(super) edges: Vec<Edge>,
    /// What it grants.
    pub(super) statements: Vec<Statement>,
    /// How it may change.
    pub(super) lifecycle: Lifecycle,
    /// Kind and name.
    pub(super) head: Span,
}

/// Resolves one declaration; `None` if it is not there, or nothing can be said of it.
pub(super) fn resource(cx: &mut Cx<'_>, at: usize) -> Option<Resource> {
    let declared = cx.scope.resources.get(at)?;
    let (item, ast) = (declared.item, declared.ast);
    cx.allow(&item.allows, item.span);
    if let Some(repeat) = &ast.clauses.repeat {
        cx.report(declare::not_yet(repeat.span, "`for` on a resource"));
        return None;
    }
    let kind = declared.kind?;
    if !cx.is_present(at)? {
        return None;
    }
    cx.take_reads();
    let mut made = Made {
        at,
        address: declared.address.clone(),
        kind,
        places: Places::default(),
        edges: Vec::new(),
        statements: Vec::new(),
        lifecycle: Lifecycle::default(),
        head: ast.kind.span.to(ast.name.span),
    };
    let mut inputs = cx.body(&mut made, kind.shape, &ast.body, "");
    let outputs = cx.outputs(at, made.head)?;
    if let Some(name) = outputs.get("name").filter(|_| kind.naming.is_some()) {
        inputs.insert("name".into(), name.clone());
    }
    cx.tag(&mut inputs);
    Some(Resource {
        address: made.address,
        kind: kind.name.into(),
        origin: Origin::Written,
        doc: item.doc.clone(),
        span: item.span,
        head: made.head,
        fingerprint: Fingerprint([0; 16]),
        inputs,
        outputs: (*outputs).clone(),
        places: made.places,
        edges: made.edges,
        needs: Vec::new(),
        statements: made.statements,
        lifecycle: made.lifecycle,
    })
}

impl<'a> Cx<'a> {
    /// Resolves what stands in braces. `prefix` is the path of the block; empty for the declaration itself.
    pub(super) fn body(
        &mut self,
        made: &mut Made,
        shape: &'static Shape,
        body: &'a Body,
        prefix: &str,
    ) -> Map {
        let mut inputs = Map::new();
        let mut written: Vec<(EcoString, Span)> = Vec::new();
        for entry in &body.entries {
            self.allow(&entry.allows, entry.span);
            match &entry.kind {
                EntryKind::Attribute(attribute) => {
                    self.attribute(made, shape, attribute, prefix, &mut inputs, &mut written);
                }
                EntryKind::Sentence(sentence) => {
                    self.sentence(made, shape, sentence, entry.span, prefix, &mut inputs, &mut written);
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
                    self.report(Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message));
                }
            }
        }
        if prefix.is_empty() {
            let defaults = self.defaults_of(made.kind);
            fill(&defaults, &mut inputs, &written);
        } else {
            fill(&defaults(shape), &mut inputs, &written);
        }
        self.presence(made, shape, &inputs, &written, prefix);
        inputs
    }

    fn defaults_of(&mut self, kind: &'static Kind) -> Rc<Defaults> {
        let known = self.defaults.entry(kind.name).or_insert_with(|| Rc::new(defaults(kind.shape)));
        Rc::clone(known)
    }

    /// Resolves one attribute.
    fn attribute(
        &mut self,
        made: &mut Made,
        shape: &'static Shape,
        attribute: &'a Attribute,
        prefix: &str,
        inputs: &mut Map,
        written: &mut Vec<(EcoString, Span)>,
    ) {
        let name = attribute.name.text.as_str();
        if let Some((_, first)) = written.iter().find(|(known, _)| known == name) {
            let message = format!("`{name}` is set twice");
            self.report(
                Diagnostic::new(&rules::duplicate_attribute::RULE, attribute.name.span, message)
                    .label(*first, "first set here")
                    .help("remove one of them"),
            );
            return;
        }
        let own = prefix.is_empty();
        let attr = match shape.attr(name) {
            Some(attr) => attr,
            None if own && name == "name" && made.kind.naming.is_some() => &NAME,
            None if own && name == "after" => &AFTER,
            None => {
                self.unknown_attribute(made, shape, attribute, prefix);
                return;
            }
        };
        written.push((name.into(), attribute.name.span));
        let path = join(prefix, name);
        made.places.note(path, attribute.value.span);
        let Some(value) = self.eval(&attribute.value) else { return };
        let Some(value) = self.convert(value, &attr.ty, attribute.value.span, name) else { return };
        self.edges_of(made, attr, attribute.value.span, &value);
        if matches!(attr.ty, Type::Path) {
            self.path_content(&value, attribute, name, inputs);
        }
        if value != Value::None && !std::ptr::eq(attr, &raw const AFTER) {
            inputs.insert(name.into(), value);
        }
    }

    /// Turns what was read for an attribute into edges: from this resource, or, where the row says so, to it.
    fn edges_of(&mut self, made: &mut Made, attr: &Attr, span: Span, value: &Value) {
        if !attr.reversed {
            self.edges_from_reads(&mut made.edges);
            return;
        }
        self.take_reads();
        if let Some(of) = value.as_address() {
            self.reversed.push((of.clone(), Edge { to: made.address.clone(), span }));
        }
    }

    /// Adds the hash of what a path names; says so if nothing is there.
    fn path_content(&mut self, value: &Value, attribute: &Attribute, name: &str, inputs: &mut Map) {
        let Some(path) = value.as_str() else { return };
        if !self.paths.contains_key(path) {
            let hash = super::text::hash_path(self.around, path);
            if hash.is_none() {
                let message = format!("`{path}` is not there, so a change of what it holds is not seen");
                self.report(Diagnostic::new(&rules::missing_path::RULE, attribute.value.span, message));
            }
            self.paths.insert(path.into(), hash);
        }
        if let Some(Some(hash)) = self.paths.get(path) {
            inputs.insert(ecow::eco_format!("{name}_sha256"), Value::String(hash.clone()));
        }
    }

    /// Reports an attribute that is not there.
    fn unknown_attribute(&mut self, made: &Made, shape: &'static Shape, attribute: &Attribute, prefix: &str) {
        let (name, span) = (attribute.name.text.as_str(), attribute.name.span);
        let of =
            if prefix.is_empty() { format!("a {}", made.kind.name) } else { format!("`{}`", last(prefix)) };
        let table =
            shape.block(name).is_some() || (prefix.is_empty() && matches!(name, "tags" | "lifecycle"));
        if table {
            let message = format!("`{name}` is a block, and stands without `=`");
            let between = Span::new(span.file, span.end, attribute.value.span.start);
            self.report(
                Diagnostic::new(&rules::unknown_attribute::RULE, span, message)
                    .help(format!("write `{name} {{ … }}`"))
                    .fix("leave the `=` out", between, " "),
            );
            return;
        }
        let mut names: Vec<&str> = shape.attrs.iter().map(|attr| attr.name).collect();
        if prefix.is_empty() {
            names.extend(made.kind.naming.map(|_| "name"));
            names.push("after");
        }
        let message = format!("{of} has no attribute `{name}`");
        let diagnostic =
            Diagnostic::new(&rules::unknown_attribute::RULE, span, message).about(made.address.as_str());
        self.report(match did_you_mean(name, names.iter().copied()) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                span,
                meant,
            ),
            None => diagnostic.help(format!("it has {}", some_of(&names))),
        });
    }

    /// Reports attributes that must be there and are not, and those that may not stand together.
    fn presence(
        &mut self,
        made: &Made,
        shape: &'static Shape,
        inputs: &Map,
        written: &[(EcoString, Span)],
        prefix: &str,
    ) {
        let place = |name: &str| written.iter().find(|(known, _)| known == name).map(|(_, span)| *span);
        let mut missing: Vec<&'static Attr> = Vec::new();
        for attr in shape.attrs {
            let here = place(attr.name);
            match attr.presence {
                Presence::Required if here.is_none() => missing.push(attr),
                Presence::Unless(other) if here.is_none() && place(other).is_none() => missing.push(attr),
                Presence::Unless(other) | Presence::NotWith(other) => {
                    if let (Some(span), Some(first)) = (here, place(other)) {
                        let message = format!("`{}` may not stand beside `{other}`", attr.name);
                        self.report(
                            Diagnostic::new(&rules::conflicting_attributes::RULE, span, message)
                                .label(first, format!("`{other}` is set here"))
                                .help("remove one of them")
                                .about(made.address.as_str()),
                        );
                    }
                }
                Presence::If(other, values) if here.is_none() && has_one(inputs, other, values) => {
                    missing.push(attr)
                }
                Presence::OnlyIf(other, values) => {
                    if let Some(span) = here.filter(|_| !has_one(inputs, other, values)) {
                        let message =
                            format!("`{}` needs `{other} = \"{}\"`", attr.name, values.join("\" or \""));
                        self.report(
                            Diagnostic::new(&rules::conflicting_attributes::RULE, span, message)
                                .about(made.address.as_str()),
                        );
                    }
                }
                Presence::Required | Presence::Optional | Presence::If(..) => {}
            }
        }
        self.missing(made, &missing, prefix);
    }

    /// Reports what is missing, all in one.
    fn missing(&mut self, made: &Made, missing: &[&'static Attr], prefix: &str) {
        if missing.is_empty() {
            return;
        }
        let names: Vec<&str> = missing.iter().map(|attr| attr.name).collect();
        let place = made.places.nearest(prefix).unwrap_or(made.head);
        let what = if prefix.is_empty() {
            format!("`{}`", made.address)
        } else {
            format!("`{}` of `{}`", last(prefix), made.address)
        };
        let lines: Vec<String> = missing
            .iter()
            .map(|attr| match attr.presence {
                Presence::Unless(other) => format!("`{} = …` (or `{other} = …` instead)", attr.name),
                _ => format!("`{} = …`", attr.name),
            })
            .collect();
        self.report(
            Diagnostic::new(
                &rules::missing_attribute::RULE,
                place,
                format!("{what} has no {}", some_of(&names)),
            )
            .help(format!("write {}", lines.join(", ")))
            .about(made.address.as_str()),
        );
    }

    /// Resolves a table of free keys; later entries win over spread ones.
    pub(super) fn table(
        &mut self,
        entries: &'a [Entry],
        ty: &'static Type,
        prefix: &str,
        mut places: Option<&mut Places>,
    ) -> Map {
        let mut map = Map::new();
        let mut written: Vec<(&str, Span)> = Vec::new();
        for entry in entries {
            self.allow(&entry.allows, entry.span);
            match &entry.kind {
                EntryKind::Attribute(attribute) => {
                    let key = attribute.name.text.as_str();
                    if let Some((_, first)) = written.iter().find(|(known, _)| *known == key) {
                        let message = format!("the key `{key}` is written twice");
                        self.report(
                            Diagnostic::new(&rules::duplicate_attribute::RULE, attribute.name.span, message)
                                .label(*first, "first written here"),
                        );
                        continue;
                    }
                    written.push((key, attribute.name.span));
                    if let Some(places) = places.as_deref_mut() {
                        places.note(join(prefix, key), attribute.value.span);
                    }
                    if let Some(value) = self.table_value(attribute, ty) {
                        map.insert(key.into(), value);
                    }
                }
                EntryKind::Spread(expr) => {
                    let mut spread = Map::new();
                    if self.spread_into(&mut spread, expr).is_some() {
                        for (key, value) in spread {
                            if !written.iter().any(|(known, _)| *known == key) {
                                map.insert(key, value);
                            }
                        }
                    }
                }
                EntryKind::Sentence(_) | EntryKind::Expect(_) => {
                    let message = format!("`{}` holds keys and values: `KEY = value`", last(prefix));
                    self.report(Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message));
                }
            }
        }
        map
    }

    /// One value of a table; where strings are kept, what `"${x}"` prints may stand by itself.
    fn table_value(&mut self, attribute: &'a Attribute, ty: &'static Type) -> Option<Value> {
        let span = attribute.value.span;
        let value = self.eval(&attribute.value)?;
        match (ty, &value) {
            (Type::String, Value::None) => None,
            (Type::String, Value::Secret(_)) => Some(value),
            (Type::String, _) => self.printed(&value, span).map(Value::String),
            _ => self.convert(value, ty, span, &attribute.name.text).filter(|value| *value != Value::None),
        }
    }

    /// Adds the stack's tags; a resource's own win.
    pub(super) fn tag(&self, inputs: &mut Map) {
        if self.settings.tags.is_empty() {
            return;
        }
        let tags = inputs.entry("tags".into()).or_insert_with(|| Value::Map(Map::new()));
        if let Value::Map(tags) = tags {
            for (key, value) in &self.settings.tags {
                tags.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }

    /// Resolves `lifecycle { … }`.
    pub(super) fn lifecycle(&mut self, made: &mut Made, body: &'a Body) {
        for entry in &body.entries {
            let EntryKind::Attribute(attribute) = &entry.kind else {
                let message = "`lifecycle` has `protect`, `replace` and `ignore`";
                self.report(Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message));
                continue;
            };
            let span = attribute.value.span;
            match attribute.name.text.as_str() {
                "protect" => {
                    if self.condition(&attribute.value) == Some(true) {
                        made.lifecycle.protect = Some(span);
                    }
                }
                "replace" => {
                    const ORDERS: Type = Type::OneOf(&["create_first", "delete_first"]);
                    let value = self.eval(&attribute.value);
                    let value = value.and_then(|value| self.convert(value, &ORDERS, span, "replace"));
                    if value.as_ref().and_then(Value::as_str) == Some("create_first") {
                        made.lifecycle.replace = ReplaceOrder::CreateFirst;
                    }
                }
                "ignore" => self.ignored(made, attribute),
                "replace_when" => self.report(declare::not_yet(attribute.name.span, "`replace_when`")),
                name => {
                    let names = ["protect", "replace", "ignore", "replace_when"];
                    self.no_part(
                        &rules::unknown_attribute::RULE,
                        name,
                        attribute.name.span,
                        "`lifecycle`",
                        &names,
                    );
                }
            }
        }
        self.take_reads();
    }

    /// The paths of `ignore = [tags.key, memory]`, which are names and not values.
    fn ignored(&mut self, made: &mut Made, attribute: &'a Attribute) {
        let ExprKind::List(items) = &attribute.value.kind else {
            let message = "`ignore` is a list of attributes: `ignore = [memory, tags.audit]`";
            self.report(Diagnostic::new(&rules::type_mismatch::RULE, attribute.value.span, message));
            return;
        };
        for item in items {
            match &item.value.kind {
                ExprKind::Path(path) => made.lifecycle.ignore.push(path.clone()),
                _ => {
                    let message = "an attribute is named here, without quotes";
                    self.report(Diagnostic::new(&rules::type_mismatch::RULE, item.value.span, message));
                }
            }
        }
    }
}

/// `name`, which every kind with physical names has.
static NAME: Attr = Attr::new("name", Type::String, "What AWS calls it.").replaces();
/// `after`, which every kind has.
static AFTER: Attr = Attr::new("after", Type::List(&Type::Any), "What must exist before it.");

/// Default values of a shape's attributes.
fn defaults(shape: &'static Shape) -> Defaults {
    shape.attrs.iter().filter_map(|attr| Some((attr, attr.name.into(), default_value(attr)?))).collect()
}

/// Fills in what is not written; a default that only another attribute makes meaningful waits for that.
fn fill(defaults: &Defaults, inputs: &mut Map, written: &[(EcoString, Span)]) {
    let stands = |name: &str| written.iter().any(|(known, _)| known == name);
    for (attr, name, value) in defaults {
        let meaningful = match attr.presence {
            Presence::OnlyIf(other, values) | Presence::If(other, values) => has_one(inputs, other, values),
            Presence::Unless(other) | Presence::NotWith(other) => !stands(other),
            Presence::Optional | Presence::Required => true,
        };
        if meaningful && !inputs.contains_key(name) {
            inputs.insert(name.clone(), value.clone());
        }
    }
}

/// Whether an input is one of these strings.
fn has_one(inputs: &Map, name: &str, values: &[&str]) -> bool {
    inputs.get(name).and_then(Value::as_str).is_some_and(|value| values.contains(&value))
}

/// What an attribute is if it is not written.
pub(super) fn default_value(attr: &Attr) -> Option<Value> {
    Some(match attr.default {
        Default::None => return None,
        Default::Flag(truth) => Value::Bool(truth),
        Default::Whole(number) => Value::Number(Decimal::from(number)),
        Default::Text(text) => Value::String(text.into()),
        Default::Amount(dimension, amount) => Value::Quantity(Quantity::whole(dimension, amount)),
        Default::Count(number) => {
            let end = Value::Number(Decimal::from(number));
            Value::Range(Box::new((end.clone(), end)))
        }
    })
}

/// A path one level deeper.
pub(super) fn join(prefix: &str, name: &str) -> EcoString {
    if prefix.is_empty() { name.into() } else { ecow::eco_format!("{prefix}.{name}") }
}

/// The last word of a path.
fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
