//! `check`: parses and validates stacks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use super::super::args::{CheckArgs, CheckFormat, Deny};
use super::super::exit::Exit;
use super::super::paint::{Label, Line};
use super::super::terminal::Written;
use super::{Cx, MOST, summary};
use crate::base::SourceMap;
use crate::diag::render::{self, Format, Summary};
use crate::diag::{Diagnostic, Severity};
use crate::session::{
    Analysis, Details, LoadError, Loaded, Memo, Notebook, Options, Seen, Session, Watch, analyse,
    analyse_again, apply_fixes, load_again, load_all,
};

/// Runs the command.
pub(in crate::cli) fn check(cx: &Cx<'_>, args: &CheckArgs) -> Exit {
    if args.watch { watch(cx, args) } else { once(cx, args) }.unwrap_or_else(|exit| exit)
}

/// Judges and reports, or says again what the same files gave the last time.
fn once(cx: &Cx<'_>, args: &CheckArgs) -> Result<Exit, Exit> {
    let notebook = match args.paths.as_slice() {
        [path] if !args.fix => Notebook::open(cx.session.system, "check", path, &cx.options(&args.given)?),
        _ => None,
    };
    let Some(notebook) = notebook else { return anew(cx, args, |_| {}) };
    if let Some(known) = notebook.recall() {
        return Ok(reported(cx, args, &[known.seen()]));
    }
    let session = Session { system: notebook.system(), catalog: cx.session.catalog.clone() };
    anew(&Cx { session, terminal: cx.terminal }, args, |seen| {
        // Several stacks below one folder each have a state of their own.
        if let [seen] = seen {
            notebook.keep(seen, None);
        }
    })
}

/// Judges, mends if that is asked for, and reports.
fn anew(cx: &Cx<'_>, args: &CheckArgs, keep: impl FnOnce(&[Seen<'_>])) -> Result<Exit, Exit> {
    let session = &cx.session;
    let judged = || {
        judged(
            cx,
            args,
            |path| load_all(session.system, path),
            |loaded, options| analyse(session.system, &session.catalog, loaded, options),
        )
    };
    let mut analyses = judged()?;
    if args.fix {
        analyses = mended(cx, analyses, judged)?;
    }
    let seen: Vec<Seen<'_>> = analyses.iter().map(Analysis::seen).collect();
    keep(&seen);
    let exit = reported(cx, args, &seen);
    // The process ends here; to free a large stack piece by piece would take time for nothing.
    std::mem::forget(analyses);
    Ok(exit)
}

/// Reports, and says how that ends.
fn reported(cx: &Cx<'_>, args: &CheckArgs, seen: &[Seen<'_>]) -> Exit {
    let count = |severity| seen.iter().map(|seen| seen.count(severity)).sum::<usize>();
    let denied = args.deny == Some(Deny::Warnings) && count(Severity::Warning) > 0;
    let exit = if count(Severity::Error) > 0 || denied { Exit::Failed } else { Exit::Done };
    report(cx, args.format, seen).then(exit)
}

/// How often is looked whether something changed.
const PAUSE: Duration = Duration::from_millis(200);

/// Reports once, and again after each change, until the user stops it.
fn watch(cx: &Cx<'_>, args: &CheckArgs) -> Result<Exit, Exit> {
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || {
        // Where nobody listens any more, it has ended already.
        let _ = stop.send(());
    })
    .map_err(|error| {
        let message = format!("Ctrl-C cannot be listened for: {error}");
        cx.terminal.fail(Exit::Internal, message, None)
    })?;
    let mut memo = Memo::default();
    let (mut before, mut changed): (Vec<Analysis>, BTreeSet<PathBuf>) = (Vec::new(), BTreeSet::new());
    loop {
        let system = Watch::new(cx.session.system);
        // Of what depends on more than its own texts, nothing is known once something else changed.
        let known = |loaded: &Loaded| {
            let mut all = before.iter().filter(|before| before.path == loaded.path);
            all.find(|before| changed.iter().all(|path| is_of(before, path)))
        };
        let session = Session { system: &system, catalog: cx.session.catalog.clone() };
        let seen = Cx { session, terminal: cx.terminal };
        // What cannot be read was said, and may be there soon.
        let again = |loaded: Loaded, options: &Options| {
            let known = known(&loaded);
            analyse_again(&system, &seen.session.catalog, loaded, options, known)
        };
        if let Ok(analyses) = judged(&seen, args, |path| load_again(&mut memo, &system, path), again) {
            memo.settle();
            let told: Vec<Seen<'_>> = analyses.iter().map(Analysis::seen).collect();
            if report(&seen, args.format, &told) == Written::No {
                return Err(Exit::Io);
            }
            before = analyses;
        } else {
            before.clear();
        }
        cx.terminal.tell("Waiting for a change; Ctrl-C ends this.\n");
        loop {
            changed = system.stale();
            if !changed.is_empty() {
                break;
            }
            match stopped.recv_timeout(PAUSE) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Interrupted),
            }
        }
    }
}

/// Whether a path is that of one of a stack's files.
fn is_of(analysis: &Analysis, path: &Path) -> bool {
    let plain =
        |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    analysis.sources.files().take(analysis.files).any(|(_, file)| plain(Path::new(&file.path)) == plain(path))
}

