//! Layers that are named without their version.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A layer is named without its version.
    ///
    /// A function is laid upon one version of a layer, never upon whatever is newest; the ARN of a version ends in `:` and its
    /// number.
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   layers = ["arn:aws:lambda:ap-northeast-2:111122223333:layer:images"]  // error: layer-without-version
    /// }
    /// ```
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   layers = ["arn:aws:lambda:ap-northeast-2:111122223333:layer:images:3"]
    /// }
    /// ```
    "layer-without-version" Error [
        Fact::new("lambda.toml", "layers.arn_must_include_version", "Lambda API model 2015-03-31")
    ] each "function" => check
}

fn check<'a>(cx: &mut Cx<'a>, (function, _): Known<'a>) {
    let layers = function.input("layers").and_then(Value::as_list).unwrap_or_default();
    for layer in layers {
        let Some(arn) = layer.as_str().filter(|arn| lacks_version(arn)) else { continue };
        let message = format!("`{arn}` names a layer, but no version of it");
        let span = function.place("layers");
        let help = format!("add the number of the version: `{arn}:1`");
        cx.report(Diagnostic::new(&RULE, span, message).help(help).about(function.address.as_str()));
    }
}

/// Whether a text is the ARN of a layer as a whole.
fn lacks_version(arn: &str) -> bool {
    let mut fields = arn.split(':').skip(5);
    fields.next() == Some("layer") && fields.count() < 2
}
