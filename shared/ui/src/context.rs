//! What every view may know besides its own content.

use domain::{DocumentId, Illustration, Language, MenuEntry, Place, Site, SiteTopic, Slug};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::Markup;

use crate::components::{Moment, Picture};
use crate::{Argument, Href, Interface, Links};

/// What every view may know besides its own content. Time is part of it: a view asks no clock.
#[derive(Clone)]
pub struct Context<'a> {
    /// Name, navigation and topics in this language.
    pub site: &'a Site,
    /// The language of the page.
    pub language: Language,
    /// The words and forms of that language.
    pub interface: &'a Interface,
    /// The organisation's time zone, which decides what day it is.
    pub zone: &'a TimeZone,
    /// How addresses are written.
    pub links: &'a dyn Links,
    /// The moment for which the page is made.
    pub now: Timestamp,
    /// Where the page stands; it marks the current section. None for what stands nowhere.
    pub here: Option<Place>,
}

/// What a page shows between header and footer.
pub trait View {
    /// The content of `main`.
    fn main(&self, cx: &Context<'_>) -> Markup;
}

impl Context<'_> {
    /// Words of the interface.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.interface.text(id)
    }

    /// Words of the interface around arguments.
    #[must_use]
    pub fn text_with(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.interface.text_with(id, arguments)
    }

    /// The address of a place in the language of the page.
    #[must_use]
    pub fn to(&self, place: &Place) -> Href {
        self.links.place(self.language, place)
    }

    /// What an entry of a navigation says: its own label, or the interface's name of a built-in place.
    #[must_use]
    pub fn label(&self, entry: &MenuEntry) -> String {
        match (&entry.place, entry.label.is_empty()) {
            (_, false) => entry.label.clone(),
            (Place::Newsroom, true) => self.text("newsroom"),
            (Place::Events, true) => self.text("events"),
            (Place::EventHistory, true) => self.text("event-history"),
            (_, true) => self.text("home"),
        }
    }

    /// What the link to a section's own page says, where it is the first of the section's pages.
    #[must_use]
    pub fn overview(&self, entry: &MenuEntry) -> String {
        match &entry.place {
            Place::Events => self.text("upcoming-events"),
            _ => self.text_with("overview", &[("of", self.label(entry).into())]),
        }
    }

    /// Whether the page stands at this entry of a navigation or below it.
    #[must_use]
    pub fn stands_in(&self, entry: &MenuEntry) -> bool {
        self.here.as_ref().is_some_and(|here| entry.place.holds(here)) || entry.children.iter().any(|child| self.stands_in(child))
    }

    /// The value of `aria-current` for a link to this place: only the page itself is current.
    #[must_use]
    pub fn current(&self, place: &Place) -> Option<&'static str> {
        (self.here.as_ref() == Some(place)).then_some("page")
    }

    /// The topic at whose page the page stands, or in one of whose sections.
    #[must_use]
    pub fn topic(&self) -> Option<&Slug> {
        match &self.here {
            Some(Place::Topic(topic) | Place::Section { topic, .. }) => Some(topic),
            _ => None,
        }
    }

    /// Those of these topics that are live in this language.
    #[must_use]
    pub fn topics(&self, ids: &[DocumentId]) -> Vec<SiteTopic> {
        ids.iter().filter_map(|id| self.site.topic(*id)).collect()
    }

    /// A date, for people and for machines.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> Moment {
        Moment { machine: self.day(at), shown: self.interface.date(at, self.zone) }
    }

    /// A day, for people and for machines.
    #[must_use]
    pub fn day_of(&self, day: Date) -> Moment {
        let shown = day.to_zoned_datetime(self.zone.clone()).map(|start| self.interface.date(start.timestamp(), self.zone));
        Moment { machine: day.to_string(), shown: shown.unwrap_or_else(|_| day.to_string()) }
    }

    /// A date without its year, for lists that say the year elsewhere.
    #[must_use]
    pub fn day_month(&self, at: Timestamp) -> Moment {
        Moment { machine: self.day(at), shown: self.interface.day_month(at, self.zone) }
    }

    /// A picture cropped to its frame.
    #[must_use]
    pub fn picture(&self, illustration: &Illustration, eager: bool) -> Picture {
        Picture {
            address: self.links.media(&illustration.key),
            text: illustration.text.clone(),
            width: illustration.width,
            height: illustration.height,
            focus: illustration.focus,
            eager,
        }
    }

    fn day(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).date().to_string()
    }
}
