//! DynamoDB and S3 on loopback, so that the ordinary SDKs are used as they are.

use std::fmt;
use std::path::Path;

use dynoxide::Database;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use store::{Configuration, Connection, Files};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Access key and secret of the embedded services: they are open to this machine alone and protect nothing.
const KEY: (&str, &str) = ("local", "local-secret");

/// The running services; they end when this is dropped.
#[derive(Debug)]
pub struct Services {
    /// SDK clients for them.
    pub connection: Connection,
    tasks: Vec<JoinHandle<()>>,
}

/// A service does not start.
#[derive(Debug)]
pub struct ServicesError(String);

impl fmt::Display for ServicesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The embedded services do not start: {}.", self.0)
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
        let failed = |error: &dyn fmt::Display| ServicesError(error.to_string());
        let database = match database {
            Some(file) => Database::new(&file.to_string_lossy()).map_err(|error| failed(&error))?,
            None => Database::memory().map_err(|error| failed(&error))?,
        };
        let dynamodb = TcpListener::bind("127.0.0.1:0").await.map_err(|error| failed(&error))?;
        let s3 = TcpListener::bind("127.0.0.1:0").await.map_err(|error| failed(&error))?;
        let address = |listener: &TcpListener| listener.local_addr().map(|address| format!("http://{address}"));
        let configuration = Configuration {
            region: "eu-central-1".to_owned(),
            dynamodb_endpoint: Some(address(&dynamodb).map_err(|error| failed(&error))?),
            s3_endpoint: Some(address(&s3).map_err(|error| failed(&error))?),
            credentials: (KEY.0.to_owned(), KEY.1.to_owned(), None),
            content_table: "content".to_owned(),
            media_bucket: "media".to_owned(),
            assets_bucket: "assets".to_owned(),
        };
        let files = FileSystem::new(buckets).map_err(|error| ServicesError(format!("{error:?}")))?;
        let tasks = vec![tokio::spawn(dynoxide::server::serve_on(dynamodb, database)), tokio::spawn(serve_s3(s3, files))];
        let services = Self { connection: Connection::new(configuration), tasks };
        store::create_content_table(&services.connection).await.map_err(|error| failed(&error))?;
        Files::media(&services.connection).create_bucket().await.map_err(|error| failed(&error))?;
        Files::assets(&services.connection).create_bucket().await.map_err(|error| failed(&error))?;
        Ok(services)
    }
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
