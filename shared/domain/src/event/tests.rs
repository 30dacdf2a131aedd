use std::collections::BTreeMap;

use super::*;
use crate::{Body, DocumentId, Times};

fn brussels() -> TimeZone {
    TimeZone::get("Europe/Brussels").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn tokyo() -> EventDates {
    EventDates::Hours {
        starts: at("2025-09-10T09:00:00+09:00"),
        ends: at("2025-09-11T17:30:00+09:00"),
        zone: Some("Asia/Tokyo".to_owned()),
    }
}

fn session() -> EventDates {
    EventDates::Days { first: day("2025-03-29"), last: day("2025-03-30") }
}

#[test]
fn an_event_begins_and_is_over_in_the_very_second() {
    let phase = |dates: &EventDates, now: &str| dates.at(at(now), &brussels()).phase;
    assert_eq!(phase(&tokyo(), "2025-09-10T01:59:59+02:00"), EventPhase::Upcoming);
    assert_eq!(phase(&tokyo(), "2025-09-10T02:00:00+02:00"), EventPhase::UnderWay);
    assert_eq!(phase(&tokyo(), "2025-09-11T10:29:59+02:00"), EventPhase::UnderWay);
    assert_eq!(phase(&tokyo(), "2025-09-11T10:30:00+02:00"), EventPhase::Past);
    // Clocks are set forward in the night to its last day, which ends at midnight of summer time.
    assert_eq!(phase(&session(), "2025-03-28T23:59:59+01:00"), EventPhase::Upcoming);
    assert_eq!(phase(&session(), "2025-03-29T00:00:00+01:00"), EventPhase::UnderWay);
    assert_eq!(phase(&session(), "2025-03-30T23:59:59+02:00"), EventPhase::UnderWay);
    assert_eq!(phase(&session(), "2025-03-31T00:00:00+02:00"), EventPhase::Past);
}

#[test]
fn an_event_says_when_it_will_next_look_different() {
    let changes = |now: &str| session().at(at(now), &brussels()).changes;
    assert_eq!(changes("2025-01-01T00:00:00Z"), Some(at("2025-03-29T00:00:00+01:00")));
    assert_eq!(changes("2025-03-29T12:00:00+01:00"), Some(at("2025-03-31T00:00:00+02:00")));
    assert_eq!(changes("2025-03-31T00:00:00+02:00"), None);
}

#[test]
fn whole_days_are_those_of_the_organisation_and_the_days_of_a_programme_those_of_the_venue() {
    assert_eq!(session().days(&brussels()), (day("2025-03-29"), day("2025-03-30")));
    let night =
        EventDates::Hours { starts: at("2025-12-31T22:00:00Z"), ends: at("2026-01-01T15:00:00Z"), zone: Some("Asia/Tokyo".to_owned()) };
    assert_eq!(night.days(&brussels()), (day("2026-01-01"), day("2026-01-01")), "midnight ends the day before");
    assert_eq!(night.month(&brussels()), Month { year: 2025, month: 12 }, "it begins in the old year of the organisation");
    assert_eq!(EventDates::Days { first: day("2025-02-01"), last: day("2025-02-01") }.month(&brussels()), Month { year: 2025, month: 2 });
}

fn document(dates: EventDates, editions: &[(&str, State, &str, &str)]) -> Document {
    let time = at("2025-01-01T00:00:00Z");
    let edition = |state: &State, title: &str, place: &str| Edition {
        state: state.clone(),
        slug: "a".parse().unwrap(),
        former: Vec::new(),
        title: title.to_owned(),
        alphabetical: None,
        summary: String::new(),
        label: None,
        body: Body::default(),
        picture_text: None,
        times: Times { first_published: time, public: time, updated: time },
        ends: None,
        event: Some(EventText { place: place.to_owned(), ..EventText::default() }),
    };
    let editions: BTreeMap<Language, Edition> =
        editions.iter().map(|(tag, state, title, place)| (tag.parse().unwrap(), edition(state, title, place))).collect();
    Document { id: DocumentId::of_pack_key("a"), facts: Facts::Event { dates, topics: Vec::new(), sequence: 0 }, picture: None, editions }
}

fn sequence(document: &Document) -> u32 {
    if let Facts::Event { sequence, .. } = document.facts { sequence } else { u32::MAX }
}

#[test]
fn what_calendars_must_hear_of_is_counted_and_nothing_else_is() {
    let live = State::Published;
    let first = document(tokyo(), &[("en", live.clone(), "Forum", "Tokyo"), ("fr", State::Draft, "Forum", "Tokyo")]);
    assert_eq!(sequence(&first.counted(None)), 0);
    let counted = |dates: EventDates, editions: &[(&str, State, &str, &str)]| sequence(&document(dates, editions).counted(Some(&first)));
    assert_eq!(counted(tokyo(), &[("en", live.clone(), "Forum", "Tokyo"), ("fr", State::Draft, "Un forum", "Kyoto")]), 0, "a draft");
    assert_eq!(counted(session(), &[("en", live.clone(), "Forum", "Tokyo")]), 1);
    assert_eq!(counted(tokyo(), &[("en", live.clone(), "The forum", "Tokyo")]), 1);
    assert_eq!(counted(tokyo(), &[("en", live.clone(), "Forum", "Kyoto")]), 1);
    let notice = State::Withdrawn(Takedown::Notice("Postponed.".to_owned()));
    assert_eq!(counted(tokyo(), &[("en", notice, "Forum", "Tokyo")]), 1);
    let mut other = first.clone();
    other.editions.values_mut().for_each(|edition| edition.summary = "Other words".to_owned());
    assert_eq!(sequence(&other.counted(Some(&first))), 0, "words that no calendar is told by the count");
}

#[test]
fn an_event_never_counts_back() {
    let once = document(session(), &[]).counted(Some(&document(tokyo(), &[])));
    assert_eq!(sequence(&document(session(), &[]).counted(Some(&once))), 1, "whoever forgot the count is told it");
    assert_eq!(sequence(&document(tokyo(), &[]).counted(Some(&once))), 2);
    assert_eq!(once.counted(Some(&once)), once);
}
