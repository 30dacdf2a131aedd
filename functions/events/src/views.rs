//! The pages of events.

mod event;
mod list;

pub use event::EventView;
pub use list::{Group, Heading, ListView, Shown};
