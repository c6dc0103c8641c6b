//! Names of namespaces that Kubernetes refuses.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::pods::selectors;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A namespace has a name that Kubernetes refuses.
    ///
    /// Names are of small letters, digits and `-`, with a letter or digit at both ends, 63 characters at most. Selectors of
    /// a Fargate profile may hold `*` and `?` besides.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   count   = 2
    /// }
    /// workload web {
    ///   cluster   = kubernetes.main
    ///   namespace = "Shop_EU"  // error: invalid-namespace
    ///   count     = 2
    ///   container app { image = "web:1.4.2" }
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   count   = 2
    /// }
    /// workload web {
    ///   cluster   = kubernetes.main
    ///   namespace = "shop-eu"
    ///   count     = 2
    ///   container app { image = "web:1.4.2" }
    /// }
    /// ```
    "invalid-namespace" Error [
        Fact::new("eks.toml", "fargate_profile.wildcards", "EKS API model 2017-11-01 and user guide, Fargate profiles"),
    ] each "workload" "fargate_profile" => check
}

/// Most characters of a name.
const LONGEST: usize = 63;

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    let mut names: Vec<(String, &str)> = selectors(resource).map(|one| (one.path(), one.namespace)).collect();
    if let Some(namespace) = resource.input("namespace").and_then(Value::as_str) {
        names.push(("namespace".to_owned(), namespace));
    }
    for (path, name) in names {
        let wild = resource.kind == "fargate_profile";
        let Some(fault) = fault(name, if wild { "*?" } else { "" }) else { continue };
        let mut diagnostic =
            Diagnostic::new(&RULE, resource.place(&path), format!("`{name}` is no namespace: {fault}"))
                .help("small letters, digits and `-`, with a letter or digit at both ends")
                .about(resource.address.as_str());
        let spelled = spelled(name);
        let place = resource.places.get(&path).filter(|_| !wild && !crate::check::cx::shares_text(resource));
        if let (Some(place), None) = (place, fault_of(&spelled)) {
            diagnostic =
                diagnostic.fix(format!("change to `\"{spelled}\"`"), place, format!("\"{spelled}\""));
        }
        cx.report(diagnostic);
    }
}

fn fault_of(name: &str) -> Option<String> {
    fault(name, "")
}

/// What is wrong with a name in which these characters may stand besides.
fn fault(name: &str, besides: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || besides.contains(c);
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if name.chars().count() > LONGEST {
        return Some(format!("it is longer than {LONGEST} characters"));
    }
    if let Some(c) = name.chars().find(|c| !plain(*c) && *c != '-') {
        return Some(format!("`{c}` may not stand in it"));
    }
    (!name.starts_with(plain) || !name.ends_with(plain)).then(|| "`-` may not stand at an end".to_owned())
}

/// The name as it may be meant.
fn spelled(name: &str) -> String {
    let lower = name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    lower.trim_matches('-').to_owned()
}
