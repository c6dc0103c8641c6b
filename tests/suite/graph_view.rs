//! The picture of a stack, as data and in the languages of others.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use stackc::view::graph::{GraphView, Parts};

use crate::support::front::analysed;

const STACK: &str = include_str!("../../stacks/thumbnails/thumbnails.stack");

/// Names that could end a string or be taken for markup.
const ODD: &str = r##"
stack odd { region = "ap-northeast-2"  account = "111122223333" }

/// Says "hello" \ <b>goodbye</b>,
/// on two lines.
bucket 업로드 { name = "odd-uploads" }

function 줄이기 {
  name    = "odd-shrink"
  runtime = "python3.13"
  handler = "app.handler"
  code    = "./code"
  uses bucket.업로드 to read
}

bucket.업로드 created under "a\"b \\ #<c>|`d" -> function.줄이기
"##;

fn view(text: &str) -> GraphView {
    GraphView::new(&stackc::kinds::builtin(), analysed(text).any())
}

fn assert_snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/graph"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn a_stack_is_drawn_by_its_flows_and_uses() {
    let view = view(STACK);
    assert_snapshot("thumbnails_dot", &view.dot(Parts::Folded));
    assert_snapshot("thumbnails_mermaid", &view.mermaid(Parts::Shown));
    assert_snapshot("thumbnails_svg", &view.svg(Parts::Folded));
    assert_snapshot("thumbnails_json", &serde_json::to_string_pretty(&view).unwrap());
}

#[test]
fn odd_names_stay_within_their_quotes() {
    let view = view(ODD);
    assert_snapshot("odd_dot", &view.dot(Parts::Shown));
    assert_snapshot("odd_mermaid", &view.mermaid(Parts::Folded));
    assert_snapshot("odd_svg", &view.svg(Parts::Shown));
}

#[test]
fn graphviz_reads_what_is_written() {
    let mut drawn = 0;
    for text in [STACK, ODD] {
        for parts in [Parts::Shown, Parts::Folded] {
            let dot = view(text).dot(parts);
            let started =
                Command::new("dot").arg("-Tdot").stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
            let Ok(mut graphviz) = started else { continue };
            graphviz.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
            assert!(graphviz.wait().unwrap().success(), "{dot}");
            drawn += 1;
        }
    }
    if drawn == 0 {
        eprintln!("skipped: Graphviz is not installed");
    }
}
