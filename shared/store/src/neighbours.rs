//! What stands beside an article is kept with the article, so that showing it is one read. It is made anew after every change near it,
//! from the lists themselves, as often as one likes with the same result.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use domain::{Address, Card, DocumentId, Entry, Language, List, Neighbour, Neighbours, Position, Standing};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;

use crate::codec::{AROUND, DATA, DOCUMENT, Item, decode, decode_optional, encode};
use crate::desk::{Desk, TRIES};
use crate::error::StoreError;
use crate::keys::{self, Key, PARTITION, SORT};

/// Requests that run side by side.
const AT_ONCE: usize = 16;
/// Spots of one list that are looked at one by one; more of them are one stretch of the list, read in one go.
const SINGLE: usize = 8;
/// DynamoDB's limit of one batch of reads.
pub(crate) const BATCH: usize = 100;

/// A place in a list of news at which something came, went or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub(crate) language: Language,
    pub(crate) list: List,
    pub(crate) at: Timestamp,
    pub(crate) id: DocumentId,
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
        keys::card(self.language, self.list, &Position::Time(self.at), self.id).sort
    }
}

/// A stretch of a list, oldest first.
struct Stretch {
    list: List,
    cards: Vec<Card>,
    /// How many cards at its beginning stand before everything that changed; fewer than asked for means that the list begins there.
    before: usize,
    /// How many cards at its end stand after everything that changed.
    after: usize,
}

/// What is known anew of an article's neighbours; what is `None` has not changed.
#[derive(Default)]
struct Patch {
    newer: Option<Option<Neighbour>>,
    older: Option<Option<Neighbour>>,
    related: BTreeMap<DocumentId, Vec<Neighbour>>,
}

impl Desk {
    /// W5: makes the neighbours anew of every article near these spots.
    ///
    /// # Errors
    /// [`StoreError`]; what was done stays, and doing it again is harmless.
    pub async fn refresh_neighbours(&self, spots: &BTreeSet<Spot>) -> Result<(), StoreError> {
        let mut outcome = Ok(());
        for _ in 0..TRIES {
            outcome = self.refresh_once(spots).await;
            if !outcome.as_ref().is_err_and(StoreError::met_another_write) {
                break;
            }
        }
        outcome
    }

    async fn refresh_once(&self, spots: &BTreeSet<Spot>) -> Result<(), StoreError> {
        let wanted: Vec<_> =
            stretches(spots).into_iter().map(|(language, list, from, to)| self.stretch(language, list, from, to)).collect();
        let stretches: Vec<Stretch> = stream::iter(wanted).buffer_unordered(AT_ONCE).try_collect().await?;
        let mut patches: BTreeMap<Address, Patch> = BTreeMap::new();
        stretches.iter().for_each(|stretch| stretch.patch(&mut patches));
        let patches: Vec<(Key, Patch)> = patches.into_iter().map(|(address, patch)| (keys::address(&address), patch)).collect();
        for chunk in patches.chunks(BATCH) {
            let items = self.pages(chunk.iter().map(|(key, _)| key)).await?;
            let mut open = Vec::new();
            for (key, patch) in chunk {
                open.extend(items.get(&key.partition).map(|item| self.apply(key, patch, item)));
            }
            stream::iter(open).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        }
        Ok(())
    }

    /// Everything between two keys of a list, with as many cards before and after as a change may touch.
    async fn stretch(&self, language: Language, list: List, from: String, to: String) -> Result<Stretch, StoreError> {
        let bounds = [(":from", &from), (":to", &to)];
        let [first, last] = &bounds;
        let (first, last) = (std::slice::from_ref(first), std::slice::from_ref(last));
        let (to_left, inside, to_right) = (format!("{SORT} < :from"), format!("{SORT} BETWEEN :from AND :to"), format!("{SORT} > :to"));
        let older = self.beside(language, list, &to_left, first, false, Some(Neighbours::RELATED));
        let newer = self.beside(language, list, &to_right, last, true, Some(Neighbours::RELATED));
        let between = self.beside(language, list, &inside, &bounds, true, None);
        let (older, between, newer) = futures_util::future::try_join3(older, between, newer).await?;
        let (before, after) = (older.len(), newer.len());
        Ok(Stretch { list, cards: older.into_iter().rev().chain(between).chain(newer).collect(), before, after })
    }

    async fn beside(
        &self,
        language: Language,
        list: List,
        condition: &str,
        values: &[(&str, &String)],
        forward: bool,
        most: Option<usize>,
    ) -> Result<Vec<Card>, StoreError> {
        let mut query = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression(format!("{PARTITION} = :p AND {condition}"))
            .expression_attribute_values(":p", AttributeValue::S(keys::list_partition(language, list)))
            .scan_index_forward(forward)
            .set_limit(most.and_then(|most| i32::try_from(most).ok()));
        for (name, value) in values {
            query = query.expression_attribute_values(*name, AttributeValue::S((*value).clone()));
        }
        let items = if most.is_some() {
            query.send().await.map_err(|error| StoreError::of(&error))?.items.unwrap_or_default()
        } else {
            query.into_paginator().items().send().collect::<Result<Vec<Item>, _>>().await.map_err(|error| StoreError::of(&error))?
        };
        items.iter().map(|item| decode(item, DATA)).collect()
    }

