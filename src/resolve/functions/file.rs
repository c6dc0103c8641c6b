//! `file`.

use std::path::{Component, Path, PathBuf};

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;
use crate::resolve::rules;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "file",
        params: &[Parameter::new("path", Sort::String)],
        result: Sort::String,
        doc: "Reads a text file.\n\nThe path counts from the folder of the file that it stands in, and may not leave the stack's folder. The file must be there, must be UTF-8, and may have 1 MB.",
        examples: &[(r#"file("./motd.txt")"#, r#""Welcome.\n""#)],
    },
    secrets: Secrets::Hidden,
    body: file,
};

fn file(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let written = arguments.text(0);
    let outside = || Fault::new(format!("`{written}` is not in the stack's folder")).argument(0);
    // A module that may lie outside the stack reads within its own folder.
    let path = inside(&arguments.from.join(written))
        .or_else(|| Some(arguments.from.join(inside(Path::new(written))?)))
        .ok_or_else(|| outside().help("copy the file into the stack's folder, and name it from there"))?;
    let full = arguments.around.folder.join(&path);
    let system = arguments.around.system;
    if system.is_special(&full) {
        let message = format!("`{written}` cannot be read: it is neither a file nor a folder");
        return Err(Fault::new(message).argument(0).rule(&rules::unreadable_file::RULE));
    }
    let bytes = system.read(&full).map_err(|error| {
        let message = format!("`{written}` cannot be read: {}", error.reason);
        let fault = Fault::new(message).argument(0).rule(&rules::unreadable_file::RULE);
        if error.missing {
            fault.help("put the file there, or mend the path, which counts from the folder of this file")
        } else {
            fault
        }
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let message = format!(
            "`{written}` is not UTF-8: byte {} is the first that is not",
            error.utf8_error().valid_up_to()
        );
        Fault::new(message)
            .argument(0)
            .rule(&rules::unreadable_file::RULE)
            .help("only text can be read; name other files by their path")
    })?;
    let mut limited = Text::default();
    limited.push(&text)?;
    Ok(limited.into())
}

/// The path without detours; `None` if it leads out of the folder.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut inside = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => inside.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !inside.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(inside)
}
