//! What is looked at again after an edit: as little as the edit concerns, with the same answers as if it were all.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use stackc::ide::{Settings, Workspace};
use stackc::kinds::builtin;
use stackc::session::{Analysis, Effort};

use super::client::Still;
use crate::support::{self, dice::Dice};

/// All that is known of a stack, as one text.
pub(super) fn known(analysis: &Analysis) -> String {
    let mut all = String::new();
    let stack = analysis.any();
    for found in &analysis.diagnostics {
        let places = (found.span, &found.labels, &found.fixes);
        let words = (found.rule.name, found.severity, &found.message, &found.help, &found.address);
        writeln!(all, "{words:?} {places:?}").unwrap();
    }
    for resource in stack.resources.values() {
        writeln!(all, "{resource:?}").unwrap();
        assert!(stack.get(&resource.address).is_some_and(|found| std::ptr::eq(found, resource)));
    }
    let rest = (&stack.params, &stack.outputs, &stack.moves, &stack.adoptions, &stack.forgets);
    let more = (&stack.modules, &stack.arrow_sources, &stack.tags, &stack.places);
    let mut allowances: Vec<String> = stack.allowances.iter().map(|one| format!("{one:?}")).collect();
    allowances.sort();
    writeln!(all, "{rest:?} {more:?} {allowances:?} {}", analysis.checked().is_some()).unwrap();
    all
}

/// All stacks of a workspace, each with what is known of it.
fn all(workspace: &mut Workspace<'_>) -> Vec<(PathBuf, String)> {
    let projects = workspace.snapshot(0).projects;
    projects.iter().map(|project| (project.analysis.path.clone(), known(&project.analysis))).collect()
}

/// What is put in; names, values and declarations that meet what stands in the examples.
const PUT_IN: &[&str] = &[
    "\n",
    "}",
    "{",
    "\"",
    "// ",
    " = ",
    "5",
    "\nlet extra = 3\n",
    "\nparam extra: string = \"x\"\n",
    "\nbucket extra { versioning = true }\n",
    "\nfunction extra {\n  runtime = \"python3.13\"\n  handler = \"a.b\"\n  code    = \"./code\"\n  timeout = 30s\n}\n",
    "\nqueue extra { for name in [\"a\", \"b\"]  dead_letter = queue.extra[\"a\"] }\n",
    "\nmodule extra from \"./site\" { }\n",
    "\nbucket.extra created -> function.extra\n",
    "\nrole extra { trust = \"lambda\"  allow uses  allow \"s3:*\" on \"*\"  allow \"iam:PassRole\" on \"*\" }\n",
    "\noutput extra = bucket.extra.name\n",
    "\nforget bucket.extra\n",
    "  role = role.extra\n",
    "  tags { team = \"a\" }\n",
    "  uses bucket.extra to read\n",
    " if false",
    "😀",
];

/// Changes a text somehow.
pub(super) fn edited(dice: &mut Dice, text: &str, original: &str) -> String {
    let place = |dice: &mut Dice| {
        let at = dice.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
    };
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut blocks: Vec<&str> = text.split_inclusive("\n\n").collect();
    match dice.below(9) {
        0 => {
            let (one, other) = (place(dice), place(dice));
            let end = other.clamp(one, (one + 40).min(text.len()));
            let end = (one..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            format!("{}{}", &text[..one], &text[end..])
        }
        1 | 2 => {
            let at = place(dice);
            format!("{}{}{}", &text[..at], PUT_IN[dice.below(PUT_IN.len())], &text[at..])
        }
        3 if !lines.is_empty() => {
            let line = lines[dice.below(lines.len())];
            lines.insert(dice.below(lines.len()), line);
            lines.concat()
        }
        4 if !lines.is_empty() => {
            lines.remove(dice.below(lines.len()));
            lines.concat()
        }
        5 if !blocks.is_empty() => {
            let block = blocks.remove(dice.below(blocks.len()));
            blocks.insert(dice.below(blocks.len() + 1), block);
            blocks.concat()
        }
        6 => {
            // One word in place of another, wherever that stands: as often as not a name.
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|word| word.len() > 2).collect();
            if words.is_empty() {
                return original.to_owned();
            }
            let (one, other) = (words[dice.below(words.len())], words[dice.below(words.len())]);
            if dice.below(2) == 0 { text.replace(one, other) } else { text.replacen(one, other, 1) }
        }
        7 => {
            let digits: Vec<usize> =
                text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
            if digits.is_empty() {
                return original.to_owned();
            }
            let at = digits[dice.below(digits.len())];
            format!("{}{}{}", &text[..at], dice.below(10), &text[at + 1..])
        }
        _ => original.to_owned(),
    }
}

/// So many edits are made in each folder, unless `STACKC_EDITS` names another number.
const EDITS: usize = 24;

