//! A function's address as an origin, with the signature that origin access control gives a request.
//!
//! Only over plain HTTP, since only an emulator on this machine is asked: it finds the function by the name in `Host`.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::header::HOST;
use http::{HeaderName, HeaderValue, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// No answer of a function is larger.
const LARGEST: usize = 6 * 1024 * 1024;
/// As long as CloudFront waits.
const LONGEST: Duration = Duration::from_secs(30);

/// The address of a function.
pub(crate) struct FunctionUrl {
    /// Its name, as the distribution has it.
    pub(crate) host: String,
    /// Scheme, address and port of the emulator.
    pub(crate) at: String,
    /// Where the function lives.
    pub(crate) region: String,
    /// Who signs.
    pub(crate) credentials: Credentials,
    /// Tells the time, of which a signature is a part.
    pub(crate) now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl FunctionUrl {
    pub(crate) fn new(
        host: String,
        at: &str,
        region: &str,
        credentials: Credentials,
        now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    ) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { host, at: at.to_owned(), region: region.to_owned(), credentials, now, client }
    }

    /// The request as it goes out.
    fn request(&self, asked: &OriginRequest) -> Result<Request<Full<Bytes>>, String> {
        let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
        let mut request = Request::builder().method(asked.method.clone()).uri(format!("{}{}{query}", self.at, asked.path));
        for (name, value) in asked.headers.iter().filter(|(name, _)| *name != HOST) {
            request = request.header(name, value);
        }
        let signed = self.signature(asked.method.as_str(), &format!("https://{}{}{query}", self.host, asked.path))?;
        for (name, value) in signed {
            request = request.header(name, value);
        }
        request = request.header(HOST, &self.host);
        request.body(Full::new(asked.body.clone())).map_err(|error| error.to_string())
    }

    /// What a signature adds (Signature Version 4 for the service `lambda`).
    fn signature(&self, method: &str, address: &str) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
        let identity = self.credentials.clone().into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name("lambda")
            .time((self.now)())
            .settings(SigningSettings::default())
            .build()
            .map_err(|error| error.to_string())?;
        let headers = [("host", self.host.as_str())];
        let request =
            SignableRequest::new(method, address, headers.into_iter(), SignableBody::Bytes(b"")).map_err(|error| error.to_string())?;
        let (instructions, _) = sign(request, &parameters.into()).map_err(|error| error.to_string())?.into_parts();
        let added = instructions.headers().map(|(name, value)| {
            let name = name.parse::<HeaderName>().map_err(|error| error.to_string())?;
            Ok((name, HeaderValue::from_str(value).map_err(|error| error.to_string())?))
        });
        added.collect()
    }

    async fn answer(&self, asked: &OriginRequest) -> Result<OriginResponse, String> {
        let response = self.client.request(self.request(asked)?).await.map_err(|error| error.to_string())?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(|error| error.to_string())?.to_bytes();
        Ok(OriginResponse { status: parts.status, headers: parts.headers, body })
    }
}

impl Origin for FunctionUrl {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            match tokio::time::timeout(LONGEST, self.answer(&request)).await {
                Ok(Ok(response)) => response,
                Ok(Err(why)) => {
                    tracing::error!(host = self.host, path = request.path, why, "a function did not answer");
                    OriginResponse::plain(StatusCode::BAD_GATEWAY, "The function did not answer.\n")
                }
                Err(_) => OriginResponse::plain(StatusCode::GATEWAY_TIMEOUT, "The function took too long to answer.\n"),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method};

    use super::*;

    #[test]
    fn a_request_is_signed_for_the_function_and_carries_its_name() {
        let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
        let now = Arc::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_739_523_600));
        let origin =
            FunctionUrl::new("abc.lambda-url.eu-central-1.on.aws".to_owned(), "http://127.0.0.1:1", "eu-central-1", credentials, now);
        let asked = OriginRequest {
            method: Method::GET,
            path: "/en/".to_owned(),
            query: String::new(),
            headers: HeaderMap::from_iter([(HOST, HeaderValue::from_static("the.edge"))]),
            body: Bytes::new(),
            source_ip: [127, 0, 0, 1].into(),
        };
        let request = origin.request(&asked).unwrap();
        assert_eq!(request.uri(), "http://127.0.0.1:1/en/");
        assert_eq!(request.headers()["host"], "abc.lambda-url.eu-central-1.on.aws");
        let signature = request.headers()["authorization"].to_str().unwrap();
        let scope = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250214/eu-central-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, ";
        assert!(signature.starts_with(scope), "{signature}");
        assert_eq!(request.headers()["x-amz-date"], "20250214T090000Z");
    }
}
