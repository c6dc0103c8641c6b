//! What is moved, adopted, let go and protected, as users meet it.

use std::path::Path;

use crate::cli::{snapshot, transcript};

const HEAD: &str = "stack shop { region = \"ap-northeast-2\"  account = \"111122223333\" }\n";

/// A folder with a stack in it, and the program run there.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("code")).unwrap();
        std::fs::write(folder.path().join("code/app.py"), "def handler(): pass\n").unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes the stack; its text.
    fn says(&self, text: &str) -> String {
        std::fs::write(self.path().join("shop.stack"), format!("{HEAD}{text}")).unwrap();
        format!("---- shop.stack\n{text}")
    }

    fn run(&self, arguments: &[&str]) -> String {
        transcript(self.path(), arguments, "")
    }

    /// Says something and applies it, which must work.
    fn applies(&self, text: &str) {
        self.says(text);
        let applied = self.run(&["apply", "--yes"]);
        assert!(applied.ends_with("exit 0\n"), "{applied}");
    }

    fn plan(&self) -> serde_json::Value {
        let output = assert_cmd::Command::cargo_bin("stackc")
            .unwrap()
            .current_dir(self.path())
            .args(["plan", "--format", "json"])
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

const FLOWS: &str = "bucket photos {}
function resize { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\" }
api public { protocol = \"http\" }
schedule nightly { every = rate(1 day) }
bucket.photos created -> function.resize
api.public \"GET /x\" -> function.resize
schedule.nightly -> function.resize
";

const RENAMED: &str = "bucket images {}
function shrink { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\" }
api front { protocol = \"http\" }
schedule daily { every = rate(1 day) }
bucket.images created -> function.shrink
api.front \"GET /x\" -> function.shrink
schedule.daily -> function.shrink
";

const MOVES: &str = "moved bucket.photos -> bucket.images
moved function.resize -> function.shrink
moved api.public -> api.front
moved schedule.nightly -> schedule.daily
";

#[test]
fn a_rename_moves_a_thing_with_its_parts_and_arrows_and_touches_nothing() {
    let place = Place::new();
    place.applies(FLOWS);
    let before = place.run(&["world", "list", "--format", "json"]);
    let text = place.says(&format!("{RENAMED}{MOVES}"));
    let plan = place.plan();
    let actions: Vec<&str> =
        plan["changes"].as_array().unwrap().iter().map(|step| step["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["move"; 12]);
    assert!(plan["changes"][0]["previous_address"].is_string());
    snapshot("change_moved", &[text, place.run(&["plan"]), place.run(&["apply", "--yes"])].join("\n"));
    // The line may stay or go; and the world was never called.
    assert!(place.run(&["plan"]).contains("nothing to do"));
    place.says(RENAMED);
    assert!(place.run(&["plan"]).contains("nothing to do"));
    let things =
        |text: &str| text.split("\"things\"").nth(1).map(|rest| rest.replace("shrink", "resize")).unwrap();
    let (before, after) = (things(&before), things(&place.run(&["world", "list", "--format", "json"])));
    let ids = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.contains("physical_id")).map(str::to_owned).collect()
    };
    assert!(
        ids(&before).len() == 12
            && ids(&before)
                == ids(&after).iter().map(|id| id.replace("shrink", "resize")).collect::<Vec<_>>()
    );
    // And moved once more, over two addresses at once.
    place.says(
        &format!("{RENAMED}moved bucket.images -> bucket.a\nmoved bucket.a -> bucket.b\n")
            .replace("bucket images", "bucket b")
            .replace("bucket.images created", "bucket.b created"),
    );
    let plan = place.plan();
    assert_eq!(plan["summary"]["move"], 3, "{plan}");
    assert!(place.run(&["apply", "--yes"]).contains("3 moved"));
    assert!(place.run(&["state", "list"]).contains("arn:aws:s3:::shop-photos-111122223333"));
}

#[test]
fn what_moves_may_change_at_once_or_be_replaced() {
    let place = Place::new();
    place.applies("bucket a {}\nbucket b { name = \"shop-one\" }\n");
    let text = place.says(
        "bucket c { versioning = true }\nbucket d { name = \"shop-two\" }\n\
         moved bucket.a -> bucket.c\nmoved bucket.b -> bucket.d\n",
    );
    snapshot(
        "change_moved_and_changed",
        &[text, place.run(&["plan"]), place.run(&["apply", "--yes"])].join("\n"),
    );
    assert!(place.run(&["plan"]).contains("nothing to do"));
}

#[test]
fn a_move_that_comes_too_late_is_refused() {
    let place = Place::new();
    place.applies("bucket a {}\n");
    place.applies("bucket a {}\nbucket b {}\n");
    let text = place.says("bucket b {}\nmoved bucket.a -> bucket.b\n");
    snapshot("change_moved_late", &[text, place.run(&["plan"])].join("\n"));
}

#[test]
fn what_exists_is_adopted_and_what_is_let_go_stays() {
    let place = Place::new();
    let mut texts = vec![place.says("bucket legacy {}\nadopt bucket.legacy = \"legacy-files\"\n")];
    texts.push(place.run(&["plan"]));
    for arguments in [
        &["world", "put", "bucket", "legacy-files", "versioning=true"][..],
        &["world", "put", "buckt", "legacy-files", "versioning=true"],
        &["world", "put", "bucket", "legacy-2", "versoning=true"],
        &["world", "put", "bucket", "legacy-2", "versioning=3s"],
        &["world", "put", "legacy-files", "raw/1.jpg", "raw/2.jpg"],
        &["world", "put", "nowhere", "raw/1.jpg"],
        &["plan"],
        &["apply", "--yes"],
        &["plan"],
    ] {
        texts.push(place.run(arguments));
    }
    // The name is remembered when the line is gone.
    texts.push(place.says("bucket legacy { versioning = true }\n"));
    texts.push(place.run(&["apply", "--yes"]));
    texts.push(place.says("forget bucket.legacy\n"));
    texts.extend(
        [&["apply", "--yes"][..], &["plan"], &["world", "list"]].map(|arguments| place.run(arguments)),
    );
    snapshot("change_adopted", &texts.join("\n"));
}

#[test]
fn an_adopted_function_comes_with_its_parts() {
    let place = Place::new();
    place.says("bucket other {}\n");
    let put = [
        "world",
        "put",
        "function",
        "old",
        "runtime=python3.13",
        "handler=app.handler",
        "code=./code",
        "env.MODE=1",
    ];
    assert!(place.run(&put).contains("log-group:/aws/lambda/old"));
    place.says(
        "function old { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\"  env { MODE = 1 } }\n\
         adopt function.old = \"arn:aws:lambda:ap-northeast-2:111122223333:function:old\"\n",
    );
    let plan = place.plan();
    assert_eq!((&plan["summary"]["adopt"], &plan["summary"]["create"]), (&3.into(), &0.into()), "{plan}");
    assert!(
        plan["changes"]
            .as_array()
            .unwrap()
            .iter()
            .all(|step| step["attributes"].as_array().unwrap().is_empty())
    );
    assert!(place.run(&["apply", "--yes"]).ends_with("exit 0\n"));
    assert!(place.run(&["plan"]).contains("nothing to do"));
}

#[test]
fn what_cannot_be_adopted_is_refused_with_what_to_do() {
    let place = Place::new();
    place.applies("bucket mine {}\nbucket full { name = \"shop-full\" }\n");
    assert!(place.run(&["world", "put", "bucket", "shop-other"]).ends_with("exit 0\n"));
    let mut texts = Vec::new();
    for text in [
        "bucket mine {}\nbucket full { name = \"shop-full\" }\nbucket b {}\nadopt bucket.b = \"shop-full\"\n",
        "bucket mine {}\nadopt bucket.mine = \"shop-other\"\n",
        "bucket mine {}\nbucket b { name = \"shop-b\" }\nadopt bucket.b = \"shop-other\"\n",
        "bucket mine {}\nbucket b { name = \"shop-other\" }\n",
    ] {
        texts.push(place.says(text));
        texts.push(place.run(&["plan"]));
    }
    snapshot("change_not_adoptable", &texts.join("\n"));
}

#[test]
fn kubernetes_goes_on_by_one_version_and_never_back() {
    let place = Place::new();
    let of = |version: &str| format!("kubernetes main {{ version = \"{version}\" }}\n");
    place.applies(&of("1.34"));
    let mut texts = Vec::new();
    for version in ["1.36", "1.33", "1.35"] {
        texts.push(place.says(&of(version)));
        texts.push(place.run(&["plan"]));
    }
    snapshot("change_skipped_version", &texts.join("\n"));
    assert!(place.run(&["apply", "--yes"]).ends_with("exit 0\n"));
}

#[test]
fn a_volume_grows_and_never_shrinks() {
    let place = Place::new();
    let of = |size: &str| {
        format!(
            "volume ledger {{ zone = \"ap-northeast-2a\"  type = \"gp3\"  size = {size} }}\ninstance ledger {{\n  type  = \"t3.small\"\n  image = \"ami-0123456789abcdef0\"\n  zone  = \"ap-northeast-2a\"\n  mount \"/ledger\" from volume.ledger\n}}\n"
        )
    };
    place.applies(&of("200 GB"));
    let mut texts = vec![place.says(&of("100 GB")), place.run(&["plan"])];
    texts.push(place.says(&of("300 GB")));
    texts.push(place.run(&["plan"]));
    snapshot("change_volume_shrink", &texts.join("\n"));
    assert!(place.run(&["apply", "--yes"]).ends_with("exit 0\n"));
}

const TOOLS: &str = "repository tools { immutable = true  keep_images = 10 }
function report { image = \"${repository.tools.url}:1.0.0\" }
";

#[test]
fn an_image_is_missed_until_one_was_pushed() {
    let place = Place::new();
    let mut texts = vec![place.says(TOOLS), place.run(&["plan"])];
    place.applies("repository tools { immutable = true  keep_images = 10 }\n");
    place.says(TOOLS);
    texts.push(place.run(&["plan"]));
    texts.push(place.run(&["world", "put", "repository.tools", "1.0.0"]));
    texts.push(place.run(&["plan"]));
    snapshot("change_image_not_pushed", &texts.join("\n"));
}

const SEARCH: &str = "volume search { zone = \"ap-northeast-2a\"  type = \"gp3\"  size = 100 GB }\n";

#[test]
fn a_volume_is_changed_four_times_a_day_and_no_more() {
    let place = Place::new();
    place.applies(SEARCH);
    for change in ["size = 150 GB", "size = 200 GB", "size = 200 GB  iops = 4000", "size = 250 GB"] {
        place.applies(&SEARCH.replace("size = 100 GB", change));
    }
    // What is not a change of the disk itself is not counted.
    let tagged = |size: &str| {
        SEARCH.replace("size = 100 GB }", &format!("size = {size}  tags {{ team = \"search\" }} }}"))
    };
    place.applies(&tagged("250 GB"));
    let mut texts = vec![place.says(&tagged("300 GB")), place.run(&["plan"])];
    texts.push(place.run(&["world", "wait", "23h"]));
    texts.push(place.run(&["plan"]));
    texts.push(place.run(&["world", "wait", "1 day"]));
    texts.push(place.run(&["apply", "--yes"]));
    texts.push(place.run(&["world", "wait", "3 GB"]));
    snapshot("change_fifth_volume_change", &texts.join("\n"));
    // Another volume in its place has its own count.
    place.applies("");
    place.applies(SEARCH);
    place.applies(&SEARCH.replace("100 GB", "150 GB"));
}

/// Plays what a stack of two faults says would be applied before, and what its scenario changes in which hour; the rules
/// that refuse each plan on the way.
fn played(text: &str) -> Vec<(String, Vec<String>)> {
    let place = Place::new();
    let refused = |text: &str| -> Vec<String> {
        std::fs::write(place.path().join("shop.stack"), text).unwrap();
        let findings = place.plan()["diagnostics"].as_array().unwrap().clone();
        let errors = findings.iter().filter(|found| found["severity"] == "error");
        errors.map(|found| found["rule"].as_str().unwrap().to_owned()).collect()
    };
    let (before, scenario) = text.split_once("scenario ").unwrap();
    let applied =
        before.lines().find_map(|line| line.strip_prefix("// applied: volume.ledger.size = ")).unwrap();
    assert_eq!(refused(&before.replacen("100 GB", applied, 1)), [""; 0]);
    place.run(&["apply", "--yes"]);
    let mut played = vec![("size = 100 GB".to_owned(), refused(before))];
    let (mut hour, mut stack) = (0, before.replacen("100 GB", applied, 1));
    for line in scenario.lines().filter_map(|line| line.trim().strip_prefix("change volume.search at ")) {
        let (at, rest) = line.split_once("h ").unwrap();
        let at: u32 = at.parse().unwrap();
        place.run(&["world", "wait", &format!("{}h", at - hour)]);
        hour = at;
        let set = rest.split(['{', '}']).nth(1).unwrap().trim();
        let (name, _) = set.split_once(" = ").unwrap();
        let (head, search) = stack.split_once("volume search {").unwrap();
        let kept = search.replace(" }", "  }");
        let kept: Vec<&str> = kept
            .trim_end_matches(['}', '\n', ' '])
            .split("  ")
            .filter(|one| !one.trim().starts_with(name))
            .collect();
        stack = format!("{head}volume search {{{}  {set} }}\n", kept.join("  "));
        played.push((line.to_owned(), refused(&stack)));
        place.run(&["apply", "--yes"]);
    }
    played
}

#[test]
fn the_shared_stack_of_two_volumes_is_refused_where_it_is_marked() {
    let Ok(text) = std::fs::read_to_string("../shared/examples/broken/09-volume.stack") else {
        eprintln!("skipped: the shared examples are not here");
        return;
    };
    let played = played(&text);
    assert!(played.len() == 6, "{played:?}");
    for (line, rules) in played {
        let marked = text.lines().find(|full| full.contains(&line)).unwrap().split_once("// expect: ");
        assert_eq!(rules, marked.map(|(_, rule)| rule).into_iter().collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn protection_is_remembered_when_the_declaration_goes() {
    let place = Place::new();
    let text = "param safe: bool = true\nbucket files { lifecycle { protect = safe } }\n";
    place.applies(text);
    let mut texts = vec![place.says("param safe: bool = true\n"), place.run(&["plan"])];
    texts.push(place.says("param safe: bool = true\nbucket files if !safe {}\n"));
    texts.push(place.run(&["plan"]));
    texts.push(place.says(text));
    texts.push(place.run(&["plan", "--destroy"]));
    texts.push(place.run(&["apply", "--yes", "--param", "safe=false"]));
    snapshot("change_protected", &texts.join("\n"));
    place.applies("param safe: bool = true\n");
    assert!(place.run(&["world", "list"]).contains("The world is empty"));
}

#[test]
fn what_is_watched_replaces_what_watches_it() {
    let place = Place::new();
    let with = |days: u8| {
        format!(
            "bucket a {{ expire after {days} days }}\n\
             bucket b {{ lifecycle {{ replace_when = [bucket.a, bucket.a.name] }} }}\n"
        )
    };
    place.applies(&with(1));
    assert!(place.run(&["plan"]).contains("nothing to do"));
    let text = place.says(&with(2));
    snapshot("change_watched", &[text, place.run(&["plan"]), place.run(&["apply", "--yes"])].join("\n"));
    assert!(place.run(&["plan"]).contains("nothing to do"));
}

#[test]
fn what_looks_renamed_is_proposed_to_be_moved() {
    let place = Place::new();
    place.applies("bucket photos { versioning = true }\nfunction f { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\" }\n");
    let mut texts = vec![place.says(
        "bucket images { versioning = true }\nfunction g { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\"  timeout = 30s }\n",
    )];
    texts.push(place.run(&["plan"]));
    // One name on both sides can only be refused.
    texts.push(place.says("bucket images { name = \"shop-photos-111122223333\" }\n"));
    texts.push(place.run(&["plan"]));
    snapshot("change_renamed", &texts.join("\n"));
}

#[test]
fn a_renamed_loop_or_module_is_proposed_to_be_moved_as_a_whole() {
    let place = Place::new();
    std::fs::create_dir(place.path().join("site")).unwrap();
    std::fs::write(place.path().join("site/site.stack"), "bucket files {}\nbucket logs {}\n").unwrap();
    let text =
        "bucket images for key in [\"a\", \"b\"] {}\nmodule site from \"./site\" for key in [\"a\"] {}\n";
    place.applies(text);
    let renamed = text.replace("images", "photos").replace("module site", "module shop");
    let mut texts = vec![place.says(&renamed), place.run(&["plan"])];
    let moves = "moved bucket.images -> bucket.photos\nmoved module.site -> module.shop\n";
    place.says(&format!("{renamed}{moves}"));
    let plan = place.plan();
    assert_eq!((&plan["summary"]["move"], &plan["summary"]["create"]), (&4.into(), &0.into()), "{plan}");
    // Where a part of a loop stays, what goes is told one by one.
    let some = text.replace("[\"a\", \"b\"]", "[\"b\"]") + "bucket photos for key in [\"a\"] {}\n";
    texts.extend([place.says(&some), place.run(&["plan"])]);
    snapshot("change_renamed_loop", &texts.join("\n"));
}

#[test]
fn a_module_that_holds_the_same_things_is_proposed_to_be_moved_though_one_of_them_differs() {
    let place = Place::new();
    std::fs::create_dir_all(place.path().join("site/part")).unwrap();
    let site = "param key: string\nbucket files {}\nmodule part from \"./part\" {}\n\
                queue jobs { visibility = if key == \"a\" then 1m else 2m  delay = if key == \"a\" then 1s else 2s }\n";
    std::fs::write(place.path().join("site/site.stack"), site).unwrap();
    std::fs::write(place.path().join("site/part/part.stack"), "bucket logs {}\nbucket lists {}\n").unwrap();
    let text = "module site from \"./site\" for key in [\"a\"] { key = key }\n";
    place.applies(text);
    let mut texts = vec![place.says(&text.replace("[\"a\"]", "[\"b\"]")), place.run(&["plan"])];
    // What only shares a part with it is told part by part.
    std::fs::create_dir(place.path().join("shop")).unwrap();
    let shop = site.lines().filter(|line| !line.starts_with("queue")).collect::<Vec<_>>().join("\n");
    std::fs::write(place.path().join("shop/shop.stack"), shop.replace("./part", "../site/part")).unwrap();
    texts.extend([place.says("module shop from \"./shop\" { key = \"b\" }\n"), place.run(&["plan"])]);
    snapshot("change_renamed_module", &texts.join("\n"));
}

#[test]
fn a_role_that_gets_another_path_keeps_its_name_and_cannot_come_first() {
    let place = Place::new();
    let role = |path: &str, order: &str| {
        format!(
            "role r {{\n  trust = \"lambda\"\n  path  = \"{path}\"\n  lifecycle {{ replace = \"{order}\" }}\n}}\n"
        )
    };
    place.applies(&role("/a/", "create_first"));
    place.says(&role("/b/", "create_first"));
    let refused = place.run(&["plan"]);
    assert!(refused.contains("create-first-same-name") && refused.ends_with("exit 1\n"), "{refused}");
    place.applies(&role("/b/", "delete_first"));
    assert!(place.run(&["plan"]).contains("nothing to do"));
}

#[test]
fn another_region_or_account_is_another_stack() {
    let place = Place::new();
    place.applies("function f { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\" }\n");
    std::fs::write(place.path().join("shop.stack"), HEAD.replace("ap-northeast-2", "eu-west-1")).unwrap();
    snapshot("change_region", &place.run(&["plan"]));
    assert!(place.run(&["plan", "--destroy"]).ends_with("exit 0\n"));
}

#[test]
fn calls_go_wrong_when_they_are_told_to_and_a_world_is_emptied() {
    let place = Place::new();
    place.says("function f { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\" }\n");
    let texts = [
        &["world", "fault", "create", "function.f", "--effect", "half-made"][..],
        &["world", "fault", "update", "function.g"],
        &["world", "fault", "delete", "function.f", "--effect", "half-made"],
        &["apply", "--yes"],
        &["apply", "--yes"],
        &["world", "reset"],
        &["world", "reset", "--yes"],
        &["world", "list"],
    ]
    .map(|arguments| place.run(arguments));
    snapshot("change_faults", &texts.join("\n"));
    // What is wrong elsewhere is no matter; where the state is must be certain.
    place.says("function f { tmeout = 3s }\n");
    assert!(place.run(&["state", "list"]).ends_with("exit 0\n"));
    let unknown = "param stage: string\nstack shop { region = \"us-east-1\"  account = \"111122223333\"  state = \"${stage}.db\" }\n";
    std::fs::write(place.path().join("shop.stack"), unknown).unwrap();
    snapshot("change_unsound", &[place.run(&["world", "list"]), place.run(&["state", "list"])].join("\n"));
}

#[test]
fn what_is_replaced_takes_its_parts_along() {
    let place = Place::new();
    place.applies(FLOWS);
    let mut texts = vec![place.run(&["plan", "--replace", "function.resiz"])];
    texts.push(place.run(&["plan", "--replace", "function.resize", "--full"]));
    texts.push(place.run(&["apply", "--replace", "function.resize", "--yes"]));
    assert!(place.run(&["plan"]).contains("nothing to do"));
    // What is deleted outside takes along what AWS keeps within it.
    texts.push(place.run(&["world", "delete", "function.resize"]));
    texts.push(place.run(&["plan"]));
    snapshot("change_replaced", &texts.join("\n"));
    assert!(place.run(&["apply", "--yes"]).ends_with("exit 0\n"));
    assert!(place.run(&["plan"]).contains("nothing to do"));
}

#[test]
fn what_is_left_over_from_a_replacement_is_planned_to_go() {
    let place = Place::new();
    let with = |name: &str| {
        format!("bucket a {{ name = \"shop-{name}\"  lifecycle {{ replace = \"create_first\" }} }}\n")
    };
    place.applies(&with("one"));
    assert!(place.run(&["world", "fault", "delete", "bucket.a"]).ends_with("exit 0\n"));
    place.says(&with("two"));
    assert!(place.run(&["apply", "--yes"]).contains("1 failed"));
    let plan = place.plan();
    assert_eq!(plan["leftovers"][0]["physical_id"], "arn:aws:s3:::shop-one", "{plan}");
    assert_eq!(plan["order"][0]["operation"], "delete");
    snapshot("change_left_over", &[place.run(&["plan"]), place.run(&["apply", "--yes"])].join("\n"));
    assert!(place.run(&["plan"]).contains("nothing to do"));
}

#[test]
fn a_saved_plan_is_stale_when_the_code_it_was_made_for_changed() {
    let place = Place::new();
    place.says("function f { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"./code\" }\n");
    assert!(place.run(&["plan", "--out", "saved.plan"]).ends_with("exit 0\n"));
    std::fs::write(place.path().join("code/more.py"), "x = 1\n").unwrap();
    let refused = place.run(&["apply", "saved.plan", "--yes"]);
    assert!(refused.contains("the plan is stale: `./code` does not hold what it did"), "{refused}");
    assert!(refused.ends_with("exit 1\n"), "{refused}");
    std::fs::remove_file(place.path().join("code/more.py")).unwrap();
    assert!(place.run(&["apply", "saved.plan", "--yes"]).ends_with("exit 0\n"));
}

#[test]
fn things_move_into_loops_and_between_modules_with_nothing_destroyed() {
    let place = Place::new();
    std::fs::create_dir(place.path().join("site")).unwrap();
    let module = "param who: string\nbucket files {}\nfunction f { runtime = \"python3.13\"  handler = \"app.handler\"  code = \"../code\" }\nbucket.files created -> function.f\n";
    std::fs::write(place.path().join("site/site.stack"), module).unwrap();
    place.applies("bucket photos for k in [\"a\", \"b\"] {}\nbucket one {}\nmodule acme from \"./site\" { who = \"x\" }\n");
    let text = place.says(
        "bucket pics for k in [\"eu\", \"b\", \"one\"] {}\nmodule site from \"./site\" for k in [\"acme\"] { who = k }\n\
         moved bucket.photos -> bucket.pics\nmoved bucket.photos[\"a\"] -> bucket.pics[\"eu\"]\n\
         moved bucket.one -> bucket.pics[\"one\"]\nmoved module.acme -> module.site[\"acme\"]\n",
    );
    snapshot("change_moved_far", &[text, place.run(&["plan"]), place.run(&["apply", "--yes"])].join("\n"));
    assert!(place.run(&["plan"]).contains("nothing to do"));
}
