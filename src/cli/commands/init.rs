//! `init`: starts a stack from an example.

use std::path::Path;

use super::super::args::InitArgs;
use super::super::exit::Exit;
use super::super::paint::{Label, Line};
use super::Cx;
use crate::base::did_you_mean;
use crate::session::examples::{EXAMPLES, StartError, start};

/// Runs the command.
pub(in crate::cli) fn init(cx: &Cx<'_>, args: &InitArgs) -> Exit {
    let Some(example) = EXAMPLES.iter().find(|example| example.name == args.example) else {
        return unknown(cx, &args.example);
    };
    match start(cx.session.system, &args.dir, example) {
        Ok(files) => {
            let head = Line::default().with(Label::Strong, example.name);
            let mut lines = vec![head.with(Label::Plain, format!(": {}", example.about))];
            for file in files {
                lines.push(
                    Line::indent(2).with(Label::Create, "+ ").with(Label::Plain, file.to_string_lossy()),
                );
            }
            let next = if args.dir == Path::new(".") {
                "stackc check".to_owned()
            } else {
                format!("stackc check {}", args.dir.display())
            };
            lines.push(Line::default().with(Label::Dim, "Next: ").with(Label::Plain, next));
            cx.terminal.print_lines(&lines).then(Exit::Done)
        }
        Err(error) => refused(cx, &error),
    }
}

/// Says that there is no such example.
fn unknown(cx: &Cx<'_>, name: &str) -> Exit {
    let names: Vec<&str> = EXAMPLES.iter().map(|example| example.name).collect();
    let help = match did_you_mean(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("there are `{}`", names.join("` and `")),
    };
    cx.terminal.fail(Exit::Usage, format!("there is no example `{name}`"), Some(&help))
}

/// Says why nothing was started.
fn refused(cx: &Cx<'_>, error: &StartError) -> Exit {
    let (exit, help) = match error {
        StartError::InTheWay(_) | StartError::OtherStack(_) => {
            (Exit::Failed, Some("nothing was written; name another folder"))
        }
        StartError::System(_) => (Exit::Io, None),
    };
    cx.terminal.fail(exit, error, help)
}
