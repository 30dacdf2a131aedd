//! A small site with all kinds of documents in two languages, and everything that the desk may do to them, at random.

mod actions;
mod topics;
mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{
    Address, CallDates, CallSubject, Document, DocumentId, Facts, InstrumentStatus, Joined, Kind, Language, Place, State, Tender, Vacancy,
    project,
};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use store::{Change, Receipt, Stored};
use web::route;

use crate::harness::{Fresh, NOW, at, wait};
use crate::packs::pack;
use crate::receipts::Nobody;
use actions::Action;
pub(crate) use actions::{Edit, edits};
use values::{closing, event_dates, leave_redirects, places, slug, taken_down};

/// News items at the beginning: two numbered pages' worth, so that pages come and go.
const NEWS: usize = 58;
/// Articles that are visited; of the others only lists tell.
const VISITED: usize = 8;

/// Events: one is over, one is under way and ends within hours, and two are to come.
const EVENTS: [(&str, &str); 4] = [
    ("past", "starts = 2024-08-05\nends = 2024-08-06"),
    ("session", "starts = 2025-02-13T09:00:00\nends = 2025-02-14T16:30:00"),
    ("forum", "starts = 2025-02-20\nends = 2025-02-21"),
    ("abroad", "starts = 2025-03-03T09:00:00\nends = 2025-03-04T17:00:00\nzone = \"Asia/Tokyo\""),
];

/// The site with what is known of it.
pub(crate) struct World {
    pub(crate) site: Fresh,
    documents: Vec<DocumentId>,
    /// Every address that was ever somebody's.
    addresses: BTreeSet<Address>,
    edits: usize,
    visitors: Visitors,
}

/// Which addresses are visited. A site has so many that rendering all of them after each edit would take most of a test's time; over some sites, all
/// of them have their turn.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Visitors {
    /// All.
    Everywhere,
    /// Two of five, another choice for each number.
    Some(u64),
}

impl Visitors {
    fn come_to(self, path: &str) -> bool {
        match self {
            Self::Everywhere => true,
            // FNV-1a, so that the choice is the same each time.
            Self::Some(number) => {
                path.bytes()
                    .fold(14_695_981_039_346_656_037 ^ number, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211))
                    >> 32
                    & 0xff
                    < 102
            }
        }
    }
}

impl World {
    pub(crate) fn new(visitors: Visitors) -> Self {
        let mut folders: Vec<String> = [
            "topics/lamps",
            "topics/wicks",
            "topics/lamps/news",
            "topics/lamps/wax",
            "topics/wicks/news",
            "pages/about",
            "pages/about/in-brief",
            "pages/about/history",
            "pages/about/legal-instruments/treaty",
            "pages/site-map",
        ]
        .map(str::to_owned)
        .to_vec();
        let mut builder = pack(&["en", "fr"]).document("topics/wicks", "order = 2", &[("slug", "wicks"), ("title", "⟦Wicks⟧")]).document(
            "pages/about/history",
            "order = 2",
            &[("slug", "history"), ("title", "⟦History⟧")],
        );
        for (folder, facts) in [
            ("topics/lamps/news", "order = 1\nlists = \"news\""),
            ("topics/lamps/wax", "order = 2"),
            ("topics/wicks/news", "order = 1\nlists = \"news\""),
        ] {
            let name = folder.rsplit('/').next().expect("a name");
            builder = builder.document(folder, facts, &[("slug", name), ("title", &format!("⟦Section {name}⟧"))]);
        }
        for number in 0..NEWS {
            let (year, month) = (2019 + number / 10, number % 10 + 1);
            let key = format!("n{number}");
            builder = builder.news(&key, &format!("{year}-{month:02}-05T09:00:00+01:00"));
            folders.push(format!("news/{key}"));
        }
        let treaty = "order = 1\ninstrument = { symbol = \"1\", adopted = 1985-06-14, status = \"adopted\" }";
        builder = builder
            .areas()
            .document("pages/about/legal-instruments", "order = 3", &[("slug", "legal-instruments"), ("title", "⟦Law⟧")])
            .document("pages/about/legal-instruments/treaty", treaty, &[("slug", "treaty"), ("title", "⟦Treaty⟧")]);
        builder = builder.members(&[("ee", "north", 1992), ("eg", "south", 1956), ("zm", "south", 1978)]);
        folders.extend(["pages/about/members", "pages/about/members/directory"].map(str::to_owned));
        folders.extend(["members/ee", "members/eg", "members/zm"].map(str::to_owned));
        for (key, area, closes) in [
            ("soon", "calls", "2025-02-20T00:00:00+01:00"),
            ("later", "calls", "2025-06-01T00:00:00+02:00"),
            ("post", "vacancies", "2025-03-10T17:00:00+01:00"),
            ("offer", "tenders", "2025-03-30T03:00:00+02:00"),
            ("past", "tenders", "2024-06-01T00:00:00+02:00"),
        ] {
            let facts = format!("area = {area:?}\nopens = 2024-01-10T09:00:00+01:00\ncloses = {closes}");
            builder = builder.document(&format!("calls/{key}"), &facts, &[("slug", key), ("title", "⟦A call⟧"), ("label", "⟦Kind⟧")]);
            folders.push(format!("calls/{key}"));
        }
        for (key, dates) in EVENTS {
            builder = builder.event(key, dates);
            folders.push(format!("events/{key}"));
        }
        let mut site = Fresh::site(&builder.pack);
        // Whoever looks at pages here does it himself; what others would look at, and purge by themselves, has tests of its own.
        site.look_with(Arc::new(Nobody));
        let documents = folders.iter().map(|folder| DocumentId::of_pack_key(folder)).collect();
        let mut world = Self { site, documents, addresses: BTreeSet::new(), edits: 0, visitors };
        for id in world.documents.clone() {
            let stored = world.stored(id).expect("the pack was loaded");
            world.remember(&stored.document);
        }
        world
    }

