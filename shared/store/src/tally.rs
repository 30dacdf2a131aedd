//! Counts of the newsroom's archive: where in time a month, and an hour of it, begins.

use std::fmt;
use std::str::FromStr;

use domain::Month;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::error::StoreError;

/// An hour of a month by the organisation's clock. News items are counted by it, so that a page of the archive is found without
/// reading what stands before it: at most one hour's items are read in vain. A month has 744 hours at most, whose counts are 6 KB;
/// counts by day would cost a busy newsroom more in vain, counts by minute would grow with the month.
///
/// When clocks are set back, the hour that comes twice counts as one; when they are set forward, the one that is left out has no items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hour {
    day: i8,
    hour: i8,
}

impl Hour {
    /// The month and the hour in which a moment lies.
    pub(crate) fn of(at: Timestamp, zone: &TimeZone) -> (Month, Self) {
        let date = at.to_zoned_datetime(zone.clone());
        (Month { year: date.year(), month: date.month() }, Self { day: date.day(), hour: date.hour() })
    }

    /// Its first moment.
    pub(crate) fn start(self, month: Month, zone: &TimeZone) -> Result<Timestamp, StoreError> {
        start(month, self, zone)
    }
}

/// As it names a count: `d14h09`.
impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "d{:02}h{:02}", self.day, self.hour)
    }
}

impl FromStr for Hour {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (day, hour) = text.strip_prefix('d').and_then(|rest| rest.split_once('h')).ok_or(())?;
        Ok(Self { day: day.parse().map_err(drop)?, hour: hour.parse().map_err(drop)? })
    }
}

fn start(month: Month, Hour { day, hour }: Hour, zone: &TimeZone) -> Result<Timestamp, StoreError> {
    let corrupt = |error: jiff::Error| StoreError::Corrupt(error.to_string());
    let at = Date::new(month.year, month.month, day).and_then(|date| Ok(date.to_datetime(jiff::civil::Time::new(hour, 0, 0, 0)?)));
    // Where this hour comes twice the first counts, and where it does not exist what follows it: jiff's ordinary reading.
    at.and_then(|at| at.to_zoned_datetime(zone.clone())).map(|start| start.timestamp()).map_err(corrupt)
}

/// The first moment of a month and the first of the next.
pub(crate) fn bounds(month: Month, zone: &TimeZone) -> Result<(Timestamp, Timestamp), StoreError> {
    let next =
        if month.month == 12 { Month { year: month.year + 1, month: 1 } } else { Month { year: month.year, month: month.month + 1 } };
    let first = Hour { day: 1, hour: 0 };
    Ok((first.start(month, zone)?, first.start(next, zone)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Zones in which clocks move by an hour, by half an hour, and at midnight.
    const ZONES: [&str; 5] = ["Europe/Brussels", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "UTC"];

    proptest! {
        #[test]
        fn an_hour_begins_before_everything_in_it_and_after_everything_in_an_earlier_one(
            seconds in prop::collection::vec(1_230_000_000i64..1_900_000_000, 2),
            zone in 0..ZONES.len(),
        ) {
            let zone = crate::zone(ZONES[zone]).unwrap();
            let at: Vec<Timestamp> = seconds.into_iter().map(|seconds| Timestamp::from_second(seconds).unwrap()).collect();
            let of = |at: Timestamp| Hour::of(at, &zone);
            for moment in &at {
                let (month, hour) = of(*moment);
                prop_assert!(hour.start(month, &zone).unwrap() <= *moment);
                prop_assert_eq!(hour.to_string().parse(), Ok(hour));
            }
            let (earlier, later) = (at[0].min(at[1]), at[0].max(at[1]));
            if of(earlier) != of(later) {
                let (month, hour) = of(later);
                prop_assert!(of(earlier) < of(later) && earlier < hour.start(month, &zone).unwrap());
            }
        }
    }

    #[test]
    fn a_month_begins_where_clocks_leave_midnight_out() {
        // Havana's clocks went from 23:59:59 on 31 March 2012 to one o'clock.
        let havana = crate::zone("America/Havana").unwrap();
        let (from, to) = bounds(Month { year: 2012, month: 4 }, &havana).unwrap();
        assert_eq!((from.to_string().as_str(), to.to_string().as_str()), ("2012-04-01T05:00:00Z", "2012-05-01T04:00:00Z"));
    }

    #[test]
    fn what_is_no_hour_of_a_month_is_refused() {
        for text in ["pk", "m2025-02", "d14", "d14h", "dxh1", "d300h1"] {
            assert_eq!(text.parse::<Hour>(), Err(()), "{text}");
        }
        let zone = crate::zone("UTC").unwrap();
        assert!("d30h01".parse::<Hour>().unwrap().start(Month { year: 2025, month: 2 }, &zone).is_err());
    }
}
