//! Marks in stacks: a line that ends in `// expect: rule-name` is reported by that rule, and nothing else is an error.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use stackc::base::SourceFile;
use stackc::diag::Severity;
use stackc::session::{Analysis, Options, OsSystem, Trees, analyse, load};

/// What lies beside the project where it is developed, and concerns kinds that are there.
const SHARED: &str = "../shared/examples/broken";
const SHARED_FILES: &[&str] = &[
    "01-timeout.stack",
    "02-no-unit.stack",
    "03-fargate-pair.stack",
    "04-star-policy.stack",
    "05-loop.stack",
    "06-slow-api.stack",
    "07-unmounted-write.stack",
    "08-function-on-outpost.stack",
    "10-cron.stack",
    "11-typo.stack",
    "12-syntax.stack",
];

fn judged(path: &Path) -> Analysis {
    let loaded = load(&OsSystem, path).unwrap();
    analyse(&OsSystem, &stackc::kinds::builtin(), loaded, &Options::default())
}

/// File, line and rule of each mark.
fn marks(analysis: &Analysis) -> BTreeSet<(String, u32, String)> {
    let marked = |line: &str| line.split_once("// expect: ").map(|(_, rule)| rule.trim().to_owned());
    let of_file = |file: &SourceFile| {
        let lines = file.text.lines().zip(1..);
        let marks = lines.filter_map(|(line, number)| Some((file.path.clone(), number, marked(line)?)));
        marks.collect::<Vec<_>>()
    };
    analysis.sources.files().flat_map(|(_, file)| of_file(file)).collect()
}

/// Compares a stack's marks with its findings.
fn disagreements(path: &Path) -> Vec<String> {
    let analysis = judged(path);
    let marks = marks(&analysis);
    assert!(!marks.is_empty(), "{} has no mark", path.display());
    let place = |found: &stackc::diag::Diagnostic| {
        let file = analysis.sources.file(found.span.file).unwrap().path.clone();
        (file, analysis.sources.start(found.span).unwrap().line, found.rule.name.to_owned())
    };
    let all: BTreeSet<_> = analysis.diagnostics.iter().map(place).collect();
    let errors = analysis.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let errors: BTreeSet<_> = errors.map(place).collect();
    let told =
        |what: &str, (file, line, rule): &(String, u32, String)| format!("{file}:{line}: {rule} {what}");
    let missing = marks.difference(&all).map(|mark| told("is expected", mark));
    let surplus = errors.difference(&marks).map(|mark| told("is not expected", mark));
    missing.chain(surplus).collect()
}

