use super::*;

fn edition(slug: &str) -> String {
    format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n")
}

#[test]
fn a_section_stands_below_a_topic_that_is_there_in_its_languages() {
    let (facts, news, wax) = ("order = 1\nlists = \"news\"\n", edition("news"), edition("wax"));
    let section = [("topics/origin/a/document.toml", facts), ("topics/origin/a/en.md", news.as_str())];
    assert_eq!(faults(&section), "");
    let with = |more: &[(&str, &str)]| faults(&section.iter().chain(more).copied().collect::<Vec<_>>());
    let other = [("topics/origin/b/document.toml", "order = 2\n"), ("topics/origin/b/en.md", news.as_str())];
    assert!(with(&other).starts_with("topics/origin/b/en.md:2: the slug “news” is taken by topics/origin/a/en.md"), "{}", with(&other));
    let elsewhere = [("topics/t/document.toml", "order = 2\n"), ("topics/t/en.md", wax.as_str())];
    let below = [("topics/t/a/document.toml", "order = 1\n"), ("topics/t/a/en.md", news.as_str())];
    assert_eq!(with(&[elsewhere, below].concat()), "", "another topic may have a section of the same name");
    assert_eq!(with(&below), "topics/t/a: there is no topic above this section: write topics/t/document.toml\n");
    let french = with(&[("topics/origin/a/fr.md", &edition("actualites"))]);
    let expected = "topics/origin/a/fr.md: the topic has no edition in this language: write topics/origin/fr.md, or take this one out\n";
    assert_eq!(french, expected);
    let deep = with(&[("topics/origin/a/b/document.toml", "order = 1\n")]);
    assert!(deep.starts_with("topics/origin/a/b/document.toml: this file is no part of a pack"), "{deep}");
    let linked = with(&[("pages/p/q/en.md", &format!("{wax}[a](pack:topics/origin/a)"))]);
    assert_eq!(linked, "", "it can be linked to");
    let named = with(&[("news/a/document.toml", "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin/a\"]")]);
    assert!(named.starts_with("news/a/document.toml:2: “pack:topics/origin/a” is of another kind: name a topic"), "{named}");
}

#[test]
fn a_section_lists_what_the_site_knows_to_list_and_comes_with_its_topic() {
    let with = |facts: &str| faults(&[("topics/origin/a/document.toml", facts), ("topics/origin/a/en.md", &edition("a"))]);
    assert!(with("order = 1\nlists = \"lamps\"").starts_with("topics/origin/a/document.toml:2: a section lists no “lamps”: write lists ="));
    assert!(with("lists = \"news\"").starts_with("topics/origin/a/document.toml:1: order is missing"));
    one("topics/origin/document.toml", "order = 1\nlists = \"news\"", "topics/origin/document.toml:2: lists belongs to sections of topics");
    let late = [("topics/late/document.toml", "order = 2\npublished = \"-2 days 09:00\""), ("topics/late/en.md", &edition("late"))];
    let section = |facts| {
        [("topics/late/a/document.toml", facts), ("topics/late/a/en.md", "+++\nslug = \"a\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n")]
    };
    let lasting = faults(&[late, section("order = 1")].concat());
    assert!(lasting.starts_with("topics/late/a: the topic is left out before relative_from of site.toml"), "{lasting}");
    assert_eq!(faults(&[late, section("order = 1\npublished = \"-2 days 10:00\"")].concat()), "");
    let many: Vec<(String, String)> = (1..=41)
        .flat_map(|number| {
            let folder = format!("topics/origin/s{number}");
            [(format!("{folder}/document.toml"), "order = 1".to_owned()), (format!("{folder}/en.md"), edition(&format!("s{number}")))]
        })
        .collect();
    let many = faults(&many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    assert!(many.contains("the topic has more than 40 sections") && many.lines().count() == 1, "{many}");
}
