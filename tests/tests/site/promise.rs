//! The promise of the edge: what it serves is byte for byte what a function would render now. Random edits, and an edge that keeps
//! everything until it is purged; after each edit and its purge, every kept address is compared with a fresh render. It is the first purge alone:
//! nobody turns the clock here, so no second one becomes due, and it is in no number.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use aws_lambda_events::event::dynamodb::{Event, EventRecord};
use edge::BoxFuture;
use local::{LocalEdge, Site};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use publish::{Purge, PurgeError};

use crate::edits::{Edit, Visitors, World, edits};
use crate::harness::{Caller, Fresh, NOW, Reply, at, wait};

/// Edits of one site; then another site begins, so that no stream grows long.
const EDITS: usize = 72;
/// Sites of one test.
const SITES: u32 = 10;
/// Addresses purged for each whose bytes changed, at most, on average.
const MOST_PURGED: f64 = 1.5;

/// What one site's edits purged, and what of it had changed.
#[derive(Clone, Copy, Default)]
struct Score {
    edits: usize,
    purged: usize,
    changed: usize,
}

/// What a visitor is given, besides the headers that tell of the way to it.
#[derive(PartialEq)]
struct Shown {
    status: u16,
    location: String,
    etag: String,
    body: Vec<u8>,
}

fn shown(reply: &Reply) -> Shown {
    let header = |name| reply.header(name).to_owned();
    Shown { status: reply.status, location: header("location"), etag: header("etag"), body: reply.body.to_vec() }
}

/// What the edge keeps, by path.
fn kept(site: &Fresh) -> BTreeSet<String> {
    site.kept_keys().into_iter().filter_map(|key| key.strip_prefix("identity ").map(str::to_owned)).collect()
}

/// Visits every address that may be there, so that the edge keeps what there is.
fn fill(site: &Fresh, paths: &BTreeSet<String>) -> BTreeMap<String, Shown> {
    let before = kept(site);
    for path in paths.difference(&before) {
        site.visitor().get(path);
    }
    kept(site).into_iter().map(|path| (path.clone(), shown(&site.visitor().get(&path)))).collect()
}

fn compare(site: &Fresh, caller: &Caller, edit: &Edit) -> Result<BTreeMap<String, Shown>, TestCaseError> {
    let mut fresh = BTreeMap::new();
    for path in kept(site) {
        let (from_edge, rendered) = (site.visitor().get(&path), caller.get(&path));
        prop_assert_eq!(from_edge.header("x-cache"), "Hit from edge");
        prop_assert!(shown(&from_edge) == shown(&rendered), "{} is stale after {:?}", path, edit);
        fresh.insert(path, shown(&rendered));
    }
    Ok(fresh)
}

/// Changes as they come in bad times: those of several edits together, documents in another order, batches twice, and an edge that does not
/// take every order.
fn deliver_in_bad_times(site: &Site, dice: &mut Dice) -> Result<(), TestCaseError> {
    let refuses = Arc::new(Mutex::new(dice.clone()));
    let purge = Arc::new(Moody { edge: LocalEdge(Arc::clone(&site.edge)), refuses });
    let publish::App { publisher, clock, look, .. } = &site.publish;
    let app = publish::App { publisher: publisher.clone(), clock: clock.clone(), purge, look: Arc::clone(look) };
    loop {
        let mut waiting = Vec::new();
        while let Some(batch) = wait(site.changes()).map_err(TestCaseError::fail)? {
            waiting.extend(batch.records);
        }
        if waiting.is_empty() {
            return Ok(());
        }
        let mut done: Vec<Event> = Vec::new();
        for batch in batches(waiting, dice) {
            done.push(batch);
            // The new one, and now and then one that was done already.
            let again = if dice.below(2) == 0 { done.len() - 1 } else { dice.below(done.len()) };
            for batch in [done.len() - 1, again].map(|number| done[number].clone()) {
                let mut tries = 0;
                while !wait(publish::handle(&app, batch.clone())).batch_item_failures.is_empty() {
                    tries += 1;
                    prop_assert!(tries < 50, "an edge that takes two orders of three takes one of fifty");
                }
            }
        }
    }
}

