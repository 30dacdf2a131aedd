//! Events: when they are, and how they stand at a moment.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::{Address, Document, Edition, Facts, Language, Month, State, Takedown};

/// When an event is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventDates {
    /// Whole days, by the calendar of the organisation.
    Days {
        /// The first day.
        first: Date,
        /// The last day; the first one, if it is one alone.
        last: Date,
    },
    /// From a moment to a moment.
    Hours {
        /// It begins.
        starts: Timestamp,
        /// It is over.
        ends: Timestamp,
        /// The time zone of its venue, a name of the IANA database; none: the organisation's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
}

/// Where an event stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventPhase {
    /// It has not begun.
    Upcoming,
    /// It has begun and is not over.
    UnderWay,
    /// It is over.
    Past,
}

/// An event at a moment, with the next moment at which that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventMoment {
    /// Where it stands.
    pub phase: EventPhase,
    /// When that changes; none: never.
    pub changes: Option<Timestamp>,
}

impl EventDates {
    /// The moment at which it begins, by the calendar of `zone`.
    #[must_use]
    pub fn starts(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Days { first, .. } => midnight(*first, zone),
            Self::Hours { starts, .. } => *starts,
        }
    }

    /// The moment at which it is over: of whole days the first of the day after.
    #[must_use]
    pub fn ends(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Days { last, .. } => last.tomorrow().map_or(Timestamp::MAX, |after| midnight(after, zone)),
            Self::Hours { ends, .. } => *ends,
        }
    }

    /// Its last second: in what people say of an end, the day that ends at midnight is the last one.
    #[must_use]
    pub fn last_second(&self, zone: &TimeZone) -> Timestamp {
        let ends = self.ends(zone);
        ends.checked_sub(1.second()).unwrap_or(ends)
    }

    /// Where it stands at `now`, by the calendar of `zone`.
    #[must_use]
    pub fn at(&self, now: Timestamp, zone: &TimeZone) -> EventMoment {
        let (starts, ends) = (self.starts(zone), self.ends(zone));
        if now >= ends {
            EventMoment { phase: EventPhase::Past, changes: None }
        } else if now >= starts {
            EventMoment { phase: EventPhase::UnderWay, changes: Some(ends) }
        } else {
            EventMoment { phase: EventPhase::Upcoming, changes: Some(starts) }
        }
    }

    /// The month in which it begins, by the calendar of `zone`.
    #[must_use]
    pub fn month(&self, zone: &TimeZone) -> Month {
        let day = self.starts(zone).to_zoned_datetime(zone.clone()).date();
        Month { year: day.year(), month: day.month() }
    }

    /// The time zone of its venue; none: the organisation's.
    #[must_use]
    pub fn venue(&self) -> Option<TimeZone> {
        let Self::Hours { zone: Some(name), .. } = self else { return None };
        TimeZone::get(name).ok()
    }

    /// Its first and its last day at the venue.
    #[must_use]
    pub fn days(&self, zone: &TimeZone) -> (Date, Date) {
        let there = self.venue().unwrap_or_else(|| zone.clone());
        [self.starts(zone), self.last_second(zone)].map(|at| at.to_zoned_datetime(there.clone()).date()).into()
    }
}

/// A day's first moment. Where midnight comes twice the first counts, and where it does not exist what follows it.
fn midnight(day: Date, zone: &TimeZone) -> Timestamp {
    day.to_zoned_datetime(zone.clone()).map_or(Timestamp::MAX, |start| start.timestamp())
}

/// What an edition says of its event beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventText {
    /// Where it is.
    pub place: String,
    /// By day and time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programme: Vec<ProgrammeItem>,
    /// Documents for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<NamedLink>,
}

/// An item of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeItem {
    /// 1 is the first day of the event.
    pub day: u16,
    /// By the clocks of the venue.
    pub from: Time,
    /// By the clocks of the venue; none: until the next item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
    /// What it is.
    pub title: String,
}

/// A link under a name of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedLink {
    /// The name.
    pub label: String,
    /// Where it leads.
    pub to: Address,
}

/// An event as lists and calendars show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventSummary {
    /// When it is.
    pub dates: EventDates,
    /// Counts the changes that calendars must hear of.
    pub sequence: u32,
    /// Where it is.
    pub place: String,
    /// It was withdrawn, with a notice that says why.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

/// An event as its own page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventPage {
    /// What lists show too.
    #[serde(flatten)]
    pub summary: EventSummary,
    /// By day and time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programme: Vec<ProgrammeItem>,
    /// Documents for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<NamedLink>,
}

impl Document {
    /// The document as it is written over `before`: an event whose dates, titles or places, or whose being called off, differ from before
    /// in what calendars show has counted one change more, and no event ever counts back (RFC 5545, 3.8.7.4).
    #[must_use]
    pub fn counted(&self, before: Option<&Self>) -> Self {
        let mut counted = self.clone();
        if let (Facts::Event { dates, sequence, .. }, Some(before)) = (&mut counted.facts, before)
            && let Facts::Event { dates: old, sequence: known, .. } = &before.facts
        {
            let differs = dates != old || announced(self) != announced(before);
            *sequence = (*sequence).max(known.saturating_add(u32::from(differs)));
        }
        counted
    }
}

/// What calendars show of the editions: title, place, and whether it takes place.
fn announced(document: &Document) -> Vec<(Language, &str, &str, bool)> {
    let takes_place = |edition: &Edition| match &edition.state {
        State::Published => Some(true),
        State::Withdrawn(Takedown::Notice(_)) => Some(false),
        _ => None,
    };
    let mut announced = Vec::new();
    for (language, edition) in &document.editions {
        if let Some(takes_place) = takes_place(edition) {
            let place = edition.event.as_ref().map_or("", |event| event.place.as_str());
            announced.push((*language, edition.title.as_str(), place, takes_place));
        }
    }
    announced
}

#[cfg(test)]
mod tests;
