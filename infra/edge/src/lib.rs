//! The edge of the laptop: it stands before the functions and buckets as CloudFront does in the cloud, and keeps answers by the same
//! rules, so that a caching mistake shows before it is deployed.
//!
//! One difference is meant: an answer that was under way while one of its tags was purged is not kept here, whereas CloudFront makes no
//! promise about that race and needs a second purge to close it. [`Options::keeps_overtaken`] takes the difference away.

mod answer;
mod behaviour;
mod cache;
mod collapse;
mod compress;
mod error_page;
mod forward;
mod freshness;
mod function_event;
mod function_origin;
mod key;
mod listen;
mod origin;
mod purge;
mod render;
mod serve;
mod tags;
mod under_way;
mod viewer;

pub use behaviour::{Behaviour, CachePolicy, Methods};
pub use function_origin::FunctionOrigin;
pub use origin::{BoxFuture, Origin, OriginRequest, OriginResponse};
pub use serve::{Clock, Edge, Kept, Options};
pub use viewer::{VIEWER_REQUEST, ViewerError, ViewerFunction};
