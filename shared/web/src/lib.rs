//! The HTTP edge of every function: addresses, errors, cache policy, headers, telemetry. Only this crate knows status codes and
//! headers; a handler returns an [`Answer`] or an [`Error`].

mod answer;
mod cache;
mod client;
mod clock;
mod error;
mod etag;
mod event;
mod form;
mod front;
mod handler;
mod headers;
mod lambda;
mod links;
mod origin;
mod outage;
mod respond;
pub mod route;
pub mod sitemap;

pub use answer::{Answer, Elsewhere, PageAnswer, Refused, TextAnswer, Titled, everywhere, versions};
pub use cache::{LONGEST, Policy};
pub use client::{BROWSERS_ENCODINGS, Client, NoAnswer, Seen};
pub use clock::Clock;
pub use error::Error;
pub use etag::strong_etag;
pub use event::readable;
pub use form::{FORM_HEADERS, FORM_SECRET, FormKeys, Stale, Submission, letter_of};
pub use front::{Front, FrontError, PATIENCE};
pub use handler::{Handler, handle, shown};
pub use headers::{HEADERS, TAG_HEADER};
pub use lambda::{Function, invoke, log_filter, run, run_or_refuse, start_log};
pub use links::{ASSETS, Asset, DOCUMENT, SiteLinks};
pub use origin::{ORIGIN_HEADER, OriginSecrets};
pub use outage::{OUTAGE_HEADERS, OUTAGE_KEPT, OUTAGE_PATH, OUTAGE_STATUSES, OUTAGE_TYPE, outage_page};
pub use respond::Exchange;
