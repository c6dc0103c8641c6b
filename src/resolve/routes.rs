//! Routes: of an API a method and a path, of a load balancer a path with or without its host.

use super::cx::Cx;
use super::rules;
use super::unknown::some_of;
use crate::base::Span;
use crate::diag::Diagnostic;

/// Whether a text is a route: a method and a path, or `$default`.
pub(super) fn route(cx: &mut Cx<'_>, text: &str, span: Span) -> bool {
    const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];
    if text == "$default" {
        return true;
    }
    let fault = match text.split_once(' ') {
        None => {
            let meant = if METHODS.contains(&text) { format!("{text} /path") } else { format!("GET {text}") };
            Some(("a route is a method and a path".to_owned(), format!("write `\"{meant}\"`")))
        }
        Some((method, _)) if !METHODS.contains(&method) => {
            Some((format!("`{method}` is no method"), format!("it may be {}", some_of(&METHODS))))
        }
        Some((_, path)) => path_fault(path),
    };
    let Some((message, help)) = fault else { return true };
    cx.report(Diagnostic::new(&rules::invalid_route::RULE, span, message).help(help));
    false
}

/// Whether a text is a path as a load balancer matches it, with or without a host before it.
pub(super) fn path(cx: &mut Cx<'_>, text: &str, span: Span) -> bool {
    let Some((message, help)) = pattern_fault(text) else { return true };
    cx.report(Diagnostic::new(&rules::invalid_route::RULE, span, message).help(help));
    false
}

/// What is wrong with a load balancer's path.
fn pattern_fault(text: &str) -> Option<(String, String)> {
    if let Some((method, path)) = text.split_once(' ') {
        let message = format!("a load balancer looks at host and path, and not at the method `{method}`");
        return Some((message, format!("write `\"{path}\"`")));
    }
    let Some(slash) = text.find('/') else {
        let help = format!("write `\"/{text}\"`, or `\"{text}/*\"` if it is a host");
        return Some((format!("`{text}` has no path"), help));
    };
    let (host, path) = text.split_at(slash);
    if path.contains(['{', '}']) {
        let star: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { "*" } else { part }).collect();
        let message = "a load balancer knows no variables in a path, only `*` and `?`".to_owned();
        return Some((message, format!("write `\"{host}{}\"`", star.join("/"))));
    }
    let odd = |c: char| !(c.is_ascii_alphanumeric() || "-.*?".contains(c));
    host.contains(odd).then(|| {
        let help = "a host is letters, digits, `-` and `.`, and may have `*` and `?`: `*.example.com`";
        (format!("`{host}` is no host"), help.to_owned())
    })
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
