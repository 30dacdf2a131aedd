use domain::{CallArea, CallDates, Contract, Illustration, Index, Place, Vacancy};
use maud::{Markup, html};

use super::{Crumb, Head, Posting, Version, document};
use crate::trial::Trial;
use crate::{Context, ErrorPage, Href, View, gallery};

struct Plain;

impl View for Plain {
    fn main(&self, _cx: &Context<'_>) -> Markup {
        html! { h1 { "A new lamp" } }
    }
}

struct Gallery;

impl View for Gallery {
    fn main(&self, cx: &Context<'_>) -> Markup {
        gallery::page(cx)
    }
}

fn head() -> Head {
    let version =
        |tag: &str, same_page| Version { language: tag.parse().unwrap(), href: Href::new(format!("/{tag}/news/2025/lamp")), same_page };
    Head {
        title: "A new lamp".to_owned(),
        description: "It shines </script> far.".to_owned(),
        canonical: Some(Href::new("/en/news/2025/lamp")),
        versions: vec![version("en", true), version("fr", true)],
        breadcrumb: vec![Crumb { label: "A new lamp".to_owned(), href: None }],
        picture: Some(Illustration {
            key: "lamp.svg".to_owned(),
            text: "A lamp".to_owned(),
            credit: None,
            width: 12,
            height: 8,
            focus: (50, 50),
        }),
        event: None,
        article: Some(("2025-02-14T08:00:00Z".parse().unwrap(), "2025-02-15T08:00:00Z".parse().unwrap())),
        posting: None,
        member: None,
        feeds: true,
        index: true,
    }
}

fn article() -> Option<Place> {
    Some(Place::Article { year: 2025, slug: "lamp".parse().unwrap() })
}

fn page(tag: &str, here: Option<Place>, head: &Head) -> String {
    let trial = Trial::new(tag);
    document(&trial.at(here), head, &Plain)
}

#[test]
fn a_page_says_its_language_and_its_direction() {
    assert!(page("fr", article(), &head()).starts_with("<!DOCTYPE html><html lang=\"fr\" dir=\"ltr\">"));
    assert!(page("ar-xb", article(), &head()).starts_with("<!DOCTYPE html><html lang=\"ar-xb\" dir=\"rtl\">"));
}

#[test]
fn the_skip_link_is_the_first_link_and_leads_to_the_content() {
    let page = page("en", article(), &head());
    let first = page.find("<a ").unwrap();
    assert!(page[first..].starts_with("<a class=\"skip\" href=\"#main\">"));
    assert!(page.contains("<main class=\"wrap\" id=\"main\">"));
}

