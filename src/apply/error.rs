//! How looking at the world or carrying out a plan can fail as a whole.

use thiserror::Error;

use crate::cloud::CloudError;
use crate::state::StateError;

/// A plan was not carried out to its end. A call that the world refused is no such error.
#[derive(Debug, Error)]
pub enum ApplyError {
    /// What the plan was made for is no more; nothing was done.
    #[error("the plan is stale: {}", moved(*generation, *world_revision))]
    Stale {
        /// The state's generation, as planned and as found.
        generation: (u64, u64),
        /// The world's revision, as planned and as found.
        world_revision: (u64, u64),
    },
    /// The state could not be locked, read or written.
    #[error(transparent)]
    State(#[from] StateError),
    /// The world could not be asked; what became of the calls in flight, the next apply finds out.
    #[error(transparent)]
    Cloud(#[from] CloudError),
    /// It was stopped at once; what became of the calls in flight, the next apply finds out.
    #[error("stopped at once; the next apply goes on from here")]
    Stopped,
}

/// Says what moved.
fn moved(generation: (u64, u64), world_revision: (u64, u64)) -> String {
    let mut moves = Vec::new();
    if generation.0 != generation.1 {
        moves.push(format!("the state went from generation {} to {}", generation.0, generation.1));
    }
    if world_revision.0 != world_revision.1 {
        moves.push(format!("the world went from revision {} to {}", world_revision.0, world_revision.1));
    }
    moves.join(", and ")
}
