//! What the command line may say.

mod events;
mod iam;
mod record;
mod schema;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub use events::EventsCommand;
pub use iam::{
    Circumstance, CompareArgs, DocumentArgs, IamCommand, Level, MinimalArgs, PolicySort, SimulateArgs,
};
pub use record::{Reader, RecordArgs, ScheduleCommand, StateCommand, WorldCommand};
pub use schema::SchemaCommand;

use crate::base::{Dimension, Quantity};

/// Says what a stack will do, who may do what, and what happens while it changes: from the text alone.
#[derive(Debug, Parser)]
#[command(name = "stackc", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// When to colour
    #[arg(long, value_enum, default_value_t = When::Auto, global = true, value_name = "WHEN")]
    pub color: When,
    /// Draw with plain ASCII signs
    #[arg(long, global = true)]
    pub ascii: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// When something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a stack from an example
    Init(InitArgs),
    /// Parse and validate stacks
    Check(CheckArgs),
    /// Write stacks as they should look
    Fmt(FmtArgs),
    /// Show what would change, and what that means
    Plan(PlanArgs),
    /// Make the simulated cloud as the stack says
    Apply(ApplyArgs),
    /// Delete everything that the stack made
    Destroy(DestroyArgs),
    /// Draw the stack: resources, arrows, permissions
    Graph(GraphArgs),
    /// Look at what was applied
    #[command(subcommand)]
    State(StateCommand),
    /// Look at the simulated cloud, and change it behind stackc's back
    #[command(subcommand)]
    World(WorldCommand),
    /// Say who may do what, and why; compare policies
    #[command(subcommand)]
    Iam(IamCommand),
    /// Show the JSON events that arrive; match events against patterns
    #[command(subcommand)]
    Events(EventsCommand),
    /// Judge resources in CloudFormation's spelling
    #[command(subcommand)]
    Schema(SchemaCommand),
    /// Read cron(…), rate(…) and at(…) expressions
    #[command(subcommand)]
    Schedule(ScheduleCommand),
    /// Say what a rule, a kind or an attribute is about
    Explain(ExplainArgs),
    /// Serve an editor over standard input and output
    Lsp(LspArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// What `lsp` takes.
#[derive(Debug, Args)]
pub struct LspArgs {
    /// Speak over standard input and output, which is what is done in any case; some editors say so
    #[arg(long)]
    pub stdio: bool,
}

/// Where a stack's params come from.
#[derive(Debug, Args)]
pub struct ParamArgs {
    /// Give a param its value; may be repeated
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = assignment)]
    pub param: Vec<String>,
    /// Read params from a file; may be repeated
    #[arg(long = "params", value_name = "FILE")]
    pub params: Vec<PathBuf>,
    /// Judge dated rules by another day
    #[arg(long, value_name = "DATE|today")]
    pub as_of: Option<String>,
}

/// Refuses a param without `=`.
fn assignment(text: &str) -> Result<String, String> {
    if text.contains('=') { Ok(text.to_owned()) } else { Err(format!("write `{text}=…`")) }
}

/// A duration of the language.
fn duration(text: &str) -> Result<Quantity, String> {
    let read = Quantity::parse(text).filter(|quantity| quantity.dimension == Dimension::Duration);
    read.ok_or_else(|| "write a time such as `30m`, `6h` or `1d`".to_owned())
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// With the text they are about
    Human,
    /// A line each
    Short,
    /// For programs
    Json,
    /// For code scanning
    Sarif,
    /// For GitHub workflows
    Github,
}

/// What else makes a check fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

/// What else makes a plan fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanDeny {
    /// Warnings
    Warnings,
    /// Access that somebody gains, or that could not be decided
    AccessGained,
}

/// `init`
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Where to put the stack
    #[arg(default_value = ".", value_name = "DIR")]
    pub dir: PathBuf,
    /// Which example to start from
    #[arg(long, value_name = "NAME", default_value = "thumbnails")]
    pub example: String,
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folders or files
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,
    /// Fail on these, too
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
    /// Apply the fixes that have one right answer
    #[arg(long)]
    pub fix: bool,
    /// Go on, and say what is found after each change of a file; Ctrl-C ends it
    #[arg(long, conflicts_with = "fix")]
    pub watch: bool,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// `fmt`
#[derive(Debug, Args)]
pub struct FmtArgs {
    /// Folders or files; with --stdin, what standard input would be called
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write nothing; name what would change, and fail if anything would
    #[arg(long)]
    pub check: bool,
    /// Format standard input to standard output
    #[arg(long)]
    pub stdin: bool,
}

/// `plan`
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The stack's folder or file
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,
    /// Show every attribute and every part
    #[arg(long)]
    pub full: bool,
    /// Save the plan, to be applied just so
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Plan to delete everything
    #[arg(long)]
    pub destroy: bool,
    /// Replace a resource even where nothing differs; may be repeated
    #[arg(long, value_name = "ADDRESS", conflicts_with = "destroy")]
    pub replace: Vec<String>,
    /// Exit with 2 if there are changes
    #[arg(long)]
    pub detailed_exitcode: bool,
    /// Fail, and save no plan, if there are warnings, or if somebody gains access; may be repeated
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Vec<PlanDeny>,
    /// How the plan is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// How an apply goes.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Do not ask
    #[arg(long, short = 'y')]
    pub yes: bool,
    /// Act with the permissions of a role only: an address of the stack, or the name or ARN of a role that exists
    #[arg(long = "as", value_name = "ROLE")]
    pub role: Option<String>,
    /// How many operations run side by side
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub parallelism: u16,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// How the operations are told as they end
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub progress: Format,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// `apply`
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// The stack's folder or file, or a plan that `plan --out` saved
    #[arg(default_value = ".", value_name = "PATH|PLAN")]
    pub path: PathBuf,
    /// Replace a resource even where nothing differs; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    pub replace: Vec<String>,
    /// How it goes
    #[command(flatten)]
    pub run: RunArgs,
}

/// `destroy`
#[derive(Debug, Args)]
pub struct DestroyArgs {
    /// The stack's folder or file
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,
    /// How it goes
    #[command(flatten)]
    pub run: RunArgs,
}

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// A picture for browsers
    Svg,
    /// For Graphviz
    Dot,
    /// For Markdown that draws Mermaid
    Mermaid,
    /// For programs
    Json,
}

/// `graph`
#[derive(Debug, Args)]
pub struct GraphArgs {
    /// The stack's folder or file
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = GraphFormat::Mermaid)]
    pub format: GraphFormat,
    /// Draw what AWS makes by itself, too
    #[arg(long)]
    pub full: bool,
    /// Params
    #[command(flatten)]
    pub given: ParamArgs,
}

/// `explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A rule, a kind, or what stands in a kind's braces, as in `function.memory`; all rules are listed without one
    #[arg(value_name = "RULE|KIND")]
    pub what: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        super::Arguments::command().debug_assert();
    }
}
