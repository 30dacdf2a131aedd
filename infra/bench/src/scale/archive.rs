//! A store with the demonstration and an archive of a given size.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{DocumentId, Entry, Language, List, Place, Settings, project};
use dynoxide::Database;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use publishing::{Importer, read_pack};
use serde_json::Value;
use store::{Change, Configuration, Connection, Desk, Files, PublicContent};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use web::{Clock, Front, Function, route};

use super::{bulk, news};
use crate::{Outcome, event};

/// Desks that write side by side.
const DESKS: u32 = 8;
/// Articles and numbered pages that are looked at, evenly over the archive.
const PLACES: u32 = 10;
/// A year in the middle.
const YEAR: i16 = 2016;

/// A kind of page with its function and some of its addresses.
pub(super) struct Asked {
    pub(super) kind: &'static str,
    pub(super) function: Arc<dyn Function>,
    pub(super) events: Vec<Value>,
}

/// The store and what is asked of it.
pub(super) struct Archive {
    pub(super) asked: Vec<Asked>,
    pub(super) news: u32,
    pub(super) built: Duration,
    server: JoinHandle<()>,
}

impl Drop for Archive {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// What every document of the archive is made with.
#[derive(Clone)]
struct Making {
    items: u32,
    topics: Vec<DocumentId>,
    settings: Settings,
    zone: TimeZone,
    now: Timestamp,
    language: Language,
}

impl Archive {
    pub(super) async fn build(like: &Connection, clock: &Clock, items: u32, language: Language) -> Outcome<Self> {
        let started = Instant::now();
        let database = Database::memory()?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let own = like.configuration().clone();
        let configuration = Configuration { dynamodb_endpoint: Some(format!("http://{}", listener.local_addr()?)), ..own };
        let server = tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
        let connection = Connection::new(configuration.clone());
        store::create_content_table(&connection).await?;
        let now = clock.now();
        let pack = demonstration::pack()?;
        let content = read_pack(&pack, &now.to_zoned_datetime(TimeZone::UTC), &route::path_of)
            .map_err(|faults| format!("{} faults in the pack", faults.len()))?;
        let topics = PublicContent::new(like).reader(now).list(language, List::Topics).await?.into_iter().map(|card| card.document);
        let settings = Settings { languages: vec![language], ..content.settings.clone() };
        let zone = TimeZone::get(&settings.time_zone)?;
        let making = Making { items, topics: topics.collect(), settings, zone, now, language };
        // The archive first: the counts that it leaves are then added to by the demonstration.
        let intake = bulk::Intake::open(&database, &configuration.content_table).await?;
        making.write(&Configuration { dynamodb_endpoint: Some(intake.endpoint.clone()), ..configuration }).await?;
        intake.close().await?;
        let desk = Desk::new(&connection);
        let importer = Importer { desk: &desk, media: &Files::media(&connection), now, addresses: &route::path_of };
        importer.import(&content, &mut |_, _| {}).await?;
        let articles = making.articles(&desk).await?;
        let (asked, news) = asked(&connection, clock, articles, language).await?;
        Ok(Self { asked, news, built: started.elapsed(), server })
    }
}

impl Making {
    fn change(&self) -> Change {
        Change { at: self.now, by: "bench".to_owned(), action: "imported".to_owned() }
    }

    /// Commits everything at this address.
    async fn write(&self, to: &Configuration) -> Outcome<()> {
        let mut desks = JoinSet::new();
        for first in 0..DESKS {
            let (making, desk) = (self.clone(), Desk::new(&Connection::new(to.clone())));
            desks.spawn(async move {
                for number in (first..making.items).step_by(DESKS as usize) {
                    let document = news::item(number, making.items, &making.topics, making.now, making.language)?;
                    desk.commit(None, &document, &making.change(), &making.settings).await?;
                }
                Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
            });
        }
        while let Some(done) = desks.join_next().await {
            done??;
        }
        Ok(())
    }

    /// Addresses of some articles, whose neighbours are made as after any change: a label is set, and they are looked around.
    async fn articles(&self, desk: &Desk) -> Outcome<Vec<String>> {
        let mut paths = Vec::new();
        for place in 1..=PLACES {
            let document = news::item(self.items / (PLACES + 1) * place, self.items, &self.topics, self.now, self.language)?;
            let before = desk.document(document.id).await?.ok_or("an article is not there")?;
            if before.document != document {
                return Err("an article is not as it was written".into());
            }
            let mut after = document;
            after.editions.values_mut().for_each(|edition| edition.label = Some("Measured".to_owned()));
            let spots = desk.commit(Some(&before), &after, &self.change(), &self.settings).await?;
            desk.refresh_neighbours(&spots).await?;
            let page = project(&after, &[self.language], &self.zone).entries.into_iter().find_map(|entry| match entry {
                Entry::Page { address, .. } => Some(route::of_place(address.language, &address.place).path()),
                Entry::Card { .. } => None,
            });
            paths.push(page.ok_or("an article without an address")?);
        }
        Ok(paths)
    }
}

async fn asked(connection: &Connection, clock: &Clock, articles: Vec<String>, language: Language) -> Outcome<(Vec<Asked>, u32)> {
    let content = || PublicContent::new(connection);
    let front = || Front::new(clock.clone(), "https://example.org", language);
    let home: Arc<dyn Function> = Arc::new(home::App { content: content(), front: front() });
    let news: Arc<dyn Function> = Arc::new(::news::App { content: content(), front: front() });
    let found = content().reader(clock.now()).site_and_archive(language).await?;
    let (_, archive) = found.ok_or("the site has no archive")?;
    let newsroom = route::of_place(language, &Place::Newsroom).path();
    let deep = |place: u32| format!("{newsroom}page/{}/", (archive.last_page() / (PLACES + 1) * place).max(1));
    let one = |kind, function: &Arc<dyn Function>, paths: Vec<String>| Asked {
        kind,
        function: Arc::clone(function),
        events: paths.iter().map(|path| event::get(path)).collect(),
    };
    let asked = vec![
        one("home", &home, vec![route::of_place(language, &Place::Home).path()]),
        one("newsroom", &news, vec![newsroom.clone()]),
        one("numbered pages", &news, (1..=PLACES).map(deep).collect()),
        one("year", &news, vec![format!("{newsroom}{YEAR}/")]),
        one("articles", &news, articles),
    ];
    Ok((asked, archive.total()))
}
