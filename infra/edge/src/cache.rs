//! The answers that are kept, bounded by bytes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::answer::Answer;
use crate::tags;

/// Answers by key. A hit takes the lock for reading only: the order of use is a counter in the answer itself.
#[derive(Debug)]
pub(crate) struct Cache {
    answers: RwLock<Kept>,
    tick: AtomicU64,
    bound: usize,
}

#[derive(Debug, Default)]
struct Kept {
    by_key: HashMap<Box<str>, Arc<Answer>>,
    bytes: usize,
}

impl Cache {
    /// A cache that holds at most `bound` bytes.
    pub(crate) fn new(bound: usize) -> Self {
        Self { answers: RwLock::default(), tick: AtomicU64::new(1), bound }
    }

    pub(crate) fn get(&self, key: &str) -> Option<Arc<Answer>> {
        let answer = self.read().by_key.get(key).cloned()?;
        answer.touch(self.tick.fetch_add(1, Ordering::Relaxed));
        Some(answer)
    }

    /// Keeps an answer in place of the one before; one that is larger than the whole cache is not kept.
    pub(crate) fn put(&self, key: &str, answer: Arc<Answer>) {
        answer.touch(self.tick.fetch_add(1, Ordering::Relaxed));
        let mut kept = self.write();
        kept.remove(key);
        let cost = answer.cost(key);
        if cost > self.bound {
            return;
        }
        kept.bytes += cost;
        kept.by_key.insert(key.into(), answer);
        if kept.bytes > self.bound {
            kept.evict(self.bound);
        }
    }

    pub(crate) fn remove(&self, key: &str) {
        self.write().remove(key);
    }

    /// Removes every answer that has one of the tags.
    pub(crate) fn purge(&self, purged: &[Box<str>]) {
        let mut kept = self.write();
        let mut freed = 0;
        kept.by_key.retain(|key, answer| {
            let stays = !tags::meet(&answer.tags, purged);
            if !stays {
                freed += answer.cost(key);
            }
            stays
        });
        kept.bytes = kept.bytes.saturating_sub(freed);
    }

    /// The keys with their tags, in no order.
    pub(crate) fn contents(&self) -> Vec<(Box<str>, Arc<Answer>)> {
        self.read().by_key.iter().map(|(key, answer)| (key.clone(), Arc::clone(answer))).collect()
    }

    // No code here can leave the map half changed, so a lock whose holder panicked is as good as any other.
    fn read(&self) -> RwLockReadGuard<'_, Kept> {
        self.answers.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Kept> {
        self.answers.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn remove(&mut self, key: &str) {
        if let Some(answer) = self.by_key.remove(key) {
            self.bytes = self.bytes.saturating_sub(answer.cost(key));
        }
    }

    /// Removes what was not used for longest, and a sixteenth of the bound beyond what is needed: the walk over all keys is then paid once
    /// for many insertions.
    fn evict(&mut self, bound: usize) {
        let mut by_use: Vec<(u64, Box<str>)> =
            self.by_key.iter().map(|(key, answer)| (answer.used.load(Ordering::Relaxed), key.clone())).collect();
        by_use.sort_unstable();
        // The newest stays whatever its size: it fits, or it would not be here.
        by_use.pop();
        let aim = bound - bound / 16;
        for (_, key) in by_use {
            if self.bytes <= aim {
                break;
            }
            self.remove(&key);
        }
    }
}
