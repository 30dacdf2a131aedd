use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use super::*;
use crate::purge::PurgeError;

/// An edge that keeps pages until so many orders to purge came, and answers like this.
struct Scripted {
    orders_needed: usize,
    answers: bool,
    renders: u16,
    orders: Mutex<Vec<BTreeSet<String>>>,
    pauses: Mutex<usize>,
}

impl Scripted {
    fn new(orders_needed: usize) -> Self {
        Self { orders_needed, answers: true, renders: 200, orders: Mutex::default(), pauses: Mutex::default() }
    }

    fn orders(&self) -> Vec<BTreeSet<String>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn pauses(&self) -> usize {
        *self.pauses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at two pages.
    fn look(&self) -> Vec<Finding> {
        let language = "en".parse().unwrap();
        let pages = ["news/2025/a-slug", "topic/lamps"].map(|place| domain::Place::try_from(place.to_owned()).unwrap());
        let pages = pages.into_iter().map(|place| place.in_language(language)).collect();
        // Nothing here waits, so one poll is enough.
        match pin!(look(self, self, pages)).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(found) => found.into_values().collect(),
            Poll::Pending => panic!("it waits for something"),
        }
    }
}

impl Look for Scripted {
    fn visit<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        let etag = if self.orders().len() < self.orders_needed { "old" } else { "new" };
        let seen = Seen { status: 200, etag: etag.to_owned(), location: String::new() };
        Box::pin(async move { if self.answers { Ok(seen) } else { Err(NoAnswer("away".to_owned())) } })
    }

    fn render<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        Box::pin(async { Ok(Seen { status: self.renders, etag: "new".to_owned(), location: String::new() }) })
    }

    fn pause(&self) -> BoxFuture<'_, ()> {
        Box::pin(async { *self.pauses.lock().unwrap_or_else(PoisonError::into_inner) += 1 })
    }
}

impl Purge for Scripted {
    fn purge<'a>(&'a self, tags: &'a BTreeSet<String>) -> BoxFuture<'a, Result<(), PurgeError>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).push(tags.clone());
        Box::pin(async { Err(PurgeError("it does as it is told, and says it did not".to_owned())) })
    }
}

#[test]
fn pages_that_are_right_are_looked_at_once() {
    let edge = Scripted::new(0);
    assert_eq!((edge.look(), edge.pauses(), edge.orders().len()), (vec![Finding::Right; 2], 0, 0));
}

#[test]
fn what_stays_wrong_is_purged_once_more_by_its_own_tag_after_a_while() {
    let edge = Scripted::new(1);
    assert_eq!((edge.look(), edge.pauses()), (vec![Finding::Right; 2], 2));
    let tags: BTreeSet<String> = ["a:en:news/2025/a-slug", "a:en:topic/lamps"].map(str::to_owned).into();
    assert_eq!(edge.orders(), [tags]);
}

#[test]
fn what_is_wrong_at_the_end_is_told_after_a_bounded_number_of_looks() {
    let edge = Scripted::new(9);
    assert_eq!((edge.look(), edge.pauses(), edge.orders().len()), (vec![Finding::Wrong; 2], LOOKS - 1, 1));
}

#[test]
fn a_page_that_does_not_answer_is_unknown_and_not_asked_for_again() {
    for edge in [Scripted { answers: false, ..Scripted::new(0) }, Scripted { renders: 503, ..Scripted::new(9) }] {
        assert_eq!((edge.look(), edge.pauses(), edge.orders().len()), (vec![Finding::Unknown; 2], 0, 0));
    }
}
