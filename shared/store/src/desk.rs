//! The desk's handle: it reads whole documents and writes them, each change as one conditional transaction.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use domain::{Address, Document, DocumentId, Entry, Language, Place, Settings, project};
use jiff::tz::TimeZone;

use crate::codec::{CHANGE, DATA, DOCUMENT, Item, VERSION, decode, encode, number, text, version};
use crate::commit::{Basis, Change, Head, Stored, writes};
use crate::configuration::Connection;
use crate::error::StoreError;
use crate::keys::{self, DOCUMENT_SORT, EDITION_PREFIX, Key, PARTITION, SORT};
use crate::neighbours::{BATCH, Spot};
use crate::public::PublicContent;

/// Tries of a write that meets another one: each reads anew.
pub(crate) const TRIES: usize = 5;

/// Reads and writes everything of the content table.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) client: aws_sdk_dynamodb::Client,
    pub(crate) table: String,
    pub(crate) content: PublicContent,
}

impl Desk {
    /// The handle on this connection.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        Self {
            client: connection.dynamodb.clone(),
            table: connection.configuration.content_table.clone(),
            content: PublicContent::new(connection),
        }
    }

    /// W1: a document with all its editions.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn document(&self, id: DocumentId) -> Result<Option<Stored>, StoreError> {
        // Changes sort before `document`, so the query begins behind them.
        let query = self.client.query().table_name(&self.table).consistent_read(true);
        let answer = query
            .key_condition_expression(format!("{PARTITION} = :p AND {SORT} >= :document"))
            .expression_attribute_values(":p", text(keys::document_partition(id)))
            .expression_attribute_values(":document", text(DOCUMENT_SORT))
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<Item>, _>>()
            .await
            .map_err(|error| StoreError::of(&error))?;
        let sort = |item: &Item| item.get(SORT).and_then(|sort| sort.as_s().ok()).cloned().unwrap_or_default();
        let Some(head) = answer.iter().find(|item| sort(item) == DOCUMENT_SORT) else { return Ok(None) };
        let Head { facts, picture, basis } = decode(head, DATA)?;
        let mut document = Document { id, facts, picture, editions: Default::default() };
        for item in &answer {
            if let Some(language) = sort(item).strip_prefix(EDITION_PREFIX) {
                let language: Language = language.parse().map_err(|error| StoreError::Corrupt(format!("{error}")))?;
                document.editions.insert(language, decode(item, DATA)?);
            }
        }
        Ok(Some(Stored { document, version: version(Some(head)), basis }))
    }

    /// W2: changes a document: all of it or nothing, and only if it is still what `before` says. Returns the spots of the newsroom
    /// around which [`Desk::refresh_neighbours`] must look. What is written of an event is [`Document::counted`].
    ///
    /// The answer to a write may be lost on its way, and whoever then writes the same again would meet the own write: so this very change is no
    /// conflict where it stands in the record already.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody changed the document meanwhile or an address belongs to another document. After
    /// [`StoreError::Unavailable`] the change may be done: the same call again is safe, and says so.
    pub async fn commit(
        &self,
        before: Option<&Stored>,
        after: &Document,
        change: &Change,
        settings: &Settings,
    ) -> Result<BTreeSet<Spot>, StoreError> {
        let (writes, spots) = writes(&self.table, before, after, change, &Basis::of(settings))?;
        let names: Vec<String> = writes.iter().map(|write| write.name.clone()).collect();
        let items = writes.into_iter().map(|write| write.item).collect();
        let request = self.client.transact_write_items().set_transact_items(Some(items));
        match request.send().await.map_err(|error| StoreError::of_transaction(&error, &names)) {
            Err(StoreError::Conflict(_)) if self.has_recorded(before, after, change).await? => Ok(spots),
            outcome => outcome.map(|_| spots),
        }
    }

    /// Whether the record says that the change which follows `before` is this one.
    async fn has_recorded(&self, before: Option<&Stored>, after: &Document, change: &Change) -> Result<bool, StoreError> {
        let after = &after.counted(before.map(|stored| &stored.document));
        let key = keys::change(after.id, before.map_or(0, |stored| stored.version) + 1);
        let Some(record) = self.item(&key).await? else { return Ok(false) };
        Ok(record.get(DATA) == Some(&encode(after)?) && record.get(CHANGE) == Some(&encode(change)?))
    }

    /// The spots of the newsroom at which a document stands. Whoever repeats an interrupted import looks around all of them: what was
    /// written before the interruption is unchanged now, and yet nobody looked around it.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for settings without a time zone that exists.
    pub fn spots(&self, document: &Document, settings: &Settings) -> Result<BTreeSet<Spot>, StoreError> {
        Ok(Basis::of(settings).project(document)?.iter().filter_map(Spot::of).collect())
    }

    /// W3: the settings of the site; none: it has none yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn settings(&self) -> Result<Option<(Settings, u64)>, StoreError> {
        let Some(item) = self.item(&keys::settings()).await? else { return Ok(None) };
        Ok(Some((decode(&item, DATA)?, version(Some(&item)))))
    }

    /// W4: sets the settings, if nobody else did since version `before` was read (0: there were none).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody did.
    pub async fn set_settings(&self, before: u64, settings: &Settings) -> Result<(), StoreError> {
        self.put_version(&keys::settings(), before, encode(settings)?).await
    }

    /// W8: the documents to which these addresses belong; those that are free are left out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn owners(&self, addresses: &BTreeSet<Address>) -> Result<BTreeMap<Address, DocumentId>, StoreError> {
        let keys: Vec<(&Address, Key)> = addresses.iter().map(|address| (address, keys::address(address))).collect();
        let mut owners = BTreeMap::new();
        for chunk in keys.chunks(BATCH) {
            let items = self.pages(chunk.iter().map(|(_, key)| key)).await?;
            for (address, key) in chunk {
                let Some(item) = items.get(&key.partition) else { continue };
                let owner = item.get(DOCUMENT).and_then(|id| id.as_s().ok()?.parse().ok());
                let owner = owner.ok_or_else(|| StoreError::Corrupt(format!("{} has no owner", key.partition)))?;
                owners.insert((*address).clone(), owner);
            }
        }
        Ok(owners)
    }

    /// Where a document's live edition stands in a language, with the document.
    pub(crate) async fn place(&self, id: DocumentId, language: Language, zone: &TimeZone) -> Result<Option<(Place, Document)>, StoreError> {
        let Some(stored) = self.document(id).await? else { return Ok(None) };
        let entries = project(&stored.document, &[language], zone).entries;
        let live = stored.document.live(language).is_some();
        let place = entries.into_iter().find_map(|entry| match entry {
            Entry::Card { card, .. } if live => Some(card.place),
            _ => None,
        });
        Ok(place.map(|place| (place, stored.document)))
    }

    pub(crate) async fn item(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        let get = self.client.get_item().table_name(&self.table).set_key(Some(key.attributes())).consistent_read(true);
        Ok(get.send().await.map_err(|error| StoreError::of(&error))?.item)
    }

    /// Writes an item that counts its versions, on the condition that it still has version `before`. An item that is as it shall be, with the very
    /// next version, was written by a try whose answer was lost.
    pub(crate) async fn put_version(&self, key: &Key, before: u64, data: AttributeValue) -> Result<(), StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(key.attributes()))
            .item(DATA, data.clone())
            .item(VERSION, number(before + 1))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let put = if before == 0 {
            put.condition_expression(format!("attribute_not_exists({PARTITION})"))
        } else {
            let condition = put.condition_expression("#v = :v").expression_attribute_names("#v", VERSION);
            condition.expression_attribute_values(":v", number(before))
        };
        let Err(error) = put.send().await else { return Ok(()) };
        let found = match error.as_service_error() {
            Some(PutItemError::ConditionalCheckFailedException(failed)) => failed.item(),
            _ => None,
        };
        let own = found.is_some_and(|item| version(Some(item)) == before + 1 && item.get(DATA) == Some(&data));
        if own { Ok(()) } else { Err(StoreError::of(&error)) }
    }
}
