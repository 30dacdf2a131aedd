use domain::{
    CallDates, CallSubject, Card, Contract, EventDates, EventPage, EventSummary, Kind, Procedure, ProgrammeItem, Tender, Vacancy,
};
use maud::Render;

use super::{CallDeadline, CallRow, EventDetails, EventRow, Headline, NewsLine, NewsRow, Programme, SubjectFacts};
use crate::trial::{Trial, card};

fn call(opens: &str, closes: Option<&str>) -> Card {
    let at = |text: &str| text.parse().unwrap();
    Card {
        kind: Kind::Call,
        label: Some("Tender".to_owned()),
        call: Some(CallDates { opens: at(opens), closes: closes.map(at), new_for_days: 14 }),
        ..card("en")
    }
}

fn row(card: &Card) -> String {
    row_in("en", card)
}

fn row_in(tag: &str, card: &Card) -> String {
    let trial = Trial::new(tag);
    CallRow { cx: &trial.at(None), card }.render().into_string()
}

#[test]
fn what_is_not_translated_stands_in_its_own_language_and_says_so() {
    let trial = Trial::new("en");
    let markup = Headline::of(&trial.at(None), &card("fr")).render().into_string();
    assert_eq!(markup, "<a href=\"/fr/news/2025/new-lamp\" lang=\"fr\">A new lamp</a> <small class=\"tongue\">in French</small>");
}

#[test]
fn a_headline_in_the_pages_language_needs_no_mark() {
    let trial = Trial::new("en");
    let markup = Headline::of(&trial.at(None), &card("en")).render().into_string();
    assert_eq!(markup, "<a href=\"/en/news/2025/new-lamp\">A new lamp</a>");
}

#[test]
fn a_headline_that_runs_the_other_way_says_its_direction() {
    let trial = Trial::new("ar-xb");
    let markup = Headline::of(&trial.at(None), &card("en")).render().into_string();
    assert!(markup.contains("lang=\"en\" dir=\"ltr\""), "{markup}");
}

#[test]
fn a_row_of_news_escapes_what_an_editor_wrote() {
    let trial = Trial::new("en");
    let markup = NewsRow { cx: &trial.at(None), card: &card("en") }.render().into_string();
    assert!(markup.contains("<time datetime=\"2025-02-01\">1 February</time>") && markup.contains("It shines &lt;far&gt;."), "{markup}");
}

#[test]
fn a_line_of_news_has_its_date_in_the_margin() {
    let trial = Trial::new("fr");
    let markup = NewsLine { cx: &trial.at(None), card: &card("fr") }.render().into_string();
    assert!(markup.starts_with("<li><time datetime=\"2025-02-01\">1er février 2025</time>"), "{markup}");
}

#[test]
fn a_call_that_closes_at_midnight_belongs_to_the_day_that_ends_with_it() {
    let markup = row(&call("2025-01-01T00:00:00Z", Some("2025-03-30T22:00:00Z")));
    assert!(markup.contains("<time datetime=\"2025-03-30\"><b>30</b> March 2025</time>"), "{markup}");
    assert!(markup.contains("44 days left") && !markup.contains("New"), "{markup}");
}

#[test]
fn a_call_that_closes_by_day_belongs_to_that_day() {
    let markup = row(&call("2025-01-01T00:00:00Z", Some("2025-02-14T16:00:00Z")));
    assert!(markup.contains("<time datetime=\"2025-02-14\"><b>14</b> February 2025</time>"), "{markup}");
    assert!(markup.contains("Closes today"), "{markup}");
}

#[test]
fn the_first_of_a_month_is_counted_in_french_only() {
    let first = call("2025-01-01T00:00:00Z", Some("2025-03-01T23:00:00Z"));
    assert!(row_in("fr", &first).contains("<time datetime=\"2025-03-01\"><b>1er</b> mars 2025</time>"), "{}", row_in("fr", &first));
    assert!(row(&first).contains("<b>1</b> March 2025"), "{}", row(&first));
}

