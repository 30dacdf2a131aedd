//! What visitors write by forms: taken once, never lost, and not by machines.

use std::net::IpAddr;
use std::time::Duration;

use http::Method;
use serde_json::json;
use store::{Connection, DueMail, Post};
use web::{Clock, Front, Function as _};

use crate::harness::{BASE, Fresh, Reply, forms, wait};
use crate::markup::{Tag, tags};
use crate::packs::pack;

const CONTACT: &str = "/en/contact/";
const FORMAT: &str = "/fr/contact/accessible-format/";
/// What a sound message says.
const SOUND: [(&str, &str); 4] =
    [("name", "A. Reader"), ("email", "reader@post.example"), ("subject", "⟦A question⟧"), ("text", "⟦Why?⟧\r\n<i>\"&'")];

/// Somebody who writes from an address.
pub(crate) struct Writer<'a> {
    pub(crate) site: &'a Fresh,
    pub(crate) from: IpAddr,
}

pub(crate) fn site() -> Fresh {
    Fresh::site(&pack(&["en", "fr"]).pack)
}

/// A form as browsers send it.
fn encoded(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

fn field(reply: &Reply, name: &str) -> Tag {
    tags(reply.text()).into_iter().find(|tag| tag.get("name") == name).unwrap_or_else(|| panic!("no field {name}"))
}

/// What stands in a field, as a browser reads it.
fn value(reply: &Reply, name: &str) -> String {
    let tag = field(reply, name);
    if tag.name == "textarea" { tag.text.strip_prefix('\n').unwrap_or(&tag.text).to_owned() } else { tag.get("value").to_owned() }
}

impl<'a> Writer<'a> {
    pub(crate) fn at(site: &'a Fresh) -> Self {
        Self { site, from: [192, 0, 2, 1].into() }
    }

    fn open(&self, path: &str) -> String {
        let reply = self.site.visitor().get(path);
        assert_eq!(reply.status, 200, "{path}");
        value(&reply, "token")
    }

    /// Opens a form and takes the time to fill it in.
    fn opened(&self, path: &str) -> String {
        let token = self.open(path);
        self.site.advance(Duration::from_secs(30));
        token
    }

    fn post(&self, path: &str, token: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Reply {
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("token", token), ("website", "")]).collect();
        let headers: Vec<(&str, &str)> = [("content-type", "application/x-www-form-urlencoded")].iter().chain(headers).copied().collect();
        self.site.visitor().send(Method::POST, path, &headers, &encoded(&fields), self.from)
    }

    /// Writes a sound message.
    pub(crate) fn write(&self, subject: &str) -> Reply {
        let token = self.opened(CONTACT);
        self.post(CONTACT, &token, &with("subject", subject), &[])
    }
}

fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    SOUND.iter().map(|(own, text)| (*own, if *own == name { value } else { *text })).collect()
}

/// The mails that are due at the end of time: all of them.
pub(crate) fn outbox(site: &Fresh) -> Vec<DueMail> {
    let post = Post::new(&site.inner().connection);
    wait(post.due("9999-01-01T00:00:00Z".parse().expect("a moment"))).expect("the store answers")
}

/// The form comes again with this status, and everything that was written.
fn comes_again(reply: &Reply, status: u16, what: &str) {
    assert_eq!((reply.status, reply.header("cache-control"), reply.header("etag")), (status, "no-store", ""), "{what}");
    for (name, text) in SOUND {
        assert_eq!(value(reply, name), text.replace("\r\n", "\n"), "{name} {what}");
    }
    let all = tags(reply.text());
    assert!(all.iter().any(|tag| tag.name == "title" && tag.text.starts_with("Error: ")), "{what}");
    assert!(all.iter().any(|tag| tag.get("class") == "faults" && tag.get("role") == "alert"), "{what}");
    assert!(all.iter().any(|tag| tag.get("name") == "robots") && !reply.text().contains("<i>"), "{what}");
}

fn is_taken(reply: &Reply, what: &str) {
    assert_eq!((reply.status, reply.header("location"), reply.header("cache-control")), (303, "/en/contact/sent/", "no-store"), "{what}");
}

