//! Expressions and types, as written.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::{Entry, Flow, For, Ident};
use crate::base::{Quantity, Span};

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is. Kept small, since trees consist of little else: what is large or rare is boxed.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// Could not be read; already reported.
    Missing,
    /// `none`
    None,
    /// `true`, `false`
    Bool(bool),
    /// A number without unit.
    Number(Decimal),
    /// A number with its unit.
    Quantity(Quantity),
    /// A string without `${`; escapes done.
    String(EcoString),
    /// A string with `${`.
    Template(Box<[TemplatePart]>),
    /// `cron(…)`, `rate(…)`, `at(…)`.
    Timing(Box<TimingText>),
    /// A dotted name without blanks: `keep`, `bucket.uploads.arn`. Its parts are [`path_parts`].
    Path(EcoString),
    /// `x.name` after something that is no dotted name.
    Member(Box<Expr>, Box<Ident>),
    /// `x[i]`
    Index(Box<Expr>, Box<Expr>),
    /// `f(a, b)`
    Call(Box<Call>),
    /// `[a, ...b]`
    List(Box<[ListItem]>),
    /// `{ k = v  ...m }`
    Map(Box<[Entry]>),
    /// `[for x in xs if c: e]`
    ListFor(Box<Comprehension>),
    /// `{for k, v in m if c: k => e}`
    MapFor(Box<Comprehension>),
    /// `if c then a else b`
    If(Box<Conditional>),
    /// `!x`, `-x`
    Unary(UnaryOp, Box<Expr>),
    /// `(source event -> target)`, named for a part of it; it has no clauses and no braces.
    Arrow(Box<Flow>),
    /// `a + b`
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
}

/// `f(a, b)`.
#[derive(Debug, Clone)]
pub struct Call {
    /// The function.
    pub name: Ident,
    /// What it is given.
    pub args: Box<[Expr]>,
}

/// One part of a string with `${`.
#[derive(Debug, Clone)]
pub enum TemplatePart {
    /// Text as it is.
    Text(EcoString),
    /// `${…}`
    Value(Expr),
}

/// `cron(…)`, `rate(…)` or `at(…)`, not yet looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimingText {
    /// The word before the parenthesis.
    pub word: Ident,
    /// What stands between the parentheses, as written.
    pub inner: EcoString,
    /// Where that stands.
    pub inner_span: Span,
}

/// One item of a list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// Whether `...` stands before it.
    pub spread: bool,
    /// The value.
    pub value: Expr,
}

/// A list or map made by a loop.
#[derive(Debug, Clone)]
pub struct Comprehension {
    /// The loop.
    pub repeat: For,
    /// `if …`
    pub condition: Option<Expr>,
    /// The key, in a map.
    pub key: Option<Expr>,
    /// The value.
    pub value: Expr,
}

/// `if c then a else b`.
#[derive(Debug, Clone)]
pub struct Conditional {
    /// The condition.
    pub condition: Expr,
    /// If it holds.
    pub then: Expr,
    /// If not.
    pub otherwise: Expr,
}

/// What stands before an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// What stands between operands, from loose to tight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    /// `??`
    Otherwise,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `..`
    Range,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`, apart from the number before it
    Remainder,
}

/// A type, as written.
#[derive(Debug, Clone)]
pub struct TypeExpr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TypeKind,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// Could not be read; already reported.
    Missing,
    /// `string`, `duration`, `bucket`
    Name(EcoString),
    /// A literal or a range, as in `"dev"` or `1..10`.
    Literal(Expr),
    /// `a | b`
    Union(Box<[TypeExpr]>),
    /// `T?`
    Optional(Box<TypeExpr>),
    /// `list(T)`
    List(Box<TypeExpr>),
    /// `map(T)`
    Map(Box<TypeExpr>),
    /// `{ name: T = default }`
    Record(Box<[RecordField]>),
}

/// One field of a record type.
#[derive(Debug, Clone)]
pub struct RecordField {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TypeExpr,
    /// What it is if not given.
    pub default: Option<Expr>,
}

/// The parts of a dotted name, each with its place, given the place of the whole.
pub fn path_parts(text: &str, span: Span) -> impl Iterator<Item = (&str, Span)> {
    let mut at = span.start;
    text.split('.').map(move |part| {
        let end = at + u32::try_from(part.len()).unwrap_or(0);
        let place = Span::new(span.file, at, end);
        at = end + 1;
        (part, place)
    })
}