/// Loads and judges every stack at the paths.
fn judged(
    cx: &Cx<'_>,
    args: &CheckArgs,
    mut load: impl FnMut(&Path) -> Result<Vec<Loaded>, LoadError>,
    analyse: impl Fn(Loaded, &Options) -> Analysis,
) -> Result<Vec<Analysis>, Exit> {
    let options = Options { details: Details::Spared, ..cx.options(&args.given)? };
    let mut analyses = Vec::new();
    let mut seen = BTreeSet::new();
    for path in &args.paths {
        for loaded in load(path).map_err(|error| cx.unloaded(&error))? {
            // A stack that several of the paths lead to is one stack.
            let plain =
                |path: &str| Path::new(path).components().filter(|part| *part != Component::CurDir).collect();
            let own: Vec<PathBuf> = loaded.sources.files().map(|(_, file)| plain(&file.path)).collect();
            if !seen.insert(own) {
                continue;
            }
            analyses.push(analyse(loaded, &options));
        }
    }
    Ok(analyses)
}

/// So often fixes are applied to what fixes gave: where two touch the same text, the second waits for the next round.
const MOST_ROUNDS: usize = 20;

/// What is found once all fixes of findings that have just one are applied.
fn mended(
    cx: &Cx<'_>,
    mut analyses: Vec<Analysis>,
    judged: impl Fn() -> Result<Vec<Analysis>, Exit>,
) -> Result<Vec<Analysis>, Exit> {
    let mut files = BTreeSet::new();
    let mut applied = 0;
    for _ in 0..MOST_ROUNDS {
        let more = fix(cx, &analyses, &mut files)?;
        if more == 0 {
            break;
        }
        applied += more;
        analyses = judged()?;
    }
    if applied > 0 {
        let what = if applied == 1 { "1 fix".to_owned() } else { format!("{applied} fixes") };
        cx.terminal.tell(&format!("applied {what} in {}\n", counted(files.len(), "file")));
    }
    Ok(analyses)
}

/// Applies the fix of every finding that has just one; how many were applied, and in which files.
fn fix(cx: &Cx<'_>, analyses: &[Analysis], files: &mut BTreeSet<PathBuf>) -> Result<usize, Exit> {
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut applied = 0;
    for analysis in analyses {
        let fixed = apply_fixes(&analysis.sources, &analysis.diagnostics);
        applied += fixed.applied;
        texts.extend(fixed.texts.into_iter().map(|(path, text)| (PathBuf::from(path), text)));
    }
    for (path, text) in texts {
        cx.session
            .system
            .write(&path, text.as_bytes())
            .map_err(|error| cx.terminal.fail(Exit::Io, error, Some("nothing else was written")))?;
        files.insert(path);
    }
    Ok(applied)
}

/// Writes what was found.
fn report(cx: &Cx<'_>, format: CheckFormat, seen: &[Seen<'_>]) -> Written {
    let format = match format {
        CheckFormat::Human => Format::Human(cx.findings_look(cx.terminal.colour)),
        CheckFormat::Short => Format::Short { most: None },
        CheckFormat::Json => Format::Json,
        CheckFormat::Sarif => Format::Sarif,
        CheckFormat::Github => Format::Github,
    };
    let (sources, mut diagnostics, total) = joined(seen);
    let mut notes = Vec::new();
    if matches!(format, Format::Human(_)) {
        // What is only worth knowing is said in a line, so that it hides nothing that is wrong.
        notes = diagnostics.extract_if(.., |diagnostic| diagnostic.severity > Severity::Warning).collect();
    }
    let mut text = render::render(format, &sources, &diagnostics, total);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if matches!(format, Format::Human(_)) {
        text.push_str(&render::render(Format::Short { most: Some(MOST) }, &sources, &notes, total));
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&closing(cx, seen));
    }
    cx.terminal.print(&text)
}

/// All stacks' findings over one map of sources.
fn joined(seen: &[Seen<'_>]) -> (SourceMap, Vec<Diagnostic>, Summary) {
    let mut sources = SourceMap::default();
    let mut diagnostics = Vec::new();
    let mut total = Summary { files: 0, resources: Some(0) };
    for one in seen {
        let offset = u32::try_from(sources.files().count()).unwrap_or(u32::MAX);
        for (_, file) in one.sources.files() {
            sources.add_file(file);
        }
        diagnostics.extend(one.diagnostics.iter().map(|diagnostic| diagnostic.shifted(offset)));
        let own = summary(one);
        total.files += own.files;
        total.resources = total.resources.zip(own.resources).map(|(a, b)| a + b);
    }
    (sources, diagnostics, total)
}

/// The line at the end.
fn closing(cx: &Cx<'_>, seen: &[Seen<'_>]) -> String {
    let count = |severity| seen.iter().map(|seen| seen.count(severity)).sum::<usize>();
    let (errors, warnings, infos) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    let resources: usize = seen.iter().map(|seen| seen.resources).sum();
    let files: usize = seen.iter().map(|seen| seen.files).sum();
    let mut line = Line::default();
    if errors > 0 {
        line = line.with(Label::Delete, counted(errors, "error"));
    } else {
        line = line.with(Label::Create, "no errors");
    }
    if warnings > 0 {
        line = line.with(Label::Plain, ", ").with(Label::Update, counted(warnings, "warning"));
    }
    if infos > 0 {
        line = line.with(Label::Plain, ", ").with(Label::Plain, counted(infos, "note"));
    }
    let over = format!(" in {} ({})", counted(files, "file"), counted(resources, "resource"));
    super::super::paint::render(&[line.with(Label::Dim, over)], cx.terminal.colour)
}

/// A number and what it counts.
fn counted(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
