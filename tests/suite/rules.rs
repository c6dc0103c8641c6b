//! Rules: the examples in their pages are run, their fixes are applied, and their pages are kept up to date.
#![expect(clippy::disallowed_methods, reason = "the pages lie on the real disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use stackc::diag::render::{Characters, Colour, Format, Look, Summary, render};
use stackc::diag::{Diagnostic, Fix, Rule, Severity};
use stackc::session::Analysis;
use stackc::view::rule_page;

use crate::support::front::analysed;

/// Stands before an example that has no `stack` block of its own.
const STACK: &str = "stack test { region = \"us-east-1\"  account = \"111122223333\" }\n";

/// Rules that find what cannot stand in a stack's text: bytes that are no text, and values from outside.
const ELSEWHERE: &[&str] =
    &["unreadable-text", "invalid-policy", "unknown-param", "unreadable-params", "value-too-large"];

/// Line, severity and rule.
type Mark = (u32, Severity, String);

struct Example {
    text: String,
    marks: BTreeSet<Mark>,
}

/// The rules whose pages can be run: those of a plan need what is there already.
fn runnable() -> Vec<&'static Rule> {
    let later: BTreeSet<&str> = stackc::plan::rules::RULES.iter().map(|rule| rule.name).collect();
    stackc::session::rules().into_iter().filter(|rule| !later.contains(rule.name)).collect()
}

fn examples(rule: &Rule) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut block: Option<Vec<&str>> = None;
    for line in rule.doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match (line.trim_end(), &mut block) {
            ("```stack", None) => block = Some(Vec::new()),
            ("```", Some(lines)) => {
                examples.push(example(lines));
                block = None;
            }
            (_, Some(lines)) => lines.push(line),
            _ => {}
        }
    }
    examples
}

fn example(lines: &[&str]) -> Example {
    let own = lines.iter().any(|line| line.starts_with("stack "));
    let about_it = lines.iter().any(|line| line.contains(": missing-stack-block"));
    let mut text = if own || about_it { String::new() } else { STACK.to_owned() };
    let first = if text.is_empty() { 1 } else { 2 };
    let mut marks = BTreeSet::new();
    for (line, number) in lines.iter().zip(first..) {
        text.push_str(line);
        text.push('\n');
        marks.extend(marked(line).map(|(severity, rule)| (number, severity, rule)));
    }
    Example { text, marks }
}

/// What a line says it is found for: `// error: some-rule`, perhaps several times.
fn marked(line: &str) -> impl Iterator<Item = (Severity, String)> {
    line.split("// ").skip(1).filter_map(|comment| {
        let (word, rule) = comment.split_once(": ")?;
        let severity = match word {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "hint" => Severity::Hint,
            "info" => Severity::Info,
            _ => return None,
        };
        Some((severity, rule.split_whitespace().next()?.to_owned()))
    })
}

fn found(analysis: &Analysis) -> BTreeSet<Mark> {
    let mark = |diagnostic: &Diagnostic| {
        let line = analysis.sources.start(diagnostic.span).map_or(0, |start| start.line);
        (line, diagnostic.severity, diagnostic.rule.name.to_owned())
    };
    analysis.diagnostics.iter().map(mark).collect()
}

