//! The format of calendars (iCalendar, RFC 5545; names of calendars and how often to ask for them, RFC 7986).
//!
//! Moments are written in UTC, so no calendar needs the rules of a time zone; whole days are dates, whose end is the day after the last.

use domain::{DocumentId, EventDates, EventSummary, Language};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Octets of a line at most (3.1); what is longer goes on in the next one, behind a blank.
const LONGEST: usize = 75;

/// What a calendar says of itself.
pub(crate) struct Calendar<'a> {
    /// The organisation's name.
    pub(crate) organisation: &'a str,
    /// The host of the site, which makes identities that no other site gives.
    pub(crate) host: &'a str,
    /// The page that shows the same, of a calendar to subscribe to.
    pub(crate) address: Option<String>,
    /// The organisation's time zone.
    pub(crate) zone: &'a TimeZone,
}

/// An event.
pub(crate) struct Entry<'a> {
    pub(crate) id: DocumentId,
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) event: &'a EventSummary,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) address: String,
}

/// The calendar with these events.
pub(crate) fn write(calendar: &Calendar<'_>, entries: &[Entry<'_>]) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", &escaped(&format!("-//{}//Secretariat//EN", calendar.organisation)));
    lines.add("CALSCALE", "GREGORIAN");
    if let Some(address) = &calendar.address {
        for name in ["NAME", "X-WR-CALNAME"] {
            lines.add(name, &escaped(calendar.organisation));
        }
        lines.add("URL", address);
        lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        lines.add("X-PUBLISHED-TTL", "PT1H");
    }
    for entry in entries {
        lines.event(calendar, entry);
    }
    lines.add("END", "VCALENDAR");
    lines.0
}

/// Lines that end as the format wants them to.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, calendar: &Calendar<'_>, entry: &Entry<'_>) {
        let Entry { id, language, title, summary, event, created, updated, address } = entry;
        let text = |name: &str| format!("{name};LANGUAGE={language}");
        self.add("BEGIN", "VEVENT");
        self.add("UID", &format!("{id}@{}", calendar.host));
        // No clock is asked: what was changed last is what the entry says (3.8.7.2).
        self.add("DTSTAMP", &moment(*updated));
        self.add("CREATED", &moment(*created));
        self.add("LAST-MODIFIED", &moment(*updated));
        self.add("SEQUENCE", &event.sequence.to_string());
        match &event.dates {
            EventDates::Days { first, last } => {
                self.add("DTSTART;VALUE=DATE", &day(*first));
                self.add("DTEND;VALUE=DATE", &day(last.tomorrow().unwrap_or(*last)));
            }
            dates @ EventDates::Hours { .. } => {
                self.add("DTSTART", &moment(dates.starts(calendar.zone)));
                self.add("DTEND", &moment(dates.ends(calendar.zone)));
            }
        }
        self.add(&text("SUMMARY"), &escaped(title));
        self.add(&text("DESCRIPTION"), &escaped(summary));
        self.add(&text("LOCATION"), &escaped(&event.place));
        self.add("URL", address);
        self.add("STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
        self.add("END", "VEVENT");
    }

    /// Adds a line, folded between characters.
    fn add(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if length + letter.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value (3.3.11). What no reader sees is left out: a line must not hold it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

#[cfg(test)]
mod tests;
