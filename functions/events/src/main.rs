//! Events as a Lambda function.

use events::App;
use store::PublicContent;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    web::run(|front, connection| App { content: PublicContent::new(connection), front }).await
}
