//! A store that is slow, busy or away, one thing at a time: what is tried again, what a visitor is told, and how soon.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::{Document, Settings};
use serde_json::{Value, json};
use store::{Change, Configuration, Connection, Desk, Patience, StoreError, Stored};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::harness::{Caller, Fresh, NOW, at, wait};
use crate::packs::pack;

const MET: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict"}]}"#;
const FAILED: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[{"Code":"TransactionConflict"},{"Code":"ConditionalCheckFailed"}]}"#;

/// A DynamoDB that gives these answers one after the other, the last one again and again; none: it never answers.
struct Scripted {
    connection: Connection,
    asked: Arc<Mutex<Vec<Value>>>,
}

impl Scripted {
    fn new(patience: Patience, answers: &'static [(u16, &'static str)]) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let listener = wait(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::clone(&asked);
        let serving = async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(served(socket, answers, Arc::clone(&seen)));
            }
        };
        wait(async { drop(tokio::spawn(serving)) });
        let variable = |name: &str| Some(if name == "AWS_ENDPOINT_URL_DYNAMODB" { endpoint.clone() } else { "local".to_owned() });
        let configuration = Configuration::from_variables(variable).expect("all variables");
        Self { connection: Connection::new(Configuration { patience, ..configuration }), asked }
    }

    fn asked(&self) -> Vec<Value> {
        self.asked.lock().expect("no test stopped here").clone()
    }
}

async fn served(mut socket: TcpStream, answers: &'static [(u16, &'static str)], asked: Arc<Mutex<Vec<Value>>>) {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(read) = socket.read(&mut chunk).await.map(|read| &chunk[..read])
        && !read.is_empty()
    {
        bytes.extend_from_slice(read);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let Ok(body) = serde_json::from_str(body) else { continue };
        assert!(head.starts_with("POST / "), "{head}");
        bytes.clear();
        let number = {
            let mut asked = asked.lock().expect("no test stopped here");
            asked.push(body);
            asked.len() - 1
        };
        let Some((status, body)) = answers.get(number).or(answers.last()) else { continue };
        let answer =
            format!("HTTP/1.1 {status} X\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        if socket.write_all(answer.as_bytes()).await.is_err() {
            break;
        }
    }
}

fn site() -> Fresh {
    Fresh::site(&pack(&["en", "fr"]).news("one", "2025-02-01T09:00:00+01:00").pack)
}

/// A document with another title, and the change that makes it so.
fn retitled(site: &Fresh, title: &str) -> (Stored, Document, Change, Settings) {
    let before = site.stored("news/one");
    let mut after = before.document.clone();
    after.editions.values_mut().for_each(|edition| edition.title = title.to_owned());
    let change = Change { at: at(NOW), by: "an editor".to_owned(), action: "published".to_owned() };
    (before, after, change, site.settings())
}

#[test]
fn who_repeats_a_change_whose_answer_was_lost_meets_no_conflict() {
    let site = site();
    let desk = site.desk();
    let (before, after, change, settings) = retitled(&site, "⟦Once⟧");
    let first = wait(desk.commit(Some(&before), &after, &change, &settings));
    let again = wait(desk.commit(Some(&before), &after, &change, &settings));
    assert!(first.is_ok() && again == first, "{again:?}");
    assert_eq!(site.stored("news/one").version, before.version + 1, "it was done once");
    for other in
        [Change { by: "another editor".to_owned(), ..change.clone() }, Change { at: at("2025-02-14T10:00:01+01:00"), ..change.clone() }]
    {
        let refused = wait(desk.commit(Some(&before), &after, &other, &settings));
        assert!(matches!(refused, Err(StoreError::Conflict(_))), "somebody else's: {refused:?}");
    }
    let refused = wait(desk.commit(Some(&before), &before.document, &change, &settings));
    assert!(matches!(refused, Err(StoreError::Conflict(_))), "another document: {refused:?}");
    let (stored, after, next, settings) = retitled(&site, "⟦Twice⟧");
    assert!(wait(desk.commit(Some(&stored), &after, &next, &settings)).is_ok());
    let (_, first, ..) = retitled(&site, "⟦Once⟧");
    assert!(wait(desk.commit(Some(&before), &first, &change, &settings)).is_ok(), "it was done, though much happened since");
    assert_eq!(site.stored("news/one").document, after, "and that stays");
}

