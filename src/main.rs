//! The program: hands the arguments to the command line and returns what it says.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(stackc::cli::cli(std::env::args_os()))
}
