//! What is written as other languages write it: attributes under AWS's names, texts without quotes, numbers whose unit the
//! attribute tells.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::cx::Cx;
use super::fits::is_literal;
use super::foreign_names::attribute_meant;
use super::rules;
use super::units::{with_unit, without_unit};
use super::unknown::some_of;
use crate::base::{Dimension, Quantity, Span, did_you_mean, run_together};
use crate::catalog::{Attr, BlockBody, Declarable, Limit, Shape, Type};
use crate::diag::Diagnostic;
use crate::model::Value;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};

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

/// From here on a number of CPUs is one of CPU units.
const LEAST_CPU_UNITS: i64 = 128;

/// What the language calls something that CloudFormation calls otherwise.
struct Meant {
    /// The way to it within the shape: `memory`, `scale.min`.
    path: String,
    /// CloudFormation's word.
    aws: &'static str,
    /// What it is.
    sort: Sort,
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

/// The finding that an attribute, or a block or statement, is not there, with what is probably meant, of `names` that are
/// not written yet; and its name, where that is one of the same sort.
pub(super) fn mended(
    diagnostic: Diagnostic,
    shape: &Shape,
    (name, span): (&str, Span),
    (all, names): (&[&str], &[&str]),
    written: Sort,
) -> (Diagnostic, Option<String>) {
    let renamed = |help: String, meant: &str| {
        let mended = diagnostic.clone().help(help).fix(format!("change to `{meant}`"), span, meant);
        (mended, Some(meant.to_owned()))
    };
    let elsewhere = |what: String, meant: &[Meant]| {
        let shown: Vec<String> = meant.iter().map(|one| one.sort.shown(&one.path)).collect();
        (diagnostic.clone().help(format!("{what} is {} here", shown.join(", "))), None)
    };
    let free = |one: &Meant| one.sort == written && names.contains(&one.path.as_str());
    match called_otherwise(shape, name).as_slice() {
        [one] if free(one) => return renamed(format!("it is `{}` here", one.path), &one.path),
        [] => {}
        several => return elsewhere("it".to_owned(), several),
    }
    if let Some(meant) = did_you_mean(name, names.iter().copied()) {
        return renamed(format!("did you mean `{meant}`?"), meant);
    }
    if let Some(meant) = names.iter().find(|known| plain(known) == plain(name)) {
        return renamed(format!("it is `{meant}` here"), meant);
    }
    if name == "depends_on" && names.contains(&"after") {
        return renamed("what must exist before it is named by `after`".to_owned(), "after");
    }
    if let Some(help) = attribute_meant(name) {
        return (diagnostic.help(help), None);
    }
    let meant = meant_by(shape, name);
    match (meant.as_slice(), related(name, names)) {
        ([one], _) if free(one) => {
            renamed(format!("CloudFormation's `{}` is `{}` here", one.aws, one.path), &one.path)
        }
        ([first, ..], _) => elsewhere(format!("CloudFormation's `{}`", first.aws), &meant),
        ([], Some(related)) => (diagnostic.help(format!("did you mean `{related}`?")), None),
        ([], None) => (diagnostic.help(format!("it has {}", some_of(all))), None),
    }
}

impl Sort {
    /// What stands at a path, as it is written.
    fn shown(self, path: &str) -> String {
        let (outer, word) = path.rsplit_once('.').map_or(("", path), |(outer, word)| (outer, word));
        let inner = match self {
            Self::Attribute => format!("{word} = …"),
            Self::Block => format!("{word} {{ … }}"),
            Self::Sentence => format!("{word} …"),
        };
        let blocks = outer.split('.').filter(|block| !block.is_empty());
        let written = blocks.rev().fold(inner, |inner, block| format!("{block} {{ {inner} }}"));
        format!("`{written}`")
    }
}

/// What of a shape others call by a name, as their rows say.
fn called_otherwise(shape: &Shape, name: &str) -> Vec<Meant> {
    let wanted = run_together(name);
    let fits = |_: &'static str, known_as: &'static [&'static str]| {
        known_as.iter().copied().find(|known| run_together(known) == wanted)
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
fn meant_by(shape: &Shape, name: &str) -> Vec<Meant> {
    let wanted = plain(name);
    let all = |fits: &dyn Fn(&'static str) -> Option<&'static str>| {
        let mut found: Vec<Meant> = Vec::new();
        collect(shape, "", &|path, _| fits(path), &mut found);
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
fn plain(name: &str) -> String {
    let plain = run_together(name);
    match ENDINGS.iter().find_map(|ending| plain.strip_suffix(ending)) {
        Some(rest) if rest.len() > 2 => rest.to_owned(),
        _ => plain,
    }
}

/// Whether what a row says fits, its path in CloudFormation and what others call it; the word that does.
type Fits<'f> = &'f dyn Fn(&'static str, &'static [&'static str]) -> Option<&'static str>;

/// Everything of a shape that fits, with the word that does.
fn collect(shape: &Shape, prefix: &str, fits: Fits<'_>, found: &mut Vec<Meant>) {
    let mut add = |word: &str, (cfn, known_as), sort| {
        if let Some(aws) = fits(cfn, known_as) {
            let path = super::attrs::join(prefix, word).to_string();
            found.push(Meant { path, aws, sort });
        }
    };
    shape.attrs.iter().for_each(|attr| add(attr.name, (attr.cfn, attr.known_as), Sort::Attribute));
    shape.blocks.iter().for_each(|block| add(block.word, (block.cfn, block.known_as), Sort::Block));
    shape.statements.iter().for_each(|statement| {
        add(statement.word, (statement.cfn, statement.known_as), Sort::Sentence);
    });
    for block in shape.blocks {
        if let BlockBody::Shape(inner) = block.body {
            collect(inner, &super::attrs::join(prefix, block.word), fits, found);
        }
    }
}

/// The names that share their words with a name, if that is one alone: `arch` and `architecture`, `max_tries` and `tries`.
fn related<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
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

impl Cx<'_> {
    /// Reports texts without their quotes, and says whether there are any: names that name nothing where a text is due.
    pub(super) fn unquoted(&mut self, attr: &Attr, expr: &Expr) -> bool {
        match (&expr.kind, attr.ty) {
            (ExprKind::Path(path), ty) => self.unquoted_one(path, ty, expr.span),
            (ExprKind::Binary(..), ty) => match hyphened(expr) {
                Some(text) => self.unquoted_one(&text, ty, expr.span),
                None => false,
            },
            (ExprKind::List(items), Type::List(ty)) => {
                items.iter().fold(false, |any, item| match &item.value.kind {
                    ExprKind::Path(path) if !item.spread => {
                        self.unquoted_one(path, *ty, item.value.span) || any
                    }
                    _ => any,
                })
            }
            _ => false,
        }
    }

    /// Reports a resource of one of these kinds that is named without its kind.
    fn without_kind(&mut self, path: &str, kinds: &[&str], span: Span) -> bool {
        let (first, rest) = path.split_once('.').map_or((path, ""), |(first, rest)| (first, rest));
        if self.names_something(first) || self.catalog.kind(first).is_some() {
            return false;
        }
        let addresses = kinds.iter().map(|kind| ecow::eco_format!("{kind}.{first}"));
        let Some(meant) = addresses.into_iter().find(|one| self.scope.at_address(one).is_some()) else {
            return false;
        };
        let written = if rest.is_empty() { meant } else { ecow::eco_format!("{meant}.{rest}") };
        let message = format!("nothing is called `{first}`");
        let help = format!("a resource is named with its kind: `{written}`");
        self.report(Diagnostic::new(&rules::unknown_name::RULE, span, message).help(help).fix(
            format!("change to `{written}`"),
            span,
            written,
        ));
        true
    }

    fn unquoted_one(&mut self, path: &str, ty: Type, span: Span) -> bool {
        if let Type::Reference(kinds) | Type::Peer(kinds) = ty {
            return self.without_kind(path, kinds, span);
        }
        if !matches!(
            ty,
            Type::OneOf(_) | Type::String | Type::Path | Type::TimeZone | Type::Zone | Type::Bool
        ) {
            return false;
        }
        // Of `us-east-1`, which reads as a subtraction, the first word is `us`.
        let first = path.split(['.', '-']).next().unwrap_or_default();
        if self.names_something(first) || self.is_known_outside(first) {
            return false;
        }
        let written = match ty {
            Type::OneOf(set) => did_you_mean(path, set.iter().copied()).map(|meant| format!("\"{meant}\"")),
            Type::Bool => truth(path).map(|meant| meant.to_string()),
            // What is near a name that is there is rather that.
            _ if self.near_a_name(first, path) => None,
            _ => Some(format!("\"{path}\"")),
        };
        let Some(written) = written else { return false };
        let message = format!("nothing is called `{path}`");
        let help = match ty {
            Type::Bool => format!("it is switched on and off with `true` and `false`: `{written}`"),
            Type::OneOf(set) if set.contains(&path) => format!("a text stands in quotes: `{written}`"),
            // It may be the name of something that is not there yet, too.
            _ => format!("did you mean the text `{written}`?"),
        };
        let fix = format!("change to `{written}`");
        self.report(
            Diagnostic::new(&rules::unknown_name::RULE, span, message).help(help).fix(fix, span, written),
        );
        true
    }

    /// Whether something is there whose name is near the first word of a path.
    fn near_a_name(&self, first: &str, path: &str) -> bool {
        let mut known = self.names_at_hand();
        let second = path.split('.').nth(1).unwrap_or_default();
        let declared = |kind: &str| self.scope.at_address(&format!("{kind}.{second}")).is_some();
        known.extend(self.catalog.kinds().map(|kind| kind.name).filter(|kind| declared(kind)));
        let many = known.len();
        self.scope.named(first).is_some() || self.meant(first, many, || known).is_some()
    }

    /// Whether a path may begin with this word.
    fn names_something(&self, word: &str) -> bool {
        matches!(word, "stack" | "module")
            || self.locals.iter().any(|(local, _)| local == word)
            || self.scope.by_let.contains_key(word)
            || self.scope.by_param.contains_key(word)
            || self.catalog.kind(word).is_some_and(|kind| kind.declared == Declarable::Yes)
    }

    /// Reports a number where a quantity is due, with the unit in which the attribute may have it, and says whether it is one.
    pub(super) fn unitless(&mut self, attr: &Attr, value: &Value, expr: &Expr) -> bool {
        let (Type::Quantity(wanted), Value::Number(number)) = (attr.ty, value) else { return false };
        let mut diagnostic = match meant_amount(wanted, *number, attr.limit) {
            Some(written) => with_unit(&written, wanted, expr.span, attr.name),
            None => without_unit(wanted, &number.to_string(), expr.span, attr.name),
        };
        if !is_literal(expr) {
            diagnostic.fixes.clear();
        }
        self.report(diagnostic);
        true
    }
}

/// A number with the first unit in which it lies within bounds, as it is written.
fn meant_amount(wanted: Dimension, number: Decimal, limit: Option<Limit>) -> Option<String> {
    if wanted == Dimension::Cpu && number >= Decimal::from(LEAST_CPU_UNITS) {
        return Some(Quantity::new(wanted, number).to_string());
    }
    let limit = limit?;
    let usual = match wanted {
        Dimension::Duration => ["s", "m", "h", "days"].as_slice(),
        Dimension::Size => &["MB", "GB", "KB", "TB"],
        _ => return None,
    };
    let bounds = Decimal::from(limit.min)..=Decimal::from(limit.max);
    let mut fitting = usual.iter().filter(|unit| {
        Quantity::read(number, Some(unit), None).is_ok_and(|quantity| bounds.contains(&quantity.amount))
    });
    let unit = fitting.next()?;
    let blank = if wanted == Dimension::Size || *unit == "days" { " " } else { "" };
    Some(format!("{number}{blank}{unit}"))
}

/// What is written with hyphens and without blanks, such as `us-east-1`, where that reads as a subtraction.
pub(super) fn hyphened(expr: &Expr) -> Option<String> {
    fn parts(expr: &Expr, text: &mut String) -> Option<()> {
        match &expr.kind {
            ExprKind::Binary(BinaryOp::Subtract, left, right) => {
                parts(left, text)?;
                text.push('-');
                parts(right, text)
            }
            ExprKind::Path(path) => {
                text.push_str(path);
                Some(())
            }
            ExprKind::Number(number) => {
                text.push_str(&number.to_string());
                Some(())
            }
            _ => None,
        }
    }
    let mut text = String::new();
    parts(expr, &mut text)?;
    let is_name = text.starts_with(|c: char| c.is_alphabetic());
    (is_name && text.len() == (expr.span.end - expr.span.start) as usize).then_some(text)
}

/// What somebody means who writes a truth value as another language does.
fn truth(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "yes" | "on" | "enabled" | "enable" => Some(true),
        "false" | "no" | "off" | "disabled" | "disable" | "suspended" => Some(false),
        _ => None,
    }
}
