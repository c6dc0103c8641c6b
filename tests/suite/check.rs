//! What a check does with findings, whichever rule they are of.

use stackc::diag::{Diagnostic, Severity};
use stackc::session::Options;

use crate::support::front::{analysed, analysed_with};

const STACK: &str = "stack test { region = \"us-east-1\"  account = \"111122223333\" }\n";

/// Rules and messages of errors and warnings.
fn found(text: &str, options: &Options) -> Vec<(&'static str, String)> {
    let analysis = analysed_with(&format!("{STACK}{text}"), options);
    let weighty = |found: &Diagnostic| found.severity <= Severity::Warning;
    let findings = analysis.diagnostics.into_iter().filter(weighty);
    findings.map(|diagnostic| (diagnostic.rule.name, diagnostic.message)).collect()
}

fn names(text: &str) -> Vec<&'static str> {
    found(text, &Options::default()).into_iter().map(|(rule, _)| rule).collect()
}

fn function(head: &str, entries: &str) -> String {
    let code = "runtime = \"python3.14\"  handler = \"a.b\"  code = \"./a\"";
    format!("function {head} {{\n  {code}\n  {entries}\n}}\n")
}

#[test]
fn an_allowance_covers_what_it_stands_before_and_no_more() {
    let allow = "#[allow(timeout-out-of-range): \"tried with AWS\"]\n";
    let (one, other) = (function("one", "timeout = 20m"), function("other", "timeout = 30m"));
    assert_eq!(names(&format!("{allow}{one}{other}")), ["timeout-out-of-range"]);
    assert_eq!(names(&format!("{allow}{one}")), Vec::<&str>::new());
    assert!(analysed(&format!("{STACK}{allow}{one}")).stack.is_ok());
}

#[test]
fn an_allowance_may_stand_before_an_attribute() {
    let text = function("f", "#[allow(timeout-out-of-range): \"tried with AWS\"]\n  timeout = 20m");
    assert_eq!(names(&text), Vec::<&str>::new());
}

#[test]
fn allowances_within_each_other_are_all_used_by_what_they_all_cover() {
    let allow = "#[allow(timeout-out-of-range): \"tried with AWS\"]\n";
    let inner = function("one", &format!("memory = 512 MB\n  {allow}  timeout = 20m\n  description = \"d\""));
    assert_eq!(names(&format!("{allow}{allow}{inner}")), Vec::<&str>::new());
    // What covers nothing that breaks its rule is told so, though others around it are used.
    let beside = function("one", &format!("{allow}  memory = 512 MB\n  timeout = 20m"));
    assert_eq!(names(&format!("{allow}{beside}")), ["unused-allowance"]);
    let two = format!("{allow}{}{}", function("one", "timeout = 20m"), function("two", "timeout = 20m"));
    assert_eq!(names(&two), ["timeout-out-of-range"]);
}

#[test]
fn a_near_name_is_looked_for_until_very_many_were_compared() {
    let known: String = (0..1_100).map(|at| format!("let name_{at} = 1\n")).collect();
    let wrong: String = (0..1_100).map(|at| format!("let other_{at} = nome_{at}\n")).collect();
    let analysis = analysed(&format!("{STACK}{known}{wrong}"));
    let helps: Vec<&str> = {
        let errors = analysis.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        errors.filter_map(|found| found.help.as_deref()).collect()
    };
    assert_eq!(helps.len(), 1_100);
    // Two thousand two hundred names are compared for each.
    let near = helps.iter().take_while(|help| help.starts_with("did you mean `name_")).count();
    assert_eq!(near, 1_000_000 / 2_200);
    assert!(helps[near..].iter().all(|help| help.starts_with("a param, a `let`")));
}

#[test]
fn what_could_not_be_read_cannot_be_allowed() {
    let text = format!("#[allow(type-mismatch): \"no\"]\n{}", function("f", "memory = 512s"));
    assert_eq!(names(&text), ["unused-allowance", "type-mismatch"]);
}

