//! Images that their repository deletes while they are in use.

use rustc_hash::FxHashMap;

use super::Cx;
use crate::check::images::{Image, can_run_images, images};
use crate::check::looks::Aspect;
use crate::diag::{Diagnostic, rule};
use crate::iam::{Case, matches};
use crate::model::{Map, Resource, Value};

rule! {
    /// A repository deletes an image by itself that something of the stack still runs.
    ///
    /// ECR does not ask who runs an image. One that goes by its age goes however well it serves, and where only the newest
    /// is kept, pushing the next one deletes the one that runs; what then starts anew, or goes back a version, finds
    /// nothing. Of several `cleanup` lines that fit an image, the one with the least `priority` decides.
    ///
    /// ```stack
    /// repository web {
    ///   cleanup old { priority = 1  of = "tagged"  prefixes = ["1."]  older_than = 14 days }
    /// }
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.25 vCPU
    ///   memory  = 512 MB
    ///   count   = 2
    ///   container app { image = "${repository.web.url}:1.4.2" }  // warning: image-swept-away
    /// }
    /// ```
    ///
    /// ```stack
    /// repository web {
    ///   cleanup tries { priority = 1  of = "tagged"  prefixes = ["try-"]  older_than = 14 days }
    ///   cleanup rest { priority = 2  more_than = 20 }
    /// }
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.25 vCPU
    ///   memory  = 512 MB
    ///   count   = 2
    ///   container app { image = "${repository.web.url}:1.4.2" }
    /// }
    /// ```
    "image-swept-away" Warning => check
}

fn check(cx: &mut Cx<'_>) {
    let sweeping = cx.of_kinds(&["repository"]).filter(|(one, _)| may_sweep(one));
    let repositories: FxHashMap<&str, &Resource> =
        sweeping.filter_map(|(one, _)| Some((one.output("url")?, one))).collect();
    // Most keep what they have, or so many images that nobody can tell which ones go.
    if repositories.is_empty() {
        return;
    }
    for (resource, _) in cx.sides(Aspect::Images).of_kinds(can_run_images) {
        for image in images(resource) {
            let Some(repository) = repositories.get(image.url) else { continue };
            if let Some(diagnostic) = finding(repository, &image) {
                cx.report(diagnostic);
            }
        }
    }
}

/// Whether a repository may delete an image that is known by its name.
fn may_sweep(repository: &Resource) -> bool {
    repository.input("cleanup").is_some() || keeps_one(repository)
}

fn keeps_one(repository: &Resource) -> bool {
    repository.input("keep_images").and_then(Value::as_whole) == Some(1)
}

/// What deletes an image.
struct Broom<'a> {
    /// Where it stands in the repository.
    path: String,
    body: &'a Map,
}

fn finding(repository: &Resource, image: &Image<'_>) -> Option<Diagnostic> {
    let (place, why) = match broom(repository, image) {
        Some(Broom { path, body }) => match (body.get("older_than"), body.get("more_than")) {
            (Some(age), _) => (path, format!("{age} after it was pushed")),
            (None, Some(most)) if most.as_whole() == Some(1) => {
                (path, "as soon as another one that fits is pushed".to_owned())
            }
            _ => return None,
        },
        None => keeps_one(repository)
            .then(|| ("keep_images".to_owned(), "as soon as another image is pushed".to_owned()))?,
    };
    let named = image.tag.map_or_else(|| "its image".to_owned(), |tag| format!("its image `{tag}`"));
    let message = format!("`{}` deletes {named} {why}, whether it runs or not", repository.address);
    Some(
        Diagnostic::new(&RULE, image.by.place(&image.path), message)
            .label(repository.place(&place), "by this")
            .help("keep images by number, `more_than = 20`, or let only tags that nothing runs match")
            .about(image.by.address.as_str()),
    )
}

/// The line that decides about an image; none where what it is named by does not say.
fn broom<'a>(repository: &'a Resource, image: &Image<'_>) -> Option<Broom<'a>> {
    let lines = repository.input("cleanup")?.as_map()?;
    let about = lines.iter().filter_map(|(label, body)| Some((label, body.as_map()?)));
    let fitting = about.filter(|(_, body)| fits(body, image.tag));
    let first = fitting.min_by_key(|(_, body)| body.get("priority").and_then(Value::as_whole))?;
    Some(Broom { path: format!("cleanup.{}", first.0), body: first.1 })
}

/// Whether a line is about images with that tag.
fn fits(body: &Map, tag: Option<&str>) -> bool {
    let listed = |name: &str| {
        let items = body.get(name).and_then(Value::as_list).unwrap_or_default();
        items.iter().filter_map(Value::as_str).collect::<Vec<_>>()
    };
    match body.get("of").and_then(Value::as_str) {
        Some("untagged") => false,
        Some("tagged") => tag.is_some_and(|tag| {
            listed("prefixes").iter().any(|prefix| tag.starts_with(prefix))
                || listed("patterns").iter().any(|pattern| matches(Case::Sensitive, pattern, tag))
        }),
        _ => true,
    }
}
