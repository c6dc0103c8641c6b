//! The program as its users meet it: what it prints for people and programs, and how it ends.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Rules that find what cannot stand in a stack's text, so that no stack can show it.
const ELSEWHERE: &[&str] =
    &["unreadable-text", "invalid-policy", "unknown-param", "unreadable-params", "value-too-large"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program in a folder, where nothing of the caller's surroundings reaches it.
fn stackc(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("stackc").unwrap();
    command.current_dir(folder).env_clear().env("COLUMNS", "80").env("NO_COLOR", "1").args(arguments);
    command
}

/// One run as text: the command, both outputs, the exit code.
pub(crate) fn transcript(folder: &Path, arguments: &[&str], input: &str) -> String {
    let output = stackc(folder, arguments).write_stdin(input).output().unwrap();
    let quoted = |argument: &&str| match argument.contains([' ', '*', '(']) {
        true => format!("'{argument}'"),
        false => (*argument).to_owned(),
    };
    let line: Vec<String> = arguments.iter().map(quoted).collect();
    let mut text = format!("$ stackc {}\n", line.join(" "));
    for (name, bytes) in [("input", input.as_bytes()), ("stdout", &output.stdout), ("stderr", &output.stderr)]
    {
        if !bytes.is_empty() {
            writeln!(text, "---- {name}\n{}", String::from_utf8(bytes.to_vec()).unwrap().trim_end()).unwrap();
        }
    }
    writeln!(text, "---- exit {}", output.status.code().unwrap()).unwrap();
    text
}

pub(crate) fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => root().join("snapshots/cli"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

/// Several runs in the project's own folder, one below the other.
fn runs(name: &str, runs: &[&[&str]]) {
    let texts: Vec<String> = runs.iter().map(|arguments| transcript(&root(), arguments, "")).collect();
    snapshot(name, &texts.join("\n"));
}

#[test]
fn check_says_what_is_wrong_in_each_format() {
    runs("check_sound", &[&["check", "stacks/thumbnails"], &["check", "stacks/web", "--format", "short"]]);
    runs("check_bad", &[&["check", "stacks/bad/quantities.stack"]]);
    runs("check_loops", &[&["check", "stacks/bad/loops.stack"]]);
    runs("check_modules", &[&["check", "stacks/bad/modules.stack"]]);
    runs("check_bad_short", &[&["check", "stacks/bad", "--format", "short"]]);
    runs("check_bad_json", &[&["check", "stacks/bad/task_size.stack", "--format", "json"]]);
    let denied = ["check", "stacks/bad/impatient.stack", "--deny", "warnings", "--format", "short"];
    runs("check_denied", &[&["check", "stacks/bad/impatient.stack", "--format", "short"], &denied]);
}

#[test]
fn what_is_not_there_or_not_understood_is_said_with_its_own_exit_code() {
    runs(
        "refusals",
        &[
            &["check", "no/such/folder"],
            &["check", "stacks/thumbnails/resize"],
            &["plan", "stacks/bad"],
            &["chekc"],
            &["check", "--format", "xml"],
            &["check", "--as-of", "tomorrow"],
            &["explain", "timeout-out-of-rang"],
            &["init", "--example", "wbe"],
        ],
    );
}

#[test]
fn what_no_text_alone_can_show_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let role = |rest: &str| {
        format!(
            "stack s {{ region = \"us-east-1\"  account = \"111122223333\" }}\nrole r {{ trust = \"lambda\"  {rest} }}\n"
        )
    };
    let run = |arguments: &[&str]| transcript(folder.path(), arguments, "");
    let mut texts = Vec::new();
    write("s.stack", role("").as_bytes());
    write("names.params", b"stage = bucket.photos\n");
    write("json.params", b"{ \"stage\": \"dev\", \"more\": 3 }\n");
    texts.push(run(&["check", "s.stack", "--param", "stage=dev"]));
    texts.push(run(&["check", "s.stack", "--params", "prod.params"]));
    write("s.stack", (role("") + "param stage: string\noutput text = file(\"latin.txt\")\n").as_bytes());
    write("latin.txt", b"caf\xe9\n");
    texts.push(run(&["check", "s.stack", "--params", "names.params"]));
    texts.push(run(&["check", "s.stack", "--params", "json.params"]));
    write("s.stack", b"stack s { region = \"us-\xff\" }\n");
    texts.push(run(&["check", "s.stack"]));
    write("s.stack", (role("") + "output ids = range(1000000000000)\n").as_bytes());
    texts.push(run(&["check", "s.stack"]));
    // What a plan finds besides: a name that cannot be there twice, and what may not go.
    let images = |rest: &str| role("") + "repository images { name = \"images\"  " + rest + " }\n";
    let first = "lifecycle { replace = \"create_first\" }";
    write("s.stack", images(first).as_bytes());
    run(&["apply", "s.stack", "--yes"]);
    for rest in [first, "lifecycle { protect = true }"] {
        write("s.stack", images(&format!("encryption = \"kms\"  {rest}")).as_bytes());
        texts.push(run(&["plan", "s.stack"]));
    }
    // What is judged already is not judged anew, and a stack that is named twice is one stack.
    write("s.stack", images(first).as_bytes());
    run(&["plan", "s.stack", "--out", "saved.plan"]);
    texts.push(run(&["apply", "saved.plan", "--yes", "--as-of", "2030-01-01"]));
    texts.push(run(&["check", "s.stack", "./s.stack", "."]));
    snapshot("outside", &texts.join("\n"));
}

#[test]
fn schedules_are_read_and_told() {
    let from = ["--from", "2026-12-01T00:00:00"];
    let next = |rest: &[&'static str]| [&["schedule", "next"], rest, &from].concat();
    runs(
        "schedule_next",
        &[
            &next(&["cron(0 3 * * ? *)", "--timezone", "Asia/Seoul"]),
            &next(&["rate(12 hours)", "-n", "3", "--format", "json"]),
            &next(&["at(2026-12-24T18:00:00)"]),
            &next(&["cron(0 9 30 2 ? *)"]),
            &next(&["cron(0 9 1-7 * MON *)"]),
            &next(&["cron(0 9 * * 1)", "--format", "json"]),
            &next(&["rate(1 day)", "--timezone", "Seoul"]),
            &["schedule", "next", "rate(1 day)", "--from", "soon"],
        ],
    );
    runs(
        "schedule_check",
        &[
            &["schedule", "check", "cron(0 25 * * ? *)"],
            &["schedule", "check", "rate(1 minutes)"],
            &["schedule", "check", "rate(1 minutes)", "--kind", "rule"],
            &["schedule", "check", "at(2026-12-01T09:00:00)", "--kind", "rule", "--format", "json"],
        ],
    );
}

#[test]
fn a_batch_answers_every_line_in_order() {
    let next = r#"{"id":1,"expr":"rate(5 minutes)","start":"2026-01-01T10:00:00Z","count":2}
{"id":"two","expr":"cron(0 3 * * ? *)","start":"2026-12-01T03:00:00+09:00","timezone":"Asia/Seoul","count":2}

{"id":3,"expr":"cron(0 3 * * *)","start":"2026-12-01T00:00:00Z","count":1}
not json
{"id":5,"expr":"rate(1 day)","start":"2026-12-01T00:00:00Z","count":10001}
{"id":6,"expr":"rate(1 day)","start":"2026-12-01T00:00:00Z"}
{"id":7,"expr":"rate(1 day)","start":"whenever","count":1}
{"expr":"at(2026-12-24T18:00:00)","start":"2026-12-01T00:00:00Z","count":9}
"#;
    let check = r#"{"id":1,"expr":"cron(0 3 * * ? *)","kind":"rule"}
{"id":2,"expr":"cron(0 3 * * * *)","kind":"rule"}
{"id":3,"expr":"rate(1 minutes)","kind":"rule"}
{"id":4,"expr":"rate(1 minutes)","kind":"schedule"}
{"id":5,"expr":"rate(1 minute)","kind":"cron"}
"#;
    let texts = [
        transcript(&root(), &["schedule", "next", "--batch"], next),
        transcript(&root(), &["schedule", "check", "--batch"], check),
    ];
    snapshot("schedule_batch", &texts.join("\n"));
}

#[test]
fn other_batches_answer_every_line_in_order() {
    for (name, command, input) in [
        ("simulate_batch", ["iam", "simulate", "--batch"], include_str!("batches/simulate.jsonl")),
        ("compare_batch", ["iam", "compare", "--batch"], include_str!("batches/compare.jsonl")),
        ("match_batch", ["events", "match", "--batch"], include_str!("batches/match.jsonl")),
        ("schema_batch", ["schema", "check", "--batch"], include_str!("batches/schema.jsonl")),
    ] {
        snapshot(name, &transcript(&root(), &command, input));
    }
}

#[test]
fn access_is_told() {
    let simulate = |rest: &[&'static str]| [&["iam", "simulate", "stacks/thumbnails"], rest].concat();
    let object = ["--resource", "bucket.uploads/raw/a.jpg"];
    let asked = |action: &'static str| ["--principal", "function.resize", "--action", action];
    runs(
        "iam_simulate",
        &[
            &simulate(&[&asked("s3:GetObject")[..], &object].concat()),
            &simulate(&[&asked("s3:DeleteObject")[..], &object].concat()),
            &simulate(&[&asked("s3:GetObject")[..], &object, &["--format", "json"]].concat()),
            &simulate(&[
                "--principal",
                "lambda.amazonaws.com",
                "--action",
                "sts:AssumeRole",
                "--resource",
                "role.resize",
            ]),
            &["iam", "minimal", "function.resize", "stacks/thumbnails"],
            &["iam", "minimal", "role.resize", "stacks/thumbnails", "--format", "json"],
            &["iam", "minimal", "bucket.uploads", "stacks/thumbnails"],
            &[
                "iam",
                "simulate",
                "stacks/kinds/policy.stack",
                "--principal",
                "function.shrink",
                "--action",
                "s3:PutObject",
            ],
            &[
                "iam",
                "simulate",
                "stacks/kinds/policy.stack",
                "--principal",
                "function.shrink",
                "--action",
                "sqs:DeleteQueue",
            ],
            &simulate(&["--principal", "function.resiz", "--action", "s3:GetObject"]),
            &simulate(&["--principal", "bucket.uploads", "--action", "s3:GetObject"]),
        ],
    );
}

#[test]
fn access_is_told_of_documents() {
    const DOCUMENTS: &str = "stacks/access/documents";
    let run = |line: &str| {
        let line = line.replace("DOCUMENTS", DOCUMENTS);
        let words: Vec<&str> = line.split_whitespace().collect();
        transcript(&root(), &words, "")
    };
    let own = "stacks/access/organisation.stack --principal role.team";
    let alone = "--principal arn:aws:iam::111122223333:role/x --action s3:GetObject";
    let texts = [
        run(&format!(
            "iam explain {own} --action s3:GetObject --resource bucket.reports/a.csv \
             --session-policy DOCUMENTS/session.json --permissions-boundary DOCUMENTS/full.json --format json"
        )),
        // Files as AWS's command line writes them, and AWS's names of the options.
        run("iam simulate --caller-arn arn:aws:iam::111122223333:role/x --action-names s3:GetObject \
             --policy-input-list file://DOCUMENTS/full.json --resource-owner arn:aws:iam::444455556666:root"),
        run(&format!("iam simulate {alone} --policy DOCUMENTS/unit.json,DOCUMENTS/full.json")),
        run(&format!("iam simulate {alone} --scp DOCUMENTS/unit.json, ")),
        run(&format!("iam simulate {alone} --scp tests/fixtures/policies/comma.json")),
        run("iam simulate --principal role.team --action s3:GetObject --policy DOCUMENTS/full.json"),
        run("iam simulate --batch --scp DOCUMENTS/full.json"),
        // A boundary that is given stands in the place of that which the stack has; a stranger's policies are not known.
        run("iam simulate stacks/access/bounded.stack --principal role.team --action s3:DeleteObject \
             --resource bucket.photos/a.jpg --permissions-boundary DOCUMENTS/full.json"),
        run("iam simulate stacks/access/bounded.stack --principal arn:aws:iam::111122223333:user/anna \
             --action s3:GetObject --resource bucket.photos/a.jpg"),
        run(
            "iam simulate stacks/access/bounded.stack --principal lambda.amazonaws.com --action s3:GetObject \
             --resource bucket.photos/a.jpg --resource-policy DOCUMENTS/perimeter.json",
        ),
    ];
    snapshot("iam_documents", &texts.join("\n"));
}

#[test]
fn policies_are_judged_with_their_places() {
    let check = |file: &'static str| ["iam", "check", file];
    runs(
        "iam_check",
        &[
            &check("tests/fixtures/policies/broken.json"),
            &check("tests/fixtures/policies/surprising.json"),
            &check("tests/fixtures/policies/conditions.json"),
            &check("tests/fixtures/policies/open.json"),
            &check("tests/fixtures/policies/comma.json"),
            &["iam", "check", "tests/fixtures/policies/open.json", "--as", "identity", "--format", "short"],
            &["iam", "check", "tests/fixtures/policies/trust.json", "--as", "trust"],
            &["iam", "check", "tests/fixtures/policies/broken.json", "--format", "json"],
            &["iam", "compare", "tests/fixtures/policies/open.json", "tests/fixtures/policies/comma.json"],
            &["iam", "compare", "tests/fixtures/policies/open.json", "tests/fixtures/policies/open.json"],
        ],
    );
}

#[test]
fn events_are_shown() {
    runs(
        "events_sample",
        &[&["events", "sample"], &["events", "sample", "sqs"], &["events", "sample", "s3.pu"]],
    );
}

#[test]
fn rules_are_explained() {
    runs(
        "explain",
        &[&["explain", "task-size-mismatch"], &["explain", "rate-unit-number", "--format", "json"]],
    );
    runs(
        "explain_kind",
        &[
            &["explain", "volume"],
            &["explain", "function.architecture"],
            &["explain", "function.runtime"],
            &["explain", "function.alias", "--format", "json"],
            &["explain", "functoin"],
            &["explain", "function.memroy"],
            &["explain", "function.x"],
            &["explain", "elastic_ip"],
        ],
    );
    let list = transcript(&root(), &["explain"], "");
    for rule in stackc::session::rules() {
        assert!(list.contains(&format!("  {} ", rule.name)), "{} is not listed", rule.name);
        let page = transcript(&root(), &["explain", rule.name], "");
        let shown = page.contains("\nBad\n") || page.contains("\nExample\n");
        assert!(shown || ELSEWHERE.contains(&rule.name), "{page}");
        assert!(page.ends_with("---- exit 0\n"), "{page}");
    }
}

#[test]
fn stacks_are_drawn() {
    runs("graph", &[&["graph", "stacks/web"], &["graph", "stacks/web", "--format", "dot", "--full"]]);
    let json = stackc(&root(), &["graph", "stacks/thumbnails", "--format", "json"]).output().unwrap().stdout;
    let graph: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(graph["format"], 1);
    assert!(graph["nodes"].as_array().unwrap().len() > 10, "{graph}");
}

#[test]
fn a_stack_is_started_once_and_works() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| transcript(folder.path(), arguments, "");
    let texts = [
        here(&["init", "photos"]),
        here(&["check", "photos", "--format", "short"]),
        here(&["init", "photos"]),
        here(&["init", "photos", "--example", "web"]),
        here(&["init", "album", "--example", "web"]),
    ];
    snapshot("init", &texts.join("\n"));
    std::fs::create_dir(folder.path().join("blocked")).unwrap();
    std::fs::write(folder.path().join("blocked/resize"), "").unwrap();
    assert!(here(&["init", "blocked"]).contains("`blocked/resize` is in the way"));
    assert_eq!(std::fs::read_dir(folder.path().join("blocked")).unwrap().count(), 1, "nothing was written");
}

#[test]
fn a_stack_is_planned_applied_and_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| transcript(folder.path(), arguments, "");
    assert!(here(&["init", "--example", "web"]).ends_with("exit 0\n"));
    snapshot("plan_empty", &here(&["plan"]));
    let applied = here(&["apply", "--yes"]);
    assert!(applied.contains("11 created") && applied.ends_with("exit 0\n"), "{applied}");
    snapshot("after_apply", &[here(&["plan", "--detailed-exitcode"]), here(&["state", "list"])].join("\n"));
    snapshot("plan_change", &here(&["plan", "--detailed-exitcode", "--param", "version=1.5.0"]));
    assert!(here(&["destroy", "--yes"]).ends_with("exit 0\n"));
    assert!(here(&["plan", "--destroy"]).contains("nothing to do"));
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = stackc(&root(), &["completions", shell]).output().unwrap();
        assert!(output.status.success(), "{shell}");
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(script.contains("detailed-exitcode") && script.contains("schedule"), "{shell}");
    }
}

