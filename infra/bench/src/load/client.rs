//! A client that keeps its connections and knows what it should get.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::raw;
use crate::Outcome;

/// An answer that takes longer will not come.
const PATIENCE: Duration = Duration::from_secs(10);
/// More than any answer.
const BUFFER: usize = 256 * 1024;
/// Headers whose value is another from second to second. What stands before them, between and behind is compared.
const MOVING: [&str; 2] = ["\r\nage: ", "\r\ndate: "];

/// How long each answer took, in milliseconds.
pub(super) type Taken = Vec<f64>;

/// A page, how it is asked for, and what is to come.
pub(super) struct Page {
    request: Vec<u8>,
    /// The head without the values that move, cut where they stood.
    head: Vec<Vec<u8>>,
    body: Vec<u8>,
}

/// What a browser asks.
pub(super) fn request(path: &str) -> Outcome<http::Request<Bytes>> {
    let request = http::Request::get(path)
        .header("host", "example.org")
        .header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        .header("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        .header("accept-language", "fr-CA,fr;q=0.9,en;q=0.8")
        .header("accept-encoding", "gzip, deflate, br, zstd")
        .header("sec-fetch-dest", "document")
        .header("sec-fetch-mode", "navigate")
        .header("sec-fetch-site", "none");
    Ok(request.body(Bytes::new())?)
}

impl Page {
    /// Asks for a page until the edge keeps it, and remembers the answer, if that is the page that the functions render.
    pub(super) async fn kept(address: SocketAddr, path: &str, rendered: &[u8]) -> Outcome<Self> {
        let request = raw(&request(path)?).into_bytes();
        let mut stream = TcpStream::connect(address).await?;
        let mut buffer = vec![0; BUFFER];
        let (mut head, mut body) = (Vec::new(), Vec::new());
        for _ in 0..2 {
            stream.write_all(&request).await?;
            (head, body) = first(&mut stream, &mut buffer).await?;
        }
        let text = String::from_utf8(head)?;
        let wanted = ["HTTP/1.1 200 OK\r\n", "\r\nx-cache: Hit from edge\r\n", "\r\ncontent-encoding: br\r\n"];
        let mut page = Vec::new();
        brotli::BrotliDecompress(&mut body.as_slice(), &mut page)?;
        if !wanted.iter().all(|line| text.contains(line)) || page != rendered {
            return Err(format!("{path} is not the page that the edge should keep: {text}").into());
        }
        Ok(Self { request, head: cut(&text), body })
    }

    /// Whether these bytes are the whole answer; not yet, if they may become it.
    fn is(&self, answer: &[u8]) -> Option<bool> {
        let mut rest = answer;
        for (number, piece) in self.head.iter().enumerate() {
            if number > 0 {
                let end = rest.iter().position(|byte| *byte == b'\r')?;
                rest = rest.get(end..)?;
            }
            let (found, behind) = rest.split_at_checked(piece.len())?;
            if found != piece {
                return Some(false);
            }
            rest = behind;
        }
        (rest.len() >= self.body.len()).then(|| rest == self.body)
    }
}

/// A head, cut at the values that move.
fn cut(head: &str) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    let mut rest = head;
    while let Some(end) = MOVING.iter().filter_map(|name| rest.find(name).map(|at| at + name.len())).min() {
        let (piece, behind) = rest.split_at(end);
        pieces.push(piece.as_bytes().to_vec());
        rest = behind.find('\r').map_or("", |end| behind.split_at(end).1);
    }
    pieces.push(rest.as_bytes().to_vec());
    pieces
}

/// Head, with the line that ends it, and body of an answer that nobody knows yet.
async fn first(stream: &mut TcpStream, buffer: &mut [u8]) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let mut filled = 0;
    loop {
        let read = timeout(PATIENCE, stream.read(buffer.get_mut(filled..).unwrap_or_default())).await??;
        if read == 0 {
            return Err("the edge closed a connection".into());
        }
        filled += read;
        let answer = buffer.get(..filled).unwrap_or_default();
        let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let (head, body) = answer.split_at(end + 4);
        let text = String::from_utf8_lossy(head);
        let length = text.split("\r\ncontent-length: ").nth(1).and_then(|rest| rest.split('\r').next()?.parse::<usize>().ok());
        if body.len() >= length.ok_or("an answer has no length")? {
            return Ok((head.to_vec(), body.to_vec()));
        }
    }
}

/// Asks for the pages in turns over some connections for a while, on this thread alone.
pub(super) fn take(address: SocketAddr, pages: &Arc<[Page]>, connections: usize, burst: Duration) -> Outcome<Taken> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let started = Instant::now();
        let mut asking = JoinSet::new();
        for number in 0..connections {
            let pages = Arc::clone(pages);
            asking.spawn(async move { connection(address, &pages, number, started, burst).await });
        }
        let mut taken = Vec::new();
        while let Some(answers) = asking.join_next().await {
            taken.extend(answers??);
        }
        Ok(taken)
    })
}

/// One connection, which begins with the page of its number.
async fn connection(address: SocketAddr, pages: &[Page], number: usize, started: Instant, burst: Duration) -> Outcome<Taken> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; BUFFER];
    let mut taken = Vec::new();
    for page in pages.iter().cycle().skip(number) {
        if started.elapsed() >= burst {
            break;
        }
        let asked = Instant::now();
        stream.write_all(&page.request).await?;
        let mut filled = 0;
        loop {
            let read = stream.read(buffer.get_mut(filled..).unwrap_or_default()).await?;
            filled += read;
            match page.is(buffer.get(..filled).unwrap_or_default()) {
                Some(true) => break,
                None if read > 0 => {}
                _ => return Err("an answer is not the page that was asked for".into()),
            }
        }
        taken.push(asked.elapsed().as_secs_f64() * 1e3);
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let head = "HTTP/1.1 200 OK\r\nage: 3\r\nvia: 1\r\ndate: Wed, 25 Nov 2026 05:39:54 GMT\r\n\r\n";
        Page { request: Vec::new(), head: cut(head), body: b"page".to_vec() }
    }

    #[test]
    fn an_answer_may_be_older_and_nothing_else_may_be_different() {
        let is = |answer: &str| page().is(answer.as_bytes());
        let older = "HTTP/1.1 200 OK\r\nage: 12\r\nvia: 1\r\ndate: Wed, 25 Nov 2026 06:00:00 GMT\r\n\r\npage";
        assert_eq!(is(older), Some(true));
        for length in 0..older.len() {
            assert_eq!(is(&older[..length]), None, "{length} bytes are not all");
        }
        for (from, to) in [
            ("200", "203"),
            ("via: 1", "via: 2"),
            ("page", "pagf"),
            ("page", "pages"),
            ("age: 12\r\n", ""),
            ("\r\n\r\n", "\r\nx: y\r\n\r\n"),
        ] {
            assert_eq!(is(&older.replace(from, to)), Some(false), "{from} as {to}");
        }
    }
}
