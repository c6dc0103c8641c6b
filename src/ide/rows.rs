//! Which rows of the catalog say what may stand in a body.

use std::sync::LazyLock;

use super::chain::Link as Around;
use super::weather;
use crate::catalog::{Attr, Block, BlockBody, Catalog, Default, Kind, Link, REGIONS, Shape, Statement, Type};
use crate::syntax::ast::{self, EntryKind, ExprKind, ItemKind};

/// What opens a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Head {
    /// `stack name {`
    Stack,
    /// `kind name {`
    Resource { kind: String, name: String },
    /// `source … -> target {`, by the kinds of the ends
    Flow { source: String, target: String },
    /// `module name from "path" {`
    Module { name: String },
    /// `word {`, `word label {`: a block or the options of a statement
    Sentence { word: String },
    /// `scenario name {`
    Scenario,
    /// `test "sentence" {`
    Test,
    /// A map: what stands in it is not described by rows.
    Other,
}

/// What may stand in a body.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) attrs: Vec<&'static Attr>,
    pub(super) blocks: Vec<&'static Block>,
    pub(super) statements: Vec<&'static Statement>,
    /// Free keys with values of this type.
    pub(super) table: Option<Type>,
    /// The kind that it belongs to, if it is a part of a declaration.
    pub(super) kind: Option<&'static Kind>,
}

impl Rows {
    pub(super) fn attr(&self, name: &str) -> Option<&'static Attr> {
        self.attrs.iter().find(|attr| attr.name == name).copied()
    }

    pub(super) fn block(&self, word: &str) -> Option<&'static Block> {
        self.blocks.iter().find(|block| block.word == word).copied()
    }

    pub(super) fn statement(&self, word: &str) -> Option<&'static Statement> {
        self.statements.iter().find(|statement| statement.word == word).copied()
    }

    fn of_shape(shape: &'static Shape, kind: Option<&'static Kind>) -> Self {
        Self {
            attrs: shape.attrs.iter().collect(),
            blocks: shape.blocks.iter().collect(),
            statements: shape.statements.iter().collect(),
            table: None,
            kind,
        }
    }

    fn of_attrs(attrs: &'static [Attr], kind: Option<&'static Kind>) -> Self {
        Self { attrs: attrs.iter().collect(), kind, ..Self::default() }
    }

    fn of_block(block: &'static Block, kind: Option<&'static Kind>) -> Self {
        match block.body {
            BlockBody::Table(ty) => Self { table: Some(ty), kind, ..Self::default() },
            BlockBody::Shape(shape) => Self::of_shape(shape, kind),
        }
    }
}

static SETTINGS: &[Attr] = &[
    Attr::new("region", Type::OneOf(REGIONS), "The AWS region that everything lies in.").required(),
    Attr::new("account", Type::String, "The AWS account, in twelve digits.").required(),
    Attr::new("state", Type::String, "The file in which it is kept what was applied."),
];

static LIFECYCLE: &[Attr] = &[
    Attr::new("protect", Type::Bool, "Whether it may never be deleted or replaced.")
        .default_to(Default::Flag(false)),
    Attr::new(
        "replace",
        Type::OneOf(&["create_first", "delete_first"]),
        "Which of the two comes first when it is replaced.",
    )
    .default_to(Default::Text("delete_first")),
    Attr::new("ignore", Type::List(&Type::Any), "Attributes whose changes are left alone."),
    Attr::new("replace_when", Type::List(&Type::Any), "What it is replaced with when that changes."),
];

/// What every declaration may have besides the rows of its kind.
static OWN: &[Attr] = &[
    Attr::new("name", Type::String, "What AWS calls it; made from the stack's name and its own otherwise.")
        .replaces(),
    Attr::new("after", Type::List(&Type::Any), "What must exist before it."),
];

static BLOCKS: LazyLock<[Block; 2]> = LazyLock::new(|| {
    [
        Block {
            word: "tags",
            doc: "Tags at AWS, on top of those of the stack.",
            body: BlockBody::Table(Type::String),
            ..Block::BASE
        },
        Block { word: "lifecycle", doc: "How it may change.", ..Block::BASE },
    ]
});