    fn stored(&self, id: DocumentId) -> Option<Stored> {
        wait(self.site.desk().document(id)).expect("the store answers")
    }

    /// All receipts that there are.
    pub(crate) fn receipts(&self) -> Vec<Receipt> {
        let of = |id: &DocumentId| wait(self.site.desk().receipts(*id)).expect("the store answers").into_values();
        self.documents.iter().flat_map(of).collect()
    }

    fn zone() -> TimeZone {
        TimeZone::get("Europe/Brussels").expect("a zone")
    }

    fn languages() -> [Language; 2] {
        ["en", "fr"].map(|tag| tag.parse().expect("a language"))
    }

    /// Notes the addresses that a document has now.
    fn remember(&mut self, document: &Document) {
        for entry in project(document, &Self::languages(), &Self::zone()).entries {
            if let domain::Entry::Page { address, .. } = entry {
                let articles = self.addresses.iter().filter(|known| matches!(known.place, Place::Article { .. })).count();
                // The last ones are the newest and stand at the turn of pages; the first ones are the oldest.
                if !matches!(address.place, Place::Article { .. }) || articles < VISITED || self.edits > 0 && articles < 3 * VISITED {
                    self.addresses.insert(address);
                }
            }
        }
    }

    /// Everything that a visitor may ask for.
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        let mut paths: BTreeSet<String> = [
            "/sitemap.xml",
            "/sitemaps/pages.xml",
            "/robots.txt",
            "/sitemaps/news-2019-03.xml",
            "/sitemaps/news-2024-08.xml",
            "/sitemaps/events-2025-02.xml",
        ]
        .map(str::to_owned)
        .into();
        for language in ["en", "fr"] {
            for path in [
                "",
                "news/",
                "news/page/1/",
                "news/page/2/",
                "news/feed.atom",
                "news/feed.json",
                "about/legal-instruments/",
                "opportunities/",
                "opportunities/calls/",
                "opportunities/calls/feed.atom",
                "opportunities/calls/archive/2025/",
                "opportunities/vacancies/",
                "opportunities/tenders/",
                "opportunities/tenders/feed.json",
                "opportunities/tenders/archive/2024/",
                "opportunities/tenders/archive/2025/",
                "topics/",
                "events/",
                "events/history/",
                "events/2024/",
                "events/2025/",
                "events/2025/02/",
                "events/calendar.ics",
                "about/members/",
                "about/members/directory/",
                "about/members/directory/by-name/",
            ] {
                paths.insert(format!("/{language}/{path}"));
            }
            for year in [2019, 2022, 2024, 2025] {
                paths.insert(format!("/{language}/news/{year}/"));
            }
            for topic in ["lamps", "wicks"] {
                paths.insert(format!("/{language}/topics/{topic}/feed.atom"));
                paths.insert(format!("/{language}/topics/{topic}/feed.json"));
            }
        }
        let calendar = |path: &String| path.contains("/events/").then(|| format!("{path}.ics"));
        for path in self.addresses.iter().filter_map(route::path_of) {
            paths.extend(calendar(&path));
            paths.insert(path);
        }
        paths.retain(|path| self.visitors.come_to(path));
        paths
    }

    /// Does it, as the desk does: one conditional transaction. Whether anything was changed.
    pub(crate) fn apply(&mut self, edit: &Edit) -> bool {
        self.edits += 1;
        let (before, mut after) = match edit.action {
            Action::Create => (None, self.made(edit)),
            _ => {
                let id = self.documents[edit.document % self.documents.len()];
                let Some(stored) = self.stored(id) else { return false };
                let document = stored.document.clone();
                (Some(stored), document)
            }
        };
        let language = Self::languages()[usize::from(edit.french)];
        if before.is_some() {
            self.change(edit, language, &mut after);
        }
        if before.as_ref().is_some_and(|before| before.document == after) {
            return false;
        }
        let change = Change { at: at(NOW), by: "an editor".to_owned(), action: format!("{:?}", edit.action) };
        let done = wait(self.site.desk().commit(before.as_ref(), &after, &change, &self.site.settings())).is_ok();
        if done {
            if before.is_none() {
                self.documents.push(after.id);
            }
            self.remember(&after);
            // Now and then whoever gives a topic another slug forgets its sections, or is interrupted before them.
            if after.kind() == Kind::Topic && !edit.value.is_multiple_of(3) {
                self.take_sections_along(&after, &change);
            }
        }
        // An address that is somebody else's is a refusal, and changes nothing.
        done
    }

    /// A new document like one that there is.
    fn made(&self, edit: &Edit) -> Document {
        let like = self.documents.iter().cycle().skip(edit.document).find_map(|id| self.stored(*id)).expect("there are documents");
        let mut made = like.document;
        made.id = DocumentId::of_pack_key(&format!("made/{}", self.edits));
        if let Facts::Member(member) = &mut made.facts {
            member.country = ["FI", "GH", "IS", "JP", "KE", "LV", "MX", "NP"][edit.value % 8].parse().expect("a country");
        }
        let time = Self::moment(edit.value);
        for edition in made.editions.values_mut() {
            edition.slug = slug(&format!("made-{}", self.edits));
            edition.former.clear();
            edition.title = format!("Made {}", self.edits);
            edition.state = State::Published;
            edition.times.first_published = time;
        }
        made
    }

    /// A moment in the years of the site, before now.
    fn moment(value: usize) -> Timestamp {
        let days = i64::try_from(value * 2 % 2200).expect("small");
        at(NOW).to_zoned_datetime(Self::zone()).checked_sub(days.days()).expect("in the calendar").timestamp()
    }

    fn change(&self, edit: &Edit, language: Language, document: &mut Document) {
        let value = edit.value;
        let lamps = ["topics/lamps", "topics/wicks"].map(DocumentId::of_pack_key);
        let was = places(document, language);
        match (edit.action, &mut document.facts) {
            (Action::Retopic, Facts::News { topics, .. } | Facts::Event { topics, .. }) => {
                *topics = [vec![lamps[0]], vec![lamps[1]], lamps.to_vec(), Vec::new()][value % 4].clone();
            }
            (Action::Feature, Facts::News { current, .. }) => *current = [None, Some(1), Some(2)][value % 3],
            (Action::Reorder, Facts::Topic { order } | Facts::Page { order, .. }) => *order = u16::try_from(value % 7).expect("small"),
            (Action::Reorder, Facts::Section(section)) => section.order = u16::try_from(value % 7).expect("small"),
            (Action::Move, Facts::Section(section)) => {
                section.topic = lamps[value % 2];
                let topic = self.stored(section.topic).expect("topics stay").document;
                section.under = topic.editions.iter().map(|(language, edition)| (*language, edition.slug.clone())).collect();
            }
            (Action::Move, Facts::Page { parent, .. }) => {
                *parent = [vec![], vec![slug("about")], vec![slug("opportunities")]][value % 3].clone()
            }
            (Action::Dates | Action::Redate, Facts::Event { dates, .. }) => *dates = event_dates(value),
            (Action::Move, Facts::Member(member)) => member.region = slug(["north", "south", "nowhere"][value % 3]),
            (Action::Dates, Facts::Member(member)) => member.joined = Joined::Year(1952 + i16::try_from(value % 70).expect("small")),
            (Action::Dates, Facts::Call(call)) => call.dates = CallDates { closes: closing(value), ..call.dates },
            (Action::Status, Facts::Page { instrument: Some(instrument), .. }) => {
                instrument.status = [InstrumentStatus::Adopted, InstrumentStatus::InForce, InstrumentStatus::Ended][value % 3];
            }
            (Action::Area, Facts::Call(call)) => {
                call.subject = [CallSubject::Other, CallSubject::Vacancy(Vacancy::default()), CallSubject::Tender(Tender::default())]
                    [value % 3]
                    .clone();
            }
            _ => {}
        }
        if let (Action::Redate, Kind::News) = (edit.action, document.kind()) {
            document.editions.values_mut().for_each(|edition| edition.times.first_published = Self::moment(value));
        }
        if let Action::Delete = edit.action {
            document.editions.clear();
            return;
        }
        let Some(edition) = document.editions.get_mut(&language) else { return };
        match edit.action {
            Action::Retitle => edition.title = format!("Title {value}"),
            Action::Dates | Action::Rewrite if edition.event.is_some() && value.is_multiple_of(2) => {
                if let Some(event) = &mut edition.event {
                    event.place = format!("Place {value}");
                }
            }
            Action::Rewrite => edition.body.rendered = format!("<p>Text {value}</p>"),
            Action::Summarise => edition.summary = format!("Summary {value}"),
            Action::Publish => edition.state = State::Published,
            Action::Draft => edition.state = [State::Draft, State::InReview, State::Approved][value % 3].clone(),
            Action::Schedule => edition.state = State::Scheduled,
            Action::TakeDown => edition.state = taken_down(value, language),
            Action::Rename => edition.slug = slug(&format!("renamed-{}", value % 50)),
            _ => {}
        }
        leave_redirects(edition, was, language);
    }
}
