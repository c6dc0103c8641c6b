//! Plans as people and programs see them.

use std::path::Path;

use stackc::cli::paint::{Colour, Detail, Glyphs, Line, Look, plan::paint, render};
use stackc::model::Value;
use stackc::plan::{Action, Plan, Reason};
use stackc::view::plan::PlanView;

use crate::support::plans::{
    But, catalog, change, data, default, drifted, forced, list, map, plan, quantity, reference, secret, set,
    step, text, unsaid,
};
use crate::support::schema::faults;

fn look(width: usize) -> Look {
    Look { width, glyphs: Glyphs::Unicode, detail: Detail::Brief }
}

fn lines(plan: &Plan, look: &Look) -> Vec<Line> {
    paint(&PlanView::new(&catalog(), plan), look, Some("stackc apply"))
}

fn shown(plan: &Plan, look: &Look) -> String {
    render(&lines(plan, look), Colour::Off)
}

fn assert_snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/plan"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

const FLOW: &str = "bucket.uploads created under \"raw/\" ending \".jpg\" -> function.resize";

fn allow(action: &str, on: &str) -> Value {
    map(&[("effect", text("allow")), ("actions", list(&[text(action)])), ("resources", list(&[text(on)]))])
}

/// The first plan of a stack.
fn first() -> Plan {
    plan(
        0,
        vec![
            step(
                Action::Create,
                "bucket",
                "bucket.uploads",
                vec![
                    set("name", text("thumbs-dev-uploads")),
                    set("versioning", Value::Bool(true)),
                    set("expire", list(&[map(&[("after", quantity("30 days")), ("under", text("raw/"))])])),
                    default("encryption", text("s3")),
                ],
            ),
            step(
                Action::Create,
                "bucket",
                "bucket.thumbs",
                vec![default("name", text("thumbnails-thumbs-111122223333"))],
            ),
            step(
                Action::Create,
                "role",
                "role.resize",
                vec![
                    set("trust", text("lambda")),
                    set(
                        "policy",
                        list(&[
                            allow("s3:GetObject", "arn:aws:s3:::thumbs-dev-uploads/raw/*"),
                            allow("s3:PutObject", "arn:aws:s3:::thumbs-dev-thumbs/*"),
                        ]),
                    ),
                ],
            )
            .needs(&["bucket.thumbs", "bucket.uploads"]),
            step(
                Action::Create,
                "function",
                "function.resize",
                vec![
                    set("code", text("./resize")),
                    set("env.TARGET", text("thumbs-dev-thumbs")),
                    set("env.API_KEY", secret("aa11")),
                    set("env.WIDTH", text("320")),
                    set("handler", text("app.handler")),
                    default("memory", quantity("128 MB")),
                    set("role", reference("role.resize")),
                    set("runtime", text("python3.13")),
                    set("timeout", quantity("30s")),
                ],
            )
            .needs(&["role.resize", "bucket.thumbs"]),
            step(Action::Create, "log_group", "function.resize.log_group", vec![]).part_of("function.resize"),
            step(Action::Create, "notification", FLOW, vec![set("retries", Value::Number(2.into()))])
                .needs(&["bucket.uploads", "function.resize", "(f).permission"]),
            step(Action::Create, "permission", "(f).permission", vec![])
                .part_of(FLOW)
                .needs(&["function.resize"]),
        ],
    )
}

const OLD_SCRIPT: &str =
    "#!/bin/sh\nset -e\nyum update -y\nyum install -y nginx\nsystemctl start nginx\necho ready\n";
const NEW_SCRIPT: &str = "#!/bin/sh\nset -e\nyum update -y\nyum install -y nginx jq\nsystemctl enable nginx\nsystemctl start nginx\necho ready\n";

