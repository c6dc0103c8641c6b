//! The tree: what was written, with the place of each word. Nothing here knows what a name means.
//!
//! A tree is made from any text. What could not be read is a finding, and a hole here: [`ExprKind::Missing`].

use ecow::EcoString;

mod expr;
mod items;
mod late;
mod mark;
pub(super) mod shift;
pub(super) mod walk;

use crate::base::Span;
pub use expr::{
    BinaryOp, Call, Comprehension, Conditional, Expr, ExprKind, ListItem, RecordField, TemplatePart,
    TimingText, TypeExpr, TypeKind, UnaryOp, path_parts,
};
pub use items::Items;
pub use late::LateBody;
pub use mark::Mark;
pub use walk::{item_paths, item_reads_parts};

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
    pub items: Items,
    /// Entries of a `.params` file, which is a body without braces; empty in a `.stack` file.
    pub entries: Vec<Entry>,
}

impl File {
    /// Lets the `///` lines before its declarations go.
    pub fn forget_docs(&mut self) {
        self.items.iter_mut().for_each(|item| item.doc = EcoString::new());
    }
}

/// A declaration with what stands before it.
#[derive(Debug, Clone)]
pub struct Item {
    /// From its first word to its last; documentation and allowances not included.
    pub span: Span,
    /// The `///` lines before it, joined by line breaks; empty if none.
    pub doc: EcoString,
    /// The `#[allow(…)]` before it.
    pub allows: Box<[Allow]>,
    /// The declaration.
    pub kind: ItemKind,
    /// What it shares with later readings of the same text; none where nobody remembers.
    pub mark: Mark,
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
    Param(Box<Param>),
    /// `let name = value`
    Let(Binding),
    /// `output name = value`
    Output(Binding),
    /// `kind name … { … }`
    Resource(Resource),
    /// `source … -> target …`
    Flow(Box<Flow>),
    /// `module name from "path" … { … }`
    Module(Box<Module>),
    /// `moved a -> b`
    Moved(Expr, Expr),
    /// `adopt a = "id"`
    Adopt(Expr, Expr),
    /// `forget a`
    Forget(Expr),
    /// `scenario name { … }`
    Scenario(Scenario),
    /// `test "sentence" … { … }`
    Test(Box<Test>),
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
    /// What stands in its braces; shared, so that who keeps a tree need not copy it, and who does not can let it go.
    pub body: LateBody,
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
    pub filters: Box<[Phrase]>,
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
    pub entries: Box<[Entry]>,
}

/// One entry of a body with what stands before it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// From its first word to its last.
    pub span: Span,
    /// The `///` lines before it.
    pub doc: EcoString,
    /// The `#[allow(…)]` before it.
    pub allows: Box<[Allow]>,
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
    Expect(Box<Expect>),
}

/// `name = value`, `"key" = value`, or `Operator "key" = value` in a `when`.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// The operator before the key, with its prefix: `ForAnyValue:StringLike`.
    pub operator: Option<Box<Ident>>,
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
    pub operands: Box<[Expr]>,
    /// What follows each preposition.
    pub phrases: Box<[Phrase]>,
    /// `when { … }`.
    pub when: Option<Box<Body>>,
    /// `for` and `if`.
    pub clauses: Clauses,
    /// What stands in its braces.
    pub body: Option<Box<Body>>,
}

/// A preposition and its operands.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// `to`, `from`, `on` …
    pub preposition: Ident,
    /// `not` before the first operand.
    pub negated: Option<Span>,
    /// What follows.
    pub operands: Box<[Expr]>,
}

/// `expect …`.
#[derive(Debug, Clone)]
pub enum Expect {
    /// A condition, and when it must hold.
    Condition {
        /// What must hold.
        condition: Expr,
        /// `at`, `from`, `to`.
        phrases: Box<[Phrase]>,
    },
    /// A way and its time.
    Way {
        /// The ends, in order, each with what must have happened there.
        steps: Box<[(Expr, Option<FlowEvent>)]>,
        /// `within` and others.
        phrases: Box<[Phrase]>,
        /// Options.
        body: Option<Body>,
    },
}
