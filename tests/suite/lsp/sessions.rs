//! Stacks that come into being from an empty file, by what is offered and by fixes alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::Transcript;
use super::client::Client;

/// A word of a text and where it begins.
struct Word<'a> {
    at: usize,
    text: &'a str,
}

/// The words that somebody would write, in their order: dotted names, units, what stands within quotes.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let (mut at, mut quoted) = (0, false);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '/' if !quoted && rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                quoted = !quoted;
                let inner = rest[1..].find('"').unwrap_or(0);
                if quoted && !rest[1..=inner].contains("${") && inner > 0 {
                    found.push(Word { at: at + 1, text: &rest[1..=inner] });
                    quoted = false;
                    inner + 2
                } else {
                    1
                }
            }
            '$' if quoted && rest.starts_with("${") => {
                let end = rest.find('}').unwrap_or(rest.len());
                found.push(Word { at: at + 2, text: &rest[2..end] });
                end + 1
            }
            c if !quoted && (c.is_alphabetic() || c == '_') => {
                let end =
                    rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
                found.push(Word { at, text: &rest[..end] });
                end
            }
            c => c.len_utf8(),
        };
        at += length;
    }
    found
}

/// Whether a label stands for a word: it is that, or begins with it where a call or a further word follows.
fn stands_for(label: &str, word: &str) -> bool {
    label == word || label.strip_prefix(word).is_some_and(|rest| rest == "(…)" || rest.starts_with(' '))
}

/// Writes a stack word by word; the words in ‹› are offered. Gives those that are not.
fn written(client: &mut Client, target: &str, transcript: &mut Transcript) -> BTreeSet<String> {
    client.open("main.stack", "");
    let (mut shown, mut from) = (String::new(), 0);
    let (mut offered, mut all) = (0, 0);
    let mut own = BTreeSet::new();
    for word in words(target) {
        // What a resource tells is offered behind the dot that its name is offered with.
        let dots = word.text.match_indices('.').filter(|_| !word.text.contains(['/', '"', ' ']));
        let steps = [0].into_iter().chain(dots.map(|(dot, _)| dot + 1));
        let is_offered = steps.collect::<Vec<_>>().into_iter().any(|step| {
            client.set("main.stack", &target[..word.at + step]);
            let completion = client.at("textDocument/completion", "main.stack", word.at + step, json!({}));
            let items = completion["items"].as_array().unwrap();
            items.iter().any(|item| stands_for(item["label"].as_str().unwrap(), word.text))
        });
        all += 1;
        offered += usize::from(is_offered);
        let (open, close) = if is_offered { ("‹", "›") } else { ("", "") };
        if !is_offered {
            own.insert(word.text.to_owned());
        }
        write!(shown, "{}{open}{}{close}", &target[from..word.at], word.text).unwrap();
        from = word.at + word.text.len();
    }
    shown.push_str(&target[from..]);
    let title = format!(
        "write main.stack: {offered} of {all} words are offered, those in ‹›; the others are names, numbers and texts"
    );
    transcript.note(&title, &shown);
    own
}

/// A stack that lies in a file, and what of it only its author can know: names and texts.
fn session(name: &str, target: &str, free: &[&str], files: &[(&str, &str)]) {
    let mut client = Client::of_all_kinds(files);
    let mut transcript = Transcript::default();
    let own = written(&mut client, target, &mut transcript);
    let free: BTreeSet<String> = free.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(own, free, "each word that is no name of one's own is offered");
    client.set("main.stack", target);
    let options = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = client.of("textDocument/formatting", "main.stack", options);
    assert_eq!(client.with_edits("main.stack", &edits), target);
    transcript.note("what is found in the end", &client.problems("main.stack"));
    transcript.matches(name);
}

/// Every word of the example is offered where it is due, but for names, numbers and texts that only its author knows.
#[test]
fn an_example_is_written_by_what_is_offered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks/thumbnails");
    let target = std::fs::read_to_string(folder.join("thumbnails.stack")).unwrap();
    let mut client = Client::new(&[("resize/app.py", ""), ("lookup/index.js", ""), ("report/report.py", "")]);
    let mut transcript = Transcript::default();
    written(&mut client, &target, &mut transcript);
    // What is left to do is done by the editor, too: the text is laid out, and nothing is wrong with it.
    client.set("main.stack", &target.replace("  runtime = ", "    runtime=").replace("\n\n", "\n\n\n"));
    let options = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = client.of("textDocument/formatting", "main.stack", options);
    let laid_out = client.with_edits("main.stack", &edits);
    assert_eq!(laid_out, target);
    client.set("main.stack", &laid_out);
    transcript.note("what is found in the end", &client.problems("main.stack"));
    transcript.matches("thumbnails");
}

/// An API with a table and a queue.
#[test]
fn an_api_is_written_by_what_is_offered() {
    let free = [
        "111122223333",
        "POST /orders",
        "QUEUE",
        "TABLE",
        "app.handler",
        "by_state",
        "charge",
        "charges",
        "customer",
        "dev",
        "https://login.example.com",
        "https://www.example.com",
        "lost",
        "name",
        "on_call",
        "orders",
        "placed",
        "prod",
        "shop",
        "staff",
        "stage",
        "state",
        "stuck",
        "take",
        "tell",
        "until",
        "url",
    ];
    let files = [("take/app.py", ""), ("charge/app.py", ""), ("tell/app.py", "")];
    session("orders", include_str!("sessions/orders.stack"), &free, &files);
}

/// Containers behind a load balancer, in a network of their own, that grow with their load.
#[test]
fn a_container_service_is_written_by_what_is_offered() {
    let free = [
        "/healthz",
        "1.4.2",
        "10.0.0.0/16",
        "111122223333",
        "CMD-SHELL",
        "UPLOADS",
        "app",
        "balancer",
        "main",
        "public",
        "shop",
        "uploads",
        "url",
        "version",
        "web",
        "wget -qO- localhost:8080/healthz",
    ];
    session("shop", include_str!("sessions/shop.stack"), &free, &[]);
}
