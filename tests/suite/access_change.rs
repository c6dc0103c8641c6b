//! What plans newly let somebody do: from one stack to the next.

use std::path::Path;
use std::time::{Duration, Instant};

use stackc::cli::paint::{Colour, Detail, Glyphs, Look, plan::paint, render};
use stackc::kinds::builtin;
use stackc::model::{Address, Stack};
use stackc::plan::access::{Access, Reach};
use stackc::plan::{self, Aim, Plan, Purpose, moved_rows};
use stackc::session::{Analysis, Options, OsSystem, analyse, load};
use stackc::state::{Actual, Recorded, Snapshot};
use stackc::view::plan::PlanView;

use crate::support::files;
use crate::support::front::{analysed, analysed_with};

const HEAD: &str = "stack a { region = \"ap-northeast-2\"  account = \"111122223333\" }\n";

/// The state after a stack was applied, with all contents at hand.
fn applied(stack: &Stack) -> Snapshot {
    let mut snapshot = Snapshot { stack: stack.name.clone(), generation: 1, ..Snapshot::default() };
    for resource in stack.resources.values() {
        let mut depends_on: Vec<Address> = resource.edges.iter().map(|edge| edge.to.clone()).collect();
        depends_on.sort();
        depends_on.dedup();
        let row = Recorded {
            address: resource.address.clone(),
            kind: resource.kind.clone(),
            physical_id: resource.output("arn").unwrap_or(resource.address.as_str()).into(),
            fingerprint: resource.fingerprint(),
            depends_on,
            replace: resource.lifecycle.replace,
            tainted: false,
            remembered: None,
        };
        snapshot.rows.insert(resource.address.clone(), row);
        snapshot.contents.insert(resource.address.clone(), resource.inputs.clone());
    }
    snapshot
}

fn planned(snapshot: &Snapshot, after: &Analysis) -> Plan {
    let stack = after.checked().unwrap_or_else(|| panic!("{:?}", after.diagnostics));
    let found = plan::plan(&builtin(), stack, snapshot, &plan::Options::default());
    assert!(!found.has_errors(), "{:?}", found.diagnostics);
    let mut plan = found.value;
    plan.access.locate(&after.sources);
    plan
}

/// What changes from one text to another, a line each, as `sign who: actions on resources`.
fn change(before: &str, after: &str) -> Vec<String> {
    let before = analysed(&format!("{HEAD}{before}"));
    told(&planned(&applied(before.any()), &analysed(&format!("{HEAD}{after}"))).access)
}

fn told(access: &Access) -> Vec<String> {
    let grants = access.gained.iter().map(|one| ('+', one)).chain(access.lost.iter().map(|one| ('-', one)));
    let line = |(sign, one): (char, &plan::access::Grant)| {
        let names: Vec<&str> = one.resources.iter().map(|named| named.name.as_str()).collect();
        let when: String = one.conditions.iter().map(|when| format!(" when {}", when.key)).collect();
        format!("{sign} {}: {} on {}{when}", one.principal.name, one.actions.join(", "), names.join(", "))
    };
    let unknown = access.unknown.iter().map(|one| format!("? {}: {}", one.principal.name, one.because));
    grants.map(line).chain(unknown).collect()
}

