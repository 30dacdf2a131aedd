//! A mail on its way to the organisation: what it says, and when it is tried again while nobody takes it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The pause after the first attempt. It is longer than an attempt can take, so a mail is tried twice only where nobody said how the first ended.
pub const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(2);
/// The longest pause: when the service is back, the last mail goes out within this time.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(60);
/// How long a mail is tried, from its first attempt.
const PATIENCE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A mail to the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Whom its readers answer.
    pub reply_to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// How often a mail was tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// So often.
    pub made: u32,
    /// The first time; none: not yet.
    pub first: Option<Timestamp>,
}

impl Attempts {
    /// Counts the attempt that is made now, and says when the next is due unless this one succeeds; none: there have been enough, and this is not made.
    #[must_use]
    pub fn next(self, now: Timestamp) -> Option<(Self, Timestamp)> {
        let first = self.first.unwrap_or(now);
        if now.duration_since(first) >= PATIENCE {
            return None;
        }
        // Twice as long each time; more than ten doublings are an hour anyway.
        let pause = (FIRST_PAUSE * (1 << self.made.min(10))).min(LONGEST_PAUSE);
        let next = Self { made: self.made.saturating_add(1), first: Some(first) };
        Some((next, now.saturating_add(pause).unwrap_or(Timestamp::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> Timestamp {
        moment.parse().unwrap()
    }

    #[test]
    fn pauses_grow_to_an_hour_and_after_two_weeks_a_mail_is_given_up() {
        let begun = at("2025-02-14T09:00:00Z");
        let (mut now, mut attempts, mut pauses) = (begun, Attempts::default(), Vec::new());
        while let Some((next, due)) = attempts.next(now) {
            pauses.push(due.duration_since(now).as_mins());
            (attempts, now) = (next, due);
        }
        assert_eq!(pauses[..7], [2, 4, 8, 16, 32, 60, 60]);
        assert!(pauses.iter().all(|pause| *pause <= 60) && pauses.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((attempts.first, attempts.made as usize), (Some(begun), pauses.len()));
        assert!(now.duration_since(begun) >= PATIENCE && now.duration_since(begun) < PATIENCE + LONGEST_PAUSE);
    }

    #[test]
    fn a_mail_that_nobody_tried_is_not_given_up_however_long_it_waited() {
        assert!(Attempts::default().next(at("2125-02-14T09:00:00Z")).is_some());
        let tried = Attempts { made: 40, first: Some(at("2025-02-14T09:00:00Z")) };
        assert!(tried.next(at("2025-02-28T08:59:59Z")).is_some());
        assert_eq!(tried.next(at("2025-02-28T09:00:00Z")), None);
    }
}
