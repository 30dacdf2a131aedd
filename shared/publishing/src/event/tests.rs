use super::*;

fn calendar() -> Calendar {
    Calendar { today: jiff::civil::date(2026, 3, 28), zone: TimeZone::get("Europe/Brussels").unwrap() }
}

#[derive(Deserialize)]
struct File {
    starts: Option<Spanned<Value>>,
    ends: Option<Spanned<Value>>,
    zone: Option<Spanned<String>>,
}

fn read(text: &str) -> Result<Dates, String> {
    let sheet = Sheet::whole("events/a/document.toml", text.as_bytes()).map_err(|error| error.to_string())?;
    let file: File = sheet.parse().map_err(|error| error.to_string())?;
    let dates = DatesFile { starts: file.starts.as_ref(), ends: file.ends.as_ref(), zone: file.zone.as_ref() };
    dates.read(&sheet, &calendar()).map_err(|error| error.to_string())
}

fn hours(starts: &str, ends: &str, zone: Option<&str>, firm: bool) -> Result<Dates, String> {
    let (starts, ends) = (starts.parse().unwrap(), ends.parse().unwrap());
    Ok(Dates { dates: EventDates::Hours { starts, ends, zone: zone.map(str::to_owned) }, firm })
}

fn days_from_to(first: &str, last: &str, firm: bool) -> Result<Dates, String> {
    Ok(Dates { dates: EventDates::Days { first: first.parse().unwrap(), last: last.parse().unwrap() }, firm })
}

/// Asserts that the dates are refused, on which line and beginning how.
fn refused(text: &str, error: &str) {
    let found = read(text).err().unwrap_or_else(|| format!("nothing, for {text}"));
    assert!(found.starts_with(&format!("events/a/document.toml:{error}")), "expected {error}, found {found}");
}

#[test]
fn days_are_whole_and_times_are_by_the_clocks_of_the_venue() {
    assert_eq!(read("starts = 2025-09-10"), days_from_to("2025-09-10", "2025-09-10", true));
    assert_eq!(read("starts = 2025-09-10\nends = 2025-09-12"), days_from_to("2025-09-10", "2025-09-12", true));
    assert_eq!(
        read("starts = 2025-09-10T09:30:00\nends = 2025-09-10T17:00:00"),
        hours("2025-09-10T07:30:00Z", "2025-09-10T15:00:00Z", None, true)
    );
    assert_eq!(
        read("starts = 2025-09-10T09:30:00\nends = 2025-09-11T17:00:00+09:00\nzone = \"Asia/Tokyo\""),
        hours("2025-09-10T00:30:00Z", "2025-09-11T08:00:00Z", Some("Asia/Tokyo"), true)
    );
    assert_eq!(
        read("starts = 2025-09-10T09:30:00Z\nends = 2025-09-10T10:30:00Z"),
        hours("2025-09-10T09:30:00Z", "2025-09-10T10:30:00Z", None, true),
        "UTC is everybody's"
    );
}

#[test]
fn dates_may_count_from_the_day_of_loading() {
    assert_eq!(read("starts = \"-1 days\"\nends = \"+2 days\""), days_from_to("2026-03-27", "2026-03-30", false));
    assert_eq!(
        read("starts = \"+2 days 09:00\"\nends = \"+2 days 10:00\"\nzone = \"Asia/Tokyo\""),
        hours("2026-03-30T00:00:00Z", "2026-03-30T01:00:00Z", Some("Asia/Tokyo"), false)
    );
}

#[test]
fn a_time_that_does_not_exist_or_comes_twice_is_refused_with_what_to_write() {
    refused(
        "starts = 2025-03-30T02:30:00\nends = 2025-03-30T17:00:00",
        "1: “2025-03-30T02:30:00” does not exist in Europe/Brussels, where clocks are set forward over it",
    );
    refused(
        "starts = 2025-10-25T09:00:00\nends = 2025-10-26T02:30:00",
        "2: “2025-10-26T02:30:00” comes twice in Europe/Brussels, where clocks are set back: write which one, \
         2025-10-26T02:30:00+02:00 or 2025-10-26T02:30:00+01:00",
    );
    for offset in ["+02:00", "+01:00"] {
        assert!(read(&format!("starts = 2025-10-25T09:00:00\nends = 2025-10-26T02:30:00{offset}")).is_ok());
    }
    refused(
        "starts = 2025-11-02T01:30:00\nends = 2025-11-02T09:00:00\nzone = \"America/New_York\"",
        "1: “2025-11-02T01:30:00” comes twice",
    );
    refused(
        "starts = 2025-09-10T09:30:00+01:00\nends = 2025-09-10T17:00:00",
        "1: “2025-09-10T09:30:00+01:00” is not by the clocks of Europe/Brussels, which are at +02 then",
    );
}

#[test]
fn dates_that_cannot_be_are_refused_with_their_line() {
    refused("ends = 2025-09-10", "1: starts is missing");
    refused("starts = 2025-09-10T09:30:00", "1: ends is missing");
    refused("starts = 2025-09-10\nends = 2025-09-09", "2: the event ends before it starts");
    refused("starts = 2025-09-10T09:30:00\nends = 2025-09-10T09:30:00", "2: the event ends before it starts");
    refused("starts = 2025-09-10\nends = 2025-09-10T09:30:00", "2: starts and ends are both days, or both times");
    refused("starts = 2025-09-10\nzone = \"Asia/Tokyo\"", "2: whole days are those of the organisation");
    refused("starts = 2025-09-10T09:30:00\nends = 2025-09-10T17:00:00\nzone = \"Asia/Edo\"", "3: “Asia/Edo” is not a time zone");
    refused("starts = 2025-02-30", "1: ");
    refused("starts = 2025-02-30T09:00:00\nends = 2025-03-01T09:00:00", "1: ");
    refused("starts = 2025-09-10\nends = 2027-09-10", "2: the event lasts 731 days");
    refused("starts = 2025-09-10T09:30:00.5\nends = 2025-09-10T17:00:00", "1: write the time without fractions");
    refused("starts = 10:00:00", "1: ");
    refused("starts = \"soon\"", "1: “soon” is not a date");
}
