//! Exit codes, named once.

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, also with warnings.
    Done,
    /// The stack is invalid, an operation failed, the plan is stale, or something denied was found.
    Failed,
    /// With `--detailed-exitcode`: done, and there are changes.
    Changes,
    /// The command line was wrong.
    Usage,
    /// A bug of ours.
    Internal,
    /// Reading or writing failed.
    Io,
    /// Somebody else is writing.
    Locked,
    /// Stopped by the user.
    Interrupted,
}

impl Exit {
    /// What the operating system is told.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Changes => 2,
            Self::Usage => 64,
            Self::Internal => 70,
            Self::Io => 74,
            Self::Locked => 75,
            Self::Interrupted => 130,
        }
    }
}
