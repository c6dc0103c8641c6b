//! Files that come through a function.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, rule};
use crate::model::{Declared, FlowEnds, Resource};

rule! {
    /// What callers send is written to a bucket by a function, which takes no more than a few megabytes with one call.
    ///
    /// An API takes 10 MB and hands a function 6 MB at most, the whole event as JSON; bytes that are no text stand in it
    /// as base64, a third longer, so that a file may have some 4.5 MB. A load balancer hands a function 1 MB. What is
    /// larger is answered with 413 before any code runs. For larger files let the function give out a signed address of
    /// the bucket, to which the caller sends the file itself.
    ///
    /// ```stack
    /// bucket photos {}
    /// role keep {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function keep {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./keep"
    ///   role    = role.keep
    ///   uses bucket.photos to write
    /// }
    /// api public {}
    /// api.public "PUT /photos/{id}" -> function.keep  // info: upload-through-function
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role sign {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function sign {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./sign"
    ///   role    = role.sign
    ///   uses bucket.photos to write
    /// }
    /// api public {}
    /// api.public "GET /photos/{id}/upload" -> function.sign
    /// ```
    "upload-through-function" Info [
        Fact::new("lambda.toml", "payload.sync_request_bytes", "AWS Lambda Developer Guide, Lambda quotas"),
        Fact::new("apigateway.toml", "http.payload_max_bytes", "API Gateway API models 2015-07-09 and 2018-11-29"),
        Fact::new("elb.toml", "lambda_targets.request_body_max_bytes", "ELBv2 API model 2015-12-01"),
    ] each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let Some(load) = cx.link(ends).filter(|_| sends(ends)).and_then(|link| link.load("function")) else {
        return;
    };
    let Some(function) = cx.target(ends).filter(|target| target.kind == "function") else { return };
    let Some(bucket) = kept_in(cx, function) else { return };
    let most = Quantity::whole(Dimension::Size, load.bytes);
    let message = format!(
        "what `{}` writes to `{}` comes with the request, of which it takes {most} at most",
        function.address, bucket.address
    );
    cx.report(
        Diagnostic::new(&RULE, ends.span, message)
            .help("for larger files give out a signed address of the bucket, and let the caller send them there")
            .about(flow.address.as_str()),
    );
}

/// Whether requests of an arrow bring something along: those that put or post.
fn sends(ends: &FlowEnds) -> bool {
    let method = ends.event.split(' ').next().unwrap_or_default();
    matches!(ends.source.kind(), "api") && matches!(method, "PUT" | "POST")
        || ends.source.kind() == "load_balancer"
}

/// The bucket that a function writes to.
fn kept_in<'a>(cx: &Cx<'a>, function: &Resource) -> Option<&'a Resource> {
    let mut writes = function
        .needs
        .iter()
        .filter(|need| need.verb == "write" && need.declared == Declared::ByStack)
        .filter_map(|need| cx.get(need.on.as_ref()?));
    writes.find(|on| on.kind == "bucket")
}
