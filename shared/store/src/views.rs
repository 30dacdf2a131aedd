//! Views that pages read whole: the site around every page, the navigation, the home page. They are made from settings and lists after
//! every change, under a version: whoever looked earlier cannot overwrite whoever looked later.

use std::collections::BTreeMap;
use std::future::Future;

use domain::{
    AToZ, CallArea, Card, DocumentId, Home, Index, Kind, Language, Link, List, MenuEntry, NavigationEntry, NavigationTarget, Notice,
    OutsideLink, Phase, Place, RegionName, Settings, Site, SiteTopic, Slug, Subject, SubjectWay,
};
use futures_util::future::{try_join_all, try_join5};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::a_to_z::a_to_z;
use crate::codec::{DATA, encode, version, zone};
use crate::desk::{Desk, TRIES};
use crate::error::StoreError;
use crate::keys::{self, Key};

/// Events that are read for the home page: some are called off and stand in the way.
const EVENTS_READ: u32 = 24;
/// Levels of the main navigation that every page shows.
const LEVELS: usize = 2;

/// The documents that may stand in a navigation of one language, as its entries.
type Known = BTreeMap<DocumentId, Candidate>;

/// A document that may stand in a navigation.
struct Candidate {
    /// Its place among its sisters where the settings do not name it.
    order: u16,
    entry: MenuEntry,
}

impl Desk {
    /// W6: makes the views of every language anew.
    ///
    /// # Errors
    /// [`StoreError`]; doing it again is harmless.
    pub async fn refresh_views(&self, settings: &Settings, now: Timestamp) -> Result<(), StoreError> {
        let zone = zone(&settings.time_zone)?;
        let zone = &zone;
        let of_one = settings.languages.iter().copied().map(|language| async move {
            try_join5(
                self.refresh(&keys::site_view(language), move || self.site(settings, language, zone)),
                self.refresh(&keys::navigation_view(language), move || self.tree(settings, language, zone)),
                self.refresh(&keys::home_view(language), move || self.home(settings, language, now, zone)),
                self.refresh(&keys::a_to_z_view(language), move || self.subjects(settings, language)),
                self.refresh(&keys::regions_view(language), move || async move { Ok(regions(settings, language)) }),
            )
            .await
        });
        try_join_all(of_one).await.map(drop)
    }

