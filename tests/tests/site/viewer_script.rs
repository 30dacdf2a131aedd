//! The script of the edge as CloudFront takes it: its size, its language, and its place in the template.

use edge::VIEWER_REQUEST;

use crate::sources::read;
use crate::template::{Node, deployment};

/// CloudFront takes no larger function, in bytes.
const LARGEST: usize = 10_240;

/// Words of the language that cloudfront-js-2.0 knows and the script needs: ES 5.1 with `const`, `let`, `async` and `await`.
const WORDS: [&str; 17] = [
    "import",
    "from",
    "const",
    "let",
    "async",
    "function",
    "await",
    "return",
    "if",
    "else",
    "for",
    "try",
    "catch",
    "typeof",
    "undefined",
    "true",
    "false",
];
/// Other words that the language reserves: what it does not know, and what it knows but nothing here needs.
const OTHERS: [&str; 33] = [
    "break",
    "case",
    "class",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "enum",
    "export",
    "extends",
    "finally",
    "in",
    "instanceof",
    "new",
    "null",
    "of",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "eval",
    "arguments",
    "require",
    "globalThis",
    "global",
    "process",
];
/// What the script calls of strings, arrays, patterns and the module: all in the list of the runtime.
const METHODS: [&str; 15] = [
    "test",
    "slice",
    "split",
    "replace",
    "indexOf",
    "lastIndexOf",
    "push",
    "pop",
    "join",
    "startsWith",
    "endsWith",
    "toLowerCase",
    "trim",
    "kvs",
    "get",
];
/// What it finds without having declared it.
const GLOBALS: [&str; 2] = ["Math", "Number"];

/// The script without comments, and with nothing in its texts and patterns.
fn code() -> String {
    let lines = VIEWER_REQUEST.lines().filter(|line| !line.trim_start().starts_with("//"));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    let mut out = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = out.trim_end().chars().last().unwrap_or_default();
        // A slash after one of these begins a pattern; the script divides nothing.
        if letter == '\'' || (letter == '/' && (matches!(before, '(' | '=' | '&' | '|' | '?' | ':') || out.ends_with("return "))) {
            let (mut escaped, mut in_class) = (false, false);
            for inner in letters.by_ref() {
                match inner {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '[' if letter == '/' => in_class = true,
                    ']' if letter == '/' => in_class = false,
                    _ if inner == letter && !in_class => break,
                    _ => {}
                }
            }
            out.push_str("''");
        } else {
            out.push(letter);
        }
    }
    out
}

/// The words of a text, each with what stands right before it.
fn words(text: &str) -> Vec<(char, String)> {
    let (mut words, mut before, mut word) = (Vec::new(), ' ', String::new());
    let mut start = ' ';
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$') {
            if word.is_empty() {
                start = before;
            }
            word.push(letter);
        } else if !word.is_empty() {
            words.push((start, std::mem::take(&mut word)));
        }
        before = letter;
    }
    words.retain(|(_, word)| !word.starts_with(|first: char| first.is_ascii_digit()));
    words
}

#[test]
fn the_script_is_no_larger_than_cloudfront_takes() {
    assert!(VIEWER_REQUEST.len() <= LARGEST, "{} bytes", VIEWER_REQUEST.len());
}

#[test]
fn the_script_is_written_in_the_language_of_the_runtime() {
    assert!(VIEWER_REQUEST.is_ascii());
    let code = code();
    for sign in ["`", "${", "...", "?.", "??", "=>", "**", "const {", "const [", "let {", "let [", "/*", "//", "#", "@", "\\", "\""] {
        assert!(!code.contains(sign), "{sign} stands in\n{code}");
    }
    let words = words(&code);
    let declared: Vec<&str> = words
        .windows(2)
        .filter_map(|pair| if let [(_, kind), (_, name)] = pair { Some((kind, name)) } else { None })
        .filter(|(kind, _)| matches!(kind.as_str(), "const" | "let" | "function" | "import" | "catch"))
        .map(|(_, name)| name.as_str())
        .collect();
    let parameters = code.lines().filter(|line| line.contains("function ")).filter_map(|line| line.split(['(', ')']).nth(1));
    let parameters: Vec<&str> = parameters.flat_map(|list| list.split(", ")).collect();
    for (before, word) in &words {
        let called = code.contains(&format!(".{word}("));
        let known = match before {
            '.' => !called || METHODS.contains(&word.as_str()) || code.contains(&format!("Math.{word}(")),
            _ => {
                [WORDS.as_slice(), GLOBALS.as_slice(), declared.as_slice(), parameters.as_slice()].concat().contains(&word.as_str())
                    || is_key(&code, word)
            }
        };
        assert!(known && (*before == '.' || !OTHERS.contains(&word.as_str())), "{word} is not known to the runtime");
    }
    // The runtime does not await within arguments, nor in functions within functions.
    for line in code.lines().filter(|line| line.contains("await ")) {
        let (before, after) = line.split_once("await ").unwrap_or_default();
        assert!(before.trim_end().ends_with('=') && !after.contains("await"), "{line}");
    }
    let nested = code.lines().filter(|line| line.starts_with(' ') && line.contains("function"));
    assert_eq!(nested.count(), 0, "a function within a function");
}

/// Whether a word names a field of an object that the script makes.
fn is_key(code: &str, word: &str) -> bool {
    code.lines().any(|line| line.trim_start().starts_with(&format!("{word}:"))) || code.contains(&format!("{{ {word}: "))
}

#[test]
fn the_template_holds_the_very_script() {
    let template = read("template.yaml").text;
    let (_, code) = template.split_once("      FunctionCode: |\n").expect("a function with its code");
    let lines = code.lines().take_while(|line| line.is_empty() || line.starts_with("        "));
    let deployed: String = lines.map(|line| format!("{}\n", line.strip_prefix("        ").unwrap_or(line))).collect();
    assert!(
        deployed.trim_end() == VIEWER_REQUEST.trim_end() && VIEWER_REQUEST.ends_with("}\n"),
        "put infra/edge/function/viewer-request.js into template.yaml, eight spaces in, under FunctionCode"
    );
    assert_eq!(template.matches("FunctionCode:").count(), 1);
}

#[test]
fn every_behaviour_of_the_deployment_meets_the_function_first() {
    let (template, deployed) = (read("template.yaml").text, deployment());
    let site = deployed.at(&["Resources", "Distribution"]);
    let behaviours = site.all("TargetOriginId").len();
    let first = Node::read("- EventType: viewer-request\n  FunctionARN: !GetAtt ViewerRequest.FunctionARN");
    let met = site.all("FunctionAssociations").into_iter().filter(|associations| **associations == first).count();
    // The laptop has one more, for those who work on the site.
    assert_eq!((met, behaviours + 1), (behaviours, local::behaviours().len()));
    assert!(template.contains("Runtime: cloudfront-js-2.0") && template.contains("{ KeyValueStoreARN: !GetAtt EdgeEntries.Arn }"));
}
