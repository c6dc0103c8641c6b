//! What stacks are given, which of them a file belongs to, and what names come to under that.

use serde_json::{Value as Json, json};

use super::client::Client;
use super::{Transcript, hover_text};

fn stack(name: &str, rest: &str) -> String {
    format!("stack {name} {{ region = \"us-east-1\"  account = \"111122223333\" }}\n{rest}")
}

/// Two stacks, the second of which knows one param only.
fn two() -> Vec<(&'static str, String)> {
    vec![
        (
            "shop/main.stack",
            stack(
                "shop",
                "param stage: \"dev\" | \"prod\"\nparam owner: string\noutput o = \"${owner}-${stage}\"\n",
            ),
        ),
        ("plain/main.stack", stack("plain", "param stage: string\noutput o = stage\n")),
        ("shop/prod.params", "stage = \"prod\"\n".to_owned()),
    ]
}

fn opened(files: &[(&str, String)]) -> Client {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut client = Client::new(&files);
    for (name, _) in &files {
        client.open_file(name);
    }
    client
}

fn set(client: &mut Client, settings: Json) {
    client.tell("workspace/didChangeConfiguration", json!({ "settings": { "stackc": settings } }));
    client.ask("workspace/symbol", json!({ "query": "" })).unwrap();
}

fn output(client: &mut Client, file: &str) -> String {
    let hover = client.about("textDocument/hover", file, "output o", 8);
    let text = hover_text(&hover).to_owned();
    text.split("here: ").nth(1).unwrap_or("nothing").trim().to_owned()
}

#[test]
fn each_stack_is_given_its_own() {
    let mut client = opened(&two());
    assert!(
        client.problems("shop/main.stack").contains("info [param-not-given]"),
        "{}",
        client.problems("shop/main.stack")
    );
    // A value for all is passed over where there is no such param; what is a stack's own wins.
    set(
        &mut client,
        json!({
            "params": ["stage=dev", "owner=all"],
            "stacks": { "shop": { "paramFiles": ["prod.params"], "params": ["owner=me"] } },
        }),
    );
    assert_eq!(client.problems("plain/main.stack"), "nothing is wrong");
    assert_eq!(output(&mut client, "plain/main.stack"), "`\"dev\"`");
    // As for a command, a value wins over a file.
    assert_eq!(output(&mut client, "shop/main.stack"), "`\"me-dev\"`");
    set(
        &mut client,
        json!({ "stacks": { "shop": { "paramFiles": ["prod.params"], "params": ["owner=me"] } } }),
    );
    assert_eq!(output(&mut client, "shop/main.stack"), "`\"me-prod\"`");
    // A param that is typed while a value for it waits is given it.
    set(&mut client, json!({ "params": ["more=7", "stage=x"] }));
    client.set(
        "plain/main.stack",
        &stack("plain", "param stage: string\nparam more: number\noutput o = more + 1\n"),
    );
    assert_eq!(output(&mut client, "plain/main.stack"), "`8`");
}

#[test]
fn what_is_wrong_in_what_is_given_is_shown() {
    let mut client = opened(&two());
    set(
        &mut client,
        json!({ "stacks": { "shop": { "paramFiles": ["prod.params"], "params": ["onwer=me"] } } }),
    );
    let mut transcript = Transcript::default();
    transcript.note("a value that no param has, in the settings", &client.problems("shop/main.stack"));
    client.set("shop/prod.params", "stage = \"prd\"\nstagee = 3\n");
    client.ask("workspace/symbol", json!({ "query": "" })).unwrap();
    let root = client.root.path().display().to_string();
    let found = client.problems("shop/prod.params").replace(&root, "ROOT");
    transcript.note("values that do not fit, in a file of params", &found);
    client.set("shop/prod.params", "stage = \"prod\"\n");
    client.ask("workspace/symbol", json!({ "query": "" })).unwrap();
    transcript.note("mended", &client.problems("shop/prod.params"));
    transcript.matches("given");
}

/// The names of the stacks that a file belongs to.
fn stacks(client: &mut Client, file: &str) -> Vec<String> {
    let uri = client.uri(file);
    let all = client.ask("stackc/stacks", json!({ "uri": uri })).unwrap();
    let root = client.root.path().display().to_string();
    let name = |one: &Json| {
        let path = one["path"].as_str().unwrap().replace(&root, "");
        format!("{} at {path} {}", one["name"].as_str().unwrap(), one["arguments"].as_array().unwrap().len())
    };
    all.as_array().unwrap().iter().map(name).collect()
}

