//! Views that pages read whole: the site around every page, the navigation, the home page. They are made from settings and lists after
//! every change, under a version: whoever looked earlier cannot overwrite whoever looked later.

use std::collections::BTreeMap;
use std::future::Future;

use domain::{
    Card, DocumentId, Home, Kind, Language, Link, List, MenuEntry, NavigationEntry, NavigationTarget, Notice, OutsideLink, Phase, Place,
    Settings, Site, SiteTopic, Slug,
};
use futures_util::future::{try_join_all, try_join3};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::codec::{DATA, encode, version};
use crate::desk::{Desk, TRIES};
use crate::error::StoreError;
use crate::keys::{self, Key};

/// Levels of the main navigation that every page shows.
const LEVELS: usize = 2;

/// The documents that settings name, in one language, as entries of a navigation.
type Known = BTreeMap<DocumentId, MenuEntry>;

impl Desk {
    /// W6: makes the views of every language anew.
    ///
    /// # Errors
    /// [`StoreError`]; doing it again is harmless.
    pub async fn refresh_views(&self, settings: &Settings, now: Timestamp) -> Result<(), StoreError> {
        let zone = TimeZone::get(&settings.time_zone).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let zone = &zone;
        let of_one = settings.languages.iter().copied().map(|language| async move {
            try_join3(
                self.refresh(&keys::site_view(language), move || self.site(settings, language, zone)),
                self.refresh(&keys::navigation_view(language), move || self.tree(settings, language, zone)),
                self.refresh(&keys::home_view(language), move || self.home(settings, language, now, zone)),
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
                Err(StoreError::Conflict(_)) => {}
                other => return other,
            }
        }
        Err(StoreError::Conflict(format!("the view {} keeps changing", key.partition)))
    }

    async fn known(&self, settings: &Settings, language: Language, zone: &TimeZone) -> Result<Known, StoreError> {
        let mut known = Known::new();
        let reader = self.content.reader(Timestamp::UNIX_EPOCH);
        for card in reader.pages_below(language, &[]).await?.into_iter().chain(reader.list(language, List::Topics).await?) {
            let own_title = card.label.as_ref().is_none_or(|label| *label == card.title);
            let topic = (card.kind == Kind::Topic && own_title).then_some(card.document);
            known.insert(card.document, MenuEntry { topic, ..leading_to(card.place, card.label.unwrap_or(card.title)) });
        }
        // Navigation may name documents of other kinds too.
        for entry in settings.navigation.iter().chain(&settings.meta).chain(&settings.footer) {
            if let NavigationTarget::Document(id) = entry.target
                && !known.contains_key(&id)
                && let Some((place, document)) = self.place(id, language, zone).await?
                && let Some(edition) = document.live(language)
            {
                known.insert(id, leading_to(place, edition.label.clone().unwrap_or_else(|| edition.title.clone())));
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
        Ok(menu(&settings.navigation, &self.known(settings, language, zone).await?, usize::MAX))
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
        let calls = reader.calls(language).await?.current;
        let mut current = reader.list(language, List::Current).await?;
        current.retain(|card| card.time <= now);
        let latest = reader.newest(language, List::News, u32::try_from(Home::LATEST).unwrap_or(10)).await?;
        Ok(Home {
            highlights,
            calls: calls
                .into_iter()
                .filter(|card| card.call.is_some_and(|dates| dates.at(now, zone).phase != Phase::Closed))
                .take(Home::CALLS)
                .map(Card::headline)
                .collect(),
            all_calls: reader
                .pages_below(language, &page_of_calls())
                .await?
                .into_iter()
                .map(|card| card.place)
                .find(|place| *place == Place::Page(page_of_calls())),
            current: current.into_iter().take(Home::CURRENT).map(|card| Card { alternates: Vec::new(), ..card }).collect(),
            latest: latest.into_iter().map(Card::headline).collect(),
            notice: self.notice(settings, language, zone).await?,
            services: links(&settings.home.services, language),
            related: links(&settings.home.related, language),
        })
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
            NavigationTarget::Document(id) => match known.get(&id) {
                Some(entry) => vec![MenuEntry { children, ..entry.clone() }],
                None => children,
            },
        }
    };
    entries.iter().flat_map(one).collect()
}

fn leading_to(place: Place, label: String) -> MenuEntry {
    MenuEntry { label, place, topic: None, children: Vec::new() }
}

fn links(links: &[OutsideLink], language: Language) -> Vec<Link> {
    let one = |link: &OutsideLink| {
        let label = link.label.get(&language)?.clone();
        Some(Link { address: link.address.clone(), label, text: link.text.get(&language).cloned().unwrap_or_default() })
    };
    links.iter().filter_map(one).collect()
}

/// Where the page stands that lists all calls: every call stands below it.
fn page_of_calls() -> Vec<Slug> {
    ["opportunities", "calls"].iter().filter_map(|part| part.parse().ok()).collect()
}
