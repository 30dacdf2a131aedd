//! The edge itself: from a request to a response.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderName;
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use jiff::Timestamp;

use crate::answer::State;
use crate::behaviour::{Behaviour, normalised};
use crate::cache::Cache;
use crate::collapse::{Flights, Wanted};
use crate::forward;
use crate::key::{self, Encoding};
use crate::origin::{self, Origin, OriginRequest};
use crate::purge::Purges;
use crate::render::{self, Outcome};
use crate::tags::{self, Tags};
use crate::under_way::UnderWay;
use crate::viewer::ViewerFunction;

/// CloudFront bounds a URL at 8,192 bytes.
const LONGEST_URL: usize = 8192;

/// Tells the time; injected, so that tests need not wait.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What can be set.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long a purge takes to have its effect.
    pub purge_delay: Duration,
    /// How much the cache may hold, in bytes; what was not used for longest goes first.
    pub bytes: usize,
    /// The header in which origins name the tags of an answer.
    pub tag_header: HeaderName,
    /// What every request meets before the cache, if there is such a function.
    pub viewer_function: Option<Arc<ViewerFunction>>,
    /// Whether an answer is kept though a purge of its tags overtook it on its way: what CloudFront may do at its worst.
    pub keeps_overtaken: bool,
    /// Paths of pages that are shown in place of an origin's errors, by the status, which stays (`CustomErrorResponses`).
    pub error_pages: HashMap<StatusCode, String>,
}

impl Default for Options {
    /// Purges at once, 64 MiB, `cache-tag`, no function, nothing that was overtaken, no pages of errors.
    fn default() -> Self {
        let tag_header = HeaderName::from_static("cache-tag");
        Self {
            purge_delay: Duration::ZERO,
            bytes: 64 << 20,
            tag_header,
            viewer_function: None,
            keeps_overtaken: false,
            error_pages: HashMap::new(),
        }
    }
}

/// An answer that is in the cache, as a test sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// The key: encoding (`identity` or `br`), a space, path, and the declared query if there is one.
    pub key: String,
    /// The tags that were kept, in lower case.
    pub tags: Vec<String>,
}

/// The laptop's CloudFront.
pub struct Edge {
    routes: Vec<Route>,
    clock: Clock,
    purge_delay: i64,
    purges: Purges,
    viewer_function: Option<Arc<ViewerFunction>>,
    pub(crate) keeps_overtaken: bool,
    pub(crate) error_pages: HashMap<StatusCode, String>,
    pub(crate) tag_header: HeaderName,
    pub(crate) cache: Cache,
    pub(crate) flights: Flights,
    pub(crate) under_way: UnderWay,
}

pub(crate) struct Route {
    pub(crate) behaviour: Behaviour,
    pub(crate) origin: Option<Arc<dyn Origin>>,
}

impl Edge {
    /// An edge with an empty cache. A behaviour whose origin is not among `origins` answers 502.
    #[must_use]
    pub fn new(behaviours: Vec<Behaviour>, origins: HashMap<&'static str, Arc<dyn Origin>>, clock: Clock, options: Options) -> Self {
        let routes = behaviours.into_iter().map(|behaviour| Route { behaviour, origin: origins.get(behaviour.origin).cloned() }).collect();
        Self {
            routes,
            clock,
            purge_delay: i64::try_from(options.purge_delay.as_millis()).unwrap_or(i64::MAX),
            purges: Purges::new(),
            viewer_function: options.viewer_function,
            keeps_overtaken: options.keeps_overtaken,
            error_pages: options.error_pages,
            tag_header: options.tag_header,
            cache: Cache::new(options.bytes),
            flights: Flights::default(),
            under_way: UnderWay::default(),
        }
    }

