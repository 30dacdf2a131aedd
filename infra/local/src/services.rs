//! DynamoDB and S3 on loopback, so that the ordinary SDKs are used as they are.

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dynoxide::actions::scan::ScanRequest;
use dynoxide::{AttributeValue, Database};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use store::{Configuration, Connection, Files};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::chaos::{Chaos, Part, between};
use crate::stream::Stream;

/// Access key and secret of the embedded services: they are open to this machine alone and protect nothing.
const KEY: (&str, &str) = ("local", "local-secret");

/// The running services; they end when this is dropped.
pub struct Services {
    /// SDK clients for them.
    pub connection: Connection,
    database: Database,
    /// Where it is kept, if not in memory.
    file: Option<PathBuf>,
    tasks: Vec<JoinHandle<()>>,
}

/// A service does not start; each is one sentence that says what to do.
#[derive(Debug)]
pub enum ServicesError {
    /// The file of the database cannot be opened or read.
    Database(PathBuf, String),
    /// Anything else.
    Other(String),
}

impl fmt::Display for ServicesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(file, why) => {
                // What the database says further is for those who program it.
                let why = why.split(". ").next().unwrap_or_default().trim_start_matches("Internal error: ").trim_end_matches('.');
                write!(
                    f,
                    "The database {} cannot be read ({why}): start once with --fresh to load the content anew, or choose another folder with --data.",
                    file.display()
                )
            }
            Self::Other(why) => write!(f, "The embedded services do not start ({why}): start again, or choose another folder with --data."),
        }
    }
}

impl std::error::Error for ServicesError {}

impl Drop for Services {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Services {
    /// Starts both services and makes table and buckets where they are missing. Without a `database` file, content is kept in memory.
    ///
    /// # Errors
    /// [`ServicesError`].
    pub async fn start(database: Option<&Path>, buckets: &Path) -> Result<Self, ServicesError> {
        Self::start_with(database, buckets, None).await
    }

    /// The same, with faults between the services and whoever asks them.
    ///
    /// # Errors
    /// [`ServicesError`].
    pub async fn start_with(database: Option<&Path>, buckets: &Path, chaos: Option<&Chaos>) -> Result<Self, ServicesError> {
        let failed = |error: &dyn fmt::Display| ServicesError::Other(error.to_string());
        let unreadable = |error: &dyn fmt::Display| match database {
            Some(file) => ServicesError::Database(file.to_owned(), error.to_string()),
            None => failed(error),
        };
        let tables = match database {
            Some(file) => Database::new(&file.to_string_lossy()),
            None => Database::memory(),
        };
        let tables = tables.map_err(|error| unreadable(&error))?;
        let mut tasks = Vec::new();
        let (dynamodb, to_dynamodb) = listener(Part::Table, chaos, &mut tasks).await.map_err(|error| failed(&error))?;
        let (s3, to_s3) = listener(Part::Buckets, chaos, &mut tasks).await.map_err(|error| failed(&error))?;
        let configuration = Configuration {
            region: "eu-central-1".to_owned(),
            dynamodb_endpoint: Some(format!("http://{to_dynamodb}")),
            s3_endpoint: Some(format!("http://{to_s3}")),
            credentials: (KEY.0.to_owned(), KEY.1.to_owned(), None),
            content_table: "content".to_owned(),
            messages_table: "messages".to_owned(),
            media_bucket: "media".to_owned(),
            assets_bucket: "assets".to_owned(),
            patience: chaos.map(|chaos| chaos.pace().patience).unwrap_or_default(),
        };
        let files = FileSystem::new(buckets).map_err(|error| ServicesError::Other(format!("{}: {error:?}", buckets.display())))?;
        let (handle, file) = (tables.clone(), database.map(Path::to_owned));
        tasks.extend([tokio::spawn(dynoxide::server::serve_on(dynamodb, tables)), tokio::spawn(serve_s3(s3, files))]);
        let services = Self { connection: Connection::new(configuration), database: handle, file, tasks };
        store::create_content_table(&services.connection).await.map_err(|error| unreadable(&error))?;
        store::create_messages_table(&services.connection).await.map_err(|error| unreadable(&error))?;
        Files::media(&services.connection).create_bucket().await.map_err(|error| failed(&error))?;
        Files::assets(&services.connection).create_bucket().await.map_err(|error| failed(&error))?;
        Ok(services)
    }
}

impl Services {
    /// Switches the content table's stream on, unless it is, and reads it from here on. Not before content is loaded: writing is several times
    /// faster without it.
    pub(crate) async fn stream(&self) -> Result<Stream, ServicesError> {
        let failed = |why: String| ServicesError::Other(why);
        if let Some(file) = &self.file {
            index_stream(file).map_err(|error| ServicesError::Database(file.clone(), error.to_string()))?;
        }
        store::stream_content_table(&self.connection).await.map_err(|error| failed(error.to_string()))?;
        Stream::at_end(self.database.clone(), &self.connection.configuration().content_table).map_err(failed)
    }
}

impl Services {
    /// What stands in the table of messages: texts and numbers, by the names of their attributes.
    pub(crate) fn messages(&self) -> Result<Vec<HashMap<String, String>>, String> {
        let table_name = self.connection.configuration().messages_table.clone();
        let found = self.database.scan(ScanRequest { table_name, ..ScanRequest::default() }).map_err(|error| error.to_string())?;
        let text = |value: AttributeValue| match value {
            AttributeValue::S(text) | AttributeValue::N(text) => Some(text),
            _ => None,
        };
        let items = found.items.unwrap_or_default().into_iter();
        Ok(items.map(|item| item.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()).collect())
    }
}

/// The embedded DynamoDB finds the end of a stream by reading all of it, at each write: with an index on just what it asks for, a write costs the
/// same however many changes there were.
fn index_stream(file: &Path) -> rusqlite::Result<()> {
    let connection = rusqlite::Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(
        "CREATE INDEX IF NOT EXISTS stream_end ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
         CREATE INDEX IF NOT EXISTS stream_shard ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));",
    )
}

