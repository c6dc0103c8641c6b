//! What a role allows and nothing uses.

use super::{Cx, Known};
use crate::check::cx::shares_text;
use crate::check::grants;
use crate::diag::{Diagnostic, rule};
use crate::iam::{Excess, excess};
use crate::model::{Declared, Need, Resource, Statement};

rule! {
    /// A role allows more than what carries it says that it uses.
    ///
    /// Whoever gets into the code can do all that its role allows. The fix is the least that the `uses` lines need;
    /// `allow uses` says the same and follows them by itself. Of a role that nothing in the stack carries, or whose
    /// carriers do not say what they use, nothing is said.
    ///
    /// ```stack
    /// bucket uploads {}
    /// role resize {
    ///   trust = "lambda"
    ///   allow "s3:*", "logs:*" on "*"  // warning: excess-permission
    /// }
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   role    = role.resize
    ///   uses bucket.uploads to read
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket uploads {}
    /// role resize {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "${bucket.uploads.arn}/*"
    ///   allow "logs:CreateLogStream", "logs:PutLogEvents" on "${log_group.resize.arn}:*"
    /// }
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   role    = role.resize
    ///   uses bucket.uploads to read
    /// }
    /// log_group resize { of = function.resize }
    /// ```
    "excess-permission" Warning each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (role, _): Known<'a>) {
    if role.statements.is_empty() || cx.in_doubt(role) || cx.is_referred(role) {
        return;
    }
    let carriers = cx.carriers(role);
    let says = |need: &Need| need.declared == Declared::ByStack;
    let tell = carriers.iter().all(|carrier| !cx.in_doubt(carrier) && carrier.needs.iter().any(says));
    if carriers.is_empty() || !tell {
        return;
    }
    let needs: Vec<&Need> = carriers.iter().flat_map(|carrier| &carrier.needs).collect();
    for excess in excess(&role.statements, &needs) {
        if let Some(statement) = role.statements.get(excess.statement) {
            let diagnostic = finding(cx, role, statement, &excess, &needs);
            cx.report(diagnostic);
        }
    }
}

fn finding(
    cx: &Cx<'_>,
    role: &Resource,
    statement: &Statement,
    excess: &Excess<'_>,
    needs: &[&Need],
) -> Diagnostic {
    let carriers: Vec<String> =
        cx.carriers(role).iter().take(3).map(|carrier| format!("`{}`", carrier.address)).collect();
    let (action, resource) = (excess.beyond.action, excess.beyond.resource);
    let more = if excess.least.is_empty() { "which nothing needs" } else { "which is more than is needed" };
    let message = format!("`{}` allows `{action}` on `{resource}`, {more}", role.address);
    let diagnostic = Diagnostic::new(&RULE, statement.span, message).about(role.address.as_str());
    let carried = carriers.join(", ");
    let nothing = excess.least.is_empty();
    let diagnostic = diagnostic.help(if nothing {
        format!("take it out: no `uses` line of {carried} asks for it")
    } else {
        format!("allow what the `uses` lines of {carried} ask for, and no more")
    });
    if shares_text(role) {
        return diagnostic;
    }
    if nothing {
        return diagnostic.fix("take the statement out", statement.span, "");
    }
    let lines = grants::lines(cx.stack, role, &excess.least, needs).join("\n  ");
    diagnostic.fix("allow just what is needed", statement.span, lines).fix(
        "follow the `uses` lines by `allow uses`",
        statement.span,
        "allow uses",
    )
}
