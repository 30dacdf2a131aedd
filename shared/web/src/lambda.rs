//! Between Lambda and a handler. The laptop and the tests take the same road: an event of a function URL in JSON goes in, its answer in
//! JSON comes out.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use lambda_http::request::LambdaRequest;
use lambda_http::{Body, Request, Response};
use lambda_runtime::tower::Service;
use lambda_runtime::{Context, LambdaEvent};
use serde::Serialize;
use serde_json::Value;
use store::{Configuration, Connection};

use crate::event::readable;
use crate::front::Front;

/// A handler with what it needs, as every function is run.
pub trait Function: Send + Sync + 'static {
    /// Answers a request.
    fn call<'a>(&'a self, request: Request) -> Pin<Box<dyn Future<Output = Response<Body>> + Send + 'a>>;

    /// Opens connections before the first request, while time costs nothing.
    fn warm<'a>(&'a self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

/// Runs a function in Lambda: configuration from the environment, logs in JSON, then one request after the other.
///
/// # Errors
/// What is missing in the environment, or what the runtime refuses.
pub async fn run<F: Function>(make: impl FnOnce(Front, &Connection) -> F) -> Result<(), lambda_http::Error> {
    // `RUST_LOG` is the field's own variable; without it a line for each request.
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,web=info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_target(false).init();
    let variable = |name: &str| std::env::var(name).ok();
    let connection = Connection::new(Configuration::from_variables(variable)?);
    let function = Arc::new(make(Front::from_variables(variable)?, &connection));
    function.warm().await;
    // What `lambda_http::run` does, with the event made readable first.
    lambda_runtime::run(lambda_runtime::service_fn(move |event: LambdaEvent<LambdaRequest>| answer(Arc::clone(&function), event))).await
}

/// Lets a function answer one event of a function URL (payload format 2.0), through the same translation as in Lambda.
///
/// # Errors
/// A text that says why the event is none.
pub async fn invoke(function: Arc<dyn Function>, event: Value) -> Result<Value, String> {
    let event = serde_json::from_value(event).map_err(|error| error.to_string())?;
    let answer = answer(function, LambdaEvent::new(event, Context::default())).await.map_err(|error| error.to_string())?;
    serde_json::to_value(answer).map_err(|error| error.to_string())
}

/// From event to answer.
async fn answer<F: Function + ?Sized>(function: Arc<F>, event: LambdaEvent<LambdaRequest>) -> Result<impl Serialize, Infallible> {
    let handler = lambda_http::service_fn(move |request: Request| {
        let function = Arc::clone(&function);
        async move { Ok::<_, Infallible>(function.call(request).await) }
    });
    lambda_http::Adapter::from(handler).call(LambdaEvent::new(readable(event.payload), event.context)).await
}
