//! Whatever is found wrong says what to do about it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use stackc::diag::{Diagnostic, Severity};
use stackc::kinds::builtin;
use stackc::session::{Options, OsSystem, analyse, load_all};

use crate::support::dice::Dice;
use crate::support::front::analysed;

const STACK: &str = "stack test { region = \"us-east-1\"  account = \"111122223333\" }\n";

/// Small mistakes, a text each: what people type who come from elsewhere, stop midway or slip.
const MISTAKES: &[&str] = &[
    "let xs = [1, 2]\nlet a = xs[*]",
    "let xs = [1, 2]\nlet a = xs[0:1]",
    "let a = f\"text\"",
    "let s = \"x\"\nlet a = s + \"-\" + s",
    "let xs = [1]\nlet a = xs.0",
    "let xs = [1]\nlet a = xs.length",
    "let a = len([1])",
    "param a: string? = null",
    "param a: [string]",
    "param a: tuple(string, number)",
    "param a: enum(\"x\", \"y\")",
    "bucket a { if 1 == 1 { versioning = true } else { versioning = false } }",
    "bucket a {\n  for n in [\"x\"] { expire after 3 days under n }\n}",
    "bucket a {\n  tags { for n in [\"x\"] { k = n } }\n}",
    "if true {\n  bucket a {}\n}",
    "let a = if true { 1 } else { 2 }",
    "function f { memory = 1 GB if true }",
    "on bucket.a.created run function.f",
    "let a = \"x\" || \"y\"",
    "let a = 1 if true else 2",
    "bucket b {}\nfunction f {}\nbucket.b created under -> function.f",
    "pipeline p { job load then verify }",
    "moved bucket.a to bucket.b",
    "moved { from = bucket.a  to = bucket.b }",
    "import { to = bucket.a  id = \"x\" }\nbucket a {}",
    "removed { from = bucket.a }",
    "rename bucket.a -> bucket.b",
    "adopt bucket.a from \"x\"\nbucket a {}",
    "import bucket.a = \"x\"\nbucket a {}",
    "remove bucket.a",
    "const a = 3",
    "export a = 3",
    "input a: string = \"x\"",
    "output \"a\" = 3",
    "queue q { if true { if false { delay = 5s } } }",
    "queue q { if true { for n in [\"x\"] { allow \"sqs:SendMessage\" to n } } }",
    "let a = if true { 1 } else { 2 } + 3",
    "let s = \"x\"\nlet a = \"a\" + (1 + 2)",
    "let a = 1 + 2 + \"a\"",
    "param a: enum(\"x\", \"y\")? = none",
    "param a: optional(\"x\" | \"y\") = none",
    "queue q { delay = 5s for x in [\"a\"] }",
    "secret param a: string = \"one\" + \"two\"",
    "secret param a: string = `two`",
    "unless bucket.b created -> function.f",
    "let a = r\"x\"",
    "bucket a { if true {\n#[allow(unused-name): \"x\"]\nversioning = true } }",
    "bucket a { versioning = true /* why */ if 1 == 1 }",
    "param a: List</* why */ string> = []",
    "let a = { b: 1 /* why */ for b in [\"x\"] }",
    "bucket a {\n  versioning =\n}",
    "let a = bucket.",
    "let a = 'one'",
    "let a = 'it is \"so\"'",
    "let a = \"one",
    "let a = [1, 2",
    "let a = \"\"\"\n  one",
    "/* one",
    "let a = \"\\u{110000}\"",
    "let a = 1 }",
    "let a = if true then 1",
    "let a = if true",
    "let a = [for x [1]: x]",
    "let a = [for x in [1] x]",
    "let a = {for k, v in {} k}",
    "let a 3",
    "let a = { b }",
    "let a = xs.length()",
    "let a = 1 < 2 < 3",
    "param a",
    "param a: ",
    "param a: string??",
    "param a: 3s..",
    "output = 3",
    "bucket a",
    "bucket",
    "\"text\"",
    "bucket.a",
    "-> function.f",
    "bucket.a ->",
    "moved bucket.a bucket.b",
    "module site {}",
    "stack other for x in [1] { region = \"us-east-1\" }",
    "bucket a if true for x in [1] {}",
    "bucket a for x in [\"1\"] for y in [\"2\"] {}",
    "bucket a { to 3 }",
    "bucket if {}",
    "bucket a { expire after 3s, 4s }",
    "bucket a { expire after 30 days until 3 }",
    "bucket a { expire with 3 }",
    "bucket a { versioning {} }",
    "bucket a { expires after 30 days }",
    "bucket a { expect 3 == 3 }",
    "bucket a { versioning = 3 }",
    "topic a { dlq = queue.b }\nqueue b {}",
    "capacity a { min = 1  max = 3 }",
    "firewall a { open 80 from anywhere }",
    "bucket a { tags { a b } }",
    "bucket a { tags { ...[1] } }",
    "bucket a { tags { a = { b = 1 } } }",
    "bucket a { lifecycle { protect } }",
    "bucket a { lifecycle { ignore = 3 } }",
    "bucket a { lifecycle { protect = \"yes\" } }",
    "bucket a { after = [3] }",
    "cluster c {}\nservice s { container {} cluster = 3 }",
    "function f { memory = 0.5 }",
    "function f { role = bucket.a  runtime = 3 }\nbucket a {}",
    "role r { trust = \"lambda\"  allow 3 on \"*\" }",
    "role r { trust = \"lambda\"  allow \"s3:*\" on 3 }",
    "role r { trust = \"lambda\"  allow \"s3:*\" on \"*\" when { 3 } }",
    "schedule s { every = rate(1 day) }\nfunction f { image = \"111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1\" }\nschedule.s created -> function.f",
    "schedule s { every = rate(1 day) }\nfunction f { image = \"111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1\" }\nschedule.s under \"a\" -> function.f",
    "bucket b {}\nfunction f { image = \"111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1\" }\nbucket.b created under 3 -> function.f",
    "api a { protocol = \"http\" }\nfunction f { image = \"111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1\" }\napi.a 3 -> function.f",
    "bucket b {}\nbucket.b created -> 3",
    "let a = bucket",
    "let a = 3\nlet b = a.name",
    "param b: bucket = \"arn:aws:s3:::other\"\nlet a = b.url",
    "let a = [...3]",
    "let a = [...none]",
    "let a = {for x in [1]: x => 2}",
    "let a = !3",
    "let a = -\"x\"",
    "let a = 30s - 1",
    "let a = 1 MB * 1 MB",
    "let a = 1 MB / 1s / 1 USD",
    "param a: bool = 3",
    "param a: timing = 3",
    "param a: moment = rate(1 day)",
    "param a: list(duration) = 3",
    "param a: map(size) = 3",
    "param a: { b: string  c: 1..3 } = 3",
    "param a: 2s..3s = 9s",
    "param a: bucket? = 3",
    "forget alam.old",
    "moved alam.old -> alam.new",
    "adopt bucket.a = 3",
    "dashbord main {}",
    "#[allow(data-loss): \"x\"]",
    "module a from \"../elsewhere\" {}",
    "module a from \"./nowhere\" { b c }",
    "region = \"us-east-1\"",
    "resource \"aws_s3_bucket\" \"b\" {}",
    "bucket a { versioning: true, }",
    "bucket a { = true }",
    "let a = 1;",
    "table t { key = \"id\"  billing = \"PAY_PER_REQUEST\" }",
    "bucket b { acl = \"private\" }",
    "bucket b { lifecycle_rule { expire = 30 } }",
    "alarm a { threshold = 3 }",
    "topic t { email = \"me@example.com\" }",
    "rule r { schedule = rate(5 minutes) }",
    "schedule s { cron = \"0 3 * * ? *\" }",
    "role r { trust = \"lambda\"  statement { } }",
    "policy p { document = { } }",
    "api a { protocol = \"http\"  routes = [] }",
    "repository r { mutability = \"IMMUTABLE\" }",
    "dashboard d { widget { } }",
    "queue q { policy = { } }",
    "log_group l { retention = 7 days  subscription { } }",
    "function f { policies = [\"AmazonS3ReadOnlyAccess\"]  provisioned = 5 }",
    "bucket a { tags { expect 3 == 3 } }",
    "service s { container \"${[1]}\" {} }",
    "policy p { allow uses }",
    "role r { trust = \"lambda\"  allow \"s3:GetObject\" on \"*\" when { ...{} } }",
    "role r { trust = \"lambda\"  allow \"s3:GetObject\" on \"*\" when { age = 3 } }",
    "schedule s { every = at(2027-03-28T02:30:00)  timezone = \"Europe/Berlin\" }",
    "secret param key: string = \"x\"\napi a { protocol = \"http\" }\nfunction f { image = \"111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1\" }\napi.a \"GET /${key}\" -> function.f",
    "secret param key: string = \"x\"\nservice s { container \"${key}\" {} }",
    "bucket b {}\nrole r { trust = bucket.b }",
    "api a { protocol = \"http\" }\nfunction f { image = \"111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1\" }\napi.a \"/thumbs\" -> function.f\napi.a \"GET\" -> function.f\napi.a \"GET /{id\" -> function.f\napi.a \"GET /{}\" -> function.f\napi.a \"GET /{id+}/a\" -> function.f",
    "let a = format(\"%f\", \"x\")",
    "let a = format(\"%2000s\", \"x\")",
    "let a = replace(\"a\", \"\", \"b\")",
    "let a = max([1], 2)",
    "role r { trust = 3 }",
    "role r { trust = \"me\" }",
];

