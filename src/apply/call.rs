//! Calls to the world: made side by side, and tried again where that may help.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::cloud::{CloudError, Done, Provider, Request};
use crate::state::IntentKind;

/// How often a call is made before it counts as failed.
const TRIES: u32 = 8;
/// Virtual milliseconds before the second try; twice as many before each further one, up to the longest.
const FIRST_WAIT: u64 = 1_000;
const LONGEST_WAIT: u64 = 60_000;

/// One call.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) kind: IntentKind,
    pub(super) request: Request,
}

/// What became of a call.
#[derive(Debug)]
pub(super) enum Answer {
    /// It was done.
    Done(Done),
    /// It left something behind that did not come up.
    HalfMade(String, Done),
    /// It was refused, or not done however often it was tried; at that virtual time.
    Refused(String, u64),
    /// It was not made, since the apply was stopped.
    Unmade,
    /// Nothing is known.
    Unknown(CloudError),
}

/// Makes calls, up to `parallelism` at once, as far as the provider answers so many; an answer for each, in the order of
/// the calls.
pub(super) fn make(
    provider: &dyn Provider,
    calls: &mut [Call],
    parallelism: usize,
    cancel: &AtomicU8,
) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::with_capacity(calls.len());
    answers.resize_with(calls.len(), || Answer::Unmade);
    let threads = parallelism.min(provider.at_once()).clamp(1, calls.len().max(1));
    let queue = Mutex::new(calls.iter_mut().zip(&mut answers));
    let work = || {
        while cancel.load(Ordering::Relaxed) == 0 {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((call, answer)) = next else { return };
            // If the call never returns, nobody may believe that it was not made.
            *answer = Answer::Unknown(CloudError::Broken("a call did not return".to_owned()));
            *answer = answer_to(provider, call);
        }
    };
    if threads == 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    }
    answers
}

/// Makes one call, again and again while the world says that this may help. Waiting takes virtual time only.
fn answer_to(provider: &dyn Provider, call: &mut Call) -> Answer {
    let mut wait = FIRST_WAIT;
    for tried in 1..=TRIES {
        let result = match call.kind {
            IntentKind::Create => provider.create(&call.request),
            IntentKind::Update => provider.update(&call.request),
            IntentKind::Delete => provider.delete(&call.request),
        };
        match result {
            Ok(done) => return Answer::Done(done),
            Err(CloudError::Retry { at, .. }) if tried < TRIES => {
                call.request.at = at.max(call.request.at.saturating_add(wait));
                wait = (wait * 2).min(LONGEST_WAIT);
            }
            Err(CloudError::HalfMade { code, message, done }) => {
                return Answer::HalfMade(format!("{code}: {message}"), done);
            }
            Err(error @ CloudError::Broken(_)) => return Answer::Unknown(error),
            Err(error @ CloudError::Refused { .. }) => {
                return Answer::Refused(error.to_string(), call.request.at);
            }
            Err(error @ CloudError::Retry { .. }) => {
                return Answer::Refused(format!("{error} (tried {TRIES} times)"), call.request.at);
            }
        }
    }
    Answer::Unmade
}
