//! Topics, calls and the tree of pages as a Lambda function.

use pages::App;
use store::PublicContent;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    web::run(|front, connection| App { content: PublicContent::new(connection), front }).await
}
