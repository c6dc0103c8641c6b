//! The program: hands the arguments to the command line and returns what it says.

/// A stack is very many small things, over which this takes a quarter less time than the system's.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(stackc::cli::cli(std::env::args_os()))
}
