//! Images that a service cannot fetch.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// App Runner is given an image that is not where it says.
    ///
    /// It fetches images from two places: repositories of ECR in this account, under its `access_role`, and the public
    /// ones of ECR, without. What is elsewhere, Docker Hub among it, is copied to a repository of one's own first.
    ///
    /// ```stack
    /// #[allow(service-closed-to-new-customers): "this account ran App Runner before"]
    /// web_service site {
    ///   image = "nginx:1.29"  // error: image-from-elsewhere
    /// }
    /// ```
    ///
    /// ```stack
    /// repository site { keep_images = 5 }
    /// #[allow(service-closed-to-new-customers): "this account ran App Runner before"]
    /// web_service site {
    ///   image = "${repository.site.url}:2.0.1"
    /// }
    /// #[allow(service-closed-to-new-customers): "this account ran App Runner before"]
    /// web_service hello {
    ///   image    = "public.ecr.aws/aws-containers/hello-app-runner:latest"
    ///   registry = "ecr_public"
    /// }
    /// ```
    "image-from-elsewhere" Error [
        Fact::new("apprunner.toml", "service.image_repository_types", "App Runner API model 2020-05-15"),
        Fact::new("apprunner.toml", "service.access_role_required_for", "App Runner API model 2020-05-15"),
    ] each "web_service" => check
}

/// Where public images of ECR are.
const PUBLIC: &str = "public.ecr.aws/";

fn check<'a>(cx: &mut Cx<'a>, (service, _): Known<'a>) {
    let Some(image) = service.input("image").and_then(Value::as_str) else { return };
    let registry = service.input("registry").and_then(Value::as_str).unwrap_or_default();
    let place = service.place("image");
    let found = match (registry, image.starts_with(PUBLIC)) {
        ("ecr", true) => Diagnostic::new(&RULE, place, format!("`{image}` is in the public registry of ECR"))
            .help("write `registry = \"ecr_public\"` beside it; there it needs no `access_role`"),
        ("ecr", false) if !is_private(image) => Diagnostic::new(
            &RULE,
            place,
            format!("App Runner fetches images from ECR alone, and `{image}` is not there"),
        )
        .help("copy it to a `repository` of the stack and write `\"${repository.NAME.url}:TAG\"`"),
        ("ecr_public", false) => {
            Diagnostic::new(&RULE, place, format!("`{image}` is not in the public registry of ECR")).help(
                format!(
                    "images there begin with `{PUBLIC}`; for a repository of one's own leave `registry` out"
                ),
            )
        }
        _ => return,
    };
    cx.report(found.about(service.address.as_str()));
}

/// Whether an image is in a repository of some account: `111122223333.dkr.ecr.us-east-1.amazonaws.com/…`.
fn is_private(image: &str) -> bool {
    let host = image.split('/').next().unwrap_or_default();
    host.contains(".dkr.ecr.") && host.contains(".amazonaws.com")
}
