//! The floor of a cold start: the least that a Lambda function can be which reads one item through the current SDK and renders one page.
//! Benchmarks compare the site's functions with it, so it shares their SDK, HTTP client, runtime and profile, and nothing else.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{Credentials, Region, SharedHttpClient};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use lambda_http::{Error, Response, service_fn};
use maud::{DOCTYPE, html};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let (client, table) = (&client()?, &variable("CONTENT_TABLE")?);
    let (partition, sort) = (&variable("FLOOR_PARTITION")?, &variable("FLOOR_SORT")?);
    lambda_http::run(service_fn(move |_| async move {
        let text = |value: &String| AttributeValue::S(value.clone());
        let read = client.get_item().table_name(table).key("pk", text(partition)).key("sk", text(sort)).consistent_read(true);
        let item = read.send().await?.item.unwrap_or_default();
        let data = item.get("data").and_then(|data| data.as_s().ok()).ok_or("the item has no data")?;
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head { title { "Floor" } }
                body { main { h1 { "Floor" } p { (data.len()) " bytes" } } }
            }
        };
        Ok::<_, Error>(Response::builder().header("content-type", "text/html; charset=utf-8").body(page.into_string())?)
    }))
    .await
}

fn client() -> Result<Client, Error> {
    let endpoint = std::env::var("AWS_ENDPOINT_URL_DYNAMODB").ok();
    let key = Credentials::new(
        variable("AWS_ACCESS_KEY_ID")?,
        variable("AWS_SECRET_ACCESS_KEY")?,
        std::env::var("AWS_SESSION_TOKEN").ok(),
        None,
        "environment",
    );
    let mut configuration = aws_sdk_dynamodb::Config::builder()
        .behavior_version_latest()
        .region(Region::new(variable("AWS_REGION")?))
        .credentials_provider(key)
        .http_client(http_client(endpoint.as_deref()));
    configuration.set_endpoint_url(endpoint);
    Ok(Client::from_conf(configuration.build()))
}

/// The client that the site's functions have: rustls for AWS, none for a plain address on loopback.
fn http_client(endpoint: Option<&str>) -> SharedHttpClient {
    if endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")) {
        return Builder::new().build_http();
    }
    Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
}

fn variable(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|error| format!("{name}: {error}").into())
}
