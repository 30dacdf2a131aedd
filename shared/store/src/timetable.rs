//! The handle of whoever does what the clock alone decides: it knows which documents are due, and changes them as it finds them.

use std::collections::BTreeSet;

use domain::DocumentId;
use futures_util::future::try_join;
use jiff::Timestamp;

use crate::codec::{DOCUMENT, Item, text};
use crate::commit::Change;
use crate::configuration::Connection;
use crate::desk::{Desk, TRIES};
use crate::error::StoreError;
use crate::keys::{self, PARTITION, SORT};

/// Documents, and second purges, that are looked at in one go; the next look finds the rest.
const MOST: i32 = 100;
/// Who changes documents by the clock, in their records.
const BY: &str = "the clock";

/// Something that the clock does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// A document changes.
    Document(DocumentId),
    /// A second purge is ordered; it is named by the sort key of its item.
    SecondPurge(String),
}

/// What is due, and its doing.
#[derive(Debug, Clone)]
pub struct Timetable {
    desk: Desk,
}

impl Timetable {
    /// The handle on this connection.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        Self { desk: Desk::new(connection) }
    }

    /// W11: what the clock does until a moment, this one included, by its moment: documents that change, and second purges.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due(&self, until: Timestamp) -> Result<BTreeSet<(Timestamp, Due)>, StoreError> {
        let (documents, purges) = try_join(self.first_of(keys::SCHEDULE, until), self.first_of(keys::SECOND_PURGES, until)).await?;
        let documents = documents.iter().map(|item| Ok((moment(item)?, Due::Document(document(item)?))));
        let purges = purges.iter().map(|item| Ok((moment(item)?, Due::SecondPurge(sort(item)?.clone()))));
        documents.chain(purges).collect()
    }

    /// The first entries of a partition, up to a moment. Each has its own bound: many purges hold up no document.
    async fn first_of(&self, partition: &str, until: Timestamp) -> Result<Vec<Item>, StoreError> {
        let query = self.desk.client.query().table_name(&self.desk.table).consistent_read(true).limit(MOST);
        let answer = query
            .key_condition_expression(format!("{PARTITION} = :p AND {SORT} <= :until"))
            .expression_attribute_values(":p", text(partition))
            .expression_attribute_values(":until", text(keys::up_to(until)))
            // What is purged then, whoever carries it out reads.
            .projection_expression(format!("{SORT}, #document"))
            .expression_attribute_names("#document", DOCUMENT)
            .send()
            .await
            .map_err(|error| StoreError::of(&error))?;
        Ok(answer.items.unwrap_or_default())
    }

    /// W12: does what is due at `now`, and says whether there was anything to do. A document changes (W1, W3, W2), and is read again if somebody changes
    /// it meanwhile. The order of a second purge is taken away, which tells whoever follows changes to carry it out. What somebody else did
    /// already is left alone, so doing it twice is harmless.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn turn(&self, due: &Due, now: Timestamp) -> Result<bool, StoreError> {
        match due {
            Due::Document(id) => self.turn_document(*id, now).await,
            Due::SecondPurge(sort) => self.take(sort).await,
        }
    }

    async fn turn_document(&self, id: DocumentId, now: Timestamp) -> Result<bool, StoreError> {
        let mut outcome = Ok(false);
        for _ in 0..TRIES {
            outcome = self.turn_once(id, now).await;
            if !outcome.as_ref().is_err_and(StoreError::met_another_write) {
                break;
            }
        }
        outcome
    }

    async fn take(&self, sort: &str) -> Result<bool, StoreError> {
        let delete = self.desk.client.delete_item().table_name(&self.desk.table).set_key(Some(keys::second_purge_of(sort).attributes()));
        match delete.condition_expression(format!("attribute_exists({PARTITION})")).send().await.map_err(|error| StoreError::of(&error)) {
            Ok(_) => Ok(true),
            Err(StoreError::Conflict(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn turn_once(&self, id: DocumentId, now: Timestamp) -> Result<bool, StoreError> {
        let Some((settings, _)) = self.desk.settings().await? else { return Ok(false) };
        let Some(before) = self.desk.document(id).await? else { return Ok(false) };
        let after = before.document.at(now);
        if after == before.document {
            return Ok(false);
        }
        let change = Change { at: now, by: BY.to_owned(), action: "turned".to_owned() };
        self.desk.commit(Some(&before), &after, &change, &settings).await.map(|_| true)
    }
}

fn sort(item: &Item) -> Result<&String, StoreError> {
    item.get(SORT)
        .and_then(|sort| sort.as_s().ok())
        .ok_or_else(|| StoreError::Corrupt("an entry of the timetable without a key".to_owned()))
}

fn moment(item: &Item) -> Result<Timestamp, StoreError> {
    let sort = sort(item)?;
    let at = sort.split('#').next().and_then(|at| at.parse().ok());
    at.ok_or_else(|| StoreError::Corrupt(format!("an entry of the timetable without its moment: {sort}")))
}

fn document(item: &Item) -> Result<DocumentId, StoreError> {
    let id = item.get(DOCUMENT).and_then(|id| id.as_s().ok()?.parse().ok());
    id.ok_or_else(|| StoreError::Corrupt("an entry of the timetable without its document".to_owned()))
}
