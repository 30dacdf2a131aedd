//! The follower of the content table as a Lambda function.

use std::sync::Arc;

use aws_lambda_events::event::dynamodb::Event;
use aws_lambda_events::event::streams::DynamoDbEventResponse;
use futures_util::future::BoxFuture;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use publish::{App, CloudFront, Network};
use store::{Configuration, Connection, Publisher};
use web::Clock;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let variable = |name: &str| std::env::var(name).ok();
    web::start_log(variable);
    let configuration = Configuration::from_variables(variable)?;
    let purge = Arc::new(CloudFront::of(&configuration, variable, Clock::of_machine())?);
    let look = Arc::new(Network::of(&configuration, variable, Clock::of_machine())?);
    let publisher = Publisher::new(&Connection::new(configuration));
    let app = Arc::new(App { publisher, clock: Clock::of_machine(), purge, look });
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Event>| {
        let app = Arc::clone(&app);
        // Boxed, since the types of three SDKs' futures in one another are more than the compiler looks into.
        let answer: BoxFuture<'static, Result<DynamoDbEventResponse, Error>> =
            Box::pin(async move { Ok(publish::handle(&app, event.payload).await) });
        answer
    }))
    .await
}
