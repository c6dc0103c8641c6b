//! What things come to.

use super::project::Project;
use crate::base::Span;
use crate::catalog::Attr;
use crate::model::{Origin, Resource, Value};

/// The resources that a declaration stands for: one, or one for each round of its loop or use of its module.
pub(super) fn instances(project: &Project, declaration: Span) -> impl Iterator<Item = &Resource> {
    let all = project.analysis.any().resources.values();
    all.filter(move |resource| {
        resource.span == declaration && !matches!(resource.origin, Origin::Implicit(_))
    })
}

/// The CPU that comes with a value, in words.
pub(super) fn share_text(row: &Attr, value: &Value) -> Option<String> {
    let bytes = value.as_quantity()?.as_whole()?;
    let hundredths = row.share?.hundredths(bytes);
    Some(format!("about {}.{:02} vCPU", hundredths / 100, hundredths % 100))
}
