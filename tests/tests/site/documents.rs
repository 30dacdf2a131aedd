//! What the code says and what documents say are the same.

use std::collections::BTreeSet;

use crate::sources::{all, read, top};

/// The number at the beginning of a text: `P1`, `W12`.
fn number(text: &str) -> Option<String> {
    let (kind, digits) = text.split_at_checked(1)?;
    let plain = matches!(kind, "P" | "W") && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.to_owned())
}

#[test]
fn every_access_pattern_has_a_function_of_the_store_and_every_function_its_pattern() {
    let document = read("docs/access-patterns.md");
    let rows = document.text.lines().filter_map(|line| number(line.strip_prefix("| ")?.split(" |").next()?));
    let documented: Vec<String> = rows.collect();
    let sources = all(".rs");
    let store = sources.iter().filter(|source| source.is_in(&["shared/store/src/"]));
    let comments = store.flat_map(|source| source.text.lines()).filter_map(|line| line.trim().strip_prefix("/// ")?.split_once(": "));
    let named: Vec<String> = comments.filter_map(|(before, _)| number(before)).collect();
    let (in_document, in_code): (BTreeSet<_>, BTreeSet<_>) = (documented.iter().collect(), named.iter().collect());
    assert_eq!(in_document, in_code);
    assert!(in_code.len() >= 18, "{in_code:?}");
    assert_eq!((documented.len(), named.len()), (in_document.len(), in_code.len()), "each number stands once");
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

fn markdown(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(top().join(folder)).expect("a folder of documents");
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".md")).map(|name| format!("{folder}/{name}")).collect()
}
