//! Tables of free keys: `env { … }`, `tags { … }`.

use super::attrs::{join, last};
use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::catalog::Type;
use crate::diag::Diagnostic;
use crate::model::{Map, Places, Value};
use crate::syntax::ast::{Attribute, Entry, EntryKind, Expr};

impl<'a> Cx<'a> {
    /// Resolves a table of free keys; later entries win over spread ones.
    pub(super) fn table(
        &mut self,
        entries: &[Entry],
        ty: &'static Type,
        prefix: &str,
        mut places: Option<&mut Places>,
    ) -> Map {
        let mut map = Map::with_room(entries.len(), &mut self.names);
        let mut written: Vec<(&str, Span)> = Vec::with_capacity(entries.len());
        for entry in entries {
            self.allow(&entry.allows, entry.span);
            match &entry.kind {
                EntryKind::Attribute(attribute) => {
                    let key = attribute.name.text.as_str();
                    if let Some((_, first)) = written.iter().find(|(known, _)| *known == key) {
                        let first = *first;
                        self.key_twice(key, attribute.name.span, first);
                        continue;
                    }
                    written.push((key, attribute.name.span));
                    if let Some(places) = places.as_deref_mut() {
                        places.note(&join(prefix, key), attribute.value.span);
                    }
                    if let Some(value) = self.table_value(attribute, ty) {
                        map.insert(attribute.name.text.clone(), value);
                    }
                }
                EntryKind::Spread(expr) => {
                    self.table_spread(expr, ty, &mut map);
                }
                EntryKind::Sentence(_) | EntryKind::Expect(_) => {
                    let message = format!("`{}` holds keys and values: `KEY = value`", last(prefix));
                    self.report(
                        Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message)
                            .help("write `KEY = value`, or a spread: `...map`"),
                    );
                }
            }
        }
        self.complete(&mut map);
        map
    }

    /// Copies a map into a table; every value as if it were written there.
    fn table_spread(&mut self, expr: &Expr, ty: &'static Type, map: &mut Map) {
        let mut spread = Map::new();
        if self.spread_into(&mut spread, expr).is_none() {
            return;
        }
        for (key, value) in spread {
            if let Some(value) = self.fit_in_table(value, ty, expr.span, &key) {
                map.insert(key, value);
            }
        }
    }

    /// One value of a table; where strings are kept, what `"${x}"` prints may stand by itself.
    fn table_value(&mut self, attribute: &Attribute, ty: &'static Type) -> Option<Value> {
        let value = self.eval(&attribute.value)?;
        self.fit_in_table(value, ty, attribute.value.span, &attribute.name.text)
    }

    fn fit_in_table(&mut self, value: Value, ty: &'static Type, span: Span, name: &str) -> Option<Value> {
        match (ty, &value) {
            (Type::String, Value::None) => None,
            (Type::String, Value::Secret(_)) => Some(value),
            (Type::String, _) => self.printed(&value, span).map(Value::String),
            _ => self.convert(value, ty, span, name).filter(|value| *value != Value::None),
        }
    }

    /// Adds the stack's tags; a resource's own win.
    pub(super) fn tag(&self, inputs: &mut Map) {
        if self.settings.tags.is_empty() {
            return;
        }
        let tags = inputs.get_or_insert_with("tags", || Value::Map(Map::new()));
        if let Some(Value::Map(tags)) = tags {
            for (key, value) in &self.settings.tags {
                tags.get_or_insert_with(key, || value.clone());
            }
        }
    }
}
