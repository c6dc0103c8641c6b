//! The look of a text: what it is, that it is reached in one step, and that nothing but the look changes.

mod command;
pub(crate) mod odd;

use std::path::{Path, PathBuf};

use stackc::base::FileId;
use stackc::syntax::{Form, Formatted, format, parse};

use crate::support::dice::Dice;
use crate::syntax::show;

/// The text as it should look.
fn formatted(text: &str, form: Form) -> String {
    match format(text, form) {
        Formatted::Text(text) => text,
        other => panic!("{other:?}\n{text}"),
    }
}

fn tree(text: &str, form: Form) -> String {
    show::file(&parse(FileId(0), text, form).value)
}

/// What must hold of every sound text: the tree and the comments stay, and a second time changes nothing.
fn holds(text: &str, form: Form) -> String {
    let once = formatted(text, form);
    assert_eq!(tree(text, form), tree(&once, form), "{text}\n---- became\n{once}");
    assert_eq!(odd::comments(text), odd::comments(&once), "{text}\n---- became\n{once}");
    let twice = formatted(&once, form);
    assert_eq!(once, twice, "{text}\n---- became first\n{once}\n---- then\n{twice}");
    once
}

fn is_sound(text: &str, form: Form) -> bool {
    !parse(FileId(0), text, form).has_errors()
}

/// Every stack and params file of the project, and those beside it, that is sound.
pub(crate) fn sound_texts() -> Vec<(PathBuf, String, Form)> {
    let mut list: Vec<(PathBuf, String)> = crate::syntax::examples();
    list.extend(crate::support::files(Path::new("stacks"), &["stack", "params"]));
    list.extend(crate::support::files(Path::new("tests/suite"), &["stack"]));
    let formed = list.into_iter().map(|(path, text)| {
        let form =
            if path.extension().is_some_and(|end| end == "params") { Form::Params } else { Form::Stack };
        (path, text, form)
    });
    formed.filter(|(_, text, form)| is_sound(text, *form)).collect()
}

#[test]
fn the_look_is_what_was_recorded() {
    let text = include_str!("looks.stack");
    let once = holds(text, Form::Stack);
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/format"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("looks", format!("{text}\n---- formatted\n{once}")) });
}

#[test]
fn the_projects_own_stacks_look_as_they_should() {
    for (path, text) in crate::support::files(Path::new("stacks"), &["stack", "params"]) {
        if is_sound(&text, Form::Stack) {
            assert_eq!(text, formatted(&text, Form::Stack), "{}", path.display());
        }
    }
}

#[test]
fn every_sound_text_keeps_its_meaning_and_its_comments() {
    for (_, text, form) in sound_texts() {
        holds(&text, form);
    }
}

#[test]
fn texts_with_blanks_breaks_and_comments_in_odd_places_keep_them() {
    let mut dice = Dice::new(11);
    let texts = sound_texts();
    let (mut kept, mut tried) = (0, 0);
    for _ in 0..odd::rounds(400) {
        let (_, text, form) = &texts[dice.below(texts.len())];
        let many = 1 + dice.below(12);
        let odd = odd::scattered(text, many, &mut dice);
        tried += 1;
        if is_sound(&odd, *form) {
            holds(&odd, *form);
            kept += 1;
        }
    }
    assert!(kept * 4 > tried, "{kept} of {tried} are sound");
}

#[test]
fn what_is_repeated_may_have_comments_wherever_blanks_may_stand() {
    for comment in ["// n", "/// d", "/* r */"] {
        for around in ["[%for x in [1]: x]", "[for x in [1]:%x]", "{%for k in [\"a\"]: k => 1}"] {
            for (before, after) in [("\n", "\n"), (" ", "\n"), ("\n\n", "\n\n")] {
                let text = format!("let a = {around}\n").replace('%', &format!("{before}{comment}{after}"));
                let once = holds(&text, Form::Stack);
                assert!(once.contains(comment), "{once}");
            }
        }
    }
}

#[test]
fn an_error_leaves_the_text_alone() {
    let Formatted::Broken(findings) = format("bucket  a {\n", Form::Stack) else { panic!() };
    assert_eq!(findings.len(), 1);
}

#[test]
fn line_breaks_and_the_mark_at_the_start_stay_as_they_are() {
    let text =
        "\u{feff}bucket  a {\r\n name = \"x\"\r\n user = \"\"\"\r\n  a\r\n  \"\"\"\r\n}\r\n/* b\r\n c */\r\n";
    let once = holds(text, Form::Stack);
    let wanted = "\u{feff}bucket a {\n  name = \"x\"\n  user = \"\"\"\n    a\n    \"\"\"\n}\n\n/* b\n c */\n";
    assert_eq!(once, wanted.replace('\n', "\r\n"));
    assert_eq!(formatted("", Form::Stack), "");
    assert_eq!(formatted("\n\n", Form::Stack), "");
    assert_eq!(formatted("a=1\n\n\n  tenants  = {x=1}", Form::Params), "a = 1\n\ntenants = { x = 1 }\n");
}

#[test]
fn numbers_are_spelt_as_the_language_says() {
    for (written, wanted) in [
        ("5 minutes", "5m"),
        ("7d", "7 days"),
        ("1 days", "1 day"),
        ("1_024 KiB", "1_024 KB"),
        ("512MB", "512 MB"),
        ("2 hours..3 hours", "2h..3h"),
        ("60 percent", "60%"),
        ("60 % 7", "60 % 7"),
        ("a%7", "a % 7"),
        ("20  per   second", "20 per second"),
        ("5 percent per hour", "5% per hour"),
        ("- 3", "-3"),
        ("a-3", "a - 3"),
        ("!a&&b", "!a && b"),
        ("2 .. 6", "2..6"),
        ("f( a,b , )", "f(a, b)"),
        ("\"${ a+b }\"", "\"${a + b}\""),
        ("{for k,v in m if(v):k=>v.name}", "{for k, v in m if (v): k => v.name}"),
        ("[for x in[1,2]:x]", "[for x in [1, 2]: x]"),
        ("if a then{x=1}else{}", "if a then { x = 1 } else {}"),
    ] {
        let text = format!("let a = {written}\n");
        assert_eq!(holds(&text, Form::Stack), format!("let a = {wanted}\n"));
    }
}
