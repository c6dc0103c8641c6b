//! Secrets: whatever is run and whatever is written, their text is nowhere.

use std::path::Path;

use assert_cmd::Command;

/// Words that appear nowhere unless a secret leaks; the second is what `lower` would make of the first.
const SECRETS: &[&str] = &[
    "Hunter2Xyzzy",
    "hunter2xyzzy",
    "HUNTER2XYZZY",
    "SHVudGVyMlh5enp5",
    "plugh-4711",
    "4711815",
    "DefaultFoo99",
];

const STACK: &str = r#"stack vault { region = "us-east-1"  account = "111122223333" }

secret param password: string
secret param pair: { user: string  word: string }
secret param pin: number
secret param words: list(string) = []
secret param spare: string = "DefaultFoo99"
secret param absent: string?
param stage: "dev" | "prod" = "dev"

let template = "user:${password}"
let listed = [password, "open"]
let mapped = { word = password  open = "yes" }
let spread = { ...mapped  more = pair.word }
let chosen = if stage == "dev" then password else "none"
let renamed = [for word in listed: "x-${word}"]
let keyed = {for key, word in mapped: key => word}

function api {
  runtime = "python3.13"
  handler = "app.handler"
  code    = "./api"
  env {
    PASSWORD = password
    TEMPLATE = template
    LISTED   = listed[0]
    MAPPED   = mapped.word
    SPREAD   = spread.more
    CHOSEN   = chosen
    RENAMED  = renamed[0]
    KEYED    = keyed.word
    PIN      = pin
    PAIR     = pair.user
    SPARE    = spare
    PRESENT  = password != none
    OTHER    = absent ?? password
    LOWER    = lower(password)
    UPPER    = upper(password)
    BASE     = base64(password)
    HASH     = sha256(password)
    JSON     = json({ word = password  all = listed })
    JOINED   = join(["a", password], "-")
    FORMAT   = format("%s", password)
    REPLACED = replace(password, "1", "2")
    WORDS    = join(words, ",")
    VALUES   = join(values(mapped), ",")
    FLAT     = flatten([listed, words])[0]
    COUNT    = length(listed)
    ...spread
  }
  tags { NOTE = "${password}" }
}

output password = password
output template = template
output listed = listed
output nested = { deep = [spread] }
output upper = upper(password)
"#;

const PARAMS: &str =
    "password = \"Hunter2Xyzzy\"\npair = { user = \"root\"  word = \"plugh-4711\" }\npin = 4711815\n";

/// Everything that a run says.
fn run(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let mut command = Command::cargo_bin("stackc").unwrap();
    let output = command.current_dir(folder).env_clear().args(arguments).output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (text, output.status.code().unwrap())
}

fn clean(what: &str, bytes: &[u8]) {
    for secret in SECRETS {
        let held = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!held, "{what} holds `{secret}`:\n{}", String::from_utf8_lossy(bytes));
    }
}

/// Every file below a folder but those that hold the secrets by intent.
fn files(folder: &Path, all: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if !path.ends_with("vault.stack") && path.extension().is_none_or(|end| end != "params") {
            all.push(path);
        }
    }
}

#[test]
fn no_output_and_no_file_holds_the_text_of_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("vault.stack"), STACK).unwrap();
    std::fs::write(folder.join("vault.params"), PARAMS).unwrap();
    let given = ["--params", "vault.params"];
    for (command, exit) in [
        ("check", 0),
        ("check --format json", 0),
        ("check --format sarif", 0),
        ("plan --full", 0),
        ("plan --format json --full --out vault.plan", 0),
        ("graph", 0),
        ("graph --format json", 0),
        ("graph --format dot", 0),
        ("graph --format mermaid", 0),
        ("apply --yes --format json --progress json", 0),
        ("state list", 0),
        ("state list --format json", 0),
        ("state show function.api", 0),
        ("state show function.api --format json", 0),
        ("state history --format json", 0),
        ("world list --format json", 0),
        ("world show function.api", 0),
        ("world show function.api --format json", 0),
        ("plan --full", 0),
        ("plan --param password=SHVudGVyMlh5enp5 --full --format json", 0),
        ("apply --yes --param password=plugh-4711", 0),
        ("plan --destroy --full", 0),
        ("destroy --yes", 0),
    ] {
        let mut arguments: Vec<&str> = command.split(' ').collect();
        if matches!(arguments[0], "check" | "plan" | "graph" | "apply" | "destroy") {
            arguments.extend(given);
        }
        let (said, ended) = run(folder, &arguments);
        assert_eq!(ended, exit, "{command}:\n{said}");
        clean(command, said.as_bytes());
    }
    let mut written = Vec::new();
    files(folder, &mut written);
    assert!(written.len() >= 3, "{written:?}");
    for path in written {
        clean(&path.to_string_lossy(), &std::fs::read(&path).unwrap());
    }
}

