//! Adopting what is not there, is something else, or is managed already.

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::{Adoption, Resource};
use crate::plan::decide::physical_id;
use crate::plan::{Action, Aim};

rule! {
    /// An `adopt` line names something that cannot be taken under management.
    ///
    /// There is no such thing in the world, or it is managed already under another address, or what the stack says
    /// differs from it in what AWS cannot change in place, so that it would be replaced at once.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// bucket images {}
    /// adopt bucket.images = "legacy-images"
    /// ```
    ///
    /// Where no bucket `legacy-images` exists, this is refused. `stackc world list` says what exists.
    "not-adoptable" Error
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    if cx.options.aim == Aim::Nothing {
        return Vec::new();
    }
    let lines = cx.stack.adoptions.iter();
    lines.filter_map(|line| told(cx, line, cx.stack.get(&line.address)?)).collect()
}

fn told(cx: &Cx<'_>, line: &Adoption, resource: &Resource) -> Option<Diagnostic> {
    let (id, wanted) = (physical_id(resource).as_str(), &line.id);
    let address = &line.address;
    let refused = |message: String| Diagnostic::new(&RULE, line.id_span, message).about(address.as_str());
    let names = [Some(id), resource.output("name"), resource.output("id")];
    let at = cx.decisions.binary_search_by(|decided| decided.step.address.cmp(address)).ok()?;
    let decided = cx.decisions.get(at)?;
    if !names.contains(&Some(wanted.as_str())) {
        let name = resource.output("name").unwrap_or(id);
        let message = format!("`{wanted}` cannot be adopted as `{address}`, which is called `{name}`");
        return Some(refused(message).label(resource.place("name"), "called so here").help(
            "leave its `name` out, write the one that it has, or name a thing of this account and region",
        ));
    }
    if decided.arrival.is_none() {
        let known = cx.snapshot.rows.values().find(|row| row.physical_id == id && row.address != *address);
        return match (known, decided.row) {
            (Some(row), _) => {
                let message = format!("`{wanted}` is managed by this stack already, as `{}`", row.address);
                let help = format!("write `moved {} -> {address}` instead", row.address);
                Some(refused(message).help(help))
            }
            (None, Some(row)) if row.physical_id != id => {
                let message = format!("`{address}` is another thing already: `{}`", row.physical_id);
                Some(refused(message).help("give the adopted one an address of its own"))
            }
            (None, Some(_)) => None,
            (None, None) => Some(missing(cx, refused, resource, wanted)),
        };
    }
    replaced(refused, decided.step.action, &decided.step.changes, resource)
}

/// There is nothing of that name, or it is of another kind.
fn missing(
    cx: &Cx<'_>,
    refused: impl Fn(String) -> Diagnostic,
    resource: &Resource,
    wanted: &str,
) -> Diagnostic {
    let title = cx.catalog.kind(&resource.kind).map_or("thing", |kind| kind.title);
    refused(format!("there is no {title} `{wanted}` in the world to adopt"))
        .help("write the name that it has at AWS, `stackc world list` lists them; or remove the line, and it is made")
}

/// What would be replaced as soon as it is adopted.
fn replaced(
    refused: impl Fn(String) -> Diagnostic,
    action: Action,
    changes: &crate::plan::Changes,
    resource: &Resource,
) -> Option<Diagnostic> {
    if action != Action::Replace {
        return None;
    }
    let address = &resource.address;
    let message = format!("`{address}` would be replaced as soon as it is adopted, and what it holds lost");
    let mut diagnostic = refused(message).help("let the stack say what is there, and change it later");
    for change in changes.forcing() {
        let message = format!("`{}` is {} there, and cannot be changed in place", change.path, change.before);
        diagnostic = diagnostic.label(resource.place(&change.path), message);
    }
    Some(diagnostic)
}
