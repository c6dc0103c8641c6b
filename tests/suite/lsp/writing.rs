//! What helps while writing: completion, signatures, fixes, renaming.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::client::Client;
use super::{Transcript, offered};

const STACK: &str = r#"stack shop { region = "eu-west-1"  account = "111122223333" }

/// How long things are kept.
param keep: duration = 30 days
param stage: "dev" | "prod" = "dev"

/// Photos.
bucket files { expire after keep under "tmp/" }
queue jobs {}
cluster main {}

role reader {
  trust = "lambda"
  allow uses
}

function read {
  runtime = "python3.13"
  handler = "app.handler"
  code    = "./read"
  role    = role.reader
  uses bucket.files to read
}

service web {
  cluster = cluster.main
  launch  = "fargate"
  cpu     = 0.5 vCPU
  memory  = 1 GB
  container app { image = "nginx:1.27" }
}
"#;

/// Where somebody types, and how many of the offers are written down.
const PLACES: &[(&str, usize)] = &[
    ("\n|", 9),
    ("\nbucket.files |", 6),
    ("\nbucket.files created |", 5),
    ("\nbucket.files created -> |", 5),
    ("\nqueue.jobs -> function.read { |", 5),
    ("\nparam size: |", 4),
    ("\nlet l = |", 6),
    ("\nlet l = bucket.|", 4),
    ("\nlet l = bucket.files.|", 4),
    ("\nlet l = \"${|", 4),
    ("\nlet l = stack.|", 4),
    ("\nmodule m from \"|", 4),
    ("\nfunction f {\n  |", 7),
    ("\nfunction f {\n  image = \"x\"\n  |", 4),
    ("\nfunction f {\n  runtime = |", 4),
    ("\nfunction f {\n  runtime = \"|", 3),
    ("\nfunction f {\n  timeout = |", 4),
    ("\nfunction f {\n  timeout = 30|", 5),
    ("\nfunction f {\n  memory = 512 |", 5),
    ("\nfunction f {\n  role = |", 3),
    ("\nfunction f {\n  code = \"./read/|", 3),
    ("\nfunction f {\n  uses |", 4),
    ("\nfunction f {\n  uses bucket.files |", 3),
    ("\nfunction f {\n  uses bucket.files to |", 5),
    ("\nfunction f {\n  uses bucket.files to read, |", 5),
    ("\nfunction f {\n  uses bucket.files to read |", 5),
    ("\nrole r {\n  allow |", 4),
    ("\nrole r {\n  allow \"| on queue.jobs", 5),
    ("\nrole r {\n  allow \"s3:GetObject\" on |", 5),
    ("\nbucket b {\n  move to |", 3),
    ("\nbucket b {\n  expire |", 3),
    ("\nschedule s {\n  every = |", 4),
    ("\nschedule s {\n  timezone = \"Asia/Se|", 2),
    ("\nservice s {\n  launch = \"fargate\"\n  cpu = |", 4),
    ("\nservice s {\n  launch = \"fargate\"\n  cpu = 0.25 vCPU\n  memory = |", 5),
    ("\nservice s {\n  container app {\n    |", 3),
    ("\nbucket b for name in [\"a\"] {\n  name = |", 3),
    ("\nscenario s {\n  |", 14),
    ("\nscenario s {\n  lasts = |", 3),
    ("\nscenario s {\n  put \"a\" |", 3),
    ("\nscenario s {\n  put \"a\" into |", 3),
    ("\nscenario s {\n  send to queue.jobs {\n    |", 4),
    ("\nscenario s {\n  assume function.read {\n    |", 6),
    ("\nscenario s {\n  slow function.read |", 5),
    ("\ntest \"t\" {\n  |", 3),
    ("\ntest \"t\" {\n  given {\n    |", 4),
    ("\ntest \"t\" {\n  given {\n    stage = |", 3),
    ("\ntest \"t\" {\n  given {\n    keep = 3|", 4),
    ("\ntest \"t\" {\n  expect |", 12),
    ("\ntest \"t\" {\n  expect function.read.|", 12),
    ("\ntest \"t\" {\n  expect bucket.files |", 8),
    ("\ntest \"t\" {\n  expect bucket.files created -> |", 4),
    ("\ntest \"t\" {\n  expect bucket.files created -> queue.jobs |", 4),
    ("\n#[allow(|", 2),
    ("\n// no help |", 3),
];

