//! Payload format 2.0: the event that a function URL makes of a request, and the response that it makes of a result.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HOST, HeaderName, SET_COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::origin::{OriginRequest, OriginResponse};

/// Makes the event.
pub(crate) fn event(request: &OriginRequest, request_id: &str, now: Timestamp) -> Value {
    let domain = text(&request.headers, &HOST).unwrap_or_default();
    let prefix = domain.split('.').next().unwrap_or_default().to_owned();
    let mut event = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": request.path,
        "rawQueryString": request.query,
        "headers": headers(&request.headers),
        "requestContext": {
            "accountId": "anonymous",
            "apiId": prefix,
            "domainName": domain,
            "domainPrefix": prefix,
            "http": {
                "method": request.method.as_str(),
                "path": request.path,
                "protocol": "HTTP/1.1",
                "sourceIp": request.source_ip.to_string(),
                "userAgent": text(&request.headers, &USER_AGENT),
            },
            "requestId": request_id,
            "routeKey": "$default",
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": now.as_millisecond(),
        },
        "isBase64Encoded": false,
    });
    if let Value::Object(fields) = &mut event {
        let cookies = cookies(&request.headers);
        if !cookies.is_empty() {
            fields.insert("cookies".to_owned(), Value::Array(cookies));
        }
        if !request.query.is_empty() {
            fields.insert("queryStringParameters".to_owned(), Value::Object(parameters(&request.query)));
        }
        if !request.body.is_empty() {
            let plain = str::from_utf8(&request.body).ok().filter(|_| is_text(&request.headers));
            fields.insert("isBase64Encoded".to_owned(), Value::Bool(plain.is_none()));
            fields.insert("body".to_owned(), Value::String(plain.map_or_else(|| STANDARD.encode(&request.body), str::to_owned)));
        }
    }
    event
}

/// Names are in lower case and repeated headers joined by commas (format 2.0). Cookies have a field of their own.
fn headers(headers: &HeaderMap) -> Map<String, Value> {
    headers
        .keys()
        .filter(|name| **name != COOKIE)
        .filter_map(|name| text(headers, name).map(|value| (name.as_str().to_owned(), Value::String(value))))
        .collect()
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.join(","))
}

fn cookies(headers: &HeaderMap) -> Vec<Value> {
    headers
        .get_all(COOKIE)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .flat_map(|value| value.split(';').map(|cookie| cookie.trim().to_owned()).collect::<Vec<_>>())
        .filter(|cookie| !cookie.is_empty())
        .map(Value::String)
        .collect()
}

/// Decoded parameters; repeated ones are joined by commas (format 2.0).
fn parameters(query: &str) -> Map<String, Value> {
    let mut parameters = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded(value);
        match parameters.entry(decoded(name)) {
            serde_json::map::Entry::Vacant(entry) => {
                entry.insert(Value::String(value));
            }
            serde_json::map::Entry::Occupied(mut entry) => {
                let joined = format!("{},{value}", entry.get().as_str().unwrap_or_default());
                entry.insert(Value::String(joined));
            }
        }
    }
    parameters
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Whether Lambda hands a body over as text. Forms are not among them: a function URL encodes them.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.starts_with("text/")
        || matches!(essence.as_str(), "application/json" | "application/javascript" | "application/xml")
        || essence.ends_with("+json")
        || essence.ends_with("+xml")
}

/// Makes the response. Without a `statusCode`, Lambda takes the whole result for the body of a 200 in JSON. `multiValueHeaders` has no
/// place in format 2.0 and is ignored, as in the cloud.
pub(crate) fn response(result: Value) -> OriginResponse {
    let Value::Object(mut fields) = result else { return inferred(&result) };
    let Some(status) = fields.get("statusCode") else {
        // What a crashed invocation leaves behind.
        let crashed = fields.contains_key("errorMessage") && fields.contains_key("errorType");
        return if crashed { failed() } else { inferred(&Value::Object(fields)) };
    };
    let Some(status) = status.as_u64().and_then(|code| u16::try_from(code).ok()).and_then(|code| StatusCode::from_u16(code).ok()) else {
        return failed();
    };
    let mut headers = HeaderMap::new();
    if let Some(Value::Object(named)) = fields.get("headers") {
        for (name, value) in named {
            let Some((name, value)) = name.parse::<HeaderName>().ok().zip(header_value(value)) else { return failed() };
            headers.append(name, value);
        }
    }
    if let Some(Value::Array(cookies)) = fields.get("cookies") {
        for cookie in cookies {
            let Some(cookie) = header_value(cookie) else { return failed() };
            headers.append(SET_COOKIE, cookie);
        }
    }
    headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    let encoded = fields.get("isBase64Encoded").and_then(Value::as_bool).unwrap_or_default();
    let body = match fields.remove("body") {
        None | Some(Value::Null) => Bytes::new(),
        Some(Value::String(body)) if encoded => match STANDARD.decode(body) {
            Ok(body) => Bytes::from(body),
            Err(_) => return failed(),
        },
        Some(Value::String(body)) => Bytes::from(body),
        Some(body) => Bytes::from(body.to_string()),
    };
    OriginResponse { status, headers, body }
}

fn header_value(value: &Value) -> Option<HeaderValue> {
    match value {
        Value::String(value) => HeaderValue::from_bytes(value.as_bytes()).ok(),
        Value::Number(_) | Value::Bool(_) => HeaderValue::from_str(&value.to_string()).ok(),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn inferred(result: &Value) -> OriginResponse {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let body = result.as_str().map_or_else(|| result.to_string(), str::to_owned);
    OriginResponse { status: StatusCode::OK, headers, body: Bytes::from(body) }
}

/// A function URL answers 502 when the function fails or its result is malformed.
fn failed() -> OriginResponse {
    OriginResponse::plain(StatusCode::BAD_GATEWAY, "Internal Server Error")
}