/// Batches of some records, each item's in their order, items in any order.
fn batches(records: Vec<EventRecord>, dice: &mut Dice) -> Vec<Event> {
    let mut by_partition: BTreeMap<String, VecDeque<EventRecord>> = BTreeMap::new();
    for record in records {
        by_partition.entry(format!("{:?}", record.change.keys.get("pk"))).or_default().push_back(record);
    }
    let mut queues: Vec<VecDeque<EventRecord>> = by_partition.into_values().collect();
    let mut mixed = Vec::new();
    while !queues.is_empty() {
        let number = dice.below(queues.len());
        mixed.extend(queues[number].pop_front());
        if queues[number].is_empty() {
            queues.swap_remove(number);
        }
    }
    let size = 1 + dice.below(20);
    let event = |records: &[EventRecord]| {
        let mut event = Event::default();
        event.records = records.to_vec();
        event
    };
    mixed.chunks(size).map(event).collect()
}

/// Numbers that look random, from a seed that the test shows when it fails (the constants are Knuth's for MMIX).
#[derive(Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

/// An edge that refuses every third order, more or less, after having carried out half of them.
struct Moody {
    edge: LocalEdge,
    refuses: Arc<Mutex<Dice>>,
}

impl Purge for Moody {
    fn purge<'a>(&'a self, tags: &'a BTreeSet<String>) -> BoxFuture<'a, Result<(), PurgeError>> {
        Box::pin(async move {
            let mood = self.refuses.lock().expect("no test stopped here").below(6);
            if mood > 1 {
                return self.edge.purge(tags).await;
            }
            let some: BTreeSet<String> = tags.iter().take(tags.len() * mood / 2).cloned().collect();
            self.edge.purge(&some).await?;
            Err(PurgeError("not now".to_owned()))
        })
    }
}

