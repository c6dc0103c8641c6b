//! Copies to other buckets that S3 refuses.

use super::{Cx, Known};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// Objects shall be copied to another bucket, and one of the two keeps no versions, or nobody may copy them.
    ///
    /// S3 copies versions, so that both buckets must keep them, and it copies in the name of a role that `replication_role`
    /// names.
    ///
    /// ```stack
    /// role copy { trust = "s3" }
    /// bucket photos {
    ///   replication_role = role.copy
    ///   replicate to bucket.copies  // error: unfit-replication
    /// }
    /// bucket copies { versioning = true }
    /// ```
    ///
    /// ```stack
    /// role copy { trust = "s3" }
    /// bucket photos {
    ///   versioning       = true
    ///   replication_role = role.copy
    ///   replicate to bucket.copies
    /// }
    /// bucket copies { versioning = true }
    /// ```
    "unfit-replication" Error each "bucket_replication" => check
}

fn check<'a>(cx: &mut Cx<'a>, (copies, _): Known<'a>) {
    let Some(bucket) = copies.input("of").and_then(|of| cx.get(of.as_address()?)) else { return };
    let lines = copies.input("replicate").and_then(Value::as_list).unwrap_or_default();
    for (at, line) in lines.iter().enumerate() {
        let to = line.as_map().and_then(|line| cx.get(line.get("to")?.as_address()?));
        let mut faults = Vec::new();
        for one in [Some(bucket), to].into_iter().flatten().filter(|one| !keeps_versions(one)) {
            faults.push((
                format!("`{}` keeps no versions, which S3 needs to copy", one.address),
                format!("write `versioning = true` in `{}`", one.address),
            ));
        }
        if to.is_some_and(|to| to.address == bucket.address) {
            let help = "name another bucket, or leave the line out";
            faults.push((format!("`{}` cannot be copied to itself", bucket.address), help.to_owned()));
        }
        if copies.input("replication_role").is_none() && !cx.in_doubt(bucket) {
            let help = "write `replication_role = role.…`, a role that trusts `s3`";
            faults.push((format!("nobody may copy the objects of `{}`", bucket.address), help.to_owned()));
        }
        for (message, help) in faults {
            let place = bucket.place(&format!("replicate[{at}]"));
            cx.report(Diagnostic::new(&RULE, place, message).help(help).about(bucket.address.as_str()));
        }
    }
}

fn keeps_versions(bucket: &Resource) -> bool {
    bucket.input("versioning") == Some(&Value::Bool(true))
}
