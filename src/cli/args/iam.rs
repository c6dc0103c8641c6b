//! `iam …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{CheckFormat, Format, ParamArgs};

/// `iam …`
#[derive(Debug, Subcommand)]
pub enum IamCommand {
    /// Decide requests by what a stack says, or, with --batch, by policies given with them
    Simulate(SimulateArgs),
    /// Decide requests and say why, statement by statement
    Explain(SimulateArgs),
    /// Write the least policy that a resource, all that carry a role, or whoever applies the plan need
    Minimal(MinimalArgs),
    /// Say what is wrong with policies given as JSON, with the place of each fault
    Check {
        /// Files with a policy as JSON each
        #[arg(value_name = "FILE", required = true)]
        paths: Vec<PathBuf>,
        /// What they are for; their statements say it if left out
        #[arg(long = "as", value_enum, value_name = "SORT")]
        sort: Option<PolicySort>,
        /// How findings are written
        #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
        format: CheckFormat,
    },
    /// Say whether one policy allows all that another one allows
    Compare {
        /// A file with a policy as JSON
        #[arg(value_name = "A", required_unless_present = "batch")]
        a: Option<PathBuf>,
        /// Another one
        #[arg(value_name = "B", required_unless_present = "batch")]
        b: Option<PathBuf>,
        /// Answer each line of standard input
        #[arg(long, conflicts_with_all = ["a", "b", "format"])]
        batch: bool,
        /// How it is written
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
}

/// What a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PolicySort {
    /// A role or a user has it
    Identity,
    /// It bounds a role or a user
    Boundary,
    /// It narrows a session
    Session,
    /// An organisation's: an SCP or RCP
    Organisation,
    /// It belongs to a resource
    Resource,
    /// It says who may take a role on
    Trust,
}

/// What is asked of a stack.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// The stack's folder or file
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,
    /// Who asks: an address such as function.resize or role.resize, an ARN, or a service
    #[arg(long, value_name = "WHO", required_unless_present = "batch")]
    pub principal: Option<String>,
    /// What: s3:GetObject; may be repeated
    #[arg(long = "action", value_name = "ACTION", required_unless_present = "batch")]
    pub actions: Vec<String>,
    /// To what: an address, also with what is within, such as bucket.uploads/raw/a.jpg, or an ARN; may be repeated
    #[arg(long = "resource", value_name = "RESOURCE", default_value = "*")]
    pub resources: Vec<String>,
    /// A circumstance: aws:SourceIp=10.0.0.1; values of one key are separated by commas; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = circumstance)]
    pub context: Vec<Circumstance>,
    /// Answer each line of standard input
    #[arg(long, conflicts_with_all = ["path", "principal", "actions", "resources", "context", "format"])]
    pub batch: bool,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// Whose least policy is wanted.
#[derive(Debug, Args)]
pub struct MinimalArgs {
    /// What runs code, or a role: function.resize, role.resize; left out with --deployer
    #[arg(value_name = "ADDRESS", required_unless_present = "deployer")]
    pub address: Option<String>,
    /// Of whoever applies the plan, takes it back, and deletes what it made
    #[arg(long)]
    pub deployer: bool,
    /// Of whoever deletes everything that the stack made
    #[arg(long, requires = "deployer")]
    pub destroy: bool,
    /// The stack's folder or file
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// A key and its values.
pub type Circumstance = (String, String);

/// Refuses a circumstance without `=`.
fn circumstance(text: &str) -> Result<Circumstance, String> {
    let pair = text.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()));
    pair.ok_or_else(|| format!("write `{text}=…`"))
}
