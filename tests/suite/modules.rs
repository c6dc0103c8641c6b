//! Modules on the disk, and loops of a size at which anything but a straight way would show.

use std::fmt::Write as _;
use std::path::Path;

use assert_cmd::Command;
use stackc::session::{Analysis, Options, OsSystem, analyse, load};

use crate::support::front::analysed;

const STACK: &str = "stack test { region = \"us-east-1\"  account = \"111122223333\" }\n";

/// Writes files into a fresh folder.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn judged(path: &Path) -> Analysis {
    analyse(&OsSystem, &stackc::kinds::builtin(), load(&OsSystem, path).unwrap(), &Options::default())
}

/// Rule and message of each finding.
fn findings(analysis: &Analysis) -> Vec<String> {
    analysis.diagnostics.iter().map(|found| format!("{}: {}", found.rule.name, found.message)).collect()
}

fn addresses(analysis: &Analysis) -> Vec<&str> {
    analysis.any().resources.keys().map(|address| address.as_str()).collect()
}

#[test]
fn a_folder_is_read_once_however_often_it_is_used() {
    let uses =
        "module one from \"./part\" {}\nmodule more from \"./other/../part\" for n in range(0, 50) {}\n";
    let files =
        [("main.stack", &*format!("{STACK}{uses}")), ("part/p.stack", "bucket b {}"), ("other/x.txt", "")];
    let folder = folder(&files);
    let analysis = judged(folder.path());
    assert_eq!(findings(&analysis), Vec::<String>::new());
    assert_eq!((analysis.files, analysis.sources.files().count()), (2, 2));
    assert_eq!(analysis.any().resources.len(), 51);
}

#[cfg(unix)]
#[test]
fn a_link_is_judged_by_where_it_leads() {
    let outside = folder(&[("part/p.stack", "bucket b {}")]);
    let stack = format!("{STACK}module part from \"./link\" {{}}\n");
    let inside = folder(&[("main.stack", &stack), ("real/p.stack", "bucket b {}")]);
    let link = inside.path().join("link");
    std::os::unix::fs::symlink(inside.path().join("real"), &link).unwrap();
    assert_eq!(findings(&judged(inside.path())), Vec::<String>::new());

    std::fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(outside.path().join("part"), &link).unwrap();
    let message = "module-outside-stack: `./link` leads out of the stack's folder";
    assert_eq!(findings(&judged(inside.path())), [message]);

    // A file of the module may be a link, too.
    std::fs::remove_file(&link).unwrap();
    std::fs::create_dir(&link).unwrap();
    std::os::unix::fs::symlink(outside.path().join("part/p.stack"), link.join("p.stack")).unwrap();
    assert_eq!(findings(&judged(inside.path())), [message]);
}

