//! The journeys on a bad day: DynamoDB and S3 are throttled, slow and away, answers are lost, functions break down and take too long. Nothing
//! that was said to be done is lost, nobody is shown what is wrong, and nothing is kept that should not be.

use std::collections::BTreeMap;

use domain::{Document, DocumentId};

use crate::harness::{Fresh, wait};
use crate::storm::{Storm, change, is_of_no_function, paths, says_that_it_is_away};

/// Things that happen on one bad day.
const STEPS: usize = 24;

/// A bad day from its seed to its end.
fn bad_day(seed: u64) {
    let mut storm = Storm::new(seed);
    for step in 0..STEPS {
        match step % 6 {
            0 | 3 => storm.edit(),
            1 | 4 => storm.follow(),
            2 => storm.pass(),
            _ if step % 12 == 5 => storm.import(),
            _ => {}
        }
        storm.visit(10);
    }
    storm.end();
    let ([answered, late, away], struck) = (storm.visits, storm.chaos.struck());
    println!("seed {seed}: {answered} visits answered, {late} after their time, {away} told that the site is away; {struck:?}");
    assert!(answered > away && away > 0, "most visits are answered: {answered}, and {away} are not");
    for fault in ["Throttled", "Contended", "Failed", "Lost", "Unanswered", "Late", "Silent"] {
        assert!(struck.contains_key(&format!("Table {fault}")), "{fault} is not among {struck:?}");
    }
    assert!(struck.keys().any(|fault| fault.starts_with("Functions ")) && struck.keys().any(|fault| fault.starts_with("Buckets ")));
}

#[test]
fn on_a_bad_day_no_write_is_lost_no_answer_is_wrong_and_no_error_is_kept() {
    bad_day(1);
}

#[test]
fn on_another_bad_day_no_write_is_lost_no_answer_is_wrong_and_no_error_is_kept() {
    bad_day(2);
}

#[test]
fn visitors_editors_and_the_follower_at_once_come_through_a_bad_day() {
    let storm = Storm::new(3);
    let site = &storm.site;
    let written: BTreeMap<DocumentId, Document> = std::thread::scope(|scope| {
        let visitors = [0, 1, 2].map(|number| scope.spawn(move || stroll(site, number)));
        let editor = scope.spawn(|| (0..EDITS).map(|number| change(site, number)).collect());
        while !editor.is_finished() || visitors.iter().any(|visitor| !visitor.is_finished()) {
            wait(site.inner().follow()).expect("the stream can be read");
            let _ = wait(clock::turn(&site.inner().timetable));
        }
        for visitor in visitors {
            visitor.join().expect("a visitor came through");
        }
        editor.join().expect("the editor came through")
    });
    storm.chaos.loose(false);
    while wait(site.inner().follow()).expect("the stream can be read") {}
    for (id, document) in written {
        let stored = wait(site.desk().document(id)).expect("the store answers").expect("the document is there");
        assert_eq!(stored.document, document, "the last that was said to be done");
    }
    for path in paths() {
        let [_, kept] = [(), ()].map(|()| site.visitor().get(&path));
        let fresh = site.get(&path);
        assert!(kept.status == fresh.status && kept.body == fresh.body, "{path} is kept as it no longer is");
    }
}

/// Edits of the second test.
const EDITS: usize = 12;
/// Visits of each of its visitors.
const VISITS: usize = 120;

/// A visitor goes from page to page.
fn stroll(site: &Fresh, number: usize) {
    let all: Vec<String> = paths().into_iter().collect();
    for step in 0..VISITS {
        let path = &all[(step * 7 + number * 5) % all.len()];
        let reply = site.visitor().get(path);
        let whole = matches!(reply.status, 200 | 404 | 410) && (!reply.is_page() || reply.text().ends_with("</html>"));
        assert!(whole || says_that_it_is_away(&reply) || is_of_no_function(&reply), "{path}: {} {:?}", reply.status, reply.headers);
    }
}
