//! Views as text for people: labels and widths, no decisions.

pub mod access;
mod access_change;
pub mod kinds;
mod lines;
pub mod plan;
mod plan_changes;
mod plan_steps;
pub mod rules;
pub mod run;
pub mod schedule;
mod styled;
mod table;
mod wrap;

pub use styled::{Colour, Detail, Glyphs, Label, Line, Look, render};
pub use table::table;
