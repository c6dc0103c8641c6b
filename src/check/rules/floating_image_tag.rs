//! Images that may be another tomorrow, and tags that no image has.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, Severity, rule};

/// Most characters of a tag.
const LONGEST: usize = 128;

rule! {
    /// An image is named without a tag, or by `latest`, so that nobody knows which one will run.
    ///
    /// What runs is then whatever was pushed last: two tasks of one service may run different code, and a rollback starts
    /// the same image anew. A tag of its own for every version, in a repository that is `immutable`, or a digest, says
    /// which one is meant. Which tags a registry has cannot be seen from here; how a tag may be spelled can.
    ///
    /// ```stack
    /// cluster main {}
    /// repository web { keep_images = 10 }
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 2
    ///   container app { image = "${repository.web.url}:latest"  port = 80 }  // warning: floating-image-tag
    ///   container log { image = repository.web.url }                        // warning: floating-image-tag
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// repository web { immutable = true  keep_images = 10 }
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 2
    ///   container app { image = "${repository.web.url}:1.4.2"  port = 80 }
    /// }
    /// ```
    "floating-image-tag" Warning [
        Fact::unconfirmed("ecr.toml", "image_tag.pattern"),
        Fact::new("ecr.toml", "image_tag.mutability_default", "ECR API model 2015-09-21"),
    ] each "service" "task" => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    for (label, body) in containers(task) {
        let Some(image) = body.get("image").and_then(crate::model::Value::as_str) else { continue };
        // A digest says all.
        if image.contains('@') {
            continue;
        }
        let last = image.rsplit('/').next().unwrap_or(image);
        let (severity, message) = match last.split_once(':').map(|(_, tag)| tag) {
            None => (Severity::Warning, format!("`{label}` runs whichever image of `{image}` is `latest`")),
            Some("latest") => (Severity::Warning, format!("`{label}` runs whichever image is `latest`")),
            // The pattern is not confirmed.
            Some(tag) if !is_spelled_well(tag) => {
                (Severity::Info, format!("`{tag}` of `{label}` is no tag that an image can have"))
            }
            Some(_) => continue,
        };
        let diagnostic = Diagnostic::new(&RULE, task.place(&format!("container.{label}.image")), message)
            .severity(severity)
            .help("name a version, such as `:1.4.2`, or a digest, `@sha256:…`")
            .about(task.address.as_str());
        cx.report(diagnostic);
    }
}

/// Letters, digits and `_`, then also `.` and `-`.
fn is_spelled_well(tag: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    tag.len() <= LONGEST && tag.starts_with(word) && tag.chars().all(|c| word(c) || c == '.' || c == '-')
}
