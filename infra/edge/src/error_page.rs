//! Pages that are shown in place of errors, as the distribution's `CustomErrorResponses` name them.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;
use http::{Response, StatusCode};

use crate::collapse::Wanted;
use crate::forward;
use crate::key::{self, Encoding};
use crate::render;
use crate::serve::Edge;

impl Edge {
    /// The page that stands for an error, with the status and for the method of what was asked; the error itself if the page cannot be had.
    /// CloudFront asks for it by the behaviour of its path, and keeps it as that says. What is stale was preferred before (`stale-if-error`),
    /// so this is for what nobody has. The function before the cache is for visitors' requests, which this is not.
    pub(crate) async fn error_page(self: &Arc<Self>, error: Response<Bytes>, parts: &Parts, peer: SocketAddr) -> Response<Bytes> {
        let Some(path) = self.error_pages.get(&error.status()) else { return error };
        let Some(route) = self.route(path) else { return error };
        let Some(origin) = &route.origin else { return error };
        let encoding = Encoding::accepted(&parts.headers);
        let wanted = Wanted {
            key: key::key(encoding, path, ""),
            path: path.clone(),
            query: String::new(),
            headers: forward::for_kept(&parts.headers, &parts.uri, peer.ip(), route.behaviour.origin, encoding),
            encoding,
            origin: Arc::clone(origin),
            source_ip: peer.ip(),
        };
        let (page, _) = self.obtain(wanted).await;
        if page.status == StatusCode::OK { render::in_place(&page, error.status(), &parts.method) } else { error }
    }
}
