//! Pages of the laptop's site on both sides of its edge.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use edge::{BoxFuture, Edge, Origin, OriginRequest};
use http::header::{ACCEPT_ENCODING, HOST};
use http::{HeaderMap, HeaderValue, Method, Request};
use publish::Look;
use web::route::function_at;
use web::{BROWSERS_ENCODINGS, Clock, Function, NoAnswer, Seen};

use crate::workbench::function_origin;

/// Looks at pages through an edge, and at what the functions behind it make.
pub struct LocalLook {
    edge: Arc<Edge>,
    functions: HashMap<&'static str, Arc<dyn Origin>>,
    host: HeaderValue,
}

impl LocalLook {
    /// Before these functions stands this edge; visitors know it as `base`, scheme and host.
    #[must_use]
    pub fn new(edge: &Arc<Edge>, functions: &HashMap<&'static str, Arc<dyn Function>>, clock: &Clock, base: &str) -> Self {
        let functions = functions.iter().map(|(name, function)| (*name, function_origin(Arc::clone(function), clock))).collect();
        let host = HeaderValue::from_str(base.rsplit('/').next().unwrap_or_default());
        Self { edge: Arc::clone(edge), functions, host: host.unwrap_or(HeaderValue::from_static("localhost")) }
    }

    async fn visited(&self, path: &str) -> Result<Seen, NoAnswer> {
        let request = Request::get(path).header(HOST, &self.host).header(ACCEPT_ENCODING, BROWSERS_ENCODINGS).body(Bytes::new());
        let request = request.map_err(|error| NoAnswer(error.to_string()))?;
        let answer = Arc::clone(&self.edge).serve(request, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await;
        Ok(seen(answer.status(), answer.headers()))
    }

    async fn rendered(&self, path: &str) -> Result<Seen, NoAnswer> {
        let function = self.functions.get(function_at(path)).ok_or_else(|| NoAnswer(format!("nothing answers {path}")))?;
        let request = OriginRequest {
            method: Method::GET,
            path: path.to_owned(),
            query: String::new(),
            headers: HeaderMap::from_iter([(HOST, self.host.clone())]),
            body: Bytes::new(),
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let answer = function.fetch(request).await;
        Ok(seen(answer.status, &answer.headers))
    }
}

fn seen(status: http::StatusCode, headers: &HeaderMap) -> Seen {
    Seen::of(status.as_u16(), |name| headers.get(name).and_then(|value| value.to_str().ok()))
}

impl Look for LocalLook {
    fn visit<'a>(&'a self, path: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        Box::pin(self.visited(path))
    }

    fn render<'a>(&'a self, path: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        Box::pin(self.rendered(path))
    }

    /// An order to this edge has its effect at once.
    fn pause(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}
