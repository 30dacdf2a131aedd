//! Cards: each shows one thing of the domain in a list.

mod call;
mod event;
mod headline;
mod highlight;
mod instrument;
mod news;
mod page;
mod relations;
mod subject;
#[cfg(test)]
mod tests;

pub use call::{CallDeadline, CallRow};
pub use event::{EventDetails, EventRow, Programme};
pub use headline::Headline;
pub use highlight::Highlight;
pub use instrument::{InstrumentFacts, InstrumentTable};
pub use news::{NewsLine, NewsRow, NewsTile, RelatedTile};
pub use page::PageEntry;
pub use relations::Relations;
pub use subject::SubjectFacts;
