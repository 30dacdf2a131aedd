//! A second purge, some seconds after the first: a page that was being made while its content changed may have reached the edge after the
//! first one. It is an item until its moment; the clock takes it away, and that is a change which whoever follows changes carries out.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::affected::ItemChange;
use crate::codec::{DATA, text};
use crate::error::StoreError;
use crate::keys::{self, Named, PARTITION};
use crate::publisher::Publisher;
use crate::receipts::{Publication, tag_of_page};

/// Tags in one item: at some 180 bytes each, an item stays below 100 KB.
const MOST_TAGS: usize = 400;

/// What is purged again, and what is looked at then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondPurge {
    /// The tags.
    pub tags: BTreeSet<String>,
    /// The publications whose receipts it confirms.
    pub publications: Vec<Publication>,
}

impl SecondPurge {
    /// The second purge of what was purged for these changes, with the pages of publications: it may be that others purged them first.
    #[must_use]
    pub fn of(mut tags: BTreeSet<String>, publications: Vec<Publication>) -> Self {
        tags.extend(publications.iter().flat_map(|publication| &publication.own).map(tag_of_page));
        Self { tags, publications }
    }

    /// Those that are due with these changes: their items were taken away.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for an item that no function of this crate wrote.
    pub fn due(changes: &[ItemChange]) -> Result<Self, StoreError> {
        let mut due = Self::default();
        for change in changes {
            if change.named()? == Named::SecondPurge
                && let Some(order) = change.taken::<Self>()?
            {
                due.tags.extend(order.tags);
                due.publications.extend(order.publications);
            }
        }
        Ok(due)
    }

    /// In parts that are items each; publications go with the first.
    fn parts(self) -> Vec<Self> {
        let tags: Vec<String> = self.tags.into_iter().collect();
        let mut parts: Vec<Self> =
            tags.chunks(MOST_TAGS).map(|tags| Self { tags: tags.iter().cloned().collect(), publications: Vec::new() }).collect();
        match parts.first_mut() {
            Some(first) => first.publications = self.publications,
            None if self.publications.is_empty() => {}
            None => parts.push(Self { tags: BTreeSet::new(), publications: self.publications }),
        }
        parts
    }
}

impl Publisher {
    /// W16: lets the clock order a second purge at a moment. The same order for the same moment is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn purge_again(&self, at: Timestamp, order: SecondPurge) -> Result<(), StoreError> {
        for part in order.parts() {
            let data = serde_json::to_string(&part).map_err(|error| StoreError::Corrupt(error.to_string()))?;
            let digest: String = Sha256::digest(&data).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            let put = self
                .desk
                .client
                .put_item()
                .table_name(&self.desk.table)
                .set_item(Some(keys::second_purge(at, &digest).attributes()))
                .item(DATA, text(data))
                .condition_expression(format!("attribute_not_exists({PARTITION})"));
            match put.send().await.map_err(|error| StoreError::of(&error)) {
                Ok(_) | Err(StoreError::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affected::Image;
    use crate::keys::{Key, SORT};

    fn order(tags: usize) -> SecondPurge {
        SecondPurge { tags: (0..tags).map(|number| format!("{number:0180}")).collect(), publications: Vec::new() }
    }

    fn image(key: &Key, order: &SecondPurge) -> Option<Image> {
        let data = serde_json::to_string(order).unwrap();
        Some(
            [(PARTITION, key.partition.clone()), (SORT, key.sort.clone()), (DATA, data)]
                .map(|(name, value)| (name.to_owned(), value))
                .into(),
        )
    }

    #[test]
    fn an_order_becomes_due_when_its_item_is_taken_away_and_not_before() {
        let key = keys::second_purge(Timestamp::UNIX_EPOCH, "0f");
        let stands = ItemChange { old: None, new: image(&key, &order(2)) };
        assert_eq!(SecondPurge::due(std::slice::from_ref(&stands)), Ok(SecondPurge::default()));
        let taken = ItemChange { old: image(&key, &order(2)), new: None };
        assert_eq!(SecondPurge::due(&[stands, taken]), Ok(order(2)));
        // What other items held is none of its business.
        let mut other = image(&keys::settings(), &order(2));
        other.iter_mut().for_each(|image| drop(image.insert(DATA.to_owned(), "something else".to_owned())));
        assert_eq!(SecondPurge::due(&[ItemChange { old: other, new: None }]), Ok(SecondPurge::default()));
    }

    #[test]
    fn a_large_order_is_several_items_of_less_than_100_kb_and_none_is_lost() {
        let parts = order(1000).parts();
        assert_eq!(parts.len(), 3);
        assert!(parts.iter().all(|part| serde_json::to_string(part).unwrap().len() < 100_000));
        assert_eq!(parts.into_iter().flat_map(|part| part.tags).collect::<BTreeSet<_>>(), order(1000).tags);
        assert_eq!(order(0).parts(), []);
    }
}
