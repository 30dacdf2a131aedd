//! Mails on their way: sent once in ordinary cases, kept while nobody takes them, and never lost.

use std::sync::Arc;
use std::time::Duration;

use domain::Mail;
use post::{App, MailError, Posted, SendMail};
use store::Post;
use web::Clock;

use crate::forms::{Writer, outbox, site};
use crate::harness::{Fresh, wait};

fn post(site: &Fresh) -> Posted {
    wait(post::handle(&site.inner().post)).expect("the outbox answers")
}

fn subjects(site: &Fresh) -> Vec<String> {
    site.inner().mail.mails().into_iter().map(|mail| mail.subject.trim_start_matches("Contact form: ").to_owned()).collect()
}

#[test]
fn a_mail_is_sent_once_and_leaves_the_outbox() {
    let site = site();
    assert_eq!(Writer::at(&site).write("⟦One⟧").status, 303);
    assert_eq!(post(&site), Posted { sent: 1, failed: 0, given_up: 0 });
    assert_eq!((post(&site), outbox(&site).len()), (Posted::default(), 0));
    assert_eq!(subjects(&site), ["⟦One⟧"]);
}

#[test]
fn nothing_is_lost_when_the_service_is_away_for_a_day() {
    let site = site();
    site.inner().mail.goes_away(true);
    let writer = Writer::at(&site);
    let all = ["⟦One⟧", "⟦Two⟧", "⟦Three⟧", "⟦Four⟧", "⟦Five⟧"];
    for subject in all {
        assert_eq!(writer.write(subject).status, 303, "a visitor hears nothing of it");
    }
    let mut tried = 0;
    for minute in 0..24 * 60 {
        let posted = post(&site);
        assert!(posted.sent == 0 && posted.given_up == 0 && posted.failed <= 3, "minute {minute}: {posted:?}");
        tried += posted.failed;
        site.advance(Duration::from_secs(60));
    }
    assert!((100..300).contains(&tried), "five mails were tried {tried} times in a day");
    assert_eq!(outbox(&site).len(), 5);
    site.inner().mail.goes_away(false);
    for _ in 0..61 {
        post(&site);
        site.advance(Duration::from_secs(60));
    }
    let mut sent = subjects(&site);
    sent.sort();
    let mut expected = all.to_vec();
    expected.sort_unstable();
    assert_eq!((sent, outbox(&site).len()), (expected.into_iter().map(str::to_owned).collect::<Vec<_>>(), 0));
}

#[test]
fn without_a_service_mails_wait_without_being_tried() {
    let site = site();
    Writer::at(&site).write("⟦One⟧");
    let app = App { post: Post::new(&site.inner().connection), clock: site.inner().clock.clone(), mail: None };
    for _ in 0..3 {
        assert_eq!(wait(post::handle(&app)), Ok(Posted::default()));
        site.advance(Duration::from_secs(30 * 24 * 3600));
    }
    assert_eq!(outbox(&site)[0].attempts.made, 0);
    assert_eq!(post(&site).sent, 1, "the day that there is one");
}

#[test]
fn after_two_weeks_a_mail_is_given_up_and_stands_where_nothing_takes_it_away() {
    let site = site();
    site.inner().mail.goes_away(true);
    Writer::at(&site).write("⟦One⟧");
    let mut given_up = 0;
    for _ in 0..15 * 24 {
        given_up += post(&site).given_up;
        site.advance(Duration::from_secs(3600));
    }
    assert_eq!((given_up, outbox(&site).len()), (1, 0));
    assert!(subjects(&site).is_empty());
    let items = site.inner().messages().expect("the table can be read");
    let undelivered: Vec<_> = items.iter().filter(|item| item["pk"] == "undelivered").collect();
    assert_eq!(undelivered.len(), 1);
    let kept = |item: &&std::collections::HashMap<String, String>| item["pk"] == "undelivered" || item["pk"].starts_with("message#");
    assert!(items.iter().filter(kept).count() == 2 && items.iter().filter(kept).all(|item| !item.contains_key("expires")));
}

#[test]
fn what_was_delivered_ends_half_a_year_later() {
    let site = site();
    Writer::at(&site).write("⟦One⟧");
    post(&site);
    let items = site.inner().messages().expect("the table can be read");
    let message = items.iter().find(|item| item["pk"].starts_with("message#")).expect("the message is kept");
    let ends: i64 = message["expires"].parse().expect("a second");
    assert_eq!(ends - site.inner().clock.now().as_second(), domain::RETENTION_DAYS * 86_400);
    let counts: Vec<_> = items.iter().filter(|item| item["pk"].starts_with("network#")).collect();
    assert!(counts.len() == 1 && counts[0].contains_key("expires") && !items.iter().any(|item| item["pk"].contains("192.0.2.1")));
}

/// Takes a mail and says nothing of it, or dies.
struct Silent;

impl SendMail for Silent {
    fn send<'a>(&'a self, _: &'a Mail) -> edge::BoxFuture<'a, Result<(), MailError>> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn whoever_dies_over_a_mail_leaves_it_to_the_next_and_two_at_once_send_it_once() {
    let site = site();
    Writer::at(&site).write("⟦One⟧");
    let clock: Clock = site.inner().clock.clone();
    let dying = App { post: Post::new(&site.inner().connection), clock, mail: Some(Arc::new(Silent)) };
    let died = wait(async { tokio::time::timeout(Duration::from_millis(500), post::handle(&dying)).await });
    assert!(died.is_err(), "it was in the middle of sending");
    assert_eq!(post(&site), Posted::default(), "nobody else tries it meanwhile");
    site.advance(Duration::from_secs(120));
    let (one, two) = wait(async {
        let inner = site.inner();
        tokio::join!(post::handle(&inner.post), post::handle(&inner.post))
    });
    assert_eq!(one.expect("the outbox answers").sent + two.expect("the outbox answers").sent, 1);
    assert_eq!(subjects(&site).len(), 1);
}
