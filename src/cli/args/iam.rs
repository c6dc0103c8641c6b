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
    /// Say whether one of two allows all that the other one allows: policies, roles, stacks, generations
    ///
    /// Each of the two is a file with a policy as JSON; a stack's folder or file; `@12` or `PATH@12`, what was applied at
    /// the end of a generation; or a role, a policy or what has one of its own in any of these: `:role.team`,
    /// `PATH:policy.readers`, `@12:role.team`.
    Compare(CompareArgs),
}

/// What is compared.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// A file, or [PATH][@GENERATION][:ADDRESS]
    #[arg(value_name = "A", required_unless_present = "batch")]
    pub a: Option<String>,
    /// Another one
    #[arg(value_name = "B", required_unless_present = "batch")]
    pub b: Option<String>,
    /// Answer each line of standard input
    #[arg(long, conflicts_with_all = ["a", "b", "format"])]
    pub batch: bool,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Params of the stacks
    #[command(flatten)]
    pub given: ParamArgs,
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

/// What is asked of a stack, of documents, or of both.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// The stack's folder or file; `.` if left out, or none where documents are given and `.` holds not just one stack
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Who asks: an address such as function.resize or role.resize, an ARN, or a service
    #[arg(long, value_name = "WHO", visible_alias = "caller-arn", required_unless_present = "batch")]
    pub principal: Option<String>,
    /// What: s3:GetObject; may be repeated
    #[arg(
        long = "action",
        value_name = "ACTION",
        visible_alias = "action-names",
        required_unless_present = "batch"
    )]
    pub actions: Vec<String>,
    /// To what: an address, also with what is within, such as bucket.uploads/raw/a.jpg, or an ARN; may be repeated
    #[arg(long = "resource", value_name = "RESOURCE", visible_alias = "resource-arns", default_value = "*")]
    pub resources: Vec<String>,
    /// A circumstance: aws:SourceIp=10.0.0.1; values of one key are separated by commas; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = circumstance)]
    pub context: Vec<Circumstance>,
    /// Policies as documents
    #[command(flatten)]
    pub documents: DocumentArgs,
    /// Answer each line of standard input
    #[arg(
        long,
        conflicts_with_all = ["path", "principal", "actions", "resources", "context", "format", "DocumentArgs"]
    )]
    pub batch: bool,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// Policies that count besides those of the stack, each a file with JSON; the other names are those of AWS's simulator.
#[derive(Debug, Args)]
pub struct DocumentArgs {
    /// A policy that who asks has, too; may be repeated
    #[arg(long = "policy", value_name = "FILE", visible_alias = "policy-input-list", value_parser = document)]
    pub policies: Vec<PathBuf>,
    /// What bounds who asks, in place of the boundary of the stack
    #[arg(
        long = "permissions-boundary",
        value_name = "FILE",
        visible_alias = "permissions-boundary-policy-input-list",
        value_parser = document
    )]
    pub boundary: Option<PathBuf>,
    /// What the session of who asks was narrowed to
    #[arg(long, value_name = "FILE", value_parser = document)]
    pub session_policy: Option<PathBuf>,
    /// The resource's policy, in place of what the stack says
    #[arg(long, value_name = "FILE", value_parser = document)]
    pub resource_policy: Option<PathBuf>,
    /// The account that the resource belongs to, where neither stack nor ARN say it
    #[arg(long, value_name = "ACCOUNT")]
    pub resource_owner: Option<String>,
    /// Service control policies of one level of the organisation, separated by commas; repeated level by level
    #[arg(long = "scp", value_name = "FILE,…", value_parser = level)]
    pub scps: Vec<Level>,
    /// Resource control policies, in the same way; RCPFullAWSAccess is at every level
    #[arg(long = "rcp", value_name = "FILE,…", value_parser = level)]
    pub rcps: Vec<Level>,
}

/// The files of one level of an organisation.
#[derive(Debug, Clone)]
pub struct Level(pub Vec<PathBuf>);

impl DocumentArgs {
    /// Whether any document is given.
    #[must_use]
    pub fn any(&self) -> bool {
        let single = [&self.boundary, &self.session_policy, &self.resource_policy];
        let levels = !self.scps.is_empty() || !self.rcps.is_empty();
        levels || !self.policies.is_empty() || single.into_iter().any(Option::is_some)
    }
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

/// A file, also as the command line of AWS writes it.
#[expect(clippy::unnecessary_wraps, reason = "a parser of an argument may fail")]
fn document(text: &str) -> Result<PathBuf, String> {
    Ok(PathBuf::from(text.strip_prefix("file://").unwrap_or(text)))
}

fn level(text: &str) -> Result<Level, String> {
    if text.split(',').any(|file| file.trim().is_empty()) {
        return Err("write the files of a level as `a.json,b.json`".to_owned());
    }
    text.split(',').map(|file| document(file.trim())).collect::<Result<_, _>>().map(Level)
}