#[test]
fn a_rule_of_plans_may_be_allowed_without_a_plan() {
    assert_eq!(names("#[allow(data-loss): \"a copy is kept\"]\nbucket b {}\n"), Vec::<&str>::new());
}

#[test]
fn dated_rules_judge_by_the_day_that_is_asked_for() {
    let text = "function f { runtime = \"python3.12\"  handler = \"a.b\"  code = \"./a\" }\n";
    let on = |day: &str| found(text, &Options { as_of: Some(day.into()), ..Options::default() });
    assert_eq!(on("2026-11-22"), []);
    assert!(on("2028-10-31")[0].1.starts_with("`python3.12` is deprecated since 2028-10-31"));
    assert!(on("2028-11-30")[0].1.starts_with("no Lambda function can be made with `python3.12`"));
}

#[test]
fn of_a_role_that_could_not_be_read_no_permission_is_missing() {
    let text = format!("bucket b {{}}\n{}", function("f", "role = role.nobody\n  uses bucket.b to read"));
    assert_eq!(names(&text), ["unknown-name"]);
}

#[test]
fn a_role_whose_carriers_say_nothing_is_left_alone() {
    let role =
        "role r {\n  trust = \"lambda\"\n  allow \"s3:Get*\", \"logs:Create*\", \"logs:Put*\" on \"*\"\n}\n";
    assert_eq!(names(role), Vec::<&str>::new());
    assert_eq!(names(&format!("{role}{}", function("f", "role = role.r"))), Vec::<&str>::new());
}

/// Of many resources several threads judge some each: none is left out, none judged twice, and the order is that of the text.
#[test]
fn many_resources_are_judged_once_each_in_order() {
    let hours = |at: usize| 13 + at;
    let queues = (0..700).map(|at| format!("queue q{at} {{ visibility = {}h }}\n", hours(at)));
    let text: String = queues.collect();
    let expected: Vec<_> = (0..700)
        .map(|at| {
            let message = format!("`visibility` is {}h, but AWS takes 0s to 12h for an SQS queue", hours(at));
            ("out-of-range", message)
        })
        .collect();
    let found = found(&text, &Options::default());
    assert_eq!(found.len(), expected.len());
    let first = found.iter().zip(&expected).take(10);
    first.for_each(|(found, expected)| assert_eq!(found, expected));
    let order: Vec<u32> =
        analysed(&format!("{STACK}{text}")).diagnostics.iter().map(|one| one.span.start).collect();
    assert!(order.is_sorted());
    assert_eq!(order.len(), 700);
}

/// Whoever may hand on any role is held against all of them, however many.
#[test]
fn a_stronger_role_is_found_behind_hundreds_of_weaker_ones() {
    let weak: String = (0..300)
        .map(|at| format!("role weak{at} {{\n  trust = \"lambda\"\n  allow \"s3:GetObject\" on \"arn:aws:s3:::b{at}/*\"\n}}\n"))
        .collect();
    let may = "\"iam:PassRole\", \"lambda:CreateFunction\", \"lambda:InvokeFunction\", \"s3:*\"";
    let release = format!("role release {{\n  trust = \"codebuild\"\n  allow {may} on \"*\"\n}}\n");
    let strong = "role zz {\n  trust = \"lambda\"\n  allow \"sqs:SendMessage\" on \"arn:aws:sqs:us-east-1:111122223333:q\"\n}\n";
    let escalations = |text: &str| {
        let all = found(text, &Options::default()).into_iter();
        all.filter(|(rule, _)| *rule == "privilege-escalation")
            .map(|(_, message)| message)
            .collect::<Vec<_>>()
    };
    assert_eq!(escalations(&format!("{weak}{release}")), [""; 0]);
    let told = escalations(&format!("{weak}{release}{strong}"));
    let expected = "`role.release` can do what `role.zz` may, such as `sqs:SendMessage` on `arn:aws:sqs:us-east-1:111122223333:q`";
    assert_eq!(told, [expected]);
}