    /// Reads the version first, then makes the view, then writes on the condition of that version.
    async fn refresh<T: Serialize, F: Future<Output = Result<T, StoreError>>>(
        &self,
        key: &Key,
        make: impl Fn() -> F,
    ) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let before = self.item(key).await?;
            let data = encode(&make().await?)?;
            if before.as_ref().and_then(|item| item.get(DATA)) == Some(&data) {
                return Ok(());
            }
            match self.put_version(key, version(before.as_ref()), data).await {
                Err(error) if error.met_another_write() => {}
                other => return other,
            }
        }
        Err(StoreError::Conflict(format!("the view {} keeps changing", key.partition)))
    }

    /// W7: takes languages off the site: without its view of the site, a language has no page. [`Desk::refresh_views`] brings one back.
    ///
    /// # Errors
    /// [`StoreError`]; doing it again is harmless.
    pub async fn remove_views(&self, languages: &[Language]) -> Result<(), StoreError> {
        let views = [keys::site_view, keys::navigation_view, keys::home_view, keys::a_to_z_view, keys::regions_view];
        for key in languages.iter().flat_map(|language| views.map(|view| view(*language))) {
            let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key.attributes()));
            delete.send().await.map_err(|error| StoreError::of(&error))?;
        }
        Ok(())
    }

    async fn known(&self, settings: &Settings, language: Language, zone: &TimeZone) -> Result<Known, StoreError> {
        let mut known = Known::new();
        let reader = self.content.reader(Timestamp::UNIX_EPOCH);
        for card in reader.all_pages(language).await?.into_iter().chain(reader.list(language, List::Topics).await?) {
            let own_title = card.label.as_ref().is_none_or(|label| *label == card.title);
            let topic = (card.kind == Kind::Topic && own_title).then_some(card.document);
            let entry = MenuEntry { topic, ..leading_to(card.place, card.label.unwrap_or(card.title)) };
            known.insert(card.document, Candidate { order: card.order.unwrap_or(u16::MAX), entry });
        }
        // Navigation may name documents of other kinds too.
        for entry in settings.navigation.iter().chain(&settings.meta).chain(&settings.footer) {
            if let NavigationTarget::Document(id) = entry.target
                && !known.contains_key(&id)
                && let Some((place, document)) = self.place(id, language, zone).await?
                && let Some(edition) = document.live(language)
            {
                let entry = leading_to(place, edition.label.clone().unwrap_or_else(|| edition.title.clone()));
                known.insert(id, Candidate { order: u16::MAX, entry });
            }
        }
        Ok(known)
    }

    async fn site(&self, settings: &Settings, language: Language, zone: &TimeZone) -> Result<Site, StoreError> {
        let known = self.known(settings, language, zone).await?;
        let own = |texts: &BTreeMap<Language, String>| texts.get(&language).cloned().unwrap_or_default();
        let topics = self.content.reader(Timestamp::UNIX_EPOCH).list(language, List::Topics).await?;
        let site = Site {
            languages: settings.languages.clone(),
            time_zone: settings.time_zone.clone(),
            name: own(&settings.name),
            short_name: own(&settings.short_name),
            tagline: own(&settings.tagline),
            legal: own(&settings.legal),
            navigation: menu(&settings.navigation, &known, LEVELS),
            meta: menu(&settings.meta, &known, 1),
            footer: menu(&settings.footer, &known, 1),
            topics: Vec::new(),
        };
        let shown = site.topics();
        let topics = topics.into_iter().map(|card| SiteTopic { id: card.document, label: card.title, place: card.place });
        Ok(Site { topics: topics.filter(|topic| !shown.contains(topic)).collect(), ..site })
    }

    async fn tree(&self, settings: &Settings, language: Language, zone: &TimeZone) -> Result<Vec<MenuEntry>, StoreError> {
        let known = self.known(settings, language, zone).await?;
        let mut tree = menu(&settings.navigation, &known, usize::MAX);
        let mut rest: Vec<&Candidate> = known.values().filter(|candidate| !names(&tree, &candidate.entry.place)).collect();
        // Level by level, so that a page finds the page above it.
        rest.sort_by_key(|Candidate { order, entry }| (depth(&entry.place), *order, entry.place.clone()));
        rest.into_iter().for_each(|candidate| hang(&mut tree, candidate.entry.clone()));
        Ok(tree)
    }

    async fn home(&self, settings: &Settings, language: Language, now: Timestamp, zone: &TimeZone) -> Result<Home, StoreError> {
        let reader = self.content.reader(now);
        let mut highlights = Vec::new();
        for card in reader.list(language, List::Highlights).await?.into_iter().take(Home::HIGHLIGHTS) {
            let Some(target) = card.target else { continue };
            // A highlight whose target has no page in this language is left out rather than leading nowhere.
            if let Some((place, _)) = self.place(target, language, zone).await? {
                highlights.push(Card { place, alternates: Vec::new(), ..card });
            }
        }
        let calls = reader.all_calls(language).await?;
        let mut current = reader.list(language, List::Current).await?;
        current.retain(|card| card.time <= now);
        let mut events = reader.upcoming_events(language, EVENTS_READ).await?;
        events.retain(|card| card.event.as_ref().is_some_and(|event| !event.cancelled));
        let latest = reader.newest(language, List::News, u32::try_from(Home::LATEST).unwrap_or(10)).await?;
        Ok(Home {
            highlights,
            calls: calls
                .into_iter()
                .filter(|card| card.call.is_some_and(|dates| dates.at(now, zone).phase != Phase::Closed))
                .take(Home::CALLS)
                .map(Card::headline)
                .collect(),
            all_calls: self.way_to_all_calls(language).await?,
            current: current.into_iter().take(Home::CURRENT).map(|card| Card { alternates: Vec::new(), ..card }).collect(),
            latest: latest.into_iter().map(Card::headline).collect(),
            events: events.into_iter().take(Home::EVENTS_KEPT).map(Card::headline).collect(),
            notice: self.notice(settings, language, zone).await?,
            services: links(&settings.home.services, language),
            related: links(&settings.home.related, language),
        })
    }

    /// Topics, legal instruments and tools from A to Z.
    async fn subjects(&self, settings: &Settings, language: Language) -> Result<AToZ, StoreError> {
        let reader = self.content.reader(Timestamp::UNIX_EPOCH);
        let topics = reader.list(language, List::Topics).await?.into_iter();
        let mut subjects: Vec<Subject> = topics.map(|card| Subject { name: card.title, way: SubjectWay::Topic(card.place) }).collect();
        let above = Index::Instruments.place();
        let way: &[Slug] = if let Place::Page(way) = &above { way } else { &[] };
        let instruments = reader.pages_below(language, way).await?.into_iter().filter(|card| card.place != above);
        subjects.extend(instruments.map(|card| Subject { name: card.title, way: SubjectWay::Instrument(card.place) }));
        let tools = links(&settings.home.services, language).into_iter();
        subjects.extend(tools.map(|tool| Subject { name: tool.label, way: SubjectWay::Tool(tool.address) }));
        a_to_z(subjects, language)
    }

    /// The page from which the lists of all areas are reached: the one above them, or else that of an area.
    async fn way_to_all_calls(&self, language: Language) -> Result<Option<Place>, StoreError> {
        let indices = [CallArea::Calls, CallArea::Vacancies, CallArea::Tenders].map(|area| Index::Calls(area).place());
        let above = indices.first().and_then(|place| if let Place::Page(way) = place { way.first().cloned() } else { None });
        let above = Vec::from_iter(above);
        let below = self.content.reader(Timestamp::UNIX_EPOCH).pages_below(language, &above).await?;
        let live = |place: &Place| below.iter().any(|card| card.place == *place);
        Ok([Place::Page(above)].into_iter().chain(indices).find(live))
    }

    async fn notice(&self, settings: &Settings, language: Language, zone: &TimeZone) -> Result<Option<Notice<Place>>, StoreError> {
        let Some(notice) = settings.home.notice.get(&language) else { return Ok(None) };
        let place = self.place(notice.link, language, zone).await?;
        let Notice { title, text, link_text, .. } = notice.clone();
        Ok(place.map(|(link, _)| Notice { title, text, link, link_text }))
    }
}

