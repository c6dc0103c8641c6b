//! What there is: references, symbols, folds, colours, links, hints, lenses, calls, pages.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::Transcript;
use super::client::Client;

const STACK: &str = r#"stack shop { region = "eu-west-1"  account = "111122223333" }

/// Photos, as they come.
/// They stay for a month.
bucket files { expire after 30 days }
bucket thumbs {}

role reader {
  trust = "lambda"
  allow uses
}

function resize {
  runtime = "python3.13"
  handler = "app.handler"
  code    = "./resize"
  memory  = 512 MB
  timeout = 20s
  role    = role.reader
  env {
    FROM = bucket.files.name
  }
  uses bucket.files to read
  uses bucket.thumbs to write
}

module part from "./part" { source = bucket.thumbs }

bucket.files created under "in/" -> function.resize

output name = bucket.thumbs.name
"#;

fn client() -> Client {
    let mut client = Client::new(&[
        ("main.stack", STACK),
        ("part/part.stack", "param source: bucket\noutput url = source.url\n"),
        ("resize/app.py", ""),
    ]);
    client.open_file("main.stack");
    client
}

/// The first line of a range of the main file.
fn at(client: &Client, range: &Json) -> String {
    let place = |end: &str| client.byte(STACK, &range[end]);
    let text = &STACK[place("start")..place("end")];
    let line = range["start"]["line"].as_u64().unwrap() + 1;
    let first = text.lines().next().unwrap_or_default();
    let more = if text.lines().count() > 1 { " …" } else { "" };
    format!("line {line}: {first}{more}")
}

fn lines(all: &Json, line: impl Fn(&Json) -> String) -> String {
    all.as_array().into_iter().flatten().map(|one| line(one) + "\n").collect()
}

#[test]
fn what_there_is_can_be_looked_over() {
    let mut client = client();
    let mut transcript = Transcript::default();
    let byte = STACK.find("bucket.thumbs to").unwrap() + 8;
    let more = json!({ "context": { "includeDeclaration": true } });
    let found = client.at("textDocument/references", "main.stack", byte, more);
    transcript.note("references of `bucket.thumbs`", &lines(&found, |one| at(&client, &one["range"])));
    let found = client.at("textDocument/documentHighlight", "main.stack", byte, json!({}));
    transcript.note("highlights of `bucket.thumbs`", &lines(&found, |one| at(&client, &one["range"])));
    let found = client.of("textDocument/documentSymbol", "main.stack", json!({}));
    transcript.note("symbols", &lines(&found, |one| tree(one, 0)));
    let found = client.ask("workspace/symbol", json!({ "query": "rs" })).unwrap();
    transcript.note("symbols like `rs`", &lines(&found, |one| one["name"].as_str().unwrap().to_owned()));
    let found = client.of("textDocument/foldingRange", "main.stack", json!({}));
    let fold = |one: &Json| {
        format!(
            "lines {} to {} ({})",
            one["startLine"].as_u64().unwrap() + 1,
            one["endLine"].as_u64().unwrap() + 1,
            one["kind"].as_str().unwrap_or("brackets")
        )
    };
    transcript.note("folds", &lines(&found, fold));
    let found = client.of("textDocument/documentLink", "main.stack", json!({}));
    let link = |one: &Json| {
        format!(
            "{} leads to {}",
            at(&client, &one["range"]),
            one["target"].as_str().unwrap().rsplit_once(&client.folder()).unwrap().1
        )
    };
    transcript.note("links", &lines(&found, link));
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let found = client.of("textDocument/inlayHint", "main.stack", json!({ "range": whole }));
    let hint = |one: &Json| {
        let line = usize::try_from(one["position"]["line"].as_u64().unwrap()).unwrap();
        let column = usize::try_from(one["position"]["character"].as_u64().unwrap()).unwrap();
        let (before, after) = STACK.lines().nth(line).unwrap().split_at(column);
        format!("{before}⟨{}⟩{after}", one["label"].as_str().unwrap())
    };
    transcript.note("hints", &lines(&found, hint));
    transcript.matches("structure");
}

