//! Writing many documents fast. The desk makes its transactions as always, but sends them to an address here that answers “done” to
//! each, and what they would have written is imported in bulk: so the store holds exactly what the desk writes, in a fraction of the time.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use dynoxide::{AttributeValue, Database, ImportOptions, Item};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, JoinSet};

use crate::Outcome;

/// Items that are imported in one go.
const BATCH: usize = 5_000;
/// Transactions that may wait for the import.
const WAITING: usize = 256;

#[derive(Deserialize)]
struct Transaction {
    #[serde(rename = "TransactItems")]
    writes: Vec<Write>,
}

#[derive(Deserialize)]
enum Write {
    Put {
        #[serde(rename = "Item")]
        item: Item,
    },
    Update {
        #[serde(rename = "Key")]
        key: Item,
        #[serde(rename = "UpdateExpression")]
        expression: String,
        #[serde(rename = "ExpressionAttributeNames", default)]
        names: HashMap<String, String>,
        #[serde(rename = "ExpressionAttributeValues", default)]
        values: Item,
    },
}

/// Counts by key and attribute, added up until the end.
type Counts = BTreeMap<(String, String), BTreeMap<String, i64>>;

/// An address that takes transactions for a database.
pub(super) struct Intake {
    /// Where it is.
    pub(super) endpoint: String,
    counts: Arc<Mutex<Counts>>,
    server: JoinHandle<()>,
    importer: JoinHandle<Outcome<()>>,
    database: Database,
    table: String,
}

impl Intake {
    pub(super) async fn open(database: &Database, table: &str) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let counts = Arc::new(Mutex::new(Counts::new()));
        let (sender, receiver) = channel(WAITING);
        let server = tokio::spawn(serve(listener, sender, Arc::clone(&counts)));
        let importer = tokio::task::spawn_blocking({
            let (database, table) = (database.clone(), table.to_owned());
            move || import(&database, &table, receiver)
        });
        Ok(Self { endpoint, counts, server, importer, database: database.clone(), table: table.to_owned() })
    }

    /// Waits until everything is in the database.
    pub(super) async fn close(self) -> Outcome<()> {
        self.server.abort();
        // With the server its senders go, and the importer ends after what is left.
        let _ = self.server.await;
        self.importer.await??;
        let counts = std::mem::take(&mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner));
        let items = counts.into_iter().map(|((partition, sort), counts)| {
            let keys = [("pk", partition), ("sk", sort)].map(|(name, value)| (name.to_owned(), AttributeValue::S(value)));
            keys.into_iter().chain(counts.into_iter().map(|(name, count)| (name, AttributeValue::N(count.to_string())))).collect()
        });
        self.database.import_items(&self.table, items.collect(), ImportOptions::default())?;
        Ok(())
    }
}

fn import(database: &Database, table: &str, mut receiver: Receiver<Vec<Item>>) -> Outcome<()> {
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(items) = receiver.blocking_recv() {
        batch.extend(items);
        if batch.len() >= BATCH {
            database.import_items(table, std::mem::take(&mut batch), ImportOptions::default())?;
        }
    }
    database.import_items(table, batch, ImportOptions::default())?;
    Ok(())
}

async fn serve(listener: TcpListener, sender: Sender<Vec<Item>>, counts: Arc<Mutex<Counts>>) {
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        let (sender, counts) = (sender.clone(), Arc::clone(&counts));
        connections.spawn(async move {
            let service = service_fn(|request| take(request, sender.clone(), Arc::clone(&counts)));
            // A client that hangs up is told by its own error.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
        });
    }
}

async fn take(request: Request<Incoming>, sender: Sender<Vec<Item>>, counts: Arc<Mutex<Counts>>) -> Outcome<Response<Full<Bytes>>> {
    let body = request.into_body().collect().await?.to_bytes();
    let transaction: Transaction = serde_json::from_slice(&body)?;
    let mut items = Vec::with_capacity(transaction.writes.len());
    for write in transaction.writes {
        match write {
            Write::Put { item } => items.push(item),
            Write::Update { key, expression, names, values } => {
                let mut terms = Vec::new();
                let (verb, list) = expression.split_once(' ').ok_or("an update without a verb")?;
                for term in list.split(", ") {
                    let (name, value) = term.split_once([' ', '=']).ok_or("an update without a value")?;
                    let value = values.get(value.trim_start_matches(['=', ' '])).ok_or("an update with a value that is not there")?;
                    terms.push((names.get(name).cloned().unwrap_or_else(|| name.to_owned()), value.clone()));
                }
                match verb {
                    "SET" => items.push(key.into_iter().chain(terms).collect()),
                    "ADD" => add(&mut counts.lock().unwrap_or_else(PoisonError::into_inner), &key, &terms)?,
                    _ => return Err(format!("an update that is not known here: {expression}").into()),
                }
            }
        }
    }
    sender.send(items).await?;
    Ok(Response::builder().header("content-type", "application/x-amz-json-1.0").body(Full::new(Bytes::from_static(b"{}")))?)
}

fn add(counts: &mut Counts, key: &Item, terms: &[(String, AttributeValue)]) -> Outcome<()> {
    let part = |name: &str| match key.get(name) {
        Some(AttributeValue::S(value)) => Ok(value.clone()),
        _ => Err(format!("a key without {name}")),
    };
    let counts = counts.entry((part("pk")?, part("sk")?)).or_default();
    for (name, value) in terms {
        let AttributeValue::N(number) = value else { return Err("an addition of no number".into()) };
        *counts.entry(name.clone()).or_default() += number.parse::<i64>()?;
    }
    Ok(())
}
