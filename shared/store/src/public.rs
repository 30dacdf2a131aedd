//! What functions for visitors may read, each question with its number in `docs/access-patterns.md`.
//!
//! Every read is strongly consistent: a page rendered again right after a purge must not see what was there before.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnConsumedCapacity};
use domain::{Address, Archive, Card, Home, Language, List, MenuEntry, Month, PAGE_SIZE, Site, Slug};
use futures_util::future::{try_join, try_join_all};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::answers::{Calls, MonthNews, NewsFront, NewsPage, NewsYear, PageAt};
use crate::codec::{AROUND, DATA, DOCUMENT, Item, counts, decode, decode_optional, zone};
use crate::configuration::Connection;
use crate::error::StoreError;
use crate::keys::{self, Key, PARTITION, SORT, tags};
use crate::record::{Record, Recorder};

/// Items that each month of a year page shows: five cards of two languages stay below the 4 KB of one read unit.
const NEWEST_OF_MONTH: u32 = 5;
/// Calls that are not closed, at most; more of them would be no list that anybody reads.
const MOST_CALLS: u32 = 200;
/// Closed calls that the page of calls shows: about a year of them.
const CLOSED_CALLS: u32 = 50;
/// Asked again at most so often when the store hands back a batch unfinished.
const BATCH_TRIES: usize = 4;

/// The published content: pages and lists, nothing that is not public.
#[derive(Debug, Clone)]
pub struct PublicContent {
    client: aws_sdk_dynamodb::Client,
    table: String,
}

/// Reads for one request, and records what it read.
#[derive(Debug)]
pub struct Reader<'a> {
    content: &'a PublicContent,
    now: Timestamp,
    recorder: Recorder,
}

/// A range of a list.
struct Range {
    from: Option<String>,
    to: Option<String>,
    newest_first: bool,
    most: u32,
}

impl PublicContent {
    /// The handle on this connection.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        Self { client: connection.dynamodb.clone(), table: connection.configuration.content_table.clone() }
    }

    /// A reader for one request, which takes place at `now`.
    #[must_use]
    pub fn reader(&self, now: Timestamp) -> Reader<'_> {
        Reader { content: self, now, recorder: Recorder::default() }
    }
}

