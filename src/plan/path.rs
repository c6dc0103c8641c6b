//! Paths into inputs, such as `timeout`, `env.TARGET`, `expire[0].after`, `tags["a.b"]`.

use ecow::{EcoString, eco_format};

use crate::model::{Map, Value};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Key(EcoString),
    Index(usize),
}

/// The path of an entry below a path; below the empty path, the entry itself.
pub(super) fn child(path: &str, key: &str) -> EcoString {
    let bare = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let plain = !key.is_empty() && (bare || key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-'));
    match (plain, path.is_empty()) {
        (true, true) => key.into(),
        (true, false) => {
            let mut whole = EcoString::with_capacity(path.len() + 1 + key.len());
            whole.push_str(path);
            whole.push('.');
            whole.push_str(key);
            whole
        }
        (false, _) => eco_format!("{path}[{}]", Value::from(key)),
    }
}

/// Whether `path` is `above` or lies below it.
pub(super) fn covers(above: &str, path: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// `desired` with what stands at these paths taken from `actual`; what is absent there is absent then.
pub(super) fn graft(paths: &[EcoString], desired: &Map, actual: &Map) -> Map {
    let mut result = desired.clone();
    for path in paths {
        put(&mut result, actual, &parts(path));
    }
    result
}

fn put(into: &mut Map, from: &Map, parts: &[Part]) {
    let Some((Part::Key(key), rest)) = parts.split_first() else { return };
    let taken = match rest {
        [] => from.get(key).cloned(),
        _ => take(into.get(key), from.get(key), rest),
    };
    match taken {
        Some(value) => into.insert(key.clone(), value),
        None => into.remove(key),
    };
}

/// A value with one of its parts taken from another; where the two are not alike, itself.
fn take(into: Option<&Value>, from: Option<&Value>, parts: &[Part]) -> Option<Value> {
    let empty = Map::new();
    match (parts.split_first(), into, from) {
        (None, _, from) => from.cloned(),
        (Some((Part::Key(_), _)), None | Some(Value::None | Value::Map(_)), Some(Value::Map(actual))) => {
            let mut entries = into.and_then(Value::as_map).unwrap_or(&empty).clone();
            put(&mut entries, actual, parts);
            Some(Value::Map(entries))
        }
        (Some((Part::Key(_), _)), Some(Value::Map(desired)), None | Some(Value::None)) => {
            let mut entries = desired.clone();
            put(&mut entries, &empty, parts);
            (!entries.is_empty()).then_some(Value::Map(entries))
        }
        (Some((Part::Index(at), rest)), Some(Value::List(desired)), Some(Value::List(actual))) => {
            let mut items = desired.clone();
            if let Some(item) = items.make_mut().get_mut(*at)
                && let Some(taken) = take(Some(&*item), actual.get(*at), rest)
            {
                *item = taken;
            }
            Some(Value::List(items))
        }
        (Some(_), into, _) => into.cloned(),
    }
}

/// Takes a path apart; what cannot be read as an index or a quoted key is a key as it stands.
fn parts(path: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some((key, after)) = quoted(rest) {
            parts.push(Part::Key(key));
            rest = after;
        } else if let Some((index, after)) = indexed(rest) {
            parts.push(Part::Index(index));
            rest = after;
        } else {
            let mut stops = rest.char_indices().skip(1).filter(|(_, c)| matches!(c, '.' | '['));
            let end = stops.next().map_or(rest.len(), |(at, _)| at);
            let (key, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            parts.push(Part::Key(key.into()));
            rest = after;
        }
    }
    parts
}

fn quoted(text: &str) -> Option<(EcoString, &str)> {
    let mut key = EcoString::new();
    let inner = text.strip_prefix("[\"")?;
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => key.push(chars.next()?.1),
            '"' => return Some((key, inner.get(at + 1..)?.strip_prefix(']')?)),
            c => key.push(c),
        }
    }
    None
}

fn indexed(text: &str) -> Option<(usize, &str)> {
    let (digits, after) = text.strip_prefix('[')?.split_once(']')?;
    Some((digits.parse().ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, Value)]) -> Map {
        entries.iter().map(|(key, value)| ((*key).into(), value.clone())).collect()
    }

    #[test]
    fn a_path_below_a_map_is_taken_from_the_actual_value() {
        let desired = map(&[("tags", Value::Map(map(&[("a", "1".into()), ("b.c", "2".into())])))]);
        let actual = map(&[("tags", Value::Map(map(&[("a", "9".into()), ("b.c", "8".into())])))]);
        let grafted = graft(&["tags[\"b.c\"]".into()], &desired, &actual);
        assert_eq!(grafted, map(&[("tags", Value::Map(map(&[("a", "1".into()), ("b.c", "8".into())])))]));
    }

    #[test]
    fn what_is_absent_in_the_actual_value_is_absent_afterwards() {
        let desired = map(&[("tags", Value::Map(map(&[("a", "1".into())]))), ("x", "1".into())]);
        assert_eq!(graft(&["tags.a".into()], &desired, &Map::new()), map(&[("x", "1".into())]));
        assert_eq!(graft(&["x".into()], &map(&[("x", "1".into())]), &Map::new()), Map::new());
    }

    #[test]
    fn an_index_reaches_into_lists_of_both() {
        let item = |days: &str| Value::Map(map(&[("after", days.into()), ("under", "raw".into())]));
        let desired = map(&[("expire", Value::List([item("30")].into()))]);
        let actual = map(&[("expire", Value::List([item("60")].into()))]);
        assert_eq!(graft(&["expire[0].after".into()], &desired, &actual), actual);
        assert_eq!(graft(&["expire[4].after".into()], &desired, &actual), desired);
    }

    #[test]
    fn a_path_covers_itself_and_what_lies_below() {
        assert!(covers("env", "env.A") && covers("env", "env") && covers("expire", "expire[0].after"));
        assert!(!covers("env", "environment") && !covers("env.A", "env"));
    }
}
