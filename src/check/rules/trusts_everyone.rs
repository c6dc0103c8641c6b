//! Roles that anybody may take on.

use super::{Cx, Known};
use crate::base::Span;
use crate::diag::{Diagnostic, rule};
use crate::model::{Effect, Resource, Value};

rule! {
    /// A role may be taken on by anybody, from whatever account.
    ///
    /// `"*"` means every account that there is. Whoever knows the ARN of the role, which is no secret, may do what it allows.
    /// Name the service, the account or the role that is meant; where it must be `"*"`, a condition says who of all.
    ///
    /// ```stack
    /// role shared {
    ///   trust = "*"  // warning: trusts-everyone
    /// }
    /// role open {
    ///   trust = "lambda"
    ///   allow "sts:AssumeRole" to "*"  // warning: trusts-everyone
    /// }
    /// ```
    ///
    /// ```stack
    /// role shared { trust = "444455556666" }
    /// role ours {
    ///   trust = "lambda"
    ///   allow "sts:AssumeRole" to "*" when {
    ///     StringEquals "aws:PrincipalOrgID" = "o-a1b2c3d4e5"
    ///   }
    /// }
    /// ```
    "trusts-everyone" Warning each if |kind| kind.shape.attr("trust").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (role, _): Known<'a>) {
    let trusted = role.input("trust").and_then(Value::as_list).unwrap_or_default();
    if trusted.iter().any(|one| one.as_str() == Some("*")) {
        let found = finding(role, role.place("trust"));
        cx.report(found);
    }
    for statement in &role.statements {
        let open = statement.effect == Effect::Allow
            && statement.conditions.is_empty()
            && !statement.principals.negated;
        for principal in statement.principals.items.iter().filter(|one| open && one.text == "*") {
            let found = finding(role, principal.span);
            cx.report(found);
        }
    }
}

fn finding(role: &Resource, place: Span) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("anybody in any account may take on `{}`", role.address))
        .help("name whom you mean: a service as in `\"lambda\"`, an account by its twelve digits, or a role")
        .about(role.address.as_str())
}