/// Everything that can happen, at once.
fn everything() -> Plan {
    let json = |last: &str| {
        text(&format!(
            "{{\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"],\"detail\":{{\"bucket\":{{\"name\":[\"thumbs-dev-uploads\"]}},\"reason\":[\"{last}\"]}}}}"
        ))
    };
    let mut plan = plan(
        3,
        vec![
            step(Action::Create, "queue", "queue.lost", vec![set("retention", quantity("14 days"))]),
            step(
                Action::Update,
                "function",
                "function.resize",
                vec![
                    change("env.API_KEY", secret("aa11"), secret("bb22")),
                    change("env.TARGET", text("thumbs-dev-thumbs"), text("thumbs-prod-thumbs")),
                    change("env.WIDTH", Value::None, text("640")),
                    change("env.OLD", text("yes"), Value::None),
                    change("timeout", quantity("3s"), quantity("30s")),
                ],
            )
            .needs(&["role.resize"]),
            step(
                Action::Update,
                "function",
                "function.watch",
                vec![
                    change("pattern", json("PutObject"), json("CopyObject")),
                    change("user_data", text(OLD_SCRIPT), text(NEW_SCRIPT)),
                ],
            ),
            step(
                Action::Update,
                "bucket",
                "bucket.thumbs",
                vec![change("versioning", Value::Bool(false), Value::Bool(true))],
            )
            .because(Reason::Drifted),
            step(
                Action::Replace,
                "bucket",
                "bucket.uploads",
                vec![
                    forced("name", text("thumbs-dev-uploads"), text("thumbs-prod-uploads")),
                    change("expire[0].after", quantity("30 days"), quantity("365 days")),
                ],
            ),
            step(
                Action::Update,
                "role",
                "role.resize",
                vec![change(
                    "policy",
                    list(&[allow("s3:GetObject", "arn:aws:s3:::thumbs-dev-uploads/raw/*")]),
                    list(&[
                        allow("s3:GetObject", "arn:aws:s3:::thumbs-prod-uploads/raw/*"),
                        allow("s3:ListBucket", "arn:aws:s3:::thumbs-prod-uploads"),
                    ]),
                )],
            )
            .needs(&["bucket.uploads"]),
            step(
                Action::Replace,
                "queue",
                "queue.orders",
                vec![
                    forced("fifo", Value::Bool(false), Value::Bool(true)),
                    forced("name", text("orders"), text("orders.fifo")),
                ],
            )
            .create_first(),
            step(Action::Replace, "function", "function.report", vec![]).because(Reason::Tainted),
            step(
                Action::Delete,
                "log_group",
                "log_group.old",
                vec![
                    change("name", text("/aws/lambda/old"), Value::None),
                    change("retention", quantity("14 days"), Value::None),
                ],
            ),
            step(Action::Delete, "function", "function.old", vec![]),
            step(Action::Delete, "permission", "function.old.permission", vec![]).part_of("function.old"),
            step(Action::Forget, "queue", "queue.gone", vec![]),
            step(Action::Adopt, "role", "role.reader", vec![]),
            step(Action::None, "cluster", "cluster.main", vec![]),
            step(Action::None, "service", "service.web", vec![]).needs(&["cluster.main", "bucket.uploads"]),
            step(Action::None, "notification", FLOW, vec![]).needs(&["bucket.uploads", "function.resize"]),
            step(
                Action::Replace,
                "permission",
                "(f).permission",
                vec![unsaid(forced(
                    "source",
                    reference("bucket.uploads"),
                    text("arn:aws:s3:::thumbs-prod-uploads"),
                ))],
            )
            .part_of(FLOW),
        ],
    );
    plan.drift = vec![
        drifted("bucket", "bucket.thumbs", vec![change("versioning", Value::Bool(true), Value::Bool(false))]),
        drifted("queue", "queue.gone", vec![]),
    ];
    plan.data_at_risk = vec![
        data(Action::Replace, "bucket.uploads", "objects", Some(1_204)),
        data(Action::Delete, "log_group.old", "log events", Some(18_000_321)),
        data(Action::Replace, "queue.orders", "messages", None),
    ];
    plan
}

