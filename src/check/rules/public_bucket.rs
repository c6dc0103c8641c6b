//! Buckets that everyone may read.

use super::{Cx, Known};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Effect, Statement, Value};

rule! {
    /// A bucket is open to everyone, or says so in a policy that S3 refuses.
    ///
    /// With `public_access = true` a policy may open it, and then everyone who knows its name may do what the policy allows: a
    /// site can stand behind a distribution instead. Without it S3 takes no policy that allows something to everyone, so that
    /// such a line cannot work.
    ///
    /// ```stack
    /// bucket site {
    ///   public_access = true
    ///   website { index = "index.html" }
    ///   allow "s3:GetObject" to "*" on "${bucket.site.arn}/*"  // warning: public-bucket
    /// }
    /// bucket data {
    ///   allow "s3:GetObject" to "*" on "${bucket.data.arn}/*"  // error: public-bucket
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket site {
    ///   allow "s3:GetObject" to "444455556666" on "${bucket.site.arn}/*"
    /// }
    /// ```
    "public-bucket" Warning each "bucket" => check
}

fn check<'a>(cx: &mut Cx<'a>, (bucket, _): Known<'a>) {
    let open = bucket.input("public_access") == Some(&Value::Bool(true));
    for statement in bucket.statements.iter().filter(|statement| is_public(statement)) {
        let (severity, message, help) = if open {
            (
                Severity::Warning,
                format!("everyone may use `{}` as this line allows", bucket.address),
                "say who may, or give the line a condition; a site can stand behind a distribution",
            )
        } else {
            (
                Severity::Error,
                format!("S3 refuses this line: `{}` blocks what opens it to everyone", bucket.address),
                "say who may, give the line a condition, or write `public_access = true`",
            )
        };
        let diagnostic = Diagnostic::new(&RULE, statement.span, message)
            .severity(severity)
            .help(help)
            .about(bucket.address.as_str());
        cx.report(diagnostic);
    }
}

/// Whether a statement allows something to everyone, whatever the circumstances.
fn is_public(statement: &Statement) -> bool {
    statement.effect == Effect::Allow
        && statement.conditions.is_empty()
        && !statement.principals.negated
        && statement.principals.items.iter().any(|who| who.text == "*")
}
