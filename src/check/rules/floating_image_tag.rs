//! Images that may be another tomorrow, and tags that no image has.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::images::{Image, Named, images};
use crate::diag::{Diagnostic, Severity, rule};

/// Most characters of a tag.
const LONGEST: usize = 128;

rule! {
    /// An image is named without a tag, or by `latest`, so that nobody knows which one will run.
    ///
    /// What runs is then whatever was pushed last: two tasks of one service may run different code, and a rollback starts
    /// the same image anew. A tag of its own for every version, in a repository that is `immutable`, or a digest, says
    /// which one is meant. A function even keeps the image that had the tag when it was last changed. Which tags a registry
    /// has cannot be seen from here; how a tag may be spelled can, and what no tag can be is an error.
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
    ] each "service" "task" "job" "function" "web_service" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    for image in images(resource) {
        let Some((severity, message)) = fault(&image) else { continue };
        let diagnostic = Diagnostic::new(&RULE, resource.place(&image.path), message)
            .severity(severity)
            .help("name a version, such as `:1.4.2`, or a digest, `@sha256:…`")
            .about(resource.address.as_str());
        cx.report(diagnostic);
    }
}

/// What is wrong with how an image is named.
fn fault(image: &Image<'_>) -> Option<(Severity, String)> {
    // Of what runs, the container has a name of its own, or all of it is the resource.
    let mut words = image.path.split('.');
    let who = match (words.next(), words.next()) {
        (Some("container"), Some(label)) => label,
        _ => image.by.address.as_str(),
    };
    let floating = match (image.tag, image.named) {
        (Some(tag), _) if !is_spelled_well(tag) => {
            return Some((Severity::Error, format!("`{tag}` of `{who}` is no tag that an image can have")));
        }
        (Some("latest"), _) => "whichever image is `latest`".to_owned(),
        (None, Named::ByTag) => format!("whichever image of `{}` is `latest`", image.url),
        _ => return None,
    };
    let message = match image.by.kind.as_str() {
        // It starts anew whenever an image is pushed, which is what such a tag is for there.
        "web_service" => return None,
        "function" => format!("`{who}` keeps {floating} when it is changed, and does not see the next one"),
        _ => format!("`{who}` runs {floating}"),
    };
    Some((Severity::Warning, message))
}

fn is_spelled_well(tag: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    tag.len() <= LONGEST && tag.starts_with(word) && tag.chars().all(|c| word(c) || c == '.' || c == '-')
}
