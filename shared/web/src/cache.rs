//! What the edge may keep and for how long.

use jiff::Timestamp;

/// Seconds for which the edge keeps a page that nothing changes: a day. A change purges it long before; this bounds what a purge that was
/// never sent could cost.
pub const LONGEST: i64 = 86_400;
/// Seconds for which the edge may serve a page while it fetches a new one.
const REVALIDATE: i64 = 60;
/// Seconds for which the edge may serve what it has while the origin fails.
const IF_ERROR: i64 = 86_400;

/// A page's cache policy. Every answer declares one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The edge keeps it until it is purged, or until the moment at which the clock alone changes it.
    Public {
        /// That moment; none: never.
        changes: Option<Timestamp>,
    },
    /// Nobody keeps it.
    NoStore,
}

impl Policy {
    /// The value of `Cache-Control` at `now`.
    ///
    /// A page that the clock changes within the time for which it may be served is never served past that moment: so it has no `stale-while-revalidate`, which
    /// would serve the old page to the first visitor after it.
    #[must_use]
    pub fn cache_control(self, now: Timestamp) -> String {
        match self {
            Self::NoStore => "no-store".to_owned(),
            Self::Public { changes } => {
                let left = changes.map(|changes| changes.duration_since(now).as_secs().max(0)).filter(|left| *left < LONGEST + REVALIDATE);
                match left.map(|left| left.min(LONGEST)) {
                    Some(left) => format!("public, max-age=0, s-maxage={left}, stale-if-error={IF_ERROR}"),
                    None => {
                        format!("public, max-age=0, s-maxage={LONGEST}, stale-while-revalidate={REVALIDATE}, stale-if-error={IF_ERROR}")
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap_or_default()
    }

    #[test]
    fn a_page_that_nothing_changes_is_kept_for_a_day() {
        let policy = Policy::Public { changes: None };
        assert_eq!(policy.cache_control(at(0)), "public, max-age=0, s-maxage=86400, stale-while-revalidate=60, stale-if-error=86400");
    }

    #[test]
    fn what_nobody_may_keep_says_so() {
        assert_eq!(Policy::NoStore.cache_control(at(0)), "no-store");
    }

    proptest! {
        #[test]
        fn nothing_is_kept_past_the_moment_of_its_change(now in 0i64..4_000_000, after in 0i64..200_000, nanoseconds in 0i32..1_000_000_000) {
            let now_exact = at(now).checked_add(jiff::SignedDuration::new(0, nanoseconds)).unwrap_or_default();
            let changes = at(now + after);
            let header = Policy::Public { changes: Some(changes) }.cache_control(now_exact);
            let kept: i64 = header.split("s-maxage=").nth(1).and_then(|rest| rest.split(',').next()).and_then(|seconds| seconds.parse().ok()).unwrap_or(-1);
            prop_assert!(kept >= 0);
            prop_assert!(kept == 0 || now_exact.checked_add(jiff::SignedDuration::from_secs(kept)).unwrap_or_default() <= changes);
            let served = if header.contains("stale-while-revalidate") { kept + REVALIDATE } else { kept };
            prop_assert!(kept == 0 || now_exact.checked_add(jiff::SignedDuration::from_secs(served)).unwrap_or_default() <= changes);
        }
    }
}
