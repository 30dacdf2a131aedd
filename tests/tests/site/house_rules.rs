//! The rules of the house, each an absence. `ARCHITECTURE.md` says why.

use std::collections::BTreeSet;

use crate::sources::{Source, all, read};

/// Lines of a file at most.
const LONGEST: usize = 400;

/// Where in these sources one of the words stands.
fn places<'a>(sources: impl IntoIterator<Item = &'a Source>, words: &[&str]) -> Vec<String> {
    let hits = |source: &'a Source| {
        let lines = source.code().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        lines.map(|(number, line)| format!("{}:{number}: {}", source.path, line.trim())).collect::<Vec<_>>()
    };
    sources.into_iter().flat_map(hits).collect()
}

fn nowhere<'a>(sources: impl IntoIterator<Item = &'a Source>, words: &[&str]) {
    let found = places(sources, words);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The site's own sources. The tests of the whole site speak of all that is forbidden; and what is only measured, to compare the site with
/// the least that a page could cost, is no part of it.
fn sources() -> Vec<Source> {
    all(".rs").into_iter().filter(|source| !source.is_in(&["tests/", "infra/floor/", "infra/bench/"])).collect()
}

fn functions() -> BTreeSet<String> {
    all("Cargo.toml").iter().filter_map(|file| file.path.strip_prefix("functions/")?.split('/').next().map(str::to_owned)).collect()
}

#[test]
fn the_domain_knows_no_time_no_network_no_html_and_no_runtime() {
    let forbidden = ["async ", ".await", "tokio", "http", "maud", "aws_", "std::fs", "std::net", "std::env", "std::time", "::now()"];
    nowhere(sources().iter().filter(|source| source.is_in(&["shared/domain/src/"])), &forbidden);
    let manifest = read("shared/domain/Cargo.toml");
    for name in ["tokio", "http", "hyper", "maud", "aws", "lambda", "store", "web", "ui."] {
        assert!(!manifest.text.lines().any(|line| line.starts_with(name)), "the domain depends on {name}");
    }
}

#[test]
fn only_the_store_names_the_sdks_and_only_its_keys_are_formatted_in_one_module() {
    let sources = sources();
    nowhere(sources.iter().filter(|source| !source.is_in(&["shared/store/"])), &["aws_sdk_dynamodb", "aws_sdk_s3"]);
    let keys = ["\"list#", "\"document#", "\"tally#", "\"view#", "format!(\"address#", "format!(\"edition#", "format!(\"change#"];
    nowhere(sources.iter().filter(|source| source.path != "shared/store/src/keys.rs"), &keys);
    nowhere(sources.iter().filter(|source| source.is_in(&["shared/store/src/"])), &["pub trait "]);
}

#[test]
fn only_views_write_html_and_views_are_pure() {
    let sources = sources();
    let is_view = |source: &Source| source.is_in(&["functions/"]) && source.path.contains("/src/views");
    let is_ui = |source: &Source| source.is_in(&["shared/ui/"]);
    let others = sources.iter().filter(|source| !is_view(source) && !is_ui(source));
    nowhere(others, &["html!"]);
    nowhere(sources.iter().filter(|source| source.path != "shared/ui/src/trusted.rs"), &["PreEscaped"]);
    let impure = ["async ", ".await", "store::", "web::", "Request", "::now()", "std::fs", "std::env"];
    let is_test = |source: &Source| source.path.ends_with("/tests.rs");
    nowhere(sources.iter().filter(|source| (is_view(source) || is_ui(source)) && !is_test(source)), &impure);
    let makers = ["shared/web/src/route.rs", "shared/web/src/links.rs", "shared/ui/"];
    nowhere(sources.iter().filter(|source| !source.is_in(&makers)), &["Href::new"]);
    nowhere(sources.iter().filter(|source| !source.is_in(&["infra/"])), &["href=\"/"]);
}

#[test]
fn only_the_http_edge_knows_status_codes_headers_and_cookies() {
    let inner = ["functions/", "shared/domain/", "shared/store/", "shared/ui/", "shared/publishing/"];
    let sources = sources();
    let words = ["StatusCode", "HeaderValue", "HeaderMap", "HeaderName", "Response::builder", ".headers()", "cookie", "Cookie"];
    nowhere(sources.iter().filter(|source| source.is_in(&inner)), &words);
}

#[test]
fn no_function_knows_another_or_may_do_more_than_read_what_is_public() {
    let (sources, functions) = (sources(), functions());
    assert!(functions.contains("home") && functions.len() >= 3, "{functions:?}");
    for function in &functions {
        let own: Vec<&Source> = sources.iter().filter(|source| source.is_in(&[&format!("functions/{function}/")])).collect();
        let manifest = read(&format!("functions/{function}/Cargo.toml"));
        for other in functions.iter().filter(|other| *other != function) {
            let inside = |line: &str| line.trim_start().starts_with(&format!("use {other}::")) || line.contains(&format!(" {other}::App"));
            let found: Vec<_> =
                own.iter().filter(|source| source.code().any(|(_, line)| inside(line))).map(|source| &source.path).collect();
            assert!(found.is_empty(), "{function} imports {other} in {found:?}");
            assert!(!manifest.text.lines().any(|line| line.starts_with(&format!("{other}."))), "{function} depends on {other}");
        }
        nowhere(own.iter().copied(), &["Desk", "Files::", "Connection {", "local::"]);
        assert!(places(own.iter().copied(), &["content: PublicContent"]).len() >= 2, "{function} says what it may do in its App");
    }
}

#[test]
fn only_one_module_asks_what_time_it_is() {
    let asks = ["Timestamp::now", "Zoned::now", "SystemTime::now", "Local::now"];
    // Measuring how long something takes is another thing; tools may ask.
    let site = ["functions/", "shared/", "infra/local/", "infra/edge/"];
    nowhere(sources().iter().filter(|source| source.is_in(&site) && source.path != "shared/web/src/clock.rs"), &asks);
}

#[test]
fn no_file_is_too_long_and_nothing_is_waved_through_or_left_for_later() {
    let sources = all(".rs");
    let long: Vec<String> = sources
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path} has {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
    let words = [
        concat!("#[", "allow"),
        concat!("#![", "allow"),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("dbg", "!("),
    ];
    for source in &sources {
        let found: Vec<_> = source.text.lines().zip(1..).filter(|(line, _)| words.iter().any(|word| line.contains(word))).collect();
        assert!(found.is_empty(), "{}: {found:?}", source.path);
    }
    let folder = |name: &str| sources.iter().any(|source| source.path.split('/').any(|part| part.trim_end_matches(".rs") == name));
    for name in ["utils", "util", "helpers", "common", "misc"] {
        assert!(!folder(name), "a name that says nothing: {name}");
    }
}

#[test]
fn a_crate_depends_only_on_the_layers_below_it() {
    let below = [
        ("shared/domain", vec![]),
        ("shared/store", vec!["domain"]),
        ("shared/ui", vec!["domain"]),
        ("shared/web", vec!["domain", "store", "ui"]),
        ("shared/publishing", vec!["domain", "store"]),
        ("functions/home", vec!["domain", "store", "ui", "web"]),
        ("functions/news", vec!["domain", "store", "ui", "web"]),
        ("functions/pages", vec!["domain", "store", "ui", "web"]),
        ("infra/edge", vec![]),
        ("infra/demonstration", vec!["publishing"]),
    ];
    let own: BTreeSet<String> =
        all("Cargo.toml").iter().filter_map(|file| Some(file.path.strip_suffix("/Cargo.toml")?.rsplit('/').next()?.to_owned())).collect();
    for (folder, allowed) in below {
        let manifest = read(&format!("{folder}/Cargo.toml"));
        let names = manifest.text.lines().filter_map(|line| line.split(['.', ' ', '=']).next());
        let found: BTreeSet<&str> = names.filter(|name| own.contains(*name)).collect();
        assert_eq!(found, allowed.into_iter().collect(), "{folder}");
    }
}

#[test]
fn the_gallery_shows_every_component_and_every_card() {
    let gallery = read("shared/ui/src/gallery.rs");
    for file in ["shared/ui/src/cards.rs", "shared/ui/src/components.rs"] {
        let source = read(file);
        let exported = source.code().filter_map(|(_, line)| line.trim().strip_prefix("pub use ")?.split_once("::")).map(|(_, names)| names);
        for name in exported.flat_map(|names| names.trim_matches(['{', '}', ';']).split(", ")) {
            assert!(gallery.text.contains(name), "the gallery does not show {name}");
        }
    }
}
