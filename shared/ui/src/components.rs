//! Components: pieces of a page that know no domain. Each is a struct with named fields that renders itself.

mod breadcrumb;
mod form;
mod link;
mod mark;
mod moment;
mod notice;
mod pager;
mod picture;
mod section;
mod subnavigation;
mod years;

pub use breadcrumb::Breadcrumb;
pub use form::{Choices, Decoy, ErrorSummary, Input, TextField};
pub use link::{LinkList, TextLink};
pub use mark::{Mark, Tone};
pub use moment::Moment;
pub use notice::NoticeBox;
pub use pager::Pager;
pub use picture::{Figure, Picture};
pub use section::SectionHeading;
pub use subnavigation::{Subnavigation, SubnavigationEntry};
pub use years::{Year, YearIndex};
