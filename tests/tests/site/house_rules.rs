//! The rules of the house, each an absence. `ARCHITECTURE.md` says why.

use std::collections::BTreeSet;

use crate::sources::{Source, all, read, words};

/// Lines of a file at most.
const LONGEST: usize = 400;
/// Lines of a handler at most, from its signature to its end.
const LONGEST_HANDLER: usize = 25;

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
    let keys = [
        "\"list#",
        "\"document#",
        "\"tally#",
        "\"view#",
        "format!(\"address#",
        "format!(\"edition#",
        "format!(\"change#",
        "\"message#",
        "\"network#",
    ];
    let is_keys = |source: &Source| source.is_in(&["shared/store/src/keys.rs", "shared/store/src/keys/"]);
    nowhere(sources.iter().filter(|source| !is_keys(source)), &keys);
    let store: Vec<&Source> = sources.iter().filter(|source| source.is_in(&["shared/store/src/"])).collect();
    nowhere(store.iter().copied().filter(|source| !is_keys(source)), &["#{"]);
    let traits = store.iter().filter(|source| source.code().any(|(_, line)| words(line).any(|word| word == "trait")));
    assert_eq!(traits.map(|source| &source.path).collect::<Vec<_>>(), Vec::<&String>::new(), "the store is one, and no test has another");
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
    for source in sources.iter().filter(|source| is_view(source) || is_ui(source)) {
        let by_hand: Vec<_> = source.shipped().filter(|(_, line)| line.contains("\"/")).collect();
        assert!(by_hand.is_empty(), "{}: addresses written by hand: {by_hand:?}", source.path);
    }
}

#[test]
fn a_handler_is_short() {
    let sources = sources();
    let handlers = sources.iter().filter(|source| source.is_in(&["functions/"]) && !source.path.contains("/src/views"));
    let (mut found, mut long) = (0, Vec::new());
    for source in handlers {
        let lines: Vec<&str> = source.text.lines().collect();
        for (from, line) in
            lines.iter().enumerate().filter(|(_, line)| line.trim_start().trim_start_matches("pub(crate) ").starts_with("async fn "))
        {
            let indent: String = line.chars().take_while(|first| first.is_whitespace()).collect();
            let end = lines.iter().skip(from).position(|line| *line == format!("{indent}}}")).expect("a function ends");
            found += 1;
            if end + 1 > LONGEST_HANDLER {
                long.push(format!("{}:{}: {} lines", source.path, from + 1, end + 1));
            }
        }
    }
    assert!(found > 10, "{found} handlers");
    assert!(long.is_empty(), "{}", long.join("\n"));
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
            assert!(!dependencies(&manifest).contains(other.as_str()), "{function} depends on {other}");
        }
        nowhere(own.iter().copied(), &["Desk", "Files::", "Connection {", "local::"]);
        let library = read(&format!("functions/{function}/src/lib.rs"));
        let app = library.text.split_once("pub struct App {").and_then(|(_, rest)| rest.split_once('}')).map_or("", |(inside, _)| inside);
        let fields: Vec<&str> = app.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).collect();
        let held = match function.as_str() {
            "contact" => {
                vec!["pub content: PublicContent,", "pub correspondence: Correspondence,", "pub keys: FormKeys,", "pub front: Front,"]
            }
            "post" => vec!["pub post: Post,", "pub clock: Clock,", "pub mail: Option<Arc<dyn SendMail>>,"],
            "clock" => vec!["pub timetable: Timetable,", "pub clock: Clock,"],
            "publish" => {
                vec!["pub publisher: Publisher,", "pub clock: Clock,", "pub purge: Arc<dyn Purge>,", "pub look: Arc<dyn Look>,"]
            }
            _ => vec!["pub content: PublicContent,", "pub front: Front,"],
        };
        assert_eq!(fields, held, "what the App of {function} holds, it may use");
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
    let forbidden = [
        concat!("#[", "allow"),
        concat!("#![", "allow"),
        concat!("#[", "expect"),
        concat!("#![", "expect"),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("dbg", "!("),
    ];
    for source in &sources {
        let found: Vec<_> = source.text.lines().zip(1..).filter(|(line, _)| forbidden.iter().any(|word| line.contains(word))).collect();
        assert!(found.is_empty(), "{}: {found:?}", source.path);
    }
    let folder = |name: &str| sources.iter().any(|source| source.path.split('/').any(|part| part.trim_end_matches(".rs") == name));
    for name in ["utils", "util", "helpers", "common", "misc"] {
        assert!(!folder(name), "a name that says nothing: {name}");
    }
}