#[test]
fn a_call_on_its_last_day_is_due_and_a_fresh_one_is_new() {
    let markup = row(&call("2025-02-10T00:00:00Z", Some("2025-02-14T23:00:00Z")));
    assert!(
        markup.contains("<span class=\"mark due\">Closes today</span>") && markup.contains("<span class=\"mark fresh\">New</span>"),
        "{markup}"
    );
}

#[test]
fn a_call_without_a_deadline_says_so() {
    assert!(row(&call("2025-01-01T00:00:00Z", None)).contains("No deadline"));
}

#[test]
fn a_closed_call_says_so() {
    assert!(row(&call("2025-01-01T00:00:00Z", Some("2025-02-14T10:59:59Z"))).contains("Closed"));
}

/// A post with the place of work in one language.
fn vacancy() -> CallSubject {
    let place_of_work = [("fr".parse().unwrap(), "Bruxelles".to_owned())].into();
    CallSubject::Vacancy(Vacancy { grade: Some("P-4".to_owned()), place_of_work, contract: Some(Contract::FixedTerm) })
}

#[test]
fn a_row_says_what_the_post_or_the_tender_is() {
    let with = |subject| row(&Card { subject, ..call("2025-01-01T00:00:00Z", None) });
    assert!(with(vacancy()).contains("<p class=\"kind\"><span>P-4</span></p>"), "no words of another language: {}", with(vacancy()));
    let tender = |procedure| with(CallSubject::Tender(Tender { reference: Some("T/7".to_owned()), procedure }));
    assert!(tender(Procedure::Tender).contains("<p class=\"kind\"><span>T/7</span></p>"));
    assert!(tender(Procedure::MarketConsultation).contains("<span>Market consultation</span>, <span>T/7</span>"));
    assert_eq!(with(CallSubject::Other).matches("class=\"kind\"").count(), 1, "the label alone");
}

#[test]
fn the_page_of_a_vacancy_says_its_grade_its_place_and_its_contract_in_its_language() {
    let trial = Trial::new("fr");
    let cx = trial.at(None);
    let markup = SubjectFacts { cx: &cx, subject: &vacancy(), language: trial.language, information: &[] }.render().into_string();
    for text in ["<dd>P-4</dd>", "<dd>Bruxelles</dd>", "<dd>Contrat à durée déterminée</dd>"] {
        assert!(markup.contains(text), "{text} is not in {markup}");
    }
    let nothing = SubjectFacts { cx: &cx, subject: &CallSubject::Other, language: trial.language, information: &[] };
    assert_eq!(nothing.render().into_string(), "");
}

/// What a call's own page says of its deadline.
fn deadline(closes: &str) -> String {
    let trial = Trial::new("en");
    let dates = call("2025-01-01T00:00:00Z", Some(closes)).call.unwrap();
    CallDeadline { cx: &trial.at(None), dates: &dates }.render().into_string()
}

#[test]
fn a_calls_own_page_gives_the_moment_in_the_organisations_time() {
    let midnight = deadline("2025-03-30T22:00:00Z");
    assert!(midnight.contains("until 23:59 (Brussels time)"), "{midnight}");
    let afternoon = deadline("2025-03-14T16:00:00Z");
    assert!(afternoon.contains("until 17:00 (Brussels time)") && afternoon.contains("<b>14</b> March 2025"), "{afternoon}");
}

fn event(dates: EventDates) -> EventSummary {
    EventSummary { dates, sequence: 0, place: "The <old> pier".to_owned(), cancelled: false }
}

fn days(first: &str, last: &str) -> EventDates {
    EventDates::Days { first: first.parse().unwrap(), last: last.parse().unwrap() }
}

fn hours(starts: &str, ends: &str, zone: Option<&str>) -> EventDates {
    EventDates::Hours { starts: starts.parse().unwrap(), ends: ends.parse().unwrap(), zone: zone.map(str::to_owned) }
}

fn event_row(tag: &str, event: EventSummary, by_the_clock: bool) -> String {
    let card = Card { kind: Kind::Event, event: Some(event), ..card(tag) };
    EventRow { cx: &Trial::new(tag).at(None), card: &card, by_the_clock }.render().into_string()
}

