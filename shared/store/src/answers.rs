//! What the questions of [`crate::Reader`] are answered with.

use domain::{Archive, Card, Month, Neighbours, Standing};
use jiff::Timestamp;

/// What stands at an address.
#[derive(Debug, Clone, PartialEq)]
pub struct PageAt {
    /// What the address answers.
    pub standing: Standing,
    /// What stands beside an article.
    pub neighbours: Neighbours,
}

/// The newsroom's front page.
#[derive(Debug, Clone, PartialEq)]
pub struct NewsFront {
    /// Counts of the archive.
    pub archive: Archive,
    /// Newest first.
    pub cards: Vec<Card>,
}

/// A numbered page of the newsroom.
#[derive(Debug, Clone, PartialEq)]
pub struct NewsPage {
    /// Counts of the archive.
    pub archive: Archive,
    /// Newest first.
    pub cards: Vec<Card>,
}

/// A month of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthNews {
    /// Which.
    pub month: Month,
    /// Items in all.
    pub count: u32,
    /// The newest of them, newest first.
    pub cards: Vec<Card>,
}

/// A year of the newsroom.
#[derive(Debug, Clone, PartialEq)]
pub struct NewsYear {
    /// Counts of the archive.
    pub archive: Archive,
    /// Months with items, newest first.
    pub months: Vec<MonthNews>,
}

/// The years in which calls of an area closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosedYears {
    /// The latest first.
    pub years: Vec<i16>,
}

/// A page of the archive of calls.
#[derive(Debug, Clone, PartialEq)]
pub struct CallsOfYear {
    /// The latest first.
    pub cards: Vec<Card>,
    /// Whether another page follows.
    pub more: bool,
    /// When a call of that year joins them by the clock alone; none: never.
    pub changes: Option<Timestamp>,
}

/// The events of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct EventsOfMonth {
    /// Which.
    pub month: Month,
    /// Whether there are more of them.
    pub more: bool,
    /// The first of them, by their beginning.
    pub cards: Vec<Card>,
}

/// A year of events.
#[derive(Debug, Clone, PartialEq)]
pub struct EventsOfYear {
    /// Counts of all years.
    pub archive: Archive,
    /// Months with events, in their order.
    pub months: Vec<EventsOfMonth>,
}

/// The events of a topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventsOfTopic {
    /// Those that end next.
    pub upcoming: Vec<Card>,
    /// Those that ended last, the last first.
    pub past: Vec<Card>,
}

/// The months of which the site has something, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthsOfSite {
    /// Months with news.
    pub news: Vec<Month>,
    /// Months in which events begin.
    pub events: Vec<Month>,
}
