//! Calls open and close by the clock, in the organisation's time zone.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// From this many days left on, a call is marked as closing soon. One week: the time in which an application can still be written.
pub const CLOSING_SOON_DAYS: i32 = 7;

/// When a call opens and closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallDates {
    /// From this moment on it is shown.
    pub opens: Timestamp,
    /// At this moment it is closed; none: no deadline.
    pub closes: Option<Timestamp>,
    /// Days from its opening during which it is marked as new.
    pub new_for_days: u16,
}

/// Where a call stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Not yet open: nobody sees it.
    Upcoming,
    /// Open.
    Open {
        /// It opened only days ago.
        new: bool,
        /// Whole days of the calendar until it closes: 0 is today. None: no deadline.
        days_left: Option<i32>,
    },
    /// Past its deadline.
    Closed,
}

impl Phase {
    /// Whether the deadline is near.
    #[must_use]
    pub fn closes_soon(&self) -> bool {
        matches!(self, Self::Open { days_left: Some(days), .. } if *days <= CLOSING_SOON_DAYS)
    }
}

/// A call at a moment, with the next moment at which what is shown of it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallMoment {
    /// Where it stands.
    pub phase: Phase,
    /// When that changes, or a mark or the number of days left does; none: never.
    pub changes: Option<Timestamp>,
}

impl CallDates {
    /// Where the call stands at `now`, by the calendar of `zone`.
    #[must_use]
    pub fn at(&self, now: Timestamp, zone: &TimeZone) -> CallMoment {
        if self.closes.is_some_and(|closes| now >= closes) {
            return CallMoment { phase: Phase::Closed, changes: None };
        }
        if now < self.opens {
            return CallMoment { phase: Phase::Upcoming, changes: Some(self.opens) };
        }
        let new_until =
            self.opens.to_zoned_datetime(zone.clone()).checked_add(i32::from(self.new_for_days).days()).ok().map(|end| end.timestamp());
        let new = new_until.is_some_and(|end| now < end);
        let today = now.to_zoned_datetime(zone.clone()).date();
        // A deadline at midnight belongs to the day that ends with it.
        let last_second = self.closes.and_then(|closes| closes.checked_sub(1.second()).ok());
        let days_left =
            last_second.and_then(|last| today.until(last.to_zoned_datetime(zone.clone()).date()).ok()).map(|span| span.get_days());
        let midnight = days_left
            .and_then(|_| now.to_zoned_datetime(zone.clone()).tomorrow().ok())
            .and_then(|day| day.start_of_day().ok())
            .map(|start| start.timestamp());
        let changes = [self.closes, new_until.filter(|_| new), midnight].into_iter().flatten().min();
        CallMoment { phase: Phase::Open { new, days_left }, changes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brussels() -> TimeZone {
        TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn academy() -> CallDates {
        CallDates { opens: at("2025-02-03T00:00:00+01:00"), closes: Some(at("2025-02-15T00:00:00+01:00")), new_for_days: 14 }
    }

    #[test]
    fn a_call_is_open_from_the_second_it_opens_until_the_second_it_closes() {
        let phase = |now: &str| academy().at(at(now), &brussels()).phase;
        assert_eq!(phase("2025-02-02T23:59:59+01:00"), Phase::Upcoming);
        assert_eq!(phase("2025-02-03T00:00:00+01:00"), Phase::Open { new: true, days_left: Some(11) });
        assert_eq!(phase("2025-02-14T23:59:59+01:00"), Phase::Open { new: true, days_left: Some(0) });
        assert_eq!(phase("2025-02-15T00:00:00+01:00"), Phase::Closed);
    }

    #[test]
    fn a_call_says_when_it_will_next_look_different() {
        let changes = |now: &str| academy().at(at(now), &brussels()).changes;
        assert_eq!(changes("2025-01-01T00:00:00Z"), Some(at("2025-02-03T00:00:00+01:00")), "it opens");
        assert_eq!(changes("2025-02-10T12:00:00+01:00"), Some(at("2025-02-11T00:00:00+01:00")), "a day less is left");
        assert_eq!(changes("2025-02-14T12:00:00+01:00"), Some(at("2025-02-15T00:00:00+01:00")), "it closes");
        assert_eq!(changes("2025-03-01T00:00:00Z"), None);
    }

    #[test]
    fn a_call_without_deadline_stays_open_and_loses_its_mark() {
        let note = CallDates { closes: None, ..academy() };
        assert_eq!(note.at(at("2025-02-10T00:00:00Z"), &brussels()).changes, Some(at("2025-02-17T00:00:00+01:00")));
        let later = note.at(at("2030-01-01T00:00:00Z"), &brussels());
        assert_eq!(later, CallMoment { phase: Phase::Open { new: false, days_left: None }, changes: None });
    }

    #[test]
    fn a_deadline_by_day_belongs_to_that_day() {
        let tender = CallDates { closes: Some(at("2025-03-14T17:00:00+01:00")), ..academy() };
        let left = |now: &str| tender.at(at(now), &brussels()).phase;
        assert_eq!(left("2025-03-13T23:59:59+01:00"), Phase::Open { new: false, days_left: Some(1) });
        assert_eq!(left("2025-03-14T16:59:59+01:00"), Phase::Open { new: false, days_left: Some(0) });
        assert_eq!(left("2025-03-14T17:00:00+01:00"), Phase::Closed);
    }

    #[test]
    fn a_deadline_in_the_night_of_the_change_of_hours_is_kept_to_the_second() {
        let spring = CallDates { opens: at("2025-03-01T00:00:00+01:00"), closes: Some(at("2025-03-31T00:00:00+02:00")), new_for_days: 0 };
        let moment = spring.at(at("2025-03-30T01:59:59+01:00"), &brussels());
        assert_eq!(moment.phase, Phase::Open { new: false, days_left: Some(0) });
        assert_eq!(moment.changes, spring.closes);
        assert!(moment.phase.closes_soon());
    }
}
