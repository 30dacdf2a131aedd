//! What the public may read of a document, as a pure function of the document: the pages at its addresses and its cards in lists.
//! Whatever is not in the projection cannot leak, since functions for visitors read nothing else.

mod event;
mod items;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use items::{Alternate, Card, Illustration, Page};

use crate::{
    Address, Alphabetical, CallArea, CallDates, CallSubject, Document, DocumentId, Edition, Facts, Instrument, Kind, Language,
    MemberSummary, Picture, Place, Slug, State, Takedown,
};

/// Everything public of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Projection {
    /// Pages and cards, in no particular order.
    pub entries: Vec<Entry>,
}

/// One public thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// What an address answers.
    Page {
        /// The address.
        address: Address,
        /// Its answer.
        standing: Box<Standing>,
    },
    /// A card in a list of one language.
    Card {
        /// The language whose list it is; the card may be of another, where there is no translation.
        language: Language,
        /// Which list.
        list: List,
        /// Where in the list.
        position: Position,
        /// The card.
        card: Box<Card>,
    },
}

/// What an address answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A page.
    Live(Page),
    /// A page whose text was withdrawn, with the notice that says why.
    Withdrawn(Page, String),
    /// It is somewhere else now.
    Moved(Address),
    /// It was here and will not come back.
    Gone,
}

/// The lists that public pages read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// All news.
    News,
    /// News of a topic.
    NewsOfTopic(DocumentId),
    /// News that editors chose for the home page.
    Current,
    /// Highlights of the home page.
    Highlights,
    /// Calls of an area.
    Calls(CallArea),
    /// Topics.
    Topics,
    /// Sections of topics, topic by topic.
    Sections,
    /// Pages of the tree.
    Pages,
    /// Events, by their beginning.
    Events,
    /// Events, by their end.
    EventsByEnd,
    /// Events of a topic, by their end.
    EventsOfTopic(DocumentId),
    /// Members, by their names.
    Members,
}

/// Where a card stands in its list; the variants of one list never mix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// By time, read newest first.
    Time(Timestamp),
    /// In an order given by people.
    Order(u16),
    /// In an order given by people, among those of the same topic.
    Within(DocumentId, u16),
    /// In an order given by people; what shares a place, newest first.
    Chosen(u16, Timestamp),
    /// By deadline; those without one come last.
    Deadline(Option<Timestamp>),
    /// In a tree: the way from the top.
    Tree(Vec<Slug>),
    /// By name, in the order of a text that stands for it.
    Name(String),
}

/// What the public may read of `document` on a site with these languages, in the calendar of `zone`.
#[must_use]
pub fn project(document: &Document, languages: &[Language], zone: &TimeZone) -> Projection {
    let view = View { document, languages, zone };
    let mut entries = Vec::new();
    for (language, edition) in view.editions() {
        view.pages(*language, edition, &mut entries);
    }
    for language in languages {
        view.cards(*language, &mut entries);
    }
    Projection { entries }
}

struct View<'a> {
    document: &'a Document,
    languages: &'a [Language],
    zone: &'a TimeZone,
}

