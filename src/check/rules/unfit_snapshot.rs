//! Settings that exclude starting from a picture of memory.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

rule! {
    /// A function with `snap_start` has something that Lambda cannot take a picture of.
    ///
    /// Without `publish` there is nothing to take one of; and none is taken of a function with executions kept ready, a mounted
    /// file system, or more than 512 MB in `/tmp`: Lambda's guide on SnapStart excludes these. It also names the runtimes that
    /// start so; which these are is not confirmed, so that another one gets a note.
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   publish    = true
    ///   snap_start = true  // error: unfit-snapshot
    ///   disk       = 2 GB
    /// }
    /// ```
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   publish    = true
    ///   snap_start = true
    /// }
    /// ```
    "unfit-snapshot" Error [
        Fact::unconfirmed("lambda.toml", "runtime[id=python3.14].snapstart"),
        Fact::new("lambda.toml", "ephemeral_storage.default", "Lambda API model 2015-03-31")
    ] each "function" => check
}

/// Families of runtimes that start from pictures, and older members that do not.
const STARTS: &[(&str, &[&str])] = &[
    ("python3.", &["python3.6", "python3.7", "python3.8", "python3.9", "python3.10", "python3.11"]),
    ("java", &["java8", "java8.al2"]),
    ("dotnet", &["dotnet6", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1"]),
];

/// Bytes of `/tmp` that every function has.
const ROOM: i64 = 512 << 20;

fn check<'a>(cx: &mut Cx<'a>, (function, _): Known<'a>) {
    if function.input("snap_start") != Some(&Value::Bool(true)) {
        return;
    }
    let about = |message: String, help: &str| {
        Diagnostic::new(&RULE, function.place("snap_start"), message)
            .help(help)
            .about(function.address.as_str())
    };
    for (what, help) in faults(function) {
        cx.report(about(format!("`{}` cannot start from a picture: {what}", function.address), help));
    }
    if function.input("publish") != Some(&Value::Bool(true)) {
        let message = format!("no picture is ever taken of `{}`, which publishes nothing", function.address);
        cx.report(about(message, "write `publish = true`").severity(Severity::Warning));
    }
    let runtime = function.input("runtime").and_then(Value::as_str);
    if let Some(runtime) = runtime.filter(|runtime| !starts(runtime)) {
        let message = format!("`{runtime}` is none of the runtimes that are known to start from a picture");
        let help = "Python from 3.12, Java from 11 and .NET from 8 do";
        cx.report(about(message, help).severity(Severity::Info));
    }
}

/// What stands in the way, and what to do.
fn faults(function: &Resource) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let room = Quantity::whole(Dimension::Size, ROOM);
    if function.input("disk").and_then(Value::as_quantity).is_some_and(|disk| disk > room) {
        found.push(("it has more than 512 MB in `/tmp`", "leave `disk` or `snap_start` out"));
    }
    if function.input("mount").and_then(Value::as_list).is_some_and(|mounts| !mounts.is_empty()) {
        found.push(("it mounts a file system", "leave `mount` or `snap_start` out"));
    }
    let aliases = function.input("alias").and_then(Value::as_map);
    let ready = |alias: &Value| alias.as_map().is_some_and(|alias| alias.contains_key("provisioned"));
    if aliases.is_some_and(|aliases| aliases.values().any(ready)) {
        found.push(("an alias keeps executions ready", "leave `provisioned` or `snap_start` out"));
    }
    found
}

fn starts(runtime: &str) -> bool {
    STARTS.iter().any(|(family, older)| runtime.starts_with(family) && !older.contains(&runtime))
}
