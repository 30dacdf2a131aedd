//! The pages of the newsroom.

mod article;
mod list;
mod year;

pub use article::ArticleView;
pub use list::ListView;
pub use year::{YearMonth, YearView};
