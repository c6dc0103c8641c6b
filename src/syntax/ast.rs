//! The tree: what was written, with the place of each word. Nothing here knows what a name means.
//!
//! A tree is made from any text. What could not be read is a finding, and a hole here: [`ExprKind::Missing`].

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::base::{Quantity, Span};

/// A word and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ident {
    /// The word.
    pub text: EcoString,
    /// Where it stands.
    pub span: Span,
}

/// One file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Declarations in the order they are written.
    pub items: Vec<Item>,
    /// Entries of a `.params` file, which is a body without braces; empty in a `.stack` file.
    pub entries: Vec<Entry>,
}

/// A declaration with what stands before it.
#[derive(Debug, Clone)]
pub struct Item {
    /// From its first word to its last; documentation and allowances not included.
    pub span: Span,
    /// The `///` lines before it, joined by line breaks; empty if none.
    pub doc: EcoString,
    /// The `#[allow(…)]` before it.
    pub allows: Vec<Allow>,
    /// The declaration.
    pub kind: ItemKind,
}

/// `#[allow(rule): "why"]`.
#[derive(Debug, Clone)]
pub struct Allow {
    /// The whole attribute.
    pub span: Span,
    /// The rule's name.
    pub rule: Ident,
    /// The reason; empty if missing, which is a finding.
    pub reason: EcoString,
}

/// What is declared.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// `stack name { … }`
    Stack(StackBlock),
    /// `param name: type = default`, also `secret`
    Param(Param),
    /// `let name = value`
    Let(Binding),
    /// `output name = value`
    Output(Binding),
    /// `kind name … { … }`
    Resource(Resource),
    /// `source … -> target …`
    Flow(Flow),
    /// `module name from "path" … { … }`
    Module(Module),
    /// `moved a -> b`
    Moved(Expr, Expr),
    /// `adopt a = "id"`
    Adopt(Expr, Expr),
    /// `forget a`
    Forget(Expr),
    /// `scenario name { … }`
    Scenario(Scenario),
    /// `test "sentence" … { … }`
    Test(Test),
}

/// `stack name { … }`.
#[derive(Debug, Clone)]
pub struct StackBlock {
    /// Its name.
    pub name: Ident,
    /// Its settings.
    pub body: Body,
}

/// An input.
#[derive(Debug, Clone)]
pub struct Param {
    /// Whether it is never printed.
    pub secret: bool,
    /// Its name.
    pub name: Ident,
    /// Its type; `None` if missing, which is a finding.
    pub ty: Option<TypeExpr>,
    /// What it is if not given.
    pub default: Option<Expr>,
}

/// A name and its value.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The name.
    pub name: Ident,
    /// The value.
    pub value: Expr,
}

/// A resource.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its kind, as written.
    pub kind: Ident,
    /// Its name.
    pub name: Ident,
    /// `for` and `if`.
    pub clauses: Clauses,
    /// What stands in its braces.
    pub body: Body,
}

/// `for x in xs if c`: a loop and a condition, each optional.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    /// `for …`
    pub repeat: Option<Box<For>>,
    /// `if …`
    pub condition: Option<Box<Expr>>,
}

/// `for k, v in m`.
#[derive(Debug, Clone)]
pub struct For {
    /// From `for` to the end of the collection.
    pub span: Span,
    /// The first variable.
    pub first: Ident,
    /// The second, over a map.
    pub second: Option<Ident>,
    /// What is gone through.
    pub over: Expr,
}

/// A flow.
#[derive(Debug, Clone)]
pub struct Flow {
    /// From the source to the target; what is its address.
    pub head: Span,
    /// Where it comes from.
    pub source: Expr,
    /// What happened there.
    pub event: Option<FlowEvent>,
    /// `under` and `ending`.
    pub filters: Vec<Phrase>,
    /// Where it goes.
    pub target: Expr,
    /// `for` and `if`.
    pub clauses: Clauses,
    /// Options.
    pub body: Option<Body>,
}

/// What happened at the source of a flow.
#[derive(Debug, Clone)]
pub enum FlowEvent {
    /// A word or one sort of it: `created`, `created.put`.
    Word(Ident),
    /// A route: `"GET /x"`.
    Route(Expr),
}

