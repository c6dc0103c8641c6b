//! Services that a region does not have.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};

rule! {
    /// The stack's region does not have the service.
    ///
    /// Not every service is in every region. What does not exist there is not refused with a word: its address is not
    /// found. A stack is one region; what must be elsewhere is another stack.
    ///
    /// ```stack
    /// stack site { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// #[allow(service-closed-to-new-customers): "this account ran App Runner before"]
    /// web_service site {  // error: service-not-in-region
    ///   image = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/site:2.0.1"
    /// }
    /// ```
    ///
    /// ```stack
    /// stack site { region = "ap-northeast-1"  account = "111122223333" }
    ///
    /// #[allow(service-closed-to-new-customers): "this account ran App Runner before"]
    /// web_service site {
    ///   image = "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/site:2.0.1"
    /// }
    /// ```
    "service-not-in-region" Error [
        Fact::new("apprunner.toml", "availability.regions", "botocore 1.44.5 table of endpoints"),
        Fact::new("apprunner.toml", "availability.ap_northeast_2", "botocore 1.44.5 table of endpoints"),
        Fact::new("lightsail.toml", "rules.regions", "botocore 1.44.5 table of endpoints"),
    ] each if |kind| kind.regions.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let Some(regions) = kind.regions else { return };
    let region = cx.region();
    if region.is_empty() || regions.names.contains(&region) {
        return;
    }
    let message = format!("`{region}` has no {}", kind.title);
    let near = |name: &&&str| name.split('-').next() == region.split('-').next();
    let nearest: Vec<String> = regions.names.iter().filter(near).map(|name| format!("`{name}`")).collect();
    let listed = if nearest.is_empty() { regions.names.join(", ") } else { nearest.join(", ") };
    cx.report(
        Diagnostic::new(&RULE, resource.head, message)
            .help(format!("it exists in {listed}; put it into a stack of one of these regions"))
            .about(resource.address.as_str()),
    );
}
