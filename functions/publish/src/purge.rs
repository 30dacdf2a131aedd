//! Purging by tags: a trait, since no laptop runs CloudFront.

use std::collections::BTreeSet;
use std::fmt;

use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::config::{Credentials, Region};
use aws_sdk_cloudfront::error::DisplayErrorContext;
use aws_sdk_cloudfront::types::{InvalidationBatch, Paths};
use futures_util::future::BoxFuture;
use sha2::{Digest, Sha256};
use store::Configuration;
use web::Clock;

/// Tags in one order: CloudFront takes 3,000 paths that are not yet done ("Maximum allowed"), and other orders may be under way.
const MOST: usize = 1000;

/// Something that keeps answers and can be told to drop those with a tag.
pub trait Purge: Send + Sync + 'static {
    /// Has every kept answer dropped that carries one of these tags. Doing it twice is harmless.
    fn purge<'a>(&'a self, tags: &'a BTreeSet<String>) -> BoxFuture<'a, Result<(), PurgeError>>;
}

/// The edge did not take the order. Whoever ordered must order again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgeError(pub String);

impl fmt::Display for PurgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the edge took no order to purge: {}", self.0)
    }
}

impl std::error::Error for PurgeError {}

/// A CloudFront distribution. It must have a `CacheTagConfig`: without it, orders are taken and nothing happens.
pub struct CloudFront {
    /// Client of the service.
    pub client: Client,
    /// Which distribution.
    pub distribution: String,
    /// Its moment makes every order a new one: CloudFront answers a reference that it knows without purging again.
    pub clock: Clock,
}

/// The variable that names the distribution.
const DISTRIBUTION: &str = "DISTRIBUTION_ID";

impl CloudFront {
    /// The distribution that `variable` names, reached as the store is.
    ///
    /// # Errors
    /// Says which variable is missing.
    pub fn of(configuration: &Configuration, variable: impl Fn(&str) -> Option<String>, clock: Clock) -> Result<Self, PurgeError> {
        let distribution = variable(DISTRIBUTION).ok_or_else(|| PurgeError(format!("{DISTRIBUTION} is not set: the template sets it")))?;
        let endpoint = variable("AWS_ENDPOINT_URL_CLOUDFRONT").or_else(|| variable("AWS_ENDPOINT_URL"));
        let (key, secret, token) = configuration.credentials.clone();
        let builder = aws_sdk_cloudfront::Config::builder()
            .behavior_version_latest()
            // CloudFront is one for all regions; orders are signed for this one.
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new(key, secret, token, None, "environment"))
            .http_client(store::http_client(endpoint.as_deref()));
        let builder = if let Some(endpoint) = endpoint { builder.endpoint_url(endpoint) } else { builder };
        Ok(Self { client: Client::from_conf(builder.build()), distribution, clock })
    }
}

impl Purge for CloudFront {
    fn purge<'a>(&'a self, tags: &'a BTreeSet<String>) -> BoxFuture<'a, Result<(), PurgeError>> {
        Box::pin(async move {
            let items: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
            for chunk in items.chunks(MOST) {
                self.order(chunk).await?;
            }
            Ok(())
        })
    }
}

impl CloudFront {
    async fn order(&self, items: &[String]) -> Result<(), PurgeError> {
        let failed = |error: &dyn fmt::Display| PurgeError(error.to_string());
        let paths = Paths::builder().quantity(i32::try_from(items.len()).unwrap_or(i32::MAX)).set_items(Some(items.to_vec())).build();
        let reference = format!("{}-{}", self.clock.now().as_nanosecond(), digest(items));
        let batch = InvalidationBatch::builder().paths(paths.map_err(|error| failed(&error))?).caller_reference(reference).build();
        let order = self.client.create_invalidation().distribution_id(&self.distribution);
        let order = order.invalidation_batch(batch.map_err(|error| failed(&error))?);
        order.send().await.map(drop).map_err(|error| failed(&DisplayErrorContext(&error)))
    }
}

/// What an order is about, in its reference: orders of the same moment about different tags must not be taken for one.
fn digest(items: &[String]) -> String {
    Sha256::digest(items.join("\n")).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
