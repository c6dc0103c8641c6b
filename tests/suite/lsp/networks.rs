//! Networks, subnets and firewalls as an editor shows them.

use std::fmt::Write as _;

use serde_json::json;

use super::client::Client;
use super::{Transcript, hover_text};

const STACK: &str = r#"stack office { region = "ap-northeast-2"  account = "111122223333" }

network main {
  cidr    = "10.0.0.0/16"
  public  = ["ap-northeast-2a"]
  private = ["ap-northeast-2a", "ap-northeast-2c"]
  nat     = ["ap-northeast-2a"]
}

subnet tapes {
  network   = network.main
  zone      = "ap-northeast-2c"
  cidr      = "10.0.96.0/24"
  tier      = "isolated"
  public_ip = false
}

firewall people {
  network     = network.main
  description = "from the office and from nowhere else"
  open 443 from "203.0.113.0/24"
  open 53 to "10.0.0.0/16" by udp
}

instance books {
  type      = "t3.small"
  image     = "ami-0123456789abcdef0"
  network   = network.main
  firewalls = [firewall.people]
}
"#;

#[test]
fn networks_are_told_of_as_everything_else() {
    let mut client = Client::of_all_kinds(&[("main.stack", STACK)]);
    client.open_file("main.stack");
    let mut transcript = Transcript::default();
    transcript.note("open main.stack", &client.problems("main.stack"));
    for (needle, inside) in [
        ("network main", 2),
        ("network main", 9),
        ("cidr    =", 1),
        ("private =", 1),
        ("nat     =", 1),
        ("subnet tapes", 1),
        ("subnet tapes", 8),
        ("tier      =", 1),
        ("public_ip =", 1),
        ("firewall people", 1),
        ("firewall people", 10),
        ("open 443", 1),
        ("from \"203", 1),
        ("by udp", 1),
        ("firewalls =", 1),
        ("[firewall.people]", 12),
    ] {
        let hover = client.about("textDocument/hover", "main.stack", needle, inside);
        transcript.note(&format!("hover over `{needle}` at {inside}"), hover_text(&hover));
    }
    let mut seen = String::new();
    for lens in client.of("textDocument/codeLens", "main.stack", json!({})).as_array().unwrap() {
        let told = client.ask("codeLens/resolve", lens.clone()).unwrap();
        let line = told["range"]["start"]["line"].as_u64().unwrap() + 1;
        writeln!(seen, "{line}   {}", told["command"]["title"].as_str().unwrap()).unwrap();
    }
    transcript.note("lenses", &seen);
    transcript.matches("networks");
}