#[test]
fn what_is_offered_fits_the_place() {
    let mut client = Client::new(&[("main.stack", STACK), ("read/app.py", ""), ("read/util.py", "")]);
    client.open_file("main.stack");
    let mut transcript = Transcript::default();
    for (typed, most) in PLACES {
        let (before, after) = typed.split_once('|').unwrap();
        client.set("main.stack", &format!("{STACK}{before}{after}"));
        let at = STACK.len() + before.len();
        let completion = client.at("textDocument/completion", "main.stack", at, json!({}));
        transcript
            .note(&format!("complete `{}`", typed.trim().replace('\n', "⏎")), &offered(&completion, *most));
    }
    transcript.matches("completion");
}

#[test]
fn what_a_file_of_params_offers_are_the_params_of_its_stack() {
    let mut client =
        Client::new(&[("main.stack", &format!("{STACK}\nparam size: size?\nparam who: string\n"))]);
    client.open("prod.params", "");
    let mut transcript = Transcript::default();
    for typed in [
        "|",
        "who = \"me\"\n|",
        "stage = |",
        "keep = |",
        "keep = 7|",
        "size = 20 |",
        "size = |",
        "who = |",
        "other = |",
        "// none |",
    ] {
        let (before, after) = typed.split_once('|').unwrap();
        client.set("prod.params", &format!("{before}{after}"));
        let completion = client.at("textDocument/completion", "prod.params", before.len(), json!({}));
        transcript.note(&format!("complete `{}`", typed.replace('\n', "⏎")), &offered(&completion, 9));
    }
    transcript.matches("params");
}

#[test]
fn what_nothing_reads_is_shown_as_unused() {
    let mut client = Client::new(&[]);
    let text = format!("{STACK}\nlet spare = 1\nlet twice = bucket.files.name\noutput name = twice\n");
    client.open("main.stack", &text);
    let of = |client: &Client| -> Vec<(String, u64)> {
        let found = client.buffers["main.stack"].found.iter();
        let unused = found.filter(|found| found["code"] == "unused-name" && found["tags"] == json!([1]));
        unused
            .map(|found| {
                (
                    found["message"].as_str().unwrap().lines().next().unwrap().to_owned(),
                    found["severity"].as_u64().unwrap(),
                )
            })
            .collect()
    };
    let expected = |message: &str| (message.to_owned(), 4);
    let stage = expected("nothing reads the param `stage`");
    assert_eq!(of(&client), [stage.clone(), expected("nothing reads the `let` `spare`")]);
    // What reads it may stand in what cannot be read.
    client.set("main.stack", &format!("{text}function f {{ timeout = }}\n"));
    assert_eq!(of(&client), []);
    client.set("main.stack", &format!("{text}test \"t\" {{ expect bucket.files.name == \"${{spare}}\" }}\n"));
    assert_eq!(of(&client), [stage]);
}

