//! What must hold of any bytes; shared by the fuzz target and by the test that replays the corpus.

use stackc::base::FileId;
use stackc::diag::Diagnostic;
use stackc::session::Analysis;
use stackc::syntax::{Form, Formatted, decode, format, parse};

/// Takes bytes through parse, resolve, check and format.
///
/// # Panics
/// When something does not hold.
pub(crate) fn judge(bytes: &[u8], analysed: fn(&str) -> Analysis) {
    let text = decode(FileId(0), bytes.to_vec());
    if text.has_errors() {
        return;
    }
    let text = text.value;
    places_fit(&text, &analysed(&text).diagnostics);
    for form in [Form::Stack, Form::Params] {
        let found = parse(FileId(0), &text, form);
        places_fit(&text, &found.diagnostics);
        match format(&text, form) {
            Formatted::Text(once) => {
                assert!(!found.has_errors(), "what has errors is formatted");
                match format(&once, form) {
                    Formatted::Text(twice) => {
                        assert!(once == twice, "a second time changes:\n{once}\n----\n{twice}")
                    }
                    other => panic!("what was formatted is not read again: {other:?}\n{once}"),
                }
            }
            Formatted::Broken(_) => assert!(found.has_errors(), "what is sound is not formatted"),
            Formatted::Refused => panic!("formatting changes the meaning"),
        }
    }
}

/// Places lie in the text, between characters.
fn places_fit(text: &str, findings: &[Diagnostic]) {
    for finding in findings {
        let own = finding.span.file == FileId(0);
        let inside = |at: u32| text.is_char_boundary(at as usize);
        assert!(!own || inside(finding.span.start) && inside(finding.span.end), "{finding:?}");
    }
}
