//! The function of the edge and `web::route` agree about how an address is written, for addresses without number.

use std::sync::LazyLock;

use domain::Form;
use edge::ViewerFunction;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use web::route::{ContactRoute, Refusal, Route};

use crate::routes::every_kind;
use crate::viewer_request::{Way, ask, function, get, led, moved, on, untouched};

/// The languages of the store, and the order in which a reader may want them.
const LANGUAGES: [&str; 4] = ["en", "fr", "fil", "pt-br"];

fn site() -> &'static ViewerFunction {
    static SITE: LazyLock<ViewerFunction> = LazyLock::new(|| function(&[("languages", "en,fr,fil,pt-br")]));
    &SITE
}

/// At which address a request is after one step.
fn after(site: &ViewerFunction, path: &str) -> String {
    match get(site, path) {
        // A picture goes on under the name that its bucket knows, at the same address.
        Way::On(to, _) if to == path || format!("/media{to}") == path => path.to_owned(),
        Way::On(to, _) => panic!("{path} goes on as {to}"),
        Way::To(_, to, _) => to,
    }
}

/// Ways to write a path wrongly: letters in upper case, slashes that are too many, dot segments, a slash at the end or none.
fn misspelt(path: &str, choices: &[u8]) -> String {
    let mut choices = choices.iter().copied().cycle();
    let mut choose = || choices.next().unwrap_or_default();
    let mut out = String::new();
    for letter in path.trim_end_matches('/').chars() {
        if letter == '/' {
            out.push_str(["/", "//", "/./", "///", "/x/../", "/X/./..//", "/", "/"][usize::from(choose() % 8)]);
        } else if choose() % 2 == 0 {
            out.push(letter.to_ascii_uppercase());
        } else {
            out.push(letter);
        }
    }
    let end = ["", "/", "//", "/.", "/./", "/x/.."][usize::from(choose() % 6)];
    if out.is_empty() && end.is_empty() { "/".to_owned() } else { out + end }
}

fn area() -> impl Strategy<Value = &'static str> {
    select(vec!["vacancies", "tenders", "calls"])
}

/// Paths of routes, by the shapes that [`Route::parse`] knows.
fn routes() -> impl Strategy<Value = String> {
    let slug = "[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4}){0,2}";
    let in_language = prop_oneof![
        Just("/".to_owned()),
        Just("/news/".to_owned()),
        (1..999_999_u32).prop_map(|number| format!("/news/page/{number}/")),
        (0..=9998_u32).prop_map(|year| format!("/news/{year:04}/")),
        (0..=9998_u32, slug).prop_map(|(year, slug)| format!("/news/{year:04}/{slug}")),
        select(vec!["atom", "json"]).prop_map(|ending| format!("/news/feed.{ending}")),
        (slug, select(vec!["atom", "json"])).prop_map(|(slug, ending)| format!("/topics/{slug}/feed.{ending}")),
        (slug, slug).prop_map(|(topic, section)| format!("/topics/{topic}/{section}/")),
        slug.prop_map(|topic| format!("/topics/{topic}/news/")),
        (area(), slug).prop_map(|(area, slug)| format!("/opportunities/{area}/{slug}/")),
        select(vec!["", "history/", "venue/", "calendar.ics"]).prop_map(|rest| format!("/events/{rest}")),
        (0..=9998_u32, slug, select(vec!["", ".ics"])).prop_map(|(year, slug, end)| format!("/events/{year:04}/{slug}{end}")),
        (0..=9998_u32, 1..=12_u32).prop_map(|(year, month)| format!("/events/{year:04}/{month:02}/")),
        (area(), select(vec!["atom", "json"])).prop_map(|(area, ending)| format!("/opportunities/{area}/feed.{ending}")),
        (area(), 0..=9998_u32, 2..999_u32).prop_map(|(area, year, page)| format!("/opportunities/{area}/archive/{year:04}/page/{page}/")),
        (area(), 0..=9998_u32).prop_map(|(area, year)| format!("/opportunities/{area}/archive/{year:04}/")),
        vec(slug, 1..8).prop_map(|way| format!("/{}/", way.join("/"))),
    ];
    let outside = (1..=9998_u32, 1..=12_u32).prop_map(|(year, month)| format!("/sitemaps/news-{year:04}-{month:02}.xml"));
    let kinds: Vec<String> = every_kind().into_iter().map(|(path, _)| path.to_owned()).collect();
    let language = prop_oneof![select(LANGUAGES.to_vec()).prop_map(str::to_owned), "[a-z]{2,3}", "[a-z]{2}-[a-z]{2}"];
    prop_oneof![8 => (language, in_language).prop_map(|(language, rest)| format!("/{language}{rest}")), 1 => outside, 1 => select(kinds)]
}

