//! A site amid faults, beside a twin that has none: what an editor does to one is done to the other, and what visitors of the one may be shown is
//! known from what it would render in calm.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::{Document, DocumentId, State, Takedown};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use local::{Chaos, Pace};
use publishing::{ImportError, Importer, Report, read_pack};
use store::{Change, Files, Patience, StoreError, Stored};
use web::{ASSETS, route};

use crate::harness::{Fresh, NOW, Reply, at, wait};
use crate::markup::tags;
use crate::packs::{Builder, pack};
use crate::promise::Dice;

/// Tries of one thing at most: longer, nothing is away.
pub(crate) const MOST: usize = 80;
/// News at the beginning.
const NEWS: [&str; 4] = ["a", "b", "c", "d"];

/// Late is not so late here, and nobody waits long.
const PACE: Pace = Pace {
    late: Duration::from_millis(5),
    ended: Duration::from_millis(5),
    patience: Patience { attempt: Duration::from_millis(500), operation: Duration::from_secs(4) },
};

/// What a visitor is given, besides the headers that tell of the way to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shown {
    status: u16,
    location: String,
    etag: String,
    body: Vec<u8>,
}

impl Shown {
    pub(crate) fn of(reply: &Reply) -> Self {
        let header = |name| reply.header(name).to_owned();
        Self { status: reply.status, location: header("location"), etag: header("etag"), body: reply.body.to_vec() }
    }
}

/// The content of these tests, with as many more news items and pictures as `more` says.
fn content(more: usize) -> Builder {
    let mut builder =
        NEWS.iter().zip(1..).fold(pack(&["en", "fr"]), |pack, (key, day)| pack.news(key, &format!("2025-02-0{day}T09:00:00+01:00")));
    builder = builder.news("later", "2025-02-14T10:00:50+01:00");
    let facts = "opens = 2025-01-10T09:00:00+01:00\ncloses = 2025-02-16T00:00:00+01:00";
    builder = builder.document("calls/soon", facts, &[("slug", "soon"), ("title", "⟦A call⟧"), ("label", "⟦Kind⟧")]);
    for number in 0..more {
        builder = builder.news(&format!("more-{number}"), &format!("2025-02-1{}T08:00:00+01:00", number % 4));
        let picture = format!(
            "order = {}\ntarget = \"pack:pages/about\"\npicture = {{ file = \"lamp.svg\", credit = {{ en = \"⟦D⟧\", fr = \"⟦D⟧\" }} }}",
            number + 1
        );
        let folder = format!("highlights/lamp-{number}");
        builder = builder.document(&folder, &picture, &[("title", "⟦A lamp⟧"), ("picture_text", "⟦A drawn lamp⟧")]);
        let side = 1200 + number;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} 800\" width=\"{side}\" height=\"800\"><rect width=\"9\" height=\"9\"/></svg>"
        );
        builder.file(&format!("{folder}/lamp.svg"), &svg);
    }
    builder
}

/// Where visitors go.
pub(crate) fn paths() -> BTreeSet<String> {
    let of_one = ["/sitemap.xml", "/robots.txt", "/en/no/such/page/", "/en/news/2025/", "/en/news/feed.atom", "/fr/topics/lamps/feed.json"];
    let of_both = ["", "news/", "topics/lamps/", "opportunities/calls/soon/", "news/2025/item-later", "news/2025/item-more-0"];
    let both = ["en", "fr"].map(|language| of_both.map(|path| format!("/{language}/{path}")));
    let news = NEWS.map(|key| format!("/en/news/2025/item-{key}"));
    of_one.map(str::to_owned).into_iter().chain(both.into_iter().flatten()).chain(news).collect()
}

/// Whether this is what a visitor may be told in place of an answer: that the site does not answer now, in a page of its own.
pub(crate) fn says_that_it_is_away(reply: &Reply) -> bool {
    reply.status == 503
        && reply.is_page()
        && reply.header("retry-after") == "30"
        && reply.header("cache-control") == "no-store"
        && reply.text().contains("<h1")
}

