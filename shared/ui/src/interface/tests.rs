use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::{FILES, Interface};

fn interface(tag: &str) -> Interface {
    Interface::new(tag.parse().unwrap()).unwrap()
}

fn ids(source: &str) -> BTreeSet<&str> {
    let message = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
    source.lines().filter(message).filter_map(|line| line.split_once(" =")).map(|(id, _)| id).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("interface/tests.rs") {
            found.push(path);
        }
    }
}

/// The ids that stand in calls of `text` and `text_with`, with the file that each stands in.
fn used_ids() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "../web/src", "../../functions"] {
        sources(&root.join(folder), &mut files);
    }
    let mut used = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let calls = source.split(".text(").skip(1).chain(source.split(".text_with(").skip(1));
        for call in calls {
            if let Some((id, _)) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                used.push((id.to_owned(), file.clone()));
            }
        }
    }
    used
}

#[test]
fn every_language_has_words_for_the_same_things() {
    let [(_, english), (_, french)] = FILES;
    assert_eq!(ids(english), ids(french));
}

#[test]
fn every_id_in_the_code_has_words() {
    let [(_, english), ..] = FILES;
    let known = ids(english);
    let used = used_ids();
    assert!(used.len() > 50, "the scan found only {} ids", used.len());
    for (id, file) in used {
        assert!(known.contains(id.as_str()), "“{id}” in {} has no words: add it to the .ftl files", file.display());
    }
}

#[test]
fn all_words_are_used() {
    let [(_, english), ..] = FILES;
    let used: BTreeSet<_> = used_ids().into_iter().map(|(id, _)| id).collect();
    for id in ids(english) {
        assert!(used.contains(id), "nobody says “{id}”: remove it from the .ftl files");
    }
}

#[test]
fn an_unknown_id_shows_itself() {
    assert_eq!(interface("en").text("no-such-words"), "no-such-words");
}

#[test]
fn dates_are_written_as_the_language_writes_them() {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    let at = "2025-01-31T23:30:00Z".parse().unwrap();
    assert_eq!(interface("en").date(at, &zone), "1 February 2025");
    assert_eq!(interface("fr").date(at, &zone), "1er février 2025");
    assert_eq!(interface("en").day_month(at, &zone), "1 February");
    assert_eq!(interface("fr").day_month(at, &zone), "1er février");
    assert_eq!(interface("fr").month_name(domain::Month { year: 2025, month: 8 }), "août 2025");
}

#[test]
fn the_day_is_that_of_the_organisation() {
    let at = "2025-02-14T23:30:00Z".parse().unwrap();
    assert_eq!(interface("en").date(at, &TimeZone::UTC), "14 February 2025");
    assert_eq!(interface("en").date(at, &TimeZone::get("Europe/Brussels").unwrap()), "15 February 2025");
}

#[test]
fn a_time_zone_is_called_after_its_city_in_the_language() {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    assert_eq!(interface("en").city(&zone).as_deref(), Some("Brussels"));
    assert_eq!(interface("fr").city(&zone).as_deref(), Some("Bruxelles"));
}

#[test]
fn numbers_choose_the_plural_and_are_grouped() {
    let count = |tag: &str, count: i64| interface(tag).text_with("year-count", &[("count", count.into())]);
    assert_eq!(count("en", 1), "1 item");
    assert_eq!(count("en", 12_345), "12,345 items");
    assert_eq!(count("fr", 0), "0 article");
    assert_eq!(count("fr", 12_345), "12\u{202f}345 articles");
}

#[test]
fn french_signs_stand_behind_a_narrow_space_that_does_not_break() {
    let [_, (_, french)] = FILES;
    let values =
        french.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ").or_else(|| line.split_once("] ")));
    for (_, value) in values {
        for sign in [" :", " ;", " !", " ?", " »", "« ", "'"] {
            assert!(!value.contains(sign), "“{value}” has “{sign}”");
        }
    }
}

#[test]
fn the_accented_language_is_longer_and_in_brackets() {
    let words = interface("en-xa").text("skip");
    assert!(words.starts_with("[Škíp tó çóñtéñt") && words.ends_with(']'), "{words}");
    assert!(words.chars().count() * 10 >= "Skip to content".len() * 13, "{words}");
}

#[test]
fn the_mirrored_language_runs_from_right_to_left() {
    assert!("ar-xb".parse::<domain::Language>().unwrap().is_right_to_left());
    assert!(interface("ar-xb").text("skip").starts_with("\u{200f}["));
}

#[test]
fn a_language_without_words_of_its_own_has_the_english_ones_and_its_own_dates() {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    let german = interface("de");
    assert_eq!(german.text("home"), "Home");
    assert_eq!(german.date("2025-02-14T11:00:00Z".parse().unwrap(), &zone), "14. Februar 2025");
}

#[test]
fn a_language_is_named_in_the_readers_language_and_in_its_own() {
    let french = "fr".parse().unwrap();
    assert_eq!(interface("en").language_name(french), "French");
    assert_eq!(interface("en").own_name(french), "Français");
    assert_eq!(interface("en").own_name("mt".parse().unwrap()), "MT");
}

#[test]
fn an_interface_may_be_shared_between_requests() {
    fn shared<T: Send + Sync>() {}
    shared::<Interface>();
}
