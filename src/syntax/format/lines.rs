//! Parts below one another: runs of neighbours that are lined up, blank lines, comments behind them.

use super::marks::Shape;
use super::parts::{Form, Node, Part};
use super::print::{COLUMNS, Printed, blanks, print};
use super::token::Kind;
use unicode_width::UnicodeWidthStr;

/// What makes neighbours a run: their shape, and the word they begin with where that must be the same.
type Key<'p> = (Shape, &'p str);

/// One part and its place among its neighbours.
struct Line<'p, 'a> {
    part: &'p Part<'a>,
    printed: Printed,
    key: Option<Key<'p>>,
    blank: bool,
    /// Columns by which it is moved to the right.
    pad: usize,
}

impl Line<'_, '_> {
    fn is_one_line(&self) -> bool {
        !self.printed.text.contains('\n')
    }
}

/// The entries of a body or the elements of a list, each at so many levels; no line break at the end.
pub(super) fn lines(parts: &[Part<'_>], levels: usize, form: Form) -> String {
    let mut list = printed(parts, levels);
    align(&mut list, levels);
    join(&list, levels, form)
}

/// The declarations of a file: one over several lines has a blank line on either side.
pub(super) fn declarations(parts: &[Part<'_>]) -> String {
    let mut list = printed(parts, 0);
    align(&mut list, 0);
    let mut at = 0;
    while at < list.len() {
        let is_wide = list.get(at).is_some_and(|line| line.part.shape.is_some() && !line.is_one_line());
        if is_wide {
            let mut first = at;
            while first > 0
                && list.get(first).is_some_and(|line| !line.blank)
                && list.get(first - 1).is_some_and(|line| line.part.shape.is_none())
            {
                first -= 1;
            }
            for place in [first, at + 1] {
                if let Some(line) = list.get_mut(place) {
                    line.blank = true;
                }
            }
        }
        at += 1;
    }
    join(&list, 0, Form::Body)
}

fn printed<'p, 'a>(parts: &'p [Part<'a>], levels: usize) -> Vec<Line<'p, 'a>> {
    let one = |part: &'p Part<'a>| {
        let (key, at) = key(part);
        Line { part, printed: print(part, levels, at, 0), key, blank: part.blank, pad: 0 }
    };
    parts.iter().map(one).collect()
}

/// What a part may stand in a run with, and the node that is lined up there.
fn key<'p>(part: &'p Part<'_>) -> (Option<Key<'p>>, Option<usize>) {
    let Some(shape) = part.shape else { return (None, None) };
    let is = |kind| move |node: &Node<'_>| matches!(node, Node::Token(token) if token.kind == kind);
    let words = part.nodes.iter().map(Node::first).filter(|token| token.kind == Kind::Word);
    let word = words.map(|token| &*token.text).next().unwrap_or("");
    match shape {
        Shape::Assigned => {
            let at = part.nodes.iter().position(is(Kind::Assign));
            let is_named = at.is_some_and(|at| at > 1) && matches!(word, "let" | "output" | "adopt");
            (Some((shape, if is_named { word } else { "" })), at)
        }
        Shape::Flow => (Some((shape, "")), part.nodes.iter().position(is(Kind::Arrow))),
        Shape::Declared => (Some((shape, "")), part.own_body()),
        Shape::Sentence => (Some((shape, word)), part.own_body()),
        Shape::Plain => (None, None),
    }
}

/// Lines up each run; what does not fit then goes on several lines, and is in no run.
fn align(list: &mut [Line<'_, '_>], levels: usize) {
    let mut start = 0;
    while start < list.len() {
        let end = run(list, start);
        let Some(lines) = list.get_mut(start..end) else { return };
        let widest = lines.iter().filter_map(|line| line.printed.align).map(|(_, column)| column).max();
        let mut is_broken = false;
        for line in lines {
            let Some((_, column)) = line.printed.align else { continue };
            line.pad = widest.unwrap_or(column) - column;
            // What is on several lines may be long, and is not moved.
            if line.pad == 0 || !line.printed.breakable {
                continue;
            }
            let width = blanks(levels).len() + line.printed.text.width() + line.pad;
            if width > COLUMNS {
                let (_, at) = key(line.part);
                line.printed = print(line.part, levels, at, line.pad);
                line.printed.breakable = false;
                is_broken = is_broken || !line.is_one_line();
            }
        }
        if !is_broken {
            start = end;
        }
    }
}

/// Where the run that begins at `start` ends.
fn run(list: &[Line<'_, '_>], start: usize) -> usize {
    let Some(first) = list.get(start) else { return start };
    let joins = |line: &&Line<'_, '_>| !line.blank && line.is_one_line() && line.key == first.key;
    let more = match first.key {
        Some(_) if first.is_one_line() => {
            list.get(start + 1..).unwrap_or(&[]).iter().take_while(joins).count()
        }
        _ => 0,
    };
    start + 1 + more
}

fn join(list: &[Line<'_, '_>], levels: usize, form: Form) -> String {
    let mut out = String::new();
    let indent = blanks(levels);
    for (at, line) in list.iter().enumerate() {
        if at > 0 {
            out.push('\n');
            if line.blank {
                out.push('\n');
            }
        }
        out.push_str(&indent);
        match line.printed.align.filter(|_| line.pad > 0 && line.is_one_line()) {
            Some((byte, _)) => {
                let (before, after) =
                    line.printed.text.split_at_checked(byte).unwrap_or((&line.printed.text, ""));
                out.push_str(before);
                out.push_str(&" ".repeat(line.pad));
                out.push_str(after);
            }
            None => out.push_str(&line.printed.text),
        }
        if form == Form::List && line.part.shape.is_some() {
            out.push(',');
        }
        for (at, comment) in line.part.trail.iter().enumerate() {
            out.push_str(if at == 0 { "  " } else { " " });
            out.push_str(&comment.text);
        }
    }
    out
}
