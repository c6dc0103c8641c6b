//! `events …`

use std::path::PathBuf;

use clap::Subcommand;

use super::Format;

/// `events …`
#[derive(Debug, Subcommand)]
pub enum EventsCommand {
    /// Print the JSON event that a function receives; all kinds are listed without one
    Sample {
        /// Which: s3.put, apigateway.v2, schedule, …
        #[arg(value_name = "KIND")]
        kind: Option<String>,
    },
    /// Say whether an EventBridge pattern matches an event
    Match {
        /// A file with the pattern as JSON
        #[arg(value_name = "PATTERN", required_unless_present = "batch")]
        pattern: Option<PathBuf>,
        /// A file with the event as JSON
        #[arg(value_name = "EVENT", required_unless_present = "batch")]
        event: Option<PathBuf>,
        /// Answer each line of standard input
        #[arg(long, conflicts_with_all = ["pattern", "event", "format"])]
        batch: bool,
        /// How it is written
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
}
