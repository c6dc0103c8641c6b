//! One change to a sound text: little is said, and all else is still read.

use stackc::syntax::ast::{File, ItemKind};

use super::{examples, read};

fn names(file: &File) -> Vec<String> {
    let name = |kind: &ItemKind| match kind {
        ItemKind::Resource(it) => format!("{} {}", it.kind.text, it.name.text),
        ItemKind::Param(it) => format!("param {}", it.name.text),
        ItemKind::Let(it) => format!("let {}", it.name.text),
        ItemKind::Output(it) => format!("output {}", it.name.text),
        ItemKind::Scenario(it) => format!("scenario {}", it.name.text),
        ItemKind::Module(it) => format!("module {}", it.name.text),
        other => format!("{:?}", std::mem::discriminant(other)),
    };
    file.items.iter().map(|item| name(&item.kind)).collect()
}

/// A line that is left out, doubled, or without its first or last character.
fn changed(lines: &[&str], at: usize, how: usize) -> String {
    let change = |line: &str| {
        let inner = line.trim();
        let indent = &line[..line.len() - line.trim_start().len()];
        let mut chars = inner.chars();
        match how {
            0 => return String::new(),
            1 => return format!("{line}{line}"),
            2 => chars.next(),
            _ => chars.next_back(),
        };
        format!("{indent}{}\n", chars.as_str())
    };
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| if i == at { change(line) } else { (*line).to_owned() })
        .collect()
}

fn texts() -> Vec<String> {
    let mut list: Vec<String> = examples().into_iter().map(|(_, text)| text).collect();
    list.retain(|text| read(text).diagnostics.is_empty());
    list.push(include_str!("forms.stack").to_owned());
    list
}

#[test]
fn a_changed_line_costs_one_declaration_at_most_and_is_rarely_reported_twice() {
    let (mut total, mut many) = (0, 0);
    for text in texts() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let sound = names(&read(&text).value);
        for at in (0..lines.len()).step_by(3) {
            for how in 0..4 {
                let text = changed(&lines, at, how);
                let found = read(&text);
                let mut left = names(&found.value);
                let lost = sound.iter().filter(|name| match left.iter().position(|it| it == *name) {
                    Some(at) => {
                        left.remove(at);
                        false
                    }
                    None => true,
                });
                assert!(lost.count() <= 1, "line {} changed ({how}):\n{text}", at + 1);
                total += 1;
                many += usize::from(found.diagnostics.len() > 1);
            }
        }
    }
    assert!(many * 50 <= total, "{many} of {total} changes are reported more than once");
}

#[test]
fn a_text_that_ends_anywhere_is_read_up_to_there() {
    for text in texts() {
        let sound = names(&read(&text).value);
        for (end, _) in text.char_indices().step_by(41) {
            let found = read(&text[..end]);
            let left = names(&found.value);
            let whole = read(&text).value.items.iter().filter(|item| item.span.end as usize <= end).count();
            assert!(left.len() >= whole, "cut at {end}: {left:?} of {sound:?}");
            let said: Vec<_> = found.diagnostics.iter().map(|finding| &finding.message).collect();
            assert!(said.len() <= 3, "cut at {end}: {said:?}\n{}", &text[..end]);
        }
    }
}
