//! Follows the content table's stream: what changed is purged at the edge, and what is made of it is made anew.
//!
//! A batch may come twice, late, or in another order than other batches, and this function may end in the middle of it: everything here can be
//! repeated, and a batch that was not done to its end is reported, so that it comes again.

mod event;
mod look;
mod network;
mod purge;
mod receipt;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::dynamodb::Event;
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use store::{ItemChange, Publisher, SecondPurge, StoreError};
use web::Clock;

pub use look::Look;
pub use network::Network;
pub use purge::{CloudFront, Purge, PurgeError};

/// How long after the first purge the second one is due. A page that was being made when its content changed is made within ten seconds,
/// the time-out of the functions for visitors, or not at all.
pub const SECOND: Duration = Duration::from_secs(15);

/// What this function may do: learn what changes affect, make neighbours and views anew, purge, and look at pages.
pub struct App {
    /// Follows changes in the store.
    pub publisher: Publisher,
    /// Tells the time.
    pub clock: Clock,
    /// The edge that keeps pages.
    pub purge: Arc<dyn Purge>,
    /// Looks at pages on both sides of it.
    pub look: Arc<dyn Look>,
}

/// Why a batch was not done.
#[derive(Debug)]
enum Failure {
    Store(StoreError),
    Purge(PurgeError),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(error) => write!(f, "{error}"),
            Self::Purge(error) => write!(f, "{error}"),
        }
    }
}

/// Handles a batch of changes. The answer names the first change that was not done; Lambda sends it again, with all after it.
pub async fn handle(app: &App, batch: Event) -> DynamoDbEventResponse {
    let (changes, unread) = event::changes(&batch);
    let failed = match follow(app, &changes).await {
        Ok(()) => unread.map(|(number, why)| {
            tracing::error!(number, why, "a change cannot be read: it goes to the queue of what was given up");
            number
        }),
        Err(failure) => {
            tracing::error!(%failure, changes = changes.len(), "changes were not published; they come again");
            event::first(&batch)
        }
    };
    let mut answer = DynamoDbEventResponse::default();
    if let Some(number) = failed {
        let mut failure = DynamoDbBatchItemFailure::default();
        failure.item_identifier = Some(number);
        answer.batch_item_failures.push(failure);
    }
    answer
}

/// First what visitors may see wrong is purged, then what is made of the change is made anew: that writes again, and so comes back here. Then pages
/// are looked at; and the same is purged once more when its time has come, which a second purge itself never is.
async fn follow(app: &App, changes: &[ItemChange]) -> Result<(), Failure> {
    if changes.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    let mut due = SecondPurge::due(changes).map_err(Failure::Store)?;
    let tags = app.publisher.tags(changes, now).await.map_err(Failure::Store)?;
    let all: BTreeSet<String> = tags.union(&due.tags).cloned().collect();
    if !all.is_empty() {
        app.purge.purge(&all).await.map_err(Failure::Purge)?;
        tracing::info!(changes = changes.len(), tags = tags.len(), again = due.tags.len(), "purged");
    }
    let again = app.clock.now().saturating_add(SECOND).unwrap_or(now);
    app.publisher.refresh(changes, now).await.map_err(Failure::Store)?;
    let mut publications = receipt::publications(app, changes).await;
    receipt::keep(app, &mut publications, receipt::FIRST).await;
    app.publisher.purge_again(again, SecondPurge::of(tags, publications)).await.map_err(Failure::Store)?;
    receipt::keep(app, &mut due.publications, receipt::SECOND).await;
    Ok(())
}
