//! Any bytes as the event of a function URL: what can be read becomes a request whose path can be looked at.
//!
//! One thing is taken for granted: a body that is said to be Base64 is. Lambda writes both itself, and `lambda_http` panics over anything
//! else.

#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lambda_http::Body;
use lambda_http::request::LambdaRequest;
use libfuzzer_sys::fuzz_target;
use web::route::Route;

fuzz_target!(|bytes: &[u8]| {
    if is_said_to_be_base64_and_is_not(bytes) {
        return;
    }
    if let Ok(event) = serde_json::from_slice::<LambdaRequest>(bytes) {
        let request: http::Request<Body> = event.into();
        // Whether it is a route does not matter here, only that asking does no harm.
        let _ = Route::parse(request.method().as_str(), request.uri().path());
    }
});

fn is_said_to_be_base64_and_is_not(bytes: &[u8]) -> bool {
    let Ok(event) = serde_json::from_slice::<serde_json::Value>(bytes) else { return false };
    let body = event.get("body").and_then(|body| body.as_str()).unwrap_or_default();
    event.get("isBase64Encoded").and_then(|flag| flag.as_bool()) == Some(true) && STANDARD.decode(body).is_err()
}
