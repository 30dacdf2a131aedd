mod calls;
mod instruments;

mod sections;

use domain::Facts;

use super::*;

const SITE: &str = "languages = [\"en\", \"fr\"]\ntime_zone = \"Europe/Brussels\"\nname = { en = \"A\", fr = \"A\" }\nshort_name = { en = \"A\", fr = \"A\" }\n\
                    tagline = { en = \"A\", fr = \"A\" }\nlegal = { en = \"A\", fr = \"A\" }\n[loading]\nrelative_from = 2025-06-01\n";

/// A small pack that is in order, with some files replaced; an empty text takes a file out.
fn pack(changes: &[(&str, &str)]) -> Pack {
    let edition = |slug: &str| format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\nText\n");
    let mut files = BTreeMap::from([
        ("site.toml", SITE.to_owned()),
        ("topics/origin/document.toml", "order = 1\n".to_owned()),
        ("topics/origin/en.md", edition("origin")),
        ("news/a/document.toml", "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin\"]\n".to_owned()),
        ("news/a/en.md", edition("a")),
        ("news/b/document.toml", "published = \"-2 days 09:30\"\ntopics = [\"origin\"]\n".to_owned()),
        ("news/b/en.md", edition("b")),
        ("calls/c/document.toml", "opens = 2025-02-03\ncloses = 2025-02-14\n".to_owned()),
        ("calls/c/en.md", "+++\nslug = \"c\"\nlabel = \"L\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n".to_owned()),
        ("highlights/h/document.toml", "order = 1\ntarget = \"pack:news/a\"\n".to_owned()),
        ("highlights/h/en.md", "+++\ntitle = \"T\"\nsummary = \"S\"\n+++\n".to_owned()),
        ("pages/p/document.toml", "order = 1\n".to_owned()),
        ("pages/p/en.md", edition("p")),
        ("pages/p/q/document.toml", "order = 1\n".to_owned()),
        ("pages/p/q/en.md", edition("leaf")),
    ]);
    files.extend(changes.iter().map(|(path, text)| (*path, (*text).to_owned())));
    Pack {
        files: files.into_iter().filter(|(_, text)| !text.is_empty()).map(|(path, text)| (path.to_owned(), text.into_bytes())).collect(),
    }
}

/// An address as a site might write it, where visitors find no page below a folder that is called “taken”.
fn address(address: &Address) -> Option<String> {
    let path = format!("/{}/{}", address.language, address.place);
    (!path.contains("/taken")).then_some(path)
}

fn read(pack: &Pack, today: &str) -> Result<Content, String> {
    let today: ZonedDateTime = today.parse().map_err(|error| format!("{error}"))?;
    read_pack(pack, &today, &address).map_err(|errors| errors.iter().map(|error| format!("{error}\n")).collect())
}

fn faults(changes: &[(&str, &str)]) -> String {
    read(&pack(changes), "2025-07-01T12:00[Europe/Brussels]").err().unwrap_or_default()
}

/// Asserts that one change gives exactly one error, which begins so.
fn one(path: &str, text: &str, error: &str) {
    let found = faults(&[(path, text)]);
    assert!(found.starts_with(error) && found.lines().count() == 1, "expected\n{error}\nfound\n{found}");
}

#[test]
fn a_pack_in_order_is_read_and_what_is_relative_waits_for_its_day() -> Result<(), String> {
    assert_eq!(faults(&[]), "");
    assert_eq!(read(&pack(&[]), "2025-05-31T23:59[Europe/Brussels]")?.len(), 6);
    assert_eq!(read(&pack(&[]), "2025-06-01T00:00[Europe/Brussels]")?.len(), 7);
    assert_eq!(read(&pack(&[]), "2025-06-01T00:00[Pacific/Auckland]")?.len(), 6, "the day is that of the site");
    Ok(())
}