#[test]
fn a_message_is_kept_with_its_mail_and_answered_by_a_page_that_a_reload_does_not_send_again() {
    let site = site();
    let writer = Writer::at(&site);
    let token = writer.opened(CONTACT);
    let answer = writer.post(CONTACT, &token, &SOUND, &[("sec-fetch-site", "same-origin")]);
    is_taken(&answer, "sound");
    let sent = site.visitor().get(answer.header("location"));
    assert!(sent.status == 200 && !sent.text().contains("reader@post.example"), "the page says nothing of who wrote");
    let outbox = outbox(&site);
    assert_eq!(outbox.len(), 1);
    let mail = &outbox[0].mail;
    assert_eq!((mail.reply_to.as_str(), mail.subject.as_str()), ("reader@post.example", "Contact form: ⟦A question⟧"));
    assert!(mail.text.contains("Name: A. Reader\n") && mail.text.ends_with("\n\n⟦Why?⟧\n<i>\"&'\n"), "{}", mail.text);
}

#[test]
fn a_document_is_asked_for_in_another_format_and_a_link_may_name_it() {
    let site = site();
    let writer = Writer::at(&site);
    for (query, filled) in [
        ("?document=%2Ffr%2Fnews%2F2025%2Fun", "/fr/news/2025/un"),
        ("?document=%2Ffr%2F%3Cscript%3E", "/fr/<script>"),
        ("?document=https%3A%2F%2Fevil.example", ""),
        ("?document=Call%20this%20number", ""),
        ("?document=%ff", ""),
        ("?text=Call", ""),
        ("", ""),
    ] {
        let page = site.visitor().get(&format!("{FORMAT}{query}"));
        assert_eq!((page.status, value(&page, "document")), (200, filled.to_owned()), "{query}");
        assert!(!page.text().contains("<script>"));
    }
    let token = writer.opened(FORMAT);
    let fields = [("document", "/fr/news/2025/un"), ("format", "braille"), ("email", "reader@post.example"), ("text", "")];
    let answer = writer.post(FORMAT, &token, &fields, &[]);
    assert_eq!((answer.status, answer.header("location")), (303, "/fr/contact/sent/"));
    let mail = outbox(&site).remove(0).mail;
    assert!(mail.subject.ends_with("/fr/news/2025/un") && mail.text.contains("Format\u{202f}: Braille\n"), "{mail:?}");
    let again = writer.post(FORMAT, &token, &[("format", "audio")], &[]);
    let chosen = tags(again.text()).into_iter().any(|tag| tag.get("value") == "audio" && again.text().contains("value=\"audio\" checked"));
    assert!(again.status == 422 && chosen, "what was chosen stays so");
}

#[test]
fn what_is_wrong_is_said_at_the_top_and_at_each_field_and_all_that_was_written_stays() {
    let site = site();
    let writer = Writer::at(&site);
    let token = writer.opened(CONTACT);
    let reply = writer.post(CONTACT, &token, &[("name", "<i>\""), ("email", "nowhere"), ("text", " \n<i>")], &[]);
    assert_eq!((reply.status, reply.header("cache-control")), (422, "no-store"));
    assert_eq!(["name", "email", "subject", "text"].map(|name| value(&reply, name)), ["<i>\"", "nowhere", "", " \n<i>"]);
    assert!(!reply.text().contains("<i>"));
    let all = tags(reply.text());
    for wrong in ["email", "subject"] {
        let tag = field(&reply, wrong);
        assert_eq!(tag.get("aria-invalid"), "true", "{wrong}");
        let fault = format!("{wrong}-fault");
        assert!(tag.get("aria-describedby").split(' ').any(|id| id == fault) && all.iter().any(|tag| tag.get("id") == fault), "{wrong}");
        assert!(all.iter().any(|tag| tag.name == "a" && tag.get("href") == format!("#{wrong}")), "{wrong} is led to");
    }
    assert_eq!(field(&reply, "name").get("aria-invalid"), "");
    assert_eq!(value(&reply, "token"), token, "who corrects it need not wait again");
    is_taken(&writer.post(CONTACT, &token, &SOUND, &[]), "corrected");
    assert_eq!(outbox(&site).len(), 1);
}

