//! Paging through the newsroom's archive by addresses that stay.
//!
//! Pages are counted from the oldest item, so page 12 holds the same items for ever: a new item never pushes them on. What is not yet
//! a full page stands on the front page with the page before it, so the front page has between [`PAGE_SIZE`] and twice as many.
//! A page is found from the counts of each month, whatever the size of the archive.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Items on a page of the archive. Twenty headlines with summaries are about four screens of a phone.
pub const PAGE_SIZE: u32 = 20;
/// The greatest page number that an address may have: beyond it nothing needs to be asked of the store.
pub const MAX_PAGE: u32 = 999_999;

/// A month of a year in the organisation's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// Year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        match parts {
            // The calendar ends with the year 9999, and the month after a month must exist.
            Some((year @ 0..=9998, month @ 1..=12)) if text.len() == 7 => Ok(Self { year, month }),
            _ => Err(format!("“{text}” is not a month")),
        }
    }
}

/// How many items each month has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    months: BTreeMap<Month, u32>,
}

/// A page of the newsroom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListPage {
    /// The newest items.
    Front,
    /// A full page, counted from the oldest.
    Numbered(u32),
}

/// Where a numbered page begins: skip so many of the oldest items of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The month of the page's oldest item.
    pub month: Month,
    /// Items of that month that are older than the page.
    pub skip: u32,
}

impl Archive {
    /// An archive with these counts; months without items may be left out.
    #[must_use]
    pub fn new(months: BTreeMap<Month, u32>) -> Self {
        Self { months: months.into_iter().filter(|(_, count)| *count > 0).collect() }
    }

