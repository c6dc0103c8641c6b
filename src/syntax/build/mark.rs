//! Marks that the loose rules leave, as findings.

use super::super::ast::ExprKind;
use super::super::parser::{Node, Rule};
use super::Build;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

impl Build<'_> {
    /// Reports and takes the next node before `end` if it is a mark.
    pub(super) fn mark_next(&mut self, end: usize) -> bool {
        self.peek(end).is_some_and(|rule| self.mark(rule))
    }

    /// Reports and takes the next node, a `rule`, if that is a mark.
    pub(super) fn mark(&mut self, rule: Rule) -> bool {
        let Some(node) = self.nodes.get(self.at).copied() else { return false };
        let span = self.place(node);
        match rule {
            Rule::unclosed => self.unclosed(node),
            Rule::cut_string | Rule::cut_block => self.cut(node),
            Rule::stray | Rule::stop | Rule::stray_item => self.stray(node, rule),
            Rule::lost => {
                let trimmed = self.trimmed(node);
                self.found.error_help(trimmed, "expected a condition", "write `Operator \"key\" = value`");
            }
            Rule::colon | Rule::double_is => self.not_equal_sign(node),
            Rule::comma => self.comma(node),
            Rule::empty_list => self.found.error(
                span,
                "a list of something is written `list(…)`",
                "write the type of its elements in the parentheses: `list(string)`",
            ),
            Rule::no_comma => {
                let place = self.last_before(node.start);
                self.found.add(Diagnostic::new(&RULE, place, "expected `,` between two values").fix(
                    "insert `,`",
                    place.after(),
                    ",",
                ));
            }
            Rule::hash => {
                let sign = self.span(node.start, node.start + 1);
                self.found.add(Diagnostic::new(&RULE, sign, "comments begin with `//`").fix(
                    "change to `//`",
                    sign,
                    "//",
                ));
            }
            Rule::open_remark => self.found.error(
                self.span(node.start, node.start + 2),
                "the comment that begins here is never closed",
                "write `*/` where it ends, or begin it with `//` if it is one line",
            ),
            Rule::cut_dot => self.found.error(
                span,
                format!("expected a name after {}", self.quoted(span)),
                "go on with a name, as in `bucket.uploads.arn`, or take the dot away",
            ),
            Rule::wrong_escape => self.wrong_escape(node),
            Rule::block_head => self.found.error_help(
                span,
                "the text of a `\"\"\"` block begins on the next line",
                "break the line behind `\"\"\"`",
            ),
            _ => return self.habit(rule, node) || self.several(rule, node) || self.expected(rule, node),
        }
        self.at = node.next as usize;
        true
    }

    /// Reports `[*]` and `[1:2]`.
    fn several(&mut self, rule: Rule, node: Node) -> bool {
        let (message, help) = match rule {
            Rule::splat => {
                ("nothing stands for all items at once", "go through them: `[for x in xs: x.name]`")
            }
            Rule::slice => (
                "a list or a string has no parts from here to there",
                "name each item, `[xs[1], xs[2]]`, or go through their numbers: `[for n in range(1, 3): xs[n]]`",
            ),
            _ => return false,
        };
        self.found.error(self.trimmed(node), message, help);
        self.at = node.next as usize;
        true
    }

    /// Marks that only say what should have been here.
    fn expected(&mut self, rule: Rule, node: Node) -> bool {
        const CHOICE: &str = "both ways are written: `if condition then a else b`";
        let (what, help) = match rule {
            Rule::untyped => ("`:` and a type", "say what it is, as in `param stage: string`"),
            Rule::no_type => {
                ("a type", "write one, such as `string`, `number`, `duration`, `\"a\" | \"b\"` or `bucket`")
            }
            Rule::no_brace => ("`{`", "what belongs to it stands in braces, which may be empty: `{}`"),
            Rule::no_in => ("`in`", "write `for name in list`, or `for key, value in map`"),
            Rule::no_is => ("`=`", "write `name = value`"),
            Rule::no_arrow => ("`->`", "write `from -> to`"),
            Rule::no_colon => ("`:`", "write `[for x in list: x]`, or `{for k, v in map: k => v}`"),
            Rule::no_yield => ("`=>`", "write `{for k, v in map: k => v}`"),
            Rule::no_then => ("`then`", CHOICE),
            Rule::no_else => ("`else`", CHOICE),
            _ => return false,
        };
        let place = self.last_before(node.start);
        let message = format!("expected {what} after {}", self.quoted(place));
        if rule == Rule::no_brace && self.ends_there(place) {
            let finding = Diagnostic::new(&RULE, place, message).help(help);
            self.found.add(finding.fix("add `{}`", place.after(), " {}"));
        } else {
            self.found.error(place, message, help);
        }
        self.at = node.next as usize;
        true
    }

    /// Whether nothing follows a place that could belong to it: its line ends, and the next one stands at its beginning.
    fn ends_there(&self, place: Span) -> bool {
        let rest = self.text.get((place.end - self.base) as usize..).unwrap_or("");
        let rest = rest.trim_start_matches([' ', '\t', '\r']);
        let next = rest.strip_prefix('\n').unwrap_or(rest);
        rest.is_empty() || rest.starts_with('\n') && !next.starts_with([' ', '\t', '{'])
    }

    /// A node where a value should be.
    pub(super) fn wrong_value(&mut self, rule: Rule, node: Node) -> ExprKind {
        match rule {
            Rule::wrong_number => self.number(node),
            Rule::fraction | Rule::dollars => self.foreign_number(node),
            Rule::bare_path => self.bare_path(node),
            Rule::bare_action => {
                let (span, text) = (self.place(node), self.slice(node.start, node.end).to_owned());
                let finding = Diagnostic::new(&RULE, span, "actions stand in double quotes");
                self.found.add(finding.fix(format!("change to `\"{text}\"`"), span, format!("\"{text}\"")));
                ExprKind::String(text.into())
            }
            Rule::single => {
                let text = self.slice(node.start + 1, node.end.saturating_sub(1)).to_owned();
                let finding = Diagnostic::new(&RULE, self.place(node), "strings stand in double quotes");
                // Between backticks, a value is put in as it is here.
                let is_template = self.slice(node.start, node.start + 1) == "`" && text.contains("${");
                let plain = !text.contains(['"', '\\']) && (is_template || !text.contains('$'));
                let new = format!("\"{text}\"");
                self.found.add(if plain {
                    finding.fix(format!("change to `{new}`"), self.place(node), new)
                } else {
                    finding.help("put `\"` at both ends, and `\\\"` for each one between")
                });
                if plain && !is_template { ExprKind::String(text.into()) } else { ExprKind::Missing }
            }
            _ if self.slice(node.start, node.start + 2) == "->" => {
                let arrow = self.span(node.start, node.start + 2);
                self.found.error(
                    arrow,
                    "expected a source before `->`",
                    "write where it begins, as in `bucket.uploads created -> …`",
                );
                ExprKind::Missing
            }
            _ => {
                let place = self.last_before(node.start);
                let after = self.quoted(place);
                let (what, help) = match after.as_str() {
                    "`->`" => ("a target", "name what it leads to, as in `-> function.resize`"),
                    "`forget`" => ("a name", "say what is let go: `forget bucket.legacy`"),
                    "`%`" => (
                        "a value",
                        "write one for a remainder, `7 % 2`; a percentage touches its number, `60%`",
                    ),
                    _ => (
                        "a value",
                        "write one, such as `true`, `30s`, `\"text\"` or a name, or take the line out",
                    ),
                };
                // What follows from one mistake is no other.
                if self.found.last() != Some(place) {
                    self.found.error_help(place, format!("expected {what} after {after}"), help);
                }
                ExprKind::Missing
            }
        }
    }

    /// The last word or sign before a byte; the byte itself at the start of the text.
    fn last_before(&self, at: u32) -> Span {
        let before = self.text.get(..at as usize).unwrap_or("");
        let before = before.trim_end();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let word = before.len() - before.trim_end_matches(is_word).len();
        let signs: usize = before.chars().rev().take(1).map(char::len_utf8).sum();
        let pair = ["->", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "..", "${"];
        let signs = if pair.iter().any(|pair| before.ends_with(pair)) { 2 } else { signs };
        let long = if word > 0 { word } else { signs };
        let small = |number: usize| u32::try_from(number).unwrap_or(0);
        if long == 0 {
            return self.span(at, at);
        }
        self.span(small(before.len() - long), small(before.len()))
    }

    /// The text there in backticks.
    fn quoted(&self, span: Span) -> String {
        let text = self.slice(span.start - self.base, span.end - self.base);
        match text {
            "" => "this".to_owned(),
            "\"" => "the string".to_owned(),
            _ => format!("`{text}`"),
        }
    }

    /// A node without the blanks at its ends, first line only.
    pub(super) fn trimmed(&self, node: Node) -> Span {
        let text = self.slice(node.start, node.end);
        let first = text.trim_start();
        let skipped = text.len() - first.len();
        let line = first.lines().next().unwrap_or("").trim_end();
        let line = line.split("//").next().unwrap_or(line).trim_end();
        self.within(node, skipped, skipped + line.len())
    }

    /// The innermost node around the next one.
    fn around(&self) -> Option<Node> {
        let here = self.at;
        let before = self.nodes.get(..here)?;
        before.iter().rev().find(|node| node.next as usize > here).copied()
    }

    /// A bracket without its end.
    fn unclosed(&mut self, mark: Node) {
        let Some(around) = self.around() else { return };
        let mut at = around.start.saturating_sub(1);
        if around.rule == Rule::l_timing {
            let word = self.slice(around.start, around.end).find('(').unwrap_or(0);
            at = around.start + u32::try_from(word).unwrap_or(0);
        }
        let opener = self.span(at, at + 1);
        let end = self.latest(mark);
        if self.found.also_unclosed(opener, end) {
            return;
        }
        let sign = match around.rule {
            Rule::l_interpolation => "${",
            Rule::l_list | Rule::l_list_for | Rule::l_index => "[",
            Rule::l_args | Rule::l_group | Rule::l_timing => "(",
            _ => "{",
        };
        let head = self.head_of(around);
        let message = if head.is_empty() || sign != "{" {
            format!("the `{sign}` is never closed")
        } else {
            format!("the `{sign}` of `{head}` is never closed")
        };
        let closer = match sign {
            "[" => "]",
            "(" => ")",
            _ => "}",
        };
        self.found.add(
            Diagnostic::new(&RULE, opener, message)
                .label(end, format!("expected `{closer}` here at the latest"))
                .help(format!("write `{closer}` where it ends")),
        );
    }

    /// The place of a mark, or, if blank lines stand before it, the first of them.
    fn latest(&self, mark: Node) -> Span {
        let before = self.slice(0, mark.start);
        let end = before.trim_end().len();
        let line = before.get(end..).and_then(|blank| blank.find('\n')).map(|at| end + at + 1);
        match line.and_then(|at| u32::try_from(at).ok()) {
            Some(at) => self.span(at, at),
            None => self.place(mark),
        }
    }

    /// The first words of what a body belongs to, up to two.
    fn head_of(&self, body: Node) -> String {
        let before = self.text.get(..(body.start as usize).saturating_sub(1)).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("").trim();
        let is_name = |word: &&str| word.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        line.split_whitespace().take(2).take_while(is_name).collect::<Vec<_>>().join(" ")
    }

    /// A string without its end.
    fn cut(&mut self, mark: Node) {
        let Some(around) = self.around() else { return };
        if around.rule == Rule::l_block {
            let opener = self.span(around.start.saturating_sub(3), around.start);
            let message = "the `\"\"\"` block that begins here is never closed";
            let end = self.place(mark);
            let finding = Diagnostic::new(&RULE, opener, message);
            return self.found.add(
                finding
                    .label(end, "expected `\"\"\"` here at the latest")
                    .help("write `\"\"\"` below the last line of the text"),
            );
        }
        let span = self.span(around.start.saturating_sub(1), mark.end);
        if self.found.also_unclosed(span, self.place(mark)) {
            return;
        }
        let help = "write `\"` where it ends; a text of several lines stands in a `\"\"\"` block";
        self.found.error(span, "the string does not end on its line", help);
    }

    /// Whether nothing but text of one line lies between two places.
    pub(super) fn same_line(&self, one: Span, other: Span) -> bool {
        let start = one.end.min(other.end).checked_sub(self.base);
        let end = one.start.max(other.start).checked_sub(self.base);
        match (start, end) {
            (Some(start), Some(end)) => !self.slice(start, end.max(start)).contains('\n'),
            _ => false,
        }
    }

    /// `,` where none is written.
    fn comma(&mut self, node: Node) {
        let span = self.place(node);
        let in_list = self.around().is_some_and(|around| around.rule == Rule::l_list);
        let message = if in_list { "expected a value before `,`" } else { "entries stand without commas" };
        self.found.add(Diagnostic::new(&RULE, span, message).fix("remove `,`", span, ""));
    }
}