#[test]
fn a_call_is_open_on_the_whole_of_its_last_day() -> Result<(), String> {
    let content = read(&pack(&[]), "2025-07-01T12:00[Europe/Brussels]")?;
    let dates = content.documents.iter().find_map(|source| if let Facts::Call(call) = &source.facts { Some(call.dates) } else { None });
    let at = |text: &str| text.parse::<jiff::Timestamp>().ok();
    assert_eq!(dates.map(|dates| dates.opens), at("2025-02-03T00:00:00+01:00"));
    assert_eq!(dates.and_then(|dates| dates.closes), at("2025-02-15T00:00:00+01:00"));
    Ok(())
}

#[test]
fn mistakes_in_document_toml_are_named_with_their_line() {
    let published = "published = 2025-02-14T09:00:00+01:00\n";
    let news =
        |rest: &str, error: &str| one("news/a/document.toml", &format!("{published}{rest}"), &format!("news/a/document.toml:{error}"));
    news("topics = [\"none\"]", "2: there is no topic “none”");
    news("topics = []", "2: there are 0 topics");
    news("topics = [\"origin\", \"origin\"]", "2: the topic “origin” is there twice");
    news("", "1: topics is missing");
    news("topics = [\"origin\"]\ncolour = 1", "3: remove it or correct its name: unknown field `colour`");
    news("topics = [\"origin\"]\norder = 1", "3: order belongs to highlights, topics and pages: remove it");
    news("topics = [\"origin\"]\ncurrent = 0", "3: current counts from 1");
    one("news/a/document.toml", "topics = [\"origin\"]", "news/a/document.toml:1: published is missing");
    one("news/a/document.toml", "topics = [\"origin\"]\npublished = 2025-02-14", "news/a/document.toml:2: 2025-02-14 has no time");
    one("news/a/document.toml", "topics = [\"origin\"]\npublished = \"soon\"", "news/a/document.toml:2: “soon” is not a date");
    one("news/a/document.toml", "", "news/a: document.toml is missing");
    one("calls/c/document.toml", "closes = 2025-02-14", "calls/c/document.toml:1: opens is missing");
    one("calls/c/document.toml", "opens = 2025-02-14\ncloses = 2025-02-13", "calls/c/document.toml:2: the call closes before it opens");
    one("highlights/h/document.toml", "order = 1", "highlights/h/document.toml:1: target is missing");
    one(
        "highlights/h/document.toml",
        "order = 1\ntarget = \"pack:news/z\"",
        "highlights/h/document.toml:2: there is no document “pack:news/z”",
    );
    one("topics/origin/document.toml", "\n", "topics/origin/document.toml:1: order is missing");
}

#[test]
fn mistakes_in_editions_are_named_with_their_line() {
    let news = |front: &str, text: &str, error: &str| {
        one("news/a/en.md", &format!("+++\nsummary = \"S\"\n{front}\n+++\n\n{text}"), &format!("news/a/en.md:{error}"));
    };
    news("title = \"T\"\nslug = \"A\"", "", "4: a slug has lower-case letters");
    news("title = \"T\"", "", "1: slug is missing");
    news("slug = \"a\"", "", "1: title is missing");
    news("slug = \"a\"\ntitle = \" \"", "", "4: title is empty");
    news(&format!("slug = \"a\"\ntitle = \"{}\"", "t".repeat(121)), "", "4: title has 121 characters: shorten it");
    news("slug = \"a\"\ntitle = \"T\"\npicture_text = \"x\"", "", "5: there is no picture to describe");
    news("slug = \"a\"\ntitle = \"T\"\nmenu = \"x\"", "", "5: menu belongs to pages");
    news("slug = \"a\"\ntitle = \"T\"\nlabel = \"x\"", "", "5: label belongs to calls");
    news("slug = \"a\"\ntitle = \"T\"\nstate = \"live\"", "", "5: state is “draft” or absent");
    news("slug = \"a\"\ntitle = \"T\"\nupdated = 2025-01-01T10:00:00", "", "5: “2025-01-01T10:00:00” has no offset");
    news("slug = \"a\"\ntitle = \"T\"", "a\n[b](pack:news/z)", "8: there is no document “pack:news/z”");
    news("slug = \"a\"\ntitle = \"T\"", "a\n[b](pack:highlights/h)", "8: there is no document “pack:highlights/h”");
    news("slug = \"a\"\ntitle = \"T\"", "a\n\n[b](pack:news/b)", "9: “pack:news/b” leads to a document that is left out");
    news("slug = \"a\"\ntitle = \"T\"", &"a".repeat(100_001), "7: the text has 100001 characters");
    one("news/a/en.md", "title", "news/a/en.md:1: the first line is not +++");
    one("news/a/en.md", "", "news/a/document.toml:1: the document has no edition");
    one("calls/c/en.md", "+++\nslug = \"c\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n", "calls/c/en.md:1: label is missing");
    one(
        "highlights/h/en.md",
        "+++\nslug = \"c\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n",
        "highlights/h/en.md:2: a highlight has no address",
    );
}

