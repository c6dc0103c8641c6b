//! Views as text for people: labels and widths, no decisions.

mod lines;
pub mod plan;
mod plan_changes;
mod styled;
mod wrap;

pub use styled::{Colour, Detail, Glyphs, Label, Line, Look, render};