/// What may stand in the innermost of some bodies.
pub(super) fn rows(catalog: &Catalog, heads: &[Head]) -> Rows {
    let mut rows = Rows::default();
    for head in heads {
        rows = match head {
            Head::Stack => {
                let tags = BLOCKS.iter().take(1).collect();
                Rows { blocks: tags, ..Rows::of_attrs(SETTINGS, None) }
            }
            Head::Resource { kind, .. } => declaration(catalog, kind),
            Head::Flow { source, target } => options(catalog, source, target),
            Head::Scenario => {
                Rows { statements: weather::EVENTS.iter().collect(), ..Rows::of_attrs(weather::CLOCK, None) }
            }
            Head::Test => {
                Rows { blocks: vec![&weather::GIVEN], statements: vec![&weather::EXPECT], ..Rows::default() }
            }
            Head::Sentence { word } => within(&rows, word),
            Head::Module { .. } | Head::Other => Rows::default(),
        };
    }
    rows
}

/// What may stand in the braces of a declaration.
fn declaration(catalog: &Catalog, kind: &str) -> Rows {
    let Some(kind) = catalog.kind(kind) else { return Rows::default() };
    let mut rows = Rows::of_shape(kind.shape, Some(kind));
    let own = OWN.iter().filter(|attr| attr.name != "name" || kind.naming.is_some());
    rows.attrs.extend(own);
    rows.blocks.extend(BLOCKS.iter());
    rows
}

/// What may stand in the braces of an arrow.
fn options(catalog: &Catalog, source: &str, target: &str) -> Rows {
    let Some(link) = link(catalog, source, target) else { return Rows::default() };
    let mut rows = Rows::of_attrs(link.options, catalog.kind(source));
    rows.blocks.extend(link.blocks);
    rows
}

/// The row of an arrow; any one from its source where its target is not known.
pub(super) fn link(catalog: &Catalog, source: &str, target: &str) -> Option<&'static Link> {
    let exact = catalog.links_from(source).find(|link| link.targets.contains(&target));
    exact.or_else(|| catalog.links_from(source).next())
}

/// What may stand in the braces behind a word.
fn within(rows: &Rows, word: &str) -> Rows {
    if word == "lifecycle" && rows.block(word).is_some() {
        return Rows::of_attrs(LIFECYCLE, rows.kind);
    }
    let block = rows.block(word).map(|block| Rows::of_block(block, rows.kind));
    let statement = || {
        let row = rows.statement(word)?;
        let surges = if weather::is_load(row) { weather::SURGES } else { &[] };
        Some(Rows { statements: surges.iter().collect(), ..Rows::of_attrs(row.options, rows.kind) })
    };
    block.or_else(statement).unwrap_or_default()
}

/// The heads of the bodies around a place, and the path of the innermost one within its declaration.
pub(super) fn heads(chain: &[Around<'_>]) -> (Vec<Head>, String) {
    let (mut heads, mut path) = (Vec::new(), String::new());
    // A body counts only where the place is in it.
    let bodies = chain.iter().zip(chain.iter().skip(1));
    for (around, within) in bodies.filter(|(_, within)| matches!(within, Around::Body(_))) {
        let _ = within;
        match around {
            Around::Item(item) => heads.push(head_of(&item.kind)),
            Around::Entry(entry) => {
                let EntryKind::Sentence(sentence) = &entry.kind else { continue };
                heads.push(Head::Sentence { word: sentence.word.text.to_string() });
                path.push_str(&sentence.word.text);
                path.push('.');
                if let Some(label) = label(sentence) {
                    path.push_str(label);
                    path.push('.');
                }
            }
            _ => heads.push(Head::Other),
        }
    }
    (heads, path)
}

/// The label of a block: `app` in `container app`.
pub(super) fn label(sentence: &ast::Sentence) -> Option<&str> {
    match &sentence.operands.first()?.kind {
        ExprKind::Path(path) if sentence.body.is_some() && !path.contains('.') => Some(path),
        _ => None,
    }
}

/// What opens the body of a declaration.
pub(super) fn head_of(kind: &ItemKind) -> Head {
    match kind {
        ItemKind::Stack(_) => Head::Stack,
        ItemKind::Resource(it) => {
            Head::Resource { kind: it.kind.text.to_string(), name: it.name.text.to_string() }
        }
        ItemKind::Flow(it) => {
            Head::Flow { source: kind_of(&it.source).to_owned(), target: kind_of(&it.target).to_owned() }
        }
        ItemKind::Module(it) => Head::Module { name: it.name.text.to_string() },
        ItemKind::Scenario(_) => Head::Scenario,
        ItemKind::Test(_) => Head::Test,
        _ => Head::Other,
    }
}

/// The kind that an expression names first: `bucket` of `bucket.uploads["a"]`.
pub(super) fn kind_of(expr: &ast::Expr) -> &str {
    match &expr.kind {
        ExprKind::Path(path) => path.split('.').next().unwrap_or(""),
        ExprKind::Index(of, _) | ExprKind::Member(of, _) => kind_of(of),
        _ => "",
    }
}