#[test]
fn a_picture_needs_its_text_and_a_file_its_document() {
    let document = "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin\"]\npicture = { file = \"a.svg\" }\n";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"/>";
    assert!(faults(&[("news/a/document.toml", document), ("news/a/a.svg", svg)]).starts_with("news/a/en.md:1: picture_text is missing"));
    assert!(faults(&[("news/a/document.toml", document)]).contains("news/a/document.toml:3: the picture “a.svg” is not in the folder"));
    one("news/a/a.svg", svg, "news/a/a.svg: no document names this picture");
    one("news/a/a.pdf", "x", "news/a/a.pdf: this file is no part of a document");
    one("news/a/x/en.md", "x", "news/a/x/en.md: this file is no part of a pack");
    one("readme.txt", "x", "readme.txt: this file is no part of a pack");
    one("news/a/de.md", "x", "news/a/de.md: “de” is not a language of the site");
}

#[test]
fn addresses_are_unique_and_the_tree_has_no_holes() {
    let edition = |slug: &str| format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n");
    one("news/b/en.md", &edition("a"), "news/b/en.md:2: the slug “a” is taken by news/a/en.md");
    one("pages/p/en.md", &edition("other"), "pages/p/en.md:2: a page that holds other pages has the name of its folder");
    let hole = faults(&[("pages/p/document.toml", ""), ("pages/p/en.md", "")]);
    assert!(hole.starts_with("pages/p/q: there is no page above this one: write pages/p/document.toml"), "{hole}");
    let name =
        faults(&[("news/A_b/document.toml", "published = \"today 10:00\"\ntopics = [\"origin\"]"), ("news/A_b/en.md", &edition("d"))]);
    assert!(name.starts_with("news/A_b: name the folder with lower-case letters"), "{name}");
}

#[test]
fn mistakes_in_site_toml_are_named_with_their_line() {
    let site = |rest: &str, error: &str| one("site.toml", &format!("{SITE}{rest}"), &format!("site.toml:{error}"));
    site("[[navigation]]\npage = \"pack:pages/z\"", "10: there is no document “pack:pages/z”");
    site("[[navigation]]\npage = \"pack:news/b\"", "10: “pack:news/b” leads to a document that is left out");
    site("[[navigation]]\nchildren = [{ newsroom = true }]", "9: an entry leads to one place");
    site("[[navigation]]\nlabel = 1", "10: remove it or correct its name: unknown field `label`");
    site(
        "[notice]\nde = { title = \"a\", text = \"b\", link = \"pack:pages/p\", link_text = \"c\" }",
        "10: “de” is not a language of the site",
    );
    site("[[related]]\nlabel = { en = \"a\" }\naddress = \"http://a.example/\"", "11: the address of another site begins with https://");
    one("site.toml", &SITE.replace("Europe/Brussels", "Europe/Nowhere"), "site.toml:2: “Europe/Nowhere” is not a time zone");
    one(
        "site.toml",
        &SITE.replace("name = { en = \"A\", fr = \"A\" }\nshort", "name = { en = \"A\" }\nshort"),
        "site.toml:3: name has no text in “fr”",
    );
    one("site.toml", &SITE.replace("legal = { en = \"A\",", "legal = {"), "site.toml:6: legal has no text in “en”");
    one("site.toml", "", "site.toml: the file is missing");
}

