//! Writes a made-up stack into a folder, so that the whole program can be timed from outside.
#![expect(clippy::disallowed_methods, reason = "it is no part of the program and writes what is measured")]

#[path = "generator/mod.rs"]
mod generator;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use generator::{Size, generate};

/// Write a made-up stack of N resources
#[derive(Parser)]
struct Arguments {
    /// Where to
    folder: PathBuf,
    /// How many resources
    #[arg(long, default_value_t = 1000)]
    resources: usize,
    /// Roles and what they are for, so many of them, in one file
    #[arg(long)]
    roles: bool,
    /// Over how many files
    #[arg(long, default_value_t = 1)]
    files: usize,
    /// How many resources differ from the stack without a change, such as 1%
    #[arg(long, default_value = "0%")]
    change: String,
    /// Another one gives other choices
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let percent: f64 = arguments.change.trim_end_matches('%').parse()?;
    if !(0.0..=100.0).contains(&percent) {
        return Err("a change is 0% to 100%".into());
    }
    // Within the range just checked, so nothing is cut off.
    let changed_per_mille = (percent * 10.0).round() as u64;
    let size = Size {
        only_roles: arguments.roles,
        resources: arguments.resources,
        files: arguments.files,
        changed_per_mille,
        seed: arguments.seed,
    };
    std::fs::create_dir_all(arguments.folder.join("code"))?;
    std::fs::write(arguments.folder.join("code/app.py"), "def shrink(event, context):\n    return event\n")?;
    for (name, text) in generate(size) {
        std::fs::write(arguments.folder.join(name), text)?;
    }
    Ok(())
}
