//! The sender of mails as a Lambda function, called by the stream of the table of messages, and by a schedule every minute.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use post::{App, SendMail, Ses};
use serde_json::{Value, json};
use store::{Configuration, Connection, Post};
use web::Clock;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let variable = |name: &str| std::env::var(name).ok();
    web::start_log(variable);
    let configuration = Configuration::from_variables(variable)?;
    let mail = Ses::of(&configuration, variable).map(|ses| Arc::new(ses) as Arc<dyn SendMail>);
    let app = Arc::new(App { post: Post::new(&Connection::new(configuration)), clock: Clock::of_machine(), mail });
    lambda_runtime::run(service_fn(move |_: LambdaEvent<Value>| {
        let app = Arc::clone(&app);
        // Boxed, since the types of several SDKs' futures in one another are more than the compiler looks into.
        let done: BoxFuture<'static, Result<Value, Error>> = Box::pin(async move {
            let posted = post::handle(&app).await?;
            // A change only says that there may be something to do, so that none of a batch is left undone.
            Ok(json!({ "batchItemFailures": [], "sent": posted.sent }))
        });
        done
    }))
    .await
}
