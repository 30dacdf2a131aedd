//! The shape of the tables, for places where no template makes it: the laptop and tests. A test compares it with the template.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType, StreamSpecification, StreamViewType,
    TimeToLiveSpecification, TimeToLiveStatus,
};

use crate::configuration::Connection;
use crate::error::StoreError;
use crate::keys::{EXPIRES, PARTITION, SORT};

/// Partition and sort key of the content table.
pub const CONTENT_TABLE_KEYS: (&str, &str) = (PARTITION, SORT);

/// The attribute by which items of the content table end.
pub const CONTENT_TABLE_EXPIRY: &str = EXPIRES;

/// Makes the content table unless it is there, and has its items end by [`CONTENT_TABLE_EXPIRY`] unless they do.
///
/// # Errors
/// [`StoreError::Unavailable`] when the store does not answer.
pub async fn create_content_table(connection: &Connection) -> Result<(), StoreError> {
    create(connection, &connection.configuration.content_table).await
}

/// Makes the table of messages unless it is there; its keys and its expiry are those of the content table.
///
/// # Errors
/// [`StoreError::Unavailable`] when the store does not answer.
pub async fn create_messages_table(connection: &Connection) -> Result<(), StoreError> {
    create(connection, &connection.configuration.messages_table).await
}

async fn create(connection: &Connection, table: &str) -> Result<(), StoreError> {
    let key = |name: &str, kind: KeyType| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    let attribute = |name: &str| AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build();
    let corrupt = |error: aws_sdk_dynamodb::error::BuildError| StoreError::Corrupt(error.to_string());
    let answer = connection
        .dynamodb
        .create_table()
        .table_name(table)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute(PARTITION).map_err(corrupt)?)
        .attribute_definitions(attribute(SORT).map_err(corrupt)?)
        .key_schema(key(PARTITION, KeyType::Hash).map_err(corrupt)?)
        .key_schema(key(SORT, KeyType::Range).map_err(corrupt)?)
        .send()
        .await;
    match answer {
        Err(error) if !error.as_service_error().is_some_and(|error| error.is_resource_in_use_exception()) => Err(StoreError::of(&error)),
        // A table that is there may have been made by a call that ended before this.
        _ => expire_items(connection, table).await,
    }
}

/// The attribute by which items of the content table end; none: they do not.
///
/// # Errors
/// [`StoreError::Unavailable`] when the store does not answer.
pub async fn expiry_of_content_table(connection: &Connection) -> Result<Option<String>, StoreError> {
    expiry(connection, &connection.configuration.content_table).await
}

/// The attribute by which items of the table of messages end; none: they do not.
///
/// # Errors
/// [`StoreError::Unavailable`] when the store does not answer.
pub async fn expiry_of_messages_table(connection: &Connection) -> Result<Option<String>, StoreError> {
    expiry(connection, &connection.configuration.messages_table).await
}

async fn expiry(connection: &Connection, table: &str) -> Result<Option<String>, StoreError> {
    let described = connection.dynamodb.describe_time_to_live().table_name(table).send().await.map_err(|error| StoreError::of(&error))?;
    let on = |status: Option<&TimeToLiveStatus>| matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling));
    Ok(described.time_to_live_description.filter(|found| on(found.time_to_live_status.as_ref())).and_then(|found| found.attribute_name))
}

/// DynamoDB refuses to switch on what is on.
async fn expire_items(connection: &Connection, table: &str) -> Result<(), StoreError> {
    if expiry(connection, table).await?.is_some() {
        return Ok(());
    }
    let expiry = TimeToLiveSpecification::builder().attribute_name(CONTENT_TABLE_EXPIRY).enabled(true).build();
    let expiry = expiry.map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let update = connection.dynamodb.update_time_to_live().table_name(table);
    update.time_to_live_specification(expiry).send().await.map(drop).map_err(|error| StoreError::of(&error))
}

/// Switches the stream of the content table on, with old and new images, unless it is on; only where no template does.
///
/// # Errors
/// [`StoreError::Unavailable`] when the store does not answer.
pub async fn stream_content_table(connection: &Connection) -> Result<(), StoreError> {
    let table = &connection.configuration.content_table;
    let described = connection.dynamodb.describe_table().table_name(table).send().await.map_err(|error| StoreError::of(&error))?;
    let stream = described.table.and_then(|table| table.stream_specification);
    if stream.is_some_and(|stream| stream.stream_enabled) {
        return Ok(());
    }
    let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewAndOldImages).build();
    let stream = stream.map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let update = connection.dynamodb.update_table().table_name(table).stream_specification(stream);
    update.send().await.map(drop).map_err(|error| StoreError::of(&error))
}