#[test]
fn changes_that_come_late_twice_and_in_another_order_to_an_edge_that_refuses_are_all_shown_in_the_end() {
    let mut runner = TestRunner::new(Config { cases: 6, max_shrink_iters: 0, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&(edits(40), any::<u64>()), |(edits, seed)| {
        let (mut world, mut dice) = (World::new(Visitors::Some(seed)), Dice(seed));
        for some in edits.chunks(4) {
            fill(&world.site, &world.paths());
            for edit in some {
                world.apply(edit);
            }
            deliver_in_bad_times(world.site.inner(), &mut dice)?;
            compare(&world.site, &world.site.caller(), &some[0])?;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Moments that matter: when calls open and close, when events begin and end, midnights, a second before and after each, and any other.
fn moments() -> impl Strategy<Value = BTreeSet<i64>> {
    let turns = [
        "2025-02-14T16:30:00+01:00",
        "2025-02-22T00:00:00+01:00",
        "2025-03-04T17:00:00+09:00",
        "2025-02-20T00:00:00+01:00",
        "2025-06-01T00:00:00+02:00",
        "2025-02-24T09:00:00+01:00",
        "2025-03-10T17:00:00+01:00",
        "2025-03-30T00:00:00+01:00",
        "2025-03-30T03:00:00+02:00",
    ];
    let turn = (prop::sample::select(turns.to_vec()), -1i64..=1).prop_map(|(turn, seconds)| at(turn).as_second() + seconds);
    let begin = at(NOW).as_second();
    prop::collection::btree_set(prop_oneof![turn, begin..begin + 12_000_000, begin..begin + 100_000], 8)
}

#[test]
fn whenever_somebody_looks_the_edge_shows_what_a_function_would_render() {
    let mut runner = TestRunner::new(Config { cases: 6, max_shrink_iters: 0, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&(moments(), any::<u64>()), |(moments, visitors)| {
        let world = World::new(Visitors::Some(visitors));
        let mut paths = world.paths();
        // What the clock changes is always looked at.
        let of_the_clock = [
            "/en/events/",
            "/fr/events/history/",
            "/en/events/2025/session",
            "/fr/events/2025/forum",
            "/fr/topics/lamps/",
            "/en/",
            "/fr/",
            "/en/opportunities/calls/",
            "/en/opportunities/calls/soon/",
            "/en/opportunities/calls/archive/2025/",
            "/fr/opportunities/vacancies/",
            "/en/opportunities/vacancies/feed.atom",
            "/en/opportunities/tenders/offer/",
            "/en/opportunities/tenders/archive/2025/",
            "/sitemaps/pages.xml",
        ];
        paths.extend(of_the_clock.map(str::to_owned));
        let caller = world.site.caller();
        for moment in moments {
            world.site.set_clock(moment);
            for path in &paths {
                let (from_edge, rendered) = (world.site.visitor().get(path), caller.get(path));
                prop_assert!(shown(&from_edge) == shown(&rendered), "{} is stale {} seconds after the beginning", path, moment);
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

fn keeps_its_promise(edits: &[Edit], visitors: Visitors) -> Result<Score, TestCaseError> {
    let mut world = World::new(visitors);
    let mut score = Score::default();
    for edit in edits {
        let before = fill(&world.site, &world.paths());
        if !world.apply(edit) {
            continue;
        }
        world.site.follow();
        let caller = world.site.caller();
        let after = compare(&world.site, &caller, edit)?;
        let purged: Vec<&String> = before.keys().filter(|path| !after.contains_key(*path)).collect();
        score.edits += 1;
        score.purged += purged.len();
        for path in purged {
            let changed = shown(&caller.get(path)) != before[path];
            score.changed += usize::from(changed);
            if !changed && std::env::var_os("SHOW_OVERPURGE").is_some() {
                eprintln!("purged in vain: {path} after {edit:?}");
            }
        }
    }
    Ok(score)
}

/// Runs one share of the random edits.
fn share() {
    let total = Cell::new(Score::default());
    let mut runner = TestRunner::new(Config { cases: SITES, max_shrink_iters: 0, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&(edits(EDITS), any::<u64>()), |(edits, visitors)| {
        let score = keeps_its_promise(&edits, Visitors::Some(visitors))?;
        let Score { edits, purged, changed } = total.get();
        total.set(Score { edits: edits + score.edits, purged: purged + score.purged, changed: changed + score.changed });
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let Score { edits, purged, changed } = total.get();
    let ratio = purged as f64 / changed.max(1) as f64;
    println!("{edits} edits: {purged} addresses were purged, of which {changed} had changed ({ratio:.2} for each)");
    assert!(edits >= SITES as usize * EDITS / 2, "most edits change something: {edits}");
    assert!(ratio <= MOST_PURGED, "{ratio:.2} addresses are purged for each that changed");
}

// Four shares, which run side by side: 2,880 edits, of which some two thousand change something.
#[test]
fn whatever_is_edited_the_edge_shows_what_a_function_would_render() {
    share();
}

#[test]
fn whatever_is_edited_the_edge_shows_what_a_function_would_render_second_share() {
    share();
}

#[test]
fn whatever_is_edited_the_edge_shows_what_a_function_would_render_third_share() {
    share();
}

#[test]
fn whatever_is_edited_the_edge_shows_what_a_function_would_render_fourth_share() {
    share();
}

#[test]
fn no_page_of_the_world_of_these_tests_is_left_out() {
    let world = World::new(Visitors::Everywhere);
    let paths = world.paths();
    fill(&world.site, &paths);
    let kept = kept(&world.site);
    let members = ["/en/about/members/directory/", "/fr/about/members/directory/by-name/", "/en/about/members/directory/eg/"];
    let others = [
        "/en/",
        "/fr/news/",
        "/en/news/page/1/",
        "/en/news/2024/",
        "/fr/topics/lamps/",
        "/en/topics/lamps/news/",
        "/en/topics/lamps/feed.atom",
        "/sitemap.xml",
        "/en/opportunities/tenders/archive/2024/",
        "/fr/opportunities/vacancies/",
        "/en/opportunities/calls/feed.atom",
        "/en/events/",
        "/fr/events/2025/forum",
        "/en/events/2025/forum.ics",
        "/en/events/calendar.ics",
        "/sitemaps/events-2025-02.xml",
    ];
    for path in members.into_iter().chain(others) {
        assert!(kept.contains(path), "{path} is not there: {kept:?}");
    }
}
