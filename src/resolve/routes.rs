//! Routes of an API: a method and a path.

use super::cx::Cx;
use super::paths::some_of;
use super::rules;
use crate::base::Span;
use crate::diag::Diagnostic;

/// Whether a text is a route: a method and a path, or `$default`.
pub(super) fn route(cx: &mut Cx<'_>, text: &str, span: Span) -> bool {
    const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];
    if text == "$default" {
        return true;
    }
    let fault = match text.split_once(' ') {
        None => Some(("a route is a method and a path".to_owned(), format!("write `\"GET {text}\"`"))),
        Some((method, _)) if !METHODS.contains(&method) => {
            Some((format!("`{method}` is no method"), format!("it may be {}", some_of(&METHODS))))
        }
        Some((_, path)) => path_fault(path),
    };
    let Some((message, help)) = fault else { return true };
    cx.report(Diagnostic::new(&rules::invalid_route::RULE, span, message).help(help));
    false
}

/// What is wrong with a route's path.
fn path_fault(path: &str) -> Option<(String, String)> {
    let Some(rest) = path.strip_prefix('/') else {
        return Some((format!("the path `{path}` does not begin with `/`"), format!("write `/{path}`")));
    };
    let parts: Vec<&str> = rest.split('/').collect();
    for (at, part) in parts.iter().enumerate() {
        let variable = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        match variable {
            None if part.contains(['{', '}']) => {
                return Some((
                    format!("`{part}` is half a variable"),
                    "a variable fills a whole part of the path: `/thumbs/{id}`".into(),
                ));
            }
            Some(name) if name.trim_end_matches('+').is_empty() => {
                return Some((
                    "a variable of the path has no name".into(),
                    "write `{id}` or `{path+}`".into(),
                ));
            }
            Some(name) if name.ends_with('+') && at + 1 < parts.len() => {
                return Some((
                    format!("`{{{name}}}` takes the rest of the path, and more follows"),
                    "move it to the end".into(),
                ));
            }
            _ => {}
        }
    }
    None
}
