//! What cannot stand on an Outpost.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::fleets::launch;
use crate::diag::{Diagnostic, Severity, rule};

const SOURCE: &str = "Outposts API model 2019-12-03 and EKS guide";

rule! {
    /// Something is to stand on an Outpost that AWS runs in the Region only.
    ///
    /// On a rack or server stand instances, hosts and what is put onto them, and on racks volumes. Functions, tasks on
    /// Fargate, buckets, queues, tables and the rest are services of the Region: there is no setting that puts them
    /// elsewhere, and from the Outpost they are reached over the service link.
    ///
    /// ```stack
    /// outpost hall {
    ///   zone = "us-east-1a"
    ///   form = "rack"
    ///   hosts { "m5.4xlarge" = 2 }
    /// }
    /// function analyse {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./analyse"
    ///   place   = outpost.hall  // error: unsupported-on-outpost
    /// }
    /// ```
    ///
    /// ```stack
    /// outpost hall {
    ///   zone = "us-east-1a"
    ///   form = "rack"
    ///   hosts { "m5.4xlarge" = 2 }
    /// }
    /// cluster line {}
    /// capacity line {
    ///   cluster = cluster.line
    ///   types   = ["m5.xlarge"]
    ///   count   = 4
    ///   place   = outpost.hall
    /// }
    /// service analyse {
    ///   cluster = cluster.line
    ///   launch  = "ec2"
    ///   place   = outpost.hall
    ///   count   = 2
    ///   container app { image = "analyse:2.0.1"  memory = 1 GB }
    /// }
    /// ```
    "unsupported-on-outpost" Error [
        Fact::new("outposts.toml", "services.batch", SOURCE),
        Fact::new("outposts.toml", "services.eks_managed_node_groups", SOURCE),
        Fact::unconfirmed("outposts.toml", "services.rack_local"),
        Fact::unconfirmed("outposts.toml", "services.not_local"),
        Fact::new("outposts.toml", "eks_fargate", SOURCE),
    ] each => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let Some(outpost) = resource.input("place") else { return };
    if resource.kind == "load_balancer" {
        let message = format!(
            "`{}` stands in the Region here; that a rack can have one of its own is not in the language",
            resource.address
        );
        cx.report(
            Diagnostic::new(&RULE, resource.place("place"), message)
                .severity(Severity::Info)
                .help("leave `place` out; from the Region it reaches targets on a rack over the service link")
                .about(resource.address.as_str()),
        );
        return;
    }
    let (what, help) = if kind.shape.attr("place").is_none() {
        let help = format!("leave `place` out; from `{outpost}` it is reached over the service link");
        (format!("is a thing of the Region ({})", kind.title), help)
    } else if launch(resource).starts_with("fargate") {
        let help = "run it on hosts that stand there: `launch = \"ec2\"` and a `capacity`".to_owned();
        ("runs on Fargate, in the Region only,".to_owned(), help)
    } else {
        return;
    };
    let message = format!("`{}` {what} and cannot stand on `{outpost}`", resource.address);
    let diagnostic =
        Diagnostic::new(&RULE, resource.place("place"), message).help(help).about(resource.address.as_str());
    cx.report(diagnostic);
}