#[test]
fn who_repeats_settings_whose_answer_was_lost_meets_no_conflict() {
    let site = site();
    let desk = site.desk();
    let (before, version) = wait(desk.settings()).expect("the store answers").expect("settings");
    let mut after = before.clone();
    after.name.values_mut().for_each(|name| name.push('!'));
    assert_eq!(wait(desk.set_settings(version, &after)), Ok(()));
    assert_eq!(wait(desk.set_settings(version, &after)), Ok(()));
    assert!(matches!(wait(desk.set_settings(version, &before)), Err(StoreError::Conflict(_))));
    assert_eq!(wait(desk.settings()), Ok(Some((after, version + 1))));
}

#[test]
fn a_transaction_that_meets_another_is_tried_again_under_the_same_token() {
    let (before, after, change, settings) = retitled(&site(), "⟦Later⟧");
    let busy = Scripted::new(Patience::default(), &[(400, MET), (400, MET), (200, "{}")]);
    let outcome = wait(Desk::new(&busy.connection).commit(Some(&before), &after, &change, &settings));
    assert!(outcome.is_ok(), "{outcome:?}");
    let tokens: Vec<Value> = busy.asked().iter().map(|request| request["ClientRequestToken"].clone()).collect();
    assert!(tokens.len() == 3 && tokens[0].is_string() && tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
}

#[test]
fn a_meeting_that_does_not_end_is_told_from_a_conflict() {
    let (before, after, change, settings) = retitled(&site(), "⟦Later⟧");
    let busy = Scripted::new(Patience::default(), &[(400, MET)]);
    let outcome = wait(Desk::new(&busy.connection).commit(Some(&before), &after, &change, &settings));
    assert!(matches!(outcome, Err(StoreError::Busy(_))), "{outcome:?}");
    let conflict = Scripted::new(Patience::default(), &[(400, FAILED), (200, "{}")]);
    let outcome = wait(Desk::new(&conflict.connection).commit(Some(&before), &after, &change, &settings));
    assert!(matches!(outcome, Err(StoreError::Conflict(_))), "{outcome:?}");
    let asked = conflict.asked();
    assert_eq!(asked.len(), 2, "what can only fail again is asked once, and then whether it is done already");
    assert_eq!(asked[1]["ConsistentRead"], json!(true));
}

/// The page that says that the site does not answer.
fn says_so(caller: &Caller, path: &str) {
    let reply = caller.get(path);
    assert_eq!((reply.status, reply.header("retry-after"), reply.header("cache-control")), (503, "30", "no-store"), "{path}");
    assert!(reply.is_page() && reply.text().contains("<h1"), "{path}: {}", reply.text());
}

#[test]
fn a_store_that_never_answers_is_given_up_in_time() {
    let hurried = Patience { attempt: Duration::from_millis(40), operation: Duration::from_millis(250) };
    let silent = Scripted::new(hurried, &[]);
    let caller = Caller::of(&silent.connection, |_| {});
    let started = Instant::now();
    for path in ["/en/", "/fr/news/", "/en/news/feed.atom", "/en/about/"] {
        says_so(&caller, path);
    }
    assert!(silent.asked().len() > 4, "each was tried again");
    assert!(started.elapsed() < Duration::from_secs(8), "four pages took {:?}", started.elapsed());
}

#[test]
fn a_visitor_is_told_even_if_the_store_may_still_be_waited_for() {
    let patient = Patience { attempt: Duration::from_secs(300), operation: Duration::from_secs(600) };
    let silent = Scripted::new(patient, &[]);
    let caller = Caller::of(&silent.connection, |front| front.patience = Duration::from_millis(60));
    says_so(&caller, "/en/");
    let missing = caller.get("/en/news/no-year/");
    assert_eq!((missing.status, missing.header("cache-control")), (404, "no-store"), "what cannot be there needs no store");
    assert!(missing.is_page());
}

#[test]
fn a_store_that_is_throttled_for_a_moment_is_asked_again_and_else_the_visitor_is_told() {
    const THROTTLED: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"too many"}"#;
    let throttled = Scripted::new(Patience::default(), &[(400, THROTTLED)]);
    says_so(&Caller::of(&throttled.connection, |_| {}), "/en/news/");
    assert!(throttled.asked().len() > 1);
}
