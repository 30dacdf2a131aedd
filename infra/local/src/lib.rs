//! The whole site in one process: embedded DynamoDB and S3 behind the ordinary SDKs, every function as a library fed with real events, and
//! an edge before them. No Docker, no account, no network but loopback.

mod behaviours;
mod buckets;
mod chaos;
mod examples;
mod folder;
mod load;
mod look;
mod options;
mod services;
mod serving;
mod site;
mod start;
mod stream;
mod workbench;

pub use behaviours::{behaviours, error_pages};
pub use chaos::{Chaos, Pace};
pub use folder::{Folder, FolderError};
pub use load::{Content, LoadError, Source};
pub use look::LocalLook;
pub use options::Options;
pub use services::{Services, ServicesError};
pub use serving::{Ended, serve_until};
pub use site::{Site, SiteError, Store};
pub use start::{StartError, prepare};
pub use stream::LocalEdge;
pub use workbench::Workbench;
