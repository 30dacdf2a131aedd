//! What of events functions for visitors may read.

use domain::{Archive, Card, DocumentId, Language, List, Month, Site};
use futures_util::future::{try_join, try_join_all};
use jiff::tz::TimeZone;

use crate::answers::{EventsOfMonth, EventsOfTopic, EventsOfYear, MonthsOfSite};
use crate::codec::{DATA, counts, decode, zone};
use crate::error::StoreError;
use crate::keys;
use crate::public::Reader;
use crate::request::Range;
use crate::tags;
use crate::tally::bounds;

/// Events that each month of a year page shows: twelve such months are the list of a year that people still look through.
pub(crate) const SHOWN_OF_MONTH: u32 = 25;
/// Events that are not over, at most. More stand in their years, which have all.
const MOST_UPCOMING: u32 = 200;
/// Events of a calendar: those that end last.
const CALENDAR: u32 = 300;
/// Events that a topic's page shows, of those that are not over and of those that are. What is called off stands among the former.
const OF_TOPIC: u32 = 4;

impl Reader<'_> {
    /// P21: the events that are not over, by their end; `most` of them, and two hundred at most.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn upcoming_events(&self, language: Language, most: u32) -> Result<Vec<Card>, StoreError> {
        self.not_over(language, List::EventsByEnd, most.min(MOST_UPCOMING)).await
    }

    /// P22: the events of a topic that end next, and those that ended last (P8), at the same time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn events_of_topic(&self, language: Language, topic: DocumentId) -> Result<EventsOfTopic, StoreError> {
        let list = List::EventsOfTopic(topic);
        let (upcoming, past) = try_join(self.not_over(language, list, OF_TOPIC), self.newest(language, list, OF_TOPIC)).await?;
        Ok(EventsOfTopic { upcoming, past })
    }

    /// P23: the events of a topic that end next.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn next_events_of_topic(&self, language: Language, topic: DocumentId) -> Result<Vec<Card>, StoreError> {
        self.not_over(language, List::EventsOfTopic(topic), OF_TOPIC).await
    }

    async fn not_over(&self, language: Language, list: List, most: u32) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::not_over(language, list));
        self.cards(language, list, Range { from: Some(keys::after(self.now())), to: None, newest_first: false, most }).await
    }

    /// P24: site and which months have events, in one request. Whoever shows months, or how much they have, names those by a tag.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn site_and_events(&self, language: Language) -> Result<Option<(Site, Archive)>, StoreError> {
        self.recorder.tag(tags::event_years(language));
        let [site, tally] = self.items(self.site_key(language), [keys::tally_of_events(language)]).await?;
        let Some(site) = site else { return Ok(None) };
        Ok(Some((decode(&site, DATA)?, archive(tally.as_ref()))))
    }

    /// P25: the events of a year, month by month; inner none: none begins in that year.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn events_of_year(&self, language: Language, year: i16) -> Result<Option<(Site, Option<EventsOfYear>)>, StoreError> {
        self.recorder.tag(tags::event_year(language, year));
        let Some((site, archive)) = self.site_and_events(language).await? else { return Ok(None) };
        let zone = zone(&site.time_zone)?;
        let mut found = archive.months_of(year);
        if found.is_empty() {
            return Ok(Some((site, None)));
        }
        found.reverse();
        let of_one = |(month, count): (Month, u32)| {
            let zone = &zone;
            async move {
                let cards = self.of_month(language, month, zone, SHOWN_OF_MONTH).await?;
                Ok::<_, StoreError>(EventsOfMonth { month, more: count > SHOWN_OF_MONTH, cards })
            }
        };
        let months = try_join_all(found.into_iter().map(of_one)).await?;
        self.recorder.step();
        Ok(Some((site, Some(EventsOfYear { archive, months }))))
    }

    /// P26: the events that begin in a month, for its own page and for the sitemap; at most `most`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn events_of_month(&self, language: Language, month: Month, zone: &TimeZone, most: u32) -> Result<Vec<Card>, StoreError> {
        let cards = self.of_month(language, month, zone, most).await?;
        self.recorder.step();
        Ok(cards)
    }

    async fn of_month(&self, language: Language, month: Month, zone: &TimeZone, most: u32) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::events_of_month(language, month));
        let (from, to) = bounds(month, zone)?;
        let range = Range { from: Some(keys::from(from)), to: Some(keys::from(to)), newest_first: false, most };
        self.query(language, List::Events, range).await
    }

    /// P27: the events that end last, whenever that is, for the calendar of all of them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn calendar(&self, language: Language) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::calendar(language));
        self.cards(language, List::EventsByEnd, Range { from: None, to: None, newest_first: true, most: CALENDAR }).await
    }

    /// P16: which months have news, and which have events: P12 and P24 in one request, without their counts.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn months(&self, language: Language) -> Result<Option<(Site, MonthsOfSite)>, StoreError> {
        self.recorder.tag(tags::months(language));
        self.recorder.tag(tags::event_months(language));
        let keys = [keys::tally(language), keys::tally_of_events(language)];
        let [site, news, events] = self.items(self.site_key(language), keys).await?;
        let Some(site) = site else { return Ok(None) };
        let [news, events] = [news, events].map(|tally| archive(tally.as_ref()).months());
        Ok(Some((decode(&site, DATA)?, MonthsOfSite { news, events })))
    }
}

/// The months that an item of counts has.
fn archive(tally: Option<&crate::codec::Item>) -> Archive {
    let months = tally.into_iter().flat_map(|item| counts(item, "m"));
    Archive::new(months.filter_map(|(month, count)| Some((month.to_owned().try_into().ok()?, count))).collect())
}
