//! What is offered at places in the middle of a line: keys, clauses, fields, units, words that stand elsewhere.

use serde_json::json;

use super::client::Client;
use super::{Transcript, hover_text, offered};

const STACK: &str = r#"stack s { region = "us-east-1"  account = "111122223333" }
bucket b { expire after 30 days under "raw/" }
queue q {}
table t { key = "id" }
function f {
  runtime = "python3.13"
  handler = "a.h"
  code    = "./f"
}
role r for n in ["x", "y"] { trust = "lambda" }
api a {
  protocol = "http"
  authorizer staff { type = "jwt"  issuer = "https://x.example"  audience = ["shop"] }
}
param stage: "dev" | "prod" = "dev"
param sizes: map({ memory: size }) = { small = { memory = 128 MB } }
let m = { a = 1  b = 2 }
"#;

/// Places, each at the sign `¦`.
const PLACES: &[&str] = &[
    "function g {\n  role = role.r[¦\n}",
    "function g {\n  role = role.r[\"¦\"]\n}",
    "let x = m[\"¦\"]",
    "let x = m.¦",
    "let x = if stage == \"dev\" ¦",
    "let x = if stage == \"dev\" then 1 ¦",
    "let y = [for a ¦",
    "let y = [for a in m: ¦]",
    "bucket c for x ¦",
    "bucket c for x in m ¦",
    "function g for name, one in sizes {\n  memory = one.¦\n}",
    "bucket c if stage == ¦",
    "role.r[\"x\"] ¦",
    "bucket.b created under \"¦\" -> function.f",
    "api.a \"GET /\" -> function.f { auth = \"¦\" }",
    "api.a \"¦\" -> function.f",
    "queue.q -> function.f { filter { ¦ } }",
    "queue.q -> function.f { filter { body = { x = [{ ¦ }] } } }",
    "table.t changed -> function.f { filter { eventName = [\"¦\"] } }",
    "rule x {\n  pattern = {\n    source = [\"aws.ecs\"]\n    \"¦\n  }\n}",
    "rule x {\n  pattern = {\n    source = [\"aws.ecs\"]\n    \"detail-type\" = [\"¦\"]\n  }\n}",
    "rule x {\n  pattern = {\n    source = [\"aws.ecs\"]\n    detail = { ¦ }\n  }\n}",
    "rule x {\n  pattern = {\n    \"$or\" = [{ ¦ }]\n  }\n}",
    "api z { throttle { rate = 100 ¦ } }",
    "api z { throttle { rate = 100 per ¦ } }",
    "service w {\n  scale { cpu = 60%  ¦ }\n}",
    "schedule s { every = cron(0 3 ? * ¦) }",
    "param x: list(¦)",
    "param x: string?\n¦",
    "test \"x\" {\n  expect cost < 20 ¦\n}",
    "role z {\n  trust = \"¦\"\n}",
    "instance i {\n  user_data = \"\"\"\n  echo ${¦}\n  \"\"\"\n}",
    "network n { endpoints = [\"¦\"] }",
    "service w { spread by ¦ }",
    "alarm a { metric = ¦ }",
    "bucket d { ...¦ }",
    "module site from \"./site\" ¦",
];

#[test]
fn every_word_has_what_may_follow_it() {
    let mut client = Client::of_all_kinds(&[]);
    client.open("main.stack", STACK);
    let mut transcript = Transcript::default();
    for place in PLACES {
        let text = format!("{STACK}{place}");
        let at = text.find('¦').unwrap();
        client.set("main.stack", &text.replace('¦', ""));
        let completion = client.at("textDocument/completion", "main.stack", at, json!({}));
        transcript.note(place, &offered(&completion, 5));
    }
    transcript.matches("offers");
}

const EXPLAINED: &str = r#"rule stopped {
  pattern = {
    source = ["aws.ecs"]
    detail = { lastStatus = ["STOPPED"] }
    "$or"  = [{ account = ["111122223333"] }]
  }
}
table.t changed -> function.f { filter { eventName = ["INSERT"] } }
bucket.b created ending ".jpg" -> function.f
param keep: duration = 1h
param where: bucket?
let one = sizes["small"].memory
bucket more for n, it in sizes { expire after keep under "x/" }
output o = role.r["x"].name
let twice = [for k, v in sizes: v.memory]
test "it is there" {
  expect function.f.availability > 99%
  expect plan.replace == 0
}
"#;

#[test]
fn fields_types_and_what_tests_read_are_explained() {
    let mut client = Client::of_all_kinds(&[]);
    client.open("main.stack", &format!("{STACK}{EXPLAINED}"));
    let mut transcript = Transcript::default();
    for (needle, inside) in [
        ("source =", 1),
        ("detail =", 1),
        ("lastStatus", 1),
        ("account = [", 1),
        ("eventName", 1),
        ("ending", 1),
        ("duration = 1h", 1),
        ("bucket?", 1),
        ("param keep", 1),
        ("keep under", 1),
        ("r[\"x\"].name", 0),
        ("name\nlet twice", 1),
        ("v.memory", 3),
        ("availability", 1),
        ("replace ==", 1),
        ("expect plan", 1),
    ] {
        let hover = client.about("textDocument/hover", "main.stack", needle, inside);
        transcript.note(&format!("hover over `{}`", needle.replace('\n', " ")), hover_text(&hover));
    }
    transcript.matches("fields");
}
