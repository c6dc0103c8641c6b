//! The language server: requests in, [`crate::ide`] asked, protocol out. No decision is made here.
//!
//! The loop reads messages in their order and computes nothing. One thread follows the texts and tells what is found in
//! them; others answer requests, each from the moment that it was asked at.

mod analyst;
mod answers;
mod board;
mod capabilities;
mod documents;
mod handlers;
mod lines;
mod server;
mod to_proto;
mod uris;
mod workers;

use lsp_server::Connection;
use thiserror::Error;

use crate::base::System;
use crate::catalog::Catalog;

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The client said `shutdown`, then `exit`.
    Cleanly,
    /// The client went away, or said `exit` without `shutdown`.
    Abruptly,
}

/// The session could not go on.
#[derive(Debug, Error)]
pub enum LspError {
    /// The client does not speak the protocol.
    #[error("the editor does not speak the language server protocol: {0}")]
    Protocol(#[from] lsp_server::ProtocolError),
    /// A stream broke.
    #[error("the connection to the editor broke: {0}")]
    Stream(#[from] std::io::Error),
}

/// Serves one client over standard input and output, until it ends the session.
///
/// # Errors
/// When the client does not speak the protocol, or a stream breaks.
pub fn stdio(system: &dyn System) -> Result<Ended, LspError> {
    let (connection, threads) = Connection::stdio();
    let ended = serve(&connection, system, crate::kinds::builtin());
    // The writer ends when nobody can send to it any more.
    drop(connection);
    let ended = ended?;
    if ended == Ended::Cleanly {
        threads.join()?;
    }
    Ok(ended)
}

/// Serves one client over a connection, until it ends the session.
///
/// # Errors
/// When the client does not speak the protocol.
pub fn serve(connection: &Connection, system: &dyn System, catalog: Catalog) -> Result<Ended, LspError> {
    server::run(connection, system, catalog)
}
