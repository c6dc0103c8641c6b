//! `iam compare`: does one of two allow all that the other one allows.

use std::path::Path;

use super::super::args::{CompareArgs, Format, ParamArgs};
use super::super::exit::Exit;
use super::super::paint::{Detail, access as paint};
use super::Cx;
use super::iam::{paper, tell, unanswered};
use super::plan::json;
use crate::session::access::{Papers, Said, Subject, Thing, compare_subjects};
use crate::session::workbench;
use crate::view::access::CompareView;

/// Runs the command.
pub(super) fn compare(cx: &Cx<'_>, args: &CompareArgs) -> Result<Exit, Exit> {
    let mut papers = Papers::default();
    let mut read =
        |text: &Option<String>| subject(cx, &mut papers, text.as_deref().unwrap_or_default(), &args.given);
    let (first, second) = (read(&args.a)?, read(&args.b)?);
    tell(cx, &papers);
    let (Some(first), Some(second)) = (first, second) else { return Ok(Exit::Failed) };
    let answer =
        compare_subjects(&cx.session.catalog, &first, &second).map_err(|error| unanswered(cx, &error))?;
    let view = CompareView::new(&answer);
    let written = match args.format {
        Format::Json => json(cx, &view),
        Format::Human => {
            let look = cx.terminal.look(Detail::Brief);
            cx.terminal.print_lines(&paint::compare(&view, [&first.name, &second.name], &look))
        }
    };
    Ok(written.then(Exit::Done))
}

/// What a text of the command line names; `None` if it is a file that is no policy, which `papers` then say.
fn subject(cx: &Cx<'_>, papers: &mut Papers, text: &str, given: &ParamArgs) -> Result<Option<Subject>, Exit> {
    let path = Path::new(text);
    let system = cx.session.system;
    let is_stack = path.extension().is_some_and(|end| end == "stack") || system.is_folder(path);
    let named = |thing| Some(Subject { name: text.to_owned(), thing });
    if system.exists(path) && !is_stack {
        return Ok(paper(cx, papers, path, None)?.and_then(|paper| named(Thing::Paper(paper))));
    }
    let place =
        if system.exists(path) { Place { path: text, ..Place::default() } } else { Place::read(text) };
    let path = Path::new(if place.path.is_empty() { "." } else { place.path });
    if !system.exists(path) {
        let help =
            "name a policy's file, a stack, `@12` for a generation, or `:role.team` for what a stack has";
        return Err(cx.terminal.fail(Exit::Failed, format!("there is no `{}`", place.path), Some(help)));
    }
    let analysis = cx.analyse(path, given)?;
    let said = match place.generation {
        None if analysis.is_read() => Said::Stack(Box::new(analysis)),
        Some(generation) if analysis.any().identified => {
            let bench = workbench(system, &cx.session.catalog, &analysis);
            let rows = bench.generation(generation).map_err(|trouble| cx.failed(&trouble))?;
            Said::Applied { rows, account: analysis.any().account.to_string() }
        }
        _ => {
            cx.tell_problems(&analysis);
            let message = "nothing can be said of a stack that cannot be read";
            return Err(cx.terminal.fail(Exit::Failed, message, None));
        }
    };
    let address = place.address.map(str::to_owned);
    Ok(named(Thing::Said { said, address }))
}

/// `[PATH][@GENERATION][:ADDRESS]`
#[derive(Debug, Default, PartialEq, Eq)]
struct Place<'a> {
    path: &'a str,
    generation: Option<u64>,
    address: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// An address has a `.` behind the first `:` that begins one; a path may have both signs, too.
    fn read(text: &'a str) -> Self {
        let is_address = |rest: &str| {
            let kind = rest.split('.').next().unwrap_or_default();
            rest.contains('.')
                && !kind.is_empty()
                && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        let mut colons = text.match_indices(':').map(|(at, _)| text.split_at(at));
        let found = colons.find_map(|(head, rest)| {
            let address = rest.strip_prefix(':').filter(|rest| is_address(rest))?;
            Some((head, address))
        });
        let (head, address) = found.map_or((text, None), |(head, address)| (head, Some(address)));
        let generation = head.rsplit_once('@').and_then(|(path, number)| Some((path, number.parse().ok()?)));
        let (path, generation) = generation.map_or((head, None), |(path, number)| (path, Some(number)));
        Self { path, generation, address }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_place_is_a_path_a_generation_and_an_address_each_of_which_may_be_left_out() {
        let place = |path, generation, address| Place { path, generation, address };
        for (text, read) in [
            ("@12", place("", Some(12), None)),
            (":role.team", place("", None, Some("role.team"))),
            ("@3:role.team", place("", Some(3), Some("role.team"))),
            ("live/eu@3:role.each[\"a:b\"]", place("live/eu", Some(3), Some("role.each[\"a:b\"]"))),
            ("live:module.site.role.x", place("live", None, Some("module.site.role.x"))),
            ("C:\\live:role.x", place("C:\\live", None, Some("role.x"))),
            ("me@home/live", place("me@home/live", None, None)),
        ] {
            assert_eq!(Place::read(text), read, "{text}");
        }
    }
}
