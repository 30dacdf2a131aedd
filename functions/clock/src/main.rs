//! The clock as a Lambda function, called by a schedule every minute.

use std::sync::Arc;

use clock::App;
use futures_util::future::BoxFuture;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use store::{Configuration, Connection, Timetable};
use web::Clock;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let variable = |name: &str| std::env::var(name).ok();
    web::start_log(variable);
    let connection = Connection::new(Configuration::from_variables(variable)?);
    let app = Arc::new(App { timetable: Timetable::new(&connection), clock: Clock::of_machine() });
    lambda_runtime::run(service_fn(move |_: LambdaEvent<Value>| {
        let app = Arc::clone(&app);
        // Boxed, since the types of several SDKs' futures in one another are more than the compiler looks into.
        let done: BoxFuture<'static, Result<usize, Error>> =
            Box::pin(async move { Ok(clock::handle(&app, &|while_| Box::pin(tokio::time::sleep(while_))).await?.documents) });
        done
    }))
    .await
}
