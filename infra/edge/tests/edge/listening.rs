//! The edge on a socket.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::stage::Stage;

type Tried = Result<(), Box<dyn Error>>;

/// Opens the stage's edge on a free port; the sender closes it.
async fn open(stage: &Stage) -> Result<(SocketAddr, oneshot::Sender<()>, JoinHandle<()>), Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let (close, closed) = oneshot::channel();
    let running = tokio::spawn(Arc::clone(&stage.edge).listen(listener, closed));
    Ok((address, close, running))
}

/// Sends bytes and reads until the connection ends.
async fn says(address: SocketAddr, request: &[u8]) -> Result<String, Box<dyn Error>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request).await?;
    let mut answer = Vec::new();
    // A connection that is closed with unread bytes may be reset after its answer.
    let _ = stream.read_to_end(&mut answer).await;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test]
async fn a_visitor_is_served_over_http() -> Tried {
    let stage = Stage::usual();
    let (address, _close, _running) = open(&stage).await?;
    let answer = says(address, b"GET /en/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await?;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\npage"), "{answer}");
    assert!(answer.contains("x-cache: Miss from edge") && answer.contains("content-length: 4"), "{answer}");
    let answer = says(address, b"HEAD /en/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await?;
    assert!(answer.contains("content-length: 4") && answer.ends_with("\r\n\r\n"), "{answer}");
    let answer = says(address, b"GET https://x/en/y HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(stage.last_asked().and_then(|request| request.headers.get("x-forwarded-proto").cloned()), Some("http".parse()?));
    Ok(())
}

#[tokio::test]
async fn what_is_too_large_or_broken_is_refused() -> Tried {
    let stage = Stage::usual();
    let (address, _close, _running) = open(&stage).await?;
    let many: String = (0..200).map(|n| format!("x-{n}: 1\r\n")).collect();
    for (request, status) in [
        (format!("GET /en/{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "x".repeat(9_000)), "414"),
        (format!("GET /en/x HTTP/1.1\r\nHost: x\r\nx-long: {}\r\n\r\n", "x".repeat(40_000)), "431"),
        (format!("GET /en/x HTTP/1.1\r\nHost: x\r\nx-long: {}\r\n\r\n", "x".repeat(100_000)), "431"),
        (format!("GET /en/x HTTP/1.1\r\nHost: x\r\n{many}\r\n"), "431"),
        ("POST /desk/x HTTP/1.1\r\nHost: x\r\nContent-Length: 7000000\r\n\r\n".to_owned(), "413"),
        ("GET /en/x y HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(), "400"),
        ("GET /en/x HTTP/1.1\r\n\r\n".to_owned(), "400"),
        ("GET /en/x HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n".to_owned(), "400"),
        ("GET /en/x HTTP/1.1\r\nHost: x y\r\n\r\n".to_owned(), "400"),
        ("GET /en/x HTTP/1.1\r\nHost:\r\n\r\n".to_owned(), "400"),
        ("GET /en/x HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n".to_owned(), "400"),
        ("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(), "400"),
    ] {
        let answer = says(address, request.as_bytes()).await?;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{answer}");
    }
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(65_536));
    let mut chunked = "POST /desk/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned();
    chunked.push_str(&chunk.repeat(97));
    assert!(says(address, chunked.as_bytes()).await?.starts_with("HTTP/1.1 413 "));
    assert_eq!(stage.asked(), 0);
    Ok(())
}

#[tokio::test]
async fn a_visitor_of_http_1_0_need_not_name_a_host() -> Tried {
    let stage = Stage::usual();
    let (address, _close, _running) = open(&stage).await?;
    for path in ["/en/x", "/desk/x"] {
        let answer = says(address, format!("GET {path} HTTP/1.0\r\n\r\n").as_bytes()).await?;
        assert!(answer.starts_with("HTTP/1.0 200 OK\r\n") && answer.ends_with("page"), "{answer}");
        assert_eq!(stage.last_asked().map(|request| request.headers.contains_key("x-forwarded-host")), Some(false));
    }
    Ok(())
}

#[tokio::test]
async fn the_end_does_not_wait_for_requests_that_have_not_come_whole() -> Tried {
    let stage = Stage::usual();
    let (address, close, running) = open(&stage).await?;
    let mut visitors = Vec::new();
    for begun in [
        "",
        "GET /en/x HT",
        "GET /en/x HTTP/1.1\r\nHost: x\r\n",
        "POST /desk/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
        // The first is answered, the second begun.
        "GET /en/x HTTP/1.1\r\nHost: x\r\n\r\nGET /en/",
    ] {
        let mut visitor = TcpStream::connect(address).await?;
        visitor.write_all(begun.as_bytes()).await?;
        visitors.push(visitor);
    }
    let mut idle = TcpStream::connect(address).await?;
    idle.write_all(b"GET /en/y HTTP/1.1\r\nHost: x\r\n\r\n").await?;
    while stage.asked() < 2 {
        tokio::task::yield_now().await;
    }
    let mut answered = [0; 15];
    idle.read_exact(&mut answered).await?;
    assert_eq!(&answered, b"HTTP/1.1 200 OK");
    assert!(close.send(()).is_ok());
    timeout(Duration::from_secs(5), running).await??;
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).await?;
    assert!(rest.ends_with(b"page"), "an answer that was given arrives whole");
    Ok(())
}

#[tokio::test]
async fn the_end_waits_for_running_requests_and_takes_no_new_ones() -> Tried {
    let stage = Stage::usual();
    stage.origin_holds(true);
    let (address, close, running) = open(&stage).await?;
    let visitor = tokio::spawn(async move { says(address, b"GET /en/x HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap_or_default() });
    while stage.asked() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(stage.edge.running(), 1);
    assert!(close.send(()).is_ok());
    stage.background().await;
    assert!(!running.is_finished());
    stage.origin_holds(false);
    assert!(visitor.await?.ends_with("page"));
    running.await?;
    assert!(TcpStream::connect(address).await.is_err());
    Ok(())
}
