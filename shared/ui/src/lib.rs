//! What people see: components, cards and the document around every page. Pure: no await, no store, no request, no clock.
//!
//! Three floors: a component knows no domain, a card shows one domain thing, a page ([`View`]) stands beside its handler and is put
//! into the [`document()`] that no page can forget.

mod anchor;
pub mod cards;
pub mod components;
mod context;
mod document;
mod error_page;
pub mod gallery;
mod href;
mod interface;
mod outage;
mod style;
#[cfg(test)]
mod trial;
pub mod trusted;

pub use anchor::Anchor;
pub use context::{Context, View};
pub use document::{Crumb, Head, Version, document};
pub use error_page::ErrorPage;
pub use href::{Href, Links};
pub use interface::{Argument, Interface, InterfaceError};
pub use outage::{Outage, outage};
pub use style::{ICON, STYLESHEET};
