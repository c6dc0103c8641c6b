//! `check --fix`: all that has one right answer is mended, and nothing else is touched.

use std::path::Path;

use assert_cmd::Command;

const STACK: &str = "stack s { region = \"us-east-1\"  account = \"111122223333\" }\n";

/// What a check with `--fix` says on stderr, and the text afterwards.
fn mended(folder: &Path, text: &str) -> (String, String) {
    let file = folder.join("s.stack");
    std::fs::write(&file, text).unwrap();
    let mut command = Command::cargo_bin("stackc").unwrap();
    let output =
        command.args(["check", ".", "--fix", "--format", "short"]).current_dir(folder).output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), std::fs::read_to_string(&file).unwrap())
}

#[test]
fn fixes_that_touch_the_same_text_are_applied_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{STACK}role exec {{\n  trust = \"ecs-tasks\"\n}}\nrepository app {{}}\ncluster c {{}}\nservice s {{\n  cluster = \
         cluster.c\n  launch = \"fargate\"\n  count = 2\n  cpu = 0.5 vCPU\n  memory = 1 GB\n  execution_role = role.exec\n  \
         container app {{ image = \"${{repository.app.url}}:1\" }}\n}}\n"
    );
    let (said, now) = mended(folder.path(), &text);
    assert_eq!(said, "applied 2 fixes in 1 file\n");
    assert!(now.contains("allow \"logs:CreateLogStream\""), "{now}");
    assert!(now.contains("allow \"ecr:GetAuthorizationToken\" on \"*\""), "{now}");
    // What is mended stays as it is.
    assert_eq!(mended(folder.path(), &now), (String::new(), now));
}

#[test]
fn what_is_a_guess_or_has_several_answers_is_left_to_the_author() {
    let folder = tempfile::tempdir().unwrap();
    // Near a word, an environment with two ways to say a text, and an attribute that AWS calls otherwise.
    let text = format!(
        "{STACK}buckit photos {{}}\nbucket files {{}}\nfunction f {{\n  runtime = python3.14\n  handler = \"a.b\"\n  code = \
         \".\"\n  memory_size = 512 MB\n  env {{ FILES = bucket.files }}\n}}\n"
    );
    let (said, now) = mended(folder.path(), &text);
    assert_eq!(said, "applied 2 fixes in 1 file\n");
    assert_eq!(now, text.replace("python3.14", "\"python3.14\"").replace("memory_size", "memory"));
}

#[test]
fn names_that_may_be_missing_and_events_that_nobody_named_are_not_made_up() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{STACK}bucket files {{}}\nqueue waiting {{}}\nfunction f {{\n  runtime = \"python3.14\"\n  handler = entry_point\n  \
         code = \".\"\n  trigger = bucket.files\n}}\nvpcs main {{}}\n"
    );
    assert_eq!(mended(folder.path(), &text), (String::new(), text));
    let named = format!(
        "{STACK}schedule s {{\n  every = rate(1 day)\n  target = function.f\n}}\nfunction f {{\n  runtime = \"python3.14\"\n  handler = \"a.b\"\n  code = \".\"\n}}\n"
    );
    let (said, now) = mended(folder.path(), &named);
    assert_eq!(said, "applied 1 fix in 1 file\n");
    assert!(now.contains("}\n\nschedule.s -> function.f"), "{now}");
    // All of the line went, so the line went.
    assert!(now.contains("every = rate(1 day)\n}"), "{now}");
}

#[test]
fn a_param_that_a_module_does_not_see_is_not_taken_for_a_text() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("part")).unwrap();
    let part = "function f {\n  runtime = \"python3.14\"\n  handler = entry\n  code = \".\"\n}\n";
    std::fs::write(folder.path().join("part/part.stack"), part).unwrap();
    let text = format!("{STACK}param entry: string = \"a.b\"\nmodule part from \"./part\" {{}}\n");
    assert_eq!(mended(folder.path(), &text), (String::new(), text));
    assert_eq!(std::fs::read_to_string(folder.path().join("part/part.stack")).unwrap(), part);
}

#[test]
fn what_terraform_declares_becomes_what_is_declared_here() {
    let folder = tempfile::tempdir().unwrap();
    let text = "stack \"shop\" { region = us-east-1  account = \"111122223333\" }\n\nvariable \"stage\" {\n  type        = string\n  \
                default     = \"dev\"\n  description = \"Where it runs\"\n}\n\nlocals {\n  days = 30\n  team = \"photos\"\n}\n\nresource \
                \"aws_s3_bucket\" \"my-photos\" {\n  name = \"${var.stage}-${local.team}\"\n  versioning = true\n}\n\noutput \"arn\" {\n  value = \
                aws_s3_bucket.my_photos.arn\n}\n\nmodule \"part\" {\n  source = \"./part\"\n  days = local.days\n}\n";
    std::fs::create_dir(folder.path().join("part")).unwrap();
    std::fs::write(folder.path().join("part/part.stack"), "param days: number\n").unwrap();
    let (said, now) = mended(folder.path(), text);
    assert_eq!(said, "applied 13 fixes in 1 file\n", "{now}");
    assert_eq!(
        now,
        "stack shop { region = \"us-east-1\"  account = \"111122223333\" }\n\n/// Where it runs\nparam stage: string = \
         \"dev\"\n\nlet days = 30\nlet team = \"photos\"\n\nbucket my_photos {\n  name = \"${stage}-${team}\"\n  versioning = \
         true\n}\n\noutput arn = bucket.my_photos.arn\n\nmodule part from \"./part\" {\n  days = days\n}\n"
    );
}
