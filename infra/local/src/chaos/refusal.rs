//! Refusals as DynamoDB and S3 write them.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde_json::{Value, json};

use super::{Fault, Part};

/// The answer of a service that does not do what it is asked; none: this fault has no words.
pub(crate) fn refusal(part: Part, fault: Fault, request: &[u8]) -> Option<Response<Full<Bytes>>> {
    match (part, fault) {
        (Part::Table, Fault::Throttled) => {
            let text = "The level of configured provisioned throughput for the table was exceeded.";
            Some(of_table(StatusCode::BAD_REQUEST, "ProvisionedThroughputExceededException", &json!({ "message": text })))
        }
        (Part::Table, Fault::Contended) => {
            let text = "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]";
            let fields = json!({ "Message": text, "CancellationReasons": reasons(request)? });
            Some(of_table(StatusCode::BAD_REQUEST, "TransactionCanceledException", &fields))
        }
        (Part::Table, Fault::Failed) => {
            Some(of_table(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", &json!({ "message": "Internal server error" })))
        }
        (Part::Buckets, Fault::Throttled) => {
            Some(of_bucket(StatusCode::SERVICE_UNAVAILABLE, "SlowDown", "Please reduce your request rate."))
        }
        (Part::Buckets, Fault::Failed) => {
            Some(of_bucket(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", "We encountered an internal error. Please try again."))
        }
        _ => None,
    }
}

/// One for each write of the transaction; the first is the one that met another. None: the request is no transaction.
fn reasons(request: &[u8]) -> Option<Vec<Value>> {
    let request: Value = serde_json::from_slice(request).ok()?;
    let writes = request.get("TransactItems")?.as_array()?.len();
    let met = json!({ "Code": "TransactionConflict", "Message": "Transaction is ongoing for the item" });
    Some(std::iter::once(met).chain(std::iter::repeat_n(json!({ "Code": "None" }), writes.saturating_sub(1))).collect())
}

fn of_table(status: StatusCode, name: &str, fields: &Value) -> Response<Full<Bytes>> {
    let mut body = fields.clone();
    if let Value::Object(fields) = &mut body {
        fields.insert("__type".to_owned(), format!("com.amazonaws.dynamodb.v20120810#{name}").into());
    }
    answer(status, "application/x-amz-json-1.0", body.to_string())
}

fn of_bucket(status: StatusCode, code: &str, message: &str) -> Response<Full<Bytes>> {
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>");
    answer(status, "application/xml", xml)
}

fn answer(status: StatusCode, media_type: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