#[test]
fn what_a_machine_would_send_comes_again_and_a_person_sends_it_once_more() {
    let site = site();
    let writer = Writer::at(&site);
    let early = writer.open(CONTACT);
    site.advance(Duration::from_secs(1));
    let reply = writer.post(CONTACT, &early, &SOUND, &[]);
    comes_again(&reply, 422, "too early");
    site.advance(Duration::from_secs(1));
    is_taken(&writer.post(CONTACT, &value(&reply, "token"), &SOUND, &[]), "a moment later");
    let old = writer.opened(CONTACT);
    site.advance(Duration::from_secs(24 * 3600));
    for (token, what) in [(old.as_str(), "too old"), ("", "without what it carries"), ("1.2.3", "made by nobody")] {
        let reply = writer.post(CONTACT, token, &with("subject", "⟦A question⟧"), &[]);
        comes_again(&reply, 422, what);
        assert_ne!(value(&reply, "token"), token, "{what}: it carries something new");
    }
    let token = writer.opened(CONTACT);
    for headers in [[("sec-fetch-site", "cross-site")], [("origin", "https://evil.example")]] {
        comes_again(&writer.post(CONTACT, &token, &SOUND, &headers), 422, "from another site");
    }
    let filled: Vec<(&str, &str)> = SOUND.into_iter().chain([("token", token.as_str()), ("website", "https://spam.example")]).collect();
    let reply = site.visitor().send(Method::POST, CONTACT, &[], &encoded(&filled), writer.from);
    comes_again(&reply, 422, "the field that nobody sees was filled in");
    assert_eq!(value(&reply, "website"), "");
    assert_eq!(outbox(&site).len(), 1, "nothing of all that was taken");
    is_taken(&writer.post(CONTACT, &value(&reply, "token"), &SOUND, &[]), "by a person");
    let decoy = tags(reply.text()).into_iter().find(|tag| tag.get("class") == "decoy").expect("the field is hidden");
    let hidden = field(&reply, "website");
    assert_eq!((decoy.get("aria-hidden"), hidden.get("tabindex"), hidden.get("autocomplete")), ("true", "-1", "off"));
}

#[test]
fn a_form_is_sent_once_and_no_second_text_is_lost() {
    let site = site();
    let writer = Writer::at(&site);
    let token = writer.opened(CONTACT);
    for what in ["first", "pressed twice", "loaded anew"] {
        is_taken(&writer.post(CONTACT, &token, &SOUND, &[]), what);
        site.advance(Duration::from_secs(5));
    }
    assert_eq!(outbox(&site).len(), 1);
    let other = writer.post(CONTACT, &token, &with("subject", "⟦Something else⟧"), &[]);
    assert_eq!((other.status, value(&other, "subject")), (422, "⟦Something else⟧".to_owned()));
    let fresh = value(&other, "token");
    assert_ne!(fresh, token);
    site.advance(Duration::from_secs(5));
    is_taken(&writer.post(CONTACT, &fresh, &with("subject", "⟦Something else⟧"), &[]), "the second text");
    assert_eq!(outbox(&site).len(), 2);
}

#[test]
fn a_network_writes_ten_letters_an_hour_and_keeps_what_it_wrote_then() {
    let site = site();
    let writer = Writer::at(&site);
    site.move_clock("2025-02-14T10:00:00+01:00");
    for number in 1..=store::MOST_LETTERS {
        is_taken(&writer.write("⟦A question⟧"), &format!("letter {number}"));
    }
    let token = writer.opened(CONTACT);
    let reply = writer.post(CONTACT, &token, &SOUND, &[]);
    comes_again(&reply, 429, "one too many");
    // Eleven letters took five and a half minutes.
    assert_eq!(reply.header("retry-after"), (3600 - 330).to_string());
    for other in ["192.0.2.2", "2001:db8:0:1::1"] {
        is_taken(&Writer { site: &site, from: other.parse().expect("an address") }.write("⟦A question⟧"), other);
    }
    assert_eq!(outbox(&site).len(), 12);
    site.move_clock("2025-02-14T11:00:00+01:00");
    is_taken(&writer.post(CONTACT, &token, &SOUND, &[]), "in the next hour");
}

#[test]
fn the_addresses_of_one_house_are_one_network() {
    let site = site();
    let write = |from: String| Writer { site: &site, from: from.parse().expect("an address") }.write("⟦A question⟧").status;
    let all: Vec<u16> = (0..=store::MOST_LETTERS).map(|number| write(format!("2001:db8:1:2::{number:x}"))).collect();
    assert_eq!(all.iter().filter(|status| **status == 303).count(), 10);
    assert_eq!((all.last(), write("2001:db8:1:3::1".to_owned())), (Some(&429), 303));
}

