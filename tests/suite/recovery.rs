//! Damaged texts: an error where the damage is, and the rest as it was.
//!
//! A text is cut off anywhere, or one of its tokens is left out, doubled, or replaced by another. What is still valid
//! needs no error: every declaration of it matches the strict rules, since what does not is never taken in silence.
//! All others must have an error on the line of the damage or the next one, as its place or as one of its labels (a
//! bracket that is never closed is reported where it opens, with a label where it should have closed); and the
//! declarations outside the damage must be read as before.

use std::collections::BTreeMap;

use stackc::base::FileId;
use stackc::diag::{Diagnostic, Severity};
use stackc::syntax::ast::{File, Item};
use stackc::syntax::{Form, parse};

use crate::format::sound_texts;
use crate::support::dice::Dice;
use crate::syntax::show;

/// What a token may be replaced by.
const OTHERS: &[&str] = &[
    "=", "{", "}", "[", "]", "(", ")", "\"", ",", ":", "->", "..", "other", "7", "for", "if", "\"x\"", "/*",
    "-", ".",
];

/// One change to a text.
struct Damage {
    what: &'static str,
    text: String,
    /// The bytes of the sound text that are gone or changed.
    from: usize,
    to: usize,
    /// The line, from 1, in the damaged text.
    line: usize,
}

/// What came of many changes.
#[derive(Default)]
struct Tally {
    valid: usize,
    broken: usize,
    /// Broken, with an error in its place; only by the place of the error itself.
    placed: usize,
    placed_strictly: usize,
    /// Declarations outside of the damage, and how many were read as before; of texts that are still valid, too.
    around: usize,
    intact: usize,
    /// Changes after which fewer than nine in ten were.
    poor: usize,
    misses: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.valid += other.valid;
        self.broken += other.broken;
        self.placed += other.placed;
        self.placed_strictly += other.placed_strictly;
        self.around += other.around;
        self.intact += other.intact;
        self.poor += other.poor;
        self.misses.extend(other.misses);
    }

    fn line(&self, what: &str) -> String {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        format!(
            "{what:<9} {:>6} changes, {:>5} still valid; error in place {:.2} % (by its first place alone {:.2} %); \
             {:.2} % of {} declarations intact; {} changes below 90 %",
            self.valid + self.broken,
            self.valid,
            share(self.placed, self.broken),
            share(self.placed_strictly, self.broken),
            share(self.intact, self.around),
            self.around,
            self.poor,
        )
    }
}

fn read(text: &str) -> (File, Vec<Diagnostic>) {
    let found = parse(FileId(0), text, Form::Stack);
    let errors = found.diagnostics.into_iter().filter(|finding| finding.severity == Severity::Error);
    (found.value, errors.collect())
}

fn line_at(text: &str, byte: u32) -> usize {
    1 + text.as_bytes()[..byte as usize].iter().filter(|byte| **byte == b'\n').count()
}

/// Items as text, one by one.
fn shown(items: Vec<Item>) -> Vec<String> {
    items
        .into_iter()
        .map(|item| show::file(&File { items: vec![item].into(), entries: Vec::new() }))
        .collect()
}

/// Tokens outside of comments: start and end.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut list = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if let Some(inner) = rest.strip_prefix("/*") {
            at += inner.find("*/").map_or(rest.len(), |end| end + 4);
            continue;
        } else if let Some(inner) = rest.strip_prefix("\"\"\"") {
            inner.find("\"\"\"").map_or(rest.len(), |end| end + 6)
        } else if let Some(inner) = rest.strip_prefix('"') {
            inner.find(['"', '\n']).map_or(rest.len(), |end| end + 2)
        } else {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let first = rest.chars().next().unwrap();
            if word(first) {
                rest.find(|c| !word(c)).unwrap_or(rest.len())
            } else if ["->", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "#["]
                .iter()
                .any(|two| rest.starts_with(two))
            {
                2
            } else if rest.starts_with("...") {
                3
            } else if rest.starts_with("..") {
                2
            } else {
                first.len_utf8()
            }
        };
        if !bytes[at].is_ascii_whitespace() {
            list.push((at, (at + length).min(text.len())));
        }
        at += length;
    }
    list
}

fn damaged(text: &str, what: &'static str, (from, to): (usize, usize), dice: &mut Dice) -> Damage {
    let token = &text[from..to];
    let new = match what {
        "left out" => String::new(),
        "doubled" => format!("{token} {token}"),
        _ => {
            let other = OTHERS[dice.below(OTHERS.len())];
            if other == token { "@".to_owned() } else { other.to_owned() }
        }
    };
    let line = 1 + text[..from].matches('\n').count();
    Damage { what, text: format!("{}{new}{}", &text[..from], &text[to..]), from, to, line }
}

fn cut(text: &str, at: usize) -> Damage {
    Damage {
        what: "cut off",
        text: text[..at].to_owned(),
        from: at,
        to: text.len(),
        line: 1 + text[..at].matches('\n').count(),
    }
}