#[test]
fn every_page_says_what_why_and_how() {
    let mut faults = Vec::new();
    for rule in runnable() {
        let mut lines = rule.doc.lines().map(str::trim);
        let summary = lines.next().unwrap();
        let why = lines.by_ref().take_while(|line| !line.starts_with("```")).any(|line| !line.is_empty());
        let marks = |example: &Example| example.marks.iter().any(|(_, _, name)| name == rule.name);
        let examples = examples(rule);
        let elsewhere = ELSEWHERE.contains(&rule.name);
        for (fault, is_so) in [
            ("its first line is no sentence", !summary.ends_with('.')),
            ("it does not say why", !why),
            ("it has no bad example", !elsewhere && !examples.iter().any(marks)),
            ("it has no good example", !elsewhere && examples.iter().all(marks)),
        ] {
            if is_so {
                faults.push(format!("{}: {fault}", rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_example_is_found_just_where_it_is_marked() {
    let mut faults = Vec::new();
    for rule in runnable() {
        for example in examples(rule) {
            let found = found(&analysed(&example.text));
            let weighty = |mark: &&Mark| mark.1 <= Severity::Warning;
            for (line, severity, name) in
                found.iter().filter(weighty).filter(|mark| !example.marks.contains(mark))
            {
                faults.push(format!("{}: line {line} is found, unmarked: {severity:?} {name}", rule.name));
            }
            for (line, severity, name) in example.marks.difference(&found) {
                faults.push(format!("{}: line {line} is marked, not found: {severity:?} {name}", rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_fix_mends_what_it_is_offered_for() {
    let mut faults = Vec::new();
    for rule in runnable() {
        for example in examples(rule) {
            let before = analysed(&example.text);
            let counts = counted(&before);
            for diagnostic in &before.diagnostics {
                for fix in &diagnostic.fixes {
                    let mended = applied(&example.text, fix);
                    let after = counted(&analysed(&mended));
                    let left = |name| after.get(name).copied().unwrap_or(0);
                    let gone = left(diagnostic.rule.name) < counts[diagnostic.rule.name];
                    let worse =
                        after.iter().any(|(name, count)| *count > counts.get(name).copied().unwrap_or(0));
                    if !gone || worse {
                        faults.push(format!("{}: `{}` leaves {after:?} of\n{mended}", rule.name, fix.title));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Findings by rule.
fn counted(analysis: &Analysis) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in &analysis.diagnostics {
        *counts.entry(diagnostic.rule.name).or_default() += 1;
    }
    counts
}

/// What a newcomer sees of each rule: its bad examples with their findings, `snapshots/rules/<rule>.snap`.
#[test]
fn every_rule_shows_what_it_says() {
    let mut faults = Vec::new();
    for rule in runnable() {
        let mut shown = String::new();
        for example in examples(rule) {
            let analysis = analysed(&example.text);
            let own: Vec<Diagnostic> =
                analysis.diagnostics.iter().filter(|found| found.rule.name == rule.name).cloned().collect();
            let silent = |found: &&Diagnostic| {
                found.help.is_none() && found.fixes.is_empty() && found.severity <= Severity::Warning
            };
            faults.extend(own.iter().find(silent).map(|found| format!("{}: {}", rule.name, found.message)));
            if !own.is_empty() {
                shown.push_str(&render(Format::Human(LOOK), &analysis.sources, &own, NOTHING));
            }
        }
        // The others cannot be broken by a text alone: another snapshot has them.
        if ELSEWHERE.contains(&rule.name) {
            faults.extend((!shown.is_empty()).then(|| format!("{} can be shown after all", rule.name)));
            continue;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/rules");
        insta::with_settings!({
            snapshot_path => folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(rule.name, shown) });
    }
    assert!(faults.is_empty(), "these say nothing of what to do:\n{}", faults.join("\n"));
}

const LOOK: Look = Look { width: 100, characters: Characters::Unicode, colour: Colour::Plain, most: None };
const NOTHING: Summary = Summary { files: 1, resources: None };

/// Rules that need more than a text, those of plans among them, are found in the snapshots of commands and plans.
#[test]
fn every_other_rule_is_found_in_a_snapshot() {
    let runnable: BTreeSet<&str> =
        runnable().iter().map(|rule| rule.name).filter(|name| !ELSEWHERE.contains(name)).collect();
    let folders = ["snapshots/cli", "snapshots/plan", "snapshots/render"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let texts: Vec<String> =
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let missing: Vec<&str> = stackc::session::rules()
        .iter()
        .map(|rule| rule.name)
        .filter(|name| !runnable.contains(name) && !texts.iter().any(|text| text.contains(name)))
        .collect();
    assert!(missing.is_empty(), "no snapshot has {missing:?}");
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/rules")
}

/// `STACKC_UPDATE_REFERENCE=1` writes them anew.
#[test]
fn the_pages_are_those_of_the_rules() {
    let rules = stackc::session::rules();
    let mut pages: BTreeMap<String, String> =
        rules.iter().map(|rule| (format!("{}.md", rule.name), rule_page::page(rule))).collect();
    pages.insert("README.md".into(), rule_page::index(&rules));
    let folder = folder();
    if std::env::var_os("STACKC_UPDATE_REFERENCE").is_some() {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        for (name, page) in &pages {
            std::fs::write(folder.join(name), page).unwrap();
        }
    }
    let kept: BTreeMap<String, String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into(), std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    let stale: Vec<&String> = pages.keys().filter(|name| kept.get(*name) != pages.get(*name)).collect();
    let orphans: Vec<&String> = kept.keys().filter(|name| !pages.contains_key(*name)).collect();
    assert!(stale.is_empty() && orphans.is_empty(), "stale: {stale:?}, orphans: {orphans:?}");
}

/// Rules that are more than notes although no fact of theirs is confirmed, each with what they rest on instead.
const SURE_ALL_THE_SAME: &[(&str, &str)] = &[
    ("invalid-image-id", "cfn-lint 1.58.0, the format AWS::EC2::Image.Id"),
    ("invalid-pattern", "EventBridge user guide, comparison operators in event patterns"),
    (
        "load-balancer-without-servers",
        "Lightsail API reference, AttachInstancesToLoadBalancer: it leads to those alone",
    ),
    ("misplaced-principal", "IAM user guide, elements of policies: Principal; refused by moto 5.2.5, too"),
    (
        "more-than-one-machine",
        "Elastic Beanstalk developer guide, environment types: a single instance sets all three counts to 1",
    ),
    (
        "no-way-out",
        "ECS developer guide, interface VPC endpoints: what Fargate needs where no gateway is; of functions a note",
    ),
    ("server-without-tls", "Lightsail user guide, load balancers: they bring certificates"),
    ("servers-without-load-balancer", "Lightsail user guide, load balancers: what they are for"),
    (
        "skipped-version",
        "EKS user guide, updating the version of a cluster: one minor version at a time, and none back",
    ),
    ("too-many-policies", "each finding is a note"),
    ("unknown-principal", "a known service misspelt; any other finding is a note"),
];

#[test]
fn a_rule_on_unconfirmed_facts_alone_is_a_note() {
    let doubtful: Vec<&str> = stackc::session::rules()
        .into_iter()
        .filter(|rule| rule.severity != Severity::Info && !rule.facts.is_empty())
        .filter(|rule| rule.facts.iter().all(|fact| !fact.confirmed))
        .map(|rule| rule.name)
        .collect();
    let sure: Vec<&str> = SURE_ALL_THE_SAME.iter().map(|(name, _)| *name).collect();
    assert_eq!(doubtful, sure);
}

#[test]
fn no_two_rules_have_one_name() {
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = stackc::session::rules()
        .into_iter()
        .map(|rule| rule.name)
        .filter(|name| !seen.insert(*name))
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}
