//! Statements as the language writes them, for remedies.

use super::cx::{Cx, Known, shares_text};
use crate::base::Span;
use crate::diag::{Edit, Fix};
use crate::iam::Asked;
use crate::model::{Address, Declared, Need, Origin, Resource};

/// The lines that allow just what is asked for, one for each resource, in the words of the declaration that they
/// shall stand in. The pairs are in the order of their resources.
#[must_use]
pub fn lines<'a>(
    get: &dyn Fn(&Address) -> Option<&'a Resource>,
    at: &Resource,
    asked: &[Asked<'_>],
    needs: &[&Need],
) -> Vec<String> {
    let by_resource = asked.chunk_by(|one, other| one.resource == other.resource);
    by_resource
        .filter_map(|group| {
            let resource = spelled(get, at, group.first()?.resource, needs);
            let actions: Vec<String> = group.iter().map(|pair| format!("\"{}\"", pair.action)).collect();
            Some(format!("allow {} on {resource}", actions.join(", ")))
        })
        .collect()
}

/// The roles that a role or policy is judged for: all their carriers say what they use. `None` if nothing can be said.
pub(super) fn judged_roles<'a>(cx: &Cx<'a>, (holder, kind): Known<'a>) -> Option<Vec<&'a Resource>> {
    let roles = match kind.identity {
        Some(_) if cx.is_referred(holder) => return None,
        Some(_) => vec![holder],
        None => cx.having(holder).unwrap_or_default(),
    };
    if roles.is_empty() || cx.in_doubt(holder) {
        return None;
    }
    let says = |need: &Need| need.declared == Declared::ByStack;
    let tell = |role: &&Resource| {
        let mut carriers = cx.carriers(role).peekable();
        let tells = |carrier: &Resource| !cx.in_doubt(carrier) && carrier.needs.iter().any(says);
        carriers.peek().is_some() && carriers.all(tells)
    };
    roles.iter().all(tell).then_some(roles)
}

/// Adds lines to what a role or policy says; `None` where the text is not its own alone.
pub(super) fn added(role: &Resource, title: String, lines: &[String]) -> Option<Fix> {
    let written = role.statements.iter().filter(|statement| !statement.derived);
    added_after(role, written.map(|statement| statement.span).max(), title, lines)
}

/// Adds lines to what a resource says, after the last of that sort or at its end; `None` where the text is not its own
/// alone.
pub(super) fn added_after(of: &Resource, last: Option<Span>, title: String, lines: &[String]) -> Option<Fix> {
    if of.origin != Origin::Written || shares_text(of) {
        return None;
    }
    let body = lines.join("\n  ");
    let edit = match last {
        Some(span) => Edit { span: span.after(), text: format!("\n  {body}") },
        None => {
            let brace = of.span.end.checked_sub(1)?;
            let span = Span::new(of.span.file, brace, brace);
            Edit { span, text: format!("\n  {body}\n") }
        }
    };
    Some(Fix { title, edits: vec![edit] })
}

/// How one resource names another of its module: `bucket.uploads`; `None` where it has no name for it.
pub(super) fn name_within<'a>(at: &Resource, other: &'a Address) -> Option<&'a str> {
    let module = |address: &'a str| address.starts_with("module.");
    let text = other.as_str();
    if !module(text) {
        return (!at.address.as_str().starts_with("module.")).then_some(text);
    }
    let inside = text.strip_prefix(module_of(&at.address))?;
    (!module(inside)).then_some(inside)
}

/// What stands before kind and name: `module.site["acme"].`, or nothing. Keys may hold dots.
fn module_of(address: &Address) -> &str {
    let text = address.as_str();
    let mut rest = text;
    while let Some(after) = rest.strip_prefix("module.") {
        let mut quoted = false;
        let end = after.find(|c| {
            quoted ^= c == '"';
            c == '.' && !quoted
        });
        rest = end.and_then(|end| after.get(end + 1..)).unwrap_or("");
    }
    text.get(..text.len() - rest.len()).unwrap_or("")
}

/// An ARN as a reference where there is one, with what follows it; else as text.
fn spelled<'a>(
    get: &dyn Fn(&Address) -> Option<&'a Resource>,
    at: &Resource,
    arn: &str,
    needs: &[&Need],
) -> String {
    let used = needs.iter().filter_map(|need| get(need.on.as_ref()?));
    let named = used.filter(|used| used.origin == Origin::Written).filter_map(|used| {
        let rest = arn.strip_prefix(used.output("arn")?)?;
        Some((rest, name_within(at, &used.address)?))
    });
    match named.min_by_key(|(rest, _)| rest.len()) {
        Some(("", name)) => name.to_string(),
        Some((rest, name)) => format!("\"${{{name}.arn}}{rest}\""),
        None => format!("\"{arn}\""),
    }
}
