//! Every address of the site as a type. What links, answers, caches, checks access or walks all routes uses this list and no other.

mod contact;
mod events;
mod news;
mod opportunities;
mod pages;
mod patterns;
#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use domain::{Address, CallArea, Country, Form, Language, MAX_PAGE, Month, Place, Slug};
use percent_encoding::percent_decode_str;
use ui::Href;

use events::VENUE;

pub use contact::ContactRoute;
pub use events::EventsRoute;
pub use news::{Format, NewsRoute};
pub use pages::PagesRoute;
pub use patterns::{FORM_FUNCTIONS, PATTERNS, Pattern, function_at};

/// The greatest length of a path in bytes; slugs are at most 80 and trees are not deep.
const LONGEST_PATH: usize = 1024;
/// Years that an article may have: the months of the archive end with them.
const YEARS: RangeInclusive<i16> = 1..=9998;
/// First parts of paths that belong to areas of their own and so never to a page of the tree.
const RESERVED: [&str; 2] = ["news", Place::EVENTS];

/// Something that has an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`: leads to the home page in the reader's language.
    Root,
    /// `/en/`.
    Home {
        /// The language.
        language: Language,
    },
    /// The newsroom.
    News(NewsRoute),
    /// Topics, calls and the tree of pages.
    Pages(PagesRoute),
    /// Events.
    Events(EventsRoute),
    /// Forms by which visitors write.
    Contact(ContactRoute),
}

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody; the answer is the same for all and may be kept.
    Public,
    /// Everybody; a form may be sent there, and nothing is kept.
    Form,
}

/// Why a path is no route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is broken.
    BadRequest(&'static str),
    /// There is nothing.
    NotFound,
    /// There is something, but not for this method: see [`Route::methods`].
    MethodNotAllowed,
    /// The same thing is at this path.
    Moved(Href),
}

impl Route {
    /// Reads a method and a raw path.
    ///
    /// # Errors
    /// [`Refusal`] says why it is no route, or where the same thing is.
    pub fn parse(method: &str, path: &str) -> Result<Self, Refusal> {
        if path.len() > LONGEST_PATH {
            return Err(Refusal::NotFound);
        }
        let decoded = percent_decode_str(path).decode_utf8().map_err(|_| Refusal::BadRequest("the address is not UTF-8"))?;
        if !percent_encoding_is_whole(path) || decoded.contains(['\0', '\\']) {
            return Err(Refusal::BadRequest("the address is not well-formed"));
        }
        let route = Self::of_path(&decoded)?;
        if !route.methods().split(", ").any(|allowed| allowed == method) {
            return Err(Refusal::MethodNotAllowed);
        }
        let canonical = route.path();
        if canonical == path { Ok(route) } else { Err(Refusal::Moved(Href::new(canonical))) }
    }

    fn of_path(path: &str) -> Result<Self, Refusal> {
        // Addresses are written in lower case; a reader who shouts is led to the right one.
        let lower = path.to_ascii_lowercase();
        let parts: Vec<&str> =
            lower.strip_prefix('/').ok_or(Refusal::BadRequest("the address has no path"))?.trim_end_matches('/').split('/').collect();
        match parts.as_slice() {
            [""] => Ok(Self::Root),
            ["robots.txt"] => Ok(Self::Pages(PagesRoute::Robots)),
            ["sitemap.xml"] => Ok(Self::Pages(PagesRoute::SitemapIndex)),
            ["sitemaps", "pages.xml"] => Ok(Self::Pages(PagesRoute::Sitemap)),
            ["sitemaps", file] => {
                let (of, month) = file.strip_suffix(".xml").and_then(|file| file.split_once('-')).ok_or(Refusal::NotFound)?;
                let month = Month::try_from(month.to_owned()).map_err(|_| Refusal::NotFound)?;
                match of {
                    "news" => Ok(Self::News(NewsRoute::Sitemap { month })),
                    "events" => Ok(Self::Events(EventsRoute::Sitemap { month })),
                    _ => Err(Refusal::NotFound),
                }
            }
            [language, rest @ ..] => Self::in_language(language.parse().map_err(|_| Refusal::NotFound)?, rest),
            [] => Err(Refusal::NotFound),
        }
    }

