//! The handle of whoever takes in what visitors write: it writes messages, with the mails that they cause, and reads none.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{ConditionCheck, Put, TransactWriteItem, Update};
use domain::{Attempts, Mail, Message};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::codec::{DATA, encode, number, text};
use crate::configuration::Connection;
use crate::error::StoreError;
use crate::keys::messages;
use crate::keys::{EXPIRES, PARTITION};

/// Letters of one network in an hour. An office behind one address stays below it; who floods does not.
pub const MOST_LETTERS: u32 = 10;

/// The attribute by which two messages are compared without reading one.
const DIGEST: &str = "digest";
/// The attribute of a mail that says how often it was tried.
pub(crate) const ATTEMPTS: &str = "attempts";
/// The attribute that says when a message came in.
const RECEIVED: &str = "received";
/// The attribute that counts letters.
const COUNT: &str = "count";
/// What failed, in the order of the writes.
const WRITES: [&str; 3] = ["message", "mail", "count"];

/// A message with all that is written with it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The digest of the form that it was written in, each of which is sent once.
    pub id: String,
    /// What the visitor wrote.
    pub message: Message,
    /// What it causes.
    pub mail: Mail,
    /// A keyed digest of the network that it came from.
    pub network: String,
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was taken.
    Now,
    /// The same letter was taken before.
    Before,
    /// Its form was sent before, with other words.
    Used,
    /// Its network has sent enough in this hour, until the moment.
    TooMany(Timestamp),
}

/// Takes letters in.
#[derive(Debug, Clone)]
pub struct Correspondence {
    client: Client,
    table: String,
}

impl Correspondence {
    /// The handle on this connection.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        Self { client: connection.dynamodb.clone(), table: connection.configuration.messages_table.clone() }
    }

    /// M1: keeps a message and its mail, if its form was not sent before and its network has not sent too much. All is written in one transaction, or
    /// nothing. Doing it twice is harmless.
    ///
    /// # Errors
    /// [`StoreError`]; then it is not known whether it was kept, and trying again with the same letter is right.
    pub async fn take(&self, letter: &Letter, now: Timestamp) -> Result<Taken, StoreError> {
        let data = encode(&letter.message)?;
        let digest = digest(data.as_s().map_or("", String::as_str));
        let writes = [self.message(letter, data, &digest, now)?, self.mail(letter, now)?, self.count(letter, now)?];
        let outcome = self.client.transact_write_items().set_transact_items(Some(writes.into())).send().await;
        let names = WRITES.map(str::to_owned);
        match outcome.map_err(|error| StoreError::of_transaction(&error, &names)) {
            Ok(_) => Ok(Taken::Now),
            // Of several conditions that failed the first is named: what was taken before counts no more.
            Err(StoreError::Conflict(name)) if name == "count" => Ok(Taken::TooMany(messages::end_of_hour(now))),
            Err(StoreError::Conflict(_)) => self.known(letter, &digest).await,
            Err(error) => Err(error),
        }
    }

    /// Whether the message that is there is this one.
    async fn known(&self, letter: &Letter, digest: &str) -> Result<Taken, StoreError> {
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(messages::message(&letter.id).attributes()))
            .condition_expression("#digest = :digest")
            .expression_attribute_names("#digest", DIGEST)
            .expression_attribute_values(":digest", text(digest))
            .build()
            .map_err(corrupt)?;
        let check = TransactWriteItem::builder().condition_check(check).build();
        let outcome = self.client.transact_write_items().transact_items(check).send().await;
        match outcome.map_err(|error| StoreError::of_transaction(&error, &[DIGEST.to_owned()])) {
            Ok(_) => Ok(Taken::Before),
            Err(StoreError::Conflict(_)) => Ok(Taken::Used),
            Err(error) => Err(error),
        }
    }

    fn message(
        &self,
        letter: &Letter,
        data: aws_sdk_dynamodb::types::AttributeValue,
        digest: &str,
        now: Timestamp,
    ) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(messages::message(&letter.id).attributes()))
            .item(DATA, data)
            .item(DIGEST, text(digest))
            .item(RECEIVED, text(now.to_string()))
            .condition_expression(format!("attribute_not_exists({PARTITION})"));
        Ok(TransactWriteItem::builder().put(put.build().map_err(corrupt)?).build())
    }

    fn mail(&self, letter: &Letter, now: Timestamp) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(messages::outgoing(now, &letter.id).attributes()))
            .item(DATA, encode(&letter.mail)?)
            .item(ATTEMPTS, encode(&Attempts::default())?)
            .condition_expression(format!("attribute_not_exists({PARTITION})"));
        Ok(TransactWriteItem::builder().put(put.build().map_err(corrupt)?).build())
    }

    /// The count ends by itself some time after its hour.
    fn count(&self, letter: &Letter, now: Timestamp) -> Result<TransactWriteItem, StoreError> {
        let ends = messages::end_of_hour(now).saturating_add(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MAX);
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(messages::visits(&letter.network, now).attributes()))
            .update_expression("ADD #count :one SET #expires = :expires")
            .condition_expression("attribute_not_exists(#count) OR #count < :most")
            .expression_attribute_names("#count", COUNT)
            .expression_attribute_names("#expires", EXPIRES)
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":most", number(MOST_LETTERS))
            .expression_attribute_values(":expires", number(ends.as_second()));
        Ok(TransactWriteItem::builder().update(update.build().map_err(corrupt)?).build())
    }
}

fn digest(data: &str) -> String {
    Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn corrupt(error: aws_sdk_dynamodb::error::BuildError) -> StoreError {
    StoreError::Corrupt(error.to_string())
}
