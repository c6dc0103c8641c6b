//! `place`, for what may stand on premises.

use crate::catalog::{Attr, Type};

/// The attribute of every kind that may stand on an Outpost; what may not is judged by a rule, so that it is told why.
pub(super) const PLACE: Attr = Attr::new(
    "place",
    Type::Reference(&["outpost"]),
    "The Outpost on which it stands, in place of a zone of the Region.",
)
.simulated();
