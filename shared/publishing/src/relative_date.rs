//! Moments as content packs write them: firm ones, and ones relative to the day of loading.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use toml::Value;

/// Days before or after the day of loading at most: ten years.
const FURTHEST: i32 = 3650;

/// A moment, or a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    At(Timestamp),
    Day(Date),
}

/// A moment with what it depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) at: Timestamp,
    /// Whether the file says it outright. One that depends on the day of loading gives way to what is stored, so that loading again
    /// changes nothing.
    pub(crate) firm: bool,
}

/// What day it is, and where.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    pub(crate) today: Date,
    pub(crate) zone: TimeZone,
}

impl Calendar {
    /// Reads a value of TOML; also says whether it is firm.
    pub(crate) fn read(&self, value: &Value) -> Result<(When, bool), String> {
        match value {
            Value::Datetime(datetime) => {
                let text = datetime.to_string();
                let when = match (datetime.date, datetime.time, datetime.offset) {
                    (Some(_), Some(_), Some(_)) => self.firm(&text).map(When::At),
                    (Some(_), Some(_), None) => Err(format!("“{text}” has no offset: write it like {text}+01:00")),
                    (Some(_), None, _) => text.parse().map(When::Day).map_err(|_| format!("“{text}” is not a day")),
                    (None, ..) => Err(format!("“{text}” has no date: write it like 2025-02-14T09:00:00+01:00")),
                };
                when.map(|when| (when, true))
            }
            Value::String(text) => self.relative(text).map(|when| (when, false)),
            _ => Err("this is not a date: write it like 2025-02-14T09:00:00+01:00 or \"-2 days 09:30\"".to_owned()),
        }
    }

    /// A moment with offset. Where the clocks of the site's zone skip the hour that it names, by the offset of before or after, nobody meant it.
    fn firm(&self, text: &str) -> Result<Timestamp, String> {
        let wrong = || format!("“{text}” is not a moment");
        let at: Timestamp = text.parse().map_err(|_| wrong())?;
        // The time without its offset, as it stands on a clock.
        let written: DateTime = text.trim_end_matches(['Z', 'z']).parse().map_err(|_| wrong())?;
        if let AmbiguousOffset::Gap { before, after } = self.zone.to_ambiguous_timestamp(written).offset()
            && [before, after].iter().any(|offset| offset.to_timestamp(written).ok() == Some(at))
        {
            return Err(self.skipped(&written.to_string()));
        }
        Ok(at)
    }

    fn skipped(&self, written: &str) -> String {
        let zone = self.zone.iana_name().unwrap_or("the zone of the site");
        format!("“{written}” does not exist in {zone}, where the clocks are put forward in that night: write an earlier or a later time")
    }

    /// The moment at which `when` begins.
    pub(crate) fn begin(&self, when: When) -> Result<Timestamp, String> {
        match when {
            When::At(at) => Ok(at),
            When::Day(day) => day.to_zoned_datetime(self.zone.clone()).map(|start| start.timestamp()).map_err(|error| error.to_string()),
        }
    }

    /// The moment at which `when` is over: for a day the first moment of the next one.
    pub(crate) fn end(&self, when: When) -> Result<Timestamp, String> {
        match when {
            When::At(at) => Ok(at),
            When::Day(day) => self.begin(When::Day(day.tomorrow().map_err(|error| error.to_string())?)),
        }
    }

