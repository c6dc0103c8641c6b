//! The command line: gathers input, asks the session, shows views.

pub mod paint;
