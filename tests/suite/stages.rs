//! Every stack through every stage: `snapshots/<stage>/<path>.snap`, the input above what was made of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use stackc::base::FileId;
use stackc::diag::render::{Format, Summary, render};
use stackc::kinds::builtin;
use stackc::model::{Origin, Stack, to_plain_json};
use stackc::session::{Analysis, OsSystem, Options, analyse, load_all};
use stackc::syntax::{Form, parse};

use crate::syntax::show;

/// Where stacks lie.
const FOLDERS: &[&str] = &["stacks/bad", "stacks/thumbnails", "stacks/web"];

#[test]
fn stages_show_what_was_recorded() {
    let mut seen = 0;
    for folder in FOLDERS {
        for loaded in load_all(&OsSystem, Path::new(folder)).unwrap() {
            let path = loaded.path.clone();
            let analysis = analyse(&OsSystem, &builtin(), loaded, &Options::default());
            let input = input(&analysis);
            for (stage, output) in stages(&analysis) {
                snapshot(stage, &path, &format!("{input}\n---- {stage}\n{output}"));
            }
            seen += 1;
        }
    }
    assert!(seen > FOLDERS.len(), "{seen}");
}

fn stages(analysis: &Analysis) -> [(&'static str, String); 3] {
    [("syntax", syntax(analysis)), ("resolve", resolved(analysis.any())), ("check", findings(analysis))]
}

fn input(analysis: &Analysis) -> String {
    let mut text = String::new();
    for (_, file) in analysis.sources.files() {
        writeln!(text, "---- {}\n{}", file.path, file.text.trim_end()).unwrap();
    }
    text
}

fn syntax(analysis: &Analysis) -> String {
    let files = analysis.sources.files();
    files.map(|(_, file)| show::file(&parse(FileId(0), &file.text, Form::Stack).value)).collect()
}

/// What each resource is, and what it needs.
fn resolved(stack: &Stack) -> String {
    let mut text = String::new();
    for resource in stack.resources.values() {
        let part = match &resource.origin {
            Origin::Declared(_) => String::new(),
            Origin::Implicit { of } => format!(" (part of {of})"),
        };
        writeln!(text, "{}{part}", resource.address).unwrap();
        for (name, value) in &resource.inputs {
            writeln!(text, "  {name} = {}", to_plain_json(value)).unwrap();
        }
        for (name, value) in &resource.outputs {
            writeln!(text, "  .{name} = {}", to_plain_json(value)).unwrap();
        }
        for edge in &resource.edges {
            writeln!(text, "  needs {}", edge.to).unwrap();
        }
    }
    for output in &stack.outputs {
        writeln!(text, "output {} = {}", output.name, to_plain_json(&output.value)).unwrap();
    }
    text
}

fn findings(analysis: &Analysis) -> String {
    let text = render(
        Format::Short { most: None },
        &analysis.sources,
        &analysis.diagnostics,
        Summary { files: analysis.files, resources: None },
    );
    if text.is_empty() { "nothing\n".to_owned() } else { text }
}

fn snapshot(stage: &str, stack: &Path, text: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(stage);
    let name = stack.strip_prefix("stacks").unwrap().with_extension("");
    let name = name.to_string_lossy().replace('/', "_");
    insta::with_settings!({
        snapshot_path => folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}
