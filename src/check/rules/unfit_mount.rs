//! Files that a function cannot mount.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

/// Where the limits were read.
const SOURCE: &str = "EFS API model 2015-02-01 and Lambda API model 2015-03-31";

rule! {
    /// A function mounts files where Lambda does not, more than one file system, or without a network.
    ///
    /// Lambda shows the files of one file system, in a folder of its own within `/mnt`, and reaches it through the network
    /// that the function stands in; a function outside of any network reaches none.
    ///
    /// ```stack
    /// file_system shared { zones = ["us-east-1a", "us-east-1b"] }
    /// role report {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   role    = role.report
    ///   mount "/data" from file_system.shared  // error: unfit-mount
    /// }
    /// ```
    ///
    /// ```stack
    /// network shop {
    ///   cidr    = "10.0.0.0/16"
    ///   private = ["us-east-1a", "us-east-1b"]
    /// }
    /// file_system shared { network = network.shop  zones = ["us-east-1a", "us-east-1b"] }
    /// role report {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   role    = role.report
    ///   network = network.shop
    ///   mount "/mnt/data" from file_system.shared
    /// }
    /// ```
    "unfit-mount" Error [
        Fact::new("efs.toml", "lambda.file_systems_max", SOURCE),
        Fact::new("efs.toml", "lambda.mount_path_pattern", SOURCE),
        Fact::new("efs.toml", "lambda.mount_path_max_length", SOURCE),
        Fact::new("efs.toml", "lambda.vpc_required", SOURCE),
    ] each "function" => check
}

/// Most characters of the path.
const LONGEST: usize = 160;

fn check<'a>(cx: &mut Cx<'a>, (function, _): Known<'a>) {
    let mounts = function.input("mount").and_then(Value::as_list).unwrap_or_default();
    for (at, mount) in mounts.iter().enumerate() {
        let path = mount.as_map().and_then(|mount| mount.get("path")?.as_str()).unwrap_or_default();
        for (message, help) in faults(function, at, path) {
            let place = function.place(&format!("mount[{at}]"));
            cx.report(Diagnostic::new(&RULE, place, message).help(help).about(function.address.as_str()));
        }
    }
    if !mounts.is_empty() && function.input("network").is_none() && !cx.in_doubt(function) {
        let message = format!("`{}` stands in no network, so it reaches no file system", function.address);
        cx.report(
            Diagnostic::new(&RULE, function.place("mount[0]"), message)
                .help(
                    "write `network = network.…`, the network in which the file system has its mount targets",
                )
                .about(function.address.as_str()),
        );
    }
}

/// What is wrong with one mount, and what to do.
fn faults(function: &Resource, at: usize, path: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if at > 0 {
        found.push((
            format!("`{}` mounts more than one file system", function.address),
            "Lambda takes one; folders in it can be told apart as well".to_owned(),
        ));
    }
    if !is_path(path) {
        let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or("data");
        found.push((
            format!("a function cannot see files at `{path}`"),
            format!("let it be a folder within `/mnt`, such as `/mnt/{name}`"),
        ));
    }
    found
}

/// Whether a path is one folder within `/mnt`.
fn is_path(path: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    path.len() <= LONGEST
        && path.strip_prefix("/mnt/").is_some_and(|name| !name.is_empty() && name.chars().all(allowed))
}