/// Entries whose page is not live in the language are left out; what stands below them moves up.
fn menu(entries: &[NavigationEntry], known: &Known, levels: usize) -> Vec<MenuEntry> {
    if levels == 0 {
        return Vec::new();
    }
    let one = |entry: &NavigationEntry| {
        let children = menu(&entry.children, known, levels - 1);
        match entry.target {
            NavigationTarget::Newsroom => vec![MenuEntry { children, ..leading_to(Place::Newsroom, String::new()) }],
            NavigationTarget::Events => vec![MenuEntry { children, ..leading_to(Place::Events, String::new()) }],
            NavigationTarget::EventHistory => vec![MenuEntry { children, ..leading_to(Place::EventHistory, String::new()) }],
            NavigationTarget::Document(id) => match known.get(&id) {
                Some(Candidate { entry, .. }) => vec![MenuEntry { children, ..entry.clone() }],
                None => children,
            },
        }
    };
    entries.iter().flat_map(one).collect()
}

/// Whether an entry leads to this very place.
fn names(entries: &[MenuEntry], place: &Place) -> bool {
    entries.iter().any(|entry| entry.place == *place || names(&entry.children, place))
}

fn depth(place: &Place) -> usize {
    if let Place::Page(way) = place { way.len() } else { usize::MAX }
}

/// Puts an entry that the settings do not name below the nearest page above it, or at the end.
fn hang(entries: &mut Vec<MenuEntry>, entry: MenuEntry) {
    match entries.iter_mut().find(|above| holds(above, &entry.place)) {
        Some(above) => hang(&mut above.children, entry),
        None => entries.push(entry),
    }
}

/// Whether this place lies below an entry or one of its children: an entry may stand below a page that is not above it in the tree.
fn holds(entry: &MenuEntry, place: &Place) -> bool {
    entry.place.holds(place) || entry.children.iter().any(|child| holds(child, place))
}

fn leading_to(place: Place, label: String) -> MenuEntry {
    MenuEntry { label, place, topic: None, children: Vec::new() }
}

/// The regions that have a name in the language.
fn regions(settings: &Settings, language: Language) -> Vec<RegionName> {
    let one = |region: &domain::Region| Some(RegionName { key: region.key.clone(), name: region.name.get(&language)?.clone() });
    settings.regions.iter().filter_map(one).collect()
}

fn links(links: &[OutsideLink], language: Language) -> Vec<Link> {
    let one = |link: &OutsideLink| {
        let label = link.label.get(&language)?.clone();
        Some(Link { address: link.address.clone(), label, text: link.text.get(&language).cloned().unwrap_or_default() })
    };
    links.iter().filter_map(one).collect()
}
