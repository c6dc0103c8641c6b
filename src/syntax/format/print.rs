//! Parts to text: what fits on a line, and how what does not fit is broken.

use unicode_width::UnicodeWidthStr;

use super::lines::lines;
use super::parts::{Form, Group, Node, Part};
use super::token::{Kind, Token};

/// Columns that a line may have.
pub(super) const COLUMNS: usize = 100;

/// Columns of one level.
const STEP: usize = 2;

/// Blanks for so many levels.
pub(super) fn blanks(levels: usize) -> String {
    " ".repeat(STEP * levels)
}

/// One part as text; the indent before its first line is not in it.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) text: String,
    /// The byte at which columns may be added to line it up with its neighbours, and the columns before that.
    pub(super) align: Option<(usize, usize)>,
    /// Whether it has brackets on one line that could go on several.
    pub(super) breakable: bool,
}

/// Nodes on one line, if they may stand on one.
pub(super) fn on_one_line(nodes: &[Node<'_>]) -> Option<String> {
    let mut flat = Flat { text: String::new(), width: 0, limit: usize::MAX };
    flat.row(nodes, Remarks::Kept).then_some(flat.text)
}

/// Writes a part whose first line is indented by so many levels; `align` is the node that may be moved to the right,
/// for which `reserve` columns are kept free.
pub(super) fn print(part: &Part<'_>, levels: usize, align: Option<usize>, reserve: usize) -> Printed {
    let mut printer = Printer {
        out: String::new(),
        column: STEP * levels,
        levels,
        line_levels: levels,
        breakable: false,
        aligned: None,
    };
    printer.row(&part.nodes, Row { after: 0, align, reserve, own: part.own_body(), outer: true });
    Printed { text: printer.out, align: printer.aligned, breakable: printer.breakable }
}

/// Whether a blank stands between two nodes.
fn apart(before: Option<&Node<'_>>, node: &Node<'_>) -> bool {
    let touches = match node {
        Node::Token(token) => matches!(token.kind, Kind::After | Kind::Tight),
        Node::Group(group) => group.tight,
    };
    match before {
        None => false,
        Some(Node::Token(token)) => !touches && !matches!(token.kind, Kind::Before | Kind::Tight),
        Some(Node::Group(_)) => !touches,
    }
}

/// Whether comments within a line keep it on one.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Remarks {
    Kept,
    Refused,
}

/// A line that is tried.
struct Flat {
    text: String,
    width: usize,
    limit: usize,
}

impl Flat {
    fn push(&mut self, text: &str, width: usize) -> bool {
        self.width += width;
        self.text.push_str(text);
        self.width <= self.limit
    }

    fn row(&mut self, nodes: &[Node<'_>], remarks: Remarks) -> bool {
        let mut before = None;
        for node in nodes {
            if before.is_some() && node.first().breaks > 0 {
                return false;
            }
            if apart(before, node) && !self.push(" ", 1) {
                return false;
            }
            let fits = match node {
                Node::Token(token) => self.token(token, remarks),
                Node::Group(group) => self.group(group, remarks),
            };
            if !fits {
                return false;
            }
            before = Some(node);
        }
        true
    }

    fn token(&mut self, token: &Token<'_>, remarks: Remarks) -> bool {
        match token.kind {
            Kind::Note | Kind::Allow | Kind::Block | Kind::Verbatim => false,
            Kind::Remark if remarks == Remarks::Refused || token.text.contains('\n') => false,
            _ => self.width + token.width <= self.limit && self.push(&token.text, token.width),
        }
    }

    fn group(&mut self, group: &Group<'_>, remarks: Remarks) -> bool {
        let plain = |part: &Part<'_>| part.shape.is_some() && part.trail.is_empty();
        if group.broken || !group.head.is_empty() || !group.parts.iter().all(plain) {
            return false;
        }
        let (edge, between, remarks) = match group.form {
            Form::Body if !group.parts.is_empty() => (" ", "  ", Remarks::Refused),
            Form::List => ("", ", ", remarks),
            Form::Body | Form::Inline => ("", "", remarks),
        };
        if !self.push(&group.open.text, 1) || !self.push(edge, edge.len()) {
            return false;
        }
        for (at, part) in group.parts.iter().enumerate() {
            let is_block = group.form == Form::Body && part.own_body().is_some();
            let fits = !is_block && (at == 0 || self.push(between, between.len()));
            if !fits || !self.row(&part.nodes, remarks) {
                return false;
            }
        }
        self.push(edge, edge.len()) && self.push(&group.close.text, 1)
    }
}

/// How a row of nodes is written.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Columns that what follows it takes.
    after: usize,
    align: Option<usize>,
    reserve: usize,
    /// The node that is the body of the whole.
    own: Option<usize>,
    /// Whether it is a whole part.
    outer: bool,
}

struct Printer {
    out: String,
    column: usize,
    /// Levels of the part.
    levels: usize,
    /// Levels of the line.
    line_levels: usize,
    breakable: bool,
    aligned: Option<(usize, usize)>,
}

impl Printer {
    fn push(&mut self, text: &str, width: usize) {
        self.out.push_str(text);
        self.column += width;
    }