/// A symbol and what is in it.
fn tree(symbol: &Json, depth: usize) -> String {
    let mut text = format!(
        "{:width$}{} {}",
        "",
        symbol["name"].as_str().unwrap(),
        symbol["detail"].as_str().unwrap_or_default(),
        width = 2 * depth
    );
    for child in symbol["children"].as_array().into_iter().flatten() {
        write!(text, "\n{}", tree(child, depth + 1)).unwrap();
    }
    text
}

#[test]
fn words_have_their_colours() {
    let mut client = client();
    let found = client.of("textDocument/semanticTokens/full", "main.stack", json!({}));
    let names: Vec<&str> = client.offered["semanticTokensProvider"]["legend"]["tokenTypes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    let numbers: Vec<usize> = found["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| usize::try_from(n.as_u64().unwrap()).unwrap())
        .collect();
    let (mut line, mut column) = (0, 0);
    let mut seen: Vec<String> = vec![String::new(); STACK.lines().count()];
    for token in numbers.chunks(5) {
        if token[0] > 0 {
            (line, column) = (line + token[0], 0);
        }
        column += token[1];
        let word = &STACK.lines().nth(line).unwrap()[column..column + token[2]];
        write!(seen[line], "{word}:{}{} ", names[token[3]], if token[4] == 1 { "!" } else { "" }).unwrap();
    }
    let mut transcript = Transcript::default();
    transcript.note("colours, a line each", &seen.join("\n"));
    transcript.matches("tokens");
}

#[test]
fn lenses_tell_of_plans_and_of_who_comes() {
    let mut client = client();
    let lenses = client.of("textDocument/codeLens", "main.stack", json!({}));
    let mut seen = String::new();
    for lens in lenses.as_array().unwrap() {
        assert!(lens["command"].is_null(), "told when it is looked at");
        let told = client.ask("codeLens/resolve", lens.clone()).unwrap();
        writeln!(seen, "{}   {}", at(&client, &told["range"]), told["command"]["title"].as_str().unwrap())
            .unwrap();
    }
    let mut transcript = Transcript::default();
    transcript.note("lenses", &seen);
    transcript.matches("lenses");
    assert!(!client.root.path().join(".stackc").exists(), "to look at a plan leaves nothing behind");
}

#[test]
fn calls_go_along_the_arrows() {
    let mut client = client();
    let mut transcript = Transcript::default();
    let prepared = client.about("textDocument/prepareCallHierarchy", "main.stack", "function resize", 10);
    let item = prepared[0].clone();
    transcript.note(
        "prepare at `function resize`",
        &format!("{}: {}", item["name"].as_str().unwrap(), item["detail"].as_str().unwrap()),
    );
    for (method, end) in [("callHierarchy/incomingCalls", "from"), ("callHierarchy/outgoingCalls", "to")] {
        let calls = client.ask(method, json!({ "item": item })).unwrap();
        let line = |one: &Json| {
            let places = lines(&one["fromRanges"], |range| at(&client, range));
            format!(
                "{} ({}) by {}",
                one[end]["name"].as_str().unwrap(),
                one[end]["detail"].as_str().unwrap(),
                places.trim_end()
            )
        };
        transcript.note(method, &lines(&calls, line));
    }
    transcript.matches("calls");
}

#[test]
fn a_finding_leads_to_the_page_of_its_rule() {
    let mut client = client();
    let text = STACK.replace("timeout = 20s", "timeout = 20h").replace("python3.13", "python3.8");
    client.set("main.stack", &text);
    let found = client.buffers["main.stack"].found.clone();
    let of = |rule: &str| found.iter().find(|one| one["code"] == rule).unwrap_or_else(|| panic!("{found:?}"));
    let href = of("timeout-out-of-range")["codeDescription"]["href"].as_str().unwrap().to_owned();
    let page = client.ask("stackc/page", json!({ "uri": href })).unwrap();
    assert!(page.as_str().unwrap().starts_with("# timeout-out-of-range\n"), "{page}");
    assert_eq!(of("deprecated-runtime")["tags"], json!([2]));
}
