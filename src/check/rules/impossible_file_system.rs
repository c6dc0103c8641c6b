//! Settings of file systems that do not go together.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

/// Where it was read.
const SOURCE: &str = "EFS API model 2015-02-01 and user guide";

rule! {
    /// A file system asks for a performance mode or a storage class that does not go with the rest of it.
    ///
    /// `max_io` is not offered where all files are in one `zone`, nor with `elastic` throughput. Files go to the archive
    /// only where throughput is `elastic` and performance is `general_purpose`, and later than to infrequent access.
    ///
    /// ```stack
    /// file_system scratch {
    ///   zone        = "us-east-1a"
    ///   performance = "max_io"  // error: impossible-file-system
    /// }
    /// file_system papers {
    ///   zones = ["us-east-1a"]
    ///   move to "archive" after 90 days  // error: impossible-file-system
    /// }
    /// file_system films {
    ///   zones      = ["us-east-1a"]
    ///   throughput = "elastic"
    ///   move to "infrequent_access" after 90 days
    ///   move to "archive" after 30 days  // error: impossible-file-system
    /// }
    /// ```
    ///
    /// ```stack
    /// file_system papers {
    ///   zones      = ["us-east-1a"]
    ///   throughput = "elastic"
    ///   move to "infrequent_access" after 30 days
    ///   move to "archive" after 90 days
    /// }
    /// ```
    "impossible-file-system" Error [
        Fact::new("efs.toml", "performance.max_io_forbidden_with", SOURCE),
        Fact::new("efs.toml", "storage_classes.archive_requires.throughput_mode", SOURCE),
        Fact::new("efs.toml", "storage_classes.archive_requires.performance_mode", SOURCE),
        Fact::new("efs.toml", "lifecycle.archive_must_be_later_than_ia", SOURCE),
    ] each "file_system" => check
}

fn check<'a>(cx: &mut Cx<'a>, (files, _): Known<'a>) {
    let is = |name: &str, value: &str| files.input(name).and_then(Value::as_str) == Some(value);
    if is("performance", "max_io") && files.input("zone").is_some() {
        cx.report(told(files, "performance", "`max_io` is not offered where all files are in one zone"));
    }
    if is("performance", "max_io") && is("throughput", "elastic") {
        let message = "`max_io` is not known to go with `elastic` throughput";
        cx.report(told(files, "performance", message).severity(Severity::Info));
    }
    let Some((archive, place)) = moved(files, "archive") else { return };
    if !is("throughput", "elastic") || !is("performance", "general_purpose") {
        let message =
            "files go to the archive only with `throughput = \"elastic\"` and `general_purpose` performance";
        cx.report(told(files, &place, message));
    }
    if let Some((infrequent, earlier)) = moved(files, "infrequent_access")
        && archive <= infrequent
    {
        let message = "files go to the archive later than to infrequent access, and here they would not";
        cx.report(told(files, &place, message).label(files.place(&earlier), "to infrequent access here"));
    }
}

fn told(files: &Resource, place: &str, message: &str) -> Diagnostic {
    let help = match place {
        "performance" => "leave `performance` out: `general_purpose` serves nearly everybody",
        _ => "change it, or leave the line out",
    };
    Diagnostic::new(&RULE, files.place(place), message).help(help).about(files.address.as_str())
}

/// When files go to a class, in milliseconds, and the place that says so.
fn moved(files: &Resource, class: &str) -> Option<(i64, String)> {
    let moves = files.input("move").and_then(Value::as_list)?;
    moves.iter().enumerate().find_map(|(at, line)| {
        let line = line.as_map()?;
        let is_it = line.get("class").and_then(Value::as_str) == Some(class);
        let after = line.get("after").and_then(Value::as_quantity)?.as_whole()?;
        is_it.then(|| (after, format!("move[{at}]")))
    })
}
