//! Views as text for people: labels and widths, no decisions.

mod styled;
mod wrap;

pub use styled::{Colour, Detail, Glyphs, Label, Line, Look, render};
