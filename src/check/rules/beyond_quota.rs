//! More of a kind than an account has without asking.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::Fact;
use crate::catalog::{Kind, Quota};
use crate::check::looks::Aspect;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

rule! {
    /// A stack has more of something than an account may have, unless it asked AWS for more.
    ///
    /// Quotas hold for all that is in an account and a region, whichever stack made it. Some are raised on request within
    /// minutes, and others never; without that the deployment stops at the first that is too many.
    ///
    /// ```stack
    /// network a { cidr = "10.0.0.0/16" }
    /// network b { cidr = "10.1.0.0/16" }
    /// network c { cidr = "10.2.0.0/16" }
    /// network d { cidr = "10.3.0.0/16" }
    /// network e { cidr = "10.4.0.0/16" }
    /// network f { cidr = "10.5.0.0/16" }  // warning: beyond-quota
    /// ```
    ///
    /// ```stack
    /// network a { cidr = "10.0.0.0/16" }
    /// network b { cidr = "10.1.0.0/16" }
    /// ```
    "beyond-quota" Warning [
        Fact::new("vpc.toml", "quotas.vpcs_per_region_default", "Amazon VPC quotas page"),
        Fact::new("vpc.toml", "elastic_ip.per_region_default", "Amazon VPC quotas page"),
    ] => check
}

/// Resources that one quota counts together: its kind, what they share, and the quota.
type Counted<'a> =
    BTreeMap<(&'static str, &'static str, &'a str), (&'static Kind, &'static Quota, Vec<&'a Resource>)>;

fn check(cx: &mut Cx<'_>) {
    let mut counted: Counted<'_> = BTreeMap::new();
    for (resource, kind) in cx.sides(Aspect::Counted).of_kinds(|kind| !kind.quotas.is_empty()) {
        for quota in kind.quotas {
            let Some(shared) = shared(resource, quota) else { continue };
            let own = counted.entry((kind.name, quota.within, shared)).or_insert((kind, quota, Vec::new()));
            own.2.push(resource);
        }
    }
    let beyond = counted.into_values().filter(|(_, quota, all)| all.len() > quota.most);
    let beyond: Vec<Diagnostic> = beyond.filter_map(judge).collect();
    if !beyond.is_empty() {
        // Which of them are too many, and what those are called, is for all of them to say.
        cx.stack();
    }
    beyond.into_iter().for_each(|diagnostic| cx.report(diagnostic));
}

/// What those share that the quota counts together; nothing where that is not known.
fn shared<'a>(resource: &'a Resource, quota: &Quota) -> Option<&'a str> {
    if quota.within.is_empty() {
        return Some("");
    }
    match resource.input(quota.within)? {
        Value::Reference(reference) => reference.address.as_ref().map(|address| address.as_str()),
        other => other.as_str(),
    }
}

/// Says it at the first that is too many, as the text has them.
fn judge((kind, quota, mut all): (&Kind, &Quota, Vec<&Resource>)) -> Option<Diagnostic> {
    all.sort_by_key(|resource| (resource.head, &resource.address));
    let first = all.get(quota.most)?;
    let place = if quota.within.is_empty() {
        "an account".to_owned()
    } else {
        format!("a {}", quota.within.replace('_', " "))
    };
    let (count, most) = (all.len(), quota.most);
    let message = format!(
        "this is one of {count} resources `{}`, but {place} has {most} unless AWS grants more",
        kind.name
    );
    let diagnostic = Diagnostic::new(&RULE, first.head, message)
        .help("ask for a higher quota before this is applied, or share what there is")
        .about(first.address.as_str());
    Some(if quota.fact.confirmed { diagnostic } else { diagnostic.severity(Severity::Info) })
}
