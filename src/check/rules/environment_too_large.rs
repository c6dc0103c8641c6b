//! How much a table of keys and values may hold.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::limits;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// All environment variables together are larger than AWS takes.
    ///
    /// A function has 4 KB for the names and values of all its variables. What is larger belongs into a file beside
    /// the code, or into a bucket whose name the function is given.
    ///
    /// ```stack
    /// let line = "0123456789012345678901234567890123456789012345678901234567890123"
    /// let text = "${line}${line}${line}${line}${line}${line}${line}${line}"
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   env {  // error: environment-too-large
    ///     FIRST  = "${text}${text}${text}${text}"
    ///     SECOND = "${text}${text}${text}${text}"
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket templates {}
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   env { TEMPLATES = bucket.templates.name }
    /// }
    /// ```
    "environment-too-large" Error [Fact::new("lambda.toml", "environment.max_total_bytes", "Lambda API model 2015-03-31 and Lambda quotas page")] each if |kind| limits::has_table(kind.shape) => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    limits::each_table(kind, resource, &mut |block, entries, path| {
        let most = block.reserved.map_or(0, |reserved| reserved.max_bytes);
        let bytes: usize = entries.iter().map(|(key, value)| key.len() + length(value)).sum();
        if most == 0 || bytes <= most {
            return;
        }
        let message = format!("`{path}` holds {bytes} bytes, but AWS takes {most} at most");
        let help = "put what is large into a file beside the code, or into a bucket";
        let span = resource.place(&path.to_string());
        cx.report(Diagnostic::new(&RULE, span, message).help(help).about(resource.address.as_str()));
    });
}

/// Bytes as AWS counts them; of a secret nothing is known, and nothing is counted.
fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Secret(_) | Value::None => 0,
        other => other.to_string().len(),
    }
}
