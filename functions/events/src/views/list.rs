//! Lists of events: a ledger with the days in the margin.

use domain::{Card, Language, MenuEntry, Month, Place};
use maud::{Markup, html};
use ui::cards::EventRow;
use ui::components::{Year, YearIndex};
use ui::{Context, Href, View};

/// A page that lists events.
#[derive(Debug)]
pub struct ListView {
    /// Which.
    pub shown: Shown,
    /// The events.
    pub groups: Vec<Group>,
    /// All years with events, the latest first. No counts: the page of a year that is over changes only when another year begins.
    pub years: Vec<i16>,
    /// What else stands in the section.
    pub side: Vec<MenuEntry>,
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// What is not over.
    Upcoming,
    /// What was over last.
    History,
    /// What begins in a year.
    Year(i16),
    /// What begins in a month.
    Month(Month),
}

/// Events under a heading of their own.
#[derive(Debug)]
pub struct Group {
    /// What they have in common.
    pub heading: Heading,
    /// The events.
    pub cards: Vec<Card>,
    /// The month whose page has all of them, if they are not all.
    pub more: Option<Month>,
}

/// What the events of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// They are under way.
    UnderWay,
    /// They are still to come.
    ToCome,
    /// They are over.
    Past,
    /// They begin in this month.
    Month(Month),
}

impl ListView {
    /// Its headline.
    #[must_use]
    pub fn title(&self, cx: &Context<'_>) -> String {
        match self.shown {
            Shown::Upcoming => cx.text("upcoming-events"),
            Shown::History => cx.text("event-history"),
            Shown::Year(year) => cx.text_with("events-of-year", &[("year", year.to_string().into())]),
            Shown::Month(month) => cx.text_with("events-of-month", &[("month", cx.interface.month_name(month).into())]),
        }
    }

    /// Its address in a language.
    #[must_use]
    pub fn address(&self, cx: &Context<'_>, language: Language) -> Href {
        match self.shown {
            Shown::Upcoming => cx.links.place(language, &Place::Events),
            Shown::History => cx.links.place(language, &Place::EventHistory),
            Shown::Year(year) => cx.links.event_year(language, year),
            Shown::Month(month) => cx.links.event_month(language, month),
        }
    }

    fn group(&self, cx: &Context<'_>, group: &Group) -> Markup {
        let heading = match group.heading {
            Heading::UnderWay => cx.text("events-under-way"),
            Heading::ToCome => cx.text("events-to-come"),
            Heading::Past => cx.text("last-events"),
            Heading::Month(month) => cx.interface.month_name(month),
        };
        // What stands under a heading that says it does not say it again.
        let by_the_clock = false;
        html! {
            @if !group.cards.is_empty() {
                section.month {
                    h2 { (heading) }
                    ol.ledger { @for card in &group.cards { (EventRow { cx, card, by_the_clock }) } }
                    @if let Some(month) = group.more {
                        p.rest {
                            a.more href=(cx.links.event_month(cx.language, month)) {
                                (cx.text_with("event-month-all", &[("month", cx.interface.month_name(month).into())]))
                            }
                        }
                    }
                }
            }
        }
    }

    fn years(&self, cx: &Context<'_>) -> YearIndex {
        let current = match self.shown {
            Shown::Year(year) => Some(year),
            _ => None,
        };
        let years = self.years.iter().map(|year| Year {
            href: cx.links.event_year(cx.language, *year),
            name: year.to_string(),
            count: None,
            current: current == Some(*year),
        });
        YearIndex { title: cx.text("event-years"), years: years.collect() }
    }
}

impl View for ListView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(cx)) }
            div.news {
                div {
                    @if self.groups.iter().all(|group| group.cards.is_empty()) { p { (cx.text("no-events")) } }
                    @for group in &self.groups { (self.group(cx, group)) }
                }
                div.beside {
                    @if !self.years.is_empty() {
                        (self.years(cx))
                        h2 { (cx.text("calendar")) }
                        ul { li { a href=(cx.links.calendar(cx.language)) type="text/calendar" { (cx.text("calendar-subscribe")) } } }
                    }
                    @if !self.side.is_empty() {
                        nav aria-labelledby="side" {
                            h2 id="side" { (cx.text("section-navigation")) }
                            ul {
                                @for entry in &self.side {
                                    li { a href=(cx.to(&entry.place)) aria-current=[cx.current(&entry.place)] { (cx.label(entry)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