#[test]
fn while_the_store_is_away_what_was_written_stays_on_the_screen() {
    let site = site();
    let moment = site.inner().clock.now();
    let away = store::Configuration {
        dynamodb_endpoint: Some("http://127.0.0.1:9".to_owned()),
        ..site.inner().connection.configuration().clone()
    };
    let front = || Front::new(Clock::by_hand(move || moment), BASE, "en".parse().expect("a language"));
    let app = forms(&Connection::new(away), front());
    let made = moment.checked_sub(Duration::from_secs(60)).expect("a minute before");
    let token = app.keys.issue(domain::Form::Contact, made).expect("a token");
    let fields: Vec<(&str, &str)> = SOUND.into_iter().chain([("token", token.as_str())]).collect();
    let mut request = lambda_http::Request::new(encoded(&fields).into());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = CONTACT.parse().expect("a path");
    let (parts, body) = wait(app.call(request)).into_parts();
    let reply = Reply { status: parts.status.as_u16(), headers: parts.headers, body: bytes::Bytes::copy_from_slice(body.as_ref()) };
    comes_again(&reply, 503, "the store is away");
    assert_eq!(reply.header("retry-after"), "30");
    assert_eq!(value(&reply, "token"), token, "the same form is sent again, so it is taken once");
}

#[test]
fn what_no_browser_sends_is_refused_and_nothing_is_taken() {
    let site = site();
    let send =
        |headers: &[(&str, &str)], body: &str| site.visitor().send(Method::POST, CONTACT, headers, body, [192, 0, 2, 1].into()).status;
    assert_eq!(send(&[("content-type", "multipart/form-data; boundary=x")], "--x"), 400);
    assert_eq!([send(&[], "email=a&email=b"), send(&[], "email=%ff"), send(&[], &"a".repeat(300_000))], [400; 3]);
    assert_eq!(send(&[], ""), 422);
    assert!(outbox(&site).is_empty());
}

#[test]
fn past_the_edge_nobody_is_told_anything() {
    let site = site();
    let function = std::sync::Arc::clone(&site.inner().functions["contact"]);
    for (method, path) in [("GET", CONTACT), ("POST", CONTACT), ("GET", "/EN/contact"), ("DELETE", CONTACT), ("GET", "/en/contact/%ff/")] {
        let event = json!({
            "version": "2.0", "rawPath": path, "rawQueryString": "", "headers": { "x-origin-secret": "a-guess-of-more-than-thirty-two-signs" },
            "requestContext": { "http": { "method": method, "path": path, "sourceIp": "192.0.2.1" }, "timeEpoch": 0 },
            "body": encoded(&SOUND), "isBase64Encoded": false,
        });
        let answer = wait(web::invoke(std::sync::Arc::clone(&function), event)).expect("an answer");
        assert_eq!(answer["statusCode"], 403, "{method} {path}");
        let timing = answer["headers"]["server-timing"].as_str().unwrap_or_default();
        assert!(timing.contains("calls=0 "), "{method} {path}: the store was asked: {timing}");
    }
    assert!(outbox(&site).is_empty());
}

#[test]
fn the_text_of_the_page_stands_above_its_form() {
    let words = [("slug", "contact"), ("title", "⟦Reach us⟧"), ("summary", "⟦By post.⟧")];
    let site = Fresh::site(&pack(&["en", "fr"]).document("pages/contact", "order = 9", &words).pack);
    let page = site.visitor().get(CONTACT);
    let all = tags(page.text());
    assert!(all.iter().any(|tag| tag.name == "h1" && tag.text == "⟦Reach us⟧") && page.text().contains("⟦By post.⟧"));
    assert!(all.iter().any(|tag| tag.name == "form") && site.visitor().get("/sitemaps/pages.xml").text().contains("/en/contact/"));
    let below = pack(&["en"]).document("pages/contact", "order = 9", &words);
    let below = below.document("pages/contact/office", "order = 1", &[("slug", "office"), ("title", "⟦Office⟧")]);
    assert!(site.import(&below.pack).is_err(), "nothing stands below the form");
}
