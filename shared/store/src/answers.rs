//! What the questions of [`crate::Reader`] are answered with.

use domain::{Archive, Card, Month, Neighbours, Standing};

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

/// The calls of a language.
#[derive(Debug, Clone, PartialEq)]
pub struct Calls {
    /// Open and upcoming ones, by deadline.
    pub current: Vec<Card>,
    /// The ones that closed last, newest first.
    pub closed: Vec<Card>,
}
