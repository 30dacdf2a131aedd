//! What the code says and what documents say are the same.

use std::collections::BTreeSet;

use crate::sources::{Source, all, read, top, words};

/// Handles of the tables. What they ask in public is an access pattern.
const HANDLES: [&str; 6] = ["Reader", "Desk", "Publisher", "Timetable", "Correspondence", "Post"];

/// Names in documents that look like ours and are others': of headers, of CloudFormation, of crates.
const FOREIGN: [&str; 4] = ["CacheTagConfig", "ETag", "PreEscaped", "lambda_http"];

/// Documents whose every name must be one of the code.
const GUIDES: [&str; 2] = ["ARCHITECTURE.md", "docs/adding-a-page.md"];

/// The number at the beginning of a text: `P1`, `W12`.
fn number(text: &str) -> Option<String> {
    let (kind, digits) = text.split_at_checked(1)?;
    let plain = matches!(kind, "P" | "W" | "M") && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.to_owned())
}

/// Questions of the store as the document lists them: a number, and the function that asks.
fn documented() -> Vec<(String, String)> {
    let document = read("docs/access-patterns.md");
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        Some((number(cells.first()?)?, cells.last()?.trim_matches('`').to_owned()))
    };
    document.text.lines().filter_map(row).collect()
}

/// Questions of the store as the code has them: the functions of its handles with the beginnings of their comments.
fn asked(source: &Source) -> Vec<(Option<String>, String)> {
    let (mut handle, mut comment, mut found) = ("", None, Vec::new());
    for line in source.text.lines() {
        match (line.strip_prefix("impl"), line.trim().strip_prefix("///"), line.trim().strip_prefix("pub async fn ")) {
            (Some(of), ..) => handle = HANDLES.into_iter().find(|handle| words(of).any(|word| word == *handle)).unwrap_or_default(),
            (_, Some(text), _) => comment = comment.or(Some(text)),
            (.., Some(function)) if !handle.is_empty() => {
                let asked = comment.take().and_then(|text| number(text.trim().split_once(": ")?.0));
                found.push((asked, format!("{handle}::{}", words(function).next().unwrap_or_default())));
            }
            // Attributes stand between a comment and its function.
            _ if line.trim().starts_with('#') => {}
            _ => comment = None,
        }
    }
    found
}

#[test]
fn every_question_of_the_store_has_its_row_and_every_row_the_function_that_asks() {
    let (mut rows, mut functions) = (documented(), Vec::new());
    for source in all(".rs").iter().filter(|source| source.is_in(&["shared/store/src/"])) {
        for (number, function) in asked(source) {
            let number = number.unwrap_or_else(|| panic!("{}: the comment of {function} begins with no number", source.path));
            functions.push((number, function));
        }
    }
    rows.sort();
    functions.sort();
    assert_eq!(rows, functions);
    assert!(rows.len() >= 18, "{rows:?}");
    assert!(rows.windows(2).all(|pair| pair[0].0 != pair[1].0), "each number stands once: {rows:?}");
}

/// What stands between backticks in a text, outside of blocks of code.
fn quoted(text: &str) -> Vec<String> {
    let prose: Vec<&str> = text.split("```").step_by(2).collect();
    prose.iter().flat_map(|part| part.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn documents_name_files_that_are_there_and_functions_that_somebody_wrote() {
    let mut documents: Vec<String> =
        ["README.md", "ARCHITECTURE.md"].map(str::to_owned).into_iter().chain(markdown("docs")).chain(markdown("docs/decisions")).collect();
    documents.sort();
    assert!(documents.len() > 10, "{documents:?}");
    let code: String = all(".rs").into_iter().map(|source| source.text).collect();
    let mut wrong = Vec::new();
    for document in &documents {
        for name in quoted(&read(document).text) {
            let is_path = ["functions/", "shared/", "infra/", "tests/", "docs/"].iter().any(|folder| name.starts_with(folder));
            // `functions/…/src` leaves out what the reader fills in, `interface/*.ftl` names many.
            if is_path && !name.contains(['…', '*', ' ', '{']) && !top().join(&name).exists() {
                wrong.push(format!("{document}: {name} is not there"));
            }
            // `Desk::commit`: the last part is a function, a variant or a type of ours.
            let path: Vec<&str> = name.split("::").collect();
            let plain = |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if let [_, .., last] = path.as_slice()
                && path.iter().all(plain)
                && !code.contains(&format!(" {last}"))
            {
                wrong.push(format!("{document}: nothing is called {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a word is written as names of types, constants and functions are: `NewsRoute`, `PATTERNS`, `of_place`.
fn is_name(word: &str) -> bool {
    let has = |wanted: fn(&u8) -> bool| word.bytes().any(|byte| wanted(&byte));
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let begins = word.starts_with(|first: char| first.is_ascii_alphabetic());
    plain && begins && word.len() > 2 && (word.contains('_') || has(u8::is_ascii_uppercase))
}

/// Names of all that is defined in a source.
fn defined(source: &Source) -> Vec<&str> {
    const KINDS: [&str; 8] = ["fn", "struct", "enum", "const", "static", "trait", "mod", "type"];
    let of_line = |line| {
        let words: Vec<&str> = words(line).collect();
        words.windows(2).filter(|pair| KINDS.contains(&pair[0])).map(|pair| pair[1]).collect::<Vec<_>>()
    };
    source.code().flat_map(|(_, line)| of_line(line)).collect()
}

#[test]
fn what_the_guides_call_by_its_name_has_that_name_in_the_code() {
    let sources = all(".rs");
    let known: BTreeSet<&str> = sources.iter().flat_map(defined).chain(FOREIGN).collect();
    for guide in GUIDES {
        let names: BTreeSet<String> = quoted(&read(guide).text).into_iter().filter(|name| is_name(name)).collect();
        let wrong: Vec<&String> = names.iter().filter(|name| !known.contains(name.as_str())).collect();
        assert!(names.len() > 10 && wrong.is_empty(), "{guide} speaks of {wrong:?}, which nothing is called");
    }
}

#[test]
fn the_map_leads_to_what_is_there_and_leaves_no_room_out() {
    let text = read("ARCHITECTURE.md").text;
    let map = text.split("```").nth(1).expect("the map stands before all other blocks");
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let lost: Vec<String> = map.lines().filter_map(first).filter(|path| !top().join(path).exists()).collect();
    assert!(lost.is_empty(), "the map leads to {lost:?}");
    let words: BTreeSet<&str> = map.split(|c: char| c.is_whitespace() || ",;:".contains(c)).collect();
    let rooms = all("Cargo.toml").into_iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml").map(str::to_owned));
    let missing: Vec<String> = rooms.filter(|room| room != "tests/fuzz" && !words.contains(room.as_str())).collect();
    assert!(missing.is_empty(), "the map leaves out {missing:?}");
}

fn markdown(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(top().join(folder)).expect("a folder of documents");
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".md")).map(|name| format!("{folder}/{name}")).collect()
}
