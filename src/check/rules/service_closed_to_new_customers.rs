//! Services that take no new customers.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};

rule! {
    /// A service takes no new customers any more.
    ///
    /// An account that used it before the day goes on as it was; any other is refused when the first resource is made.
    /// Which of the two this account is, AWS does not tell a stack: who knows says so with `#[allow(…)]` and the reason.
    /// For anything new its successor is the better place. `--as-of 2026-01-01` asks about another day.
    ///
    /// ```stack
    /// web_service site {  // error: service-closed-to-new-customers
    ///   image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:2.0.1"
    /// }
    /// ```
    ///
    /// ```stack
    /// #[allow(service-closed-to-new-customers): "this account ran App Runner before 2026-04-30"]
    /// web_service site {
    ///   image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:2.0.1"
    /// }
    /// ```
    "service-closed-to-new-customers" Error [
        Fact::new("apprunner.toml", "availability.closed_on", "App Runner developer guide, service availability"),
        Fact::new("apprunner.toml", "availability.existing_customers", "App Runner developer guide, service availability"),
        Fact::new("apprunner.toml", "availability.successor", "App Runner developer guide, service availability"),
    ] each if |kind| kind.closed.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let Some(closed) = kind.closed.filter(|closed| closed.on <= cx.as_of) else { return };
    let message = format!("no new account can have an {} since {}", kind.title, closed.on);
    let help = format!(
        "for something new, take {}; if this account had one before, say so: `#[allow({}): \"…\"]`; judged as of {}",
        closed.successor, RULE.name, cx.as_of
    );
    cx.report(Diagnostic::new(&RULE, resource.head, message).help(help).about(resource.address.as_str()));
}
