//! Between the SDKs and the embedded services: passes requests on, or does not.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

use super::refusal::refusal;
use super::{Chaos, Fault, Part};

/// A connection that ends in the middle of a request.
#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is cut")
    }
}

impl std::error::Error for Cut {}

impl From<hyper::Error> for Cut {
    fn from(_: hyper::Error) -> Self {
        Self
    }
}

type Service = Arc<Mutex<SendRequest<Full<Bytes>>>>;

/// Passes on what comes to a listener, until this is dropped.
pub(crate) async fn between(listener: TcpListener, service: SocketAddr, part: Part, chaos: Chaos) {
    while let Ok((socket, _)) = listener.accept().await {
        let chaos = chaos.clone();
        tokio::spawn(async move {
            if let Err(error) = connection(socket, service, part, chaos).await {
                tracing::debug!(error, ?part, "a connection ended");
            }
        });
    }
}

async fn connection(socket: TcpStream, service: SocketAddr, part: Part, chaos: Chaos) -> Result<(), String> {
    let behind = TcpStream::connect(service).await.map_err(|error| error.to_string())?;
    // Without this, small messages wait for the acknowledgement of earlier ones; if it fails they are merely slow.
    let _ = (socket.set_nodelay(true), behind.set_nodelay(true));
    let (sender, driver) = handshake(TokioIo::new(behind)).await.map_err(|error| error.to_string())?;
    tokio::spawn(driver);
    let service: Service = Arc::new(Mutex::new(sender));
    let answer = service_fn(move |request| forward(request, Arc::clone(&service), part, chaos.clone()));
    http1::Builder::new().serve_connection(TokioIo::new(socket), answer).await.map_err(|error| error.to_string())
}

/// One request: refused, lost, or passed on, and its answer given or not.
async fn forward(request: Request<Incoming>, service: Service, part: Part, chaos: Chaos) -> Result<Response<Full<Bytes>>, Cut> {
    let (head, body) = request.into_parts();
    // All of it is read first: what is passed on is whole, so that a request is either done or unknown to the service.
    let body = body.collect().await?.to_bytes();
    let fault = chaos.strike(part);
    if let Some(refused) = fault.and_then(|fault| refusal(part, fault, &body)) {
        return Ok(refused);
    }
    match fault {
        Some(Fault::Lost) => return Err(Cut),
        Some(Fault::Silent) => std::future::pending::<()>().await,
        Some(Fault::Late) => tokio::time::sleep(chaos.pace().late).await,
        // A contended request that is no transaction meets nobody.
        None | Some(Fault::Throttled | Fault::Contended | Fault::Failed | Fault::Unanswered) => {}
    }
    let (head, body) = service.lock().await.send_request(Request::from_parts(head, Full::new(body))).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    if fault == Some(Fault::Unanswered) { Err(Cut) } else { Ok(Response::from_parts(head, Full::new(body))) }
}
