//! Handlers that their runtime cannot find.

use super::{Cx, Known};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Value;

rule! {
    /// A handler does not say both a file and a function in it.
    ///
    /// For Python, Node.js and Ruby it is the file without its ending, a dot, and the function: `app.handler` is `handler` in
    /// `app.py`. Lambda takes any text, and then every call fails. Lambda's guides on handlers in these languages say so.
    ///
    /// ```stack
    /// function index {
    ///   runtime = "python3.14"
    ///   handler = "index"     // error: malformed-handler
    ///   code    = "./index"
    /// }
    /// function search {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.js"  // warning: malformed-handler
    ///   code    = "./search"
    /// }
    /// ```
    ///
    /// ```stack
    /// function index {
    ///   runtime = "python3.14"
    ///   handler = "index.handler"
    ///   code    = "./index"
    /// }
    /// function search {
    ///   runtime = "nodejs24.x"
    ///   handler = "src/search.handler"
    ///   code    = "./search"
    /// }
    /// ```
    "malformed-handler" Error each "function" => check
}

/// Runtimes whose handlers are a file and a function, with the endings of their files.
const FAMILIES: &[(&str, &[&str])] =
    &[("python", &["py"]), ("nodejs", &["js", "mjs", "cjs", "ts"]), ("ruby", &["rb"])];

/// With it a program of one's own starts first, which may read the handler as it likes.
const WRAPPER: &str = "AWS_LAMBDA_EXEC_WRAPPER";

fn check<'a>(cx: &mut Cx<'a>, (function, _): Known<'a>) {
    let text = |name| function.input(name).and_then(Value::as_str);
    let (Some(runtime), Some(handler)) = (text("runtime"), text("handler")) else { return };
    let Some((_, endings)) = FAMILIES.iter().find(|(family, _)| runtime.starts_with(family)) else { return };
    let wrapped = function.input("env").and_then(Value::as_map).is_some_and(|env| env.contains_key(WRAPPER));
    if wrapped {
        return;
    }
    let file = handler.rsplit('/').next().unwrap_or(handler);
    let found = match file.rsplit_once('.') {
        None => Diagnostic::new(
            &RULE,
            function.place("handler"),
            format!("`{handler}` names no function: every call of `{}` fails", function.address),
        )
        .help(format!(
            "write the file without its ending, a dot and the function, such as `{handler}.handler`"
        )),
        Some((name, ending)) if endings.contains(&ending) => Diagnostic::new(
            &RULE,
            function.place("handler"),
            format!("`{handler}` means a function `{ending}` in a file `{name}`"),
        )
        .severity(Severity::Warning)
        .help(format!(
            "write the function behind the file, whose ending is left out, such as `{name}.handler`"
        )),
        Some(_) => return,
    };
    cx.report(found.about(function.address.as_str()));
}
