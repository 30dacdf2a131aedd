//! What of the calls functions for visitors may read: the open ones of an area, and its archive by the year of the deadline.
//!
//! A list of calls is in the order of deadlines, so at any moment one range holds what is closed and another what is not: a call moves to the
//! archive in its second, and nobody writes anything for that.

use domain::{CallArea, Card, Language, List, deadlines_of_year};
use futures_util::future::{try_join, try_join_all, try_join3};
use jiff::tz::TimeZone;

use crate::answers::{CallsOfYear, ClosedYears};
use crate::error::StoreError;
use crate::keys;
use crate::public::Reader;
use crate::request::Range;
use crate::tags;

/// Calls that are not closed, at most in an area; more of them would be no list that anybody reads.
const MOST_CALLS: u32 = 200;
/// Closed calls on a page of the archive.
const OF_A_PAGE: u32 = 50;
/// Pages of a year of the archive, at most.
pub const PAGES_OF_YEAR: u32 = 20;
/// Years of the archive that an area names, at most: the latest.
const MOST_YEARS: usize = 40;

impl Reader<'_> {
    /// P13: the calls of an area that are not closed, by their deadlines, those without one last; at most two hundred.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn calls(&self, language: Language, area: CallArea) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, List::Calls(area)));
        let range = Range { from: Some(keys::after(self.now())), to: None, newest_first: false, most: MOST_CALLS };
        self.cards(language, List::Calls(area), range).await
    }

    /// P17: the calls of all areas that are not closed (P13 for each), by their deadlines, those without one last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all_calls(&self, language: Language) -> Result<Vec<Card>, StoreError> {
        let [vacancies, tenders, calls] = CallArea::ALL;
        let (vacancies, tenders, calls) =
            try_join3(self.calls(language, vacancies), self.calls(language, tenders), self.calls(language, calls)).await?;
        let mut all: Vec<Card> = vacancies.into_iter().chain(tenders).chain(calls).collect();
        // No deadline is later than all.
        all.sort_by_key(|card| {
            let closes = card.call.and_then(|call| call.closes);
            (closes.is_none(), closes, card.document)
        });
        Ok(all)
    }

    /// P18: the years in which calls of an area closed: the oldest and the latest one that is closed, then one of each year between them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn closed_years(&self, language: Language, area: CallArea, zone: &TimeZone) -> Result<ClosedYears, StoreError> {
        self.recorder.tag(tags::list(language, List::Calls(area)));
        let end = |newest_first| Range { from: None, to: Some(keys::up_to(self.now())), newest_first, most: 1 };
        let list = List::Calls(area);
        let (oldest, latest) = try_join(self.query(language, list, end(false)), self.query(language, list, end(true))).await?;
        self.recorder.step();
        let year = |cards: &[Card]| cards.first().and_then(|card| card.call?.year(zone));
        let Some((oldest, latest)) = year(&oldest).zip(year(&latest)) else { return Ok(ClosedYears::default()) };
        let years: Vec<i16> = (oldest..=latest).rev().take(MOST_YEARS).collect();
        let found = try_join_all(years.iter().map(|year| self.closed_in(language, area, *year, zone, 1))).await?;
        self.recorder.step();
        let years = years.into_iter().zip(found).filter(|(_, cards)| !cards.is_empty()).map(|(year, _)| year).collect();
        Ok(ClosedYears { years })
    }

    /// P19: a page of the archive of an area: the calls that closed in a year, the latest first; none: there is no such page.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn closed_calls(
        &self,
        language: Language,
        area: CallArea,
        year: i16,
        zone: &TimeZone,
        page: u32,
    ) -> Result<Option<CallsOfYear>, StoreError> {
        self.recorder.tag(tags::calls_of_year(language, area, year));
        if !(1..=PAGES_OF_YEAR).contains(&page) {
            return Ok(None);
        }
        let before = (page - 1) * OF_A_PAGE;
        // One more than the page shows, to know whether another page follows.
        let closed = self.closed_in(language, area, year, zone, before + OF_A_PAGE + 1);
        let (closed, next) = try_join(closed, self.next_to_close(language, area, year, zone)).await?;
        self.recorder.step();
        let mut cards: Vec<Card> = closed.into_iter().skip(before as usize).collect();
        if cards.is_empty() {
            return Ok(None);
        }
        let more = cards.len() > OF_A_PAGE as usize && page < PAGES_OF_YEAR;
        cards.truncate(OF_A_PAGE as usize);
        Ok(Some(CallsOfYear { cards, more, changes: next.into_iter().filter_map(|card| card.call?.closes).next() }))
    }

    /// The calls that closed in a year until now, the latest first.
    async fn closed_in(&self, language: Language, area: CallArea, year: i16, zone: &TimeZone, most: u32) -> Result<Vec<Card>, StoreError> {
        let Some((from, to)) = deadlines_of_year(year, zone) else { return Ok(Vec::new()) };
        let range = Range { from: Some(keys::after(from)), to: Some(keys::up_to(to.min(self.now()))), newest_first: true, most };
        self.query(language, List::Calls(area), range).await
    }

    /// The call that closes next, if it does in that year.
    async fn next_to_close(&self, language: Language, area: CallArea, year: i16, zone: &TimeZone) -> Result<Vec<Card>, StoreError> {
        let Some((from, to)) = deadlines_of_year(year, zone) else { return Ok(Vec::new()) };
        let range = Range { from: Some(keys::after(from.max(self.now()))), to: Some(keys::up_to(to)), newest_first: false, most: 1 };
        self.query(language, List::Calls(area), range).await
    }
}
