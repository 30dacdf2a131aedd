//! Under which licences we use what others wrote, and where it comes from: from the registry, whose checksums the lock file holds.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::steps::say;

/// Licences under which we take a package, each with why that goes well with ours, Apache-2.0.
const ALLOWED: [&str; 7] = [
    // Ours.
    "Apache-2.0",
    // Permissive: their only condition is that their notice stays with the source.
    "MIT",
    "ISC",
    "BSD-3-Clause",
    "Zlib",
    // Permissive too; ICU's code and the data of all languages have it.
    "Unicode-3.0",
    // Asks back changes of its own files alone, and we change none: the parser of style sheets inside the sanitiser of HTML.
    "MPL-2.0",
];

/// The registry of every package that is not ours.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Looks at every package of the lock file, also at those that only another system would build.
pub(crate) fn check() -> Result<(), String> {
    say("Checking licences and sources of all packages");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo).args(["metadata", "--format-version", "1", "--locked"]).output();
    let output = output.map_err(|error| format!("cargo does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("`cargo metadata` ended with {}:\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end()));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("`cargo metadata`: {error}"))?;
    let faults = faults(&metadata)?;
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// A sentence for each package that we may not take.
fn faults(metadata: &Value) -> Result<Vec<String>, String> {
    let list = |name: &str| metadata.get(name).and_then(Value::as_array).ok_or_else(|| format!("`cargo metadata` has no {name}"));
    let members: BTreeSet<&str> = list("workspace_members")?.iter().filter_map(Value::as_str).collect();
    let mut faults = Vec::new();
    for package in list("packages")? {
        let text = |name: &str| package.get(name).and_then(Value::as_str).unwrap_or_default();
        let (name, version) = (text("name"), text("version"));
        if !is_allowed(text("license")) {
            faults.push(format!(
                "{name} {version} has the licence \"{}\": take another package, or argue for it in infra/xtask/src/licences.rs",
                text("license")
            ));
        }
        // Ours have no source, but so has whatever else lies in a folder of this machine.
        let ours = text("source").is_empty() && members.contains(text("id"));
        if !ours && text("source") != REGISTRY {
            faults.push(format!("{name} {version} comes neither from the registry nor from this workspace: \"{}\"", text("source")));
        }
    }
    Ok(faults)
}

/// Whether a licence expression (SPDX) lets us choose licences that we take. Older packages write `/` for `OR`.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    matches!(either(&words), Some((true, [])))
}

/// Alternatives, of which one is enough. Returns what follows them; nothing where they cannot be read.
fn either<'a, 'b>(words: &'b [&'a str]) -> Option<(bool, &'b [&'a str])> {
    let (mut allowed, mut rest) = all_of(words)?;
    while let ["OR", others @ ..] = rest {
        let (other, after) = all_of(others)?;
        (allowed, rest) = (allowed || other, after);
    }
    Some((allowed, rest))
}

/// Licences that hold together. `AND` binds more closely than `OR`.
fn all_of<'a, 'b>(words: &'b [&'a str]) -> Option<(bool, &'b [&'a str])> {
    let (mut allowed, mut rest) = one(words)?;
    while let ["AND", others @ ..] = rest {
        let (other, after) = one(others)?;
        (allowed, rest) = (allowed && other, after);
    }
    Some((allowed, rest))
}

/// One licence, or an expression in brackets. One with an exception is another licence, which nobody argued for.
fn one<'a, 'b>(words: &'b [&'a str]) -> Option<(bool, &'b [&'a str])> {
    match words {
        ["(", inside @ ..] => match either(inside)? {
            (allowed, [")", rest @ ..]) => Some((allowed, rest)),
            _ => None,
        },
        ["AND" | "OR" | "WITH" | ")", ..] | [] => None,
        [_, "WITH", exception, rest @ ..] if !matches!(*exception, "AND" | "OR" | "WITH" | "(" | ")") => Some((false, rest)),
        [licence, rest @ ..] => Some((ALLOWED.contains(licence), rest)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_of_the_alternatives_is_enough_and_what_holds_together_must_all_be_allowed() {
        for allowed in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "GPL-2.0-only OR Apache-2.0",
            "BSD-3-Clause AND MIT",
            "(Apache-2.0 OR GPL-3.0-only) AND BSD-3-Clause",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
            "AGPL-3.0-only AND GPL-2.0-only OR MIT",
            "((MIT))",
        ] {
            assert!(is_allowed(allowed), "{allowed}");
        }
        for refused in [
            "",
            "GPL-3.0-only",
            "mit",
            "MIT AND GPL-2.0-only",
            "MIT OR Apache-2.0 AND",
            "(MIT OR Apache-2.0) AND LGPL-3.0-only",
            "MIT AND (GPL-2.0-only OR AGPL-3.0-only)",
            "Apache-2.0 WITH LLVM-exception",
            "(MIT",
            "MIT)",
            "MIT Apache-2.0",
            "OR MIT",
            "MIT OR",
            "MIT WITH OR",
        ] {
            assert!(!is_allowed(refused), "{refused}");
        }
    }

    #[test]
    fn every_package_comes_from_the_registry_or_from_this_workspace_and_has_a_licence() {
        let package = |name: &str, source: Value, license: Value| json!({ "id": name, "name": name, "version": "1.0.0", "source": source, "license": license });
        let metadata = json!({
            "workspace_members": ["ours"],
            "packages": [
                package("ours", Value::Null, json!("Apache-2.0")),
                package("theirs", json!(REGISTRY), json!("MIT")),
                package("beside", Value::Null, json!("MIT")),
                package("forked", json!("git+https://example.org/forked#1"), json!("MIT")),
                package("unlicensed", json!(REGISTRY), Value::Null),
            ],
        });
        let named: Vec<String> = faults(&metadata).unwrap().iter().map(|fault| fault.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(named, ["beside", "forked", "unlicensed"]);
        assert!(faults(&json!({ "packages": [] })).is_err());
    }
}
