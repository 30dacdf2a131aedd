//! The little of HTTP that is needed to save pages of a site on loopback: one GET, one connection.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// A page larger than this is a mistake.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Status and body of a GET.
pub(crate) fn get(base: &str, path: &str) -> Result<(u16, String), String> {
    let host = base.trim_start_matches("http://").trim_end_matches('/');
    let failed = |error: std::io::Error| format!("GET {base}{path}: {error}");
    let mut stream = TcpStream::connect(host).map_err(failed)?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).map_err(failed)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").map_err(failed)?;
    let mut answer = Vec::new();
    stream.take(LARGEST).read_to_end(&mut answer).map_err(failed)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| format!("GET {base}{path}: no answer"))?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(|| format!("GET {base}{path}: no status"))?;
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        return Err(format!("GET {base}{path}: the answer has no length"));
    }
    Ok((status, body.to_owned()))
}
