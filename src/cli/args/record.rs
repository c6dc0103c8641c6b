//! Commands that have commands of their own.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Format, ParamArgs, assignment, duration};
use crate::base::Quantity;

/// Which stack's record.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// The stack's folder or file
    #[arg(id = "stack", long = "stack", short = 'C', default_value = ".", value_name = "PATH")]
    pub stack: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// `state …`
#[derive(Debug, Subcommand)]
pub enum StateCommand {
    /// List what was applied
    List {
        /// The stack's folder or file
        #[arg(value_name = "PATH")]
        place: Option<PathBuf>,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Show one resource as applied
    Show {
        /// Its address
        address: String,
        /// At the end of that generation
        #[arg(long, value_name = "GENERATION")]
        at: Option<u64>,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// List the applies
    History {
        /// The stack's folder or file
        #[arg(value_name = "PATH")]
        place: Option<PathBuf>,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
}

/// `world …`
#[derive(Debug, Subcommand)]
pub enum WorldCommand {
    /// List what exists
    List {
        /// The stack's folder or file
        #[arg(value_name = "PATH")]
        place: Option<PathBuf>,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Show one thing
    Show {
        /// Its address in the stack, or its ARN
        address: String,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Change attributes of a thing behind stackc's back
    Set {
        /// Its address in the stack, or its ARN
        address: String,
        /// What to change
        #[arg(required = true, value_name = "ATTRIBUTE=VALUE", value_parser = assignment)]
        changes: Vec<String>,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Put a thing that no stack made, or objects into a bucket
    Put {
        /// A kind; or a bucket: its address, ARN or name
        #[arg(value_name = "KIND|BUCKET")]
        what: String,
        /// The name of the thing and its attributes (`versioning=true`), or keys of objects
        #[arg(required = true, value_name = "NAME ATTRIBUTE=VALUE…|KEY…")]
        rest: Vec<String>,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Let calls to the world go wrong
    Fault {
        /// Which calls
        #[arg(value_parser = ["create", "update", "delete"])]
        call: String,
        /// The thing's address in the stack, or its ARN; it need not exist yet
        address: String,
        /// How many such calls still go well before
        #[arg(long, value_name = "N", default_value_t = 0)]
        after: u64,
        /// How many go wrong then
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
        times: u64,
        /// How they go wrong
        #[arg(long, default_value = "fail", value_parser = ["fail", "throttle", "half-made"])]
        effect: String,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Let time pass in the world
    Wait {
        /// How long, such as `6h`
        #[arg(value_name = "DURATION", value_parser = duration)]
        duration: Quantity,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Delete everything that exists, of every stack
    Reset {
        /// Do not ask
        #[arg(long, short = 'y', required = true)]
        yes: bool,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
    /// Delete a thing behind stackc's back
    Delete {
        /// Its address in the stack, or its ARN
        address: String,
        /// Whose
        #[command(flatten)]
        record: RecordArgs,
    },
}

/// `schedule …`
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Say when an expression fires next
    Next {
        /// Such as `cron(0 3 * * ? *)`
        #[arg(required_unless_present = "batch", value_name = "EXPRESSION")]
        expression: Option<String>,
        /// Count from this time, which counts itself
        #[arg(long, value_name = "TIME")]
        from: Option<String>,
        /// Read wall-clock times in this zone
        #[arg(long, value_name = "ZONE", default_value = "UTC")]
        timezone: String,
        /// How many times
        #[arg(short = 'n', default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
        count: u32,
        /// How they are written
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Read questions from standard input, one JSON object a line
        #[arg(long, conflicts_with = "expression")]
        batch: bool,
    },
    /// Say whether an expression is one that AWS takes
    Check {
        /// Such as `cron(0 3 * * ? *)`
        #[arg(required_unless_present = "batch", value_name = "EXPRESSION")]
        expression: Option<String>,
        /// Who reads it
        #[arg(long, value_enum, default_value_t = Reader::Schedule)]
        kind: Reader,
        /// How the answer is written
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Read questions from standard input, one JSON object a line
        #[arg(long, conflicts_with = "expression")]
        batch: bool,
    },
}

/// Which service reads an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Reader {
    /// An EventBridge rule
    Rule,
    /// EventBridge Scheduler
    Schedule,
}