#[test]
fn a_call_says_what_it_takes() {
    let mut client = Client::new(&[("main.stack", STACK)]);
    client.open_file("main.stack");
    let mut transcript = Transcript::default();
    for typed in [
        "\nlet l = replace(|",
        "\nlet l = replace(\"a\", |",
        "\nlet l = format(\"a\", join(|",
        "\nschedule s { every = cron(|",
        "\nschedule s { every = cron(0 3 |",
        "\nschedule s { every = cron(0 3 * * ? *|)  timezone = \"Asia/Seoul\" }",
        "\nschedule s { every = rate(5 |",
        "\nlet l = [|",
    ] {
        let (before, after) = typed.split_once('|').unwrap();
        client.set("main.stack", &format!("{STACK}{before}{after}"));
        let help =
            client.at("textDocument/signatureHelp", "main.stack", STACK.len() + before.len(), json!({}));
        let one = &help["signatures"][0];
        let seen = if help.is_null() {
            "nothing".to_owned()
        } else {
            let active = usize::try_from(help["activeParameter"].as_u64().unwrap()).unwrap();
            let parameter = one["parameters"][active]["label"].as_str().unwrap();
            let doc = one["documentation"]["value"].as_str().unwrap_or_default();
            format!("{}\nnow: {parameter}\n{doc}", one["label"].as_str().unwrap())
        };
        transcript.note(&format!("signature at `{}`", typed.trim()), &seen);
    }
    transcript.matches("signature");
}

/// The actions for a place, by title.
fn actions(client: &mut Client, file: &str, needle: &str) -> Vec<Json> {
    let at = client.buffers[file].text.find(needle).unwrap_or_else(|| panic!("no `{needle}`"));
    let range =
        json!({ "start": client.position(file, at), "end": client.position(file, at + needle.len()) });
    let more = json!({ "range": range, "context": { "diagnostics": [] } });
    client.of("textDocument/codeAction", file, more).as_array().unwrap().clone()
}

/// What a text becomes by an action: the lines that are new.
fn becomes(client: &Client, file: &str, action: &Json) -> String {
    let mut seen = String::new();
    for one in action["edit"]["documentChanges"].as_array().unwrap() {
        let new = client.with_edits(file, &one["edits"]);
        let old = &client.buffers[file].text;
        let gone = old
            .lines()
            .filter(|line| !new.lines().any(|other| other == *line))
            .map(|line| format!("- {line}"));
        let come = new
            .lines()
            .filter(|line| !old.lines().any(|other| other == *line))
            .map(|line| format!("+ {line}"));
        for line in gone.chain(come) {
            writeln!(seen, "{line}").unwrap();
        }
    }
    seen
}

#[test]
fn what_is_wrong_can_be_put_right() {
    let text = STACK
        .replace("  uses bucket.files to read\n", "  uses bucket.files to read, write\n  timeout = 30\n")
        .replace("  allow uses\n", "  allow \"s3:GetObject\", \"s3:DeleteObject\" on \"${bucket.files.arn}/*\"\n  allow \"sqs:SendMessage\" on queue.jobs\n")
        .replace("queue jobs {}", "queue jobs { visibilty = 30s }");
    let mut client = Client::new(&[("main.stack", &text)]);
    client.open_file("main.stack");
    let mut transcript = Transcript::default();
    transcript.note("open main.stack", &client.problems("main.stack"));
    for needle in [
        "visibilty",
        "timeout = 30",
        "uses bucket.files to read, write",
        "\"sqs:SendMessage\" on queue.jobs",
        "\"python3.13\"",
    ] {
        for action in actions(&mut client, "main.stack", needle) {
            let title = format!(
                "at `{needle}`: {} [{}]",
                action["title"].as_str().unwrap(),
                action["kind"].as_str().unwrap()
            );
            transcript.note(&title, &becomes(&client, "main.stack", &action));
        }
    }
    // One after the other, until nothing has a fix of its own.
    for _ in 0..5 {
        let all = actions(&mut client, "main.stack", "stack shop");
        let Some(fix) = all.iter().find(|action| action["kind"] == "source.fixAll") else { break };
        let edit = fix["edit"].clone();
        client.apply(&edit);
    }
    transcript.note("fix all, again and again", &client.problems("main.stack"));
    transcript.matches("actions");
}

