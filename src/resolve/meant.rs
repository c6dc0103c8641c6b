//! What of a shape others call by a name: CloudFormation, Terraform, tools that people come from.

use std::collections::BTreeSet;

use super::attrs::join;
use crate::base::run_together;
use crate::catalog::{BlockBody, Label, Needed, Position, Shape, Statement};

/// Units that other languages put behind a name.
const ENDINGS: &[&str] = &[
    "document",
    "inseconds",
    "seconds",
    "inminutes",
    "minutes",
    "indays",
    "days",
    "inmb",
    "mb",
    "ingb",
    "gb",
];

/// Words that stand in many of CloudFormation's paths and so tell nothing.
const VAGUE: &[&str] = &["arn", "enabled", "id", "key", "mode", "name", "status", "type", "value", "values"];

/// So many ways to say what CloudFormation says in one are named.
const MOST_MEANT: usize = 4;

/// What the language calls something that CloudFormation calls otherwise.
pub(super) struct Meant {
    /// The way to it within the shape: `memory`, `scale.min`.
    pub(super) path: String,
    /// CloudFormation's word.
    pub(super) aws: &'static str,
    /// What it is.
    pub(super) sort: Sort,
    /// How it is written.
    pub(super) shown: String,
}

/// What stands in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// `name = value`
    Attribute,
    /// `name { … }`
    Block,
    /// A word and its operands.
    Sentence,
}

/// What stands within blocks, as it is written.
fn within(blocks: &str, inner: String) -> String {
    let blocks = blocks.split('.').filter(|block| !block.is_empty());
    blocks.rev().fold(inner, |inner, block| format!("{block} {{ {inner} }}"))
}

/// A statement with its places: `job … [after …]`.
pub(super) fn written_out(statement: &Statement) -> String {
    let places = statement.slots.iter().map(|slot| {
        let place = match slot.at {
            Position::Operand => "…".to_owned(),
            Position::After(preposition) => format!("{preposition} …"),
        };
        if slot.needed == Needed::Yes { place } else { format!("[{place}]") }
    });
    let places = places.collect::<Vec<_>>().join(" ");
    // These have their shape from the language.
    let places = if statement.slots.is_empty() { "…" } else { places.as_str() };
    format!("{} {places}", statement.word)
}

/// Whether an arrow has an option of that name, or one that others call so.
pub(super) fn is_option(shape: &Shape, name: &str) -> bool {
    shape.attr(name).is_some() || !called_otherwise(shape, name).is_empty()
}

/// The option of an arrow that is meant by a name, as it is written.
pub(super) fn option_meant(shape: &Shape, name: &str) -> Option<String> {
    if shape.attr(name).is_some() {
        return Some(format!("{name} = …"));
    }
    let all = match called_otherwise(shape, name) {
        called if called.is_empty() => meant_by(shape, name),
        called => called,
    };
    let [one] = all.as_slice() else { return None };
    Some(one.shown.clone())
}

/// What of a shape others call by a name, as their rows say, and what has that name further in.
pub(super) fn called_otherwise(shape: &Shape, name: &str) -> Vec<Meant> {
    let wanted = run_together(name);
    let fits = |row: &Row| {
        let known = row.known_as.iter().copied().find(|known| run_together(known) == wanted);
        known.or_else(|| (row.is_within && run_together(row.word) == wanted).then_some(row.word))
    };
    let mut found = Vec::new();
    collect(shape, "", &fits, &mut found);
    // What lies further in is meant only where nothing at hand is.
    let near = found.iter().map(|one| one.path.matches('.').count()).min().unwrap_or(0);
    found.retain(|one| one.path.matches('.').count() == near);
    found
}

