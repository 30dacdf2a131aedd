//! A function's address as an origin: its requests are signed, as origin access control signs them.

use std::sync::Arc;

use bytes::Bytes;
use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::header::{CONTENT_LENGTH, HOST};
use http::{HeaderName, HeaderValue, StatusCode};
use web::{Client, NoAnswer};

/// The address of a function.
pub(crate) struct FunctionUrl {
    /// Its name, as the distribution has it.
    pub(crate) host: String,
    /// Who asks.
    pub(crate) client: Arc<Client>,
}

impl Origin for FunctionUrl {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
            let url = format!("https://{}{}{query}", self.host, request.path);
            answered(self.client.fetch_function(&url, &request.headers).await, &url)
        })
    }
}

/// The address of a function that anybody may call, and what the distribution says to it.
pub(crate) struct OpenFunctionUrl {
    /// Its name, as the distribution has it.
    pub(crate) host: String,
    /// Who asks.
    pub(crate) client: Arc<Client>,
    /// The origin's own headers.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

impl Origin for OpenFunctionUrl {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
            let url = format!("https://{}{}{query}", self.host, request.path);
            let mut asked = http::Request::new(request.body);
            *asked.method_mut() = request.method;
            *asked.headers_mut() = request.headers;
            // Of the connection with the visitor, and whom the visitor asked.
            [HOST, CONTENT_LENGTH].iter().for_each(|name| drop(asked.headers_mut().remove(name)));
            asked.headers_mut().extend(self.headers.iter().cloned());
            let answer = match url.parse() {
                Ok(uri) => {
                    *asked.uri_mut() = uri;
                    self.client.send_to_function(asked).await
                }
                Err(_) => Err(NoAnswer(format!("{url} is no address"))),
            };
            answered(answer, &url)
        })
    }
}

fn answered(answer: Result<http::Response<Bytes>, NoAnswer>, url: &str) -> OriginResponse {
    match answer {
        Ok(answer) => {
            let (parts, body) = answer.into_parts();
            OriginResponse { status: parts.status, headers: parts.headers, body }
        }
        Err(error) => {
            tracing::error!(url, %error, "a function did not answer");
            OriginResponse::plain(StatusCode::BAD_GATEWAY, "The function did not answer.\n")
        }
    }
}
