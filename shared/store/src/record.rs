//! What a request read, collected while it reads: the cache tags of the answer and the figures of `Server-Timing`.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use aws_sdk_dynamodb::types::ConsumedCapacity;

/// What was read so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Cache tags of everything that was asked for.
    pub tags: BTreeSet<String>,
    /// Requests to the store.
    pub calls: u32,
    /// Rounds of requests that waited for one another: requests sent together are one step.
    pub steps: u32,
    /// Read capacity units.
    pub units: f64,
}

/// Collects a [`Record`] behind shared references, since reads of one request run side by side.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Record>);

impl Recorder {
    fn with<T>(&self, change: impl FnOnce(&mut Record) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn tag(&self, tag: String) {
        self.with(|record| record.tags.insert(tag));
    }

    pub(crate) fn step(&self) {
        self.with(|record| record.steps += 1);
    }

    pub(crate) fn call<'a>(&self, capacity: impl IntoIterator<Item = &'a ConsumedCapacity>) {
        let units: f64 = capacity.into_iter().filter_map(ConsumedCapacity::capacity_units).sum();
        self.with(|record| {
            record.calls += 1;
            record.units += units;
        });
    }

    pub(crate) fn read(&self) -> Record {
        self.with(|record| record.clone())
    }
}
