//! Any method and path: reading them never panics, an address has one way of being written, and where it leads there is a route.

#![no_main]

use libfuzzer_sys::fuzz_target;
use web::route::{Refusal, Route};

fuzz_target!(|input: &str| {
    let (method, path) = input.split_once(' ').unwrap_or(("GET", input));
    match Route::parse(method, path) {
        Ok(route) => {
            assert_eq!(route.path(), path);
            assert_eq!(Route::parse("GET", &route.path()), Ok(route));
        }
        Err(Refusal::Moved(href)) => assert!(Route::parse("GET", href.as_str()).is_ok(), "{path} leads to {href:?}, where nothing is"),
        Err(_) => {}
    }
});
