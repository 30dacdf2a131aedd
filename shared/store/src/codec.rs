//! Items as they are kept: keys and what conditions ask for are attributes of their own, the rest is one JSON text in `data`.
//! JSON is parsed several times faster than nested attribute values, costs fewer bytes, and is as readable in the console.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// The attribute that holds the JSON.
pub(crate) const DATA: &str = "data";
/// The attribute that counts the changes of an item.
pub(crate) const VERSION: &str = "version";
/// The attribute that names the document which an address belongs to.
pub(crate) const DOCUMENT: &str = "document";
/// The attribute of a page that holds its neighbours.
pub(crate) const AROUND: &str = "around";
/// The attribute of a change's record that says who, when and how.
pub(crate) const CHANGE: &str = "change";

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

pub(crate) fn encode<T: Serialize>(value: &T) -> Result<AttributeValue, StoreError> {
    serde_json::to_string(value).map(AttributeValue::S).map_err(|error| StoreError::Corrupt(error.to_string()))
}

pub(crate) fn decode<T: DeserializeOwned>(item: &Item, attribute: &str) -> Result<T, StoreError> {
    let json =
        item.get(attribute).and_then(|value| value.as_s().ok()).ok_or_else(|| StoreError::Corrupt(format!("no {attribute} in an item")))?;
    serde_json::from_str(json).map_err(|error| StoreError::Corrupt(format!("{attribute}: {error}")))
}

pub(crate) fn decode_optional<T: DeserializeOwned>(item: &Item, attribute: &str) -> Result<Option<T>, StoreError> {
    if item.contains_key(attribute) { decode(item, attribute).map(Some) } else { Ok(None) }
}

/// The version of an item; 0 for one that is not there.
pub(crate) fn version(item: Option<&Item>) -> u64 {
    item.and_then(|item| item.get(VERSION)?.as_n().ok()?.parse().ok()).unwrap_or_default()
}

/// Attributes whose names begin with `prefix`, as counts.
pub(crate) fn counts<'a>(item: &'a Item, prefix: &'a str) -> impl Iterator<Item = (&'a str, u32)> {
    item.iter().filter_map(move |(name, value)| {
        let count: i64 = value.as_n().ok()?.parse().ok()?;
        Some((name.strip_prefix(prefix)?, u32::try_from(count).unwrap_or_default()))
    })
}

/// The time zone of this name, as the site's settings give it.
///
/// # Errors
/// [`StoreError::Corrupt`]: there is no such zone. Whoever writes settings looks first, so this is a store that somebody else wrote.
pub fn zone(name: &str) -> Result<TimeZone, StoreError> {
    TimeZone::get(name).map_err(|error| StoreError::Corrupt(error.to_string()))
}
