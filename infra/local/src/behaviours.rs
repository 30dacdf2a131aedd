//! The table of behaviours of the laptop's edge: the functions' patterns as `web::route` has them, the buckets, and the workbench.

use std::collections::HashMap;

use edge::{Behaviour, CachePolicy, Methods};
use http::StatusCode;
use web::route::PATTERNS;
use web::{OUTAGE_PATH, OUTAGE_STATUSES};

/// Public pages have no query parameters: what is not in the path does not make another page.
const NO_QUERY: CachePolicy = CachePolicy { query: &[] };

/// The behaviours in the order in which they are tried.
#[must_use]
pub fn behaviours() -> Vec<Behaviour> {
    let fixed = [
        Behaviour { pattern: "/assets/*", origin: "assets", cache: NO_QUERY, methods: Methods::Read },
        Behaviour { pattern: "/errors/*", origin: "assets", cache: NO_QUERY, methods: Methods::Read },
        Behaviour { pattern: "/media/*", origin: "media", cache: NO_QUERY, methods: Methods::Read },
        // Only here: pages for those who work on the site.
        Behaviour { pattern: "/_local/*", origin: "workbench", cache: NO_QUERY, methods: Methods::All },
    ];
    let functions = PATTERNS.iter().map(|pattern| Behaviour {
        pattern: pattern.path,
        origin: pattern.function,
        cache: NO_QUERY,
        methods: Methods::Read,
    });
    fixed.into_iter().chain(functions).collect()
}

/// The pages that are shown in place of errors.
#[must_use]
pub fn error_pages() -> HashMap<StatusCode, String> {
    OUTAGE_STATUSES.iter().filter_map(|status| Some((StatusCode::from_u16(*status).ok()?, OUTAGE_PATH.to_owned()))).collect()
}
