//! Zones of another region.

use super::{Cx, Known};
use crate::base::Span;
use crate::catalog::{Attr, Kind, Type};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::{Origin, Resource, Value};

rule! {
    /// Something shall stand in an availability zone that is none of the stack's region.
    ///
    /// A stack lives in one region, whose zones are called after it with a letter behind: `ap-northeast-2a`. Nothing of
    /// it can stand in a zone of another region, and AWS refuses to make it.
    ///
    /// ```stack
    /// stack shop { region = "ap-northeast-2"  account = "111122223333" }
    /// volume ledger {
    ///   zone = "us-east-1a"  // error: zone-outside-region
    ///   size = 20 GB
    /// }
    /// ```
    ///
    /// ```stack
    /// stack shop { region = "ap-northeast-2"  account = "111122223333" }
    /// volume ledger {
    ///   zone = "ap-northeast-2a"
    ///   size = 20 GB
    /// }
    /// ```
    "zone-outside-region" Error each if |kind| has_zones(kind) => check
}

fn has_zones(kind: &Kind) -> bool {
    kind.shape.attrs.iter().any(is_zone)
}

fn is_zone(attr: &Attr) -> bool {
    matches!(attr.ty, Type::Zone | Type::List(Type::Zone))
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    // What is made by itself has its zone from what it belongs to.
    if matches!(resource.origin, Origin::Implicit(_)) {
        return;
    }
    for attr in kind.shape.attrs.iter().filter(|attr| is_zone(attr)) {
        match resource.input(attr.name) {
            Some(Value::String(zone)) => judge(cx, resource, zone, resource.places.get(attr.name)),
            Some(Value::List(zones)) => {
                for (at, zone) in zones.iter().enumerate() {
                    let place = resource.places.get(&format!("{}[{at}]", attr.name));
                    let Some(zone) = zone.as_str() else { continue };
                    if place.is_some() {
                        judge(cx, resource, zone, place);
                    } else {
                        judge_shared(cx, resource, zone, resource.place(attr.name));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Judges a zone that was written where it is used.
fn judge(cx: &mut Cx<'_>, resource: &Resource, zone: &str, place: Option<Span>) {
    let Some(diagnostic) = fault(cx, resource, zone, place.unwrap_or(resource.head)) else { return };
    let letter = zone.chars().last().filter(char::is_ascii_lowercase);
    let mended = letter.map(|letter| format!("\"{}{letter}\"", cx.region()));
    cx.report(match (mended, place.filter(|_| !shares_text(resource))) {
        (Some(mended), Some(place)) => diagnostic.fix(format!("change to `{mended}`"), place, mended),
        _ => diagnostic,
    });
}

/// Judges a zone that was written elsewhere, so that no text can be mended here.
fn judge_shared(cx: &mut Cx<'_>, resource: &Resource, zone: &str, place: Span) {
    if let Some(diagnostic) = fault(cx, resource, zone, place) {
        cx.report(diagnostic);
    }
}

fn fault(cx: &Cx<'_>, resource: &Resource, zone: &str, span: Span) -> Option<Diagnostic> {
    let region = cx.region();
    // Local zones and Wavelength zones have their place between the region and the letter.
    let rest = zone.strip_prefix(region);
    let is_zone = |rest: &str| {
        rest.ends_with(|c: char| c.is_ascii_lowercase()) && (rest.len() == 1 || rest.starts_with('-'))
    };
    if rest.is_some_and(is_zone) || !cx.is_identified() {
        return None;
    }
    let message = format!("`{zone}` is no availability zone of `{region}`, where this stack is");
    let help = format!("zones are called after their region: `{region}a`, `{region}b`");
    Some(Diagnostic::new(&RULE, span, message).help(help).about(resource.address.as_str()))
}
