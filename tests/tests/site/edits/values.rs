//! What the random edits put into documents, from a number.

use domain::{Address, Document, Edition, EventDates, Language, Place, Slug, State, Takedown, project};
use jiff::{Timestamp, ToSpan};

use super::World;
use crate::harness::{NOW, at};

pub(super) fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

/// Soon, in this year or the one before, or never.
pub(super) fn closing(value: usize) -> Option<Timestamp> {
    let begin = ["2025-02-15T00:00:00+01:00", "2025-02-15T00:00:00+01:00", "2024-11-20T00:00:00+01:00"].get(value % 4)?;
    let days = i64::try_from(value / 4 % 60).expect("small");
    Some(at(begin).to_zoned_datetime(World::zone()).checked_add(days.days()).expect("in the calendar").timestamp())
}

/// Whole days or hours, within three months before or after now.
pub(super) fn event_dates(value: usize) -> EventDates {
    let days = i64::try_from(value % 180).expect("small") - 90;
    let begin = at(NOW).to_zoned_datetime(World::zone()).checked_add(days.days()).expect("in the calendar");
    if value.is_multiple_of(2) {
        return EventDates::Days {
            first: begin.date(),
            last: begin.date().saturating_add((value % 3).try_into().map_or(0.days(), |days: i64| days.days())),
        };
    }
    let ends = begin.checked_add(26.hours()).expect("in the calendar").timestamp();
    EventDates::Hours { starts: begin.timestamp(), ends, zone: Some("America/Lima".to_owned()) }
}

/// The five ways.
pub(super) fn taken_down(value: usize, language: Language) -> State {
    match value % 5 {
        0 => State::Withdrawn(Takedown::Notice(format!("Notice {value}"))),
        1 => State::Withdrawn(Takedown::Gone),
        2 => State::Withdrawn(Takedown::Redirect(Place::Topic(slug("lamps")).in_language(language))),
        3 => State::Withdrawn(Takedown::Vanish),
        _ => State::Superseded,
    }
}

/// Where a document stands in a language.
pub(super) fn places(document: &Document, language: Language) -> Vec<Address> {
    let entries = project(document, &World::languages(), &World::zone()).entries;
    let pages = entries.into_iter().filter_map(|entry| match entry {
        domain::Entry::Page { address, standing } if matches!(*standing, domain::Standing::Live(_)) => Some(address),
        _ => None,
    });
    pages.filter(|address| address.language == language).collect()
}

/// A changed slug leaves a redirect behind.
pub(super) fn leave_redirects(edition: &mut Edition, was: Vec<Address>, language: Language) {
    for address in was.into_iter().filter(|address| address.language == language) {
        let ends = address.place.to_string().ends_with(&format!("/{}", edition.slug));
        if !ends && !edition.former.contains(&address) && edition.former.len() < 6 {
            edition.former.push(address);
        }
    }
}