/// Mistakes that take a program to make.
fn long_mistakes() -> Vec<String> {
    let chain = |first: &str, most: usize, next: &dyn Fn(usize) -> String| {
        (1..=most).fold(format!("let a0 = {first}"), |all, at| format!("{all}\nlet a{at} = {}", next(at - 1)))
    };
    vec![
        chain("\"0123456789\"", 18, &|at| format!("\"${{a{at}}}${{a{at}}}\"")),
        chain("[1]", 300, &|at| format!("[a{at}]")),
        (0..500).fold(String::new(), |all, at| format!("{all}let a{at} = a{} + 1\n", at + 1))
            + "let a500 = 1",
        "let a = \0".to_owned(),
        (0..250).fold(String::new(), |all, at| format!("{all}let a{at} 3\n")),
    ]
}

#[test]
fn every_mistake_says_what_to_type() {
    let (mut shown, mut silent) = (String::new(), String::new());
    for text in MISTAKES.iter().map(|text| (*text).to_owned()).chain(long_mistakes()) {
        let text = text.as_str();
        let most = text.char_indices().nth(330).map_or(text.len(), |(at, _)| at);
        writeln!(shown, "{}", text[..most].replace('\0', "\\0")).unwrap();
        let findings = weighty(analysed(&format!("{STACK}{text}\n")).diagnostics);
        assert!(!findings.is_empty(), "nothing is wrong with\n{text}");
        // Of very many the last one is enough, which counts the rest.
        let first = if findings.len() > 20 { findings.len() - 1 } else { 0 };
        for finding in &findings[first..] {
            writeln!(shown, "    {}: {}", finding.rule.name, finding.message).unwrap();
            if let Some(help) = &finding.help {
                writeln!(shown, "        {help}").unwrap();
            }
            for fix in &finding.fixes {
                writeln!(shown, "        fix: {}", fix.title).unwrap();
            }
        }
        note(&mut silent, &findings, text);
    }
    assert!(silent.is_empty(), "these say nothing of what to do:\n{silent}");
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/check"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("remedies", shown) });
}

