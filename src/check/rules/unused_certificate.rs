//! Certificates that nobody is shown.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A network load balancer has a certificate and does not speak TLS.
    ///
    /// It hands on what comes by TCP or UDP as it is: whoever calls is shown no certificate, or that of the target. Only with
    /// `protocol = "tls"` it opens what is sealed, and shows its own.
    ///
    /// ```stack
    /// instance feed { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer front {
    ///   type        = "network"
    ///   zones       = ["us-east-1a"]
    ///   port        = 8443
    ///   certificate = "arn:aws:acm:us-east-1:111122223333:certificate/0f5d8f38"  // warning: unused-certificate
    /// }
    /// load_balancer.front -> instance.feed { port = 8080 }
    /// ```
    ///
    /// ```stack
    /// instance feed { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer front {
    ///   type        = "network"
    ///   zones       = ["us-east-1a"]
    ///   port        = 8443
    ///   protocol    = "tls"
    ///   certificate = "arn:aws:acm:us-east-1:111122223333:certificate/0f5d8f38"
    /// }
    /// load_balancer.front -> instance.feed { port = 8080 }
    /// ```
    "unused-certificate" Warning [
        Fact::new("elb.toml", "listener.certificate_required_for", "ELB v2 API model 2015-12-01"),
    ] each "load_balancer" => check
}

fn check<'a>(cx: &mut Cx<'a>, (front, _): Known<'a>) {
    let Some(spoken) = front.input("protocol").and_then(Value::as_str) else { return };
    // QUIC is sealed by itself.
    if front.input("certificate").is_none() || !["tcp", "udp", "tcp_udp"].contains(&spoken) {
        return;
    }
    let message = format!("`{}` speaks `{spoken}`, so nobody is shown its certificate", front.address);
    let diagnostic = Diagnostic::new(&RULE, front.place("certificate"), message)
        .help("write `protocol = \"tls\"`, or leave the certificate to the target")
        .about(front.address.as_str());
    let written = front.places.get("protocol").filter(|_| !shares_text(front));
    cx.report(match written {
        Some(place) => diagnostic.fix("change to `\"tls\"`", place, "\"tls\""),
        None => diagnostic,
    });
}