/// Names and values that take two columns a character, and long ones.
fn korean() -> Plan {
    plan(
        1,
        vec![
            step(
                Action::Create,
                "bucket",
                "bucket.업로드",
                vec![
                    set("name", text("thumbs-dev-uploads")),
                    set(
                        "tags.설명",
                        text("사용자가 올린 원본 사진을 서른 날 동안 보관하는 버킷입니다. 지우지 마세요."),
                    ),
                ],
            ),
            step(
                Action::Update,
                "function",
                "function.크기조절",
                vec![
                    change("env.인사말", text("안녕하세요"), text("어서 오세요")),
                    change(
                        "env.설명",
                        text(
                            "사용자가 올린 원본 사진을 가로 320 픽셀로 줄여서 저장합니다. 실패하면 다시 시도합니다.",
                        ),
                        text(
                            "사용자가 올린 원본 사진을 가로 640 픽셀로 줄여서 저장합니다. 실패하면 다시 시도합니다.",
                        ),
                    ),
                    change("timeout", quantity("3s"), quantity("30s")),
                ],
            ),
            step(
                Action::Create,
                "notification",
                "bucket.업로드 created under \"원본/\" ending \".jpg\" -> function.크기조절",
                vec![],
            ),
        ],
    )
}

fn full(width: usize) -> Look {
    Look { detail: Detail::Full, ..look(width) }
}

#[test]
fn plans_read_well() {
    assert_snapshot("first_80", &shown(&first(), &look(80)));
    assert_snapshot("everything_80", &shown(&everything(), &look(80)));
    assert_snapshot("everything_120", &shown(&everything(), &look(120)));
    assert_snapshot("everything_full_80", &shown(&everything(), &full(80)));
    assert_snapshot("first_full_100", &shown(&first(), &full(100)));
    assert_snapshot("korean_80", &shown(&korean(), &look(80)));
    let ascii = Look { glyphs: Glyphs::Ascii, ..look(80) };
    assert_snapshot("everything_ascii_80", &shown(&everything(), &ascii));
}

#[test]
fn nothing_to_do_is_one_calm_line() {
    let calm = plan(
        3,
        vec![
            step(Action::None, "bucket", "bucket.a", vec![]),
            step(Action::None, "bucket", "bucket.b", vec![]),
        ],
    );
    assert_eq!(shown(&calm, &look(80)), "thumbnails: nothing to do; all 2 resources are as the stack says\n");
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for width in 40..210 {
        for plan in [first(), everything(), korean()] {
            for look in [look(width), full(width), Look { glyphs: Glyphs::Ascii, ..look(width) }] {
                for line in lines(&plan, &look) {
                    assert!(
                        line.width() <= width,
                        "{} columns of {width}: {}",
                        line.width(),
                        render(&[line], Colour::Off)
                    );
                }
            }
        }
    }
}

#[test]
fn colours_change_nothing_but_colour() {
    let lines = lines(&everything(), &look(80));
    let coloured = render(&lines, Colour::On);
    assert_ne!(coloured, render(&lines, Colour::Off));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), render(&lines, Colour::Off));
}

#[test]
fn a_value_cannot_take_over_the_terminal() {
    let evil = "\u{1b}[2J\u{7}";
    let evil = plan(
        1,
        vec![step(
            Action::Update,
            "bucket",
            "bucket.a",
            vec![change("tags.x", text("a\nb"), text(&format!("a\n{evil}")))],
        )],
    );
    let text = shown(&evil, &look(80));
    assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text}");
}

#[test]
fn programs_see_the_documented_shape() {
    let diagnostics = [serde_json::json!({ "rule": "data-loss" })];
    let plan = everything();
    let view = PlanView::new(&catalog(), &plan);
    let text = serde_json::to_string_pretty(&view.document(&diagnostics)).unwrap();
    assert!(text.starts_with("{\n  \"format\": 1,\n  \"stack\": \"thumbnails\""));
    assert_snapshot("everything_json", &text);
    let schema = serde_json::from_str(include_str!("../../src/view/schema/plan.json")).unwrap();
    for plan in [first(), everything(), korean()] {
        let document = serde_json::to_value(PlanView::new(&catalog(), &plan).document(&diagnostics)).unwrap();
        assert_eq!(faults(&schema, &document), Vec::<String>::new());
    }
    for hidden in ["aa11", "bb22"] {
        assert!(!text.contains(hidden), "a secret's digest is shown");
        assert!(!shown(&everything(), &full(200)).contains(hidden), "a secret's digest is shown");
    }
}
