//! A site of one's own, or one that tests look at together, and those who visit it.

use std::collections::HashMap;
use std::future::Future;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, Weak};

use bytes::Bytes;
use domain::{DocumentId, Settings};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use local::{Chaos, Content, Site, Store};
use publish::Look;
use publishing::{ImportError, Importer, Pack, PackError, Report, read_pack};
use serde_json::{Value, json};
use store::{Connection, Correspondence, Desk, Files, PublicContent};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use web::route::{self, Route};
use web::{Clock, FormKeys, Front, Function, ORIGIN_HEADER, OriginSecrets};

/// Scheme and host of every site here.
pub(crate) const BASE: &str = "https://ico.example";
/// The moment at which the demonstration is looked at, and at which the clock of a site of one's own begins.
pub(crate) const NOW: &str = "2025-02-14T10:00:00+01:00";

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));
static SHARED: Mutex<Weak<Demonstration>> = Mutex::new(Weak::new());

/// Waits for the end of a future, so that tests need not be asynchronous.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}

/// A moment as people write it.
pub(crate) fn at(moment: &str) -> Timestamp {
    moment.parse().expect("a moment with its offset")
}

/// The demonstration as of [`NOW`]. Nobody may change it.
pub(crate) struct Demonstration {
    site: Site,
    _buckets: TempDir,
}

/// A site of one's own, with a pack of one's own and a clock to be moved by hand.
pub(crate) struct Fresh {
    site: Site,
    hand: Arc<Mutex<Timestamp>>,
    _folders: [TempDir; 2],
}

/// Somebody who comes through the edge.
pub(crate) struct Visitor<'a>(&'a Site);

/// Asks functions without an edge before them.
pub(crate) struct Caller {
    functions: HashMap<&'static str, Arc<dyn Function>>,
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Demonstration {
    /// The one of this process; it is loaded when it is first needed, and given up with the last test that looks at it.
    pub(crate) fn shared() -> Arc<Self> {
        let mut shared = SHARED.lock().expect("no test stopped while loading");
        if let Some(found) = shared.upgrade() {
            return found;
        }
        let buckets = folder();
        let store = Store::Memory { buckets: buckets.path().to_owned() };
        let clock = Clock::by_hand(|| at(NOW));
        let content = Content::demonstration(&clock).expect("the demonstration is sound");
        let (site, _) = wait(Site::start(&store, BASE, clock, Some(&content), &mut |_, _| {})).expect("the demonstration loads");
        let made = Arc::new(Self { site, _buckets: buckets });
        *shared = Arc::downgrade(&made);
        made
    }

    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor(&self.site)
    }

    /// The home page's function as of another moment, on the same content.
    pub(crate) fn home_at(&self, moment: &str) -> Caller {
        let moment = at(moment);
        self.home_behind(Front::new(Clock::by_hand(move || moment), BASE, "en".parse().expect("a language")))
    }

    /// The home page's function on the same content, that answers only who knows the secret.
    pub(crate) fn home_closed_by(&self, secret: &str) -> Caller {
        let origin = OriginSecrets::from_variables(|_| Some(secret.to_owned())).expect("a secret");
        let mut front = Front::new(Clock::by_hand(|| at(NOW)), BASE, "en".parse().expect("a language"));
        front.origin = origin;
        self.home_behind(front)
    }

    fn home_behind(&self, front: Front) -> Caller {
        let app = home::App { content: PublicContent::new(&self.site.connection), front };
        Caller { functions: HashMap::from([("home", Arc::new(app) as Arc<dyn Function>)]) }
    }

    /// The tags of what the edge keeps, by path.
    pub(crate) fn kept_tags(&self) -> HashMap<String, Vec<String>> {
        let kept = self.site.edge.contents();
        kept.into_iter().map(|kept| (kept.key.split(' ').nth(1).unwrap_or_default().to_owned(), kept.tags)).collect()
    }
}

impl Fresh {
    /// A site with the content of a pack.
    pub(crate) fn site(pack: &Pack) -> Self {
        Self::site_in(pack, None)
    }

