//! Counts of the newsroom's archive: where in time a month, a day, and a minute of it, begins.
//!
//! News items are counted by month, by day and by minute, in an item for each archive, month and day. A page of the
//! archive is found by going down these counts, so no step reads more than the counts of one archive, month or day, and of the list
//! itself the items of one minute at most are read in vain, however many there are.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use domain::{Language, Month};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::error::StoreError;
use crate::keys::{self, Key};

/// Seconds of a minute.
const SECONDS: i64 = 60;
/// The last minute of the longest day: the 25 hours on which clocks are set back. A day of which a zone made more, by moving further,
/// counts the rest of it here.
const LAST: u16 = 1499;

/// A minute of a day, counted in time that passes from the day's first moment, so that clocks which are set back or
/// forward change nothing: by the wall clock, minutes of the hour that comes twice would interleave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Minute(u16);

impl Minute {
    /// The first of a day.
    pub(crate) const FIRST: Self = Self(0);

    /// The day, by the organisation's clock, and the minute of it in which a moment lies.
    pub(crate) fn of(at: Timestamp, zone: &TimeZone) -> Result<(Date, Self), StoreError> {
        let day = at.to_zoned_datetime(zone.clone()).date();
        let passed = at.duration_since(start(day, zone)?).as_secs() / SECONDS;
        Ok((day, Self(u16::try_from(passed).unwrap_or(LAST).min(LAST))))
    }

    /// Its first moment.
    pub(crate) fn start(self, day: Date, zone: &TimeZone) -> Result<Timestamp, StoreError> {
        let passed = SignedDuration::from_secs(i64::from(self.0) * SECONDS);
        start(day, zone)?.checked_add(passed).map_err(corrupt)
    }
}

/// As it names a count: `m0485`.
impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m{:04}", self.0)
    }
}

impl FromStr for Minute {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        digits(text, 'm', 4).map(Self)
    }
}

/// A day of some month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DayOfMonth(u8);

impl DayOfMonth {
    /// The month of a day, and which one of it this is.
    pub(crate) fn of(day: Date) -> (Month, Self) {
        (Month { year: day.year(), month: day.month() }, Self(day.day().unsigned_abs()))
    }

    /// The day of a month.
    pub(crate) fn in_month(self, month: Month) -> Result<Date, StoreError> {
        let day = i8::try_from(self.0).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        Date::new(month.year, month.month, day).map_err(corrupt)
    }
}

/// As it names a count: `d14`.
impl fmt::Display for DayOfMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "d{:02}", self.0)
    }
}

impl FromStr for DayOfMonth {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        digits(text, 'd', 2)?.try_into().map(Self).map_err(drop)
    }
}

/// The number behind a prefix, in so many digits.
fn digits(text: &str, prefix: char, length: usize) -> Result<u16, ()> {
    let digits = text.strip_prefix(prefix).filter(|digits| digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit()));
    digits.ok_or(())?.parse().map_err(drop)
}

/// How many news items there are in each minute, in each language.
pub(crate) type Minutes = BTreeMap<(Language, Date, Minute), i32>;

/// What has to be added to the counts when the items of `old` go and those of `new` come: the items of counts, and the names in them.
pub(crate) fn differences(old: &Minutes, new: &Minutes) -> BTreeMap<Key, Vec<(String, i32)>> {
    let mut minutes = new.clone();
    for (minute, count) in old {
        *minutes.entry(*minute).or_default() -= count;
    }
    let mut tallies: BTreeMap<Key, Vec<(String, i32)>> = BTreeMap::new();
    let mut days: BTreeMap<(Language, Date), i32> = BTreeMap::new();
    for ((language, day, minute), difference) in minutes.into_iter().filter(|(_, difference)| *difference != 0) {
        *days.entry((language, day)).or_default() += difference;
        tallies.entry(keys::tally_of_day(language, day)).or_default().push((minute.to_string(), difference));
    }
    let mut months: BTreeMap<(Language, Month), i32> = BTreeMap::new();
    for ((language, day), difference) in days.into_iter().filter(|(_, difference)| *difference != 0) {
        let (month, of_month) = DayOfMonth::of(day);
        *months.entry((language, month)).or_default() += difference;
        tallies.entry(keys::tally_of_month(language, month)).or_default().push((of_month.to_string(), difference));
    }
    for ((language, month), difference) in months.into_iter().filter(|(_, difference)| *difference != 0) {
        tallies.entry(keys::tally(language)).or_default().push((format!("m{month}"), difference));
    }
    tallies
}

/// How many events begin in each month, in each language.
pub(crate) type EventMonths = BTreeMap<(Language, Month), i32>;

/// What has to be added to the counts of events when those of `old` go and those of `new` come.
pub(crate) fn event_differences(old: &EventMonths, new: &EventMonths) -> BTreeMap<Key, Vec<(String, i32)>> {
    let mut months = new.clone();
    for (month, count) in old {
        *months.entry(*month).or_default() -= count;
    }
    let mut tallies: BTreeMap<Key, Vec<(String, i32)>> = BTreeMap::new();
    for ((language, month), difference) in months.into_iter().filter(|(_, difference)| *difference != 0) {
        tallies.entry(keys::tally_of_events(language)).or_default().push((format!("m{month}"), difference));
    }
    tallies
}

