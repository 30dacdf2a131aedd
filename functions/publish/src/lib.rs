//! Follows the content table's stream: what changed is purged at the edge, and what is made of it is made anew.
//!
//! A batch may come twice, late, or in another order than other batches, and this function may end in the middle of it: everything here can be
//! repeated, and a batch that was not done to its end is reported, so that it comes again.

mod event;
mod purge;

use std::sync::Arc;

use aws_lambda_events::event::dynamodb::Event;
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use store::{ItemChange, Publisher, StoreError};
use web::Clock;

pub use purge::{CloudFront, Purge, PurgeError};

/// What this function may do: learn what changes affect, make neighbours and views anew, and purge.
pub struct App {
    /// Follows changes in the store.
    pub publisher: Publisher,
    /// Tells the time.
    pub clock: Clock,
    /// The edge that keeps pages.
    pub purge: Arc<dyn Purge>,
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

/// First what visitors may see wrong is purged, then what is made of the change is made anew: that writes again, and so comes back here.
async fn follow(app: &App, changes: &[ItemChange]) -> Result<(), Failure> {
    if changes.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    let tags = app.publisher.tags(changes, now).await.map_err(Failure::Store)?;
    if !tags.is_empty() {
        app.purge.purge(&tags).await.map_err(Failure::Purge)?;
        tracing::info!(changes = changes.len(), tags = tags.len(), "purged");
    }
    app.publisher.refresh(changes, now).await.map_err(Failure::Store)
}