/// Whether this is what CloudFront gives where no function answered at all and nothing is kept: an instance broke down, or none was to be had.
pub(crate) fn is_of_no_function(reply: &Reply) -> bool {
    // In place of 502 a page is shown, unless the bucket is away too.
    let page = reply.status == 502 || !reply.is_page();
    page && matches!(reply.status, 429 | 502) && reply.header("x-cache") == "Error from edge" && reply.header("cache-control") == "no-store"
}

/// Repeats what the store does not answer, until it does.
pub(crate) fn persist<T>(mut ask: impl FnMut() -> Result<T, StoreError>) -> T {
    for _ in 0..MOST {
        match ask() {
            Ok(answer) => return answer,
            Err(StoreError::Unavailable(_) | StoreError::Busy(_)) => {}
            Err(other) => panic!("nobody else writes: {other:?}"),
        }
    }
    panic!("it is away for longer than {MOST} questions")
}

/// A site amid faults.
pub(crate) struct Storm {
    pub(crate) site: Fresh,
    twin: Fresh,
    pub(crate) chaos: Chaos,
    pub(crate) dice: Dice,
    /// What visitors may be shown, by path: what was rendered since all changes were followed for the last time.
    allowed: BTreeMap<String, BTreeSet<Shown>>,
    moments: Vec<Timestamp>,
    edits: usize,
    imports: usize,
    /// Visits that were answered, served after their time, and told that the site is away.
    pub(crate) visits: [usize; 3],
}

impl Storm {
    pub(crate) fn new(seed: u64) -> Self {
        let chaos = Chaos::new(seed, PACE);
        let [site, twin] = [Some(&chaos), None].map(|chaos| Fresh::site_in(&content(0).pack, chaos));
        let mut storm = Self {
            site,
            twin,
            chaos,
            dice: Dice(seed),
            allowed: BTreeMap::new(),
            moments: vec![at(NOW)],
            edits: 0,
            imports: 0,
            visits: [0; 3],
        };
        storm.note();
        storm.chaos.loose(true);
        storm
    }

    /// Holds the faults back for as long as this takes.
    fn calmly<T>(&self, look: impl FnOnce() -> T) -> T {
        self.chaos.loose(false);
        let seen = look();
        self.chaos.loose(true);
        seen
    }

    /// Notes what visitors may be shown from now on, besides what they might before.
    fn note(&mut self) {
        let now = self.site.inner().clock.now();
        let caller = self.site.caller_at(now);
        let rendered: Vec<(String, Shown)> =
            self.calmly(|| paths().into_iter().map(|path| (path.clone(), Shown::of(&caller.get(&path)))).collect());
        for (path, shown) in rendered {
            self.allowed.entry(path).or_default().insert(shown);
        }
    }

    /// Notes that all changes were followed: what was rendered before them is gone, unless only the clock has changed it.
    fn note_followed(&mut self) {
        let mut allowed: BTreeMap<String, BTreeSet<Shown>> = BTreeMap::new();
        self.calmly(|| {
            for moment in &self.moments {
                let caller = self.site.caller_at(*moment);
                for path in paths() {
                    let shown = Shown::of(&caller.get(&path));
                    allowed.entry(path).or_default().insert(shown);
                }
            }
        });
        self.allowed = allowed;
    }

    /// Some visitors come.
    pub(crate) fn visit(&mut self, count: usize) {
        let all: Vec<String> = paths().into_iter().collect();
        for _ in 0..count {
            let path = &all[self.dice.below(all.len())];
            let reply = self.site.visitor().get(path);
            self.judge(path, &reply);
        }
        // What is not there is asked of the bucket each time.
        let files = [&ASSETS[0].key, &ASSETS[1].key, "media/pictures/nothing.svg"];
        let file = format!("/{}", files[self.dice.below(files.len())]);
        let (reply, twins) = (self.site.visitor().get(&file), self.twin.visitor().get(&file));
        let sound = (reply.status, &reply.body) == (twins.status, &twins.body);
        assert!(sound || reply.status == 503 && reply.header("cache-control") == "no-store", "{file}: {}", reply.status);
    }

