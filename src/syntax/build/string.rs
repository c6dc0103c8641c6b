//! Strings: escapes, `${…}`, and the common indent of `"""` blocks.

use ecow::EcoString;

use super::super::ast::{ExprKind, TemplatePart};
use super::super::parser::{Node, Rule};
use super::Build;

impl Build<'_> {
    /// A string with an escape or a `${` in it.
    pub(super) fn template(&mut self, node: Node) -> ExprKind {
        self.parts(node, None)
    }

    /// A `"""` block: its lines without their common indent, the last line break included.
    pub(super) fn block(&mut self, node: Node) -> ExprKind {
        let all = self.slice(node.start, node.end);
        let all = all.strip_suffix("\"\"\"").unwrap_or(all);
        let first = all.find('\n').map_or(all.len(), |at| at + 1);
        let indent = common_indent(all.get(first..).unwrap_or(""));
        self.parts(node, Some(&indent))
    }

    fn parts(&mut self, node: Node, indent: Option<&str>) -> ExprKind {
        let inner = node.next as usize;
        let is_part = |node: &Node| node.rule != Rule::escape && node.start < node.end;
        let mut list = Vec::with_capacity(self.count(inner, is_part));
        let mut text = EcoString::new();
        let (mut broken, mut begun) = (false, false);
        while let Some(rule) = self.peek(inner) {
            let here = self.nodes.get(self.at).copied();
            if self.mark(rule) {
                match (rule, here) {
                    (Rule::wrong_escape, Some(part)) => text.push_str(self.slice(part.start, part.end)),
                    (Rule::block_head, _) => {}
                    _ => broken = true,
                }
                continue;
            }
            let Some(part) = self.take() else { break };
            match rule {
                Rule::text | Rule::l_text => text.push_str(self.slice(part.start, part.end)),
                Rule::block_text => {
                    let raw = self.slice(part.start, part.end);
                    push_lines(&mut text, raw, indent.unwrap_or(""), !begun);
                }
                Rule::escape => match escaped(self.slice(part.start, part.end)) {
                    Some(character) => text.push(character),
                    None => self.found.no_character(self.place(part)),
                },
                _ => {
                    if !text.is_empty() {
                        list.push(TemplatePart::Text(std::mem::take(&mut text)));
                    }
                    let value = self.value(part.next as usize);
                    list.push(TemplatePart::Value(value));
                    while self.mark_next(part.next as usize) {}
                    self.at = part.next as usize;
                }
            }
            begun = true;
        }
        if broken {
            return ExprKind::Missing;
        }
        if indent.is_some() {
            text = without_last_indent(text);
        }
        if list.is_empty() {
            return ExprKind::String(text);
        }
        if !text.is_empty() {
            list.push(TemplatePart::Text(text));
        }
        ExprKind::Template(list.into())
    }
}

/// The blanks that all lines with text begin with.
pub(in crate::syntax) fn common_indent(text: &str) -> String {
    let mut common: Option<&str> = None;
    let lines = text.split('\n');
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let own = line.get(..blanks).unwrap_or("");
        let same = |other: &str| other.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count();
        common = Some(common.map_or(own, |before| before.get(..same(before)).unwrap_or("")));
    }
    common.unwrap_or("").to_owned()
}

/// Adds the lines of `raw`, each that begins in it without `indent`; `\r` before a line break is dropped.
fn push_lines(text: &mut EcoString, raw: &str, indent: &str, starts_line: bool) {
    for (number, line) in raw.split('\n').enumerate() {
        if number > 0 {
            text.push('\n');
        }
        let begins = number > 0 || starts_line;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = if begins { line.strip_prefix(indent).unwrap_or(line.trim_start()) } else { line };
        text.push_str(line);
    }
}

/// The text without the blanks before the closing quotes, where these stand on a line of their own.
fn without_last_indent(text: EcoString) -> EcoString {
    let short = text.trim_end_matches([' ', '\t']);
    if short.ends_with('\n') { short.into() } else { text }
}

/// The character an escape stands for; nothing if there is none of that number.
fn escaped(escape: &str) -> Option<char> {
    let name = escape.strip_prefix('\\')?;
    match name {
        "n" => Some('\n'),
        "t" => Some('\t'),
        _ => match name.strip_prefix("u{") {
            Some(digits) => char::from_u32(u32::from_str_radix(digits.strip_suffix('}')?, 16).ok()?),
            None => name.chars().next(),
        },
    }
}
