//! Events: they are over in the second in which they end, wherever they are shown; and what calendars are told of them.

use domain::{State, Takedown};
use store::Change;

use crate::harness::{Fresh, NOW, Reply, at, wait};
use crate::markup::links;
use crate::packs::{Builder, pack};

const FORUM: &str = "/en/events/2025/forum";
const SESSION: &str = "/en/events/2025/session";

/// One that is under way, one to come, and one that is over.
fn builder() -> Builder {
    pack(&["en", "fr"])
        .event("session", "starts = 2025-02-13T09:00:00\nends = 2025-02-14T16:30:00")
        .event("forum", "starts = 2025-03-10\nends = 2025-03-11")
        .event("past", "starts = 2024-08-05\nends = 2024-08-06")
}

fn leads_to(page: &Reply, path: &str) -> bool {
    links(page.text()).iter().any(|(href, _)| href == path)
}

/// The content lines of a calendar, unfolded.
fn lines(calendar: &Reply) -> Vec<String> {
    assert_eq!((calendar.status, calendar.header("content-type")), (200, "text/calendar; charset=utf-8"));
    calendar.text().replace("\r\n ", "").lines().map(str::to_owned).collect()
}

fn has(calendar: &Reply, line: &str) -> bool {
    lines(calendar).iter().any(|own| own == line)
}

#[test]
fn an_event_is_over_in_the_second_in_which_it_ends_on_every_page_that_shows_it() {
    let site = Fresh::site(&builder().pack);
    for path in ["/en/", "/en/events/", "/en/topics/lamps/", SESSION] {
        let before = site.caller_at(at("2025-02-14T16:29:59+01:00")).get(path);
        assert!(before.text().contains("Under way"), "{path}: {}", before.text());
        assert_eq!(before.kept_for(), Some(1), "{path} is kept no longer than the event lasts");
        let after = site.caller_at(at("2025-02-14T16:30:00+01:00")).get(path);
        assert!(!after.text().contains("Under way"), "{path}");
    }
    let at_its_end = site.caller_at(at("2025-02-14T16:30:00+01:00"));
    for path in ["/en/", "/en/events/"] {
        assert!(leads_to(&site.get(path), SESSION) && !leads_to(&at_its_end.get(path), SESSION), "{path}");
        assert!(leads_to(&at_its_end.get(path), FORUM), "{path} has the next one");
    }
    let history = |at: &str| leads_to(&site.caller_at(crate::harness::at(at)).get("/fr/events/history/"), "/fr/events/2025/session");
    assert!(!history("2025-02-14T16:29:59+01:00") && history("2025-02-14T16:30:00+01:00"));
    assert!(at_its_end.get(SESSION).text().contains("Over"));
}

#[test]
fn the_years_have_all_events_and_the_topic_its_own() {
    let site = Fresh::site(&builder().pack);
    assert!(leads_to(&site.get("/en/events/2024/"), "/en/events/2024/past") && !leads_to(&site.get("/en/events/2024/"), FORUM));
    let year = site.get("/fr/events/2025/");
    assert!(leads_to(&year, "/fr/events/2025/session") && leads_to(&year, "/fr/events/2025/forum") && leads_to(&year, "/fr/events/2024/"));
    assert_eq!([site.get("/en/events/2023/").status, site.get("/en/events/2025/04/").status], [404, 404]);
    let topic = site.get("/en/topics/lamps/");
    for path in [SESSION, FORUM, "/en/events/2024/past"] {
        assert!(leads_to(&topic, path), "{path}");
    }
    assert!(leads_to(&site.get(SESSION), FORUM), "an event leads to the next ones on its topic");
}

#[test]
fn a_month_with_more_events_than_its_year_shows_has_a_page_with_all_of_them() {
    let many = (0..30).fold(pack(&["en"]), |pack, number| {
        pack.event(&format!("e{number}"), &format!("starts = 2024-05-{:02}\nends = 2024-05-31", number % 28 + 1))
    });
    let site = Fresh::site(&many.pack);
    let shown = |path: &str| links(site.get(path).text()).iter().filter(|(href, _)| href.starts_with("/en/events/2024/e")).count();
    assert_eq!((shown("/en/events/2024/"), shown("/en/events/2024/05/")), (25, 30));
    assert!(leads_to(&site.get("/en/events/2024/"), "/en/events/2024/05/"));
    // The last one that was too many is taken out: the page of the year follows.
    let year = site.visitor().get("/en/events/2024/");
    assert!(leads_to(&year, "/en/events/2024/05/"));
    for number in 0..5 {
        let stored = site.stored(&format!("events/e{number}"));
        let mut after = stored.document.clone();
        after.editions.values_mut().for_each(|edition| edition.state = State::Withdrawn(Takedown::Gone));
        commit(&site, &stored, &after);
    }
    site.follow();
    assert!(!leads_to(&site.visitor().get("/en/events/2024/"), "/en/events/2024/05/"));
}

