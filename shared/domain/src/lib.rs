//! The rules of publishing, pure: no I/O, no clock, no HTML. Time is an argument, never asked for.
//!
//! A [`Document`] has one identity in all languages; an [`Edition`] is its version in one language, with a state and a slug of its
//! own. [`project`] says what the public may read of a document: the pages at its addresses, and its cards in lists.

mod archive;
mod call;
mod country;
mod document;
mod identity;
mod language;
mod member;
mod neighbours;
mod place;
mod projection;
mod schedule;
mod section;
mod site;
mod slug;
mod state;
mod text;

pub use archive::{Archive, ListPage, MAX_PAGE, Month, PAGE_SIZE, Window};
pub use call::{CLOSING_SOON_DAYS, CallDates, CallMoment, Phase};
pub use country::{Country, CountryError};
pub use document::{Body, Document, Edition, Facts, Kind, Picture, Times};
pub use identity::DocumentId;
pub use language::Language;
pub use member::{Alphabetical, Joined, Member, MemberPage, MemberSummary, NoDay, Region, RegionName};
pub use neighbours::{Neighbour, Neighbours};
pub use place::{Address, Index, NoPlace, Place};
pub use projection::{Alternate, Card, Entry, Illustration, List, Page, Position, Projection, Standing, project};
pub use schedule::Ending;
pub use section::Section;
pub use site::{
    Home, HomeSettings, Link, MenuEntry, NavigationEntry, NavigationTarget, Notice, OutsideLink, Settings, Site, SiteTopic, Texts,
};
pub use slug::{Slug, SlugError};
pub use state::{State, Takedown};
pub use text::{Bound, TextError, bounded};
