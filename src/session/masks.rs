//! What of secrets stands in texts: no finding ever shows it.

use std::collections::BTreeSet;

use ecow::EcoString;

use crate::base::{FileId, SourceMap, Span};
use crate::diag::Diagnostic;
use crate::syntax::ast::{Entry, EntryKind, File, ItemKind};

/// The names of the params that are no secrets.
pub(super) fn open_params(files: &[File]) -> BTreeSet<EcoString> {
    let params = |secret: bool| {
        files.iter().flat_map(|file| file.items.besides()).filter_map(move |item| match &item.kind {
            ItemKind::Param(param) if param.secret == secret => Some(param.name.text.clone()),
            _ => None,
        })
    };
    let secret: BTreeSet<EcoString> = params(true).collect();
    params(false).filter(|name| !secret.contains(name)).collect()
}

/// Keeps the defaults of secrets in a stack's own files from being shown; of texts that were gone through before, that is known.
pub(super) fn hide_defaults<'a>(
    sources: &mut SourceMap,
    files: impl Iterator<Item = &'a File>,
    before: Option<&SourceMap>,
) {
    let mut spans = Vec::new();
    let known = before.map(|before| sources.hide_as_in(before)).unwrap_or_default();
    let is_known = |id: FileId| known.get(id.0 as usize) == Some(&true);
    for (id, file) in sources.files() {
        if is_known(id) || !file.text.contains("secret") {
            continue;
        }
        let mut at = 0;
        for line in file.text.split_inclusive('\n') {
            // A line that could not be read has no tree, so the words decide.
            let declares = line.trim_start().starts_with("secret");
            if let Some(equals) = line.find('=').filter(|_| declares) {
                let place = |byte: usize| u32::try_from(at + byte).unwrap_or(u32::MAX);
                spans.push(Span::new(id, place(equals + 1), place(line.trim_end().len())));
            }
            at += line.len();
        }
    }
    for item in files.flat_map(|file| file.items.besides()) {
        match &item.kind {
            ItemKind::Param(param) if param.secret => {
                let default = param.default.as_ref().map(|expr| expr.span);
                spans.extend(default.filter(|span| !is_known(span.file)));
            }
            _ => {}
        }
    }
    for span in spans {
        sources.hide(span);
    }
}

/// Takes out what is offered to be written in the place of a secret: it would hold the secret.
pub(super) fn hide_fixes(found: &mut [Diagnostic], sources: &SourceMap) {
    for finding in found.iter_mut().filter(|finding| !finding.fixes.is_empty()) {
        let count = finding.fixes.len();
        finding
            .fixes
            .retain(|fix| !fix.edits.iter().any(|edit| !edit.text.is_empty() && sources.hides(edit.span)));
        if finding.fixes.len() < count {
            finding
                .help
                .get_or_insert_with(|| "mend it by hand: it is a secret, and is not shown".to_owned());
        }
    }
}

/// The text of a params file as it may be shown: a star for each byte, but for the names of params and the values of
/// those that are no secrets. Line breaks and blanks stay, and so does every place. Of a text that is not sound a value
/// is shown as far as it was read, and up to the end of its line or the next sign that could stand behind a name, since
/// what follows may be another's.
pub(super) fn masked(text: &str, entries: &[Entry], open: &BTreeSet<EcoString>, sound: Sound) -> String {
    let mut shown: Vec<(usize, usize)> = names(text, open);
    for entry in entries {
        let EntryKind::Attribute(attribute) = &entry.kind else { continue };
        let value = attribute.value.span.start as usize;
        let end = match (open.contains(&attribute.name.text), sound) {
            (false, _) => value,
            (true, Sound::Yes) => entry.span.end as usize,
            (true, Sound::No) => {
                let read = text.get(value..attribute.value.span.end as usize).unwrap_or_default();
                value + read.find(['\n', '=', ':']).unwrap_or(read.len())
            }
        };
        shown.push((entry.span.start as usize, end));
    }
    shown.sort_unstable();
    let mut next = shown.iter().peekable();
    let mut is_shown = |at: usize| {
        while next.next_if(|(_, end)| *end <= at).is_some() {}
        next.peek().is_some_and(|(start, _)| *start <= at)
    };
    let mut masked = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if letter.is_ascii_whitespace() || is_shown(at) {
            masked.push(letter);
        } else {
            masked.extend(std::iter::repeat_n('*', letter.len_utf8()));
        }
    }
    masked
}

/// Whether a text could be read without a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    /// It could.
    Yes,
    /// It could not.
    No,
}

/// Where lines begin with the name of a param that is no secret and its `=`, also where the line could not be read.
fn names(text: &str, open: &BTreeSet<EcoString>) -> Vec<(usize, usize)> {
    let mut names = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((name, _)) = line.split_once('=').filter(|(name, _)| open.contains(name.trim())) {
            names.push((at, at + name.len() + 1));
        }
        at += line.len();
    }
    names
}

/// A finding about a params file without the words that are not to be shown; a fix would hold them, too.
pub(super) fn redacted(mut found: Diagnostic, text: &str, shown: &str) -> Diagnostic {
    let open = |words: &str| {
        let parts = words.split('`').enumerate().map(|(at, part)| {
            let quoted = at % 2 == 1;
            if quoted && text.contains(part) && !shown.contains(part) { "…" } else { part }
        });
        parts.collect::<Vec<_>>().join("`")
    };
    found.message = open(&found.message);
    found.help = found.help.map(|help| open(&help));
    found.labels.iter_mut().for_each(|label| label.message = open(&label.message));
    found.fixes.clear();
    found
}
