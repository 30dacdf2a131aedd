//! The two requests that every read is made of: a range of a list, and items by their keys.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnConsumedCapacity};
use domain::{Card, Language, List};
use jiff::Timestamp;

use crate::codec::{DATA, Item, decode};
use crate::error::StoreError;
use crate::keys::{self, Key, PARTITION, SORT};
use crate::public::Reader;

/// Asked again at most so often when the store hands back a batch unfinished.
const BATCH_TRIES: usize = 4;

/// A range of a list.
pub(crate) struct Range {
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) newest_first: bool,
    pub(crate) most: u32,
}

impl Range {
    pub(crate) fn newest(now: Timestamp, most: u32) -> Self {
        Self { from: None, to: Some(keys::up_to(now)), newest_first: true, most }
    }
}

impl Reader<'_> {
    pub(crate) async fn cards(&self, language: Language, list: List, range: Range) -> Result<Vec<Card>, StoreError> {
        let cards = self.query(language, list, range).await?;
        self.recorder.step();
        Ok(cards)
    }

    /// One range of a list, following the store's own pages until enough is there.
    pub(crate) async fn query(&self, language: Language, list: List, range: Range) -> Result<Vec<Card>, StoreError> {
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
    pub(crate) async fn items<const N: usize, const M: usize>(
        &self,
        first: Key,
        others: [Key; M],
    ) -> Result<[Option<Item>; N], StoreError> {
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
