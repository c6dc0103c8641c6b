//! Managed policies of AWS's that are not known.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::{managed, nearest_managed};
use crate::model::{Resource, Value};

rule! {
    /// A role names a policy of AWS's that is not known here.
    ///
    /// By name only policies can be given whose ARN and document are known; any other is given by its ARN, and what it
    /// allows is then left out of account. An ARN of AWS's own that is nearly one that is known is most likely a slip.
    ///
    /// ```stack
    /// role report {
    ///   trust   = "lambda"
    ///   managed = ["AWSLambdaBasicExecutonRole"]  // error: unknown-managed-policy
    /// }
    /// ```
    ///
    /// ```stack
    /// role report {
    ///   trust   = "lambda"
    ///   managed = ["AWSLambdaBasicExecutionRole"]
    /// }
    /// ```
    "unknown-managed-policy" Error [Fact::new("managed_policies.toml", "policy", "moto 5.2.5")]
        each if |kind| kind.identity.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let Some(identity) = kind.identity else { return };
    for attr in identity.policies {
        let items = resource.input(attr).and_then(Value::as_list).unwrap_or_default();
        for text in items.iter().filter_map(Value::as_str).filter(|text| managed(text).is_none()) {
            if let Some(diagnostic) = finding(resource, attr, text, items.len()) {
                cx.report(diagnostic);
            }
        }
    }
}

fn finding(resource: &Resource, attr: &str, text: &str, items: usize) -> Option<Diagnostic> {
    let near = nearest_managed(text);
    let arn = text.starts_with("arn:");
    // What is AWS's own and not known may well be there.
    if arn && (near.is_none() || !text.contains(":iam::aws:policy/")) {
        return None;
    }
    let message = format!("no policy of AWS's is known as `{text}`");
    let mut diagnostic =
        Diagnostic::new(&RULE, resource.place(attr), message).about(resource.address.as_str());
    if arn {
        diagnostic = diagnostic.severity(Severity::Warning);
    }
    let Some(near) = near else {
        return Some(diagnostic.help("write its ARN; what it allows is then left out of account"));
    };
    diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    let place = resource.places.get(attr).filter(|_| items == 1 && !shares_text(resource));
    Some(match place {
        Some(place) => diagnostic.fix(format!("change to `{near}`"), place, format!("[\"{near}\"]")),
        None => diagnostic,
    })
}
