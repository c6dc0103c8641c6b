//! Actions that IAM does not have.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::{Standing, standing};
use crate::model::{Pattern, Resource};

rule! {
    /// A statement names an action that IAM does not have, or a pattern that matches none.
    ///
    /// IAM takes most such statements without a word. They allow nothing, and a `deny` of that sort keeps nobody out.
    /// Actions of AWS's services are known as of the day of the facts; where a service is known by name only, so is
    /// every action of it.
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:GetObjct" on "${bucket.photos.arn}/*"   // error: unknown-action
    ///   allow "s3:SendMessage" on "*"                     // error: unknown-action
    ///   deny "s4:ListBucket", "s3:Gte*" on bucket.photos  // error: unknown-action
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:GetObject", "s3:PutObject*" on "${bucket.photos.arn}/*"
    /// }
    /// ```
    "unknown-action" Error [Fact::new("iam_actions.json", "services", "IAM service authorization reference")]
        each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    for statement in resource.statements.iter().filter(|statement| !statement.derived) {
        for action in &statement.actions.items {
            if let Some(diagnostic) = finding(resource, action) {
                cx.report(diagnostic);
            }
        }
    }
}

fn finding(resource: &Resource, action: &Pattern) -> Option<Diagnostic> {
    let (service, name) = action.text.split_once(':')?;
    let said =
        |span: Span, message: String| Diagnostic::new(&RULE, span, message).about(resource.address.as_str());
    let service_span = action.part(0..service.len());
    let name_span = action.part(service.len() + 1..action.text.len());
    let (diagnostic, part, meant) = match standing(&action.text) {
        Standing::Known => return None,
        // That IAM wants the service written out stands in no stored source.
        Standing::Wild => {
            let diagnostic = said(service_span, format!("`{}` leaves the service open", action.text));
            let help = "write the services out: `\"s3:*\", \"sqs:*\"`";
            return Some(diagnostic.severity(Severity::Info).help(help));
        }
        Standing::NoService { meant } => {
            let diagnostic = said(service_span, format!("IAM has no service `{service}`"))
                .help("an action is a service and a name: `s3:GetObject`");
            (diagnostic, service_span, meant.map(|meant| (meant.to_owned(), format!("{meant}:{name}"))))
        }
        Standing::NoAction { meant, elsewhere } => {
            let message = match name.contains(['*', '?']) {
                true => format!("no action of `{service}` matches `{name}`"),
                false => format!("`{service}` has no action `{name}`"),
            };
            let diagnostic = said(name_span, message).help(listed(service, &elsewhere));
            match elsewhere.as_slice() {
                [one] => (diagnostic, service_span, Some(((*one).to_owned(), format!("{one}:{name}")))),
                _ => {
                    let whole = meant.map(|meant| (meant.clone(), format!("{service}:{meant}")));
                    (diagnostic, name_span, whole)
                }
            }
        }
    };
    let Some((meant, whole)) = meant else { return Some(diagnostic) };
    let diagnostic = diagnostic.help(format!("did you mean `{whole}`?"));
    // A part has a place of its own only where the action stands in the text as it is.
    let fixable = part != action.span;
    Some(if fixable { diagnostic.fix(format!("change to `{whole}`"), part, meant) } else { diagnostic })
}

/// Where to look for what may be meant.
fn listed(service: &str, elsewhere: &[&str]) -> String {
    match elsewhere {
        [] => format!("its actions are in AWS's service authorization reference, under `{service}`"),
        several => format!("actions of that name are in `{}`", several.join("`, `")),
    }
}
