//! The rules of publishing, pure: no I/O, no clock, no HTML. Time is an argument, never asked for.
//!
//! A [`Document`] has one identity in all languages; an [`Edition`] is its version in one language, with a state and a slug of its
//! own. [`project`] says what the public may read of a document: the pages at its addresses, and its cards in lists.

mod a_to_z;
mod archive;
mod call;
mod country;
mod document;
mod event;
mod identity;
mod instrument;
mod language;
mod mail;
mod member;
mod message;
mod neighbours;
mod opportunity;
mod place;
mod projection;
mod schedule;
mod section;
mod site;
mod slug;
mod state;
mod text;
mod topic_section;

pub use a_to_z::{AToZ, Letter, Subject, SubjectWay};
pub use archive::{Archive, ListPage, MAX_PAGE, Month, PAGE_SIZE, Window};
pub use call::{CLOSING_SOON_DAYS, CallDates, CallMoment, Phase};
pub use country::{Country, CountryError};
pub use document::{Body, Document, Edition, Facts, Kind, Picture, Times};
pub use event::{EventDates, EventMoment, EventPage, EventPhase, EventSummary, EventText, NamedLink, ProgrammeItem};
pub use identity::DocumentId;
pub use instrument::{Instrument, InstrumentStatus};
pub use language::Language;
pub use mail::{Attempts, FIRST_PAUSE, Mail};
pub use member::{Alphabetical, Joined, Member, MemberPage, MemberSummary, NoDay, Region, RegionName};
pub use message::{Draft, Fault, Field, Form, Format, Message, RETENTION_DAYS, Unnamed};
pub use neighbours::{Neighbour, Neighbours};
pub use opportunity::{Call, CallArea, CallSubject, Contract, NoArea, Procedure, Tender, Vacancy, deadlines_of_year};
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
pub use topic_section::{Listed, TopicSection};
