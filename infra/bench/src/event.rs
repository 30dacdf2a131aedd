//! Events of a function URL (payload format 2.0), and what a function answered to one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use web::Function;

use crate::Outcome;

/// What a page cost.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    /// From the event to the whole answer.
    pub(crate) took: Duration,
    /// Rounds of requests to the store.
    pub(crate) steps: u32,
    /// Read capacity units.
    pub(crate) units: f64,
}

/// The event of a `GET`.
pub(crate) fn get(path: &str) -> Value {
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "accept-encoding": "gzip, deflate, br",
            "accept-language": "en;q=0.9",
            "host": "function.lambda-url.eu-central-1.on.aws",
            "user-agent": "Amazon CloudFront",
            "via": "2.0 edge.cloudfront.net (CloudFront)",
            "x-amzn-trace-id": "Root=1-67af0a10-000000000000000000000000",
            "x-forwarded-for": "192.0.2.1",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
        },
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "function",
            "domainName": "function.lambda-url.eu-central-1.on.aws",
            "domainPrefix": "function",
            "http": { "method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "Amazon CloudFront" },
            "requestId": "00000000-0000-4000-8000-000000000000",
            "routeKey": "$default",
            "stage": "$default",
            "time": "14/Feb/2025:09:00:00 +0000",
            "timeEpoch": 1_739_523_600_000_i64,
        },
        "isBase64Encoded": false,
    })
}

/// Lets a function answer, and takes nothing but a page for an answer.
pub(crate) async fn answer(function: &Arc<dyn Function>, event: &Value) -> Outcome<Answered> {
    let started = Instant::now();
    let answer = web::invoke(Arc::clone(function), event.clone()).await?;
    let took = started.elapsed();
    page(&answer).map_err(|answer| format!("{} was answered with {answer}", event["rawPath"]))?;
    let (steps, units) = cost(&answer).ok_or("an answer does not say what it cost")?;
    Ok(Answered { took, steps, units })
}

/// The HTML of an answer; the status of one that is no page.
pub(crate) fn page(answer: &Value) -> Result<&str, String> {
    let status = answer["statusCode"].as_u64().unwrap_or_default();
    match answer["body"].as_str() {
        Some(html) if status == 200 && html.contains("</html>") => Ok(html),
        _ => Err(format!("status {status}")),
    }
}

/// Steps and units as the header `server-timing` says them.
fn cost(answer: &Value) -> Option<(u32, f64)> {
    let header = answer.get("headers")?.get("server-timing")?.as_str()?;
    let figure = |name: &str| {
        let rest = header.split_once(name)?.1;
        rest.split([' ', '"']).next()
    };
    Some((figure("steps=")?.parse().ok()?, figure("units=")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_of_an_answer_is_in_its_header() {
        let header = "function;dur=1.25, store;desc=\"calls=2 steps=1 units=7.5\"";
        assert_eq!(cost(&json!({ "headers": { "server-timing": header } })), Some((1, 7.5)));
        assert_eq!(cost(&json!({ "headers": {} })), None);
    }

    #[test]
    fn only_a_whole_page_is_an_answer() {
        assert_eq!(page(&json!({ "statusCode": 503, "body": "<html></html>" })), Err("status 503".to_owned()));
        assert!(page(&json!({ "statusCode": 200, "body": "<html></html>" })).is_ok());
    }
}
