//! How the keys of a table may be spelt.

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Reserved;
use crate::check::limits;
use crate::diag::{Diagnostic, rule};

rule! {
    /// An environment variable has a name that AWS does not take.
    ///
    /// For a function it begins with a letter, goes on with letters, digits and `_`, and has two characters at least.
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   env {
    ///     _STAGE = "prod"  // error: invalid-environment-key
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   env { STAGE = "prod" }
    /// }
    /// ```
    "invalid-environment-key" Error [Fact::new("lambda.toml", "environment.key_pattern", "Lambda API model 2015-03-31 and Lambda quotas page")] each if |kind| limits::has_table(kind.shape) => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    limits::each_table(kind, resource, &mut |block, entries, path| {
        let Some(reserved) = block.reserved else { return };
        // What AWS keeps for itself may be spelt otherwise; another rule speaks of it.
        let free = entries.keys().filter(|key| !reserved.keys.contains(&key.as_str()));
        for (key, fault) in free.filter_map(|key| Some((key, fault(reserved, key)?))) {
            let span = resource.place(&format!("{path}.{key}"));
            let message = format!("`{key}` cannot be the name of an environment variable: {fault}");
            let help = "begin with a letter, go on with letters, digits and `_`, two characters at least";
            cx.report(Diagnostic::new(&RULE, span, message).help(help).about(resource.address.as_str()));
        }
    });
}

fn fault(reserved: &Reserved, key: &str) -> Option<String> {
    let mut characters = key.chars();
    let first = characters.next()?;
    if !reserved.allows_first(first) {
        return Some(format!("it may not begin with `{first}`"));
    }
    if let Some(other) = characters.find(|c| !reserved.allows_rest(*c)) {
        return Some(format!("it may not hold `{other}`"));
    }
    let short = key.chars().count() < reserved.min_length;
    short.then(|| format!("it has fewer than {} characters", reserved.min_length))
}
