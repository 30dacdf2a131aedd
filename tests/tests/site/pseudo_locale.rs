//! A language that nobody speaks, in which a text that stands in code rather than in a file of words shows itself.

use crate::harness::Fresh;
use crate::markup::{tags, texts};
use crate::packs::pack;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Attributes that people read.
const READ: [&str; 4] = ["alt", "aria-label", "title", "placeholder"];

/// Whether a text is the interface's in the pseudo-locale, an editor's, a date or a number, or an address.
fn has_an_origin(text: &str) -> bool {
    let text = text.trim_start_matches('\u{200f}');
    let interface = text.starts_with('[') && text.ends_with(']');
    let content = text.starts_with('⟦') && text.ends_with('⟧');
    let address = text.starts_with("https://ico.example/");
    let mut words = text.split([' ', ' ', ':', ',', '.']).filter(|word| !word.is_empty() && *word != "at");
    let date_or_number = words.all(|word| MONTHS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit()));
    // An index from A to Z names its letters.
    let letter = text.chars().count() == 1;
    // What the pack of this test names a country by, its letter and its site.
    let member = ["Estonia", "E", "ee.example"].contains(&text);
    interface || content || address || date_or_number || letter || member
}

fn check(path: &str, html: &str) {
    let body = html.split_once("<body").map_or("", |(_, body)| body);
    let body = format!("<body{body}");
    let odd: Vec<String> = texts(&body).into_iter().filter(|text| !has_an_origin(text)).collect();
    assert!(odd.is_empty(), "{path} says something that stands in no file of words: {odd:?}");
    for tag in tags(html) {
        for attribute in READ {
            assert!(has_an_origin(tag.get(attribute)), "{path}: {attribute}=“{}”", tag.get(attribute));
        }
    }
    let title = texts(html.split("</title>").next().unwrap_or_default()).join(" ");
    assert!(title.split(" – ").all(has_an_origin), "{path} has the title “{title}”");
}