    /// Answers one request, from the cache if possible.
    pub async fn serve(self: Arc<Self>, request: Request<Bytes>, peer: SocketAddr) -> Response<Bytes> {
        let (mut parts, body) = request.into_parts();
        let refuse = |status, text| render::refusal(status, text, &parts.method);
        if parts.uri.path_and_query().is_some_and(|path| path.as_str().len() > LONGEST_URL) {
            return refuse(StatusCode::URI_TOO_LONG, "The address is longer than 8,192 bytes.\n");
        }
        let path = parts.uri.path();
        if !path.starts_with('/') {
            return refuse(StatusCode::BAD_REQUEST, "The address is not a path.\n");
        }
        let Some(route) = self.route(path) else {
            return refuse(StatusCode::NOT_FOUND, "Nothing answers at this address.\n");
        };
        if !route.behaviour.methods.allow(&parts.method) {
            return refuse(StatusCode::FORBIDDEN, "This method is not allowed here.\n");
        }
        if parts.method == Method::GET && !body.is_empty() {
            // CloudFront answers 403 to a GET with a body ("GET requests that include a body").
            return refuse(StatusCode::FORBIDDEN, "A GET has no body.\n");
        }
        // The behaviour is that of the address as it was sent: what the function makes of it changes key and question, not the origin.
        if let Some(function) = &self.viewer_function {
            match function.decide(&mut parts, peer.ip()) {
                Ok(None) => {}
                Ok(Some(response)) => return render::generated(response, &parts.method),
                Err(error) => {
                    tracing::error!(path = parts.uri.path(), %error, "the viewer function failed");
                    return render::without_function(&parts.method);
                }
            }
        }
        let Some(origin) = &route.origin else {
            return render::refusal(StatusCode::BAD_GATEWAY, "This address has no origin.\n", &parts.method);
        };
        let query = key::filtered(parts.uri.query(), &route.behaviour.cache);
        let response = if route.behaviour.methods.kept() {
            self.read(&parts, query, route.behaviour.origin, origin, peer).await
        } else {
            self.pass(&parts, query, body, route.behaviour.origin, origin, peer).await
        };
        if self.error_pages.contains_key(&response.status()) { self.error_page(response, &parts, peer).await } else { response }
    }

    /// The first behaviour that covers a path.
    pub(crate) fn route(&self, path: &str) -> Option<&Route> {
        let matched = normalised(path);
        self.routes.iter().find(|route| route.behaviour.covers(&matched))
    }

    /// Answers where answers are kept.
    async fn read(
        self: &Arc<Self>,
        parts: &Parts,
        query: String,
        name: &'static str,
        origin: &Arc<dyn Origin>,
        peer: SocketAddr,
    ) -> Response<Bytes> {
        let now = self.now();
        self.settle(now);
        let encoding = Encoding::accepted(&parts.headers);
        let key = key::key(encoding, parts.uri.path(), &query);
        if let Some(answer) = self.cache.get(&key)
            && answer.state(now) == State::Fresh
        {
            return render::kept(&answer, Outcome::Hit, now, &parts.method, &parts.headers);
        }
        let wanted = Wanted {
            key,
            path: parts.uri.path().to_owned(),
            query,
            headers: forward::for_kept(&parts.headers, &parts.uri, peer.ip(), name, encoding),
            encoding,
            origin: Arc::clone(origin),
            source_ip: peer.ip(),
        };
        let (answer, outcome) = self.obtain(wanted).await;
        render::kept(&answer, outcome, self.now(), &parts.method, &parts.headers)
    }

    /// Answers where nothing is kept. Nothing is compressed either: CloudFront does not compress where caching is off.
    async fn pass(
        &self,
        parts: &Parts,
        query: String,
        body: Bytes,
        name: &'static str,
        origin: &Arc<dyn Origin>,
        peer: SocketAddr,
    ) -> Response<Bytes> {
        let request = OriginRequest {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query,
            headers: forward::for_passed(&parts.headers, &parts.uri, peer.ip(), name),
            body,
            source_ip: peer.ip(),
        };
        render::passed(origin::ask(Arc::clone(origin), request).await, &parts.method, &self.tag_header)
    }

    /// Removes every answer that has one of these tags, once the delay of the options has passed. Tags are compared without regard to case.
    pub async fn purge(&self, tags: &[String]) {
        let purged: Tags = tags.iter().filter_map(|tag| tags::canonical(tag)).collect();
        if self.purge_delay == 0 {
            self.purge_now(&purged);
        } else {
            self.purges.plan(self.now().saturating_add(self.purge_delay), purged);
        }
    }

    /// What is in the cache, stale answers included, sorted by key.
    #[must_use]
    pub fn contents(&self) -> Vec<Kept> {
        self.settle(self.now());
        let mut contents: Vec<Kept> = self
            .cache
            .contents()
            .into_iter()
            .map(|(key, answer)| Kept { key: key.into(), tags: answer.tags.iter().map(|tag| tag.to_string()).collect() })
            .collect();
        contents.sort();
        contents
    }

    /// How many requests that came over a socket are being answered.
    #[must_use]
    pub fn running(&self) -> usize {
        self.under_way.count()
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        (self.clock)().as_millisecond()
    }

    /// Lets the purges that are due take effect.
    pub(crate) fn settle(&self, now: i64) {
        self.purges.apply_due(now, |purged| self.purge_now(purged));
    }
}
