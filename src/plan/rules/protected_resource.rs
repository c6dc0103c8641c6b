//! Deleting or replacing what is protected.

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::plan::Action;

rule! {
    /// A protected resource would be deleted or replaced.
    ///
    /// `lifecycle { protect = true }` says that a resource is never to go. A plan that would delete it, or replace it
    /// because an attribute changes that AWS cannot change in place, is refused before anything is touched.
    /// Take the protection away first, in a change of its own; or keep what forces the replacement as it was.
    /// A protected resource that is taken out of the stack altogether takes its protection with it: what no file
    /// says any more, no plan can know.
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
        let Some(resource) = cx.stack.get(&step.address) else { continue };
        let Some(said) = resource.lifecycle.protect else { continue };
        let mut diagnostic =
            Diagnostic::new(&RULE, said, format!("`{}` is protected, but would be {verb}", step.address))
                .about(step.address.as_str())
                .help("take `protect` away first, or keep what is there");
        for change in step.changes.forcing() {
            let message = format!("`{}` cannot be changed in place", change.path);
            diagnostic = diagnostic.label(resource.place(&change.path), message);
        }
        found.push(diagnostic);
    }
    found
}
