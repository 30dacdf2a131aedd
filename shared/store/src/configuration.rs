//! How a function finds its tables and buckets: from the environment that the template sets, and nothing else.

use std::fmt;

use aws_sdk_dynamodb::config::{Credentials, Region, SharedHttpClient};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};

use crate::patience::{Contention, Patience};

/// The authorities that sign for AWS endpoints (published by Amazon Trust Services). Reading these five instead of the system's
/// hundred and forty saves milliseconds of every cold start, and trusts nobody else.
const ROOTS: [&str; 5] = [
    include_str!("roots/amazon-root-ca-1.pem"),
    include_str!("roots/amazon-root-ca-2.pem"),
    include_str!("roots/amazon-root-ca-3.pem"),
    include_str!("roots/amazon-root-ca-4.pem"),
    include_str!("roots/starfield-services-g2.pem"),
];

/// Names and addresses of what the store is made of.
#[derive(Clone)]
pub struct Configuration {
    /// AWS region.
    pub region: String,
    /// Address of DynamoDB where it is not AWS's own: `http://127.0.0.1:PORT` on a laptop.
    pub dynamodb_endpoint: Option<String>,
    /// Address of S3, likewise.
    pub s3_endpoint: Option<String>,
    /// Access key, secret and session token, as Lambda hands them to a function.
    pub credentials: (String, String, Option<String>),
    /// The table of content.
    pub content_table: String,
    /// The table of messages; empty for a function that has nothing to do with them.
    pub messages_table: String,
    /// The bucket of public pictures and files.
    pub media_bucket: String,
    /// The bucket of the site's own assets.
    pub assets_bucket: String,
    /// How long is waited for answers.
    pub patience: Patience,
}

impl fmt::Debug for Configuration {
    /// Without the credentials: what is printed for debugging ends in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { region, content_table, media_bucket, assets_bucket, .. } = self;
        f.debug_struct("Configuration")
            .field("region", region)
            .field("content_table", content_table)
            .field("media_bucket", media_bucket)
            .field("assets_bucket", assets_bucket)
            .finish_non_exhaustive()
    }
}

/// A variable is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationError(&'static str);

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the environment variable {} is not set: the template sets it for every function", self.0)
    }
}

impl std::error::Error for ConfigurationError {}

impl Configuration {
    /// Reads the configuration with `variable`, which looks up one environment variable. Names of services that a function does not
    /// use may be absent.
    ///
    /// # Errors
    /// [`ConfigurationError`] names the first variable that is missing.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigurationError> {
        let required = |name: &'static str| variable(name).ok_or(ConfigurationError(name));
        let everywhere = variable("AWS_ENDPOINT_URL");
        Ok(Self {
            region: required("AWS_REGION")?,
            dynamodb_endpoint: variable("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| everywhere.clone()),
            s3_endpoint: variable("AWS_ENDPOINT_URL_S3").or(everywhere),
            credentials: (required("AWS_ACCESS_KEY_ID")?, required("AWS_SECRET_ACCESS_KEY")?, variable("AWS_SESSION_TOKEN")),
            content_table: required("CONTENT_TABLE")?,
            messages_table: variable("MESSAGES_TABLE").unwrap_or_default(),
            media_bucket: variable("MEDIA_BUCKET").unwrap_or_default(),
            assets_bucket: variable("ASSETS_BUCKET").unwrap_or_default(),
            patience: Patience::default(),
        })
    }
}

/// A client of DynamoDB with what every handle is made from. The client of S3 is made by [`Files`](crate::Files) alone: a function
/// that has no files starts without it, and its binary is a megabyte smaller.
#[derive(Debug, Clone)]
pub struct Connection {
    pub(crate) dynamodb: aws_sdk_dynamodb::Client,
    pub(crate) configuration: Configuration,
}

impl Connection {
    /// What it was made from.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// Makes the client; nothing is sent yet.
    #[must_use]
    pub fn new(configuration: Configuration) -> Self {
        let builder = aws_sdk_dynamodb::Config::builder()
            .behavior_version_latest()
            .region(configuration.region())
            .credentials_provider(configuration.credentials())
            .timeout_config(configuration.patience.timeouts())
            .retry_config(Patience::retries())
            .retry_classifier(Contention)
            .http_client(http_client(configuration.dynamodb_endpoint.as_deref()));
        let builder = match &configuration.dynamodb_endpoint {
            Some(endpoint) => builder.endpoint_url(endpoint),
            None => builder,
        };
        Self { dynamodb: aws_sdk_dynamodb::Client::from_conf(builder.build()), configuration }
    }
}

impl Configuration {
    fn region(&self) -> Region {
        Region::new(self.region.clone())
    }

    /// Lambda replaces an instance before its credentials expire, so they are read once.
    fn credentials(&self) -> Credentials {
        let (key, secret, token) = self.credentials.clone();
        Credentials::new(key, secret, token, None, "environment")
    }

    pub(crate) fn s3_client(&self) -> aws_sdk_s3::Client {
        let builder = aws_sdk_s3::Config::builder()
            .behavior_version_latest()
            .region(self.region())
            .credentials_provider(self.credentials())
            .timeout_config(self.patience.for_files().timeouts())
            .retry_config(Patience::retries())
            .http_client(http_client(self.s3_endpoint.as_deref()));
        let builder = match &self.s3_endpoint {
            Some(endpoint) => builder.endpoint_url(endpoint).force_path_style(true),
            None => builder,
        };
        aws_sdk_s3::Client::from_conf(builder.build())
    }
}

/// What all clients of AWS speak through: TLS with the five roots; none at all for a plain address on loopback.
pub fn http_client(endpoint: Option<&str>) -> SharedHttpClient {
    if endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")) {
        return Builder::new().build_http();
    }
    let trust = ROOTS.iter().fold(TrustStore::empty(), |trust, pem| trust.with_pem_certificate(*pem));
    let provider = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    match TlsContext::builder().with_trust_store(trust).build() {
        Ok(context) => provider.tls_context(context).build_https(),
        // The builder refuses nothing today; the system's roots are right too, only slower.
        Err(_) => provider.build_https(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_variable_is_named() {
        let error = Configuration::from_variables(|name| (name == "AWS_REGION").then(|| "eu-central-1".to_owned())).err();
        assert_eq!(error.map(|error| error.to_string().contains("AWS_ACCESS_KEY_ID")), Some(true));
    }

    #[test]
    fn one_address_may_serve_both_services() {
        let found =
            Configuration::from_variables(|name| Some(format!("value of {name}")).filter(|_| !name.starts_with("AWS_ENDPOINT_URL_")));
        let endpoints = found.map(|configuration| (configuration.dynamodb_endpoint, configuration.s3_endpoint));
        let everywhere = Some("value of AWS_ENDPOINT_URL".to_owned());
        assert_eq!(endpoints, Ok((everywhere.clone(), everywhere)));
    }
}
