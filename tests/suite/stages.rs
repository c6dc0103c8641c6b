//! Every stack through every stage: `snapshots/<stage>/<path>.snap`, the input above what was made of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use stackc::base::FileId;
use stackc::check::Checked;
use stackc::cli::paint::{self, Colour, Detail, Glyphs, Look};
use stackc::diag::render::{Format, Summary, render};
use stackc::kinds::builtin;
use stackc::model::{Effect, Origin, Patterns, Stack, Statement, to_plain_json};
use stackc::plan::{self, plan};
use stackc::session::{Analysis, Options, OsSystem, analyse, load_all};
use stackc::state::Snapshot;
use stackc::syntax::{Form, parse};
use stackc::view::plan::PlanView;

use crate::syntax::show;

#[test]
fn stages_show_what_was_recorded() {
    let mut seen = 0;
    for loaded in load_all(&OsSystem, Path::new("stacks")).unwrap() {
        let path = loaded.path.clone();
        let analysis = analyse(&OsSystem, &builtin(), loaded, &Options::default());
        let input = input(&analysis);
        for (stage, output) in stages(&analysis) {
            snapshot(stage, &path, &format!("{input}\n---- {stage}\n{output}"));
        }
        seen += 1;
    }
    assert!(seen > 10, "{seen}");
}

/// What each stage makes of a stack; only a sound one is planned.
fn stages(analysis: &Analysis) -> Vec<(&'static str, String)> {
    let mut stages = vec![
        ("syntax", syntax(analysis)),
        ("resolve", resolved(analysis.any())),
        ("check", findings(analysis)),
    ];
    stages.extend(analysis.checked().map(|stack| ("plan", planned(stack))));
    stages
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
            Origin::Implicit(of) => format!(" (part of {of})"),
            Origin::Written | Origin::Flow(_) => String::new(),
        };
        writeln!(text, "{}{part}", resource.address).unwrap();
        for (name, value) in resource.inputs.iter() {
            writeln!(text, "  {name} = {}", to_plain_json(value)).unwrap();
        }
        for (name, value) in resource.outputs.iter() {
            writeln!(text, "  .{name} = {}", to_plain_json(value)).unwrap();
        }
        for edge in &resource.edges {
            writeln!(text, "  after {}", edge.to).unwrap();
        }
        for need in &resource.needs {
            let on = need.on.as_ref().map_or(String::new(), |on| format!(" {on}"));
            write!(text, "  needs to {}{on}", need.verb).unwrap();
            if !need.actions.is_empty() {
                write!(text, ": {} on {}", need.actions.join(", "), need.resources.join(", ")).unwrap();
            }
            text.push('\n');
        }
        for statement in &resource.statements {
            writeln!(text, "  {}", statement_line(statement)).unwrap();
        }
    }
    for (name, value) in &stack.outputs {
        writeln!(text, "output {name} = {}", to_plain_json(value)).unwrap();
    }
    text
}

/// The first plan, with everything in it.
fn planned(stack: &Checked<Stack>) -> String {
    let nothing = Snapshot { stack: stack.get().name.clone(), ..Snapshot::default() };
    let found = plan(&builtin(), stack, &nothing, &plan::Options::default());
    let view = PlanView::new(&builtin(), &found.value);
    let look = Look { width: 100, glyphs: Glyphs::Unicode, detail: Detail::Full };
    paint::render(&paint::plan::paint(&view, &look, None), Colour::Off)
}

fn findings(analysis: &Analysis) -> String {
    let text = render(
        Format::Short { most: None },
        &analysis.sources,
        &analysis.diagnostics,
        Summary { files: analysis.files, resources: None },
    );
    if text.is_empty() {
        return "nothing\n".to_owned();
    }
    // Each with what it tells to do, since that is what a newcomer types.
    assert_eq!(text.lines().count(), analysis.diagnostics.len(), "{text}");
    text.lines().zip(&analysis.diagnostics).fold(String::new(), |mut all, (line, found)| {
        writeln!(all, "{line}").unwrap();
        if let Some(help) = &found.help {
            writeln!(all, "  help: {help}").unwrap();
        }
        found.fixes.iter().for_each(|fix| writeln!(all, "  fix: {}", fix.title).unwrap());
        all
    })
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

fn statement_line(statement: &Statement) -> String {
    let list = |word: &str, patterns: &Patterns| {
        let items: Vec<&str> = patterns.items.iter().map(|item| item.text.as_str()).collect();
        let not = if patterns.negated { "not " } else { "" };
        if items.is_empty() { String::new() } else { format!(" {word}{not}{}", items.join(", ")) }
    };
    let effect = if statement.effect == Effect::Allow { "allow" } else { "deny" };
    let conditions = statement.conditions.iter().map(|condition| {
        format!(" when {} {} {}", condition.operator, condition.key, condition.values.join(", "))
    });
    let origin = if statement.derived { " (from `uses`)" } else { "" };
    let lists =
        [list("", &statement.actions), list("on ", &statement.resources), list("to ", &statement.principals)];
    format!("{effect}{}{}{origin}", lists.concat(), conditions.collect::<String>())
}
