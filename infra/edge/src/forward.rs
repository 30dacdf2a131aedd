//! The headers on the way to an origin and back.

use std::net::{IpAddr, SocketAddr};

use http::header::{
    ACCEPT_ENCODING, CONNECTION, EXPECT, HOST, HeaderName, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING,
    UPGRADE, USER_AGENT, VIA,
};
use http::{HeaderMap, HeaderValue, Uri};

use crate::key::Encoding;

/// What the edge calls itself in `Via`.
const NAME: HeaderValue = HeaderValue::from_static("1.1 edge");
const VIEWER_ADDRESS: HeaderName = HeaderName::from_static("cloudfront-viewer-address");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Headers that belong to one connection and are never passed on (RFC 9110, 7.6.1).
const HOP_BY_HOP: [HeaderName; 9] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// The headers for an origin whose answers are kept. With a cache policy and an origin request policy that name nothing, CloudFront sends nothing of the
/// visitor's: no cookie, no authorisation, no language, and its own name as user agent. A page that varies on one of these therefore fails
/// on the laptop as it would in the cloud.
pub(crate) fn for_kept(visitor: &HeaderMap, uri: &Uri, peer: IpAddr, origin: &str, encoding: Encoding) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(12);
    headers.insert(USER_AGENT, HeaderValue::from_static("Amazon CloudFront"));
    if encoding == Encoding::Brotli {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("br"));
    }
    set(&mut headers, FORWARDED_FOR, &peer.to_string());
    identify(&mut headers, visitor, uri, origin);
    headers
}

/// The headers for an origin that takes forms: those that its policy names, and who asks.
pub(crate) fn for_form(visitor: &HeaderMap, names: &[&str], uri: &Uri, peer: SocketAddr, origin: &str) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(USER_AGENT, HeaderValue::from_static("Amazon CloudFront"));
    for name in names.iter().filter_map(|name| name.parse::<HeaderName>().ok()) {
        for value in visitor.get_all(&name) {
            headers.append(&name, value.clone());
        }
    }
    set(&mut headers, FORWARDED_FOR, &peer.ip().to_string());
    // CloudFront writes an address of version 6 without brackets.
    set(&mut headers, VIEWER_ADDRESS, &format!("{}:{}", peer.ip(), peer.port()));
    identify(&mut headers, visitor, uri, origin);
    headers
}

/// The headers for an origin that may know who asks: all of the visitor's but those of the connection.
pub(crate) fn for_passed(visitor: &HeaderMap, uri: &Uri, peer: IpAddr, origin: &str) -> HeaderMap {
    let mut headers = visitor.clone();
    strip(&mut headers);
    // CloudFront removes `Expect`: it has the whole body before it asks.
    headers.remove(EXPECT);
    // CloudFront appends the visitor's address to what the visitor claims ("Client IP addresses"), so only the last one is to be believed.
    let mut chain: Vec<String> =
        visitor.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).map(|value| value.trim().to_owned()).collect();
    chain.push(peer.to_string());
    set(&mut headers, FORWARDED_FOR, &chain.join(", "));
    identify(&mut headers, visitor, uri, origin);
    headers
}

/// Tells who passes the request on, for which site. The origin gets its own name as `Host`, as with `AllViewerExceptHostHeader`, because a
/// function URL answers to no other; the site's name travels in `x-forwarded-host`, which a visitor cannot set.
fn identify(headers: &mut HeaderMap, visitor: &HeaderMap, uri: &Uri, origin: &str) {
    headers.remove(FORWARDED_HOST);
    if let Some(host) = visitor.get(HOST) {
        headers.insert(FORWARDED_HOST, host.clone());
    }
    headers.insert(FORWARDED_PROTO, HeaderValue::from_static(if uri.scheme_str() == Some("https") { "https" } else { "http" }));
    set(headers, HOST, &format!("{origin}.lambda-url.localhost"));
    headers.append(VIA, NAME);
}

/// Takes off what belongs to the connection with the origin, and names the edge.
pub(crate) fn returned(headers: &mut HeaderMap) {
    strip(headers);
    headers.append(VIA, NAME);
}

fn strip(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(HOP_BY_HOP.iter()) {
        headers.remove(name);
    }
}

/// A value that cannot be a header is left out rather than passed on from the visitor.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    headers.remove(&name);
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