#[test]
fn all_mistakes_are_found_at_once() {
    let found = faults(&[("news/a/en.md", "x"), ("topics/origin/document.toml", "order = 0"), ("calls/c/document.toml", "x")]);
    assert_eq!(found.lines().count(), 3, "{found}");
}

#[test]
fn an_edition_that_no_visitor_would_find_is_named_with_its_slug() {
    let edition = |slug: &str| format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\nText\n");
    one("news/a/en.md", &edition("taken"), "news/a/en.md:2: no visitor would find “news/2025/taken”");
    let page = faults(&[("pages/taken/document.toml", "order = 1\n"), ("pages/taken/en.md", &edition("taken"))]);
    assert!(page.starts_with("pages/taken/en.md:2: no visitor would find “page/taken”"), "{page}");
}

#[test]
fn a_page_has_as_many_levels_as_an_address_may_have() {
    let edition = |slug: &str| format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\nText\n");
    let deep = |levels: usize| {
        let mut files = Vec::new();
        for level in 1..=levels {
            let folder = format!("pages{}", "/x".repeat(level));
            files.push((format!("{folder}/document.toml"), "order = 1\n".to_owned()));
            files.push((format!("{folder}/en.md"), edition("x")));
        }
        faults(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
    };
    assert_eq!(deep(8), "");
    assert!(deep(9).starts_with("pages/x/x/x/x/x/x/x/x/x: this page is 9 levels below pages"), "{}", deep(9));
}

#[test]
fn a_document_that_the_store_cannot_take_is_refused_with_its_longest_edition() {
    let edition = |text: &str| format!("+++\nslug = \"a\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n{text}");
    let (long, short) = (edition(&"関税 ".repeat(33_000)), edition(&"a ".repeat(40_000)));
    let error = "news/a/en.md: the document is too large: in all languages, each text with its HTML, it has";
    one("news/a/en.md", &long, error);
    assert_eq!(faults(&[("news/a/en.md", &short)]), "");
    assert!(
        faults(&[("news/a/en.md", &edition(&"a ".repeat(50_000))), ("news/a/fr.md", &edition(&"a ".repeat(49_999)))]).starts_with(error)
    );
    // A short text may be long when it is shown.
    let links = edition(&"[b](pack:pages/p/q)\n\n".repeat(4_000));
    let far = edition("a").replace("\"a\"", &format!("\"{}\"", "l".repeat(80)));
    assert_eq!(faults(&[("news/a/en.md", &links)]), "");
    assert!(faults(&[("news/a/en.md", &links), ("pages/p/q/en.md", &far)]).starts_with(error));
}

#[test]
fn mistakes_of_form_are_named_in_plain_words() {
    let published = "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin\"]\n";
    let news = |rest: &str, error: &str| {
        one(
            "news/a/document.toml",
            &format!("{published}{rest}"),
            &format!("news/a/document.toml:3: this is of another kind: write {error}"),
        );
    };
    news("current = \"1\"", "a whole number");
    news("current = 70000", "a whole number");
    news("picture = \"a.svg\"", "a table like { file = ");
    one("topics/origin/document.toml", "order = [1]", "topics/origin/document.toml:1: this is of another kind: write a whole number");
    one(
        "site.toml",
        &SITE.replace("name = { en = \"A\", fr = \"A\" }\nshort", "name = \"A\"\nshort"),
        "site.toml:3: this is of another kind: write a table like { en",
    );
    one("site.toml", &SITE.replace("relative_from = 2025-06-01", "relative_from = \"June\""), "site.toml:8: relative_from is a day");
}

#[test]
fn no_message_speaks_of_the_types_of_the_program() {
    let fields = |names: &[&str], values: &[&str]| {
        names.iter().flat_map(|name| values.iter().map(move |value| format!("{name} = {value}\n"))).collect::<Vec<_>>()
    };
    let values = ["1", "-1", "1.5", "true", "\"a\"", "[]", "[1, 2]", "{}", "{ a = 1 }", "{ en = 1 }", "2025-01-01", "99999", "10:00:00"];
    let document =
        ["published", "picture", "picture.file", "picture.focus", "picture.credit", "topics", "current", "order", "target", "opens"];
    let edition = ["slug", "title", "summary", "picture_text", "label", "menu", "state", "updated"];
    let site =
        ["languages", "time_zone", "name", "legal", "notice", "notice.en", "loading", "loading.relative_from", "navigation", "related"];
    let files = (fields(&document, &values).into_iter().map(|text| ("news/a/document.toml", text)))
        .chain(fields(&edition, &values).into_iter().map(|text| ("news/a/en.md", format!("+++\n{text}+++\n"))))
        .chain(fields(&site, &values).into_iter().map(|text| ("site.toml", text)));
    for (path, text) in files {
        for fault in faults(&[(path, &text)]).lines().filter(|fault| !fault.contains("unknown field")) {
            for word in ["invalid", "expected", "struct", "u16", "sequence", "File", "Spanned", "map"] {
                assert!(!fault.contains(word), "{text}{fault}");
            }
        }
    }
}

#[test]
fn settings_stay_within_what_the_store_keeps_together() {
    let site = |rest: &str, error: &str| one("site.toml", &format!("{SITE}{rest}"), &format!("site.toml:{error}"));
    site(&"[[footer]]\npage = \"pack:pages/p\"\n".repeat(201), "409: the navigations have more than 200 entries together");
    let link = "[[services]]\nlabel = { en = \"a\" }\naddress = \"https://a.example/\"\n";
    site(&link.repeat(41), "131: this list has more than 40 links");
    let both = |count: usize| format!("{{ en = \"{0}\", fr = \"{0}\" }}", "𠮷".repeat(count));
    let address = format!("https://a.example/{}", "a".repeat(1900));
    let services = format!("[[services]]\nlabel = {}\ntext = {}\naddress = \"{address}\"\n", both(80), both(320)).repeat(40);
    assert_eq!(faults(&[("site.toml", &format!("{SITE}{services}"))]), "");
    let related = services.replace("services", "related");
    one("site.toml", &format!("{SITE}{services}{related}"), "site.toml: the settings are too large");
    site(&link.replace("a.example/", "?a"), "11: the address of another site begins with https:// and a host");
    let many = SITE.replace("\"fr\"]", "\"fr\", \"de\", \"es\", \"pt\", \"ru\", \"ar\"]");
    assert!(faults(&[("site.toml", &many)]).contains("site.toml:1: the site has more than 6 languages"));
}

#[test]
fn a_text_nested_without_end_is_a_mistake_like_any_other() {
    let many = 100_000;
    one("topics/origin/document.toml", &format!("order = {}", "[".repeat(many)), "topics/origin/document.toml:1: this is no TOML");
    one("topics/origin/document.toml", &format!("order = {}", "{a=".repeat(many)), "topics/origin/document.toml:1: this is no TOML");
    one("topics/origin/document.toml", &format!("order.{} = 1", "a.".repeat(many / 2) + "a"), "topics/origin/document.toml:1: this is");
    let children = "children = [{ page = \"pack:pages/p\", ".repeat(1000);
    one(
        "site.toml",
        &format!("{SITE}[[footer]]\npage = \"pack:pages/p\"\n{children}{}", "}]".repeat(1000)),
        "site.toml:11: this is no TOML",
    );
}

/// The pack with an event in it, with these dates and this front matter.
fn with_event(dates: &str, front: &str) -> String {
    let edition = format!("+++\nslug = \"forum\"\ntitle = \"T\"\nsummary = \"S\"\n{front}+++\n");
    faults(&[("events/e/document.toml", dates), ("events/e/en.md", &edition)])
}

#[test]
fn an_event_is_read_with_its_place_programme_and_documents() -> Result<(), String> {
    let edition = "+++\nslug = \"forum\"\ntitle = \"T\"\nsummary = \"S\"\nplace = \"Brussels\"\n\
                   [[programme]]\nday = 2\nfrom = \"09:00\"\ntitle = \"Talks\"\n[[programme]]\nfrom = \"14:00\"\nuntil = \"15:30\"\ntitle = \"Tea\"\n\
                   [[documents]]\ntitle = \"Guide\"\ntarget = \"pack:pages/p\"\n+++\n";
    let pack =
        pack(&[("events/e/document.toml", "starts = 2025-09-10\nends = 2025-09-11\ntopics = [\"origin\"]"), ("events/e/en.md", edition)]);
    let content = read(&pack, "2025-07-01T12:00[Europe/Brussels]")?;
    let event = content.documents.iter().find(|source| source.folder == "events/e").ok_or("no event")?;
    assert!(matches!(&event.facts, Facts::Event { topics, sequence: 0, .. } if topics.len() == 1));
    let edition = event.editions.values().next().and_then(|edition| edition.event.clone()).ok_or("no place")?;
    let programme: Vec<(u16, String)> = edition.text.programme.iter().map(|item| (item.day, item.title.clone())).collect();
    assert_eq!((edition.text.place.as_str(), programme), ("Brussels", vec![(1, "Tea".to_owned()), (2, "Talks".to_owned())]));
    assert_eq!(edition.documents.len(), 1);
    Ok(())
}

#[test]
fn mistakes_in_events_are_named_with_their_line() {
    let dates = "starts = 2025-09-10\nends = 2025-09-11\n";
    let front = |front: &str, error: &str| {
        let found = with_event(dates, front);
        assert!(found.starts_with(&format!("events/e/en.md:{error}")) && found.lines().count() == 1, "expected {error}, found {found}");
    };
    assert_eq!(with_event(dates, "place = \"Brussels\"\n"), "");
    front("", "1: place is missing");
    front("place = \" \"\n", "5: place is empty");
    let item = |item: &str| format!("place = \"B\"\n[[programme]]\n{item}");
    front(&item("day = 3\nfrom = \"09:00\"\ntitle = \"T\"\n"), "7: the event has no day 3: write a day from 1 to 2");
    front(&item("from = \"9:00\"\ntitle = \"T\"\n"), "7: “9:00” is not a time of the day");
    front(&item("from = \"25:00\"\ntitle = \"T\"\n"), "7: “25:00” is not a time of the day");
    front(&item("from = \"10:00\"\nuntil = \"09:00\"\ntitle = \"T\"\n"), "8: this ends before it begins");
    front("place = \"B\"\n[[documents]]\ntitle = \"T\"\ntarget = \"pack:pages/none\"\n", "8: there is no document “pack:pages/none”");
    one(
        "news/a/en.md",
        "+++\nslug = \"a\"\ntitle = \"T\"\nsummary = \"S\"\nplace = \"B\"\n+++\n",
        "news/a/en.md:5: place belongs to events: remove it",
    );
    one(
        "news/a/document.toml",
        "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin\"]\nstarts = 2025-09-10",
        "news/a/document.toml:3: starts belongs to events: remove it",
    );
    assert!(
        with_event("starts = 2025-09-10\nends = 2025-09-09\n", "place = \"B\"\n")
            .starts_with("events/e/document.toml:2: the event ends before")
    );
    assert!(
        with_event("starts = 2025-09-10\ntopics = [\"none\"]\n", "place = \"B\"\n")
            .starts_with("events/e/document.toml:2: there is no topic")
    );
}

#[test]
fn a_page_may_stand_among_the_events_without_a_page_above_it() {
    let edition = "+++\nslug = \"venue\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n";
    assert_eq!(faults(&[("pages/events/venue/document.toml", "order = 1"), ("pages/events/venue/en.md", edition)]), "");
}
