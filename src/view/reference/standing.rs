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
    for quota in kind.quotas {
        let place = if quota.within.is_empty() {
            "in an account".to_owned()
        } else {
            format!("of one `{}`", quota.within)
        };
        let _ = writeln!(
            page,
            "\nThere may be {} {place}, unless AWS grants more.{}",
            quota.most,
            fact_keys(&[quota.fact])
        );
    }
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
    let quotas = kind.quotas.iter().map(|quota| quota.fact);
    closed.chain(quota).chain(quotas).chain(kind.regions.map(|regions| regions.fact))
}
