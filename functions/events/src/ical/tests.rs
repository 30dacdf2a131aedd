use proptest::prelude::*;

use super::*;

fn zone() -> TimeZone {
    TimeZone::get("Europe/Brussels").unwrap()
}

fn summary(dates: EventDates) -> EventSummary {
    EventSummary { dates, sequence: 3, place: "Brussels; rue du Port, 1".to_owned(), cancelled: false }
}

fn days() -> EventDates {
    EventDates::Days { first: "2025-03-28".parse().unwrap(), last: "2025-03-30".parse().unwrap() }
}

fn written(title: &str, event: &EventSummary, address: Option<&str>) -> String {
    let zone = zone();
    let calendar =
        Calendar { organisation: "Society of Lighthouses, Ltd.", host: "ico.example", address: address.map(str::to_owned), zone: &zone };
    let entry = Entry {
        id: DocumentId::of_random(10),
        language: "en".parse().unwrap(),
        title,
        summary: "In short.",
        event,
        created: "2025-01-01T08:00:00Z".parse().unwrap(),
        updated: "2025-02-01T08:00:00Z".parse().unwrap(),
        address: "https://ico.example/en/events/2025/forum".to_owned(),
    };
    write(&calendar, &[entry])
}

/// The content lines, unfolded as a reader does (3.1).
fn lines(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("\r\n") && !calendar.replace("\r\n", "").contains(['\r', '\n']), "{calendar:?}");
    calendar.replace("\r\n ", "").trim_end().split("\r\n").map(str::to_owned).collect()
}

/// The value of a line, read back.
fn text(calendar: &str, name: &str) -> Option<String> {
    let lines = lines(calendar);
    let value = lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let mut read = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                'n' => read.push('\n'),
                escaped @ ('\\' | ';' | ',') => read.push(escaped),
                other => panic!("\\{other} is no escape"),
            },
            ';' | ',' => panic!("{letter} stands bare in {value}"),
            other => read.push(other),
        }
    }
    Some(read)
}

proptest! {
    #[test]
    fn any_title_is_read_back_as_it_was_and_no_line_is_longer_than_the_format_allows(title in "[a-zéœ—🎓\u{202f}\\\\;,:\"\n ]{0,200}") {
        let calendar = written(&title, &summary(days()), Some("https://ico.example/en/events/"));
        prop_assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{}", calendar);
        prop_assert_eq!(text(&calendar, "SUMMARY;LANGUAGE=en"), Some(title));
    }
}

#[test]
fn a_calendar_begins_and_ends_and_holds_what_a_reader_needs() {
    let lines = lines(&written("Forum", &summary(days()), None));
    assert_eq!(
        lines,
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Society of Lighthouses\\, Ltd.//Secretariat//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            "UID:0000000000000000000000000000000a@ico.example",
            "DTSTAMP:20250201T080000Z",
            "CREATED:20250101T080000Z",
            "LAST-MODIFIED:20250201T080000Z",
            "SEQUENCE:3",
            "DTSTART;VALUE=DATE:20250328",
            "DTEND;VALUE=DATE:20250331",
            "SUMMARY;LANGUAGE=en:Forum",
            "DESCRIPTION;LANGUAGE=en:In short.",
            "LOCATION;LANGUAGE=en:Brussels\\; rue du Port\\, 1",
            "URL:https://ico.example/en/events/2025/forum",
            "STATUS:CONFIRMED",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
}

#[test]
fn moments_are_written_in_utc_and_what_is_called_off_says_so() {
    let dates = EventDates::Hours {
        starts: "2025-09-10T09:00:00+09:00".parse().unwrap(),
        ends: "2025-09-11T17:30:00+09:00".parse().unwrap(),
        zone: Some("Asia/Tokyo".to_owned()),
    };
    let calendar = written("Forum", &EventSummary { cancelled: true, ..summary(dates) }, Some("https://ico.example/en/events/"));
    let lines = lines(&calendar);
    for line in [
        "DTSTART:20250910T000000Z",
        "DTEND:20250911T083000Z",
        "STATUS:CANCELLED",
        "NAME:Society of Lighthouses\\, Ltd.",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ] {
        assert!(lines.iter().any(|own| own == line), "{line}: {lines:?}");
    }
}

#[test]
fn what_no_reader_sees_is_left_out_and_a_line_break_is_kept() {
    assert_eq!(escaped("a\u{0}b\r\nc\u{85}"), "ab\\nc");
}