/// What of a shape CloudFormation, or Terraform after it, calls by a name: its own property first, else what lies within
/// a property of that name; nothing if that is much.
pub(super) fn meant_by(shape: &Shape, name: &str) -> Vec<Meant> {
    let wanted = plain(name);
    let all = |fits: &dyn Fn(&'static str) -> Option<&'static str>| {
        let mut found: Vec<Meant> = Vec::new();
        collect(shape, "", &|row| fits(row.cfn), &mut found);
        let mut seen = BTreeSet::new();
        found.retain(|meant| seen.insert(meant.path.clone()));
        found
    };
    let own = all(&|path| last_word(path).filter(|word| tells(word) && plain(word) == wanted));
    let mut meant = match own.len() {
        0 => all(&|path| path.split('.').find(|word| tells(word) && plain(word) == wanted)),
        _ => own,
    };
    if meant.len() > MOST_MEANT {
        meant.clear();
    }
    meant
}

/// Whether a word of a path tells what is meant.
fn tells(word: &str) -> bool {
    !VAGUE.contains(&plain(word).as_str())
}

/// The last word of one of CloudFormation's paths, without what must hold beside it.
fn last_word(path: &'static str) -> Option<&'static str> {
    let word = path.rsplit('.').next().filter(|word| !word.contains(':'))?;
    word.split('[').next()
}

/// A name in small letters, without what parts its words and without the unit behind it.
pub(super) fn plain(name: &str) -> String {
    let plain = run_together(name);
    match ENDINGS.iter().find_map(|ending| plain.strip_suffix(ending)) {
        Some(rest) if rest.len() > 2 => rest.to_owned(),
        _ => plain,
    }
}

/// What tells whether a row of a shape is meant.
struct Row {
    /// The language's word.
    word: &'static str,
    /// Its path in CloudFormation.
    cfn: &'static str,
    /// What others call it.
    known_as: &'static [&'static str],
    /// Whether it stands in a block of the shape.
    is_within: bool,
}

/// The word by which a row is meant, if it is.
type Fits<'f> = &'f dyn Fn(&Row) -> Option<&'static str>;

/// Everything of a shape that fits, with the word that does.
fn collect(shape: &Shape, prefix: &str, fits: Fits<'_>, found: &mut Vec<Meant>) {
    let is_within = !prefix.is_empty();
    let mut add = |row: Row, sort, shown: &dyn Fn() -> String| {
        if let Some(aws) = fits(&row) {
            let path = join(prefix, row.word).to_string();
            found.push(Meant { path, aws, sort, shown: within(prefix, shown()) });
        }
    };
    for attr in shape.attrs {
        let row = Row { word: attr.name, cfn: attr.cfn, known_as: attr.known_as, is_within };
        add(row, Sort::Attribute, &|| format!("{} = …", attr.name));
    }
    for block in shape.blocks {
        let row = Row { word: block.word, cfn: block.cfn, known_as: block.known_as, is_within };
        add(row, Sort::Block, &|| format!("{} {{ … }}", block.word));
    }
    for statement in shape.statements {
        let Statement { word, cfn, known_as, .. } = *statement;
        add(Row { word, cfn, known_as, is_within }, Sort::Sentence, &|| written_out(statement));
    }
    for block in shape.blocks {
        if let BlockBody::Shape(inner) = block.body {
            let named = if block.label == Label::None { "" } else { " NAME" };
            let path = join(prefix, block.word);
            collect(inner, &format!("{path}{named}"), fits, found);
        }
    }
}

/// The names that share their words with a name, if that is one alone: `arch` and `architecture`, `max_tries` and `tries`.
pub(super) fn related<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let wanted = name.to_lowercase();
    let ends = |long: &str, short: &str| {
        let rest = long.strip_suffix(short).filter(|_| short.len() > 2);
        rest.is_some_and(|before| before.ends_with('_'))
    };
    // A short form may end anywhere, a longer one only goes on with another word.
    let shortened = |known: &str| wanted.len() > 2 && known.starts_with(wanted.as_str());
    let lengthened =
        |known: &str| known.len() > 2 && wanted.strip_prefix(known).is_some_and(|rest| rest.starts_with('_'));
    let mut all = names.iter().filter(|known| {
        shortened(known) || lengthened(known) || ends(known, &wanted) || ends(&wanted, known)
    });
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
