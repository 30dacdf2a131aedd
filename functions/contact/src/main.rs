//! The forms as a Lambda function.

use contact::App;
use store::{Correspondence, PublicContent};
use web::FormKeys;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    web::run_or_refuse(|front, connection| {
        // Its address is open to anybody: without the distribution's secret it would be a way past the edge.
        if front.origin.is_open() {
            return Err("ORIGIN_SECRET is not set: the template sets it".into());
        }
        let keys = FormKeys::from_variables(|name| std::env::var(name).ok())?;
        Ok(App { content: PublicContent::new(connection), correspondence: Correspondence::new(connection), keys, front })
    })
    .await
}
