//! Metrics: `function.f.Errors.sum`, and arithmetic on them.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::cx::Cx;
use super::operators::Fault;
use super::rules::{unknown_metric, unknown_statistic, value_too_large};
use super::unknown::some_of;
use crate::base::{Span, did_you_mean};
use crate::catalog::{Kind, MetricRow, MetricTable, STATISTICS};
use crate::diag::Diagnostic;
use crate::model::{Measure, Metric, Reference, Series, Sign, Value, combined};
use crate::syntax::ast::BinaryOp;

/// The most metrics and constants of one computation; CloudWatch takes no more in one request.
const MOST_TERMS: usize = 500;

/// A metric of a resource, before it is said which of its statistics is meant.
#[derive(Debug)]
pub(super) struct Measured {
    of: Reference,
    row: &'static MetricRow,
}

impl Cx<'_> {
    /// What `.name` of a resource measures; the outer `None` if the name is no metric's, the inner if what is wrong with
    /// it has been reported.
    #[expect(clippy::option_option, reason = "what is no metric and what is a wrong one differ")]
    pub(super) fn measured(&mut self, value: &Value, name: &str, span: Span) -> Option<Option<Measured>> {
        let Value::Reference(reference) = value else { return None };
        let address = reference.address.as_ref()?;
        let at = self.find(address)?;
        let kind = self.kind_of(at)?;
        let capital = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let rows = || kind.metrics.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
        // Some begin with a small letter; what the kind itself has of that name goes before.
        let own = kind.output(name).is_some() || kind.shape.attr(name).is_some();
        if own || !(capital || rows().any(|(_, row)| row.name == name)) {
            return None;
        }
        self.note_read(at, span);
        let mut unkept = None;
        for (table, row) in rows().filter(|(_, row)| row.name == name) {
            if self.is_kept(at, table, span) {
                return Some(Some(Measured { of: (**reference).clone(), row }));
            }
            unkept = table.when;
        }
        self.no_metric(at, kind, name, unkept, span);
        Some(None)
    }

    /// Whether AWS keeps the metrics of a table for a resource.
    fn is_kept(&mut self, at: usize, table: &MetricTable, span: Span) -> bool {
        let Some((attr, wanted)) = table.when else { return true };
        let value = match attr.split_once('.') {
            None => self.resource_member(at, attr, span),
            Some((reference, attr)) => self.read_through(at, reference, attr, span),
        };
        match value {
            Some(Value::String(is)) => is == wanted,
            Some(Value::Bool(is)) => is && wanted == "true",
            // What is wrong with the attribute has been said.
            other => other.is_none(),
        }
    }

    /// An attribute of the resource that one refers to; `None` if nothing can be said of it.
    fn read_through(&mut self, at: usize, reference: &str, attr: &str, span: Span) -> Option<Value> {
        if let Some(source) =
            self.named_part(at).and_then(|part| part.source).filter(|_| reference == "source")
        {
            return self.resource_member(source, attr, span);
        }
        match self.resource_member(at, reference, span)? {
            Value::Reference(to) => {
                let to = self.find(to.address.as_ref()?)?;
                self.resource_member(to, attr, span)
            }
            _ => None,
        }
    }

    /// Reports a metric that is not there.
    fn no_metric(&mut self, at: usize, kind: &Kind, name: &str, unkept: Option<(&str, &str)>, span: Span) {
        let Some(address) = self.address_at(at).cloned() else { return };
        let diagnostic = |message: String| Diagnostic::new(&unknown_metric::RULE, span, message);
        if let Some((attr, value)) = unkept {
            let value = if value == "true" { value.to_owned() } else { format!("\"{value}\"") };
            let message = format!("`{address}` has `{name}` only with `{attr} = {value}`");
            let help = format!("set `{attr}` so, or take a metric that it has as it is");
            self.report(diagnostic(message).help(help));
            return;
        }
        let kept = kind.metrics.iter().filter(|table| self.is_kept(at, table, span));
        let names: Vec<&str> = kept.flat_map(|table| table.rows).map(|row| row.name).collect();
        let found = diagnostic(format!("`{address}` has no metric `{name}`"));
        self.report(match did_you_mean(name, names.iter().copied()) {
            Some(meant) => found.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                span,
                meant,
            ),
            None if names.is_empty() => found.help(format!(
                "CloudWatch keeps no metrics of a {}; attributes are written small",
                kind.name
            )),
            None => found.help(format!("it has {}", some_of(&names))),
        });
    }

    /// `.sum` and the like of a metric.
    pub(super) fn statistic(&mut self, measured: &Measured, name: &str, span: Span) -> Option<Value> {
        let known = STATISTICS.iter().any(|(word, _)| *word == name) || is_percentile(name);
        if !known {
            self.wrong_statistic(name, span);
            return None;
        }
        let measure = if name == "count" { Measure::Number } else { measured.row.measure() };
        let series = Series {
            of: measured.of.clone(),
            name: measured.row.name.into(),
            statistic: name.into(),
            measure,
        };
        Some(Value::Metric(Box::new(Metric::Series(series))))
    }

    /// What stands behind the dot of a metric: the fraction of a percentile, or nothing.
    pub(super) fn metric_member(&mut self, metric: Metric, name: &str, span: Span) -> Option<Value> {
        if let Metric::Series(series) = &metric {
            let longer = ecow::eco_format!("{}.{name}", series.statistic);
            if !series.statistic.contains('.') && is_percentile(&longer) {
                let series = Series { statistic: longer, ..series.clone() };
                return Some(Value::Metric(Box::new(Metric::Series(series))));
            }
        }
        let message = format!("`{metric}` is a metric, and has no `.{name}`");
        self.report(
            Diagnostic::new(&unknown_statistic::RULE, span, message).help(format!("take `.{name}` away")),
        );
        None
    }

    /// Reports a statistic that is not there.
    fn wrong_statistic(&mut self, name: &str, span: Span) {
        let theirs = STATISTICS.iter().find(|(_, aws)| aws.eq_ignore_ascii_case(name)).map(|(word, _)| *word);
        let words = STATISTICS.iter().map(|(word, _)| *word);
        let found =
            Diagnostic::new(&unknown_statistic::RULE, span, format!("there is no statistic `{name}`"));
        self.report(match theirs.or_else(|| did_you_mean(name, words)) {
            Some(meant) => {
                found.help(format!("write `{meant}`")).fix(format!("change to `{meant}`"), span, meant)
            }
            None => {
                found.help("it is `sum`, `avg`, `min`, `max`, `count`, or a percentile from `p0` to `p100`")
            }
        });
    }

    /// Reports that a metric is named without its statistic.
    pub(super) fn no_statistic(&mut self, measured: &Measured, span: Span) {
        let (name, usual) = (measured.row.name, measured.row.usual);
        let message = format!("it is not said which statistic of `{name}` is meant");
        self.report(
            Diagnostic::new(&unknown_statistic::RULE, span, message)
                .help(format!("usual is `{name}.{usual}`; others are `avg`, `max`, `p99` and the like"))
                .fix(format!("take `.{usual}`"), span.after(), format!(".{usual}")),
        );
    }
}

