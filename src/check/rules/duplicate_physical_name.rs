//! Two resources under one name.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Cx;
use crate::catalog::Uniqueness;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Resource};

rule! {
    /// Two resources of a stack have the same name at AWS.
    ///
    /// The second one is refused when it is created, or, worse, changes the first one in its place.
    ///
    /// ```stack
    /// bucket uploads { name = "acme-photos" }
    /// bucket photos { name = "acme-photos" }  // error: duplicate-physical-name
    /// ```
    ///
    /// ```stack
    /// bucket uploads { name = "acme-uploads" }
    /// bucket photos { name = "acme-photos" }
    /// ```
    "duplicate-physical-name" Error => check
}

fn check(cx: &mut Cx<'_>) {
    let mut known: FxHashMap<(&str, Option<&Address>, Cow<'_, str>), &Resource> =
        FxHashMap::with_capacity_and_hasher(cx.stack.resources.len(), FxBuildHasher);
    for (resource, kind) in cx.resources() {
        let Some(naming) = kind.naming else { continue };
        let Some(name) = super::physical_name(resource) else { continue };
        let (scope, name) = match naming.unique {
            Uniqueness::None => continue,
            // What is the only one in an account, IAM's names, is told apart without regard to case.
            Uniqueness::Account => (None, Cow::Owned(name.to_lowercase())),
            Uniqueness::Global | Uniqueness::Region => (None, Cow::Borrowed(name)),
            Uniqueness::Within(attr) => match resource.input(attr).and_then(|value| value.as_address()) {
                Some(address) => (Some(address), Cow::Borrowed(name)),
                None => continue,
            },
        };
        let Some(other) = known.insert((kind.name, scope, name), resource) else { continue };
        report(cx, other, resource);
    }
}

/// Points at the one that stands later in the text.
fn report(cx: &mut Cx<'_>, one: &Resource, other: &Resource) {
    let (first, second) = if one.span <= other.span { (one, other) } else { (other, one) };
    let name = super::physical_name(second).unwrap_or_default();
    let other = super::physical_name(first).unwrap_or_default();
    let message = if name == other {
        format!("`{}` and `{}` are both named `{name}` at AWS", first.address, second.address)
    } else {
        format!(
            "`{}` is named `{other}` and `{}` `{name}`, which AWS takes for one name",
            first.address, second.address
        )
    };
    let made = [first, second].iter().any(|resource| resource.places.get("name").is_none());
    let help = if made {
        format!(
            "a name that is not written is made from stack and resource in small letters, `_` as `-`; \
             write one of them out: `name = \"{name}-2\"`"
        )
    } else {
        format!("give one of them another name: `name = \"{name}-2\"`")
    };
    let diagnostic = Diagnostic::new(&RULE, second.place("name"), message)
        .label(first.place("name"), format!("`{}` has the name here", first.address))
        .help(help)
        .about(second.address.as_str());
    cx.report(diagnostic);
}
