//! Addresses of links. Views cannot write one: they ask [`Links`].

use std::fmt;

use domain::{CallArea, Form, Language, ListPage, Month, Place, Slug};
use maud::Render;

/// An address on this site, made by `web::route` only, so that a link that leads nowhere does not compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// An address that `web::route` has formatted, or one inside a page (`#main`).
    #[must_use]
    pub fn new(address: impl Into<String>) -> Self {
        Self(address.into())
    }

    /// The address as it stands in the attribute.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Render for Href {
    fn render_to(&self, buffer: &mut String) {
        self.0.render_to(buffer);
    }
}

/// How the site writes its addresses.
pub trait Links: Sync {
    /// A place in a language's site.
    fn place(&self, language: Language, place: &Place) -> Href;
    /// The front of the newsroom, or a numbered page of its archive.
    fn list_page(&self, language: Language, page: ListPage) -> Href;
    /// A year of the newsroom.
    fn year(&self, language: Language, year: i16) -> Href;
    /// The Atom feed of all news, or of a topic's.
    fn feed_atom(&self, language: Language, topic: Option<&Slug>) -> Href;
    /// The JSON feed of all news, or of a topic's.
    fn feed_json(&self, language: Language, topic: Option<&Slug>) -> Href;
    /// A year of events.
    fn event_year(&self, language: Language, year: i16) -> Href;
    /// A month of events.
    fn event_month(&self, language: Language, month: Month) -> Href;
    /// The calendar of all events.
    fn calendar(&self, language: Language) -> Href;
    /// The calendar with one event, by its place.
    fn calendar_of(&self, language: Language, year: i16, slug: &Slug) -> Href;
    /// A form.
    fn form(&self, language: Language, form: Form) -> Href;
    /// The form by which a document is asked for in another format, with the address of the document filled in.
    fn form_for(&self, language: Language, document: &Href) -> Href;
    /// What is said when a form was sent.
    fn sent(&self, language: Language) -> Href;
    /// The Atom feed of the open calls of an area.
    fn call_feed_atom(&self, language: Language, area: CallArea) -> Href;
    /// The JSON feed of the open calls of an area.
    fn call_feed_json(&self, language: Language, area: CallArea) -> Href;
    /// A page of the archive of an area: what closed in a year.
    fn call_archive(&self, language: Language, area: CallArea, year: i16, page: u32) -> Href;
    /// A file of the media bucket.
    fn media(&self, key: &str) -> Href;
    /// [`crate::STYLESHEET`], at an address that names its content.
    fn stylesheet(&self) -> Href;
    /// [`crate::ICON`], at an address that names its content.
    fn icon(&self) -> Href;
    /// An address with scheme and host, for those who read it elsewhere.
    fn absolute(&self, href: &Href) -> String;
}
