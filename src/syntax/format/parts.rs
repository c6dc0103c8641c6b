//! Tokens to nested parts: bodies into entries, lists into elements, each comment to what it stands by.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::marks::{Marks, Shape};
use super::token::{Kind, Token};

/// What stands between two brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Entries without commas.
    Body,
    /// Elements with commas, which may go on lines of their own.
    List,
    /// An expression, whose lines are the author's.
    Inline,
}

/// Brackets and what is in them.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) form: Form,
    pub(super) open: Token<'a>,
    pub(super) close: Token<'a>,
    /// Whether it touches what stands before it: an index, the arguments of a call.
    pub(super) tight: bool,
    /// Comments behind the opening bracket.
    pub(super) head: Vec<Token<'a>>,
    pub(super) parts: Vec<Part<'a>>,
    /// Whether the author wrote it over several lines; a list, whether its first element stands on a new one.
    pub(super) broken: bool,
}

/// A token, or brackets.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Token(Token<'a>),
    Group(Box<Group<'a>>),
}

/// A declaration, an entry, an element of a list, or a comment on lines of its own.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// Nothing for a comment.
    pub(super) shape: Option<Shape>,
    pub(super) nodes: Vec<Node<'a>>,
    /// Comments behind it.
    pub(super) trail: Vec<Token<'a>>,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
}

impl<'a> Node<'a> {
    /// The first token.
    pub(super) fn first(&self) -> &Token<'a> {
        match self {
            Node::Token(token) => token,
            Node::Group(group) => &group.open,
        }
    }

    /// The group, if it is a body.
    pub(super) fn as_body(&self) -> Option<&Group<'a>> {
        match self {
            Node::Group(group) if group.form == Form::Body => Some(group),
            _ => None,
        }
    }
}

impl<'a> Part<'a> {
    fn new(shape: Option<Shape>, nodes: Vec<Node<'a>>) -> Self {
        let blank = nodes.first().is_some_and(|node| node.first().breaks > 1);
        Self { shape, nodes, trail: Vec::new(), blank }
    }

    /// The index of the body that ends it, if it has one of its own.
    pub(super) fn own_body(&self) -> Option<usize> {
        let shaped = matches!(self.shape, Some(Shape::Declared | Shape::Flow | Shape::Sentence));
        let last = self.nodes.len().checked_sub(1)?;
        let before = last.checked_sub(1).and_then(|at| self.nodes.get(at));
        let is_when = before.is_some_and(|node| node.first().text == "when");
        let is_body = self.nodes.get(last).is_some_and(|node| node.as_body().is_some());
        (shaped && is_body && !is_when).then_some(last)
    }
}

/// The declarations, or the entries, of a file.
pub(super) fn file<'a>(tokens: Vec<Token<'a>>, marks: &Marks) -> Vec<Part<'a>> {
    Builder::new(tokens, marks).body().parts
}

/// The nodes of an expression.
pub(super) fn inline<'a>(tokens: Vec<Token<'a>>, marks: &Marks) -> Vec<Node<'a>> {
    Builder::new(tokens, marks).inline().0
}

/// What stands between two brackets, as it is collected.
#[derive(Default)]
struct Inside<'a> {
    parts: Vec<Part<'a>>,
    head: Vec<Token<'a>>,
    /// Comments before an element on its line.
    lead: Vec<Node<'a>>,
    close: Option<Token<'a>>,
    /// Where the last entry ends.
    end: usize,
    /// Whether the last part goes on.
    open: bool,
}

impl<'a> Inside<'a> {
    fn begin(&mut self, shape: Shape, node: Node<'a>) {
        let mut nodes = std::mem::take(&mut self.lead);
        nodes.push(node);
        self.parts.push(Part::new(Some(shape), nodes));
        self.open = true;
    }

