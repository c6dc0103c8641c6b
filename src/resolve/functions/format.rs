//! `format`.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;
use crate::resolve::text::plain;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "format",
        params: &[Parameter::new("template", Sort::String), Parameter::new("values", Sort::Printable).many()],
        result: Sort::String,
        doc: "Puts values into a string, aligned and padded.\n\n`%s` takes what `\"${x}\"` prints, `%d` a whole number, `%f` a number; `%%` is a percent sign. A width pads with blanks on the left (`%8s`), with `-` on the right (`%-8s`), with `0` a number with zeros (`%03d`); `%.2f` rounds to two places. Where nothing is to be padded, `\"${x}\"` is enough.",
        examples: &[
            (r#"format("%s-%03d", "rack", 7)"#, r#""rack-007""#),
            (r#"format("%.2f%%", 99.5)"#, r#""99.50%""#),
            (r#"format("%-4s|", "ab")"#, r#""ab  |""#),
        ],
    },
    secrets: Secrets::Hidden,
    body: format,
};

fn format(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let mut text = Text::default();
    let mut values = arguments.rest(1).iter().zip(1..);
    let mut rest = arguments.text(0);
    while let Some((before, after)) = rest.split_once('%') {
        text.push(before)?;
        if let Some(after) = after.strip_prefix('%') {
            text.push("%")?;
            rest = after;
            continue;
        }
        let (place, after) = Place::read(after)?;
        let (value, at) = values.next().ok_or_else(too_few)?;
        text.push(&place.fill(value).map_err(|fault| fault.argument(at))?)?;
        rest = after;
    }
    text.push(rest)?;
    match values.next() {
        None => Ok(text.into()),
        Some((_, at)) => Err(Fault::new("the template has no place for this value")
            .argument(at)
            .help("write `%s` where it shall stand")),
    }
}

/// More places than values.
fn too_few() -> Fault {
    Fault::new("the template has more places than there are values")
        .argument(0)
        .help("write `%%` for a percent sign")
}

/// One `%…` of a template.
struct Place {
    left: bool,
    zeros: bool,
    width: usize,
    precision: Option<u32>,
    conversion: char,
}

impl Place {
    /// Reads what follows a percent sign; the rest of the template.
    fn read(text: &str) -> Result<(Self, &str), Fault> {
        let flags = text.len() - text.trim_start_matches(['-', '0']).len();
        let (flags, text) = text.split_at_checked(flags).unwrap_or(("", text));
        let (width, text) = number(text);
        let (precision, text) = match text.strip_prefix('.') {
            Some(text) => {
                let (precision, text) = number(text);
                (Some(precision.unwrap_or(0)), text)
            }
            None => (None, text),
        };
        let mut letters = text.chars();
        let conversion = letters.next().unwrap_or(' ');
        let most = if precision.is_some() { 28 } else { 1000 };
        let place = Self {
            left: flags.contains('-'),
            zeros: flags.contains('0'),
            width: width.unwrap_or(0),
            precision: precision.and_then(|places| u32::try_from(places).ok()),
            conversion,
        };
        if !matches!(conversion, 's' | 'd' | 'f') {
            return Err(Fault::new("after `%` stands `s`, `d`, `f` or `%`")
                .argument(0)
                .help("write `%s` for any value, `%%` for a percent sign"));
        }
        if place.width > 1000 || precision.is_some_and(|places| places > most) {
            return Err(Fault::new("a width may be 1000, and 28 places may follow the point").argument(0));
        }
        Ok((place, letters.as_str()))
    }

    /// A value in this place.
    fn fill(&self, value: &Value) -> Result<String, Fault> {
        let text = match (self.conversion, value, value.as_whole()) {
            ('d', _, Some(whole)) => whole.to_string(),
            ('d', ..) => {
                return Err(Fault::new(format!("`%d` takes a whole number, this is {}", value.sort()))
                    .help("write `%f` for a number with a fraction, `%s` for any value"));
            }
            ('f', Value::Number(number), _) => fixed(*number, self.precision),
            ('f', ..) => {
                return Err(Fault::new(format!("`%f` takes a number, this is {}", value.sort()))
                    .help("write `%s` for any value"));
            }
            _ => plain(value).unwrap_or_default().to_string(),
        };
        let missing = self.width.saturating_sub(text.chars().count());
        Ok(match (self.left, self.zeros && self.conversion != 's', text.strip_prefix('-')) {
            (true, ..) => format!("{text}{}", " ".repeat(missing)),
            (_, true, Some(digits)) => format!("-{}{digits}", "0".repeat(missing)),
            (_, true, None) => format!("{}{text}", "0".repeat(missing)),
            _ => format!("{}{text}", " ".repeat(missing)),
        })
    }
}

/// A number with just so many places after the point.
fn fixed(number: Decimal, places: Option<u32>) -> String {
    match places {
        Some(places) => {
            let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
            let places = places as usize;
            format!("{rounded:.places$}")
        }
        None => number.normalize().to_string(),
    }
}

/// The whole number at the beginning of a text, if one stands there, and what follows it.
fn number(text: &str) -> (Option<usize>, &str) {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    let number = if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(usize::MAX)) };
    (number, rest)
}
