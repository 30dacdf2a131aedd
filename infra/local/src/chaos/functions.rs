//! What befalls a function, as the edge meets it at the function's address.

use std::sync::Arc;

use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::StatusCode;

use super::{Chaos, Fault, Part};

/// An origin that now and then is not there.
pub(crate) struct Unreliable {
    pub(crate) origin: Arc<dyn Origin>,
    pub(crate) chaos: Chaos,
}

impl Origin for Unreliable {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            match self.chaos.strike(Part::Functions) {
                None => self.origin.fetch(request).await,
                // Lambda starts no more instances.
                Some(Fault::Throttled) => OriginResponse::plain(StatusCode::TOO_MANY_REQUESTS, "Rate Exceeded."),
                // The invocation takes too long and is ended.
                Some(Fault::Late | Fault::Silent) => {
                    tokio::time::sleep(self.chaos.pace().ended).await;
                    OriginResponse::plain(StatusCode::BAD_GATEWAY, "Internal Server Error")
                }
                // The instance breaks down.
                Some(Fault::Contended | Fault::Failed | Fault::Lost | Fault::Unanswered) => {
                    OriginResponse::plain(StatusCode::BAD_GATEWAY, "Internal Server Error")
                }
            }
        })
    }
}
