//! Adopting what is managed already under the same address.

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::plan::Aim;
use crate::plan::decide::physical_id;

rule! {
    /// An `adopt` line was carried out already, and does nothing any more.
    ///
    /// It may stay for other states of the same stack, such as those of other stages, and be removed once all of them
    /// have it.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// bucket images {}
    /// adopt bucket.images = "legacy-images"
    /// ```
    ///
    /// Where this was applied before, the second plan says that the line is done.
    "already-adopted" Info
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let lines = cx.stack.adoptions.iter().filter(|_| cx.options.aim == Aim::Desired);
    let done = lines.filter(|line| {
        let at = cx.decisions.binary_search_by(|decided| decided.step.address.cmp(&line.address));
        let decided = at.ok().and_then(|at| cx.decisions.get(at));
        decided.is_some_and(|decided| {
            let known = decided.row.filter(|_| decided.arrival.is_none() && !decided.is_missing());
            decided.resource.zip(known).is_some_and(|(resource, row)| {
                let names =
                    [Some(physical_id(resource).as_str()), resource.output("name"), resource.output("id")];
                row.physical_id == *physical_id(resource) && names.contains(&Some(line.id.as_str()))
            })
        })
    });
    let told = done.map(|line| {
        let message =
            format!("`{}` is managed as `{}` already, so the line does nothing", line.id, line.address);
        Diagnostic::new(&RULE, line.span, message)
            .about(line.address.as_str())
            .help("remove it, once every state of this stack has it")
            .fix("remove the line", line.span, "")
    });
    told.collect()
}
