//! `base64`.

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "base64",
        params: &[Parameter::new("text", Sort::String)],
        result: Sort::String,
        doc: "Writes the UTF-8 bytes of a string in base64, with padding.",
        examples: &[(r#"base64("hello")"#, r#""aGVsbG8=""#)],
    },
    secrets: Secrets::Hidden,
    body: base64,
};

fn base64(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = arguments.text(0).as_bytes();
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| chunk.get(at).copied().map_or(0, usize::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS.get(bits >> (18 - 6 * place) & 63).copied().map_or('=', char::from);
            text.push(if place > chunk.len() { '=' } else { digit });
        }
    }
    let mut limited = Text::default();
    limited.push(&text)?;
    Ok(limited.into())
}
