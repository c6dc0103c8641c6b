//! Parts that AWS makes by itself as an editor shows them where they are named.

use serde_json::json;

use super::client::Client;
use super::{Transcript, hover_text};

const STACK: &str = r#"stack shop { region = "us-east-1"  account = "111122223333" }

network main {
  cidr    = "10.0.0.0/16"
  public  = ["us-east-1a", "us-east-1b"]
  private = ["us-east-1a", "us-east-1b"]
  nat     = ["us-east-1a", "us-east-1b"]
}

load_balancer public { network = network.main }
cluster main {}

service web {
  cluster = cluster.main
  launch  = "fargate"
  cpu     = 0.25 vCPU
  memory  = 512 MB
  count   = 1
  network = network.main
  container app { image = "nginx:1.29"  port = 80 }
}

load_balancer.public "/*" -> service.web

alarm sick {
  metric = (load_balancer.public "/*" -> service.web).target_group.UnHealthyHostCount.max
  above  = 0
  period = 1m
}

output way  = network.main.nat_gateway["us-east-1a"].id
output logs = service.web.log_group.name
"#;

#[test]
fn parts_are_told_of_where_they_are_named() {
    let mut client = Client::of_all_kinds(&[("main.stack", STACK)]);
    client.open_file("main.stack");
    let mut transcript = Transcript::default();
    transcript.note("open main.stack", &client.problems("main.stack"));
    for needle in ["target_group.UnH", "nat_gateway[", "log_group.name", "id\noutput logs"] {
        let hover = client.about("textDocument/hover", "main.stack", needle, 1);
        transcript.note(&format!("hover over `{}`", needle.escape_debug()), hover_text(&hover));
    }
    for needle in ["target_group.UnH", "nat_gateway[", "log_group.name"] {
        let found = client.about("textDocument/definition", "main.stack", needle, 1);
        let at = &found[0]["targetSelectionRange"]["start"];
        let line = at["line"].as_u64().and_then(|line| STACK.lines().nth(line as usize)).unwrap();
        transcript.note(&format!("definition of `{needle}`"), line);
    }
    for (needle, typed) in [
        ("network.main.nat_gateway[\"us-east-1a\"].id", "network.main."),
        ("network.main.nat_gateway[\"us-east-1a\"].id", "network.main.nat_gateway[\"us-east-1a\"]."),
        ("service.web.log_group.name", "service.web.log_group."),
        (
            "(load_balancer.public \"/*\" -> service.web).target_group.UnHealthyHostCount.max",
            "(load_balancer.public \"/*\" -> service.web).",
        ),
        (
            "(load_balancer.public \"/*\" -> service.web).target_group.UnHealthyHostCount.max",
            "(load_balancer.public \"/*\" -> service.web).target_group.",
        ),
    ] {
        let start = STACK.find(needle).unwrap();
        client.set("main.stack", &STACK.replacen(needle, typed, 1));
        let seen = client.at("textDocument/completion", "main.stack", start + typed.len(), json!({}));
        let labels: Vec<&str> =
            seen["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect();
        transcript.note(&format!("completion behind `{typed}`"), &labels.join("\n"));
    }
    transcript.matches("parts");
}

#[test]
fn what_is_said_of_a_part_follows_what_makes_it() {
    let mut client = Client::of_all_kinds(&[("main.stack", STACK)]);
    client.open_file("main.stack");
    let sound = client.problems("main.stack");
    for (old, new) in [
        ("load_balancer.public \"/*\" -> service.web\n\n", "\n"),
        ("  nat     = [\"us-east-1a\", \"us-east-1b\"]", "  nat     = [\"us-east-1b\"]"),
        ("output way", "log_group own { of = service.web  retention = 30 days }\noutput way"),
    ] {
        let text = STACK.replacen(old, new, 1);
        client.set("main.stack", &text);
        let after = client.problems("main.stack");
        let mut fresh = Client::of_all_kinds(&[("main.stack", &text)]);
        fresh.open_file("main.stack");
        assert_eq!(after, fresh.problems("main.stack"), "{new}");
        assert_ne!(after, sound, "{new}");
        client.set("main.stack", STACK);
        assert_eq!(client.problems("main.stack"), sound, "{new}");
    }
}