    /// `today 10:00`, `-2 days 09:30`, `+20 days`.
    fn relative(&self, text: &str) -> Result<When, String> {
        let wrong = || format!("“{text}” is not a date: write it like \"-2 days 09:30\", \"today 10:00\" or 2025-02-14T09:00:00+01:00");
        let words: Vec<&str> = text.split(' ').collect();
        let (days, time) = match words.as_slice() {
            ["today"] => (0, None),
            ["today", time] => (0, Some(*time)),
            [days, "day" | "days"] => (signed(days).ok_or_else(wrong)?, None),
            [days, "day" | "days", time] => (signed(days).ok_or_else(wrong)?, Some(*time)),
            _ => return Err(wrong()),
        };
        let day = self.today.checked_add(days.days()).map_err(|_| wrong())?;
        let Some(time) = time else { return Ok(When::Day(day)) };
        let time: Time = Some(time).filter(|time| time.len() == 5).and_then(|time| time.parse().ok()).ok_or_else(wrong)?;
        let written = day.to_datetime(time);
        let moment = self.zone.to_ambiguous_timestamp(written);
        if let AmbiguousOffset::Gap { .. } = moment.offset() {
            return Err(self.skipped(&written.to_string()));
        }
        moment.compatible().map(When::At).map_err(|_| wrong())
    }
}

fn signed(text: &str) -> Option<i32> {
    let sign = text.starts_with('+') || text.starts_with('-');
    text.parse().ok().filter(|days: &i32| sign && (-FURTHEST..=FURTHEST).contains(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
        Calendar { today: jiff::civil::date(2026, 3, 28), zone }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn read(text: &str) -> Result<(When, bool), String> {
        let table: toml::Table = toml::from_str(&format!("a = {text}")).unwrap_or_default();
        table.get("a").map_or(Err("no value".to_owned()), |value| calendar().read(value))
    }

    #[test]
    fn a_moment_with_offset_is_firm() {
        assert_eq!(read("2025-02-14T09:00:00+01:00"), Ok((When::At(at("2025-02-14T08:00:00Z")), true)));
    }

    #[test]
    fn relative_moments_are_counted_in_days_of_the_calendar_of_the_site() {
        assert_eq!(read("\"-2 days 09:30\""), Ok((When::At(at("2026-03-26T09:30:00+01:00")), false)));
        assert_eq!(read("\"today 10:00\""), Ok((When::At(at("2026-03-28T10:00:00+01:00")), false)));
        assert_eq!(read("\"+2 days 10:00\""), Ok((When::At(at("2026-03-30T10:00:00+02:00")), false)), "hours change in between");
    }

    #[test]
    fn a_day_begins_and_ends_at_midnight_also_when_hours_change() {
        let day = When::Day(jiff::civil::date(2026, 3, 29));
        assert_eq!(read("\"+1 day\""), Ok((day, false)));
        assert_eq!(calendar().begin(day), Ok(at("2026-03-29T00:00:00+01:00")));
        assert_eq!(calendar().end(day), Ok(at("2026-03-30T00:00:00+02:00")));
    }

    #[test]
    fn a_time_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_the_first() {
        for text in ["\"+1 day 02:30\"", "2026-03-29T02:30:00+01:00", "2026-03-29T02:30:00+02:00", "2026-03-29T02:00:00+01:00"] {
            assert!(read(text).is_err_and(|message| message.contains("does not exist in Europe/Brussels")), "{text}");
        }
        for (text, moment) in [
            ("2026-03-29T01:59:59+01:00", "2026-03-29T00:59:59Z"),
            ("2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00Z"),
            ("2026-03-29T02:30:00Z", "2026-03-29T02:30:00Z"),
            ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z"),
        ] {
            assert_eq!(read(text), Ok((When::At(at(moment)), true)), "{text}");
        }
        assert_eq!(read("\"+211 days 02:30\""), Ok((When::At(at("2026-10-25T00:30:00Z")), false)));
    }

    #[test]
    fn what_is_no_date_is_refused_with_an_example() {
        for text in
            ["\"2 days 09:30\"", "\"+2 days 9:30\"", "\"tomorrow\"", "\"+99999 days\"", "\"\"", "3", "10:00:00", "\"+2 days 25:00\""]
        {
            assert!(read(text).is_err_and(|message| message.contains("write it like")), "{text}");
        }
        assert!(read("2025-02-14T09:00:00").is_err_and(|message| message.contains("offset")));
    }
}