impl View<'_> {
    /// The editions in languages of the site: one that the site has given up is kept, but no longer public.
    fn editions(&self) -> impl Iterator<Item = (&Language, &Edition)> {
        self.document.editions.iter().filter(|(language, _)| self.languages.contains(language))
    }

    fn place(&self, language: Language, edition: &Edition) -> Option<Place> {
        let slug = edition.slug.clone();
        match &self.document.facts {
            Facts::News { .. } => {
                let year = edition.times.first_published.to_zoned_datetime(self.zone.clone()).year();
                Some(Place::Article { year, slug })
            }
            Facts::Highlight { .. } => None,
            Facts::Call(call) => Some(Place::Call { area: call.subject.area(), slug }),
            Facts::Topic { .. } => Some(Place::Topic(slug)),
            Facts::Section(section) => section.place(language, slug),
            Facts::Page { parent, .. } => Some(Place::Page(parent.iter().cloned().chain([slug]).collect())),
            Facts::Event { dates, .. } => Some(Place::Event { year: dates.month(self.zone).year, slug }),
            Facts::Member(member) => Some(Place::Member(member.country)),
        }
    }

    fn alternates(&self) -> Vec<Alternate> {
        let live = self.editions().filter(|(_, edition)| edition.state.is_live());
        live.filter_map(|(language, edition)| Some(Alternate { language: *language, place: self.place(*language, edition)? })).collect()
    }

    fn pages(&self, language: Language, edition: &Edition, entries: &mut Vec<Entry>) {
        let Some(place) = self.place(language, edition) else { return };
        let address = place.in_language(language);
        let standing = match &edition.state {
            State::Published => Standing::Live(self.page(language, edition)),
            State::Withdrawn(Takedown::Notice(notice)) => {
                let page = self.page(language, edition);
                Standing::Withdrawn(Page { rendered: String::new(), picture: None, member: None, ..page }, notice.clone())
            }
            State::Withdrawn(Takedown::Gone) => Standing::Gone,
            State::Withdrawn(Takedown::Redirect(to)) => Standing::Moved(to.clone()),
            _ => return,
        };
        for former in edition.former.iter().filter(|former| **former != address) {
            let moved = match &standing {
                Standing::Gone => Standing::Gone,
                Standing::Moved(to) => Standing::Moved(to.clone()),
                Standing::Live(_) | Standing::Withdrawn(..) => Standing::Moved(address.clone()),
            };
            entries.push(Entry::Page { address: former.clone(), standing: Box::new(moved) });
        }
        entries.push(Entry::Page { address, standing: Box::new(standing) });
    }

    fn page(&self, language: Language, edition: &Edition) -> Page {
        Page {
            document: self.document.id,
            kind: self.document.kind(),
            language,
            title: edition.title.clone(),
            summary: edition.summary.clone(),
            label: edition.label.clone(),
            rendered: edition.body.rendered.clone(),
            picture: self.illustration(language, edition),
            topics: self.document.facts.topics().to_vec(),
            lists: if let Facts::Section(section) = &self.document.facts { section.lists } else { None },
            call: self.call(),
            subject: self.subject(),
            instrument: self.instrument(),
            event: self.event_page(edition),
            member: if let Facts::Member(member) = &self.document.facts { Some(member.page(language)) } else { None },
            first_published: edition.times.first_published,
            updated: edition.times.updated,
            alternates: self.alternates(),
        }
    }

    fn call(&self) -> Option<CallDates> {
        if let Facts::Call(call) = &self.document.facts { Some(call.dates) } else { None }
    }

    fn instrument(&self) -> Option<Instrument> {
        if let Facts::Page { instrument, .. } = &self.document.facts { instrument.clone() } else { None }
    }

    fn subject(&self) -> CallSubject {
        if let Facts::Call(call) = &self.document.facts { call.subject.clone() } else { CallSubject::Other }
    }

    fn illustration(&self, language: Language, edition: &Edition) -> Option<Illustration> {
        let Picture { key, width, height, credit, focus, .. } = self.document.picture.as_ref()?;
        let text = edition.picture_text.clone()?;
        Some(Illustration { key: key.clone(), text, credit: credit.get(&language).cloned(), width: *width, height: *height, focus: *focus })
    }

    /// Cards for the lists of `language`. Where there is no translation, a card in the first language of the site that has one stands in;
    /// pages, topics and their sections have none, since their lists are navigation.
    fn cards(&self, language: Language, entries: &mut Vec<Entry>) {
        let own = self.document.live(language).map(|edition| (language, edition));
        let navigation = matches!(self.document.kind(), Kind::Page | Kind::Topic | Kind::Section);
        let found =
            own.or_else(|| self.languages.iter().filter(|_| !navigation).find_map(|other| Some((*other, self.document.live(*other)?))));
        let Some((of, edition)) = found else { return self.called_off(language, entries) };
        let mut card = self.card(of, edition);
        if card.kind == Kind::Section {
            // The pages that list sections show their names alone.
            card = Card { summary: String::new(), picture: None, ..card };
        }
        let time = edition.times.first_published;
        let lists: Vec<(List, Position)> = match &self.document.facts {
            Facts::News { topics, current } => [(List::News, Position::Time(time))]
                .into_iter()
                .chain(topics.iter().map(|topic| (List::NewsOfTopic(*topic), Position::Time(time))))
                .chain(current.map(|order| (List::Current, Position::Chosen(order, time))))
                .collect(),
            Facts::Highlight { order, .. } => vec![(List::Highlights, Position::Order(*order))],
            Facts::Call(call) => vec![(List::Calls(call.subject.area()), Position::Deadline(call.dates.closes))],
            Facts::Topic { order } => vec![(List::Topics, Position::Order(*order))],
            Facts::Event { dates, topics, .. } => event::lists(dates, topics, self.zone),
            Facts::Section(section) => {
                let position = Position::Within(section.topic, section.order);
                self.place(of, edition).map(|_| (List::Sections, position)).into_iter().collect()
            }
            Facts::Page { parent, .. } => {
                vec![(List::Pages, Position::Tree(parent.iter().cloned().chain([edition.slug.clone()]).collect()))]
            }
            Facts::Member(_) => vec![(List::Members, Position::Name(alphabetical(edition).key))],
        };
        for (list, position) in lists {
            entries.push(Entry::Card { language, list, position, card: Box::new(card.clone()) });
        }
    }

    fn card(&self, language: Language, edition: &Edition) -> Card {
        // Lists of members are long and show names alone.
        let member = if let Facts::Member(member) = &self.document.facts { Some(member) } else { None };
        Card {
            document: self.document.id,
            kind: self.document.kind(),
            language,
            place: self.place(language, edition).unwrap_or(Place::Home),
            title: edition.title.clone(),
            summary: if member.is_some() { String::new() } else { edition.summary.clone() },
            label: edition.label.clone(),
            picture: self.illustration(language, edition).filter(|_| member.is_none()),
            time: edition.times.first_published,
            updated: edition.times.updated,
            call: self.call(),
            subject: self.subject(),
            instrument: self.instrument(),
            event: self.event(edition),
            member: member.map(|member| MemberSummary { region: member.region.clone(), letter: alphabetical(edition).letter }),
            order: if let Facts::Page { order, .. } = &self.document.facts { Some(*order) } else { None },
            target: if let Facts::Highlight { target, .. } = &self.document.facts { Some(*target) } else { None },
            alternates: self.alternates(),
        }
    }
}

fn alphabetical(edition: &Edition) -> Alphabetical {
    edition.alphabetical.clone().unwrap_or_else(|| Alphabetical::plain(&edition.title))
}

#[cfg(test)]
mod tests;
