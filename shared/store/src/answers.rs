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
