//! Columns of text.

use unicode_width::UnicodeWidthStr;

use super::{Label, Line};

/// Lines with their cells in columns two blanks apart; the last column is not padded.
#[must_use]
pub fn table(rows: &[Vec<(Label, String)>]) -> Vec<Line> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (at, (_, cell)) in row.iter().enumerate() {
            match widths.get_mut(at) {
                Some(width) => *width = (*width).max(cell.width()),
                None => widths.push(cell.width()),
            }
        }
    }
    rows.iter()
        .map(|row| {
            let mut line = Line::default();
            for (at, (label, cell)) in row.iter().enumerate() {
                line = line.with(*label, cell);
                if at + 1 < row.len() {
                    let missing = widths.get(at).copied().unwrap_or(0).saturating_sub(cell.width());
                    line = line.with(Label::Plain, " ".repeat(missing + 2));
                }
            }
            line
        })
        .collect()
}
