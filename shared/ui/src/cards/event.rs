//! An event: as a row of the ledger, its dates and place on its own page, and its programme.

use domain::{Card, EventDates, EventPage, EventPhase, EventSummary, Month, ProgrammeItem};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, Render, html};

use super::Headline;
use crate::Context;
use crate::components::{Mark, Tone};

/// A row of the ledger: the first day set large, the place, the title, and whether the event is under way or called off.
pub struct EventRow<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
    /// Whether the page changes with the clock: else nothing is said that the clock changes.
    pub by_the_clock: bool,
}

/// When and where an event is, as its own page says it.
pub struct EventDetails<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The event.
    pub event: &'a EventSummary,
}

/// What happens when, as a table.
pub struct Programme<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The event.
    pub event: &'a EventPage,
}

impl Render for EventRow<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card, by_the_clock } = self;
        let Some(event) = &card.event else { return html! {} };
        let foreign = (card.language != cx.language).then_some(card.language);
        html! {
            li {
                (first_day_set_large(cx, &event.dates))
                div {
                    p.kind lang=[foreign] { (event.place) }
                    h3 { (Headline::of(cx, card)) }
                }
                @if let Some(mark) = mark(cx, event, *by_the_clock) { p.remains { (mark) } }
            }
        }
    }
}

impl Render for EventDetails<'_> {
    fn render(&self) -> Markup {
        let Self { cx, event } = self;
        let venue = other_zone(cx, &event.dates);
        html! {
            dl.deadline {
                div {
                    dt { (cx.text("event-when")) }
                    dd {
                        (first_day_set_large(cx, &event.dates))
                        p { (in_words(cx, &event.dates, cx.zone)) }
                        @if let Some(venue) = venue { p { (in_words(cx, &event.dates, &venue)) } }
                        @if let Some(mark) = mark(cx, event, true) { p { (mark) } }
                    }
                }
                div { dt { (cx.text("event-where")) } dd { (event.place) } }
            }
        }
    }
}

impl Render for Programme<'_> {
    fn render(&self) -> Markup {
        let Self { cx, event } = self;
        let dates = &event.summary.dates;
        let there = dates.venue().unwrap_or_else(|| cx.zone.clone());
        let by_day = event.programme.chunk_by(|one, other| one.day == other.day);
        html! {
            @if !event.programme.is_empty() {
                h2 { (cx.text("programme")) }
                @if other_zone(cx, dates).is_some() {
                    p { (cx.text_with("programme-zone", &[("city", city(cx, &there).into())])) }
                }
                table {
                    thead { tr { th scope="col" { (cx.text("programme-time")) } th scope="col" { (cx.text("programme-item")) } } }
                    @for items in by_day { (day_of_programme(cx, items, dates.days(cx.zone).0, &there)) }
                }
            }
        }
    }
}

fn day_of_programme(cx: &Context<'_>, items: &[ProgrammeItem], first: Date, there: &TimeZone) -> Markup {
    let days = items.first().map_or(1, |item| i32::from(item.day)) - 1;
    let day = first.checked_add(days.days()).unwrap_or(first);
    html! {
        tbody {
            tr { th colspan="2" scope="rowgroup" { (cx.interface.date(moment(day, Time::midnight(), there), there)) } }
            @for item in items {
                tr {
                    td {
                        (hours(cx, moment(day, item.from, there), item.until.map(|until| moment(day, until, there)), there))
                    }
                    td { (item.title) }
                }
            }
        }
    }
}

/// From when until when.
fn hours(cx: &Context<'_>, from: Timestamp, until: Option<Timestamp>, there: &TimeZone) -> String {
    let time = |at: Timestamp| cx.interface.time(at, there);
    match until {
        Some(until) => cx.text_with("programme-hours", &[("from", time(from).into()), ("until", time(until).into())]),
        None => time(from),
    }
}

/// A moment by the clocks of a place.
fn moment(day: Date, time: Time, there: &TimeZone) -> Timestamp {
    day.to_datetime(time).to_zoned_datetime(there.clone()).map_or(Timestamp::MIN, |at| at.timestamp())
}

/// The first day with its number set large, and the last one if it is another.
fn first_day_set_large(cx: &Context<'_>, dates: &EventDates) -> Markup {
    let [first, last] = [dates.starts(cx.zone), dates.last_second(cx.zone)];
    let [day, end] = [first, last].map(|at| at.to_zoned_datetime(cx.zone.clone()).date());
    let month = Month { year: day.year(), month: day.month() };
    html! {
        div.when {
            time datetime=(day) { b { (cx.interface.day(day.day())) } " " (cx.interface.month_name(month)) }
            @if end != day { " " small { (cx.text_with("event-until", &[("date", cx.date(last).shown.into())])) } }
        }
    }
}

/// What is to be said of an event that does not just lie ahead.
fn mark(cx: &Context<'_>, event: &EventSummary, by_the_clock: bool) -> Option<Mark> {
    if event.cancelled {
        return Some(Mark { word: cx.text("event-called-off"), tone: Tone::Due });
    }
    match event.dates.at(cx.now, cx.zone).phase {
        _ if !by_the_clock => None,
        EventPhase::Upcoming => None,
        EventPhase::UnderWay => Some(Mark { word: cx.text("event-under-way"), tone: Tone::Fresh }),
        EventPhase::Past => Some(Mark { word: cx.text("event-over"), tone: Tone::Plain }),
    }
}

/// The zone of the venue, where its clocks show another time than the organisation's.
fn other_zone(cx: &Context<'_>, dates: &EventDates) -> Option<TimeZone> {
    let at = [dates.starts(cx.zone), dates.ends(cx.zone)];
    dates.venue().filter(|venue| at.iter().any(|at| venue.to_offset(*at) != cx.zone.to_offset(*at)))
}

/// The dates as a sentence has them, by the clocks of a zone.
fn in_words(cx: &Context<'_>, dates: &EventDates, zone: &TimeZone) -> String {
    let date = |at: Timestamp| cx.interface.date(at, zone);
    let (starts, ends) = (dates.starts(cx.zone), dates.ends(cx.zone));
    let last = dates.last_second(cx.zone);
    let one_day = date(starts) == date(last);
    match dates {
        EventDates::Days { .. } if one_day => date(starts),
        EventDates::Days { .. } => cx.text_with("event-days", &[("from", date(starts).into()), ("to", date(last).into())]),
        EventDates::Hours { .. } => {
            let time = |at: Timestamp| cx.interface.time(at, zone);
            let mut arguments = vec![
                ("day", date(starts).into()),
                ("time", time(starts).into()),
                ("last-time", time(ends).into()),
                ("city", city(cx, zone).into()),
            ];
            if one_day {
                return cx.text_with("event-hours", &arguments);
            }
            arguments.push(("last-day", date(ends).into()));
            cx.text_with("event-moments", &arguments)
        }
    }
}

/// The city after which a zone is named.
fn city(cx: &Context<'_>, zone: &TimeZone) -> String {
    cx.interface.city(zone).unwrap_or_else(|| zone.iana_name().unwrap_or("UTC").to_owned())
}
