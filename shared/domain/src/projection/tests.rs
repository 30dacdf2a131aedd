use std::collections::BTreeMap;

use super::*;
use crate::{Body, EventDates, EventText, Joined, Listed, Member, ProgrammeItem, Times, TopicSection};

fn language(tag: &str) -> Language {
    tag.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn edition(slug: &str, state: State) -> Edition {
    let published = at("2025-02-01T08:00:00Z");
    Edition {
        state,
        slug: slug.parse().unwrap(),
        former: Vec::new(),
        title: format!("Title of {slug}"),
        summary: "In short.".to_owned(),
        label: None,
        body: Body { source: "secret *source*".to_owned(), rendered: "<p>Text.</p>".to_owned() },
        picture_text: None,
        times: Times { first_published: published, public: published, updated: published },
        ends: None,
        event: None,
        alphabetical: None,
    }
}

fn topic() -> DocumentId {
    DocumentId::of_pack_key("topics/lamps")
}

fn news(editions: &[(&str, Edition)]) -> Document {
    Document {
        id: DocumentId::of_pack_key("news/one"),
        facts: Facts::News { topics: vec![topic()], current: None },
        picture: None,
        editions: editions.iter().map(|(tag, edition)| (language(tag), edition.clone())).collect(),
    }
}

fn public(document: &Document) -> Projection {
    project(document, &[language("en"), language("fr")], &TimeZone::get("Europe/Brussels").unwrap())
}

/// What each address answers.
fn pages(projection: &Projection) -> BTreeMap<String, Standing> {
    let pages = projection.entries.iter().filter_map(|entry| match entry {
        Entry::Page { address, standing } => Some((format!("{}/{}", address.language, address.place), (**standing).clone())),
        Entry::Card { .. } => None,
    });
    pages.collect()
}

/// Each card as the language of its list, the list, and the language of its words.
fn cards(projection: &Projection) -> Vec<(String, List, String)> {
    let cards = projection.entries.iter().filter_map(|entry| match entry {
        Entry::Card { language, list, card, .. } => Some((language.to_string(), *list, card.language.to_string())),
        Entry::Page { .. } => None,
    });
    cards.collect()
}

#[test]
fn nothing_of_an_edition_is_public_before_it_is_published() {
    for state in [State::Draft, State::InReview, State::Approved, State::Scheduled, State::Superseded] {
        assert_eq!(public(&news(&[("en", edition("one", state.clone()))])), Projection::default(), "{state:?}");
    }
}

#[test]
fn a_published_edition_has_a_page_and_stands_in_the_lists_of_every_language() {
    let projection = public(&news(&[("en", edition("one", State::Published)), ("fr", edition("un", State::Draft))]));
    assert_eq!(pages(&projection).keys().collect::<Vec<_>>(), ["en/news/2025/one"]);
    let expected = [("en", List::News), ("en", List::NewsOfTopic(topic())), ("fr", List::News), ("fr", List::NewsOfTopic(topic()))];
    let expected: Vec<_> = expected.into_iter().map(|(of, list)| (of.to_owned(), list, "en".to_owned())).collect();
    assert_eq!(cards(&projection), expected, "where there is no translation the English one stands in");
}

#[test]
fn each_language_has_its_own_state_and_slug() {
    let projection = public(&news(&[("en", edition("one", State::Published)), ("fr", edition("un", State::Published))]));
    let pages = pages(&projection);
    assert_eq!(pages.keys().collect::<Vec<_>>(), ["en/news/2025/one", "fr/news/2025/un"]);
    let Some(Standing::Live(page)) = pages.get("fr/news/2025/un") else { panic!("the French page is not live: {pages:?}") };
    assert_eq!(page.alternates.len(), 2, "each names both");
    assert!(cards(&projection).iter().all(|(of, _, words)| of == words), "nobody needs a stand-in");
}

#[test]
fn no_page_holds_what_an_editor_wrote_only_what_was_rendered_from_it() {
    let projection = public(&news(&[("en", edition("one", State::Published))]));
    let written = serde_json::to_string(&pages(&projection)).unwrap();
    assert!(written.contains("<p>Text.</p>") && !written.contains("secret"), "{written}");
}

#[test]
fn the_year_of_an_address_is_the_year_in_the_organisations_time_zone() {
    let mut late = edition("one", State::Published);
    late.times.first_published = at("2024-12-31T23:30:00Z");
    assert_eq!(pages(&public(&news(&[("en", late)]))).keys().collect::<Vec<_>>(), ["en/news/2025/one"]);
}

#[test]
fn each_way_of_taking_down_leaves_its_own_answer_and_no_card() {
    let elsewhere = Place::Newsroom.in_language(language("en"));
    let standing = |takedown| {
        let projection = public(&news(&[("en", edition("one", State::Withdrawn(takedown)))]));
        assert!(cards(&projection).is_empty());
        pages(&projection).into_values().next()
    };
    assert_eq!(standing(Takedown::Gone), Some(Standing::Gone));
    assert_eq!(standing(Takedown::Vanish), None);
    assert_eq!(standing(Takedown::Redirect(elsewhere.clone())), Some(Standing::Moved(elsewhere)));
    match standing(Takedown::Notice("Withdrawn at the author’s request.".to_owned())) {
        Some(Standing::Withdrawn(page, notice)) => assert_eq!((page.rendered.as_str(), notice.contains("author")), ("", true)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_former_address_leads_to_the_present_one_and_shares_its_end() {
    let former = Place::try_from("news/2025/first".to_owned()).unwrap().in_language(language("en"));
    let at_former = |state| {
        let moved = Edition { former: vec![former.clone()], ..edition("one", state) };
        pages(&public(&news(&[("en", moved)]))).remove("en/news/2025/first")
    };
    let present = Place::try_from("news/2025/one".to_owned()).unwrap().in_language(language("en"));
    assert_eq!(at_former(State::Published), Some(Standing::Moved(present)));
    assert_eq!(at_former(State::Withdrawn(Takedown::Gone)), Some(Standing::Gone));
}

#[test]
fn a_page_of_the_tree_stands_in_the_navigation_of_its_own_language_only() {
    let facts = Facts::Page { parent: vec!["about".parse().unwrap()], order: 2, instrument: None };
    let projection = public(&Document { facts, ..news(&[("en", edition("members", State::Published))]) });
    assert_eq!(pages(&projection).keys().collect::<Vec<_>>(), ["en/page/about/members"]);
    assert_eq!(cards(&projection), [("en".to_owned(), List::Pages, "en".to_owned())]);
}

fn event(editions: &[(&str, Edition)]) -> Document {
    let dates = EventDates::Days { first: "2024-12-31".parse().unwrap(), last: "2025-01-02".parse().unwrap() };
    Document { facts: Facts::Event { dates, topics: vec![topic()], sequence: 3 }, ..news(editions) }
}

/// The lists with the places in them.
fn positions(projection: &Projection) -> Vec<(List, Position)> {
    let positions = projection.entries.iter().filter_map(|entry| match entry {
        Entry::Card { language, list, position, .. } if *language == self::language("en") => Some((*list, position.clone())),
        _ => None,
    });
    positions.collect()
}

#[test]
fn an_event_stands_in_the_year_of_its_beginning_and_in_lists_by_beginning_and_end() {
    let projection = public(&event(&[("en", edition("forum", State::Published))]));
    assert_eq!(pages(&projection).keys().collect::<Vec<_>>(), ["en/events/2024/forum"]);
    let (starts, ends) = (Position::Time(at("2024-12-30T23:00:00Z")), Position::Time(at("2025-01-02T23:00:00Z")));
    assert_eq!(positions(&projection), [(List::Events, starts), (List::EventsByEnd, ends.clone()), (List::EventsOfTopic(topic()), ends)]);
}

#[test]
fn an_event_that_is_called_off_stands_only_among_those_that_are_not_over_and_says_so() {
    let text = EventText {
        place: "Brussels".to_owned(),
        programme: vec![ProgrammeItem { day: 1, from: jiff::civil::time(9, 0, 0, 0), until: None, title: "Opening".to_owned() }],
        documents: Vec::new(),
    };
    let off = State::Withdrawn(Takedown::Notice("Postponed.".to_owned()));
    let called_off = Edition { event: Some(text), ..edition("forum", off) };
    let projection = public(&event(&[("en", called_off.clone())]));
    assert_eq!(positions(&projection).len(), 1);
    assert_eq!(cards(&projection).into_iter().map(|(list, ..)| list).collect::<Vec<_>>(), ["en", "fr"]);
    let cancelled = projection.entries.iter().all(|entry| match entry {
        Entry::Card { card, .. } => card.event.as_ref().is_some_and(|event| event.cancelled && event.place == "Brussels"),
        Entry::Page { standing, .. } => matches!(&**standing, Standing::Withdrawn(page, _)
            if page.event.as_ref().is_some_and(|event| event.summary.cancelled && event.programme.is_empty())),
    });
    assert!(cancelled, "{projection:?}");
    // Where another language has it, it takes place.
    let both = public(&event(&[("en", called_off), ("fr", edition("forum", State::Published))]));
    assert_eq!(positions(&both).len(), 3);
}

/// A section of the topic, which has a slug in these languages.
fn section(under: &[(&str, &str)], editions: &[(&str, Edition)]) -> Document {
    let under = under.iter().map(|(tag, slug)| (language(tag), slug.parse().unwrap())).collect();
    let facts = Facts::Section(TopicSection { topic: topic(), under, order: 3, lists: Some(Listed::News) });
    Document { facts, ..news(editions) }
}

#[test]
fn a_section_stands_below_its_topic_in_the_languages_of_both() {
    let both = [("en", edition("wax", State::Published)), ("fr", edition("cire", State::Published))];
    let projection = public(&section(&[("en", "lamps"), ("fr", "lampes")], &both));
    assert_eq!(pages(&projection).keys().collect::<Vec<_>>(), ["en/topic/lamps/wax", "fr/topic/lampes/cire"]);
    assert_eq!(cards(&projection), ["en", "fr"].map(|tag| (tag.to_owned(), List::Sections, tag.to_owned())));
    let positions =
        projection.entries.iter().filter_map(|entry| if let Entry::Card { position, .. } = entry { Some(position) } else { None });
    assert!(positions.into_iter().all(|position| *position == Position::Within(topic(), 3)));
    let english = public(&section(&[("en", "lamps")], &both));
    assert_eq!(pages(&english).keys().collect::<Vec<_>>(), ["en/topic/lamps/wax"], "a topic that is not there has no sections");
    assert_eq!(cards(&english), [("en".to_owned(), List::Sections, "en".to_owned())]);
    let untranslated = public(&section(&[("en", "lamps"), ("fr", "lampes")], &both[..1]));
    assert_eq!(cards(&untranslated).len(), 1, "and none stands in for a translation");
}

#[test]
fn a_section_knows_its_topic_and_what_it_lists() {
    let projection = public(&section(&[("en", "lamps")], &[("en", edition("wax", State::Published))]));
    match pages(&projection).remove("en/topic/lamps/wax") {
        Some(Standing::Live(page)) => assert_eq!((page.topics, page.lists), (vec![topic()], Some(Listed::News))),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_member_stands_at_its_country_and_in_the_alphabet_of_each_language_and_hides_what_it_said_when_it_is_withdrawn() {
    let member = Member {
        country: "EE".parse().unwrap(),
        region: "north".parse().unwrap(),
        joined: Joined::Year(1992),
        address: vec!["1 Quay Street".to_owned()],
        site: None,
        office: [(language("fr"), "Bureau des affaires extérieures".to_owned())].into(),
    };
    let french =
        Edition { alphabetical: Some(Alphabetical { key: "e1".to_owned(), letter: "E".to_owned() }), ..edition("ee", State::Published) };
    let document =
        |state| Document { facts: Facts::Member(member.clone()), ..news(&[("en", edition("ee", state)), ("fr", french.clone())]) };
    let projection = public(&document(State::Published));
    assert_eq!(pages(&projection).keys().collect::<Vec<_>>(), ["en/member/ee", "fr/member/ee"]);
    let positions = projection.entries.iter().filter_map(|entry| match entry {
        Entry::Card { position, card, .. } => Some((position.clone(), card.member.clone().unwrap().letter, card.summary.clone())),
        Entry::Page { .. } => None,
    });
    let name = |key: &str, letter: &str| (Position::Name(key.to_owned()), letter.to_owned(), String::new());
    assert_eq!(positions.collect::<Vec<_>>(), [name("title of ee", "T"), name("e1", "E")]);
    let offices = |projection: &Projection| match pages(projection).into_values().next() {
        Some(Standing::Live(page)) => page.member.map(|member| member.office),
        Some(Standing::Withdrawn(page, _)) => page.member.map(|member| member.office),
        _ => None,
    };
    assert_eq!(offices(&projection), Some(None), "the office has no English name");
    assert_eq!(offices(&public(&document(State::Withdrawn(Takedown::Notice("No.".to_owned()))))), None);
}
