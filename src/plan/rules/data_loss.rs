//! Deleting or replacing what holds data.

use super::Cx;
use crate::catalog::Deletion;
use crate::diag::{Diagnostic, Severity, rule};
use crate::plan::consequences::counted;
use crate::plan::decide::Decided;
use crate::plan::{Action, Step};

rule! {
    /// Data would be lost, or a deletion refused because of it.
    ///
    /// What a volume, a log group or a queue holds goes with it when it is deleted or replaced: a warning, with how
    /// much there is. What programs wrote into it the simulated cloud cannot count, so a replacement is told of in any
    /// case. Some services refuse instead while anything is left, as S3 does with a bucket that is not
    /// empty. Where the world says that something is left, the plan is certain to fail halfway, and is refused
    /// before anything is touched.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// bucket uploads { name = "photos-uploads" }
    /// ```
    ///
    /// Once this is applied and an object is put into the bucket, another `name` is refused, and so is taking the
    /// bucket out of the stack: its content has to be moved or deleted first.
    "data-loss" Warning
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let found = |decided: &Decided<'_>| {
        let step = &decided.step;
        let verb = match step.action {
            Action::Delete => "delete",
            Action::Replace => "replace",
            _ => return None,
        };
        let deletion = cx.catalog.kind(&step.kind)?.deletion;
        let count = counted(step, deletion, cx.snapshot);
        let (severity, message, help) = told(verb, step, deletion, count)?;
        let resource = cx.stack.get(&step.address);
        let span = resource.map_or(cx.stack.span, |resource| resource.head);
        let mut diagnostic =
            Diagnostic::new(&RULE, span, message).severity(severity).about(step.address.as_str()).help(help);
        for change in step.changes.forcing() {
            if let Some(resource) = resource {
                let message = format!("`{}` cannot be changed in place", change.path);
                diagnostic = diagnostic.label(resource.place(&change.path), message);
            }
        }
        Some(diagnostic)
    };
    cx.decisions.iter().filter_map(found).collect()
}

/// How bad it is, what is said of it and what can be done; `None` if nothing is lost.
fn told(
    verb: &str,
    step: &Step,
    deletion: Deletion,
    count: Option<u64>,
) -> Option<(Severity, String, &'static str)> {
    let address = &step.address;
    let (what, refused) = match deletion {
        Deletion::LosesData(what) => (what, false),
        Deletion::RefusedWhileFull(what) => (what, true),
        Deletion::Free | Deletion::RefusedWhileUsed(_) | Deletion::TakesAlong(_) => return None,
    };
    let (severity, message) = match (count, refused) {
        (Some(0), _) => return None,
        (Some(count), true) => (
            Severity::Error,
            format!("AWS refuses to delete `{address}` while it holds {what} ({count} now)"),
        ),
        (None, true) => {
            (Severity::Warning, format!("AWS refuses to delete `{address}` if it holds any {what}"))
        }
        (Some(count), false) => {
            (Severity::Warning, format!("to {verb} `{address}` loses its {what} ({count} now)"))
        }
        (None, false) => (Severity::Warning, format!("to {verb} `{address}` loses its {what}")),
    };
    let help = if refused { "move or delete them first" } else { "copy what is still needed first" };
    Some((severity, message, help))
}
