//! What is shown, as data; the shapes of the JSON output live here.
//!
//! Knows nothing of colour, HTML or width.

pub mod access;
pub mod access_change;
pub mod action;
pub mod attribute;
pub mod events;
pub mod graph;
pub mod kinds;
pub mod plan;
mod reason;
pub mod record;
pub mod reference;
pub mod rule_page;
pub mod rules;
pub mod run;
pub mod schedule;
pub mod template;
pub mod value;
