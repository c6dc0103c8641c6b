//! Findings, hover, definition, formatting.

use serde_json::json;

use super::client::Client;
use super::{Transcript, hover_text};

const STACK: &str = r#"stack shop { region = "eu-west-1"  account = "111122223333" }

/// How long things are kept.
param keep: duration = 30 days
let prefix = "shop-${stack.name}"

bucket files {
  name = "${prefix}-files"
  expire after keep under "tmp/"
}

role reader {
  trust = "lambda"
  allow uses
}

/// Reads files.
function read {
  runtime = "python3.13"
  handler = "app.handler"
  code    = "./read"
  memory  = 512 MB
  timeout = 20s
  role    = role.reader
  env { FROM = upper(bucket.files.name) }
  uses bucket.files to read
}

schedule nightly { every = cron(0 3 * * ? *)  timezone = "Asia/Seoul" }
schedule.nightly                 -> function.read
bucket.files created under "in/" -> function.read
"#;

#[test]
fn words_tell_what_they_are() {
    let mut client = Client::new(&[("main.stack", STACK), ("read/app.py", "")]);
    client.open_file("main.stack");
    let mut transcript = Transcript::default();
    transcript.note("open main.stack", &client.problems("main.stack"));
    for (needle, inside) in [
        ("function read", 2),
        ("function read", 10),
        ("memory  =", 1),
        ("timeout =", 1),
        ("FROM =", 1),
        ("upper(", 1),
        ("role.reader", 6),
        ("keep under", 1),
        ("prefix}", 1),
        ("files.name)", 7),
        ("expire", 1),
        ("uses bucket", 1),
        ("read\n}", 1),
        ("cron(", 1),
        ("created", 1),
        ("stack.name", 1),
    ] {
        let hover = client.about("textDocument/hover", "main.stack", needle, inside);
        transcript.note(&format!("hover over `{}`", needle.trim()), hover_text(&hover));
    }
    transcript.matches("hover");
}

#[test]
fn names_lead_to_their_declarations() {
    let module = "param visits: bucket\noutput name = visits.name\n";
    let main = format!(
        "{STACK}module part from \"./part\" {{ visits = bucket.files }}\noutput o = module.part.name\n"
    );
    let mut client = Client::new(&[("main.stack", &main), ("part/part.stack", module)]);
    client.open_file("main.stack");
    let mut transcript = Transcript::default();
    for (needle, inside) in [
        ("role.reader", 1),
        ("files.name)", 2),
        ("keep under", 1),
        ("visits =", 1),
        ("part.name", 1),
        ("name\n", 1),
        ("./part", 1),
        ("512", 1),
    ] {
        let target = client.about("textDocument/definition", "main.stack", needle, inside);
        let seen = match target[0]["targetUri"].as_str() {
            Some(uri) => {
                let file = uri.rsplit_once(&format!("{}/", client.folder())).unwrap().1.to_owned();
                let line = target[0]["targetSelectionRange"]["start"]["line"].as_u64().unwrap();
                format!("{file} line {}", line + 1)
            }
            None => "nowhere".to_owned(),
        };
        transcript.note(&format!("definition of `{}`", needle.trim()), &seen);
    }
    transcript.matches("definition");
}

#[test]
fn a_text_is_formatted_by_the_fewest_edits() {
    let ugly = STACK.replace("  memory  = 512 MB", "    memory=512 MB").replace("\n\nrole", "\n\n\n\nrole");
    let mut client = Client::new(&[("main.stack", &ugly)]);
    client.open_file("main.stack");
    let edits = client.of(
        "textDocument/formatting",
        "main.stack",
        json!({ "options": { "tabSize": 2, "insertSpaces": true } }),
    );
    assert_eq!(client.with_edits("main.stack", &edits), STACK);
    assert_eq!(edits.as_array().unwrap().len(), 2, "{edits}");
    // Within the lines of the role alone.
    let at = ugly.find("role reader").unwrap();
    let range =
        json!({ "start": client.position("main.stack", at - 3), "end": client.position("main.stack", at) });
    let options = json!({ "range": range, "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = client.of("textDocument/rangeFormatting", "main.stack", options);
    assert_eq!(client.with_edits("main.stack", &edits), ugly.replace("\n\n\n\nrole", "\n\nrole"));
    // A broken text is left alone.
    client.set("main.stack", "bucket {");
    let edits = client.of(
        "textDocument/formatting",
        "main.stack",
        json!({ "options": { "tabSize": 2, "insertSpaces": true } }),
    );
    assert!(edits.is_null(), "{edits}");
}

#[test]
fn a_selection_grows() {
    let mut client = Client::new(&[("main.stack", STACK), ("read/app.py", "")]);
    client.open_file("main.stack");
    let at = STACK.find("files.name)").unwrap() + 2;
    let position = client.position("main.stack", at);
    let grown = client.of("textDocument/selectionRange", "main.stack", json!({ "positions": [position] }));
    let mut transcript = Transcript::default();
    let mut one = &grown[0];
    while !one.is_null() {
        let place = |end: &str| client.byte(STACK, &one["range"][end]);
        let text = &STACK[place("start")..place("end")];
        let shown = if text.lines().count() > 1 {
            format!("{} …", text.lines().next().unwrap())
        } else {
            text.to_owned()
        };
        transcript.note("wider", &shown);
        one = &one["parent"];
    }
    transcript.matches("selection");
}
