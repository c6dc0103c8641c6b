//! What may stand in the braces of a kind, a block or a statement.

use super::{Attr, Field, OnChange, Reserved, Type};
use crate::base::Fact;

/// Attributes, blocks and statements.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// `name = value`
    pub attrs: &'static [Attr],
    /// `word { … }`, `word label { … }`
    pub blocks: &'static [Block],
    /// `word operand preposition operand …`
    pub statements: &'static [Statement],
}

impl Shape {
    /// Nothing.
    pub const EMPTY: Self = Self { attrs: &[], blocks: &[], statements: &[] };

    /// The attribute of that name.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&'static Attr> {
        self.attrs.iter().find(|attr| attr.name == name)
    }

    /// The block of that word.
    #[must_use]
    pub fn block(&self, word: &str) -> Option<&'static Block> {
        self.blocks.iter().find(|block| block.word == word)
    }

    /// The statement of that word.
    #[must_use]
    pub fn statement(&self, word: &str) -> Option<&'static Statement> {
        self.statements.iter().find(|statement| statement.word == word)
    }

    /// Whether it may say who may do what.
    #[must_use]
    pub fn grants(&self) -> bool {
        let grants = |meaning| matches!(meaning, Meaning::Grant(_) | Meaning::ResourceGrant(_));
        self.statements.iter().any(|statement| grants(statement.meaning))
    }
}

/// Whether a block repeats by label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// It stands once.
    None,
    /// It repeats, each with a name of its own; the resolved value is a map by label.
    Named {
        /// At least one must be there.
        required: bool,
    },
}

/// What AWS accepts as labels of a block.
#[derive(Debug, Clone, Copy)]
pub struct Labels {
    /// Fewest characters.
    pub min_length: usize,
    /// Most characters.
    pub max_length: usize,
    /// Allowed characters, as in [`super::Naming::characters`].
    pub characters: &'static str,
    /// How many such blocks there may be.
    pub max_count: usize,
    /// Where this comes from.
    pub facts: &'static [Fact],
}

/// What stands in a block's braces.
#[derive(Debug, Clone, Copy)]
pub enum BlockBody {
    /// Free keys with values of a type; references to resources are not strings there.
    Table(Type),
    /// Named attributes, blocks and statements.
    Shape(&'static Shape),
}

/// A block: a row.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// The word it begins with.
    pub word: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Whether it repeats.
    pub label: Label,
    /// What stands in it.
    pub body: BlockBody,
    /// What may be a label, and how many there may be.
    pub labels: Option<&'static Labels>,
    /// Keys that are known to stand in a table, where there may be others.
    pub fields: &'static [Field],
    /// Keys and size that AWS refuses, in a table.
    pub reserved: Option<&'static Reserved>,
    /// What a change does.
    pub on_change: OnChange,
    /// CloudFormation's path for it.
    pub cfn: &'static str,
    /// What other tools and services call it, for whoever writes that: `ingress`.
    pub known_as: &'static [&'static str],
    /// Where its limits come from.
    pub facts: &'static [Fact],
}

/// Where an operand of a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// After the word.
    Operand,
    /// After this preposition.
    After(&'static str),
}

/// One place of a statement: a row.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    /// Where it stands.
    pub at: Position,
    /// Its name in the resolved value.
    pub field: &'static str,
    /// What it must be; of each, if many.
    pub ty: Type,
    /// Whether several may stand there, with commas; the resolved value is then a list.
    pub many: Many,
    /// Whether it must be there.
    pub needed: Needed,
    /// The bounds of it, in the unit that [`crate::base::Dimension`] names.
    pub limit: Option<super::Limit>,
    /// A kind whose resources are called there by their bare names: `extract` for `job.extract`; empty if none.
    pub bare: &'static str,
    /// AWS's spelling of its words, where that differs.
    pub spelled: &'static [(&'static str, &'static str)],
    /// Values of AWS's that it has no word for; what stands beside one is not judged.
    pub beyond: &'static [&'static str],
    /// Its property within what the statement is in CloudFormation; empty if there is none. Where it begins with one of
    /// the statement's own paths it belongs to that alone.
    pub cfn: &'static str,
    /// For a reference: what the resource's own role must allow on its target, by the target's kind.
    pub asks: &'static [(&'static str, &'static [&'static str])],
}

/// Whether a slot takes one or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// One.
    One,
    /// One or more, with commas.
    Several,
}

/// Whether a slot must be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// It must.
    Yes,
    /// It may be left out.
    No,
}

/// What a statement means to the passes, beyond the values it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing more.
    Plain,
    /// `allow` or `deny` of a principal's policy; `allow uses` derives from what its carriers use.
    Grant(crate::model::Effect),
    /// `allow` or `deny` in a resource's own policy: it says who, and on the resource itself if nothing else is named.
    ResourceGrant(crate::model::Effect),
    /// `uses R to verb, … [under "p"]`: what code does.
    Uses,
    /// `mount "/path" from R { read_only }`: a path that outlives the task.
    Mount,
    /// `writes "/path"`: what must outlive the task.
    Writes,
}

/// A statement: a row. In the resolved value it is one map of a list under its word.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// The word it begins with.
    pub word: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// What it means.
    pub meaning: Meaning,
    /// Its places; empty for grants and `uses`, whose shape the language fixes.
    pub slots: &'static [Slot],
    /// What may stand in its braces.
    pub options: &'static [Attr],
    /// Most characters, blanks apart, of the policy that all grants of one resource make; `None` if it makes none.
    pub max_policy: Option<usize>,
    /// CloudFormation's path for it.
    pub cfn: &'static str,
    /// What other tools and services call it, for whoever writes that: `ingress`.
    pub known_as: &'static [&'static str],
    /// Where its limits come from.
    pub facts: &'static [Fact],
}

impl Block {
    /// What a block is where its row says nothing: it stands once, is changed in place, and AWS refuses nothing of it.
    /// Only what every row must say is empty here: its word, its sentence and its body.
    pub const BASE: Self = Self {
        word: "",
        doc: "",
        label: Label::None,
        body: BlockBody::Shape(&Shape::EMPTY),
        labels: None,
        fields: &[],
        reserved: None,
        on_change: OnChange::Update,
        cfn: "",
        known_as: &[],
        facts: &[],
    };
}

impl Slot {
    /// What a place is where its row says nothing: the operand, one text, which must be there.
    pub const BASE: Self = Self {
        at: Position::Operand,
        field: "",
        ty: Type::String,
        many: Many::One,
        needed: Needed::Yes,
        limit: None,
        bare: "",
        spelled: &[],
        beyond: &[],
        cfn: "",
        asks: &[],
    };
}

impl Statement {
    /// What a statement is where its row says nothing: its word alone, with no more meaning than its values. Only what
    /// every row must say is empty here: its word and its sentence.
    pub const BASE: Self = Self {
        word: "",
        doc: "",
        meaning: Meaning::Plain,
        slots: &[],
        options: &[],
        max_policy: None,
        cfn: "",
        known_as: &[],
        facts: &[],
    };
}
