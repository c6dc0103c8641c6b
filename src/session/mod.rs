//! One call for what every front end wants: load, parse, resolve, check, plan.
//!
//! Knows no kind by name, no terminal and no protocol.

pub mod access;
pub mod examples;
mod fixes;
mod format;
mod heard;
mod ledger;
mod load;
mod masks;
mod memo;
mod modules;
mod notebook;
mod overlay;
mod params;
pub mod questions;
mod record;
pub mod schema;
mod system;
mod trouble;
mod watch;
mod wording;
mod work;
mod world;

pub use crate::plan::Purpose;
pub use fixes::{Fixed, apply_fixes, line_of, reach};
pub use format::{Formatting, format_content, format_paths};
pub use heard::comes_to;
pub use load::{LoadError, Loaded, load, load_again, load_all};
pub use memo::{Effort, Memo};
pub use notebook::{Notebook, NothingToDo, Remembered};
pub use overlay::{Overlay, Texts};
pub use params::{ParamSource, Wanted, wanted};
pub use record::World;
pub use system::OsSystem;
pub use trouble::Trouble;
pub use watch::{Asked, Watch};
pub use work::{Planned, Run, Towards, Work, Workbench, plan, saved_work, workbench};
pub use world::Mishap;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use ecow::EcoString;
use sha2::{Digest, Sha256};

use crate::base::{FACTS_DAY, Rebase, SourceMap, System};
use crate::catalog::{Catalog, Signature};
use crate::check::{self, Again, Checked, Notes};
use crate::diag::{Diagnostic, Found, Rule, Severity};
use crate::model::{Address, Identity, Stack};
use crate::resolve::rules::missing_stack_block;
use crate::resolve::{self, Modules, Remains, Surroundings};
use crate::syntax::ast::File;
use crate::syntax::{Form, is_unread, parse};

/// What every call needs: the outside world, and the kinds.
#[derive(Debug)]
pub struct Session<'a> {
    /// Files, clock and variables.
    pub system: &'a dyn System,
    /// The kinds.
    pub catalog: Catalog,
}

/// What a stack is judged under, besides its files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Values of params, later ones winning over earlier ones.
    pub params: Vec<ParamSource>,
    /// The day that dated rules judge by, as `YYYY-MM-DD`; the day of the facts if `None`.
    pub as_of: Option<String>,
    /// By what AWS knows resources that were moved or adopted, as the state remembers it.
    pub identities: BTreeMap<Address, Identity>,
    /// What becomes of the trees.
    pub trees: Trees,
    /// What becomes of what judging does without.
    pub details: Details,
}

/// What becomes of what judging a stack does without: the documentation of its resources, and their policies as AWS is
/// told them, of which statements say all that they say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Details {
    /// It is there, for whoever plans or shows a stack.
    #[default]
    Kept,
    /// It is not, which takes less room.
    Spared,
}

/// What becomes of the trees of a stack's own files once they are resolved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Trees {
    /// They are kept, to be looked at.
    #[default]
    Kept,
    /// They go while the stack comes to be, which takes less room.
    Spent,
}

/// A stack with everything that was found in it.
#[derive(Debug)]
pub struct Analysis {
    /// As it was asked for or found.
    pub path: PathBuf,
    /// The folder that its paths count from, and that its state lies in.
    pub folder: PathBuf,
    /// The texts that places point into.
    pub sources: SourceMap,
    /// How many files were read.
    pub files: usize,
    /// The stack; checked, if there is no error.
    pub stack: Result<Checked<Stack>, Stack>,
    /// What it was judged under.
    pub options: Options,
    /// Everything that was found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The trees, for editors; a command ends before they go, since to take them apart takes longer than to end.
    trees: (Vec<File>, Modules),
    /// What was looked at to judge it.
    notes: Notes,
    /// What of resolving it may be used again.
    remains: Remains,
}

/// What a look at a stack has to tell: what was found, and how much was looked at.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The texts that places point into.
    pub sources: &'a SourceMap,
    /// What was found, in the order of the text.
    pub diagnostics: &'a [Diagnostic],
    /// How many files were read.
    pub files: usize,
    /// How many resources there are.
    pub resources: usize,
}

impl Seen<'_> {
    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

