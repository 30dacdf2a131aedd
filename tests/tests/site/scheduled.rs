//! What is scheduled goes live at its second, everywhere, and what ends is taken down.

use std::sync::Mutex;
use std::time::Duration;

use clock::Turned;
use domain::{Ending, Language, State, Takedown};
use store::{Change, SecondPurge};

use crate::harness::{Fresh, NOW, at, wait};
use crate::packs::pack;

/// One document changed.
const ONE: Turned = Turned { documents: 1, purges: 0 };
const ARTICLE: &str = "/en/news/2025/item-later";

fn site() -> Fresh {
    let builder = pack(&["en", "fr"]).news("before", "2025-02-13T09:00:00+01:00").news("later", "2025-02-14T10:01:10+01:00");
    Fresh::site(&builder.pack)
}

/// Calls the clock as the scheduler does, with a wait that moves the hand; returns how long it waited each time.
fn call(site: &Fresh) -> (Turned, Vec<Duration>) {
    let waits = Mutex::new(Vec::new());
    let changed = wait(clock::handle(&site.inner().timetable, &|while_| {
        waits.lock().expect("no test stopped here").push(while_);
        site.advance(while_);
        Box::pin(std::future::ready(()))
    }));
    site.follow();
    (changed.expect("the store answers"), waits.into_inner().expect("no test stopped here"))
}

#[test]
fn a_scheduled_edition_goes_live_at_its_second_in_every_list() {
    let site = site();
    assert_eq!(site.visitor().get(ARTICLE).status, 404);
    assert!(!site.visitor().get("/en/").text().contains("Item later"));
    assert_eq!(call(&site), (ONE, vec![Duration::from_secs(70)]), "one document, after a minute and ten seconds");
    assert_eq!(site.visitor().get(ARTICLE).status, 200);
    for list in ["/en/", "/fr/", "/en/news/", "/fr/news/feed.atom", "/en/topics/lamps/", "/en/news/2025/"] {
        assert!(site.visitor().get(list).text().contains("Item later"), "{list} does not have it");
    }
    let (second, waits) = call(&site);
    assert!(second.documents == 0 && second.purges > 0, "who comes second finds no document due, and what is purged again: {second:?}");
    assert_eq!(waits, [publish::SECOND]);
    assert_eq!(call(&site), (Turned::default(), Vec::new()), "who comes third finds nothing due");
}

#[test]
fn a_call_that_never_came_is_made_good_by_the_next() {
    let site = site();
    site.move_clock("2025-02-14T11:30:00+01:00");
    assert_eq!(call(&site), (ONE, Vec::new()));
    assert_eq!(site.visitor().get(ARTICLE).status, 200);
}

#[test]
fn what_is_due_after_the_next_call_is_left_to_it() {
    let builder = pack(&["en", "fr"]).news("later", "2025-02-14T10:01:31+01:00");
    let site = Fresh::site(&builder.pack);
    assert_eq!(call(&site), (Turned::default(), Vec::new()));
    assert_eq!(site.visitor().get(ARTICLE).status, 404);
}

#[test]
fn what_ends_is_taken_down_in_its_language_alone() {
    let site = site();
    let english: Language = "en".parse().expect("a language");
    let before = site.stored("news/before");
    let mut after = before.document.clone();
    let ends = Ending { at: at("2025-02-14T10:00:30+01:00"), how: Takedown::Gone };
    after.editions.get_mut(&english).expect("an English edition").ends = Some(ends);
    let change = Change { at: at(NOW), by: "a test".to_owned(), action: "limited".to_owned() };
    wait(site.desk().commit(Some(&before), &after, &change, &site.settings())).expect("nobody else writes");
    assert_eq!(call(&site).1, [Duration::from_secs(30), Duration::from_secs(40)]);
    assert_eq!(site.visitor().get("/en/news/2025/item-before").status, 410);
    assert_eq!(site.visitor().get("/fr/news/2025/item-before").status, 200);
    assert_eq!(site.stored("news/before").document.editions[&english].state, State::Withdrawn(Takedown::Gone));
}

#[test]
fn what_is_no_longer_scheduled_is_left_alone() {
    let site = site();
    let before = site.stored("news/later");
    let mut after = before.document.clone();
    after.editions.values_mut().for_each(|edition| edition.state = State::Draft);
    let change = Change { at: at(NOW), by: "a test".to_owned(), action: "unscheduled".to_owned() };
    wait(site.desk().commit(Some(&before), &after, &change, &site.settings())).expect("nobody else writes");
    assert_eq!(call(&site), (Turned::default(), Vec::new()));
    assert_eq!(site.visitor().get(ARTICLE).status, 404);
}

#[test]
fn many_second_purges_are_all_done_in_one_call_and_hold_up_no_document() {
    let site = site();
    let publisher = &site.inner().publish.publisher;
    for number in 0..250 {
        let order = SecondPurge { tags: [format!("tag-{number}")].into(), publications: Vec::new() };
        wait(publisher.purge_again(at(NOW), order)).expect("the store answers");
    }
    let (done, waits) = call(&site);
    assert_eq!((done, waits), (Turned { documents: 1, purges: 250 }, vec![Duration::from_secs(70)]));
}
