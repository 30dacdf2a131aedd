//! What a form sends, read as browsers write it, and what is known of where it comes from.

mod keys;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};

use http::header::{CONTENT_TYPE, HeaderName, ORIGIN};
use lambda_http::request::RequestContext;
use lambda_http::{Body, Request, RequestExt as _};
use percent_encoding::percent_decode_str;

pub use keys::{FORM_SECRET, FormKeys, Stale, letter_of};

use crate::error::Error;
use crate::respond::Exchange;

/// The visitor's headers that reach a function that takes forms: how the form is written, and which page sent it.
pub const FORM_HEADERS: [&str; 3] = ["content-type", "origin", "sec-fetch-site"];

/// Bytes of a form at most. A text that is several times too long still comes back to whoever wrote it.
const LARGEST: usize = 256 * 1024;
/// Fields at most; ours have fewer than ten.
const MOST: usize = 50;
/// Where browsers say from which site a request comes.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Where the edge says who asks: address and port. What a visitor sends under this name, the edge replaces.
const VIEWER: HeaderName = HeaderName::from_static("cloudfront-viewer-address");

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    fields: BTreeMap<String, String>,
    /// Whether a page of this site sent it, as far as the browser says.
    pub from_here: bool,
    /// The network that it comes from, if the edge says: an address of version 4, or the first half of one of version 6.
    pub network: Option<IpAddr>,
}

impl Submission {
    /// What stands in a field; empty where it was not sent.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Reads a request; `base` is scheme and host of the site.
    fn read(request: &Request, base: &str) -> Result<Self, Error> {
        let text = |name: &HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
        let kind = text(&CONTENT_TYPE).map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        if kind.is_some_and(|kind| kind != "application/x-www-form-urlencoded") {
            return Err(Error::BadRequest("the form is written in another way than browsers do"));
        }
        let fields = match request.body() {
            Body::Text(text) => fields(text.as_bytes())?,
            Body::Binary(bytes) => fields(bytes)?,
            _ => BTreeMap::new(),
        };
        // Where the browser says from which site, it knows better than an address could: this machine goes by many names.
        let from_here = match (text(&SEC_FETCH_SITE), text(&ORIGIN)) {
            (Some(site), _) => matches!(site, "same-origin" | "none"),
            (None, Some(origin)) => origin == base,
            (None, None) => true,
        };
        Ok(Self { fields, from_here, network: network(request) })
    }
}

impl Exchange<'_> {
    /// Whether something was sent.
    #[must_use]
    pub fn is_submission(&self) -> bool {
        self.request.method() == http::Method::POST
    }

    /// What was sent.
    ///
    /// # Errors
    /// [`Error::BadRequest`]: no browser sends that.
    pub fn submission(&self) -> Result<Submission, Error> {
        Submission::read(&self.request, self.base())
    }

    /// A parameter of the query; none: it is missing, or cannot be read. The edge lets declared ones through alone.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<String> {
        fields(self.request.uri().query()?.as_bytes()).ok()?.remove(name)
    }
}

/// `name=value&…`, with `+` for blanks (the URL standard's `application/x-www-form-urlencoded`).
fn fields(bytes: &[u8]) -> Result<BTreeMap<String, String>, Error> {
    let unreadable = Error::BadRequest("the form is not UTF-8");
    if bytes.len() > LARGEST {
        return Err(Error::BadRequest("the form is too large"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable.clone())?;
    let decoded = |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8().map(|text| text.into_owned());
    let mut fields = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = decoded(name).and_then(|name| Ok((name, decoded(value)?))).map_err(|_| unreadable.clone())?;
        if fields.len() == MOST || fields.insert(name, value).is_some() {
            return Err(Error::BadRequest("the form has a field twice, or too many"));
        }
    }
    Ok(fields)
}

/// Who asks, without the half of an address that a person changes at will.
fn network(request: &Request) -> Option<IpAddr> {
    let edge = request.headers().get(VIEWER).and_then(|value| value.to_str().ok());
    let address = match edge {
        // The port stands behind the last colon, also of an address that has others.
        Some(viewer) => viewer.rsplit_once(':')?.0.trim_matches(['[', ']']).parse().ok()?,
        None => match request.request_context_ref()? {
            RequestContext::ApiGatewayV2(context) => context.http.source_ip.as_deref()?.parse().ok()?,
            _ => return None,
        },
    };
    Some(match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => long.to_ipv4_mapped().map_or_else(
            || {
                let [a, b, c, d, ..] = long.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            },
            IpAddr::V4,
        ),
    })
}

#[cfg(test)]
mod tests;
