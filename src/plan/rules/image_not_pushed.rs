//! Images of repositories that are still empty.

use rustc_hash::FxHashMap;

use super::Cx;
use crate::check::{can_run_images, images, repositories};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Address, Resource};
use crate::plan::Action;

rule! {
    /// What is made or changed runs an image that cannot be there: the plan makes its repository, or the repository holds
    /// none.
    ///
    /// A repository begins empty, and only a `docker push` fills it. Lambda and App Runner look for the image at once and
    /// refuse what names one that is not there; ECS, Batch and Kubernetes take it and then fail to start, again and again,
    /// until somebody pushes it. Make the repository first, push the image, and apply the rest.
    ///
    /// ```stack
    /// stack shop { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// repository tools { immutable = true  keep_images = 10 }
    ///
    /// function report { image = "${repository.tools.url}:1.0.0" }
    /// ```
    ///
    /// The first plan of this says that no image can be there yet; once one was pushed, it says so no more.
    "image-not-pushed" Info
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let repositories = repositories(cx.stack);
    if repositories.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut known: FxHashMap<&str, Option<&'static str>> = FxHashMap::default();
    // Those of a kind stand together.
    let mut runs = ("", false);
    for decided in cx.decisions {
        if !matches!(decided.step.action, Action::Create | Action::Replace | Action::Update) {
            continue;
        }
        if decided.step.kind != runs.0 {
            let kind = cx.catalog.kind(&decided.step.kind);
            runs = (&decided.step.kind, kind.is_some_and(can_run_images));
        }
        if !runs.1 {
            continue;
        }
        let Some(resource) = decided.resource else { continue };
        for image in images(resource) {
            let Some(repository) = repositories.get(image.url) else { continue };
            let why = known.entry(image.url).or_insert_with(|| empty(cx, &repository.address));
            if let Some(why) = *why {
                found.push(finding(resource, repository, &image.path, why));
            }
        }
    }
    found
}

/// Why a repository holds no image; `None` if it may hold some.
fn empty(cx: &Cx<'_>, repository: &Address) -> Option<&'static str> {
    let at = cx.decisions.binary_search_by(|decided| decided.step.address.cmp(repository)).ok();
    match at.and_then(|at| cx.decisions.get(at)).map(|decided| decided.step.action) {
        Some(Action::Create) => Some("is made by this plan and begins empty"),
        Some(Action::Replace) => Some("is made anew by this plan and begins empty"),
        _ if cx.snapshot.data.get(repository) == Some(&0) => Some("holds none"),
        _ => None,
    }
}

fn finding(resource: &Resource, repository: &Resource, path: &str, why: &str) -> Diagnostic {
    let (severity, then) = match resource.kind.as_str() {
        "function" => (Severity::Warning, ": Lambda refuses it then"),
        "web_service" => (Severity::Warning, ": App Runner cannot start it then"),
        _ => (Severity::Info, ": nothing of it starts before one is pushed"),
    };
    let message = format!(
        "the image of `{}` cannot be there, since `{}` {why}{then}",
        resource.address, repository.address
    );
    Diagnostic::new(&RULE, resource.place(path), message)
        .severity(severity)
        .help("make the repository in a change of its own, push the image, and then apply the rest")
        .about(resource.address.as_str())
}