/// The names of everything that a crate depends on, in its tests too.
fn dependencies(manifest: &Source) -> BTreeSet<&str> {
    let sections =
        manifest.text.split("\n[").filter(|section| section.split(']').next().is_some_and(|name| name.ends_with("dependencies")));
    sections.flat_map(|section| section.lines().skip(1)).filter_map(|line| line.split(['.', ' ', '=']).next()).collect()
}

#[test]
fn a_crate_depends_only_on_the_layers_below_it() {
    let below = [
        ("shared/domain", vec![]),
        ("shared/store", vec!["domain"]),
        ("shared/ui", vec!["domain"]),
        ("shared/web", vec!["domain", "store", "ui"]),
        ("shared/publishing", vec!["domain", "store"]),
        ("functions/clock", vec!["store", "web"]),
        ("functions/events", vec!["domain", "store", "ui", "web"]),
        ("functions/contact", vec!["domain", "store", "ui", "web"]),
        ("functions/home", vec!["domain", "store", "ui", "web"]),
        ("functions/news", vec!["domain", "store", "ui", "web"]),
        ("functions/pages", vec!["domain", "store", "ui", "web"]),
        ("functions/post", vec!["domain", "store", "web"]),
        ("functions/publish", vec!["domain", "store", "web"]),
        ("infra/edge", vec![]),
        ("infra/demonstration", vec!["publishing"]),
    ];
    let own: BTreeSet<String> =
        all("Cargo.toml").iter().filter_map(|file| Some(file.path.strip_suffix("/Cargo.toml")?.rsplit('/').next()?.to_owned())).collect();
    for (folder, allowed) in below.clone() {
        let manifest = read(&format!("{folder}/Cargo.toml"));
        let found: BTreeSet<&str> = dependencies(&manifest).into_iter().filter(|name| own.contains(*name)).collect();
        assert_eq!(found, allowed.into_iter().collect(), "{folder}");
    }
    let rooms = all("Cargo.toml").into_iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml").map(str::to_owned));
    let missing: Vec<String> = rooms
        .filter(|room| ["functions/", "shared/"].iter().any(|floor| room.starts_with(floor)))
        .filter(|room| below.iter().all(|(folder, _)| folder != room))
        .collect();
    assert!(missing.is_empty(), "nobody says which layers are below {missing:?}");
}

#[test]
fn every_crate_is_held_to_the_lints_of_the_workspace() {
    // The fuzzers are no part of it: their compiler flags are their own.
    let manifests = all("Cargo.toml").into_iter().filter(|file| !file.is_in(&["tests/fuzz/"]));
    let free: Vec<String> = manifests.filter(|file| !file.text.contains("[lints]\nworkspace = true\n")).map(|file| file.path).collect();
    assert!(free.is_empty(), "without the lints: {free:?}");
}

#[test]
fn the_gallery_shows_every_component_and_every_card() {
    let gallery: Vec<Source> = all(".rs").into_iter().filter(|source| source.path.contains("/ui/src/gallery")).collect();
    let shown = gallery.iter().flat_map(Source::code).map(|(_, line)| line).filter(|line| !line.trim_start().starts_with("use "));
    let shown: BTreeSet<&str> = shown.flat_map(words).collect();
    let mut missing = BTreeSet::new();
    for source in all(".rs").iter().filter(|source| source.is_in(&["shared/ui/src/cards", "shared/ui/src/components"])) {
        let exported = source
            .code()
            .filter_map(|(_, line)| line.trim().strip_prefix("pub use ")?.split_once("::"))
            .flat_map(|(_, names)| words(names));
        let rendered = source.code().filter_map(|(_, line)| words(line.split_once(" Render for ")?.1).next());
        missing.extend(exported.chain(rendered).filter(|name| !shown.contains(name)).map(str::to_owned));
    }
    assert!(shown.contains("CallRow") && missing.is_empty(), "the gallery does not show {missing:?}");
}
