//! A small site for tests: two languages, two sections, two topics.

use domain::{
    CallArea, CallSubject, Card, DocumentId, Form, Illustration, Kind, Language, ListPage, MenuEntry, Month, Place, Site, SiteTopic, Slug,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::{Context, Href, Interface, Links};

/// The links of the small site.
pub(crate) struct TrialLinks;

impl Links for TrialLinks {
    fn place(&self, language: Language, place: &Place) -> Href {
        Href::new(match place {
            Place::Home => format!("/{language}/"),
            Place::Newsroom => format!("/{language}/news/"),
            Place::Article { year, slug } => format!("/{language}/news/{year}/{slug}"),
            Place::Topic(slug) => format!("/{language}/topics/{slug}/"),
            Place::Section { topic, section } => format!("/{language}/topics/{topic}/{section}/"),
            Place::Call { area, slug } => format!("/{language}/opportunities/{}/{slug}", area.as_str()),
            Place::Events => format!("/{language}/events/"),
            Place::EventHistory => format!("/{language}/events/history/"),
            Place::Event { year, slug } => format!("/{language}/events/{year}/{slug}"),
            Place::Member(country) => format!("/{language}/about/members/directory/{}/", country.lower_case()),
            Place::MembersByName => format!("/{language}/about/members/directory/by-name/"),
            Place::Page(slugs) => format!("/{language}/{}/", slugs.iter().map(Slug::as_str).collect::<Vec<_>>().join("/")),
        })
    }
    fn list_page(&self, language: Language, page: ListPage) -> Href {
        match page {
            ListPage::Front => self.place(language, &Place::Newsroom),
            ListPage::Numbered(number) => Href::new(format!("/{language}/news/page/{number}/")),
        }
    }
    fn year(&self, language: Language, year: i16) -> Href {
        Href::new(format!("/{language}/news/{year}/"))
    }
    fn feed_atom(&self, language: Language, topic: Option<&Slug>) -> Href {
        Href::new(topic.map_or_else(|| format!("/{language}/news/feed.atom"), |topic| format!("/{language}/topics/{topic}/feed.atom")))
    }
    fn feed_json(&self, language: Language, topic: Option<&Slug>) -> Href {
        Href::new(topic.map_or_else(|| format!("/{language}/news/feed.json"), |topic| format!("/{language}/topics/{topic}/feed.json")))
    }
    fn event_year(&self, language: Language, year: i16) -> Href {
        Href::new(format!("/{language}/events/{year}/"))
    }
    fn event_month(&self, language: Language, month: Month) -> Href {
        Href::new(format!("/{language}/events/{}/{:02}/", month.year, month.month))
    }
    fn calendar(&self, language: Language) -> Href {
        Href::new(format!("/{language}/events/calendar.ics"))
    }
    fn calendar_of(&self, language: Language, year: i16, slug: &Slug) -> Href {
        Href::new(format!("/{language}/events/{year}/{slug}.ics"))
    }
    fn form(&self, language: Language, form: Form) -> Href {
        Href::new(format!("/{language}/forms/{}/", form.name()))
    }
    fn form_for(&self, language: Language, document: &Href) -> Href {
        Href::new(format!("{}?document={document}", self.form(language, Form::AccessibleFormat)))
    }
    fn sent(&self, language: Language) -> Href {
        Href::new(format!("/{language}/forms/sent/"))
    }
    fn call_feed_atom(&self, language: Language, area: CallArea) -> Href {
        Href::new(format!("/{language}/opportunities/{}/feed.atom", area.as_str()))
    }
    fn call_feed_json(&self, language: Language, area: CallArea) -> Href {
        Href::new(format!("/{language}/opportunities/{}/feed.json", area.as_str()))
    }
    fn call_archive(&self, language: Language, area: CallArea, year: i16, page: u32) -> Href {
        Href::new(format!("/{language}/opportunities/{}/archive/{year}/page/{page}/", area.as_str()))
    }
    fn media(&self, key: &str) -> Href {
        Href::new(format!("/media/{key}"))
    }
    fn stylesheet(&self) -> Href {
        Href::new("/assets/site.css")
    }
    fn icon(&self) -> Href {
        Href::new("/assets/icon.svg")
    }
    fn absolute(&self, href: &Href) -> String {
        format!("https://www.example.org{href}")
    }
}

/// The small site in one language, with all that a context borrows.
pub(crate) struct Trial {
    pub(crate) site: Site,
    pub(crate) language: Language,
    pub(crate) interface: Interface,
    pub(crate) zone: TimeZone,
    pub(crate) now: Timestamp,
}

impl Trial {
    pub(crate) fn new(tag: &str) -> Self {
        let language: Language = tag.parse().unwrap();
        let page = |slug: &str, children| MenuEntry { label: slug.to_owned(), place: place(slug), topic: None, children };
        let newsroom = MenuEntry { label: String::new(), place: Place::Newsroom, topic: None, children: Vec::new() };
        let topic =
            |key: &str| SiteTopic { id: DocumentId::of_pack_key(key), label: key.to_owned(), place: Place::Topic(key.parse().unwrap()) };
        let site = Site {
            languages: ["en", "fr"].map(|tag| tag.parse().unwrap()).to_vec(),
            time_zone: "Europe/Brussels".to_owned(),
            name: "Society of Lighthouses".to_owned(),
            short_name: "SL".to_owned(),
            tagline: "The society keeps the lights of forty coasts.".to_owned(),
            legal: "© Society of Lighthouses".to_owned(),
            navigation: vec![page("about", vec![page("members", Vec::new())]), page("media", vec![newsroom]), page("topics", Vec::new())],
            meta: vec![page("contact", Vec::new())],
            footer: vec![page("legal", Vec::new())],
            topics: vec![topic("lamps"), topic("fog")],
        };
        Self {
            site,
            language,
            interface: Interface::new(language).unwrap(),
            zone: TimeZone::get("Europe/Brussels").unwrap(),
            now: "2025-02-14T11:00:00Z".parse().unwrap(),
        }
    }

    pub(crate) fn at(&self, here: Option<Place>) -> Context<'_> {
        Context {
            site: &self.site,
            language: self.language,
            interface: &self.interface,
            zone: &self.zone,
            links: &TrialLinks,
            now: self.now,
            here,
        }
    }
}

/// A page at the top of the tree.
fn place(slug: &str) -> Place {
    Place::Page(vec![slug.parse().unwrap()])
}

/// An item of news in a language.
pub(crate) fn card(tag: &str) -> Card {
    let time: Timestamp = "2025-02-01T08:00:00Z".parse().unwrap();
    Card {
        document: DocumentId::of_pack_key("card"),
        kind: Kind::News,
        language: tag.parse().unwrap(),
        place: Place::Article { year: 2025, slug: "new-lamp".parse().unwrap() },
        title: "A new lamp".to_owned(),
        summary: "It shines <far>.".to_owned(),
        label: None,
        picture: Some(Illustration {
            key: "lamp.svg".to_owned(),
            text: "A lamp".to_owned(),
            credit: None,
            width: 1200,
            height: 800,
            focus: (50, 50),
        }),
        time,
        updated: time,
        call: None,
        event: None,
        subject: CallSubject::Other,
        instrument: None,
        member: None,
        target: None,
        alternates: Vec::new(),
        order: None,
    }
}
