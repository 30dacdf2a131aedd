//! Content in DynamoDB and files in S3, through the ordinary SDKs.
//!
//! One handle per IAM policy: [`PublicContent`] reads what visitors may see, [`Desk`] writes,
//! [`Publisher`] follows what was written,
//! [`Timetable`] does what is due. [`Correspondence`] takes messages in, in a table of their own, and [`Post`] brings them on their way.
//! What a handle cannot do has no
//! method here and no action in the template. Every read function names its number in `docs/access-patterns.md`.

mod a_to_z;
mod affected;
mod answers;
mod codec;
mod commit;
mod configuration;
mod correspondence;
mod desk;
mod error;
mod events;
mod files;
mod keys;
mod limits;
mod members;
mod neighbours;
mod newsroom;
mod opportunities;
mod patience;
mod post;
mod public;
mod publisher;
mod receipts;
mod record;
mod releases;
mod request;
mod second_purge;
#[cfg(test)]
mod shapes;
mod table;
mod tags;
mod tally;
mod timetable;
mod views;

pub use affected::{Image, ItemChange};
pub use answers::{
    CallsOfYear, ClosedYears, EventsOfMonth, EventsOfTopic, EventsOfYear, MonthNews, MonthsOfSite, NewsFront, NewsPage, NewsYear, PageAt,
};
pub use codec::zone;
pub use commit::{Basis, Change, Stored, check};
pub use configuration::{Configuration, ConfigurationError, Connection, http_client};
pub use correspondence::{Correspondence, Letter, MOST_LETTERS, Taken};
pub use desk::Desk;
pub use error::StoreError;
pub use files::{Files, Object};
pub use limits::{Excess, check_settings};
pub use neighbours::Spot;
pub use opportunities::PAGES_OF_YEAR;
pub use patience::Patience;
pub use post::{DueMail, Post};
pub use public::{PublicContent, Reader};
pub use publisher::Publisher;
pub use receipts::{MOST_PAGES, Publication, Receipt, tag_of_page};
pub use record::Record;
pub use releases::{Published, RETIRED, Releases};
pub use second_purge::SecondPurge;
pub use table::{
    CONTENT_TABLE_EXPIRY, CONTENT_TABLE_KEYS, create_content_table, create_messages_table, expiry_of_content_table,
    expiry_of_messages_table, stream_content_table,
};
pub use tags::home as home_tag;
pub use timetable::{Due, Timetable};