    /// A comment outside of entries and elements; `joins` says whether something follows on its line.
    fn comment(&mut self, token: Token<'a>, in_file: InFile, joins: Joins) {
        let same_line = token.breaks == 0 && token.kind != Kind::Allow;
        let leads = token.kind == Kind::Remark && joins == Joins::Yes;
        match self.parts.last_mut() {
            Some(last) if same_line && !leads && last.shape.is_some() => last.trail.push(token),
            Some(last) if same_line && !leads => last.nodes.push(Node::Token(token)),
            None if same_line && !leads && in_file == InFile::No => self.head.push(token),
            _ if leads => self.lead.push(Node::Token(token)),
            _ => self.parts.push(Part::new(None, vec![Node::Token(token)])),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Joins {
    Yes,
    No,
}

#[derive(Clone, Copy, PartialEq)]
enum InFile {
    Yes,
    No,
}

struct Builder<'a, 'm> {
    tokens: Peekable<IntoIter<Token<'a>>>,
    marks: &'m Marks,
    /// How many line breaks were passed.
    lines: usize,
    /// How many brackets are open.
    depth: usize,
}

impl<'a, 'm> Builder<'a, 'm> {
    fn new(tokens: Vec<Token<'a>>, marks: &'m Marks) -> Self {
        Self { tokens: tokens.into_iter().peekable(), marks, lines: 0, depth: 0 }
    }

    fn next(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.next()?;
        self.lines += token.breaks;
        Some(token)
    }

    /// Whether what comes next stands on the same line and is neither a comment nor the end.
    fn joins(&mut self) -> Joins {
        let next = self.tokens.peek();
        let joins = next
            .is_some_and(|it| it.breaks == 0 && it.kind != Kind::Close && !it.is_comment() && it.text != ",");
        if joins { Joins::Yes } else { Joins::No }
    }

    fn body(&mut self) -> Inside<'a> {
        let mut inside = Inside::default();
        let in_file = if self.depth == 0 { InFile::Yes } else { InFile::No };
        while let Some(token) = self.next() {
            if token.kind == Kind::Close {
                inside.close = Some(token);
                break;
            }
            let element = self.marks.elements.get(&token.start);
            if token.is_comment() && token.start >= inside.end {
                let joins = self.joins();
                inside.comment(token, in_file, joins);
            } else if element.is_some() || inside.parts.last().is_none_or(|part| part.shape.is_none()) {
                let (end, shape) = element.copied().unwrap_or((token.start, Shape::Plain));
                inside.end = end;
                let node = self.node(token, None, shape);
                inside.begin(shape, node);
            } else if let Some(mut part) = inside.parts.pop() {
                let shape = if part.nodes.len() == 1 { part.shape } else { None };
                let node = self.node(token, part.nodes.last(), shape.unwrap_or(Shape::Plain));
                part.nodes.push(node);
                inside.parts.push(part);
            }
        }
        inside
    }

    fn list(&mut self) -> Inside<'a> {
        let mut inside = Inside::default();
        while let Some(token) = self.next() {
            if token.kind == Kind::Close {
                inside.close = Some(token);
                break;
            }
            if token.text == "," {
                inside.open = false;
                continue;
            }
            let ends = self
                .tokens
                .peek()
                .is_none_or(|it| it.kind == Kind::Close || it.text == "," || it.is_comment());
            if token.is_comment() && (!inside.open || ends) {
                inside.open = inside.open && token.breaks == 0;
                let joins = self.joins();
                inside.comment(token, InFile::No, joins);
            } else if !inside.open {
                let node = self.node(token, None, Shape::Plain);
                inside.begin(Shape::Plain, node);
            } else if let Some(mut part) = inside.parts.pop() {
                let node = self.node(token, part.nodes.last(), Shape::Plain);
                part.nodes.push(node);
                inside.parts.push(part);
            }
        }
        inside
    }

    fn inline(&mut self) -> (Vec<Node<'a>>, Option<Token<'a>>) {
        let mut nodes = Vec::new();
        while let Some(token) = self.next() {
            if token.kind == Kind::Close {
                return (nodes, Some(token));
            }
            let node = self.node(token, nodes.last(), Shape::Plain);
            nodes.push(node);
        }
        (nodes, None)
    }

    /// A token with what it opens, behind another node; `first` is the shape of what that node begins.
    fn node(&mut self, token: Token<'a>, before: Option<&Node<'a>>, first: Shape) -> Node<'a> {
        if token.kind != Kind::Open {
            return Node::Token(token);
        }
        let touched = match before {
            Some(Node::Group(_)) => true,
            Some(Node::Token(word)) => {
                let ends_no_value = matches!(&*word.text, "if" | "then" | "else" | "for" | "in");
                word.kind == Kind::Word && !ends_no_value && first != Shape::Sentence
            }
            None => false,
        };
        let tight = token.glued && touched && token.text != "{";
        let is_type = before.is_some_and(|node| matches!(&*node.first().text, "list" | "map"));
        let repeats = self.marks.repeats.contains(&token.start);
        let form = match &*token.text {
            "{" if !repeats => Form::Body,
            "[" if !repeats && !tight => Form::List,
            "(" if tight && !is_type => Form::List,
            _ => Form::Inline,
        };
        self.depth += 1;
        let group = self.group(token, form, tight);
        self.depth -= 1;
        Node::Group(Box::new(group))
    }

    fn group(&mut self, open: Token<'a>, form: Form, tight: bool) -> Group<'a> {
        let before = self.lines;
        let starts_line = self.tokens.peek().is_some_and(|next| next.breaks > 0 && next.kind != Kind::Close);
        let inside = match form {
            Form::Body => self.body(),
            Form::List => self.list(),
            Form::Inline => {
                let (nodes, close) = self.inline();
                Inside { parts: vec![Part::new(Some(Shape::Plain), nodes)], close, ..Inside::default() }
            }
        };
        let broken = if form == Form::List { starts_line } else { self.lines > before };
        let close = inside.close.unwrap_or_else(|| open.clone());
        Group { form, open, close, tight, head: inside.head, parts: inside.parts, broken }
    }
}
