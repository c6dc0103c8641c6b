//! Rules as they are explained.

use serde::Serialize;

use crate::base::FACTS_DAY;
use crate::diag::{Rule, Severity};

/// One rule, taken apart.
#[derive(Debug, Serialize)]
pub struct RuleView {
    /// Its name.
    pub name: &'static str,
    /// `error`, `warning`, `info` or `hint`.
    pub severity: &'static str,
    /// What is wrong, in a sentence.
    pub title: String,
    /// Why that is wrong, by paragraph.
    pub why: Vec<String>,
    /// Stacks in which it is found; the lines are marked.
    pub bad: Vec<String>,
    /// Stacks in which it is not.
    pub good: Vec<String>,
    /// The facts it judges by.
    pub facts: Vec<FactView>,
    /// The day of these facts.
    pub facts_day: &'static str,
    /// Its page in the reference.
    pub page: String,
}

/// One fact behind a rule.
#[derive(Debug, Serialize)]
pub struct FactView {
    /// File in the fact collection.
    pub file: &'static str,
    /// Key in the file.
    pub key: &'static str,
    /// The public document it was read from.
    pub source: &'static str,
    /// Whether that document was seen to say so.
    pub confirmed: bool,
}

/// The object of one rule.
#[derive(Debug, Serialize)]
pub struct RulePage {
    format: u32,
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleView,
}

impl RulePage {
    /// Takes a rule's documentation apart.
    #[must_use]
    pub fn new(rule: &Rule) -> Self {
        Self { format: 1, rule: RuleView::new(rule) }
    }
}

/// The object of all rules.
#[derive(Debug, Serialize)]
pub struct RuleList {
    format: u32,
    /// The gravest first, then by name.
    pub rules: Vec<RuleView>,
}

impl RuleList {
    /// Lists rules.
    #[must_use]
    pub fn new(rules: &[&Rule]) -> Self {
        let mut sorted: Vec<(Severity, &Rule)> = rules.iter().map(|rule| (rule.severity, *rule)).collect();
        sorted.sort_by_key(|(severity, rule)| (*severity, rule.name));
        Self { format: 1, rules: sorted.into_iter().map(|(_, rule)| RuleView::new(rule)).collect() }
    }
}

impl RuleView {
    fn new(rule: &Rule) -> Self {
        let mut view = Self {
            name: rule.name,
            severity: rule.severity.word(),
            title: String::new(),
            why: Vec::new(),
            bad: Vec::new(),
            good: Vec::new(),
            facts: rule
                .facts
                .iter()
                .map(|fact| FactView {
                    file: fact.file,
                    key: fact.key,
                    source: fact.source,
                    confirmed: fact.confirmed,
                })
                .collect(),
            facts_day: FACTS_DAY,
            page: format!("docs/reference/rules/{}.md", rule.name),
        };
        for part in parts(rule.doc) {
            view.add(part);
        }
        view
    }

    fn add(&mut self, part: Part) {
        match part {
            Part::Text(text) if self.title.is_empty() => self.title = text,
            Part::Text(text) => self.why.push(text),
            Part::Stack(text) if is_marked(&text) => self.bad.push(text),
            Part::Stack(text) => self.good.push(text),
        }
    }
}

/// A piece of a rule's documentation.
enum Part {
    Text(String),
    Stack(String),
}

/// Cuts a page into paragraphs and the stacks between their fences.
fn parts(doc: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut text, mut block): (Vec<&str>, Option<Vec<&str>>) = (Vec::new(), None);
    for line in doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        let paragraph_ends = line.is_empty() || line.starts_with("```");
        match &mut block {
            Some(lines) if line == "```" => {
                parts.push(Part::Stack(lines.join("\n")));
                block = None;
            }
            Some(lines) => lines.push(line),
            None if paragraph_ends => {
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text).join(" ")));
                }
                block = (!line.is_empty()).then(Vec::new);
            }
            None => text.push(line),
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text.join(" ")));
    }
    parts
}

/// Whether a line says that something is found in it.
fn is_marked(stack: &str) -> bool {
    let marks = ["// error: ", "// warning: ", "// info: ", "// hint: "];
    stack.lines().any(|line| marks.iter().any(|mark| line.contains(mark)))
}
