//! A terminal asks for params that are missing: what is answered wrongly is asked for again, a secret is not shown.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const STACK: &str = "stack ask { region = \"us-east-1\"  account = \"111122223333\" }\n\
     /// Which stage it is.\n\
     param stage: \"dev\" | \"prod\"\n\
     param copies: 1..10\n\
     secret param key: string\n\
     bucket files { tags { stage = stage  copies = \"${copies}\" } }\n\
     output key = key\n";

/// A command on a terminal of its own.
struct Asked {
    child: Child,
    shown: Receiver<Vec<u8>>,
    text: String,
    /// Up to where the text was waited for.
    seen: usize,
}

impl Asked {
    /// Begins `stackc plan` under `script`, which makes a terminal; `None` where there is no such program.
    fn begin(folder: &Path) -> Option<Self> {
        // Afterwards is told what the terminal is like.
        let plan = format!("'{}' plan '{}'", env!("CARGO_BIN_EXE_stackc"), folder.display());
        let command = format!("{plan}; code=$?; stty -a; exit $code");
        // Elsewhere `script` takes other arguments.
        if !cfg!(target_os = "linux") {
            return None;
        }
        let mut child = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut out = child.stdout.take()?;
        let (told, shown) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                let _ = told.send(bytes[..count].to_vec());
            }
        });
        Some(Self { child, shown, text: String::new(), seen: 0 })
    }

    /// Reads until a text was shown behind what was waited for before.
    fn wait_for(&mut self, wanted: &str) {
        loop {
            if let Some(at) = self.text[self.seen..].find(wanted) {
                self.seen += at + wanted.len();
                return;
            }
            let bytes = self.shown.recv_timeout(Duration::from_secs(60));
            let bytes = bytes.unwrap_or_else(|_| panic!("no `{wanted}` in\n{}", self.text));
            self.text += &String::from_utf8_lossy(&bytes).replace('\r', "");
        }
    }

    fn answer(&mut self, prompt: &str, typed: &str) {
        self.wait_for(prompt);
        self.child.stdin.as_mut().unwrap().write_all(typed.as_bytes()).unwrap();
    }

    fn ends(mut self, with: &str) -> (String, bool) {
        self.wait_for(with);
        drop(self.child.stdin.take());
        let done = self.child.wait().unwrap().success();
        (self.text, done)
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ask.stack"), STACK).unwrap();
    folder
}

#[test]
fn what_is_missing_is_asked_for_until_it_fits_and_a_secret_is_not_shown() {
    let folder = folder();
    let Some(mut asked) = Asked::begin(folder.path()) else {
        return eprintln!("skipped: there is no `script` here");
    };
    asked.answer("param stage: \"dev\" | \"prod\" = ", "prd\n");
    asked.answer("param copies: 1..10 = ", "3\n");
    asked.answer("secret param key: string (not shown) = ", "hush-hush\n");
    asked
        .answer("did you mean `\"prod\"`?\nWhich stage it is.\nparam stage: \"dev\" | \"prod\" = ", "prod\n");
    let (text, done) = asked.ends("1 to create");
    assert!(done, "{text}");
    assert!(text.contains("tags.stage = \"prod\""), "{text}");
    assert_eq!(text.matches("param copies").count(), 1, "what fits is asked for once:\n{text}");
    assert!(!text.contains("hush"), "{text}");
}

#[test]
fn an_input_that_ends_is_no_answer() {
    let folder = folder();
    let Some(mut asked) = Asked::begin(folder.path()) else {
        return eprintln!("skipped: there is no `script` here");
    };
    asked.answer("param stage: \"dev\" | \"prod\" = ", "\u{4}");
    let (text, done) = asked.ends("help: give it with `--param stage=…`");
    assert!(text.contains("error: no answer for `stage`: the input ended"), "{text}");
    assert!(!done, "{text}");
}

#[test]
fn ctrl_c_in_a_secret_leaves_the_terminal_as_it_was() {
    let folder = folder();
    let Some(mut asked) = Asked::begin(folder.path()) else {
        return eprintln!("skipped: there is no `script` here");
    };
    asked.answer("param stage: \"dev\" | \"prod\" = ", "dev\n");
    asked.answer("param copies: 1..10 = ", "3\n");
    asked.answer("secret param key: string (not shown) = ", "hush\u{3}");
    let (text, done) = asked.ends("isig icanon iexten echo echoe");
    assert!(!done && !text.contains("hush") && !text.contains("to create"), "{text}");
}