/// What one change does; `items` are those of the sound text with their places.
fn judge(name: &str, items: &[(usize, usize, String)], damage: &Damage) -> Tally {
    let mut tally = Tally::default();
    let (tree, errors) = read(&damage.text);
    let near = |byte: u32| [0, 1].contains(&(line_at(&damage.text, byte).wrapping_sub(damage.line)));
    let mut why = String::new();
    if errors.is_empty() {
        tally.valid = 1;
    } else {
        tally.broken = 1;
        let spans = |finding: &Diagnostic| {
            let labels: Vec<u32> = finding.labels.iter().map(|label| label.span.start).collect();
            labels.into_iter().any(near)
        };
        let strictly = errors.iter().any(|finding| near(finding.span.start));
        let placed = strictly || errors.iter().any(spans);
        tally.placed_strictly = usize::from(strictly);
        tally.placed = usize::from(placed);
        if !placed {
            let lines: Vec<usize> = errors.iter().map(|it| line_at(&damage.text, it.span.start)).collect();
            why = format!("errors on {lines:?}: {}", errors[0].message);
        }
    }
    let mut left = BTreeMap::<String, usize>::new();
    for item in shown(tree.items.to_vec()) {
        *left.entry(item).or_default() += 1;
    }
    // What touches the damage is damaged.
    let around: Vec<_> =
        items.iter().filter(|(from, to, _)| *to < damage.from || *from > damage.to).collect();
    tally.around = around.len();
    let mut lost = Vec::new();
    for (_, _, item) in &around {
        match left.get_mut(item) {
            Some(count) if *count > 0 => {
                *count -= 1;
                tally.intact += 1;
            }
            _ => lost.push(item.lines().next().unwrap_or("").to_owned()),
        }
    }
    if tally.intact * 10 < tally.around * 9 {
        tally.poor = 1;
        why += &format!(" lost {} of {}: {lost:?}", lost.len(), tally.around);
    }
    if !why.is_empty() {
        let lines: Vec<&str> = damage.text.lines().skip(damage.line.saturating_sub(1)).take(1).collect();
        tally.misses.push(format!("{name}:{} {}: {why}\n    {}", damage.line, damage.what, lines.join("")));
    }
    tally
}

/// Measures each text with every `step`th place; the counts by what was done.
fn measure(step: usize, first: impl Fn(usize) -> usize + Sync) -> BTreeMap<&'static str, Tally> {
    let texts: Vec<_> = sound_texts().into_iter().filter(|(.., form)| *form == Form::Stack).collect();
    let one = |number: usize, name: String, text: &str| {
        let mut tallies = BTreeMap::<&'static str, Tally>::new();
        let mut dice = Dice::new(number as u64);
        // Documentation and allowances before a declaration are a part of it.
        let mut before = 0;
        let tree = read(text).0;
        let ends = tree.items.iter().map(|item| item.span.end as usize);
        let places: Vec<_> = ends.map(|end| (std::mem::replace(&mut before, end + 1), end)).collect();
        let items: Vec<_> = places
            .into_iter()
            .zip(shown(read(text).0.items.to_vec()))
            .map(|((from, to), item)| (from, to, item))
            .collect();
        let mut add =
            |damage: &Damage| tallies.entry(damage.what).or_default().add(judge(&name, &items, damage));
        for (at, _) in text.char_indices().skip(first(number) % step).step_by(step) {
            add(&cut(text, at));
        }
        for token in tokens(text).into_iter().skip(first(number + 1) % step).step_by(step) {
            for what in ["left out", "doubled", "replaced"] {
                add(&damaged(text, what, token, &mut dice));
            }
        }
        tallies
    };
    let shares: Vec<_> = std::thread::scope(|scope| {
        let share = |odd: usize| {
            let (texts, one) = (&texts, &one);
            scope.spawn(move || {
                let mine = texts.iter().enumerate().filter(|(number, _)| number % 2 == odd);
                mine.map(|(number, (path, text, _))| one(number, path.display().to_string(), text))
                    .collect::<Vec<_>>()
            })
        };
        [share(0), share(1)].map(|handle| handle.join().unwrap()).into_iter().flatten().collect()
    });
    let mut all = BTreeMap::<&'static str, Tally>::new();
    for (what, tally) in shares.into_iter().flatten() {
        all.entry(what).or_default().add(tally);
    }
    all
}

#[test]
fn a_sample_of_damage_is_reported_in_place_and_costs_little() {
    for (what, tally) in measure(37, |number| 31 * number) {
        assert!(tally.broken > 20, "{}", tally.line(what));
        assert!(tally.placed * 100 >= tally.broken * 98, "{}\n{}", tally.line(what), tally.misses.join("\n"));
        assert!(tally.intact * 100 >= tally.around * 99, "{}\n{}", tally.line(what), tally.misses.join("\n"));
    }
}

/// The whole measurement, which takes minutes: `cargo test recovery -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes; its figures are in docs/how-it-works/broken-text.md"]
fn every_damage_is_reported_in_place_and_costs_little() {
    let mut whole = Tally::default();
    for (what, tally) in measure(1, |_| 0) {
        eprintln!("{}", tally.line(what));
        whole.add(tally);
    }
    eprintln!("{}", whole.line("all"));
    for miss in &whole.misses {
        eprintln!("{miss}");
    }
}