fn commit(site: &Fresh, before: &store::Stored, after: &domain::Document) {
    let change = Change { at: at(NOW), by: "an editor".to_owned(), action: "changed".to_owned() };
    wait(site.desk().commit(Some(before), after, &change, &site.settings())).expect("nobody else writes");
}

#[test]
fn calendars_keep_the_identity_of_an_event_and_count_what_its_reader_must_hear_of() {
    let site = Fresh::site(&builder().pack);
    let one = || site.get("/en/events/2025/forum.ics");
    let uid = format!("UID:{}@ico.example", site.stored("events/forum").document.id);
    let all = site.get("/en/events/calendar.ics");
    assert_eq!(lines(&all).iter().filter(|line| *line == "BEGIN:VEVENT").count(), 3);
    for calendar in [one(), all, site.get("/fr/events/2025/forum.ics")] {
        for line in [uid.as_str(), "SEQUENCE:0", "DTSTART;VALUE=DATE:20250310", "DTEND;VALUE=DATE:20250312", "STATUS:CONFIRMED"] {
            assert!(has(&calendar, line), "{line}: {}", calendar.text());
        }
    }
    assert!(has(&site.get("/en/events/2025/session.ics"), "DTEND:20250214T153000Z"));
    let moved = builder().event("forum", "starts = 2025-03-12\nends = 2025-03-13");
    assert!(site.import(&moved.pack).is_ok());
    for line in [uid.as_str(), "SEQUENCE:1", "DTSTART;VALUE=DATE:20250312"] {
        assert!(has(&one(), line), "{line}: {}", one().text());
    }
    let again = site.import(&moved.pack).expect("the same pack");
    assert_eq!((again.created, again.changed), (0, 0), "what was counted is not counted again");
    assert!(has(&one(), "SEQUENCE:1"));
}

#[test]
fn an_event_that_is_called_off_says_so_until_it_would_have_ended() {
    let site = Fresh::site(&builder().pack);
    let (front, calendar) = (site.visitor().get("/en/events/"), site.visitor().get("/en/events/calendar.ics"));
    assert!(!front.text().contains("Cancelled") && !has(&calendar, "STATUS:CANCELLED"));
    let stored = site.stored("events/forum");
    let mut after = stored.document.clone();
    after.editions.values_mut().for_each(|edition| edition.state = State::Withdrawn(Takedown::Notice("The hall is closed.".to_owned())));
    commit(&site, &stored, &after);
    site.follow();
    let front = site.visitor().get("/en/events/");
    assert!(leads_to(&front, FORUM) && front.text().contains("Cancelled"), "{}", front.text());
    for calendar in [site.visitor().get("/en/events/calendar.ics"), site.get("/en/events/2025/forum.ics")] {
        assert!(has(&calendar, "STATUS:CANCELLED") && has(&calendar, "SEQUENCE:1"), "{}", calendar.text());
    }
    let own = site.get(FORUM);
    assert!(own.text().contains("The hall is closed.") && own.text().contains("Cancelled"), "{}", own.text());
    for path in ["/en/", "/en/topics/lamps/", "/en/events/2025/"] {
        assert!(!leads_to(&site.get(path), FORUM), "{path} shows what takes place");
    }
    assert!(!leads_to(&site.caller_at(at("2025-03-12T00:00:00+01:00")).get("/en/events/"), FORUM));
}

#[test]
fn the_calendar_of_an_event_moves_with_it() {
    let site = Fresh::site(&builder().pack);
    let renamed = [("slug", "global-forum"), ("title", "⟦Event forum⟧"), ("place", "⟦The pier⟧")];
    assert!(site.import(&builder().with_edition("events/forum/en.md", &renamed).pack).is_ok());
    let old = site.get("/en/events/2025/forum.ics");
    assert_eq!((old.status, old.header("location")), (301, "/en/events/2025/global-forum.ics"));
    assert_eq!(site.get("/en/events/2025/global-forum.ics").status, 200);
    assert_eq!(site.get("/en/events/2025/nothing.ics").status, 404);
}

#[test]
fn a_site_without_events_has_an_empty_page_of_them_and_no_calendar() {
    let site = Fresh::site(&pack(&["en"]).pack);
    let front = site.get("/en/events/");
    assert!(front.status == 200 && front.text().contains("No event is announced") && !leads_to(&front, "/en/events/calendar.ics"));
    assert_eq!(site.get("/en/events/calendar.ics").status, 404);
    assert!(!site.get("/en/").text().contains("Upcoming events"));
}
