//! What can be wrong with an expression.

use crate::base::Span;

/// The sort of a problem, for rules to map to their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// No `cron(…)`, `rate(…)` or `at(…)`.
    Form,
    /// Longer than AWS takes.
    TooLong,
    /// Not six cron fields.
    CronFieldCount,
    /// Day of month and day of week are both set.
    TwoDayFields,
    /// Day of month and day of week are both `?`.
    NoDayField,
    /// A number outside its field's range, or no number at all.
    CronValue,
    /// A month or weekday that does not exist.
    CronName,
    /// A range that runs backwards.
    CronRange,
    /// A step that is no number, zero, or larger than its field.
    CronStep,
    /// `?`, `L`, `W`, `#` or `/` where AWS does not take it.
    CronSpecial,
    /// Not one value and one unit.
    RateForm,
    /// A value that is not a whole number from 1.
    RateValue,
    /// A unit that AWS does not count in.
    RateUnit,
    /// `1 minutes` or `5 minute`.
    RateUnitNumber,
    /// Not written as `yyyy-mm-ddThh:mm:ss`.
    AtFormat,
    /// A day or time that no calendar has.
    AtDate,
    /// `at(…)` in an EventBridge rule.
    AtInRule,
}

/// One thing wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its sort.
    pub fault: Fault,
    /// The very field, item or word.
    pub span: Span,
    /// One line, lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The one right answer, if there is one.
    pub fix: Option<Correction>,
    /// Whether the service refuses the expression for it; otherwise the meaning is clear and the spelling is not.
    pub refused: bool,
}

/// An edit that mends a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is replaced.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Correction {
    /// What it does, as an imperative.
    #[must_use]
    pub fn title(&self) -> String {
        format!("change to `{}`", self.text)
    }
}

impl Problem {
    /// A problem for which the service refuses the expression.
    pub(super) fn new(fault: Fault, span: Span, message: impl Into<String>) -> Self {
        Self { fault, span, message: message.into(), help: None, fix: None, refused: true }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers `text` in place of `span`.
    pub(super) fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Correction { span, text: text.into() });
        self
    }

    /// Marks that the service takes the expression all the same.
    pub(super) fn tolerated(mut self) -> Self {
        self.refused = false;
        self
    }
}