    /// The items of pages by partition; those that are gone are left out.
    pub(crate) async fn pages<'k>(&self, wanted: impl Iterator<Item = &'k Key>) -> Result<BTreeMap<String, Item>, StoreError> {
        let mut open: Vec<_> = wanted.map(Key::attributes).collect();
        let mut found = BTreeMap::new();
        for _ in 0..TRIES {
            let request = KeysAndAttributes::builder().set_keys(Some(std::mem::take(&mut open))).consistent_read(true).build();
            let request = request.map_err(|error| StoreError::Corrupt(error.to_string()))?;
            let answer =
                self.client.batch_get_item().request_items(&self.table, request).send().await.map_err(|error| StoreError::of(&error))?;
            for item in answer.responses().and_then(|tables| tables.get(&self.table)).into_iter().flatten() {
                let partition = item.get(PARTITION).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default();
                found.insert(partition, item.clone());
            }
            match answer.unprocessed_keys().and_then(|tables| tables.get(&self.table)) {
                Some(rest) if !rest.keys().is_empty() => open = rest.keys().to_vec(),
                _ => return Ok(found),
            }
        }
        Err(StoreError::Unavailable("the store keeps handing back a batch unfinished".to_owned()))
    }

    /// Writes what changed, and only over what was read, so that an older look never overwrites a newer one.
    async fn apply(&self, key: &Key, patch: &Patch, item: &Item) -> Result<(), StoreError> {
        let page = match decode(item, DATA)? {
            Standing::Live(page) | Standing::Withdrawn(page, _) => page,
            Standing::Moved(_) | Standing::Gone => return Ok(()),
        };
        let before: Neighbours = decode_optional(item, AROUND)?.unwrap_or_default();
        let related = page.topics.first().and_then(|topic| patch.related.get(topic));
        let after = Neighbours {
            newer: patch.newer.clone().unwrap_or_else(|| before.newer.clone()),
            older: patch.older.clone().unwrap_or_else(|| before.older.clone()),
            related: related.cloned().unwrap_or_else(|| before.related.clone()),
        };
        if after == before {
            return Ok(());
        }
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression("SET #around = :around")
            .expression_attribute_names("#around", AROUND)
            .expression_attribute_names("#document", DOCUMENT)
            .expression_attribute_values(":around", encode(&after)?)
            .expression_attribute_values(":document", AttributeValue::S(page.document.to_string()));
        let update = match item.get(AROUND) {
            None => update.condition_expression("#document = :document AND attribute_not_exists(#around)"),
            Some(known) => update
                .condition_expression("#document = :document AND #around = :before")
                .expression_attribute_values(":before", known.clone()),
        };
        update.send().await.map(|_| ()).map_err(|error| StoreError::of(&error))
    }
}

/// The stretches of lists that hold all spots: each spot its own, or one for all where there are many.
fn stretches(spots: &BTreeSet<Spot>) -> Vec<(Language, List, String, String)> {
    let mut by_list: BTreeMap<(Language, List), BTreeSet<String>> = BTreeMap::new();
    for spot in spots {
        by_list.entry((spot.language, spot.list)).or_default().insert(spot.key());
    }
    let mut stretches = Vec::new();
    for ((language, list), keys) in by_list {
        match (keys.first(), keys.last()) {
            (Some(first), Some(last)) if keys.len() > SINGLE => stretches.push((language, list, first.clone(), last.clone())),
            _ => stretches.extend(keys.into_iter().map(|key| (language, list, key.clone(), key))),
        }
    }
    stretches
}

impl Stretch {
    /// What this stretch says of the neighbours of its cards. Of those at its ends it knows one side only.
    fn patch(&self, patches: &mut BTreeMap<Address, Patch>) {
        for (index, card) in self.cards.iter().enumerate() {
            let address = card.place.clone().in_language(card.language);
            let older = |distance: usize| index.checked_sub(distance).and_then(|index| self.cards.get(index)).map(Neighbour::from);
            match self.list {
                List::News => {
                    let patch = patches.entry(address).or_default();
                    if index > 0 || self.before < Neighbours::RELATED {
                        patch.older = Some(older(1));
                    }
                    if index + 1 < self.cards.len() || self.after < Neighbours::RELATED {
                        patch.newer = Some(self.cards.get(index + 1).map(Neighbour::from));
                    }
                }
                List::NewsOfTopic(topic) if index >= self.before => {
                    let related = (1..=Neighbours::RELATED).filter_map(older).collect();
                    patches.entry(address).or_default().related.insert(topic, related);
                }
                _ => {}
            }
        }
    }
}