#[test]
fn a_file_knows_its_stacks() {
    let uses = "module part from \"./part\" {}\n";
    let mut files = two();
    files.extend([
        ("both/one.stack", stack("one", uses)),
        ("both/two.stack", stack("two", uses)),
        ("both/part/part.stack", "bucket b {}\n".to_owned()),
        ("broken/main.stack", "stack {\n".to_owned()),
    ]);
    let mut client = opened(&files);
    set(
        &mut client,
        json!({ "asOf": "2027-06-01", "stacks": { "plain": { "paramFiles": ["../shop/prod.params"] } } }),
    );
    assert_eq!(
        stacks(&mut client, "both/part/part.stack"),
        ["one at /both/one.stack 2", "two at /both/two.stack 2"]
    );
    assert_eq!(stacks(&mut client, "both/one.stack"), ["one at /both/one.stack 2"]);
    // Whoever is given the file, and not whoever lies nearest.
    assert_eq!(stacks(&mut client, "shop/prod.params"), ["plain at /plain 4"]);
    set(&mut client, json!({}));
    assert_eq!(stacks(&mut client, "shop/prod.params"), ["shop at /shop 0"]);
    // What cannot be read is still asked of its own folder.
    assert_eq!(stacks(&mut client, "broken/main.stack").len(), 1);
}

const NAMES: &str = r#"param keep: duration = 30 days
param size: number?
secret param key: string = "hush"
let weeks = keep / 7 days
let long = keep * 2
let names = ["a", "b"]
let sizes = { small = 128 MB  large = 1 GB }
let token = "x-${key}"
bucket files for name in names {}
bucket more for n, size in sizes { name = "shop-${n}"  expire after long }
let doubled = [for one in names: "${one}-2"]
module part from "./part" for n, size in sizes { size = size * 2 }
output first = bucket.files["a"].name
output inner = module.part["small"].twice
"#;

const PART: &str = "param size: size\nlet half = size / 2\noutput twice = size * 2\n";

#[test]
fn names_tell_what_they_come_to() {
    let main = stack("shop", NAMES);
    let mut client = Client::new(&[("main.stack", &main), ("part/part.stack", PART)]);
    client.open_file("main.stack");
    client.open_file("part/part.stack");
    let mut transcript = Transcript::default();
    for (file, needle, inside) in [
        ("main.stack", "keep: ", 1),
        ("main.stack", "size: number?", 1),
        ("main.stack", "key: ", 1),
        ("main.stack", "weeks =", 1),
        ("main.stack", "long }", 1),
        ("main.stack", "token =", 1),
        ("main.stack", "name in", 1),
        ("main.stack", "n, size in sizes { name", 1),
        ("main.stack", "size in sizes { name", 1),
        ("main.stack", "one}", 1),
        ("main.stack", "doubled", 1),
        ("main.stack", "first =", 1),
        ("main.stack", "inner =", 1),
        ("main.stack", "twice", 1),
        ("part/part.stack", "size: size", 1),
        ("part/part.stack", "half", 1),
        ("part/part.stack", "twice", 1),
    ] {
        let hover = client.about("textDocument/hover", file, needle, inside);
        transcript.note(&format!("hover over `{needle}` in {file}"), hover_text(&hover));
    }
    assert!(!transcript.0.contains("hush-") && !transcript.0.contains("x-hush"));
    transcript.matches("come_to");
}

#[test]
fn a_param_is_renamed_wherever_it_is_given() {
    let test = "test \"it holds\" {\n  given { stage = \"prod\" }\n  expect stage == \"prod\"\n}\n";
    let main = stack("shop", &format!("param stage: \"dev\" | \"prod\" = \"dev\"\noutput o = stage\n{test}"));
    let files = [
        ("shop/main.stack", main),
        ("shop/prod.params", "stage = \"prod\"\n".to_owned()),
        ("given.params", "stage = \"dev\"\n".to_owned()),
        ("other.params", "stage = \"dev\"\n".to_owned()),
    ];
    let mut client = opened(&files);
    set(&mut client, json!({ "stacks": { "shop": { "paramFiles": ["../given.params"] } } }));
    let at = client.buffers["shop/main.stack"].text.find("stage:").unwrap();
    let edit = client.at("textDocument/rename", "shop/main.stack", at, json!({ "newName": "phase" }));
    client.apply(&edit);
    assert!(
        !client.buffers["shop/main.stack"].text.contains("stage"),
        "{}",
        client.buffers["shop/main.stack"].text
    );
    assert_eq!(client.buffers["shop/prod.params"].text, "phase = \"prod\"\n");
    assert_eq!(client.buffers["given.params"].text, "phase = \"dev\"\n");
    assert_eq!(client.buffers["other.params"].text, "stage = \"dev\"\n", "nobody is given it");
}