#[test]
fn what_is_allowed_from_outside_may_be_used() {
    let stack = format!("{STACK}module part from \"../shared/part\" {{}}\n");
    let whole = folder(&[("shop/main.stack", &stack), ("shared/part/p.stack", "bucket b {}")]);
    let check = |allowed: &str| {
        let mut command = Command::cargo_bin("stackc").unwrap();
        command.current_dir(whole.path().join("shop")).env_clear().args(["check", "--format", "short"]);
        let output = command.env("STACKC_ALLOW_OUTSIDE", allowed).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    assert!(check("").contains("module-outside-stack"), "{}", check(""));
    assert!(check("../other").contains("module-outside-stack"), "{}", check("../other"));
    assert!(!check("../shared").contains("module-outside-stack"), "{}", check("../shared"));
}

#[test]
fn a_saved_plan_is_bound_to_the_files_of_modules() {
    let stack = format!("{STACK}module part from \"./part\" {{}}\n");
    let folder = folder(&[("main.stack", &stack), ("part/p.stack", "bucket b {}")]);
    let before = judged(folder.path()).content();
    std::fs::write(folder.path().join("part/p.stack"), "bucket b { versioning = true }").unwrap();
    assert_ne!(before, judged(folder.path()).content());
}

#[test]
fn what_an_instance_reads_comes_first() {
    let text = format!(
        "{STACK}bucket raw for name in [\"a\", \"b\"] {{}}
role work for name, raw in bucket.raw {{
  trust = \"lambda\"
  tags {{ RAW = raw.name }}
}}
bucket copy for name, raw in bucket.raw {{ after = [raw] }}
bucket last {{ after = [bucket.raw] }}
module part from \"./part\" for name, raw in bucket.raw {{ raw = raw }}
bucket read {{ tags {{ NAME = module.part[\"a\"].name }} }}
// ---- part/p.stack
param raw: bucket
bucket inner {{ tags {{ RAW = raw.name }} }}
output name = bucket.inner.name
"
    );
    let analysis = analysed(&text);
    assert_eq!(findings(&analysis), Vec::<String>::new());
    let after = |address: &str| -> Vec<String> {
        let resource = analysis.any().get(&address.into()).unwrap();
        resource.edges.iter().map(|edge| edge.to.to_string()).collect()
    };
    assert_eq!(after("role.work[\"a\"]"), ["bucket.raw[\"a\"]"]);
    assert_eq!(after("bucket.copy[\"b\"]"), ["bucket.raw[\"b\"]"]);
    assert_eq!(after("bucket.last"), ["bucket.raw[\"a\"]", "bucket.raw[\"b\"]"]);
    assert_eq!(after("module.part[\"b\"].bucket.inner"), ["bucket.raw[\"b\"]"]);
    assert_eq!(after("bucket.read"), ["module.part[\"a\"].bucket.inner"]);
}

#[test]
fn an_absent_instance_is_absent_wherever_it_is_named() {
    let text = format!(
        "{STACK}let all = {{ a = true  b = false }}
bucket some for name, there in all if there {{}}
module part from \"./part\" for name, there in all if there {{}}
output some = {{for name, one in bucket.some: name => one.name}}
output none = bucket.some[\"b\"].name ?? \"none\"
output parts = {{for name, one in module.part: name => one.name}}
output no_part = module.part[\"b\"].name ?? \"none\"
// ---- part/p.stack
bucket inner {{}}
output name = bucket.inner.name
"
    );
    let analysis = analysed(&text.replace("output none", "output no_bucket"));
    assert_eq!(findings(&analysis), Vec::<String>::new());
    assert_eq!(addresses(&analysis), ["bucket.some[\"a\"]", "module.part[\"a\"].bucket.inner"]);
    let outputs: Vec<String> =
        analysis.any().outputs.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    assert_eq!(
        outputs,
        [
            "no_bucket = \"none\"",
            "no_part = \"none\"",
            "parts = { a = \"test-part-a-inner-111122223333\" }",
            "some = { a = \"test-some-a-111122223333\" }"
        ]
    );
}

/// Evaluation is bounded by steps, so that a way that is not straight ends in a finding.
#[test]
fn ten_thousand_instances_and_a_thousand_modules_take_a_straight_way() {
    let mut text = format!("{STACK}let tenants = {{\n");
    (0..10_000).for_each(|at| writeln!(text, "  t{at} = {{ size = {at} }}").unwrap());
    text.push_str(
        "}
bucket files for name, tenant in tenants { tags { SIZE = tenants[name].size } }
bucket copies for name, files in bucket.files { tags { OF = files.name  ALSO = bucket.files[name].name } }
module part from \"./part\" for n in range(0, 1000) { n = n }
output names = {for n, part in module.part: n => part.name}
// ---- part/p.stack
param n: number
bucket inner { tags { N = n } }
output name = bucket.inner.name
",
    );
    let analysis = analysed(&text);
    assert_eq!(findings(&analysis), Vec::<String>::new());
    assert_eq!(analysis.any().resources.len(), 21_000);
    let edges: usize = analysis.any().resources.values().map(|resource| resource.edges.len()).sum();
    assert_eq!(edges, 10_000);
}