/// A use of another folder.
#[derive(Debug, Clone)]
pub struct Module {
    /// Its name here.
    pub name: Ident,
    /// The folder.
    pub path: Expr,
    /// `for` and `if`.
    pub clauses: Clauses,
    /// Its params.
    pub body: Body,
}

/// What the world does.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name.
    pub name: Ident,
    /// What happens.
    pub body: Body,
}

/// What must then hold.
#[derive(Debug, Clone)]
pub struct Test {
    /// The sentence.
    pub title: Expr,
    /// The scenario.
    pub under: Option<Expr>,
    /// Conditions.
    pub body: Body,
}

/// What stands in braces.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// From brace to brace; `None` where there is no body.
    pub span: Option<Span>,
    /// In the order they are written.
    pub entries: Vec<Entry>,
}

/// One entry of a body with what stands before it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// From its first word to its last.
    pub span: Span,
    /// The `///` lines before it.
    pub doc: EcoString,
    /// The `#[allow(…)]` before it.
    pub allows: Vec<Allow>,
    /// The entry.
    pub kind: EntryKind,
}

/// What an entry is.
#[derive(Debug, Clone)]
pub enum EntryKind {
    /// `name = value`
    Attribute(Attribute),
    /// A block or a statement.
    Sentence(Sentence),
    /// `...value`
    Spread(Expr),
    /// `expect …`, in a test.
    Expect(Expect),
}

/// `name = value`, `"key" = value`, or `Operator "key" = value` in a `when`.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// The operator before the key.
    pub operator: Option<Ident>,
    /// The name; without its quotes if it had any.
    pub name: Ident,
    /// The value; [`ExprKind::Missing`] if there was none.
    pub value: Expr,
}

/// A block or a statement: `word [operand, …] [preposition operand, …]… [when { … }] [for …] [if …] [{ … }]`.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The word it begins with.
    pub word: Ident,
    /// `not` before the first operand.
    pub negated: Option<Span>,
    /// What follows the word.
    pub operands: Vec<Expr>,
    /// What follows each preposition.
    pub phrases: Vec<Phrase>,
    /// `when { … }`.
    pub when: Option<Body>,
    /// `for` and `if`.
    pub clauses: Clauses,
    /// What stands in its braces.
    pub body: Option<Body>,
}

/// A preposition and its operands.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// `to`, `from`, `on` …
    pub preposition: Ident,
    /// `not` before the first operand.
    pub negated: Option<Span>,
    /// What follows.
    pub operands: Vec<Expr>,
}

/// `expect …`.
#[derive(Debug, Clone)]
pub enum Expect {
    /// A condition, and when it must hold.
    Condition {
        /// What must hold.
        condition: Expr,
        /// `at`, `from`, `to`.
        phrases: Vec<Phrase>,
    },
    /// A way and its time.
    Way {
        /// The ends, in order, each with what must have happened there.
        steps: Vec<(Expr, Option<FlowEvent>)>,
        /// `within` and others.
        phrases: Vec<Phrase>,
        /// Options.
        body: Option<Body>,
    },
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
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
    Template(Vec<TemplatePart>),
    /// `cron(…)`, `rate(…)`, `at(…)`.
    Timing(TimingText),
    /// A dotted name without blanks: `keep`, `bucket.uploads.arn`. Its parts are [`path_parts`].
    Path(EcoString),
    /// `x.name` after something that is no dotted name.
    Member(Box<Expr>, Ident),
    /// `x[i]`
    Index(Box<Expr>, Box<Expr>),
    /// `f(a, b)`
    Call(Ident, Vec<Expr>),
    /// `[a, ...b]`
    List(Vec<ListItem>),
    /// `{ k = v  ...m }`
    Map(Vec<Entry>),
    /// `[for x in xs if c: e]`
    ListFor(Box<Comprehension>),
    /// `{for k, v in m if c: k => e}`
    MapFor(Box<Comprehension>),
    /// `if c then a else b`
    If(Box<Conditional>),
    /// `!x`, `-x`
    Unary(UnaryOp, Box<Expr>),
    /// `a + b`
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
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
    Union(Vec<TypeExpr>),
    /// `T?`
    Optional(Box<TypeExpr>),
    /// `list(T)`
    List(Box<TypeExpr>),
    /// `map(T)`
    Map(Box<TypeExpr>),
    /// `{ name: T = default }`
    Record(Vec<RecordField>),
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
