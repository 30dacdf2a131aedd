//! A function's address as an origin: its requests are signed, as origin access control signs them.

use std::sync::Arc;

use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::StatusCode;
use web::Client;

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
            match self.client.fetch_function(&format!("https://{}{}{query}", self.host, request.path), &request.headers).await {
                Ok(answer) => {
                    let (parts, body) = answer.into_parts();
                    OriginResponse { status: parts.status, headers: parts.headers, body }
                }
                Err(error) => {
                    tracing::error!(host = self.host, path = request.path, %error, "a function did not answer");
                    OriginResponse::plain(StatusCode::BAD_GATEWAY, "The function did not answer.\n")
                }
            }
        })
    }
}
