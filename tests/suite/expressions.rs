//! Expressions: what each gives, and in which words it is refused.

use stackc::diag::Severity;

use crate::support::front::analysed;

/// What a stack offers as `it`, in the language, or everything that is said about it.
fn it(rest: &str) -> String {
    let stack = "stack test { region = \"us-east-1\"  account = \"111122223333\" }";
    let analysis = analysed(&format!("{stack}\n{rest}\n"));
    let broken = analysis.count(Severity::Error) > 0;
    match analysis.any().outputs.get("it").filter(|_| !broken) {
        Some(value) => value.to_string(),
        None => {
            let lines = analysis.diagnostics.iter().map(|found| {
                let help = found.help.clone().unwrap_or_default();
                format!("{}: {}; {help}", found.rule.name, found.message)
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn gives(cases: &[(&str, &str)]) {
    let faults: Vec<String> = cases
        .iter()
        .map(|(expression, wanted)| (expression, it(&format!("output it = {expression}")), wanted))
        .filter(|(_, got, wanted)| got != **wanted)
        .map(|(expression, got, wanted)| format!("{expression} gives\n  {got}, not\n  {wanted}"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn arithmetic_keeps_units() {
    gives(&[
        ("30s * 2", "1m"),
        ("2 * 30s", "1m"),
        ("2h / 30m", "4"),
        ("2h / 4", "30m"),
        ("100s % 1m", "40s"),
        ("7 % 4", "3"),
        ("-7 % 4", "-3"),
        ("1h - 90m", "-30m"),
        ("-30s", "-30s"),
        ("1 GB + 512 MB", "1536 MB"),
        ("512 MB * 50%", "256 MB"),
        ("50% * 2", "100%"),
        ("60% + 15%", "75%"),
        ("0.25 vCPU * 4", "1 vCPU"),
        ("100 Mbps * 10", "1 Gbps"),
        ("20 USD / 3", "6.666666666667 USD"),
        ("20 USD / 5 USD", "4"),
        ("20 per second * 1m", "1200"),
        ("5% per hour * 2h", "10%"),
        ("250 MB per second * 4s", "1000 MB"),
        ("9 USD per month * 365 days", "108 USD"),
        ("1000 MB / 250 MB per second", "4s"),
        ("1200 / 1m", "20 per second"),
        ("1 GB / 1s", "1 GB per second"),
        ("730 USD / 730h", "730 USD per month"),
        ("20 per second + 60 per minute", "21 per second"),
        ("20 per second / 4", "5 per second"),
        ("1 GB / 3", "341.333333 MB"),
        ("10 / 4", "2.5"),
        ("10 / 3", "3.333333333333"),
        ("1 + 2 * 3 - 4 / 2", "5"),
        ("(1 + 2) * 3", "9"),
        ("0.1 + 0.2 == 0.3", "true"),
    ]);
}

#[test]
fn what_does_not_go_together_is_said_with_both_sorts() {
    gives(&[
        (
            "30s + 1 MB",
            "type-mismatch: a duration cannot be added to a size; both sides must be of one sort: two numbers, or two quantities that count the same",
        ),
        (
            "30s - 1",
            "type-mismatch: a number cannot be taken from a duration; both sides must be of one sort: two numbers, or two quantities that count the same",
        ),
        ("\"a\" + \"b\"", "type-mismatch: strings are not added: values are put into one; "),
        (
            "30s * 30s",
            "type-mismatch: a duration cannot be multiplied by a duration; one side is a number or a percentage, as in `30s * 2`; a rate may be multiplied by a time",
        ),
        (
            "2 / 30%",
            "type-mismatch: a number cannot be divided by a percentage; divide by a number, `30s / 2`, or by a quantity of the same sort, `2h / 30m`",
        ),
        (
            "1 < 30s",
            "type-mismatch: a number and a duration cannot be compared; numbers, strings and quantities of one sort can be",
        ),
        (
            "1..30s",
            "type-mismatch: a range from a number to a duration means nothing; both ends are numbers, or quantities of one sort: `2..6`, `128 MB..10 GB`",
        ),
        ("6..2", "type-mismatch: the range runs backwards, from `6` to `2`; write `2..6`"),
        (
            "1 / (2 - 2)",
            "type-mismatch: this divides by zero; test for it first, as in `if n == 0 then … else x / n`",
        ),
        ("!3", "type-mismatch: `!` turns a bool around, this is a number; compare first, as in `!(x == 3)`"),
        ("-\"a\"", "type-mismatch: `-` negates a number, this is a string; leave the `-` out"),
        (
            "if 3 then 1 else 2",
            "type-mismatch: a condition must be a bool, this is a number; compare it with something, as in `x == \"y\"`",
        ),
        (
            "79228162514264337593543950335 + 1",
            "type-mismatch: the result is too large to be kept exactly; 28 digits are kept",
        ),
        (
            "1 TB * 79228162514264337593543",
            "type-mismatch: the result is too large to be kept exactly; 28 digits are kept",
        ),
    ]);
}

#[test]
fn lists_and_maps_are_read_by_what_they_hold() {
    gives(&[
        ("[10, 20, 30][1]", "20"),
        ("{ a = 1  \"b c\" = 2 }[\"b c\"]", "2"),
        ("none ?? 3", "3"),
        ("{ a = none }.a ?? \"x\"", "\"x\""),
        ("none[3] ?? 1", "1"),
        ("[for x in [1, 2, 3] if x > 1: x * 10]", "[20, 30]"),
        ("[for k, v in { b = 2  a = 1 }: \"${k}${v}\"]", "[\"a1\", \"b2\"]"),
        ("{for k, v in { a = 1 }: \"x-${k}\" => v}", "{ x-a = 1 }"),
        ("[1, ...[2, 3], 4]", "[1, 2, 3, 4]"),
        ("{ ...{ a = 1  b = 2 }  a = 3 }", "{ a = 3  b = 2 }"),
        ("[10, 20][2]", "type-mismatch: there is no item 2 in a list of 2; items count from 0: write 0 to 1"),
        (
            "[][0]",
            "type-mismatch: there is no item 0 in a list of 0; an empty list has no items; test with `length(x) > 0`",
        ),
        (
            "[10, 20][-1]",
            "type-mismatch: there is no item -1 in a list of 2; items count from 0: write 0 to 1",
        ),
        (
            "[10, 20][0.5]",
            "type-mismatch: there is no item 0.5 in a list of 2; items count from 0: write 0 to 1",
        ),
        ("{ tier = 1 }[\"teir\"]", "unknown-name: this map has no `teir`; did you mean `tier`?"),
        (
            "{ tier = 1 }[0]",
            "type-mismatch: a map cannot be indexed by a number; a map is read by its key, as in `m[\"tier\"]`; keys are `tier`",
        ),
        (
            "[1][\"a\"]",
            "type-mismatch: a list cannot be indexed by a string; a list is read by a number, as in `x[0]`",
        ),
        ("(3)[0]", "type-mismatch: a number cannot be indexed by a number; only lists and maps have parts"),
        (
            "{ a = 1  a = 2 }",
            "duplicate-attribute: the key `a` is written twice; remove one of them; only a spread, `...map`, may be written over",
        ),
        (
            "{for x in [1, 1]: \"k\" => x}",
            "duplicate-attribute: the key `k` is made twice; make the key of something that differs in every round",
        ),
        (
            "[...{ a = 1 }]",
            "type-mismatch: only a list can be spread into a list, this is a map; write `...values(m)` or `...keys(m)`",
        ),
        (
            "{ ...[1] }",
            "type-mismatch: only a map can be spread here, this is a list; write `key = value`, or spread a map: `...{ key = value }`",
        ),
        (
            "[for x in 3: x]",
            "type-mismatch: `for` goes through a list or a map, this is a number; for counting write `range(3)`",
        ),
        (
            "[for k, v in [1]: k]",
            "type-mismatch: `for k, v` goes through a map, this is a list; leave the second name out",
        ),
    ]);
}

#[test]
fn names_that_need_themselves_are_circles() {
    let said = it("let a = b\nlet b = c + 1\nlet c = a\noutput it = a");
    assert!(said.starts_with("circular-value: "), "{said}");
    let said = it("let a = [for x in [1]: a]\noutput it = a");
    assert!(said.starts_with("circular-value: "), "{said}");
    let said = it("param a: number = b\nparam b: number = a\noutput it = a");
    assert!(said.starts_with("circular-value: "), "{said}");
}

#[test]
fn a_unit_before_a_default_belongs_to_the_type() {
    assert_eq!(it("param a: 1 MB..10 GB = 2 GB\noutput it = a"), "2 GB");
    assert_eq!(it("param a: 1 day | 7 days = 7 days\noutput it = a"), "7 days");
    assert_eq!(
        it("param a: { b: 1 MB..2 GB = 1 GB  m: 1 MB..2 MB } = { m = 2 MB }\noutput it = a.b"),
        "1 GB"
    );
    assert!(it("param a: 1 MB..10 GB = 2 TB\noutput it = a").starts_with("type-mismatch: "));
}

/// What an expression gives beside a few resources that are measured.
fn measured(expression: &str) -> String {
    it(&format!(
        "queue q {{}}\napi rest {{ protocol = \"rest\" }}\nbucket b {{}}\nrole r {{ trust = \"lambda\" }}\n\
         function f for k in [\"a\"] {{ image = \"111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1\" }}\n\
         output it = {expression}"
    ))
}

#[test]
fn metrics_are_read_by_name_and_computed_with() {
    let f = "function.f[\"a\"]";
    let cases = [
        (format!("{f}.Errors.sum"), format!("{f}.Errors.sum")),
        (format!("{f}.Errors.sum / {f}.Invocations.sum"), format!("{f}.Errors.sum / {f}.Invocations.sum")),
        (format!("{f}.Duration.p99.9"), format!("{f}.Duration.p99.9")),
        ("[for k, one in function.f: one.Errors.sum][0]".to_owned(), format!("{f}.Errors.sum")),
        (format!("({f}.Duration.avg + 2s) * 2"), format!("({f}.Duration.avg + 2s) * 2")),
        (format!("10 - ({f}.Errors.sum - 1)"), format!("10 - ({f}.Errors.sum - 1)")),
        ("api.rest.5XXError.sum".to_owned(), "api.rest.5XXError.sum".to_owned()),
        (
            "queue.q.NumberOfMessagesSent.sum / 60s".to_owned(),
            "queue.q.NumberOfMessagesSent.sum / 1m".to_owned(),
        ),
    ];
    for (expression, wanted) in cases {
        assert_eq!(measured(&expression), wanted);
    }
}

#[test]
fn metrics_that_mean_nothing_are_refused() {
    let cases = [
        (
            "queue.q.NumberOfMessageSent.sum",
            "unknown-metric: `queue.q` has no metric `NumberOfMessageSent`; did you mean `NumberOfMessagesSent`?",
        ),
        (
            "role.r.Errors.sum",
            "unknown-metric: `role.r` has no metric `Errors`; CloudWatch keeps no metrics of a role; attributes are written small",
        ),
        (
            "api.rest.5xx.sum",
            "unknown-metric: `api.rest` has `5xx` only with `protocol = \"http\"`; set `protocol` so, or take a metric that it has as it is",
        ),
        (
            "queue.q.SentMessageSize.Average",
            "unknown-statistic: there is no statistic `Average`; write `avg`",
        ),
        (
            "queue.q.SentMessageSize.p101",
            "unknown-statistic: there is no statistic `p101`; it is `sum`, `avg`, `min`, `max`, `count`, or a percentile from `p0` to `p100`",
        ),
        (
            "queue.q.SentMessageSize",
            "unknown-statistic: it is not said which statistic of `SentMessageSize` is meant; usual is `SentMessageSize.avg`; others are `avg`, `max`, `p99` and the like",
        ),
        (
            "queue.q.SentMessageSize.avg.x",
            "unknown-statistic: `queue.q.SentMessageSize.avg` is a metric, and has no `.x`; take `.x` away",
        ),
        (
            "queue.q.SentMessageSize.avg + queue.q.NumberOfMessagesSent.sum",
            "type-mismatch: a size and a number cannot be added; both sides count the same, or one of them is a number",
        ),
        (
            "queue.q.SentMessageSize.avg > 1 KB",
            "type-mismatch: a metric has no value before the stack runs, and cannot be compared here; an alarm compares: `alarm name { metric = …  above = 5  period = 1m }`",
        ),
        (
            "\"${queue.q.SentMessageSize.avg}\"",
            "type-mismatch: `queue.q.SentMessageSize.avg` is a metric: what it is shows only while the stack runs; an `alarm` watches it, and a `dashboard` shows it",
        ),
        (
            "queue.q.SentMessageSize.avg / 0",
            "type-mismatch: this divides by zero; CloudWatch gives no value then",
        ),
        (
            "queue.q.SentMessageSize.avg + true",
            "type-mismatch: a metric and a bool cannot be computed with; beside a metric stands another, a number or a quantity",
        ),
        (
            "function.f.Errors.sum",
            "part-of-all: `function.f` is the map of all its instances, and has no `Errors`; read it of one, `function.f[\"a\"].Errors`, or of each: `[for key, one in function.f: one.Errors]`",
        ),
    ];
    for (expression, wanted) in cases {
        assert_eq!(measured(expression), wanted);
    }
}

/// What comparisons are made of.
const COMPARED: &str = "param stage: \"dev\" | \"prod\" = \"dev\"\n\
         param many: 1 | \"auto\" = 1\n\
         param zone: string?\n\
         param tenants: map({ plan: \"free\" | \"pro\"  quota: size? }) = { acme = { plan = \"pro\" } }\n\
         let number = if stage == \"dev\" then 1 else 2\n\
         let either = if stage == \"dev\" then 1 else \"a\"\n\
         let sizes = { small = 1  \"extra-large\" = 2 }\n\
         let mixed = [1, \"a\", none]\n\
         bucket photos { }\n";

/// Comparisons, and what they give or what is said of them.
const COMPARISONS: &[(&str, &str)] = &[
    ("1 == \"1\"", "type-mismatch: a number and a string are never equal; leave the quotes out: `1`"),
    ("stage == 1", "type-mismatch: a string and a number are never equal; put quotes around it: `\"1\"`"),
    ("true != \"true\"", "type-mismatch: a bool and a string are never equal; leave the quotes out: `true`"),
    (
        "30s == 30",
        "type-mismatch: a duration and a number are never equal; say what the number counts: `30s`",
    ),
    (
        "30s == 1 GB",
        "type-mismatch: a duration and a size are never equal; compare two that count the same, such as `30s` and `1m`",
    ),
    ("30s == 30000ms", "true"),
    ("number == \"1\"", "type-mismatch: a number and a string are never equal; leave the quotes out: `1`"),
    ("either == \"a\"", "false"),
    ("many == \"auto\"", "false"),
    ("many == 2", "unknown-value: `many` is never `2`; it may be `1`, `\"auto\"`"),
    (
        "stage == \"production\"",
        "unknown-value: `stage` is never `\"production\"`; it may be `\"dev\"`, `\"prod\"`",
    ),
    (
        "stage == \"Prod\"",
        "unknown-value: `stage` is never `\"Prod\"`; did you mean `\"prod\"`? It may be `\"dev\"`, `\"prod\"`",
    ),
    ("zone == none", "true"),
    ("zone == \"a\"", "false"),
    ("zone == 3", "type-mismatch: a string and a number are never equal; compare two values of one sort"),
    ("(zone ?? 3) == 3", "true"),
    (
        "(zone ?? \"a\") == 3",
        "type-mismatch: a string and a number are never equal; put quotes around it: `\"3\"`",
    ),
    ("tenants.acme.quota == none", "true"),
    ("[for name, it in tenants if it.plan == \"gold\": name]", "[]"),
    ("tenants[\"acme\"].plan == \"gold\"", "false"),
    (
        "tenants.acme.plan == \"gold\"",
        "unknown-value: `tenants.acme.plan` is never `\"gold\"`; it may be `\"free\"`, `\"pro\"`",
    ),
    (
        "tenants.acme.plan == 1",
        "type-mismatch: a string and a number are never equal; put quotes around it: `\"1\"`",
    ),
    ("[for one in mixed if one == \"a\": one]", "[\"a\"]"),
    // What a loop goes through may be of another sort the next time.
    ("[for one in [1, 2] if one == \"a\": one]", "[]"),
    ("[for one in [...[1]]: one == \"a\"]", "[false]"),
    ("mixed[0] == \"a\"", "false"),
    (
        "sizes[\"small\"] == \"1\"",
        "type-mismatch: a number and a string are never equal; leave the quotes out: `1`",
    ),
    (
        "bucket.photos == \"photos\"",
        "type-mismatch: a resource and a string are never equal; compare what it is called or its ARN: `bucket.photos.name`, `bucket.photos.arn`",
    ),
    (
        "bucket.photos.name == 3",
        "type-mismatch: a string and a number are never equal; put quotes around it: `\"3\"`",
    ),
    (
        "[\"a\"] == \"a\"",
        "type-mismatch: a list and a string are never equal; ask whether it is one of them: `contains(list, \"a\")`",
    ),
    ("2..2 == 2", "type-mismatch: a range and a number are never equal; a range has two ends: `2..2`"),
    (
        "sizes == 1",
        "type-mismatch: a map and a number are never equal; compare one of its values: `sizes[\"key\"]`",
    ),
    ("min(1, 2) == \"1\"", "type-mismatch: a number and a string are never equal; leave the quotes out: `1`"),
    ("!true == 1", "type-mismatch: a bool and a number are never equal; compare two values of one sort"),
    ("sizes.small - 1 == 0", "true"),
    (
        "sizes.extra-large",
        "unknown-name: `sizes.extra-large` reads as a subtraction; a key with `-` stands in quotes: `sizes[\"extra-large\"]`",
    ),
    (
        "sizes.extra-small",
        "unknown-name: this map has no `extra`; a key with `-` stands in quotes: `[\"extra-large\"]`",
    ),
    ("sizes[small]", "unknown-name: nothing is called `small`; a key stands in quotes: `[\"small\"]`"),
    (
        "sizes[extra-large]",
        "unknown-name: nothing is called `extra-large`; a key stands in quotes: `[\"extra-large\"]`",
    ),
    ("sizes.small-1", "0"),
];

#[test]
fn a_comparison_of_what_leans_on_much_is_told_soon() {
    let mut text = "let a0 = 1\n".to_owned();
    for at in 1..9 {
        let all = vec![format!("a{}", at - 1); 24].join(", ");
        text += &format!("let a{at} = max({all})\n");
    }
    assert_eq!(it(&format!("{text}output it = a8 == 2")), "false");
}

#[test]
fn what_is_never_equal_is_told_and_what_may_be_is_not() {
    let faults: Vec<String> = COMPARISONS
        .iter()
        .map(|(expression, wanted)| (expression, it(&format!("{COMPARED}output it = {expression}")), wanted))
        .filter(|(_, got, wanted)| {
            got.lines().filter(|line| !line.starts_with("unused-name")).collect::<Vec<_>>().join("\n")
                != **wanted
        })
        .map(|(expression, got, wanted)| format!("{expression} gives\n  {got}, not\n  {wanted}"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