impl Analysis {
    /// What there is to tell.
    #[must_use]
    pub fn seen(&self) -> Seen<'_> {
        let Self { sources, diagnostics, files, .. } = self;
        Seen { sources, diagnostics, files: *files, resources: self.any().resources.len() }
    }

    /// Whether all of it could be read, so that only rules find fault with what it says.
    #[must_use]
    pub fn is_read(&self) -> bool {
        let reading = reading_rules();
        let of_reading = |found: &&Diagnostic| reading.iter().any(|rule| rule.name == found.rule.name);
        let mut errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        !errors.any(|found| of_reading(&found))
    }

    /// The stack, however sound it is.
    #[must_use]
    pub fn any(&self) -> &Stack {
        match &self.stack {
            Ok(checked) => checked.get(),
            Err(stack) => stack,
        }
    }

    /// The stack, if it is sound.
    #[must_use]
    pub fn checked(&self) -> Option<&Checked<Stack>> {
        self.stack.as_ref().ok()
    }

    /// The trees of the stack's own files, in the order of their numbers; none if they are spent.
    #[must_use]
    pub fn trees(&self) -> &[File] {
        &self.trees.0
    }

    /// The folders that it uses as modules, with their trees.
    #[must_use]
    pub fn modules(&self) -> &Modules {
        &self.trees.1
    }

    /// Hash of the stack's own files; hexadecimal.
    #[must_use]
    pub fn content(&self) -> EcoString {
        content(&self.sources, self.files)
    }

    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.seen().count(severity)
    }

    /// How much had to be looked at, what was known from the last time not counted.
    #[must_use]
    pub fn effort(&self) -> Effort {
        let (resolved, gone_over) = self.remains.anew();
        let (judged, asked) = self.notes.anew();
        Effort { resolved, gone_over, judged, asked }
    }
}

impl Loaded {
    /// Hash of the stack's own files; hexadecimal.
    #[must_use]
    pub fn content(&self) -> EcoString {
        content(&self.sources, self.file_count)
    }
}

/// Hash of the first texts of a map; hexadecimal.
fn content(sources: &SourceMap, files: usize) -> EcoString {
    let mut hash = Sha256::new();
    for (_, file) in sources.files().take(files) {
        hash.update((file.text.len() as u64).to_le_bytes());
        hash.update(file.text.as_bytes());
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.into()
}

/// Says what a loaded stack means and whether it is sound.
#[must_use]
pub fn analyse(system: &dyn System, catalog: &Catalog, loaded: Loaded, options: &Options) -> Analysis {
    analyse_for(system, catalog, loaded, options, Times::Once)
}

/// Says it of a stack that is looked at again and again, with what is known from the last time, if this is not the first.
#[must_use]
pub fn analyse_again(
    system: &dyn System,
    catalog: &Catalog,
    loaded: Loaded,
    options: &Options,
    before: Option<&Analysis>,
) -> Analysis {
    analyse_for(system, catalog, loaded, options, Times::Again(before))
}

/// How often a stack is analysed.
#[derive(Clone, Copy)]
enum Times<'b> {
    /// Once.
    Once,
    /// Again and again; and what was known the last time.
    Again(Option<&'b Analysis>),
}

fn analyse_for(
    system: &dyn System,
    catalog: &Catalog,
    loaded: Loaded,
    options: &Options,
    times: Times<'_>,
) -> Analysis {
    let Loaded { path, folder, mut sources, mut files, modules, file_count, mut diagnostics } = loaded;
    if options.details == Details::Spared {
        files.iter_mut().for_each(File::forget_docs);
    }
    let of_modules = modules.folders.iter().flat_map(|folder| &folder.files);
    let known = match times {
        Times::Again(Some(before)) => Some(&before.sources),
        _ => None,
    };
    masks::hide_defaults(&mut sources, files.iter().chain(of_modules), known);
    let given = params::given(system, &mut sources, &options.params, &masks::open_params(&files));
    // What reads a name may stand in what could not be read.
    let broken = diagnostics.iter().any(|found| found.severity == Severity::Error);
    let unused = if broken { Vec::new() } else { resolve::unused_names(&files, &modules) };
    diagnostics.extend(given.diagnostics);
    let (given, identities) = (&given.value, &options.identities);
    let around = Surroundings { system, folder: &folder, modules: &modules, given, identities, ear: None };
    let rebase = Arc::new(known.map(|known| Rebase::between(known, &sources)).unwrap_or_default());
    let (mut resolved, files, remains) =
        resolved(catalog, (files, &sources), &around, options, (times, &rebase));
    if options.details == Details::Kept {
        resolve::tell_policies(&mut resolved.value, remains.then());
    }
    // What is missing may stand in the file that could not be read.
    let unread = diagnostics.iter().any(is_unread);
    let missing = |found: &Diagnostic| found.rule.name == missing_stack_block::RULE.name;
    diagnostics.extend(resolved.diagnostics.into_iter().filter(|found| !unread || !missing(found)));
    // A name that may not be had is not read for that reason.
    let refused: Vec<_> = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.span)
        .collect();
    diagnostics.extend(unused.into_iter().filter(|found| !refused.contains(&found.span)));
    let found = Found { value: resolved.value, diagnostics };
    let (reading, later) = (reading_rules(), crate::plan::rules::RULES);
    let judged =
        check::Options { as_of: options.as_of.as_deref().unwrap_or(FACTS_DAY), reading: &reading, later };
    let again = match times {
        Times::Once => Again::Never,
        Times::Again(before) => Again::After(before.map(|before| check::Before {
            stack: before.any(),
            notes: &before.notes,
            rebase: &rebase,
            then: remains.then(),
        })),
    };
    let (mut checked, notes) = check::check(catalog, found, &judged, again);
    masks::hide_fixes(&mut checked.diagnostics, &sources);
    Analysis {
        path,
        folder,
        sources,
        files: file_count,
        stack: checked.value,
        options: options.clone(),
        diagnostics: checked.diagnostics,
        trees: (files, modules),
        notes,
        remains,
    }
}