/// Where an item stands: in which part of what is counted, and how many items of that part come before it; none: there are fewer items.
pub(crate) fn part_of<P: Ord + Copy>(counts: &BTreeMap<P, u32>, mut before: u32) -> Option<(P, u32)> {
    for (part, count) in counts {
        if before < *count {
            return Some((*part, before));
        }
        before -= count;
    }
    None
}

/// The month in which a moment lies by the organisation's clock.
pub(crate) fn month_of(at: Timestamp, zone: &TimeZone) -> Month {
    DayOfMonth::of(at.to_zoned_datetime(zone.clone()).date()).0
}

/// A day's first moment. Where midnight comes twice the first counts, and where it does not exist what follows it.
fn start(day: Date, zone: &TimeZone) -> Result<Timestamp, StoreError> {
    day.to_zoned_datetime(zone.clone()).map(|start| start.timestamp()).map_err(corrupt)
}

/// The first moment of a month and the first of the next.
pub(crate) fn bounds(month: Month, zone: &TimeZone) -> Result<(Timestamp, Timestamp), StoreError> {
    let next =
        if month.month == 12 { Month { year: month.year + 1, month: 1 } } else { Month { year: month.year, month: month.month + 1 } };
    let first = |month: Month| Date::new(month.year, month.month, 1).map_err(corrupt).and_then(|day| start(day, zone));
    Ok((first(month)?, first(next)?))
}

fn corrupt(error: jiff::Error) -> StoreError {
    StoreError::Corrupt(error.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Zones in which clocks move by an hour, by half an hour, and at midnight.
    const ZONES: [&str; 5] = ["Europe/Brussels", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "UTC"];

    proptest! {
        #[test]
        fn a_minute_begins_before_everything_in_it_and_after_everything_in_an_earlier_one(
            seconds in prop::collection::vec(1_230_000_000i64..1_900_000_000, 2),
            zone in 0..ZONES.len(),
        ) {
            let zone = crate::zone(ZONES[zone]).unwrap();
            let at: Vec<Timestamp> = seconds.into_iter().map(|seconds| Timestamp::from_second(seconds).unwrap()).collect();
            let of = |at: Timestamp| Minute::of(at, &zone).unwrap();
            for moment in &at {
                let (day, minute) = of(*moment);
                let begins = minute.start(day, &zone).unwrap();
                prop_assert!(begins <= *moment && moment.duration_since(begins).as_secs() < SECONDS);
                prop_assert_eq!(minute.to_string().parse(), Ok(minute));
                let (month, of_month) = DayOfMonth::of(day);
                prop_assert_eq!((month, of_month.in_month(month).unwrap()), (month_of(*moment, &zone), day));
                prop_assert_eq!(of_month.to_string().parse(), Ok(of_month));
            }
            let (earlier, later) = (at[0].min(at[1]), at[0].max(at[1]));
            if of(earlier) != of(later) {
                let (day, minute) = of(later);
                prop_assert!(of(earlier) < of(later) && earlier < minute.start(day, &zone).unwrap());
            }
        }
    }

    #[test]
    fn an_hour_that_comes_twice_has_a_hundred_and_twenty_minutes() {
        let brussels = crate::zone("Europe/Brussels").unwrap();
        let of = |text: &str| Minute::of(text.parse().unwrap(), &brussels).unwrap().1.0;
        assert_eq!(of("2024-10-27T02:50:00+01:00") - of("2024-10-27T02:05:00+02:00"), 105);
    }

    #[test]
    fn a_month_begins_where_clocks_leave_midnight_out() {
        // Havana's clocks went from 23:59:59 on 31 March 2012 to one o'clock.
        let havana = crate::zone("America/Havana").unwrap();
        let (from, to) = bounds(Month { year: 2012, month: 4 }, &havana).unwrap();
        assert_eq!((from.to_string().as_str(), to.to_string().as_str()), ("2012-04-01T05:00:00Z", "2012-05-01T04:00:00Z"));
    }

    #[test]
    fn a_day_that_a_zone_made_longer_counts_its_end_as_one() {
        // Casey's clocks went back by three hours at midnight on 5 March 2010.
        let casey = crate::zone("Antarctica/Casey").unwrap();
        let moments = ["2010-03-04T16:30:00Z", "2010-03-04T17:00:00Z", "2010-03-04T20:00:00Z"];
        let minutes = moments.map(|text| Minute::of(text.parse().unwrap(), &casey).unwrap());
        assert!(minutes.is_sorted(), "{minutes:?}");
    }

    #[test]
    fn what_is_no_count_is_refused() {
        for text in ["pk", "sk", "m2025-02", "m735", "m00735", "m+735", "d14"] {
            assert_eq!(text.parse::<Minute>(), Err(()), "{text}");
        }
        assert_eq!("m14".parse::<DayOfMonth>(), Err(()));
    }

    #[test]
    fn an_item_stands_in_the_part_that_holds_it() {
        let counts = BTreeMap::from([(1, 2), (2, 0), (4, 3)]);
        let parts: Vec<_> = (0..6).map(|before| part_of(&counts, before)).collect();
        assert_eq!(parts, [Some((1, 0)), Some((1, 1)), Some((4, 0)), Some((4, 1)), Some((4, 2)), None]);
    }
}
