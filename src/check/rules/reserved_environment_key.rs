//! Keys that AWS keeps for itself.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::limits;
use crate::diag::{Diagnostic, rule};

rule! {
    /// An environment variable has a name that AWS sets itself.
    ///
    /// Lambda fills in the region, the credentials and some more, and refuses a function that names one of them.
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   env {
    ///     AWS_REGION = "eu-west-1"  // error: reserved-environment-key
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   env { BUCKET_REGION = "eu-west-1" }
    /// }
    /// ```
    "reserved-environment-key" Error [Fact::new("lambda.toml", "environment.reserved_keys", "Lambda API model 2015-03-31 and Lambda quotas page")] each if |kind| limits::has_table(kind.shape) => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    limits::each_table(kind, resource, &mut |block, entries, path| {
        let Some(reserved) = block.reserved else { return };
        for key in entries.keys().filter(|key| reserved.keys.contains(&key.as_str())) {
            let span = resource.place(&format!("{path}.{key}"));
            let message = format!("`{key}` is set by AWS itself and cannot be set here");
            let help = "choose another name, and read that in the code";
            cx.report(Diagnostic::new(&RULE, span, message).help(help).about(resource.address.as_str()));
        }
    });
}
