//! The clock that the domain sees. Only this module asks what time it is.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

/// Tells the time; may be set, so that a site can be looked at as of another day.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn of_machine() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock that shows `start` now and goes on from there.
    #[must_use]
    pub fn starting_at(start: Timestamp) -> Self {
        let offset: SignedDuration = start.duration_since(Timestamp::now());
        Self(Arc::new(move || Timestamp::now().checked_add(offset).unwrap_or(start)))
    }

    /// A clock that a test moves by hand.
    #[must_use]
    pub fn by_hand(tell: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}
