//! The event of a viewer request (version 1.0), as text.

use std::collections::BTreeMap;
use std::net::IpAddr;

use http::HeaderMap;
use http::header::{COOKIE, HeaderName};
use http::request::Parts;
use serde_json::Value;

/// The event of a request. Path and query stand in it as the visitor wrote them, escapes included.
pub(super) fn of(parts: &Parts, peer: IpAddr) -> String {
    let mut out = Writer(String::with_capacity(1024));
    out.raw(
        r#"{"version":"1.0","context":{"distributionDomainName":"edge.localhost","distributionId":"EDGE","eventType":"viewer-request","#,
    );
    out.raw(r#""requestId":"edge"},"viewer":{"ip":"#);
    out.text(&peer.to_string());
    out.raw(r#"},"request":{"method":"#);
    out.text(parts.method.as_str());
    out.raw(r#","uri":"#);
    out.text(parts.uri.path());
    out.raw(r#","querystring":"#);
    out.fields(&parameters(parts.uri.query().unwrap_or_default()));
    out.raw(r#","headers":"#);
    out.fields(&headers(&parts.headers));
    out.raw(r#","cookies":"#);
    out.fields(&cookies(&parts.headers));
    out.raw("}}");
    out.0
}

/// Names with their values: parameters, headers or cookies.
pub(super) type Fields = Vec<(String, Vec<String>)>;

/// All headers but the cookies, which have a field of their own.
pub(super) fn headers(headers: &HeaderMap) -> Fields {
    headers.keys().filter(|name| **name != COOKIE).map(|name| (name.as_str().to_owned(), values(headers, name))).collect()
}

/// A header as texts, one for each line that the visitor sent.
fn values(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
}

pub(super) fn cookies(headers: &HeaderMap) -> Fields {
    let lines = values(headers, &COOKIE);
    collected(lines.iter().flat_map(|line| line.split(';')).map(str::trim))
}

pub(super) fn parameters(query: &str) -> Fields {
    collected(query.split('&'))
}

/// `name=value` by name.
fn collected<'a>(pairs: impl Iterator<Item = &'a str>) -> Fields {
    let mut fields: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for pair in pairs.filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        fields.entry(name).or_default().push(value.to_owned());
    }
    fields.into_iter().map(|(name, values)| (name.to_owned(), values)).collect()
}

/// Writes JSON.
struct Writer(String);

impl Writer {
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn text(&mut self, text: &str) {
        // Most of what visitors send needs no escape.
        if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
            self.0.push('"');
            self.raw(text);
            self.0.push('"');
        } else {
            self.raw(&Value::from(text).to_string());
        }
    }

    /// Each name with its value; with all of them, in the order in which they came, if there are several.
    fn fields(&mut self, fields: &Fields) {
        self.raw("{");
        for (index, (name, values)) in fields.iter().enumerate() {
            self.raw(if index == 0 { "" } else { "," });
            self.text(name);
            self.raw(r#":{"value":"#);
            self.text(values.first().map_or("", String::as_str));
            if values.len() > 1 {
                self.raw(r#","multiValue":["#);
                for (index, value) in values.iter().enumerate() {
                    self.raw(if index == 0 { r#"{"value":"# } else { r#",{"value":"# });
                    self.text(value);
                    self.raw("}");
                }
                self.raw("]");
            }
            self.raw("}");
        }
        self.raw("}");
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use http::Request;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_has_the_structure_of_version_1() {
        let request = Request::get("/en/%22?b=1&a=x=y&b=2&flag&&__proto__=1")
            .header("host", "site.example")
            .header("accept", "a")
            .header("accept", "b \"quoted\"")
            .header("__proto__", "p")
            .header("cookie", "one=1; two=\"2\"")
            .header("cookie", "one=3");
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let event = of(&parts, IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)));
        let read: Value = serde_json::from_str(&event).unwrap();
        assert_eq!(
            read["request"],
            json!({
                "method": "GET",
                "uri": "/en/%22",
                "querystring": {
                    "__proto__": { "value": "1" },
                    "a": { "value": "x=y" },
                    "b": { "value": "1", "multiValue": [{ "value": "1" }, { "value": "2" }] },
                    "flag": { "value": "" },
                },
                "headers": {
                    "host": { "value": "site.example" },
                    "accept": { "value": "a", "multiValue": [{ "value": "a" }, { "value": "b \"quoted\"" }] },
                    "__proto__": { "value": "p" },
                },
                "cookies": {
                    "one": { "value": "1", "multiValue": [{ "value": "1" }, { "value": "3" }] },
                    "two": { "value": "\"2\"" },
                },
            })
        );
        assert_eq!((&read["version"], &read["viewer"]), (&json!("1.0"), &json!({ "ip": "192.0.2.7" })));
        assert_eq!(read["context"]["eventType"], "viewer-request");
    }
}
