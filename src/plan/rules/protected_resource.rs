//! Deleting or replacing what is protected.

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::Address;
use crate::plan::Action;
use crate::plan::decide::Decided;
use crate::state::Recorded;

rule! {
    /// A protected resource would be deleted or replaced.
    ///
    /// `lifecycle { protect = true }` says that a resource is never to go. A plan that would delete it, or replace it
    /// because an attribute changes that AWS cannot change in place, is refused before anything is touched.
    /// Take the protection away first, in a change of its own; or keep what forces the replacement as it was.
    ///
    /// The protection is remembered: who takes the whole declaration out of the stack, or lets its `if` be false, is
    /// refused as well. Put the declaration back with `protect = false`, apply that, and then take it out; or let the
    /// resource go with `forget`, which leaves it in the world.
    ///
    /// ```stack
    /// stack archive { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// bucket invoices {
    ///   name = "archive-invoices"
    ///   lifecycle { protect = true }
    /// }
    /// ```
    ///
    /// Once this is applied, another `name` is refused, and so is `destroy`.
    "protected-resource" Error
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for decided in cx.decisions {
        let step = &decided.step;
        let verb = match step.action {
            Action::Delete => "deleted",
            Action::Replace => "replaced",
            _ => continue,
        };
        let Some(resource) = cx.stack.get(&step.address) else {
            found.extend(undeclared(cx, decided));
            continue;
        };
        let Some(said) = resource.lifecycle.protect else { continue };
        let mut diagnostic =
            Diagnostic::new(&RULE, said, format!("`{}` is protected, but would be {verb}", step.address))
                .about(step.address.as_str())
                .help(ways_out(step.action, &step.address));
        for change in step.changes.forcing() {
            let message = format!("`{}` cannot be changed in place", change.path);
            diagnostic = diagnostic.label(resource.place(&change.path), message);
        }
        found.push(diagnostic);
    }
    found
}

/// What is no more in the stack, but was protected when it was last applied.
fn ways_out(action: Action, address: &Address) -> String {
    let first = "write `protect = false` here, apply that once, and then try again";
    match action {
        Action::Delete => format!(
            "{first}; or take the declaration out and write `forget {address}` to leave it in the world"
        ),
        _ => format!("{first}; or keep what cannot be changed in place as it was"),
    }
}

fn undeclared(cx: &Cx<'_>, decided: &Decided<'_>) -> Option<Diagnostic> {
    let address = &decided.step.address;
    if !decided.row.is_some_and(Recorded::is_protected) {
        return None;
    }
    let message = format!("`{address}` is protected, but would be deleted: it is no more in the stack");
    let help = format!(
        "put it back with `lifecycle {{ protect = false }}`, apply that once, and then take it out; \
         or write `forget {address}` to leave it in the world"
    );
    Some(Diagnostic::new(&RULE, cx.stack.span, message).about(address.as_str()).help(help))
}