    /// Items in all.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.months.values().sum()
    }

    /// The number of the newest full page that has an address of its own; 0: everything stands on the front page.
    #[must_use]
    pub fn last_page(&self) -> u32 {
        (self.total() / PAGE_SIZE).saturating_sub(1)
    }

    /// How many items the front page shows.
    #[must_use]
    pub fn front_size(&self) -> u32 {
        self.total() - self.last_page() * PAGE_SIZE
    }

    /// Where a numbered page begins; none: there is no such page.
    #[must_use]
    pub fn window(&self, page: u32) -> Option<Window> {
        if page == 0 || page > self.last_page() {
            return None;
        }
        self.place((page - 1) * PAGE_SIZE)
    }

    /// In which month the item of this rank stands, counted from the oldest, and how many items of the month come before it.
    fn place(&self, rank: u32) -> Option<Window> {
        let mut before = 0;
        for (month, count) in &self.months {
            if rank < before + count {
                return Some(Window { month: *month, skip: rank - before });
            }
            before += count;
        }
        None
    }

    /// The numbered pages of this archive of which `later` has others: with another beginning or end, other pages around them, or
    /// none. Within the months that both have, items may differ all the same.
    #[must_use]
    pub fn moved_pages(&self, later: &Self) -> Vec<u32> {
        let of = |archive: &Self, page: u32| {
            let [first, last] = [(page - 1) * PAGE_SIZE, page * PAGE_SIZE - 1].map(|rank| archive.place(rank));
            let shown = ListPage::Numbered(page);
            (page <= archive.last_page()).then(|| (first, last, archive.newer(shown)))
        };
        (1..=self.last_page()).filter(|page| of(self, *page) != of(later, *page)).collect()
    }

    /// The years of this archive of which `later` has other months, or the same months beginning on other pages. Of a month with no more
    /// than `shown` items no page is named.
    #[must_use]
    pub fn moved_years(&self, later: &Self, shown: u32) -> Vec<i16> {
        let of = |archive: &Self, year: i16| -> Vec<(Month, Option<ListPage>)> {
            let page = |month, count| (count > shown).then(|| archive.page_of(month)).flatten();
            archive.months_of(year).into_iter().map(|(month, count)| (month, page(month, count))).collect()
        };
        self.years().into_iter().map(|(year, _)| year).filter(|year| of(self, *year) != of(later, *year)).collect()
    }

    /// The page on which a month's newest item stands; none: the month has no items.
    #[must_use]
    pub fn page_of(&self, month: Month) -> Option<ListPage> {
        self.months.get(&month)?;
        let rank = self.months.range(..=month).map(|(_, count)| count).sum::<u32>().saturating_sub(1);
        Some(if rank >= self.last_page() * PAGE_SIZE { ListPage::Front } else { ListPage::Numbered(rank / PAGE_SIZE + 1) })
    }

    /// The page with newer items; none: this is the front page.
    #[must_use]
    pub fn newer(&self, page: ListPage) -> Option<ListPage> {
        match page {
            ListPage::Front => None,
            ListPage::Numbered(number) if number >= self.last_page() => Some(ListPage::Front),
            ListPage::Numbered(number) => Some(ListPage::Numbered(number + 1)),
        }
    }

    /// The page with older items; none: this is the last.
    #[must_use]
    pub fn older(&self, page: ListPage) -> Option<ListPage> {
        match page {
            ListPage::Front => Some(self.last_page()).filter(|last| *last > 0).map(ListPage::Numbered),
            ListPage::Numbered(number) => Some(number - 1).filter(|older| *older > 0).map(ListPage::Numbered),
        }
    }

    /// Years with items, newest first, with their counts.
    #[must_use]
    pub fn years(&self) -> Vec<(i16, u32)> {
        let mut years: BTreeMap<i16, u32> = BTreeMap::new();
        for (month, count) in &self.months {
            *years.entry(month.year).or_default() += count;
        }
        years.into_iter().rev().collect()
    }

    /// The months of a year that have items, newest first, with their counts.
    #[must_use]
    pub fn months_of(&self, year: i16) -> Vec<(Month, u32)> {
        self.months.iter().filter(|(month, _)| month.year == year).map(|(month, count)| (*month, *count)).rev().collect()
    }

    /// All months that have items, newest first.
    #[must_use]
    pub fn months(&self) -> Vec<Month> {
        self.months.keys().rev().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn archives() -> impl Strategy<Value = Archive> {
        prop::collection::btree_map((2009i16..2027, 1i8..13), 0u32..90, 0..40)
            .prop_map(|months| Archive::new(months.into_iter().map(|((year, month), count)| (Month { year, month }, count)).collect()))
    }

    /// The rank, counted from the oldest, of the first item of a window.
    fn rank(archive: &Archive, window: Window) -> u32 {
        archive.months.range(..window.month).map(|(_, count)| count).sum::<u32>() + window.skip
    }

    proptest! {
        #[test]
        fn the_pages_and_the_front_hold_every_item_once(archive in archives()) {
            for page in 1..=archive.last_page() {
                let begins = archive.window(page).map(|window| rank(&archive, window));
                prop_assert_eq!(begins, Some((page - 1) * PAGE_SIZE));
            }
            prop_assert_eq!(archive.last_page() * PAGE_SIZE + archive.front_size(), archive.total());
            prop_assert!(archive.front_size() < 2 * PAGE_SIZE);
            prop_assert!(archive.window(archive.last_page() + 1).is_none());
        }

        #[test]
        fn a_newer_item_leaves_every_page_as_it_is(archive in archives()) {
            let mut months = archive.months.clone();
            *months.entry(Month { year: 2027, month: 1 }).or_default() += 1;
            let later = Archive::new(months);
            for page in 1..=archive.last_page() {
                prop_assert_eq!(archive.window(page), later.window(page));
            }
        }

        #[test]
        fn a_page_moves_only_where_something_came_or_went_before_its_end(archive in archives(), year in 2009i16..2027, month in 1i8..13) {
            let mut months = archive.months.clone();
            let month = Month { year, month };
            *months.entry(month).or_default() += 1;
            let later = Archive::new(months);
            let moved = archive.moved_pages(&later);
            for page in 1..=archive.last_page() {
                let last = archive.place(page * PAGE_SIZE - 1);
                let before = last.is_some_and(|last| last.month < month);
                let leads_to_front = archive.newer(ListPage::Numbered(page)) != later.newer(ListPage::Numbered(page));
                prop_assert!(!before || leads_to_front || !moved.contains(&page), "page {page} ends before {month}");
                let begins_after = archive.place((page - 1) * PAGE_SIZE).is_some_and(|first| first.month > month);
                prop_assert!(!begins_after || moved.contains(&page), "page {page} begins after {month}");
            }
            prop_assert!(archive.moved_pages(&archive).is_empty() && archive.moved_years(&archive, 5).is_empty());
        }

        #[test]
        fn older_and_newer_lead_from_the_front_to_the_oldest_page_and_back(archive in archives()) {
            let mut page = ListPage::Front;
            let mut steps = 0;
            while let Some(older) = archive.older(page) {
                prop_assert_eq!(archive.newer(older), Some(page));
                page = older;
                steps += 1;
            }
            prop_assert_eq!(steps, archive.last_page());
        }

        #[test]
        fn a_month_is_found_on_the_page_that_holds_its_newest_item(archive in archives()) {
            for month in archive.months() {
                let rank = archive.months.range(..=month).map(|(_, count)| count).sum::<u32>() - 1;
                match archive.page_of(month) {
                    Some(ListPage::Numbered(page)) => prop_assert!((page - 1) * PAGE_SIZE <= rank && rank < page * PAGE_SIZE),
                    Some(ListPage::Front) => prop_assert!(rank >= archive.last_page() * PAGE_SIZE),
                    None => prop_assert!(false, "a month with items stands on a page"),
                }
            }
        }
    }

    #[test]
    fn a_small_newsroom_has_only_its_front_page() {
        let archive = Archive::new(BTreeMap::from([(Month { year: 2025, month: 2 }, 39)]));
        assert_eq!((archive.last_page(), archive.front_size()), (0, 39));
        let archive = Archive::new(BTreeMap::from([(Month { year: 2025, month: 2 }, 40)]));
        assert_eq!((archive.last_page(), archive.front_size()), (1, 20));
    }
}
