//! After a change its pages are looked at, and the editor is told; a second purge leaves no page that was under way.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use clock::Turned;
use domain::{DocumentId, Language};
use edge::{BoxFuture, Edge, FunctionOrigin, Options, Origin, OriginRequest, OriginResponse};
use http::{HeaderName, Method, Request};
use local::{LocalEdge, LocalLook, behaviours};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use publish::{App, Look, Purge, PurgeError, SECOND};
use store::{Change, Receipt};
use tokio::sync::Semaphore;
use web::{NoAnswer, Seen};

use crate::edits::{Visitors, World, edits};
use crate::harness::{BASE, Fresh, wait};
use crate::packs::pack;
use crate::routes::ARTICLE;

/// What browsers say.
const BROWSER: [(&str, &str); 1] = [("accept-encoding", "gzip, deflate, br, zstd")];

/// Nobody looks at any page.
pub(crate) struct Nobody;

impl Look for Nobody {
    fn visit<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        Box::pin(async { Err(NoAnswer("nobody looks".to_owned())) })
    }

    fn render<'a>(&'a self, path: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        self.visit(path)
    }

    fn pause(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// An edge that does not hear so many orders, and notes all.
struct Deaf {
    edge: LocalEdge,
    deaf: AtomicUsize,
    orders: Mutex<Vec<BTreeSet<String>>>,
}

impl Purge for Deaf {
    fn purge<'a>(&'a self, tags: &'a BTreeSet<String>) -> BoxFuture<'a, Result<(), PurgeError>> {
        Box::pin(async move {
            self.orders.lock().expect("no test stopped here").push(tags.clone());
            let hears = self.deaf.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err();
            if hears { self.edge.purge(tags).await } else { Ok(()) }
        })
    }
}

impl Deaf {
    fn to(site: &Fresh, orders: usize) -> Arc<Self> {
        let edge = LocalEdge(Arc::clone(&site.inner().edge));
        Arc::new(Self { edge, deaf: AtomicUsize::new(orders), orders: Mutex::default() })
    }

    fn orders(&self) -> Vec<BTreeSet<String>> {
        self.orders.lock().expect("no test stopped here").clone()
    }
}

/// The newsroom's function, whose first answer is held back when it is made.
struct Held {
    function: Arc<dyn Origin>,
    first: AtomicBool,
    made: Semaphore,
    go: Semaphore,
}

impl Origin for Held {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            let answer = self.function.fetch(request).await;
            if self.first.swap(false, Ordering::SeqCst) {
                self.made.add_permits(1);
                self.go.acquire().await.expect("it stays open").forget();
            }
            answer
        })
    }
}

fn site() -> Fresh {
    Fresh::site(&pack(&["en", "fr"]).news("one", "2025-02-01T09:00:00+01:00").pack)
}

fn english() -> Language {
    "en".parse().expect("a language")
}

/// Gives the English edition another title, at the site's time less `ago`.
fn retitle(site: &Fresh, title: &str, ago: Duration) {
    let before = site.stored("news/one");
    let mut after = before.document.clone();
    after.editions.get_mut(&english()).expect("an English edition").title = title.to_owned();
    let at = site.inner().clock.now().checked_sub(ago).expect("in the calendar");
    let change = Change { at, by: "an editor".to_owned(), action: "retitled".to_owned() };
    wait(site.desk().commit(Some(&before), &after, &change, &site.settings())).expect("nobody else writes");
}

fn receipts(site: &Fresh) -> BTreeMap<Language, Receipt> {
    wait(site.desk().receipts(DocumentId::of_pack_key("news/one"))).expect("the store answers")
}

fn receipt(site: &Fresh) -> Receipt {
    receipts(site).remove(&english()).expect("a receipt of the English edition")
}

/// This site's function, with another edge or other eyes.
fn app(site: &Fresh, purge: Arc<dyn Purge>, look: Arc<dyn Look>) -> App {
    let App { publisher, clock, .. } = &site.inner().publish;
    App { publisher: publisher.clone(), clock: clock.clone(), purge, look }
}

/// Follows all changes with this function, and returns how many batches there were.
fn follow(site: &Fresh, app: &App) -> usize {
    let mut batches = 0;
    while let Some(batch) = wait(site.inner().changes()).expect("the stream can be read") {
        let answer = wait(publish::handle(app, batch));
        assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
        batches += 1;
        assert!(batches < 20, "what is followed brings forth more and more");
    }
    batches
}

fn turn(site: &Fresh) -> Turned {
    wait(clock::turn(&site.inner().timetable)).expect("the store answers")
}

fn visit(site: &Fresh, path: &str) -> String {
    let reply = site.visitor().ask(Method::GET, path, &BROWSER);
    let mut text = Vec::new();
    if reply.header("content-encoding") == "br" {
        brotli::BrotliDecompress(&mut reply.body.as_ref(), &mut text).expect("a sound body");
    } else {
        text = reply.body.to_vec();
    }
    String::from_utf8(text).expect("a page is text")
}

