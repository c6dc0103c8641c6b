//! Images that a service cannot fetch.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// App Runner or Lambda is given an image that is not where it fetches images.
    ///
    /// App Runner fetches them from two places: repositories of ECR in this account, under its `access_role`, and the public
    /// ones of ECR, without. Lambda runs what is in a private repository of ECR in its own Region, and nothing else; its
    /// guide (Create a Lambda function using a container image) says so. What is elsewhere, Docker Hub among it, is copied
    /// to a repository of one's own first.
    ///
    /// ```stack
    /// function convert { image = "public.ecr.aws/docker/library/python:3.14" }  // error: image-from-elsewhere
    /// function label {
    ///   image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/label:1.4.2"      // error: image-from-elsewhere
    /// }
    /// ```
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
    ] each "web_service" "function" => check
}

/// Where public images of ECR are.
const PUBLIC: &str = "public.ecr.aws/";

fn check<'a>(cx: &mut Cx<'a>, (service, _): Known<'a>) {
    let Some(image) = service.input("image").and_then(Value::as_str) else { return };
    if service.kind == "function" {
        return of_function(cx, service, image);
    }
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

/// Lambda takes nothing from elsewhere, not even what it could reach.
fn of_function(cx: &mut Cx<'_>, function: &Resource, image: &str) {
    let place = function.place("image");
    let help = "copy it to a `repository` of the stack and write `\"${repository.NAME.url}:TAG\"`";
    let message = match region(image) {
        None => {
            format!("Lambda runs images of private repositories of ECR alone, and `{image}` is not there")
        }
        Some(region) if cx.is_identified() && region != cx.region() => {
            format!("`{image}` is in {region}, and Lambda runs what is in its own Region, {}", cx.region())
        }
        Some(_) => return,
    };
    cx.report(Diagnostic::new(&RULE, place, message).help(help).about(function.address.as_str()));
}

/// The Region of the private repository that an image is in, if it is in one.
fn region(image: &str) -> Option<&str> {
    let (_, rest) = image.split('/').next()?.split_once(".dkr.ecr.")?;
    rest.split_once(".amazonaws.com").map(|(region, _)| region)
}

/// Whether an image is in a repository of some account: `111122223333.dkr.ecr.us-east-1.amazonaws.com/…`.
fn is_private(image: &str) -> bool {
    region(image).is_some()
}
