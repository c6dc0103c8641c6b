//! Two resources under one name.

use std::borrow::Cow;
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::{Cx, Known};
use crate::catalog::Uniqueness;
use crate::check::looks::{Aspect, Side};
use crate::check::sieves::Sifted;
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
    "duplicate-physical-name" Error among Side::Aspect(Aspect::Names), hash => check
}

/// What no two resources may have in common: kind, what the name is the only one within, and the name as it is
/// compared.
type Key<'a> = (&'static str, Option<&'a Address>, Cow<'a, str>);

/// Names are told apart by hashes, and looked at where those agree: there are very many.
fn hash<'a>(_: &Cx<'a>, known: Known<'a>) -> Option<u32> {
    let hash = FxBuildHasher.hash_one(key(known)?);
    Some((hash >> 32) as u32 ^ hash as u32)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut hashes: Vec<(u32, usize)> = sifted.into_kept().collect();
    hashes.sort_unstable();
    let mut twice: Vec<(usize, usize)> = Vec::new();
    for same in hashes.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
        let key = |at: usize| cx.at(at).and_then(key);
        for (nth, (_, at)) in same.iter().enumerate() {
            let earlier = same.iter().take(nth).rev().find(|(_, other)| key(*other) == key(*at));
            twice.extend(earlier.map(|(_, other)| (*at, *other)));
        }
    }
    twice.sort_unstable();
    for (at, other) in twice {
        if let (Some((resource, _)), Some((other, _))) = (cx.at(at), cx.at(other)) {
            report(cx, other, resource);
        }
    }
}

fn key<'a>((resource, kind): Known<'a>) -> Option<Key<'a>> {
    let naming = kind.naming?;
    let name = super::physical_name(resource)?;
    let (scope, name) = match naming.unique {
        Uniqueness::None => return None,
        // What is the only one in an account, IAM's names, is told apart without regard to case.
        Uniqueness::Account => (None, Cow::Owned(name.to_lowercase())),
        Uniqueness::Global | Uniqueness::Region => (None, Cow::Borrowed(name)),
        Uniqueness::Within(attr) => (Some(resource.input(attr)?.as_address()?), Cow::Borrowed(name)),
    };
    Some((kind.name, scope, name))
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