    fn judge(&mut self, path: &str, reply: &Reply) {
        if says_that_it_is_away(reply) || is_of_no_function(reply) {
            self.visits[2] += 1;
            return;
        }
        let known = &self.allowed[path];
        let sound = known.contains(&Shown::of(reply));
        // Where not even the site around it could be read, the page of an error stands alone.
        let bare = (400..500).contains(&reply.status)
            && known.iter().any(|shown| shown.status == reply.status)
            && reply.is_page()
            && reply.header("cache-control") == "no-store";
        let statuses: Vec<u16> = known.iter().map(|shown| shown.status).collect();
        assert!(sound || bare, "{path}: {} {:?}, where {statuses:?} may be shown\n{}", reply.status, reply.headers, reply.text());
        let age: i64 = reply.header("age").parse().unwrap_or_default();
        assert!(age < 2 * web::LONGEST, "{path} is served {age} seconds after it was made");
        self.visits[usize::from(age > web::LONGEST + 60)] += 1;
    }

    fn stored(&self, folder: &str) -> Stored {
        self.calmly(|| self.site.stored(folder))
    }

    /// An editor changes a news item, and tries again until it is said to be done.
    pub(crate) fn edit(&mut self) {
        self.edits += 1;
        let folder = format!("news/{}", NEWS[self.dice.below(NEWS.len())]);
        let (kind, number) = (self.dice.below(4), self.edits);
        let before = self.stored(&folder);
        let after = edited(&before.document, kind, number);
        let change = Change { at: self.site.inner().clock.now(), by: "an editor".to_owned(), action: format!("edit {number}") };
        let (desk, settings) = (self.site.desk(), self.calmly(|| self.site.settings()));
        let mut done = false;
        if number % 3 == 1 {
            // All tries of the first call: what it did, it cannot know.
            self.chaos.table_leaves(4);
        }
        for _ in 0..MOST {
            let outcome = wait(desk.commit(Some(&before), &after, &change, &settings));
            let now = self.stored(&folder);
            let is = |document: &Document, later: u64| now.document == *document && now.version == before.version + later;
            match &outcome {
                Ok(_) => assert!(is(&after, 1), "{folder}: what was said to be done is not there"),
                Err(StoreError::Unavailable(_) | StoreError::Busy(_)) => {
                    assert!(is(&before.document, 0) || is(&after, 1), "{folder}: a half-done change");
                }
                Err(other) => panic!("{folder}: nobody else writes: {other:?}"),
            }
            self.note();
            done = outcome.is_ok();
            if done {
                break;
            }
            self.visit(2);
        }
        assert!(done, "{folder} cannot be changed");
        let twin = self.twin.stored(&folder);
        assert_eq!(twin.document, before.document, "the twin is alike");
        assert!(wait(self.twin.desk().commit(Some(&twin), &after, &change, &settings)).is_ok());
    }

    /// A pack with more in it is imported, again and again until it is done.
    pub(crate) fn import(&mut self) {
        self.imports += 1;
        let builder = content(self.imports);
        for _ in 0..MOST {
            let outcome = imported(&self.site, &builder);
            self.note();
            match outcome {
                Ok(_) => break,
                Err(ImportError::Store { error: StoreError::Unavailable(_) | StoreError::Busy(_), .. }) => self.visit(2),
                Err(other) => panic!("nobody else writes: {other}"),
            }
        }
        assert!(imported(&self.twin, &builder).is_ok());
        let unchanged = self.calmly(|| imported(&self.site, &builder));
        assert!(matches!(unchanged, Ok(Report { created: 0, changed: 0, .. })), "what was said to be imported is not there: {unchanged:?}");
    }

    /// What was changed is followed, as far as that is possible now.
    pub(crate) fn follow(&mut self) {
        for _ in 0..3 {
            let any = wait(self.site.inner().follow()).expect("the stream can be read");
            self.note();
            if !any {
                return self.note_followed();
            }
        }
    }

