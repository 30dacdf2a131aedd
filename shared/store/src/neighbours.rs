//! What stands beside an article is kept with the article, so that showing it is one read. It is made anew after every change near it,
//! from the lists themselves, as often as one likes with the same result.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Address, Card, DocumentId, Entry, Language, List, Neighbours, Standing};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;

use crate::codec::{AROUND, DATA, DOCUMENT, decode, decode_optional, encode};
use crate::desk::Desk;
use crate::error::StoreError;
use crate::keys::{self, PARTITION, SORT};

/// Requests that run side by side.
const AT_ONCE: usize = 16;

/// A place in a list of news at which something came, went or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    language: Language,
    list: List,
    at: Timestamp,
    id: DocumentId,
}

impl Spot {
    /// The spot of an entry, if it stands in a list of news.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        match entry {
            Entry::Card { language, list: list @ (List::News | List::NewsOfTopic(_)), card, .. } => {
                Some(Self { language: *language, list: *list, at: card.time, id: card.document })
            }
            _ => None,
        }
    }

    fn key(&self) -> String {
        keys::card(self.language, self.list, &domain::Position::Time(self.at), self.id).sort
    }
}

/// An article to look at, in the language of its own words.
type Article = (Address, DocumentId, Timestamp);

impl Desk {
    /// W5: makes the neighbours anew of every article near these spots.
    ///
    /// # Errors
    /// [`StoreError`]; what was done stays, and doing it again is harmless.
    pub async fn refresh_neighbours(&self, spots: &BTreeSet<Spot>) -> Result<(), StoreError> {
        let near: Vec<Vec<Card>> = stream::iter(spots).map(|spot| self.near(*spot)).buffer_unordered(AT_ONCE).try_collect().await?;
        let articles: BTreeSet<Article> =
            near.into_iter().flatten().map(|card| (card.place.in_language(card.language), card.document, card.time)).collect();
        stream::iter(articles).map(|article| self.refresh_article(article)).buffer_unordered(AT_ONCE).try_collect().await
    }

    /// The articles whose neighbours a change at this spot touches: the one there, the next older, and as many newer ones as
    /// may show it as related.
    async fn near(&self, spot: Spot) -> Result<Vec<Card>, StoreError> {
        let newer = match spot.list {
            List::NewsOfTopic(_) => Neighbours::RELATED,
            _ => 1,
        };
        let key = spot.key();
        let older = self.beside(spot.language, spot.list, &key, Side::Older, 1);
        let from = self.beside(spot.language, spot.list, &key, Side::Newer, newer);
        let this = self.beside(spot.language, spot.list, &key, Side::This, 1);
        let (older, newer, this) = futures_util::future::try_join3(older, from, this).await?;
        Ok(older.into_iter().chain(newer).chain(this).collect())
    }

    async fn refresh_article(&self, (address, id, time): Article) -> Result<(), StoreError> {
        let key = Self::address_key(&address);
        for _ in 0..crate::desk::TRIES {
            let Some(item) = self.item(&key).await? else { return Ok(()) };
            let page = match decode(&item, DATA)? {
                Standing::Live(page) | Standing::Withdrawn(page, _) => page,
                Standing::Moved(_) | Standing::Gone => return Ok(()),
            };
            let spot = |list: List| Spot { language: address.language, list, at: time, id };
            let own = spot(List::News).key();
            let related = async {
                match page.topics.first() {
                    Some(topic) => {
                        let list = List::NewsOfTopic(*topic);
                        self.beside(address.language, list, &spot(list).key(), Side::Older, Neighbours::RELATED).await
                    }
                    None => Ok(Vec::new()),
                }
            };
            let older = self.beside(address.language, List::News, &own, Side::Older, 1);
            let newer = self.beside(address.language, List::News, &own, Side::Newer, 1);
            let (older, newer, related) = futures_util::future::try_join3(older, newer, related).await?;
            let first = |cards: Vec<Card>| cards.into_iter().next().map(Card::headline);
            let around =
                Neighbours { newer: first(newer), older: first(older), related: related.into_iter().map(Card::headline).collect() };
            let before: Option<Neighbours> = decode_optional(&item, AROUND)?;
            if before.as_ref() == Some(&around) {
                return Ok(());
            }
            match self.set_around(&key, item.get(AROUND).cloned(), id, encode(&around)?).await {
                Err(StoreError::Conflict(_)) => {}
                other => return other,
            }
        }
        Err(StoreError::Conflict(format!("the neighbours of {id} keep changing")))
    }

    /// Only over what was read, so that an older look never overwrites a newer one.
    async fn set_around(
        &self,
        key: &keys::Key,
        before: Option<AttributeValue>,
        id: DocumentId,
        around: AttributeValue,
    ) -> Result<(), StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression("SET #around = :around")
            .expression_attribute_names("#around", AROUND)
            .expression_attribute_names("#document", DOCUMENT)
            .expression_attribute_values(":around", around)
            .expression_attribute_values(":document", AttributeValue::S(id.to_string()));
        let update = match before {
            None => update.condition_expression("#document = :document AND attribute_not_exists(#around)"),
            Some(before) => {
                update.condition_expression("#document = :document AND #around = :before").expression_attribute_values(":before", before)
            }
        };
        update.send().await.map(|_| ()).map_err(|error| StoreError::of(&error))
    }

    /// Cards beside a key of a list, the nearest first.
    async fn beside(&self, language: Language, list: List, key: &str, side: Side, most: usize) -> Result<Vec<Card>, StoreError> {
        let (comparison, forward) = match side {
            Side::Older => ("<", false),
            Side::This => ("=", true),
            Side::Newer => (">", true),
        };
        let query = self.client.query().table_name(&self.table).consistent_read(true).limit(i32::try_from(most).unwrap_or(1));
        let answer = query
            .key_condition_expression(format!("{PARTITION} = :p AND {SORT} {comparison} :key"))
            .expression_attribute_values(":p", AttributeValue::S(keys::list_partition(language, list)))
            .expression_attribute_values(":key", AttributeValue::S(key.to_owned()))
            .scan_index_forward(forward)
            .send()
            .await
            .map_err(|error| StoreError::of(&error))?;
        answer.items().iter().map(|item| decode(item, DATA)).collect()
    }
}

#[derive(Clone, Copy)]
enum Side {
    Older,
    This,
    Newer,
}