    fn in_language(language: Language, parts: &[&str]) -> Result<Self, Refusal> {
        let slug = |text: &str| text.parse::<Slug>().map_err(|_| Refusal::NotFound);
        Ok(match parts {
            [] => Self::Home { language },
            ["news"] => Self::News(NewsRoute::Front { language }),
            ["news", "feed.atom"] => Self::News(NewsRoute::Feed { language, topic: None, format: Format::Atom }),
            ["news", "feed.json"] => Self::News(NewsRoute::Feed { language, topic: None, format: Format::Json }),
            ["news", "page", number] => Self::News(NewsRoute::Page { language, number: page_number(number)? }),
            ["news", year] => Self::News(NewsRoute::Year { language, year: year_number(year)? }),
            ["news", year, name] => Self::News(NewsRoute::Article { language, year: year_number(year)?, slug: slug(name)? }),
            ["topics", topic, "feed.atom"] => Self::News(NewsRoute::Feed { language, topic: Some(slug(topic)?), format: Format::Atom }),
            ["topics", topic, "feed.json"] => Self::News(NewsRoute::Feed { language, topic: Some(slug(topic)?), format: Format::Json }),
            ["topics", topic] => Self::Pages(PagesRoute::Place(Place::Topic(slug(topic)?).in_language(language))),
            ["topics", topic, section] => {
                let place = Place::Section { topic: slug(topic)?, section: slug(section)? };
                Self::Pages(PagesRoute::Place(place.in_language(language)))
            }
            ["opportunities", area, rest @ ..] if !rest.is_empty() && area.parse::<CallArea>().is_ok() => {
                Self::of_call(language, area.parse().map_err(|_| Refusal::NotFound)?, rest)?
            }
            [Place::EVENTS, VENUE] => {
                Self::Pages(PagesRoute::Place(Place::Page(vec![slug(Place::EVENTS)?, slug(VENUE)?]).in_language(language)))
            }
            [Place::EVENTS, rest @ ..] => Self::Events(EventsRoute::parse(language, rest)?),
            ["contact", way @ ..] => Self::Contact(ContactRoute::read(language, way).ok_or(Refusal::NotFound)?),
            ["about", "members", "directory", "by-name"] => Self::Pages(PagesRoute::Place(Place::MembersByName.in_language(language))),
            ["about", "members", "directory", country] => {
                let country = Country::in_lower_case(country).map_err(|_| Refusal::NotFound)?;
                Self::Pages(PagesRoute::Place(Place::Member(country).in_language(language)))
            }
            way if way.len() <= Place::DEEPEST && !way.first().is_some_and(|first| RESERVED.contains(first)) => {
                let way = way.iter().map(|part| slug(part)).collect::<Result<Vec<_>, _>>()?;
                Self::Pages(PagesRoute::Place(Place::Page(way).in_language(language)))
            }
            _ => return Err(Refusal::NotFound),
        })
    }

    /// The address.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Root => "/".to_owned(),
            Self::Home { language } => format!("/{language}/"),
            Self::News(news) => news.path(),
            Self::Pages(pages) => pages.path(),
            Self::Events(events) => events.path(),
            Self::Contact(contact) => contact.path(),
        }
    }

    /// The address, to link to.
    #[must_use]
    pub fn href(&self) -> Href {
        Href::new(self.path())
    }

    /// Name of the function that answers.
    #[must_use]
    pub fn function(&self) -> &'static str {
        match self {
            Self::Root | Self::Home { .. } => "home",
            Self::News(_) => "news",
            Self::Pages(_) => "pages",
            Self::Events(_) => "events",
            Self::Contact(_) => "contact",
        }
    }

    /// Who may ask.
    #[must_use]
    pub fn access(&self) -> Access {
        match self {
            Self::Root | Self::Home { .. } | Self::News(_) | Self::Pages(_) | Self::Events(_) => Access::Public,
            Self::Contact(_) => Access::Form,
        }
    }

    /// The methods that are answered here, as `Allow` lists them.
    #[must_use]
    pub fn methods(&self) -> &'static str {
        match self {
            Self::Contact(ContactRoute::Form { .. }) => "GET, HEAD, POST",
            Self::Root
            | Self::Home { .. }
            | Self::News(_)
            | Self::Pages(_)
            | Self::Events(_)
            | Self::Contact(ContactRoute::Sent { .. }) => "GET, HEAD",
        }
    }
}

/// The route of a place in a language.
#[must_use]
pub fn of_place(language: Language, place: &Place) -> Route {
    if let Some(events) = EventsRoute::of_place(language, place) {
        return Route::Events(events);
    }
    match place {
        Place::Home => Route::Home { language },
        Place::Newsroom => Route::News(NewsRoute::Front { language }),
        Place::Article { year, slug } => Route::News(NewsRoute::Article { language, year: *year, slug: slug.clone() }),
        // The text of this page stands above the form.
        Place::Page(way) if ContactRoute::stands_at(way) => Route::Contact(ContactRoute::Form { language, form: Form::Contact }),
        _ => Route::Pages(PagesRoute::Place(place.clone().in_language(language))),
    }
}

/// The path of an address; none: no page can stand there, since the path is another page's or nobody's. Who takes in content asks here,
/// so that nothing is published where no visitor finds it.
#[must_use]
pub fn path_of(address: &Address) -> Option<String> {
    let route = of_place(address.language, &address.place);
    let path = route.path();
    let dated = if let Place::Article { year, .. } | Place::Event { year, .. } = &address.place { YEARS.contains(year) } else { true };
    let arrives = function_at(&path) == route.function();
    (dated && arrives && Route::parse("GET", &path).as_ref() == Ok(&route)).then_some(path)
}

/// The methods that are answered at a path, as `Allow` lists them.
pub(crate) fn methods(path: &str) -> &'static str {
    Route::parse("GET", path).map_or("GET, HEAD", |route| route.methods())
}

/// A year as addresses write it: four digits.
fn year_number(text: &str) -> Result<i16, Refusal> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().map_err(|_| Refusal::NotFound) } else { Err(Refusal::NotFound) }
}

/// A page number as addresses write it: no sign, no zero in front, bounded.
fn page_number(text: &str) -> Result<u32, Refusal> {
    let digits = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { text.parse().ok() } else { None };
    number.filter(|number| (1..=MAX_PAGE).contains(number)).ok_or(Refusal::NotFound)
}

/// Whether each percent sign begins a whole escape: two hexadecimal digits.
fn percent_encoding_is_whole(path: &str) -> bool {
    path.split('%').skip(1).all(|rest| rest.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())))
}