    fn line(&mut self, levels: usize) {
        self.out.push('\n');
        self.out.push_str(&blanks(levels));
        self.column = STEP * levels;
        self.line_levels = levels;
    }

    /// Text of several lines.
    fn lines(&mut self, text: &str) {
        self.out.push_str(text);
        if let Some((_, last)) = text.rsplit_once('\n') {
            self.column = last.width();
        } else {
            self.column += text.width();
        }
    }

    fn row(&mut self, nodes: &[Node<'_>], row: Row) {
        let mut before: Option<&Node<'_>> = None;
        for (at, node) in nodes.iter().enumerate() {
            let is_first = at == 0 && row.outer;
            let after_note = before.is_some_and(|node| node.first().kind == Kind::Note);
            if !is_first && (node.first().breaks > 0 || after_note) {
                self.line(self.levels + 1);
            } else if apart(before, node) {
                self.push(" ", 1);
                if node.first().kind == Kind::Note {
                    self.push(" ", 1);
                }
            }
            if row.align == Some(at) {
                self.aligned = Some((self.out.len(), self.column));
                self.column += row.reserve;
            }
            match node {
                Node::Token(token) => self.token(token),
                Node::Group(group) => {
                    let rest = nodes.get(at + 1..).unwrap_or(&[]);
                    let tail = self.tail(node, rest, row.after);
                    let base = if row.own == Some(at) { self.levels } else { self.line_levels };
                    self.group(group, tail, base);
                }
            }
            before = Some(node);
        }
    }

    fn token(&mut self, token: &Token<'_>) {
        match token.kind {
            Kind::Block => self.block(&token.text),
            Kind::Remark | Kind::Verbatim => self.lines(&token.text),
            _ => self.push(&token.text, token.width),
        }
    }

    fn block(&mut self, text: &str) {
        let levels = self.line_levels + 1;
        self.out.push_str("\"\"\"");
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            self.out.push('\n');
            if !line.is_empty() || lines.peek().is_none() {
                self.out.push_str(&blanks(levels));
            }
            self.out.push_str(line);
            self.column = STEP * levels + line.width();
        }
        self.push("\"\"\"", 3);
    }

    /// The columns of what follows a group up to where the line may next be broken.
    fn tail(&self, group: &Node<'_>, rest: &[Node<'_>], after: usize) -> usize {
        let mut flat = Flat { text: String::new(), width: 0, limit: COLUMNS };
        let mut before = Some(group);
        for node in rest {
            if node.first().breaks > 0 || node.first().kind == Kind::Note {
                return flat.width;
            }
            flat.width += usize::from(apart(before, node));
            let fits = match node {
                Node::Group(group) if group.form != Form::Inline && !group.parts.is_empty() => {
                    return flat.width + 1;
                }
                Node::Group(group) => flat.group(group, Remarks::Kept),
                Node::Token(token) => flat.token(token, Remarks::Kept),
            };
            if !fits {
                return flat.width;
            }
            before = Some(node);
        }
        flat.width + after
    }

    /// Brackets, on one line if they may and fit with the `tail` behind them; else their parts stand a level below
    /// `base`.
    fn group(&mut self, group: &Group<'_>, tail: usize, base: usize) {
        let limit = COLUMNS.saturating_sub(self.column + tail);
        let mut flat = Flat { text: String::new(), width: 0, limit };
        if flat.group(group, Remarks::Kept) {
            self.breakable = self.breakable || group.form != Form::Inline && !group.parts.is_empty();
            return self.push(&flat.text, flat.width);
        }
        self.push(&group.open.text, 1);
        if group.form == Form::Inline {
            self.inline(group, tail);
        } else if let Some(inner) = hugged(group) {
            self.group(inner, tail + 1, base);
        } else if !group.parts.is_empty() || !group.head.is_empty() {
            for comment in &group.head {
                self.out.push_str("  ");
                self.out.push_str(&comment.text);
            }
            if !group.parts.is_empty() {
                self.out.push('\n');
                self.out.push_str(&lines(&group.parts, base + 1, group.form));
            }
            self.line(base);
        }
        self.push(&group.close.text, 1);
    }

    fn inline(&mut self, group: &Group<'_>, tail: usize) {
        let nodes = group.parts.first().map_or(&[] as &[Node<'_>], |part| &part.nodes);
        let base = self.line_levels;
        self.row(nodes, Row { after: tail + 1, align: None, reserve: 0, own: None, outer: false });
        let after_note = nodes.last().is_some_and(|node| node.first().kind == Kind::Note);
        if group.close.breaks > 0 || after_note {
            self.line(base);
        }
    }
}

/// The one pair of brackets that is all there is in another: `f({ … })`, `[[ … ]]`.
fn hugged<'g, 'a>(group: &'g Group<'a>) -> Option<&'g Group<'a>> {
    let [part] = group.parts.as_slice() else { return None };
    let [Node::Group(inner)] = part.nodes.as_slice() else { return None };
    let plain = group.form == Form::List && !group.broken && group.head.is_empty() && part.trail.is_empty();
    (plain && inner.form != Form::Inline).then_some(inner)
}