#[test]
fn no_finding_holds_the_text_of_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let broken_files = [
        "password = \"Hunter2Xyzzy\npin = 4711815 plugh-4711\n",
        "password = Hunter2Xyzzy\n",
        "pasword = \"Hunter2Xyzzy\"\n",
        "password = 4711815 hunter2xyzzy\n",
        "stage = \"\"\"\npassword = \"Hunter2Xyzzy\"\n",
        "stage = [\npassword = \"Hunter2Xyzzy\"\n",
        "// Hunter2Xyzzy\npassword \"Hunter2Xyzzy\"\n",
        "\"Hunter2Xyzzy\"\n",
        "password: \"Hunter2Xyzzy\",\npin = \"plugh-4711\"\npassword = [\"Hunter2Xyzzy\"]\n",
        "pair = { user = 4711815  word = \"plugh-4711\"  more = 1 }\n",
        "{ \"stage\": \"dev\", \"password\": \"Hunter2Xyzzy\" }\n",
        "{\n  \"password\": \"Hunter2Xyzzy\",\n  \"stage\": \"dev\", \"pin\": 4711815\n}\n",
        "stage = \"dev\", password = \"Hunter2Xyzzy\"\n",
        "stage = \"dev\"  password: \"Hunter2Xyzzy\"\n",
        "stage = \"dev  password = Hunter2Xyzzy\n",
        "stage = [\"dev\"  password = \"Hunter2Xyzzy\"\n",
    ];
    let broken_stacks = [
        "output a = password == \"x\"\n",
        "output a = listed == [\"open\"]\n",
        "output a = { b = password } != { b = \"x\" }\n",
        "output a = contains(listed, \"x\") && true\n",
        "output a = password[0]\n",
        "output a = password.length\n",
        "output a = password + 1\n",
        "output a = [for x in password: x]\n",
        "output a = {for x in listed: x => 1}\n",
        "bucket b if password == \"x\" {}\n",
        "bucket b { versioning = password }\n",
        "bucket b { name = password }\n",
        "function f { image = \"x\"  memory = pin }\n",
        "output a = split(password, \",\")[0]\n",
        "output a = range(pin)\n",
        "output a = max(pin, 3)\n",
        "secret param z: number = \"DefaultFoo99\"\n",
        "secret param z: string = \"DefaultFoo99\n",
        "secret param z: \"a\" | \"b\" = \"DefaultFoo99\"\n",
        "secret param z: strin = \"DefaultFoo99\"\n",
        "secret param z: string = \"DefaultFoo99\" + (\n",
    ];
    let sound = (PARAMS, STACK.to_owned());
    let cases = broken_files
        .iter()
        .map(|params| (*params, STACK.to_owned()))
        .chain(broken_stacks.iter().map(|rest| (PARAMS, format!("{STACK}{rest}"))))
        .chain([sound]);
    for (params, stack) in cases {
        std::fs::write(folder.join("vault.stack"), &stack).unwrap();
        std::fs::write(folder.join("vault.params"), params).unwrap();
        for command in
            ["check --format human", "check --format short", "check --format json", "check --format sarif"]
        {
            let arguments: Vec<&str> = command.split(' ').chain(["--params", "vault.params"]).collect();
            let (said, _) = run(folder, &arguments);
            clean(&format!("{command} of {params}"), said.as_bytes());
        }
    }
}

#[test]
fn a_secret_on_the_command_line_is_not_shown_where_it_does_not_fit() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("vault.stack"), STACK).unwrap();
    for given in
        ["pin=Hunter2Xyzzy", "pair=Hunter2Xyzzy", "pair={ user = \"Hunter2Xyzzy\" ", "pasword=Hunter2Xyzzy"]
    {
        let (said, ended) = run(folder.path(), &["check", "--param", given]);
        assert_eq!(ended, 1);
        clean(given, said.as_bytes());
    }
}
