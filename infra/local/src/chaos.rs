//! Faults on purpose: what DynamoDB, S3 and Lambda do on a bad day, from a seed, so that the same seed brings the same faults in the same order
//! of requests.

mod fault;
mod functions;
mod refusal;
mod wire;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use store::Patience;

use self::fault::Weather;
pub(crate) use self::fault::{Fault, Part};
pub(crate) use self::functions::Unreliable;
pub(crate) use self::wire::between;

/// How long things take that take too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// A late answer of a store.
    pub late: Duration,
    /// An invocation that is ended from outside, since it took too long.
    pub ended: Duration,
    /// How long the functions wait for a store.
    pub patience: Patience,
}

impl Default for Pace {
    /// As it is in the cloud: an answer that is a second late, and ten seconds for an invocation.
    fn default() -> Self {
        Self { late: Duration::from_secs(1), ended: Duration::from_secs(10), patience: Patience::default() }
    }
}

/// The source of faults. Nothing happens until it is let loose.
#[derive(Clone)]
pub struct Chaos(Arc<Inner>);

struct Inner {
    seed: u64,
    pace: Pace,
    loose: AtomicBool,
    state: Mutex<State>,
}

struct State {
    weather: [Weather; 3],
    struck: BTreeMap<(Part, Fault), usize>,
}

impl fmt::Debug for Chaos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chaos({})", self.0.seed)
    }
}

impl Chaos {
    /// The faults of this seed.
    #[must_use]
    pub fn new(seed: u64, pace: Pace) -> Self {
        let weather = [Part::Table, Part::Buckets, Part::Functions].map(|part| Weather::new(seed, part));
        let state = State { weather, struck: BTreeMap::new() };
        Self(Arc::new(Inner { seed, pace, loose: AtomicBool::new(false), state: Mutex::new(state) }))
    }

    /// What it was made from.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.0.seed
    }

    /// Lets the faults begin, or holds them back; the weather stays as it is meanwhile.
    pub fn loose(&self, loose: bool) {
        self.0.loose.store(loose, Ordering::Release);
    }

    /// Lets DynamoDB go away in the middle of the next request, for so many requests: that one is done, but nobody hears of it.
    pub fn table_leaves(&self, requests: u32) {
        Part::Table.of(&mut self.state().weather).leave(requests);
    }

    /// How often each fault struck, by the part of the site and its name.
    #[must_use]
    pub fn struck(&self) -> BTreeMap<String, usize> {
        self.state().struck.iter().map(|((part, fault), count)| (format!("{part:?} {fault:?}"), *count)).collect()
    }

    pub(crate) fn pace(&self) -> Pace {
        self.0.pace
    }

    /// What befalls the next request to a part of the site; none: nothing.
    pub(crate) fn strike(&self, part: Part) -> Option<Fault> {
        if !self.0.loose.load(Ordering::Acquire) {
            return None;
        }
        let mut state = self.state();
        let State { weather, struck } = &mut *state;
        let fault = part.of(weather).next()?;
        *struck.entry((part, fault)).or_default() += 1;
        drop(state);
        tracing::info!(?part, ?fault, "chaos");
        Some(fault)
    }

    // The lock is held for some arithmetic only, which cannot leave anything half done.
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(seed: u64) -> Vec<Option<Fault>> {
        let chaos = Chaos::new(seed, Pace::default());
        chaos.loose(true);
        (0..3000).map(|number| chaos.strike([Part::Table, Part::Buckets, Part::Functions][number % 3])).collect()
    }

    #[test]
    fn a_seed_tells_one_story_and_another_seed_another() {
        assert_eq!(story(7), story(7));
        assert_ne!(story(7), story(8));
    }

    #[test]
    fn most_requests_work_and_every_part_is_away_for_a_while_and_comes_back() {
        let chaos = Chaos::new(1, Pace::default());
        chaos.loose(true);
        for part in [Part::Table, Part::Buckets, Part::Functions] {
            let befell: Vec<Option<Fault>> = (0..2000).map(|_| chaos.strike(part)).collect();
            let faults = befell.iter().flatten().count();
            assert!((100..800).contains(&faults), "{faults} of 2,000 requests to {part:?} failed");
            let longest = befell.split(Option::is_none).map(<[_]>::len).max().unwrap();
            assert!(longest >= 8 && befell.last().is_some(), "{part:?} was away for {longest} requests");
            for fault in part.faults() {
                assert!(befell.contains(&Some(*fault)), "{fault:?} never befell {part:?}");
            }
        }
    }

    #[test]
    fn nothing_befalls_anybody_before_it_is_let_loose_or_after_it_is_held_back() {
        let chaos = Chaos::new(3, Pace::default());
        assert!((0..1000).all(|_| chaos.strike(Part::Table).is_none()));
        chaos.loose(true);
        assert!((0..1000).any(|_| chaos.strike(Part::Table).is_some()));
        chaos.loose(false);
        assert!((0..1000).all(|_| chaos.strike(Part::Table).is_none()));
    }
}
