//! What functions for visitors may read, each question with its number in `docs/access-patterns.md`; the newsroom's archive and the calls
//! have files of their own.
//!
//! Every read is strongly consistent: a page rendered again right after a purge must not see what was there before.

use domain::{AToZ, Address, Card, DocumentId, Home, Language, List, MenuEntry, Place, Section, Site, Slug};
use jiff::Timestamp;

use crate::answers::PageAt;
use crate::codec::{AROUND, DATA, Item, decode, decode_optional};
use crate::configuration::Connection;
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::record::{Record, Recorder};
use crate::request::Range;
use crate::tags;

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
        self.recorder.tag(tags::home(language));
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
        Ok(Some((decode(&site, DATA)?, page.map(|item| self.page_at(address, &item)).transpose()?)))
    }

    /// P4: the whole navigation of a language, for the page that maps the site.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn navigation(&self, language: Language) -> Result<Vec<MenuEntry>, StoreError> {
        self.recorder.tag(tags::view("navigation", language));
        self.whole_navigation(language).await
    }

    /// P14: what a page at this place shows of the navigation.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn section(&self, language: Language, place: &Place) -> Result<Section, StoreError> {
        self.recorder.tag(tags::section(language, place));
        if let Place::Section { topic, .. } = place {
            self.recorder.tag(tags::section(language, &Place::Topic(topic.clone())));
        }
        self.recorder.tag(tags::sections(language));
        let navigation = self.whole_navigation(language).await?;
        if matches!(place, Place::Page(_) | Place::Topic(_)) && !Section::places(&navigation).contains(&place) {
            self.recorder.tag(tags::outside_navigation(language));
        }
        Ok(Section::around(&navigation, place))
    }

    async fn whole_navigation(&self, language: Language) -> Result<Vec<MenuEntry>, StoreError> {
        let [found] = self.items(keys::navigation_view(language), []).await?;
        Ok(found.map(|item| decode(&item, DATA)).transpose()?.unwrap_or_default())
    }

    /// P20: the index of a language from A to Z.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn a_to_z(&self, language: Language) -> Result<AToZ, StoreError> {
        self.recorder.tag(tags::view("a-z", language));
        let [found] = self.items(keys::a_to_z_view(language), []).await?;
        Ok(found.map(|item| decode(&item, DATA)).transpose()?.unwrap_or_default())
    }

    /// P8: the newest of a list by time, for feeds, topics and the like; at most a hundred.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn newest(&self, language: Language, list: List, most: u32) -> Result<Vec<Card>, StoreError> {
        let most = most.min(tags::DEEPEST);
        self.recorder.tag(tags::newest(language, list, most));
        self.cards(language, list, Range::newest(self.now, most)).await
    }

    /// P9: a whole list in its order: topics, calls; at most two hundred.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, language: Language, list: List) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, list));
        self.cards(language, list, Range { from: None, to: None, newest_first: false, most: 200 }).await
    }

    /// P15: all pages of the tree in the order of their addresses, at most a thousand.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all_pages(&self, language: Language) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, List::Pages));
        self.pages_below(language, &[]).await
    }

    /// P10: the pages right below a page. What stands deeper is read with them, and left out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn children(&self, language: Language, way: &[Slug]) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::children(language, way));
        let mut children = self.pages_below(language, way).await?;
        children.retain(|card| matches!(&card.place, Place::Page(own) if own.len() == way.len() + 1));
        Ok(children)
    }

    /// The pages below a page, all levels.
    pub(crate) async fn pages_below(&self, language: Language, way: &[Slug]) -> Result<Vec<Card>, StoreError> {
        let (from, to) = keys::below(way).unzip();
        self.cards(language, List::Pages, Range { from, to, newest_first: false, most: 1000 }).await
    }

    /// P41: the sections of a topic in their order, at most a hundred.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn topic_sections(&self, language: Language, topic: DocumentId) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::within(language, topic));
        let (from, to) = keys::within(topic);
        self.cards(language, List::Sections, Range { from: Some(from), to: Some(to), newest_first: false, most: 100 }).await
    }

    /// P42: the sections of all topics, at most a thousand.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all_sections(&self, language: Language) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, List::Sections));
        self.cards(language, List::Sections, Range { from: None, to: None, newest_first: false, most: 1000 }).await
    }

    pub(crate) fn site_key(&self, language: Language) -> Key {
        self.recorder.tag(tags::view("site", language));
        keys::site_view(language)
    }

    fn page_at(&self, address: &Address, item: &Item) -> Result<PageAt, StoreError> {
        self.recorder.tag(tags::address(address));
        Ok(PageAt { standing: decode(item, DATA)?, neighbours: decode_optional(item, AROUND)?.unwrap_or_default() })
    }
}
