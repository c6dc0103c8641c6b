//! `cron(…)`, `rate(…)` and `at(…)`: from text to a checked value.

use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::diag::{Diagnostic, Rule};
use crate::model::Value;
use crate::syntax::ast::TimingText;
use crate::timing::{Dialect, Fault, Problem, Timing, Zone, parse};

/// Reads a timing; every problem is reported at its own field.
pub(super) fn timing(cx: &mut Cx<'_>, text: &TimingText) -> Option<Value> {
    let reading = parse(&text.word.text, &text.inner, text.inner_span, Dialect::Scheduler);
    let sound = reading.problems.is_empty();
    for problem in reading.problems {
        cx.report(finding(problem));
    }
    let timing = reading.timing?;
    if sound && timing.never_fires(&Zone::utc()) {
        cx.report(never_fires(&timing, &Zone::utc(), text.inner_span));
        return None;
    }
    Some(Value::Timing(ecow::eco_format!("{timing}")))
}

/// Says at `span` that a timing never fires in a zone.
#[must_use]
pub fn never_fires(timing: &Timing, zone: &Zone, span: Span) -> Diagnostic {
    if matches!(timing, Timing::At(_)) {
        let message =
            format!("`{timing}` never fires: clocks in {} go forward then, and skip it", zone.name());
        return Diagnostic::new(&rules::schedule_never_fires::RULE, span, message)
            .help("choose a time an hour earlier or later, or another time zone");
    }
    let message = format!("`{timing}` never fires: no such day comes before the year 2200");
    Diagnostic::new(&rules::schedule_never_fires::RULE, span, message)
        .help("check day and month; AWS accepts this and then does nothing")
}

/// A problem as a finding.
#[must_use]
pub fn finding(problem: Problem) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(rule(problem.fault), problem.span, problem.message);
    diagnostic.help = problem.help;
    match problem.fix {
        Some(fix) => diagnostic.fix(fix.title(), fix.span, fix.text),
        None => diagnostic,
    }
}

/// The rule that a fault breaks.
fn rule(fault: Fault) -> &'static Rule {
    match fault {
        Fault::TwoDayFields | Fault::NoDayField => &rules::two_day_fields::RULE,
        Fault::CronFieldCount => &rules::cron_field_count::RULE,
        Fault::RateUnitNumber => &rules::rate_unit_number::RULE,
        Fault::CronValue | Fault::CronName | Fault::CronRange | Fault::CronStep | Fault::CronSpecial => {
            &rules::cron_field_value::RULE
        }
        Fault::Form
        | Fault::TooLong
        | Fault::RateForm
        | Fault::RateValue
        | Fault::RateUnit
        | Fault::AtFormat
        | Fault::AtDate
        | Fault::AtInRule => &rules::invalid_timing::RULE,
    }
}