#[test]
fn an_editor_is_told_since_when_a_change_is_live_and_that_it_stays_so() {
    let site = site();
    for path in ["/en/", "/en/news/", ARTICLE] {
        visit(&site, path);
    }
    let committed = site.inner().clock.now();
    retitle(&site, "Another title", Duration::ZERO);
    site.advance(Duration::from_secs(3));
    let live = site.inner().clock.now();
    site.follow();
    let told = receipt(&site);
    assert_eq!((told.version, told.committed, told.live), (site.stored("news/one").version, committed, Some(live)));
    assert!(told.checked >= 2 && told.wrong.is_empty() && told.purges == 1 && !told.confirmed, "{told:?}");
    assert_eq!(receipts(&site).into_keys().collect::<Vec<_>>(), [english()], "nothing changed in French");
    assert_eq!(turn(&site), Turned::default(), "not before its time");
    site.advance(SECOND);
    assert!(turn(&site).purges > 0);
    site.follow();
    assert_eq!(receipt(&site), Receipt { purges: 2, confirmed: true, ..told });
    site.advance(10 * SECOND);
    assert_eq!(turn(&site), Turned::default(), "a second purge is the last");
    assert!(visit(&site, ARTICLE).contains("Another title"));
}

#[test]
fn receipts_and_orders_for_later_purge_nothing_and_come_to_an_end() {
    let site = site();
    let edge = Deaf::to(&site, 0);
    let app = app(&site, edge.clone(), Arc::clone(&site.inner().publish.look));
    retitle(&site, "Another title", Duration::ZERO);
    assert!(follow(&site, &app) > 1);
    let first = edge.orders();
    site.advance(SECOND);
    let due = turn(&site).purges;
    assert!((1..=first.len()).contains(&due), "one order for each batch that purged: {due}");
    follow(&site, &app);
    let again: Vec<BTreeSet<String>> = edge.orders().split_off(first.len());
    assert_eq!(again.len(), 1, "what is due together is one order");
    let all = |orders: &[BTreeSet<String>]| orders.iter().flatten().cloned().collect::<BTreeSet<_>>();
    assert_eq!(all(&again), all(&first), "the same is purged again, and nothing else");
    site.advance(SECOND);
    assert_eq!((turn(&site), follow(&site, &app)), (Turned::default(), 0));
}

/// What somebody without compression gets of the article through this edge.
async fn plain(edge: Arc<Edge>) -> String {
    let request = Request::get(ARTICLE).header("host", "ico.example").body(Bytes::new()).expect("a request");
    let answer = edge.serve(request, ([192, 0, 2, 1], 0).into()).await;
    String::from_utf8(answer.into_body().to_vec()).expect("a page is text")
}

#[test]
fn a_page_that_was_being_made_when_it_changed_is_put_right_by_the_second_purge() {
    let site = site();
    let inner = site.inner();
    let time = inner.clock.clone();
    let origin = |name: &str| -> Arc<dyn Origin> {
        let (function, time) = (Arc::clone(&inner.functions[name]), time.clone());
        let invoke = move |event| -> BoxFuture<'static, serde_json::Value> {
            let function = Arc::clone(&function);
            Box::pin(async move { web::invoke(function, event).await.expect("an event") })
        };
        Arc::new(FunctionOrigin::new(invoke, Arc::new(move || time.now())))
    };
    let held = Arc::new(Held { function: origin("news"), first: true.into(), made: Semaphore::new(0), go: Semaphore::new(0) });
    let origins: HashMap<&'static str, Arc<dyn Origin>> =
        HashMap::from([("news", Arc::clone(&held) as Arc<dyn Origin>), ("home", origin("home")), ("pages", origin("pages"))]);
    let options = Options { tag_header: HeaderName::from_static(web::TAG_HEADER), keeps_overtaken: true, ..Options::default() };
    let hand = time.clone();
    let edge = Arc::new(Edge::new(behaviours(), origins, Arc::new(move || hand.now()), options));
    let look = LocalLook::new(&edge, &inner.functions, &time, BASE);
    let app = app(&site, Arc::new(LocalEdge(Arc::clone(&edge))), Arc::new(look));

    let [early] = wait(async {
        let visitor = tokio::spawn(plain(Arc::clone(&edge)));
        held.made.acquire().await.expect("it stays open").forget();
        [visitor]
    });
    retitle(&site, "Another title", Duration::ZERO);
    follow(&site, &app);
    assert!(receipt(&site).live.is_some() && !receipt(&site).confirmed, "what is under way, nobody sees");
    held.go.add_permits(1);
    let stale = wait(early).expect("the visitor is answered");
    assert!(!stale.contains("Another title"));
    assert_eq!(wait(plain(Arc::clone(&edge))), stale, "the edge keeps what came after the purge");
    site.advance(SECOND);
    assert!(turn(&site).purges > 0);
    follow(&site, &app);
    assert!(wait(plain(edge)).contains("Another title"));
    assert!(receipt(&site).confirmed);
}

