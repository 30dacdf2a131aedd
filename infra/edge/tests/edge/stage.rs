//! An edge before one scripted origin.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use edge::{Behaviour, BoxFuture, CachePolicy, Clock, Edge, Methods, Options, Origin, OriginRequest, OriginResponse};
use http::header::{ETAG, HeaderName, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use jiff::Timestamp;
use tokio::sync::watch;

/// The distribution's public promise.
pub(crate) const PUBLIC: &str = "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=3600";

type Script = dyn FnMut(&OriginRequest) -> OriginResponse + Send;

/// Answers by a script, and remembers what it was asked.
pub(crate) struct Scripted {
    script: Mutex<Box<Script>>,
    seen: Mutex<Vec<OriginRequest>>,
    open: watch::Sender<bool>,
}

impl Origin for Scripted {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            // What it answers is decided when it is asked, even if the answer is held back.
            let response = (self.script.lock().unwrap_or_else(PoisonError::into_inner))(&request);
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            let _ = self.open.subscribe().wait_for(|open| *open).await;
            response
        })
    }
}

pub(crate) struct Stage {
    pub(crate) edge: Arc<Edge>,
    pub(crate) origin: Arc<Scripted>,
    time: Arc<AtomicI64>,
}

impl Stage {
    pub(crate) fn new(options: Options) -> Self {
        let origin = Arc::new(Scripted {
            script: Mutex::new(Box::new(|_| reply(200, &[("cache-control", PUBLIC)], "page"))),
            seen: Mutex::default(),
            open: watch::channel(true).0,
        });
        let time = Arc::new(AtomicI64::new(1_800_000_000_000));
        let read = |pattern, query| Behaviour { pattern, origin: "site", cache: CachePolicy { query }, methods: Methods::Read };
        let behaviours = vec![
            Behaviour { pattern: "/desk/*", origin: "site", cache: CachePolicy { query: &["*"] }, methods: Methods::All },
            Behaviour { pattern: "/nowhere/*", origin: "nowhere", cache: CachePolicy { query: &[] }, methods: Methods::Read },
            Behaviour {
                pattern: "/forms/*",
                origin: "site",
                cache: CachePolicy { query: &["document"] },
                methods: Methods::Form { headers: &["content-type", "origin", "sec-fetch-site"] },
            },
            read("/en/*", &["page", "year"]),
            read("/assets/*", &[]),
        ];
        let shared: Arc<dyn Origin> = Arc::clone(&origin) as Arc<dyn Origin>;
        let edge = Edge::new(behaviours, HashMap::from([("site", shared)]), clock(&time), options);
        Self { edge: Arc::new(edge), origin, time }
    }

    pub(crate) fn usual() -> Self {
        Self::new(Options::default())
    }

    /// Lets the origin answer everything like this, with 304 if it is asked about the same entity tag.
    pub(crate) fn origin_answers(&self, status: u16, headers: &[(&'static str, &str)], body: &str) {
        let full = reply(status, headers, body);
        self.origin_does(move |request| {
            let mut response = full.clone();
            if request.headers.get(IF_NONE_MATCH).is_some_and(|tag| Some(tag) == response.headers.get(ETAG)) {
                response.status = StatusCode::NOT_MODIFIED;
                response.body = Bytes::new();
            }
            response
        });
    }

    pub(crate) fn origin_does(&self, script: impl FnMut(&OriginRequest) -> OriginResponse + Send + 'static) {
        *self.origin.script.lock().unwrap_or_else(PoisonError::into_inner) = Box::new(script);
    }

    /// Holds the origin's answers back, or lets them go.
    pub(crate) fn origin_holds(&self, holds: bool) {
        self.origin.open.send_replace(!holds);
    }

    pub(crate) fn asked(&self) -> usize {
        self.origin.seen.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    pub(crate) fn last_asked(&self) -> Option<OriginRequest> {
        self.origin.seen.lock().unwrap_or_else(PoisonError::into_inner).last().cloned()
    }

    pub(crate) fn now(&self) -> i64 {
        self.time.load(Ordering::SeqCst)
    }

    pub(crate) fn time(&self) -> Arc<AtomicI64> {
        Arc::clone(&self.time)
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.time.fetch_add(i64::try_from(time.as_millis()).unwrap_or_default(), Ordering::SeqCst);
    }

    pub(crate) fn seconds(&self, seconds: u64) {
        self.pass(Duration::from_secs(seconds));
    }

    pub(crate) async fn get(&self, path: &str) -> Seen {
        self.ask(Method::GET, path, &[], "").await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&'static str, &str)]) -> Seen {
        self.ask(Method::GET, path, headers, "").await
    }

    pub(crate) async fn ask(&self, method: Method, path: &str, headers: &[(&'static str, &str)], body: &str) -> Seen {
        let mut request = Request::new(Bytes::copy_from_slice(body.as_bytes()));
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().unwrap_or_default();
        *request.headers_mut() = header_map(headers);
        Seen(Arc::clone(&self.edge).serve(request, SocketAddr::from((Ipv4Addr::new(192, 0, 2, 7), 4711))).await)
    }

    /// Lets the tasks of the background run as far as they can.
    pub(crate) async fn background(&self) {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.edge.contents().into_iter().map(|kept| kept.key).collect()
    }
}

pub(crate) fn clock(time: &Arc<AtomicI64>) -> Clock {
    let time = Arc::clone(time);
    Arc::new(move || Timestamp::from_millisecond(time.load(Ordering::SeqCst)).unwrap_or_default())
}

pub(crate) fn header_map(headers: &[(&'static str, &str)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap_or(HeaderValue::from_static("")));
    }
    map
}

pub(crate) fn reply(status: u16, headers: &[(&'static str, &str)], body: &str) -> OriginResponse {
    OriginResponse {
        status: StatusCode::from_u16(status).unwrap_or_default(),
        headers: header_map(headers),
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

/// What a visitor sees.
#[derive(Debug)]
pub(crate) struct Seen(pub(crate) Response<Bytes>);

impl Seen {
    pub(crate) fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn cache(&self) -> &str {
        self.header("x-cache").and_then(|value| value.strip_suffix(" from edge")).unwrap_or_default()
    }

    pub(crate) fn body(&self) -> &str {
        str::from_utf8(self.0.body()).unwrap_or("not a text")
    }
}
