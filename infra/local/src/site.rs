//! The site, composed: services, functions, edge.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::dynamodb::Event;
use domain::{Language, Settings};
use edge::{Edge, Origin, VIEWER_REQUEST, ViewerError, ViewerFunction};
use publishing::Report;
use store::{Connection, Desk, Files, Object, PublicContent, Publisher, Timetable};
use web::{ASSETS, Clock, Front, FrontError, Function, OUTAGE_KEPT, OUTAGE_PATH, OUTAGE_TYPE};

use crate::behaviours::{behaviours, error_pages};
use crate::buckets::Bucket;
use crate::chaos::{Chaos, Unreliable};
use crate::load::{Content, LoadError};
use crate::look::LocalLook;
use crate::services::{Services, ServicesError};
use crate::stream::{LocalEdge, Stream};
use crate::workbench::{Workbench, function_origin};

/// Bytes that the edge keeps at most: the demonstration is some 20 MB with all variants.
const KEPT: usize = 256 * 1024 * 1024;

/// Where content is kept.
#[derive(Debug, Clone)]
pub enum Store {
    /// In a database file and a folder of buckets.
    Files {
        /// The database.
        database: PathBuf,
        /// The buckets.
        buckets: PathBuf,
    },
    /// In memory, with a folder of buckets, for tests.
    Memory {
        /// The buckets.
        buckets: PathBuf,
    },
}

/// A site that is ready to serve.
pub struct Site {
    /// The edge before it.
    pub edge: Arc<Edge>,
    /// SDK clients for its store.
    pub connection: Connection,
    /// Its functions by name.
    pub functions: HashMap<&'static str, Arc<dyn Function>>,
    /// Its clock.
    pub clock: Clock,
    /// The function that does what is due.
    pub timetable: clock::App,
    /// The function that follows changes of its content.
    pub publish: publish::App,
    stream: Stream,
    _services: Services,
}

/// The site does not start.
#[derive(Debug)]
pub enum SiteError {
    /// Its services do not.
    Services(ServicesError),
    /// Its content cannot be loaded.
    Load(LoadError),
    /// Its store does not answer.
    Store(store::StoreError),
    /// The function of its edge cannot be read.
    Edge(ViewerError),
    /// The page for when nothing answers cannot be made.
    Words(FrontError),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Services(error) => write!(f, "{error}"),
            Self::Load(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "The site does not start: {error}."),
            Self::Edge(error) => write!(f, "The site does not start, since the function of its edge cannot be read: {error}."),
            Self::Words(error) => write!(f, "The site does not start: {error}."),
        }
    }
}

impl std::error::Error for SiteError {}

impl From<store::StoreError> for SiteError {
    fn from(error: store::StoreError) -> Self {
        Self::Store(error)
    }
}

impl Site {
    /// Starts services, loads content if there is any to load, and puts functions and edge together. `base` is scheme and host of the site.
    ///
    /// # Errors
    /// [`SiteError`].
    pub async fn start(
        store: &Store,
        base: &str,
        clock: Clock,
        content: Option<&Content>,
        progress: &mut (dyn FnMut(usize, usize) + Send),
    ) -> Result<(Self, Option<Report>), SiteError> {
        Self::start_with(store, base, clock, content, progress, None).await
    }

    /// The same, with faults behind the functions and before them.
    ///
    /// # Errors
    /// [`SiteError`].
    pub async fn start_with(
        store: &Store,
        base: &str,
        clock: Clock,
        content: Option<&Content>,
        progress: &mut (dyn FnMut(usize, usize) + Send),
        chaos: Option<&Chaos>,
    ) -> Result<(Self, Option<Report>), SiteError> {
        let (database, buckets) = match store {
            Store::Files { database, buckets } => (Some(database.as_path()), buckets),
            Store::Memory { buckets } => (None, buckets),
        };
        let services = Services::start_with(database, buckets, chaos).await.map_err(SiteError::Services)?;
        let connection = services.connection.clone();
        publish_assets(&connection).await?;
        let report = match content {
            Some(content) => Some(content.load(&connection, progress).await.map_err(SiteError::Load)?),
            None => None,
        };
        // The first read of what is kept.
        let settings = Desk::new(&connection).settings().await.map_err(|error| match database {
            Some(file) => SiteError::Services(ServicesError::Database(file.to_owned(), error.to_string())),
            None => SiteError::Store(error),
        })?;
        publish_error_page(&connection, settings.as_ref().map(|(settings, _)| settings)).await?;
        let mut languages = settings.map(|(settings, _)| settings.languages).unwrap_or_default();
        if languages.is_empty() {
            // Without content there is nothing to show in any language; the interface then speaks the one it is written in.
            languages.extend("en".parse::<Language>());
        }
        let stream = services.stream().await.map_err(SiteError::Services)?;
        Ok((Self::composed(services, stream, buckets, clock, base, &languages, chaos)?, report))
    }