/// Paths of all sorts, made of what the script and the routes look at, and of what neither expects.
fn any_path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => select(vec![
            "", ".", "..", "...", "en", "EN", "Fr", "pt-BR", "news", "News", "2025", "25", "page", "1", "01", "topics", "events", "Events", "venue", "history", "calendar.ics", "feed.atom", "assets", "media",
            "Media", "pictures", "Pictures", "a.svg", "sitemap.xml", "robots.txt", "sitemaps", "news-2025-02.xml", "a", "One-Item", "evil.example", "__proto__",
        ]).prop_map(str::to_owned),
        1 => "[ -~é\\\\]{0,6}",
        1 => "[a-zA-Z.-]{1,4}",
    ];
    vec(part, 0..8).prop_map(|parts| format!("/{}", parts.join("/")))
}

/// An address goes on without its query, but for the form that a link fills in.
fn goes_on(path: &str, route: &Route) -> Way {
    let filled_in = matches!(route, Route::Contact(ContactRoute::Form { form: Form::AccessibleFormat, .. }));
    if filled_in { untouched(path) } else { on(path) }
}

#[test]
fn every_kind_of_address_goes_on_unchanged_and_the_root_to_a_language() {
    let site = site();
    for (path, route) in every_kind() {
        let way = get(site, path);
        assert_eq!(way, if route == Route::Root { led("/en/") } else { goes_on(path, &route) });
    }
}

/// The rule by which a language was chosen before there was the function, as a model of it.
fn preferred(header: &str) -> Option<&'static str> {
    let mut wanted: Vec<(u32, &str)> = header
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let quality: f64 = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |quality| quality.parse().ok())?;
            Some(((quality.clamp(0.0, 1.0) * 1000.0).round() as u32, tag.trim()))
        })
        .filter(|(quality, _)| *quality > 0)
        .collect();
    wanted.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    let of = |tag: &str| {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let is = |wanted: &str| LANGUAGES.into_iter().find(|language| *language == wanted);
        is(&tag).or_else(|| is(primary))
    };
    wanted.into_iter().find_map(|(_, tag)| of(tag))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn one_step_is_enough_from_anywhere(path in any_path()) {
        let site = site();
        let there = after(site, &path);
        prop_assert_eq!(after(site, &there), there.clone(), "{} leads to {}", path, there);
    }

    #[test]
    fn what_goes_on_unchanged_is_not_moved_by_the_function_behind(path in any_path()) {
        let goes_on = get(site(), &path) == on(&path);
        if goes_on && !path.contains('%') {
            let route = Route::parse("GET", &path);
            prop_assert!(!matches!(route, Err(Refusal::Moved(_))), "{}: {:?}", path, route);
        }
    }

    #[test]
    fn where_routes_lead_the_edge_leads_too(path in any_path()) {
        if let (Err(Refusal::Moved(to)), false) = (Route::parse("GET", &path), path.contains('%')) {
            let way = get(site(), &path);
            prop_assert_eq!(way, if to.as_str() == "/" { led("/en/") } else { moved(to.as_str()) }, "{}", path);
        }
    }

    #[test]
    fn a_misspelt_address_leads_to_the_right_one_in_one_step(path in routes(), choices in vec(any::<u8>(), 40)) {
        let site = site();
        let Ok(route) = Route::parse("GET", &path) else { return Err(TestCaseError::reject("no route")) };
        prop_assert_eq!(route.path(), path.as_str());
        let wrong = misspelt(&path, &choices);
        if route == Route::Root {
            prop_assert_eq!(get(site, &wrong), led("/en/"), "{}", wrong);
        } else {
            prop_assert_eq!(get(site, &path), goes_on(&path, &route));
            prop_assert_eq!(get(site, &wrong), if wrong == path { goes_on(&path, &route) } else { moved(&path) }, "{}", wrong);
        }
    }

    #[test]
    fn a_reader_gets_the_language_that_the_rule_names(
        wanted in vec((select(vec!["en", "FR", "fil", "pt-BR", "pt", "fr-CA", "de", "*", "", "x y"]), select(vec!["", ";q=1", ";q=0", "; q=0.5", ";q=0.25", ";q=0.999", ";q=x", ";x=1", ";q=.5", ";q="])), 0..25)
    ) {
        let header = wanted.iter().map(|(tag, quality)| format!("{tag}{quality}")).collect::<Vec<_>>().join(" , ");
        let expected = format!("/{}/", preferred(&header).unwrap_or("en"));
        prop_assert_eq!(ask(site(), "GET", "/", &[("accept-language", &header)]), led(&expected), "{}", header);
    }
}
