//! What is offered and said in every sort of place: behind numbers and dots, in strings, conditions, modules, lists.

use serde_json::json;

use super::client::Client;
use super::{Transcript, hover_text, offered};

const STACK: &str = r#"stack shop { region = "eu-west-1"  account = "111122223333" }

param stage: "dev" | "prod" = "dev"
let zones = ["eu-west-1a", "eu-west-1c"]

bucket files {
  expire after 30 days under "tmp/"
}
bucket logs for zone in zones { name = "logs-${zone}" }

role reader {
  trust = "lambda"
  allow uses
  allow "s3:GetObject", "s3:List*" on bucket.files when {
    StringLike "s3:prefix" = "in/*"
  }
}

function read {
  runtime = "python3.9"
  handler = "app.handler"
  code    = "./read"
  memory  = 512 MB
  role    = role.reader
  uses bucket.files to read under "in/"
}

api public { protocol = "http" }
load_balancer front { zones = zones }
cluster main {}
schedule nightly { every = rate(1 day) }
schedule.nightly -> function.read

service web {
  cluster = cluster.main
  launch  = "fargate"
  cpu     = 0.5 vCPU
  memory  = 1 GB
  count   = 2
  container app { image = "nginx:1.27" }
}

alarm failing { metric = function.read.Errors.sum  above = 0  period = 1m }
module part from "./part" { owner = "me"  tier = "tin"  source = bucket.files }
output first = bucket.logs["eu-west-1a"].name
output share = function.read.memory
"#;

const PART: &str = r#"/// Who answers for it.
param owner: string
param tier: "gold" | "tin"
param keep: duration = 3 days
param source: bucket
/// Where it is seen.
output url = source.url
output owner = "${owner} ${tier} ${keep}"
"#;

fn client() -> Client {
    let files =
        [("main.stack", STACK), ("part/part.stack", PART), ("read/app.py", ""), ("motd.txt", "welcome\n")];
    let mut client = Client::of_all_kinds(&files);
    client.open_file("main.stack");
    client
}

/// Where somebody types, and how many of the offers are written down.
const PLACES: &[(&str, usize)] = &[
    ("\nbucket.files created.|", 4),
    ("\nbucket.files created -> function.read |", 3),
    ("\napi.public \"|\" -> function.read", 3),
    ("\nload_balancer.front \"|\" -> service.web", 3),
    ("\nqueue q {\n  after = [|]\n}", 3),
    ("\nqueue q {\n  lifecycle {\n    ignore = [|]\n  }\n}", 4),
    ("\nqueue q {\n  lifecycle {\n    replace_when = [|]\n  }\n}", 2),
    ("\nparam wait: duration = 3|", 5),
    ("\nparam place: bucket = |", 2),
    ("\nparam size: \"s\" | \"l\" = |", 3),
    ("\nparam size: \"s\" | \"l\" = \"|\"", 3),
    ("\nlet l = if stage == | then 1 else 2", 3),
    ("\nlet l = if stage == \"|\" then 1 else 2", 3),
    ("\nlet l = 30 |", 6),
    ("\nlet l = module.part.|", 3),
    ("\nlet l = file(\"|\")", 4),
    ("\nmodule m from \"./part\" {\n  |\n}", 5),
    ("\nmodule m from \"./part\" {\n  source = |\n}", 2),
    ("\nmodule m from \"./part\" {\n  keep = 3|\n}", 5),
    ("\nmodule m from \"./part\" {\n  tier = |\n}", 2),
    ("\nmodule m from \"./part\" {\n  tier = \"|\"\n}", 3),
    ("\nmoved |", 3),
    ("\nadopt bucket.files |", 2),
    ("\n#[allow(unused-name): \"|", 2),
    ("\nfunction f {\n  timeout = 30|\n}", 5),
    ("\nfunction f {\n  runtime = \"python|\"\n}", 2),
    ("\nbucket b {\n  expire after 3|\n}", 5),
    ("\nrole r {\n  trust = |\n}", 7),
    ("\nrole r {\n  managed = [\"AWSLambda|\"]\n}", 2),
    ("\nrole r {\n  allow \"lambda:|\"\n}", 2),
    ("\nrole r {\n  allow \"|\" on bucket.files\n}", 7),
    ("\nrole r {\n  allow \"s3:ListBucket\" on bucket.files when { |\n  }\n}", 3),
    ("\nrole r {\n  allow \"s3:ListBucket\" on bucket.files when { StringLike \"|\" }\n}", 3),
    ("\nbucket b {\n  allow \"s3:GetObject\" to |\n}", 7),
    ("\nservice s {\n  launch = \"ec2\"\n  cpu = |\n}", 4),
    ("\nservice s {\n  launch = \"fargate\"\n  memory = 1 GB\n  cpu = |\n}", 4),
    ("\nservice s {\n  launch = \"fargate\"\n  cpu = 0.25 vCPU\n  memory = 512 |\n}", 4),
    ("\nservice s {\n  |\n}", 6),
    ("\nservice s {\n  count = |\n}", 4),
    ("\nnetwork n {\n  public = |\n}", 2),
    ("\nnetwork n {\n  public = [\"|\"]\n}", 4),
    ("\ninstance i {\n  type = \"|\"\n}", 4),
    ("\nlog_group l {\n  retention = |\n}", 4),
    ("\nalarm a {\n  metric = function.read.|\n}", 4),
    ("\nalarm a {\n  metric = function.read.Errors.|\n}", 5),
    ("\nschedule s {\n  every = rate(5 |)\n}", 3),
    ("\nscenario s {\n  fail |\n}", 2),
    ("\ntest \"t\" {\n  expect bucket.files created.|\n}", 2),
];