#[test]
fn every_finding_in_the_bad_stacks_and_in_damaged_ones_says_what_to_do() {
    let mut silent = String::new();
    for loaded in load_all(&OsSystem, Path::new("stacks/bad")).unwrap() {
        let path: PathBuf = loaded.path.clone();
        let analysis = analyse(&OsSystem, &builtin(), loaded, &Options::default());
        note(&mut silent, &weighty(analysis.diagnostics), &path.to_string_lossy());
    }
    let mut dice = Dice::new(7);
    for (path, text) in crate::support::files(Path::new("stacks/kinds"), &["stack"]) {
        for _ in 0..40 {
            let at = dice.below(text.len());
            let Some((before, rest)) = text.split_at_checked(at) else { continue };
            let cut: String = rest.chars().skip(1 + dice.below(3)).collect();
            let damaged = format!("{before}{cut}");
            note(
                &mut silent,
                &weighty(analysed(&damaged).diagnostics),
                &format!("{} at {at}", path.display()),
            );
        }
    }
    assert!(silent.is_empty(), "these say nothing of what to do:\n{silent}");
}

/// What other tools call an attribute is answered with what is written here; a list of all attributes is no answer.
#[test]
fn words_of_other_tools_are_answered() {
    let (mut shown, mut unanswered) = (String::new(), String::new());
    let lines = include_str!("other_words.txt").lines().filter(|line| !line.starts_with('#'));
    for (kind, words) in lines.filter_map(|line| line.split_once(": ")) {
        writeln!(shown, "{kind}").unwrap();
        for word in words.split(' ') {
            let text = match kind {
                "*" => format!("{STACK}{word} one {{\n}}\n"),
                _ => format!("{STACK}{kind} one {{\n  {word} = \"text\"\n}}\n"),
            };
            let findings = analysed(&text).diagnostics;
            let unknown = findings.iter().find(|finding| finding.rule.name.starts_with("unknown-"));
            let Some(finding) = unknown.filter(|finding| finding.message.ends_with(&format!("`{word}`")))
            else {
                continue;
            };
            match finding.help.as_deref() {
                Some(help) if !["it has", "the kinds are"].iter().any(|list| help.starts_with(list)) => {
                    writeln!(shown, "  {word}: {help}").unwrap()
                }
                help => writeln!(unanswered, "{kind} {{ {word} = … }}: {help:?}").unwrap(),
            }
        }
    }
    assert!(unanswered.is_empty(), "{unanswered}");
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/check"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("other_words", shown) });
}

/// Errors and warnings.
fn weighty(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().filter(|finding| finding.severity <= Severity::Warning).collect()
}

fn note(silent: &mut String, findings: &[Diagnostic], about: &str) {
    for finding in findings.iter().filter(|finding| finding.help.is_none() && finding.fixes.is_empty()) {
        writeln!(silent, "{}: {} in {about}", finding.rule.name, finding.message).unwrap();
    }
}
