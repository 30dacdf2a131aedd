//! The laptop's edge before what is deployed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::config::{Credentials, Region};
use aws_sdk_cloudfront::types::Origin as OriginConfig;
use clap::Args;
use domain::Language;
use edge::{Behaviour, CachePolicy, Edge, Methods, Origin, ViewerFunction};
use local::Workbench;
use store::{Configuration, Connection, Desk, Files};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use web::{Clock, SiteLinks};

use crate::bucket::Bucket;
use crate::distribution::{self, Distribution};
use crate::function_url::FunctionUrl;
use crate::invalidations::Invalidations;

/// Bytes that the edge keeps at most.
const KEPT: usize = 256 * 1024 * 1024;

/// How often orders to purge are looked for.
const LOOK: Duration = Duration::from_millis(250);

/// What to look at.
#[derive(Debug, Args)]
pub(crate) struct Looking {
    /// The distribution
    #[arg(long)]
    distribution: String,
    /// Port on 127.0.0.1
    #[arg(long)]
    port: u16,
    /// Port on 127.0.0.1 of a second edge that keeps nothing: what it answers is made anew
    #[arg(long)]
    fresh_port: u16,
    /// File with what the key-value store holds, a JSON object of texts
    #[arg(long)]
    entries: PathBuf,
}

/// Serves until the input ends, so that it does not outlive who started it.
pub(crate) async fn look(connection: &Connection, looking: &Looking, clock: &Clock) -> Result<String, String> {
    let configuration = connection.configuration();
    let at = configuration
        .dynamodb_endpoint
        .clone()
        .ok_or("The edge is for an emulator on this machine: set AWS_ENDPOINT_URL to its address.")?;
    let client = client(configuration, &at);
    let functions = Arc::new(web::Client::new(configuration, clock.clone(), true, Some(at.clone())));
    let deployed = || distribution::read(&client, &looking.distribution, |found| origin(connection, &functions, found));
    let entries = entries(looking)?;
    let kept = edge(connection, deployed().await?, &entries, KEPT, clock).await?;
    let fresh = edge(connection, deployed().await?, &entries, 0, clock).await?;
    let (listener, fresh_listener) = (bound(looking.port).await?, bound(looking.fresh_port).await?);
    say(&format!("Secretariat is at http://127.0.0.1:{}/", looking.port)).await;
    tokio::select! {
        () = Arc::clone(&kept).listen(listener, end_of_input()) => Ok("The input ended.".to_owned()),
        () = Arc::clone(&fresh).listen(fresh_listener, std::future::pending::<()>()) => Err("The second edge ended.".to_owned()),
        why = follow(&client, &looking.distribution, &kept) => Err(why),
    }
}

async fn bound(port: u16) -> Result<TcpListener, String> {
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| format!("port {port}: {error}"))
}

async fn end_of_input() {
    let mut buffer = [0; 64];
    while matches!(tokio::io::stdin().read(&mut buffer).await, Ok(read) if read > 0) {}
}

async fn follow(client: &Client, distribution: &str, edge: &Edge) -> String {
    let mut invalidations = Invalidations::new(client, distribution);
    let mut ticks = tokio::time::interval(LOOK);
    loop {
        ticks.tick().await;
        match invalidations.follow(edge).await {
            Ok(orders) if orders.is_empty() => {}
            Ok(orders) => say(&format!("Purged: {}", orders.join(" "))).await,
            Err(why) => return format!("The orders to purge cannot be read: {why}."),
        }
    }
}

/// Says a line to whoever waits for it; a reader who has gone away is no reason to stop.
async fn say(line: &str) {
    let mut output = tokio::io::stdout();
    let _ = output.write_all(format!("{line}\n").as_bytes()).await;
    let _ = output.flush().await;
}

fn client(configuration: &Configuration, at: &str) -> Client {
    let (key, secret, token) = configuration.credentials.clone();
    let builder = aws_sdk_cloudfront::Config::builder()
        .behavior_version_latest()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(key, secret, token, None, "environment"))
        .http_client(store::http_client(Some(at)))
        .endpoint_url(at);
    Client::from_conf(builder.build())
}

/// A function's address, or one of the two buckets.
fn origin(connection: &Connection, functions: &Arc<web::Client>, found: &OriginConfig) -> Result<Arc<dyn Origin>, String> {
    let configuration = connection.configuration();
    let host = found.domain_name();
    if host.contains(".lambda-url.") {
        return Ok(Arc::new(FunctionUrl { host: host.to_owned(), client: Arc::clone(functions) }));
    }
    match host.split('.').next().unwrap_or_default() {
        bucket if bucket == configuration.assets_bucket => Ok(Arc::new(Bucket(Files::assets(connection)))),
        bucket if bucket == configuration.media_bucket => Ok(Arc::new(Bucket(Files::media(connection)))),
        _ => Err(format!("{host} is neither a function's address nor a bucket of the stack")),
    }
}

fn entries(looking: &Looking) -> Result<BTreeMap<String, String>, String> {
    let failed = |why: &dyn std::fmt::Display| format!("{}: {why}", looking.entries.display());
    let text = std::fs::read_to_string(&looking.entries).map_err(|error| failed(&error))?;
    serde_json::from_str(&text).map_err(|error| failed(&error))
}

async fn edge(
    connection: &Connection,
    deployed: Distribution,
    entries: &BTreeMap<String, String>,
    bytes: usize,
    clock: &Clock,
) -> Result<Arc<Edge>, String> {
    let Distribution { mut behaviours, mut origins, function, tag_header, error_pages } = deployed;
    let function = function.map(|text| ViewerFunction::new(&text, Some(entries.clone()))).transpose().map_err(|error| error.to_string())?;
    // Not deployed: the list of pages by which checks find one of every kind.
    behaviours.insert(0, Behaviour { pattern: "/_local/*", origin: "workbench", cache: CachePolicy { query: &[] }, methods: Methods::All });
    origins.insert("workbench", Arc::new(workbench(connection, clock).await?));
    let time = clock.clone();
    let options = edge::Options {
        purge_delay: Duration::ZERO,
        bytes,
        tag_header,
        viewer_function: function.map(Arc::new),
        keeps_overtaken: false,
        error_pages,
    };
    Ok(Arc::new(Edge::new(behaviours, origins, Arc::new(move || time.now()), options)))
}

async fn workbench(connection: &Connection, clock: &Clock) -> Result<Workbench, String> {
    let settings = Desk::new(connection).settings().await.map_err(|error| error.to_string())?;
    let language: Option<Language> = settings.and_then(|(settings, _)| settings.languages.first().copied());
    let language = language.ok_or("The site has no settings yet: import content first.")?;
    let links = SiteLinks { base: std::env::var("BASE_URL").unwrap_or_default() };
    Ok(Workbench::new(connection, connection.configuration(), clock, &links, language))
}
