//! What functions for visitors may read, each question with its number in `docs/access-patterns.md`; the newsroom's archive has a
//! file of its own.
//!
//! Every read is strongly consistent: a page rendered again right after a purge must not see what was there before.

use domain::{Address, Card, Home, Language, List, MenuEntry, Site, Slug};
use futures_util::future::try_join;
use jiff::Timestamp;

use crate::answers::{Calls, PageAt};
use crate::codec::{AROUND, DATA, DOCUMENT, Item, decode, decode_optional};
use crate::configuration::Connection;
use crate::error::StoreError;
use crate::keys::{self, Key, tags};
use crate::record::{Record, Recorder};
use crate::request::Range;

/// Calls that are not closed, at most; more of them would be no list that anybody reads.
const MOST_CALLS: u32 = 200;
/// Closed calls that the page of calls shows: about a year of them.
const CLOSED_CALLS: u32 = 50;

/// The published content: pages and lists, nothing that is not public.
#[derive(Debug, Clone)]
pub struct PublicContent {
    pub(crate) client: aws_sdk_dynamodb::Client,
    pub(crate) table: String,
}

/// Reads for one request, and records what it read.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(crate) content: &'a PublicContent,
    now: Timestamp,
    pub(crate) recorder: Recorder,
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

    pub(crate) fn site_key(&self, language: Language) -> Key {
        self.recorder.tag(tags::view("site", language));
        keys::site_view(language)
    }

    fn page_at(&self, language: Language, item: &Item) -> Result<PageAt, StoreError> {
        let id = item.get(DOCUMENT).and_then(|id| id.as_s().ok()).and_then(|id| id.parse().ok());
        let id = id.ok_or_else(|| StoreError::Corrupt("an address that belongs to no document".to_owned()))?;
        self.recorder.tag(tags::document(id, language));
        Ok(PageAt { standing: decode(item, DATA)?, neighbours: decode_optional(item, AROUND)?.unwrap_or_default() })
    }
}
