//! Images of machines that are no images.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A machine is to start from something that is no id of an image.
    ///
    /// EC2 knows machine images by ids: `ami-` and eight or seventeen digits and letters. A name such as `ubuntu-24.04` is
    /// not looked up, and the same system has another id in every region; its publisher lists them. A parameter of Systems
    /// Manager can stand for one: `resolve:ssm:/aws/service/…`.
    ///
    /// ```stack
    /// instance till {
    ///   type  = "t3.small"
    ///   image = "ubuntu-24.04"  // error: invalid-image-id
    /// }
    /// ```
    ///
    /// ```stack
    /// instance till {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    /// }
    /// ```
    "invalid-image-id" Error [Fact::unconfirmed("ec2.toml", "ids.ami")] each "instance" "capacity" => check
}

fn check<'a>(cx: &mut Cx<'a>, (machine, _): Known<'a>) {
    let Some(image) = machine.input("image").and_then(Value::as_str) else { return };
    if image.contains("resolve:ssm:") || is_id(image) {
        return;
    }
    let message = if image.starts_with("ami-") {
        format!("`{image}` is no id of an image: behind `ami-` stand 8 or 17 digits and small letters")
    } else {
        format!("`{image}` is no id of an image, which begins with `ami-`")
    };
    cx.report(
        Diagnostic::new(&RULE, machine.place("image"), message)
            .help(format!(
                "look up which id the image has in `{}`, or name its parameter: `resolve:ssm:/aws/service/…`",
                cx.region()
            ))
            .about(machine.address.as_str()),
    );
}

/// Whether a text is `ami-` and as many letters and digits as ids have.
fn is_id(image: &str) -> bool {
    image.strip_prefix("ami-").is_some_and(|rest| {
        matches!(rest.len(), 8 | 17)
            && rest.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
    })
}