#[test]
fn a_page_that_the_edge_still_has_as_it_was_is_purged_by_itself() {
    let site = site();
    visit(&site, ARTICLE);
    let edge = Deaf::to(&site, 1);
    let app = app(&site, edge.clone(), Arc::clone(&site.inner().publish.look));
    retitle(&site, "Another title", Duration::ZERO);
    follow(&site, &app);
    let told = receipt(&site);
    assert!(told.live.is_some() && told.wrong.is_empty(), "{told:?}");
    assert!(edge.orders()[1].contains("a:en:news/2025/item-one"), "{:?}", edge.orders());
    assert!(visit(&site, ARTICLE).contains("Another title"));
}

#[test]
fn a_page_that_stays_wrong_is_told_until_the_second_purge_puts_it_right() {
    let site = site();
    visit(&site, ARTICLE);
    let edge = Deaf::to(&site, usize::MAX);
    let app = app(&site, edge.clone(), Arc::clone(&site.inner().publish.look));
    retitle(&site, "Another title", Duration::ZERO);
    follow(&site, &app);
    let told = receipt(&site);
    assert_eq!((told.live, told.confirmed), (None, false));
    let wrong: Vec<String> = told.wrong.iter().filter_map(web::route::path_of).collect();
    assert!(wrong.contains(&ARTICLE.to_owned()) && told.checked > wrong.len(), "{told:?}");
    edge.deaf.store(0, Ordering::SeqCst);
    site.advance(SECOND);
    turn(&site);
    follow(&site, &app);
    let told = receipt(&site);
    assert_eq!((told.live, told.confirmed, told.wrong), (Some(site.inner().clock.now()), true, Vec::new()));
}

#[test]
fn where_nobody_can_look_all_is_purged_and_nothing_is_promised() {
    let site = site();
    visit(&site, ARTICLE);
    let app = app(&site, Deaf::to(&site, 0), Arc::new(Nobody));
    retitle(&site, "Another title", Duration::ZERO);
    follow(&site, &app);
    assert!(visit(&site, ARTICLE).contains("Another title"));
    let told = receipt(&site);
    assert_eq!((told.live, told.checked, told.wrong.len(), told.confirmed), (None, 0, 0, false));
    site.advance(SECOND);
    turn(&site);
    follow(&site, &app);
    let told = receipt(&site);
    assert_eq!((told.live, told.purges, told.confirmed), (None, 2, false));
}

#[test]
fn a_receipt_of_an_older_change_replaces_none_of_a_newer_one() {
    let site = site();
    let publish = &site.inner().publish;
    retitle(&site, "The second title", Duration::ZERO);
    let older = wait(site.inner().changes()).expect("the stream can be read").expect("a change");
    retitle(&site, "The third title", Duration::ZERO);
    let newer = wait(site.inner().changes()).expect("the stream can be read").expect("a change");
    wait(publish::handle(publish, newer));
    let told = receipt(&site);
    assert_eq!(told.version, site.stored("news/one").version);
    for _ in 0..2 {
        wait(publish::handle(publish, older.clone()));
        assert_eq!(receipt(&site), told);
    }
}

#[test]
fn whoever_is_far_behind_purges_first_and_looks_the_second_time() {
    let site = site();
    retitle(&site, "Another title", Duration::from_secs(60));
    site.follow();
    assert_eq!(receipts(&site), BTreeMap::new());
    site.advance(SECOND);
    turn(&site);
    site.follow();
    let told = receipt(&site);
    assert!(told.confirmed && told.live == Some(site.inner().clock.now()), "{told:?}");
}

#[test]
fn whatever_is_edited_the_pages_that_are_looked_at_are_right_in_the_end() {
    let mut runner = TestRunner::new(Config { cases: 3, max_shrink_iters: 0, failure_persistence: None, ..Config::default() });
    let told = Mutex::new(0);
    let outcome = runner.run(&(edits(16), any::<u64>()), |(edits, visitors)| {
        let mut world = World::new(Visitors::Some(visitors));
        let inner = world.site.inner();
        let look = LocalLook::new(&inner.edge, &inner.functions, &inner.clock, BASE);
        let app = app(&world.site, Arc::new(LocalEdge(Arc::clone(&inner.edge))), Arc::new(look));
        for edit in &edits {
            for path in world.paths() {
                world.site.visitor().ask(Method::GET, &path, &BROWSER);
            }
            world.apply(edit);
            follow(&world.site, &app);
            for receipt in world.receipts() {
                prop_assert!(receipt.live.is_some() && receipt.wrong.is_empty(), "{:?} after {:?}", receipt, edit);
                *told.lock().expect("no test stopped here") += 1;
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(told.into_inner().expect("no test stopped here") > 100, "most edits are seen by visitors");
}
