//! The page of all functions, in Markdown.

use std::fmt::Write as _;

use crate::catalog::Signature;

/// The page: a list, then each function with its signature and its examples.
#[must_use]
pub fn functions_page(functions: impl Iterator<Item = &'static Signature> + Clone) -> String {
    let mut page = String::from(
        "# Functions\n\nThe library is closed and pure: the same arguments give the same value. `printable` is what \
         `\"${x}\"` prints: a string, number, bool, quantity or timing. A secret fits everywhere, and what is made of \
         it is a secret.\n\n| function | what it does |\n| --- | --- |\n",
    );
    // Writing to a string cannot fail.
    for function in functions.clone() {
        let first = function.doc.lines().next().unwrap_or_default();
        let _ = writeln!(page, "| [`{0}`](#{0}) | {first} |", function.name);
    }
    for function in functions {
        let _ = write!(page, "\n## {}\n\n```\n{function}\n```\n\n{}\n", function.name, function.doc);
        page.push_str("\n| written | gives |\n| --- | --- |\n");
        for (call, gives) in function.examples {
            let cell = |text: &str| text.replace('|', "\\|");
            let _ = writeln!(page, "| `{}` | `{}` |", cell(call), cell(gives));
        }
    }
    page
}
