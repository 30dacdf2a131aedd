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
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

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
    run_or_refuse(|front, connection| Ok(make(front, connection))).await
}

/// The same for a function that refuses to start without something that it needs.
///
/// # Errors
/// What is missing in the environment, or what the runtime refuses.
pub async fn run_or_refuse<F: Function>(
    make: impl FnOnce(Front, &Connection) -> Result<F, lambda_http::Error>,
) -> Result<(), lambda_http::Error> {
    let variable = |name: &str| std::env::var(name).ok();
    start_log(variable);
    let connection = Connection::new(Configuration::from_variables(variable)?);
    let function = Arc::new(make(Front::from_variables(variable)?, &connection)?);
    function.warm().await;
    // What `lambda_http::run` does, with the event made readable first.
    lambda_runtime::run(lambda_runtime::service_fn(move |event: LambdaEvent<LambdaRequest>| answer(Arc::clone(&function), event))).await
}

/// Starts the log of a function: a line of JSON for each thing that happened, on standard output.
pub fn start_log(variable: impl Fn(&str) -> Option<String>) {
    let lines = tracing_subscriber::fmt::layer().json().with_target(false);
    let ours = ["web", "publish", "clock", "post"].map(|name| (name, LevelFilter::INFO));
    tracing_subscriber::registry().with(lines.with_filter(log_filter(variable, LevelFilter::WARN, &ours))).init();
}

/// What is logged: as `RUST_LOG` says, which is the field's own variable (`warn,store=debug`); without it, or when it cannot be read,
/// `level`, and of some crates more.
///
/// Targets and levels alone are read, not the conditions on fields that the larger filter of the same library knows: that one
/// takes regular expressions with it, which cost each cold start more than all else that is set up here.
pub fn log_filter(variable: impl Fn(&str) -> Option<String>, level: LevelFilter, crates: &[(&str, LevelFilter)]) -> Targets {
    let asked = variable("RUST_LOG").filter(|text| !text.trim().is_empty()).and_then(|text| text.parse().ok());
    asked.unwrap_or_else(|| {
        crates.iter().fold(Targets::new().with_default(level), |targets, (name, level)| targets.with_target(*name, *level))
    })
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

#[cfg(test)]
mod tests {
    use tracing_subscriber::filter::LevelFilter;

    use super::*;

    #[test]
    fn what_is_logged_is_asked_for_by_the_fields_own_variable_and_else_a_line_for_each_request() {
        let filter = |asked: Option<&str>| log_filter(|_| asked.map(str::to_owned), LevelFilter::WARN, &[("web", LevelFilter::INFO)]);
        let logs = |asked, target, level: tracing::Level| filter(asked).would_enable(target, &level);
        for unset in [None, Some(" "), Some("web=loud")] {
            assert!(logs(unset, "web::front", tracing::Level::INFO) && !logs(unset, "store", tracing::Level::INFO), "{unset:?}");
        }
        assert!(logs(Some("error,store=debug"), "store", tracing::Level::DEBUG));
        assert!(!logs(Some("error,store=debug"), "web", tracing::Level::INFO));
    }
}
