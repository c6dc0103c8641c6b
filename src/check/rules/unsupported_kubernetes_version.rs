//! Versions of Kubernetes whose support has ended.

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::DatedValue;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

rule! {
    /// A cluster runs a version of Kubernetes whose support has ended, or is about to cost more.
    ///
    /// A version has standard support for fourteen months, then a year of extended support at a higher price, then none:
    /// AWS moves the cluster up by itself, ready or not. With `support = "standard"` it does so as soon as standard
    /// support ends. The days are AWS's own; `--as-of 2027-06-01` asks about another day.
    ///
    /// ```stack
    /// kubernetes old { version = "1.29" }  // error: unsupported-kubernetes-version
    /// kubernetes late { version = "1.32" }  // warning: unsupported-kubernetes-version
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// ```
    "unsupported-kubernetes-version" Warning [
        Fact::new("eks.toml", "version", "EKS user guide and endoflife.date"),
        Fact::new("eks.toml", "standard_support_months", "EKS user guide and endoflife.date"),
        Fact::new("eks.toml", "extended_support_months", "EKS user guide and endoflife.date"),
        Fact::new("eks.toml", "cluster.end_of_extended_support", "EKS user guide and endoflife.date"),
    ] each "kubernetes" => check
}

fn check<'a>(cx: &mut Cx<'a>, (cluster, kind): Known<'a>) {
    let Some(version) = cluster.input("version").and_then(Value::as_str) else { return };
    let Some(row) = kind.dated.iter().find(|row| row.attr == "version" && row.value == version) else {
        return;
    };
    let Some((severity, message)) = judge(cx.as_of, cluster, row) else { return };
    let newest = kind.dated.first().map_or("", |row| row.value);
    let mut help = format!("judged as of {}; source: {}", cx.as_of, row.fact.source);
    if severity != Severity::Info {
        help = format!("move up to `{newest}`, one minor version at a time; {help}");
    }
    let mut diagnostic = Diagnostic::new(&RULE, cluster.place("version"), message)
        .severity(severity)
        .help(help)
        .about(cluster.address.as_str());
    if let Some(place) = cluster.places.get("support") {
        diagnostic = diagnostic.label(place, "what follows the end of standard support");
    }
    cx.report(diagnostic);
}

/// What a day says of a version; `None` while it has standard support.
fn judge(as_of: &str, cluster: &Resource, row: &DatedValue) -> Option<(Severity, String)> {
    let (version, standard, extended) = (row.value, row.deprecated, row.no_create);
    if extended <= as_of {
        let message =
            format!("Kubernetes {version} has no support since {extended}: no cluster can be made with it");
        return Some((Severity::Error, message));
    }
    if standard > as_of {
        return None;
    }
    if cluster.input("support").and_then(Value::as_str) == Some("standard") {
        let message = format!(
            "standard support of Kubernetes {version} ended on {standard}: AWS moves `{}` up by itself",
            cluster.address
        );
        return Some((Severity::Warning, message));
    }
    let message = format!(
        "Kubernetes {version} is in extended support since {standard}, which costs more and ends on {extended}"
    );
    // Who has written it knows.
    let known = cluster.places.get("support").is_some();
    Some((if known { Severity::Info } else { Severity::Warning }, message))
}
