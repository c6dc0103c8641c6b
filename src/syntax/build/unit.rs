//! Numbers whose unit is none, as findings.

use rust_decimal::Decimal;

use super::super::ast::ExprKind;
use super::super::parser::Node;
use super::Build;
use super::expr::is_digit;
use crate::base::{Quantity, UnitError};
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

const UNITS: &str = "units are `ms s m h days`, `KB MB GB TB`, `vCPU`, `%`, `Kbps Mbps Gbps` and `USD`";
const RATES: &str = "a count, `%`, a size or `USD` stands before `per`; `second`, `minute`, `hour`, `day` or `month` after it";

impl Build<'_> {
    /// A number whose unit is none; read as meant where that is clear.
    pub(super) fn wrong_unit(
        &mut self,
        node: Node,
        number: Decimal,
        written: (Option<&str>, Option<&str>),
        error: &UnitError,
    ) -> ExprKind {
        let text = self.slice(node.start, node.end);
        let (unit, per) = written;
        let digits = text.bytes().position(|byte| !is_digit(byte)).unwrap_or(text.len());
        let blanks = text.get(digits..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        let start = digits + blanks;
        let word = unit.unwrap_or("");
        let span = self.within(node, start, start + word.len());
        match error {
            UnitError::Misspelt(meant) => {
                self.found.add(
                    Diagnostic::new(&RULE, span, format!("`{word}` is no unit; `{meant}` is meant")).fix(
                        format!("change to `{meant}`"),
                        span,
                        *meant,
                    ),
                );
                Quantity::read(number, Some(meant), per).map_or(ExprKind::Missing, ExprKind::Quantity)
            }
            UnitError::Days(days, always) => self.in_days(node, number, (word, start), (*days, *always)),
            UnitError::Unknown => {
                let whole = self.place(node);
                if let Some(digits) = written_out(text) {
                    self.found.add(
                        Diagnostic::new(&RULE, whole, "numbers are written out in decimal digits").fix(
                            format!("change to `{digits}`"),
                            whole,
                            digits.to_string(),
                        ),
                    );
                    return ExprKind::Number(digits);
                }
                let compound = word.contains(|c: char| c.is_ascii_digit());
                let one = "a quantity has one unit: `90m`, not `1h30m`";
                self.found.error_help(
                    span,
                    format!("`{word}` is no unit"),
                    if compound { one } else { UNITS },
                );
                ExprKind::Missing
            }
            UnitError::NoRate => {
                let span = self.within(node, start, text.len());
                let rest = self.slice(span.start - self.base, span.end - self.base).to_owned();
                self.found.error_help(span, format!("`{rest}` is no rate"), RATES);
                ExprKind::Missing
            }
            UnitError::TooLarge => {
                self.found.too_large(self.place(node));
                ExprKind::Missing
            }
        }
    }

    /// Weeks, months or years, read as days: all but weeks are a guess.
    fn in_days(
        &mut self,
        node: Node,
        number: Decimal,
        (word, start): (&str, usize),
        (days, always): (u16, bool),
    ) -> ExprKind {
        let count = number.checked_mul(Decimal::from(days));
        let Some(read) = count.and_then(|count| Quantity::read(count, Some("days"), None).ok()) else {
            self.found.too_large(self.place(node));
            return ExprKind::Missing;
        };
        let help = if always { format!("write `{read}`") } else { format!("did you mean `{read}`?") };
        self.found.add(
            Diagnostic::new(
                &RULE,
                self.within(node, start, start + word.len()),
                format!("`{word}` is no unit"),
            )
            .help(help)
            .fix(
                format!("change to `{read}`"),
                self.within(node, 0, start + word.len()),
                read.to_string(),
            ),
        );
        ExprKind::Quantity(read)
    }
}

/// `1e3`, `0x10` as the number that it is.
fn written_out(text: &str) -> Option<Decimal> {
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).ok().map(Decimal::from);
    }
    let is_scientific = text.chars().all(|c| c.is_ascii_digit() || matches!(c, 'e' | 'E' | '.'));
    if is_scientific { Decimal::from_scientific(text).ok() } else { None }
}
