//! Headers that every answer carries.

/// The header that names what an answer was made from, for the edge to purge by.
pub const TAG_HEADER: &str = "cache-tag";

/// Headers of every answer, and why.
pub const HEADERS: [(&str, &str); 9] = [
    // No script at all, styles and pictures of our own, forms to ourselves.
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("x-frame-options", "DENY"),
    ("vary", "Accept-Encoding"),
];
