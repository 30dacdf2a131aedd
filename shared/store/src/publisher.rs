//! The handle of whoever follows the table's stream: it learns which pages a change affects, and makes neighbours and views anew.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::Select;
use domain::{Language, List, Settings};
use futures_util::future::try_join_all;
use jiff::Timestamp;

use crate::affected::{Affected, ItemChange, affected};
use crate::codec::{text, zone};
use crate::configuration::Connection;
use crate::desk::Desk;
use crate::error::StoreError;
use crate::keys::{self, PARTITION, SORT};
use crate::tags;

/// Follows changes.
#[derive(Debug, Clone)]
pub struct Publisher {
    pub(crate) desk: Desk,
}

impl Publisher {
    /// The handle on this connection.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        Self { desk: Desk::new(connection) }
    }

    /// W9: the tags of all pages that these changes change. A store without settings has no pages, so nothing is affected.
    ///
    /// How deep in a list by time a change lies is asked of the list as it is now. Others may have changed it meanwhile: what they pushed down
    /// or drew up since, their own changes name, and the tags of those are purged after both.
    ///
    /// # Errors
    /// [`StoreError`]; asking again is harmless.
    pub async fn tags(&self, changes: &[ItemChange], now: Timestamp) -> Result<BTreeSet<String>, StoreError> {
        let Some((_, Affected { mut tags, newest, .. })) = self.affected(changes, now).await? else { return Ok(BTreeSet::new()) };
        let ranks = newest.into_iter().map(|((language, list), sort)| async move {
            Ok::<_, StoreError>((language, list, self.rank(language, list, &sort, now).await?))
        });
        for (language, list, rank) in try_join_all(ranks).await? {
            tags.extend(tags::newest_from(language, list, rank));
        }
        Ok(tags)
    }

    /// W10: makes neighbours and views anew where these changes call for it (W5, W6). What that writes is a change again, and
    /// comes back through the stream; the second time nothing differs any more.
    ///
    /// # Errors
    /// [`StoreError`]; doing it again is harmless.
    pub async fn refresh(&self, changes: &[ItemChange], now: Timestamp) -> Result<(), StoreError> {
        let Some((settings, Affected { spots, views, .. })) = self.affected(changes, now).await? else { return Ok(()) };
        if !spots.is_empty() {
            self.desk.refresh_neighbours(&spots).await?;
        }
        if views {
            self.desk.refresh_views(&settings, now).await?;
        }
        Ok(())
    }

    async fn affected(&self, changes: &[ItemChange], now: Timestamp) -> Result<Option<(Settings, Affected)>, StoreError> {
        let Some((settings, _)) = self.desk.settings().await? else { return Ok(None) };
        let affected = affected(changes, &zone(&settings.time_zone)?, now)?;
        Ok(Some((settings, affected)))
    }

    /// How many cards of a list by time are newer than a place in it, [`tags::DEEPEST`] at most: deeper, no page looks.
    async fn rank(&self, language: Language, list: List, sort: &str, now: Timestamp) -> Result<u32, StoreError> {
        let (lower, upper) = (keys::behind(sort), keys::up_to(now));
        if lower > upper {
            return Ok(0);
        }
        let query = self.desk.client.query().table_name(&self.desk.table).consistent_read(true).select(Select::Count);
        let answer = query
            .key_condition_expression(format!("{PARTITION} = :p AND {SORT} BETWEEN :lower AND :upper"))
            .expression_attribute_values(":p", text(keys::list_partition(language, list)))
            .expression_attribute_values(":lower", text(lower))
            .expression_attribute_values(":upper", text(upper))
            .limit(i32::try_from(tags::DEEPEST).unwrap_or(i32::MAX))
            .send()
            .await
            .map_err(|error| StoreError::of(&error))?;
        Ok(u32::try_from(answer.count()).unwrap_or_default())
    }
}
