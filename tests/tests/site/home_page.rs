//! The home page of the demonstration as the outline has it, on the morning of 14 February 2025.

use crate::harness::{Demonstration, Reply};
use crate::markup::{between, links, tags, texts};

const ACADEMY: &str = "/en/opportunities/calls/21st-virtual-orientation-academy/";

/// A call: words of its title, its last day, and whether it is new.
type Call = (&'static str, &'static str, bool);

/// What the home page of a language must say.
struct Expected {
    path: &'static str,
    highlights: [&'static str; 4],
    new: &'static str,
    calls: [Call; 5],
    latest: [&'static str; 10],
    notice: &'static str,
    related: [&'static str; 5],
}

const ENGLISH: Expected = Expected {
    path: "/en/",
    highlights: ["People pay more readily", "issue 105", "Illicit trade report", "Annual report 2023–2024"],
    new: "New",
    calls: [
        ("21st virtual orientation academy", "2025-02-14", true),
        ("master’s degree in public finance", "2025-02-14", true),
        ("private sector consultative group", "2025-03-24", false),
        ("Career development programme", "2025-03-30", true),
        ("generative artificial intelligence", "", false),
    ],
    latest: [
        "African private sector trained in rules of origin",
        "a security project with Japan",
        "Moldova",
        "The Gambia prepares its authorised economic operator programme",
        "Thirty years of the Technical Committee on Rules of Origin",
        "Data model projects team closes its 71st meeting",
        "Tbilisi: first sub-regional workshop on time release studies",
        "Wildlife and forestry operation",
        "Global forum on origin interconnectivity",
        "Cameroon: a workshop on origin",
    ],
    notice: "Notice to members",
    related: ["Trade tools", "Bookshop", "Customs enforcement network", "E-learning", "Reform monitoring map"],
};

const FRENCH: Expected = Expected {
    path: "/fr/",
    highlights: ["On paie plus volontiers", "n° 105", "commerce illicite", "Rapport annuel 2023-2024"],
    new: "Nouveau",
    calls: [
        ("21", "2025-02-14", true),
        ("finances publiques", "2025-02-14", true),
        ("secteur privé", "2025-03-24", false),
        ("Japon", "2025-03-30", true),
        ("intelligence artificielle générative", "", false),
    ],
    latest: [
        "Le secteur privé africain se forme aux règles d’origine",
        "un projet de sécurité avec le Japon",
        "La Moldova",
        "La Gambie",
        "Le Comité technique des règles d’origine a trente ans",
        "fin de la 71e réunion",
        "Tbilissi : premier atelier sous-régional",
        "Faune et forêts",
        "Un forum mondial sur l’interconnexion",
        "Cameroun : un atelier sur l’origine",
    ],
    notice: "Avis aux membres",
    related: [
        "Outils du commerce international",
        "Librairie",
        "Réseau douanier de lutte contre la fraude",
        "Formation en ligne",
        "Carte de suivi des réformes",
    ],
};

/// The main navigation of the outline, as far as it gives paths.
const NAVIGATION: [(&str, &str); 21] = [
    ("About us", "/en/about/"),
    ("In brief", "/en/about/in-brief/"),
    ("Secretary General", "/en/about/secretary-general/"),
    ("Members", "/en/about/members/"),
    ("Membership", "/en/about/members/directory/"),
    ("Structure", "/en/about/structure/"),
    ("Legal instruments", "/en/about/legal-instruments/"),
    ("Partners", "/en/about/partners/"),
    ("Publications", "/en/publications/"),
    ("International Customs Day", "/en/about/international-customs-day/"),
    ("Photo competition", "/en/about/photo-competition/"),
    ("Vacancies", "/en/opportunities/vacancies/"),
    ("Calls for tenders", "/en/opportunities/tenders/"),
    ("Media", "/en/media/"),
    ("Newsroom", "/en/news/"),
    ("News magazine", "/en/media/magazine/"),
    ("Information for journalists, businesses, individuals and travellers", "/en/media/information/"),
    ("Online services", "/en/services/"),
    ("Topics", "/en/topics/"),
    ("Events", "/en/events/"),
    ("Area map and accommodation", "/en/events/venue/"),
];

/// Pages that stand in no navigation, which the site map has nevertheless.
const BESIDE: [(&str, &str); 3] = [
    ("Opportunities", "/en/opportunities/"),
    ("Calls", "/en/opportunities/calls/"),
    ("Interview", "/en/media/magazine/interview-on-customs-and-taxes-under-one-roof/"),
];

/// Entries of the outline that have no path there.
const DEEPER: [&str; 39] = [
    "Upcoming events",
    "Event history",
    "Discover the Organisation",
    "Strategic plan and goals",
    "Annual reports",
    "Vision, mission and values",
    "Environment scan",
    "Regional bodies",
    "Regional intelligence liaison offices",
    "Regional training centres",
    "Regional offices for capacity building",
    "Secretariat",
    "Working bodies",
    "Conventions and agreements",
    "Recommendations",
    "Declarations",
    "Policies",
    "Resolutions",
    "Standard terms and conditions",
    "Partner organisations",
    "Memoranda of understanding",
    "The theme of the year",
    "Previous editions",
    "Market consultation",
    "Public information on procurement",
    "Latest edition",
    "Subscriptions",
    "Advertisements",
    "Communication",
    "Valuation",
    "Origin",
    "Enforcement and compliance",
    "Procedures and facilitation",
    "Capacity building",
    "Integrity",
    "Research",
    "Environment",
    "Key issues",
    "Trade facilitation agreement",
];

/// The titles of the entries of a list, in their order.
fn titles(html: &str) -> Vec<String> {
    html.split("<h3>").skip(1).map(|rest| texts(rest.split("</h3>").next().unwrap_or_default()).join(" ")).collect()
}

fn calls(html: &str, new: &str) -> Vec<(String, String, bool)> {
    let rows = html.split("<li class=\"call\">").skip(1).map(|rest| rest.split("</li>").next().unwrap_or_default());
    rows.map(|row| {
        let day = tags(row).into_iter().find(|tag| tag.name == "time").map(|tag| tag.get("datetime").to_owned());
        (titles(row).join(" "), day.unwrap_or_default(), texts(row).iter().any(|text| text == new))
    })
    .collect()
}

fn say(found: &[String], expected: &[&str]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        // French sets a space that does not break before a colon and the like.
        assert!(found.replace(['\u{a0}', '\u{202f}'], " ").contains(expected), "“{found}” is not “{expected}”");
    }
}

fn check(page: &Reply, expected: &Expected) {
    let html = page.text();
    say(&titles(between(html, "<section class=\"strip\">", "</section>")), &expected.highlights);
    let latest = between(html, "<section class=\"latest\">", "</section>");
    let latest: Vec<String> = links(between(latest, "<ol", "</ol>")).into_iter().map(|(_, text)| text).collect();
    say(&latest, &expected.latest);
    assert_eq!(html.matches("<li class=\"tile\">").count(), 6, "current news");
    let mut found = calls(html, expected.new);
    // Two calls close in the same moment, and either may come first.
    found.sort_by_key(|(title, day, _)| (day.is_empty(), day.clone(), !title.contains(expected.calls.first().map_or("", |first| first.0))));
    assert_eq!(found.len(), expected.calls.len(), "{found:?}");
    for ((title, day, new), (words, expected_day, expected_new)) in found.iter().zip(&expected.calls) {
        assert!(title.contains(words), "“{title}” is not “{words}”");
        assert_eq!((day.as_str(), new), (*expected_day, expected_new), "{title}");
    }
    assert!(texts(html).iter().any(|text| text == expected.notice), "the notice to members");
    let related: Vec<String> =
        links(between(html, "<section class=\"related\">", "</section>")).into_iter().map(|(_, text)| text).collect();
    assert_eq!(related, expected.related);
    assert_eq!(links(between(html, "<section class=\"services\">", "</section>")).len(), 13, "online services");
}

#[test]
fn the_home_page_has_what_the_outline_has_in_both_languages() {
    let site = Demonstration::shared();
    for expected in [ENGLISH, FRENCH] {
        check(&site.visitor().get(expected.path), &expected);
    }
    the_navigation_has_the_labels_of_the_outline_at_their_paths(&site);
    a_call_is_there_until_the_second_in_which_it_closes_and_the_edge_keeps_the_page_no_longer(&site);
}

fn the_navigation_has_the_labels_of_the_outline_at_their_paths(site: &Demonstration) {
    let home = links(site.visitor().get("/en/").text());
    let missing: Vec<_> = ["Site map", "FAQ", "Search", "Contact us", "Sign in"]
        .into_iter()
        .filter(|label| !home.iter().any(|(_, text)| text == label))
        .collect();
    assert!(missing.is_empty(), "the meta navigation lacks {missing:?}");
    let all = links(site.visitor().get("/en/site-map/").text());
    let named = NAVIGATION.iter().chain(&BESIDE);
    let missing: Vec<_> = named.filter(|(label, path)| !all.iter().any(|(href, text)| href == path && text == label)).collect();
    assert!(missing.is_empty(), "the site map lacks {missing:?}");
    let missing: Vec<_> = DEEPER.iter().filter(|label| !all.iter().any(|(_, text)| text == *label)).collect();
    assert!(missing.is_empty(), "the site map lacks {missing:?}");
}

fn a_call_is_there_until_the_second_in_which_it_closes_and_the_edge_keeps_the_page_no_longer(site: &Demonstration) {
    let shown = |moment: &str| {
        let page = site.home_at(moment).get("/en/");
        (links(page.text()).iter().any(|(href, _)| href == ACADEMY), page.kept_for())
    };
    assert_eq!(shown("2025-02-14T10:00:00+01:00"), (true, Some(14 * 3600)));
    assert_eq!(shown("2025-02-14T23:59:59+01:00"), (true, Some(1)));
    assert_eq!(shown("2025-02-15T00:00:00+01:00"), (false, Some(24 * 3600)));
}