#[test]
fn faults_are_found_where_they_are_marked_and_nowhere_else() {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir("stacks/bad").unwrap().map(|entry| entry.unwrap().path()).collect();
    // A folder there holds modules of the stacks beside it.
    paths.retain(|path| path.is_file());
    paths.sort();
    assert!(paths.len() >= 10, "{paths:?}");
    if Path::new(SHARED).is_dir() {
        paths.extend(SHARED_FILES.iter().map(|name| Path::new(SHARED).join(name)));
    } else {
        eprintln!("skipped: {SHARED} is not here");
    }
    let wrong: Vec<String> = paths.iter().flat_map(|path| disagreements(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sound_stacks_have_no_errors_and_no_warnings() {
    for path in [
        "stacks/thumbnails",
        "stacks/web",
        "stacks/web-ec2",
        "stacks/web-fargate",
        "stacks/factory-edge",
        "stacks/tenants",
    ] {
        let analysis = judged(Path::new(path));
        let problems: Vec<_> =
            analysis.diagnostics.iter().filter(|found| found.severity <= Severity::Warning).collect();
        assert!(problems.is_empty(), "{path}: {problems:#?}");
        assert!(!analysis.any().resources.is_empty());
    }
}

#[test]
fn examples_to_start_from_are_the_stacks_of_that_name() {
    for example in stackc::session::examples::EXAMPLES {
        let folder = Path::new("stacks").join(example.name);
        let mut kept = BTreeSet::new();
        files(&folder, &folder, &mut kept);
        let built_in: BTreeSet<String> = example.files.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(kept, built_in, "{}", example.name);
    }
}

/// Paths of all files below a folder, without what commands leave there.
fn files(top: &Path, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with(".stackc") {
            continue;
        }
        if path.is_dir() {
            files(top, &path, found);
        } else {
            found.insert(path.strip_prefix(top).unwrap().to_string_lossy().into_owned());
        }
    }
}

/// Outputs are read when all resources are resolved: what was written, what was not, and what was written as absent.
const READ_LATER: &str = r#"
stack later { region = "us-east-1"  account = "111122223333" }
queue work { visibility = 45s  fifo = if stack.name == "x" then true else none }
output written = queue.work.visibility
output not_written = queue.work.retention
output without_default = queue.work.dead_letter
output absent = queue.work.fifo
output named = queue.work.name
"#;

#[test]
fn a_stack_is_the_same_whether_its_trees_are_kept_or_spent() {
    let kinds = std::fs::read_dir("stacks/kinds").unwrap().map(|entry| entry.unwrap().path());
    let bad = std::fs::read_dir("stacks/bad").unwrap().map(|entry| entry.unwrap().path());
    let folder = tempfile::tempdir().unwrap();
    let read_later = folder.path().join("later.stack");
    std::fs::write(&read_later, READ_LATER).unwrap();
    for path in kinds.chain(bad).chain([read_later]).filter(|path| path.is_file()) {
        let of = |trees: Trees| {
            let options = Options { trees, ..Options::default() };
            let loaded = load(&OsSystem, &path).unwrap();
            let analysis = analyse(&OsSystem, &stackc::kinds::builtin(), loaded, &options);
            let kept = !analysis.trees().is_empty();
            (format!("{:?} {:?}", analysis.any(), analysis.diagnostics), kept)
        };
        let (kept, spent) = (of(Trees::Kept), of(Trees::Spent));
        assert!(kept.1 && !spent.1, "{}", path.display());
        assert!(kept.0 == spent.0, "{} is another stack without its trees", path.display());
    }
}

#[test]
fn what_leans_deeper_than_one_thread_reads_is_read_again_where_trees_are_spent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep.stack");
    let lets: String = (1..100).map(|at| format!("let v{at} = v{} + 1\n", at - 1)).collect();
    let stack = "stack deep { region = \"us-east-1\"  account = \"111122223333\" }\nlet v0 = 0\n";
    std::fs::write(&path, format!("{stack}{lets}output last = v99\n")).unwrap();
    let options = Options { trees: Trees::Spent, ..Options::default() };
    let loaded = load(&OsSystem, &path).unwrap();
    let analysis = analyse(&OsSystem, &stackc::kinds::builtin(), loaded, &options);
    assert_eq!(analysis.count(Severity::Error), 0, "{:?}", analysis.diagnostics);
    assert_eq!(analysis.any().outputs.values().map(ToString::to_string).collect::<Vec<_>>(), ["99"]);
}

#[test]
fn every_kind_has_a_mistake_that_is_found() {
    let mut marked = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir("stacks/bad").unwrap() {
        let path = entry.unwrap().path();
        let text = if path.is_file() { std::fs::read_to_string(&path).unwrap() } else { String::new() };
        let mut within = "";
        for line in text.lines() {
            let word = line.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
            within = if word.is_empty() { within } else { word };
            if line.contains("// expect: ") {
                marked.insert(within.to_owned());
            }
        }
    }
    let catalog = stackc::kinds::builtin();
    let declared = catalog.kinds().filter(|kind| kind.declared == stackc::catalog::Declarable::Yes);
    let missing: Vec<&str> = declared.map(|kind| kind.name).filter(|name| !marked.contains(*name)).collect();
    assert!(missing.is_empty(), "stacks/bad holds no mistake of {missing:?}");
}