#[test]
fn no_page_says_anything_that_stands_in_code() {
    assert!(!has_an_origin("Latest news") && has_an_origin("[Łátéšt]") && has_an_origin("14 February 2025"));
    let call = |slug: &str| [("slug", slug.to_owned()), ("title", "⟦Call⟧".to_owned()), ("label", "⟦Kind⟧".to_owned())];
    let members = pack(&["en-xa"]).members(&[("ee", "north", 1992)]);
    let mut builder = (1..=28).fold(members, |pack, day| {
        let hours = [9, 17];
        hours.iter().fold(pack, |pack, hour| pack.news(&format!("d{day}h{hour}"), &format!("2024-12-{day:02}T{hour:02}:00:00+01:00")))
    });
    let calls = [
        ("today", "opens = 2025-02-03\ncloses = 2025-02-14"),
        ("soon", "opens = 2025-02-03\ncloses = 2025-02-17"),
        ("later", "opens = 2024-12-03\ncloses = 2025-03-30"),
        ("never", "opens = 2024-11-04"),
        ("closed", "opens = 2024-11-04\ncloses = 2024-12-04"),
        ("coming", "opens = 2025-03-01\ncloses = 2025-04-01"),
    ];
    let subjects = [
        ("vacancies", "area = \"vacancies\"\ngrade = \"⟦P⟧\"\nplace_of_work = { en-xa = \"⟦There⟧\" }\ncontract = \"internship\""),
        ("tenders", "area = \"tenders\"\nreference = \"⟦T⟧\"\nprocedure = \"market-consultation\""),
    ];
    builder = builder.areas();
    for (area, facts) in subjects {
        let facts = format!("{facts}\nopens = 2025-02-03\ncloses = 2025-03-30");
        builder = builder.document(&format!("calls/of-{area}"), &facts, &[("slug", "one"), ("title", "⟦Call⟧"), ("label", "⟦Kind⟧")]);
    }
    for (slug, dates) in calls {
        let words = call(slug);
        let words: Vec<(&str, &str)> = words.iter().map(|(field, text)| (*field, text.as_str())).collect();
        builder = builder.document(&format!("calls/{slug}"), dates, &words);
    }
    let picture = "order = 1\ntarget = \"pack:pages/about\"\npicture = { file = \"lamp.svg\", credit = { en-xa = \"⟦Drawn⟧\" } }";
    builder = builder.document("highlights/lamp", picture, &[("title", "⟦A lamp⟧"), ("picture_text", "⟦A drawn lamp⟧")]);
    builder.file(
        "highlights/lamp/lamp.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 800\" width=\"1200\" height=\"800\"><rect width=\"1200\" height=\"800\"/></svg>",
    );
    let updated = [("slug", "item-d3h9"), ("title", "⟦Item⟧")];
    builder = builder.with_edition("news/d3h9/en-xa.md", &updated);
    for (key, dates) in [
        ("past", "starts = 2025-02-03\nends = 2025-02-04"),
        ("now", "starts = 2025-02-14\nends = 2025-02-16"),
        ("coming", "starts = 2025-03-03T09:00:00\nends = 2025-03-04T17:00:00\nzone = \"Asia/Tokyo\""),
    ] {
        builder = builder.event(key, dates);
    }
    builder.file(
        "events/coming/en-xa.md",
        "+++\nslug = \"coming\"\ntitle = \"⟦Forum⟧\"\nsummary = \"⟦In short.⟧\"\nplace = \"⟦The pier⟧\"\n[[programme]]\nfrom = \"09:00\"\n\
         until = \"10:30\"\ntitle = \"⟦Opening⟧\"\n[[programme]]\nday = 2\nfrom = \"09:00\"\ntitle = \"⟦End⟧\"\n[[documents]]\n\
         title = \"⟦About⟧\"\ntarget = \"pack:pages/about\"\n+++\n⟦The text.⟧\n",
    );
    let site = Fresh::site(&builder.pack);
    let calls = calls.map(|(slug, _)| format!("/en-xa/opportunities/calls/{slug}/"));
    let pages = [
        "/en-xa/",
        "/en-xa/news/",
        "/en-xa/news/page/1/",
        "/en-xa/news/2024/",
        "/en-xa/news/2024/item-d3h9",
        "/en-xa/topics/",
        "/en-xa/topics/lamps/",
        "/en-xa/about/",
        "/en-xa/about/in-brief/",
        "/en-xa/site-map/",
        "/en-xa/opportunities/calls/",
        "/en-xa/events/",
        "/en-xa/events/history/",
        "/en-xa/events/2025/",
        "/en-xa/events/2025/03/",
        "/en-xa/events/2025/past",
        "/en-xa/events/2025/now",
        "/en-xa/events/2025/coming",
        "/en-xa/opportunities/calls/archive/2024/",
        "/en-xa/opportunities/vacancies/",
        "/en-xa/opportunities/vacancies/one/",
        "/en-xa/opportunities/tenders/",
        "/en-xa/opportunities/tenders/one/",
        "/en-xa/about/members/directory/",
        "/en-xa/about/members/directory/by-name/",
        "/en-xa/about/members/directory/ee/",
    ];
    for path in pages.into_iter().chain(calls.iter().map(String::as_str)) {
        let page = site.get(path);
        // A call that is not open yet has no page.
        let status = if path.ends_with("/coming/") { 404 } else { 200 };
        assert_eq!(page.status, status, "{path}");
        check(path, page.text());
    }
    for (path, status) in [("/en-xa/nothing/", 404), ("/en-xa/%ff/", 400)] {
        let page = site.get(path);
        assert_eq!(page.status, status, "{path}");
        check(path, page.text());
    }
    let refused = site.caller().ask("POST", "/en-xa/", "", &[]);
    assert_eq!(refused.status, 405);
    check("POST /en-xa/", refused.text());
}
