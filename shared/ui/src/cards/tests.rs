use domain::{CallDates, CallSubject, Card, Contract, Kind, Procedure, Tender, Vacancy};
use maud::Render;

use super::{CallDeadline, CallRow, Headline, NewsLine, NewsRow, SubjectFacts};
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
