//! Fitting text into columns, which East Asian characters take two of.

pub(super) use super::styled::columns;
use super::styled::is_plain;
use super::{Label, Line};

/// The text, or as much of its beginning as fits with `more` behind it.
pub(super) fn cut(text: &str, room: usize, more: &str) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut kept = head(text, room.saturating_sub(columns(more))).to_owned();
    kept.push_str(more);
    kept
}

/// The longest beginning that fits; at least one character, so that whoever goes on gets on.
pub(super) fn head(text: &str, room: usize) -> &str {
    let most = room.max(1);
    if let Some(begin) = text.get(..text.len().min(most + 1)).filter(|begin| is_plain(begin)) {
        return begin.get(..most).unwrap_or(begin);
    }
    let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
    let mut kept = "";
    for end in ends {
        // Whole beginnings are measured, since some characters change the width of the one before them.
        let longer = text.get(..end).unwrap_or(text);
        if columns(longer) > room && !kept.is_empty() {
            return kept;
        }
        kept = longer;
    }
    text
}

/// Sets pieces one after another behind `start`, two blanks apart or as `gap` says; what does not fit goes to the
/// next line, `indent` columns in, and what is longer than a whole line is broken.
pub(super) fn flow(start: Line, pieces: &[Line], gap: &str, indent: usize, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = start;
    for (at, piece) in pieces.iter().enumerate() {
        // A comma stays with what it follows, and needs its room there.
        let comma = if at + 1 < pieces.len() { columns(gap.trim_end()) } else { 0 };
        let width = width.saturating_sub(comma);
        let apart = if at == 0 { "" } else { gap };
        if at > 0 && line.width() + columns(apart) + piece.width() > width {
            line.push(Label::Plain, gap.trim_end());
            lines.push(std::mem::replace(&mut line, Line::indent(indent)));
        } else {
            line.push(Label::Plain, apart);
        }
        for (label, text) in piece.pieces() {
            break_into(&mut lines, &mut line, label, text, indent, width);
        }
    }
    lines.push(line);
    lines
}

/// The lines, with those that are too wide for a narrow screen gone on with below.
pub(super) fn fit(lines: Vec<Line>, indent: usize, width: usize) -> Vec<Line> {
    let mut fitting = Vec::with_capacity(lines.len());
    for line in lines {
        if line.width() <= width {
            fitting.push(line);
            continue;
        }
        let mut last = Line::default();
        for (label, text) in line.pieces() {
            break_into(&mut fitting, &mut last, label, text, indent, width);
        }
        fitting.push(last);
    }
    fitting
}

/// Words of one label, one blank apart.
pub(super) fn words(start: Line, label: Label, text: &str, indent: usize, width: usize) -> Vec<Line> {
    if start.width() + columns(text) <= width {
        return vec![start.with(label, text)];
    }
    let words: Vec<Line> = text.split(' ').map(|word| Line::default().with(label, word)).collect();
    flow(start, &words, " ", indent, width)
}

/// Adds a text, going on in new lines wherever there is no more room: after a blank, else before the text as a
/// whole, else anywhere.
fn break_into(lines: &mut Vec<Line>, line: &mut Line, label: Label, text: &str, indent: usize, width: usize) {
    let mut rest = text;
    while columns(rest) > width.saturating_sub(line.width()) {
        let fitting = head(rest, width.saturating_sub(line.width()));
        let fits = columns(fitting) + line.width() <= width;
        let blank = fitting.rfind(' ').filter(|at| *at > 0 && fits);
        if let Some(blank) = blank {
            line.push(label, rest.get(..blank).unwrap_or(""));
            rest = rest.get(blank + 1..).unwrap_or("");
        } else if line.width() <= indent {
            line.push(label, fitting);
            rest = rest.get(fitting.len()..).unwrap_or("");
        }
        lines.push(std::mem::replace(line, Line::indent(indent)));
    }
    line.push(label, rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_fits_with_the_sign_behind_it() {
        assert_eq!(cut("abcdef", 6, "…"), "abcdef");
        assert_eq!(cut("abcdefg", 6, "…"), "abcde…");
        assert_eq!(cut("업로드버킷", 6, "…"), "업로…");
        assert_eq!(columns(&cut("업로드버킷", 7, "...")), 7);
    }

    #[test]
    fn no_line_is_longer_than_the_width() {
        let pieces: Vec<Line> = ["short", "업로드".repeat(30).as_str(), "x".repeat(90).as_str(), "end"]
            .iter()
            .map(|text| Line::default().with(Label::Plain, text))
            .collect();
        for width in 40..90 {
            let lines = flow(Line::indent(6), &pieces, ", ", 8, width);
            assert!(lines.iter().all(|line| line.width() <= width), "{width}");
        }
    }
}
