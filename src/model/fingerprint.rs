//! A short stand-in for a resource's content.

use std::fmt;

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::{Map, Metric, Value};

/// The first 16 bytes of SHA-256 over the canonical encoding of a resource's inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// The fingerprint of a kind's inputs. References count by their ARN, so that a renamed address is no change.
    #[must_use]
    pub fn of(kind: &str, inputs: &Map) -> Self {
        let mut content = Vec::with_capacity(1024);
        text(&mut content, kind);
        map(&mut content, inputs);
        Self::of_bytes(&content)
    }

    /// The fingerprint of content that is put together elsewhere.
    #[must_use]
    pub fn of_bytes(content: &[u8]) -> Self {
        Self::from_digest(&Sha256::digest(content))
    }

    /// Takes the first 16 bytes of a digest.
    fn from_digest(digest: &[u8]) -> Self {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(digest) {
            *to = *from;
        }
        Self(bytes)
    }

    /// Reads back what was stored; `None` if it is not 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let mut text = [0; 32];
        for (to, digit) in text.iter_mut().zip(digits) {
            *to = if digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Length before content, so that no two contents run together.
fn text(content: &mut Vec<u8>, text: &str) {
    content.extend_from_slice(&(text.len() as u64).to_le_bytes());
    content.extend_from_slice(text.as_bytes());
}

fn map(content: &mut Vec<u8>, entries: &Map) {
    content.extend_from_slice(&(entries.len() as u64).to_le_bytes());
    for (key, entry) in entries {
        text(content, key);
        value(content, entry);
    }
}

fn value(content: &mut Vec<u8>, entry: &Value) {
    match entry {
        Value::None => content.push(0),
        Value::Bool(truth) => content.extend([1, u8::from(*truth)]),
        Value::Number(amount) => {
            content.push(2);
            number(content, *amount);
        }
        Value::Quantity(quantity) => {
            content.push(3);
            text(content, quantity.dimension.word());
            number(content, quantity.amount);
        }
        // A reference and the ARN it stands for are the same to the world.
        Value::String(written) => {
            content.push(4);
            text(content, written);
        }
        Value::Reference(reference) => {
            content.push(4);
            text(content, &reference.arn);
        }
        Value::Timing(written) => {
            content.push(5);
            text(content, written);
        }
        Value::Range(ends) => {
            content.push(6);
            value(content, &ends.0);
            value(content, &ends.1);
        }
        Value::List(items) => {
            content.push(7);
            content.extend_from_slice(&(items.len() as u64).to_le_bytes());
            items.iter().for_each(|item| value(content, item));
        }
        Value::Map(entries) => {
            content.push(8);
            map(content, entries);
        }
        Value::Secret(digest) => {
            content.push(9);
            text(content, digest);
        }
        Value::Metric(of) => {
            content.push(10);
            metric(content, of);
        }
    }
}

/// A metric counts by the ARN of what is measured, as a reference does.
fn metric(content: &mut Vec<u8>, of: &Metric) {
    match of {
        Metric::Series(series) => {
            content.push(0);
            [&series.of.arn, &series.name, &series.statistic]
                .into_iter()
                .for_each(|part| text(content, part));
        }
        Metric::Constant(constant) => {
            content.push(1);
            value(content, constant);
        }
        Metric::Math(sign, sides) => {
            content.push(2);
            text(content, sign.text());
            metric(content, &sides.0);
            metric(content, &sides.1);
        }
    }
}

/// A number as it is written; whole ones, which nearly all are, without a detour.
fn number(content: &mut Vec<u8>, amount: Decimal) {
    let amount = amount.normalize();
    match i64::try_from(amount) {
        Ok(whole) if amount.is_integer() => digits(content, whole),
        _ => text(content, &amount.to_string()),
    }
}

/// A whole number in decimal, as text.
fn digits(content: &mut Vec<u8>, whole: i64) {
    let mut reversed = [0_u8; 20];
    let mut length = 0;
    let mut rest = whole.unsigned_abs();
    for digit in &mut reversed {
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        length += 1;
        if rest == 0 {
            break;
        }
    }
    let sign = whole < 0;
    content.extend_from_slice(&(length as u64 + u64::from(sign)).to_le_bytes());
    if sign {
        content.push(b'-');
    }
    content.extend(reversed.iter().take(length).rev());
}
