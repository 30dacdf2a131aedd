//! Counts of the newsroom's archive: where in time a month, and a quarter of an hour of it, begins.

use std::fmt;
use std::str::FromStr;

use domain::Month;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::error::StoreError;

/// Seconds of a quarter of an hour.
const SECONDS: i64 = 900;

/// A quarter of an hour of a month, counted in time that passes from the month's first moment, so that clocks which are set back or
/// forward change nothing. News items are counted by it, so that a page of the archive is found without reading what stands before
/// it: the items of one quarter at most are read in vain. Fifty items on each working day are six hundred counts a month, which is
/// below the 4 KB of one read unit; counts by day or by hour would cost such a newsroom more in vain. A month has 2,980 quarters at
/// most, whose counts are 18 KB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quarter(u16);

impl Quarter {
    /// The month, by the organisation's clock, and the quarter of it in which a moment lies.
    pub(crate) fn of(at: Timestamp, zone: &TimeZone) -> Result<(Month, Self), StoreError> {
        let month = month_of(at, zone);
        let passed = at.duration_since(start(month, zone)?).as_secs() / SECONDS;
        // A month is shorter than what would not fit, and begins before everything in it.
        Ok((month, Self(u16::try_from(passed).unwrap_or_default())))
    }

    /// Its first moment.
    pub(crate) fn start(self, month: Month, zone: &TimeZone) -> Result<Timestamp, StoreError> {
        let passed = SignedDuration::from_secs(i64::from(self.0) * SECONDS);
        start(month, zone)?.checked_add(passed).map_err(|error| StoreError::Corrupt(error.to_string()))
    }
}

/// As it names a count, in four digits: `1332`.
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl FromStr for Quarter {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().map(Self).map_err(drop) } else { Err(()) }
    }
}

/// The month in which a moment lies by the organisation's clock.
pub(crate) fn month_of(at: Timestamp, zone: &TimeZone) -> Month {
    let date = at.to_zoned_datetime(zone.clone());
    Month { year: date.year(), month: date.month() }
}

/// A month's first moment. Where midnight comes twice the first counts, and where it does not exist what follows it.
fn start(month: Month, zone: &TimeZone) -> Result<Timestamp, StoreError> {
    let corrupt = |error: jiff::Error| StoreError::Corrupt(error.to_string());
    let first = Date::new(month.year, month.month, 1).map_err(corrupt)?;
    first.to_zoned_datetime(zone.clone()).map(|start| start.timestamp()).map_err(corrupt)
}

/// The first moment of a month and the first of the next.
pub(crate) fn bounds(month: Month, zone: &TimeZone) -> Result<(Timestamp, Timestamp), StoreError> {
    let next =
        if month.month == 12 { Month { year: month.year + 1, month: 1 } } else { Month { year: month.year, month: month.month + 1 } };
    Ok((start(month, zone)?, start(next, zone)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Zones in which clocks move by an hour, by half an hour, and at midnight.
    const ZONES: [&str; 5] = ["Europe/Brussels", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "UTC"];

    proptest! {
        #[test]
        fn a_quarter_begins_before_everything_in_it_and_after_everything_in_an_earlier_one(
            seconds in prop::collection::vec(1_230_000_000i64..1_900_000_000, 2),
            zone in 0..ZONES.len(),
        ) {
            let zone = crate::zone(ZONES[zone]).unwrap();
            let at: Vec<Timestamp> = seconds.into_iter().map(|seconds| Timestamp::from_second(seconds).unwrap()).collect();
            let of = |at: Timestamp| Quarter::of(at, &zone).unwrap();
            for moment in &at {
                let (month, quarter) = of(*moment);
                let begins = quarter.start(month, &zone).unwrap();
                prop_assert!(begins <= *moment && moment.duration_since(begins).as_secs() < SECONDS);
                prop_assert_eq!(quarter.to_string().parse(), Ok(quarter));
            }
            let (earlier, later) = (at[0].min(at[1]), at[0].max(at[1]));
            if of(earlier) != of(later) {
                let (month, quarter) = of(later);
                prop_assert!(of(earlier) < of(later) && earlier < quarter.start(month, &zone).unwrap());
            }
        }
    }

    #[test]
    fn an_hour_that_comes_twice_has_eight_quarters() {
        let brussels = crate::zone("Europe/Brussels").unwrap();
        let of = |text: &str| Quarter::of(text.parse().unwrap(), &brussels).unwrap().1.0;
        assert_eq!(of("2024-10-27T02:50:00+01:00") - of("2024-10-27T02:05:00+02:00"), 7);
    }

    #[test]
    fn a_month_begins_where_clocks_leave_midnight_out() {
        // Havana's clocks went from 23:59:59 on 31 March 2012 to one o'clock.
        let havana = crate::zone("America/Havana").unwrap();
        let (from, to) = bounds(Month { year: 2012, month: 4 }, &havana).unwrap();
        assert_eq!((from.to_string().as_str(), to.to_string().as_str()), ("2012-04-01T05:00:00Z", "2012-05-01T04:00:00Z"));
    }

    #[test]
    fn what_is_no_quarter_is_refused() {
        for text in ["pk", "sk", "m2025-02", "133", "13320", "+133", "-001"] {
            assert_eq!(text.parse::<Quarter>(), Err(()), "{text}");
        }
    }
}
