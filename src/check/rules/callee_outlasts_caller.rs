//! Functions that wait for others.

use super::{Cx, Known};
use crate::diag::{Diagnostic, rule};
use crate::model::{Declared, Resource, Value};

rule! {
    /// A function calls another one that may run longer than itself.
    ///
    /// Who calls and waits is ended first: what the other one finds is lost, though it is paid for, and so is the waiting. If
    /// the call is not waited for, all is well, and the note can be allowed; else let the caller run longer, or pass the work on
    /// through a `queue`.
    ///
    /// ```stack
    /// role ask {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function ask {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./ask"
    ///   role    = role.ask
    ///   timeout = 10s
    ///   uses function.find to invoke  // info: callee-outlasts-caller
    /// }
    /// function find {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./find"
    ///   timeout = 1m
    /// }
    /// ```
    ///
    /// ```stack
    /// role ask {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function ask {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./ask"
    ///   role    = role.ask
    ///   timeout = 70s
    ///   uses function.find to invoke
    /// }
    /// function find {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./find"
    ///   timeout = 1m
    /// }
    /// ```
    "callee-outlasts-caller" Info each "function" => check
}

fn check<'a>(cx: &mut Cx<'a>, (caller, _): Known<'a>) {
    for need in caller.needs.iter().filter(|need| need.verb == "invoke" && need.declared == Declared::ByStack)
    {
        let Some(callee) = need.on.as_ref().and_then(|on| cx.get(on)) else { continue };
        let timeout = |of: &Resource| of.input("timeout").and_then(Value::as_quantity);
        let (Some(own), Some(theirs)) = (timeout(caller), timeout(callee)) else { continue };
        if theirs > own {
            let message = format!(
                "`{}` may run for {theirs}, while `{}`, which calls it, is ended after {own}",
                callee.address, caller.address
            );
            let diagnostic = Diagnostic::new(&RULE, need.span, message)
                .help("if it waits for the answer, let it run longer, or pass the work on through a `queue`")
                .about(caller.address.as_str());
            cx.report(diagnostic);
        }
    }
}
