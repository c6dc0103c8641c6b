//! A replacement that shall be made before the old one goes, under the same name.

use super::Cx;
use crate::diag::{Diagnostic, rule};

rule! {
    /// The new one cannot come before the old one goes, since both have the same name.
    ///
    /// `lifecycle { replace = "create_first" }` makes the new resource before the old one is deleted, so that nothing
    /// is missing meanwhile. AWS knows most resources by their name, and never has two of one name. Where something
    /// other than the name forces the replacement, the name has to change with it. The same holds for what a
    /// resource depends on: if that is replaced too, its new one has to come first as well.
    ///
    /// ```stack
    /// stack shop { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// queue orders {
    ///   name = "shop-orders-2"
    ///   fifo = false
    ///   lifecycle { replace = "create_first" }
    /// }
    /// ```
    ///
    /// Once this is applied, to change `fifo` alone is refused; to change `fifo` and `name` is not.
    "create-first-same-name" Error
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, in_the_way) in cx.blocked {
        let Some(decided) = cx.decisions.get(*at) else { continue };
        let Some(resource) = decided.resource else { continue };
        let address = &resource.address;
        let place = resource.place("lifecycle.replace");
        let diagnostic = if in_the_way.is_empty() {
            Diagnostic::new(
                &RULE,
                place,
                format!("the new `{address}` cannot come first: it has the name of the old one"),
            )
            .help("change `name` too, or let the old one go first with `replace = \"delete_first\"`")
        } else {
            let blockers = in_the_way.iter().filter_map(|at| cx.decisions.get(*at)?.resource);
            let start = Diagnostic::new(
                &RULE,
                place,
                format!("the new `{address}` cannot come first: it needs what is replaced under its old name"),
            )
            .help("change the `name` of what it needs too, or let the old one go first with `replace = \"delete_first\"`");
            blockers.fold(start, |diagnostic, blocker| {
                let message = format!("`{}` keeps its name, so the old one must go first", blocker.address);
                diagnostic.label(blocker.place("name"), message)
            })
        };
        found.push(diagnostic.about(address.as_str()));
    }
    found
}
