//! Managed policies of AWS's that are not known.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::{is_managed, nearest_managed};
use crate::model::{Resource, Value};

rule! {
    /// A role names a policy that AWS does not have.
    ///
    /// All that AWS keeps can be given by name; of those whose document is not known here, what they allow is left out of
    /// account. One that is newer than the list is given by its ARN. An ARN of AWS's own that is nearly one of the list is
    /// most likely a slip.
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
        for text in items.iter().filter_map(Value::as_str).filter(|text| !is_managed(text)) {
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
        return Some(diagnostic.help(format!(
            "write the ARN of one that is newer, such as `arn:aws:iam::aws:policy/{text}`; what it allows is then left out of account"
        )));
    };
    diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    let place = resource.places.get(attr).filter(|_| items == 1 && !shares_text(resource));
    Some(match place {
        Some(place) => diagnostic.fix(format!("change to `{near}`"), place, format!("[\"{near}\"]")),
        None => diagnostic,
    })
}
