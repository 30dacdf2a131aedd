//! Styles inside a drawing: colours, widths, fonts and references to its own parts.

/// Functions that compute or refer to a part of the drawing. Every other one may load something.
const FUNCTIONS: [&str; 24] = [
    "url",
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "calc",
    "min",
    "max",
    "var",
    "matrix",
    "translate",
    "translatex",
    "translatey",
    "scale",
    "scalex",
    "scaley",
    "rotate",
    "skewx",
    "skewy",
    "blur",
    "circle",
    "ellipse",
    "polygon",
    "inset",
];
const OUTSIDE: &str = "a style or value refers to something outside the drawing: embed what it needs, or remove it";

/// The words of a style element: rules alone. A rule that begins with @ may load something.
pub(super) fn sheet(words: &str) -> Result<(), String> {
    if words.contains(['@', '<']) {
        return Err("a style has more than plain rules: write rules without @".to_owned());
    }
    value(words)
}

/// The value of an attribute, or rules.
pub(super) fn value(text: &str) -> Result<(), String> {
    // An escape can spell any word, and a comment can stand where we look for one.
    if text.contains('\\') || text.contains("/*") {
        return Err("a style has an escape or a comment: write it without".to_owned());
    }
    let lower = text.to_ascii_lowercase();
    let (mut rest, mut first) = (lower.as_str(), true);
    while let Some((before, inside)) = rest.split_once('(') {
        let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next().unwrap_or_default();
        let computes = FUNCTIONS.contains(&name) || (name.is_empty() && nested(before, first));
        if !computes {
            return Err(OUTSIDE.to_owned());
        }
        if name == "url" && !inside.split_once(')').is_some_and(|(target, _)| own(target)) {
            return Err(OUTSIDE.to_owned());
        }
        (rest, first) = (inside, false);
    }
    // A scheme that runs something has no business anywhere, not even where nothing would read it.
    if ["javascript:", "vbscript:", "data:", "-moz-binding", "behavior:"].iter().any(|word| lower.contains(word)) {
        return Err(OUTSIDE.to_owned());
    }
    Ok(())
}

/// Whether a bracket without a name stands inside a calculation.
fn nested(before: &str, first: bool) -> bool {
    let before = before.trim_end();
    !first && (before.is_empty() || before.ends_with(['+', '-', '*', '/']))
}

/// `#a`, `'#a'`, `"#a"`.
fn own(target: &str) -> bool {
    let target = target.trim();
    let bare = ['"', '\''].iter().find_map(|quote| target.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(target);
    super::fragment(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_draws_is_let_in() {
        for text in [
            "#fff",
            "url(#a)",
            "URL( '#a' )",
            "translate(10 20) rotate(-5)",
            "fill: rgb(0, 0, 0); stroke: url(\"#b\")",
            "calc((1px + 2px) * (3))",
            "font-family: 'A B'",
        ] {
            assert_eq!(value(text), Ok(()), "{text}");
        }
        assert_eq!(sheet(".a > .b { fill: url(#c) }\n#d:hover { opacity: .5 }"), Ok(()));
    }

    #[test]
    fn what_may_load_something_is_refused() {
        for text in [
            "url(a.svg#a)",
            "url(//a.example/)",
            "url('https://a.example/')",
            "url(#a",
            "url(\"#a' x)",
            "u\\72l(a)",
            "\\75rl(a)",
            "url/**/(a)",
            "image-set('a.png' 1x)",
            "image('a.png')",
            "src('a.png')",
            "cross-fade(a)",
            "expression(x)",
            "fill: url(#a) url(b)",
            "attr(x)",
            "url(#a);b:url(c)",
        ] {
            assert!(value(text).is_err(), "{text}");
        }
        assert!(sheet("@import 'a.css';").is_err());
        assert!(sheet("@font-face { src: url(#a) }").is_err());
    }
}
