//! A function behind a function URL.

use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;
use http::header::HeaderName;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::function_event::{event, response};
use crate::origin::{BoxFuture, Origin, OriginRequest, OriginResponse};
use crate::serve::Clock;

/// Calls a function with the event of a function URL (payload format 2.0) and reads its result, as Lambda does.
pub struct FunctionOrigin<F> {
    invoke: F,
    clock: Clock,
    secret: Vec<(HeaderName, HeaderValue)>,
    invocations: AtomicU64,
}

impl<F> FunctionOrigin<F>
where
    F: Fn(Value) -> BoxFuture<'static, Value> + Send + Sync,
{
    /// Wraps a function. The clock dates its events.
    pub fn new(invoke: F, clock: Clock) -> Self {
        Self { invoke, clock, secret: Vec::new(), invocations: AtomicU64::new(0) }
    }

    /// Adds an origin custom header, such as the secret by which a function knows the distribution; a visitor's header of that name is
    /// overwritten.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.secret.push((name, value));
        self
    }

    /// An identifier in the form of a UUID, different for each invocation.
    fn request_id(&self, now: Timestamp) -> String {
        let count = self.invocations.fetch_add(1, Ordering::Relaxed);
        let mut hash = Sha256::new();
        hash.update(now.as_nanosecond().to_be_bytes());
        hash.update(count.to_be_bytes());
        hash.update((std::ptr::from_ref(self).addr() as u64).to_be_bytes());
        let mut id = String::with_capacity(36);
        for (index, byte) in hash.finalize().iter().take(16).enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                id.push('-');
            }
            for half in [byte >> 4, byte & 15] {
                id.extend(char::from_digit(u32::from(half), 16));
            }
        }
        id
    }
}

impl<F> Origin for FunctionOrigin<F>
where
    F: Fn(Value) -> BoxFuture<'static, Value> + Send + Sync,
{
    fn fetch<'a>(&'a self, mut request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            for (name, value) in &self.secret {
                request.headers.insert(name.clone(), value.clone());
            }
            let now = (self.clock)();
            let event = event(&request, &self.request_id(now), now);
            response((self.invoke)(event).await)
        })
    }
}