#[test]
fn a_suppression_silences_what_it_names() {
    let text = format!("{STACK}\nbucket b {{\n  expire after 30 days\n  name = \"Bad_Name\"\n}}\n");
    let mut client = Client::new(&[("main.stack", &text)]);
    client.open_file("main.stack");
    let all = actions(&mut client, "main.stack", "\"Bad_Name\"");
    let allow = all
        .iter()
        .find(|action| action["title"].as_str().unwrap().starts_with("allow `invalid-name`"))
        .unwrap();
    let edit = allow["edit"].clone();
    client.apply(&edit);
    assert!(client.buffers["main.stack"].text.contains("  #[allow(invalid-name): \"say why\"]\n  name = "));
    assert!(!client.problems("main.stack").contains("invalid-name"), "{}", client.problems("main.stack"));
}

#[test]
fn a_renamed_resource_stays_what_it_is() {
    let module = "param source: bucket\noutput url = source.url\n";
    let main = format!(
        "{STACK}\nmodule part from \"./part\" {{ source = bucket.files }}\nlet name = \"${{bucket.files.name}}-x\"\noutput o = module.part.url\n"
    );
    let mut client = Client::new(&[("main.stack", &main), ("part/part.stack", module)]);
    client.open_file("main.stack");
    client.open_file("part/part.stack");
    let mut transcript = Transcript::default();
    let mut rename = |client: &mut Client, file: &str, needle: &str, inside: usize, new: &str| {
        let at = client.buffers[file].text.find(needle).unwrap() + inside;
        let prepared = client.at("textDocument/prepareRename", file, at, json!({}));
        let mut params = json!({ "textDocument": { "uri": client.uri(file) }, "newName": new });
        params["position"] = client.position(file, at);
        let title = format!("rename `{}` to `{new}`", prepared["placeholder"].as_str().unwrap_or("nothing"));
        match client.ask("textDocument/rename", params) {
            Err(refused) => transcript.note(&title, &refused),
            Ok(edit) => {
                let before: Vec<String> =
                    ["main.stack", "part/part.stack"].map(|file| client.buffers[file].text.clone()).to_vec();
                client.apply(&edit);
                let mut seen = String::new();
                for (file, old) in ["main.stack", "part/part.stack"].iter().zip(before) {
                    for line in client.buffers[*file]
                        .text
                        .lines()
                        .filter(|line| !old.lines().any(|other| other == *line))
                    {
                        writeln!(seen, "{file}: {line}").unwrap();
                    }
                }
                transcript.note(&title, &format!("{seen}{}", client.problems("main.stack")));
            }
        }
    };
    rename(&mut client, "main.stack", "bucket files", 8, "photos");
    rename(&mut client, "main.stack", "bucket.photos to", 8, "pictures");
    rename(&mut client, "main.stack", "keep under", 1, "retention");
    rename(&mut client, "part/part.stack", "source:", 1, "from_where");
    rename(&mut client, "main.stack", "part.url", 6, "address");
    rename(&mut client, "main.stack", "module part", 8, "portion");
    rename(&mut client, "main.stack", "queue jobs", 7, "if");
    rename(&mut client, "main.stack", "retention under", 1, "stage");
    rename(&mut client, "main.stack", "\"lambda\"", 2, "x");
    transcript.matches("rename");
}

#[test]
fn a_new_line_stands_where_it_should() {
    let mut client = Client::new(&[("main.stack", STACK)]);
    client.open_file("main.stack");
    for (typed, ch, becomes) in [
        ("function f {\n|", "\n", "function f {\n  "),
        ("function f {\n|}", "\n", "function f {\n}"),
        ("service s {\n  container app {\n|\n}", "\n", "service s {\n  container app {\n    \n}"),
        ("service s {\n  container app {\n    }|", "}", "service s {\n  container app {\n  }"),
        ("let l = [\n    ]|", "]", "let l = [\n]"),
        ("bucket b {}|", "}", "bucket b {}"),
    ] {
        let (before, after) = typed.split_once('|').unwrap();
        client.set("main.stack", &format!("{before}{after}"));
        let more = json!({ "ch": ch, "options": { "tabSize": 2, "insertSpaces": true } });
        let edits = client.at("textDocument/onTypeFormatting", "main.stack", before.len(), more);
        assert_eq!(client.with_edits("main.stack", &edits), becomes, "after {typed:?}");
    }
}