#[test]
fn after_any_edits_all_is_known_as_if_it_were_seen_for_the_first_time() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(&root).unwrap().map(|one| one.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let edits = std::env::var("STACKC_EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(EDITS);
    for (seed, folder) in folders.into_iter().enumerate() {
        let files = support::files(&folder, &["stack"]);
        let mut texts: Vec<String> = files.iter().map(|(_, text)| text.clone()).collect();
        let mut dice = Dice::new(seed as u64);
        let mut workspace = Workspace::new(&Still, builtin(), Settings::default());
        workspace.add_root(folder.clone());
        let mut opened = vec![false; files.len()];
        for step in 0..edits {
            let at = dice.below(files.len());
            texts[at] = edited(&mut dice, &texts[at], &files[at].1);
            workspace.set_text(&files[at].0, Some(Arc::from(texts[at].as_str())));
            opened[at] = true;
            // Now and then several edits are one.
            if dice.below(4) == 0 {
                continue;
            }
            let mut fresh = Workspace::new(&Still, builtin(), Settings::default());
            fresh.add_root(folder.clone());
            for ((path, _), text) in
                files.iter().zip(&texts).zip(&opened).filter(|one| *one.1).map(|one| one.0)
            {
                fresh.set_text(path, Some(Arc::from(text.as_str())));
            }
            let (again, anew) = (all(&mut workspace), all(&mut fresh));
            assert_eq!(again.len(), anew.len(), "{} at step {step}", folder.display());
            for (one, other) in again.iter().zip(&anew) {
                let differs = one.1.lines().zip(other.1.lines()).find(|(one, other)| one != other);
                assert_eq!(differs, None, "{} at step {step}", one.0.display());
                assert_eq!(one, other, "{} at step {step}", one.0.display());
            }
        }
    }
}

/// A stack of that many parts, each with what parts of stacks have.
pub(super) fn parts(count: usize) -> String {
    let mut text = String::from(
        "stack many {\n  region  = \"us-east-1\"\n  account = \"111122223333\"\n}\n\nparam stage: string = \"dev\"\n",
    );
    for at in 0..count {
        write!(
            text,
            r#"
bucket in_{at} {{ name = "many-${{stage}}-in-{at}" }}

role work_{at} {{
  trust = "lambda"
  allow "s3:GetObject" on "${{bucket.in_{at}.arn}}/*"
}}

role read_{at} {{
  trust = "lambda"
  allow uses
}}

function work_{at} {{
  runtime = "python3.13"
  handler = "app.work"
  code    = "./code"
  timeout = 31s
  role    = role.work_{at}
  uses bucket.in_{at} to read
}}

function read_{at} {{
  runtime = "python3.13"
  handler = "app.read"
  code    = "./code"
  timeout = 32s
  role    = role.read_{at}
  uses bucket.in_{at} to list
}}

schedule nightly_{at} {{ every = cron(0 3 * * ? *) }}

bucket.in_{at} created -> function.work_{at}
schedule.nightly_{at}  -> function.read_{at}
"#
        )
        .unwrap();
    }
    text
}

/// How much is looked at anew for each of some edits in the middle of a stack of that many parts.
fn effort(count: usize) -> Vec<Effort> {
    let mut workspace = Workspace::new(&Still, builtin(), Settings::default());
    let path = Path::new("/nowhere/main.stack");
    let original = parts(count);
    let middle = format!("function work_{} {{", count / 2);
    let at = original.find(&middle).unwrap();
    let (before, behind) = original.split_at(at);
    let edits = [
        original.clone(),
        format!("{before}{}", behind.replacen("31s", "312s", 1)),
        format!("{before}{}", behind.replacen("31s", "312", 1)),
        format!("{before}// a remark\n\n{behind}"),
        format!("{before}{}", behind.replacen("to read", "to read, write", 1)),
        format!("{before}function t {{\n\n{behind}"),
        format!(
            "{before}function t {{ runtime = \"python3.13\"  handler = \"a.b\"  code = \"./code\" }}\n\n{behind}"
        ),
    ];
    let mut efforts = Vec::new();
    for text in edits {
        workspace.set_text(path, Some(Arc::from(text)));
        let snapshot = workspace.snapshot(0);
        efforts.push(snapshot.projects[0].analysis.effort());
    }
    efforts
}

#[test]
fn an_edit_costs_what_it_concerns_however_large_the_stack() {
    let (small, large) = (effort(10), effort(60));
    assert!(small[0].resolved > 59 && small[0].judged > 90, "{small:?}");
    assert!(large[0].resolved > 359 && large[0].judged > 540, "{large:?}");
    assert_eq!(small[1..], large[1..]);
    for Effort { resolved, gone_over, judged, asked } in large[1..].iter().copied() {
        assert!(resolved <= 6 && gone_over <= 16 && judged <= 8 && asked <= 10, "{large:?}");
    }
}
