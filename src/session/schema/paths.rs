//! Paths of properties, as rows write them, and what stands there.

use serde_json::Value;

use crate::catalog::Kind;

/// The paths that a row names.
pub(super) fn paths(cfn: &str) -> impl Iterator<Item = &str> {
    cfn.split('|').filter(|path| !path.is_empty())
}

/// A row's path within that type; `None` if it belongs to another one.
pub(super) fn within<'p>(path: &'p str, kind: &Kind, ty: &str) -> Option<&'p str> {
    if path.starts_with("AWS::") {
        let rest = path.strip_prefix(ty)?;
        return rest.strip_prefix('.').or(rest.is_empty().then_some(""));
    }
    (kind.cfn == ty).then_some(path)
}

/// A path within another.
pub(super) fn joined(path: &str, more: &str) -> String {
    if path.is_empty() { more.to_owned() } else { format!("{path}.{more}") }
}

/// What stands at a path, and the path in full; rows leave out what holds a single thing, and the first of a list
/// stands for the list.
pub(super) fn find<'v>(value: &'v Value, path: &str) -> Option<(&'v Value, String)> {
    let (found, place) = find_list(value, path)?;
    Some((found, place))
}

/// The first step of a path, and the rest; what it chooses by may have dots of its own.
fn step(path: &str) -> (&str, Option<&str>) {
    let bracket = path.find('[').filter(|at| path.find('.').is_none_or(|dot| *at < dot));
    let from = bracket.and_then(|at| Some(at + path.get(at..)?.find(']')?)).unwrap_or(0);
    match path.get(from..).and_then(|rest| rest.find('.')) {
        Some(dot) => (path.get(..from + dot).unwrap_or(path), path.get(from + dot + 1..)),
        None => (path, None),
    }
}

pub(super) fn find_list<'v>(value: &'v Value, path: &str) -> Option<(&'v Value, String)> {
    let (first, rest) = step(path);
    if let Some((name, condition)) = first.strip_suffix(']').and_then(|first| first.split_once('[')) {
        return find_chosen(value, name, condition, rest);
    }
    let value = match value {
        Value::Array(items) => items.first()?,
        other => other,
    };
    let fields = value.as_object()?;
    if let Some(inner) = fields.get(first) {
        let Some(rest) = rest else { return Some((inner, first.to_owned())) };
        let (found, place) = find_list(inner, rest)?;
        return Some((found, format!("{first}.{place}")));
    }
    // One level that the row does not name.
    let mut deeper = fields.iter().filter(|(_, inner)| inner.is_object() || inner.is_array());
    let skipped = path.contains('.') || fields.len() == 1;
    deeper.find_map(|(name, inner)| {
        let inner = if let Value::Array(items) = inner { items.first()? } else { inner };
        if !skipped || inner.as_object()?.get(first).is_none() {
            return None;
        }
        let (found, place) = find_list(inner, path)?;
        Some((found, format!("{name}.{place}")))
    })
}

/// Most items of a list that a path leads through.
pub(super) fn items_on(value: &Value, path: &str) -> usize {
    let Some((first, rest)) = path.split_once('.') else { return 1 };
    let Some(inner) = value.get(first) else { return 1 };
    let items = inner.as_array().map_or(1, Vec::len);
    let inner = inner.get(0).unwrap_or(inner);
    items.max(items_on(inner, rest))
}

/// What stands at `Name[Field=Value].rest`: in a list, of the item that has that value in that field; otherwise only if
/// it stands beside that field with that value.
fn find_chosen<'v>(
    value: &'v Value,
    name: &str,
    condition: &str,
    rest: Option<&str>,
) -> Option<(&'v Value, String)> {
    let (field, wanted) = condition.split_once('=')?;
    let has = |one: &Value| one.get(field).and_then(Value::as_str) == Some(wanted);
    let inner = value.get(name)?;
    let inner = match inner {
        Value::Array(items) => items.iter().find(|item| has(item))?,
        one if has(value) => one,
        _ => return None,
    };
    match rest {
        None => Some((inner, name.to_owned())),
        Some(rest) => find_list(inner, rest).map(|(found, place)| (found, format!("{name}.{place}"))),
    }
}

/// The field by which a path chooses.
pub(super) fn chosen(path: &str) -> Option<&str> {
    path.split_once('[')?.1.split_once('=').map(|(field, _)| field)
}

/// The list of which a path chooses an item, the field that it chooses by, and what must stand there.
pub(super) fn choice(path: &str) -> Option<(&str, &str, &str)> {
    let (name, condition) = step(path).0.strip_suffix(']')?.split_once('[')?;
    condition.split_once('=').map(|(field, wanted)| (name, field, wanted))
}

/// The place of a field that stands beside another.
pub(super) fn beside(place: &str, field: &str) -> String {
    place.rsplit_once('.').map_or_else(|| field.to_owned(), |(before, _)| format!("{before}.{field}"))
}

/// The paths of everything that is no object and no list.
pub(super) fn leaves(path: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) if !fields.is_empty() && !super::literal::is_computed(value) => {
            for (name, inner) in fields {
                leaves(&joined(path, name), inner, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for item in items {
                leaves(path, item, found);
            }
        }
        _ => {
            if !path.is_empty() && !found.iter().any(|known| known == path) {
                found.push(path.to_owned());
            }
        }
    }
}