#[test]
fn a_page_names_its_address_in_every_language_and_a_default() {
    let page = page("en", article(), &head());
    for expected in [
        "<link rel=\"canonical\" href=\"https://www.example.org/en/news/2025/lamp\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://www.example.org/en/news/2025/lamp\">",
        "<link rel=\"alternate\" hreflang=\"fr\" href=\"https://www.example.org/fr/news/2025/lamp\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://www.example.org/en/news/2025/lamp\">",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn what_is_not_translated_has_no_hreflang_and_the_switch_says_so() {
    let mut head = head();
    for version in head.versions.iter_mut().skip(1) {
        version.same_page = false;
    }
    let page = page("en", article(), &head);
    assert!(!page.contains("rel=\"alternate\" hreflang"));
    assert!(page.contains("hreflang=\"fr\"><span lang=\"fr\">Français</span></a> <small>not translated</small>"), "{page}");
}

#[test]
fn a_language_that_the_page_does_not_name_leads_to_its_home_page() {
    let page = page("en", None, &Head { versions: Vec::new(), ..head() });
    assert!(page.contains("<a href=\"/fr/\" hreflang=\"fr\">"));
}

#[test]
fn the_current_section_is_marked_at_the_top_and_in_the_fold() {
    let page = page("en", Some(Place::Newsroom), &head());
    assert!(page.contains("<summary aria-current=\"true\">media</summary>"), "{page}");
    assert!(page.contains("<a href=\"/en/news/\" aria-current=\"page\">Newsroom</a>"), "{page}");
    assert!(page.contains("<summary>about</summary>"), "{page}");
}

#[test]
fn the_first_link_of_a_fold_leads_to_the_section_itself() {
    let page = page("en", None, &head());
    assert!(page.contains("<summary>about</summary><ul><li><a href=\"/en/about/\">Overview: about</a>"), "{page}");
}

#[test]
fn an_article_describes_itself_to_machines() {
    let page = page("en", article(), &head());
    assert!(page.contains("\"@type\":\"NewsArticle\"") && page.contains("\"@type\":\"BreadcrumbList\""));
    assert!(page.contains("<meta property=\"article:published_time\" content=\"2025-02-14T08:00:00Z\">"));
    assert!(page.contains("<meta property=\"og:image\" content=\"https://www.example.org/media/lamp.svg\">"));
    assert!(page.contains("\\u003c/script> far"));
}

#[test]
fn an_event_describes_itself_to_machines_by_the_clocks_of_its_venue() {
    let hours = domain::EventDates::Hours {
        starts: "2025-09-10T00:00:00Z".parse().unwrap(),
        ends: "2025-09-11T08:30:00Z".parse().unwrap(),
        zone: Some("Asia/Tokyo".to_owned()),
    };
    let mut event = domain::EventSummary { dates: hours, sequence: 0, place: "Tokyo".to_owned(), cancelled: false };
    let of = |event: &domain::EventSummary| page("en", article(), &Head { article: None, event: Some(event.clone()), ..head() });
    let shown = of(&event);
    for part in [
        "\"@type\":\"Event\"",
        "\"startDate\":\"2025-09-10T09:00:00+09:00\"",
        "\"endDate\":\"2025-09-11T17:30:00+09:00\"",
        "EventScheduled",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let day = "2025-09-10".parse().unwrap();
    event.dates = domain::EventDates::Days { first: day, last: day };
    event.cancelled = true;
    let shown = of(&event);
    assert!(shown.contains("\"startDate\":\"2025-09-10\"") && shown.contains("EventCancelled"), "{shown}");
}

#[test]
fn a_member_describes_itself_to_machines_as_an_administration_and_names_no_person() {
    let member = domain::MemberPage {
        country: "IS".parse().unwrap(),
        region: "north".parse().unwrap(),
        joined: domain::Joined::Year(1971),
        address: vec!["1 Light Street".to_owned(), "101 Harbour".to_owned()],
        site: Some("https://customs.is.example/".to_owned()),
        office: Some("External Relations".to_owned()),
    };
    let head = Head { title: "Iceland".to_owned(), description: "Customs".to_owned(), article: None, member: Some(member), ..head() };
    let page = page("en", Some(Place::Member("IS".parse().unwrap())), &head);
    for part in [
        "\"@type\":\"GovernmentOrganization\"",
        "\"addressCountry\":\"IS\"",
        "\"streetAddress\":\"1 Light Street, 101 Harbour\"",
        "\"url\":\"https://customs.is.example/\"",
        "\"areaServed\":{\"@type\":\"Country\",\"name\":\"Iceland\"}",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("\"Person\"") && !page.contains("contactPoint"));
}

#[test]
fn only_the_home_page_describes_the_organisation() {
    let home = page("en", Some(Place::Home), &Head { article: None, breadcrumb: Vec::new(), ..head() });
    assert!(home.contains("<title>Society of Lighthouses</title>"));
    assert!(home.contains("\"@type\":\"WebSite\"") && home.contains("\"alternateName\":\"SL\""));
    let other = page("en", article(), &head());
    assert!(other.contains("<title>A new lamp – SL</title>"));
    assert!(!other.contains("WebSite"));
}

#[test]
fn a_page_that_search_engines_may_not_keep_names_no_address() {
    let page = page("en", None, &Head { canonical: None, index: false, article: None, ..head() });
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!page.contains("canonical") && !page.contains("og:url") && !page.contains("ld+json"));
}

#[test]
fn a_topics_page_names_the_feeds_of_the_topic() {
    let page = page("en", Some(Place::Topic("fog".parse().unwrap())), &head());
    assert!(page.contains("type=\"application/atom+xml\" title=\"Atom feed\" href=\"/en/topics/fog/feed.atom\""));
}

#[test]
fn every_error_has_words_of_its_own_and_ways_on() {
    let trial = Trial::new("en");
    let mut titles = std::collections::BTreeSet::new();
    for status in [400, 403, 404, 405, 410, 500, 503] {
        let error = ErrorPage { status, address: Some("/en/<lamp>".to_owned()), reference: None };
        assert!(titles.insert(error.title(&trial.interface)));
        let page = document(&trial.at(None), &head(), &error);
        assert!(page.contains(&format!("Error {status}")) && page.contains("/en/&lt;lamp&gt;"));
        assert!(page.contains("<li><a href=\"/en/news/\">Newsroom</a></li>"));
    }
}

#[test]
fn no_page_has_styles_or_scripts_of_its_own() {
    let trial = Trial::new("en");
    let page = document(&trial.at(None), &head(), &Gallery);
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="));
    assert_eq!(page.matches("<script").count(), page.matches("<script type=\"application/ld+json\">").count());
}

#[test]
fn every_class_in_the_gallery_has_a_rule() {
    let trial = Trial::new("en");
    let page = document(&trial.at(None), &head(), &Gallery);
    for classes in page.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        for class in classes.split(' ') {
            assert!(crate::STYLESHEET.contains(&format!(".{class}")), "no rule for .{class}");
        }
    }
}

#[test]
fn a_post_is_told_to_search_engines_with_its_deadline_and_place() {
    let dates = CallDates { opens: "2025-02-01T08:00:00Z".parse().unwrap(), closes: "2025-03-01T23:00:00Z".parse().ok(), new_for_days: 7 };
    let place_of_work = [("en".parse().unwrap(), "Brussels".to_owned())].into();
    let vacancy = Vacancy { grade: None, place_of_work, contract: Some(Contract::Internship) };
    let posting = Posting { vacancy, dates, text: "<p>All of it</p>".to_owned() };
    let post = |tag: &str| page(tag, article(), &Head { article: None, posting: Some(posting.clone()), ..head() });
    let english = post("en");
    for part in [
        "\"@type\":\"JobPosting\"",
        "\"datePosted\":\"2025-02-01T08:00:00Z\"",
        "\"validThrough\":\"2025-03-01T23:00:00Z\"",
        "\"jobLocation\":{\"@type\":\"Place\",\"address\":\"Brussels\"}",
        "\"employmentType\":\"INTERN\"",
        "\"description\":\"\\u003cp>All of it\\u003c/p>\"",
    ] {
        assert!(english.contains(part), "{part} is not in {english}");
    }
    assert!(!post("fr").contains("jobLocation"), "no words of another language");
    assert!(!page("en", article(), &head()).contains("JobPosting"));
}

#[test]
fn below_an_area_of_calls_a_page_names_the_feeds_of_that_area() {
    let area = CallArea::Tenders;
    for here in [Index::Calls(area).place(), Place::Call { area, slug: "lamps".parse().unwrap() }] {
        let page = page("en", Some(here), &head());
        assert!(page.contains("href=\"/en/opportunities/tenders/feed.atom\"") && !page.contains("/en/news/feed.atom"), "{page}");
    }
}
