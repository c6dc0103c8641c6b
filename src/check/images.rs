//! Container images: where they are named, and which repository of the stack they are in.

use rustc_hash::FxHashMap;

use super::tasks::containers;
use crate::catalog::Kind;
use crate::model::{Resource, Stack, Value};

/// How an image is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// By its tag, which is `latest` where none is written.
    ByTag,
    /// By its digest, which says all.
    ByDigest,
}

/// An image that something runs.
#[derive(Debug, Clone)]
pub struct Image<'a> {
    /// What runs it.
    pub by: &'a Resource,
    /// Where it is named, as the places of the resource spell it: `container.app.image`.
    pub path: String,
    /// What stands before tag and digest.
    pub url: &'a str,
    /// By what.
    pub named: Named,
    /// Its tag, if one is written and counts.
    pub tag: Option<&'a str>,
}

/// Whether a kind can run any.
#[must_use]
pub fn can_run_images(kind: &Kind) -> bool {
    kind.shape.attr("image").is_some() || kind.shape.block("container").is_some()
}

/// The images that a resource runs: its own, and those of its containers.
pub fn images(resource: &Resource) -> impl Iterator<Item = Image<'_>> {
    let own = resource.input("image").and_then(Value::as_str).map(|image| ("image".to_owned(), image));
    let inner = containers(resource)
        .filter_map(|(label, body)| Some((format!("container.{label}.image"), body.get("image")?.as_str()?)));
    own.into_iter().chain(inner).map(move |(path, image)| {
        let (url, tag) = parted(image);
        let named = if image.contains('@') { Named::ByDigest } else { Named::ByTag };
        Image { by: resource, path, url, named, tag }
    })
}

/// What stands before tag and digest, and the tag. A `:` before the last `/` is that of a port.
fn parted(image: &str) -> (&str, Option<&str>) {
    let (named, digest) =
        image.split_once('@').map_or((image, None), |(named, digest)| (named, Some(digest)));
    let name = named.rfind('/').map_or(0, |slash| slash + 1);
    let colon = named.get(name..).and_then(|rest| rest.find(':')).map(|colon| name + colon);
    match colon {
        Some(colon) => {
            let tag = named.get(colon + 1..).filter(|_| digest.is_none());
            (named.get(..colon).unwrap_or(named), tag)
        }
        None => (named, None),
    }
}

/// The repositories of a stack, by what their images begin with.
#[must_use]
pub fn repositories(stack: &Stack) -> FxHashMap<&str, &Resource> {
    let all = stack.resources.values().filter(|resource| resource.kind == "repository");
    all.filter_map(|one| Some((one.output("url")?, one))).collect()
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn tags_are_told_from_ports_and_digests() {
        assert_eq!(parted("web"), ("web", None));
        assert_eq!(parted("web:1.4.2"), ("web", Some("1.4.2")));
        assert_eq!(parted("here:5000/web"), ("here:5000/web", None));
        assert_eq!(parted("here:5000/web:2"), ("here:5000/web", Some("2")));
        assert_eq!(parted("here/web@sha256:00"), ("here/web", None));
        assert_eq!(parted("here/web:2@sha256:00"), ("here/web", None));
    }
}
