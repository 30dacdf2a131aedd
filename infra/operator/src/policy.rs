//! A response headers policy: what a distribution adds to the answers of an origin. And an origin request policy: what it lets through.

use std::sync::Arc;

use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::error::DisplayErrorContext;
use aws_sdk_cloudfront::types::{OriginRequestPolicyHeaderBehavior, ResponseHeadersPolicyConfig};
use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::{HeaderName, HeaderValue};

/// One header, and whether it stands in place of the origin's own.
type Header = (HeaderName, HeaderValue, bool);

/// Names that are read once, for as long as the process lives.
type Names = &'static [&'static str];

/// The headers and the query parameters that an origin request policy names; none: it names no headers. What CloudFront adds itself is no name of a
/// visitor's header.
pub(crate) async fn named(client: &Client, id: Option<&str>) -> Result<Option<(Names, Names)>, String> {
    let Some(id) = id else { return Ok(None) };
    let answer = client.get_origin_request_policy().id(id).send().await.map_err(|error| DisplayErrorContext(&error).to_string())?;
    let config = answer.origin_request_policy.and_then(|policy| policy.origin_request_policy_config);
    let config = config.ok_or("an origin request policy says nothing")?;
    let Some(headers) =
        config.headers_config().filter(|headers| *headers.header_behavior() == OriginRequestPolicyHeaderBehavior::Whitelist)
    else {
        return Ok(None);
    };
    let kept = |names: Vec<String>| -> Names { names.into_iter().map(|name| -> &'static str { name.leak() }).collect::<Vec<_>>().leak() };
    let headers = headers.headers().into_iter().flat_map(|names| names.items()).map(|name| name.to_ascii_lowercase());
    let headers = headers.filter(|name| !name.starts_with("cloudfront-")).collect();
    let strings = config.query_strings_config().and_then(|strings| strings.query_strings());
    let query = strings.into_iter().flat_map(|names| names.items()).cloned().collect();
    Ok(Some((kept(headers), kept(query))))
}

/// An origin behind a policy.
pub(crate) struct Behind {
    pub(crate) headers: Vec<Header>,
    pub(crate) origin: Arc<dyn Origin>,
}

impl Origin for Behind {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            let mut response = self.origin.fetch(request).await;
            for (name, value, overrides) in &self.headers {
                if *overrides || !response.headers.contains_key(name) {
                    response.headers.insert(name, value.clone());
                }
            }
            response
        })
    }
}

/// The headers of a policy.
pub(crate) fn headers(policy: &ResponseHeadersPolicyConfig) -> Result<Vec<Header>, String> {
    let mut found: Vec<(&str, String, bool)> = Vec::new();
    if let Some(security) = policy.security_headers_config() {
        if let Some(csp) = security.content_security_policy() {
            found.push(("content-security-policy", csp.content_security_policy().to_owned(), csp.r#override()));
        }
        if let Some(options) = security.content_type_options() {
            found.push(("x-content-type-options", "nosniff".to_owned(), options.r#override()));
        }
        if let Some(frame) = security.frame_options() {
            found.push(("x-frame-options", frame.frame_option().as_str().to_owned(), frame.r#override()));
        }
        if let Some(referrer) = security.referrer_policy() {
            found.push(("referrer-policy", referrer.referrer_policy().as_str().to_owned(), referrer.r#override()));
        }
        if let Some(transport) = security.strict_transport_security() {
            let subdomains = if transport.include_subdomains().unwrap_or_default() { "; includeSubDomains" } else { "" };
            let preload = if transport.preload().unwrap_or_default() { "; preload" } else { "" };
            let value = format!("max-age={}{subdomains}{preload}", transport.access_control_max_age_sec());
            found.push(("strict-transport-security", value, transport.r#override()));
        }
    }
    for custom in policy.custom_headers_config().iter().flat_map(|custom| custom.items()) {
        found.push((custom.header(), custom.value().to_owned(), custom.r#override()));
    }
    let read = |(name, value, overrides): (&str, String, bool)| {
        let unreadable = |why: &dyn std::fmt::Display| format!("the header {name} of a policy cannot be read: {why}");
        let header = name.parse::<HeaderName>().map_err(|error| unreadable(&error))?;
        Ok((header, HeaderValue::from_str(&value).map_err(|error| unreadable(&error))?, overrides))
    };
    found.into_iter().map(read).collect()
}
