//! The site as configuration: name, languages, time zone, navigation; and the views of it that pages read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Card, DocumentId, Language, Place, Region};

/// A text in each language of the site.
pub type Texts = BTreeMap<Language, String>;

/// What an administrator sets. Everything that is particular to one organisation stands here or in documents, never in code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The first is the default.
    pub languages: Vec<Language>,
    /// Name of a zone of the IANA database; it decides what day it is.
    pub time_zone: String,
    /// The organisation's name.
    pub name: Texts,
    /// Its abbreviation.
    pub short_name: Texts,
    /// One sentence: what it is.
    pub tagline: Texts,
    /// The copyright line of the footer.
    pub legal: Texts,
    /// Main navigation.
    pub navigation: Vec<NavigationEntry>,
    /// The small navigation above it.
    pub meta: Vec<NavigationEntry>,
    /// Links of the footer.
    pub footer: Vec<NavigationEntry>,
    /// What only the home page shows.
    pub home: HomeSettings,
    /// The regions of the members, in the order in which they are listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
}

/// What only the home page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeSettings {
    /// The notice to members.
    pub notice: BTreeMap<Language, Notice<DocumentId>>,
    /// Related sites.
    pub related: Vec<OutsideLink>,
    /// Online services.
    pub services: Vec<OutsideLink>,
}

/// An entry of a navigation, as it is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NavigationEntry {
    /// Where it leads.
    pub target: NavigationTarget,
    /// The entries below it.
    pub children: Vec<NavigationEntry>,
}

/// Where an entry of a navigation leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NavigationTarget {
    /// A page or topic; its label is the edition's label or title.
    Document(DocumentId),
    /// The newsroom; its label belongs to the interface.
    Newsroom,
    /// The events that are not over; its label belongs to the interface.
    Events,
    /// The years of events; its label belongs to the interface.
    EventHistory,
}

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideLink {
    /// An `https` address.
    pub address: String,
    /// Its name.
    pub label: Texts,
    /// What one finds there.
    pub text: Texts,
}

/// A short text on the home page with a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice<Target> {
    /// Its heading.
    pub title: String,
    /// Plain text.
    pub text: String,
    /// Where it leads.
    pub link: Target,
    /// What the link says.
    pub link_text: String,
}

/// What every page of one language shows around its content: made from [`Settings`] and the live pages that they name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// All languages of the site, the default first.
    pub languages: Vec<Language>,
    /// Name of a zone of the IANA database.
    pub time_zone: String,
    /// The organisation's name in this language.
    pub name: String,
    /// Its abbreviation.
    pub short_name: String,
    /// What it is.
    pub tagline: String,
    /// The copyright line.
    pub legal: String,
    /// Main navigation, two levels: deeper ones are shown by the pages above them.
    pub navigation: Vec<MenuEntry>,
    /// The small navigation.
    pub meta: Vec<MenuEntry>,
    /// The footer's links.
    pub footer: Vec<MenuEntry>,
    /// Those topics that the navigation does not show under their own title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<SiteTopic>,
}

impl Site {
    /// A topic that is live in this language.
    #[must_use]
    pub fn topic(&self, id: DocumentId) -> Option<SiteTopic> {
        self.topics().into_iter().find(|topic| topic.id == id)
    }

    /// All topics that are live in this language. Those of the navigation come first, as it has them: they stand there only, since every
    /// page reads this view and its size is its price.
    #[must_use]
    pub fn topics(&self) -> Vec<SiteTopic> {
        let mut topics = Vec::new();
        topics_of(&self.navigation, &mut topics);
        topics.extend(self.topics.iter().cloned());
        topics
    }
}

fn topics_of(entries: &[MenuEntry], topics: &mut Vec<SiteTopic>) {
    for MenuEntry { label, place, topic, children } in entries {
        if let Some(id) = topic {
            topics.push(SiteTopic { id: *id, label: label.clone(), place: place.clone() });
        }
        topics_of(children, topics);
    }
}

/// A topic as pages name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteTopic {
    /// Which.
    pub id: DocumentId,
    /// Its title.
    pub label: String,
    /// Its page.
    pub place: Place,
}

/// An entry of a navigation in one language. An empty label stands for the interface's own name of a built-in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuEntry {
    /// What it says.
    #[serde(rename = "l")]
    pub label: String,
    /// Where it leads.
    #[serde(rename = "p")]
    pub place: Place,
    /// The topic that it leads to under its own title.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<DocumentId>,
    /// The entries below it.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<MenuEntry>,
}

/// A link in one language, to another site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// An `https` address.
    pub address: String,
    /// Its name.
    pub label: String,
    /// What one finds there.
    pub text: String,
}

/// What the home page of one language shows between header and footer. Calls are those that are not closed when it is made:
/// what the clock changes is decided when it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// In the editors' order.
    pub highlights: Vec<Card>,
    /// By deadline, those without one last.
    pub calls: Vec<Card>,
    /// The page that lists all calls, where there is one.
    #[serde(default)]
    pub all_calls: Option<Place>,
    /// In the editors' order, newest first within it.
    pub current: Vec<Card>,
    /// Newest first.
    pub latest: Vec<Card>,
    /// Events that are not over when the view is made, by their end; the page shows the next few of them.
    #[serde(default)]
    pub events: Vec<Card>,
    /// The notice to members.
    pub notice: Option<Notice<Place>>,
    /// Online services.
    pub services: Vec<Link>,
    /// Related sites.
    pub related: Vec<Link>,
}

impl Home {
    /// Highlights on the page at most: more would not be looked at.
    pub const HIGHLIGHTS: usize = 6;
    /// Open and upcoming calls at most; the page of calls has all.
    pub const CALLS: usize = 12;
    /// Current news, chosen by editors.
    pub const CURRENT: usize = 6;
    /// Latest news.
    pub const LATEST: usize = 10;
    /// Events on the page.
    pub const EVENTS: usize = 4;
    /// Events in the view at most: those that end until it is made again give way to the others.
    pub const EVENTS_KEPT: usize = 12;
}
