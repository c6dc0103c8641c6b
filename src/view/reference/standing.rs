//! Who can still have a service, and where.

use std::fmt::Write as _;

use super::words::{fact_keys, list};
use crate::base::{Fact, Quantity};
use crate::catalog::Kind;

/// Writes the section, where there is something to tell.
pub(super) fn standing(page: &mut String, kind: &Kind) {
    if kind.closed.is_none() && kind.regions.is_none() {
        return;
    }
    super::heading(page, "Who can have it, and where");
    if let Some(closed) = kind.closed {
        let _ = writeln!(
            page,
            "It takes no new customers since {}; {} takes its place.{}\n",
            closed.on,
            closed.successor,
            fact_keys(closed.facts)
        );
    }
    if let Some(regions) = kind.regions {
        let names = list(regions.names.iter().map(|name| format!("`{name}`")));
        let _ = writeln!(page, "It exists in {names}.{}", fact_keys(&[regions.fact]));
    }
}

/// Writes how often it may be changed, where AWS counts that.
pub(super) fn quota(page: &mut String, kind: &Kind) {
    let Some(quota) = kind.quota else { return };
    super::heading(page, "How often it may be changed");
    let attrs = list(quota.attrs.iter().map(|attr| format!("`{attr}`")));
    let _ = writeln!(
        page,
        "AWS takes at most {} changes of {attrs} within {}; several at once are one change.{}\n",
        quota.most,
        Quantity::lasting(quota.within),
        fact_keys(quota.facts)
    );
}

/// The facts behind it.
pub(super) fn facts(kind: &Kind) -> impl Iterator<Item = Fact> {
    let closed = kind.closed.into_iter().flat_map(|closed| closed.facts).copied();
    let quota = kind.quota.into_iter().flat_map(|quota| quota.facts).copied();
    closed.chain(quota).chain(kind.regions.map(|regions| regions.fact))
}
