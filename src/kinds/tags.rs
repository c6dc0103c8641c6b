//! Names of things that AWS knows by an id alone: their name is a tag.

use crate::catalog::{Naming, OnChange, Suffix, Uniqueness};

/// A tag may say what it likes, and be changed.
pub(super) static NAME: Naming = Naming {
    min: 1,
    max: 256,
    characters: "a-zA-Z0-9 +=._:/@-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::None,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Update,
    facts: &[],
};