    /// The clock goes on, and does what is due, if it can.
    pub(crate) fn pass(&mut self) {
        let span = [20.seconds(), 40.seconds(), 26.hours(), 50.hours()][self.dice.below(4)];
        let now = self.site.inner().clock.now().checked_add(span).expect("in the calendar");
        self.moments.push(now);
        for site in [&self.site, &self.twin] {
            site.set_clock(now.as_second());
        }
        let _ = wait(clock::turn(&self.site.inner().timetable));
        wait(clock::turn(&self.twin.inner().timetable)).expect("the twin's store answers");
        self.note();
    }

    /// The faults end, what is left is done, and both sites show the same.
    pub(crate) fn end(&mut self) {
        self.chaos.loose(false);
        wait(clock::turn(&self.site.inner().timetable)).expect("the store answers");
        for site in [&self.site, &self.twin] {
            let rest = (0..MOST).take_while(|_| wait(site.inner().follow()).expect("the stream can be read")).count();
            assert!(rest < MOST, "the changes do not end");
        }
        let kept: Vec<String> = self.site.kept_keys().iter().filter_map(|key| key.strip_prefix("identity ").map(str::to_owned)).collect();
        assert!(kept.iter().any(|path| path.starts_with("/en/")), "nothing is kept: {kept:?}");
        for path in kept.iter().filter(|path| route::Route::parse("GET", path).is_ok()) {
            // What only waits to be asked for anew is asked for twice: the first visitor may get it as it was.
            let [_, reply] = [(), ()].map(|()| self.site.visitor().get(path));
            assert!(Shown::of(&reply) == Shown::of(&self.site.get(path)), "{path} is kept as it no longer is");
        }
        for path in paths() {
            let [own, twins] = [&self.site, &self.twin].map(|site| Shown::of(&site.get(&path)));
            assert!(own == twins, "{path} is not what it is on a site without faults: {} and {}", own.status, twins.status);
            assert!(own.status < 500, "{path}");
        }
        for path in self.pictures() {
            let [own, twins] = [&self.site, &self.twin].map(|site| site.visitor().get(&path));
            assert!(own.status == 200 && own.body == twins.body, "the picture {path}");
        }
    }

    /// The pictures of the home page.
    fn pictures(&self) -> BTreeSet<String> {
        let home = self.twin.get("/en/");
        let pictures: BTreeSet<String> =
            tags(home.text()).iter().filter(|tag| tag.name == "img").map(|tag| tag.get("src").to_owned()).collect();
        assert!(!pictures.is_empty(), "the imports brought pictures");
        pictures
    }
}

/// A document as an editor leaves it.
pub(crate) fn edited(document: &Document, kind: usize, number: usize) -> Document {
    let mut after = document.clone();
    for edition in after.editions.values_mut() {
        match kind {
            0 if edition.state == State::Published => edition.state = State::Withdrawn(Takedown::Gone),
            0 => edition.state = State::Published,
            1 => edition.summary = format!("Summary {number}"),
            _ => edition.title = format!("Title {number}"),
        }
    }
    after
}

/// Changes a news item, as an editor does who knows nothing of faults but that one may try again.
pub(crate) fn change(site: &Fresh, number: usize) -> (DocumentId, Document) {
    let id = DocumentId::of_pack_key(&format!("news/{}", NEWS[number % NEWS.len()]));
    let desk = site.desk();
    let before = persist(|| wait(desk.document(id))).expect("the document was loaded");
    let (settings, _) = persist(|| wait(desk.settings())).expect("a loaded site has settings");
    let after = edited(&before.document, number % 3, number);
    let change = Change { at: at(NOW), by: "an editor".to_owned(), action: format!("edit {number}") };
    persist(|| wait(desk.commit(Some(&before), &after, &change, &settings)));
    (id, after)
}

fn imported(site: &Fresh, builder: &Builder) -> Result<Report, ImportError> {
    let now = site.inner().clock.now();
    let content = read_pack(&builder.pack, &now.to_zoned_datetime(TimeZone::UTC), &route::path_of).expect("a sound pack");
    let (desk, media) = (site.desk(), Files::media(&site.inner().connection));
    wait(Importer { desk: &desk, media: &media, now, addresses: &route::path_of }.import(&content, &mut |_, _| {}))
}