#[test]
fn every_sort_of_place_has_its_offers() {
    let mut client = client();
    let mut transcript = Transcript::default();
    for (typed, most) in PLACES {
        let (before, after) = typed.split_once('|').unwrap();
        // The sign of a union is written as it is.
        let (before, after) = match typed.rsplit_once('|') {
            Some((before, after)) if typed.contains("\"s\" |") => (before, after),
            _ => (before, after),
        };
        client.set("main.stack", &format!("{STACK}{before}{after}\n"));
        let at = STACK.len() + before.len();
        let completion = client.at("textDocument/completion", "main.stack", at, json!({}));
        transcript
            .note(&format!("complete `{}`", typed.trim().replace('\n', "⏎")), &offered(&completion, *most));
    }
    transcript.matches("places");
}

/// What is pointed at: a needle, and how many bytes of it lie before the pointer.
const POINTED: &[(&str, usize)] = &[
    ("stack shop", 2),
    ("\"eu-west-1\"", 3),
    ("after 30", 2),
    ("30 days", 1),
    ("under \"tmp/\"", 9),
    ("for zone in", 1),
    ("zone in zones", 1),
    ("${zone}", 3),
    ("allow uses", 7),
    ("\"s3:GetObject\"", 3),
    ("\"s3:List*\"", 3),
    ("\"s3:prefix\"", 3),
    ("StringLike", 3),
    ("when {", 1),
    ("\"python3.9\"", 3),
    ("512 MB", 1),
    ("to read", 0),
    ("container app", 11),
    ("Errors.sum", 2),
    ("[\"eu-west-1a\"].name", 16),
    ("read.memory", 6),
];

#[test]
fn every_sort_of_place_is_explained() {
    let mut client = client();
    let mut transcript = Transcript::default();
    for (needle, inside) in POINTED {
        let hover = client.about("textDocument/hover", "main.stack", needle, *inside);
        let place = |end: &str| client.byte(STACK, &hover["range"][end]);
        let of = if hover.is_null() { "" } else { &STACK[place("start")..place("end")] };
        let (before, after) = needle.split_at(*inside);
        transcript.note(&format!("point at `{before}|{after}`: `{of}`"), hover_text(&hover));
    }
    transcript.matches("explained");
}

#[test]
fn what_a_resource_tells_leads_to_where_it_is_written() {
    let mut client = client();
    let mut to = |needle: &str, inside: usize| {
        let found = client.about("textDocument/definition", "main.stack", needle, inside);
        let range = &found[0]["targetSelectionRange"];
        STACK[client.byte(STACK, &range["start"])..client.byte(STACK, &range["end"])].to_owned()
    };
    assert_eq!(to("read.memory", 6), "memory");
    assert_eq!(to("[\"eu-west-1a\"].name", 16), "name");
    assert_eq!(to("read.Errors.sum", 6), "read");
}

#[test]
fn no_local_is_called_like_a_kind() {
    let mut client = client();
    let mut named = |needle: &str, inside: usize, name: &str| {
        let at = client.position("main.stack", STACK.find(needle).unwrap() + inside);
        let uri = client.uri("main.stack");
        let params = json!({ "textDocument": { "uri": uri }, "position": at, "newName": name });
        client.ask("textDocument/rename", params).map(|_| ())
    };
    for (needle, inside) in [("zones =", 1), ("stage:", 1), ("zone in", 1)] {
        let refused = named(needle, inside, "bucket").unwrap_err();
        assert!(refused.contains("`bucket` begins addresses"), "{refused}");
    }
    assert!(named("zones =", 1, "module").is_err());
    assert_eq!(named("bucket files", 8, "queue"), Ok(()));
}

#[test]
fn the_instances_of_a_loop_share_a_lens() {
    let mut client = client();
    let text =
        STACK.replace("uses bucket.files", "uses bucket.logs[\"eu-west-1c\"] to write\n  uses bucket.files");
    client.set(
        "main.stack",
        &text.replace("\"s3:List*\" on bucket.files when {", "\"s3:ListBucket\" on bucket.files when {"),
    );
    let lenses = client.of("textDocument/codeLens", "main.stack", json!({}));
    let mut titles = Vec::new();
    for lens in lenses.as_array().unwrap() {
        let told = client.ask("codeLens/resolve", lens.clone()).unwrap();
        if told["command"]["arguments"][1].as_str().unwrap().starts_with("bucket.logs") {
            titles.push(told["command"]["title"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(
        titles,
        ["plan: create all 2", "reached by function.read (write)"],
        "{}",
        client.problems("main.stack")
    );
}

#[test]
fn a_line_that_is_taken_out_leaves_none_behind() {
    let mut client = client();
    let text = STACK.replace("  allow uses\n", "  allow uses\n  allow \"sqs:SendMessage\" on \"*\"\n");
    client.set("main.stack", &text);
    let at = client.position("main.stack", text.find("sqs:").unwrap());
    let more = json!({ "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
    let actions = client.of("textDocument/codeAction", "main.stack", more);
    let all = actions.as_array().unwrap();
    let out = all.iter().find(|action| action["title"] == "take the statement out").unwrap();
    let edits = &out["edit"]["documentChanges"][0]["edits"];
    assert_eq!(client.with_edits("main.stack", edits), STACK, "{}", client.problems("main.stack"));
}
