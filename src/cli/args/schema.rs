//! `schema …`

use std::path::PathBuf;

use clap::Subcommand;

use super::Format;

/// `schema …`
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Judge a resource by the limits and rules of the kind behind its type
    Check {
        /// Such as AWS::Lambda::Function
        #[arg(value_name = "TYPE", required_unless_present = "batch")]
        ty: Option<String>,
        /// A file with its properties as JSON
        #[arg(value_name = "PROPS", required_unless_present = "batch")]
        props: Option<PathBuf>,
        /// Answer each line of standard input
        #[arg(long, conflicts_with_all = ["ty", "props", "format"])]
        batch: bool,
        /// How it is written
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
}
