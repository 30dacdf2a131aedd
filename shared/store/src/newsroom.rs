//! What of the newsroom's archive functions for visitors may read.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::{Archive, Card, Language, List, Month, PAGE_SIZE, Site, Window};
use futures_util::future::{try_join, try_join_all};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::answers::{MonthNews, NewsFront, NewsPage, NewsYear};
use crate::codec::{DATA, counts, decode, zone};
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::public::Reader;
use crate::request::Range;
use crate::tags;
use crate::tally::{DayOfMonth, Minute, bounds, month_of, part_of};

/// Items that each month of a year page shows: five cards of two languages stay below the 4 KB of one read unit.
pub(crate) const NEWEST_OF_MONTH: u32 = 5;

impl Reader<'_> {
    /// P5: the front page of the newsroom: site, counts and newest cards side by side.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn news_front(&self, language: Language) -> Result<Option<(Site, NewsFront)>, StoreError> {
        let most = 2 * PAGE_SIZE - 1;
        self.recorder.tag(tags::newest(language, List::News, most));
        self.recorder.tag(tags::counts(language));
        let newest = self.cards(language, List::News, Range::newest(self.now(), most));
        let (found, mut cards) = try_join(self.site_and_archive(language), newest).await?;
        let Some((site, archive)) = found else { return Ok(None) };
        cards.truncate(archive.front_size().max(PAGE_SIZE) as usize);
        Ok(Some((site, NewsFront { archive, cards })))
    }

    /// P6: a numbered page of the newsroom, found by the counts of months, days and minutes; inner none: there is no such page.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn news_page(&self, language: Language, page: u32) -> Result<Option<(Site, Option<NewsPage>)>, StoreError> {
        for tag in [tags::archive_page(language, page), tags::archive(language), tags::years(language)] {
            self.recorder.tag(tag);
        }
        let Some((site, archive)) = self.site_and_archive(language).await? else { return Ok(None) };
        let Some(window) = archive.window(page) else { return Ok(Some((site, None))) };
        let zone = zone(&site.time_zone)?;
        let (from, skip) = self.start_of(language, window, &zone).await?;
        let range = Range { from: Some(keys::from(from)), to: Some(keys::up_to(self.now())), newest_first: false, most: skip + PAGE_SIZE };
        let cards = self.cards(language, List::News, range).await?;
        let mut cards: Vec<Card> = cards.into_iter().skip(skip as usize).collect();
        cards.reverse();
        for card in &cards {
            self.recorder.tag(tags::month(language, month_of(card.time, &zone)));
        }
        Ok(Some((site, Some(NewsPage { archive, cards }))))
    }

    /// The first moment of the minute in which a page begins, and how many items of that minute are older than the page.
    /// Counts are read one after the other: where an item was taken down in between, its month or day is read from its beginning.
    async fn start_of(&self, language: Language, window: Window, zone: &TimeZone) -> Result<(Timestamp, u32), StoreError> {
        let days = self.tally(keys::tally_of_month(language, window.month)).await?;
        let Some((day, before)) = part_of::<DayOfMonth>(&days, window.skip) else {
            return Ok((bounds(window.month, zone)?.0, window.skip));
        };
        let day = day.in_month(window.month)?;
        let minutes = self.tally(keys::tally_of_day(language, day)).await?;
        let (minute, before) = part_of(&minutes, before).unwrap_or((Minute::FIRST, before));
        Ok((minute.start(day, zone)?, before))
    }

    /// The counts that an item holds, by what they count.
    async fn tally<P: FromStr + Ord>(&self, key: Key) -> Result<BTreeMap<P, u32>, StoreError> {
        let [item] = self.items(key, []).await?;
        Ok(item.iter().flat_map(|item| counts(item, "")).filter_map(|(part, count)| Some((part.parse().ok()?, count))).collect())
    }

    /// P7: a year of the newsroom with the newest of each month; inner none: nothing was published in that year.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn news_year(&self, language: Language, year: i16) -> Result<Option<(Site, Option<NewsYear>)>, StoreError> {
        self.recorder.tag(tags::year(language, year));
        self.recorder.tag(tags::years(language));
        let Some((site, archive)) = self.site_and_archive(language).await? else { return Ok(None) };
        let zone = zone(&site.time_zone)?;
        let found = archive.months_of(year);
        if found.is_empty() {
            return Ok(Some((site, None)));
        }
        let months = try_join_all(found.into_iter().map(|(month, count)| self.month(language, month, count, &zone))).await?;
        self.recorder.step();
        Ok(Some((site, Some(NewsYear { archive, months }))))
    }

    async fn month(&self, language: Language, month: Month, count: u32, zone: &TimeZone) -> Result<MonthNews, StoreError> {
        self.recorder.tag(tags::month(language, month));
        let (from, to) = bounds(month, zone)?;
        let range = Range { from: Some(keys::from(from)), to: Some(self.end(to)), newest_first: true, most: NEWEST_OF_MONTH };
        Ok(MonthNews { month, count, cards: self.query(language, List::News, range).await? })
    }

    /// P11: every news item of a month, oldest first, for the sitemap; at most `most`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn news_of_month(&self, language: Language, month: Month, zone: &TimeZone, most: u32) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::month(language, month));
        let (from, to) = bounds(month, zone)?;
        let range = Range { from: Some(keys::from(from)), to: Some(self.end(to)), newest_first: false, most };
        self.cards(language, List::News, range).await
    }

    /// P12: site and counts of the newsroom's archive in one request. Whoever shows some of the counts names those by a tag.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn site_and_archive(&self, language: Language) -> Result<Option<(Site, Archive)>, StoreError> {
        let [site, tally] = self.items(self.site_key(language), [keys::tally(language)]).await?;
        let Some(site) = site else { return Ok(None) };
        let months =
            tally.iter().flat_map(|item| counts(item, "m")).filter_map(|(month, count)| Some((month.to_owned().try_into().ok()?, count)));
        Ok(Some((decode(&site, DATA)?, Archive::new(months.collect()))))
    }

    /// The upper bound of what was published before `to`, and not after this very second.
    fn end(&self, to: Timestamp) -> String {
        if self.now() < to { keys::up_to(self.now()) } else { keys::from(to) }
    }
}
