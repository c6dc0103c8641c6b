//! `sha256`.

use sha2::{Digest, Sha256};

use super::{Arguments, Fault, Function, Secrets};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;
use crate::resolve::text::hex;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "sha256",
        params: &[Parameter::new("text", Sort::String)],
        result: Sort::String,
        doc: "Hashes the UTF-8 bytes of a string; in lower-case hexadecimal.",
        examples: &[(
            r#"sha256("")"#,
            r#""e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""#,
        )],
    },
    secrets: Secrets::Hidden,
    body: sha256,
};

fn sha256(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let digest = Sha256::digest(arguments.text(0).as_bytes());
    Ok(Value::String(hex(&digest).into()))
}
