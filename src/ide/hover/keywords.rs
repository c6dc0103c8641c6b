//! What is said of the language's own words.

use super::super::cursor::{Cursor, Open, is_word};
use super::super::snapshot::Cx;
use super::Hover;
use crate::base::Span;

/// The words, how each is used, and what it is for.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "stack",
        "stack NAME { region = …  account = … }",
        "Says which stack this is, where it lies, and whose it is.",
    ),
    (
        "param",
        "param NAME: TYPE = DEFAULT",
        "An input: whoever plans the stack may give it, and must where it has no default.",
    ),
    ("secret", "secret param NAME: string", "An input that is never shown: a digest stands in its place."),
    ("let", "let NAME = VALUE", "A value with a name, for this stack alone."),
    ("output", "output NAME = VALUE", "What the stack offers to whoever uses it."),
    (
        "module",
        "module NAME from \"./folder\" { param = value }",
        "Another folder as a part; its outputs are `module.NAME.OUTPUT`.",
    ),
    ("moved", "moved OLD -> NEW", "What was called so is called otherwise now, and stays what it is."),
    ("adopt", "adopt KIND.NAME = \"id\"", "Takes over what exists already, in place of making it."),
    ("forget", "forget KIND.NAME", "Lets go of a resource, and leaves it where it is."),
    ("scenario", "scenario NAME { … }", "What the world does: load, failures, changes."),
    (
        "test",
        "test \"SENTENCE\" under scenario.NAME { expect … }",
        "What must hold, alone or while a scenario runs.",
    ),
    ("for", "… for x in LIST", "Makes one of these for each element; of a map, `for key, value in MAP`."),
    ("in", "… for x in LIST", "Makes one of these for each element; of a map, `for key, value in MAP`."),
    (
        "if",
        "… if CONDITION",
        "Makes it only where the condition holds; as a value, `if CONDITION then A else B`.",
    ),
    ("then", "if CONDITION then A else B", "One of two values."),
    ("else", "if CONDITION then A else B", "One of two values."),
    (
        "when",
        "… when { OPERATOR \"KEY\" = VALUE }",
        "The conditions under which a permission counts; all of them must hold.",
    ),
];

/// The word at a byte, if it is one of the language's own.
pub(super) fn keyword(cx: &Cx<'_>, byte: u32) -> Option<Hover> {
    let text = cx.text();
    let (before, after) = text.split_at_checked(byte as usize)?;
    let start =
        before.len() - before.chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let end = before.len() + after.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let word = text.get(start..end)?;
    let (_, form, doc) = WORDS.iter().find(|(known, ..)| *known == word)?;
    let cursor = Cursor::new(text, start);
    if cursor.comment || matches!(cursor.open(), Open::Text { .. }) {
        return None;
    }
    let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let span = Span::new(cx.file, place(start), place(end));
    Some(Hover { span, text: format!("```stack\n{form}\n```\n\n{doc}\n") })
}
