//! Whether what an expression gives is of one sort whatever is given from outside, as far as the text tells.
//!
//! Two values whose sorts differ are equal in no case only where neither could have been of another sort. What is not
//! known to stay counts as changing, so that nothing is refused that could come out otherwise another time.

use super::cx::Cx;
use crate::base::Dimension;
use crate::model::Value;
use crate::syntax::ast::{BinaryOp, Entry, EntryKind, Expr, ExprKind, TypeExpr, TypeKind, UnaryOp};

/// So many names are followed one behind the other.
const DEEPEST: usize = 16;

/// So many expressions are looked at for one comparison.
const MOST: u32 = 500;

/// A step from a value into it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'e> {
    /// `.name`, `["name"]`
    Key(&'e str),
    /// An index that is computed, or counts.
    Any,
}

/// A name and the steps behind it.
type Way<'e> = (&'e str, Vec<Step<'e>>);

impl<'a> Cx<'a> {
    /// Whether an expression has always a value of the sort that it has now, or none.
    pub(super) fn keeps_sort(&self, expr: &Expr) -> bool {
        self.likened.set(0);
        self.settles(expr, 0)
    }

    /// Whether it goes too deep, or far, to tell.
    fn is_too_far(&self, depth: usize) -> bool {
        self.likened.set(self.likened.get() + 1);
        depth > DEEPEST || self.likened.get() > MOST
    }

    fn settles(&self, expr: &Expr, depth: usize) -> bool {
        if self.is_too_far(depth) {
            return false;
        }
        match &expr.kind {
            ExprKind::Missing => false,
            ExprKind::Path(_) | ExprKind::Member(..) | ExprKind::Index(..) => {
                way_of(expr).is_some_and(|(first, steps)| self.way_settles(first, &steps, depth + 1))
            }
            // These give what they are given.
            ExprKind::Call(call) if matches!(call.name.text.as_str(), "min" | "max") => {
                call.args.iter().all(|argument| self.settles(argument, depth + 1))
            }
            ExprKind::If(_) | ExprKind::Binary(BinaryOp::Otherwise, ..) => {
                self.sort_of(expr, depth + 1).is_some()
            }
            ExprKind::Unary(UnaryOp::Negate, of) => self.settles(of, depth + 1),
            ExprKind::Binary(op, left, right) if is_arithmetic(*op) => {
                self.settles(left, depth + 1) && self.settles(right, depth + 1)
            }
            _ => true,
        }
    }