impl Reader<'_> {
    /// What was read so far.
    #[must_use]
    pub fn record(&self) -> Record {
        self.recorder.read()
    }

    /// The moment of the request.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// P1: what stands around every page of a language; none: the site has no such language.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn site(&self, language: Language) -> Result<Option<Site>, StoreError> {
        let [site] = self.items(self.site_key(language), []).await?;
        site.map(|item| decode(&item, DATA)).transpose()
    }

    /// P2: the home page, with P1 in one request.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn home(&self, language: Language) -> Result<Option<(Site, Home)>, StoreError> {
        self.recorder.tag(tags::view("home", language));
        let [site, home] = self.items(self.site_key(language), [keys::home_view(language)]).await?;
        let Some(site) = site else { return Ok(None) };
        let home = home.map(|item| decode(&item, DATA)).transpose()?.unwrap_or_default();
        Ok(Some((decode(&site, DATA)?, home)))
    }

    /// P3: what stands at an address, with P1 in one request.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn page(&self, address: &Address) -> Result<Option<(Site, Option<PageAt>)>, StoreError> {
        let [site, page] = self.items(self.site_key(address.language), [keys::address(address)]).await?;
        let Some(site) = site else { return Ok(None) };
        Ok(Some((decode(&site, DATA)?, page.map(|item| self.page_at(address.language, &item)).transpose()?)))
    }

    /// P4: the whole navigation of a language, for the pages inside it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn navigation(&self, language: Language) -> Result<Vec<MenuEntry>, StoreError> {
        self.recorder.tag(tags::view("navigation", language));
        let [found] = self.items(keys::navigation_view(language), []).await?;
        Ok(found.map(|item| decode(&item, DATA)).transpose()?.unwrap_or_default())
    }

    /// P5: the front page of the newsroom: site, counts and newest cards side by side.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn news_front(&self, language: Language) -> Result<Option<(Site, NewsFront)>, StoreError> {
        self.recorder.tag(tags::list(language, List::News));
        let newest = self.cards(language, List::News, Range::newest(self.now, 2 * PAGE_SIZE - 1));
        let (found, mut cards) = try_join(self.site_and_archive(language), newest).await?;
        let Some((site, archive)) = found else { return Ok(None) };
        cards.truncate(archive.front_size().max(PAGE_SIZE) as usize);
        Ok(Some((site, NewsFront { archive, cards })))
    }

    /// P6: a numbered page of the newsroom, found by the counts of months and days; inner none: there is no such page.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn news_page(&self, language: Language, page: u32) -> Result<Option<(Site, Option<NewsPage>)>, StoreError> {
        let Some((site, archive)) = self.site_and_archive(language).await? else { return Ok(None) };
        let Some(window) = archive.window(page) else { return Ok(Some((site, None))) };
        let zone = zone(&site.time_zone)?;
        let [days] = self.items(keys::tally_of_days(language, window.month), []).await?;
        let mut skip = window.skip;
        let mut first_day = 1;
        let by_day: BTreeMap<i8, u32> =
            days.iter().flat_map(|item| counts(item, "d")).filter_map(|(day, count)| Some((day.parse().ok()?, count))).collect();
        for (day, count) in by_day {
            first_day = day;
            if skip < count {
                break;
            }
            skip -= count;
        }
        let from = start_of_day(window.month, first_day, &zone)?;
        let range = Range { from: Some(keys::from(from)), to: Some(keys::up_to(self.now)), newest_first: false, most: skip + PAGE_SIZE };
        let cards = self.cards(language, List::News, range).await?;
        let mut cards: Vec<Card> = cards.into_iter().skip(skip as usize).collect();
        cards.reverse();
        for card in &cards {
            let date = card.time.to_zoned_datetime(zone.clone());
            self.recorder.tag(tags::month(language, Month { year: date.year(), month: date.month() }));
        }
        Ok(Some((site, Some(NewsPage { archive, cards }))))
    }

    /// P7: a year of the newsroom with the newest of each month; inner none: nothing was published in that year.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn news_year(&self, language: Language, year: i16) -> Result<Option<(Site, Option<NewsYear>)>, StoreError> {
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

    /// P8: the newest of a list by time, for feeds, topics and the like; at most a hundred.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn newest(&self, language: Language, list: List, most: u32) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, list));
        self.cards(language, list, Range::newest(self.now, most.min(100))).await
    }

    /// P9: a whole list in its order: topics, calls; at most two hundred.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, language: Language, list: List) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, list));
        self.cards(language, list, Range { from: None, to: None, newest_first: false, most: 200 }).await
    }

    /// P13: the calls of a language: those that are not closed by their deadlines, those without one last, at most two hundred; and the
    /// ones that closed last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn calls(&self, language: Language) -> Result<Calls, StoreError> {
        self.recorder.tag(tags::list(language, List::Calls));
        let after = Range { from: Some(keys::after(self.now)), to: None, newest_first: false, most: MOST_CALLS };
        let closed = Range { from: None, to: Some(keys::up_to(self.now)), newest_first: true, most: CLOSED_CALLS };
        let (current, closed) = try_join(self.query(language, List::Calls, after), self.query(language, List::Calls, closed)).await?;
        self.recorder.step();
        Ok(Calls { current, closed })
    }

    /// P10: the pages below a page, all levels, in the order of their addresses; at most a thousand.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn pages_below(&self, language: Language, way: &[Slug]) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, List::Pages));
        let (from, to) = keys::below(way).unzip();
        self.cards(language, List::Pages, Range { from, to, newest_first: false, most: 1000 }).await
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

    /// P12: site and counts of the newsroom's archive in one request.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn site_and_archive(&self, language: Language) -> Result<Option<(Site, Archive)>, StoreError> {
        self.recorder.tag(tags::archive(language));
        let [site, tally] = self.items(self.site_key(language), [keys::tally(language)]).await?;
        let Some(site) = site else { return Ok(None) };
        let months =
            tally.iter().flat_map(|item| counts(item, "m")).filter_map(|(month, count)| Some((month.to_owned().try_into().ok()?, count)));
        Ok(Some((decode(&site, DATA)?, Archive::new(months.collect()))))
    }

    fn site_key(&self, language: Language) -> Key {
        self.recorder.tag(tags::view("site", language));
        keys::site_view(language)
    }

    fn page_at(&self, language: Language, item: &Item) -> Result<PageAt, StoreError> {
        let id = item.get(DOCUMENT).and_then(|id| id.as_s().ok()).and_then(|id| id.parse().ok());
        let id = id.ok_or_else(|| StoreError::Corrupt("an address that belongs to no document".to_owned()))?;
        self.recorder.tag(tags::document(id, language));
        Ok(PageAt { standing: decode(item, DATA)?, neighbours: decode_optional(item, AROUND)?.unwrap_or_default() })
    }

    /// The upper bound of what was published before `to`, and not after this very second.
    fn end(&self, to: Timestamp) -> String {
        if self.now < to { keys::up_to(self.now) } else { keys::from(to) }
    }

    async fn cards(&self, language: Language, list: List, range: Range) -> Result<Vec<Card>, StoreError> {
        let cards = self.query(language, list, range).await?;
        self.recorder.step();
        Ok(cards)
    }

    /// One range of a list, following the store's own pages until enough is there.
    async fn query(&self, language: Language, list: List, range: Range) -> Result<Vec<Card>, StoreError> {
        let condition = match (&range.from, &range.to) {
            (Some(_), Some(_)) => format!("{PARTITION} = :p AND {SORT} BETWEEN :from AND :to"),
            (None, Some(_)) => format!("{PARTITION} = :p AND {SORT} <= :to"),
            (Some(_), None) => format!("{PARTITION} = :p AND {SORT} >= :from"),
            (None, None) => format!("{PARTITION} = :p"),
        };
        // A range that ends before it begins is empty; the store would call it a mistake.
        if matches!((&range.from, &range.to), (Some(from), Some(to)) if from > to) || range.most == 0 {
            return Ok(Vec::new());
        }
        let mut cards = Vec::new();
        let mut next = None;
        loop {
            let left = range.most - u32::try_from(cards.len()).unwrap_or(range.most).min(range.most);
            let answer = self
                .content
                .client
                .query()
                .table_name(&self.content.table)
                .consistent_read(true)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .projection_expression("#d")
                .expression_attribute_names("#d", DATA)
                .key_condition_expression(&condition)
                .expression_attribute_values(":p", AttributeValue::S(keys::list_partition(language, list)))
                .set_scan_index_forward(Some(!range.newest_first))
                .limit(i32::try_from(left).unwrap_or(1000))
                .set_exclusive_start_key(next.take());
            let answer =
                range.from.iter().fold(answer, |answer, from| answer.expression_attribute_values(":from", AttributeValue::S(from.clone())));
            let answer =
                range.to.iter().fold(answer, |answer, to| answer.expression_attribute_values(":to", AttributeValue::S(to.clone())));
            let answer = answer.send().await.map_err(|error| StoreError::of(&error))?;
            self.recorder.call(answer.consumed_capacity());
            for item in answer.items() {
                cards.push(decode(item, DATA)?);
            }
            next = answer.last_evaluated_key().cloned();
            if next.is_none() || cards.len() >= range.most as usize {
                return Ok(cards);
            }
        }
    }

    /// Items by their keys in one request, in the order of the keys.
    async fn items<const N: usize, const M: usize>(&self, first: Key, others: [Key; M]) -> Result<[Option<Item>; N], StoreError> {
        self.recorder.step();
        let wanted: Vec<Key> = [first].into_iter().chain(others).collect();
        let mut found: BTreeMap<(String, String), Item> = BTreeMap::new();
        let mut open: Vec<_> = wanted.iter().map(Key::attributes).collect();
        for attempt in 0..BATCH_TRIES {
            let request = KeysAndAttributes::builder().set_keys(Some(std::mem::take(&mut open))).consistent_read(true).build();
            let request = request.map_err(|error| StoreError::Corrupt(error.to_string()))?;
            let batch = self.content.client.batch_get_item().request_items(&self.content.table, request);
            let answer =
                batch.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await.map_err(|error| StoreError::of(&error))?;
            self.recorder.call(answer.consumed_capacity());
            for item in answer.responses().and_then(|tables| tables.get(&self.content.table)).into_iter().flatten() {
                let part = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default();
                found.insert((part(PARTITION), part(SORT)), item.clone());
            }
            if let Some(rest) = answer.unprocessed_keys().and_then(|tables| tables.get(&self.content.table)) {
                open = rest.keys().to_vec();
            }
            if open.is_empty() {
                let mut wanted = wanted.into_iter();
                return Ok(std::array::from_fn(|_| wanted.next().and_then(|key| found.remove(&(key.partition, key.sort)))));
            }
            tracing::debug!(attempt, left = open.len(), "the store handed back a batch unfinished");
        }
        Err(StoreError::Unavailable("the store keeps handing back a batch unfinished".to_owned()))
    }
}

impl Range {
    fn newest(now: Timestamp, most: u32) -> Self {
        Self { from: None, to: Some(keys::up_to(now)), newest_first: true, most }
    }
}

fn start_of_day(month: Month, day: i8, zone: &TimeZone) -> Result<Timestamp, StoreError> {
    let date = jiff::civil::Date::new(month.year, month.month, day).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    date.to_zoned_datetime(zone.clone()).map(|start| start.timestamp()).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// The first moment of a month and the first of the next.
fn bounds(month: Month, zone: &TimeZone) -> Result<(Timestamp, Timestamp), StoreError> {
    let next =
        if month.month == 12 { Month { year: month.year + 1, month: 1 } } else { Month { year: month.year, month: month.month + 1 } };
    Ok((start_of_day(month, 1, zone)?, start_of_day(next, 1, zone)?))
}