    /// The same, with faults behind its functions and before them, once they are let loose.
    pub(crate) fn site_in(pack: &Pack, chaos: Option<&Chaos>) -> Self {
        let folders = [folder(), folder()];
        let [pack_folder, buckets] = &folders;
        write(pack, pack_folder.path());
        let hand = Arc::new(Mutex::new(at(NOW)));
        let told = Arc::clone(&hand);
        let clock = Clock::by_hand(move || *told.lock().expect("a clock that runs"));
        let store = Store::Memory { buckets: buckets.path().to_owned() };
        let content = Content::pack(pack_folder.path(), &clock).expect("the pack is sound");
        let started = wait(Site::start_with(&store, BASE, clock, Some(&content), &mut |_, _| {}, chaos));
        let (site, _) = started.expect("the pack loads");
        Self { site, hand, _folders: folders }
    }

    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor(&self.site)
    }

    /// Lets somebody else look at the pages of changes.
    pub(crate) fn look_with(&mut self, look: Arc<dyn Look>) {
        self.site.publish.look = look;
    }

    /// Asks the function that answers this path, past the edge, which keeps what it has until it is purged.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.caller().get(path)
    }

    pub(crate) fn caller(&self) -> Caller {
        Caller { functions: self.site.functions.clone() }
    }

    /// The functions for visitors as of a moment, on the same content.
    pub(crate) fn caller_at(&self, moment: Timestamp) -> Caller {
        Caller::of(&self.site.connection, |front| front.clock = Clock::by_hand(move || moment))
    }

    pub(crate) fn move_clock(&self, moment: &str) {
        *self.hand.lock().expect("a clock that runs") = at(moment);
    }

    /// Lets the clock go on by a while.
    pub(crate) fn advance(&self, while_: std::time::Duration) {
        let mut hand = self.hand.lock().expect("a clock that runs");
        *hand = hand.checked_add(while_).expect("in the calendar");
    }

    /// Moves the clock to a second since 1970.
    pub(crate) fn set_clock(&self, second: i64) {
        *self.hand.lock().expect("a clock that runs") = Timestamp::from_second(second).expect("in the calendar");
    }

    pub(crate) fn purge(&self, tags: &[String]) {
        wait(self.site.edge.purge(tags));
    }

    /// Follows changes as the cloud does: purges, and makes anew what is made of them.
    pub(crate) fn follow(&self) {
        wait(self.site.follow()).expect("the stream can be read");
    }

    /// The site itself, for tests that deliver its changes in ways of their own.
    pub(crate) fn inner(&self) -> &Site {
        &self.site
    }

    /// The keys of what the edge keeps.
    pub(crate) fn kept_keys(&self) -> Vec<String> {
        self.site.edge.contents().into_iter().map(|kept| kept.key).collect()
    }

    /// How many answers the edge keeps.
    pub(crate) fn kept(&self) -> usize {
        self.site.edge.contents().len()
    }

    pub(crate) fn desk(&self) -> Desk {
        Desk::new(&self.site.connection)
    }

    pub(crate) fn settings(&self) -> Settings {
        wait(self.desk().settings()).expect("the store answers").expect("a loaded site has settings").0
    }

    /// A document as the store has it, with the count of its changes.
    pub(crate) fn stored(&self, folder: &str) -> store::Stored {
        let stored = wait(self.desk().document(DocumentId::of_pack_key(folder))).expect("the store answers");
        stored.expect("the document was loaded")
    }

    /// Imports a pack, or says all that is wrong with it.
    pub(crate) fn import(&self, pack: &Pack) -> Result<Report, Vec<PackError>> {
        let now = self.site.clock.now();
        let content = read_pack(pack, &now.to_zoned_datetime(TimeZone::UTC), &route::path_of)?;
        let (desk, media) = (self.desk(), Files::media(&self.site.connection));
        let importer = Importer { desk: &desk, media: &media, now, addresses: &route::path_of };
        match wait(importer.import(&content, &mut |_, _| {})) {
            Err(ImportError::Pack(faults)) => Err(faults),
            outcome => Ok(outcome.expect("the store takes what was checked")),
        }
    }
}

/// The function that takes forms.
pub(crate) fn forms(connection: &Connection, front: Front) -> contact::App {
    let keys = FormKeys::from_variables(|_| Some("a-secret-by-which-tests-sign-their-forms".to_owned())).expect("a secret");
    contact::App { content: PublicContent::new(connection), correspondence: Correspondence::new(connection), keys, front }
}

