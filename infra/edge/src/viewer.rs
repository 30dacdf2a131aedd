//! The function that runs for each visitor's request, before the cache: a CloudFront Function for viewer requests, in QuickJS.

mod event;
mod memo;
mod outcome;
mod purity;
mod sandbox;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::request::Parts;
use rquickjs::Value;

use crate::origin::OriginResponse;
use memo::Memo;
use outcome::Decision;
use sandbox::{Entries, Sandbox};

/// The site's own function: where addresses lead. template.yaml deploys the same text.
pub const VIEWER_REQUEST: &str = include_str!("../function/viewer-request.js");

/// A script with its key-value store.
///
/// QuickJS runs on one thread at a time and is dear to set up, so those that are not at work wait here for the next event. There are never
/// more of them than events that were answered at the same moment, that is threads: an answer waits for nothing.
pub struct ViewerFunction {
    script: String,
    entries: Option<Arc<Entries>>,
    idle: Mutex<Vec<Sandbox>>,
    /// What it decided, unless its decisions hang on more than their events: asking QuickJS was most of what a kept answer took.
    memo: Option<Memo>,
}

/// The function failed, and says why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewerError(pub(crate) String);

impl fmt::Display for ViewerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ViewerError {}

impl fmt::Debug for ViewerFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ViewerFunction").field("entries", &self.entries).finish_non_exhaustive()
    }
}

impl ViewerFunction {
    /// Reads a script, which has a function `handler`. `entries` are those of the key-value store that is associated with it, if one is.
    ///
    /// # Errors
    /// [`ViewerError`] if it cannot be read.
    pub fn new(script: &str, entries: Option<BTreeMap<String, String>>) -> Result<Self, ViewerError> {
        let memo = purity::is_pure(script).then(Memo::new);
        let function = Self { script: script.to_owned(), entries: entries.map(Arc::new), idle: Mutex::default(), memo };
        let first = function.sandbox()?;
        function.idle().push(first);
        Ok(function)
    }

    /// Lets the function answer an event of version 1.0: a text in JSON, as is the answer, a request or a response.
    ///
    /// # Errors
    /// [`ViewerError`] if it throws, returns nothing, or takes too much time or memory.
    pub fn answer(&self, event: &str) -> Result<String, ViewerError> {
        self.run(event, sandbox::text)
    }

    /// Changes a request as the function wants it, or gives the response by which it answers itself. After an error the request is as it was,
    /// and the next of its kind meets the function again.
    pub(crate) fn decide(&self, parts: &mut Parts, peer: IpAddr) -> Result<Option<OriginResponse>, ViewerError> {
        let Some(memo) = &self.memo else { return Ok(self.decision(parts, peer)?.apply(parts)) };
        let key = memo::key(parts, peer);
        if let Some(decision) = memo.get(&key) {
            return Ok(decision.apply(parts));
        }
        let decision = Arc::new(self.decision(parts, peer)?);
        memo.put(key, Arc::clone(&decision));
        Ok(decision.apply(parts))
    }

    fn decision(&self, parts: &Parts, peer: IpAddr) -> Result<Decision, ViewerError> {
        self.run(&event::of(parts, peer), |returned| Decision::read(parts, &returned))
    }

    /// A sandbox that failed is given up: nobody knows what is left in it.
    fn run<T>(&self, event: &str, read: impl FnOnce(Value<'_>) -> Result<T, String>) -> Result<T, ViewerError> {
        let idle = self.idle().pop();
        let sandbox = match idle {
            Some(sandbox) => sandbox,
            None => self.sandbox()?,
        };
        let outcome = sandbox.run(event, read).map_err(ViewerError)?;
        self.idle().push(sandbox);
        Ok(outcome)
    }

    fn sandbox(&self) -> Result<Sandbox, ViewerError> {
        Sandbox::new(&self.script, self.entries.clone()).map_err(ViewerError)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Sandbox>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
