//! The handle of whoever does what the clock alone decides: it knows which documents are due, and changes them as it finds them.

use std::collections::BTreeSet;

use domain::DocumentId;
use jiff::Timestamp;

use crate::codec::{DOCUMENT, Item, text};
use crate::commit::Change;
use crate::configuration::Connection;
use crate::desk::{Desk, TRIES};
use crate::error::StoreError;
use crate::keys::{self, PARTITION, SORT};

/// Documents that are looked at in one go; the next look finds the rest.
const MOST: i32 = 100;
/// Who changes documents by the clock, in their records.
const BY: &str = "the clock";

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

    /// W11: the documents that the clock changes until a moment, this one included, by the moment of the change.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due(&self, until: Timestamp) -> Result<BTreeSet<(Timestamp, DocumentId)>, StoreError> {
        let query = self.desk.client.query().table_name(&self.desk.table).consistent_read(true).limit(MOST);
        let answer = query
            .key_condition_expression(format!("{PARTITION} = :p AND {SORT} <= :until"))
            .expression_attribute_values(":p", text(keys::SCHEDULE))
            .expression_attribute_values(":until", text(keys::up_to(until)))
            .send()
            .await
            .map_err(|error| StoreError::of(&error))?;
        answer.items().iter().map(entry).collect()
    }

    /// W12: does to a document what is due at `now` (W1, W3, W2), and says whether anything was. A document that somebody changes meanwhile is read
    /// again; one that is due no more is left alone, so doing it twice is harmless.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn turn(&self, id: DocumentId, now: Timestamp) -> Result<bool, StoreError> {
        let mut outcome = Ok(false);
        for _ in 0..TRIES {
            outcome = self.turn_once(id, now).await;
            if !outcome.as_ref().is_err_and(StoreError::met_another_write) {
                break;
            }
        }
        outcome
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

fn entry(item: &Item) -> Result<(Timestamp, DocumentId), StoreError> {
    let attribute = |name: &str| item.get(name).and_then(|value| value.as_s().ok());
    let at = attribute(SORT).and_then(|sort| sort.split('#').next()?.parse().ok());
    let id = attribute(DOCUMENT).and_then(|id| id.parse().ok());
    at.zip(id).ok_or_else(|| StoreError::Corrupt("an entry of the timetable without its moment or document".to_owned()))
}