    fn composed(
        services: Services,
        stream: Stream,
        buckets: &Path,
        clock: Clock,
        base: &str,
        languages: &[Language],
        chaos: Option<&Chaos>,
    ) -> Result<Self, SiteError> {
        let no_language = || SiteError::Store(store::StoreError::Corrupt("no language".to_owned()));
        let language = *languages.first().ok_or_else(no_language)?;
        let connection = services.connection.clone();
        let front = || Front::new(clock.clone(), base, language);
        let content = || PublicContent::new(&connection);
        let functions: HashMap<&'static str, Arc<dyn Function>> = HashMap::from([
            ("home", Arc::new(home::App { content: content(), front: front() }) as Arc<dyn Function>),
            ("news", Arc::new(news::App { content: content(), front: front() }) as Arc<dyn Function>),
            ("pages", Arc::new(pages::App { content: content(), front: front() }) as Arc<dyn Function>),
        ]);
        let origin = |function: &Arc<dyn Function>| -> Arc<dyn Origin> {
            let origin = function_origin(Arc::clone(function), &clock);
            chaos.map_or_else(|| Arc::clone(&origin), |chaos| Arc::new(Unreliable { origin: Arc::clone(&origin), chaos: chaos.clone() }))
        };
        let mut origins: HashMap<&'static str, Arc<dyn Origin>> =
            functions.iter().map(|(name, function)| (*name, origin(function))).collect();
        origins.insert("assets", Arc::new(Bucket { files: Files::assets(&connection), folder: buckets.join("assets") }));
        origins.insert("media", Arc::new(Bucket { files: Files::media(&connection), folder: buckets.join("media") }));
        origins.insert("workbench", Arc::new(Workbench::new(&connection, connection.configuration(), &clock, &front().links, language)));
        let time = clock.clone();
        let options = edge::Options {
            purge_delay: Duration::ZERO,
            bytes: KEPT,
            tag_header: http::HeaderName::from_static(web::TAG_HEADER),
            viewer_function: Some(Arc::new(viewer_function(languages)?)),
            keeps_overtaken: false,
            error_pages: error_pages(),
        };
        let edge = Arc::new(Edge::new(behaviours(), origins, Arc::new(move || time.now()), options));
        let purge = Arc::new(LocalEdge(Arc::clone(&edge)));
        let timetable = clock::App { timetable: Timetable::new(&connection), clock: clock.clone() };
        let look = Arc::new(LocalLook::new(&edge, &functions, &clock, base));
        let publish = publish::App { publisher: Publisher::new(&connection), clock: clock.clone(), purge, look };
        Ok(Self { edge, connection, functions, clock, timetable, publish, stream, _services: services })
    }

    /// The next changes of its content that nobody followed yet; none: nothing is new.
    ///
    /// # Errors
    /// The embedded stream cannot be read.
    pub async fn changes(&self) -> Result<Option<Event>, String> {
        self.stream.next().await
    }

    /// Follows what was changed since the last time, and what that changes in turn, until nothing is new or something fails: purges, and makes
    /// anew what is made of it. Whether there was anything; what failed is tried first the next time.
    ///
    /// # Errors
    /// The embedded stream cannot be read.
    pub async fn follow(&self) -> Result<bool, String> {
        self.stream.follow(&self.publish).await
    }

    /// Answers one request as the edge would.
    pub async fn fetch(&self, request: http::Request<bytes::Bytes>) -> http::Response<bytes::Bytes> {
        Arc::clone(&self.edge).serve(request, SocketAddr::from(([127, 0, 0, 1], 0))).await
    }
}

/// The deployed function, with the languages in its key-value store. There is no host in it, since this machine goes by many names.
fn viewer_function(languages: &[Language]) -> Result<ViewerFunction, SiteError> {
    let languages: Vec<&str> = languages.iter().map(Language::as_str).collect();
    let entries = BTreeMap::from([("languages".to_owned(), languages.join(","))]);
    ViewerFunction::new(VIEWER_REQUEST, Some(entries)).map_err(SiteError::Edge)
}

/// Puts the site's own files where the edge finds them. Their names hold a digest, so those of earlier versions stay beside them.
async fn publish_assets(connection: &Connection) -> Result<(), store::StoreError> {
    let files = Files::assets(connection);
    for asset in ASSETS.iter() {
        files.put(&asset.key, Object { bytes: asset.text.into(), media_type: asset.media_type.to_owned() }).await?;
    }
    Ok(())
}

/// Puts the page where the edge finds it when nothing else answers. Its name stays, so the one of before goes.
async fn publish_error_page(connection: &Connection, settings: Option<&Settings>) -> Result<(), SiteError> {
    let page = web::outage_page(settings).map_err(SiteError::Words)?;
    let object = Object { bytes: page.into(), media_type: OUTAGE_TYPE.to_owned() };
    Ok(Files::assets(connection).put_for(OUTAGE_PATH.trim_start_matches('/'), object, OUTAGE_KEPT).await?)
}
