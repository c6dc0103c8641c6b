//! Views as text for people: labels and widths, no decisions.
