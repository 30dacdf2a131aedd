//! The stream of the embedded content table, and the function that follows it, as Lambda's event source mapping does in the cloud.

use std::collections::BTreeSet;
use std::sync::Arc;

use aws_lambda_events::event::dynamodb::Event;
use dynoxide::Database;
use dynoxide::actions::describe_stream::DescribeStreamRequest;
use dynoxide::actions::get_records::GetRecordsRequest;
use dynoxide::actions::get_shard_iterator::GetShardIteratorRequest;
use dynoxide::actions::list_streams::ListStreamsRequest;
use edge::{BoxFuture, Edge};
use publish::{App, Purge, PurgeError};
use tokio::sync::Mutex;

/// Changes in one event, as the template sets it.
const BATCH: usize = 100;
/// Deliveries of one batch until it is given up: a minute of looks. In the cloud it is given up after fewer, between which Lambda waits longer.
const TRIES: usize = 240;

/// Reads the stream from where it was when this was made.
pub(crate) struct Stream {
    database: Database,
    /// Where to go on.
    position: Mutex<String>,
    /// What was not done to its end, and how often it was tried: it comes before all else.
    unfinished: Mutex<Option<(Event, usize)>>,
}

impl Stream {
    /// The end of a table's stream.
    pub(crate) fn at_end(database: Database, table: &str) -> Result<Self, String> {
        let failed = |error: dynoxide::DynoxideError| error.to_string();
        let streams = database.list_streams(ListStreamsRequest { table_name: Some(table.to_owned()), ..Default::default() });
        let stream = streams.map_err(failed)?.streams.into_iter().next().ok_or("the table has no stream")?;
        let described = database.describe_stream(DescribeStreamRequest { stream_arn: stream.stream_arn.clone(), ..Default::default() });
        let shard = described.map_err(failed)?.stream_description.shards.into_iter().next().ok_or("the stream has no shard")?;
        let request = GetShardIteratorRequest {
            stream_arn: stream.stream_arn,
            shard_id: shard.shard_id,
            shard_iterator_type: "LATEST".to_owned(),
            sequence_number: None,
        };
        let position = database.get_shard_iterator(request).map_err(failed)?.shard_iterator.ok_or("the shard has no end")?;
        Ok(Self { database, position: Mutex::new(position), unfinished: Mutex::new(None) })
    }

    /// The next batch of changes; none: nothing is new.
    pub(crate) async fn next(&self) -> Result<Option<Event>, String> {
        let mut position = self.position.lock().await;
        let database = self.database.clone();
        let request = GetRecordsRequest { shard_iterator: position.clone(), limit: Some(BATCH) };
        let read = tokio::task::spawn_blocking(move || database.get_records(request));
        let answer = read.await.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
        if let Some(next) = answer.next_shard_iterator {
            *position = next;
        }
        if answer.records.is_empty() {
            return Ok(None);
        }
        // The way to the function is JSON, as in the cloud.
        let event = serde_json::to_value(serde_json::json!({ "Records": answer.records })).and_then(serde_json::from_value);
        event.map(Some).map_err(|error| error.to_string())
    }
}

impl Stream {
    /// Hands batch after batch to the function, until nothing is new or one fails: that comes again at the next look, before all that is behind it,
    /// and is given up after many. Whether there was anything.
    pub(crate) async fn follow(&self, app: &App) -> Result<bool, String> {
        let mut unfinished = self.unfinished.lock().await;
        let mut any = false;
        loop {
            let (mut batch, tries) = match unfinished.take() {
                Some(waiting) => waiting,
                None => match self.next().await? {
                    Some(batch) => (batch, 0),
                    None => return Ok(any),
                },
            };
            any = true;
            let answer = publish::handle(app, batch.clone()).await;
            let Some(failed) = answer.batch_item_failures.into_iter().next() else { continue };
            batch.records =
                batch.records.into_iter().skip_while(|record| record.change.sequence_number != failed.item_identifier).collect();
            if tries + 1 < TRIES {
                *unfinished = Some((batch, tries + 1));
                return Ok(any);
            }
            tracing::error!(
                changes = batch.records.len(),
                "changes were given up: what they changed shows when the kept pages are a day old"
            );
        }
    }
}

/// The laptop's edge as something to purge.
pub struct LocalEdge(pub Arc<Edge>);

impl Purge for LocalEdge {
    fn purge<'a>(&'a self, tags: &'a BTreeSet<String>) -> BoxFuture<'a, Result<(), PurgeError>> {
        Box::pin(async move {
            let tags: Vec<String> = tags.iter().cloned().collect();
            self.0.purge(&tags).await;
            Ok(())
        })
    }
}