impl Visitor<'_> {
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, &[])
    }

    pub(crate) fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(method, path, headers, "", [127, 0, 0, 1].into())
    }

    /// Sends something from an address.
    pub(crate) fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str, from: IpAddr) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header("host", "ico.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Bytes::copy_from_slice(body.as_bytes())).expect("a request that can be sent");
        let (parts, body) = wait(Arc::clone(&self.0.edge).serve(request, (from, 4711).into())).into_parts();
        Reply { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}

impl Caller {
    /// All functions on a connection, each behind a front that may be changed.
    pub(crate) fn of(connection: &Connection, change: impl Fn(&mut Front)) -> Self {
        let content = || PublicContent::new(connection);
        let front = || {
            let mut front = Front::new(Clock::by_hand(|| at(NOW)), BASE, "en".parse().expect("a language"));
            change(&mut front);
            front
        };
        let functions = [
            ("home", Arc::new(home::App { content: content(), front: front() }) as Arc<dyn Function>),
            ("events", Arc::new(events::App { content: content(), front: front() })),
            ("news", Arc::new(news::App { content: content(), front: front() })),
            ("pages", Arc::new(pages::App { content: content(), front: front() })),
            ("contact", Arc::new(forms(connection, front()))),
        ];
        Self { functions: HashMap::from(functions) }
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, "", &[])
    }

    /// Asks the function that answers this path; what is no route is answered by the last one.
    pub(crate) fn ask(&self, method: &str, path: &str, query: &str, headers: &[(String, String)]) -> Reply {
        let function = Route::parse("GET", path).map_or("pages", |route| route.function());
        self.ask_function(function, method, path, query, headers)
    }

    pub(crate) fn ask_function(&self, function_name: &str, method: &str, path: &str, query: &str, headers: &[(String, String)]) -> Reply {
        let function = self.functions.get(function_name).expect("a function of this name");
        // What takes forms answers the edge alone.
        let secret = (function_name == "contact").then(|| (ORIGIN_HEADER.to_owned(), local::ORIGIN_SECRET.to_owned()));
        let headers: serde_json::Map<String, Value> = [("host".to_owned(), "ico.example".to_owned())]
            .iter()
            .chain(&secret)
            .chain(headers)
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        let event = json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": query,
            "headers": headers,
            "requestContext": {
                "accountId": "anonymous",
                "apiId": "ico",
                "domainName": "ico.example",
                "domainPrefix": "ico",
                "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "test" },
                "requestId": "request",
                "routeKey": "$default",
                "stage": "$default",
                "time": "14/Feb/2025:09:00:00 +0000",
                "timeEpoch": 1_739_523_600_000_i64,
            },
            "isBase64Encoded": false,
        });
        Reply::of(&wait(web::invoke(Arc::clone(function), event)).expect("the function takes the event"))
    }
}

impl Reply {
    fn of(answer: &Value) -> Self {
        let mut headers = HeaderMap::new();
        for field in ["headers", "multiValueHeaders"] {
            for (name, value) in answer.get(field).and_then(Value::as_object).into_iter().flatten() {
                let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                for value in values.iter().filter_map(Value::as_str) {
                    let name: HeaderName = name.parse().expect("the name of a header");
                    headers.append(name, HeaderValue::from_str(value).expect("the value of a header"));
                }
            }
        }
        let status = answer.get("statusCode").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()).expect("a status");
        let body = answer.get("body").and_then(Value::as_str).unwrap_or_default().to_owned();
        Self { status, headers, body: body.into() }
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }

    /// A header; empty where it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn is_page(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// Seconds for which the edge may keep it.
    pub(crate) fn kept_for(&self) -> Option<i64> {
        self.header("cache-control").split("s-maxage=").nth(1)?.split(',').next()?.parse().ok()
    }
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the time of the test")
}

fn write(pack: &Pack, folder: &Path) {
    for (path, bytes) in &pack.files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().expect("a file in a folder")).expect("a folder");
        std::fs::write(file, bytes).expect("a file");
    }
}
