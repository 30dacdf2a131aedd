//! The edge on a socket: HTTP/1.1 with bounds on everything that a visitor can send.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, Version};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::render::refusal;
use crate::serve::Edge;
use crate::under_way::UnderWay;

/// CloudFront bounds a request without its body, in bytes ("Quotas").
const LONGEST_HEAD: usize = 32_768;

/// Where the parser itself gives up, with a bare 431; between the two the answer explains itself.
const PARSER_BUFFER: usize = 65_536;

/// Lambda bounds the payload of an invocation at 6 MB; in bytes.
const LARGEST_BODY: usize = 6 << 20;

/// How long a visitor may take to send a head, and again to send a body.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Connections at a time; more wait in the listener's queue.
const CONNECTIONS: u32 = 1024;

/// How long running requests may take after the end was announced: an origin's 30 seconds and a little.
const FAREWELL: Duration = Duration::from_secs(35);

/// How long the last bytes of an answer may take on their way when the end is announced and nothing is being answered.
const LAST_BYTES: Duration = Duration::from_millis(250);

/// A pause after a failure to accept, which mostly means that file descriptors are short.
const PAUSE: Duration = Duration::from_millis(50);

impl Edge {
    /// Serves a listener until `shutdown` is ready, then finishes the requests that are running. What has not come in whole by then is not
    /// waited for.
    pub async fn listen(self: Arc<Self>, listener: TcpListener, shutdown: impl Future) {
        let places = Arc::new(Semaphore::new(CONNECTIONS as usize));
        let (stop, stopped) = watch::channel(());
        let mut shutdown = pin!(shutdown);
        loop {
            let place = tokio::select! {
                _ = &mut shutdown => break,
                place = Arc::clone(&places).acquire_owned() => place,
            };
            let Ok(place) = place else { break };
            let accepted = tokio::select! {
                _ = &mut shutdown => break,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => {
                    tokio::spawn(connection(Arc::clone(&self), stream, peer, stopped.clone(), place));
                }
                Err(_) => sleep(PAUSE).await,
            }
        }
        drop((listener, stop));
        // All places are free again when the last connection has ended. A visitor who does not read does not hold the end up for ever.
        let _ = timeout(FAREWELL, places.acquire_many(CONNECTIONS)).await;
    }
}

async fn connection(edge: Arc<Edge>, stream: TcpStream, peer: SocketAddr, mut stopped: watch::Receiver<()>, _place: OwnedSemaphorePermit) {
    // Without this, small answers wait for the acknowledgement of earlier ones; if it fails they are merely slow.
    let _ = stream.set_nodelay(true);
    let under_way = &UnderWay::default();
    let service = service_fn(move |request| {
        let edge = Arc::clone(&edge);
        async move { Ok::<_, Infallible>(receive(edge, under_way, request, peer).await.map(Full::new)) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIMEOUT)
        .max_header_size(PARSER_BUFFER)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // An error here is a visitor who went away or sent nonsense, and was told so.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    if under_way.count() > 0 {
        let _ = connection.await;
    } else {
        // Idle, or in the middle of a request, which could take as long as the visitor likes.
        let _ = timeout(LAST_BYTES, connection).await;
    }
}

/// Reads a request whole and serves it. From then on it is under way.
async fn receive(edge: Arc<Edge>, under_way: &UnderWay, request: Request<Incoming>, peer: SocketAddr) -> Response<Bytes> {
    let (mut parts, body) = request.into_parts();
    if parts.method == Method::CONNECT {
        return closing(StatusCode::BAD_REQUEST, "This is not a proxy.\n", &parts.method);
    }
    if head_length(&parts.uri, &parts.headers) > LONGEST_HEAD {
        return closing(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are longer than 32,768 bytes.\n", &parts.method);
    }
    if !names_its_host(parts.version, &parts.headers) {
        return closing(StatusCode::BAD_REQUEST, "The request does not name one host.\n", &parts.method);
    }
    // An absolute address could claim a scheme that this connection does not have.
    if parts.uri.scheme().is_some() {
        let path = parts.uri.path_and_query().cloned();
        parts.uri = path.map_or_else(Uri::default, Uri::from);
    }
    let body = if body.is_end_stream() {
        Bytes::new()
    } else {
        if announced(&parts.headers).is_some_and(|length| length > LARGEST_BODY as u64) {
            return closing(StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 6 MB.\n", &parts.method);
        }
        match timeout(READ_TIMEOUT, Limited::new(body, LARGEST_BODY).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
                return closing(StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 6 MB.\n", &parts.method);
            }
            Ok(Err(_)) => return closing(StatusCode::BAD_REQUEST, "The request broke off.\n", &parts.method),
            Err(_) => return closing(StatusCode::REQUEST_TIMEOUT, "The request took longer than 30 seconds.\n", &parts.method),
        }
    };
    let _counted = (edge.under_way.begin(), under_way.begin());
    edge.serve(Request::from_parts(parts, body), peer).await
}

/// Whether there is one sound `Host` (RFC 9112, 3.2); HTTP/1.0 does without.
fn names_its_host(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => Authority::try_from(host.as_bytes()).is_ok(),
        (None, _) => version < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

fn head_length(uri: &Uri, headers: &HeaderMap) -> usize {
    // Each line has a colon, a space and an end.
    let lines: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    lines + uri.path_and_query().map_or(0, |path| path.as_str().len())
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok())
}

/// A refusal after which the connection is closed, since the rest of the request was not read.
fn closing(status: StatusCode, text: &'static str, method: &Method) -> Response<Bytes> {
    let mut response = refusal(status, text, method);
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
