use lambda_http::request::LambdaRequest;
use serde_json::{Value, json};

use super::*;
use crate::event::readable;

const BASE: &str = "https://site.example";

fn request(headers: &[(&str, &str)], body: &str, encoded: bool) -> Request {
    let headers: serde_json::Map<String, Value> = headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let event = json!({
        "version": "2.0", "rawPath": "/en/contact/", "rawQueryString": "", "headers": headers, "body": body, "isBase64Encoded": encoded,
        "requestContext": { "http": { "method": "POST", "path": "/en/contact/", "sourceIp": "203.0.113.9" }, "timeEpoch": 0 },
    });
    let event: LambdaRequest = serde_json::from_value(event).unwrap();
    readable(event).into()
}

fn read(headers: &[(&str, &str)], body: &str) -> Result<Submission, Error> {
    Submission::read(&request(headers, body, false), BASE)
}

#[test]
fn a_form_is_read_as_browsers_write_it() {
    let sent =
        read(&[("content-type", "application/x-www-form-urlencoded; charset=UTF-8")], "name=A+B%2B&text=%C3%A9%0D%0A%26&&empty=&bare")
            .unwrap();
    assert_eq!([sent.field("name"), sent.field("text"), sent.field("empty"), sent.field("bare")], ["A B+", "é\r\n&", "", ""]);
    assert_eq!(sent.field("missing"), "");
    // A function URL hands forms over encoded: "name=A+B".
    let encoded = Submission::read(&request(&[], "bmFtZT1BK0I=", true), BASE).unwrap();
    assert_eq!(encoded.field("name"), "A B");
    assert_eq!(read(&[], "").unwrap().field("name"), "");
}

#[test]
fn what_no_browser_sends_is_refused() {
    let many: String = (0..=MOST).map(|number| format!("f{number}=&")).collect();
    let large = format!("text={}", "a".repeat(LARGEST));
    for body in ["a=1&a=2", "a=%ff", "%ff=1", &many, &large] {
        assert!(matches!(read(&[], body), Err(Error::BadRequest(_))), "{}", body.chars().take(20).collect::<String>());
    }
    assert!(read(&[], large.get(..LARGEST).unwrap()).is_ok());
    for kind in ["multipart/form-data; boundary=x", "text/plain", "application/json", "", "é"] {
        assert!(matches!(read(&[("content-type", kind)], "a=1"), Err(Error::BadRequest(_))), "{kind}");
    }
}

#[test]
fn another_site_sends_nothing_for_its_visitors() {
    for (headers, from_here) in [
        (vec![], true),
        (vec![("sec-fetch-site", "same-origin")], true),
        (vec![("sec-fetch-site", "none")], true),
        (vec![("sec-fetch-site", "same-origin"), ("origin", "http://localhost:8000")], true),
        (vec![("origin", BASE)], true),
        (vec![("sec-fetch-site", "cross-site"), ("origin", BASE)], false),
        (vec![("sec-fetch-site", "same-site")], false),
        (vec![("sec-fetch-site", "")], false),
        (vec![("origin", "https://evil.example")], false),
        (vec![("origin", "null")], false),
        (vec![("origin", "https://site.example.evil.example")], false),
    ] {
        assert_eq!(read(&headers, "").unwrap().from_here, from_here, "{headers:?}");
    }
}

#[test]
fn a_network_is_what_the_edge_says_and_half_of_a_long_address() {
    let network = |viewer: &str| read(&[("cloudfront-viewer-address", viewer)], "").unwrap().network.map(|network| network.to_string());
    for (viewer, expected) in [
        ("198.51.100.10:46532", Some("198.51.100.10")),
        ("2001:db8:1:2:3:4:5:6:46532", Some("2001:db8:1:2::")),
        ("[2001:db8:1:2:ffff::1]:46532", Some("2001:db8:1:2::")),
        ("::ffff:198.51.100.10:46532", Some("198.51.100.10")),
        ("198.51.100.10", None),
        ("nonsense", None),
    ] {
        assert_eq!(network(viewer).as_deref(), expected, "{viewer}");
    }
    let direct = read(&[("x-forwarded-for", "192.0.2.1")], "").unwrap().network;
    assert_eq!(direct, Some("203.0.113.9".parse().unwrap()), "what a visitor claims does not count");
}
