//! What is said of the language's own words.

use super::super::chain::Link;
use super::super::cursor::{Cursor, Open, is_word};
use super::super::snapshot::Cx;
use super::super::types::TYPES;
use super::super::weather::{OBSERVED, READINGS};
use super::Hover;
use crate::base::Span;
use crate::syntax::ast::ItemKind;

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

/// The words of a test, how each is used, and what it is for.
const OF_TESTS: &[(&str, &str, &str)] = &[
    ("under", "test \"SENTENCE\" under scenario.NAME { … }", "It must hold while that scenario runs."),
    (
        "expect",
        "expect CONDITION",
        "Must hold; with `->` and `within` it says where something must lead, and how soon.",
    ),
    ("within", "expect A -> B within 2s", "How long it may take."),
];

/// The words that stand between the ends of an arrow.
const OF_ARROWS: &[(&str, &str, &str)] = &[
    ("under", "bucket.B created under \"PREFIX\" -> …", "Only what has a key that begins so."),
    ("ending", "bucket.B created ending \"SUFFIX\" -> …", "Only what has a key that ends so."),
];

/// What a word means among those of an item of that sort.
fn of_item(cx: &Cx<'_>, item: Option<&ItemKind>, word: &str) -> Option<(String, String)> {
    let found = |words: &[(&str, &str, &str)]| {
        let (_, form, doc) = words.iter().find(|(known, ..)| *known == word)?;
        Some(((*form).to_owned(), (*doc).to_owned()))
    };
    let own = match item {
        Some(ItemKind::Param(_)) => of_type(cx, word),
        Some(ItemKind::Test(_)) => found(OF_TESTS).or_else(|| {
            let is_it = |known: &str| known == word || known.rsplit('.').next() == Some(word);
            let read =
                READINGS.iter().find(|(known, ..)| is_it(known)).map(|(known, what, _)| (*known, *what));
            let seen = || OBSERVED.iter().find(|(known, _)| *known == word).copied();
            let (known, what) = read.or_else(seen)?;
            Some((format!("expect {known} …"), format!("Here: {what}.")))
        }),
        Some(ItemKind::Flow(_)) => found(OF_ARROWS),
        _ => None,
    };
    own.or_else(|| found(WORDS))
}

/// A type of a param.
fn of_type(cx: &Cx<'_>, word: &str) -> Option<(String, String)> {
    let known = TYPES.iter().find(|(known, _)| *known == word).map(|(_, holds)| (*holds).to_owned());
    let kind = || cx.catalog.kind(word).map(|kind| format!("a resource of this kind, {}", kind.title));
    Some((format!("param NAME: {word}"), format!("A type: {}.", known.or_else(kind)?)))
}

/// The word at a byte, if it is one of the language's own.
pub(super) fn keyword(cx: &Cx<'_>, chain: &[Link<'_>], byte: u32) -> Option<Hover> {
    let text = cx.text();
    let (before, after) = text.split_at_checked(byte as usize)?;
    let start =
        before.len() - before.chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let end = before.len() + after.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let word = text.get(start..end)?;
    let item = chain.iter().find_map(|link| match link {
        Link::Item(item) => Some(&item.kind),
        _ => None,
    });
    let (form, doc) = of_item(cx, item, word)?;
    let cursor = Cursor::new(text, start);
    if cursor.comment || matches!(cursor.open(), Open::Text { .. }) {
        return None;
    }
    let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let span = Span::new(cx.file, place(start), place(end));
    Some(Hover { span, text: format!("```stack\n{form}\n```\n\n{doc}\n") })
}
