//! What DynamoDB takes at once. It refuses more when the write comes; here it is known beforehand, from the writes themselves.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use domain::Settings;

use crate::codec::encode;
use crate::commit::Write;
use crate::error::StoreError;

/// Writes of one transaction.
const MOST_WRITES: usize = 100;
/// Bytes of one item: 400 KB, less what is not known yet: who made the change, and an article's neighbours, which are five at most, each
/// with a title and an address.
const LARGEST_ITEM: usize = 384 * 1024;
/// Bytes of all items of one transaction.
const LARGEST_CHANGE: usize = 4_000_000;
/// Bytes of a number at most.
const NUMBER: usize = 21;

/// What one change would need beyond what the store takes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// Items that are written.
    Writes {
        /// Needed.
        found: usize,
        /// Possible.
        most: usize,
    },
    /// Bytes of one item. The largest is the record of the change, which holds the document in all languages, each text as it was
    /// written and as it is shown.
    Item {
        /// Needed.
        found: usize,
        /// Possible.
        most: usize,
    },
    /// Bytes of all items.
    Change {
        /// Needed.
        found: usize,
        /// Possible.
        most: usize,
    },
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Writes { found, most } => write!(f, "the change needs {found} writes at once; {most} are possible"),
            Self::Item { found, most } => write!(f, "the document needs {found} bytes in one item; {most} are possible"),
            Self::Change { found, most } => write!(f, "the change needs {found} bytes at once; {most} are possible"),
        }
    }
}

/// Whether these writes can be one transaction.
pub(crate) fn check(writes: &[Write]) -> Result<(), StoreError> {
    let sizes = || writes.iter().map(|write| size(&write.item));
    let (largest, all) = (sizes().max().unwrap_or_default(), sizes().sum());
    if writes.len() > MOST_WRITES {
        return Err(StoreError::Excess(Excess::Writes { found: writes.len(), most: MOST_WRITES }));
    }
    if largest > LARGEST_ITEM {
        return Err(StoreError::Excess(Excess::Item { found: largest, most: LARGEST_ITEM }));
    }
    if all > LARGEST_CHANGE {
        return Err(StoreError::Excess(Excess::Change { found: all, most: LARGEST_CHANGE }));
    }
    Ok(())
}

/// Whether the store can keep these settings, which are one item.
///
/// # Errors
/// [`StoreError::Excess`] for settings that are too large.
pub fn check_settings(settings: &Settings) -> Result<(), StoreError> {
    let found = encode(settings)?.as_s().map_or(0, String::len);
    if found > LARGEST_ITEM { Err(StoreError::Excess(Excess::Item { found, most: LARGEST_ITEM })) } else { Ok(()) }
}

/// The bytes of what is written, as DynamoDB counts them: names and values. An update is counted by the placeholders of
/// its values, which are about as long as the names that they stand for.
fn size(item: &TransactWriteItem) -> usize {
    let put = item.put().map(|put| bytes(put.item()));
    let update = item.update().map(|update| bytes(update.key()) + update.expression_attribute_values().map(bytes).unwrap_or_default());
    put.or(update).unwrap_or_default()
}

fn bytes(attributes: &HashMap<String, AttributeValue>) -> usize {
    attributes.iter().map(|(name, value)| name.len() + value.as_s().map_or(NUMBER, String::len)).sum()
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::Put;

    use super::*;

    fn write(bytes: usize) -> Write {
        let put = Put::builder().table_name("table").item("data", AttributeValue::S("a".repeat(bytes - "data".len()))).build();
        Write { name: String::new(), item: TransactWriteItem::builder().set_put(put.ok()).build() }
    }

    fn excess(writes: &[usize]) -> Option<Excess> {
        match check(&writes.iter().copied().map(write).collect::<Vec<_>>()) {
            Err(StoreError::Excess(excess)) => Some(excess),
            _ => None,
        }
    }

    #[test]
    fn what_the_store_cannot_take_at_once_is_known_before_it_is_asked() {
        assert_eq!(excess(&[LARGEST_ITEM; 10]), None);
        assert_eq!(excess(&[LARGEST_ITEM + 1]), Some(Excess::Item { found: LARGEST_ITEM + 1, most: LARGEST_ITEM }));
        assert_eq!(excess(&[LARGEST_ITEM; 11]), Some(Excess::Change { found: LARGEST_ITEM * 11, most: LARGEST_CHANGE }));
        assert_eq!(excess(&[10; MOST_WRITES]), None);
        assert_eq!(excess(&[10; MOST_WRITES + 1]), Some(Excess::Writes { found: MOST_WRITES + 1, most: MOST_WRITES }));
    }
}