    fn way_settles(&self, first: &str, steps: &[Step<'_>], depth: usize) -> bool {
        // What a loop goes through next time may be of another sort.
        if self.locals.iter().any(|(name, _)| name == first) {
            return false;
        }
        if let Some(ty) = self.type_at(first, steps) {
            return type_settles(ty);
        }
        if let Some(at) = self.scope.by_let.get(first) {
            let found = self.scope.lets.get(*at).map(|binding| &binding.value);
            return found.is_some_and(|value| self.part_settles(value, steps, depth));
        }
        // Attributes and outputs have a type of their own.
        first == "stack" || self.catalog.kind(first).is_some()
    }

    /// Whether a part of an expression stays of one sort.
    fn part_settles(&self, expr: &Expr, steps: &[Step<'_>], depth: usize) -> bool {
        let Some((step, rest)) = steps.split_first() else { return self.settles(expr, depth) };
        if self.is_too_far(depth) {
            return false;
        }
        match (&expr.kind, step) {
            (ExprKind::Map(entries), Step::Key(key)) => {
                entry(entries, key).is_some_and(|value| self.part_settles(value, rest, depth + 1))
            }
            (ExprKind::Map(entries), Step::Any) => {
                self.are_alike(entries.iter().map(value_of).collect::<Option<Vec<_>>>(), rest, depth)
            }
            (ExprKind::List(items), _) => {
                let values = items.iter().map(|item| (!item.spread).then_some(&item.value));
                self.are_alike(values.collect::<Option<Vec<_>>>(), rest, depth)
            }
            (ExprKind::Path(_) | ExprKind::Member(..) | ExprKind::Index(..), _) => {
                let Some((first, mut all)) = way_of(expr) else { return false };
                all.extend(steps);
                self.way_settles(first, &all, depth + 1)
            }
            _ => false,
        }
    }

    /// Whether expressions are of one sort, all that is read being they themselves.
    fn are_alike(&self, values: Option<Vec<&Expr>>, rest: &[Step<'_>], depth: usize) -> bool {
        let Some(values) = values.filter(|_| rest.is_empty()) else { return false };
        let mut sorts = values.into_iter().map(|value| self.sort_of(value, depth + 1));
        let Some(Some(first)) = sorts.next() else { return false };
        sorts.all(|sort| sort == Some(first))
    }

    /// The sort that an expression always has; `None` if the text alone does not tell.
    pub(super) fn sort_of(&self, expr: &Expr, depth: usize) -> Option<&'static str> {
        if self.is_too_far(depth) {
            return None;
        }
        let joined = |left: &Expr, right: &Expr| match (&left.kind, &right.kind) {
            (ExprKind::None, _) => self.sort_of(right, depth + 1),
            (_, ExprKind::None) => self.sort_of(left, depth + 1),
            _ => self.sort_of(left, depth + 1).filter(|sort| self.sort_of(right, depth + 1) == Some(sort)),
        };
        match &expr.kind {
            ExprKind::If(both) => joined(&both.then, &both.otherwise),
            ExprKind::Binary(BinaryOp::Otherwise, left, right) => joined(left, right),
            ExprKind::Path(_) | ExprKind::Member(..) | ExprKind::Index(..) => {
                let (first, steps) = way_of(expr)?;
                if self.locals.iter().any(|(name, _)| name == first) {
                    return None;
                }
                if let Some(ty) = self.type_at(first, &steps) {
                    return sort_of_type(ty);
                }
                if let (Some(at), []) = (self.scope.by_let.get(first), steps.as_slice()) {
                    return self.sort_of(&self.scope.lets.get(*at)?.value, depth + 1);
                }
                let is_text = matches!(steps.last(), Some(Step::Key("arn" | "id" | "name" | "url")));
                (is_text && self.catalog.kind(first).is_some()).then_some(Value::String("".into()).sort())
            }
            _ => literal_sort(expr),
        }
    }

    /// The type that a param has, or what is read of it.
    pub(super) fn type_at(&self, first: &str, steps: &[Step<'_>]) -> Option<&'a TypeExpr> {
        let (_, param) = self.scope.params.get(*self.scope.by_param.get(first)?)?;
        let mut ty = bare(param.ty.as_ref()?);
        for step in steps {
            ty = bare(match (&ty.kind, step) {
                (TypeKind::List(of) | TypeKind::Map(of), _) => of,
                (TypeKind::Record(fields), Step::Key(key)) => {
                    &fields.iter().find(|field| field.name.text == *key)?.ty
                }
                // What a resource has stays of one sort.
                (TypeKind::Name(_), _) => return Some(ty),
                _ => return None,
            });
        }
        Some(ty)
    }
}

/// A type without the `?` behind it.
fn bare(ty: &TypeExpr) -> &TypeExpr {
    match &ty.kind {
        TypeKind::Optional(of) => bare(of),
        _ => ty,
    }
}

/// Whether all values of a type are of one sort.
fn type_settles(ty: &TypeExpr) -> bool {
    match &ty.kind {
        TypeKind::Missing => false,
        TypeKind::Union(_) => sort_of_type(ty).is_some(),
        _ => true,
    }
}

/// The sort of all values of a type; `None` if there are several, or it is not known.
fn sort_of_type(ty: &TypeExpr) -> Option<&'static str> {
    match &ty.kind {
        TypeKind::Name(name) => match name.as_str() {
            "string" => Some(Value::String("".into()).sort()),
            "bool" => Some(Value::Bool(true).sort()),
            "number" => Some(Value::Number(0.into()).sort()),
            word => {
                let dimension = Dimension::from_word(word)?;
                Some(Value::Quantity(crate::base::Quantity::whole(dimension, 1)).sort())
            }
        },
        TypeKind::Literal(expr) => match &expr.kind {
            ExprKind::Binary(BinaryOp::Range, low, _) => literal_sort(low),
            _ => literal_sort(expr),
        },
        TypeKind::Union(types) => {
            let mut sorts = types.iter().map(sort_of_type);
            let first = sorts.next()??;
            sorts.all(|sort| sort == Some(first)).then_some(first)
        }
        TypeKind::Optional(of) => sort_of_type(of),
        _ => None,
    }
}

/// The sort of what is written out.
fn literal_sort(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Bool(_) | ExprKind::Unary(UnaryOp::Not, _) => Value::Bool(true).sort(),
        ExprKind::Number(number) => Value::Number(*number).sort(),
        ExprKind::Quantity(quantity) => Value::Quantity(*quantity).sort(),
        ExprKind::String(_) | ExprKind::Template(_) => Value::String("".into()).sort(),
        ExprKind::List(_) | ExprKind::ListFor(_) => "a list",
        ExprKind::Map(_) | ExprKind::MapFor(_) => "a map",
        _ => return None,
    })
}

/// The name that a reading begins with, and what is read of it.
pub(super) fn way_of(expr: &Expr) -> Option<Way<'_>> {
    let (of, step) = match &expr.kind {
        ExprKind::Path(path) => {
            let mut parts = path.split('.');
            return Some((parts.next()?, parts.map(Step::Key).collect()));
        }
        ExprKind::Member(of, name) => (of, Step::Key(&name.text)),
        ExprKind::Index(of, index) => match &index.kind {
            ExprKind::String(key) => (of, Step::Key(key)),
            _ => (of, Step::Any),
        },
        _ => return None,
    };
    let (first, mut steps) = way_of(of)?;
    steps.push(step);
    Some((first, steps))
}

/// The value of the entry with a key, where no spread may have another.
fn entry<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Expr> {
    let values: Option<Vec<(&str, &Expr)>> = entries
        .iter()
        .map(|entry| match &entry.kind {
            EntryKind::Attribute(attribute) => Some((attribute.name.text.as_str(), &attribute.value)),
            _ => None,
        })
        .collect();
    values?.into_iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}

fn value_of(entry: &Entry) -> Option<&Expr> {
    match &entry.kind {
        EntryKind::Attribute(attribute) => Some(&attribute.value),
        _ => None,
    }
}

fn is_arithmetic(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Remainder
    )
}