/// Every command's help; `STACKC_UPDATE_REFERENCE=1` writes it anew.
#[test]
fn the_reference_of_commands_is_what_they_say_themselves() {
    let mut page = String::from("# Commands\n\nWhat `stackc COMMAND --help` says.\n");
    let commands: &[&[&str]] = &[
        &[],
        &["init"],
        &["check"],
        &["fmt"],
        &["plan"],
        &["apply"],
        &["destroy"],
        &["graph"],
        &["state"],
        &["state", "list"],
        &["state", "show"],
        &["state", "history"],
        &["world"],
        &["world", "list"],
        &["world", "show"],
        &["world", "set"],
        &["world", "delete"],
        &["iam"],
        &["iam", "simulate"],
        &["iam", "explain"],
        &["iam", "compare"],
        &["iam", "minimal"],
        &["events"],
        &["events", "sample"],
        &["events", "match"],
        &["schema"],
        &["schema", "check"],
        &["schedule"],
        &["schedule", "next"],
        &["schedule", "check"],
        &["explain"],
        &["lsp"],
        &["completions"],
    ];
    for command in commands {
        let output = stackc(&root(), &[command, &["--help"] as &[&str]].concat()).output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        let title = [&["stackc"], *command].concat().join(" ");
        write!(page, "\n## {title}\n\n```text\n{}\n```\n", help.trim_end()).unwrap();
    }
    let overview = page.split("## stackc init").next().unwrap();
    let listed = overview.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    for line in listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap();
        assert!(commands.iter().any(|command| command.first() == Some(&name)), "`{name}` has no help here");
    }
    let path = root().join("docs/reference/help.md");
    if std::env::var("STACKC_UPDATE_REFERENCE").is_ok_and(|value| value == "1") {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "help.md is old: run the test with STACKC_UPDATE_REFERENCE=1");
}
