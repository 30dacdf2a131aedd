//! The handle of whoever brings mails on their way. A mail stands in the outbox at the moment at which it is due. Whoever tries it first puts it off
//! until the next attempt: so nobody else tries it meanwhile, and if the attempt fails, or its maker dies, it is tried again by itself.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{Delete, Put, TransactWriteItem, Update};
use domain::{Attempts, Mail, RETENTION_DAYS};
use jiff::{SignedDuration, Timestamp};

use crate::codec::{DATA, Item, decode, encode, number, text};
use crate::configuration::Connection;
use crate::correspondence::ATTEMPTS;
use crate::error::StoreError;
use crate::keys::messages;
use crate::keys::{self, EXPIRES, Key, PARTITION, SORT};

/// Mails that are looked at in one go; the next look finds the rest.
const MOST: i32 = 25;
/// The attribute that says when the mail of a message was sent.
const DELIVERED: &str = "delivered";

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueMail {
    /// What is sent.
    pub mail: Mail,
    /// How often it was tried.
    pub attempts: Attempts,
    sort: String,
}

impl DueMail {
    /// The name of its message.
    #[must_use]
    pub fn id(&self) -> &str {
        messages::message_of(&self.sort).unwrap_or_default()
    }

    fn read(item: &Item) -> Result<Self, StoreError> {
        let sort = item.get(SORT).and_then(|sort| sort.as_s().ok()).cloned().unwrap_or_default();
        Ok(Self { mail: decode(item, DATA)?, attempts: decode(item, ATTEMPTS)?, sort })
    }
}

/// Brings mails on their way.
#[derive(Debug, Clone)]
pub struct Post {
    client: Client,
    table: String,
}

impl Post {
    /// The handle on this connection.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        Self { client: connection.dynamodb.clone(), table: connection.configuration.messages_table.clone() }
    }

    /// M2: the mails that are due at a moment, those that waited longest first. One that cannot be read holds up no other.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due(&self, now: Timestamp) -> Result<Vec<DueMail>, StoreError> {
        let query = self.client.query().table_name(&self.table).consistent_read(true).limit(MOST);
        let answer = query
            .key_condition_expression(format!("{PARTITION} = :p AND {SORT} <= :until"))
            .expression_attribute_values(":p", text(messages::OUTBOX))
            .expression_attribute_values(":until", text(keys::up_to(now)))
            .send()
            .await
            .map_err(|error| StoreError::of(&error))?;
        let read = |item: &Item| {
            DueMail::read(item)
                .inspect_err(|error| tracing::error!(failure = %format!("no mail could be sent: {error}"), "a mail cannot be read"))
                .ok()
        };
        Ok(answer.items().iter().filter_map(read).collect())
    }

    /// M3: claims a mail for one attempt, and puts it off until the next; none: somebody else did, or it was sent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn claim(&self, due: &DueMail, attempts: Attempts, next: Timestamp) -> Result<Option<DueMail>, StoreError> {
        let claimed = messages::outgoing(next, due.id());
        let sort = claimed.sort.clone();
        let moved = [self.take_away(&due.sort)?, self.put(&claimed, &due.mail, attempts)?];
        Ok(self.all_of(moved.into()).await?.then(|| DueMail { mail: due.mail.clone(), attempts, sort }))
    }

    /// M4: takes a mail that was sent out of the outbox. Its message is kept for [`RETENTION_DAYS`] from now on. Whether it was still there.
    ///
    /// # Errors
    /// [`StoreError`]; then it is sent a second time.
    pub async fn delivered(&self, sent: &DueMail, now: Timestamp) -> Result<bool, StoreError> {
        let ends = now.saturating_add(SignedDuration::from_hours(24 * RETENTION_DAYS)).unwrap_or(Timestamp::MAX);
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(messages::message(sent.id()).attributes()))
            .update_expression("SET #delivered = :now, #expires = :expires")
            .condition_expression(format!("attribute_exists({PARTITION})"))
            .expression_attribute_names("#delivered", DELIVERED)
            .expression_attribute_names("#expires", EXPIRES)
            .expression_attribute_values(":now", text(now.to_string()))
            .expression_attribute_values(":expires", number(ends.as_second()));
        let update = TransactWriteItem::builder().update(update.build().map_err(corrupt)?).build();
        self.all_of(vec![self.take_away(&sent.sort)?, update]).await
    }

    /// M5: gives a mail up: it stands with its message until somebody has seen to it. Whether it was still there.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn give_up(&self, due: &DueMail) -> Result<bool, StoreError> {
        let undelivered = self.put(&messages::undelivered(due.id()), &due.mail, due.attempts)?;
        self.all_of(vec![self.take_away(&due.sort)?, undelivered]).await
    }

    fn take_away(&self, sort: &str) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(messages::outgoing_of(sort).attributes()))
            .condition_expression(format!("attribute_exists({PARTITION})"));
        Ok(TransactWriteItem::builder().delete(delete.build().map_err(corrupt)?).build())
    }

    fn put(&self, key: &Key, mail: &Mail, attempts: Attempts) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(key.attributes()))
            .item(DATA, encode(mail)?)
            .item(ATTEMPTS, encode(&attempts)?)
            .condition_expression(format!("attribute_not_exists({PARTITION})"));
        Ok(TransactWriteItem::builder().put(put.build().map_err(corrupt)?).build())
    }

    /// Writes all, or nothing where a condition does not hold any more. Two who write at the same mail at the same moment: one of them does.
    async fn all_of(&self, writes: Vec<TransactWriteItem>) -> Result<bool, StoreError> {
        let names: Vec<String> = writes.iter().map(|_| "a mail".to_owned()).collect();
        let outcome = self.client.transact_write_items().set_transact_items(Some(writes)).send().await;
        match outcome.map_err(|error| StoreError::of_transaction(&error, &names)) {
            Ok(_) => Ok(true),
            Err(StoreError::Conflict(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn corrupt(error: aws_sdk_dynamodb::error::BuildError) -> StoreError {
    StoreError::Corrupt(error.to_string())
}