fn details(tag: &str, dates: EventDates) -> String {
    EventDetails { cx: &Trial::new(tag).at(None), event: &event(dates) }.render().into_string()
}

#[test]
fn a_row_sets_the_first_day_of_an_event_large_and_names_the_last() {
    let row = event_row("en", event(days("2025-06-30", "2025-07-02")), true);
    assert!(row.contains("<time datetime=\"2025-06-30\"><b>30</b> June 2025</time> <small>to 2 July 2025</small>"), "{row}");
    assert!(row.contains("The &lt;old&gt; pier") && !row.contains("remains"), "{row}");
    let row = event_row("fr", event(days("2025-07-01", "2025-07-01")), true);
    assert!(row.contains("<b>1er</b> juillet 2025</time></div>"), "{row}");
}

#[test]
fn a_row_says_what_the_clock_changes_only_where_the_page_changes_with_it() {
    // It is noon in Brussels on 14 February 2025.
    let under_way = event(days("2025-02-14", "2025-02-15"));
    assert!(event_row("en", under_way.clone(), true).contains("Under way"));
    assert!(event_row("en", event(days("2025-02-12", "2025-02-13")), true).contains("Over"));
    assert!(!event_row("en", under_way.clone(), false).contains("Under way"));
    let called_off = EventSummary { cancelled: true, ..under_way };
    assert!(event_row("en", called_off, false).contains("Cancelled"), "what no clock changes is said everywhere");
}

#[test]
fn the_dates_of_an_event_are_told_by_the_clocks_of_the_organisation_and_of_the_venue_where_they_differ() {
    let tokyo = details("en", hours("2025-09-10T09:00:00+09:00", "2025-09-11T17:30:00+09:00", Some("Asia/Tokyo")));
    assert!(tokyo.contains("10 September 2025, 02:00, to 11 September 2025, 10:30 (Brussels time)"), "{tokyo}");
    assert!(tokyo.contains("10 September 2025, 09:00, to 11 September 2025, 17:30 (Tokyo time)"), "{tokyo}");
    let paris = details("fr", hours("2025-09-10T09:00:00+02:00", "2025-09-10T17:30:00+02:00", Some("Europe/Paris")));
    assert!(paris.contains("10 septembre 2025, de 09:00 à 17:30 (heure de référence"), "{paris}");
    assert!(!paris.contains("Paris"), "its clocks show the same");
    assert!(details("en", days("2025-09-10", "2025-09-12")).contains("<p>10 September 2025 to 12 September 2025</p>"));
    // It ends at midnight, which is of the day before.
    let evening = details("en", hours("2025-09-10T20:00:00+02:00", "2025-09-11T00:00:00+02:00", None));
    assert!(evening.contains("10 September 2025, 20:00 to 00:00 (Brussels time)"), "{evening}");
}

#[test]
fn a_programme_is_a_table_by_days_of_the_venue() {
    let item = |day, from: &str, until: Option<&str>| ProgrammeItem {
        day,
        from: from.parse().unwrap(),
        until: until.map(|until| until.parse().unwrap()),
        title: "Tea & talk".to_owned(),
    };
    let dates = hours("2025-12-31T22:00:00Z", "2026-01-02T08:00:00Z", Some("Asia/Tokyo"));
    let event = EventPage {
        summary: event(dates),
        programme: vec![item(1, "09:00", Some("10:30")), item(2, "09:00", None)],
        documents: Vec::new(),
    };
    let table = Programme { cx: &Trial::new("en").at(None), event: &event }.render().into_string();
    assert!(table.contains("Times are those of Tokyo."), "{table}");
    assert!(table.contains("scope=\"rowgroup\">1 January 2026</th></tr><tr><td>09:00–10:30</td><td>Tea &amp; talk</td>"), "{table}");
    assert!(table.contains(">2 January 2026</th></tr><tr><td>09:00</td>"), "{table}");
}