/// Where a service listens, and where it is asked: at the same place, unless faults stand between.
async fn listener(part: Part, chaos: Option<&Chaos>, tasks: &mut Vec<JoinHandle<()>>) -> std::io::Result<(TcpListener, SocketAddr)> {
    let service = TcpListener::bind("127.0.0.1:0").await?;
    let address = service.local_addr()?;
    let Some(chaos) = chaos else { return Ok((service, address)) };
    let before = TcpListener::bind("127.0.0.1:0").await?;
    let asked = before.local_addr()?;
    tasks.push(tokio::spawn(between(before, address, part, chaos.clone())));
    Ok((service, asked))
}

async fn serve_s3(listener: TcpListener, files: FileSystem) {
    let mut builder = S3ServiceBuilder::new(files);
    builder.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
    let service = builder.build();
    while let Ok((socket, _)) = listener.accept().await {
        let service = service.clone();
        tokio::spawn(async move {
            let server = Builder::new(TokioExecutor::new());
            if let Err(error) = server.serve_connection(TokioIo::new(socket), service).await {
                tracing::debug!(%error, "a connection to the embedded S3 ended");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_damaged_database_is_named_with_a_way_out() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("content.sqlite");
        let buckets = place.path().join("s3");
        std::fs::create_dir(&buckets).unwrap();
        drop(Services::start(Some(&file), &buckets).await.unwrap());
        let sound = std::fs::read(&file).unwrap();
        let scratched = |from: usize| sound.iter().enumerate().map(|(at, byte)| if at < from { *byte } else { 0xa5 }).collect::<Vec<u8>>();
        for damaged in [b"not a database, but a letter to somebody".repeat(200), scratched(0), scratched(100), sound[..50].to_vec()] {
            std::fs::write(&file, damaged).unwrap();
            for beside in ["content.sqlite-wal", "content.sqlite-shm"] {
                let _ = std::fs::remove_file(place.path().join(beside));
            }
            let text = Services::start(Some(&file), &buckets).await.err().unwrap().to_string();
            assert!(text.contains(&file.display().to_string()) && text.contains("--fresh") && text.contains("--data"), "{text}");
            assert_eq!((text.lines().count(), text.matches(". ").count()), (1, 0), "{text}");
        }
    }
}