#[test]
fn worked_changes_show_what_was_recorded() {
    for name in ["refactor", "public-bucket"] {
        let stack = |number: u8| {
            let path = format!("stacks/access-change/{name}-{number}.stack");
            let loaded = load(&OsSystem, Path::new(&path)).unwrap();
            analyse(&OsSystem, &builtin(), loaded, &Options::default())
        };
        let plan = planned(&applied(stack(1).any()), &stack(2));
        let look = Look { width: 100, glyphs: Glyphs::Unicode, detail: Detail::Brief };
        let text = render(&paint(&PlanView::new(&builtin(), &plan), &look, None), Colour::Off);
        insta::with_settings!({
            snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/access"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, text) });
        // The page shows what is printed, word for word.
        let section = text.split("\n\n").find(|part| part.starts_with("Access"));
        let page = include_str!("../../docs/access.md");
        assert_eq!(section.is_none(), name == "refactor");
        assert!(
            section.is_none_or(|section| page.contains(section)),
            "docs/access.md lacks\n{}",
            section.unwrap()
        );
        // A program that reads a saved plan sees the same.
        let again: Plan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
        assert_eq!(told(&again.access), told(&plan.access));
    }
}

/// A plan for people, as it is when it is made to be looked at and when it is only made to be drawn.
fn drawn(snapshot: &Snapshot, after: &Analysis, aim: Aim) -> Option<[String; 2]> {
    let stack = after.checked()?;
    let text = |purpose| {
        let options = plan::Options { aim, purpose, ..plan::Options::default() };
        let mut found = plan::plan(&builtin(), stack, snapshot, &options);
        found.value.access.locate(&after.sources);
        let look = Look { width: 100, glyphs: Glyphs::Unicode, detail: Detail::Brief };
        render(&paint(&PlanView::new(&builtin(), &found.value), &look, None), Colour::Off)
    };
    Some([Purpose::Show, Purpose::Draw].map(text))
}

#[test]
fn what_is_counted_and_not_drawn_is_counted_alike_whoever_shares_it() {
    let mut text = HEAD.to_owned();
    text.push_str("bucket b { name = \"some-of-many-prefixes\" }\n");
    for at in 0..60 {
        // The role of each arrow comes by itself, unless a role of the stack's own may do the same.
        text.push_str(&format!("queue q{at} {{}}\nschedule s{at} {{ every = rate(1 hour) }}\n"));
        text.push_str(&format!("schedule.s{at} -> queue.q{at}\n"));
        let own = format!("allow \"sqs:SendMessage\" on queue.q{at}");
        let own = if at % 3 == 0 { own } else { String::new() };
        text.push_str(&format!("role r{at} {{\n  trust = \"lambda\"\n  {own}\n"));
        text.push_str(&format!("  allow \"s3:GetObject\" on \"${{bucket.b.arn}}/{}/*\"\n}}\n", at % 50));
    }
    let stack = analysed(&text);
    let nothing = Snapshot { stack: stack.any().name.clone(), ..Snapshot::default() };
    let [shown, drawn] =
        drawn(&nothing, &stack, Aim::Desired).unwrap_or_else(|| panic!("{:?}", stack.diagnostics));
    assert_eq!(shown, drawn);
    for told in ["(schedule.s0 -> queue.q0).role, role.r0", "37 more; `--full`", "160 statements of services"]
    {
        assert!(drawn.contains(told), "{told} is missing from\n{drawn}");
    }
}

#[test]
fn a_plan_that_is_only_made_to_be_drawn_is_drawn_alike() {
    let mut compared = 0;
    for (path, _) in files(Path::new("stacks"), &["stack"]) {
        let Ok(loaded) = load(&OsSystem, &path) else { continue };
        let stack = analyse(&OsSystem, &builtin(), loaded, &Options::default());
        let nothing = Snapshot { stack: stack.any().name.clone(), ..Snapshot::default() };
        let mut half = applied(stack.any());
        half.rows =
            half.rows.into_iter().enumerate().filter(|(at, _)| at % 2 == 0).map(|(_, row)| row).collect();
        for (before, aim) in
            [(&nothing, Aim::Desired), (&half, Aim::Desired), (&applied(stack.any()), Aim::Nothing)]
        {
            let Some([shown, drawn]) = drawn(before, &stack, aim) else { continue };
            assert_eq!(shown, drawn, "{} {aim:?}", path.display());
            compared += usize::from(shown.contains("\nAccess\n"));
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn what_makes_a_difference_is_told_and_nothing_else() {
    let nothing: &[&str] = &[];
    for (before, after, expected) in [
        // A denial that goes lets through what it held back, and no more.
        (
            "role r {\n trust = \"lambda\"\n allow \"s3:*\" on \"arn:aws:s3:::b/*\"\n deny \"s3:DeleteObject\" on \"arn:aws:s3:::b/raw/*\"\n}",
            "role r {\n trust = \"lambda\"\n allow \"s3:*\" on \"arn:aws:s3:::b/*\"\n}",
            &["+ role.r: s3:DeleteObject on arn:aws:s3:::b/raw/*"][..],
        ),
        // A wider bound.
        (
            "policy p { allow \"s3:Get*\" on \"*\" }\nrole r {\n trust = \"lambda\"\n boundary = policy.p\n allow \"s3:*\" on \"arn:aws:s3:::b/*\"\n}",
            "policy p { allow \"s3:Get*\", \"s3:Put*\" on \"*\" }\nrole r {\n trust = \"lambda\"\n boundary = policy.p\n allow \"s3:*\" on \"arn:aws:s3:::b/*\"\n}",
            &["+ role.r: s3:Put* on arn:aws:s3:::b/*"][..],
        ),
        // A bound that is new.
        (
            "policy p { allow \"s3:Get*\" on \"*\" }\nrole r {\n trust = \"lambda\"\n allow \"s3:PutObject\" on \"arn:aws:s3:::b/*\"\n}",
            "policy p { allow \"s3:Get*\" on \"*\" }\nrole r {\n trust = \"lambda\"\n boundary = policy.p\n allow \"s3:PutObject\" on \"arn:aws:s3:::b/*\"\n}",
            &["- role.r: s3:PutObject on arn:aws:s3:::b/*"][..],
        ),
        // The same in other words.
        (
            "role r {\n trust = \"lambda\"\n allow \"s3:GetObject\", \"s3:PutObject\" on \"arn:aws:s3:::b/*\"\n}",
            "role r {\n trust = \"lambda\"\n allow \"S3:getobject\" on \"arn:aws:s3:::b/*\"\n allow \"s3:PutObject\" on \"arn:aws:s3:::b/*\", \"arn:aws:s3:::b/raw/*\"\n}",
            nothing,
        ),
        // A policy that all have.
        (
            "policy p { allow \"s3:GetObject\" on \"arn:aws:s3:::b/*\" }\nrole r {\n trust = \"lambda\"\n policies = [policy.p]\n}",
            "policy p { allow \"s3:GetObject\", \"s3:PutObject\" on \"arn:aws:s3:::b/*\" }\nrole r {\n trust = \"lambda\"\n policies = [policy.p]\n}",
            &["+ role.r: s3:PutObject on arn:aws:s3:::b/*"][..],
        ),
        // Who may take a role on.
        (
            "role r { trust = \"lambda\" }\nrole s { trust = \"lambda\" }",
            "role r { trust = [\"lambda\", role.s, \"ec2\"] }\nrole s { trust = \"lambda\" }",
            &["+ role.s: sts:AssumeRole on role.r", "+ ec2.amazonaws.com: sts:AssumeRole on role.r"][..],
        ),
        // A resource's own policy, and one that says what the role has already.
        (
            "queue q {}\nrole r {\n trust = \"lambda\"\n allow \"sqs:SendMessage\" on queue.q\n}\nrole s { trust = \"lambda\" }",
            "queue q { allow \"sqs:SendMessage\" to role.r, role.s }\nrole r {\n trust = \"lambda\"\n allow \"sqs:SendMessage\" on queue.q\n}\nrole s { trust = \"lambda\" }",
            &["+ role.s: sqs:SendMessage on queue.q"][..],
        ),
        // A denial in a resource's policy concerns whoever is allowed it elsewhere.
        (
            "queue q {}\nrole r {\n trust = \"lambda\"\n allow \"sqs:*\" on \"*\"\n}",
            "queue q { deny \"sqs:DeleteQueue\" to \"*\" }\nrole r {\n trust = \"lambda\"\n allow \"sqs:*\" on \"*\"\n}",
            &["- role.r: sqs:DeleteQueue on queue.q"][..],
        ),
        // Somebody becomes everybody.
        (
            "bucket b {\n public_access = true\n allow \"s3:GetObject\" on \"${bucket.b.arn}/*\" to \"444455556666\"\n}",
            "bucket b {\n public_access = true\n allow \"s3:GetObject\" on \"${bucket.b.arn}/*\" to \"*\"\n}",
            &["+ *: s3:GetObject on bucket.b/*"][..],
        ),
        // A policy that is not known here.
        (
            "role r { trust = \"lambda\" }",
            "role r {\n trust = \"lambda\"\n managed = [\"arn:aws:iam::aws:policy/NobodyKnows\"]\n}",
            &["? role.r: what the policy `arn:aws:iam::aws:policy/NobodyKnows` says is not known here"][..],
        ),
    ] {
        assert_eq!(change(before, after), expected, "from\n{before}\nto\n{after}");
        let back: Vec<String> = change(after, before);
        assert_eq!(back.is_empty(), expected.is_empty(), "and back: {back:?}");
    }
}

#[test]
fn a_bucket_whose_policy_names_everybody_is_opened_by_an_attribute_alone() {
    let bucket = |open: bool| {
        let allow = "#[allow(public-bucket): \"as told\"]";
        let line = "allow \"s3:GetObject\" to \"*\" on \"${bucket.b.arn}/*\"";
        format!("bucket b {{\n public_access = {open}\n {allow}\n {line}\n}}")
    };
    assert_eq!(change(&bucket(false), &bucket(true)), ["+ *: s3:GetObject on bucket.b/*"]);
    // The policy still says so, but nobody comes in from outside.
    assert_eq!(change(&bucket(true), &bucket(false)), ["- *: s3:GetObject on bucket.b/*"]);
    assert_eq!(change(&bucket(true), &bucket(true)), [""; 0]);
    // A policy that names everybody shuts out those whom it names as well, until it names just them.
    let also = |line: &str| {
        format!(
            "bucket b {{\n public_access = false\n {line}\n allow \"s3:GetObject\" to \"444455556666\" on \"${{bucket.b.arn}}/*\"\n}}"
        )
    };
    let open = "#[allow(public-bucket): \"as told\"]\n allow \"s3:ListBucket\" to \"*\"";
    assert_eq!(change(&also(open), &also(""))[..1], ["+ 444455556666: s3:GetObject on bucket.b/*"]);
}

#[test]
fn thousands_of_resources_with_policies_of_their_own_are_decided() {
    let buckets = |count: usize, denied: &str| -> String {
        let bucket = |at: usize| {
            format!(
                "bucket b{at} {{\n deny \"s3:*\" on \"*\" to \"*\" when {{ Bool \"aws:SecureTransport\" = false }}\n deny \"{denied}\" on \"*\" to \"*\"\n}}\n"
            )
        };
        (0..count).map(bucket).collect()
    };
    let role = "role r {\n trust = \"lambda\"\n allow \"s3:GetObject\", \"s3:DeleteObject\" on \"*\"\n}\n";
    let started = Instant::now();
    let told = change(
        &format!("{role}{}", buckets(2_000, "s3:DeleteObject")),
        &format!("{role}{}", buckets(2_000, "s3:PutObject")),
    );
    let (first, last) = (told.first().map(String::as_str), told.last().map(String::as_str));
    assert!(
        first.is_some_and(|line| line.starts_with("+ role.r: s3:DeleteObject on bucket.b0")),
        "{first:?}"
    );
    assert!(last.is_some_and(|line| line.starts_with("+ role.r: ")), "{last:?}");
    let same = change(
        &format!("{role}{}", buckets(2_000, "s3:PutObject")),
        &format!("{role}{}", buckets(2_000, "s3:PutObjectAcl")),
    );
    assert_eq!(same, [""; 0]);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

#[test]
fn what_moves_gains_nothing() {
    let body = |name: &str| {
        format!(
            "{HEAD}bucket b {{}}\nrole {name} {{\n trust = \"lambda\"\n allow \"s3:GetObject\" on \"${{bucket.b.arn}}/*\"\n}}\n"
        )
    };
    let snapshot = applied(analysed(&body("old")).any());
    let text = format!("{}moved role.old -> role.new\n", body("new"));
    let moves = analysed(&text).any().moves.clone();
    assert_eq!(moved_rows(&snapshot, &moves).len(), 1);
    let identities = plan::identities(&snapshot, &moves);
    let plan = planned(&snapshot, &analysed_with(&text, &Options { identities, ..Options::default() }));
    assert_eq!(told(&plan.access), [""; 0]);
}

#[test]
fn what_was_changed_outside_is_the_state_before() {
    let text = format!(
        "{HEAD}role r {{\n trust = \"lambda\"\n allow \"s3:GetObject\" on \"arn:aws:s3:::b/*\"\n}}\n"
    );
    let wide = format!("{HEAD}role r {{\n trust = \"lambda\"\n allow \"s3:*\" on \"arn:aws:s3:::b/*\"\n}}\n");
    let stack = analysed(&text);
    let mut snapshot = applied(stack.any());
    let found = analysed(&wide).any().resources.values().next().unwrap().inputs.clone();
    snapshot.actual.insert("role.r".into(), Actual::Changed(found));
    assert_eq!(told(&planned(&snapshot, &stack).access), ["- role.r: s3:* on arn:aws:s3:::b/*"]);
}

/// Many roles, each with statements of its own, a shared policy and a bound, and functions that carry them.
fn many(count: usize, shared: &str, own: &str) -> String {
    let mut text = format!(
        "{HEAD}policy shared {{ allow \"s3:GetObject\"{shared} on \"arn:aws:s3:::shared/*\" }}\npolicy bound {{ allow \"s3:*\", \"sqs:*\", \"logs:*\" on \"*\" }}\n"
    );
    for at in 0..count {
        text.push_str(&format!(
            "bucket b{at} {{}}\nrole r{at} {{\n trust = \"lambda\"\n policies = [policy.shared]\n boundary = policy.bound\n allow \"s3:GetObject\"{own} on \"${{bucket.b{at}.arn}}/*\"\n allow \"sqs:SendMessage\" on \"arn:aws:sqs:ap-northeast-2:111122223333:q{at}\"\n}}\n"
        ));
    }
    text
}

#[test]
fn a_thousand_roles_take_no_time_worth_telling() {
    let before = applied(analysed(&many(1_000, "", "")).any());
    let after = analysed(&many(1_000, ", \"s3:PutObject\"", ", \"s3:DeleteObject\""));
    let start = Instant::now();
    let plan = planned(&before, &after);
    let took = start.elapsed();
    assert_eq!(plan.access.gained.len(), 2_000);
    assert!(plan.access.gained.iter().all(|one| one.principal.reach == Reach::Account));
    assert!(plan.access.unknown.is_empty() && plan.access.lost.is_empty());
    // Without optimisations, with other tests beside it, on whatever machine: only what is quadratic takes longer.
    assert!(took < Duration::from_secs(30), "{took:?}");
}

/// What `iam compare` says of two, both outputs together.
fn compare(folder: &Path, a: &str, b: &str) -> String {
    let mut command = assert_cmd::Command::cargo_bin("stackc").unwrap();
    command.current_dir(folder).env_clear().env("COLUMNS", "100").env("NO_COLOR", "1");
    let output = command.args(["iam", "compare", a, b]).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn what_cannot_be_compared_is_said_and_what_is_not_known_is_never_a_yes() {
    let folder = tempfile::TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let stack = |account: &str, rest: &str| {
        format!(
            "stack s {{ region = \"us-east-1\"  account = \"{account}\" }}\nrole team {{\n  trust = \"lambda\"\n{rest}}}\n"
        )
    };
    write("one.stack", &stack("111122223333", "  allow \"s3:GetObject\" on \"*\"\n"));
    write("same.stack", &stack("111122223333", "  allow \"S3:GETOBJECT\" on \"*\", \"arn:aws:s3:::x/*\"\n"));
    write("other.stack", &stack("444455556666", "  allow \"s3:GetObject\" on \"*\"\n"));
    write("managed.stack", &stack("111122223333", "  managed = [\"NobodyKnowsThis\"]\n"));
    write(
        "get.json",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}",
    );
    let said = |a, b| compare(folder.path(), a, b);
    for (a, b, words) in [
        ("one.stack", "same.stack", "equal: "),
        ("one.stack:role.team", "same.stack:role.team", "equal: "),
        ("one.stack:role.team", "get.json", "equal: "),
        ("get.json", "other.stack:role.team", "equal: "),
        ("one.stack", "other.stack", "unknown: "),
        ("one.stack", "other.stack", "`other.stack` is of account 444455556666"),
        ("managed.stack:role.team", "get.json", "unknown: "),
        ("one.stack", "managed.stack", "`NobodyKnowsThis` says is not known here"),
        ("one.stack@0", "one.stack", "narrower: "),
        ("one.stack@1", "one.stack", "`s` has no generation 1"),
        ("one.stack", "get.json", "name a role or a policy of it"),
        ("one.stack:role.tem", "get.json", "did you mean `role.team`?"),
        ("two.stack", "get.json", "there is no `two.stack`"),
    ] {
        let said = said(a, b);
        assert!(said.contains(words), "{a} {b}: {said}");
    }
}
