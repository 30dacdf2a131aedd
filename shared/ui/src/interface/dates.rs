//! Forms of dates and numbers, from the Unicode locale data.

use domain::Month;
use icu::calendar::{Date, Gregorian};
use icu::datetime::fieldsets::zone::ExemplarCity;
use icu::datetime::fieldsets::{MD, T, YM, YMD};
use icu::datetime::input::Time;
use icu::datetime::{DateTimeFormatterLoadError, DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;
use icu::time::zone::IanaParser;
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::InterfaceError;

type Formatter<Fields> = FixedCalendarDateTimeFormatter<Gregorian, Fields>;

/// The formatters of one language, which are costly to make and cheap to keep.
pub(super) struct Forms {
    date: Formatter<YMD>,
    day_month: Formatter<MD>,
    time: NoCalendarFormatter<T>,
    month: Formatter<YM>,
    number: DecimalFormatter,
    city: NoCalendarFormatter<ExemplarCity>,
    first_of_month: Option<&'static str>,
}

impl Forms {
    pub(super) fn new(tag: &str) -> Result<Self, InterfaceError> {
        // English without a country is read as that of the United States, with the month first and twelve hours; an
        // international organisation writes the day first.
        let tag = if tag == "en" { "en-GB" } else { tag };
        let locale: Locale = tag.parse().map_err(|mistake| InterfaceError::Forms(format!("{tag}: {mistake}")))?;
        let missing = |mistake: DateTimeFormatterLoadError| InterfaceError::Forms(format!("{tag}: {mistake}"));
        let preferences = DateTimeFormatterPreferences::from(&locale);
        Ok(Self {
            date: Formatter::try_new(preferences, YMD::long()).map_err(missing)?,
            day_month: Formatter::try_new(preferences, MD::long()).map_err(missing)?,
            time: NoCalendarFormatter::try_new(preferences, T::hm()).map_err(missing)?,
            month: Formatter::try_new(preferences, YM::long()).map_err(missing)?,
            number: DecimalFormatter::try_new((&locale).into(), Default::default())
                .map_err(|mistake| InterfaceError::Forms(format!("{tag}: {mistake}")))?,
            city: NoCalendarFormatter::try_new(preferences, ExemplarCity).map_err(missing)?,
            first_of_month: tag.starts_with("fr").then_some("1er"),
        })
    }

    pub(super) fn date(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned_datetime(zone.clone()).datetime();
        calendar(local.date()).map_or_else(|| local.date().to_string(), |date| self.written(self.date.format(&date).to_string()))
    }

    pub(super) fn day_month(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned_datetime(zone.clone()).datetime();
        calendar(local.date()).map_or_else(|| local.date().to_string(), |date| self.written(self.day_month.format(&date).to_string()))
    }

    pub(super) fn time(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned_datetime(zone.clone()).datetime();
        clock(local.time()).map_or_else(|| local.time().to_string(), |time| self.time.format(&time).to_string())
    }

    pub(super) fn month(&self, month: Month) -> String {
        let first = Date::try_new_gregorian(month.year.into(), month.month.unsigned_abs(), 1).ok();
        first.map_or_else(|| month.to_string(), |first| self.month.format(&first).to_string())
    }

    pub(super) fn number(&self, number: i64) -> String {
        self.number.format(&Decimal::from(number)).to_string()
    }

    pub(super) fn city(&self, zone: &TimeZone) -> Option<String> {
        let zone = IanaParser::new().parse(zone.iana_name()?);
        (!zone.is_unknown()).then(|| self.city.format(&zone.without_offset()).to_string())
    }

    /// The number of a day, as it begins a date.
    pub(super) fn day(&self, day: i8) -> String {
        self.first_of_month.filter(|_| day == 1).map_or_else(|| self.number(day.into()), str::to_owned)
    }

    /// French counts the first day of a month and only that one; the locale data does not know it.
    fn written(&self, date: String) -> String {
        match (self.first_of_month, date.strip_prefix("1 ")) {
            (Some(first), Some(rest)) => format!("{first} {rest}"),
            _ => date,
        }
    }
}

fn calendar(day: civil::Date) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs()).ok()
}

/// The time to the minute: nothing on the site is announced to the second.
fn clock(time: civil::Time) -> Option<Time> {
    Time::try_new(time.hour().unsigned_abs(), time.minute().unsigned_abs(), 0, 0).ok()
}
