//! Any bytes as the event of a function URL: what can be read becomes a request whose path can be looked at.

#![no_main]

use lambda_http::Body;
use lambda_http::request::LambdaRequest;
use libfuzzer_sys::fuzz_target;
use web::route::Route;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(event) = serde_json::from_slice::<LambdaRequest>(bytes) {
        let request: http::Request<Body> = web::readable(event).into();
        // Whether it is a route does not matter here, only that asking does no harm.
        let _ = Route::parse(request.method().as_str(), request.uri().path());
    }
});