/// What the files say, the trees that are left of them, and what of it may be used again.
fn resolved(
    catalog: &Catalog,
    (files, sources): (Vec<File>, &SourceMap),
    around: &Surroundings<'_>,
    options: &Options,
    (times, rebase): (Times<'_>, &Arc<Rebase>),
) -> (Found<Stack>, Vec<File>, Remains) {
    let own = files.len();
    match (times, options.trees) {
        (Times::Again(before), _) => {
            let before = before.map(|before| resolve::Before {
                remains: &before.remains,
                stack: before.any(),
                rebase,
            });
            let (found, remains) = resolve::resolve_again(catalog, &files, around, before);
            (found, files, remains)
        }
        (_, Trees::Kept) => (resolve::resolve(catalog, &files, around), files, Remains::default()),
        (_, Trees::Spent) => match resolve::resolve_once(catalog, files, around) {
            Some(found) => (found, Vec::new(), Remains::default()),
            None => {
                let files = read_again(sources, own);
                (resolve::resolve(catalog, &files, around), files, Remains::default())
            }
        },
    }
}

/// The trees of the first files once more; what was found in them is known.
fn read_again(sources: &SourceMap, files: usize) -> Vec<File> {
    sources.files().take(files).map(|(id, file)| parse(id, &file.text, Form::Stack).value).collect()
}

/// A day as `YYYY-MM-DD`, from the like or from `today`; `None` if it is neither.
#[must_use]
pub fn day(system: &dyn System, text: &str) -> Option<String> {
    use crate::timing::{Moment, Zone};
    if text == "today" {
        let now = Moment(system.now()).text(&Zone::utc());
        return now.get(..10).map(str::to_owned);
    }
    let midnight = format!("{text}T00:00:00");
    (text.len() == 10 && Moment::read(&midnight, &Zone::utc()).is_some()).then(|| text.to_owned())
}

/// The rules of reading: syntax and names.
fn reading_rules() -> Vec<&'static Rule> {
    crate::syntax::RULES.iter().chain(resolve::rules::RULES).copied().collect()
}

/// All functions of the language, by name.
pub fn functions() -> impl Iterator<Item = &'static Signature> + Clone {
    resolve::functions::signatures()
}

/// All rules of all layers, by name.
#[must_use]
pub fn rules() -> Vec<&'static Rule> {
    let mut all = reading_rules();
    all.extend(check::rules());
    all.extend(crate::plan::rules::RULES);
    all.sort_by_key(|rule| rule.name);
    all
}
