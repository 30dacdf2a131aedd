//! As much of Lambda's Runtime API as one invocation needs: it hands a fresh process its first event and waits for the answer.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use crate::{Outcome, machine};

/// A function that has not answered by then never will.
const PATIENCE: Duration = Duration::from_secs(20);
const VERSION: &str = "/2018-06-01/runtime/";
const REQUEST_ID: &str = "00000000-0000-4000-8000-000000000001";

/// The first invocation of a process.
#[derive(Debug)]
pub(crate) struct Invocation {
    /// From the start of the process until it asked for its first event.
    pub(crate) init: Duration,
    /// From the start of the process until its answer was there.
    pub(crate) answered: Duration,
    /// Bytes of memory at its greatest.
    pub(crate) memory: u64,
    /// The answer.
    pub(crate) answer: Value,
}

enum Milestone {
    Asked(Instant),
    Answered(Instant, Bytes),
    Failed(Bytes),
}

/// The process, which ends with this.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a function as Lambda does and lets it answer one event.
pub(crate) async fn first_answer(binary: &Path, variables: &[(&str, String)], event: &Value) -> Outcome<Invocation> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let (tell, mut milestones) = unbounded_channel();
    let event = Bytes::from(event.to_string());
    let mut tasks = JoinSet::new();
    tasks.spawn(accept(listener, event, tell));
    let mut command = Command::new(binary);
    command.env_clear().envs(variables.iter().map(|(name, value)| (*name, value.as_str()))).env("AWS_LAMBDA_RUNTIME_API", address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit());
    let started = Instant::now();
    let running = Running(command.spawn()?);
    let mut init = None;
    loop {
        let milestone = tokio::time::timeout(PATIENCE, milestones.recv()).await;
        match milestone.map_err(|_| "a function did not answer in time")?.ok_or("the runtime API ended early")? {
            Milestone::Asked(at) => init = Some(at - started),
            Milestone::Failed(why) => return Err(format!("a function failed: {}", String::from_utf8_lossy(&why)).into()),
            Milestone::Answered(at, body) => {
                let memory = machine::peak_memory(running.0.id()).unwrap_or_default();
                let init = init.ok_or("an answer came before its question")?;
                return Ok(Invocation { init, answered: at - started, memory, answer: serde_json::from_slice(&body)? });
            }
        }
    }
}

async fn accept(listener: TcpListener, event: Bytes, tell: UnboundedSender<Milestone>) {
    let asked = Arc::new(AtomicBool::new(false));
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        connections.spawn(serve(socket, event.clone(), tell.clone(), Arc::clone(&asked)));
    }
}

async fn serve(socket: TcpStream, event: Bytes, tell: UnboundedSender<Milestone>, asked: Arc<AtomicBool>) {
    // Latency of small packets is not what is measured.
    let _ = socket.set_nodelay(true);
    let service = service_fn(|request| reply(request, event.clone(), tell.clone(), Arc::clone(&asked)));
    // The connection ends when the process does.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
}

async fn reply(
    request: Request<Incoming>,
    event: Bytes,
    tell: UnboundedSender<Milestone>,
    asked: Arc<AtomicBool>,
) -> Outcome<Response<Full<Bytes>>> {
    let path = request.uri().path().strip_prefix(VERSION).unwrap_or_default().to_owned();
    let empty = |status: StatusCode| Ok(Response::builder().status(status).body(Full::default())?);
    if path == "invocation/next" {
        if asked.swap(true, Ordering::SeqCst) {
            // There is no second event: in Lambda the instance is frozen here.
            std::future::pending::<()>().await;
        }
        tell.send(Milestone::Asked(Instant::now()))?;
        let deadline = SystemTime::now().duration_since(UNIX_EPOCH)? + PATIENCE;
        return Ok(Response::builder()
            .header("content-type", "application/json")
            .header("lambda-runtime-aws-request-id", REQUEST_ID)
            .header("lambda-runtime-deadline-ms", deadline.as_millis().to_string())
            .header("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-central-1:000000000000:function:bench")
            .body(Full::new(event))?);
    }
    let body = request.into_body().collect().await?.to_bytes();
    let now = Instant::now();
    if path.ends_with("/response") {
        tell.send(Milestone::Answered(now, body))?;
        return empty(StatusCode::ACCEPTED);
    }
    if path.ends_with("error") {
        tell.send(Milestone::Failed(body))?;
        return empty(StatusCode::ACCEPTED);
    }
    empty(StatusCode::NOT_FOUND)
}
