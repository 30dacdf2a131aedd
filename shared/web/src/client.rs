//! Asks for the site's pages over the network: as visitors get them, and, signed, as their functions make them.

use std::fmt;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, ETAG, HOST, LOCATION};
use store::Configuration;

use crate::clock::Clock;

/// What browsers ask for, so that the answer is the one that the edge keeps for them.
pub const BROWSERS_ENCODINGS: &str = "gzip, deflate, br";
/// The service to which a function URL belongs, as signatures name it.
const SERVICE: &str = "lambda";

/// What tells the answer of an address from another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The status.
    pub status: u16,
    /// The `ETag` of the bytes before they were compressed; empty where there is none.
    pub etag: String,
    /// Where it leads; empty if it is no redirect.
    pub location: String,
}

impl Seen {
    /// Reads an answer by its status and headers. Whoever compresses makes the `ETag` weak, and leaves what stands in it.
    #[must_use]
    pub fn of<'a>(status: u16, header: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name: &str| header(name).unwrap_or_default();
        let etag = text(ETAG.as_str());
        Self { status, etag: etag.strip_prefix("W/").unwrap_or(etag).to_owned(), location: text(LOCATION.as_str()).to_owned() }
    }

    /// Whether it says nothing of the page: whoever should have answered failed.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        self.status >= 500
    }
}

/// An address did not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoAnswer(pub String);

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no answer: {}", self.0)
    }
}

impl std::error::Error for NoAnswer {}

/// Asks for pages.
#[derive(Debug)]
pub struct Client {
    connector: Connector,
    credentials: Credentials,
    region: String,
    clock: Clock,
    /// Where an emulator answers for all addresses of functions; none in the cloud.
    emulator: Option<String>,
}

impl Client {
    /// A client with the credentials of a function. `plain`: all addresses are plain ones on loopback. `emulator`:
    /// scheme, host and port of an emulator, which finds a function by the name in `Host`.
    #[must_use]
    pub fn new(configuration: &Configuration, clock: Clock, plain: bool, emulator: Option<String>) -> Self {
        let (key, secret, token) = configuration.credentials.clone();
        let connector = Connector::builder();
        // The system's roots: the certificate of a site may be anybody's.
        let connector = if plain { connector.build_http() } else { connector.tls_provider(Provider::Rustls(CryptoMode::Ring)).build() };
        Self {
            connector,
            credentials: Credentials::new(key, secret, token, None, "environment"),
            region: configuration.region.clone(),
            clock,
            emulator,
        }
    }

    /// What a browser gets at this address.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub async fn visit(&self, url: &str) -> Result<Seen, NoAnswer> {
        let mut request = get(url)?;
        request.headers_mut().insert(ACCEPT_ENCODING, http::HeaderValue::from_static(BROWSERS_ENCODINGS));
        self.send(request).await.map(|answer| seen(&answer))
    }

    /// What a function answers at its own address, which takes signed requests alone.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub async fn ask_function(&self, url: &str) -> Result<Seen, NoAnswer> {
        self.fetch_function(url, &HeaderMap::new()).await.map(|answer| seen(&answer))
    }

    /// The whole of what a function answers at its own address to a `GET` with these headers.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub async fn fetch_function(&self, url: &str, headers: &HeaderMap) -> Result<http::Response<Bytes>, NoAnswer> {
        let mut request = get(url)?;
        self.sign(&mut request)?;
        // Whom it is for is part of the signature.
        request.headers_mut().extend(headers.iter().filter(|(name, _)| *name != HOST).map(|(name, value)| (name.clone(), value.clone())));
        self.redirect(&mut request)?;
        self.send(request).await
    }

    /// The whole of what a function answers at its own address if that takes unsigned requests: one that knows who asks by what a header says.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub async fn send_to_function(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, NoAnswer> {
        let mut request = request.map(SdkBody::from);
        self.redirect(&mut request)?;
        self.send(request).await
    }

    /// Turns to the emulator, if there is one, and names there who is meant.
    fn redirect(&self, request: &mut http::Request<SdkBody>) -> Result<(), NoAnswer> {
        let Some(emulator) = &self.emulator else { return Ok(()) };
        let failed = |error: &dyn fmt::Display| NoAnswer(error.to_string());
        let host = request.uri().host().unwrap_or_default().parse().map_err(|error: http::header::InvalidHeaderValue| failed(&error))?;
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() = format!("{emulator}{path}").parse().map_err(|error: http::uri::InvalidUri| failed(&error))?;
        request.headers_mut().insert(HOST, host);
        Ok(())
    }

    fn sign(&self, request: &mut http::Request<SdkBody>) -> Result<(), NoAnswer> {
        let failed = |error: &dyn fmt::Display| NoAnswer(error.to_string());
        let identity = self.credentials.clone().into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(SERVICE)
            .time(SystemTime::UNIX_EPOCH + self.clock.now().as_duration().unsigned_abs())
            .settings(SigningSettings::default())
            .build()
            .map_err(|error| failed(&error))?
            .into();
        let uri = request.uri().to_string();
        let signable = SignableRequest::new("GET", uri, std::iter::empty(), SignableBody::Bytes(&[])).map_err(|error| failed(&error))?;
        let (instructions, _) = sign(signable, &parameters).map_err(|error| failed(&error))?.into_parts();
        instructions.apply_to_request_http1x(request);
        Ok(())
    }

    async fn send(&self, request: http::Request<SdkBody>) -> Result<http::Response<Bytes>, NoAnswer> {
        let request = request.try_into().map_err(|error| NoAnswer(format!("{error}")))?;
        let answer = self.connector.call(request).await.map_err(|error| NoAnswer(format!("{error:?}")))?;
        let (parts, body) = answer.try_into_http1x().map_err(|error| NoAnswer(error.to_string()))?.into_parts();
        // Read to its end, so that the connection can be used again.
        let body = ByteStream::new(body).collect().await.map_err(|error| NoAnswer(error.to_string()))?;
        Ok(http::Response::from_parts(parts, body.into_bytes()))
    }
}

fn seen(answer: &http::Response<Bytes>) -> Seen {
    Seen::of(answer.status().as_u16(), |name| answer.headers().get(name).and_then(|value| value.to_str().ok()))
}

fn get(url: &str) -> Result<http::Request<SdkBody>, NoAnswer> {
    http::Request::get(url).body(SdkBody::empty()).map_err(|error| NoAnswer(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compressed_answer_is_the_same_as_the_plain_one() {
        let seen = |etag: &'static str| Seen::of(200, move |name| (name == "etag").then_some(etag));
        assert_eq!(seen("W/\"a\""), seen("\"a\""));
        assert_ne!(seen("\"a\""), seen("\"b\""));
        assert!(!seen("\"a\"").is_failure() && Seen::of(503, |_| None).is_failure());
    }
}
