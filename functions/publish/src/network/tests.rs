use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};
use store::Patience;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

const KEY: &str = "an-access-key";
const SECRET: &str = "a-secret";
const TOKEN: &str = "a-session-token";

fn configuration() -> Configuration {
    Configuration {
        region: "eu-central-1".to_owned(),
        dynamodb_endpoint: None,
        s3_endpoint: None,
        credentials: (KEY.to_owned(), SECRET.to_owned(), Some(TOKEN.to_owned())),
        content_table: String::new(),
        messages_table: String::new(),
        media_bucket: String::new(),
        assets_bucket: String::new(),
        patience: Patience::default(),
    }
}

fn network(host: &str) -> Network {
    let variable = |name: &str| match name {
        "BASE_URL" => Some(format!("http://{host}/edge")),
        "EVENTS_URL" => Some(format!("http://{host}/events/")),
        "NEWS_URL" => Some(format!("http://{host}/news/")),
        "HOME_URL" | "PAGES_URL" => Some(format!("http://{host}/other/")),
        _ => None,
    };
    Network::of(&configuration(), variable, Clock::by_hand(|| "2025-02-14T10:00:00+01:00".parse().unwrap())).unwrap()
}

/// A server that notes requests, and answers each with an entity tag.
async fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let noted = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&noted);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                request.push(socket.read_u8().await.unwrap());
            }
            notes.lock().unwrap().push(String::from_utf8(request).unwrap());
            let answer = b"HTTP/1.1 200 OK\r\netag: W/\"a\"\r\ncontent-length: 4\r\nconnection: close\r\n\r\npage";
            socket.write_all(answer).await.unwrap();
        }
    });
    (host, noted)
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request.lines().find_map(|line| line.split_once(": ").filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 2104 for keys of at most 64 bytes.
fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let pad = |with: u8| (0..64).map(|at| key.get(at).copied().unwrap_or_default() ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([pad(0x36), text.as_bytes().to_vec()].concat());
    Sha256::digest([pad(0x5c), inner.to_vec()].concat()).to_vec()
}

/// The signature as AWS describes it ("Create a signed AWS API request"), made without the library.
fn signature(host: &str, path: &str) -> String {
    let empty = hex(&Sha256::digest(""));
    let signed = "host;x-amz-date;x-amz-security-token";
    let canonical = format!("GET\n{path}\n\nhost:{host}\nx-amz-date:20250214T090000Z\nx-amz-security-token:{TOKEN}\n\n{signed}\n{empty}");
    let scope = "20250214/eu-central-1/lambda/aws4_request";
    let text = format!("AWS4-HMAC-SHA256\n20250214T090000Z\n{scope}\n{}", hex(&Sha256::digest(canonical)));
    let key = scope.split('/').fold(format!("AWS4{SECRET}").into_bytes(), |key, part| hmac(&key, part));
    format!("AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={signed}, Signature={}", hex(&hmac(&key, &text)))
}

#[tokio::test]
async fn a_function_is_asked_at_its_own_address_with_a_signature() {
    let (host, noted) = server().await;
    let seen = network(&host).render("/en/news/2025/a-slug").await.unwrap();
    assert_eq!((seen.status, seen.etag.as_str()), (200, "\"a\""));
    let noted = noted.lock().unwrap();
    let [request] = noted.as_slice() else { panic!("one request: {noted:?}") };
    let path = "/news/en/news/2025/a-slug";
    assert!(request.starts_with(&format!("GET {path} HTTP/1.1\r\n")), "{request}");
    assert_eq!(header(request, "host"), Some(host.as_str()));
    assert_eq!((header(request, "x-amz-date"), header(request, "x-amz-security-token")), (Some("20250214T090000Z"), Some(TOKEN)));
    assert_eq!(header(request, "authorization"), Some(signature(&host, path).as_str()));
}

#[tokio::test]
async fn an_emulator_is_told_which_function_is_meant() {
    let (host, noted) = server().await;
    let variable = |name: &str| match name {
        "AWS_ENDPOINT_URL" => Some(format!("http://{host}")),
        "BASE_URL" => Some("http://127.0.0.1:9".to_owned()),
        _ => Some("https://abc.lambda-url.eu-central-1.on.aws/".to_owned()),
    };
    Network::of(&configuration(), variable, Clock::of_machine()).unwrap().render("/en/").await.unwrap();
    let noted = noted.lock().unwrap();
    let [request] = noted.as_slice() else { panic!("one request: {noted:?}") };
    assert!(request.starts_with("GET /en/ HTTP/1.1\r\n"), "{request}");
    assert_eq!(header(request, "host"), Some("abc.lambda-url.eu-central-1.on.aws"));
    assert!(header(request, "authorization").is_some_and(|signature| signature.contains("SignedHeaders=host;")));
}

#[tokio::test]
async fn the_edge_is_asked_as_browsers_ask_it_and_learns_nothing_of_the_function() {
    let (host, noted) = server().await;
    let network = network(&host);
    network.visit("/en/").await.unwrap();
    network.render("/en/").await.unwrap();
    let noted = noted.lock().unwrap();
    let first = |number: usize| noted.get(number).and_then(|request| request.lines().next()).unwrap_or_default().to_owned();
    assert_eq!((first(0), first(1)), ("GET /edge/en/ HTTP/1.1".to_owned(), "GET /other/en/ HTTP/1.1".to_owned()));
    let visit = &noted[0];
    assert_eq!(header(visit, "accept-encoding"), Some("gzip, deflate, br"));
    assert!(["authorization", "x-amz-date", "x-amz-security-token"].iter().all(|name| header(visit, name).is_none()), "{visit}");
}

#[tokio::test]
async fn who_is_away_is_no_answer_and_what_is_not_set_is_named() {
    // Port 9 is the discard service: nobody listens there on loopback.
    let network = network("127.0.0.1:9");
    assert!(network.visit("/en/").await.is_err() && network.render("/en/").await.is_err());
    let without = Network::of(&configuration(), |name| (name != "PAGES_URL").then(|| "http://a".to_owned()), Clock::of_machine());
    assert_eq!(without.err().map(|error| error.0.contains("PAGES_URL")), Some(true));
}