/// Whether a word is `p50`, `p99.9` or another percentile.
fn is_percentile(word: &str) -> bool {
    let Some(digits) = word.strip_prefix('p') else { return false };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let share: Option<Decimal> = digits.parse().ok();
    plain(whole) && plain(fraction) && share.is_some_and(|share| share <= Decimal::ONE_HUNDRED)
}

/// An operation of which one side is a metric.
pub(super) fn math(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Fault> {
    let sign = match op {
        BinaryOp::Add => Sign::Plus,
        BinaryOp::Subtract => Sign::Minus,
        BinaryOp::Multiply => Sign::Times,
        BinaryOp::Divide => Sign::Over,
        BinaryOp::Remainder | BinaryOp::Range => {
            return Err(Fault::new(
                "metrics are added, subtracted, multiplied and divided, and nothing else",
            )
            .help("CloudWatch computes no other way"));
        }
        _ => {
            return Err(Fault::new(
                "a metric has no value before the stack runs, and cannot be compared here",
            )
            .help("an alarm compares: `alarm name { metric = …  above = 5  period = 1m }`"));
        }
    };
    let (left_term, right_term) = (term(left, right)?, term(right, left)?);
    if sign == Sign::Over && is_zero(right) {
        return Err(Fault::new("this divides by zero").help("CloudWatch gives no value then"));
    }
    let (a, b) = (left_term.measure(), right_term.measure());
    if combined(sign, a, b).is_none() {
        return Err(no_sense(sign, a, b));
    }
    if left_term.terms() + right_term.terms() > MOST_TERMS {
        return Err(Fault::new(format!("more than {MOST_TERMS} metrics are computed with"))
            .help("CloudWatch takes no more in one request")
            .rule(&value_too_large::RULE));
    }
    Ok(Value::Metric(Box::new(Metric::Math(sign, Box::new((left_term, right_term))))))
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_zero(),
        Value::Quantity(quantity) => quantity.amount.is_zero(),
        _ => false,
    }
}

/// A side of a computation.
fn term(value: &Value, other: &Value) -> Result<Metric, Fault> {
    match value {
        Value::Metric(metric) => Ok((**metric).clone()),
        Value::Number(_) | Value::Quantity(_) => Ok(Metric::Constant(value.clone())),
        _ => Err(Fault::new(format!("{} and {} cannot be computed with", other.sort(), value.sort()))
            .help("beside a metric stands another, a number or a quantity")),
    }
}

/// What two metrics count does not go together.
fn no_sense(sign: Sign, left: Measure, right: Measure) -> Fault {
    let message = match sign {
        Sign::Plus => format!("{} and {} cannot be added", counted(left), counted(right)),
        Sign::Minus => format!("{} cannot be taken from {}", counted(right), counted(left)),
        Sign::Times => format!("{} cannot be multiplied by {}", counted(left), counted(right)),
        Sign::Over => format!("{} cannot be divided by {}", counted(left), counted(right)),
    };
    Fault::new(message).help("both sides count the same, or one of them is a number")
}

/// What a measure counts, in a message.
fn counted(measure: Measure) -> EcoString {
    match measure {
        Measure::Number => "a number".into(),
        Measure::Ratio => "a share".into(),
        Measure::Of(dimension) => Value::Quantity(crate::base::Quantity::whole(dimension, 1)).sort().into(),
    }
}
