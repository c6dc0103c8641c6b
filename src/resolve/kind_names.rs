//! Kinds that are not there: what was meant, also where AWS, CloudFormation or Terraform call it otherwise.

use super::foreign_kinds::said_otherwise;
use super::rules;
use crate::base::{a, did_you_mean, run_together};
use crate::catalog::{Catalog, Declarable, Kind};
use crate::diag::Diagnostic;
use crate::syntax::ast::Ident;

/// Reports a kind that is not there; the one that was probably meant.
pub(super) fn unknown_kind(
    catalog: &Catalog,
    kind: &Ident,
    found: &mut Vec<Diagnostic>,
) -> Option<&'static Kind> {
    let written = kind.text.as_str();
    let diagnostic =
        Diagnostic::new(&rules::unknown_kind::RULE, kind.span, format!("there is no kind `{written}`"));
    if let Some(hidden) = catalog.kind(written) {
        found.push(diagnostic.help(made_with(catalog, hidden)));
        return None;
    }
    if let Some(said) = said_otherwise(written) {
        found.push(diagnostic.help(said));
        return None;
    }
    let change = |diagnostic: Diagnostic, to: &'static Kind| {
        diagnostic.fix(format!("change to `{}`", to.name), kind.span, to.name)
    };
    let all = declarable(catalog);
    let near = did_you_mean(written, all.iter().map(|kind| kind.name)).and_then(|name| catalog.kind(name));
    let (exact, others) = called(&all, written);
    let (diagnostic, meant) = match (exact.as_slice(), near, others.as_slice()) {
        ([one], _, _) => {
            let help = format!("AWS's {} is `{}` here", one.title, one.name);
            (change(diagnostic.help(help), one), Some(*one))
        }
        (_, Some(near), _) => {
            (change(diagnostic.help(format!("did you mean `{}`?", near.name)), near), Some(near))
        }
        ([], None, []) => (diagnostic.help(format!("the kinds are {}", listed(&all, ""))), None),
        (several, None, others) => {
            let some = if several.is_empty() { others } else { several };
            let diagnostic = diagnostic.help(format!("did you mean {}?", listed(some, "`")));
            match some {
                [one] => (change(diagnostic, one), None),
                _ => (diagnostic, None),
            }
        }
    };
    found.push(diagnostic);
    meant
}

/// The kind that AWS, CloudFormation or Terraform call by a name, if it is one alone.
pub(super) fn meant(catalog: &Catalog, written: &str) -> Option<&'static Kind> {
    match called(&declarable(catalog), written).0.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn declarable(catalog: &Catalog) -> Vec<&'static Kind> {
    catalog.kinds().filter(|kind| kind.declared == Declarable::Yes).collect()
}

/// What brings about something that nobody declares.
fn made_with(catalog: &Catalog, hidden: &Kind) -> String {
    let makers: Vec<&'static Kind> = catalog
        .kinds()
        .filter(|kind| {
            kind.declared == Declarable::Yes && kind.parts.iter().any(|part| part.kind == hidden.name)
        })
        .collect();
    match makers.as_slice() {
        [] => format!(
            "{} comes about by itself, from arrows and from what other resources say",
            a(hidden.title)
        ),
        some => format!("{} comes about by itself, with {}", a(hidden.title), listed(some, "`")),
    }
}

/// The names of kinds, for a message.
fn listed(kinds: &[&'static Kind], quote: &str) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| format!("{quote}{}{quote}", kind.name)).collect();
    names.join(", ")
}

/// The kinds that others call by a name: those that are just that, or are all of a service of that name; and those of which
/// it is a word, or that are the first or last word of it.
fn called(all: &[&'static Kind], written: &str) -> (Vec<&'static Kind>, Vec<&'static Kind>) {
    let wanted = run_together(written);
    let wanted = wanted.strip_prefix("aws").unwrap_or(&wanted);
    let that =
        |fits: &dyn Fn(&Kind) -> bool| all.iter().copied().filter(|kind| fits(kind)).collect::<Vec<_>>();
    let mut exact = that(&|kind| names_of(kind).iter().any(|name| name == wanted));
    if exact.is_empty() {
        exact = that(&|kind| kind.service == wanted || service_of(kind) == wanted);
    }
    let others = that(&|kind| {
        kind.title.split(' ').map(run_together).any(|word| word == wanted)
            || written.strip_suffix(kind.name).is_some_and(|before| before.ends_with('_'))
            || written.strip_prefix(kind.name).is_some_and(|after| after.starts_with('_'))
    });
    (exact, others)
}

/// What CloudFormation and AWS call a kind: its title, the thing, and the thing with its service before it.
fn names_of(kind: &Kind) -> Vec<String> {
    let thing = run_together(kind.cfn.rsplit("::").next().unwrap_or_default());
    let mut names = vec![run_together(kind.title)];
    if !thing.is_empty() {
        names.extend([format!("{}{thing}", service_of(kind)), format!("{}{thing}", kind.service), thing]);
    }
    names
}

/// The service in CloudFormation's type, without the number of its version.
fn service_of(kind: &Kind) -> String {
    let service = run_together(kind.cfn.split("::").nth(1).unwrap_or_default());
    service.strip_suffix("v2").unwrap_or(&service).to_owned()
}
