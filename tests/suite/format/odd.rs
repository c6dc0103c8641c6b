//! Sound texts made odd: blanks, line breaks and comments where nobody would put them.

use crate::support::dice::Dice;

/// How many rounds a test makes: as many as asked for, or more where `STACKC_ROUNDS` says how many times.
pub(crate) fn rounds(many: usize) -> usize {
    let times = std::env::var("STACKC_ROUNDS").ok().and_then(|times| times.parse::<usize>().ok());
    many * times.unwrap_or(1)
}

/// What a byte of a text belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Code,
    String,
    Block,
    Note,
    Remark,
}

/// For each byte, what it belongs to; a text is taken for sound.
fn insides(text: &str) -> Vec<Inside> {
    let mut list = Vec::with_capacity(text.len());
    // What is open, and how many braces within it.
    let mut open: Vec<(Inside, usize)> = vec![(Inside::Code, 0)];
    while list.len() < text.len() {
        let rest = &text.as_bytes()[list.len()..];
        let (now, _) = *open.last().unwrap();
        let (kind, length) = match now {
            Inside::Code => code(&text[list.len()..], &mut open),
            _ if rest[0] == b'\\' => (now, 2),
            _ if rest.starts_with(b"${") => {
                open.push((Inside::Code, 0));
                (now, 2)
            }
            Inside::Block if rest.starts_with(b"\"\"\"") => {
                open.pop();
                (now, 3)
            }
            Inside::String if rest[0] == b'"' => {
                open.pop();
                (now, 1)
            }
            _ => (now, 1),
        };
        list.extend(std::iter::repeat_n(kind, length));
    }
    list.truncate(text.len());
    list
}

/// What begins in code, and its length.
fn code(rest: &str, open: &mut Vec<(Inside, usize)>) -> (Inside, usize) {
    if rest.starts_with("//") {
        return (Inside::Note, rest.find('\n').unwrap_or(rest.len()));
    }
    if let Some(inner) = rest.strip_prefix("/*") {
        return (Inside::Remark, inner.find("*/").map_or(rest.len(), |end| end + 4));
    }
    if rest.starts_with("\"\"\"") {
        open.push((Inside::Block, 0));
        return (Inside::Block, 3);
    }
    let is_nested = open.len() > 1;
    let braces = &mut open.last_mut().unwrap().1;
    match rest.as_bytes()[0] {
        b'"' => {
            open.push((Inside::String, 0));
            return (Inside::String, 1);
        }
        b'{' => *braces += 1,
        b'}' if *braces == 0 && is_nested => {
            open.pop();
        }
        b'}' => *braces = braces.saturating_sub(1),
        _ => {}
    }
    (Inside::Code, rest.chars().next().unwrap().len_utf8())
}

/// The comments of a text, sorted, without the blanks at their ends.
pub(crate) fn comments(text: &str) -> Vec<String> {
    let kinds = insides(text);
    let mut list = Vec::new();
    let mut at = 0;
    while at < kinds.len() {
        let kind = kinds[at];
        let same = if kind == Inside::Remark {
            text[at + 2..].find("*/").map_or(kinds.len() - at, |end| end + 4)
        } else {
            kinds[at..].iter().take_while(|other| **other == kind).count()
        };
        if matches!(kind, Inside::Note | Inside::Remark) {
            list.push(text[at..at + same].trim_end().replace("\r\n", "\n"));
        }
        at += same;
    }
    list.sort();
    list
}

/// A text with that many changes between its words.
pub(crate) fn scattered(text: &str, many: usize, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..many {
        let kinds = insides(&text);
        let places: Vec<usize> = (0..kinds.len())
            .filter(|at| {
                kinds[*at] == Inside::Code
                    && matches!(
                        text.as_bytes()[*at],
                        b' ' | b'\n' | b',' | b'{' | b'[' | b'(' | b'}' | b']' | b')'
                    )
            })
            .collect();
        if places.is_empty() {
            break;
        }
        let at = places[dice.below(places.len())];
        let byte = text.as_bytes()[at];
        let more = match dice.below(12) {
            0 => "  ",
            1 => "\t",
            2 => " /* c */ ",
            3 => "/* d\n  e */",
            4 => " // f\n",
            5 => "\n\n\n",
            6 => "\n// g\n",
            7 => "\n/// h\n",
            8 if byte == b' ' => {
                text.remove(at);
                continue;
            }
            9 if byte == b'\n' => {
                text.replace_range(at..=at, " ");
                continue;
            }
            10 => "\n",
            _ => " ",
        };
        text.insert_str(at + usize::from(dice.below(2) == 0), more);
    }
    text
}
