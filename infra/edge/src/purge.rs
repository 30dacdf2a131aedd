//! Purges that take effect a while after they were asked for, by the injected clock.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::tags::Tags;

/// Purges that are on their way.
#[derive(Debug)]
pub(crate) struct Purges {
    /// When the next one takes effect, in milliseconds since 1970; read on each request without a lock.
    next: AtomicI64,
    waiting: Mutex<Vec<(i64, Tags)>>,
}

impl Purges {
    pub(crate) fn new() -> Self {
        Self { next: AtomicI64::new(i64::MAX), waiting: Mutex::default() }
    }

    /// Lets these tags be purged at a moment.
    pub(crate) fn plan(&self, at: i64, tags: Tags) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((at, tags));
        self.next.fetch_min(at, Ordering::AcqRel);
    }

    /// Applies what is due. The lock is held meanwhile, so that no other request is answered between the moment and its effect.
    pub(crate) fn apply_due(&self, now: i64, apply: impl Fn(&[Box<str>])) {
        if now < self.next.load(Ordering::Acquire) {
            return;
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(at, tags)| {
            let due = *at <= now;
            if due {
                apply(tags);
            }
            !due
        });
        self.next.store(waiting.iter().map(|(at, _)| *at).min().unwrap_or(i64::MAX), Ordering::Release);
    }
}
