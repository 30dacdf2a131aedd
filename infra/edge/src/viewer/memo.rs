//! What a function decided before, for requests that it could not have told apart.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

use http::request::Parts;

use super::outcome::Decision;

/// Decisions at most.
const ENTRIES: usize = 8192;

/// Bytes at most, keys included.
const BYTES: usize = 8 << 20;

/// A request that is longer than this is not worth a place, in bytes: hardly anybody sends it twice.
const LONGEST_KEY: usize = 8 << 10;

/// What an entry costs besides its texts. A guess, in bytes.
const OVERHEAD: usize = 256;

/// Decisions by all that the function could see of a request. A hit takes the lock for reading only.
pub(super) struct Memo {
    kept: RwLock<Kept>,
    bytes: usize,
}

#[derive(Default)]
struct Kept {
    decisions: HashMap<Box<[u8]>, Arc<Decision>>,
    bytes: usize,
}

impl Memo {
    pub(super) fn new() -> Self {
        Self { kept: RwLock::default(), bytes: BYTES }
    }

    pub(super) fn get(&self, key: &[u8]) -> Option<Arc<Decision>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).decisions.get(key).cloned()
    }

    /// Keeps a decision. When there is no place left, all go: what is asked for often is soon back, and nobody has to keep an order of use.
    pub(super) fn put(&self, key: Vec<u8>, decision: Arc<Decision>) {
        let cost = key.len() + decision.cost() + OVERHEAD;
        if key.len() > LONGEST_KEY || cost > self.bytes {
            return;
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.decisions.len() >= ENTRIES || kept.bytes.saturating_add(cost) > self.bytes {
            *kept = Kept::default();
        }
        // Two may have asked the function at the same time; what they heard is the same.
        if kept.decisions.insert(key.into_boxed_slice(), decision).is_none() {
            kept.bytes += cost;
        }
    }

    #[cfg(test)]
    fn bounded(bytes: usize) -> Self {
        Self { bytes, ..Self::new() }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).decisions.len()
    }
}

/// All of a request that stands in its event, in one text of bytes. Each part has its length before it, so no two requests whose events differ
/// have the same; headers stand in the order in which the event names them. Making it costs much less than making the event.
pub(super) fn key(parts: &Parts, peer: IpAddr) -> Vec<u8> {
    let mut key = Vec::with_capacity(1024);
    match peer {
        IpAddr::V4(peer) => add(&mut key, &peer.octets()),
        IpAddr::V6(peer) => add(&mut key, &peer.octets()),
    }
    add(&mut key, parts.method.as_str().as_bytes());
    add(&mut key, parts.uri.path().as_bytes());
    // No query and an empty one are the same event, but another address where the function changes the path alone.
    key.push(u8::from(parts.uri.query().is_some()));
    add(&mut key, parts.uri.query().unwrap_or_default().as_bytes());
    for (name, value) in &parts.headers {
        add(&mut key, name.as_str().as_bytes());
        add(&mut key, value.as_bytes());
    }
    key
}

fn add(key: &mut Vec<u8>, part: &[u8]) {
    key.extend_from_slice(&part.len().to_ne_bytes());
    key.extend_from_slice(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn untouched() -> Arc<Decision> {
        Arc::new(Decision::Goes { uri: None, headers: None })
    }

    #[test]
    fn what_is_kept_is_bounded_in_bytes_and_in_number() {
        let memo = Memo::bounded(1000);
        for number in 0..100_u8 {
            memo.put(vec![number; 100], untouched());
            assert!(memo.get(&[number; 100]).is_some(), "the newest is there");
            assert!(memo.len() <= 2 && memo.kept.read().unwrap().bytes <= 1000);
        }
        memo.put(vec![0; 2000], untouched());
        assert!(memo.get(&[0; 2000]).is_none(), "larger than all of the memo");
        let memo = Memo::new();
        memo.put(vec![0; LONGEST_KEY + 1], untouched());
        assert_eq!(memo.len(), 0, "longer than anybody sends twice");
        for number in 0..=ENTRIES {
            memo.put(number.to_ne_bytes().to_vec(), untouched());
        }
        assert_eq!(memo.len(), 1);
    }

    #[test]
    fn a_decision_that_was_made_twice_is_counted_once() {
        let memo = Memo::new();
        memo.put(vec![1; 100], untouched());
        let once = memo.kept.read().unwrap().bytes;
        memo.put(vec![1; 100], untouched());
        assert_eq!((memo.len(), memo.kept.read().unwrap().bytes), (1, once));
    }
}
