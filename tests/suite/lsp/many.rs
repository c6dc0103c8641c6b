//! Stacks of many files: what is known of one that nobody touched is taken over, and a large one is read by two threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use stackc::ide::{Settings, Workspace};
use stackc::kinds::builtin;
use stackc::session::{Analysis, Options, Overlay, Texts, analyse, load};

use super::again::{edited, known, parts};
use super::client::Still;
use crate::support::dice::Dice;

/// A stack of that many parts, some of them in each file.
fn files(count: usize, each: usize) -> Vec<(PathBuf, String)> {
    let text = parts(count);
    let (head, rest) = text.split_once("\nbucket in_0 ").unwrap();
    let rest = format!("\nbucket in_0 {rest}");
    let parts: Vec<&str> = rest.split("\nbucket in_").skip(1).collect();
    assert_eq!(parts.len(), count);
    let of = |parts: &[&str]| parts.iter().map(|part| format!("\nbucket in_{part}")).collect::<String>();
    let parts = parts.chunks(each).map(of);
    let texts = std::iter::once(head.to_owned()).chain(parts);
    let path = |nth: usize| PathBuf::from(format!("/nowhere/many/part{nth:03}.stack"));
    texts.enumerate().map(|(nth, text)| (path(nth), text)).collect()
}

/// A workspace in which these texts are open.
fn workspace(files: &[(PathBuf, String)]) -> Workspace<'static> {
    let mut workspace = Workspace::new(&Still, builtin(), Settings::default());
    files.iter().for_each(|(path, text)| workspace.set_text(path, Some(Arc::from(text.as_str()))));
    workspace
}

/// What is known of the one stack of a workspace.
fn all(workspace: &mut Workspace<'_>) -> String {
    let projects = workspace.snapshot(0).projects;
    assert_eq!(projects.len(), 1);
    known(&projects[0].analysis)
}

fn assert_same(one: &str, other: &str, when: &str) {
    let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    assert_eq!(differs, None, "{when}");
    assert_eq!(one.lines().count(), other.lines().count(), "{when}");
}

#[test]
fn after_edits_here_and_there_all_files_are_known_as_if_seen_for_the_first_time() {
    let originals = files(12, 2);
    let edits = std::env::var("STACKC_EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(40);
    for seed in 0..3 {
        let (mut texts, mut dice) = (originals.clone(), Dice::new(seed));
        let mut kept = workspace(&texts);
        for step in 0..edits {
            let at = dice.below(texts.len());
            // What was typed is mostly taken back, so that files are sound again.
            let text = edited(&mut dice, &texts[at].1, &originals[at].1);
            texts[at].1 = if dice.below(3) == 0 { originals[at].1.clone() } else { text };
            kept.set_text(&texts[at].0, Some(Arc::from(texts[at].1.as_str())));
            if dice.below(4) > 0 {
                let when = format!("step {step} of {seed}, in {}", texts[at].0.display());
                assert_same(&all(&mut kept), &all(&mut workspace(&texts)), &when);
            }
        }
    }
}

/// What is known of a stack that nobody will look at again, so that one thread goes through it in order.
fn once(files: &[(PathBuf, String)]) -> Analysis {
    let texts: Texts = files.iter().map(|(path, text)| (path.clone(), Arc::from(text.as_str()))).collect();
    let overlay = Overlay::new(&Still, &texts);
    let loaded = load(&overlay, Path::new("/nowhere/many")).unwrap();
    analyse(&overlay, &builtin(), loaded, &Options::default())
}

/// Changes what stands behind a name.
fn changed(files: &[(PathBuf, String)], name: &str, from: &str, to: &str) -> Vec<(PathBuf, String)> {
    let mut files = files.to_vec();
    let (_, text) = files.iter_mut().find(|(_, text)| text.contains(name)).unwrap();
    let at = text.find(name).unwrap();
    let (before, behind) = text.split_at(at);
    assert!(behind.contains(from));
    *text = format!("{before}{}", behind.replacen(from, to, 1));
    files
}

#[test]
fn a_large_stack_is_the_same_whoever_resolves_and_judges_it() {
    let sound = files(420, 6);
    let mut wrong = sound.clone();
    wrong[0].1.push_str("\nlet size = stage + 3\nlet other = bucket.in_400.nothing\n");
    for (name, from, to) in [
        ("function work_3 {", "timeout = 31s", "timeout = size"),
        ("function work_211 {", "timeout = 31s", "timeout = 7000s"),
        ("function work_300 {", "timeout = 31s", "timeout = size"),
        // Whoever asks for its ARN may be the first to find that.
        ("bucket in_405 {", "\"many-", "stage * \"many-"),
        ("bucket in_406 {", "{ name", "{ #[allow(invalid-name): \"so it is\"] name"),
        ("function work_410 {", "timeout = 31s", "timeout = 31s  memory = other"),
        ("function work_417 {", "uses bucket.in_417 to read", "uses bucket.in_3 to fly"),
    ] {
        wrong = changed(&wrong, name, from, to);
    }
    let asking = |of: &str| format!("timeout = 31s\n  env {{ ASKED = {of} }}");
    let ask = |who: usize, of: &str| {
        changed(&wrong, &format!("function work_{who} {{"), "timeout = 31s", &asking(of))
    };
    let naming = ask(412, "function.work_390.log_group.name");
    let circle = ask(200, "function.work_200.environment");
    for (name, files) in [("sound", sound), ("wrong", wrong), ("naming", naming), ("circle", circle)] {
        let mut workspace = workspace(&files);
        let again = all(&mut workspace);
        assert_same(&again, &known(&once(&files)), name);
        let effort = workspace.snapshot(0).projects[0].analysis.effort();
        assert!(effort.resolved > 2_519 && effort.judged > 3_700, "{name}: {effort:?}");
    }
}
